"""Cardinals, ordinals, decimals, fractions, ranges, scores, Roman numerals."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
