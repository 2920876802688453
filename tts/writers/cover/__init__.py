"""Metadata -> a square cover image, for articles without a cover.

The house style: one calm ground, the title large, its subject above, its authors below, and a wave between them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from tts.model import Metadata
from tts.writers.cover.canvas import SIDE_PX, Bar, Line, png
from tts.writers.cover.face import CAP_HEIGHT, EM
from tts.writers.cover.lines import LEADING, one_line, settable, title_lines
from tts.writers.cover.palette import PALETTES
from tts.writers.cover.wave import BARS, wave
from tts.writers.metadata import host_name

MARGIN_PX = 115
_WIDTH_PX = SIDE_PX - 2 * MARGIN_PX
_BAR_PX, _PITCH_PX = 18, 36
_SMALL_PX = 52
_SUBJECT_BASELINE_PX = MARGIN_PX + 38
_FOOT_BASELINE_PX = SIDE_PX - MARGIN_PX
_TITLE_TOP_PX, _TITLE_BOTTOM_PX = 235, 845
_AXIS_PX, _HALF_PX = 1020, 140
_LONE_AXIS_PX, _LONE_HALF_PX = 690, 400  # of a cover without a title above the wave

assert MARGIN_PX + (BARS - 1) * _PITCH_PX + _BAR_PX == SIDE_PX - MARGIN_PX


def draw_cover(metadata: Metadata) -> bytes:
    """Return a PNG image of 1400 px, the same for the same metadata.

    A text with letters that the font lacks (it has the Latin, Greek and Cyrillic ones) is left out, since it would be
    set wrongly. The wave and the colours come from the title in any script.
    """
    title = unicodedata.normalize("NFC", metadata.title)
    subject = next(filter(None, map(settable, metadata.tags)), "")
    authors = ", ".join(filter(None, map(settable, metadata.authors)))
    foot = authors or settable(host_name(metadata.source_url).removeprefix("www."))
    lines = [
        Line(
            text=one_line(text, _SMALL_PX, _WIDTH_PX),
            left_px=MARGIN_PX,
            baseline_px=baseline_px,
            size_px=_SMALL_PX,
            accent=accent,
        )
        for text, baseline_px, accent in ((subject, _SUBJECT_BASELINE_PX, True), (foot, _FOOT_BASELINE_PX, False))
        if text
    ]
    axis, half = _LONE_AXIS_PX, _LONE_HALF_PX
    if title_text := settable(title):
        lines += _title(title_text, _TITLE_TOP_PX if subject else MARGIN_PX)
        axis, half = _AXIS_PX, _HALF_PX
    bars = []
    for index, height in enumerate(wave(title)):
        above = max(_BAR_PX // 2, round(half * height))
        left = MARGIN_PX + index * _PITCH_PX
        bars.append(Bar(left_px=left, top_px=axis - above, width_px=_BAR_PX, height_px=2 * above))
    first = sha256(title.encode("utf-8", "surrogatepass")).digest()[0]
    return png(lines, bars, PALETTES[first % len(PALETTES)])


def _title(text: str, top_px: int) -> Iterator[Line]:
    """Yield the lines of the title, the first of which begins at `top_px`."""
    setting = title_lines(text, _WIDTH_PX, _TITLE_BOTTOM_PX - top_px)
    baseline = top_px + CAP_HEIGHT * setting.size_px // EM
    for index, line in enumerate(setting.lines):
        down = round(index * LEADING * setting.size_px)
        yield Line(text=line, left_px=MARGIN_PX, baseline_px=baseline + down, size_px=setting.size_px)
