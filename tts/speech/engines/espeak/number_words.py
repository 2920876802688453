"""German number words: espeak-ng misreads most that are written as one word (the v of "einundvierzig" as in Vase)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tts.regex import regex

_STEMS = "drei|vier|fünf|acht|neun"
_PART = (
    rf"(?:(?:{_STEMS}|sech|sieb)zehn|(?:vier|fünf|sech|sieb|acht|neun)zig|zwanzig|dreißig|null|eins?|zwei|{_STEMS}|sechs"
    r"|sieben|zehn|elf|zwölf|hundert|tausend|und)"
)
_COMPOUND = regex(rf"(?<![^\W\d_]){_PART}{{2,12}}", re.IGNORECASE)
_JOINS = regex("und|hundert|tausend", re.IGNORECASE)
_PARTS = regex(_PART, re.IGNORECASE)


def find_joints(text: str) -> Iterator[int]:
    """Yield the offsets between the parts of German number words: two for "einundvierzig"."""
    for compound in _COMPOUND.finditer(text):
        if _JOINS.search(compound[0]):
            for part in _PARTS.finditer(text, compound.start(), compound.end()):
                if part.start() > compound.start():
                    yield part.start()
