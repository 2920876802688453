"""Who wrote an article and when, where its text says so below the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from tts.model import Skipped
from tts.text.readers.metadata import Fields, parse_authors, parse_date
from tts.text.readers.title import Title

HEARD_IN_OPENING = "heard in the opening"
"""Why a byline of the text is skipped."""

_BYLINE = re.compile(r"(?:By|BY|Words by|Written by):?\s+(?P<names>(?:[^\W\d_][\w.’'-]*,?\s*|&\s*){1,12})$")
_DATELINE = re.compile(r"^(?:published|posted|updated|last updated)(?:\s+on)?:?\s+", re.IGNORECASE)
_PLACES = 3  # lines after the headline
_BETWEEN = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_DATE_WORDS = (3, 4)  # `3 May 2021` or `May 3, 2021`, and with a weekday
_SMALL = frozenset(
    ("and", "of", "the", "for", "&", "de", "da", "del", "der", "di", "du", "la", "le", "van", "von", "zu")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The names and the date (ISO 8601) that the first `count` lines say, and nothing else."""

    authors: tuple[str, ...] = ()
    date: str | None = None
    count: int = 0


def byline_of(lines: Iterable[str], fields: Fields) -> Byline:
    """What the `lines` below a headline say; those that contradict the head's `fields` are text like any other."""
    found = Byline()
    for line in lines:
        more = _said(line, found)
        if found.count == _PLACES or more is None or not _agrees(more, fields):
            break
        found = replace(more, count=found.count + 1)
    return found


def take_byline(title: Title, fields: Fields) -> tuple[Byline, Title]:
    """The byline in the paragraphs below the title, and the title's blocks without it.

    Nothing is taken where the title is no block of its own: there is no opening then that would say the byline.
    """
    if title.source == "body":
        return Byline(), title
    blocks = title.blocks
    begin = 0
    if title.source == "heading":
        begin = 1 + next(at for at, block in enumerate(blocks) if block.kind == "heading")
    paragraphs = takewhile(lambda block: block.kind == "paragraph", blocks[begin:])
    byline = byline_of((block.text for block in paragraphs), fields)
    end = begin + byline.count
    skipped = (Skipped(text=block.text, reason=HEARD_IN_OPENING) for block in blocks[begin:end])
    return byline, replace(title, blocks=blocks[:begin] + blocks[end:], skipped=(*title.skipped, *skipped))


def _said(line: str, found: Byline) -> Byline | None:
    for parts in _ways_to_part(line):
        more: Byline | None = found
        for part in parts:
            more = more and _part(part, more)
        if more:
            return more
    return None


def _ways_to_part(line: str) -> Iterator[list[str]]:
    """The line as a whole, at signs between its parts, and before a date at its end."""
    yield [line]
    yield _BETWEEN.split(line)
    for count in _DATE_WORDS:
        yield [part.rstrip(",") for part in _split_from_end(line, count)]


def _split_from_end(line: str, count: int) -> list[str]:
    words = line.split(" ")
    return [" ".join(words[:-count]), " ".join(words[-count:])]


def _part(text: str, found: Byline) -> Byline | None:
    names = _BYLINE.match(text)
    if names and not found.authors and _are_names(names["names"]):
        return replace(found, authors=parse_authors(names["names"]))
    day = parse_date(_DATELINE.sub("", text))
    return replace(found, date=day) if day and not found.date else None


def _are_names(text: str) -> bool:
    """Whether all words but small ones have a capital: "By popular demand" names nobody."""
    words = text.replace(",", " ").split()
    return words[0][0].isupper() and all(word[0].isupper() or word in _SMALL for word in words)


def _agrees(found: Byline, fields: Fields) -> bool:
    names = [name.casefold() for name in fields.authors]
    is_same_author = not (names and found.authors) or [name.casefold() for name in found.authors] == names
    is_same_day = not (fields.date and found.date) or found.date[:10] == fields.date[:10]
    return is_same_author and is_same_day
