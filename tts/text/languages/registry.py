"""The subtags of languages, scripts, regions and variants that are registered (RFC 5646), from `subtags.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tts.regex import regex

_FILE = Path(__file__).with_name("subtags.txt")
_KINDS = (
    ("script", regex("[a-z]{4}")),
    ("region", regex(r"[a-z]{2}|\d{3}")),
    ("language", regex("[a-z]{3}")),  # an extended one, each of which is also a language
    ("variant", regex(r"[a-z\d]+")),
)
"""The kinds of subtags after the first one, by their form."""


def is_language(subtag: str) -> bool:
    """Return whether `subtag` is the registered code of a language."""
    return _is_in(subtag.lower(), "language")


def is_region(subtag: str) -> bool:
    """Return whether `subtag` is the registered code of a country, or of a part of the world."""
    return _is_in(subtag.lower(), "region")


def is_registered(subtag: str) -> bool:
    """Return whether `subtag`, which is not the first one of its tag, is one of the kind that its form says."""
    folded = subtag.lower()
    return any(_is_in(folded, kind) for kind, form in _KINDS if form.fullmatch(folded))


def _is_in(subtag: str, kind: str) -> bool:
    """Return whether `subtag`, in small letters, is a registered one of a kind, alone or joined with others."""
    last_letters = _read_kind(kind)
    return subtag.isalnum() and (subtag in last_letters or subtag[-1] in last_letters.get(f"{subtag[:-1]}:", ""))


@cache
def _read_kind(kind: str) -> dict[str, str]:
    """Return the subtags of a kind with "", and the beginnings of joined ones with their last letters: `aa:`, `ab`.

    They stay joined, because to take 8,000 apart takes longer than to look up those of an article.
    """
    lines = (line.split() for line in _FILE.read_text(encoding="ascii").splitlines() if line.startswith(f"{kind} "))
    words = (word.partition(":") for _, *words in lines for word in words)
    return {begin + colon: ends for begin, colon, ends in words}
