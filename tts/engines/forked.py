"""Speaks each text in a forked child, so that every text is the first that its process says."""

from __future__ import annotations

import fcntl
import gc
import os
import select
import signal
from collections import deque
from contextlib import suppress
from typing import Any, BinaryIO

from tts.engines import worker
from tts.engines.frames import read_frame, write_frame

CHILDREN = min(2, os.cpu_count() or 1)
PIPE_BYTES = 1 << 20  # a child that can hand over its whole sound at once need not wait to be read


class Orphaned(Exception):  # noqa: N818 - nothing went wrong
    """The parent is gone: nobody will read an answer."""


def serve(speaker: worker.Speaker, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers requests in order until they end, with up to `CHILDREN` children speaking at a time."""
    gc.collect()
    gc.freeze()  # a collection in a child would copy the pages that it shares with this process
    children: deque[_Child] = deque()
    with suppress(EOFError, Orphaned):
        while True:
            while len(children) < CHILDREN and (not children or _is_readable(requests)):
                children.append(_Child(speaker, requests, replies, *read_frame(requests)))
            write_frame(replies, children[0].answer(requests))
            children.popleft()
    for child in children:
        child.kill()


def _is_readable(stream: BinaryIO) -> bool:
    return bool(select.select([stream], [], [], 0)[0])


class _Child:
    """A copy of this process that speaks one text into a pipe and ends."""

    def __init__(
        self, speaker: worker.Speaker, requests: BinaryIO, replies: BinaryIO, wanted: dict[str, Any], text: bytes
    ) -> None:
        # here and not in the child, so that the next child of the same voice need not do it again
        with suppress(Exception):  # the child meets the same fault, and answers with it
            speaker.prepare(wanted)
        source, sink = os.pipe()
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            with suppress(OSError):  # a system may allow less
                fcntl.fcntl(sink, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._pid = os.fork()
        if self._pid == 0:
            # without these ends a child that hangs cannot keep its parents from seeing the end of their pipes
            requests.close()
            replies.close()
            os.close(source)
            _speak_and_exit(speaker, wanted, text, sink)
        os.close(sink)
        self._source = source

    def answer(self, requests: BinaryIO) -> bytes:
        """Waits for the child's end; its frame, or one that says how it died.

        Raises:
            Orphaned: `requests` ended meanwhile.
        """
        data = self._read_to_end(requests)
        os.close(self._source)
        status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        if status:
            cause = signal.strsignal(-status) if status < 0 else f"exit status {status}"
            return worker.failure(ChildProcessError(f"the speaking process ended: {cause}"))
        return data

    def _read_to_end(self, requests: BinaryIO) -> bytes:
        poll = select.poll()
        poll.register(self._source, select.POLLIN)
        poll.register(requests, 0)  # reports only that its writer is gone
        pieces: list[bytes] = []
        while True:
            if any(fd == requests.fileno() for fd, _ in poll.poll()):
                raise Orphaned
            piece = os.read(self._source, PIPE_BYTES)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)

    def kill(self) -> None:
        """Ends the child at once and takes leave of it."""
        os.close(self._source)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _speak_and_exit(speaker: worker.Speaker, wanted: dict[str, Any], text: bytes, sink: int) -> None:
    status = 1
    try:
        with os.fdopen(sink, "wb", buffering=0) as stream:
            write_frame(stream, worker.answer(speaker, wanted, text))
        status = 0
    finally:
        os._exit(status)
