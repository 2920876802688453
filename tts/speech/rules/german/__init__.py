"""The rules for German."""

from __future__ import annotations

from tts.speech.rules import common, figures
from tts.speech.rules.german import (
    abbreviations,
    acronyms,
    dates,
    dotted,
    measures,
    money,
    numbers,
    roman,
    shared,
    telephones,
    times,
    web,
)
from tts.speech.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    common.link_target,
    *web.ADDRESSES,
    *common.FIGURES,
    *measures.FIRST,
    *dates.MARKS,
    *shared.EARLY,
    *web.RULES,
    *telephones.RULES,
    *times.RULES,
    *dates.FIRST,
    *numbers.FIRST,
    *money.RULES,
    *measures.RULES,
    *numbers.LARGE,
    *dotted.RULES,
    *roman.RULES,
    *abbreviations.RULES,
    *acronyms.RULES,
    *dates.RULES,
    *numbers.PARTS,
    *numbers.RULES,
    figures.plus_or_minus,
    common.slash,
)
"""The rules in the order in which they are applied. A later rule never changes the tokens of an earlier one."""
