"""Frames between the worker and its parent: a JSON header and raw bytes, each after its length."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("!II")  # the header's bytes, the payload's bytes
_MAX_BYTES = (1 << 24, 1 << 28)


class FrameError(ValueError):
    """The bytes are not a frame."""


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """Return one frame."""
    head = json.dumps(header, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(head), len(payload)), head, payload))


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Wait for the next frame of `stream`, and return its header and payload.

    Raises:
        EOFError: the stream ended before the frame did.
        FrameError: the bytes are not a frame.
    """
    lengths = _LENGTHS.unpack(_read(stream, _LENGTHS.size))
    if lengths > _MAX_BYTES or lengths[1] > _MAX_BYTES[1]:
        raise FrameError("it wrote something other than an answer")
    head, payload = (_read(stream, size_bytes) for size_bytes in lengths)
    try:
        header = json.loads(head)
    except ValueError as error:
        raise FrameError("it wrote something other than an answer") from error
    if not isinstance(header, dict):
        raise FrameError("it wrote something other than an answer")
    return header, payload


def write_frame(stream: BinaryIO, frame: bytes) -> None:
    """Write all of `frame`, also to a raw stream that takes it in pieces."""
    rest = memoryview(frame)
    while rest:
        rest = rest[stream.write(rest) :]


def _read(stream: BinaryIO, size_bytes: int) -> bytes:
    """Return all of `size_bytes`, also from a raw stream that gives them in pieces."""
    pieces = []
    missing = size_bytes
    while missing:
        piece = stream.read(missing)
        if not piece:
            raise EOFError(f"{size_bytes - missing} of {size_bytes} bytes")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
