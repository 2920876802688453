"""SHOWN -> SPOKEN: the rules of each language, in the order in which they are applied."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from tts.errors import UsageError
from tts.speech.rules.rule import PatternRule, Rule
from tts.text.languages.tags import primary_subtag

LANGUAGES = {
    "de": "tts.speech.rules.german",
    "en": "tts.speech.rules.english",
    "es": "tts.speech.rules.spanish",
    "fr": "tts.speech.rules.french",
    "uk": "tts.speech.rules.ukrainian",
}
"""Primary language -> the module with its `RULES`; other languages use those of `tts.speech.rules.common`."""


LEXICON = "lexicon"
"""The name of the rule for all lexicons, which is applied before all others."""


@cache
def rules(language: str, without: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return the rules for a BCP 47 tag, except those whose names are in `without`."""
    module = import_module(LANGUAGES.get(primary_subtag(language), "tts.speech.rules.common"))
    return tuple(rule for rule in module.RULES if rule.name not in without)


def applicable_rules(language: str, without: tuple[str, ...], characters: AbstractSet[str]) -> list[Rule]:
    """Return those of `rules(language, without)` that may apply to a passage with these `characters`."""
    known = _rules_with_needs(language, without)
    return [rule for needs, rule in known if not needs or not needs.isdisjoint(characters)]


@cache
def _rules_with_needs(language: str, without: tuple[str, ...]) -> tuple[tuple[frozenset[str], Rule], ...]:
    """Return the rules with the characters of which each needs one; none where a rule looks at every text."""
    return tuple(
        (rule.needs if isinstance(rule, PatternRule) else frozenset(), rule) for rule in rules(language, without)
    )


def names() -> tuple[str, ...]:
    """Return the names of all rules of all languages, each once, in the order in which they are applied."""
    return tuple(dict.fromkeys(rule.name for language in (*LANGUAGES, "") for rule in rules(language)))


def check_rules(rule_names: Iterable[str]) -> None:
    """Raise UsageError for the first of `rule_names` that is unknown; the message suggests the closest name."""
    for name in rule_names:
        known = (*names(), LEXICON)
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise UsageError(f"There is no rule of pronunciation '{name}'. {hint}")
