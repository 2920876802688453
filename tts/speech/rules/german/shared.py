"""Rules of every language that say a number, which German says in words."""

from __future__ import annotations

import re
from dataclasses import replace

from tts.speech.rules import common, figures
from tts.speech.rules.german import words
from tts.speech.rules.rule import Passage, PatternRule, Rule, Sounds


def _with_words(rule: PatternRule) -> PatternRule:
    """Return the rule with its numbers in words: `10⁶` is `hoch sechs`, `★★★★☆` `vier von fünf Sternen`."""

    def say(match: re.Match[str], passage: Passage) -> str | Sounds | None:
        """Return what the rule says, with words for digits."""
        said = rule.say(match, passage)
        if not isinstance(said, str):
            return said
        return re.sub(r"\d+(?:,\d+)?", lambda digits: words.number(digits[0]), said)

    return replace(rule, say=say)


_RULES = (*figures.FIRST, *common.EARLY)
EARLY: tuple[Rule, ...] = tuple(
    _with_words(rule) if isinstance(rule, PatternRule) and rule.name in ("power", "rating") else rule for rule in _RULES
)
"""The rules for powers and leftover markup, which are applied early."""
