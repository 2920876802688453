"""The rules of English, those of the United States and, for a passage of such a region, of Britain."""

from __future__ import annotations

from tts.rules import common
from tts.rules.english import dates, measures, money, names, numbers, shapes, signs, times, web
from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *web.RULES,
    common.address,
    *shapes.RULES,
    *money.RULES,
    *times.RULES,
    *dates.RULES,
    *measures.RULES,
    *names.RULES,
    *numbers.RULES,
    *signs.RULES,
    common.slash,
)
"""In the order in which they are applied: what one has made a token, no later one changes."""
