"""The plural categories of whole numbers, by rules as CLDR writes them (UTS 35, part 3, section 5.1.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from tts.regex import regex

CATEGORIES = ("zero", "one", "two", "few", "many")
"""The categories that a rule can give; what no rule gives is `other`."""

_RANGES = r"\d+(?:\.\.\d+)?"
_RELATION = regex(
    rf"(?P<operand>[nivwftce])(?:\s*%\s*(?P<divisor>[1-9]\d*))?\s*(?P<sign>!?=)\s*(?P<ranges>{_RANGES}(?:\s*,\s*{_RANGES})*)"
)


def plural_category(rules: Mapping[str, str], count: int) -> str:
    """Return the first category of `rules` whose rule holds for `count`, or `other`."""
    for category, rule in rules.items():
        if any(all(_holds(relation, count) for relation in condition) for condition in parse_rule(rule)):
            return category
    return "other"


@cache
def parse_rule(rule: str) -> tuple[tuple[re.Match[str], ...], ...]:
    """Return the conditions of a rule, of which one must hold, each as relations, which must all hold.

    Raises:
        ValueError: the rule is not written as CLDR writes them.
    """
    return tuple(
        tuple(_parse_relation(relation) for relation in re.split(r"\s+and\s+", condition))
        for condition in re.split(r"\s+or\s+", rule.strip())
    )


def _parse_relation(relation: str) -> re.Match[str]:
    """Return the parts of a relation of CLDR; raise `ValueError` if it is not one."""
    match = _RELATION.fullmatch(relation)
    if not match:
        raise ValueError(f"'{relation}' is not a plural rule. Write it as CLDR does, such as 'n % 10 = 2..4'.")
    return match


def _holds(relation: re.Match[str], count: int) -> bool:
    """Return whether a whole number fulfils a relation of CLDR (UTS 35, part 3, section 5.1.1)."""
    # Of a whole number n and i are the number itself; the operands for its decimals and exponent are 0.
    value = count if relation["operand"] in "ni" else 0
    if relation["divisor"]:
        value %= int(relation["divisor"])
    ranges = (part.strip().partition("..") for part in relation["ranges"].split(","))
    return any(int(first) <= value <= int(last or first) for first, _, last in ranges) == (relation["sign"] == "=")
