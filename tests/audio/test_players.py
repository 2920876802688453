"""A real player, mpv, shows the chapters of every format where the timeline has them, and the captions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from editions import Edition
from encoding import HARD_TITLES, edition, encoded, folded

pytestmark = pytest.mark.once

# mpv begins an MP3 after the encoder's delay, 1,105 samples of 22,050 a second, but leaves its chapters where they are
EARLY_MS = {"mp3": 50, "m4b": 0, "opus": 0, "flac": 0}


def ask_mpv(mpv: str, path: Path, name: str) -> list[dict[str, Any]]:
    """The property `name` of mpv when it plays `path`, without the settings of whoever runs this."""
    silent = ("--no-config", "--ao=null", "--vo=null", "--length=0.1", "--msg-level=all=no,term-msg=info,cplayer=info")
    command = [mpv, *silent, f"--term-playing-msg={name} ${{={name}}}", str(path)]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    line = next(line for line in said.splitlines() if line.startswith(f"{name} "))
    return json.loads(line.removeprefix(f"{name} "))


def _chapters(mpv: str, path: Path) -> list[tuple[int, str]]:
    """Start in ms and title of each chapter that mpv lists."""
    return [(round(1000 * one["time"]), one["title"]) for one in ask_mpv(mpv, path, "chapter-list")]


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


@pytest.mark.skipif(sys.platform != "linux", reason="mpv is tried on Linux")
def test_captions_in_mpv(bees: Edition, require_tool) -> None:
    """mpv takes both files of captions of a package by itself, because they have the name of the audio."""
    found = ask_mpv(require_tool("mpv"), bees.audio, "track-list")
    captions = [Path(one["external-filename"]) for one in found if one["type"] == "sub"]
    assert sorted(captions) == [bees.audio.with_suffix(".srt"), bees.audio.with_suffix(".vtt")]
