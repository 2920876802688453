"""`*.lpf`: a W3C audiobook in the Lightweight Packaging Format.

Audiobooks, W3C Recommendation of 10 November 2020; Publication Manifest of the same day; Lightweight Packaging Format,
W3C Working Group Note.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tts.files import open_file
from tts.model import Publication
from tts.writers.audiobook.manifest import manifest
from tts.writers.audiobook.pages import captions, contents, transcript
from tts.writers.audiobook.tracks import split_tracks, whole_track
from tts.writers.metadata import mp3_track, slug
from tts.writers.mpeg import read_stream
from tts.writers.stretches import copy_stretch
from tts.writers.zips import write_zip


class AudiobookWriter:
    """Writes one archive with the sound, a table of contents, transcripts and captions.

    The sound is the package's MP3; in an edition of many articles it is split where they begin.
    """

    name = "*.lpf"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.lpf` into `folder`, which holds the MP3 file and the captions."""
        mp3, cover = folder / mp3_track(publication).path, publication.cover
        stream = read_stream(mp3) if publication.parts else None
        tracks = split_tracks(publication, stream) if stream else (whole_track(publication),)
        entries: list[tuple[str, bytes | Path]] = [
            ("publication.json", manifest(publication, tracks).encode()),
            ("toc.html", contents(publication, tracks).encode()),
            *((track.transcript, transcript(track).encode()) for track in tracks),
            *((track.captions, captions(publication, track).encode()) for track in tracks),
        ]
        with TemporaryDirectory(dir=folder, prefix=".audiobook-") as scratch, open_file(mp3) as source:
            for track in tracks:
                path = mp3
                if stream and track.stretch:
                    path = Path(scratch, track.name)
                    copy_stretch(source, stream, track.stretch, path)
                entries.append((track.name, path))
            if cover:
                entries.append((cover.name, cover.source))
            write_zip(folder / self.name.replace("*", slug(publication)), entries)
