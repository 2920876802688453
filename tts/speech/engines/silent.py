"""An engine without a voice: silence of an exact length, at once, for tests and for previews of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Self

from tts.clock import frames_to_ms
from tts.errors import UsageError
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice, Word

FRAME_RATE_HZ = 22_050
_NAMES = {
    "de": "German",
    "en": "English",
    "en-gb": "English (Great Britain)",
    "en-us": "English (America)",
    "es": "Spanish",
    "fr": "French",
    "uk": "Ukrainian",
}


class SilentEngine:
    """Silence for as long as the words would take.

    Word `n` (from 0) of an utterance, words being divided by white space, begins at frame
    `n * 22050 * 60 // rate_wpm`; the speech ends where the next word would begin. A text without words takes one.
    """

    def info_of(self, voice: Voice) -> EngineInfo:  # noqa: ARG002 - see `Engine`
        """Return name, version and what it can do."""
        return EngineInfo(name="silent", version="1", word_times=True, repeatable=True, portable=True)

    def voices(self) -> tuple[Voice, ...]:
        """Return one voice for each of a few languages."""
        return tuple(Voice(id=tag, name=name, languages=(tag,), engine="silent") for tag, name in _NAMES.items())

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:  # noqa: ARG002 - see `Engine`
        """Return `voice`."""
        return voice

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:  # noqa: ARG002 - see `Engine`
        """Return the spoken text as it is."""
        return utterance.spoken

    def transcribe(self, text: str, voice: Voice) -> str:  # noqa: ARG002 - see `Engine`
        """Return nothing: it has no sounds."""
        return ""

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Return the silence for `utterance.spoken`; see `synthesize_all`."""
        return next(iter(self.synthesize_all((utterance,), voice, prosody)))

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the silence for each utterance.

        Raises:
            UsageError: there is no such voice.
        """
        if voice.id not in _NAMES:
            raise UsageError(f"The engine 'silent' has no voice '{voice.id}'. See `articast voices`.")
        return (replace(_silence(utterance, prosody.rate_wpm), voice=voice) for utterance in utterances)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def _silence(utterance: Utterance, rate_wpm: int) -> Speech:
    """Return silence in which each word lasts equally long; one word's length if there is no word."""
    spans = [match.span() for match in re.finditer(r"\S+", utterance.spoken)]
    begins = [number * FRAME_RATE_HZ * 60 // rate_wpm for number in range(len(spans) + 1)]
    times_ms = [frames_to_ms(begin, FRAME_RATE_HZ) for begin in begins]
    words = tuple(
        Word(begin=begin, end=end, begin_ms=times_ms[number], end_ms=times_ms[number + 1])
        for number, (begin, end) in enumerate(spans)
    )
    frames = begins[-1] or FRAME_RATE_HZ * 60 // rate_wpm
    return Speech(utterance_id=utterance.id, pcm=bytes(2 * frames), frame_rate_hz=FRAME_RATE_HZ, words=words)
