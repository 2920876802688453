"""Speak utterances one after another, each without the silence that the engine leaves at its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from tts.clock import frames_to_ms, ms_to_frames
from tts.errors import EngineError
from tts.model import Prosody, Section, Speech, Utterance, Voice, Word, utterances
from tts.speech.engines.check import is_silent

if TYPE_CHECKING:
    from tts.speech.engines import Engine

_KEPT_MS = 5
# Half a minute of sentences as articles have them. By espeak-ng, hibari and Piper they read within 0.2 LU of the mean
# of five articles. A text that is easy to say reads up to 1 LU louder by a natural voice, and not by espeak-ng.
_SAMPLE = (
    "Since the early nineteen eighties there have been hives on the roof of the opera house in Paris.",
    "Let the lawn flower, leave the dead stems standing until spring, and plant native shrubs.",
    "Whoever wanted to hear chapter nine of a talking book wound the tape forward, listened, and wound again.",
    "Since Tuesday evening the keeper can sleep, and the island is of two minds about it.",
    "Ask her to bring these things with her from the store.",
    "When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow.",
    "Good morning.",
)
_samples: dict[tuple[Voice, Prosody], Speech] = {}
_MAX_SAMPLES = 32


def speak(sections: Iterable[Section], engine: Engine, cast: Mapping[str, Voice], prosody: Prosody) -> Iterator[Speech]:
    """Yield the speech of every utterance of `sections`, in the order in which they are heard.

    `cast` has the voice of each of them by its id. Utterances in a row with the same voice are given to the
    engine together; only those that it speaks ahead are held in memory. Silence at either end is cut to between 5 and
    10 ms, and word times with it; speech that is only silence stays unchanged.

    Raises:
        UsageError: the engine has no such voice.
        EngineError: the engine cannot say one of them; the message names it.
    """
    for voice, run in groupby(utterances(sections), key=lambda utterance: cast[utterance.id]):
        yield from map(_trim, engine.synthesize_all(run, voice, prosody))


def speak_samples(cast: Mapping[str, Voice], engine: Engine, prosody: Prosody) -> Mapping[Voice, Speech]:
    """Return half a minute of each voice of `cast`, by which to compare their loudness; nothing of a single voice.

    A sample is kept for the next article. A voice that cannot say it has none.
    """
    voices = dict.fromkeys(cast.values())
    samples = {voice: _sample(voice, engine, prosody) for voice in voices if len(voices) > 1}
    return {voice: sample for voice, sample in samples.items() if sample}


def _sample(voice: Voice, engine: Engine, prosody: Prosody) -> Speech | None:
    """Return the sample of a voice, None if it cannot say it."""
    sample = _samples.get((voice, prosody))
    if sample is None:
        said = (Utterance(id=f"sample-{number}", text=text, spoken=text) for number, text in enumerate(_SAMPLE))
        speeches: list[Speech] = []
        with suppress(EngineError):
            speeches = [
                _trim(speech) for speech in engine.synthesize_all(said, voice, prosody) if speech.voice == voice
            ]
        if not speeches:
            return None
        sample = replace(speeches[0], pcm=b"".join(speech.pcm for speech in speeches), words=())
        if len(_samples) >= _MAX_SAMPLES:
            _samples.clear()
        _samples[voice, prosody] = sample  # when it is complete: other threads look for it here
    return sample


def _trim(speech: Speech) -> Speech:
    """Return the speech without the silent blocks of 5 ms at its ends, but one."""
    pcm, rate = speech.pcm, speech.frame_rate_hz
    size = 2 * ms_to_frames(_KEPT_MS, rate)
    first = next((begin for begin in range(0, len(pcm), size) if not is_silent(pcm[begin : begin + size])), None)
    if first is None:
        return speech
    last = next(end for end in range(len(pcm), 0, -size) if not is_silent(pcm[max(0, end - size) : end]))
    begin, end = max(0, first - size), min(len(pcm), last + size)
    if (begin, end) == (0, len(pcm)):
        return speech
    words = _move_words(speech.words, frames_to_ms(begin // 2, rate), frames_to_ms((end - begin) // 2, rate))
    return replace(speech, pcm=pcm[begin:end], words=tuple(words))


def _move_words(words: Iterable[Word], lead_ms: int, duration_ms: int) -> Iterator[Word]:
    """Yield `words` after `lead_ms` were cut off before them, in order and inside a sound of `duration_ms`."""
    end_ms = 0
    for word in words:
        begin_ms = max(end_ms, word.begin_ms - lead_ms)
        if begin_ms >= duration_ms:
            return
        end_ms = min(duration_ms, max(begin_ms + 1, word.end_ms - lead_ms))
        yield replace(word, begin_ms=begin_ms, end_ms=end_ms)
