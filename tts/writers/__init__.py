"""PUBLICATION -> FILES: one module for each kind of file that accompanies the audio."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from tts.errors import ArticastError, describe_defect, is_caused_by_system
from tts.formats import COMPANIONS, EDITIONS, MP3, name_files
from tts.model import Image, Metadata, Publication
from tts.writers.earlier import EarlierPackage, carry_formats
from tts.writers.images import SVG
from tts.writers.metadata import slug
from tts.writers.options import WriterOptions

_Write = Callable[[Publication, Path], None]
_NO_OTHERS: Mapping[str, _Write] = MappingProxyType({})


class Writer(Protocol):
    """Writes one kind of file; it measures nothing and takes every time from the timeline.

    `name` is that of the file, with `*` in place of the name of the first track.
    """

    name: str

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `folder / name`, UTF-8 with LF, the same bytes for the same publication."""
        ...


WRITERS = {
    "transcript": "tts.writers.transcript:TranscriptWriter",
    "captions": "tts.writers.captions:CaptionsWriter",
    "srt": "tts.writers.srt:SrtWriter",
    "chapters": "tts.writers.chapters:ChaptersWriter",
    "readalong": "tts.writers.readalong:ReadalongWriter",
    "manifest": "tts.writers.manifest:ManifestWriter",
}
ON_REQUEST = {
    "labels": "tts.writers.labels:LabelsWriter",
    "cue": "tts.writers.cue:CueWriter",
    "epub": "tts.writers.epub:EpubWriter",
    "daisy": "tts.writers.daisy:DaisyWriter",
    "audiobook": "tts.writers.audiobook:AudiobookWriter",
    "embed": "tts.writers.embed:EmbedWriter",
}
"""Written only if `WriterOptions.formats` names them; their names are those of `tts.formats`."""


def write(
    publication: Publication,
    folder: Path,
    options: WriterOptions,
    earlier: EarlierPackage | None = None,
    others: Mapping[str, _Write] = _NO_OTHERS,
) -> Publication:
    """Write every file except the audio into `folder`; return the publication as its manifest describes it.

    A format of `options` that cannot be made leaves no file, and is among the `impossible` ones of the publication.
    Formats that the `earlier` package has and this one does not are carried along. `others` write formats that are none
    of ours, by name.

    Raises:
        OSError: a file cannot be written.
        ArticastError: a file that every package has cannot be made.
    """
    if publication.cover:
        folder.joinpath(publication.cover.name).write_bytes(publication.cover.data)
    writers = {name: partial(_write, name, options) for name in ON_REQUEST} | dict(others)
    wanted = [name for name in writers if name in options.formats]
    publication = _try_to_write([name for name in wanted if name not in COMPANIONS], writers, publication, folder)
    if earlier:
        publication = carry_formats(publication, folder, earlier)
    publication = _try_to_write([name for name in wanted if name in COMPANIONS], writers, publication, folder)
    formats = tuple(publication.record.get("formats", options.formats))
    options = replace(options, formats=formats, readalong=replace(options.readalong, formats=formats))
    for name in WRITERS:
        _write(name, options, publication, folder)
    return publication


def _try_to_write(
    names: Iterable[str], writers: Mapping[str, _Write], publication: Publication, folder: Path
) -> Publication:
    """Write formats into `folder`; return the publication with those that are impossible and leave no files."""
    impossible = dict(publication.impossible)
    for name in names:
        if reason := _find_obstacle(name, writers[name], publication, folder):
            impossible[name] = reason
    if not impossible:
        return publication
    formats = [name for name in publication.record.get("formats", ()) if name not in impossible]
    return replace(publication, impossible=impossible, record={**publication.record, "formats": formats})


def _find_obstacle(name: str, write: _Write, publication: Publication, folder: Path) -> str:
    """Write the format `name` into `folder`, or nothing of it; return why it cannot be made, else ""."""
    if name in EDITIONS and all(track.media_type != MP3.media_type for track in publication.tracks):
        return "It holds the MP3 file, which could not be made."
    try:
        write(publication, folder)
    except Exception as error:
        if is_caused_by_system(error):
            raise
        for file in name_files(name, slug(publication)):
            _remove(folder / file)
        return error.message if isinstance(error, ArticastError) else describe_defect(error)
    return ""


def _remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(name: str, options: WriterOptions, publication: Publication, folder: Path) -> None:
    """Write the files of the writer `name`, with its own options if it has any."""
    own = {"readalong": options.readalong, "epub": options.epub, "daisy": options.daisy}
    writer: Writer = _writer_class(name)(options=own[name]) if name in own else _writer_class(name)()
    writer.write(publication, folder)


def needs_edition_date(formats: Iterable[str], metadata: Metadata) -> bool:
    """Return whether one of `formats` needs a date that the article does not have."""
    return "daisy" in formats and not metadata.date


def missing_metadata_warnings(formats: Iterable[str], metadata: Metadata, edition_date: str = "") -> Iterator[str]:
    """Yield what editions should contain and the article does not have, as finished sentences.

    `edition_date` is the date of the edition and where it comes from, "" if somebody chose it.
    """
    editions = set(formats) & set(EDITIONS)
    undated = []
    if editions & {"audiobook", "epub"} and not metadata.date:
        undated.append(f"The {'audiobook' if 'audiobook' in editions else 'EPUB'} has no date of publication")
    if edition_date:
        undated.append(f"{'the' if undated else 'The'} DAISY book is dated {edition_date}")
    if undated:
        yield f"{', and '.join(undated)}. Add a line such as `date: 2026-05-17` to the front matter, or give --date."
    if editions & {"audiobook", "daisy"} and not metadata.authors:
        what = "DAISY book has 'Unknown' as its author" if "daisy" in editions else "audiobook has no author"
        yield f"The {what}. Add a line `author:` to the front matter."


def image_warnings(options: WriterOptions, images: Mapping[str, Image]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of `images` that an edition cannot show, each with a finished sentence that says so."""
    if "daisy" in options.formats and options.daisy.text == "full":
        for address, image in images.items():
            if image.media_type == SVG:
                yield address, f"A DAISY book cannot hold the drawing '{address}'. Save it as PNG to have it there."


def file_names(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the files of a package with `formats`, except the audio, with `*` in place of the first track's name."""
    names = (*WRITERS, *(name for name in ON_REQUEST if name in formats))
    return tuple(_writer_class(name).name for name in names)


def _writer_class(name: str) -> Any:
    """Import the class of the writer `name`, whose only argument is its options if it has any."""
    module, _, writer_class = (WRITERS | ON_REQUEST)[name].partition(":")
    return getattr(import_module(module), writer_class)
