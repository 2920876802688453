"""Times of the day and durations."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
