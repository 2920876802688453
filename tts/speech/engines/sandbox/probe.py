"""SANDBOX -> its gaps: a speaker without a voice tries, in a real worker, what no engine must do."""

from __future__ import annotations

import mmap
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tts.scratch import ScratchFolder
from tts.speech.engines.process import Worker
from tts.speech.engines.sandbox import Needs
from tts.speech.engines.speaker import SETTINGS

_FILE = "file.txt"
_DEADLINE_S = 20.0


def find_gaps(needs: Needs) -> tuple[list[str], list[str]]:
    """Return what the sandbox of an engine with these needs consists of, and those of `TRIALS` that succeed inside it.

    Raises:
        WorkerError: the worker did not start or answer.
    """
    worker = Worker(f"{__name__}:Probe", needs)
    try:
        with ScratchFolder() as folder:
            Path(folder, _FILE).touch()
            worker.send(dict.fromkeys(SETTINGS) | {"options": {}}, folder)
            answer, _ = worker.receive(_DEADLINE_S)
        return worker.hello["sandbox"], answer["gaps"]
    finally:
        worker.close()


class Probe:
    """Tries everything when it is asked to speak; the text is a folder of the user's."""

    def describe(self) -> dict[str, Any]:
        """Return what a first frame must have."""
        return {"version": "", "voices": [], "word_times": False, "repeatable": False}

    def prepare(self, settings: dict[str, Any]) -> None:
        """Do nothing: there is no voice."""

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        """Return the names of the trials that succeeded, and no sound."""
        return {"gaps": list(_try_all(Path(text)))}, b""


def _try_all(folder: Path) -> Iterator[str]:
    """Yield the name of each trial that succeeds."""
    for name, trial in TRIALS.items():
        try:
            trial(folder)
        except (OSError, MemoryError):
            continue
        yield name


def _open_socket(_folder: Path) -> None:
    """Open a socket, without a connection to anybody."""
    socket.socket().close()


def _run_program(_folder: Path) -> None:
    """Start the Python that runs this."""
    subprocess.run([sys.executable, "-S", "-c", ""], check=True)


def _write_file(folder: Path) -> None:
    """Write a file of the user."""
    (folder / _FILE).write_bytes(b"x")


def _read_file(folder: Path) -> None:
    """Read a file of the user."""
    (folder / _FILE).read_bytes()


def _take_memory(_folder: Path) -> None:
    """Ask for more memory than an engine needs, without using it."""
    mmap.mmap(-1, Needs().memory_bytes).close()


TRIALS: dict[str, Callable[[Path], None]] = {
    "use the network": _open_socket,
    "start programs": _run_program,
    "write your files": _write_file,
    "read your files": _read_file,
    "take all of the memory": _take_memory,
}
"""What an engine could do if the trial succeeded."""
