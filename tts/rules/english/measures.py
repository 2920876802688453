"""Units, rates, percentages, temperatures."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
