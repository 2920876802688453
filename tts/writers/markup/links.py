"""The addresses of links: which ones become links, and how they are written."""

from __future__ import annotations

import re
from ipaddress import IPv4Address
from urllib.parse import quote, urlsplit, urlunsplit

from tts.regex import regex

_SAFE = "!$&'()*+,/:;=?@~%-._"  # RFC 3986, section 2.2, without brackets, which only a host of IPv6 may have
_LOOSE_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
_HOST = regex(r"(?=[^.])(?:[a-z0-9_-]{1,63}(?:\.|\Z))+", re.IGNORECASE)
_MAILBOX = regex(r"[^@\s<>]+@[^@\s<>]+")


def link_address(address: str) -> str | None:
    """Return `address` as a valid URL if it is one of http, https or mailto, else None."""
    address = "".join(address.split())
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() == "mailto":
            return f"mailto:{_quoted(address[7:])}" if _MAILBOX.match(parts.path) else None
        if parts.scheme.lower() not in ("http", "https"):
            return None
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
        if host.rpartition(".")[2].isdigit():
            host = str(IPv4Address(host))
    except ValueError:
        return None
    if not _HOST.fullmatch(host):
        return None
    path, query, fragment = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), host + port, path, query, fragment))


def _quoted(text: str) -> str:
    """Return `text` with all that an address may not have percent-encoded; a `%` that encodes something stays."""
    return quote(_LOOSE_PERCENT.sub("%25", text), safe=_SAFE, errors="replace")
