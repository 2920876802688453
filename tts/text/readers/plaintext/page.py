"""LINES -> LINES of the article alone: captions, pull quotes, and what the page has around it, are taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tts.text.readers.plaintext.captions import Captions, take_captions
from tts.text.readers.plaintext.furniture import skip_lines, take_furniture
from tts.text.readers.plaintext.lines import Line
from tts.text.readers.plaintext.mails import take_mail_headers
from tts.text.readers.plaintext.pullquotes import find_pull_quotes


def clear_page(lines: Sequence[Line], language: str) -> Captions:
    """Return the lines without headers of mails, captions, pull quotes and the furniture of the page."""
    mails = take_mail_headers(lines)
    page = take_furniture(mails.lines, language)
    captions = take_captions(page.lines)
    article = skip_lines(captions.lines, find_pull_quotes(captions.lines))
    skipped = (*mails.skipped, *captions.skipped, *page.skipped, *article.skipped)
    return replace(captions, lines=article.lines, skipped=tuple(sorted(skipped, key=lambda skip: skip.line or 0)))
