"""ID3v2.3.0 tags with chapters (id3.org: ID3v2.3.0, and ID3v2 Chapter Frame Addendum 1.0).

Not ID3v2.4: what FFmpeg reads of it, it reads of its chapters as if it were 2.3, and so it drops each chapter whose
title is longer than 126 bytes. Of 2.3, it and all others that we know read everything alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from urllib.parse import quote

from tts.audio.encode.tags import GENRE, album_title, artist, line
from tts.model import ContentsEntry, Image, Metadata
from tts.text.languages.tags import iso639_2

LATIN_1, UTF_16 = b"\x00", b"\x01"  # ID3v2.3.0, section 3.3
FRONT_COVER = b"\x03"  # ID3v2.3.0, section 4.15
TOP_LEVEL_AND_ORDERED, ORDERED = b"\x03", b"\x01"  # Chapter Frame Addendum, section 3.2
MAX_CHILDREN = 255  # Chapter Frame Addendum, section 3.2: their number is one byte
NO_OFFSET = b"\xff\xff\xff\xff"  # Chapter Frame Addendum, section 3.1: the times count, not the bytes
_URL_MARKS = "%/:=&?~#+!$,;'@()*[]"  # RFC 3986, section 2.2, and what is percent-encoded already


def id3(
    metadata: Metadata,
    duration_ms: int,
    contents: tuple[ContentsEntry, ...],
    cover: Image | None,
    *,
    album: str = "",
    track: str = "",
) -> bytes:
    """Return the tag that comes before the sound of an MP3 file. What is not known has no frame.

    `contents` becomes the chapters. `album` is "" for that of an article, `track` the number in it, or number
    and count as in `3/12`.
    """
    language = iso639_2(metadata.language)
    description = _encoded(line(metadata.description), described=True)
    # A link is ASCII; other characters are percent-encoded (RFC 3987, section 3.1).
    address = quote(metadata.source_url, safe=_URL_MARKS, errors="replace").encode("ascii")
    body = b"".join(
        (
            _text("TIT2", metadata.title),
            _text("TALB", album or album_title(metadata)),
            _text("TRCK", track),
            _text("TPE1", artist(metadata)),
            _text("TCON", GENRE),
            *_date(metadata.date or ""),
            _text("TLAN", language),
            _text("TLEN", str(duration_ms)),
            _frame("COMM", description[:1], (language or "XXX").encode("ascii"), description[1:])
            if line(metadata.description)
            else b"",
            _frame("WOAS", address) if address else b"",
            _frame("APIC", LATIN_1, cover.media_type.encode("ascii"), b"\0", FRONT_COVER, b"\0", cover.data)
            if cover
            else b"",
            *(_table("toc", TOP_LEVEL_AND_ORDERED, "", contents, count()) if contents else ()),
        )
    )
    syncsafe = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))  # 7 bits each (ID3v2.3.0, section 3.1)
    return b"ID3\x03\x00\x00" + syncsafe + body


def _frame(frame_id: str, *parts: bytes) -> bytes:
    """Return a frame (ID3v2.3.0, section 3.3)."""
    body = b"".join(parts)
    return frame_id.encode("ascii") + len(body).to_bytes(4, "big") + b"\0\0" + body


def _encoded(text: str, *, described: bool = False) -> bytes:
    """Return `text` after the mark of an encoding that can hold it, and an empty description if it is `described`."""
    if text.isascii():
        return LATIN_1 + b"\0" * described + text.encode("ascii")
    order = b"\xff\xfe"
    return UTF_16 + (order + b"\0\0") * described + order + text.encode("utf-16-le", "replace")


def _text(frame_id: str, text: str) -> bytes:
    """Return a frame of text; nothing if there is no text."""
    text = line(text)
    return _frame(frame_id, _encoded(text)) if text else b""


def _date(date: str) -> tuple[bytes, ...]:
    """Return year, day with month, and time in UTC, as far as an ISO 8601 date has them (ID3v2.3.0, section 4.2.1)."""
    day, _, time = date.partition("T")
    if time:
        moment = datetime.fromisoformat(date)
        day, _, time = (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat().partition("T")
        time = time[:2] + time[3:5]
    year, month, day_of_month = (*day.split("-"), "", "")[:3]
    return _text("TYER", year), _text("TDAT", day_of_month and day_of_month + month), _text("TIME", time)


def _table(
    element_id: str, flags: bytes, title: str, entries: tuple[ContentsEntry, ...], numbers: Iterator[int]
) -> list[bytes]:
    """Return a table of contents and all that is in it (Chapter Frame Addendum, section 3).

    An entry with entries below it is a table of its own. `numbers` distinguish the elements.
    """
    children, frames = [], []
    for entry in _grouped(entries):
        number = next(numbers)
        if entry.entries:
            child = f"toc{number}"
            frames += _table(child, ORDERED, entry.title, _with_beginning(entry), numbers)
        else:
            child = f"chp{number}"
            start, end = (ms.to_bytes(4, "big") for ms in (entry.start_ms, entry.end_ms))
            frames.append(_frame("CHAP", _id(child), start, end, NO_OFFSET, NO_OFFSET, _text("TIT2", entry.title)))
        children.append(_id(child))
    return [_frame("CTOC", _id(element_id), flags, bytes([len(children)]), *children, _text("TIT2", title)), *frames]


def _id(name: str) -> bytes:
    """Return the id of an element as it stands in a frame."""
    return name.encode("ascii") + b"\0"


def _grouped(entries: tuple[ContentsEntry, ...]) -> tuple[ContentsEntry, ...]:
    """Return the entries, or as few groups of them as a table can hold; a group is called by its first and last one."""
    while len(entries) > MAX_CHILDREN:
        groups = [entries[begin : begin + MAX_CHILDREN] for begin in range(0, len(entries), MAX_CHILDREN)]
        entries = tuple(
            ContentsEntry(
                title=f"{group[0].title} – {group[-1].title}",
                start_ms=group[0].start_ms,
                end_ms=group[-1].end_ms,
                section_id=group[0].section_id,
                entries=group,
            )
            for group in groups
        )
    return entries


def _with_beginning(entry: ContentsEntry) -> tuple[ContentsEntry, ...]:
    """Return the entries below `entry`, after one for the sound that it has before them."""
    first = entry.entries[0]
    if entry.start_ms == first.start_ms:
        return entry.entries
    return (replace(entry, end_ms=first.start_ms, entries=()), *entry.entries)
