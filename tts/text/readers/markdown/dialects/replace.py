"""The mechanism of the steps in `dialects`: marks of one kind are replaced, and their words accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from tts.model import Skipped
from tts.noun import noun
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.markdown.regions import find_code, matches_outside
from tts.text.readers.whitespace import normalize_whitespace, split_words


@noun
class Cleaned:
    """A text without the marks of a dialect, the marks that are skipped, and the words that only directed a program."""

    text: str
    skipped: tuple[Skipped, ...] = ()
    directives: tuple[str, ...] = ()


@noun
class Replacement:
    """The Markdown or HTML in the place of a mark.

    With a `reason`, the mark is listed as skipped: as it is in the source, or only its words in `skipped`. Words of the
    mark that are in neither `text` nor the list have only directed a program.
    """

    text: str = ""
    reason: str = ""
    skipped: str | None = None


def replace_marks(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], Replacement]) -> Cleaned:
    """Replace each match of `pattern` in the Markdown `text` by what `replace` returns for it. Code is not changed."""
    pieces: list[str] = []
    skipped: list[Skipped] = []
    directives: Counter[str] = Counter()
    position = 0
    for mark in matches_outside(text, pattern, find_code(text)):
        if mark.start() < position:
            continue
        pieces.append(text[position : mark.start()])
        replacement = replace(mark)
        around = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        pieces.append(replacement.text or (" " if all(map(str.isalnum, around)) else ""))
        words = Counter(split_words(mark[0])) - Counter(split_words(unescape(find_text(replacement.text))))
        if replacement.reason:
            left_out = normalize_whitespace(mark[0] if replacement.skipped is None else replacement.skipped)
            skipped.append(Skipped(text=left_out, reason=replacement.reason))
            words -= Counter(split_words(left_out))
        directives += words
        position = mark.end()
    pieces.append(text[position:])
    return Cleaned(text="".join(pieces), skipped=tuple(skipped), directives=tuple(directives.elements()))
