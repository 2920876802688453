"""The tags of iTunes and the chapters of Nero, both in the user data of an MP4 file.

Neither has a published specification: these boxes are as players and libraries agree on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tts.audio.encode.mp4 import box, full_box, u32
from tts.audio.encode.tags import GENRE, artist, utf8
from tts.model import Chapter, Image, Metadata

UTF_8, JPEG, PNG, INTEGER = 1, 13, 14, 21  # QTFF, "Well-known types"
AUDIOBOOK = b"\x02"
PICTURES = {"image/jpeg": JPEG, "image/png": PNG}
MOST_BYTES = 255  # of a short description and of a chapter's title, whose length is one byte
UNITS_IN_MS = 10_000  # of 100 ns


def user_data(metadata: Metadata, cover: Image | None, chapters: tuple[Chapter, ...]) -> bytes:
    """The box with all tags, and the chapters if there are any. What is not known has no tag."""
    handler = full_box(b"hdlr", bytes(4), b"mdirappl", bytes(9))
    items = b"".join((*_tags(metadata), *_cover(cover)))
    return box(b"udta", full_box(b"meta", handler, box(b"ilst", items)), _nero(chapters) if chapters else b"")


def _tags(metadata: Metadata) -> Iterator[bytes]:
    by = artist(metadata)
    texts = {
        b"\xa9nam": utf8(metadata.title),
        b"\xa9alb": utf8(metadata.title),
        b"\xa9ART": utf8(by),
        b"aART": utf8(by),
        b"\xa9gen": utf8(GENRE),
        b"\xa9day": utf8(metadata.date or ""),
        b"desc": utf8(metadata.description, MOST_BYTES),
        b"ldes": utf8(metadata.description),
    }
    for kind, text in texts.items():
        if text:
            yield box(kind, _data(UTF_8, text))
    yield box(b"stik", _data(INTEGER, AUDIOBOOK))
    if address := utf8(metadata.source_url):
        yield _free_form(b"WWWAUDIOSOURCE", address)


def _data(kind: int, value: bytes) -> bytes:
    any_country_and_language = 0
    return box(b"data", u32(kind, any_country_and_language), value)


def _free_form(name: bytes, text: bytes) -> bytes:
    mean, name = full_box(b"mean", b"com.apple.iTunes"), full_box(b"name", name)
    return box(b"----", mean, name, _data(UTF_8, text))


def _cover(cover: Image | None) -> Iterator[bytes]:
    if cover:
        yield box(b"covr", _data(PICTURES[cover.media_type], cover.data))


def _nero(chapters: tuple[Chapter, ...]) -> bytes:
    """Where each chapter starts; it ends with the next one."""
    return full_box(b"chpl", bytes(4), bytes([len(chapters)]), *map(_nero_chapter, chapters), version=1)


def _nero_chapter(chapter: Chapter) -> bytes:
    title = utf8(chapter.title, MOST_BYTES)
    return (chapter.start_ms * UNITS_IN_MS).to_bytes(8, "big") + bytes([len(title)]) + title
