"""`articast serve` answers honest clients while others are slow, and lets slow listeners listen."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from tts.library.serve import Server, connections, handler, open_server
from tts.library.serve.connections import Connections

pytestmark = pytest.mark.once

PLACES = 24
GET = b"GET /%b HTTP/1.1\r\nHost: localhost\r\n"
NOTE, LONG = GET % b"note.txt", GET % b"long.mp3"
LONG_BYTES = 16_000_000
SLOW = {
    "nothing": (b"", b""),
    "request line": (b"GET /", b"a"),
    "headers": (NOTE, b"X: 1\r\n"),
    "next request": (NOTE + b"\r\n", b"\r\nGET"),
    "answer": (LONG + b"\r\n", b""),
}
"""What slow clients do slowly: what they send at once, and what they then send byte by byte."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("slow")
    output.joinpath("note.txt").write_bytes(b"honest")
    output.joinpath("long.mp3").write_bytes(bytes(LONG_BYTES))
    return output


@contextmanager
def running(output: Path, places: int = PLACES) -> Iterator[Server]:
    """A server with a few places."""
    with open_server(output, "127.0.0.1", 0, [].append) as server:
        server.connections = Connections(places)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def connect(stack: ExitStack, port: int, first: bytes) -> socket.socket:
    """A connection that reads little at a time, with `first` sent; one that was answered has the answer's beginning."""
    client = stack.enter_context(socket.socket())
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(20)
    client.connect(("127.0.0.1", port))
    client.sendall(first)
    if first.endswith(b"\r\n\r\n"):
        assert client.recv(100).startswith(b"HTTP/1.1 200 ")
    return client


def read_all(client: socket.socket) -> bytes:
    pieces = []
    with suppress(ConnectionError):  # the server has ended the connection
        while piece := client.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def ask(port: int) -> bytes:
    """The answer to an honest request."""
    with ExitStack() as stack:
        client = connect(stack, port, b"")
        client.sendall(NOTE + b"Connection: close\r\n\r\n")
        return read_all(client)


@pytest.mark.parametrize("kind", SLOW)
def test_honest_requests_are_answered_meanwhile(output: Path, kind: str) -> None:
    """More slow clients than there are places, all from one address, do not keep a browser's six requests waiting."""
    first, drip = SLOW[kind]
    with running(output) as server, ExitStack() as stack:
        slow = [connect(stack, server.server_port, first) for _ in range(PLACES + 8)]
        for byte in drip:
            for client in slow:
                with suppress(ConnectionError):
                    client.send(bytes([byte]))
        for _ in range(6):
            answer = ask(server.server_port)
            assert answer.startswith(b"HTTP/1.1 200 ")
            assert answer.endswith(b"honest")


@pytest.mark.parametrize("kind", ["headers", "answer"])
def test_a_slow_listener_is_not_cut(output: Path, kind: str) -> None:
    """Someone who pauses while slow clients come, and then reads on slowly, gets the whole file."""
    first, _ = SLOW[kind]
    with running(output) as server, ExitStack() as stack:
        listener = connect(stack, server.server_port, LONG + b"Connection: close\r\n\r\n")
        for number in range(2 * PLACES):
            connect(stack, server.server_port, first)
            if number % 4 == 0:  # of an answer it reads more than the buffers hold, as slow clients do not
                for _ in range(400):
                    assert listener.recv(2048)
            assert ask(server.server_port).endswith(b"honest")
        remaining = read_all(listener)
        assert len(remaining) > 4_000_000
        assert not remaining.strip(b"\0")


def test_a_client_does_not_displace_another(output: Path) -> None:
    """When all places are taken, the client with most connections loses one, and another keeps its only one."""
    request = NOTE + b"Connection: close\r\n\r\n"
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        server = stack.enter_context(open_server(output, "127.0.0.1", 0, [].append))
        server.connections = Connections(PLACES)

        def join(client: str) -> socket.socket:
            theirs = connect(stack, listener.getsockname()[1], b"")
            server.process_request(listener.accept()[0], (client, 1))
            return theirs

        other = join("192.0.2.6")
        many = [join("192.0.2.5") for _ in range(2 * PLACES)]
        other.sendall(request)
        assert read_all(other).endswith(b"honest")
        assert read_all(many[0]) == b""  # the oldest
        many[-1].sendall(request)
        assert read_all(many[-1]).endswith(b"honest")


@pytest.mark.parametrize("first", [b"", b"GET /", NOTE, NOTE + b"\r\n"])
def test_a_slow_request_ends(output: Path, monkeypatch: pytest.MonkeyPatch, first: bytes) -> None:
    """A connection ends when a request takes too long, although bytes of it arrive all the time."""
    monkeypatch.setattr(connections, "FIRST_REQUEST_S", 0.3)
    monkeypatch.setattr(handler, "NEXT_REQUEST_S", 0.3)
    with running(output) as server, ExitStack() as stack:
        client = connect(stack, server.server_port, first)
        ended = Event()

        def drip() -> None:
            with suppress(OSError):
                while not ended.wait(0.02):
                    client.send(b"a")

        thread = Thread(target=drip)
        thread.start()
        assert b"HTTP" not in read_all(client)[len(b"honest") :]
        ended.set()
        thread.join()


def test_a_listener_who_reads_nothing_is_ended(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection ends when its client accepts nothing of an answer for too long."""
    monkeypatch.setattr(connections, "ANSWER_S", 0.3)
    with running(output) as server, ExitStack() as stack:
        client = connect(stack, server.server_port, LONG + b"\r\n")
        for thread in list(server.connections._states):
            while thread.fileno() != -1:  # closed by its thread
                Event().wait(0.02)
        assert len(read_all(client)) < LONG_BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of open files")
@pytest.mark.parametrize("places", ["", "100"])
def test_a_limit_of_open_files(output: Path, places: str) -> None:
    """The server has places for as many connections as the system has files, and survives if there are fewer files."""
    program = """
import resource, sys, pathlib
resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))
from tts.library.serve import open_server
from tts.library.serve.connections import Connections
server = open_server(pathlib.Path(sys.argv[1]), "127.0.0.1", 0, print)
if sys.argv[2]:
    server.connections = Connections(int(sys.argv[2]))
print(server.server_port, flush=True)
server.serve_forever()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(output), places], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            port = int(process.stdout.readline())
            with ExitStack() as stack:
                for _ in range(40):
                    connect(stack, port, b"")
                answer = ask(port)
                if not places:
                    assert answer.endswith(b"honest")
                assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 503 "))
            while not ask(port).endswith(b"honest"):  # the slow clients have gone, and the server notices
                pass
        finally:
            process.terminate()
        _, errors = process.communicate(timeout=20)
    assert errors == ""
