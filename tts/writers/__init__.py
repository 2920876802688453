"""PUBLICATION -> FILES: one module for each kind of file beside the audio."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.model import Publication


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
    "manifest": "tts.writers.manifest:ManifestWriter",
}
ON_REQUEST = {
    "labels": "tts.writers.labels:LabelsWriter",
    "cue": "tts.writers.cue:CueWriter",
}
"""Written only where the publication's option `formats` names them; their names are those of `tts.formats.BESIDE`."""


def write(publication: Publication, folder: Path) -> None:
    """Writes every file that stands beside the audio into `folder`."""
    asked = publication.options.get("formats", ())
    for place in (*WRITERS.values(), *(place for name, place in ON_REQUEST.items() if name in asked)):
        _writer(place).write(publication, folder)


def names() -> tuple[str, ...]:
    """The files beside the audio that stand in every package."""
    return tuple(_writer(place).name for place in WRITERS.values())


def _writer(place: str) -> Writer:
    module, kind = place.split(":")
    writer: Writer = getattr(import_module(module), kind)()
    return writer
