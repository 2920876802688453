"""What stands where on a cover -> PNG. The only importer of Pillow."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from struct import pack

from PIL import Image, ImageChops, ImageDraw, ImageFont

from tts.writers.cover.face import EM, face
from tts.writers.cover.palette import Colour, Palette

SIDE_PX = 1400
"""Apple Podcasts wants 1400 to 3000 px of a square."""
_LEVELS = 15  # of each colour above the ground: as many as the edges of letters need to be smooth
_FINER = 4
_LETTERS, _FONTS = 256, 4  # kept for the next line or cover: drawing one takes longer than all else about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text: its left end and its baseline in px."""

    text: str
    left_px: int
    baseline_px: int
    size_px: int
    accent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar in the accent's colour, with round ends: its left upper corner, its width and height in px."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A character as a mask, and where that lies from the place on the baseline where the character stands."""

    mask: Image.Image
    left_px: int
    top_px: int


def png(lines: Iterable[Line], bars: Iterable[Bar], palette: Palette) -> bytes:
    """The picture as the bytes of a PNG file."""
    ink, accent = (Image.new("L", (SIDE_PX, SIDE_PX)) for _ in range(2))
    for line in lines:
        _set(line, accent if line.accent else ink)
    for bar in bars:
        accent.paste(_bar(bar), (bar.left_px, bar.top_px))
    return _encoded(_indexed(ink, accent), _colours(palette))


def _set(line: Line, mask: Image.Image) -> None:
    """Letter by letter, because Pillow's own layouts differ from machine to machine."""
    at = 0
    for character, step in zip(line.text, face().steps(line.text), strict=True):
        letter = _letter(character, line.size_px)
        x, y = line.left_px + at * line.size_px // EM, line.baseline_px
        mask.paste(255, (x + letter.left_px, y + letter.top_px), letter.mask)
        at += step


@lru_cache(maxsize=_LETTERS)
def _letter(character: str, size_px: int) -> _Letter:
    font = _font(size_px)
    left, top, right, bottom = map(int, font.getbbox(character, anchor="ls"))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, fill=255, font=font, anchor="ls")
    return _Letter(mask=mask, left_px=left, top_px=top)


@lru_cache(maxsize=_FONTS)
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(face().data), size_px, layout_engine=ImageFont.Layout.BASIC)


def _bar(bar: Bar) -> Image.Image:
    wide, high = bar.width_px * _FINER, bar.height_px * _FINER
    fine = Image.new("L", (wide, high))
    ImageDraw.Draw(fine).rounded_rectangle((0, 0, wide - 1, high - 1), radius=min(wide, high) // 2, fill=255)
    return fine.reduce(_FINER)


def _indexed(ink: Image.Image, accent: Image.Image) -> bytes:
    """The picture's pixels as indices of `_colours`; the two masks have nothing in common."""
    levels = [round(value * _LEVELS / 255) for value in range(256)]
    above = [level + _LEVELS if level else 0 for level in levels]
    return ImageChops.add(ink.point(levels), accent.point(above)).tobytes()


def _colours(palette: Palette) -> bytes:
    shades = [(palette.ground, 0), *((palette.ink, level) for level in range(1, _LEVELS + 1))]
    shades += [(palette.accent, level) for level in range(1, _LEVELS + 1)]
    return b"".join(_blend(palette.ground, colour, level / _LEVELS) for colour, level in shades)


def _blend(ground: Colour, colour: Colour, part: float) -> bytes:
    return bytes(round(below + (above - below) * part) for below, above in zip(ground, colour, strict=True))


def _encoded(pixels: bytes, colours: bytes) -> bytes:
    """PNG (Third Edition) with the standard library's zlib, because Pillow's differs from build to build."""
    rows = (b"\0" + pixels[at : at + SIDE_PX] for at in range(0, len(pixels), SIDE_PX))
    head = pack(">LLBBBBB", SIDE_PX, SIDE_PX, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", _packed(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">L", len(data)) + kind + data + pack(">L", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _packed(rows: bytes) -> bytes:
    """Runs of one colour are most of it: to look for nothing else takes a third of the time."""
    packer = zlib.compressobj(level=6, strategy=zlib.Z_RLE)
    return packer.compress(rows) + packer.flush()
