"""The rules for French."""

from __future__ import annotations

from tts.speech.rules import common
from tts.speech.rules.figures import power
from tts.speech.rules.french import (
    abbreviations,
    acronyms,
    dates,
    fractions,
    measures,
    money,
    numbers,
    ordinals,
    symbols,
    telephones,
    times,
    titles,
    web,
)
from tts.speech.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    common.link_target,
    *web.RULES[:2],
    *common.FIGURES,
    acronyms.formula,
    *money.RULES,
    *measures.RAISED,
    power,
    *symbols.FIRST,
    *common.EARLY,
    *web.RULES[2:],
    *titles.RULES,
    *telephones.RULES,
    *abbreviations.RULES,
    *dates.RULES,
    *times.RULES,
    *measures.RULES,
    *abbreviations.LAST,
    *fractions.RULES,
    *ordinals.RULES,
    *acronyms.RULES,
    *numbers.RULES,
    *symbols.RULES,
    common.slash,
)
"""The rules in the order in which they are applied. A later rule never changes the tokens of an earlier one."""
