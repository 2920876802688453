"""Vorbis comments (Ogg Vorbis I format specification, section 5): tags, chapters and cover of an Ogg file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from tts.audio.encode.tags import GENRE, utf8
from tts.clock import webvtt
from tts.model import Chapter, Image, Metadata

FRONT_COVER = 3  # RFC 9639, section 8.8


def comments(metadata: Metadata, chapters: tuple[Chapter, ...], cover: Image | None, vendor: bytes) -> bytes:
    """The comments after the name of the encoder, `vendor`. What is not known has no comment."""
    fields = [name + b"=" + value for name, value in (*_tags(metadata), *_chapters(chapters), *_cover(cover)) if value]
    return _counted(vendor) + len(fields).to_bytes(4, "little") + b"".join(map(_counted, fields))


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(4, "little") + data


def _tags(metadata: Metadata) -> Iterator[tuple[bytes, bytes]]:
    yield b"TITLE", utf8(metadata.title)
    yield b"ALBUM", utf8(metadata.title)
    for author in metadata.authors:
        yield b"ARTIST", utf8(author)
    yield b"DATE", utf8(metadata.date or "")
    yield b"GENRE", utf8(GENRE)
    yield b"LANGUAGE", utf8(metadata.language)
    yield b"DESCRIPTION", utf8(metadata.description)
    yield b"WWWAUDIOSOURCE", utf8(metadata.source_url)


def _chapters(chapters: tuple[Chapter, ...]) -> Iterator[tuple[bytes, bytes]]:
    """Where each chapter starts; it ends with the next one (wiki.xiph.org: Chapter Extension)."""
    for number, chapter in enumerate(chapters, 1):
        name = f"CHAPTER{number:03}".encode("ascii")
        yield name, webvtt(chapter.start_ms).encode("ascii")
        yield name + b"NAME", utf8(chapter.title)


def _cover(cover: Image | None) -> Iterator[tuple[bytes, bytes]]:
    """A picture block of FLAC, in which 0 stands for a size that is not given (RFC 9639, section 8.8)."""
    if cover:
        texts = (cover.media_type.encode("ascii"), b"")
        head = _big(FRONT_COVER) + b"".join(_big(len(text)) + text for text in texts)
        block = head + _big(0) * 4 + _big(len(cover.data)) + cover.data
        yield b"METADATA_BLOCK_PICTURE", b64encode(block)


def _big(number: int) -> bytes:
    return number.to_bytes(4, "big")
