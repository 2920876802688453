"""The colours of covers: a few backgrounds, each with two colours that are visible on it."""

from __future__ import annotations

from tts.noun import noun

Colour = tuple[int, int, int]
"""Red, green and blue of sRGB, 0 to 255."""


@noun
class Palette:
    """Three colours of one cover. On `ground` both others have a contrast of at least 7:1 (WCAG 2.2, section 1.4.6)."""

    ground: Colour
    ink: Colour
    accent: Colour


def _palette(ground: str, ink: str, accent: str) -> Palette:
    """Return the palette of three colours, each in six hexadecimal digits."""
    red_green_blue = (tuple(bytes.fromhex(colour)) for colour in (ground, ink, accent))
    return Palette(**dict(zip(("ground", "ink", "accent"), red_green_blue, strict=True)))  # type: ignore[arg-type]


PALETTES = (
    _palette("12263f", "f7f1e3", "f2b84b"),  # night, lamp
    _palette("0f3d37", "f4f1e4", "f3bf7a"),  # pine, straw
    _palette("3d1838", "f9eef0", "f5aebd"),  # plum, blossom
    _palette("f4ecdc", "1f2530", "8c1c22"),  # paper, red ink
    _palette("dbe8ec", "11283c", "0b4458"),  # haze, deep water
    _palette("1c1d21", "f5f3ed", "90d6c4"),  # coal, mint
    _palette("58190f", "fcf1e4", "f8c592"),  # brick, apricot
    _palette("e1e8d5", "1e2c21", "2b4d2f"),  # lichen, moss
    _palette("f0c04c", "241b08", "5a1d10"),  # ochre, rust
    _palette("2a2352", "f3f0fb", "cbbaf8"),  # indigo, lilac
)
