"""The nouns refuse values that cannot be."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from tts import model
from tts.model import (
    Block,
    Breaks,
    Chapter,
    Clip,
    Mark,
    Prosody,
    Section,
    Speech,
    Timeline,
    Utterance,
    utterances,
)


@pytest.mark.parametrize(
    ("build", "named"),
    [
        (lambda: Clip(utterance_id="u0007", begin_ms=900, end_ms=400), "u0007"),
        (lambda: Clip(utterance_id="u0007", begin_ms=400, end_ms=400), "u0007"),
        (lambda: Clip(utterance_id="u0007", begin_ms=-1, end_ms=400), "u0007"),
        (lambda: Chapter(title="Bees", start_ms=5, end_ms=5, section_id="body-1"), "Bees"),
        (lambda: Mark(kind="link", begin=4, end=3), "link"),
        (lambda: Mark(kind="link", begin=-1, end=3), "link"),
        (lambda: Utterance(id="u0007", text=" \n"), "u0007"),
        (lambda: Utterance(id="u0007", text="Bees", break_ms=-1), "u0007"),
        (lambda: Block(kind="quote", text="a", blocks=(Block(kind="paragraph", text="b"),)), "quote"),
        (lambda: Block(kind="heading", text="Bees"), "Bees"),
        (lambda: Block(kind="heading", text="Bees", level=7), "Bees"),
        (lambda: Breaks(paragraph=-1), "paragraph"),
        (lambda: Breaks(lead_out=60_001), "lead_out"),
        (lambda: Prosody(rate_wpm=79), "rate_wpm"),
        (lambda: Prosody(pitch=101), "pitch"),
        (lambda: Prosody(volume=-1), "volume"),
        (lambda: Speech(utterance_id="u0007", pcm=b"", frame_rate_hz=22_050), "u0007"),
        (lambda: Speech(utterance_id="u0007", pcm=b"abc", frame_rate_hz=22_050), "u0007"),
    ],
)
def test_a_wrong_value_cannot_be_built(build, named: str) -> None:
    """A value that cannot be raises where it is built, and the message names what it belongs to."""
    with pytest.raises(ValueError, match=named):
        build()


def _clip(begin_ms: int, end_ms: int) -> Clip:
    return Clip(utterance_id=f"at {begin_ms}", begin_ms=begin_ms, end_ms=end_ms)


def _chapter(start_ms: int, end_ms: int) -> Chapter:
    return Chapter(title=f"from {start_ms}", start_ms=start_ms, end_ms=end_ms, section_id="body-1")


@pytest.mark.parametrize(
    ("clips", "chapters", "named"),
    [
        ((_clip(0, 10), _clip(9, 20)), (), "at 9"),
        ((_clip(0, 101),), (), "after the end"),
        ((), (_chapter(1, 100),), "from 1"),
        ((), (_chapter(0, 40), _chapter(41, 100)), "from 41"),
        ((), (_chapter(0, 40), _chapter(30, 100)), "from 30"),
        ((), (_chapter(0, 99),), "last chapter"),
    ],
)
def test_a_timeline_is_in_order_and_whole(clips: tuple[Clip, ...], chapters: tuple[Chapter, ...], named: str) -> None:
    """Clips that overlap or go on after the end, and chapters with a gap or an overlap, cannot be built."""
    with pytest.raises(ValueError, match=named):
        Timeline(clips=clips, chapters=chapters, duration_ms=100)


def test_a_right_timeline_can_be_built() -> None:
    """Clips that touch and chapters from 0 to the end are right."""
    timeline = Timeline(
        clips=(_clip(0, 10), _clip(10, 100)), chapters=(_chapter(0, 40), _chapter(40, 100)), duration_ms=100
    )
    assert timeline.duration_ms == 100


NOUNS = [one for one in vars(model).values() if is_dataclass(one)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_nouns_are_frozen_slotted_and_keyword_only(noun: type) -> None:
    """No noun can be changed, given a member that it has not, or built from values without names."""
    with pytest.raises(FrozenInstanceError):
        setattr(object.__new__(noun), fields(noun)[0].name, 1)
    assert "__slots__" in vars(noun)
    assert all(one.kw_only for one in fields(noun))


def test_a_noun_cannot_be_changed() -> None:
    """Setting a member of a noun raises."""
    with pytest.raises(FrozenInstanceError):
        Breaks().sentence = 1  # type: ignore[misc]


def test_leaves_and_utterances_come_in_reading_order() -> None:
    """`leaves` and `utterances` walk the tree from its beginning to its end."""
    one, two, three = (
        Block(kind="paragraph", text=text, utterances=(Utterance(id=text, text=text),)) for text in ("a", "b", "c")
    )
    tree = Block(kind="quote", blocks=(one, Block(kind="list", blocks=(two,)), three))
    section = Section(id="body-1", role="body", title="", blocks=(tree,))
    assert [leaf.text for leaf in tree.leaves()] == ["a", "b", "c"]
    assert [utterance.id for utterance in utterances((section, section))] == ["a", "b", "c"] * 2


def test_the_length_of_speech_is_rounded_once() -> None:
    """15 frames at 22050 Hz are 0.68 ms, which is 1."""
    assert Speech(utterance_id="u0001", pcm=bytes(30), frame_rate_hz=22_050).duration_ms == 1
