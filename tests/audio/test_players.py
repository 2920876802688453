"""A real player, mpv, shows the chapters of every format where the timeline has them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from encoding import HARD_TITLES, edition, encoded, folded

pytestmark = pytest.mark.once

# mpv begins an MP3 after the encoder's delay, 1,105 samples of 22,050 a second, but leaves its chapters where they are
EARLY_MS = {"mp3": 50, "m4b": 0, "opus": 0, "flac": 0}


def _chapters(mpv: str, path: Path) -> list[tuple[int, str]]:
    """Start in ms and title of each chapter that mpv lists."""
    silent = ("--no-config", "--ao=null", "--vo=null", "--length=0.1", "--msg-level=all=no,term-msg=info,cplayer=info")
    command = [mpv, *silent, "--term-playing-msg=chapters ${=chapter-list}", str(path)]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    line = next(line for line in said.splitlines() if line.startswith("chapters "))
    found = json.loads(line.removeprefix("chapters "))
    return [(round(1000 * one["time"]), one["title"]) for one in found]


@pytest.mark.skipif(sys.platform != "linux", reason="mpv is tried on Linux")
@pytest.mark.parametrize("form", EARLY_MS)
def test_chapters_in_mpv(tmp_path: Path, require_tool, form: str) -> None:
    """mpv lists every chapter with its title and its time, to the millisecond."""
    made = edition(tmp_path, HARD_TITLES)
    max_bytes = 255 if form == "m4b" else None  # of a title, as docs/architecture.md says under "M4B"
    expected = [
        (chapter.start_ms - EARLY_MS[form], folded(chapter.title).encode()[:max_bytes].decode(errors="ignore"))
        for chapter in made.timeline.chapters
    ]
    assert _chapters(require_tool("mpv"), encoded(tmp_path, made, form)) == expected
