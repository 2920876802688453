"""What looks like a number and is a name: telephone numbers, versions, ISBN, aircraft."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
