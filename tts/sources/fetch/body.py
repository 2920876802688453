"""RESPONSE -> BYTES: the whole body, decoded, and never more of it than the limit. The only importer of brotli."""

from __future__ import annotations

import zlib
from http.client import HTTPResponse, IncompleteRead

from tts.errors import FetchError
from tts.sources.fetch.address import Address

_PIECE_BYTES = 65_536
_GZIP_MAGIC = b"\x1f\x8b"
_MAX_CODINGS = 3
_MAX_MEMBERS = 100


class _TooLargeError(Exception):
    """The decoded content is over the limit."""


class _DamagedError(Exception):
    """The content cannot be decoded to its end."""


def read_body(response: HTTPResponse, address: Address, max_bytes: int) -> bytes:
    """Return the body of `response` as it was sent.

    Raises:
        FetchError: it is over `max_bytes`, also by its own account.
        IncompleteRead: it ends before its end.
    """
    if response.length is not None and response.length > max_bytes:
        raise _too_large(address, max_bytes)
    data = bytearray()
    while piece := response.read(_PIECE_BYTES):
        data += piece
        if len(data) > max_bytes:
            raise _too_large(address, max_bytes)
    if response.length:  # what http.client still expects
        raise IncompleteRead(bytes(data), response.length)
    return bytes(data)


def _too_large(address: Address, max_bytes: int) -> FetchError:
    """Return the error for content over the limit."""
    message = f"the content is larger than {max_bytes / 1_000_000:g} MB. Save it in a browser, and use that file."
    return FetchError(message, path=str(address))


def decode_body(data: bytes, coding: str, address: Address, max_bytes: int) -> bytes:
    """Return `data` without the codings that the header `Content-Encoding` names, the last of them first.

    Raises:
        FetchError: a coding is unknown, the data are damaged, or the result is over `max_bytes`.
    """
    names = [name for part in coding.lower().split(",") if (name := part.strip()) not in {"", "identity"}]
    try:
        for name in reversed(names) if data else ():
            if len(names) > _MAX_CODINGS or name not in _DECODERS:
                message = (
                    f"the content is compressed in an unknown way ({coding}). Save it in a browser, and use that file."
                )
                raise FetchError(message, path=str(address))
            data = _DECODERS[name](data, max_bytes)
    except _TooLargeError:
        raise _too_large(address, max_bytes) from None
    except _DamagedError:
        message = f"the compressed content ({coding}) is damaged or incomplete. Try again later."
        raise FetchError(message, path=str(address)) from None
    return data


def _inflate(data: bytes, window_bits: int, max_bytes: int) -> tuple[bytes, bytes]:
    """Return what a zlib stream at the beginning of `data` has, and what follows it.

    Raises:
        _TooLargeError, _DamagedError: see there.
    """
    decompressor = zlib.decompressobj(window_bits)
    try:
        decoded = decompressor.decompress(data, max_bytes + 1)
    except zlib.error:
        raise _DamagedError from None
    if len(decoded) > max_bytes:
        raise _TooLargeError
    if not decompressor.eof:
        raise _DamagedError
    return decoded, decompressor.unused_data


def _decode_gzip(data: bytes, max_bytes: int) -> bytes:
    """Return the content of gzip members (RFC 1952); what follows them is padding."""
    decoded = bytearray()
    for number in range(_MAX_MEMBERS):
        if number and not data.startswith(_GZIP_MAGIC):
            return bytes(decoded)
        member, data = _inflate(data, 16 + zlib.MAX_WBITS, max_bytes - len(decoded))
        decoded += member
    raise _DamagedError


def _decode_deflate(data: bytes, max_bytes: int) -> bytes:
    """Return the content of a zlib stream, or of a bare deflate stream, which some servers send instead."""
    is_zlib = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0  # RFC 1950, section 2.2
    return _inflate(data, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, max_bytes)[0]


def _decode_brotli(data: bytes, max_bytes: int) -> bytes:
    """Return the content of a brotli stream (RFC 7932)."""
    import brotli

    decompressor = brotli.Decompressor()
    decoded = bytearray()
    try:
        piece = decompressor.process(data, output_buffer_limit=_PIECE_BYTES)
        while piece and len(decoded) <= max_bytes:
            decoded += piece
            piece = b"" if decompressor.is_finished() else decompressor.process(b"", output_buffer_limit=_PIECE_BYTES)
    except brotli.error:
        raise _DamagedError from None
    if len(decoded) > max_bytes:
        raise _TooLargeError
    if not decompressor.is_finished():
        raise _DamagedError
    return bytes(decoded)


_DECODERS = {"gzip": _decode_gzip, "x-gzip": _decode_gzip, "deflate": _decode_deflate, "br": _decode_brotli}
