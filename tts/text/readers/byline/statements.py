"""What one line below a headline says: names, a date, how long ago that was, how long reading takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.byline.moments import GAP, find_moment
from tts.text.readers.byline.names import Names, begins_place, is_agency, is_detail, read_bare_names, read_byline

Kind = Literal["names", "details", "date", "update", "age", "reading time", "sign"]
_MAX_LINE = 250  # characters
_DASHES = "–—"  # before the source of a quotation
_SEPARATOR = regex(r"\s*[|·•;]\s*|\s+[–—-]\s+")
_WORD_START = regex(r"(?<![^\s(])(?=[^\s(])")
_MAX_PLACE_WORDS = 3


@noun
class Statement:
    """The names and days (ISO 8601) of a line, and the kinds of what it says.

    `is_sure`: nothing in a text looks like this. `update` is the day of a later version.
    """

    authors: tuple[str, ...] = ()
    day: str | None = None
    update: str | None = None
    kinds: frozenset[Kind] = frozenset()
    is_sure: bool = False

    def with_names(self, names: Names, *, is_sure: bool) -> Statement:
        """Return what the line says with the authors that a part of it names."""
        kinds: set[Kind] = {"names", "details"} if names.has_more else {"names"}
        return replace(self, authors=names.authors, kinds=self.kinds | kinds, is_sure=self.is_sure or is_sure)


@lru_cache(maxsize=64)  # asked for the same lines more than once
def read_statement(text: str, language: str) -> Statement | None:
    """Return what a line says, or None if any part of it is something else: then the line is text."""
    if not text or len(text) > _MAX_LINE or text[0] in _DASHES:
        return None
    folded = text.replace("'", "’")
    statement = Statement()
    segments = []
    for begin, end in _split(folded, language):
        moment = find_moment(folded, begin, language)
        if moment:
            kinds = {moment.kind, *({"details"} if moment.has_more and moment.kind == "date" else ())}
            statement = replace(
                statement,
                day=statement.day or (moment.day if moment.kind == "date" else None),
                update=statement.update or (moment.day if moment.kind == "update" else None),
                kinds=statement.kinds | kinds,
                is_sure=statement.is_sure or moment.is_sure,
            )
        else:
            segment = text[begin:end].strip(" ,;|/·•–—-")
            is_whole = segment.count("(") == segment.count(")")
            segments.append(segment if is_whole else segment.strip(" ()"))
    for segment in segments:
        longer = _read_segment(segment, statement, language)
        if longer is None:
            return None
        statement = longer
    return statement if statement.kinds else None


def _split(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of the parts of a line in order: a date or the like, or the words up to the next one."""
    position = _skip(text, 0)
    while position < len(text):
        if moment := find_moment(text, position, language):
            yield position, moment.end
            position = _skip(text, moment.end)
            continue
        separator = _SEPARATOR.search(text, position)
        limit = separator.start() if separator else len(text)
        starts = (match.start() for match in _WORD_START.finditer(text, position + 1, limit))
        end = next((start for start in starts if find_moment(text, start, language)), limit)
        yield position, end
        position = _skip(text, max(end, position + 1))


def _read_segment(segment: str, statement: Statement, language: str) -> Statement | None:
    """Return `statement` with a part of the line that is no date: names, a place, or a post after names."""
    has_moment = bool(statement.kinds - {"names", "details"})
    if names := read_byline(segment, language):
        if statement.authors:
            return None
        return statement.with_names(names, is_sure=names.is_sure)
    if statement.authors:
        is_short = len(segment.split()) <= _MAX_PLACE_WORDS
        is_known = is_agency(segment) or is_detail(segment, language, is_between=is_short)
        return replace(statement, kinds=statement.kinds | {"details"}) if is_known else None
    if not has_moment:
        return None
    bare = read_bare_names(segment, language)
    if bare:
        return statement.with_names(bare, is_sure=False)
    words = segment.split()
    is_place = len(words) <= _MAX_PLACE_WORDS and all(word[0].isupper() for word in words)
    if is_place or is_agency(segment) or begins_place(words, language):
        return replace(statement, kinds=statement.kinds | {"details"})
    return None


def _skip(text: str, begin: int) -> int:
    """Return the position after the gap at `begin`, `begin` itself if there is none."""
    match = GAP.match(text, begin)
    return match.end() if match else begin
