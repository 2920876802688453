"""One connection: requests in, files out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import format_datetime, formatdate
from errno import EMFILE, ENFILE
from http import HTTPStatus
from ipaddress import ip_address
from socket import SHUT_WR, gethostname
from socketserver import StreamRequestHandler
from typing import Any
from urllib.parse import quote, urlsplit

from tts.library.serve.connections import ANSWER_S, NEXT_REQUEST_S, Connections
from tts.library.serve.media import find_media_type
from tts.library.serve.paths import find_file, split_target
from tts.library.serve.policy import ALWAYS, choose_policy
from tts.library.serve.ranges import Unsatisfiable, is_same_file, is_unchanged, is_wanted, parse_range
from tts.library.serve.request import BadRequest, Request, read_request
from tts.library.serve.site import Body, Site

_PIECE_BYTES = 65_536
_BEGIN_BYTES = 4096
_ICON = "/favicon.ico"  # every browser asks for it
_METHODS = ("GET", "HEAD")
_CLOSE_S = 2.0
_MAX_UNREAD_PIECES = 16
_NO_CONTENT_POLICY = choose_policy("", "text/plain", b"")


class Handler(StreamRequestHandler):
    """Answers GET and HEAD with files of `site`, and refuses everything else in a few words.

    It says to `connections` what it expects next. They end its connection when that takes too long.
    """

    disable_nagle_algorithm = True  # the end of an answer must not wait for the client's acknowledgement
    timeout = ANSWER_S  # of a system on which a connection that was ended does not wake its thread

    def __init__(self, site: Site, connections: Connections, *arguments: Any) -> None:
        self.site = site
        self.connections = connections
        self.received: Request | None = None
        self.is_last = False  # the answer ends the connection
        super().__init__(*arguments)  # this handles the whole connection

    def handle(self) -> None:
        """Answer one request after the other, and then close the connection so that the last answer arrives."""
        while not self.is_last:
            try:
                self.received = read_request(self.rfile)
            except BadRequest as error:
                self.received, self.is_last = None, True
                self._send_status(error.status)
            else:
                if not self.received:
                    return
                self.is_last = self.received.is_last
                self.connections.expect_progress(self.request)
                self._answer(self.received)
                self.connections.expect_request(self.request, NEXT_REQUEST_S)
        # Bytes that nobody reads would reset the connection, and the answer would be lost (RFC 9112, section 9.6).
        self.connections.expect_request(self.request, _CLOSE_S)
        self.request.shutdown(SHUT_WR)
        for _ in range(_MAX_UNREAD_PIECES):
            if not self.rfile.read1(_PIECE_BYTES):
                break

    def _answer(self, request: Request) -> None:
        """Send a file, or the part of it that is asked for."""
        path = split_target(request.target)
        if request.method not in _METHODS:
            self.is_last = True
            self._send_status(HTTPStatus.NOT_IMPLEMENTED)
        elif (is_own := _is_own_host(_find_host(request))) is None:
            self._send_status(HTTPStatus.BAD_REQUEST)
        elif not is_own:
            self._send_status(HTTPStatus.MISDIRECTED_REQUEST)
        elif path is None:
            self._send_status(HTTPStatus.NOT_FOUND)
        else:
            self._send_path(path)

    def _send_path(self, path: tuple[str, ...]) -> None:
        """Send the file at `path`, or say where it is, or that there is none."""
        try:
            body = self.site.open(path)
        except OSError as error:
            if error.errno not in (EMFILE, ENFILE):
                raise
            self.is_last = True  # this gives back one of the files that the system lacks
            self._send_status(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "10"})
            return
        if body:
            with body.content:
                self._send_file(body)
        elif path[-1] and find_file(self.site.root, (*path, "")):  # a folder without the slash at its end
            location = "".join(f"/{quote(name, safe='')}" for name in path)
            self._send_status(HTTPStatus.PERMANENT_REDIRECT, {"Location": f"{location}/"})
        else:
            self._send_status(HTTPStatus.NOT_FOUND)

    def _send_file(self, body: Body) -> None:
        """Send a file; conditions are evaluated in order, and before ranges (RFC 9110, section 13.2.2)."""
        assert self.received
        ask = self.received.get
        validators = {"ETag": body.etag, "Last-Modified": format_datetime(body.modified, usegmt=True)}
        if not is_wanted(ask("if-match"), ask("if-unmodified-since"), body.etag, body.modified):
            self._send_status(HTTPStatus.PRECONDITION_FAILED, validators)
            return
        if is_unchanged(ask("if-none-match"), ask("if-modified-since"), body.etag, body.modified):
            self._send_headers(HTTPStatus.NOT_MODIFIED, validators)
            return
        part = None
        if self.received.method == "GET" and is_same_file(ask("if-range"), body.etag, body.modified):
            try:
                part = parse_range(ask("range"), body.size_bytes)
            except Unsatisfiable:
                size = {"Content-Range": f"bytes */{body.size_bytes}", "Accept-Ranges": "bytes"}
                self._send_status(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, size)
                return
        begin, end = part or (0, body.size_bytes)
        media_type = find_media_type(body.name)
        headers = {
            **validators,
            "Accept-Ranges": "bytes",
            "Content-Type": media_type,
        }
        if policy := choose_policy(body.name, media_type, body.content.read(_BEGIN_BYTES)):
            headers["Content-Security-Policy"] = policy
        if part:
            headers["Content-Range"] = f"bytes {begin}-{end - 1}/{body.size_bytes}"
        self._send_headers(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK, headers, end - begin)
        self.site.log_once(self.received.target, self.client_address[0])
        if self.received.method == "GET":
            self._send_content(body, begin, end)

    def _send_content(self, body: Body, begin: int, end: int) -> None:
        """Send the bytes of a file from `begin` to `end`, as fast as the client accepts them."""
        body.content.seek(begin)
        while begin < end and (piece := body.content.read(min(_PIECE_BYTES, end - begin))):
            self.wfile.write(piece)
            begin += len(piece)
            self.connections.expect_progress(self.request)
        if begin < end:  # the file has become shorter: the client must not wait for the rest
            self.is_last = True

    def _send_headers(self, status: HTTPStatus, headers: Mapping[str, str], size_bytes: int | None = None) -> None:
        """Send the status and all headers of an answer; its length only if `size_bytes` is known."""
        fields = {
            "Server": "Articast",
            "Date": formatdate(usegmt=True),
            **headers,
            **({} if size_bytes is None else {"Content-Length": str(size_bytes)}),
            "Cache-Control": "no-cache",  # keep the file, but ask whether it has changed
            **ALWAYS,
            **({"Connection": "close"} if self.is_last else {}),
        }
        lines = (f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in fields.items()))
        self.wfile.write("".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii"))

    def _send_status(self, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> None:
        """Send an answer of a few words."""
        text = f"{status.value} {status.phrase}\n".encode()
        words = {"Content-Type": "text/plain; charset=utf-8", "Content-Security-Policy": _NO_CONTENT_POLICY}
        self._send_headers(status, {**(headers or {}), **words}, len(text))
        if not self.received or self.received.method != "HEAD":
            self.wfile.write(text)
        if self.received and status == HTTPStatus.NOT_FOUND and self.received.target != _ICON:
            self.site.log_once(self.received.target, self.client_address[0], is_missing=True)


def _find_host(request: Request) -> str:
    """Return the host that a request is for, "" if it names none; a whole address counts more than the field `Host`."""
    if request.target.startswith(("http://", "https://")):  # RFC 9112, section 3.2.2
        return re.split("[/?#]", request.target.partition("://")[2], maxsplit=1)[0]
    return request.get("host") or ""


def _is_own_host(host: str) -> bool | None:
    """Return whether `host` is an address, or a name of this machine; None if it is not a host at all.

    The owner of another name could have pointed it here, so that a web page reads what only this machine can reach.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "localhost").removesuffix(".")
    except ValueError:
        return None
    own = gethostname().lower()
    if name in ("localhost", own, f"{own.partition('.')[0]}.local") or name.endswith(".localhost"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
