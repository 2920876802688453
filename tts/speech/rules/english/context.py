"""The context of a match, where a look-around in the pattern would need a fixed length."""

from __future__ import annotations

import re
from functools import cache

_NEAR = 60  # characters, about one clause


def after(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` ends where the match begins."""
    return _ending(cue).search(match.string[max(0, match.start() - _NEAR) : match.start()]) is not None


def before(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` begins where the match ends."""
    return cue.match(match.string, match.end()) is not None


def near(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` is found shortly before the match."""
    return cue.search(match.string[max(0, match.start() - _NEAR) : match.start()]) is not None


@cache
def _ending(cue: re.Pattern[str]) -> re.Pattern[str]:
    """Return `cue` as a pattern that matches only at the end of a text."""
    return re.compile(rf"(?:{cue.pattern})\Z", cue.flags)
