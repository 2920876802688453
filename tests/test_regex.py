"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tts
from tts.regex import regex


def test_a_pattern_is_what_re_compiles() -> None:
    """All ways to search give what those of `re.compile` give, with the same flags."""
    late, plain = regex(r"(a)b?", re.IGNORECASE), re.compile(r"(a)b?", re.IGNORECASE)
    text = "xAbaab"
    assert [match.span() for match in late.finditer(text, 1)] == [match.span() for match in plain.finditer(text, 1)]
    assert late.findall(text) == plain.findall(text)
    assert late.sub(r"\1-", text) == plain.sub(r"\1-", text)
    assert late.subn("", text, 1) == plain.subn("", text, 1)
    assert late.split(text) == plain.split(text)
    assert (late.match(text), late.fullmatch("AB") is not None) == (None, True)
    assert (late.pattern, late.flags) == (r"(a)b?", re.IGNORECASE)


def test_a_pattern_is_compiled_once_and_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is compiled before the first search, and nothing after it."""
    compiled: list[str] = []
    original = re.compile

    def compile_and_note(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return original(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_and_note)
    late = regex("b+")
    assert compiled == []
    assert late.search("abb")
    assert late.search("abb")
    assert late.match("bb")
    assert compiled == ["b+"]


@pytest.mark.parametrize("text", ["", "xyz", "xAbaab"])
def test_a_pattern_that_is_not_needed_finds_nothing(text: str) -> None:
    """In a text that has none of what each match has, all methods give what those of a compiled pattern give."""
    late, plain = regex(r"(a)b", needs=("ab", "ba")), re.compile(r"(a)b")
    for name, *before in (("findall",), ("fullmatch",), ("match",), ("split",), ("sub", r"\1-"), ("subn", "-")):
        assert str(getattr(late, name)(*before, text)) == str(getattr(plain, name)(*before, text))
    assert list(map(str, late.finditer(text))) == list(map(str, plain.finditer(text)))
    assert str(late.search(text, 1)) == str(plain.search(text, 1))


def test_a_pattern_is_not_compiled_for_a_text_without_what_it_needs() -> None:
    """A pattern with a mistake is not noticed before there is a text that it might match."""
    late = regex("(a", needs="a")
    assert late.search("b") is None
    with pytest.raises(re.error, match="unterminated"):
        late.search("a")


def test_a_pattern_has_the_methods_of_searching_only() -> None:
    """Any other attribute is an error, as it is for every object."""
    with pytest.raises(AttributeError, match="scan"):
        regex("a").scan  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.once
def test_every_pattern_can_be_compiled() -> None:
    """No constant of a module is a pattern with a mistake, which would be found only when it is used."""
    patterns = _all_patterns()
    for pattern in patterns:
        assert re.compile(pattern.pattern, pattern.flags)
    assert len(patterns) > 800


@pytest.mark.once
@settings(max_examples=50)
@given(st.data())
def test_each_match_has_what_its_pattern_needs(data: st.DataObject) -> None:
    """No text that a pattern matches is without all of what the pattern is said to need."""
    pattern: Any = data.draw(st.sampled_from([pattern for pattern in _all_patterns() if pattern.needs]))
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags)))
    assert any(needed in text for needed in pattern.needs)


@cache
def _all_patterns() -> list[Any]:
    """Return all patterns that are constants of a module."""
    root = Path(tts.__file__).parent
    import_module("tts.text.readers.markdown")  # some of its modules need it first
    kind = type(regex(""))
    patterns = []
    for path in root.rglob("*.py"):
        if "regex(" in path.read_text(encoding="utf-8") and path.name not in ("regex.py", "driver.py"):
            module = import_module(
                ".".join(("tts", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
            )
            patterns += [value for value in vars(module).values() if isinstance(value, kind)]
    return patterns
