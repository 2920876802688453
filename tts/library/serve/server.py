"""The server: where it listens, what it serves, whom it tells."""

from __future__ import annotations

import errno
import socket
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer
from threading import BoundedSemaphore, Lock
from typing import Any
from urllib.parse import unquote

from tts.errors import UsageError
from tts.library.serve.handler import Handler

_MAX_CONNECTIONS = 64
_MAX_PER_CLIENT = 16  # client of another machine: a browser opens six
_BUSY_RESPONSE = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)
_MAX_LOGGED = 10_000
_NOWHERE = "192.0.2.1"  # RFC 5737: for documentation; nothing is sent to it

GeneratedFiles = Callable[[], Mapping[str, bytes]]
"""Gives files that are not in the folder, or go before those that are, by their names."""
Log = Callable[[str], None]


class Server(ThreadingHTTPServer):
    """Serves the folder `root`; `tell` is given a short line when a file is sent for the first time.

    Raises:
        OSError: it cannot listen there.
    """

    daemon_threads = True
    request_queue_size = _MAX_CONNECTIONS  # of those that wait to be let in; the system makes others try later
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers have one port

    def __init__(self, root: Path, address: tuple[str, int], log: Log) -> None:
        self.root = root.resolve(strict=True)
        self.generated_files: GeneratedFiles = dict
        self._log = log
        self._logged: set[tuple[str, bool]] = set()
        self._lock = Lock()
        self._room = BoundedSemaphore(_MAX_CONNECTIONS)
        self._open: Counter[str] = Counter()
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Binds without asking a name server for our name, which may take long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @property
    def url(self) -> str:
        """The address to give to others: that of this machine in its network, where that is open."""
        host = self.server_name
        if ip_address(host).is_unspecified:
            host = _own_address()
        elif ip_address(host).is_loopback:
            host = "localhost"
        return f"http://{host}:{self.server_port}/"

    def log_once(self, target: str, client: str, *, is_missing: bool = False) -> None:
        """Tells of a file that was sent, or is not there, once."""
        path = unquote(target.partition("?")[0])[:200]
        with self._lock:
            if (path, is_missing) in self._logged or len(self._logged) >= _MAX_LOGGED:
                return
            self._logged.add((path, is_missing))
        who = "" if ip_address(client).is_loopback else f" to {client}"
        self._log(f"Not here: {path}" if is_missing else f"Sent {path}{who}")

    def process_request(self, request: Any, client_address: Any) -> None:
        """Waits for a free place first, so that no number of clients uses up the machine; none takes all of them."""
        if not self._enter(client_address[0]):
            with suppress(OSError):  # it has gone already
                request.send(_BUSY_RESPONSE)
            self.shutdown_request(request)
            return
        self._room.acquire()
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # the system has no thread left
            self._leave(client_address[0])
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Works on one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._leave(client_address[0])

    def _enter(self, client: str) -> bool:
        """Whether `client` has room for one more connection; this machine itself always has."""
        with self._lock:
            if self._open[client] >= _MAX_PER_CLIENT and not ip_address(client).is_loopback:
                return False
            self._open[client] += 1
            return True

    def _leave(self, client: str) -> None:
        with self._lock:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]
        self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Clients that go away in the middle are the rule: players do so at each jump."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self._log(f"Fault of Articast, please report it: {type(error).__name__}: {error}")


def open_server(root: Path, host: str, port: int, log: Log) -> Server:
    """A server that listens at `host`, a name or an address, and `port`, 0 for any that is free.

    Raises:
        UsageError: it cannot listen there.
    """
    try:
        return Server(root, (socket.gethostbyname(host), port), log)
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError(_why(error, host, port)) from error


def _why(error: Exception, host: str, port: int) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return f"Another program listens at port {port}. Choose another one with --port."
    if code == errno.EACCES:
        return f"Port {port} is not for everybody. Choose one from 1024 on with --port."
    if isinstance(error, OverflowError):
        return f"There is no port {port}. Choose one from 1024 to 65535 with --port."
    return f"'{host}' is no address of this computer. Leave out --host, or give --host 0.0.0.0 for the home network."


def _own_address() -> str:
    """The address by which others in the network reach this machine; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_NOWHERE, 9))
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])
