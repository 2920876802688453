"""What is said differs from what is shown, and always finds back to it."""

from __future__ import annotations

import unicodedata

import pytest
from casefile import cases
from hypothesis import example, given
from hypothesis import strategies as st

from tts.model import Block, Mark, Section, Utterance, utterances
from tts.speech.pronounce import pronounce
from tts.speech.rules.rule import Passage


def _blocks(*blocks: Block) -> list[Utterance]:
    return list(utterances(pronounce((Section(id="body-1", role="body", title="", blocks=blocks),))))


def _paragraph(*texts: str) -> Block:
    said = tuple(Utterance(id=f"u{number:04d}", text=text) for number, text in enumerate(texts, start=1))
    return Block(kind="paragraph", text=" ".join(texts), utterances=said)


def _said(text: str) -> Utterance:
    return _blocks(_paragraph(text))[0]


@cases("pronounce")
def test_cases(given: str, expected: str) -> None:
    """What is shown is said as the case says."""
    assert _said(given).spoken == expected


def test_an_items_number_is_said_before_its_first_sentence() -> None:
    """The number of an item is said once, also when its text is a paragraph inside of it, and is part of no word."""
    item = Block(kind="item", ordinal=3, text="a", utterances=(Utterance(id="u1", text="Bees fly."),))
    deep = Block(kind="item", ordinal=4, blocks=(_paragraph("They sleep.", "They eat."), _paragraph("They go.")))
    said = _blocks(Block(kind="list", blocks=(item, deep)))
    assert [one.spoken for one in said] == ["3. Bees fly.", "4. They sleep.", "They eat.", "They go."]
    assert said[0].text == "Bees fly."
    assert [(one.spoken_begin, one.spoken_end, one.begin, one.end) for one in said[0].alignment] == [
        (3, 7, 0, 4),
        (8, 12, 5, 9),
    ]


def test_rules_leave_words_of_another_language_alone() -> None:
    """What is marked as of another language keeps its numbers and capitals; what is marked as of this one does not."""
    text = "In 2019 the VIII sec. and the 24 Heures, etc. of 2019"
    begin = text.index("VIII")
    end = text.index(" of 2019")
    for language, expected in (("fr-CA", text[begin:end]), ("en-US", None), ("und", None)):
        mark = Mark(kind="language", begin=begin, end=end, value=language)
        said = _blocks(Block(kind="paragraph", text=text, utterances=(Utterance(id="u1", text=text, marks=(mark,)),)))
        spoken = said[0].spoken
        assert spoken.startswith("In twenty nineteen the ")
        assert spoken.endswith(" of twenty nineteen")
        assert (text[begin:end] in spoken) is (expected is not None)


def test_a_hard_space_of_html_is_a_space_where_it_is_no_code() -> None:
    """`5&nbsp;km` is a quantity, its alignment that of the shown text; marked as code it is spoken with its symbols."""
    text = "It is 5&nbsp;km."
    one = _said(text)
    assert one.text == text
    assert one.spoken == "It is five kilometers."
    code = Mark(kind="code", begin=6, end=15)
    shown = Utterance(id="u1", text=text, marks=(code,))
    assert "nbsp" in _blocks(Block(kind="paragraph", text=text, utterances=(shown,)))[0].spoken


_SIGNS = st.sampled_from(["https://", "www.", "a", "b.org", "/", " ", "(", ").", "\u200b", "\x07", ",", "\u00ad", "é"])
TEXTS = st.one_of(st.lists(_SIGNS, max_size=12).map("".join), st.text(max_size=40)).filter(
    lambda text: any(map(str.isalnum, text))
)


@given(TEXTS)
@example("https://www./")
@example("http://http://a")
@example("/ a /")
def test_every_utterance_can_be_said(text: str) -> None:
    """For any text with a letter or digit: it stays as shown, and what is said is not empty and holds no controls."""
    one = _said(text)
    assert one.text == text
    assert one.spoken.strip() == one.spoken != ""
    assert not {unicodedata.category(character) for character in one.spoken} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(TEXTS)
@example("https://www./")
def test_every_spoken_word_finds_its_shown_one(text: str) -> None:
    """The alignment is in order, covers all that is said but spaces, and points to words that are shown."""
    one = _said(text)
    at = shown = 0
    for stretch in one.alignment:
        assert at <= stretch.spoken_begin < stretch.spoken_end <= len(one.spoken)
        assert shown <= stretch.begin < stretch.end <= len(one.text)
        assert not one.spoken[at : stretch.spoken_begin].strip()
        assert one.text[stretch.begin : stretch.end].strip() == one.text[stretch.begin : stretch.end]
        at, shown = stretch.spoken_end, stretch.end
    assert one.alignment
    assert not one.spoken[at:].strip()


@given(TEXTS)
@example("https:// /")
def test_what_is_said_is_said_again_as_it_is(text: str) -> None:
    """Rules leave what they made alone."""
    spoken = _said(text).spoken
    assert _said(spoken).spoken == spoken


def test_marks_that_overlap_and_touch_hold_for_all_their_characters() -> None:
    """A passage is marked where one of its marks is, however they lie, and nowhere else; of no length nowhere."""
    spans = ((6, 8), (1, 4), (2, 3), (4, 5), (9, 9))
    marks = tuple(Mark(kind="code", begin=begin, end=end) for begin, end in spans)
    passage = Passage(text="0123456789", marks=(*marks, Mark(kind="strong", begin=0, end=10)))
    assert [at for at in range(10) if passage.marked("code", at)] == [1, 2, 3, 4, 6, 7]
    assert all(passage.marked("strong", at) for at in range(10))
    assert not passage.marked("link", 1)


@pytest.mark.parametrize(
    ("language", "text", "struck", "said"),
    [
        ("en", "It was £50 £30.", [(7, 10)], "It was struck out: fifty pounds, end of struck out, thirty pounds."),
        ("en", "It is at three.", [(0, 15)], "struck out: It is at three, end of struck out."),
        (
            "en",
            "Ann, Ben and Cleo",
            [(0, 3), (5, 8)],
            "struck out: Ann, end of struck out, struck out: Ben, end of struck out, and Cleo",
        ),
        ("de", "Es war alt neu.", [(7, 10)], "Es war durchgestrichen: alt, Ende des Durchgestrichenen, neu."),
    ],
)
def test_struck_words_are_said_apart(language: str, text: str, struck: list[tuple[int, int]], said: str) -> None:
    """Words that the author struck out are heard between two phrases, in the language of the text."""
    marks = tuple(Mark(kind="struck", begin=begin, end=end) for begin, end in struck)
    shown = Utterance(id="u0001", text=text, marks=marks, language=language)
    (one,) = _blocks(Block(kind="paragraph", text=text, utterances=(shown,)))
    assert one.spoken == said
