"""Addresses of the web and of mail, handles, hashtags, paths, code."""

from __future__ import annotations

from tts.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
