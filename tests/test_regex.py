"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

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


def test_a_pattern_has_the_methods_of_searching_only() -> None:
    """Any other attribute is an error, as it is for every object."""
    with pytest.raises(AttributeError, match="scan"):
        regex("a").scan  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.once
def test_every_pattern_can_be_compiled() -> None:
    """No constant of a module is a pattern with a mistake, which would be found only when it is used."""
    root = Path(tts.__file__).parent
    import_module("tts.text.readers.markdown")  # some of its modules need it first
    kind = type(regex(""))
    count = 0
    for path in root.rglob("*.py"):
        if "regex(" in path.read_text(encoding="utf-8") and path.name not in ("regex.py", "driver.py"):
            module = import_module(
                ".".join(("tts", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
            )
            for value in vars(module).values():
                if isinstance(value, kind):
                    assert value.search is not None
                    count += 1
    assert count > 800
