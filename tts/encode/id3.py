"""ID3v2.4.0 tags with chapters (id3.org: ID3v2.4.0 structure and native frames, ID3v2 Chapter Frame Addendum 1.0)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote

from tts.encode.cover import Cover
from tts.encode.languages import iso639_2
from tts.model import Chapter, Metadata, Timeline

UTF_8 = b"\x03"  # ID3v2.4.0 structure, section 4
FRONT_COVER = b"\x03"  # ID3v2.4.0 native frames, section 4.14
TOP_LEVEL_AND_ORDERED = b"\x03"  # Chapter Frame Addendum, section 3.2
NO_OFFSET = b"\xff\xff\xff\xff"  # Chapter Frame Addendum, section 3.1: the times count, not the bytes
GENRE = "Speech"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def id3(metadata: Metadata, timeline: Timeline, cover: Cover | None) -> bytes:
    """The tag that stands before the sound of an MP3 file. What is not known has no frame."""
    language = iso639_2(metadata.language)
    body = b"".join(
        (
            _text("TIT2", metadata.title),
            _text("TALB", metadata.title),
            _text("TPE1", *metadata.authors),
            _text("TCON", GENRE),
            _text("TDRC", _timestamp(metadata.date)),
            _text("TLAN", language),
            _text("TLEN", str(timeline.duration_ms)),
            _comment(language, metadata.description),
            _link("WOAS", metadata.source_url),
            _picture(cover),
            *_chapters(timeline.chapters),
        )
    )
    return b"ID3\x04\x00\x00" + _syncsafe(len(body)) + body


def _syncsafe(number: int) -> bytes:
    """Four bytes of 7 bits each (ID3v2.4.0 structure, section 6.2)."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _frame(frame_id: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return frame_id.encode("ascii") + _syncsafe(len(body)) + b"\0\0" + body


def _line(text: str) -> bytes:
    """One line of UTF-8. A NUL would begin another value, and line breaks are not allowed in text frames."""
    return " ".join(_CONTROL.sub(" ", text).split()).encode("utf-8", "replace")


def _text(frame_id: str, *values: str) -> bytes:
    """A text frame; several values are separated by NUL (ID3v2.4.0 native frames, section 4.2)."""
    lines = [line for line in map(_line, values) if line]
    return _frame(frame_id, UTF_8, b"\0".join(lines)) if lines else b""


def _timestamp(date: str | None) -> str:
    """The subset of ISO 8601 that is allowed, in UTC (ID3v2.4.0 structure, section 4)."""
    if not date or "T" not in date:
        return date or ""
    moment = datetime.fromisoformat(date)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")


def _comment(language: str, text: str) -> bytes:
    line = _line(text)
    return _frame("COMM", UTF_8, (language or "XXX").encode("ascii"), b"\0", line) if line else b""


def _link(frame_id: str, address: str) -> bytes:
    """A link frame holds ASCII only; what is not is percent-encoded (RFC 3987, section 3.1)."""
    return (
        _frame(frame_id, quote(address, safe="%/:=&?~#+!$,;'@()*[]", errors="replace").encode("ascii"))
        if address
        else b""
    )


def _picture(cover: Cover | None) -> bytes:
    if cover is None:
        return b""
    return _frame("APIC", UTF_8, cover.media_type.encode("ascii"), b"\0", FRONT_COVER, b"\0", cover.data)


def _chapters(chapters: tuple[Chapter, ...]) -> list[bytes]:
    """A table of contents, and the chapters that it names (Chapter Frame Addendum, section 3)."""
    ids = [f"chp{number}".encode("ascii") + b"\0" for number in range(len(chapters))]
    if not ids:
        return []
    contents = _frame("CTOC", b"toc\0", TOP_LEVEL_AND_ORDERED, bytes([len(ids)]), *ids)
    return [contents, *map(_chapter, ids, chapters)]


def _chapter(element_id: bytes, chapter: Chapter) -> bytes:
    start, end = (ms.to_bytes(4, "big") for ms in (chapter.start_ms, chapter.end_ms))
    return _frame("CHAP", element_id, start, end, NO_OFFSET, NO_OFFSET, _text("TIT2", chapter.title))
