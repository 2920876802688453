"""Regular expressions that cannot take long, whatever the text."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from tts.regex import regex

MAX_CHARACTERS = 200
MAX_REPEATS = 100
_MAX_WAYS = 10_000  # to match at one place in a text
_GROUP = regex(r"\\(?:(\d{1,2})|g<(\w+)>)")


@cache
def compile_pattern(pattern: str, *, case_sensitive: bool, whole_word: bool) -> re.Pattern[str]:
    """Compile a pattern for Python's `re`; with `whole_word`, it matches only from the start to the end of words.

    Raises:
        ValueError: it is not a pattern, matches an empty text, or can match in too many ways.
    """
    if len(pattern) > MAX_CHARACTERS:
        raise ValueError(f"the pattern has more than {MAX_CHARACTERS} characters")
    try:
        parsed: Any = import_module("re._parser").parse(pattern)
        result = re.compile(
            rf"(?<!\w)(?:{pattern})(?!\w)" if whole_word else pattern, 0 if case_sensitive else re.IGNORECASE
        )
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"the pattern is not a regular expression: {error}") from None
    if not parsed.getwidth()[0]:
        raise ValueError("the pattern matches an empty text; let it match at least one character")
    if _count_ways(parsed) > _MAX_WAYS:
        raise ValueError("the pattern would backtrack too much; use fewer or smaller repeats")
    return result


def _count_ways(nodes: Any) -> int:
    """Return the maximum number of ways in which the parsed pattern can match at one place.

    Raises:
        ValueError: a repeat is unlimited or too large, or the pattern refers to its own groups.
    """
    total = 1
    for kind, arguments in nodes:
        match str(kind):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, repeated = arguments
                if most > MAX_REPEATS:
                    raise ValueError(
                        f"a repeat needs an end of at most {MAX_REPEATS}: write {{0,20}} for *, {{1,20}} for +"
                    )
                ways = _count_ways(repeated)
                total *= int(most - least + 1) if ways == 1 else int(min(ways ** (most + 1), _MAX_WAYS + 1))
            case "BRANCH":
                total *= sum(map(_count_ways, arguments[1]))
            case "SUBPATTERN":
                total *= _count_ways(arguments[3])
            case "ATOMIC_GROUP":
                total *= _count_ways(arguments)
            case "ASSERT" | "ASSERT_NOT":
                total *= _count_ways(arguments[1])
            case "GROUPREF" | "GROUPREF_EXISTS":
                raise ValueError("a pattern must not refer to its own groups")
    return total


def check_groups(alias: str, pattern: re.Pattern[str]) -> None:
    """Raise ValueError if `alias` names a group (`\\1`, `\\g<name>`) that `pattern` does not have."""
    for number, group in _GROUP.findall(alias):
        if group not in pattern.groupindex if group else int(number) > pattern.groups:
            raise ValueError(f"the pattern has no group '{group or number}'")


def expand_alias(alias: str, match: re.Match[str]) -> str:
    """Return `alias` with its group references replaced by the groups of `match`."""
    return _GROUP.sub(lambda group: match[int(group[1]) if group[1] else group[2]] or "", alias)
