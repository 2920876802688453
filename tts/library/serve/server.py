"""The server: where it listens, and how many connections it accepts."""

from __future__ import annotations

import errno
import socket
import sys
from collections import Counter
from contextlib import suppress
from functools import partial
from http.server import ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer
from threading import BoundedSemaphore, Lock
from typing import Any

from tts.errors import UsageError
from tts.library.serve.handler import Handler
from tts.library.serve.site import Log, Site

_MAX_CONNECTIONS = 64
_MAX_PER_CLIENT = 16  # of another machine; browsers open six
_BUSY_RESPONSE = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)
_DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737; nothing is sent to it


class Server(ThreadingHTTPServer):
    """Serves the folder `root` as `site`, each connection in a thread of its own.

    Raises:
        OSError: it cannot listen at `address`.
    """

    daemon_threads = True
    request_queue_size = _MAX_CONNECTIONS  # of connections that wait; the system makes others retry later
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share one port

    def __init__(self, root: Path, address: tuple[str, int], log: Log) -> None:
        self.site = Site(root, log)
        self._free_places = BoundedSemaphore(_MAX_CONNECTIONS)
        self._connections: Counter[str] = Counter()
        self._lock = Lock()
        super().__init__(address, partial(Handler, self.site))

    def server_bind(self) -> None:
        """Bind without asking a name server for our name, which may take long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @property
    def url(self) -> str:
        """The address for users; where the server is open to the network, the one that others reach it by."""
        host = self.server_name
        if ip_address(host).is_loopback:
            host = "localhost"
        elif ip_address(host).is_unspecified:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
                try:
                    probe.connect((_DOCUMENTATION_ADDRESS, 9))  # chooses our address, and sends nothing
                    host = str(probe.getsockname()[0])
                except OSError:
                    host = "localhost"
        return f"http://{host}:{self.server_port}/"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Wait for a free place, so that clients cannot exhaust the machine; refuse a client that has its share."""
        client = client_address[0]
        with self._lock:
            is_admitted = self._connections[client] < _MAX_PER_CLIENT or ip_address(client).is_loopback
            self._connections[client] += is_admitted
        if not is_admitted:
            with suppress(OSError):  # the client has gone already
                request.send(_BUSY_RESPONSE)
            self.shutdown_request(request)
            return
        self._free_places.acquire()
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # the system has no thread left
            self._release(client)
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Handle one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._release(client_address[0])

    def _release(self, client: str) -> None:
        """Give back the place of a connection, and count it no longer among those of its client."""
        with self._lock:
            self._connections[client] -= 1
            if not self._connections[client]:
                del self._connections[client]
        self._free_places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Log a defect, but not a client that closes its connection: players do so at each jump."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.site.log(f"{type(error).__name__}: {error}. This is a defect of Articast: please report it.")


def open_server(root: Path, host: str, port: int, log: Log) -> Server:
    """Return a server that listens at `host`, a name or an address, and `port`, 0 for any free one.

    Raises:
        UsageError: it cannot listen there.
    """
    if not host.strip():  # to the system, it would be all addresses of this computer
        raise UsageError("--host is empty. Leave it out, or give --host 0.0.0.0 for the local network.")
    try:
        return Server(root, (socket.gethostbyname(host), port), log)
    except OverflowError as error:
        raise UsageError(f"There is no port {port}. Choose a port from 1024 to 65535 with --port.") from error
    except (OSError, UnicodeError) as error:
        code = getattr(error, "errno", None) or 0
        step = "Leave out --host, or give --host 0.0.0.0 for the local network."
        messages = {
            errno.EADDRINUSE: f"Port {port} is used by another program. Choose another one with --port.",
            errno.EACCES: f"Port {port} needs administrator rights. Choose one from 1024 on with --port.",
        }
        raise UsageError(messages.get(code, f"'{host}' is not an address of this computer. {step}")) from error
