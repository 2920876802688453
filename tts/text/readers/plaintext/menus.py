"""LINES -> the lines of the menu above an article, and of the lists, links and notices at the end of its page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tts.text.languages import languages, load_phrases
from tts.text.readers.byline.statements import read_statement
from tts.text.readers.furniture import Furniture
from tts.text.readers.plaintext.lines import Line

_MAX_ENTRY = 32  # characters
_MAX_ENTRY_WORDS = 4
_MAX_NOTE_WORDS = 14  # of a line among the entries of a menu
_MAX_MENU = 150  # lines
_MIN_MENU = 4
_MIN_KNOWN = 2  # entries whose names are known
_MIN_FOOT = 3  # lines at the end of a page that are known
_MAX_TITLE = 140  # characters of another article's title
_MAX_TAIL = 80  # lines
_MIN_ABOVE = 8  # lines of a page above the headline
_MAX_SHORT_LINES = 2  # in a row between a headline and its byline
_STOPS = (".", ",", ";", ":")
_NAVIGATION = "navigation"
_TAIL = frozenset(("list of other articles", "comments of the page", "tags"))


def find_menus(lines: Sequence[Line], found: Sequence[Furniture | None], language: str) -> dict[int, str]:
    """Return the indexes of the lines around the article, each with the reason to skip it.

    `found` is what each line is by itself.
    """
    menu = _find_menu(lines, found, language)
    menu = max(menu, _find_start(lines, found, language), key=len)
    reasons = dict.fromkeys(menu, _NAVIGATION)
    tail = _find_tail(lines, found)
    if tail is not None:
        first = found[tail]
        reason = first.reason if first else _NAVIGATION
        reasons |= {index: (piece.reason if (piece := found[index]) else reason) for index in range(tail, len(lines))}
    foot = _find_foot(lines, found)
    reasons |= {index: reasons.get(index) or _reason(found[index]) for index in range(foot, len(lines))}
    return reasons


def _reason(piece: Furniture | None) -> str:
    """Return why a line is skipped: as what it was found to be, otherwise as navigation."""
    return piece.reason if piece else _NAVIGATION


@cache
def _menu_names() -> frozenset[str]:
    """Return the names of entries of menus, in all languages."""
    return frozenset(name for tag in languages() for name in load_phrases(tag).pasted.menus)


def _is_known(line: Line, piece: Furniture | None) -> bool:
    """Return whether a line is an entry of menus: by its name, or by what it is for."""
    return line.text.casefold().strip(" |>›»+-–·•:") in _menu_names() or (
        piece is not None and piece.reason == _NAVIGATION
    )


def _is_entry(line: Line, piece: Furniture | None) -> bool:
    """Return whether a line may be an entry of a menu."""
    if line.is_key_points or line.is_byline:
        return False
    if _is_known(line, piece):
        return True
    is_short = len(line.text) <= _MAX_ENTRY and len(line.text.split()) <= _MAX_ENTRY_WORDS
    return piece is not None or (is_short and (line.text[-1].isalnum() or line.text[-1] in "+…»›>)"))


def _find_menu(lines: Sequence[Line], found: Sequence[Furniture | None], language: str) -> range:
    """Return the lines of the menu with which a page begins: short lines, of which some have known names."""
    end = 0
    while end < min(len(lines), _MAX_MENU) and (
        _is_menu_line(lines, found, end, language) or _is_note_in_menu(lines, end)
    ):
        end += 1
    if end == len(lines) or not end:
        return range(0)
    last = end - 1
    below = lines[end].text
    is_headline = len(below.split()) >= _MAX_ENTRY_WORDS and not below.endswith(_STOPS) and not lines[end].is_byline
    if not _is_known(lines[last], found[last]) and found[last] is None:
        is_apart = lines[last].after_blank and len(lines[last].text.split()) > _MIN_KNOWN
        end -= is_apart or not is_headline or read_statement(below, language) is not None
    known = sum(_is_known(lines[index], found[index]) for index in range(end))
    is_menu = known >= _MIN_KNOWN and (end >= _MIN_MENU or (end > _MIN_KNOWN and known * 3 >= end * 2))
    return range(end) if is_menu else range(0)


def _find_start(lines: Sequence[Line], found: Sequence[Furniture | None], language: str) -> range:
    """Return the lines above the headline, which has a byline below it, if they are many and hardly a sentence."""
    last = min(len(lines), 2 * _MAX_MENU)
    if sum(_is_of_the_page(*pair) for pair in zip(lines[:last], found[:last], strict=True)) < _MIN_FOOT:
        return range(0)  # most texts have no menu, and to look for a byline takes longer
    for byline in range(_MIN_ABOVE, last):
        statement = read_statement(lines[byline].text, language)
        if statement is None or not statement.is_sure or not (statement.authors or statement.day):
            continue
        headline = _find_headline(lines, found, byline)
        known = sum(_is_of_the_page(*pair) for pair in zip(lines[:headline], found[:headline], strict=True))
        sentences = sum(line.text.endswith(".") and len(line.text) > _MAX_ENTRY for line in lines[:headline])
        is_page = known * 6 >= headline and known >= _MIN_FOOT and sentences * 20 <= headline
        return range(headline) if _MIN_ABOVE <= headline < byline and is_page else range(0)
    return range(0)


def _is_of_the_page(line: Line, piece: Furniture | None) -> bool:
    """Return whether a line is furniture of the page, or an entry that menus often have."""
    return piece is not None or _is_known(line, piece)


def _find_headline(lines: Sequence[Line], found: Sequence[Furniture | None], byline: int) -> int:
    """Return the index of the first line of the headline above a byline, with a line of a few words above it."""
    headline = byline
    for index in range(byline - 1, -1, -1):
        if _is_known(lines[index], found[index]) or (found[index] and not lines[index].text.endswith(_STOPS)):
            break
        if len(lines[index].text.split()) >= _MAX_ENTRY_WORDS:
            headline = index
        elif headline - index >= _MAX_SHORT_LINES:
            break
    above = headline - 1
    has_kicker = above >= 0 and not lines[headline].after_blank and not _is_known(lines[above], found[above])
    return above if has_kicker and found[above] is None else headline


def _is_menu_line(lines: Sequence[Line], found: Sequence[Furniture | None], index: int, language: str) -> bool:
    """Return whether a line is an entry of a menu; one that reads as a byline must be a known entry."""
    line = lines[index]
    if not _is_entry(line, found[index]):
        return False
    return _is_known(line, found[index]) or read_statement(line.text, language) is None


def _is_note_in_menu(lines: Sequence[Line], index: int) -> bool:
    """Return whether a longer line stands within a menu: above known entries."""
    below = range(index + 1, min(index + 1 + _MIN_FOOT, len(lines)))
    return (
        len(below) == _MIN_FOOT
        and len(lines[index].text.split()) <= _MAX_NOTE_WORDS
        and not lines[index].text.endswith(_STOPS)
        and all(lines[number].text.casefold() in _menu_names() for number in below)
    )


def _find_foot(lines: Sequence[Line], found: Sequence[Furniture | None]) -> int:
    """Return the index of the first line at the foot of the page: links and notices of which a third is known."""
    known = best = 0
    foot = len(lines)
    for count, index in enumerate(range(len(lines) - 1, max(-1, len(lines) - _MAX_MENU), -1), 1):
        if not _is_entry(lines[index], found[index]):
            break
        if found[index] is not None or _is_known(lines[index], None):
            known += 1
            if known * 3 >= count:
                foot, best = index, known
    return foot if best >= _MIN_FOOT else len(lines)


def _find_tail(lines: Sequence[Line], found: Sequence[Furniture | None]) -> int | None:
    """Return where the titles of other articles, comments or tags begin that go on to the end of the page.

    There is no sentence among them except for notices of the page.
    """
    tail = None
    pieces = 0
    for index in range(len(lines) - 1, max(0, len(lines) - _MAX_TAIL), -1):
        piece = found[index]
        line = lines[index]
        if piece is None and (line.text.endswith(_STOPS) or len(line.text) > _MAX_TITLE or line.is_key_points):
            break
        if piece is not None:
            pieces += 1
            is_list = piece.is_list or (pieces * 3 >= len(lines) - index and piece.reason in _TAIL)
            tail = index if is_list and pieces > 1 else tail
    return tail
