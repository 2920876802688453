"""JOB -> PARCEL: an article with its companions, which are pictures, lexicons and the package from before."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tts.config.edition_date import VARIABLE
from tts.files import MAX_MANIFEST_BYTES, read_file, walk_folder
from tts.model import MAX_IMAGE_BYTES
from tts.packages.cluster.mentions import find_mentioned
from tts.packages.cluster.parcel import (
    EARLIER,
    MANIFEST,
    MAX_FILE_BYTES,
    Delivery,
    Parcel,
    ParcelFile,
    read_manifest,
)
from tts.packages.job import Job
from tts.packages.manifest_header import read_earlier
from tts.packages.stale import fingerprint
from tts.speech.lexicon import list_lexicon_places, read_lexicon
from tts.text.readers.decode import read_bytes
from tts.text.readers.held import find_held
from tts.text.readers.parts import split_part
from tts.writers.earlier import EarlierPackage
from tts.writers.images.addresses import ImageFolder, NoFileError

_HERE, _ELSEWHERE = "here", "elsewhere"
_MAX_DOCUMENT_BYTES = 256_000_000  # no reader takes more


def pack_article(job: Job) -> Parcel:
    """Return the parcel of an article: its file, the files that it seems to name, its lexicons, and its manifest.

    Raises:
        ArticastError: the article or a lexicon cannot be read.
        OSError: another file cannot be read.
    """
    order = job.order
    path, config, file = order.path, order.config, split_part(order.path)[0]
    data = read_bytes(file, _MAX_DOCUMENT_BYTES)
    changed_ns = None if find_held(file) is not None else file.stat().st_mtime_ns
    sources = {file: ParcelFile(place=_find_place(file), data=data, changed_ns=changed_ns)}
    folder = ImageFolder(file.parent)
    sources |= _pack_below(file.parent, folder, find_mentioned(data, folder))
    lexicons = [*map(Path, config.lexicon), *(place for place in list_lexicon_places(path) if place.is_file())]
    sources |= {
        lexicon: ParcelFile(place=_find_place(lexicon), data=read_lexicon(lexicon).text) for lexicon in lexicons
    }
    earlier = read_earlier(job.package)
    settings = replace(
        config,
        lexicon=tuple(_find_place(Path(name)) for name in config.lexicon),
        run_folder=Path(_HERE),
        build_date=os.environ.get(VARIABLE, ""),
    )
    files = {packed.place: packed for packed in sources.values()}
    files |= {packed.place: packed for packed in _pack_earlier(earlier, [MANIFEST])}
    return Parcel(
        path=path,
        place=_find_place(path),
        files=tuple(files.values()),
        names={**{packed.place: str(source) for source, packed in sources.items()}, _find_place(path): str(path)},
        slug=order.slug,
        source=job.source,
        config=settings,
        fingerprint=fingerprint(path, config),
        prune=order.prune,
    )


def complete_parcel(parcel: Parcel, delivery: Delivery, job: Job) -> Parcel | None:
    """Return `parcel` with the files that its worker lacked; None if it lacked none.

    A package must have been made with every picture that is there, and must have all formats of the one before it.

    Raises:
        OSError: a file cannot be read.
    """
    file = split_part(job.order.path)[0]
    folder, manifest = ImageFolder(file.parent), read_manifest(delivery.files)
    inputs = manifest.get("options", {}).get("inputs", {})
    addresses = [name for name, state in inputs.items() if state is None]
    if delivery.error and delivery.error.path:
        with suppress(ValueError):  # on another drive of Windows
            addresses.append(os.path.relpath(delivery.error.path, file.parent))
    below = _pack_below(file.parent, folder, _find_files(folder, addresses))
    earlier = read_earlier(job.package)
    lacks_formats = earlier and manifest and not job.order.prune and not _has_formats_of(manifest, earlier)
    packed = (*below.values(), *_pack_earlier(earlier, _list_files(job.package) if lacks_formats else ()))
    sent = {file.place for file in parcel.files}
    more = tuple(file for file in packed if file.place not in sent)
    names = {file.place: str(path) for path, file in below.items()}
    return replace(parcel, files=(*parcel.files, *more), names={**parcel.names, **names}) if more else None


def _has_formats_of(manifest: Mapping[str, Any], earlier: EarlierPackage) -> bool:
    """Return whether a new package with this manifest has all formats of the one from before."""
    made = EarlierPackage(folder=Path(), header=manifest)
    return {*earlier.formats, *earlier.older} <= {*made.formats, *made.older}


def _list_files(folder: Path) -> list[str]:
    """Return the paths of all files below `folder`, from there."""
    paths = (parent / name for parent, _, names in walk_folder(folder) for name in names)
    return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())


def _find_place(path: Path) -> str:
    """Return the place of a file in a parcel: below `here` if it is below the current folder, as it is there."""
    absolute, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - does not resolve links
    if absolute.is_relative_to(here):
        return f"{_HERE}/{absolute.relative_to(here).as_posix()}"
    return f"{_ELSEWHERE}/{absolute.relative_to(absolute.anchor).as_posix()}"


def _find_files(folder: ImageFolder, addresses: Iterable[str]) -> Iterator[Path]:
    """Yield the files in `folder` that `addresses` name, with all links followed."""
    for address in addresses:
        with suppress(NoFileError):
            yield folder.find(address)


def _pack_below(folder: Path, images: ImageFolder, files: Iterable[Path]) -> dict[Path, ParcelFile]:
    """Return `files`, which `images` has found below `folder`, by their paths, without those that cannot be read.

    The worker then warns that they are missing, where a run on one computer warns that they are unreadable.
    """
    packed: dict[Path, ParcelFile] = {}
    for file in files:
        path = folder / images.relative(file)
        with suppress(OSError):
            packed[path] = ParcelFile(place=_find_place(path), data=read_file(file, 2 * MAX_IMAGE_BYTES))
    return packed


def _pack_earlier(earlier: EarlierPackage | None, names: Iterable[str]) -> Iterator[ParcelFile]:
    """Yield the files `names` of a package from before, if there is one."""
    if earlier is None:
        return
    for name in names:
        limit_bytes = MAX_MANIFEST_BYTES if name == MANIFEST else MAX_FILE_BYTES
        yield ParcelFile(place=f"{EARLIER}/{name}", data=read_file(earlier.folder / name, limit_bytes))
