"""Abbreviations, titles, acronyms, initials."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
