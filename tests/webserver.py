"""A small web server that gives any answer, right or wrong, and a network in which it has every name.

`certificates/` has an authority of the tests, and the key and certificate of `bees.example`, valid for 100 years.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tts.sources.fetch.network import Endpoint, Network, connect

CERTIFICATES = Path(__file__).parent / "certificates"
PUBLIC_IP = "93.184.215.14"
"""An address of the public internet. No connection to it is ever made."""

Answer = bytes | Callable[[], Iterable[bytes]]
"""A whole answer, status line and all, or a function that yields its pieces as they are sent."""


def reply(body: bytes | str = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """Return an answer with a `Content-Length`; HTML unless `headers` say something else."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + data


def redirect(location: str, status: int = 302, headers: Mapping[str, str] | None = None) -> bytes:
    """Return an answer that leads elsewhere."""
    return reply("", status, {"Location": location, **(headers or {})})


def chunk(*pieces: bytes) -> bytes:
    """Return a body in chunks, without the last one, which ends it."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


@dataclass
class WebServer:
    """A server that is running. `requests` are the paths and headers it was asked for, `answers` what it gives."""

    port: int
    answers: dict[str, Answer]
    requests: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """The address by its IP address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths it was asked for."""
        return [path for path, _ in self.requests]

    def drip(self, first: bytes, then: bytes) -> Callable[[], Iterator[bytes]]:
        """Return an answer that begins with `first` and goes on with `then` every hundredth of a second."""

        def pieces() -> Iterator[bytes]:
            yield first
            while not self.stopped.wait(0.01):
                yield then

        return pieces


@contextmanager
def serve(answers: Mapping[str, Answer] | None = None, *, is_secure: bool = False) -> Iterator[WebServer]:
    """Run a server on this computer, with TLS for `bees.example` if it `is_secure`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.requests.append((self.path, dict(self.headers)))
            answer = server.answers.get(self.path, reply("Not found", 404))
            try:
                for piece in [answer] if isinstance(answer, bytes) else answer():
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # the client has seen enough
            self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = False  # `server_close` waits for all of them
        request_queue_size = 32

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that goes away is what some tests are about

        def get_request(self) -> tuple[socket.socket, object]:
            connection, client = super().get_request()
            connection.settimeout(10)
            if context is None:
                return connection, client
            try:
                return context.wrap_socket(connection, server_side=True), client
            except OSError:
                connection.close()
                raise

    context = None
    if is_secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "server.pem")
    listener = Server(("127.0.0.1", 0), Handler)
    server = WebServer(port=listener.server_port, answers=dict(answers or {}))
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        listener.shutdown()
        listener.server_close()
        thread.join()


@dataclass
class NameServer:
    """The names of a network, each with its IP addresses; those of a list in a list are for one look-up each."""

    names: Mapping[str, Sequence[str] | Sequence[Sequence[str]]]
    port: int
    lookups: list[str] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)
    unreachable: frozenset[str] = frozenset()

    def resolve(self, host: str, port: int) -> list[Endpoint]:
        """Return the endpoints of a name, or of an IP address itself."""
        self.lookups.append(host)
        found = self.names.get(host, [host] if host.replace(".", "").isdigit() or ":" in host else [])
        if found and not isinstance(found[0], str):
            found = found[min(self.lookups.count(host), len(found)) - 1]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            Endpoint(family=socket.AF_INET6 if ":" in ip else socket.AF_INET, sockaddr=(str(ip), port)) for ip in found
        ]

    def connect(self, endpoint: Endpoint, timeout_s: float) -> socket.socket:
        """Return a connection to the server of the tests, whatever the address is."""
        self.connections.append(endpoint.ip)
        if endpoint.ip in self.unreachable:
            raise ConnectionRefusedError(111, "Connection refused")
        return connect(Endpoint(family=socket.AF_INET, sockaddr=("127.0.0.1", self.port)), timeout_s)

    @property
    def network(self) -> Network:
        """The network for `fetch`."""
        return Network(resolve=self.resolve, connect=self.connect)
