"""The process in which an engine runs: `python -m tts.speech.engines.worker <module>:<Class> <needs> [<folder>]`.

It enters its sandbox (see `sandbox`), and describes its engine in a first frame. Then it answers every request frame on
standard input with one frame on standard output, in order, until standard input ends (see `speaker`). It drops its
current text then, and removes the folder if it has nothing but its lock.

espeak-ng's sound depends on what the process has spoken before. So the process never speaks: its forked children do.
Where there is no fork (Windows) it speaks itself, and is not `repeatable`.
"""

from __future__ import annotations

import gc
import os
import select
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from tts.speech.engines import forked
from tts.speech.engines.frames import pack, read_frame, write_frame
from tts.speech.engines.sandbox import Needs, enter_sandbox, forbid_processes
from tts.speech.engines.speaker import Speaker, answer, describe_error


def main() -> None:
    """Serve the speaker named on the command line as `module:Class`, until standard input ends."""
    gc.disable()  # until it speaks: what is made before stays
    _, name, needs, *folders = sys.argv
    requests, replies = _take_over_standard_streams()
    try:
        with suppress(BrokenPipeError):  # its parent has ended
            _run(name, Needs.from_json(needs), folders, requests, replies)
    finally:
        _remove(folders)


def _run(name: str, needs: Needs, folders: list[str], requests: BinaryIO, replies: BinaryIO) -> None:
    """Describe the speaker of this name, or say why it cannot be started, and answer all requests."""
    try:
        module, kind = name.split(":")
        if module.startswith("tts."):
            _preload(module)
        sandbox = enter_sandbox(needs, *folders)  # before there are threads, which would stay outside
        speaker: Any = getattr(import_module(module), kind)()
        is_forked = hasattr(os, "fork") and hasattr(speaker, "texts_per_child")
        if not is_forked:
            forbid_processes(needs)
        hello = pack(speaker.describe() | ({"repeatable": True} if is_forked else {}) | {"sandbox": sandbox})
    except Exception as error:  # noqa: BLE001 - the worker's edge: its parent raises it
        write_frame(replies, pack({"error": describe_error(error)}))
        return
    write_frame(replies, hello)
    if is_forked:
        forked.serve(speaker, needs, requests, replies)
    else:
        import threading  # which a process that only forks does without

        gc.enable()
        threading.Thread(target=_end_with_parent, args=(requests, folders), daemon=True).start()
        _serve(speaker, requests, replies)


def _preload(module: str) -> None:
    """Import one of our own engines outside of the sandbox, where nothing of others is read yet and no thread starts.

    So Python can store the modules that it compiles, and libraries are found wherever they are installed.
    """
    with suppress(ImportError):  # the engine itself says what is missing
        import_module(module)
        import_module(f"{module.rpartition('.')[0]}.driver")


def _remove(folders: list[str]) -> None:
    """Remove the folder if it has nothing but its lock; if the sandbox prevents this, the next run of Articast does."""
    for folder in folders:
        from tts.scratch import LOCK

        with suppress(OSError):  # its parent, if it lives, removes it too
            Path(folder, LOCK).unlink(missing_ok=True)
            Path(folder).rmdir()


def _end_with_parent(requests: BinaryIO, folders: list[str]) -> None:
    """Wait until nobody writes requests any more, and end this process, whatever its engine is doing."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(requests, 0)  # reports only that its writer is gone
        poll.poll()
        _remove(folders)
        os._exit(0)


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
