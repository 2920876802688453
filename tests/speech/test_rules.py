"""Every rule of pronunciation does what its cases say, can be switched off, and is documented."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tts.errors import UsageError
from tts.model import Block, Mark, Section, Utterance, utterances
from tts.speech.pronounce import PronunciationOptions, pronounce, tokens
from tts.speech.rules import LANGUAGES, check_rules, names, rules
from tts.speech.rules.rule import Passage, PatternRule

CASES = Path(__file__).parents[1].joinpath("cases") / "rules"
_CASE = re.compile(r"^(?P<title>\S[^\n]*)\n\.\n(?P<input>.*?)\n\.\n(?P<expected>.*?)\n\.$", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"\((?P<language>[a-z]{2}(?:-[A-Z]{2})?)\)$")  # at the end of a title; otherwise English


def _cases(name: str) -> list[tuple[str, str, str]]:
    """Title, what is shown, what is said."""
    text = (CASES / f"{name}.md").read_text(encoding="utf-8")
    found = [(one["title"], one["input"], one["expected"]) for one in _CASE.finditer(text)]
    assert len(found) * 3 == text.splitlines().count("."), f"{name}.md: a case is not closed by a line with a full stop"
    return found


FILES = sorted(path.stem for path in CASES.glob("*.md"))


def _utterance(title: str, shown: str) -> Utterance:
    """The case's text; if its title begins with "Code", text in backticks is marked as code."""
    language = _LANGUAGE.search(title)
    marks: tuple[Mark, ...] = ()
    if title.startswith("Code"):
        edges = [one.start() - at for at, one in enumerate(re.finditer("`", shown))]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        marks = tuple(Mark(kind="code", begin=begin, end=end) for begin, end in pairs)
        shown = shown.replace("`", "")
    return Utterance(id="u0001", text=shown, marks=marks, language=language["language"] if language else "en")


def _said(utterance: Utterance, options: PronunciationOptions) -> str:
    block = Block(kind="paragraph", text=utterance.text, utterances=(utterance,))
    sections = pronounce((Section(id="body-1", role="body", title="", blocks=(block,)),), options)
    return next(utterances(sections)).spoken


@pytest.mark.once
@pytest.mark.parametrize("name", FILES)
def test_cases(name: str) -> None:
    """What is shown is said as the case says, and what is said is said again as it is."""
    cases = {(title, text): said for title, shown, said in _cases(name) for text in (shown, said)}
    heard = {(title, text): _said(_utterance(title, text), PronunciationOptions()) for title, text in cases}
    assert heard == cases


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    """The files of cases are named as the rules are."""
    assert sorted(names()) == FILES


@pytest.mark.parametrize("name", names())
def test_a_rule_can_be_switched_off(name: str) -> None:
    """Of its cases each rule makes at least one itself, and none when it is switched off."""
    made = [
        token.rule
        for title, shown, _ in _cases(name)
        for token in tokens(_utterance(title, shown), PronunciationOptions(without=()))
    ]
    left = [
        token.rule
        for title, shown, _ in _cases(name)
        for token in tokens(_utterance(title, shown), PronunciationOptions(without=(name,)))
    ]
    assert name in made
    assert name not in left


def test_other_languages_have_the_common_rules_only() -> None:
    """A language without rules of its own is spoken as written, except for the rules of every language."""
    assert {rule.name for rule in rules("fi")} < {rule.name for rule in rules("en-GB")}


def test_an_unknown_rule_is_named_with_the_nearest() -> None:
    """To switch off an unknown rule is an error with the nearest name."""
    with pytest.raises(UsageError, match=r"There is no rule of pronunciation 'slahs'\. Did you mean 'slash'\?"):
        check_rules(["slahs"])


@pytest.mark.once
def test_a_rule_is_left_out_only_where_it_has_nothing_to_say() -> None:
    """Where a rule says something, its `prefilter` finds something, and one of the characters in `needs` is there."""
    cases = [case for name in FILES for case in _cases(name)]
    passages = {(language, shown) for title, shown, _ in cases for language in _of(title)}
    for language, text in passages:
        passage = Passage(text=text, language=language)
        for rule in rules(language):
            if isinstance(rule, PatternRule) and (rule.needs or rule.prefilter):
                assert rule(passage, ()) == replace(rule, needs=frozenset(), prefilter=None)(passage, ()), (
                    rule.name,
                    text,
                )


def _of(title: str) -> tuple[str, ...]:
    found = _LANGUAGE.search(title)
    return (found["language"],) if found else ("en", "en-GB")


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_text_that_a_pattern_finds_makes_its_rule_fail(language: str, data: st.DataObject) -> None:
    """A rule reads or leaves each text that its pattern finds, and neither its `prefilter` nor its `needs` stop it."""
    rule = data.draw(st.sampled_from([rule for rule in rules(language) if isinstance(rule, PatternRule)]))
    found = data.draw(st.from_regex(rule.pattern()))
    passage = Passage(
        text="".join(character if character.isprintable() else " " for character in found), language=language
    )
    assert rule(passage, ()) == replace(rule, needs=frozenset(), prefilter=None)(passage, ())
