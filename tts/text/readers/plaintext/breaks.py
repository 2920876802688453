"""LINES -> LINES that say where paragraphs begin without a blank line, and which lines their author kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tts.regex import regex
from tts.text.languages.signs import SIGNS
from tts.text.readers.plaintext.lines import MAX_WRAPPED, UNDERLINE, Line, measure_width

_ENDS = tuple('.!?…:”"“»’)]*')
_MAX_KEPT = 60  # characters of a line of verse, of an address or of opening hours
_MAX_VERSE = 48  # of verse that goes on in small letters
_MAX_NARROW = 30  # to which no prose is wrapped, but verse is
_MAX_PAIR = 45  # of two lines that are an address
_MAX_CAPITALS = 80  # of a heading in capitals
_MIN_LETTERS = 4  # in a heading in capitals
_MIN_PROSE = 40  # characters of the line below it
_MIN_SENTENCE = 50  # of a line that is a paragraph
_MIN_PARAGRAPHS = 4  # lines, of which nearly all end a sentence
_MIN_INDENT = 2  # columns
_SPEAKER = regex(r"[^\W\d_][\w.’'-]{0,20}(?: [\w.’'-]{1,20}){0,3} ?: \S")
_WITHIN = regex(r"[.!?] [^\W\d_]")  # a sentence that ends within a line


def begin_paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` with a blank line understood where an indent, one line for each paragraph, or capitals tell it."""
    groups = list(_split_at_blanks(lines))
    capitals = Counter(line.text for line in lines if line.text.isupper())
    is_unspaced = len(groups) * 5 <= len(lines)
    begun: list[Line] = []
    for number, group in enumerate(groups):
        begins = {0} if group[0].after_blank else set()
        begins |= _indented(group)
        if is_unspaced:
            begins |= _long(group)
        if _is_line_for_each_paragraph(group):
            begins |= {index for index, line in enumerate(group) if not line.bullet}
        begins |= _spoken(group)
        is_in_capitals = _has_heading_in_capitals(group) and capitals[group[0].text] == 1
        if number and (is_in_capitals or _has_heading_of_list(group)):
            begins |= {1}
        begun += (replace(line, after_blank=index in begins) for index, line in enumerate(group))
    return begun


def keep_lines(lines: Sequence[Line], *, is_titled: bool) -> list[Line]:
    """Return `lines` with a mark on those that their author began as lines of their own: in verse, in an address.

    Unless the text `is_titled`, its first lines may be a headline.
    """
    width = measure_width(lines)
    kept: list[Line] = []
    for number, group in enumerate(_split_at_blanks(lines)):
        is_kept = (number or is_titled) and _is_broken_by_author(group, width)
        kept += (replace(line, is_kept=bool(is_kept and index)) for index, line in enumerate(group))
    return kept


def _split_at_blanks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines between blank lines."""
    begins = [index for index, line in enumerate(lines) if not index or line.after_blank]
    for begin, end in pairwise([*begins, len(lines)]):
        yield lines[begin:end]


def _indented(group: Sequence[Line]) -> set[int]:
    """Return which lines begin paragraphs by an indent: those before them end a sentence, which verse does not do."""
    base = min(line.indent for line in group)
    indexes = {index for index, line in enumerate(group) if index and line.indent >= base + _MIN_INDENT}
    if not indexes or any(line.bullet for line in group) or len(indexes) > max(1, len(group) * 0.7):
        return set()
    ended = sum(group[index - 1].text.endswith(_ENDS) for index in indexes)
    return indexes if ended >= len(indexes) * 0.8 else set()


def _spoken(group: Sequence[Line]) -> set[int]:
    """Return which lines begin what a speaker says, as in an interview: `Q: …`, `Ann Lee: …`."""
    begins = {index for index, line in enumerate(group) if _SPEAKER.match(line.text) and not line.bullet}
    is_speech = all(group[index - 1].text.endswith(_ENDS) for index in {*begins, len(group)} if index)
    return begins - {0} if len(begins) > 1 and 0 in begins and is_speech else set()


def _long(group: Sequence[Line]) -> set[int]:
    """Return the lines that are too long to be wrapped, and those below them, in a text without blank lines."""
    is_long = [len(line.text) > MAX_WRAPPED for line in group]
    return {
        index
        for index, line in enumerate(group)
        if index and (is_long[index] or is_long[index - 1]) and not line.bullet
    }


def _is_line_for_each_paragraph(group: Sequence[Line]) -> bool:
    """Return whether nearly each line ends a sentence, as no wrap leaves them."""
    whole = [line.text.endswith(_ENDS) for line in group if len(line.text) >= _MIN_SENTENCE]
    return len(whole) >= _MIN_PARAGRAPHS and sum(whole) >= len(whole) * 0.8


def _has_heading_in_capitals(group: Sequence[Line]) -> bool:
    """Return whether the first line is in capitals, and a line of prose is below it."""
    if len(group) < 2 or group[0].bullet or group[1].bullet or group[0].is_quoted or group[0].is_key_points:
        return False
    first, second = group[0].text, group[1].text
    return (
        first.isupper()
        and sum(map(str.isalpha, first)) >= _MIN_LETTERS
        and len(first) <= _MAX_CAPITALS
        and first[-1] not in ".,;:"
        and not second.isupper()
        and len(second) >= _MIN_PROSE
    )


def _has_form(line: Line) -> bool:
    """Return whether a line is an item, a heading or the line below one."""
    return bool(line.bullet or line.is_key_points or line.level or UNDERLINE.match(line.text))


def _has_heading_of_list(group: Sequence[Line]) -> bool:
    """Return whether a short line that ends like no clause stands above a list of two items or more."""
    return (
        len(group) > 2
        and not _has_form(group[0])
        and bool(group[1].bullet and group[2].bullet)
        and len(group[0].text) <= _MAX_KEPT
        and group[0].text[-1].isalnum()
    )


def _is_broken_by_author(group: Sequence[Line], width: int) -> bool:
    """Return whether lines are apart because their author broke them, not for want of room.

    `width` is that of the longest wrapped line. A wrap fills each line: the first word of the next has no room in it.
    It seldom begins each line with a capital, and never with a sign that carries a meaning, as in `▲ Acme 4.2`.
    """
    texts = [line.text for line in group]
    if len(group) > 1 and all(line.text[0] in SIGNS and not line.bullet for line in group):
        return True
    longest = max(map(len, texts))
    if len(texts) < 2 or longest > _MAX_KEPT or any(_has_form(line) or line.is_wrapped for line in group):
        return False
    below = texts[1:]
    room = max(longest, int(width * 0.75))
    broken = sum(len(text) + 1 + len(after.split(" ", 1)[0]) <= room for text, after in pairwise(texts))
    capitals = sum(not text[0].islower() for text in below)
    if all(text.endswith((".", "!", "?")) for text in texts[:-1]):
        return False  # paragraphs of one line
    if len(below) == 1:
        return broken == capitals == 1 and longest <= _MAX_PAIR and texts[0][-1] not in ".!?:"
    if capitals == len(below):
        return broken > 0 or longest <= _MAX_VERSE
    if any(_WITHIN.search(text) for text in texts):
        return False  # prose
    is_ragged = broken * 3 >= len(below) and (longest <= _MAX_VERSE or capitals * 2 >= len(below))
    return is_ragged or longest <= _MAX_NARROW
