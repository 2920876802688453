"""BYTES -> OTHER BYTES, at random: changes that need to know nothing of the kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Change = Callable[[bytes, Random], bytes]

MAX_GROWN_BYTES = 20_000
"""The size of an input that grows: on a slow machine, the reader takes two seconds for an honest article of it."""

CHARACTERS = (
    *(b"\x00", b"\x01", b"\x0b", b"\x0c", b"\r", b"\r\n", b"\x1b", b"\x7f", b"\x80", b"\xa0", b"\xff", b"\xfe\xff"),
    *(b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80"),
    *(
        text.encode()
        for text in (
            *(
                "\ufffe",
                "\uffff",
                "\u2028",
                "\u2029",
                "\x85",
                "\u200b",
                "\u200d",
                "\ufeff",
                "\u202e",
                "\u0301",
                "\u00ad",
            ),
            *(
                "\ufffc",
                "\ufffd",
                "\U0001f41d",
                "\U0001f468\u200d\U0001f33e",
                "\U000e0041",
                "\u1680",
                "\u3000",
                "\ufdfa",
            ),
            *("שלום", "مرحبا", "日本", "ß", "ﬁ", "İ", "ǅ", "\u0130", "\u0149", "½", "٣", "²", "Ⅷ", "\ud7ff", "\ue000"),
        )
    ),
)
"""Characters at the edges of Unicode and of encodings, and bytes that are none."""

NUMBERS = (
    *(b"0", b"-1", b"00", b"1e999", b"-0.0", b"NaN", b"Infinity", b"0x10", b"1_000", b"2147483648", b"4294967296"),
    *(b"9223372036854775808", b"18446744073709551616", b"9" * 400, b"9" * 5000, b"0." + b"0" * 400 + b"1"),
)
_NUMBER = re.compile(rb"\d+")
_TOKEN = re.compile(rb"\w+|[^\w\s]+|\s+")
_BRACKETS = re.compile(rb"[][(){}<>\"'`*_|]")


def _pick_slice(data: bytes, chance: Random, max_length: int = 200) -> tuple[int, int]:
    """Return a begin and an end in `data`."""
    begin = chance.randrange(len(data) + 1)
    return begin, min(len(data), begin + int(chance.expovariate(10 / max_length)) + 1)


def flip_bits(data: bytes, chance: Random) -> bytes:
    """Change single bits."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def delete_slice(data: bytes, chance: Random) -> bytes:
    """Leave out a part."""
    begin, end = _pick_slice(data, chance)
    return data[:begin] + data[end:]


def repeat_slice(data: bytes, chance: Random) -> bytes:
    """Write a part again, there or elsewhere."""
    begin, end = _pick_slice(data, chance)
    place = end if chance.random() < 0.5 else chance.randrange(len(data) + 1)
    return data[:place] + data[begin:end] + data[place:]


def cut(data: bytes, chance: Random) -> bytes:
    """Leave out the end, or the beginning."""
    place = chance.randrange(len(data) + 1)
    return data[:place] if chance.random() < 0.7 else data[place:]


def insert_character(data: bytes, chance: Random) -> bytes:
    """Insert a character, or a byte, that seldom occurs."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(CHARACTERS) * chance.choice((1, 1, 1, 3)) + data[place:]


def change_number(data: bytes, chance: Random) -> bytes:
    """Write another number in the place of one."""
    if not (numbers := list(_NUMBER.finditer(data))):
        return data
    number = chance.choice(numbers)
    return data[: number.start()] + chance.choice(NUMBERS) + data[number.end() :]


def change_bracket(data: bytes, chance: Random) -> bytes:
    """Remove, double or exchange a bracket, quotation mark or other sign that has a partner."""
    if not (brackets := list(_BRACKETS.finditer(data))):
        return data
    bracket = chance.choice(brackets)
    other = chance.choice((b"", bracket[0] * 2, chance.choice(brackets)[0], b"\\" + bracket[0]))
    return data[: bracket.start()] + other + data[bracket.end() :]


def swap_tokens(data: bytes, chance: Random) -> bytes:
    """Exchange two words or signs."""
    tokens = _TOKEN.findall(data)
    if len(tokens) > 1:
        first, second = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        tokens[first], tokens[second] = tokens[second], tokens[first]
    return b"".join(tokens)


def change_lines(data: bytes, chance: Random) -> bytes:
    """Leave out, repeat, move, indent or join lines, or change how they end."""
    lines = data.split(b"\n")
    line, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            del lines[line]
        case 1:
            lines.insert(other, lines[line])
        case 2:
            lines.insert(other, lines.pop(line))
        case 3:
            lines[line] = chance.choice((b" ", b"    ", b"\t", b"> ", b"- ", b"  1. ", b"# ", b": ")) + lines[line]
        case 4:
            lines[line : line + 2] = [chance.choice((b"", b" ", b"\\")).join(lines[line : line + 2])]
        case 5:
            lines.insert(line, b"")
        case _:
            return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", "\u2028".encode())))
    return b"\n".join(lines)


def change_encoding(data: bytes, chance: Random) -> bytes:
    """Write a text in another encoding, with or without a mark of it."""
    encoding = chance.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "utf-7", "shift_jis")
    )
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def grow(data: bytes, chance: Random) -> bytes:
    """Repeat a part until the whole is large: many of one thing, a long line, or deep nesting."""
    pieces = _TOKEN.findall(data) if chance.random() < 0.5 else data.split(b"\n")
    pieces = pieces or [b"x"]
    begin = chance.randrange(len(pieces))
    piece = b"\n".join(pieces[begin : begin + 3]) if chance.random() < 0.3 else pieces[begin]
    piece = (chance.choice((b"", b" ", b"\n", b"\n\n")) + piece) or b"x"
    times = int(10 ** chance.uniform(1, 5))
    place = chance.randrange(len(data) + 1)
    room = max(1, MAX_GROWN_BYTES - len(data))
    return data[:place] + (piece * min(times, room // len(piece) + 1))[:room] + data[place:]


def splice(data: bytes, other: bytes, chance: Random) -> bytes:
    """Return the beginning of one text and the end of another, or one with a part of another in it."""
    first, second = data.split(b"\n"), other.split(b"\n")
    begin, end = chance.randrange(len(first) + 1), chance.randrange(len(second) + 1)
    if chance.random() < 0.5:
        return b"\n".join(first[:begin] + second[end:])
    return b"\n".join(first[:begin] + second[end : end + 5] + first[begin:])


def insert_from(pieces: Sequence[bytes]) -> Change:
    """Return a change that inserts some of `pieces`, in the place of something or between."""

    def insert(data: bytes, chance: Random) -> bytes:
        for _ in range(chance.choice((1, 1, 2, 4))):
            begin, end = (
                _pick_slice(data, chance, 20) if chance.random() < 0.2 else (chance.randrange(len(data) + 1),) * 2
            )
            data = data[:begin] + chance.choice(pieces) + data[end:]
        return data

    return insert


def nest_in(pairs: Sequence[tuple[bytes, bytes]]) -> Change:
    """Return a change that puts a part between many beginnings and ends."""

    def nest(data: bytes, chance: Random) -> bytes:
        opening, closing = chance.choice(pairs)
        depth = min(int(10 ** chance.uniform(0, 4)), MAX_GROWN_BYTES // len(opening + closing))
        begin, end = _pick_slice(data, chance)
        ends = closing * (depth if chance.random() < 0.7 else 0)
        return data[:begin] + opening * depth + data[begin:end] + ends + data[end:]

    return nest


PLAIN: tuple[Change, ...] = (
    *(flip_bits, delete_slice, repeat_slice, cut, insert_character, insert_character, change_number),
    *(change_bracket, change_bracket, swap_tokens, change_lines, change_lines, change_lines),
)
"""Changes for any kind of input; those that change all of it are rarer, and are called by their kinds."""


def change_some(data: bytes, changes: Sequence[Change], chance: Random) -> bytes:
    """Make one to six of `changes`, one after the other."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4))):
        data = chance.choice(changes)(data, chance)
    return data
