"""PUBLICATION -> FILES: one module for each kind of file that accompanies the audio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from tts.errors import UsageError
from tts.formats import EDITIONS
from tts.model import Image, Metadata, Publication
from tts.writers.images import SVG
from tts.writers.options import WriterOptions


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
}
"""Written only if `WriterOptions.formats` names them; their names are those of `tts.formats`."""


def write(publication: Publication, folder: Path, options: WriterOptions) -> None:
    """Write every file except the audio into `folder`."""
    if publication.cover:
        folder.joinpath(publication.cover.name).write_bytes(publication.cover.data)
    own = {"readalong": options.readalong, "epub": options.epub, "daisy": options.daisy}
    for name in _writer_names(options.formats):
        writer: Writer = _writer_class(name)(options=own[name]) if name in own else _writer_class(name)()
        writer.write(publication, folder)


def require_metadata(formats: Iterable[str], metadata: Metadata) -> None:
    """Check that an article has the metadata that `formats` require, before anything is spoken.

    Raises:
        UsageError: a format requires something that is not known; nothing is invented for it.
    """
    if "daisy" in formats and not metadata.date:
        raise UsageError(
            "A DAISY book needs a date, and this article has none. "
            "Add a line such as `date: 2026-05-17` to its front matter, give --date, or leave out the format daisy."
        )


def missing_metadata_warnings(formats: Iterable[str], metadata: Metadata) -> Iterator[str]:
    """Yield what editions should contain and the article does not have, as finished sentences."""
    editions = set(formats) & set(EDITIONS)
    if editions & {"audiobook", "epub"} and not metadata.date:
        edition = "audiobook" if "audiobook" in editions else "EPUB"
        next_step = "Add a line such as `date: 2026-05-17` to the front matter, or give --date."
        yield f"The {edition} has no date of publication. {next_step}"
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
    return tuple(_writer_class(name).name for name in _writer_names(formats))


def _writer_names(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the writers for every package, then of those that `formats` asks for."""
    return (*WRITERS, *(name for name in ON_REQUEST if name in formats))


def _writer_class(name: str) -> Any:
    """Import the class of the writer `name`, whose only argument is its options if it has any."""
    module, _, writer_class = (WRITERS | ON_REQUEST)[name].partition(":")
    return getattr(import_module(module), writer_class)
