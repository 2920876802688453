"""LINES -> LINES of the article alone: captions, and what the page has around the article, are taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tts.text.readers.plaintext.captions import Captions, take_captions
from tts.text.readers.plaintext.furniture import take_furniture
from tts.text.readers.plaintext.lines import Line


def clear_page(lines: Sequence[Line]) -> Captions:
    """Return the lines without captions and without the furniture of the page."""
    captions = take_captions(lines)
    page = take_furniture(captions.lines)
    return replace(captions, lines=page.lines, skipped=(*captions.skipped, *page.skipped))
