"""Slow clients against `articast serve`: how long honest requests take meanwhile, and whether a slow listener is cut.

`python -m bench.serve --clients 200 --seconds 20`
"""

from __future__ import annotations

import argparse
import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from statistics import median
from threading import Event, Thread

LIMIT_S = 1.0
KINDS = {
    "nothing": (b"", b""),
    "request line": (b"GET /", b"a"),
    "headers": (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X: 1\r\n"),
    "next request": (b"GET /note.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\r\n"),
    "answer": (b"GET /long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n", b""),
}
"""What slow clients do slowly: what they send at once, and what they then send byte by byte."""
_SERVER = """
import sys, pathlib
from tts.library.serve import open_server
server = open_server(pathlib.Path(sys.argv[1]), "127.0.0.1", 0, str)
print(server.server_port, flush=True)
server.serve_forever()
"""
_LONG_BYTES = 40_000_000
_TRIES, _CONNECTIONS = 30, 6  # browsers open six
_LISTENER_BYTES_S, _PAUSE_S = 16_000, 5


class SlowClients:
    """`count` connections that do `kind` slowly, a byte each second, and connect again when they are closed."""

    def __init__(self, port: int, kind: str, count: int) -> None:
        self._port, self._count = port, count
        self._first, self._drip = KINDS[kind]
        self._reads = kind == "answer"
        self._stop = Event()
        self._sockets: list[socket.socket] = []
        self.reconnected = 0
        self._thread = Thread(target=self._run)

    def __enter__(self) -> SlowClients:
        self._sockets = [self._connect() for _ in range(self._count)]
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        for client in self._sockets:
            client.close()

    def _connect(self) -> socket.socket:
        """Return a new connection on which the first bytes are sent."""
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(0.2)
        with suppress(OSError):
            client.connect(("127.0.0.1", self._port))
            client.sendall(self._first)
        client.setblocking(False)
        return client

    def _run(self) -> None:
        """Send or read one byte of each connection a second, and replace those that are closed."""
        second = 0
        while not self._stop.wait(1):
            for index, client in enumerate(self._sockets):
                try:
                    if self._drip:
                        client.send(self._drip[second % len(self._drip) :][:1])
                    is_open = client.recv(1) if self._reads else client.recv(65536)
                except BlockingIOError:
                    is_open = b"?"
                except OSError:
                    is_open = b""
                if not is_open:
                    client.close()
                    self._sockets[index] = self._connect()
                    self.reconnected += 1
            second += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each kind of slow client does to honest ones; return 1 if an honest one waits too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200, metavar="N")
    parser.add_argument("--seconds", type=int, default=20, metavar="N", help="for each kind")
    options = parser.parse_args(arguments)
    failed = False
    with tempfile.TemporaryDirectory() as home:
        Path(home, "note.txt").write_text("honest", encoding="ascii")
        Path(home, "long.mp3").write_bytes(bytes(_LONG_BYTES))
        for kind in KINDS:
            failed |= not _measure(Path(home), kind, options.clients, options.seconds)
    return failed


def _measure(home: Path, kind: str, count: int, seconds: int) -> bool:
    """Measure one kind with a server of its own; return whether every honest client was served in time."""
    with subprocess.Popen([sys.executable, "-c", _SERVER, str(home)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        times: list[float] = []
        with SlowClients(port, kind, count) as slow, ThreadPoolExecutor(2 * _CONNECTIONS) as pool:
            time.sleep(1)
            listener = pool.submit(_listen, port, seconds)
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                times += pool.map(_ask, [port] * _CONNECTIONS)
                time.sleep(0.2)
            heard = listener.result()
        memory = Path(f"/proc/{server.pid}/status")
        peak = memory.read_text().partition("VmHWM:")[2].split()[0] if memory.exists() else "?"
        server.terminate()
    in_time = sum(seconds <= LIMIT_S for seconds in times)
    print(
        f"{count} slow at {kind:13}: {in_time} of {len(times)} honest requests within {LIMIT_S:g} s, median "
        f"{median(times) * 1000:.1f} ms, longest {max(times):.3f} s; listener {'served' if heard else 'CUT'}; "
        f"{slow.reconnected} reconnected; {peak} kB",
        flush=True,
    )
    return in_time == len(times) and heard


def _ask(port: int) -> float:
    """Return how long an honest request takes, from connecting to the last byte; 10 s if there is no answer."""
    begin = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/note.txt")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"honest")
    except (OSError, AssertionError, http.client.HTTPException):
        return 10.0
    finally:
        connection.close()
    return time.monotonic() - begin


def _listen(port: int, seconds: int) -> bool:
    """Return whether a listener who reads slowly, after a pause at the beginning, is still served after `seconds`."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.settimeout(15)
        try:
            client.connect(("127.0.0.1", port))
            client.sendall(KINDS["answer"][0])
            client.recv(4096)
            time.sleep(min(_PAUSE_S, seconds / 2))
            for _ in range(int(seconds * 10)):
                remaining = _LISTENER_BYTES_S // 10
                while remaining:
                    piece = client.recv(remaining)
                    if not piece:
                        return False
                    remaining -= len(piece)
                time.sleep(0.1)
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
