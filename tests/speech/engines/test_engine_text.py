"""The text that an engine receives, and the words that its events make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.model import Hint, Utterance
from tts.speech.engines.engine_text import MAX_PART_CHARACTERS, make_words, sanitize, split_long_text
from tts.speech.engines.parts import halve, split_utterances

any_text = st.text(st.characters(categories=None), max_size=200)


@given(any_text)
def test_sanitizing_keeps_every_offset(text: str) -> None:
    """Cleaning a text keeps its length and leaves nothing that cannot be encoded or cuts it off."""
    clean = sanitize(text)
    assert len(clean) == len(text)
    assert b"\0" not in clean.encode()


def test_sanitizing_keeps_ordinary_text() -> None:
    """Letters, accents, punctuation, emoji and superscripts stay."""
    text = "Naïve — “ça va”, 50 % x² 😀 中文 ½"
    assert sanitize(text) == text


@given(st.text("ab \n\t", max_size=6_000))
def test_parts_join_to_the_text(text: str) -> None:
    """The parts of a text, at their offsets, are the text, and none is too long."""
    pieces = list(split_long_text(text))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, offset) and len(piece) <= MAX_PART_CHARACTERS for offset, piece in pieces)


def test_parts_are_cut_between_words() -> None:
    """A long text is cut after a space where there is one."""
    assert all(piece.endswith("word ") for _, piece in split_long_text("word " * 1_000))


@pytest.mark.parametrize("shift", range(12))
def test_a_hint_is_never_cut(shift: int) -> None:
    """A name of several words keeps its hint at the border of two parts, and where a part is halved."""
    text = "x" * (MAX_PART_CHARACTERS - shift) + " El País says so"
    begin = text.index("El")
    hint = Hint(kind="ipa", begin=begin, end=begin + 7, value="ɛl paˈis")
    parts = list(split_utterances([Utterance(id="u", text=text, spoken=text, language="en", hints=(hint,))]))
    assert "".join(part.text for part in parts) == text
    assert [part.text[hint.begin : hint.end] for part in parts for hint in part.hints] == ["El País"]
    long = next(part for part in parts if part.hints)
    while halves := halve(long):
        long = next(half for half in halves if half.hints)
    assert long.text.strip() == "El País"


@given(any_text, st.lists(st.tuples(st.integers(0, 220), st.integers(0, 5_000))), st.integers(0, 5_000))
def test_words_lie_in_text_and_sound(text: str, events: list[tuple[int, int]], duration_ms: int) -> None:
    """Whatever events an engine reports, the words are in order and inside both text and sound."""
    at = at_ms = 0
    for word in make_words(text, events, duration_ms):
        assert at <= word.begin < word.end <= len(text)
        assert at_ms <= word.begin_ms < word.end_ms <= duration_ms
        at, at_ms = word.end, word.end_ms


def test_several_events_in_one_written_word_are_one_word() -> None:
    """Of "1,234 sheep", said as six words, two remain, from the first event of each."""
    found = make_words("(1,234) sheep.", [(1, 0), (2, 400), (3, 900), (4, 1_200), (8, 1_500)], 2_000)
    assert [(word.begin, word.end, word.begin_ms, word.end_ms) for word in found] == [
        (1, 6, 0, 1_500),
        (8, 13, 1_500, 2_000),
    ]
