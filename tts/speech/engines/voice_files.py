"""Voices in files of the user: those in the folder of voices, and one that is named by its path."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from tts.errors import UsageError
from tts.model import Voice
from tts.speech.engines.natural.voices import make_voice
from tts.speech.engines.piper.voices import SUFFIX, read_voices


def voices_folder() -> Path:
    """Return the folder in which the user keeps voice files, which need not exist.

    It is `articast/voices` in the user's folder for data (XDG Base Directory Specification, XDG_DATA_HOME), or what
    the environment variable ARTICAST_VOICES says.
    """
    if folder := os.environ.get("ARTICAST_VOICES"):
        return Path(folder)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "articast" / "voices"


def is_voice_file(name: str) -> bool:
    """Return whether the name of a voice is the path of a file."""
    return name.lower().endswith(SUFFIX)


def read_voice_file(path: Path) -> Voice:
    """Return the voice in a file: one of hibari, or the first of a Piper model.

    Raises:
        UsageError: the file is missing, or is not a voice.
    """
    if not path.is_file():
        raise UsageError("There is no such voice file. See `articast voices`.", path=path)
    return make_voice(path) or read_voices(path)[0]


def describe_voice_files(named: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return name and size in bytes of each `named` voice file, and of those in the user's folder, in order of name."""
    folder = voices_folder()
    files = [Path(name) for name in named] + ([*folder.rglob("*")] if folder.is_dir() else [])
    return tuple(sorted((file.name, file.stat().st_size) for file in files if file.is_file()))
