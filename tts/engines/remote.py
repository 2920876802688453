"""The engines that live in a worker process: espeak-ng, and what pyttsx3 finds on this system."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ClassVar, Self

from tts.clock import frames_to_ms
from tts.engines.check import fault, is_silent, says_something
from tts.engines.process import Worker, WorkerError
from tts.engines.spoken import parts, speakable, words
from tts.engines.voices import language_tag
from tts.errors import EngineError, UsageError
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice

RETRIES = 2
IN_FLIGHT = 8
IN_FLIGHT_BYTES = 4096  # no more than any pipe holds, so that neither side ever waits for the other to read
SILENCE_MS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A piece of an utterance that is spoken in one go. `last`: no other piece of it follows."""

    utterance: Utterance
    text: str
    offset: int
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sound:
    pcm: bytes
    frame_rate_hz: int
    events: tuple[tuple[int, int], ...]


class WorkerEngine:
    """An engine in a process of its own.

    `deadline_s` is how long it may take for an utterance, to which 50 ms are added for each character. A failed
    utterance is tried again in a fresh process, twice.
    """

    name: ClassVar[str]

    def __init__(self, *, deadline_s: float = 20.0) -> None:
        self._deadline_s = deadline_s
        self._process: Worker | None = None
        self._frame_rate_hz = 22_050

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
        wanted = {"voice": voice.id, "rate_wpm": prosody.rate_wpm, "pitch": prosody.pitch, "volume": prosody.volume}
        return self._speeches(_parts(utterances), wanted, prosody)

    def _speeches(self, rest: Iterator[_Part], wanted: dict[str, Any], prosody: Prosody) -> Iterator[Speech]:
        waiting: deque[_Part] = deque()
        sounds: list[_Sound] = []
        try:
            while self._fill(waiting, rest, wanted):
                part = waiting[0]
                sounds.append(self._sound(waiting, wanted, prosody))
                waiting.popleft()
                if part.last:
                    yield self._joined(part.utterance, sounds)
                    sounds = []
        finally:
            if waiting:  # the answers to come would be taken for those of the next call
                self._let_go()

    def _fill(self, waiting: deque[_Part], rest: Iterator[_Part], wanted: dict[str, Any]) -> bool:
        """Sends parts ahead; whether there is one to wait for."""
        ahead_bytes = sum(len(part.text.encode()) for part in waiting)
        while not waiting or (len(waiting) < IN_FLIGHT and ahead_bytes < IN_FLIGHT_BYTES):
            part = next(rest, None)
            if part is None:
                break
            self._worker.send(wanted, part.text)
            waiting.append(part)
            ahead_bytes += len(part.text.encode())
        return bool(waiting)

    def _sound(self, waiting: deque[_Part], wanted: dict[str, Any], prosody: Prosody) -> _Sound:
        """The sound of the first waiting part, by as many workers as it takes."""
        try:
            return self._receive(waiting[0], prosody)
        except WorkerError as error:
            cause = error
        for _ in range(RETRIES):
            self._let_go()
            self._worker.send(wanted, waiting[0].text)
            try:
                sound = self._receive(waiting[0], prosody)
            except WorkerError as error:
                cause = error
            else:
                for part in list(waiting)[1:]:
                    self._worker.send(wanted, part.text)
                return sound
        raise self._failed(waiting[0], cause)

    def _failed(self, part: _Part, cause: WorkerError) -> EngineError:
        begin = part.text.strip()
        quoted = begin if len(begin) <= 80 else begin[:79] + "…"
        return EngineError(
            f"The engine '{self.name}' cannot say {part.utterance.id}, \"{quoted}\": {cause}. "
            "Change the text, or choose another voice or engine."
        )

    def _receive(self, part: _Part, prosody: Prosody) -> _Sound:
        header, pcm = self._worker.receive(self._deadline_s + 0.05 * len(part.text))
        wrong = fault(part.text, pcm, header["frame_rate_hz"], prosody)
        if wrong:
            raise WorkerError(wrong)
        events = tuple((part.offset + offset, frame) for offset, frame in header["events"])
        return _Sound(pcm=pcm, frame_rate_hz=header["frame_rate_hz"], events=events)

    def _joined(self, utterance: Utterance, sounds: list[_Sound]) -> Speech:
        rate = sounds[0].frame_rate_hz
        pcm = b"".join(sound.pcm for sound in sounds)
        if not says_something(utterance.spoken) and is_silent(pcm):
            return Speech(utterance_id=utterance.id, pcm=bytes(rate * SILENCE_MS // 1000 * 2), frame_rate_hz=rate)
        events = []
        frames = 0
        for sound in sounds:
            events += [(offset, frames_to_ms(frames + frame, rate)) for offset, frame in sound.events]
            frames += len(sound.pcm) // 2
        spans = words(utterance.spoken, events, frames_to_ms(frames, rate))
        return Speech(utterance_id=utterance.id, pcm=pcm, frame_rate_hz=rate, words=spans)


def _parts(utterances: Iterable[Utterance]) -> Iterator[_Part]:
    for utterance in utterances:
        pieces = list(parts(speakable(utterance.spoken) or " "))  # pyttsx3 refuses to say nothing
        for offset, text in pieces:
            yield _Part(utterance=utterance, text=text, offset=offset, last=offset == pieces[-1][0])


class EspeakEngine(WorkerEngine):
    """espeak-ng as it comes with `espeakng-loader`, through pyttsx3 with our own driver."""

    name = "espeak"


class SystemEngine(WorkerEngine):
    """pyttsx3's own driver for this system: SAPI 5, NSSpeechSynthesizer or an installed espeak."""

    name = "system"
