"""The server: where it listens, and how many connections it accepts."""

from __future__ import annotations

import errno
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from time import monotonic, sleep
from typing import Any

from tts.errors import UsageError
from tts.library.serve.connections import Connections
from tts.library.serve.handler import Handler
from tts.library.serve.site import Log, Site

_QUEUED_CONNECTIONS = 128
_SEND_BUFFER_BYTES = 65_536  # a larger one hides for minutes that a slow listener makes progress
_CLOSING_S = 0.05
_LOOK_EVERY_S = 0.25
_DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737; nothing is sent to it


class Server(ThreadingMixIn, TCPServer):
    """Serves the folder `root` as `site`, each connection in a thread of its own.

    Raises:
        OSError: it cannot listen at `address`.
    """

    daemon_threads = True
    request_queue_size = _QUEUED_CONNECTIONS  # the system makes others retry later
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share one port

    def __init__(self, root: Path, address: tuple[str, int], log: Log) -> None:
        self.site = Site(root, log)
        self.connections = Connections()
        self._next_look_s = 0.0
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Bind, and note the address."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)  # of its connections too
        super().server_bind()
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

    def get_request(self) -> Any:
        """Accept a connection. If the system lacks files for it, end another one."""
        try:
            return super().get_request()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self.connections.end_slowest()
                sleep(_CLOSING_S)  # its thread closes it meanwhile; without the pause, the next attempt ends another
            raise

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a place for a connection, so that clients cannot exhaust the machine, and start its thread."""
        self.connections.add(request, client_address[0])
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # the system has no thread left
            self.connections.remove(request)
            raise

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Handle one connection in its thread."""
        Handler(self.site, self.connections, request, client_address, self)

    def shutdown_request(self, request: Any) -> None:
        """Give the place of a connection back, and close it."""
        self.connections.remove(request)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """End connections that take too long; `serve_forever` calls this at least twice a second."""
        now_s = monotonic()
        if now_s >= self._next_look_s:
            self._next_look_s = now_s + _LOOK_EVERY_S
            self.connections.end_overdue()

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
