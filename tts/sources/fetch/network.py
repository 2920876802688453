"""NAME -> CONNECTION: a name is resolved once, and the connection goes to an IP address that was checked."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from tts.errors import FetchError
from tts.noun import noun
from tts.sources.fetch.address import Address
from tts.sources.fetch.guard import is_public

_MAX_TRIES = 6


@noun
class Endpoint:
    """An IP address and port, as `socket` writes them."""

    family: int
    sockaddr: tuple[Any, ...]

    @property
    def ip(self) -> str:
        """The IP address."""
        return str(self.sockaddr[0])


def resolve(host: str, port: int) -> list[Endpoint]:
    """Return the endpoints of `host`, in the order in which the system prefers them."""
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(Endpoint(family=family, sockaddr=sockaddr) for family, _, _, _, sockaddr in infos))


def connect(endpoint: Endpoint, timeout_s: float) -> socket.socket:
    """Return a connection to `endpoint`."""
    with ExitStack() as stack:
        connection = stack.enter_context(socket.socket(endpoint.family, socket.SOCK_STREAM))
        connection.settimeout(timeout_s)
        connection.connect(endpoint.sockaddr)
        stack.pop_all()
    return connection


@noun
class Network:
    """The two ways from this computer to others, which tests replace."""

    resolve: Callable[[str, int], list[Endpoint]]
    connect: Callable[[Endpoint, float], socket.socket]


NETWORK = Network(resolve=resolve, connect=connect)


class TimedSocket:
    """A connection on which nothing waits longer than until `deadline`, however slowly the data come."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send `data`."""
        self._connection.settimeout(remaining_s(self._deadline))
        self._connection.sendall(data)

    def receive_into(self, buffer: Any) -> int:
        """Read what has arrived into `buffer`, and return the number of bytes."""
        self._connection.settimeout(remaining_s(self._deadline))
        return self._connection.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 (the name and argument that http.client calls)
        """Return the incoming data as a file."""
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


class _Incoming(io.RawIOBase):
    """The incoming data of a connection."""

    def __init__(self, connection: TimedSocket) -> None:
        self._connection = connection

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has arrived into `buffer`."""
        return self._connection.receive_into(buffer)


def remaining_s(deadline: float) -> float:
    """Return the seconds until `deadline`.

    Raises:
        TimeoutError: it has passed.
    """
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise TimeoutError
    return remaining


def open_connection(
    address: Address, *, allow_private: bool, deadline: float, connect_s: float, network: Network
) -> TimedSocket:
    """Return a connection to the host of `address`, encrypted for https with its certificate checked.

    Raises:
        FetchError: the name is unknown or not allowed.
        OSError: none of its endpoints answers, or the certificate is wrong.
    """
    endpoints = _find_endpoints(address, allow_private=allow_private, network=network)
    failure: OSError = TimeoutError()
    for endpoint in endpoints[:_MAX_TRIES]:
        try:
            connection = network.connect(endpoint, min(connect_s, remaining_s(deadline)))
        except OSError as error:
            failure = error
            continue
        if address.scheme == "https":
            with ExitStack() as stack:
                stack.enter_context(connection)
                connection.settimeout(min(connect_s, remaining_s(deadline)))
                context = ssl.create_default_context()
                connection = context.wrap_socket(connection, server_hostname=address.host.rstrip("."))
                stack.pop_all()
        return TimedSocket(connection, deadline)
    raise failure


def _find_endpoints(address: Address, *, allow_private: bool, network: Network) -> list[Endpoint]:
    """Return the endpoints of an address that may be used.

    Raises:
        FetchError: the name is unknown, or all its endpoints are in the local network.
    """
    try:
        endpoints = network.resolve(address.host, address.port)
    except (OSError, UnicodeError):
        endpoints = []
    if not endpoints:
        raise FetchError(
            f"no computer has the name {address.host}. Check the address, and the connection to the internet.",
            path=str(address),
        )
    if allow_private:
        return endpoints
    public = [endpoint for endpoint in endpoints if is_public(endpoint.ip)]
    if not public or _is_localhost(address.host):
        raise FetchError(
            f"{address.host} is not on the public internet, but on this computer or in the local network "
            f"({endpoints[0].ip}). Use --allow-private if you trust the address.",
            path=str(address),
        )
    return public


def _is_localhost(host: str) -> bool:
    """Return whether a name means this computer whatever a name server says (RFC 6761, section 6.3)."""
    return host.rstrip(".").rpartition(".")[2] == "localhost"
