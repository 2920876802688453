"""Blocks are cut into utterances; the break after each one is as long as what follows asks for."""

from __future__ import annotations

import re

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from tts.model import Block, BlockKind, Breaks, Mark, Role, Section, Utterance, utterances
from tts.segment import segment


def _section(*blocks: Block, role: Role = "body") -> Section:
    return Section(id=role, role=role, title="", blocks=blocks)


def _leaf(kind: BlockKind, text: str = "Bees fly.", level: int = 0, **more) -> Block:
    return Block(kind=kind, text=text, level=level or (kind == "heading"), **more)


def _made(*blocks: Block, language: str = "en") -> list[Utterance]:
    return list(utterances(segment((_section(*blocks),), language, Breaks())))


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """The language in brackets at the end of a case's title."""
    named = re.search(r"\[(\S+)\]\]$", request.node.name)
    return named[1] if named else "en"


@cases("segment")
def test_cases(given: str, expected: str, language: str) -> None:
    """A paragraph is cut as the case says."""
    assert [one.text for one in _made(_leaf("paragraph", given), language=language)] == expected.splitlines()


def test_breaks_are_as_documented() -> None:
    """Each kind of block, and the sentences of a paragraph, are followed by the break of their kind."""
    after = _leaf("paragraph", "End.")
    expected: dict[BlockKind, int] = {
        "paragraph": 600,
        "quote": 600,
        "definition": 600,
        "caption": 600,
        "item": 400,
        "cell": 400,
        "term": 400,
        "heading": 500,
        "announcement": 250,
    }
    assert {kind: _made(_leaf(kind), after)[0].break_ms for kind in expected} == expected
    assert [one.break_ms for one in _made(_leaf("item", "One. Two. Three."), after)] == [250, 250, 400, 1000]


def test_a_row_ends_with_a_longer_break_than_a_cell() -> None:
    """The last cell with words of each row is followed by the break of a paragraph."""
    rows = tuple(Block(kind="row", blocks=(_leaf("cell"), _leaf("cell"), Block(kind="cell"))) for _ in range(2))
    made = _made(Block(kind="table", blocks=rows), _leaf("paragraph"))
    assert [one.break_ms for one in made] == [400, 600, 400, 600, 1000]


def test_a_heading_is_preceded_by_a_longer_break() -> None:
    """Before a heading there are 900 ms, also after an item and between two headings."""
    heading = _leaf("heading")
    assert [one.break_ms for one in _made(_leaf("item"), heading, heading, _leaf("paragraph"))] == [900, 900, 500, 1000]


def test_parts_of_an_edition_are_parted_by_the_longest_break() -> None:
    """Where the role changes there are 1200 ms, and after the last utterance comes the tail."""
    made = segment(
        (_section(_leaf("item"), role="key-points"), _section(_leaf("heading")), _section(_leaf("paragraph"))),
        "en",
        Breaks(),
    )
    assert [one.break_ms for one in utterances(made)] == [1200, 500, 1000]


def test_a_longer_break_of_its_own_is_not_shortened() -> None:
    """A paragraph whose break is set to more than the others keeps it before a heading and another part."""
    sections = (_section(_leaf("paragraph"), _leaf("heading")), _section(_leaf("paragraph"), role="caption"))
    made = segment(sections, "en", Breaks(paragraph=5000, after_heading=4000))
    assert [one.break_ms for one in utterances(made)] == [5000, 4000, 1000]


def test_what_has_no_word_and_code_are_not_spoken() -> None:
    """Blocks without a letter or digit, and code, have no utterance but stay in their place."""
    (section,) = segment((_section(_leaf("paragraph", "***"), _leaf("code", "x = 1"), _leaf("item")),), "en", Breaks())
    assert [len(block.utterances) for block in section.blocks] == [0, 0, 1]
    assert [block.text for block in section.blocks] == ["***", "x = 1", "Bees fly."]


def test_language_reaches_what_is_inside() -> None:
    """A leaf has its own language, else that of the nearest block around it, else the article's."""
    quote = Block(
        kind="quote",
        language="de",
        blocks=(
            _leaf("paragraph", "a"),
            Block(kind="list", blocks=(_leaf("item", "b"), _leaf("item", "c", language="fr"))),
            _leaf("announcement", "d", origin="announcement"),
        ),
    )
    made = _made(quote, _leaf("paragraph", "e"), language="en-GB")
    assert [(one.text, one.language) for one in made] == [
        ("a", "de"),
        ("b", "de"),
        ("c", "fr"),
        ("d", "en-GB"),
        ("e", "en-GB"),
    ]


def test_ids_run_through_the_whole_edition() -> None:
    """Ids count on from section to section, and go on after 9999."""
    made = segment((_section(*[_leaf("item")] * 9999), _section(_leaf("item"))), "en", Breaks())
    ids = [one.id for one in utterances(made)]
    assert ids[:2] == ["u0001", "u0002"]
    assert ids[-2:] == ["u9999", "u10000"]


def test_marks_are_cut_to_their_sentences() -> None:
    """A mark over two sentences is in both, each with its part; one without length goes with the text before it."""
    text = "Bees fly far. They sleep."
    marks = (
        Mark(kind="strong", begin=5, end=18),
        Mark(kind="note", begin=13, end=13, value="1"),
        Mark(kind="note", begin=14, end=14, value="x"),
        Mark(kind="link", begin=19, end=24, value="https://example.org"),
        Mark(kind="note", begin=25, end=25, value="2"),
    )
    first, second = _made(_leaf("paragraph", text, marks=marks))
    assert first.marks == (
        Mark(kind="strong", begin=5, end=13),
        Mark(kind="note", begin=13, end=13, value="1"),
        Mark(kind="note", begin=13, end=13, value="x"),
    )
    assert second.marks == (
        Mark(kind="strong", begin=0, end=4),
        Mark(kind="link", begin=5, end=10, value="https://example.org"),
        Mark(kind="note", begin=11, end=11, value="2"),
    )


_SIGNS = st.one_of(st.sampled_from("ab .!?…”“\n\u00a0。12"), st.characters(codec="utf-8"))
_PROSE = st.text(alphabet=_SIGNS, max_size=80)
_LANGUAGES = st.sampled_from(["en", "de-CH", "zh-Hant", "xx", ""])


@given(_PROSE, _LANGUAGES)
def test_no_character_is_lost(text: str, language: str) -> None:
    """The utterances of a text are all of it, in order, but for the white space between them."""
    made = _made(_leaf("paragraph", text), language=language) if text else []
    at = 0
    for one in made:
        begin = text.index(one.text, at)
        assert not text[at:begin].strip()
        assert one.text == one.text.strip()
        assert any(map(str.isalnum, one.text))
        at = begin + len(one.text)
    assert not text[at:].strip() or not made
    assert bool(made) == any(map(str.isalnum, text))
    assert [one.id for one in made] == [f"u{number:04d}" for number in range(1, len(made) + 1)]


@given(_PROSE.filter(lambda text: any(map(str.isalnum, text))), st.data())
def test_marks_hold_the_same_characters_after_the_cut(text: str, data: st.DataObject) -> None:
    """What a mark covers is covered in the utterances too, and nothing else; a mark without length is in one."""
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    made = _made(_leaf("paragraph", text, marks=(Mark(kind="emphasis", begin=begin, end=end),)))
    parts = [one.text[mark.begin : mark.end] for one in made for mark in one.marks]
    assert "".join("".join(parts).split()) == "".join(text[begin:end].split())
    assert all(0 <= mark.begin <= mark.end <= len(one.text) for one in made for mark in one.marks)
    if begin == end:
        assert len(parts) == 1
