"""A WAV file -> the loudspeaker, through a program of the system."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tts.errors import ArticastError

PLAYERS = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("afplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
"""Programs that play a WAV file, with their arguments before its path, the best one first."""


def play(path: Path, limit_s: float | None = None) -> str:
    """Play the WAV file at `path` to its end, with the first of `players` that can, and return the player's name.

    A player that takes longer than `limit_s` is stopped, and the next one is tried.

    Raises:
        ArticastError: none of them can, or there is none.
    """
    causes = []
    for player in players():
        cause = _winsound(path) if player == "winsound" else _run(player, path, limit_s)
        if cause is None:
            return player
        causes.append(f"{player}: {cause}")
    what = "; ".join(causes) or f"none of the programs {', '.join(player for player, *_ in PLAYERS)} is here"
    raise ArticastError(f"No audio player works here ({what}). Write an audio file with -o FILE.wav.")


def players() -> tuple[str, ...]:
    """Return the names of the players that this computer has."""
    if sys.platform == "win32":
        return ("winsound",)
    return tuple(name for name, *_ in PLAYERS if shutil.which(name))


def _run(player: str, path: Path, limit_s: float | None) -> str | None:
    """Return why it did not play, None if it did."""
    command = next(command for command in PLAYERS if command[0] == player)
    try:
        done = subprocess.run(
            [*command, str(path.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired:
        return f"it did not end within {limit_s:.0f} s"
    lines = [line.strip() for line in done.stderr.decode(errors="replace").split("\n") if line.strip()]
    # The exit status of ffplay is always 0.
    if done.returncode == 0 and not any("failed" in line.lower() for line in lines):
        return None
    return lines[-1] if lines else f"exit status {done.returncode}"


def _winsound(path: Path) -> str | None:
    """Return why Windows did not play it, None if it did."""
    if sys.platform != "win32":
        raise AssertionError("winsound is part of Windows")
    import winsound

    try:
        winsound.PlaySound(str(path), winsound.SND_FILENAME)
    except RuntimeError as error:
        return str(error)
    return None
