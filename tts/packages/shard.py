"""NAMES of packages -> those that one of several runs makes: `3/40` is the third of forty."""

from __future__ import annotations

import re
from hashlib import sha256

from tts.errors import UsageError
from tts.noun import noun

_SHARD = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


@noun
class Shard:
    """The part `number` (from 1) of `count` parts into which the articles of a run are divided."""

    number: int
    count: int

    def owns(self, slug: str) -> bool:
        """Return whether the package `slug` is in this part: in just one of them, whatever other packages there are."""
        digest = sha256(slug.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


def parse_shard(text: str) -> Shard:
    """Return the shard that `text` names.

    Raises:
        UsageError: it names none.
    """
    match = _SHARD.fullmatch(text)
    number, count = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= count:
        raise UsageError(f"'{text}' is not a part of the articles. Write the third of forty parts as --shard 3/40.")
    return Shard(number=number, count=count)
