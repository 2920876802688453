"""The author and date of an article, where its text gives them below the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice, takewhile

from tts.model import Skipped
from tts.text.languages import load_phrases, phrases_for_reading
from tts.text.readers.frontmatter.dates import date_lengths, parse_date, strip_time
from tts.text.readers.frontmatter.fields import Fields, parse_authors
from tts.text.readers.title import Title

HEARD_IN_OPENING = "heard in the opening"
"""Why a byline of the text is skipped."""

_NAMES = r"(?P<names>(?:[^\W\d_][\w.’'-]*+,?+\s*+|&\s*+){1,12}+)"  # possessive, else a long word takes for ever
_MAX_LINES = 3  # after the headline
_BETWEEN = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_PARTICLES = frozenset(("&", "de", "da", "del", "der", "di", "du", "la", "le", "van", "von", "zu"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The names and the date (ISO 8601) that the first `count` lines say, and nothing else."""

    authors: tuple[str, ...] = ()
    date: str | None = None
    count: int = 0


def find_byline(lines: Iterable[str], fields: Fields) -> Byline:
    """Return what the `lines` below a headline say; lines that contradict the front matter's `fields` are text."""
    byline = Byline()
    for line in islice(lines, _MAX_LINES):
        longer = _read_line(line, byline, fields.language)
        if longer is None or not _agrees(longer, fields):
            break
        byline = replace(longer, count=byline.count + 1)
    return byline


def take_byline(title: Title, fields: Fields) -> tuple[Byline, Title]:
    """Return the byline in the paragraphs below the title, and the title with its blocks without the byline.

    Nothing is taken where the title is not a block of its own: then there is no opening that would say the byline.
    """
    if title.source == "body":
        return Byline(), title
    blocks = title.blocks
    begin = 0
    if title.source == "heading":
        begin = 1 + next(index for index, block in enumerate(blocks) if block.kind == "heading")
    paragraphs = takewhile(lambda block: block.kind == "paragraph", blocks[begin:])
    byline = find_byline((block.text for block in paragraphs), fields)
    end = begin + byline.count
    skipped = (Skipped(text=block.text, reason=HEARD_IN_OPENING) for block in blocks[begin:end])
    return byline, replace(title, blocks=blocks[:begin] + blocks[end:], skipped=(*title.skipped, *skipped))


def _read_line(line: str, byline: Byline, language: str) -> Byline | None:
    """Return `byline` with what `line` adds to it, or None if it says anything else.

    The line is read as a whole, split at signs between its parts, and split before a date at its end.
    """
    words = strip_time(line, language).split()
    before_date = ((words[:-count], words[-count:]) for count in date_lengths(language))
    splits = ([" ".join(part).rstrip(",") for part in parts] for parts in before_date)
    for parts in chain([[line], _BETWEEN.split(line)], splits):
        result: Byline | None = byline
        for part in parts:
            result = result and _read_part(part, result, language)
        if result:
            return result
    return None


def _read_part(text: str, byline: Byline, language: str) -> Byline | None:
    """Return `byline` with the names or the date that `text` is, or None if it is neither, or nothing new."""
    if not byline.authors and (authors := _read_names(text, language)):
        return replace(byline, authors=authors)
    beginnings = (_opening_patterns(phrases.language)[1].match(text) for phrases in phrases_for_reading(language))
    dateline = next(filter(None, beginnings), None)
    day = parse_date(strip_time(text[dateline.end() :] if dateline else text, language), language)
    return replace(byline, date=day) if day and not byline.date else None


def _read_names(text: str, language: str) -> tuple[str, ...]:
    """Return the names in a byline, none if a word has no capital: "By popular demand" names nobody.

    In other languages than English each name has two words: "Von Menschen und Bienen" may be a subtitle.
    """
    for phrases in phrases_for_reading(language):
        if match := _opening_patterns(phrases.language)[0].fullmatch(text):
            words = match["names"].replace(",", " ").split()
            small = _PARTICLES.union(phrases.reading.small_words)
            if words[0][0].isupper() and all(word[0].isupper() or word in small for word in words):
                authors = parse_authors(match["names"], language)
                if phrases.language == "en" or all(" " in name for name in authors):
                    return authors
    return ()


@cache
def _opening_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a byline with its names, and of the words before a date, as `language` writes them."""
    reading = load_phrases(language).reading
    bylines = "|".join(map(re.escape, reading.bylines))
    datelines = "|".join(map(re.escape, sorted(reading.datelines, key=len, reverse=True)))
    return (
        re.compile(rf"(?:{bylines}):?\s+{_NAMES}"),
        re.compile(rf"(?:{datelines}):?\s+", re.IGNORECASE),
    )


def _agrees(byline: Byline, fields: Fields) -> bool:
    """Return whether a byline has the authors and the day of the front matter, as far as both say them."""
    names = [name.casefold() for name in fields.authors]
    is_same_author = not (names and byline.authors) or [name.casefold() for name in byline.authors] == names
    is_same_day = not (fields.date and byline.date) or byline.date[:10] == fields.date[:10]
    return is_same_author and is_same_day
