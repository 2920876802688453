"""What the font beside this file can set, and how wide: read from its tables, so that no library's layout matters.

The font is Literata (OFL 1.1, see OFL.txt) as one static instance with the Latin, Greek and Cyrillic letters and with
its kerning in a `kern` table. Tables as in OpenType 1.9.1. All measures are whole units of the font (EM).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from struct import iter_unpack, unpack_from

EM = 1000
"""Units of the font that make up its size; all its measures are in them."""
CAP_HEIGHT = 720


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font: its file, the glyph and the advance of each character, the kerning of pairs of glyphs."""

    data: bytes
    glyphs: dict[str, int]
    advances: dict[str, int]
    kerning: dict[tuple[int, int], int]

    def steps(self, text: str) -> Iterator[int]:
        """How far it is from each character of `text`, all of which it has, to the next one."""
        glyphs = [self.glyphs[character] for character in text]
        for character, *pair in zip(text, glyphs, [*glyphs[1:], 0], strict=True):
            yield self.advances[character] + self.kerning.get((pair[0], pair[1]), 0)

    def width(self, text: str) -> int:
        """How wide a line of `text` is."""
        return sum(self.steps(text))


@cache
def face() -> Face:
    """The font of this package."""
    data = files("tts").joinpath("writers", "cover", "literata.ttf").read_bytes()
    tables = _tables(data)
    (metrics,) = unpack_from(">H", data, tables["hhea"] + 34)
    widths = [unpack_from(">H", data, tables["hmtx"] + 4 * at)[0] for at in range(metrics)]
    glyphs = dict(_glyphs(data, tables["cmap"]))
    return Face(
        data=data,
        glyphs=glyphs,
        advances={character: widths[min(glyph, metrics - 1)] for character, glyph in glyphs.items()},
        kerning=dict(_kerning(data, tables["kern"])),
    )


def _tables(data: bytes) -> dict[str, int]:
    (count,) = unpack_from(">H", data, 4)
    records = (unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, table: int) -> Iterator[tuple[str, int]]:
    """The glyph of each character, from the font's only subtable, which is of format 12."""
    (offset,) = unpack_from(">L", data, table + 8)
    (groups,) = unpack_from(">L", data, table + offset + 12)
    first = table + offset + 16
    for start, end, glyph in iter_unpack(">LLL", data[first : first + 12 * groups]):
        yield from ((chr(start + at), glyph + at) for at in range(end - start + 1))


def _kerning(data: bytes, table: int) -> Iterator[tuple[tuple[int, int], int]]:
    """The kerning of pairs of glyphs, from the font's only subtable, which is of format 0."""
    (pairs,) = unpack_from(">H", data, table + 10)
    first = table + 18
    for left, right, units in iter_unpack(">HHh", data[first : first + 6 * pairs]):
        yield (left, right), units
