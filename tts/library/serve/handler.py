"""One connection: requests in, files out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from tts.library.serve.media import media_type
from tts.library.serve.paths import INDEX, find, is_folder, names, quoted
from tts.library.serve.ranges import Unsatisfiable, holds, is_unchanged, span

if TYPE_CHECKING:
    from tts.library.serve.server import Server

_SVG = "image/svg+xml"
_AT_ONCE_BYTES = 262_144
_ICON = "/favicon.ico"  # which every browser asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What is sent: an open file or bytes, and by what a client knows it again."""

    name: str
    content: BinaryIO
    size_bytes: int
    etag: str
    modified: datetime


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, and refuses everything else in a few words."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds, of a connection on which nothing comes before its first request
    later_timeout_s = 60  # and after it, also of a player that takes nothing

    def do_GET(self) -> None:
        """Sends a file, or the part of it that is asked for."""
        self._answer()

    def do_HEAD(self) -> None:
        """Sends what GET would, without the content."""
        self._answer()

    def _answer(self) -> None:
        self.connection.settimeout(self.later_timeout_s)
        if fault := self._fault():
            self._short(fault)
            return
        path = names(self.path)
        if path is None:
            self._short(HTTPStatus.NOT_FOUND)
            return
        with self._body(path) as body:
            if body is not None:
                self._send(body)
            elif is_folder(self.server.root, path):
                self._short(HTTPStatus.PERMANENT_REDIRECT, {"Location": f"{quoted(path)}/"})
            else:
                self._short(HTTPStatus.NOT_FOUND)

    def _fault(self) -> HTTPStatus | None:
        """What is wrong with the head of the request, if something is."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:  # nobody reads it: no next request
            self.close_connection = True
        hosts = self.headers.get_all("Host", [])
        if len(hosts) > 1 or (not hosts and self.request_version == "HTTP/1.1"):  # RFC 9112, section 3.2
            return HTTPStatus.BAD_REQUEST
        return None if all(map(_is_here, hosts)) else HTTPStatus.MISDIRECTED_REQUEST

    @contextmanager
    def _body(self, path: tuple[str, ...]) -> Iterator[_Body | None]:
        made = self.server.generated_files().get(path[0] or INDEX) if len(path) == 1 else None
        file = None if made is not None else find(self.server.root, path)
        if made is not None:
            tag = f'"{sha256(made).hexdigest()[:32]}"'
            now = datetime.now(UTC)
            yield _Body(name=path[0] or INDEX, content=BytesIO(made), size_bytes=len(made), etag=tag, modified=now)
        elif file is not None:
            with self._opened(file) as body:
                yield body
        else:
            yield None

    @contextmanager
    def _opened(self, file: Path) -> Iterator[_Body | None]:
        try:
            content = file.open("rb")
        except OSError:
            yield None
            return
        with content:
            status = os.fstat(content.fileno())
            yield _Body(
                name=file.name,
                content=content,
                size_bytes=status.st_size,
                etag=f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
                modified=datetime.fromtimestamp(status.st_mtime, UTC),
            )

    def _send(self, body: _Body) -> None:
        """The answer for a file; conditions go before ranges (RFC 9110, section 13.2.2)."""
        known = {"ETag": body.etag, "Last-Modified": format_datetime(body.modified, usegmt=True)}
        if is_unchanged(self._headers(), body.etag, body.modified):
            self._head(HTTPStatus.NOT_MODIFIED, known)
            return
        part = None
        if self.command == "GET" and holds(self.headers.get("If-Range"), body.etag, body.modified):
            try:
                part = span(self.headers.get("Range"), body.size_bytes)
            except Unsatisfiable:
                size = {"Content-Range": f"bytes */{body.size_bytes}", "Accept-Ranges": "bytes"}
                self._short(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, size)
                return
        begin, end = part or (0, body.size_bytes)
        told = {**known, "Accept-Ranges": "bytes", "Content-Type": media_type(body.name)}
        if part:
            told["Content-Range"] = f"bytes {begin}-{end - 1}/{body.size_bytes}"
        if told["Content-Type"] == _SVG:  # a picture may have scripts
            told["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        self._head(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK, told, end - begin)
        self.server.log_once(self.path, self.client_address[0])
        if self.command == "GET":
            self._copy(body.content, begin, end)

    def _copy(self, content: BinaryIO, begin: int, end: int) -> None:
        content.seek(begin)
        while begin < end and (piece := content.read(min(_AT_ONCE_BYTES, end - begin))):
            self.wfile.write(piece)
            begin += len(piece)
        if begin < end:  # the file has become shorter: the client must not wait for the rest
            self.close_connection = True

    def _headers(self) -> dict[str, str]:
        wanted = ("If-None-Match", "If-Modified-Since")
        return {name: value for name in wanted if (value := self.headers.get(name)) is not None}

    def _head(self, status: HTTPStatus, told: dict[str, str], size_bytes: int | None = None) -> None:
        self.send_response(status)
        if self.close_connection:
            told = {**told, "Connection": "close"}
        for name, value in told.items():
            self.send_header(name, value)
        if size_bytes is not None:
            self.send_header("Content-Length", str(size_bytes))
        self.send_header("Cache-Control", "no-cache")  # keep it, but ask whether it is still so
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()

    def _short(self, status: HTTPStatus, told: dict[str, str] | None = None) -> None:
        """An answer of a few words."""
        text = f"{status.value} {status.phrase}\n".encode()
        self._head(status, {**(told or {}), "Content-Type": "text/plain; charset=utf-8"}, len(text))
        if self.command != "HEAD":
            self.wfile.write(text)
        if status == HTTPStatus.NOT_FOUND and self.path != _ICON:
            self.server.log_once(self.path, self.client_address[0], is_missing=True)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What the standard library finds wrong with a request: told to the client alone, and in our words."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.requestline = getattr(self, "requestline", "")
        self.request_version = "HTTP/1.1"
        self._short(HTTPStatus(code))

    def version_string(self) -> str:
        """Our name, and nothing of what else is on this machine."""
        return "Articast"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Says nothing: `Server.log_once` speaks once of each file."""


def _is_here(host: str) -> bool:
    """Whether `host` is an address, or a name of this machine.

    Another name could be that of a page of somebody else which its owner has led here, to read what only we can reach.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "localhost").removesuffix(".")
    except ValueError:
        return False
    own = gethostname().lower()
    if name in ("localhost", own, f"{own.partition('.')[0]}.local") or name.endswith(".localhost"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
