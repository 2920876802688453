"""The author and date of an article, where its text gives them around the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from tts.model import Block, Skipped
from tts.noun import noun
from tts.text.keypoints import may_be_key_points
from tts.text.languages import is_key_points_heading
from tts.text.readers.byline.moments import is_moment_label
from tts.text.readers.byline.names import has_label, is_detail, is_label, read_bare_names, read_byline, read_more_names
from tts.text.readers.byline.statements import Statement, read_statement
from tts.text.readers.frontmatter.fields import Fields
from tts.text.readers.title import Title

HEARD_IN_OPENING = "heard in the opening"
"""Why a byline of the text is skipped."""

_HEARD_IN_PART = "heard in the opening, without post, place and time"
_REASONS = {
    "update": "date of a later version",
    "age": "time of publication, without a date",
    "reading time": "how long reading takes",
    "details": "post or place of the author",
    "sign": "sign between parts of the byline",
}
_MAX_LOOSE_DETAIL = 6  # words of a post that a blank line separates from the name
_MAX_LINES = 24  # below the headline
_MIN_DECK_WORDS = 3
_MAX_PASSED = 3  # paragraphs before the byline: a deck and a standfirst of two
_MAX_PASSED_LINES = 12
_MAX_PASSED_LENGTH = 400  # characters of each of its lines


@noun
class TopLine:
    """A line below the headline. `is_passed`: it is a key point or the like, and the byline may follow it."""

    text: str
    begins_paragraph: bool = True
    is_passed: bool = False


@noun
class Byline:
    """The names and the date (ISO 8601) of the lines `taken`, which have the reasons why they are not heard there.

    Lines before the last of them that are not taken are the standfirst.
    """

    authors: tuple[str, ...] = ()
    date: str | None = None
    taken: tuple[tuple[int, str], ...] = ()

    @property
    def end(self) -> int:
        """Return the index after the last line that is taken."""
        return self.taken[-1][0] + 1 if self.taken else 0


@noun
class _Run:
    """Lines that follow each other, each a part of the byline."""

    statements: list[tuple[int, Statement]]

    def is_sure(self) -> bool:
        """Return whether the lines cannot be text: one of them is sure, or a name and a date stand together."""
        has_names = any(statement.authors for _, statement in self.statements)
        has_date = any(statement.day for _, statement in self.statements)
        return any(statement.is_sure for _, statement in self.statements) or (has_names and has_date)


def find_byline(lines: Sequence[TopLine], fields: Fields) -> Byline:
    """Return what the `lines` below a headline say; lines that contradict the front matter's `fields` are text.

    A deck or a standfirst may precede, and is left where it is. Below it only what is surely a byline is taken.
    """
    lines = lines[:_MAX_LINES]
    byline = Byline()
    index = passed = paragraphs = 0
    while index < len(lines):
        run = _read_run(lines, index, fields.language)
        if run.statements and (run.is_sure() or (not passed and _stands_alone(run))):
            longer = _add(byline, run, fields)
            if longer is None:
                return byline
            byline = longer
            index = byline.end
            continue
        line = lines[index]
        if not line.is_passed:
            passed += 1
            paragraphs += line.begins_paragraph or passed == 1
            if paragraphs > _MAX_PASSED or passed > _MAX_PASSED_LINES or len(line.text) > _MAX_PASSED_LENGTH:
                break
        index += 1
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
    top: list[tuple[int, TopLine]] = []
    deck = begin if _is_deck(blocks, begin, fields.language) else -1
    for index, block in enumerate(blocks[begin : begin + _MAX_LINES], begin):
        if any(mark.kind == "struck" for mark in block.marks):
            break
        if index == deck or _is_heading_of_byline(block, fields.language):
            top.append((index, TopLine(text=block.text)))
        elif block.kind == "paragraph" and not is_key_points_heading(block.text, fields.language):
            texts = [text.strip() for text in block.text.split("\n") if text.strip()]
            top += [(index, TopLine(text=text, begins_paragraph=not at)) for at, text in enumerate(texts)]
        elif _is_passed(block, fields.language):
            top.append((index, TopLine(text=block.text, is_passed=True)))
        else:
            break
    byline = find_byline([line for _, line in top], fields)
    taken = {top[number][0] for number, _ in byline.taken}
    left = {index for number, (index, _) in enumerate(top) if number not in dict(byline.taken)}
    if taken & left:  # a paragraph of which only a part is a byline
        first = min(taken & left)
        kept = [number for number, (index, _) in enumerate(top) if index < first]
        byline = find_byline([top[number][1] for number in kept], fields)
        taken = {top[number][0] for number, _ in byline.taken}
    reasons = {top[number][0]: reason for number, reason in reversed(byline.taken)}
    skipped = (Skipped(text=blocks[index].text, reason=reasons[index]) for index in sorted(taken))
    if taken and deck >= 0:
        blocks = (*blocks[:deck], replace(blocks[deck], kind="paragraph", level=0), *blocks[deck + 1 :])
    rest = tuple(block for index, block in enumerate(blocks) if index not in taken)
    if taken:
        rest = move_key_points_up(rest, begin, max(taken) + 1 - len(taken))
    found = replace(title, blocks=rest, skipped=(*title.skipped, *skipped))
    return (byline, found) if byline.date or fields.date else _take_date_above(byline, found, fields.language)


def _take_date_above(byline: Byline, title: Title, language: str) -> tuple[Byline, Title]:
    """Return `byline` with the date in a paragraph of its own above the headline, and the title without that."""
    for index, block in enumerate(title.blocks if title.source == "heading" else ()):
        if block.kind == "heading":
            break
        statement = read_statement(block.text, language) if block.kind == "paragraph" else None
        if statement and statement.day and statement.kinds == {"date"}:
            skipped = Skipped(text=block.text, reason=_reason(statement))
            blocks = title.blocks[:index] + title.blocks[index + 1 :]
            dated = replace(byline, date=statement.day)
            return dated, replace(title, blocks=blocks, skipped=(*title.skipped, skipped))
    return byline, title


def _is_deck(blocks: Sequence[Block], index: int, language: str) -> bool:
    """Return whether the heading at `index`, below the headline, is a deck: a byline follows this heading alone."""

    def is_above_byline(block: Block, below: Block) -> bool:
        """Return whether `block` is a heading and the paragraph `below` it begins with names or a date."""
        return block.kind == "heading" and below.kind == "paragraph" and _begins_byline(below, language)

    if len(blocks) <= index + 1 or len(blocks[index].text.split()) < _MIN_DECK_WORDS:
        return False
    first, *others = pairwise(blocks[index:])
    return is_above_byline(*first) and not any(is_above_byline(*pair) for pair in others)


def _is_heading_of_byline(block: Block, language: str) -> bool:
    """Return whether a heading is nothing but names or a date, such as `### By Ann Lee`."""
    return block.kind == "heading" and block.level > 1 and _begins_byline(block, language)


def _begins_byline(block: Block, language: str) -> bool:
    """Return whether the first line of `block` says who wrote the article or when."""
    statement = read_statement(block.text.partition("\n")[0], language)
    return statement is not None and bool(statement.authors or statement.day)


def move_key_points_up(blocks: Sequence[Block], begin: int, below: int) -> tuple[Block, ...]:
    """Return `blocks` with a list at `below`, below the byline, moved above the standfirst, which begins at `begin`.

    There it is the first block, and so the key points of the article.
    """
    if begin < below < len(blocks) and may_be_key_points(blocks[below]):
        return (*blocks[:begin], blocks[below], *blocks[begin:below], *blocks[below + 1 :])
    return tuple(blocks)


def _is_passed(block: Block, language: str) -> bool:
    """Return whether a byline may follow `block`: a picture, a list of key points or its heading."""
    return block.kind in ("figure", "list") or is_key_points_heading(block.text, language)


def _read_run(lines: Sequence[TopLine], begin: int, language: str) -> _Run:
    """Return the lines from `begin` on that are parts of a byline, up to the first other line."""
    run = _Run(statements=[])
    for index in range(begin, len(lines)):
        line = lines[index]
        if line.is_passed:
            break
        if run.statements and _is_separator(line):
            run.statements.append((index, Statement(kinds=frozenset({"sign"}))))
            continue
        statement = _read_line(lines, index, language)
        if statement is None and _has_names(run):
            statement = _read_more_names(lines, index, language) or _read_detail(lines, index, language)
        if statement is None and run.statements and run.statements[-1][1].day:
            statement = _read_name_below_date(lines, index, language)
        statement = statement or _read_bare_line(lines, index, language)
        if statement is None:
            break
        run.statements.append((index, statement))
    return run


def _read_line(lines: Sequence[TopLine], index: int, language: str) -> Statement | None:
    """Return what a line says by itself, or as a word such as "By" with the names in the next line."""
    text = lines[index].text
    if is_label(text, language) and index + 1 < len(lines):
        names = read_byline(f"{text} {lines[index + 1].text}", language)
        return Statement(kinds=frozenset({"names"})) if names else None
    if is_moment_label(text, language) and index + 1 < len(lines):
        return read_statement(f"{text} {lines[index + 1].text}", language) and Statement(kinds=frozenset({"date"}))
    if index and (is_label(lines[index - 1].text, language) or is_moment_label(lines[index - 1].text, language)):
        text = f"{lines[index - 1].text} {text}"
    return read_statement(text, language)


def _has_names(run: _Run) -> bool:
    """Return whether the last lines of `run` are names and what is said of them."""
    return bool(run.statements) and not run.statements[-1][1].day and any(one.authors for _, one in run.statements)


def _is_separator(line: TopLine) -> bool:
    """Return whether a line has only signs, such as the dot between a name and a date."""
    return not any(character.isalnum() for character in line.text)


def _find_below(lines: Sequence[TopLine], index: int) -> int | None:
    """Return the index of the next line below `index` that has words, or None at the end or above key points."""
    below = next((below for below in range(index + 1, len(lines)) if not _is_separator(lines[below])), None)
    return None if below is None or lines[below].is_passed else below


def _read_more_names(lines: Sequence[TopLine], index: int, language: str) -> Statement | None:
    """Return the names in the second line of a byline, which begins with "and", or names a place as the first does."""
    line = lines[index]
    names = None if line.begins_paragraph else read_more_names(line.text, language)
    if names is None and not line.begins_paragraph:
        bare = read_bare_names(line.text, language)
        names = bare if bare and bare.has_place else None
    return Statement().with_names(names, is_sure=True) if names else None


def _read_detail(lines: Sequence[TopLine], index: int, language: str) -> Statement | None:
    """Return the post or place in the line after a name; it may stand apart only if it names a post."""
    line = lines[index]
    below = _find_below(lines, index)
    follows = below is not None and read_statement(lines[below].text, language) is not None
    if not is_detail(line.text, language, is_between=follows and not line.begins_paragraph):
        return None
    if line.begins_paragraph and (below is None or len(line.text.split()) > _MAX_LOOSE_DETAIL):
        return None
    return Statement(kinds=frozenset({"details"}))


def _read_bare_line(lines: Sequence[TopLine], index: int, language: str) -> Statement | None:
    """Return the names of a line without a word such as "By", directly above a date, or a post or place."""
    below = _find_below(lines, index)
    if below is None or has_label(lines[index].text, language):
        return None
    names = read_bare_names(lines[index].text, language)
    if names is None:
        return None
    text = lines[below].text
    statement = read_statement(text, language)
    if lines[below].begins_paragraph and not (statement and statement.is_sure):
        return None
    if statement is None:
        last = _find_below(lines, below)
        is_between = last is not None and _has_day(read_statement(lines[last].text, language))
        is_author = is_between or is_detail(text, language)  # a longer line above the date is the deck
        return Statement().with_names(names, is_sure=True) if is_author else None
    return None if statement.authors else Statement().with_names(names, is_sure=False)


def _read_name_below_date(lines: Sequence[TopLine], index: int, language: str) -> Statement | None:
    """Return the names of a line without a word such as "By", directly below a date and above a blank line."""
    is_last = index + 1 == len(lines) or lines[index + 1].begins_paragraph
    names = read_bare_names(lines[index].text, language)
    if names is None or lines[index].begins_paragraph or not is_last:
        return None
    return Statement().with_names(names, is_sure=False)


def _has_day(statement: Statement | None) -> bool:
    """Return whether there is a statement and it has a date, also that of an update."""
    return statement is not None and bool(statement.day or statement.update)


def _stands_alone(run: _Run) -> bool:
    """Return whether lines directly below the headline are a byline though they may be text: "By Ann", "3 May 2021"."""
    return any(statement.authors or statement.day or "age" in statement.kinds for _, statement in run.statements)


def _add(byline: Byline, run: _Run, fields: Fields) -> Byline | None:
    """Return `byline` with the lines of `run`, or None if the first of them contradicts what is known."""
    added = byline
    for index, statement in run.statements:
        authors = _join(added.authors, statement.authors)
        days = list(filter(None, (added.date, statement.day)))
        longer = Byline(authors=authors, date=min(days, default=None), taken=added.taken)
        if not _agrees(longer, fields):
            break
        added = replace(longer, taken=(*added.taken, (index, _reason(statement))))
    if added.date is None and not fields.date:
        updates = {statement.update: index for index, statement in run.statements if statement.update}
        if updates:
            date = min(updates)
            taken = ((index, _HEARD_IN_PART if updates[date] == index else reason) for index, reason in added.taken)
            added = replace(added, date=date, taken=tuple(taken))
    return None if len(added.taken) == len(byline.taken) else added


def _join(authors: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return `authors` and those of `others` that are not among them; capitals make no difference."""
    known = {name.casefold() for name in authors}
    return (*authors, *(name for name in others if name.casefold() not in known))


def _reason(statement: Statement) -> str:
    """Return why the line of a `statement` is skipped."""
    if statement.kinds <= {"names", "date"}:
        return HEARD_IN_OPENING
    if statement.kinds & {"names", "date"}:
        return _HEARD_IN_PART
    return next(_REASONS[kind] for kind in chain(_REASONS) if kind in statement.kinds)


def _agrees(byline: Byline, fields: Fields) -> bool:
    """Return whether a byline has the authors and the day of the front matter, as far as both say them."""
    names = [name.casefold() for name in fields.authors]
    is_same_author = not (names and byline.authors) or [name.casefold() for name in byline.authors] == names
    is_same_day = not (fields.date and byline.date) or byline.date[:10] == fields.date[:10]
    return is_same_author and is_same_day
