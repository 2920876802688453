"""The cue sheet tells a player the chapters of the first track."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from publishing import TRACK, publication

from tts.model import Metadata
from tts.writers.cue import CueWriter

BEES = Metadata(title='Say "bees"', authors=("Ann Able", "Bo\nBaker"), date="2024-02-03")


def _written(tmp_path: Path, **what: object) -> str:
    CueWriter().write(publication(("One.",), **what), tmp_path)  # type: ignore[arg-type]
    return tmp_path.joinpath("bees.cue").read_bytes().decode("utf-8")


def test_all_of_it(tmp_path: Path) -> None:
    """Date, authors, title, file, and a track for each chapter; double quotation marks become single ones."""
    assert _written(tmp_path, metadata=BEES, chapters=[("One", 0), ("Two = \\ #; 🐝", 61_001)]) == (
        'REM DATE "2024-02-03"\n'
        'PERFORMER "Ann Able; Bo Baker"\n'
        "TITLE \"Say 'bees'\"\n"
        'FILE "bees.mp3" MP3\n'
        "  TRACK 01 AUDIO\n"
        '    TITLE "One"\n'
        '    PERFORMER "Ann Able; Bo Baker"\n'
        "    INDEX 01 00:00:00\n"
        "  TRACK 02 AUDIO\n"
        '    TITLE "Two = \\ #; 🐝"\n'
        '    PERFORMER "Ann Able; Bo Baker"\n'
        "    INDEX 01 01:01:00\n"
    )


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    """Without authors and date there are no lines for them."""
    text = _written(tmp_path, chapters=[("One", 0)])
    assert "PERFORMER" not in text
    assert "REM" not in text


@pytest.mark.parametrize(
    ("start_ms", "time"),
    [
        (13, "00:00:00"),
        (14, "00:00:01"),
        (999, "00:00:74"),
        (59_999, "00:59:74"),
        (6_000_040, "100:00:03"),
    ],
)
def test_times(tmp_path: Path, start_ms: int, time: str) -> None:
    """A time is minutes, seconds and 75ths, never after the chapter's start and less than a 75th before it."""
    text = _written(tmp_path, chapters=[("One", 0), ("Two", start_ms)])
    assert re.findall(r"INDEX 01 (\S+)", text)[1] == time
    minutes, seconds, frames = map(int, time.split(":"))
    assert 0 <= start_ms - (60_000 * minutes + 1000 * seconds + 1000 * frames / 75) < 1000 / 75


def test_other_files(tmp_path: Path) -> None:
    """A file that is not MP3 is called WAVE, as players expect; the first track counts."""
    opus = replace(TRACK, path="bees.opus", media_type="audio/ogg")
    assert 'FILE "bees.opus" WAVE\n' in _written(tmp_path, tracks=(opus, TRACK), chapters=[("One", 0)])


def test_most_tracks(tmp_path: Path) -> None:
    """Of 255 chapters, 99 become tracks, with the first one, at even distances and in order."""
    text = _written(tmp_path, chapters=[(f"C{n}", 1000 * n) for n in range(255)])
    assert re.findall(r"TRACK (\d+)", text) == [f"{n:02}" for n in range(1, 100)]
    found = [int(n) for n in re.findall(r'TITLE "C(\d+)"', text)]
    assert found[0] == 0
    assert {after - before for before, after in pairwise(found)} == {2, 3}
