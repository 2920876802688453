"""The parts of utterances that are spoken in one go, and their sounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from tts.model import Hint, Utterance
from tts.noun import noun
from tts.regex import regex
from tts.speech.engines.engine_text import sanitize, split_long_text

_GAP = regex(r"(?<=\S)\s+(?=\S)")


@noun
class Part:
    """A piece of an utterance that is spoken in one go, at `offset` of its text; `last` if no other piece follows."""

    utterance: Utterance
    text: str
    offset: int
    last: bool

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints of its utterance that lie in it as a whole, with offsets in its text."""
        begin, end = self.offset, self.offset + len(self.text)
        inside = (hint for hint in self.utterance.hints if begin <= hint.begin and hint.end <= end)
        return tuple(replace(hint, begin=hint.begin - begin, end=hint.end - begin) for hint in inside)


@noun
class Sound:
    """16-bit mono `pcm`, and its word events as pairs of offset and frame."""

    pcm: bytes
    frame_rate_hz: int
    events: tuple[tuple[int, int], ...]

    @classmethod
    def joined(cls, sounds: Sequence[Sound]) -> Sound:
        """Return all of `sounds` as one, one after the other."""
        begins = [0, *accumulate(len(sound.pcm) // 2 for sound in sounds)]
        events = (
            (offset, begin + frame)
            for begin, sound in zip(begins, sounds, strict=False)
            for offset, frame in sound.events
        )
        pcm = b"".join(sound.pcm for sound in sounds)
        return cls(pcm=pcm, frame_rate_hz=sounds[0].frame_rate_hz, events=tuple(events))


def split_utterances(utterances: Iterable[Utterance]) -> Iterator[Part]:
    """Yield the parts of the utterances, each part short enough to be spoken in one go."""
    for utterance in utterances:
        pieces = list(split_long_text(sanitize(utterance.spoken) or " ", utterance.hints))  # pyttsx3 cannot say ""
        for offset, text in pieces:
            yield Part(utterance=utterance, text=text, offset=offset, last=offset == pieces[-1][0])


def halve(part: Part) -> tuple[Part, Part] | None:
    """Return `part` cut at the white space nearest to its middle; None if it is a single word, or all of one hint."""
    middle = len(part.text) // 2
    gaps = (match.end() for match in _GAP.finditer(part.text))
    cuts = (gap for gap in gaps if not any(hint.begin < gap < hint.end for hint in part.hints))
    cut = min(cuts, key=lambda end: abs(end - middle), default=None)
    if cut is None:
        return None
    first, second = part.text[:cut], part.text[cut:]
    return replace(part, text=first), replace(part, text=second, offset=part.offset + cut)
