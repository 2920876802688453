"""MARKDOWN -> BLOCKS of which no word is lost: what the parsers would lose is read as it is written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import islice, pairwise
from pathlib import Path

from tts.model import Block, Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.html.figures import Image
from tts.text.readers.html.tree import html_to_blocks
from tts.text.readers.limits import find_excesses
from tts.text.readers.losses import count_words, find_lost_words, list_words, lost_words_error
from tts.text.readers.markdown.dialects import replace_dialects
from tts.text.readers.markdown.oracle import find_text, remove_tags
from tts.text.readers.markdown.regions import find_paragraphs
from tts.text.readers.markdown.render import render_markdown

_MAX_ATTEMPTS = 5  # at the last but one the HTML goes, at the last all mark-up
_MAX_WARNINGS = 20
_NEXT_STEP = "Simplify the mark-up there, or put a backslash before its special characters."
_PLACE = regex("\ufdd0(\\d+)\ufdd1")  # characters that no text has (Unicode 16, section 23.7)


@noun
class Body:
    """The blocks of an article's body, what is skipped, and warnings.

    `undescribed` has the images that nothing describes, `long_rows` rows longer than their table's first.
    """

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
    undescribed: tuple[Image, ...]
    long_rows: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield all that is heard, then all that is listed as skipped."""
        yield from (leaf.text for block in self.blocks for leaf in block.leaves())
        yield from (skipped.text for skipped in self.skipped)


@noun
class _Part:
    """A paragraph or a stretch of code: where it begins in its file, what the file has, and what of this is text."""

    begin: int
    line: int
    source: str
    text: str

    @property
    def end(self) -> int:
        """Return the offset after it."""
        return self.begin + len(self.source)


def read_body(source: str, first_line: int, path: Path) -> Body:
    """Read the Markdown `source`, which begins in line `first_line` of the file at `path`.

    Parts whose words the parsers would lose are read as they are written, with a warning. If that does not help, the
    source is read without its HTML tags, and at last all of it as it is written.

    Raises:
        LostWordsError: even then words are lost.
    """
    parts = tuple(_split_parts(source, first_line))
    reasons = dict(_find_excessive_parts(source, parts))
    lost: Counter[str] = Counter()
    for attempt in range(_MAX_ATTEMPTS):
        if attempt == _MAX_ATTEMPTS - 1:
            reasons = {index: reasons.get(index, "") for index in range(len(parts))}
        body, directives = _read(source, parts, reasons, has_tags=attempt < _MAX_ATTEMPTS - 2)
        texts = [part.source if index in reasons else part.text for index, part in enumerate(parts)]
        lost = find_lost_words(texts, (*body.texts(), *directives), source)
        if not lost:
            return replace(body, warnings=tuple(_warnings(parts, reasons, path, attempt=attempt)))
        for index in _find_losing_parts(texts, lost):
            reasons.setdefault(index, f"{list_words(count_words([texts[index]]) & lost)} would be lost in mark-up")
    line = next((part.line for part in parts if count_words([part.source]) & lost), first_line)
    raise lost_words_error(lost, "would be lost in reading. Simplify the mark-up, and please report it.", path, line)


def _split_parts(source: str, first_line: int) -> Iterator[_Part]:
    """Yield the paragraphs of `source` and the stretches of code between them."""
    lines = find_text(source).split("\n")
    position, number = 0, 0
    borders = sorted({0, len(source), *(offset for paragraph in find_paragraphs(source) for offset in paragraph)})
    for border, end in pairwise(borders):
        stretch = source[border:end].strip("\n")
        if not stretch.strip():
            continue
        begin = source.index(stretch, border)
        number += source.count("\n", position, begin)
        position = begin
        text = "\n".join(lines[number : number + stretch.count("\n") + 1])
        yield _Part(begin=begin, line=first_line + number, source=stretch, text=text)


def _find_excessive_parts(source: str, parts: Sequence[_Part]) -> Iterator[tuple[int, str]]:
    """Yield the index of each part that would keep the parser busy for hours, and why."""
    begins = [part.begin for part in parts]
    return ((bisect_right(begins, offset) - 1, problem) for offset, problem in find_excesses(source))


def _read(source: str, parts: Sequence[_Part], indexes: Iterable[int], *, has_tags: bool) -> tuple[Body, Sequence[str]]:
    """Return what the parsers read of the Markdown `source`, and the words that only directed a program.

    The parts with these `indexes` are read as they are written; nothing is read if the others are nested too deep.
    """
    pieces = []
    position = 0
    for index in sorted(indexes):
        pieces += [source[position : parts[index].begin], f"\n\n\ufdd0{index}\ufdd1\n\n"]
        position = parts[index].end
    markdown = "".join([*pieces, source[position:]])
    cleaned = replace_dialects(markdown if has_tags else remove_tags(markdown))
    try:
        rendered = render_markdown(cleaned.text)
    except RecursionError:
        return Body(blocks=(), skipped=(), undescribed=()), ()
    parsed = html_to_blocks(_PLACE.sub(lambda place: escape(parts[int(place[1])].source), rendered.html))
    skipped = (*parsed.skipped, *cleaned.skipped)
    body = Body(blocks=parsed.blocks, skipped=skipped, undescribed=parsed.undescribed, long_rows=rendered.long_rows)
    return body, (*cleaned.directives, *rendered.boxes)


def _find_losing_parts(texts: Sequence[str], lost: Counter[str]) -> list[int]:
    """Return the indexes of the `texts` to which the `lost` words belong.

    A word may be in several of them; those that consist of lost words come first.
    """
    remaining = Counter(lost)
    words = [count_words([text]) for text in texts]
    shares = [(words_of & remaining).total() / max(1, words_of.total()) for words_of in words]
    losing = []
    for index in sorted(range(len(texts)), key=lambda index: -shares[index]):
        if not remaining:
            break
        if found := words[index] & remaining:
            losing.append(index)
            remaining -= found
    return losing


def _warnings(parts: Sequence[_Part], reasons: Mapping[int, str], path: Path, *, attempt: int) -> Iterator[str]:
    """Yield a warning for what is read as it is written, and for HTML that is left out."""
    if attempt == _MAX_ATTEMPTS - 1:
        yield f"{path}: the parser loses words of this article, so all of it is read as it is written. {_NEXT_STEP}"
        return
    if attempt == _MAX_ATTEMPTS - 2:
        yield f"{path}: the parser loses words in the HTML of this article, so its tags are left out. {_NEXT_STEP}"
    for index in islice(sorted(reasons), _MAX_WARNINGS):
        place = f"{path}, line {parts[index].line}"
        yield f"{place}: {reasons[index]}, so this paragraph is read as it is written. {_NEXT_STEP}"
    if len(reasons) > _MAX_WARNINGS:
        count = len(reasons) - _MAX_WARNINGS
        yield f"{path}: {count} more paragraphs are read as they are written, for similar reasons. {_NEXT_STEP}"
