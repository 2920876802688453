"""The words that hibari has in its lexicons, without importing it: all others are read by its net."""

from __future__ import annotations

import gzip
import json
from functools import cache

from tts.speech.engines.natural.voices import package_folder


@cache
def load_dictionary(*, british: bool) -> frozenset[str]:
    """Return the words of an accent's lexicons, as they are written there; none if they are not installed."""
    folder = package_folder()
    accent = "gb" if british else "us"
    words: set[str] = set()
    for part in ("gold", "silver") if folder else ():
        try:
            with gzip.open(f"{folder}/assets/lexicon_{accent}_{part}.json.gz", "rt", encoding="utf-8") as file:
                words.update(json.load(file))
        except (OSError, ValueError):  # another version's, or a damaged one
            continue
    return frozenset(words)
