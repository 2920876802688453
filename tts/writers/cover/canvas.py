"""The lines and bars of a cover -> PNG. Only this module imports Pillow."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from struct import pack

from PIL import Image, ImageChops, ImageDraw, ImageFont

from tts.noun import noun
from tts.writers.cover.face import EM, face
from tts.writers.cover.palette import Palette

SIDE_PX = 1400
"""Apple Podcasts accepts squares of 1400 to 3000 px."""
_LEVELS = 15  # of each colour above the ground: as many as the edges of letters need to be smooth
_SUPERSAMPLING = 4
_MAX_LETTERS, _MAX_FONTS = 256, 4  # kept for the next line or cover, because drawing a letter takes longest


@noun
class Line:
    """A line of text: its left end and its baseline in px."""

    text: str
    left_px: int
    baseline_px: int
    size_px: int
    accent: bool = False


@noun
class Bar:
    """A bar in the accent's colour, with round ends: its left upper corner, its width and height in px."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int


@noun
class _Letter:
    """A character as a mask, and the offset of the mask from the character's place on the baseline."""

    mask: Image.Image
    left_px: int
    top_px: int


def png(lines: Iterable[Line], bars: Iterable[Bar], palette: Palette) -> bytes:
    """Return the picture as the bytes of a PNG file."""
    ink, accent = (Image.new("L", (SIDE_PX, SIDE_PX)) for _ in range(2))
    for line in lines:
        _set_line(line, accent if line.accent else ink)
    for bar in bars:
        wide, high = bar.width_px * _SUPERSAMPLING, bar.height_px * _SUPERSAMPLING
        fine = Image.new("L", (wide, high))
        ImageDraw.Draw(fine).rounded_rectangle((0, 0, wide - 1, high - 1), radius=min(wide, high) // 2, fill=255)
        accent.paste(fine.reduce(_SUPERSAMPLING), (bar.left_px, bar.top_px))
    # The two masks do not overlap, so that each pixel is an index into the table of colours.
    levels = [round(value * _LEVELS / 255) for value in range(256)]
    accent_levels = [level + _LEVELS if level else 0 for level in levels]
    pixels = ImageChops.add(ink.point(levels), accent.point(accent_levels)).tobytes()
    return _encode(pixels, _colour_table(palette))


def _set_line(line: Line, mask: Image.Image) -> None:
    """Draw `line` letter by letter, because Pillow's own layouts differ from machine to machine."""
    advance = 0
    for character, step in zip(line.text, face().steps(line.text), strict=True):
        letter = _letter(character, line.size_px)
        x, y = line.left_px + advance * line.size_px // EM, line.baseline_px
        mask.paste(255, (x + letter.left_px, y + letter.top_px), letter.mask)
        advance += step


@lru_cache(maxsize=_MAX_LETTERS)
def _letter(character: str, size_px: int) -> _Letter:
    """Return the shape of a character, and its offset from where it is drawn, on the baseline."""
    font = _font(size_px)
    left, top, right, bottom = map(int, font.getbbox(character, anchor="ls"))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, fill=255, font=font, anchor="ls")
    return _Letter(mask=mask, left_px=left, top_px=top)


@lru_cache(maxsize=_MAX_FONTS)
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    """Return the face of the cover in a size, laid out without libraries that this system may lack."""
    return ImageFont.truetype(BytesIO(face().data), size_px, layout_engine=ImageFont.Layout.BASIC)


def _colour_table(palette: Palette) -> bytes:
    """Return the ground, then the shades from it to the ink, then those to the accent, each as three bytes."""
    table = bytes(palette.ground)
    for colour in (palette.ink, palette.accent):
        for level in range(1, _LEVELS + 1):
            pairs = zip(palette.ground, colour, strict=True)
            table += bytes(round(below + (above - below) * level / _LEVELS) for below, above in pairs)
    return table


def _encode(pixels: bytes, colours: bytes) -> bytes:
    """Return a PNG file (Third Edition), compressed by the standard library: Pillow's zlib depends on its build."""
    rows = b"".join(b"\0" + pixels[start : start + SIDE_PX] for start in range(0, len(pixels), SIDE_PX))
    # Most of the picture is runs of one colour: to search for nothing else takes a third of the time.
    packer = zlib.compressobj(level=6, strategy=zlib.Z_RLE)
    packed = packer.compress(rows) + packer.flush()
    header = pack(">LLBBBBB", SIDE_PX, SIDE_PX, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">L", len(data)) + kind + data + pack(">L", zlib.crc32(kind + data)) for kind, data in chunks
    )
