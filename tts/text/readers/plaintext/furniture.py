"""LINES -> LINES of the article alone: what the page has around it is skipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, takewhile

from tts.model import Skipped
from tts.noun import noun
from tts.text.readers.furniture import Furniture, find_furniture
from tts.text.readers.plaintext.lines import Line
from tts.text.readers.plaintext.menus import find_menus

_MAX_TITLE = 140  # characters of another article's title
_MAX_LISTED = 15
_MIN_PANEL = 3  # lines; more of them in a row are a panel of the page whatever they say
_MAX_BEFORE_MENU = 2  # lines before the menu of a page
_MAX_BELOW_RIGHTS = 25  # lines of the foot of a page below the notice of its rights
_STOPS = (".", ",", ";", ":")


@noun
class Kept:
    """The lines that are left, and those that are skipped."""

    lines: Sequence[Line]
    skipped: tuple[Skipped, ...]


def take_furniture(lines: Sequence[Line], language: str) -> Kept:
    """Take the lines that are surely not the article's: advertisements, buttons, lists of other articles.

    A line that may also be a heading is taken only among others of its kind. If nothing were left, nothing is taken.
    """
    found = [None if _may_be_credit(lines, index) else find_furniture(line.text) for index, line in enumerate(lines)]
    reasons: dict[int, str] = {}
    for is_found, group in groupby(range(len(lines)), key=lambda index: found[index] is not None):
        if is_found:
            reasons.update(_take_chain(lines, found, list(group)))
    for index in [index for index in reasons if (piece := found[index]) and (piece.is_list or piece.is_notice)]:
        reasons.update(_take_below(lines, found, index))
    return skip_lines(lines, find_menus(lines, found, language) | reasons)


def _may_be_credit(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line with a sign for copyright may be the credit of a picture: the page goes on below it."""
    return "©" in lines[index].text and index + _MAX_BELOW_RIGHTS < len(lines)


def skip_lines(lines: Sequence[Line], reasons: dict[int, str]) -> Kept:
    """Return the lines without those whose indexes have a reason; if none were left, all of them."""
    if len(reasons) == len(lines):
        return Kept(lines=lines, skipped=())
    kept = []
    is_cut = False
    for index, line in enumerate(lines):
        if index in reasons:
            is_cut = True
            continue
        kept.append(replace(line, after_blank=True) if is_cut else line)
        is_cut = False
    skipped = (Skipped(text=lines[index].text, reason=reasons[index], line=lines[index].number) for index in reasons)
    return Kept(lines=kept, skipped=tuple(sorted(skipped, key=lambda skip: skip.line or 0)))


def _take_chain(
    lines: Sequence[Line], found: Sequence[Furniture | None], chain: list[int]
) -> Iterator[tuple[int, str]]:
    """Yield the indexes and reasons of lines, found one after another, that are surely furniture."""
    pieces = [(index, piece) for index in chain if (piece := found[index])]
    networks = sum(piece.is_network for _, piece in pieces)
    is_panel = any(piece.is_sure and piece.reason != "advertisement" for _, piece in pieces) or networks > 1
    for index, piece in pieces:
        is_joined = is_panel and len(pieces) > 1 and (piece.is_network or _is_in_run(lines, found, index))
        is_empty = piece.is_list and not _titles_below(lines, index)
        if not is_empty and (piece.is_sure or is_joined or len(pieces) > _MIN_PANEL):
            yield index, piece.reason


def _is_in_run(lines: Sequence[Line], found: Sequence[Furniture | None], index: int) -> bool:
    """Return whether another found line is right above or below the line, without a blank line between."""
    is_above = index > 0 and found[index - 1] is not None and not lines[index].after_blank
    is_below = index + 1 < len(lines) and found[index + 1] is not None and not lines[index + 1].after_blank
    return is_above or is_below


def _take_below(lines: Sequence[Line], found: Sequence[Furniture | None], index: int) -> Iterator[tuple[int, str]]:
    """Yield what belongs to the line at `index`: the titles below a heading, the rest of a wrapped notice."""
    piece = found[index]
    if piece and piece.reason == "navigation" and index <= _MAX_BEFORE_MENU:
        menu = takewhile(lambda below: _is_in_menu(lines[below]), range(index + 1, len(lines) - 1))
        yield from ((below, piece.reason) for below in menu)
    elif piece and piece.is_list:
        yield from ((below, piece.reason) for below in _titles_below(lines, index))
    elif piece:
        below = index + 1
        while below < len(lines) and not lines[below].after_blank and lines[below].text[0].islower():
            yield below, piece.reason
            below += 1


def _is_in_menu(line: Line) -> bool:
    """Return whether a line may be an entry of the menu above an article."""
    return len(line.text.split()) <= 2 and len(line.text) <= 25 and line.text[-1].isalnum() and not line.is_key_points


def _titles_below(lines: Sequence[Line], index: int) -> list[int]:
    """Return the indexes of the titles of other articles below the heading at `index`.

    They are items, or lines right below it, or all that is left of the page.
    """
    titles: list[int] = []
    below = range(index + 1, min(index + _MAX_LISTED + 2, len(lines)))
    for line in (lines[number] for number in below):
        if len(line.text) > _MAX_TITLE or line.text.endswith(_STOPS):
            break
        titles.append(index + 1 + len(titles))
    is_end = len(titles) == len(below) <= _MAX_LISTED
    return titles if is_end else list(takewhile(partial(_is_listed, lines, index), titles))


def _is_listed(lines: Sequence[Line], index: int, title: int) -> bool:
    """Return whether the line `title` is an item, or in one run with the heading at `index`."""
    return bool(lines[title].bullet) or all(not line.after_blank for line in lines[index + 1 : title + 1])
