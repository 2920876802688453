"""LENGTH -> milliseconds, and a warning about an edition that has too much of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tts.clock import in_words
from tts.errors import UsageError

_LENGTH = re.compile(r"(?:(?P<hours>[0-9]{1,3}) ?h(?:ours?)? ?)?(?:(?P<minutes>[0-9]{1,5}) ?(?:m|min|minutes?)?)?")
_MAX_SHOWN = 3  # articles


def parse_length(text: str) -> int:
    """Return a length in ms: `75m`, `1h15m` and `75` are the same.

    Raises:
        UsageError: this is no length.
    """
    match = _LENGTH.fullmatch(text.strip().lower())
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0) if match else 0
    if not minutes:
        raise UsageError(f"'{text}' is not a length. Give minutes or hours, as in 75m or 1h15m.")
    return minutes * 60_000


def warn_of_length(duration_ms: int, max_ms: int, articles: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield a warning if an edition is longer than `max_ms`, with the longest of its `articles` (titles and lengths).

    Nothing is left out by itself: which article can wait is for the producer to say.
    """
    if duration_ms <= max_ms:
        return
    longest = sorted(articles, key=lambda article: -article[1])[:_MAX_SHOWN]
    listed = ", ".join(f'"{title}" ({in_words(length_ms)})' for title, length_ms in longest)
    excess = f"{in_words(duration_ms - max_ms)} more than {in_words(max_ms)}"
    yield f"The edition has {in_words(duration_ms)}, {excess}. Nothing is left out. The longest articles: {listed}."
