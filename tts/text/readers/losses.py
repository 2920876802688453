"""The words of a source that its rendering lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from tts.errors import LostWordsError
from tts.text.readers.whitespace import clean_text

_WORD = re.compile(r"[^\W_]+")
_MARKERS = re.compile(r"^[ \t>]*(?:(?:[-*+•]|\d{1,9}[.)])[ \t]+)*\d{1,9}[.)](?=\s)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\s(markdown(?:\s*=\s*[\"']?\w+)?)", re.IGNORECASE)  # who reads it takes it away
_DEFINITION = re.compile(
    r"^[ \t>]{0,8}\*?\[(?!\^)([^\]\n]+)\]:[ \t]*\n?[ \t]*\S.*$(?:\n[ \t]+[\"'(].*[\"')]$)?", re.MULTILINE
)
_LABEL = re.compile(r"\][ ]?\n?\[(?!\^)([^\]]+)\]")
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_LETTER = re.compile(r"[^\W_]")
_SHOWN_WORDS = 12


def check_losses(source: str, html: str, left_out: Iterable[str], path: Path) -> None:
    """Compare the Markdown `source` with the `html` made of it, words with all signs as separators.

    A word may be in the HTML (text, attributes, names of tags), in `left_out`, or in what only steers the
    rendering: the number of a list's item, the language of a fence, the definition of a link or abbreviation.

    Raises:
        LostWordsError: a word of the source is in none of them, or not as often.
    """
    kept = Counter(_words(html))
    for text in left_out:
        kept.update(_words(text))
    kept.update(_words(" ".join(_find_directives(source))))
    lost = Counter(_words(source)) - kept
    if lost:
        raise _lost(lost, path)


def check_letters(rendered: str, understood: str, path: Path) -> None:
    """Compare the prose of HTML as it was rendered and as a tree of elements understood it, letter by letter.

    Where mark-up is broken the two may part words differently; no letter may be missing.

    Raises:
        LostWordsError: the tree has other letters.
    """
    if Counter(_LETTER.findall(rendered)) != Counter(_LETTER.findall(understood)):
        raise _lost(Counter(_words(rendered)) - Counter(_words(understood)), path)


def _lost(lost: Counter[str], path: Path) -> LostWordsError:
    listed = ", ".join(f"'{word}'" for word in list(lost)[:_SHOWN_WORDS])
    more = f" and {len(lost) - _SHOWN_WORDS} more" if len(lost) > _SHOWN_WORDS else ""
    what = f"{listed}{more} would be lost in reading. Look for unusual mark-up there, and please report it."
    return LostWordsError(what, path=path)


def _find_directives(source: str) -> Iterator[str]:
    yield from _MARKERS.findall(source)
    yield from _ATTRIBUTE.findall(source)
    yield from _FENCE.findall(source)
    defined = set()
    for definition in _DEFINITION.finditer(source):
        defined.add(_folded(definition[1]))
        yield definition[0]
    yield from (label for label in _LABEL.findall(source) if _folded(label) in defined)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _words(text: str) -> list[str]:
    return _WORD.findall(clean_text(unescape(text)).casefold())
