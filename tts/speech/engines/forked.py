"""Speaks in forked children, so that no text is heard in another one's sound and no voice in another voice.

The worker itself never chooses a voice nor speaks. A child does, from the worker's own untouched state: it takes
requests and answers them for as long as they want the same voice and prosody, up to the speaker's `texts_per_child`.
A request that it has read and leaves to the next child goes back to the worker through a pipe.
"""

from __future__ import annotations

import gc
import os
import select
import signal
from contextlib import suppress
from typing import Any, BinaryIO

from tts.speech.engines import worker
from tts.speech.engines.frames import pack, read_frame, write_frame

Request = tuple[dict[str, Any], bytes]


class Orphaned(Exception):  # noqa: N818 - nothing went wrong
    """The parent is gone: nobody will read an answer."""


def serve(speaker: worker.ForkedSpeaker, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers requests in order until they end.

    Raises:
        SystemExit: a child died; nobody knows how much of its answer was written, so the worker ends with it.
    """
    gc.collect()
    gc.freeze()  # a collection in a child would copy the pages that it shares with this process
    request: Request | None = None
    with suppress(EOFError, Orphaned):
        while True:
            request = _in_child(speaker, request or read_frame(requests), requests, replies)


def _in_child(speaker: worker.ForkedSpeaker, first: Request, requests: BinaryIO, replies: BinaryIO) -> Request | None:
    """Lets a child answer `first` and what follows; the request that it left, if there is one."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _answer_and_exit(speaker, first, requests, replies, sink)
    os.close(sink)
    with os.fdopen(source, "rb", buffering=0) as left:
        try:
            request = _read_left(left, requests)
        except Orphaned:
            os.kill(child, signal.SIGKILL)
            raise
        finally:
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        cause = signal.strsignal(-status) if status < 0 else f"exit status {status}"
        raise SystemExit(f"the speaking process ended: {cause}")
    return request


def _read_left(left: BinaryIO, requests: BinaryIO) -> Request | None:
    poll = select.poll()
    poll.register(left, select.POLLIN)
    poll.register(requests, 0)  # reports only that its writer is gone
    if any(fd == requests.fileno() for fd, _ in poll.poll()):
        raise Orphaned
    with suppress(EOFError):
        return read_frame(left)
    return None


def _answer_and_exit(
    speaker: worker.ForkedSpeaker, first: Request, requests: BinaryIO, replies: BinaryIO, sink: int
) -> None:
    status = 1
    try:
        left = _answer(speaker, first, requests, replies)
        if left:
            with os.fdopen(sink, "wb", buffering=0) as stream:
                write_frame(stream, pack(*left))
        status = 0
    except EOFError:
        status = 0
    finally:
        os._exit(status)


def _answer(speaker: worker.ForkedSpeaker, first: Request, requests: BinaryIO, replies: BinaryIO) -> Request | None:
    """Answers `first` and what follows; the first request that wants another voice or prosody."""
    request = first
    for _ in range(speaker.texts_per_child):
        write_frame(replies, worker.answer(speaker, *request))
        request = read_frame(requests)
        if worker.manner(request[0]) != worker.manner(first[0]):
            break
    return request
