"""One connection: requests in, files out."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from socket import gethostname
from typing import Any
from urllib.parse import quote, urlsplit

from tts.library.serve.media import find_media_type
from tts.library.serve.paths import find_file, split_target
from tts.library.serve.ranges import Unsatisfiable, is_same_file, is_unchanged, parse_range
from tts.library.serve.site import Body, Site

_SVG = "image/svg+xml"
_PIECE_BYTES = 262_144
_ICON = "/favicon.ico"  # every browser asks for it


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with files of `site`, and refuses everything else in a few words."""

    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds without data before the first request
    later_timeout_s = 60  # after it, also for a player that accepts no data

    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)  # this handles the whole connection

    def do_GET(self) -> None:
        """Send a file, or the part of it that is asked for."""
        self.connection.settimeout(self.later_timeout_s)
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # the content is not read, so the next request cannot be found
        hosts = self.headers.get_all("Host", [])
        path = split_target(self.path)
        if len(hosts) > 1 or (not hosts and self.request_version == "HTTP/1.1"):  # RFC 9112, section 3.2
            self._send_status(HTTPStatus.BAD_REQUEST)
        elif not all(map(_is_own_host, hosts)):
            self._send_status(HTTPStatus.MISDIRECTED_REQUEST)
        elif path is None:
            self._send_status(HTTPStatus.NOT_FOUND)
        elif body := self.site.open(path):
            with body.content:
                self._send_file(body)
        elif path[-1] and find_file(self.site.root, (*path, "")):  # a folder without the slash at its end
            location = "".join(f"/{quote(name, safe='')}" for name in path)
            self._send_status(HTTPStatus.PERMANENT_REDIRECT, {"Location": f"{location}/"})
        else:
            self._send_status(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """Send the headers that GET would send, without the content."""
        self.do_GET()

    def _send_file(self, body: Body) -> None:
        """Send a file; conditions are evaluated before ranges (RFC 9110, section 13.2.2)."""
        none_match, modified_since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        validators = {"ETag": body.etag, "Last-Modified": format_datetime(body.modified, usegmt=True)}
        if is_unchanged(none_match, modified_since, body.etag, body.modified):
            self._send_headers(HTTPStatus.NOT_MODIFIED, validators)
            return
        part = None
        if self.command == "GET" and is_same_file(self.headers.get("If-Range"), body.etag, body.modified):
            try:
                part = parse_range(self.headers.get("Range"), body.size_bytes)
            except Unsatisfiable:
                size = {"Content-Range": f"bytes */{body.size_bytes}", "Accept-Ranges": "bytes"}
                self._send_status(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, size)
                return
        begin, end = part or (0, body.size_bytes)
        headers = {**validators, "Accept-Ranges": "bytes", "Content-Type": find_media_type(body.name)}
        if part:
            headers["Content-Range"] = f"bytes {begin}-{end - 1}/{body.size_bytes}"
        if headers["Content-Type"] == _SVG:  # an image that may contain scripts
            headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        self._send_headers(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK, headers, end - begin)
        self.site.log_once(self.path, self.client_address[0])
        if self.command == "GET":
            body.content.seek(begin)
            while begin < end and (piece := body.content.read(min(_PIECE_BYTES, end - begin))):
                self.wfile.write(piece)
                begin += len(piece)
            if begin < end:  # the file has become shorter: the client must not wait for the rest
                self.close_connection = True

    def _send_headers(self, status: HTTPStatus, headers: Mapping[str, str], size_bytes: int | None = None) -> None:
        """Send the status and all headers of a response; its length only if `size_bytes` is known."""
        self.send_response(status)
        if self.close_connection:
            headers = {**headers, "Connection": "close"}
        for name, value in headers.items():
            self.send_header(name, value)
        if size_bytes is not None:
            self.send_header("Content-Length", str(size_bytes))
        self.send_header("Cache-Control", "no-cache")  # keep the file, but ask whether it has changed
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()

    def _send_status(self, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> None:
        """Send an answer of a few words."""
        text = f"{status.value} {status.phrase}\n".encode()
        self._send_headers(status, {**(headers or {}), "Content-Type": "text/plain; charset=utf-8"}, len(text))
        if self.command != "HEAD":
            self.wfile.write(text)
        if status == HTTPStatus.NOT_FOUND and self.path != _ICON:
            self.site.log_once(self.path, self.client_address[0], is_missing=True)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Send an error that the standard library found in a request: to the client only, and in our words."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.requestline = getattr(self, "requestline", "")
        self.request_version = "HTTP/1.1"
        self._send_status(HTTPStatus(code))

    def version_string(self) -> str:
        """Return our name, and nothing about this machine."""
        return "Articast"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Log nothing: `Site.log_once` logs each file once."""


def _is_own_host(host: str) -> bool:
    """Return whether `host` is an address, or a name of this machine.

    The owner of another name could have pointed it here, so that a web page reads what only this machine can reach.
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
