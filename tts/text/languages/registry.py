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
    return subtag.lower() in _subtags("language")


def is_region(subtag: str) -> bool:
    """Return whether `subtag` is the registered code of a country, or of a part of the world."""
    return subtag.lower() in _subtags("region")


def is_registered(subtag: str) -> bool:
    """Return whether `subtag`, which is not the first one of its tag, is one of the kind that its form says."""
    folded = subtag.lower()
    return any(folded in _subtags(kind) for kind, form in _KINDS if form.fullmatch(folded))


@cache
def _subtags(kind: str) -> frozenset[str]:
    """Return the registered subtags of a kind, in small letters."""
    found: set[str] = set()
    for line in _FILE.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{kind} "):
            for word in line.split()[1:]:
                stem, _, ends = word.partition(":")
                found.update(stem + end for end in ends or [""])
    return frozenset(found)
