"""What travels: an article with all that shapes its package, and the finished package."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from tts.config.config import Config
from tts.errors import ArticastError
from tts.files import read_file, walk_folder
from tts.noun import noun
from tts.packages.build import Built

EARLIER = "earlier"
"""The folder of a parcel for the package from before."""
MANIFEST = "manifest.json"
MAX_FILE_BYTES = 4_000_000_000


@noun
class ParcelFile:
    """The bytes of a file, its place in the folder that it is unpacked into, and when it was last changed.

    `changed_ns` is None where no file has the bytes, or where it does not matter.
    """

    place: str
    data: bytes
    changed_ns: int | None = None


@noun
class Parcel:
    """A task: the `files` that shape the package of an article, and the settings for it.

    `path` is the article's as the run has it, and `place` that in the parcel. `names` has what the run calls each
    file, by its place. The files that `config` names, and its `run_folder`, are places. `fingerprint` is the one that
    the package must have.
    """

    path: Path
    place: str
    files: tuple[ParcelFile, ...]
    names: Mapping[str, str]
    slug: str
    source: str
    config: Config
    fingerprint: str
    prune: bool = False


@noun
class Delivery:
    """The result: the `files` of a package with what was `built`, or the `error` for which there is none.

    `refusal` says why this worker must not make the package, although another one may.
    """

    files: tuple[ParcelFile, ...] = ()
    built: Built | None = None
    error: ArticastError | None = None
    refusal: str = ""
    elapsed_ms: int = 0


def write_files(files: Iterable[ParcelFile], folder: Path) -> None:
    """Write files to their places in `folder`.

    Raises:
        ArticastError: a place is outside of the folder.
        OSError: a file cannot be written.
    """
    for file in files:
        place = PurePosixPath(file.place)
        path = folder / place  # which is elsewhere for a place with a drive of Windows
        if ".." in place.parts or not place.parts or not path.is_relative_to(folder):
            raise ArticastError(f"A file that was sent has the impossible name '{file.place}'. Check the workers.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        if file.changed_ns is not None:
            os.utime(path, ns=(file.changed_ns, file.changed_ns))


def read_files(folder: Path) -> tuple[ParcelFile, ...]:
    """Return all files below `folder`, each with its place there.

    Raises:
        OSError: one of them cannot be read.
    """
    paths = sorted(parent / name for parent, _, names in walk_folder(folder) for name in names)
    return tuple(
        ParcelFile(place=path.relative_to(folder).as_posix(), data=read_file(path, MAX_FILE_BYTES))
        for path in paths
        if path.is_file()
    )


def read_manifest(files: Iterable[ParcelFile], place: str = MANIFEST) -> Mapping[str, Any]:
    """Return the members of the manifest at `place` among `files`; none if there is none, or if it is broken."""
    data = next((file.data for file in files if file.place == place), b"{}")
    try:
        members = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}
