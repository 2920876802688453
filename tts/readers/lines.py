"""The lines of a plain text, and the pieces that they make up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tts.headings import is_key_points_heading
from tts.readers.folding import fold

_BULLET = re.compile(r"(?P<bullet>[•●▪■◦○‣⁃∙·*–-])\s+(?=\S)|(?P<number>\d{1,3})[.)]\s+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|(?:\* ){2,}\*)$")
_ENDS = tuple(".,;:!?…")
_SURE_BULLETS = frozenset("•●▪■◦○‣⁃∙·")
_MAX_WRAPPED = 120  # characters of a line that somebody broke by hand; a longer one is a paragraph
_MAX_HEADING = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank: its folded text, its number in the file, its indent, and if a blank one precedes."""

    text: str
    number: int
    indent: int
    after_blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines that belong together. `ordinal` is the number of a numbered item."""

    kind: Literal["heading", "item", "paragraph"]
    text: str
    line: int
    ordinal: int | None = None
    indent: int = 0


def lines_of(text: str, first_number: int = 1) -> list[Line]:
    """The lines of `text` that are not blank; a line that only rules something off counts as blank."""
    lines = []
    after_blank = True
    for number, raw in enumerate(text.split("\n"), first_number):
        if not (folded := fold(raw)) or (_UNDERLINE.match(folded) and after_blank):
            after_blank = True
            continue
        expanded = raw.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        lines.append(Line(text=folded, number=number, indent=indent, after_blank=after_blank))
        after_blank = False
    return lines


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Headings, items and paragraphs, in order."""
    pieces: list[Piece] = []
    at = 0
    for run in _runs(lines):
        head = run[0]
        if _is_heading(run, at, lines):
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
    run: list[Line] = []
    for line in lines:
        if run and not _continues(run, line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


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
    width = max(len(other.text) for other in run)
    return not (last.text.endswith(_ENDS) and len(last.text) < 0.6 * width)


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
    before, after = at - 1, at + 1
    while before > 0 and not _sign(lines[before]) and not lines[before].after_blank:
        before -= 1
    while after < len(lines) and not _sign(lines[after]) and not lines[after].after_blank:
        after += 1
    neighbours = [lines[before]] if before >= 0 else []
    return any(_sign(line) == sign for line in [*neighbours, *lines[after : after + 1]])


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
