"""Small encoded tracks for the tests of splicing: recordings of different lengths, each with silence at both ends."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from encoding import edition

from tts.audio.encode import encode
from tts.clock import frames_to_ms
from tts.editions.splice import Splice
from tts.formats import AUDIO_FORMATS
from tts.model import Chapter, ContentsEntry, Metadata

SPLICED = ("mp3", "m4b", "opus")
METADATA = Metadata(title="736 Harbour Talking News", language="en-GB", date="2026-11-26")
SECONDS = (0.31, 0.2337, 0.4)


def make_tracks(folder: Path, forms: tuple[str, ...], rate_hz: int = 22050) -> dict[str, list[Path]]:
    """Three recordings of about two seconds, encoded in each of the formats."""
    for number, seconds in enumerate(SECONDS):
        made = edition(folder, ("One",), rate_hz, seconds=seconds)
        encode(made, METADATA, folder, f"track{number}", forms)
    return {
        form: [folder / f"track{number}{AUDIO_FORMATS[form].extension}" for number in range(len(SECONDS))]
        for form in forms
    }


def chapters_of(splice: Splice, title: str = "Track {}") -> tuple[Chapter, ...]:
    """A chapter for each track of the whole."""
    starts_ms = [frames_to_ms(start, splice.frame_rate_hz) for start in splice.starts]
    return tuple(
        Chapter(title=title.format(number), start_ms=start_ms, end_ms=end_ms, section_id=f"s{number}")
        for number, (start_ms, end_ms) in enumerate(pairwise([*starts_ms, splice.duration_ms]))
    )


def contents_of(splice: Splice) -> tuple[ContentsEntry, ...]:
    """An entry for each track of the whole."""
    return tuple(
        ContentsEntry(
            title=chapter.title, start_ms=chapter.start_ms, end_ms=chapter.end_ms, section_id=chapter.section_id
        )
        for chapter in chapters_of(splice)
    )
