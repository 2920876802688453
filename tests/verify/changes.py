"""Changes of bytes at random, of any file and of the fields of each format: what the random campaign draws from."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo

from damages import read_entries, write_entries

DEEP = "[" * 50_000
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

Change = Callable[[bytes, Random], bytes]
"""Returns other bytes than those that it is given, or the same where it finds nothing to change."""


def ogg_checksum(page: bytes) -> bytes:
    """The page with the checksum that it must have (RFC 3533, section 6)."""
    page = page[:22] + bytes(4) + page[26:]
    crc = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return page[:22] + crc.to_bytes(4, "big").translate(_REVERSED) + page[26:]


def split_pages(data: bytes) -> list[bytes]:
    """The pages of an Ogg file, which is whole."""
    pages, offset = [], 0
    while offset + 27 <= len(data):
        lacing = data[offset + 27 : offset + 27 + data[offset + 26]]
        end = offset + 27 + len(lacing) + sum(lacing)
        pages.append(data[offset:end])
        offset = end
    return pages


def list_boxes(data: bytes, begin: int, end: int) -> list[int]:
    """Where the boxes of an MP4 file begin, with those inside of boxes that hold nothing else."""
    places = []
    while begin + 8 <= end:
        size = int.from_bytes(data[begin : begin + 4], "big")
        if size < 8 or begin + size > end:
            break
        places.append(begin)
        kind = data[begin + 4 : begin + 8]
        if kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"edts", b"tref", b"ilst", b"dinf"):
            places += list_boxes(data, begin + 8, begin + size)
        elif kind == b"meta":
            places += list_boxes(data, begin + 12, begin + size)
        begin += size
    return places


def list_frames(data: bytes) -> list[int]:
    """Where the frames of an MP3 file of constant bit rate begin."""
    begin = (
        10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        if data[:3] == b"ID3"
        else 0
    )
    if len(data) < begin + 4:
        return []
    head = data[begin : begin + 2]
    places = [match.start() for match in re.finditer(re.escape(head), data[begin:])]
    return [begin + place for place in places]


# Changes of bytes


def flip_bit(data: bytes, rng: Random) -> bytes:
    if not data:
        return b"x"
    place = rng.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :]


def flip_head(data: bytes, rng: Random) -> bytes:
    """Flip a bit among the first 200 bytes, where the fields of most formats are."""
    return flip_bit(data[:200], rng) + data[200:]


def cut_end(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))] if data else data


def cut_middle(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    return data[:begin] + data[begin + rng.choice([1, 16, 512, 4096]) :]


def zero_block(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    end = min(len(data), begin + rng.choice([16, 512, 4096]))
    return data[:begin] + bytes(end - begin) + data[end:]


def insert_bytes(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    return data[:begin] + rng.randbytes(rng.choice([1, 2, 16, 512])) + data[begin:]


def append_bytes(data: bytes, rng: Random) -> bytes:
    return data + rng.choice([b"\0", b"\n", b"x", rng.randbytes(100), bytes(4096)])


def repeat_block(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    block = data[begin : begin + rng.choice([1, 16, 512, 4096])]
    return data[:begin] + block + data[begin:]


def anything(data: bytes, rng: Random) -> bytes:
    return rng.choice(
        [
            rng.randbytes(len(data)),
            b"\0" * len(data),
            b"\xff" * 100,
            b"{}",
            b"[]",
            b"<a/>",
            DEEP.encode(),
            b"PK\5\6" + bytes(18),
            b"\xef\xbb\xbf" + data,
        ]
    )


# Changes of fields


def change_json(data: bytes, rng: Random) -> bytes:
    """Change, remove, add or repeat one value of a JSON document."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return data
    target, key = value, None
    while isinstance(target, dict | list) and target:
        parent, key = target, rng.choice(list(target) if isinstance(target, dict) else range(len(target)))
        target = parent[key]
        if isinstance(target, dict | list) and rng.random() < 0.15:
            break
    if key is None:
        return data
    action = rng.randrange(6)
    if action == 0:
        del parent[key]
    elif action == 1 and isinstance(parent, list):
        parent.insert(key, target)
    elif action == 2 and isinstance(parent, dict):
        parent[f"{key}x"] = parent.pop(key)
    elif action == 3:
        mark = "\ufffd-here-\ufffd"
        parent[key] = mark
        text = json.dumps(value, ensure_ascii=False)
        raw = rng.choice(
            [DEEP, "9" * 5000, "1e999", "NaN", "-0", "1E5", "0.1", '"\\ud800"', '"\\u0000"', "[" * 900 + "]" * 900]
        )
        return text.replace(json.dumps(mark, ensure_ascii=False), raw).encode("utf-8", "surrogatepass")
    else:
        parent[key] = _other(target, rng)
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _other(value: Any, rng: Random) -> Any:
    """Another value, often of the same type."""
    if rng.random() < 0.5:
        if isinstance(value, str):
            place = rng.randrange(len(value) + 1)
            return (
                rng.choice([value[:place] + "x" + value[place + 1 :], value + " ", "", value * 2, value[::-1]]) or "y"
            )
        if isinstance(value, bool):
            return not value
        if isinstance(value, int | float):
            return value + rng.choice([-1000, -1, 1, 7, 1000])
        if isinstance(value, list):
            return value[::-1] if len(value) > 1 else [*value, *value]
    return rng.choice(
        [
            None,
            True,
            -1,
            0,
            2**53,
            10**400,
            0.5,
            "",
            "x",
            "\u2028",
            [],
            {},
            [[]],
            {"x": 1},
            "9" * 5000,
            "../../etc/passwd",
        ]
    )


def change_script(data: bytes, rng: Random) -> bytes:
    """Change the JSON in a page."""
    match = re.search(rb"<script[^>]*application/json[^>]*>(.*?)</script>", data, re.DOTALL)
    if not match:
        return data
    inner = change_json(match[1], rng).replace(b"<", b"\\u003c")
    return data[: match.start(1)] + inner + data[match.end(1) :]


def change_markup(data: bytes, rng: Random) -> bytes:
    """Change an attribute, a name, a tag or a text of a document with markup."""
    text = data.decode("utf-8", "surrogateescape")
    patterns = [
        r'(?<==")[^"]*(?=")',
        r"(?<=<)[a-zA-Z][\w:.-]*",
        r"</?[a-zA-Z][^>]*>",
        r"(?<=>)[^<>]*\S[^<>]*(?=<)",
        r' [\w:.-]+="[^"]*"',
    ]
    matches = list(re.finditer(rng.choice(patterns), text))
    if not matches:
        return data
    match = rng.choice(matches)
    old = match[0]
    place = rng.randrange(len(old) + 1)
    new = rng.choice(
        [
            "",
            "x",
            old * 2,
            old[:place] + "x" + old[place + 1 :],
            old[:-1],
            "9" * 5000,
            "&e;",
            "\ufffe",
            "#",
            "../x",
            "-1",
            "99:99:99",
            "<!--",
            "<b>" * 3000,
        ]
    )
    return (text[: match.start()] + new + text[match.end() :]).encode("utf-8", "surrogateescape")


def swap_markup(data: bytes, rng: Random) -> bytes:
    """Exchange two elements, texts or values of a kind."""
    text = data.decode("utf-8", "surrogateescape")
    pattern = rng.choice(
        [
            r'(?<= src=")[^"]*(?=")|(?<= id=")[^"]*(?=")',
            r"(?<=>)[^<>]*\S[^<>]*(?=<)",
            r"<(\w+)[^>]*/>",
            r'(?<==")[^"]*(?=")',
        ]
    )
    matches = list(re.finditer(pattern, text))
    if len(matches) < 2:
        return data
    first, second = sorted(rng.sample(matches, 2), key=lambda match: match.start())
    return (
        text[: first.start()] + second[0] + text[first.end() : second.start()] + first[0] + text[second.end() :]
    ).encode("utf-8", "surrogateescape")


def change_line(data: bytes, rng: Random) -> bytes:
    """Drop, double or exchange lines, or change a word or a digit of one."""
    lines = data.split(b"\n")
    place, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    action = rng.randrange(5)
    if action == 0:
        del lines[place]
    elif action == 1:
        lines.insert(place, lines[place])
    elif action == 2:
        lines[place], lines[other] = lines[other], lines[place]
    elif action == 3:
        lines[place] = re.sub(rb"\d", lambda match: bytes([48 + (match[0][0] - 47) % 10]), lines[place], count=1)
    else:
        lines[place] = re.sub(rb"[a-z]", lambda match: bytes([97 + (match[0][0] - 96) % 26]), lines[place], count=1)
    return b"\n".join(lines)


def change_box(data: bytes, rng: Random) -> bytes:
    """Change the size or the type of a box of an MP4 file, or a number in it."""
    places = list_boxes(data, 0, len(data))
    if not places:
        return data
    place = rng.choice(places)
    size = int.from_bytes(data[place : place + 4], "big")
    action = rng.randrange(4)
    if action < 2:
        new = rng.choice([0, 1, 7, size - 1, size + 1, 2**31, 2**32 - 1])
        return data[:place] + struct.pack(">I", new) + data[place + 4 :]
    if action == 2:
        return data[: place + 4] + rng.choice([b"free", b"skip", b"xxxx", b"moov", b"\0\0\0\0"]) + data[place + 8 :]
    inside = place + 8 + 4 * rng.randrange(max(1, min(size - 8, 200) // 4))
    return data[:inside] + struct.pack(">I", rng.choice([0, 1, 2**31, 2**32 - 1])) + data[inside + 4 :]


def change_frame(data: bytes, rng: Random) -> bytes:
    """Change the header of a frame of MPEG audio or in the tag before it, or drop or double a frame."""
    tagged = [match.start() for match in re.finditer(rb"(?:CHAP|CTOC|APIC|COMM|T[A-Z0-9]{3}|WOAS)\0\0", data[:200_000])]
    places = list_frames(data)
    if tagged and rng.random() < 0.4:
        place = rng.choice(tagged) + rng.randrange(24)
        return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]
    if len(places) < 3:
        return data
    number = rng.randrange(len(places) - 1)
    begin, end = places[number], places[number + 1]
    action = rng.randrange(3)
    if action == 0:
        return data[:begin] + data[end:]
    if action == 1:
        return data[:end] + data[begin:]
    place = begin + rng.randrange(1, 4)
    return data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :]


def change_page(data: bytes, rng: Random) -> bytes:
    """Drop, double or exchange pages of an Ogg file, or change one and give it the right checksum."""
    pages = split_pages(data)
    if len(pages) < 3:
        return data
    number, other = rng.randrange(len(pages)), rng.randrange(len(pages))
    action = rng.randrange(4)
    if action == 0:
        del pages[number]
    elif action == 1:
        pages.insert(number, pages[number])
    elif action == 2:
        pages[number], pages[other] = pages[other], pages[number]
    else:
        pages[number] = ogg_checksum(flip_bit(pages[number], rng))
    return b"".join(pages)


def change_archive(data: bytes, rng: Random) -> bytes:
    """Drop, double, rename, add or exchange files of a ZIP archive, compress them otherwise, or change one inside."""
    try:
        entries = read_entries(data)
    except (BadZipFile, ValueError, OSError):
        return data
    number, other = rng.randrange(len(entries)), rng.randrange(len(entries))
    entry, content = entries[number]
    action = rng.randrange(12)
    if action == 0:
        del entries[number]
    elif action == 1:
        entries[number], entries[other] = (entry, entries[other][1]), (entries[other][0], content)
    elif action == 2:
        entry.filename = rng.choice(
            [entry.filename + "x", "../" + entry.filename, "/etc/passwd", "a\\b", entry.filename.upper()]
        )
    elif action == 3:
        extra = ZipInfo(rng.choice(["foreign.txt", "EPUB/foreign.xhtml", "../x", "a" * 300]))
        entries.insert(number, (extra, b"foreign"))
    elif action == 4:
        entry.compress_type = ZIP_STORED if entry.compress_type == ZIP_DEFLATED else ZIP_DEFLATED
    elif action == 5:
        entries[number], entries[other] = entries[other], entries[number]
    else:
        entries[number] = (entry, rng.choice(changes_for(entry.filename))(content, rng))
    return write_entries(entries)


def change_directory(data: bytes, rng: Random) -> bytes:
    """Change a field of the directory of a ZIP archive, such as a length, a method or a checksum."""
    places = [match.start() for match in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    if not places:
        return data
    place = rng.choice(places) + 4 + rng.randrange(40)
    return (
        data[:place] + rng.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\1", rng.randbytes(2)]) + data[place + 4 :]
        if rng.random() < 0.5
        else data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]
    )


def change_blocks(data: bytes, rng: Random) -> bytes:
    """Change a header or a byte of the metadata of a FLAC file."""
    places, offset = [], 4
    while offset + 4 <= len(data) and len(places) < 50:
        places.append(offset)
        is_last = data[offset] & 0x80
        offset += 4 + int.from_bytes(data[offset + 1 : offset + 4], "big")
        if is_last:
            break
    place = rng.choice(places) + rng.randrange(30)
    return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]


def change_picture(data: bytes, rng: Random) -> bytes:
    """Give a picture other or enormous dimensions, or cut what it shows."""
    size = struct.pack(">II", rng.choice([0, 1, 60_000, 2**31 - 1]), rng.choice([0, 1, 60_000, 2**31 - 1]))
    if data.startswith(b"\x89PNG"):
        head = b"IHDR" + size + data[24:29]
        return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]
    match = re.search(rb"\xff[\xc0\xc1\xc2]..\x08", data, re.DOTALL)
    return data[: match.end()] + size[2:4] + size[6:8] + data[match.end() + 4 :] if match else data[: len(data) // 2]


ANY = (
    flip_bit,
    flip_bit,
    flip_head,
    cut_end,
    cut_middle,
    zero_block,
    insert_bytes,
    append_bytes,
    repeat_block,
    anything,
)
BY_KIND: dict[str, tuple[Change, ...]] = {
    ".json": (change_json,) * 8 + (change_line,),
    ".txt": (change_line,) * 4,
    ".vtt": (change_line,) * 6,
    ".srt": (change_line,) * 6,
    ".cue": (change_line,) * 6,
    ".m3u": (change_line,) * 6,
    ".css": (change_line,) * 2,
    ".html": (change_markup, change_markup, swap_markup, swap_markup, change_script, change_script, change_line),
    ".htm": (change_markup, change_markup, change_markup, swap_markup, swap_markup),
    ".xhtml": (change_markup, change_markup, change_markup, swap_markup, swap_markup),
    ".opf": (change_markup, change_markup, change_markup, swap_markup, swap_markup),
    ".xml": (change_markup, change_markup, change_markup, swap_markup),
    ".smil": (change_markup, change_markup, change_markup, swap_markup, swap_markup),
    ".mp3": (change_frame,) * 6,
    ".m4b": (change_box,) * 8,
    ".opus": (change_page,) * 6,
    ".flac": (change_blocks,) * 4,
    ".png": (change_picture,) * 3,
    ".jpg": (change_picture,) * 3,
    ".zip": (change_archive,) * 14 + (change_directory,) * 4,
    ".epub": (change_archive,) * 30 + (change_directory,) * 4,
    ".lpf": (change_archive,) * 20 + (change_directory,) * 4,
}
"""What is likely to hurt a kind of file, beside what hurts any."""


def changes_for(name: str) -> tuple[Change, ...]:
    """What can be done to the bytes of a file of this name."""
    return ANY + BY_KIND.get(Path(name).suffix, ())
