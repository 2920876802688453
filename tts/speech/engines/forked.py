"""Speak in forked children, so that no text and no voice affects the sound of another.

The worker itself never chooses a voice nor speaks. A child does, from the worker's own untouched state: it takes
requests and answers them for as long as they ask for the same voice and prosody, up to the speaker's `texts_per_child`.
A request that it has read and leaves to the next child goes back to the worker through a pipe.
"""

from __future__ import annotations

import gc
import os
import select
import signal
from contextlib import suppress
from typing import Any, BinaryIO

from tts.speech.engines.frames import pack, read_frame, write_frame
from tts.speech.engines.sandbox import Needs, forbid_processes
from tts.speech.engines.speaker import ForkedSpeaker, answer, voice_settings

Request = tuple[dict[str, Any], bytes]


class Orphaned(Exception):  # noqa: N818 - nothing went wrong
    """The parent is gone: no process will read an answer."""


def serve(speaker: ForkedSpeaker, needs: Needs, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests in order until they end.

    Raises:
        SystemExit: a child died; how much of its answer was written is unknown, so the worker ends with it.
    """
    gc.freeze()  # a collection in a child would copy the pages that it shares with this process
    request: Request | None = None
    with suppress(EOFError, Orphaned):
        while True:
            request = _run_child(speaker, needs, request or read_frame(requests), requests, replies)


def _run_child(
    speaker: ForkedSpeaker, needs: Needs, first: Request, requests: BinaryIO, replies: BinaryIO
) -> Request | None:
    """Let a child answer `first` and what follows, and return the request that it left, if there is one."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _answer_and_exit(speaker, needs, first, requests, replies, sink)
    os.close(sink)
    with os.fdopen(source, "rb", buffering=0) as remaining:
        try:
            request = _read_remaining(remaining, requests)
        except Orphaned:
            os.kill(child, signal.SIGKILL)
            raise
        finally:
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        cause = signal.strsignal(-status) if status < 0 else f"exit status {status}"
        raise SystemExit(f"the speaking process ended: {cause}")
    return request


def _read_remaining(remaining: BinaryIO, requests: BinaryIO) -> Request | None:
    """Wait for the request that a child leaves; None if it leaves none.

    Raises:
        Orphaned: the process that writes the requests is gone.
    """
    poll = select.poll()
    poll.register(remaining, select.POLLIN)
    poll.register(requests, 0)  # reports only that its writer is gone
    if any(fd == requests.fileno() for fd, _ in poll.poll()):
        raise Orphaned
    with suppress(EOFError):
        return read_frame(remaining)
    return None


def _answer_and_exit(
    speaker: ForkedSpeaker, needs: Needs, first: Request, requests: BinaryIO, replies: BinaryIO, sink: int
) -> None:
    """Answer `first` and what follows, and write the first request with another voice or prosody to `sink`."""
    status, request = 1, first
    try:
        gc.enable()
        forbid_processes(needs)
        for _ in range(speaker.texts_per_child):
            write_frame(replies, answer(speaker, *request))
            request = read_frame(requests)
            if voice_settings(request[0]) != voice_settings(first[0]):
                break
        with os.fdopen(sink, "wb", buffering=0) as stream:
            write_frame(stream, pack(*request))
        status = 0
    except EOFError:
        status = 0
    finally:
        os._exit(status)
