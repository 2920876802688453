"""ADDRESS -> ANSWER: one request, without redirects."""

from __future__ import annotations

import os
import re
import ssl
from contextlib import closing
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, cast

from tts import __version__
from tts.errors import FetchError
from tts.noun import noun
from tts.sources.fetch.address import Address
from tts.sources.fetch.body import decode_body, read_body
from tts.sources.fetch.limits import Limits
from tts.sources.fetch.network import Network, TimedSocket, open_connection

if TYPE_CHECKING:
    import socket

USER_AGENT = f"Articast/{__version__}"
SAVE_PAGE = "Open the address in a browser, save the page as a file, and use that file."
"""The next step where a site answers browsers only."""
_MAX_INTERIM_ANSWERS = 10
_SWITCHING_PROTOCOLS = 101


@noun
class Answer:
    """What a server answers. `data` is decoded, and empty unless `is_success`."""

    address: Address
    status: int
    headers: Message
    data: bytes

    @property
    def is_success(self) -> bool:
        """Whether the answer has what was asked for."""
        return self.status // 100 == 2

    @property
    def media_type(self) -> str:
        """The media type in lower case without parameters, or nothing."""
        return self._content_type.partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The character set that the server names, or nothing."""
        match = re.search(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", self._content_type, re.IGNORECASE)
        return match[1].lower() if match else ""

    @property
    def _content_type(self) -> str:
        """The header `Content-Type`, or nothing."""
        return str(self.headers.get("Content-Type", ""))


class _Response(HTTPResponse):
    """An answer that may be preceded by interim answers such as 103 (RFC 9110, section 15.2)."""

    def begin(self) -> None:
        """Read the status and the headers of the last answer."""
        super().begin()
        for _ in range(_MAX_INTERIM_ANSWERS):
            if self.status // 100 != 1 or self.status == _SWITCHING_PROTOCOLS:
                return
            self.headers = self.msg = None  # type: ignore[assignment]  # as before the first call
            super().begin()
        raise HTTPException("too many interim answers")


def request(
    address: Address, *, accept: str, allow_private: bool, deadline: float, limits: Limits, network: Network
) -> Answer:
    """Return the answer of `address`.

    Raises:
        FetchError: the address is refused, or there is no correct answer within the limits.
    """
    try:
        connection = open_connection(
            address, allow_private=allow_private, deadline=deadline, connect_s=limits.connect_s, network=network
        )
        with closing(connection):
            connection.sendall(_write_request(address, accept))
            return _read_answer(connection, address, limits)
    except TimeoutError:
        message = f"no complete answer arrived within {limits.total_s:g} seconds. Try again later, or save the page"
        raise FetchError(f"{message} in a browser, and use that file.", path=str(address)) from None
    except ssl.SSLCertVerificationError as error:
        message = (
            f"the certificate of {address.host} is not correct ({error.verify_message}), so the page may be forged"
        )
        raise FetchError(f"{message}. {SAVE_PAGE}", path=str(address)) from None
    except HTTPException:  # some of these are errors of the connection too
        message = f"{address.host} does not answer as a web server does, or stops before the end. Try again later."
        raise FetchError(message, path=str(address)) from None
    except OSError as error:
        cause = error.reason if isinstance(error, ssl.SSLError) else error.strerror
        raise FetchError(f"{address.host} cannot be reached ({cause}). {_next_step()}", path=str(address)) from None


def _next_step() -> str:
    """Return what to do if a site cannot be reached."""
    if any(os.environ.get(name) for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")):
        return f"Articast does not use the proxy of your network. {SAVE_PAGE}"
    return "Check the address and the connection to the internet, or try again later."


def _write_request(address: Address, accept: str) -> bytes:
    """Return a request; an `Address` has no character that could end a line."""
    lines = (
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.authority}",
        f"User-Agent: {USER_AGENT}",
        f"Accept: {accept}",
        "Accept-Encoding: gzip, deflate, br",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _read_answer(connection: TimedSocket, address: Address, limits: Limits) -> Answer:
    """Return the answer that `connection` brings, with its body if it is a success.

    Raises:
        FetchError: the body is too large or damaged.
        OSError, HTTPException: the connection or the answer is not correct.
    """
    with closing(_Response(cast("socket.socket", connection), method="GET")) as response:
        response.begin()
        answer = Answer(address=address, status=response.status, headers=response.headers, data=b"")
        if not answer.is_success:
            return answer
        coding = ",".join(response.headers.get_all("Content-Encoding", []))
        data = decode_body(read_body(response, address, limits.max_bytes), coding, address, limits.max_bytes)
        return Answer(address=address, status=response.status, headers=response.headers, data=data)
