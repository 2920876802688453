"""Blocks are split into utterances, each with the break that its kind and the next block require."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from tts.model import Block, BlockKind, Breaks, Mark, Role, Section, Utterance, utterances
from tts.text.segment import segment


def _section(*blocks: Block, role: Role = "body") -> Section:
    return Section(id=role, role=role, title="", blocks=blocks)


def _leaf(kind: BlockKind, text: str = "Bees fly.", level: int = 0, **more) -> Block:
    return Block(kind=kind, text=text, level=level or (kind == "heading"), **more)


def _utterances(*blocks: Block, language: str = "en") -> list[Utterance]:
    return list(utterances(segment((_section(*blocks),), language, Breaks())))


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """Return the language in brackets at the end of a case's title."""
    named = re.search(r"\[(\S+)\]\]$", request.node.name)
    return named[1] if named else "en"


@cases("segment")
def test_cases(given: str, expected: str, language: str) -> None:
    """A paragraph is split as the case says."""
    assert [
        utterance.text for utterance in _utterances(_leaf("paragraph", given), language=language)
    ] == expected.splitlines()


GOLDEN = Path(__file__).parents[3] / "shared" / "corpus" / "segmentation" / "english-golden-rules.json"


def test_golden_rules() -> None:
    """Each of pySBD's golden rules for English is kept."""
    if not GOLDEN.exists():
        pytest.skip("the corpus of golden rules is not beside this checkout")
    rules = json.loads(GOLDEN.read_text(encoding="utf-8"))
    segmented = [[utterance.text for utterance in _utterances(_leaf("paragraph", rule["text"]))] for rule in rules]
    assert len(rules) == 48
    assert segmented == [[sentence.strip() for sentence in rule["sentences"]] for rule in rules]


def test_a_sentence_that_its_author_wrapped_stays_whole() -> None:
    """A line that goes on in small letters after one without an end is no utterance of its own, and keeps its break."""
    wrapped = (
        "The bees of the old orchard behind the church fly\nto the river and come back before it rains.\nThey rest."
    )
    assert [utterance.text for utterance in _utterances(_leaf("paragraph", wrapped))] == [
        "The bees of the old orchard behind the church fly\nto the river and come back before it rains.",
        "They rest.",
    ]


def test_a_line_without_words_belongs_to_the_line_before_it() -> None:
    """Stars between two lines of a block are in the utterance of the first line."""
    stars = _leaf("paragraph", "One bee\n* * *\nTwo bees")
    assert [utterance.text for utterance in _utterances(stars)] == ["One bee\n* * *", "Two bees"]


def test_a_very_long_paragraph_is_split_like_any_other() -> None:
    """Two thousand sentences in one paragraph are two thousand utterances; a word of 50,000 letters stays in one."""
    assert [utterance.text for utterance in _utterances(_leaf("paragraph", "Bees fly over the hill. " * 2000))] == (
        ["Bees fly over the hill."] * 2000
    )
    assert len(_utterances(_leaf("paragraph", "a" * 50_000))) == 1


def test_a_very_long_sentence_is_split_at_semicolons() -> None:
    """A sentence of more than 400 characters is split at the semicolon nearest to its middle, and nowhere else."""
    part = "the bees fly over the hill and over the mill and come back to the hive before it rains"
    short, long = ("; ".join([part] * number) + "." for number in (4, 6))
    assert [utterance.text for utterance in _utterances(_leaf("paragraph", short))] == [short]
    halves = [utterance.text for utterance in _utterances(_leaf("paragraph", long))]
    assert [half.count("bees") for half in halves] == [3, 3]
    assert " ".join(halves) == long
    without = long.replace(";", ",")
    assert [utterance.text for utterance in _utterances(_leaf("paragraph", without))] == [without]


FRENCH = "Les abeilles sont parties ce matin."


def _french(text: str, words: str) -> list[tuple[str, str]]:
    begin = text.index(words)
    mark = Mark(kind="language", begin=begin, end=begin + len(words), value="fr")
    return [(utterance.language, utterance.text) for utterance in _utterances(_leaf("paragraph", text, marks=(mark,)))]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The word abeille is short. It is.", "abeille", [("en", "The word abeille is short."), ("en", "It is.")]),
        ("He spoke. Ah, non ! She left.", "Ah, non !", [("en", "He spoke."), ("fr", "Ah, non !"), ("en", "She left.")]),
        (
            f"He said, “{FRENCH}” Then he left.",
            FRENCH,
            [("en", "He said,"), ("fr", f"“{FRENCH}”"), ("en", "Then he left.")],
        ),
        (
            f"He said: {FRENCH} Oui ! Then he left.",
            f"{FRENCH} Oui !",
            [("en", "He said:"), ("fr", FRENCH), ("fr", "Oui !"), ("en", "Then he left.")],
        ),
        (FRENCH, FRENCH, [("fr", FRENCH)]),
    ],
)
def test_a_foreign_passage_is_an_utterance_of_its_own(text: str, words: str, expected: list[tuple[str, str]]) -> None:
    """A foreign passage of six words or more is split off with its quotation marks, a shorter one is not.

    A sentence that is foreign as a whole is in its language, however short.
    """
    assert _french(text, words) == expected


def test_a_language_within_a_language() -> None:
    """Of two marks around a sentence the shorter one gives its language."""
    marks = (
        Mark(kind="language", begin=0, end=14, value="fr"),
        Mark(kind="language", begin=5, end=14, value="de"),
    )
    segmented = _utterances(_leaf("paragraph", "Oui. Ja. Nein. Yes.", marks=marks))
    assert [utterance.language for utterance in segmented] == ["fr", "de", "de", "en"]


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
    assert {kind: _utterances(_leaf(kind), after)[0].break_ms for kind in expected} == expected
    assert [utterance.break_ms for utterance in _utterances(_leaf("item", "One. Two. Three."), after)] == [
        250,
        250,
        400,
        1000,
    ]


def test_a_row_ends_with_a_longer_break_than_a_cell() -> None:
    """The last cell with words of each row is followed by the break of a paragraph."""
    rows = tuple(Block(kind="row", blocks=(_leaf("cell"), _leaf("cell"), Block(kind="cell"))) for _ in range(2))
    segmented = _utterances(Block(kind="table", blocks=rows), _leaf("paragraph"))
    assert [utterance.break_ms for utterance in segmented] == [400, 600, 400, 600, 1000]


def test_a_cell_of_paragraphs_ends_as_a_cell() -> None:
    """After the last paragraph of a cell comes the break of a cell or, at the end of its row, of a row."""
    cells = (Block(kind="cell", blocks=(_leaf("announcement"), _leaf("paragraph"))) for _ in range(2))
    row = Block(kind="row", blocks=tuple(cells))
    assert [utterance.break_ms for utterance in _utterances(row, _leaf("paragraph"))] == [250, 400, 250, 600, 1000]


def test_code_is_split_at_its_lines() -> None:
    """Code has an utterance for each line with a letter or digit, without its indentation, with its marks."""
    text = "def go():\n    x = 1\n\n}\n"
    segmented = _utterances(_leaf("code", text, marks=(Mark(kind="code", begin=0, end=len(text)),)))
    assert [utterance.text for utterance in segmented] == ["def go():", "x = 1"]
    assert [[(mark.begin, mark.end) for mark in utterance.marks] for utterance in segmented] == [[(0, 9)], [(0, 5)]]


def test_a_heading_is_preceded_by_a_longer_break() -> None:
    """Before a heading there are 900 ms, also after an item and between two headings."""
    heading = _leaf("heading")
    assert [utterance.break_ms for utterance in _utterances(_leaf("item"), heading, heading, _leaf("paragraph"))] == [
        900,
        900,
        500,
        1000,
    ]


def test_parts_of_an_edition_are_separated_by_the_longest_break() -> None:
    """Where the role changes there are 1200 ms, and after the last utterance comes the tail."""
    segmented = segment(
        (_section(_leaf("item"), role="key-points"), _section(_leaf("heading")), _section(_leaf("paragraph"))),
        "en",
        Breaks(),
    )
    assert [utterance.break_ms for utterance in utterances(segmented)] == [1200, 500, 1000]


def test_a_longer_break_of_its_own_is_not_shortened() -> None:
    """A paragraph whose break is set to more than the others keeps it before a heading and another part."""
    sections = (_section(_leaf("paragraph"), _leaf("heading")), _section(_leaf("paragraph"), role="caption"))
    segmented = segment(sections, "en", Breaks(paragraph=5000, after_heading=4000))
    assert [utterance.break_ms for utterance in utterances(segmented)] == [5000, 4000, 1000]


def test_blocks_without_words_and_skipped_blocks_are_not_spoken() -> None:
    """Blocks without a letter or digit, and skipped ones, have no utterance but stay in their place."""
    code = _leaf("code", "x = 1", skipped="code")
    (section,) = segment((_section(_leaf("paragraph", "***"), code, _leaf("item")),), "en", Breaks())
    assert [len(block.utterances) for block in section.blocks] == [0, 0, 1]
    assert [block.text for block in section.blocks] == ["***", "x = 1", "Bees fly."]


def test_a_language_holds_for_the_blocks_inside() -> None:
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
    segmented = _utterances(quote, _leaf("paragraph", "e"), language="en-GB")
    assert [(utterance.text, utterance.language) for utterance in segmented] == [
        ("a", "de"),
        ("b", "de"),
        ("c", "fr"),
        ("d", "en-GB"),
        ("e", "en-GB"),
    ]


def test_ids_run_through_the_whole_edition() -> None:
    """Ids count on from section to section, and go on after 9999."""
    segmented = segment((_section(*[_leaf("item")] * 9999), _section(_leaf("item"))), "en", Breaks())
    ids = [utterance.id for utterance in utterances(segmented)]
    assert ids[:2] == ["u0001", "u0002"]
    assert ids[-2:] == ["u9999", "u10000"]


def test_marks_are_clipped_to_their_sentences() -> None:
    """A mark over two sentences is in both, each with its part; one without length goes with the text before it."""
    text = "Bees fly far. They sleep."
    marks = (
        Mark(kind="strong", begin=5, end=18),
        Mark(kind="note", begin=13, end=13, value="1"),
        Mark(kind="note", begin=14, end=14, value="x"),
        Mark(kind="link", begin=19, end=24, value="https://example.org"),
        Mark(kind="note", begin=25, end=25, value="2"),
    )
    first, second = _utterances(_leaf("paragraph", text, marks=marks))
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
_PIECES = st.sampled_from(
    [
        *("1. ", "2. ", "a) ", "B. ", "(c) ", "• ", "“", "” ", "(", ") ", '" ', "« ", "».", "…", "… ", ". . . . "),
        *("Dr. ", "p.m. ", "EST ", "etc. ", "vol. ", "docs.rs. ", "am 3. ", "The ", "He ", "bees fly far ", "; ", "! "),
    ]
)
_PROSE = st.one_of(st.text(alphabet=_SIGNS, max_size=80), st.lists(_PIECES, max_size=60).map("".join))
_LANGUAGES = st.sampled_from(["en", "de-CH", "fr", "uk", "zh-Hant", "xx", ""])


@given(_PROSE, _LANGUAGES, st.data())
def test_no_character_is_lost(text: str, language: str, data: st.DataObject) -> None:
    """The utterances of a text are all of it, in order, without the white space between them."""
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    marks = tuple(Mark(kind="language", begin=ends[at], end=ends[at + 1], value="fr") for at in (0, 2))
    segmented = _utterances(_leaf("paragraph", text, marks=marks), language=language) if text else []
    at = 0
    for utterance in segmented:
        begin = text.index(utterance.text, at)
        assert not text[at:begin].strip()
        assert utterance.text == utterance.text.strip()
        assert any(map(str.isalnum, utterance.text))
        at = begin + len(utterance.text)
    assert not text[at:].strip() or not segmented
    assert bool(segmented) == any(map(str.isalnum, text))
    assert [utterance.id for utterance in segmented] == [f"u{number:04d}" for number in range(1, len(segmented) + 1)]


@given(_PROSE.filter(lambda text: any(map(str.isalnum, text))), st.data())
def test_marks_hold_the_same_characters_after_the_split(text: str, data: st.DataObject) -> None:
    """The marks of the utterances cover the same characters as before; a mark without length is in one utterance."""
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    segmented = _utterances(_leaf("paragraph", text, marks=(Mark(kind="emphasis", begin=begin, end=end),)))
    parts = [utterance.text[mark.begin : mark.end] for utterance in segmented for mark in utterance.marks]
    assert "".join("".join(parts).split()) == "".join(text[begin:end].split())
    assert all(
        0 <= mark.begin <= mark.end <= len(utterance.text) for utterance in segmented for mark in utterance.marks
    )
    if begin == end:
        assert len(parts) == 1


def test_a_cell_with_only_a_symbol_is_heard() -> None:
    """A tick is heard anywhere; a triangle or a circle only in a cell, because it may be an ornament elsewhere."""
    cells = tuple(_leaf("cell", text) for text in ("✓", "▲", "●", "–", ""))
    table = Block(kind="table", blocks=(Block(kind="row", blocks=cells),))
    assert [one.text for one in _utterances(table, _leaf("paragraph", "✗"), _leaf("paragraph", "●"))] == list("✓▲●✗")
