"""Footnote marks, mathematics, emoji, masked words, typographic marks."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
