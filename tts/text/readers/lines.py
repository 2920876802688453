"""The lines of a plain text, and the pieces that they make up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tts.text.headings import is_key_points_heading
from tts.text.readers.whitespace import normalize_whitespace

_BULLET = re.compile(r"(?P<bullet>[•●▪■◦○‣⁃∙·*–-])\s+(?=\S)|(?P<number>\d{1,3})[.)]\s+(?=\S)")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+(?=[ \t]*(?:[^\s>=]|$))")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|(?:\* ){2,}\*)$")
_ENDS = tuple(".,;:!?…")
_SURE_BULLETS = frozenset("•●▪■◦○‣⁃∙·")
_MAX_WRAPPED = 120  # characters of a line that somebody broke by hand; a longer one is a paragraph
_MAX_HEADING = 80
_NEAR = 100  # lines to look at before and after one
_FULL = 0.75  # of the longest line: a shorter one was not broken for want of room


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank: its folded text, its number in the file, its indent, and if a blank one precedes.

    `is_quoted`: `>` stood before it, as in a mail.
    """

    text: str
    number: int
    indent: int
    after_blank: bool
    is_quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines that belong together. `ordinal` is the number of a numbered item, `indent` the columns before it."""

    kind: Literal["heading", "item", "paragraph"]
    text: str
    line: int
    ordinal: int | None = None
    indent: int = 0
    is_quoted: bool = False


def split_lines(text: str, first_number: int = 1) -> list[Line]:
    """The lines of `text` that are not blank; a line that only rules something off counts as blank."""
    lines: list[Line] = []
    after_blank = True
    for number, line in enumerate(text.split("\n"), first_number):
        sign = _QUOTED.match(line)
        raw = line[sign.end() :] if sign else line
        if not (folded := normalize_whitespace(raw)) or (_UNDERLINE.match(folded) and after_blank):
            after_blank = True
            continue
        expanded = raw.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        is_quoted = sign is not None
        after_blank = after_blank or bool(lines and lines[-1].is_quoted != is_quoted)
        lines.append(Line(text=folded, number=number, indent=indent, after_blank=after_blank, is_quoted=is_quoted))
        after_blank = False
    return lines


def group_lines(lines: Sequence[Line]) -> list[Piece]:
    """Headings, items and paragraphs, in order."""
    pieces: list[Piece] = []
    at = 0
    for run in _runs(lines):
        head = run[0]
        if head.is_quoted:
            pieces.append(Piece(kind="paragraph", text=_join(run), line=head.number, is_quoted=True))
        elif _is_heading(run, at, lines):
            pieces.append(Piece(kind="heading", text=head.text, line=head.number))
        elif (marker := _BULLET.match(head.text)) and _is_item(at, lines):
            number = int(marker["number"]) if marker["number"] else None
            text = _join(run)[marker.end() :]
            pieces.append(Piece(kind="item", text=text, line=head.number, ordinal=number, indent=head.indent))
        else:
            pieces.append(Piece(kind="paragraph", text=_join(run), line=head.number))
        at += len(run)
    return pieces


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that a hard wrap has torn apart."""
    width = _width(lines)
    run: list[Line] = []
    for line in lines:
        if run and not (_continues(run, line) and not _is_broken_on_purpose(run[-1], line, width)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _width(lines: Sequence[Line]) -> int:
    """The length of the longest line that a hard wrap may have made: one with a neighbour that no blank line parts."""
    neighbours = (pair for pair in pairwise(lines) if not pair[1].after_blank)
    lengths = (len(line.text) for pair in neighbours for line in pair)
    return max((length for length in lengths if length <= _MAX_WRAPPED), default=0)


def _continues(run: list[Line], line: Line) -> bool:
    last = run[-1]
    if line.after_blank or is_key_points_heading(last.text) or _BULLET.match(line.text):
        return False
    if _UNDERLINE.match(line.text):
        return len(run) == 1
    if _UNDERLINE.match(last.text) or max(len(last.text), len(line.text)) > _MAX_WRAPPED:
        return False
    if _BULLET.match(run[0].text):
        return line.indent > run[0].indent or line.text[0].islower()
    width = max(len(other.text) for other in run[-_NEAR:])
    return not (last.text.endswith(_ENDS) and len(last.text) < 0.6 * width)


def _is_broken_on_purpose(last: Line, line: Line, width: int) -> bool:
    """Whether `last` is a line of its own (a verse, an address, a headline): the next word had room in it.

    What ends like a clause, or goes on in small letters, was only wrapped with care.
    """
    has_room = len(last.text) + 1 + len(line.text.split(" ", 1)[0]) < width * _FULL
    return has_room and last.text[-1].isalnum() and not line.text[0].islower() and not _UNDERLINE.match(line.text)


def _is_heading(run: list[Line], at: int, lines: Sequence[Line]) -> bool:
    """A line that stands alone, is short and ends no sentence, with text after it; or one that is underlined."""
    head = run[0]
    if is_key_points_heading(head.text):
        return len(run) == 1
    if len(run) == 2 and _UNDERLINE.match(run[1].text):
        return True
    following = lines[at + 1] if at + 1 < len(lines) else None
    return (
        len(run) == 1
        and following is not None
        and head.after_blank
        and following.after_blank
        and len(head.text) <= _MAX_HEADING
        and not head.text.endswith(_ENDS if at else (".", ",", ";", ":", "…"))
        and not _BULLET.match(head.text)
        and head.text[0] not in "“\"‘'«(["
        and not head.text[0].islower()
        and any(character.isalpha() for character in head.text)
    )


def _is_item(at: int, lines: Sequence[Line]) -> bool:
    """A dash or a number may begin a sentence: it is an item below key points, or next to another line like it."""
    sign = _sign(lines[at])
    if sign in _SURE_BULLETS or (at and is_key_points_heading(lines[at - 1].text)):
        return True
    before = range(at - 1, max(at - _NEAR, -1), -1)
    after = range(at + 1, min(at + _NEAR, len(lines)))
    neighbours = (_first_beside(lines, beside, lines[at]) for beside in (before, after))
    return any(_sign(line) == sign for line in neighbours if line)


def _first_beside(lines: Sequence[Line], beside: range, item: Line) -> Line | None:
    return next((lines[at] for at in beside if not _stands_in_item(lines[at], item)), None)


def _stands_in_item(line: Line, item: Line) -> bool:
    """Whether `line` may be part of an item like `item`: it goes on with one, or is an item within it."""
    return line.indent > item.indent if _sign(line) else not line.after_blank


def _sign(line: Line) -> str:
    """The bullet that a line begins with, `1` for any number, else ''."""
    marker = _BULLET.match(line.text)
    return (marker["bullet"] or "1") if marker else ""


def _join(run: Iterable[Line]) -> str:
    text = ""
    for line in run:
        if _UNDERLINE.match(line.text):
            continue
        is_torn_word = text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower()
        text += line.text if is_torn_word or not text else f" {line.text}"
    return text
