"""`*.lpf`: a W3C audiobook in the Lightweight Packaging Format.

Audiobooks, W3C Recommendation of 10 November 2020; Publication Manifest of the same day; Lightweight Packaging Format,
W3C Working Group Note.
"""

from __future__ import annotations

from pathlib import Path

from tts.model import Publication
from tts.writers.audiobook.manifest import manifest
from tts.writers.audiobook.pages import contents, transcript
from tts.writers.captions import CaptionsWriter
from tts.writers.metadata import mp3_track, slug
from tts.writers.zips import write_zip


class AudiobookWriter:
    """Writes one archive with the package's MP3, a table of contents, the transcript and the captions."""

    name = "*.lpf"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.lpf` into `folder`, which holds the MP3 file and the captions."""
        track = mp3_track(publication)
        cover = publication.cover
        entries: list[tuple[str, bytes | Path]] = [
            ("publication.json", manifest(publication).encode()),
            ("toc.html", contents(publication).encode()),
            ("transcript.html", transcript(publication).encode()),
            (CaptionsWriter.name, folder / CaptionsWriter.name),
            (track.path, folder / track.path),
        ]
        if cover:
            entries.append((cover.name, cover.data))
        write_zip(folder / self.name.replace("*", slug(publication)), entries)
