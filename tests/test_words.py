"""The words of help, messages and documents are those of plain English, as the glossary chooses them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tts
from tts.cli.arguments import VERBS, parser
from tts.cli.parser import list_options

pytestmark = pytest.mark.once  # texts and tables are the same with every Python

ROOT = Path(__file__).parents[1]
CODE = Path(tts.__file__).parent

AVOIDED = {
    r"(?<!there )\b(?:is|are|was|were) no\b(?! (?:longer|more)\b)": "is not a",
    r"\b(?:told|tells?|telling)\b": "show, print, report",
    r"\bmend(?:s|ed|ing)?\b": "fix",
    r"\banew\b": "again",
    r"\bsigns\b": "characters",
    r"\bbut for\b": "except",
    r"\b(?:a|an|one) (?:line|object|file|cue|page|sentence|word|entry|row) an? ": "per",
    r"\b(?:no|some)body\b": "the person, or the passive",
    r"\b(?:stands?|stood)\b": "is, appears",
    r"\bbeside\b": "next to",
    r"\b(?:comes?|came) along\b": "is included",
    r"\bwhat (?:is|are|stands?|it|they)\b": "the noun",
    r"\bhome network\b": "local network",
    r"\bwith commas between\b": "comma-separated",
    r"\bheads?\b": "front matter",
    r"\bgo(?:es)? before\b": "takes precedence, comes before",
    r"\b(?:wish(?:es|ed)?|manner|doubts?|faults?|tabulator)\b": "option, style, suspicion, defect, tab",
    r"\bso many\b": "the number",
}
"""Patterns of words that must not come back, and the words to use instead."""

ALLOWED = {
    r"plan B. \| Nobody": "docs/languages.md shows where sentences are split",
}
"""Phrases that may have such words, and the reason."""

DATA = ("tts/speech/rules/", "tts/text/segment/", "tts/speech/engines/conformance.py")
"""Code whose strings are words and sentences to work on, not messages."""


def _avoided_words(text: str) -> list[str]:
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return [
        f"'{match[0].strip()}' in '{text[max(0, match.start() - 30) : match.end() + 30]}': write {better}"
        for pattern, better in AVOIDED.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


def _help_texts() -> Iterator[str]:
    yield parser().format_help()
    for group in VERBS.values():
        for text, description, _, groups in group.values():
            yield from (text, description, *groups)
            yield from (details["help"] for members in groups.values() for _, details in list_options(members))


def test_help_is_plain() -> None:
    """No help text has a word that the glossary avoids."""
    texts = list(_help_texts())
    assert len(texts) > 50
    assert [word for text in texts for word in _avoided_words(text)] == []


def _messages(tree: ast.Module) -> Iterator[str]:
    """Strings of four words or more that are sentences, with … for what is filled in; no docstrings."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in node.values}
            texts.append("".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            texts.append(node.value)
    for text in texts:
        if len(text.split()) >= 4 and re.search(r"\b(?:the|this|is|are|has|not|of|or|and|to|cannot|stands?)\b", text):
            yield text


def _rooms() -> dict[str, list[Path]]:
    rooms: dict[str, list[Path]] = {}
    for path in sorted(CODE.rglob("*.py")):
        if not f"tts/{path.relative_to(CODE).as_posix()}".startswith(DATA):
            rooms.setdefault(f"tts/{path.relative_to(CODE).parts[0]}", []).append(path)
    return rooms


ROOMS = _rooms()
PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md")))]


def _prose(page: str) -> str:
    """The text of a page without blocks and spans of code."""
    text = re.sub(r"^```.*?^```", "", ROOT.joinpath(page).read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "…", text)


@pytest.mark.parametrize("room", ROOMS)
def test_messages_are_plain(room: str) -> None:
    """No message of a room has a word that the glossary avoids."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in ROOMS[room]]
    assert [word for tree in trees for text in _messages(tree) for word in _avoided_words(text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_plain(page: str) -> None:
    """No page has a word that the glossary avoids."""
    assert _avoided_words(_prose(page)) == []
