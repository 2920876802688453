"""No mark of Markdown, HTML or another program is heard, but for those in code and those that an article shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tts.config.config import Config
from tts.errors import ArticastError
from tts.model import Block, utterances
from tts.pipeline import PreparedArticle, prepare
from tts.text.readers import READERS, read

JUNK = re.compile(
    r"\">|target=|\[\[|\]\(|\{%|\{\{|\{/|:::|^Title:|(?<!\w)\*\*|\*\*(?!\w)|</|\]\]|%\}|\}\}|\[\^|```|\bhref=|\bsrc=|&(?:[a-z]+|#\w+);|[\ue000-\uf8ff]",
    re.MULTILINE,
)
SAMPLES = Path(__file__).parents[3] / "articles"


def _outside_code(block: Block) -> str:
    """Return the text of a leaf without its code."""
    text = "" if block.kind == "code" else block.text
    for mark in reversed([mark for mark in block.marks if mark.kind == "code"]):
        text = f"{text[: mark.begin]} {text[mark.end :]}"
    return text


def _junk(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each mark that is heard in the article at `path`, with the text around it."""
    try:
        prepared = prepare(read(path), Config())
    except ArticastError as error:
        yield "refused", str(error)
        return
    yield from find_junk(prepared, path)


def find_junk(prepared: PreparedArticle, path: Path) -> Iterator[tuple[str, str]]:
    """Yield each mark that is heard in a prepared article, which is read from `path`, with the text around it."""
    for section in prepared.sections:
        for block in section.all_blocks():
            text = _outside_code(block)
            for junk in JUNK.finditer(text) if block.utterances else ():
                yield junk[0], text[max(0, junk.start() - 30) : junk.end() + 30]
    if not any("`" in line for line in path.read_text(encoding="utf-8", errors="replace").splitlines()):
        for utterance in utterances(prepared.sections):
            for junk in JUNK.finditer(utterance.spoken):
                yield junk[0], utterance.spoken


def _check(folder: Path) -> None:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in READERS and (junk := list(_junk(path))):
            found[str(path.relative_to(folder))] = junk
    assert found == {}


@pytest.mark.parametrize("mark", ['a">b', "[[a", "a](b", "{{ a", ":::", "Title: a", "**a", "</b", "&nbsp;", "\ue000"])
def test_a_mark_that_is_heard_is_found(tmp_path: Path, mark: str) -> None:
    """The detector finds each kind of mark in an article that shows it."""
    path = tmp_path / "bees.txt"
    path.write_text(f"Bees\n\n{mark} flies.\n", encoding="utf-8")
    assert list(_junk(path))


@pytest.mark.parametrize("name", ["reading", "hostile"])
def test_no_mark_is_heard_in_the_cases_of_defects(corpus: Path, name: str) -> None:
    """In no case of a defect that was found in other programs is a mark heard."""
    _check(corpus.parent / "cases" / name)


def test_no_mark_is_heard_in_the_samples() -> None:
    """In no sample article is a mark heard."""
    _check(SAMPLES)
