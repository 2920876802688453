"""The words of a source that its rendering lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from tts.errors import LostWordsError
from tts.readers.folding import clean

_WORD = re.compile(r"[^\W_]+")
_MARKERS = re.compile(r"^[ \t>]*(?:(?:[-*+•]|\d{1,9}[.)])[ \t]+)*(\d{1,9})[.)](?=\s)", re.MULTILINE)
_DEFINITION = re.compile(
    r"^[ \t>]{0,8}\*?\[(?!\^)([^\]\n]+)\]:[ \t]*\n?[ \t]*\S.*$(?:\n[ \t]+[\"'(].*[\"')]$)?", re.MULTILINE
)
_LABEL = re.compile(r"\][ ]?\n?\[(?!\^)([^\]]+)\]")
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHOWN_WORDS = 12


def check_losses(source: str, html: str, left_out: Iterable[str], path: Path) -> None:
    """Compare the Markdown `source` with the `html` made of it, words with all signs as separators.

    A word may be in the HTML (text, attributes, names of tags), in `left_out`, in a comment, or in what only steers the
    rendering: the number of a list's item, the language of a fence, the definition of a link or abbreviation.

    Raises:
        LostWordsError: a word of the source is in none of them, or not as often.
    """
    kept = Counter(_words(html))
    for text in left_out:
        kept.update(_words(text))
    kept.update(_words(" ".join(_steering(source))))
    lost = Counter(_words(source)) - kept
    if lost:
        listed = ", ".join(f"'{word}'" for word in list(lost)[:_SHOWN_WORDS])
        more = f" and {len(lost) - _SHOWN_WORDS} more" if len(lost) > _SHOWN_WORDS else ""
        raise LostWordsError(
            f"{listed}{more} would be lost in reading. Look for unusual mark-up around them, and please report it.",
            path=path,
        )


def _steering(source: str) -> Iterator[str]:
    yield from _MARKERS.findall(source)
    yield from _FENCE.findall(source)
    yield from _COMMENT.findall(source)
    defined = set()
    for definition in _DEFINITION.finditer(source):
        defined.add(_folded(definition[1]))
        yield definition[0]
    yield from (label for label in _LABEL.findall(source) if _folded(label) in defined)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _words(text: str) -> list[str]:
    return _WORD.findall(clean(unescape(text)).casefold())
