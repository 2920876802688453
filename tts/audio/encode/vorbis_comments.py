"""Vorbis comments (Ogg Vorbis I format specification, section 5): the tags, chapters and cover of Opus and FLAC."""

from __future__ import annotations

from collections.abc import Iterator

from tts.audio.encode.tags import GENRE, album_title, utf8
from tts.clock import webvtt
from tts.model import Chapter, Image, Metadata

FRONT_COVER = 3  # RFC 9639, section 8.8


def comments(vendor: bytes, metadata: Metadata, chapters: tuple[Chapter, ...], picture: bytes = b"") -> bytes:
    """Return the comments after the name of the encoder, `vendor`. What is not known has no comment.

    `picture` is the cover as base64 of a picture block, for formats that have no place of their own for it.
    """
    fields = [
        name + b"=" + value
        for name, value in (*_tags(metadata), *_chapters(chapters), (b"METADATA_BLOCK_PICTURE", picture))
        if value
    ]
    counted = b"".join(len(data).to_bytes(4, "little") + data for data in fields)
    return len(vendor).to_bytes(4, "little") + vendor + len(fields).to_bytes(4, "little") + counted


def _tags(metadata: Metadata) -> Iterator[tuple[bytes, bytes]]:
    """Yield each comment as its name and its value in UTF-8; the value is empty if the article has none."""
    yield b"TITLE", utf8(metadata.title)
    yield b"ALBUM", utf8(album_title(metadata))
    for author in metadata.authors:
        yield b"ARTIST", utf8(author)
    yield b"DATE", utf8(metadata.date or "")
    yield b"GENRE", utf8(GENRE)
    yield b"LANGUAGE", utf8(metadata.language)
    yield b"DESCRIPTION", utf8(metadata.description)
    yield b"WWWAUDIOSOURCE", utf8(metadata.source_url)


def _chapters(chapters: tuple[Chapter, ...]) -> Iterator[tuple[bytes, bytes]]:
    """Yield when each chapter starts, and its title; it ends with the next one (wiki.xiph.org: Chapter Extension)."""
    for number, chapter in enumerate(chapters, 1):
        name = f"CHAPTER{number:03}".encode("ascii")
        yield name, webvtt(chapter.start_ms).encode("ascii")
        yield name + b"NAME", utf8(chapter.title)


def picture_block(cover: Image) -> bytes:
    """Return the cover as a picture block of FLAC (RFC 9639, section 8.8). Its sizes in pixels are 0: not given."""

    def u32(number: int) -> bytes:
        """Return `number` in four bytes, the most significant first."""
        return number.to_bytes(4, "big")

    media_type, description = cover.media_type.encode("ascii"), b""
    texts = b"".join(u32(len(text)) + text for text in (media_type, description))
    return u32(FRONT_COVER) + texts + u32(0) * 4 + u32(len(cover.data)) + cover.data
