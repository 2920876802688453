"""The engines that live in a worker process: espeak-ng, and what pyttsx3 finds on this system."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from types import TracebackType
from typing import Any, ClassVar, Self

from tts.clock import frames_to_ms
from tts.errors import EngineError, UsageError
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice
from tts.speech.engines.check import fault, is_silent, says_something
from tts.speech.engines.gauge import Gauge, unsaid
from tts.speech.engines.process import StartError, Worker, WorkerError
from tts.speech.engines.spoken import Phonemes, parts, speakable, words
from tts.speech.engines.voices import language_tag, speaks

RETRIES = 2
IN_FLIGHT = 8
IN_FLIGHT_BYTES = 4096  # no more than any pipe holds, so that neither side ever waits for the other to read
SILENCE_MS = 100
_DEADLINE_S_OF_A_CHARACTER = 0.05
_JITTER = 0.02  # by which two sounds of one text differ in length, of an engine that does not repeat itself
_GAP = re.compile(r"(?<=\S)\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A piece of an utterance that is spoken in one go. `last`: no other piece of it follows."""

    utterance: Utterance
    text: str
    offset: int
    last: bool

    @property
    def phonemes(self) -> Phonemes:
        """Those of its utterance that stand in it as a whole."""
        return [
            (one.spoken_begin - self.offset, one.spoken_end - self.offset, one.phonemes)
            for one in self.utterance.alignment
            if one.phonemes and self.offset <= one.spoken_begin and one.spoken_end <= self.offset + len(self.text)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sound:
    pcm: bytes
    frame_rate_hz: int
    events: tuple[tuple[int, int], ...]

    @classmethod
    def joined(cls, sounds: Sequence[_Sound]) -> _Sound:
        """All of `sounds`, one after the other."""
        frames = [0, *accumulate(len(sound.pcm) // 2 for sound in sounds)]
        events = ((at, before + n) for before, sound in zip(frames, sounds, strict=False) for at, n in sound.events)
        pcm = b"".join(sound.pcm for sound in sounds)
        return cls(pcm=pcm, frame_rate_hz=sounds[0].frame_rate_hz, events=tuple(events))


class DoubtfulError(WorkerError):
    """An answer that may be right, but hardly."""

    def __init__(self, message: str, sound: _Sound) -> None:
        super().__init__(message)
        self.sound = sound


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How a run is spoken: what the worker is told, and what its sounds are checked with."""

    voice: Voice
    wanted: dict[str, Any]
    prosody: Prosody
    gauge: Gauge


class WorkerEngine:
    """An engine in a process of its own.

    `deadline_s` is how long it may take for an utterance, to which 50 ms are added for each character. A failed
    utterance is tried again in a fresh process, twice, then its halves are. One that sounds doubtful is accepted if a
    fresh process says it the same way.
    """

    name: ClassVar[str]

    def __init__(self, *, deadline_s: float = 20.0) -> None:
        self._deadline_s = deadline_s
        self._process: Worker | None = None
        self._gauges: dict[tuple[str, int], Gauge] = {}

    def __enter__(self) -> Self:
        self._worker  # noqa: B018 - starts it, so that it gets ready while the caller does something else
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    @property
    def _worker(self) -> Worker:
        if self._process is None:
            self._process = Worker(self.name)
        return self._process

    def _let_go(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    @property
    def info(self) -> EngineInfo:
        """Name, version and what it can do.

        Raises:
            EngineError: it does not start.
        """
        hello = self._hello()
        return EngineInfo(
            name=self.name, version=hello["version"], word_times=hello["word_times"], repeatable=hello["repeatable"]
        )

    def voices(self) -> tuple[Voice, ...]:
        """All voices, ordered by their id.

        Raises:
            EngineError: it does not start.
        """
        return tuple(
            Voice(id=identifier, name=name, languages=tuple(filter(None, map(language_tag, languages))), gender=gender)
            for identifier, name, languages, gender in sorted(self._hello()["voices"])
        )

    def _hello(self) -> dict[str, Any]:
        try:
            return self._worker.hello
        except WorkerError as error:
            self._let_go()
            raise EngineError(f"The engine '{self.name}' does not start: {error}.") from error

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """The sound of `utterance.spoken`; see `synthesize_all`."""
        return next(iter(self.synthesize_all((utterance,), voice, prosody)))

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """The sound of each utterance in order; while one is used, the worker speaks up to `IN_FLIGHT` further parts.

        Raises:
            UsageError: the engine has no such voice.
            EngineError: it failed, also in a fresh process, or its result cannot be the text's sound.
        """
        if voice.id not in {known[0] for known in self._hello()["voices"]}:
            raise UsageError(f"The engine '{self.name}' has no voice '{voice.id}'. See `articast voices`.")
        wanted = _wanted(voice, prosody)
        gauge = self._gauges.setdefault((voice.id, prosody.rate_wpm), Gauge(prosody.rate_wpm))
        return self._speeches(_parts(utterances), _Manner(voice=voice, wanted=wanted, prosody=prosody, gauge=gauge))

    def _speeches(self, rest: Iterator[_Part], manner: _Manner) -> Iterator[Speech]:
        waiting: deque[_Part] = deque()
        sounds: list[_Sound] = []
        try:
            while self._fill(waiting, rest, manner):
                part = waiting[0]
                sounds.append(self._sound(waiting, manner))
                waiting.popleft()
                if part.last:
                    yield self._joined(part.utterance, sounds)
                    sounds = []
        finally:
            if waiting:  # the answers to come would be taken for those of the next call
                self._let_go()

    def _fill(self, waiting: deque[_Part], rest: Iterator[_Part], manner: _Manner) -> bool:
        """Sends parts ahead; whether there is one to wait for."""
        ahead_bytes = sum(len(part.text.encode()) for part in waiting)
        while not waiting or (len(waiting) < IN_FLIGHT and ahead_bytes < IN_FLIGHT_BYTES):
            part = next(rest, None)
            if part is None:
                break
            self._send(part, manner)
            waiting.append(part)
            ahead_bytes += len(part.text.encode())
        return bool(waiting)

    def _send(self, part: _Part, manner: _Manner) -> None:
        """Asks for the sound of `part`, with its phonemes if the engine takes them and the voice has its language."""
        phonemes = part.phonemes
        if phonemes and self._hello().get("phonemes") and speaks(manner.voice, part.utterance.language):
            self._worker.send(manner.wanted | {"phonemes": phonemes}, part.text)
        else:
            self._worker.send(manner.wanted, part.text)

    def _sound(self, waiting: deque[_Part], manner: _Manner) -> _Sound:
        """The sound of the first waiting part, by as many workers as it takes."""
        try:
            return self._receive(waiting[0], manner)
        except WorkerError as error:
            sound = self._said_again(waiting[0], manner, error, RETRIES)
        for part in list(waiting)[1:]:
            self._send(part, manner)
        return sound

    def _said_again(self, part: _Part, manner: _Manner, cause: WorkerError, tries: int) -> _Sound:
        """The sound of `part` by a fresh worker, or, when that fails too, of its halves."""
        for _ in range(tries):
            self._let_go()
            self._send(part, manner)
            try:
                return self._receive(part, manner)
            except WorkerError as error:
                if isinstance(error, DoubtfulError) and isinstance(cause, DoubtfulError) and self._agree(error, cause):
                    manner.gauge.accept(part.text, error.sound.pcm, error.sound.frame_rate_hz)
                    return error.sound
                cause = error
        halves = _halves(part)
        if not halves or isinstance(cause, StartError):
            raise self._failed(part, cause)
        first, second = (self._said_again(half, manner, cause, 1) for half in halves)
        return _Sound.joined((first, second))

    def _agree(self, one: DoubtfulError, other: DoubtfulError) -> bool:
        if self.info.repeatable:
            return one.sound == other.sound
        lengths = len(one.sound.pcm), len(other.sound.pcm)
        return max(lengths) - min(lengths) <= _JITTER * max(lengths)

    def _failed(self, part: _Part, cause: WorkerError) -> EngineError:
        begin = part.utterance.spoken.strip()
        quoted = begin if len(begin) <= 80 else begin[:79] + "…"
        return EngineError(
            f"The engine '{self.name}' cannot say {part.utterance.id}, \"{quoted}\": {cause}. "
            "Change the text, or choose another voice or engine."
        )

    def _receive(self, part: _Part, manner: _Manner) -> _Sound:
        """The next answer, as the sound of `part`.

        Raises:
            WorkerError: there is none, or it cannot be that.
            DoubtfulError: it is hardly that.
        """
        header, pcm = self._worker.receive(self._deadline_s + _DEADLINE_S_OF_A_CHARACTER * len(part.text))
        frame_rate_hz, events = _checked(header)
        wrong = fault(part.text, pcm, frame_rate_hz, manner.prosody)
        if wrong:
            raise WorkerError(wrong)
        sound = _Sound(pcm=pcm, frame_rate_hz=frame_rate_hz, events=tuple((part.offset + at, n) for at, n in events))
        if says_something(part.text):
            doubt = manner.gauge.doubt(part.text, pcm, frame_rate_hz)
            doubt = doubt or (unsaid(part.text, events) if self.info.word_times else "")
            if doubt:
                raise DoubtfulError(doubt, sound)
            manner.gauge.accept(part.text, pcm, frame_rate_hz)
        return sound

    def _joined(self, utterance: Utterance, sounds: list[_Sound]) -> Speech:
        whole = _Sound.joined(sounds)
        rate = whole.frame_rate_hz
        if not says_something(utterance.spoken) and is_silent(whole.pcm):
            silence = bytes(rate * SILENCE_MS // 1000 * 2)
            heard = not any(map(str.isalnum, utterance.spoken))
            return Speech(utterance_id=utterance.id, pcm=silence, frame_rate_hz=rate, heard=heard)
        events = [(offset, frames_to_ms(frame, rate)) for offset, frame in whole.events]
        spans = words(utterance.spoken, events, frames_to_ms(len(whole.pcm) // 2, rate))
        return Speech(utterance_id=utterance.id, pcm=whole.pcm, frame_rate_hz=rate, words=spans)


def _wanted(voice: Voice, prosody: Prosody) -> dict[str, Any]:
    return {"voice": voice.id, "rate_wpm": prosody.rate_wpm, "pitch": prosody.pitch, "volume": prosody.volume}


def _parts(utterances: Iterable[Utterance]) -> Iterator[_Part]:
    for utterance in utterances:
        pieces = list(parts(speakable(utterance.spoken) or " "))  # pyttsx3 refuses to say nothing
        for offset, text in pieces:
            yield _Part(utterance=utterance, text=text, offset=offset, last=offset == pieces[-1][0])


def _halves(part: _Part) -> tuple[_Part, _Part] | None:
    """`part` cut at the white space that is nearest to its middle; None if it is a single word."""
    middle = len(part.text) // 2
    gaps = [match.end() for match in _GAP.finditer(part.text)]
    if not gaps:
        return None
    cut = min(gaps, key=lambda gap: abs(gap - middle))
    first, second = part.text[:cut], part.text[cut:]
    return replace(part, text=first), replace(part, text=second, offset=part.offset + cut)


def _checked(header: dict[str, Any]) -> tuple[int, list[tuple[int, int]]]:
    """Frame rate and word events of an answer's header.

    Raises:
        WorkerError: something else stands there.
    """
    try:
        rate_hz, events = header["frame_rate_hz"], [(offset, frame) for offset, frame in header["events"]]
    except (KeyError, TypeError, ValueError) as error:
        raise WorkerError("its answer lacks frame rate or events") from error
    if not all(isinstance(number, int) and number >= 0 for number in (rate_hz, *chain.from_iterable(events))):
        raise WorkerError("its answer has an impossible frame rate or event")
    return rate_hz, events


class EspeakEngine(WorkerEngine):
    """espeak-ng as it comes with `espeakng-loader`, through pyttsx3 with our own driver."""

    name = "espeak"

    def transcribe(self, text: str, voice: Voice) -> str:
        """How `voice` says `text`, in IPA.

        Raises:
            EngineError: it failed.
        """
        try:
            self._worker.send(_wanted(voice, Prosody()) | {"transcribe": True}, text)
            header, _ = self._worker.receive(self._deadline_s)
            return str(header["ipa"])
        except (KeyError, WorkerError) as error:
            self._let_go()
            raise EngineError(f"The engine '{self.name}' does not say how it says '{text}': {error}.") from error


class SystemEngine(WorkerEngine):
    """pyttsx3's own driver for this system: SAPI 5, NSSpeechSynthesizer or an installed espeak."""

    name = "system"
