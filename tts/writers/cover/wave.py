"""A title -> the wave on its cover: a burst for each word, as in speech, and different for every title."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import shake_256
from itertools import chain, cycle, islice

BARS = 33
_PAUSE = 0.04
_BURST = (3, 8)  # bars


def wave(title: str) -> tuple[float, ...]:
    """Return the height of each bar, more than 0 and at most 1."""
    chances = shake_256(title.encode("utf-8", "surrogatepass")).digest(BARS)
    words = [len(word) for word in title[:1000].split()] or [1]
    shape = islice(chain.from_iterable(map(_burst, cycle(words))), BARS)
    return tuple(height * (90 + 165 * chance // 255) / 255 for height, chance in zip(shape, chances, strict=True))


def _burst(letters: int) -> Iterator[float]:
    """Yield the heights of the bars of one word, at most 1, then the height of the pause after it."""
    low, high = _BURST
    bars = max(low, min(letters, high))
    yield from (4 * (at + 1) * (bars - at) / (bars + 1) ** 2 for at in range(bars))
    yield _PAUSE
