"""The rules for English: American, or British for a passage whose language has a region with British usage."""

from __future__ import annotations

from tts.speech.rules import common
from tts.speech.rules.english import (
    abbreviations,
    acronyms,
    capitals,
    censored,
    code,
    dates,
    designations,
    mathematics,
    measures,
    money,
    numbers,
    pairs,
    places,
    roman,
    shapes,
    symbols,
    telephones,
    times,
    titles,
    web,
    years,
)
from tts.speech.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *measures.FIRST,
    *dates.FIRST,
    *mathematics.FIRST,
    *censored.RULES,
    common.link_target,
    *web.ADDRESSES,
    code.code,
    *common.EARLY,
    *web.RULES,
    code.identifier,
    symbols.heart,
    *pairs.RULES,
    *places.RULES,
    *titles.RULES,
    *telephones.RULES,
    *shapes.RULES,
    *money.RULES,
    *times.RULES,
    *dates.RULES,
    *measures.RULES,
    *years.RULES,
    *mathematics.RULES,
    *roman.RULES,
    *designations.RULES,
    *abbreviations.RULES,
    *acronyms.RULES,
    *capitals.RULES,
    *numbers.RULES,
    *symbols.RULES,
    common.slash,
)
"""The rules in the order in which they are applied. A later rule never changes the tokens of an earlier one."""
