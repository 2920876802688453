"""The process in which an engine runs: `python -m tts.speech.engines.worker <module>:<Class> [<folder>]`.

It describes its engine in a first frame, then answers every request frame on standard input with one frame on standard
output, in order, until standard input ends (see `speaker`). It then drops its current text, and removes the folder if
it has nothing but its lock.

espeak-ng's sound depends on what the process has spoken before. So the process never speaks: its forked children do.
Where there is no fork (Windows) it speaks itself, and is not `repeatable`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from tts.speech.engines import forked
from tts.speech.engines.frames import pack, read_frame, write_frame
from tts.speech.engines.speaker import Speaker, answer, describe_error


def main() -> None:
    """Serve the speaker named on the command line as `module:Class`, until standard input ends."""
    _, name, *folders = sys.argv
    requests, replies = _take_over_standard_streams()
    try:
        with suppress(BrokenPipeError):  # its parent has ended
            _run(name, requests, replies)
    finally:
        for folder in folders:
            from tts.scratch import LOCK

            with suppress(OSError):  # its parent, if it lives, removes it too
                Path(folder, LOCK).unlink(missing_ok=True)
                Path(folder).rmdir()


def _run(name: str, requests: BinaryIO, replies: BinaryIO) -> None:
    """Describe the speaker of this name, or say why it cannot be started, and answer all requests."""
    try:
        module, kind = name.split(":")
        speaker: Any = getattr(import_module(module), kind)()
        is_forked = hasattr(os, "fork") and hasattr(speaker, "texts_per_child")
        hello = pack(speaker.describe() | ({"repeatable": True} if is_forked else {}))
    except Exception as error:  # noqa: BLE001 - the worker's edge: its parent raises it
        write_frame(replies, pack({"error": describe_error(error)}))
        return
    write_frame(replies, hello)
    serve = forked.serve if is_forked else _serve
    serve(speaker, requests, replies)


def _take_over_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes for frames. Whatever pyttsx3 or native code prints goes to standard error from now on."""
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    return requests, replies


def _serve(speaker: Speaker, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer each request until there are no more."""
    with suppress(EOFError):
        while True:
            header, text = read_frame(requests)
            write_frame(replies, answer(speaker, header, text))


if __name__ == "__main__":
    main()
