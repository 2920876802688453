"""A cue sheet: the chapters as the tracks of a disc (CDRWIN User's Guide, "Cue sheet commands").

It cannot hold a quotation mark, and has 99 tracks at most. Times are in frames of 1/75 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.formats import MP3
from tts.model import Publication

MAX_TRACKS = 99
FRAMES_PER_SECOND = 75


class CueWriter:
    """Writes a cue sheet for the first track, with the name of the track."""

    name = "*.cue"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.cue` into `folder`."""
        path = folder.joinpath(publication.tracks[0].path).with_suffix(".cue")
        text = "".join(f"{line}\n" for line in _lines(publication))
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _lines(publication: Publication) -> Iterator[str]:
    """Yield the commands of the sheet: those of the whole, then those of each track."""
    metadata, audio = publication.metadata, publication.tracks[0]
    performer = [f"PERFORMER {_quote('; '.join(metadata.authors))}"] if metadata.authors else []
    if metadata.date:
        yield f"REM DATE {_quote(metadata.date)}"
    yield from performer
    yield f"TITLE {_quote(metadata.title)}"
    # Programs that play cue sheets expect WAVE for everything except MP3.
    yield f"FILE {_quote(audio.path)} {'MP3' if audio.media_type == MP3.media_type else 'WAVE'}"
    chapters = publication.timeline.chapters
    count = min(len(chapters), MAX_TRACKS)
    for index in range(count):
        chapter = chapters[index * len(chapters) // count]  # of too many chapters, those at even distances
        # Rounded down: a chapter may start a moment early, in the break before it, but not late.
        seconds, frames = divmod(chapter.start_ms * FRAMES_PER_SECOND // 1000, FRAMES_PER_SECOND)
        yield f"  TRACK {index + 1:02} AUDIO"
        yield f"    TITLE {_quote(chapter.title)}"
        yield from (f"    {line}" for line in performer)
        yield f"    INDEX 01 {seconds // 60:02}:{seconds % 60:02}:{frames:02}"


def _quote(text: str) -> str:
    """Return `text` in quotation marks, on one line."""
    line = " ".join(text.replace("\0", " ").replace('"', "'").split())
    return f'"{line}"'
