"""MARKDOWN, HTML -> check that no word of the source was lost when it was rendered."""

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
_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\s(markdown(?:\s*=\s*[\"']?\w+)?)", re.IGNORECASE)  # removed when it is read
_DEFINITION = re.compile(
    r"^[ \t>]{0,8}\*?\[(?!\^)([^\]\n]+)\]:[ \t]*\n?[ \t]*\S.*$(?:\n[ \t]+[\"'(].*[\"')]$)?", re.MULTILINE
)
_LABEL = re.compile(r"\][ ]?\n?\[(?!\^)([^\]]+)\]")
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_LETTER = re.compile(r"[^\W_]")
_MAX_SHOWN = 12  # words in a message
_PROBLEM = "would be lost in reading. Look for unusual mark-up there, and please report it."


def check_losses(source: str, html: str, skipped: Iterable[str], path: Path) -> None:
    """Compare the words of the Markdown `source` with those of the `html` that was made of it.

    A word may be in the HTML (text, attributes, names of tags), in `skipped`, or in a directive to the renderer: the
    number of a list's item, the language of a fence, the definition of a link or abbreviation.

    Raises:
        LostWordsError: a word of the source is in none of them, or not as often.
    """
    kept = Counter(_split_letters(html))
    kept.update(_split_letters(" ".join(["", *skipped, *_find_directives(source)])))
    if lost := Counter(_split_letters(source)) - kept:
        raise lost_words_error(lost, _PROBLEM, path)


def check_letters(rendered: str, parsed: str, path: Path) -> None:
    """Compare the letters of rendered HTML as text with those that the tree of its elements has.

    Where mark-up is broken the two may separate words differently, but no letter may be missing.

    Raises:
        LostWordsError: the tree has other letters.
    """
    if Counter(_LETTER.findall(rendered)) != Counter(_LETTER.findall(parsed)):
        lost = Counter(_split_letters(rendered)) - Counter(_split_letters(parsed))
        raise lost_words_error(lost, _PROBLEM, path)


def lost_words_error(words: Counter[str], problem: str, path: Path) -> LostWordsError:
    """Return an error: the first 12 of `words`, then `problem`, which ends the sentence and gives the next step."""
    listed = ", ".join(f"'{word}'" for word in list(words)[:_MAX_SHOWN])
    rest = f" and {len(words) - _MAX_SHOWN} more" if len(words) > _MAX_SHOWN else ""
    return LostWordsError(f"{listed}{rest} {problem}", path=path)


def _find_directives(source: str) -> Iterator[str]:
    """Yield what only directs the renderer, and is not in its HTML."""
    for pattern in (_MARKERS, _ATTRIBUTE, _FENCE):
        yield from pattern.findall(source)
    defined = set()
    for definition in _DEFINITION.finditer(source):
        defined.add(" ".join(definition[1].split()).casefold())
        yield definition[0]
    yield from (label for label in _LABEL.findall(source) if " ".join(label.split()).casefold() in defined)


def _split_letters(text: str) -> list[str]:
    """Return the runs of letters and digits in `text`, in small letters, with entities decoded."""
    return _WORD.findall(clean_text(unescape(text)).casefold())
