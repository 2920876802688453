"""Regular expressions that cannot take long, whatever the text."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from math import prod
from typing import Any

MOST_CHARACTERS = 200
MOST_REPEATS = 100
_MOST_WAYS = 10_000  # in which one place of a text can be tried
_GROUP = re.compile(r"\\(?:(\d{1,2})|g<(\w+)>)")


@cache
def compiled(pattern: str, *, case_sensitive: bool, whole_word: bool) -> re.Pattern[str]:
    """A pattern of Python's `re`, which with `whole_word` begins and ends where a word does.

    Raises:
        ValueError: it is no pattern, can match nothing, or can be tried in too many ways.
    """
    if len(pattern) > MOST_CHARACTERS:
        raise ValueError(f"the pattern has more than {MOST_CHARACTERS} characters")
    try:
        parsed: Any = import_module("re._parser").parse(pattern)
        finished = re.compile(
            rf"(?<!\w)(?:{pattern})(?!\w)" if whole_word else pattern, 0 if case_sensitive else re.IGNORECASE
        )
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"the pattern is no regular expression: {error}") from None
    if not parsed.getwidth()[0]:
        raise ValueError("the pattern matches where nothing is; let it match a character at least")
    if _ways(parsed) > _MOST_WAYS:
        raise ValueError("the pattern can be tried in too many ways; use fewer or smaller repeats")
    return finished


def _ways(nodes: Any) -> int:
    """In how many ways the parsed pattern can match at one place, at most."""
    return prod(_ways_of(str(kind), given) for kind, given in nodes)


def _ways_of(kind: str, given: Any) -> int:
    match kind:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, nodes = given
            if most > MOST_REPEATS:
                raise ValueError(
                    f"a repeat needs an end of at most {MOST_REPEATS}: write {{0,20}} for *, {{1,20}} for +"
                )
            ways: int = _ways(nodes)
            return int(most - least + 1) if ways == 1 else int(min(ways ** (most + 1), _MOST_WAYS + 1))
        case "BRANCH":
            return sum(map(_ways, given[1]))
        case "SUBPATTERN":
            return _ways(given[3])
        case "ATOMIC_GROUP":
            return _ways(given)
        case "ASSERT" | "ASSERT_NOT":
            return _ways(given[1])
        case "GROUPREF" | "GROUPREF_EXISTS":
            raise ValueError("a pattern does not refer to its own groups")
        case _:
            return 1


def check_groups(alias: str, pattern: re.Pattern[str]) -> None:
    """Raises ValueError if `alias` names a group (`\\1`, `\\g<name>`) that `pattern` does not have."""
    for number, group in _GROUP.findall(alias):
        if group not in pattern.groupindex if group else int(number) > pattern.groups:
            raise ValueError(f"the pattern has no group '{group or number}'")


def filled(alias: str, match: re.Match[str]) -> str:
    """`alias` with the groups of `match` that it names."""
    return _GROUP.sub(lambda one: match[int(one[1])] or "" if one[1] else match[one[2]] or "", alias)
