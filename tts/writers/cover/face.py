"""The characters of the font in this folder, and their widths, read from its tables: no library's layout matters.

The font is Literata (OFL 1.1, see OFL.txt) as one static instance with the Latin, Greek and Cyrillic letters and with
its kerning in a `kern` table. Tables as in OpenType 1.9.1. All measures are whole units of the font (EM).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import iter_unpack, unpack_from

from tts.noun import noun

EM = 1000
"""Units of the font that make up its size; all its measures are in them."""
CAP_HEIGHT = 720


@noun
class Face:
    """A font: its file, the glyph and the advance of each character, the kerning of pairs of glyphs."""

    data: bytes
    glyphs: dict[str, int]
    advances: dict[str, int]
    kerning: dict[tuple[int, int], int]

    def steps(self, text: str) -> Iterator[int]:
        """Yield the distance from each character of `text` to the next one; the font has all of them."""
        glyphs = [self.glyphs[character] for character in text]
        for character, *pair in zip(text, glyphs, [*glyphs[1:], 0], strict=True):
            yield self.advances[character] + self.kerning.get((pair[0], pair[1]), 0)

    def width(self, text: str) -> int:
        """Return the width of a line of `text`."""
        return sum(self.steps(text))


@cache
def face() -> Face:
    """Return the font of this package."""
    data = Path(__file__).with_name("literata.ttf").read_bytes()
    (count,) = unpack_from(">H", data, 4)
    records = (unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    tables = {tag.decode(): offset for tag, _, offset, _ in records}
    (metrics,) = unpack_from(">H", data, tables["hhea"] + 34)
    widths = [unpack_from(">H", data, tables["hmtx"] + 4 * index)[0] for index in range(metrics)]
    # The font's only subtable of characters has format 12: groups of consecutive characters and glyphs.
    cmap = tables["cmap"] + unpack_from(">L", data, tables["cmap"] + 8)[0]
    groups = data[cmap + 16 : cmap + 16 + 12 * unpack_from(">L", data, cmap + 12)[0]]
    glyphs = {
        chr(start + index): glyph + index
        for start, end, glyph in iter_unpack(">LLL", groups)
        for index in range(end - start + 1)
    }
    # The font's only subtable of kerning has format 0: pairs of glyphs and a distance.
    kern = tables["kern"] + 18
    pairs = data[kern : kern + 6 * unpack_from(">H", data, tables["kern"] + 10)[0]]
    return Face(
        data=data,
        glyphs=glyphs,
        advances={character: widths[min(glyph, metrics - 1)] for character, glyph in glyphs.items()},
        kerning={(left, right): units for left, right, units in iter_unpack(">HHh", pairs)},
    )
