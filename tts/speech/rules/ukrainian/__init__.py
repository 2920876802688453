"""The rules for Ukrainian."""

from __future__ import annotations

from tts.speech.rules import common, figures
from tts.speech.rules.rule import Rule
from tts.speech.rules.ukrainian import abbreviations, acronyms, dates, measures, numbers, roman, signs, times

RULES: tuple[Rule, ...] = (
    common.link_target,
    *signs.ADDRESSES,
    *common.FIGURES,
    *signs.WORDS,
    *measures.FIRST,
    *signs.NUMBERS,
    *times.FIRST,
    *numbers.FIRST,
    *measures.RULES,
    *figures.FIRST,
    *common.EARLY,
    *signs.RULES,
    *roman.RULES,
    *dates.RULES,
    *times.RULES,
    *abbreviations.FIRST,
    *numbers.RULES,
    *abbreviations.RULES,
    *acronyms.RULES,
    *signs.LAST,
    figures.minus,
    figures.plus_or_minus,
    figures.plus,
    common.slash,
)
"""The rules in the order in which they are applied. A later rule never changes the tokens of an earlier one."""
