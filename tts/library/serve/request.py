"""BYTES -> REQUEST: the request line and the fields after it, or the status that refuses them (RFC 9112)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from io import BufferedIOBase

from tts.noun import noun

_MAX_LINE_BYTES = 65_536
_MAX_FIELDS_BYTES = 65_536
_MAX_FIELDS = 100
_MAX_EMPTY_LINES = 8  # before a request; some clients send one after a request with content (section 2.2)
_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_REQUEST_LINE = re.compile(rb"(%b) ([!-~]+) HTTP/(\d)\.(\d)\r?\n" % _TOKEN)
# Neither a space before the colon nor a folded line: other programs would read another field (sections 5.1 and 5.2).
_FIELD = re.compile(rb"(%b):[\t ]*([\t -~\x80-\xff]*)\r?\n" % _TOKEN)


class BadRequest(Exception):  # noqa: N818 - named as in RFC 9110, section 15.5.1
    """The request is refused with `status`, and where it ends is not known."""

    def __init__(self, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(status.phrase)
        self.status = status


@noun
class Request:
    """What a client asks for. The names of `fields` are in small letters, and each has all its values."""

    method: str
    target: str
    minor_version: int
    fields: Mapping[str, tuple[str, ...]]

    def get(self, name: str) -> str | None:
        """Return the value of a field, several joined (RFC 9110, section 5.2); None if it is not there."""
        values = self.fields.get(name)
        return None if values is None else ", ".join(values)

    @property
    def is_last(self) -> bool:
        """Return whether the client sends no other request, or none whose beginning is certain (section 9.3)."""
        options = {option.strip().lower() for option in (self.get("connection") or "").split(",")}
        return not self.minor_version or "close" in options or self.has_content

    @property
    def has_content(self) -> bool:
        """Return whether content follows, which is not read."""
        return "transfer-encoding" in self.fields or set(self.fields.get("content-length", ())) - {"0"} != set()


def read_request(stream: BufferedIOBase) -> Request | None:
    """Return the next request of `stream`; None if the stream ends before the request does.

    Raises:
        BadRequest: it is not a request of HTTP/1.0 or HTTP/1.1, or is too long.
    """
    for _ in range(1 + _MAX_EMPTY_LINES):
        line = stream.readline(_MAX_LINE_BYTES + 1)
        if line not in (b"\r\n", b"\n"):
            break
    if len(line) > _MAX_LINE_BYTES:
        raise BadRequest(HTTPStatus.REQUEST_URI_TOO_LONG)
    if not line.endswith(b"\n"):
        return None
    match = _REQUEST_LINE.fullmatch(line)
    if not match:  # one without a version too, which was HTTP/0.9: its answers have no headers
        raise BadRequest
    method, target, major, minor = (part.decode("ascii") for part in match.groups())
    if major != "1":
        raise BadRequest(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
    fields = _read_fields(stream)
    if fields is None:
        return None
    if len(hosts := fields.get("host", ())) > 1 or (not hosts and minor != "0"):  # section 3.2
        raise BadRequest
    if not all(re.fullmatch("[0-9]+", length) for length in fields.get("content-length", ())):  # section 6.3
        raise BadRequest
    return Request(method=method, target=target, minor_version=int(minor), fields=fields)


def _read_fields(stream: BufferedIOBase) -> Mapping[str, tuple[str, ...]] | None:
    """Return the fields up to the empty line after them; None if the stream ends before it."""
    fields: dict[str, tuple[str, ...]] = {}
    remaining_bytes = _MAX_FIELDS_BYTES
    for _ in range(_MAX_FIELDS + 1):
        line = stream.readline(remaining_bytes + 1)
        remaining_bytes -= len(line)
        if remaining_bytes < 0:
            raise BadRequest(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if line in (b"\r\n", b"\n"):
            return fields
        if not line.endswith(b"\n"):
            return None
        match = _FIELD.fullmatch(line)
        if not match:
            raise BadRequest
        name, value = match[1].decode("ascii").lower(), match[2].decode("latin-1").strip("\t ")
        fields[name] = (*fields.get(name, ()), value)
    raise BadRequest(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
