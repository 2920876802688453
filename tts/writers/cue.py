"""A cue sheet: the chapters as the tracks of a disc (CDRWIN User's Guide, "Cue sheet commands").

It has no way to write a quotation mark in a text, 99 tracks at most, and times in frames, of which a second has 75.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.formats import MP3
from tts.model import Chapter, Publication

MOST_TRACKS = 99
FRAMES = 75


class CueWriter:
    """Writes a cue sheet for the first track, beside it and with its name."""

    name = "*.cue"

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes the track's name + `.cue` into `folder`."""
        path = folder.joinpath(publication.tracks[0].path).with_suffix(".cue")
        text = "\n".join((*_head(publication), *_tracks(publication), ""))
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _head(publication: Publication) -> Iterator[str]:
    metadata, track = publication.metadata, publication.tracks[0]
    if metadata.date:
        yield f"REM DATE {_quoted(metadata.date)}"
    yield from _performer(publication)
    yield f"TITLE {_quoted(metadata.title)}"
    # Programs that play cue sheets take WAVE for all that is not MP3.
    yield f"FILE {_quoted(track.path)} {'MP3' if track.media_type == MP3.media_type else 'WAVE'}"


def _tracks(publication: Publication) -> Iterator[str]:
    for number, chapter in enumerate(_places(publication.timeline.chapters), 1):
        yield f"  TRACK {number:02} AUDIO"
        yield f"    TITLE {_quoted(chapter.title)}"
        yield from (f"    {line}" for line in _performer(publication))
        yield f"    INDEX 01 {_time(chapter.start_ms)}"


def _places(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """All chapters; of more than there can be, those at even distances."""
    count = min(len(chapters), MOST_TRACKS)
    return tuple(chapters[at * len(chapters) // count] for at in range(count))


def _performer(publication: Publication) -> Iterator[str]:
    if authors := publication.metadata.authors:
        yield f"PERFORMER {_quoted('; '.join(authors))}"


def _quoted(text: str) -> str:
    line = " ".join(text.replace("\0", " ").replace('"', "'").split())
    return f'"{line}"'


def _time(ms: int) -> str:
    """`mm:ss:ff`, rounded down: a chapter may start a moment early, in the break before it, but not late."""
    seconds, frames = divmod(ms * FRAMES // 1000, FRAMES)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes:02}:{seconds:02}:{frames:02}"
