"""CONTENT STREAM -> OPERATIONS that show text or mark it (ISO 32000-2, sections 7.2 and 7.8.2).

pypdf reads a content stream byte by byte, which takes most of the time of a long document; this takes a tenth of it.
Operations that only draw are left out.
"""

from __future__ import annotations

import re
from typing import Any

from tts.regex import regex

_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]+|%[^\r\n]*"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>\[\]{}/%]))"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|\((?P<string>(?>(?:[^()\\]|\\.)*))\)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|(?P<nested>\()"
    rb"|(?P<operator>[^\0\t\n\f\r ()<>\[\]{}/%]+)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")
_NUMBERED = regex(r"#([0-9A-Fa-f]{2})")
_WANTED = frozenset(
    (b"BT", b"ET", b"q", b"Q", b"cm", b"Tz", b"Tc", b"Tw", b"TL", b"Tf", b"Td", b"TD", b"Tm", b"T*", b"Tj", b"TJ")
) | frozenset((b"'", b'"', b"Do", b"BMC", b"BDC", b"EMC"))
_MAX_DIGITS = 40  # of a number
_MAX_OPERANDS = 10_000
_MAX_DEPTH = 8  # arrays and dictionaries in one another

Operation = tuple[list[Any], bytes]


def parse_operations(data: bytes, max_operations: int) -> list[Operation]:
    """Return the first operations in `data` that concern text; what is wrong in it is passed over."""
    from pypdf.generic import ArrayObject

    operations: list[Operation] = []
    operands: list[Any] = []
    open_lists = [operands]
    position = 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        kind = match.lastgroup
        if kind == "operator":
            operator = match["operator"]
            if operator == b"ID":  # of an image in the stream
                end = _IMAGE_END.search(data, position)
                position = end.end() if end else len(data)
            elif operator in _WANTED:
                operations.append((operands, operator))
                if len(operations) >= max_operations:
                    break
            operands = []
            open_lists = [operands]
        elif kind == "open":
            open_lists.append([])
            if len(open_lists) > _MAX_DEPTH:
                open_lists[1:] = [[]]
        elif kind == "close":
            if len(open_lists) > 1:
                values = open_lists.pop()
                is_array = match["close"] == b"]"
                open_lists[-1].append(ArrayObject(values) if is_array else _make_dictionary(values))
        elif kind and len(open_lists[-1]) < _MAX_OPERANDS:
            value, position = _read_value(data, match, position)
            open_lists[-1].append(value)
    return operations


def _read_value(data: bytes, match: re.Match[bytes], position: int) -> tuple[Any, int]:
    """Return the number, name or string that `match` is, or whose beginning it is, and where it ends."""
    from pypdf.generic import NameObject

    if (number := match["number"]) is not None:
        digits = number if len(number) <= _MAX_DIGITS else b"0"
        return (float(digits) if b"." in digits else int(digits)), position
    if (name := match["name"]) is not None:
        text = name.decode("utf-8", "replace")
        return NameObject("/" + _NUMBERED.sub(lambda found: chr(int(found[1], 16)), text)), position
    if (string := match["string"]) is not None:
        return _unescape(string), position
    if (hexadecimal := match["hex"]) is not None:
        compact = b"".join(hexadecimal.translate(None, b"\0").split())
        return bytes.fromhex((compact + b"0" * (len(compact) % 2)).decode("ascii")), position
    depth = 1
    for found in _PARENTHESIS.finditer(data, position):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return _unescape(data[position : found.start()]), found.end()
    return b"", len(data)


def _unescape(string: bytes) -> bytes:
    """Return the bytes that a string in parentheses means."""
    if b"\\" not in string:
        return string
    return _ESCAPED.sub(
        lambda found: bytes((int(found[1], 8) & 255,)) if found[1].isdigit() else _ESCAPES.get(found[1], found[1]),
        string,
    )


def _make_dictionary(values: list[Any]) -> dict[str, Any]:
    """Return a dictionary of names and values in turn."""
    return {str(name): value for name, value in zip(values[::2], values[1::2], strict=False)}
