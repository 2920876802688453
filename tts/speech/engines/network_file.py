"""Check that the file of a network is complete, without loading it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from tts.errors import UsageError
from tts.files import open_file

SUFFIX = ".onnx"
MAX_NETWORK_BYTES = 2_147_483_647
"""A message of Protocol Buffers has no more (Encoding, "Limits")."""
_VARINT, _I64, _LENGTH, _I32 = 0, 1, 2, 5  # kinds of fields: Protocol Buffers, "Encoding", "Message Structure"
_SIZES = {_I64: 8, _I32: 4}
_MAX_VARINT_BYTES = 10
_MAX_FIELDS = 100_000  # of the outermost message; a network has about ten
_OTHER_FILES = (b"<", b"version https://git-lfs")
"""How a web page begins, and what Git has in place of a large file: the usual results of a wrong download."""


def find_networks(folder: Path) -> list[Path]:
    """Return the paths of all files in `folder` and below that have the name of a network, in order.

    What cannot be looked into is left out, and so are links to folders, which may lead back.
    """
    try:
        found = [Path(place, name) for place, _, names in os.walk(folder) for name in names if is_network_name(name)]
    except ValueError:  # the path is not possible
        return []
    return sorted(path for path in found if not path.is_dir())


def is_network_name(name: str) -> bool:
    """Return whether the name of a file ends as that of a network does, in any case."""
    return name.lower().endswith(SUFFIX)


def require_network(path: Path) -> None:
    """Check that the file at `path` can be a network in ONNX, and that it is complete.

    Such a file is one message of Protocol Buffers (onnx/onnx.proto, ModelProto). The lengths of its outermost fields
    are followed to the end of the file.

    Raises:
        UsageError: it cannot be read, is something else, or its end is missing.
    """
    try:
        with open_file(path, MAX_NETWORK_BYTES) as file:
            is_other = file.read(32).lstrip().startswith(_OTHER_FILES)
            is_whole = not is_other and _is_whole(file)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "its name is not possible"
        raise UsageError(f"The voice file cannot be read: {cause}. Check its permissions.", path=path) from None
    if is_other:
        raise UsageError("This is not a voice, but a page about it. Download the file itself.", path=path)
    if not is_whole:
        raise UsageError("The voice file is broken, or its end is missing. Download it again.", path=path)


def _is_whole(file: BinaryIO) -> bool:
    """Return whether the fields of the message in `file` end where the file ends."""
    size = file.seek(0, os.SEEK_END)
    place = file.seek(0)
    for _ in range(_MAX_FIELDS):
        if place >= size:
            break
        key = _read_varint(file)
        kind = key & 7
        if kind == _VARINT:
            length = 0 if _read_varint(file) >= 0 else size
        elif kind == _LENGTH:
            length = _read_varint(file)
        else:
            length = _SIZES.get(kind, size)
        if key >> 3 == 0 or not 0 <= length <= size - file.tell():
            return False
        place = file.seek(length, os.SEEK_CUR)
    return place == size > 0


def _read_varint(file: BinaryIO) -> int:
    """Return the next number of a message, -1 if it does not end."""
    number = 0
    for index in range(_MAX_VARINT_BYTES):
        byte = file.read(1)
        if not byte:
            return -1
        number |= (byte[0] & 0x7F) << (7 * index)
        if byte[0] < 0x80:
            return number
    return -1
