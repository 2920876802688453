"""TEXT -> ADDRESS: what a person, a page or a server writes becomes an address that can be fetched, or is refused."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from tts.errors import FetchError
from tts.noun import noun

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_CHARACTERS = 8_000
_PATH_CHARACTERS = "%/:;=@&+$,!~*'()[]|"
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # RFC 3490, section 3.1
_HOST = re.compile(
    r"(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?"
)
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)
# fmt: off
_BLOCKED_PORTS = frozenset((
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
        103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512,
        513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719,
        1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
        6697, 10080,
))
# fmt: on
"""Ports of other protocols, which browsers do not open (Fetch Standard, section 2.9)."""


@noun
class Address:
    """An address of the web. `host` is in ASCII, an IPv6 address without brackets; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The address without its path."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host and, if it is not the usual one, the port: the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def parse_address(text: str) -> Address:
    """Return the address that `text` is, without its fragment.

    Raises:
        FetchError: it is not an address of the web, has a password in it, or is written in a misleading way.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise FetchError(
            "is not a correct address. Check it in a browser, and copy it from there.", path=text
        ) from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise FetchError(
            "only addresses that begin with https:// or http:// can be fetched.", path=_hide_password(parts)
        )
    if "@" in parts.netloc:
        raise FetchError(
            "has a user name or password in it, which is not sent. Remove the part before the @.",
            path=_hide_password(parts),
        )
    if len(text) > _MAX_CHARACTERS:
        raise FetchError(
            f"has more than {_MAX_CHARACTERS:,} characters. Use the address of the page itself.", path=text[:100]
        )
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    if port in _BLOCKED_PORTS:
        raise FetchError(f"port {port} is not for web pages, and browsers refuse it too. Check the address.", path=text)
    query = f"?{_encode(parts.query, _PATH_CHARACTERS + '?')}" if parts.query else ""
    return Address(
        scheme=parts.scheme,
        host=_parse_host(parts.hostname or "", text),
        port=port,
        target=(_encode(parts.path, _PATH_CHARACTERS) or "/") + query,
    )


def _hide_password(parts: SplitResult) -> str:
    """Return an address for a message, without the user name and password that it may have."""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _encode(text: str, safe: str) -> str:
    """Return `text` with all but `safe` and plain characters as percent-encoded UTF-8; what is encoded stays."""
    return quote(text, safe=safe, errors="replace")


def _parse_host(host: str, text: str) -> str:
    """Return a host in ASCII: a name, or an IP address in its usual form.

    Raises:
        FetchError: it is neither, or a number that programs read in different ways.
    """
    if ":" in host:
        try:
            address = IPv6Address(host)
        except AddressValueError:
            address = None
        if address is None or address.scope_id:  # the name of a network card of this computer
            raise FetchError("has no correct host name. Check the address.", path=text)
        return str(address)
    try:
        name = ".".join(map(_encode_label, _DOTS.split(host)))
    except UnicodeError:
        name = ""
    if _HOST.fullmatch(name) is None:
        raise FetchError("has no correct host name. Check the address.", path=text)
    if _NUMBER.fullmatch(name.removesuffix(".").rpartition(".")[2]):
        try:
            return str(IPv4Address(name.removesuffix(".")))
        except AddressValueError:
            message = (
                "the host is a number in an unusual form. Write it as four numbers from 0 to 255, or use its name."
            )
            raise FetchError(message, path=text) from None
    return name


def _encode_label(label: str) -> str:
    """Return a part of a host name in ASCII.

    The codec of the standard library follows IDNA 2003, which makes `ss` of `ß` and `σ` of `ς`. Browsers and the
    registries of today keep these letters.
    """
    if label.isascii():
        return label.lower()
    if set(label) & {"ß", "ς"}:
        return "xn--" + label.lower().encode("punycode").decode("ascii")
    return label.encode("idna").decode("ascii").lower()
