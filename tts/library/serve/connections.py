"""The connections of a server: how many there are, how long each may take, and which one gives way to another."""

from __future__ import annotations

import socket
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Semaphore
from time import monotonic

FIRST_REQUEST_S = 10.0  # for all of it
NEXT_REQUEST_S = 60.0  # for the pause before it too
ANSWER_S = 600.0  # without progress: a player that is paused accepts no data
_MAX_CONNECTIONS = 256
_FILES_PER_CONNECTION = 2  # the socket, and the file that is sent
_OTHER_FILES = 40


@dataclass(slots=True, kw_only=True)
class _State:
    """What is known of one connection; times are those of the monotonic clock, in seconds.

    Progress is a request that has arrived in full, a part of an answer that was accepted, or the end of an answer.
    A slow request is none, however many bytes of it arrive.
    """

    client: str
    progress_s: float
    deadline_s: float
    is_answered: bool = False
    is_ended: bool = False


class Connections:
    """Has a place for each of `limit` connections. Slow ones keep theirs only while no other connection needs it.

    A connection is ended by shutting its socket down, which wakes its thread: that gives the place back.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._states: dict[socket.socket, _State] = {}
        self._places = Semaphore(limit or _choose_limit())
        self._lock = Lock()

    def add(self, connection: socket.socket, client: str) -> None:
        """Take a place for a new connection of `client`; if there is none, end another connection first."""
        if not self._places.acquire(blocking=False):
            self.end_slowest()
            self._places.acquire()
        now_s = monotonic()
        with self._lock:
            self._states[connection] = _State(client=client, progress_s=now_s, deadline_s=now_s + FIRST_REQUEST_S)

    def remove(self, connection: socket.socket) -> None:
        """Give the place of a connection back, before its socket is closed."""
        with self._lock:
            if self._states.pop(connection, None):
                self._places.release()

    def expect_request(self, connection: socket.socket, within_s: float) -> None:
        """Expect a whole request on a connection in time."""
        self._note_progress(connection, within_s, is_answered=False)

    def expect_progress(self, connection: socket.socket) -> None:
        """Expect that the client of a connection accepts some of the answer in time; call it for each part."""
        self._note_progress(connection, ANSWER_S, is_answered=True)

    def _note_progress(self, connection: socket.socket, within_s: float, *, is_answered: bool) -> None:
        """Note that a connection has made progress, and when it must have made more."""
        now_s = monotonic()
        with self._lock:
            if state := self._states.get(connection):
                state.progress_s, state.deadline_s, state.is_answered = now_s, now_s + within_s, is_answered

    def end_overdue(self) -> None:
        """End the connections whose time is over."""
        now_s = monotonic()
        with self._lock:
            for connection, state in self._states.items():
                if state.deadline_s < now_s and not state.is_ended:
                    _end(connection, state)

    def end_slowest(self) -> None:
        """End the connection without progress for longest, of the client with most connections.

        Connections that wait for a request and those that are answered do not displace one another, as long as they
        have half of the client's places: neither slow requests nor slow listeners keep out the others.
        """
        with self._lock:
            states = {connection: state for connection, state in self._states.items() if not state.is_ended}
            if not states:
                return  # all of them are about to give their places back
            ((client, count),) = Counter(state.client for state in states.values()).most_common(1)
            own = {connection: state for connection, state in states.items() if state.client == client}
            answered = sum(state.is_answered for state in own.values())
            group = [connection for connection, state in own.items() if state.is_answered == (2 * answered > count)]
            slowest = min(group, key=lambda connection: states[connection].progress_s)
            _end(slowest, states[slowest])


def _end(connection: socket.socket, state: _State) -> None:
    """Shut a connection down for both sides; its thread then closes it."""
    state.is_ended = True
    with suppress(OSError):  # the client has gone already
        connection.shutdown(socket.SHUT_RDWR)


def _choose_limit() -> int:
    """Return how many connections the limit of open files allows; on macOS it is often 256 files."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit
    except ImportError:  # Windows
        return _MAX_CONNECTIONS
    files, _ = getrlimit(RLIMIT_NOFILE)
    if files == RLIM_INFINITY:
        return _MAX_CONNECTIONS
    return min(_MAX_CONNECTIONS, max(4, (files - _OTHER_FILES) // _FILES_PER_CONNECTION))
