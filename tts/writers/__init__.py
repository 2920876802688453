"""PUBLICATION -> FILES: one module for each kind of file beside the audio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.errors import UsageError
from tts.formats import EDITIONS
from tts.model import Metadata, Publication


class Writer(Protocol):
    """Writes one kind of file of an edition; it measures nothing and takes every time from the timeline.

    `name` is that of the file, with `*` where the name of the first track is to be put.
    """

    name: str

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `folder / name`, UTF-8 with LF, the same bytes for the same publication."""
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
"""Written only where the publication's option `formats` names them; their names are those of `tts.formats`."""


def write(publication: Publication, folder: Path) -> None:
    """Writes every file that stands beside the audio into `folder`."""
    asked = publication.options.get("formats", ())
    for place in _places(asked):
        _writer(place).write(publication, folder)


def check_facts(formats: Iterable[str], metadata: Metadata) -> None:
    """To be called before anything is spoken for `formats`.

    Raises:
        UsageError: one of them has to say what is not known of the article; nothing is invented for it.
    """
    if "daisy" in formats and not metadata.date:
        raise UsageError(
            "A DAISY book has to say its date, and this article has none. "
            "Add a line such as `date: 2026-05-17` to its head, give --date, or leave out the format daisy."
        )


def unstated(formats: Iterable[str], metadata: Metadata) -> Iterator[str]:
    """What editions should say and cannot, as finished sentences."""
    wanted = set(formats) & set(EDITIONS)
    if wanted & {"audiobook", "epub"} and not metadata.date:
        named = "audiobook" if "audiobook" in wanted else "EPUB"
        how = "Add a line such as `date: 2026-05-17` to the head, or give --date."
        yield f"The {named} names no date of publication. {how}"
    if wanted & {"audiobook", "daisy"} and not metadata.authors:
        named = "names 'Unknown' as its author" if "daisy" in wanted else "names no author"
        yield f"The {'DAISY book' if 'daisy' in wanted else 'audiobook'} {named}. Add a line `author:` to the head."


def names(formats: Iterable[str]) -> tuple[str, ...]:
    """The files beside the audio of a package with `formats`, with `*` where the first track's name is to be put."""
    return tuple(_writer(place).name for place in _places(formats))


def _places(formats: Iterable[str]) -> Iterator[str]:
    yield from WRITERS.values()
    yield from (place for name, place in ON_REQUEST.items() if name in formats)


def _writer(place: str) -> Writer:
    module, kind = place.split(":")
    writer: Writer = getattr(import_module(module), kind)()
    return writer
