"""TEXT -> LINES -> PIECES: the headings, items and paragraphs of a plain text, without the wrap of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from tts.noun import noun
from tts.regex import regex
from tts.text.languages import is_key_points_heading
from tts.text.readers.plaintext.pagination import PAGE_BREAK
from tts.text.readers.plaintext.tables import Table, find_tables
from tts.text.readers.torn_words import SUSPENDED
from tts.text.readers.whitespace import normalize_whitespace

_BULLET = regex(
    r"(?P<bullet>[•●▪■◦○‣⁃∙·◆◇❖▶►▸▹▷➤➢➣➔➜\uf0b7\uf0a7\uf0d8\uf076*+–-])\s+(?=\S)"
    r"|(?P<number>\d{1,3})[.)]\s+(?=\S)|\((?P<enclosed>\d{1,3})\)\s+(?=\S)"
)
_MARKED_HEADING = regex(r"(?P<marks>#{1,6})\s+(?P<text>[^\W_].*?)(?:\s+#{1,6})?")
_SENTENCES = regex(r"(?:[^\W\d_]{4,}|\d{4})\. \S")  # two of them, as in a caption with its credit
_LABEL = regex(r"\(?[a-zа-яіїє]\)\s|\(?[ivx]{1,5}\)\s")
_QUOTED = regex(r"[ \t]*(?:>[ \t]?)+(?=[ \t]*(?:[^\s>=]|$))")
UNDERLINE = regex(
    r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|–{2,}|—{2,}|─{3,}|━{3,}|═{3,}|¯{3,}|\^{3,}|\+{3,}|#{3,}"
    r"|(?:[*•~·–-] ){2,}[*•~·–-])$"
)
_CLOSING = "”“\"’'»«"
_STOPS = tuple(".,:;!?…")
SURE_BULLETS = frozenset("•●▪■◦○‣⁃∙·◆◇❖▶►▸▹▷➤➢➣➔➜\uf0b7\uf0a7\uf0d8\uf076")
_SIGNATURE = "--"  # its space is gone with those at the ends of all lines
_CELLS = regex(r"\t| {2,}|[|│┃║]")
MAX_WRAPPED = 120  # characters of a line that was wrapped by hand; a longer one is a paragraph
_MAX_HEADING = 80
_MAX_GREETING = 40
_NEAR = 100  # lines that are compared before and after one
_MIN_FULL = 0.75  # of the longest line: a shorter one was not wrapped for want of room


@noun
class Line:
    """A line that is not blank: its text, its number in the file, its indent in columns, and if a blank one precedes.

    `is_quoted`: it begins with `>`, as in a mail. `in_signature`: it is below the `-- ` of a mail, or in its head.
    `is_key_points`: it is the heading of key points. `is_byline`: it surely has names or dates of the article. `bullet`
    is the bullet that it begins with, `1` for any number, "" for none. `raw` is the text with its tabs and spaces.
    `level` is that of a heading marked by `#`, 0 for none. `is_kept`: it goes on with the paragraph above, on a line of
    its own. `is_wrapped`: its last word went on in the line below.
    """

    text: str
    number: int
    indent: int
    after_blank: bool
    is_quoted: bool = False
    is_key_points: bool = False
    in_signature: bool = False
    is_byline: bool = False
    bullet: str = ""
    raw: str = ""
    level: int = 0
    is_kept: bool = False
    is_wrapped: bool = False


@noun
class Piece:
    """Lines that belong together. `ordinal` is the number of a numbered item, `indent` the columns before it.

    A `table` has its rows instead of a text.
    """

    kind: Literal["heading", "item", "paragraph", "table"]
    text: str
    line: int
    ordinal: int | None = None
    level: int = 0
    indent: int = 0
    is_quoted: bool = False
    table: Table | None = None


def split_lines(text: str, language: str, first_number: int = 1) -> list[Line]:
    """Return the lines of `text` that are not blank; a line that is only a rule counts as blank.

    The lines of a mail's signature are apart from one another (RFC 3676, section 4.3).
    """
    lines: list[Line] = []
    after_blank = True
    in_signature = False
    skipped_lines = 0
    number = first_number - 1
    for line in text.split("\n"):
        number += 1 + skipped_lines
        skipped_lines = line.count(PAGE_BREAK)
        quoted = _QUOTED.match(line)
        raw = line[quoted.end() :] if quoted else line
        if not (normalized := normalize_whitespace(raw)) or (UNDERLINE.match(normalized) and after_blank):
            after_blank = True
            continue
        if normalized == _SIGNATURE and after_blank:
            in_signature = True
            continue
        expanded = raw.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        is_quoted = quoted is not None
        marker = _BULLET.match(normalized)
        heading = None if marker else _MARKED_HEADING.fullmatch(normalized)
        after_blank = after_blank or bool(lines and lines[-1].is_quoted != is_quoted)
        lines.append(
            Line(
                text=heading["text"] if heading else normalized,
                number=number,
                indent=indent,
                after_blank=after_blank or in_signature,
                in_signature=in_signature,
                is_quoted=is_quoted,
                is_key_points=is_key_points_heading(normalized, language),
                bullet=(marker["bullet"] or "1") if marker else "",
                raw=raw,
                level=len(heading["marks"]) if heading else 0,
            )
        )
        after_blank = False
    return lines


def group_lines(lines: Sequence[Line]) -> list[Piece]:
    """Return the headings, items, paragraphs and tables that `lines` make up, in order."""
    pieces: list[Piece] = []
    begin = 0
    raw = [line.raw if not line.bullet or _CELLS.search(line.raw.lstrip()[2:].lstrip()) else "" for line in lines]
    for table in find_tables(raw, [line.after_blank or line.is_key_points or line.is_quoted for line in lines]):
        pieces += _group_text(lines, begin, table.begin)
        pieces.append(Piece(kind="table", text="", line=lines[table.begin].number, table=table))
        begin = table.end
    return [*pieces, *_group_text(lines, begin, len(lines))]


def _group_text(lines: Sequence[Line], begin: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of the lines from `begin` to `end`, among which is no table."""
    index = begin
    for run in _split_runs(lines[begin:end]):
        first, text = run[0], join_lines(run)
        if first.is_quoted:
            yield Piece(kind="paragraph", text=text, line=first.number, is_quoted=True)
        elif _is_heading(run, index, lines):
            yield Piece(kind="heading", text=first.text, line=first.number, level=first.level)
        elif (marker := _BULLET.match(first.text)) and _is_item(index, lines):
            number = marker["number"] or marker["enclosed"]
            ordinal = int(number) if number else None
            text = text[marker.end() :]
            yield Piece(kind="item", text=text, line=first.number, ordinal=ordinal, indent=first.indent)
        else:
            yield Piece(kind="paragraph", text=text, line=first.number)
        index += len(run)


def _split_runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines in runs that a hard wrap has split.

    Only a line with a neighbour that no blank line separates can be wrapped; the longest of them has the full width.
    """
    width = measure_width(lines)
    run: list[Line] = []
    for line in lines:
        if run and not _continues(run, line, width):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def measure_width(lines: Sequence[Line]) -> int:
    """Return the length of the longest line that may have been wrapped, 0 if no two lines are next to each other."""
    neighbours = [(line, after) for line, after in pairwise(lines) if not after.after_blank]
    lengths = (len(line.text) for pair in neighbours for line in pair)
    return max((length for length in lengths if length <= MAX_WRAPPED), default=0)


def _continues(run: list[Line], line: Line, width: int) -> bool:
    """Return whether `line` belongs to the lines of `run`; `width` is that of the longest wrapped line.

    Not if the run ends with a line of its own (a verse, an address, a headline): it ends like no clause, the next word
    had room in it, and `line` does not go on in small letters.
    """
    last = run[-1]
    if line.is_kept:
        return True
    if line.after_blank or last.is_key_points or line.bullet or line.level or last.level:
        return False
    if _LABEL.match(line.text) and _LABEL.match(run[0].text):
        return False
    if UNDERLINE.match(line.text):
        return len(run) == 1
    if UNDERLINE.match(last.text) or max(len(last.text), len(line.text)) > MAX_WRAPPED:
        return False
    has_room = len(last.text) + 1 + len(line.text.split(" ", 1)[0]) < width * _MIN_FULL
    if has_room and last.text[-1].isalnum() and not line.text[0].islower():
        return False
    if run[0].bullet:
        return line.indent > run[0].indent or line.text[0].islower()
    run_width = max(len(other.text) for other in run[-_NEAR:])
    return not (last.text.endswith(_STOPS) and len(last.text) < 0.6 * run_width)


def _is_heading(run: list[Line], index: int, lines: Sequence[Line]) -> bool:
    """Return whether a run, at `index`, is underlined, or one short line that ends no sentence, with text below."""
    first = run[0]
    if first.is_key_points:
        return len(run) == 1
    if first.level:
        return True
    if len(run) == 2 and UNDERLINE.match(run[1].text):
        return len(first.text) <= MAX_WRAPPED
    following = lines[index + 1] if index + 1 < len(lines) else None
    return (
        len(run) == 1
        and following is not None
        and first.after_blank
        and following.after_blank
        and len(first.text) <= _MAX_HEADING
        and not first.text.rstrip(_CLOSING if index else "").endswith(_STOPS if index else (".", ",", ";", ":", "…"))
        and not first.bullet
        and not first.in_signature
        and not (_is_greeting(following) and first.text[-1].isdigit())
        and ";" not in first.text
        and not (index and _SENTENCES.search(first.text))
        and _may_begin_heading(first.text, is_headline=not index)
        and not first.text[0].islower()
        and any(character.isalpha() for character in first.text)
    )


def _may_begin_heading(text: str, *, is_headline: bool) -> bool:
    """Return whether a heading may begin as `text` does: a quotation only if it is the headline, and no sentence."""
    return text[0] not in "([" and (
        text[0] not in "“„\"‘'«»" or (is_headline and not text.rstrip(_CLOSING).endswith(_STOPS))
    )


def _is_greeting(line: Line) -> bool:
    """Return whether a line is what a letter begins with, below its place and date: "Dear Editor,"."""
    return line.text.endswith(",") and len(line.text) <= _MAX_GREETING


def _is_item(index: int, lines: Sequence[Line]) -> bool:
    """Return whether a line with a bullet is an item: below key points, or next to another line with that bullet.

    A dash or a number may also begin a sentence.
    """
    item = lines[index]
    if item.bullet in SURE_BULLETS or (index and lines[index - 1].is_key_points):
        return True
    before = range(index - 1, max(index - _NEAR, -1), -1)
    after = range(index + 1, min(index + _NEAR, len(lines)))
    for indexes in (before, after):
        for line in (lines[neighbour] for neighbour in indexes):
            # Passed over: lines that continue an item, and items within one
            if line.indent <= item.indent if line.bullet else line.after_blank:
                if line.bullet == item.bullet:
                    return True
                break
    return False


def join_lines(run: Iterable[Line]) -> str:
    """Return the text of the lines, without underlines and without a space after a hyphen at the end of a line.

    Only lines that their author kept apart are on lines of their own.
    """
    text = ""
    for line in run:
        if not UNDERLINE.match(line.text):
            is_hyphenated = text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower()
            is_hyphenated = is_hyphenated and line.text.split(" ", 1)[0] not in SUSPENDED
            if line.is_kept:
                text += f"\n{line.text}"
            else:
                text += line.text if is_hyphenated or not text else f" {line.text}"
    return text
