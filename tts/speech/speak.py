"""Utterances -> Speech: one after another, each without the silence that the engine leaves at its ends."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from tts.clock import frames_to_ms, ms_to_frames
from tts.model import Prosody, Section, Speech, Voice, Word, utterances

if TYPE_CHECKING:
    from tts.speech.engines import Engine

_SILENCE_LEVEL = 32  # of 32768: -60 dB
_KEPT_MS = 5


def speak(
    sections: Iterable[Section], engine: Engine, voices: Mapping[str, Voice], prosody: Prosody
) -> Iterator[Speech]:
    """The speech of every utterance of `sections`, in the order in which they are heard.

    `voices` has a voice for the language of each of them. Those in a row that have the same voice are given to the
    engine together; only what it speaks ahead is held. Silence at either end is cut to between 5 and 10 ms, and word
    times with it; speech that is nothing but silence stays as it is.

    Raises:
        UsageError: the engine has no such voice.
        EngineError: the engine cannot say one of them; the message names it.
    """
    for voice, run in groupby(utterances(sections), key=lambda utterance: voices[utterance.language]):
        yield from map(_trimmed, engine.synthesize_all(run, voice, prosody))


def _trimmed(speech: Speech) -> Speech:
    samples = array("h", speech.pcm)
    block = ms_to_frames(_KEPT_MS, speech.frame_rate_hz)
    first = next((at for at in range(0, len(samples), block) if _is_heard(samples[at : at + block])), None)
    if first is None:
        return speech
    last = next(at for at in range(len(samples), 0, -block) if _is_heard(samples[max(0, at - block) : at]))
    begin, end = max(0, first - block), min(len(samples), last + block)
    if (begin, end) == (0, len(samples)):
        return speech
    lead_ms = frames_to_ms(begin, speech.frame_rate_hz)
    length_ms = frames_to_ms(end - begin, speech.frame_rate_hz)
    words = tuple(_moved(speech.words, lead_ms, length_ms))
    return replace(speech, pcm=speech.pcm[2 * begin : 2 * end], words=words)


def _is_heard(samples: array[int]) -> bool:
    return max(samples) > _SILENCE_LEVEL or min(samples) < -_SILENCE_LEVEL


def _moved(words: Iterable[Word], lead_ms: int, length_ms: int) -> Iterator[Word]:
    """`words` after `lead_ms` were cut off in front: still in order and, of `length_ms`, inside the sound."""
    at = 0
    for word in words:
        begin_ms = max(at, word.begin_ms - lead_ms)
        if begin_ms >= length_ms:
            return
        at = min(length_ms, max(begin_ms + 1, word.end_ms - lead_ms))
        yield replace(word, begin_ms=begin_ms, end_ms=at)
