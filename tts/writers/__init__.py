"""PUBLICATION -> FILES: one module for each kind of file beside the audio."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.model import Publication


class Writer(Protocol):
    """Writes one kind of file of an edition; it measures nothing and takes every time from the timeline."""

    name: str

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `folder / name`, UTF-8 with LF, the same bytes for the same publication."""
        ...


WRITERS = {
    "transcript": "tts.writers.transcript:TranscriptWriter",
    "captions": "tts.writers.captions:CaptionsWriter",
    "chapters": "tts.writers.chapters:ChaptersWriter",
    "manifest": "tts.writers.manifest:ManifestWriter",
}


def write(publication: Publication, folder: Path) -> None:
    """Writes every file that stands beside the audio into `folder`."""
    for place in WRITERS.values():
        module, kind = place.split(":")
        writer: Writer = getattr(import_module(module), kind)()
        writer.write(publication, folder)
