"""Sections -> Speech."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tts.model import Block, Prosody, Section, Speech, Utterance, Voice, Word
from tts.speech.engines.silent import SilentEngine
from tts.speech.speak import speak

RATE_HZ = 22_050
CAST = {f"u{number}": Voice(id="en", name="English") for number in range(6)}


class Playing(SilentEngine):
    """Plays the same speech for every utterance."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        return (self.speech for _ in utterances)


def sections(*texts: str) -> list[Section]:
    spoken = tuple(Utterance(id=f"u{number}", text=text, spoken=text) for number, text in enumerate(texts))
    leaves = tuple(Block(kind="item", text=one.text, utterances=(one,)) for one in spoken)
    return [Section(id="s1", role="body", title="Body", blocks=(Block(kind="list", blocks=leaves),))]


def heard(before_ms: int, sound_ms: int, after_ms: int, *words: tuple[int, int]) -> Speech:
    frames = [ms * RATE_HZ // 1000 for ms in (before_ms, sound_ms, after_ms)]
    pcm = bytes(2 * frames[0]) + struct.pack("<h", 5_000) * frames[1] + bytes(2 * frames[2])
    spans = tuple(Word(begin=n, end=n + 1, begin_ms=at, end_ms=end) for n, (at, end) in enumerate(words))
    return Speech(utterance_id="u0", pcm=pcm, frame_rate_hz=RATE_HZ, words=spans)


def trimmed(speech: Speech) -> Speech:
    (result,) = speak(sections("x"), Playing(speech), CAST, Prosody())
    return result


def test_every_utterance_in_reading_order() -> None:
    """Each utterance of every section is spoken once, in order."""
    spoken = list(speak(sections("one", "two", "three") * 2, SilentEngine(), CAST, Prosody()))
    assert [speech.utterance_id for speech in spoken] == ["u0", "u1", "u2"] * 2


def test_silence_at_the_ends_is_cut() -> None:
    """Of half a second of silence at either end 5 to 10 ms stay; the sound between stays whole."""
    result = trimmed(heard(500, 1_000, 500))
    assert 1_010 <= result.duration_ms <= 1_020
    assert result.pcm.count(struct.pack("<h", 5_000)) == RATE_HZ


def test_sound_without_silence_stays_as_it_is() -> None:
    """Speech that begins and ends with sound is handed on unchanged."""
    speech = heard(0, 300, 0, (0, 300))
    assert trimmed(speech) is speech


def test_nothing_but_silence_stays_as_it_is() -> None:
    """Silence alone, such as the silent engine's, keeps its length."""
    speech = heard(700, 0, 0, (0, 700))
    assert trimmed(speech) is speech


def test_word_times_move_with_the_sound() -> None:
    """Words keep their place in the sound, apart from the cut silence before it; the last one ends with the sound."""
    result = trimmed(heard(500, 1_000, 500, (500, 700), (700, 2_000)))
    first, second = result.words
    assert 5 <= first.begin_ms <= 10
    assert second.begin_ms - first.begin_ms == 200
    assert second.end_ms == result.duration_ms


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.sets(st.integers(0, 180), max_size=12))
def test_words_stay_in_order_and_inside(before_ms: int, sound_ms: int, after_ms: int, marks: set[int]) -> None:
    """However words and silence lie, the words that remain are in order and inside what remains of the sound."""
    times = sorted(mark for mark in marks if mark <= heard(before_ms, sound_ms, after_ms).duration_ms)
    result = trimmed(heard(before_ms, sound_ms, after_ms, *pairwise(times)))
    at = 0
    for word in result.words:
        assert at <= word.begin_ms < word.end_ms <= result.duration_ms
        at = word.end_ms
