"""Metadata -> a square cover image, for articles that name none.

The house style: one calm ground, the title large, its subject above, who wrote it below, and between them a wave.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

from tts.model import Metadata
from tts.writers.cover.canvas import SIDE_PX, Bar, Line, png
from tts.writers.cover.face import CAP_HEIGHT, EM
from tts.writers.cover.lines import LEADING, one_line, settable, title_lines
from tts.writers.cover.palette import PALETTES
from tts.writers.cover.wave import BARS, wave

MARGIN_PX = 115
_WIDTH_PX = SIDE_PX - 2 * MARGIN_PX
_BAR_PX, _PITCH_PX = 18, 36
_SMALL_PX = 52
_SUBJECT_BASELINE_PX = MARGIN_PX + 38
_FOOT_BASELINE_PX = SIDE_PX - MARGIN_PX
_TITLE_TOP_PX, _TITLE_BOTTOM_PX = 235, 845
_AXIS_PX, _HALF_PX = 1020, 140
_LONE_AXIS_PX, _LONE_HALF_PX = 690, 400  # where there is no title above


def cover(metadata: Metadata) -> bytes:
    """A PNG image of 1400 px, the same for the same metadata.

    A text with letters that its font lacks (it has the Latin, Greek and Cyrillic ones) is left out rather than set
    wrongly; the wave and the colours come from the title in any script.
    """
    title = unicodedata.normalize("NFC", metadata.title)
    subject = list(_subject(metadata))
    lines = [*subject, *_title(settable(title), _TITLE_TOP_PX if subject else MARGIN_PX), *_foot(metadata)]
    first = sha256(title.encode("utf-8", "surrogatepass")).digest()[0]
    return png(lines, _bars(title), PALETTES[first % len(PALETTES)])


def _title(title: str, top_px: int) -> Iterator[Line]:
    if not title:
        return
    setting = title_lines(title, _WIDTH_PX, _TITLE_BOTTOM_PX - top_px)
    baseline = top_px + CAP_HEIGHT * setting.size_px // EM
    for at, text in enumerate(setting.lines):
        down = round(at * LEADING * setting.size_px)
        yield Line(text=text, left_px=MARGIN_PX, baseline_px=baseline + down, size_px=setting.size_px)


def _subject(metadata: Metadata) -> Iterator[Line]:
    """The first tag that can be set."""
    if text := next(filter(None, map(settable, metadata.tags)), ""):
        yield _small(text, _SUBJECT_BASELINE_PX, accent=True)


def _foot(metadata: Metadata) -> Iterator[Line]:
    """The authors, or else the site."""
    authors = ", ".join(filter(None, map(settable, metadata.authors)))
    if text := authors or settable(_site(metadata.source_url)):
        yield _small(text, _FOOT_BASELINE_PX)


def _small(text: str, baseline_px: int, *, accent: bool = False) -> Line:
    text = one_line(text, _SMALL_PX, _WIDTH_PX)
    return Line(text=text, left_px=MARGIN_PX, baseline_px=baseline_px, size_px=_SMALL_PX, accent=accent)


def _site(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _bars(title: str) -> Iterator[Bar]:
    axis, half = (_AXIS_PX, _HALF_PX) if settable(title) else (_LONE_AXIS_PX, _LONE_HALF_PX)
    for at, height in enumerate(wave(title)):
        above = max(_BAR_PX // 2, round(half * height))
        yield Bar(left_px=MARGIN_PX + at * _PITCH_PX, top_px=axis - above, width_px=_BAR_PX, height_px=2 * above)


assert MARGIN_PX + (BARS - 1) * _PITCH_PX + _BAR_PX == SIDE_PX - MARGIN_PX
