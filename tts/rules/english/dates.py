"""Days, months, years, decades and seasons."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
