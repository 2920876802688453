"""An engine that runs in a worker process, with a time limit: the base class of all engines that make sound."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from types import TracebackType
from typing import Any, ClassVar, Self

from tts.clock import frames_to_ms
from tts.errors import EngineError, UsageError
from tts.model import EngineInfo, Hint, Prosody, Speech, Utterance, Voice
from tts.noun import noun
from tts.speech.engines import plain_text
from tts.speech.engines.check import MIN_HEARD_VOLUME, audio_defect, is_silent, says_something
from tts.speech.engines.engine_text import Rendering, make_words
from tts.speech.engines.language_tag import language_tag
from tts.speech.engines.parts import Part, Sound, halve, split_utterances
from tts.speech.engines.plausibility import DurationPlausibility, missing_words
from tts.speech.engines.process import StartError, UnusableError, Worker, WorkerError
from tts.speech.engines.sandbox import Needs
from tts.text.languages.tags import UNDETERMINED, primary_subtag

RETRIES = 2
MAX_PARTS_AHEAD = 8
MAX_BYTES_AHEAD = 4096  # no more than any pipe holds, so that neither side ever waits for the other to read
SILENCE_MS = 100
_SILENT_RATE_HZ = 24_000
UTTERANCE_DEADLINE_S = 20.0
_DEADLINE_S_PER_CHARACTER = 0.05  # on top, for long utterances
_MAX_JITTER = 0.02  # by which two sounds of one text may differ in length, if the engine is not repeatable


class UnsayablePartError(WorkerError):
    """The voice cannot say all of a part; another worker could not either."""


class UnusableVoiceError(EngineError):
    """The engine cannot be started, or not with this voice, whatever it is to say."""


class SuspiciousAudioError(WorkerError):
    """An answer that is unlikely to be right, but may be."""

    def __init__(self, message: str, sound: Sound) -> None:
        super().__init__(message)
        self.sound = sound


@noun
class _SynthesisRequest:
    """The `settings` that the worker receives for a run of utterances, and what its sounds are checked with."""

    voice: Voice
    settings: dict[str, Any]
    prosody: Prosody
    plausibility: DurationPlausibility


class WorkerEngine:
    """An engine in a process of its own, where the class `speaker` (`module:Class`) speaks.

    `render_text` makes the text that it is given; see `tts.speech.engines.plain_text.render`. `transcribes` is whether
    the speaker gives the sounds of a text.

    `deadline_s` is how long it may take for an utterance, to which 50 ms are added for each character. A failed
    utterance is tried again in a fresh process, twice, then each half of it. A suspicious sound is accepted if a fresh
    process makes the same one.
    """

    name: ClassVar[str]
    speaker: ClassVar[str]
    render_text = staticmethod(plain_text.render)
    transcribes: ClassVar[bool] = False

    def __init__(self, *, deadline_s: float = UTTERANCE_DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._needs = self.needs
        self._process: Worker | None = None
        self._sent: deque[tuple[Rendering, int]] = deque()  # what the worker has not answered yet, and its size
        self._voices: tuple[Voice, ...] = ()
        self._plausibilities: dict[tuple[Voice, int], DurationPlausibility] = {}

    def __enter__(self) -> Self:
        self._worker  # noqa: B018 - starts it, so that it gets ready while the caller does something else
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_worker()

    @property
    def needs(self) -> Needs:
        """What the engine needs besides packages; it can do nothing else."""
        return Needs()

    @property
    def _worker(self) -> Worker:
        """The worker, which is started when it is first needed."""
        if self._process is None:
            self._process = Worker(self.speaker, self._needs)
        return self._process

    def _let_read(self, voice: Voice) -> None:
        """Let the worker read the file of `voice`; another worker starts if the file is outside of its sandbox."""
        needs = self._needs.with_voice_file(voice.model) if voice.model else self._needs
        if needs != self._needs:
            self._needs = needs
            self._stop_worker()

    def _stop_worker(self) -> None:
        """End the worker, if there is one; the next request starts another."""
        self._sent.clear()
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
            name=self.name,
            version=hello["version"],
            word_times=hello["word_times"],
            repeatable=hello["repeatable"],
            portable=hello.get("portable", False),
        )

    def info_of(self, voice: Voice) -> EngineInfo:  # noqa: ARG002 - see `Engine`
        """Return the info of this engine, which has all of its voices."""
        return self.info

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:  # noqa: ARG002 - see `Engine`
        """Return `voice`."""
        return voice

    def voices(self) -> tuple[Voice, ...]:
        """Return all voices, ordered by their id.

        Raises:
            EngineError: it does not start.
        """
        hello = self._hello()
        self._voices = self._voices or tuple(
            Voice(
                id=voice["id"],
                name=voice["name"],
                languages=tuple(filter(None, map(language_tag, voice.get("languages", ())))),
                gender=voice.get("gender", ""),
                engine=self.name,
                licence=voice.get("licence", ""),
                source=voice.get("source", ""),
                model=voice.get("model", ""),
            )
            for voice in sorted(hello["voices"], key=itemgetter("id"))
        )
        return self._voices

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine is given for `utterance`; without `voice`, for one of its language."""
        language, hints = utterance.language, utterance.hints
        if voice is not None:
            language, hints = _adapt(language, hints, voice)
        rendering = self.render_text(utterance.spoken, hints, language)
        return rendering.shown or rendering.text

    def _hello(self) -> dict[str, Any]:
        """Return what the worker says of its engine; raise `EngineError` if it cannot be started."""
        try:
            return self._worker.hello
        except WorkerError as error:
            self._stop_worker()
            raise self._not_started(error) from error

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` with `voice`, in IPA; "" if the speaker cannot give them.

        Raises:
            EngineError: it failed.
        """
        if not self.transcribes:
            return ""
        self._let_read(voice)
        try:
            self._worker.send(_voice_settings(voice, Prosody()) | {"transcribe": True}, text)
            header, _ = self._worker.receive(self._deadline_s)
            return str(header["ipa"])
        except (KeyError, WorkerError) as error:
            self._stop_worker()
            raise EngineError(f"The engine '{self.name}' cannot transcribe '{text}': {error}.") from error

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Return the sound of `utterance.spoken`; see `synthesize_all`."""
        return next(iter(self.synthesize_all((utterance,), voice, prosody)))

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the sound of each utterance in order, while the worker speaks up to `MAX_PARTS_AHEAD` parts ahead.

        Raises:
            UsageError: the engine has no such voice.
            EngineError: it failed, also in a fresh process, or its result cannot be the text's sound.
        """
        is_known = voice.engine == self.name if voice.model else voice.id in {known.id for known in self.voices()}
        if not is_known:
            raise UsageError(f"The engine '{self.name}' has no voice '{voice.id}'. See `articast voices`.")
        self._let_read(voice)
        fresh = DurationPlausibility(prosody.rate_wpm)
        request = _SynthesisRequest(
            voice=voice,
            settings=_voice_settings(voice, prosody),
            prosody=prosody,
            plausibility=self._plausibilities.setdefault((voice, prosody.rate_wpm), fresh),
        )
        return self._speeches(split_utterances(utterances), request)

    def _speeches(self, parts: Iterator[Part], request: _SynthesisRequest) -> Iterator[Speech]:
        """Yield the speech of each utterance, joined from its parts, while the worker already speaks the next parts."""
        waiting: deque[Part] = deque()
        sounds: list[Sound] = []
        unsayable = ""
        try:
            while self._send_ahead(waiting, parts, request):
                part = waiting[0]
                try:
                    sounds.append(self._sound(waiting, request))
                except UnsayablePartError as error:
                    unsayable = unsayable or str(error)
                waiting.popleft()
                if part.last:
                    yield self._join(part.utterance, request.voice, sounds, unsayable)
                    sounds, unsayable = [], ""
        finally:
            if waiting:  # the answers to come would be taken for those of the next call
                self._stop_worker()

    def _send_ahead(self, waiting: deque[Part], parts: Iterator[Part], request: _SynthesisRequest) -> bool:
        """Send parts ahead, and return whether there is one to wait for."""
        while not waiting or (
            len(waiting) < MAX_PARTS_AHEAD and sum(size_bytes for _, size_bytes in self._sent) < MAX_BYTES_AHEAD
        ):
            part = next(parts, None)
            if part is None:
                break
            self._send(part, request)
            waiting.append(part)
        return bool(waiting)

    def _send(self, part: Part, request: _SynthesisRequest) -> None:
        """Ask for the sound of `part`."""
        language, hints = _adapt(part.utterance.language, part.hints, request.voice)
        rendering = self.render_text(part.text, hints, language)
        header = request.settings | {"language": language, "options": rendering.options}
        self._sent.append((rendering, self._worker.send(header, rendering.text)))

    def _sound(self, waiting: deque[Part], request: _SynthesisRequest) -> Sound:
        """Return the sound of the first waiting part, by as many workers as it takes."""
        try:
            return self._receive(waiting[0], request)
        except UnsayablePartError:
            raise
        except WorkerError as error:
            sound = self._retry(waiting[0], request, error, RETRIES)
        for part in list(waiting)[1:]:
            self._send(part, request)
        return sound

    def _retry(self, part: Part, request: _SynthesisRequest, cause: WorkerError, tries: int) -> Sound:
        """Return the sound of `part` by a fresh worker, or, when that fails too, of its halves."""
        for _ in range(tries):
            self._stop_worker()
            self._send(part, request)
            try:
                return self._receive(part, request)
            except WorkerError as error:
                sounds = [each.sound for each in (error, cause) if isinstance(each, SuspiciousAudioError)]
                if len(sounds) == 2 and self._same_audio(*sounds):
                    request.plausibility.learn(part.text, sounds[0].pcm, sounds[0].frame_rate_hz)
                    return sounds[0]
                cause = error
        halves = halve(part)
        if isinstance(cause, StartError):
            raise self._not_started(cause)
        if isinstance(cause, UnusableError):
            raise UnusableVoiceError(
                f"The voice '{request.voice.name}' cannot be used: {cause}. Choose another voice or engine."
            )
        if not halves:
            raise self._failed(part, cause)
        first, second = (self._retry(half, request, cause, 1) for half in halves)
        return Sound.joined((first, second))

    def _same_audio(self, first: Sound, second: Sound) -> bool:
        """Return whether two sounds of one text are the same; of about one length if the engine is not repeatable."""
        if self.info.repeatable:
            return first == second
        lengths = len(first.pcm), len(second.pcm)
        return max(lengths) - min(lengths) <= _MAX_JITTER * max(lengths)

    def _not_started(self, cause: WorkerError) -> UnusableVoiceError:
        """Return the error for an engine whose worker could not be started."""
        return UnusableVoiceError(f"The engine '{self.name}' cannot be started: {cause}.")

    def _failed(self, part: Part, cause: WorkerError) -> EngineError:
        """Return the error for a part that the worker did not speak; it quotes the beginning of the utterance."""
        begin = part.utterance.spoken.strip()
        quoted = begin if len(begin) <= 80 else begin[:79] + "…"
        return EngineError(
            f"The engine '{self.name}' cannot say {part.utterance.id}, \"{quoted}\": {cause}. "
            "Change the text, or choose another voice or engine."
        )

    def _receive(self, part: Part, request: _SynthesisRequest) -> Sound:
        """Return the next answer as the sound of `part`.

        Raises:
            WorkerError: there is none, or it cannot be that sound.
            UnsayablePartError: the voice cannot say all of it.
            UnusableError: the worker cannot speak with this voice.
            SuspiciousAudioError: it is unlikely to be that sound.
        """
        header, pcm = self._worker.receive(self._deadline_s + _DEADLINE_S_PER_CHARACTER * len(part.text))
        rendering, _ = self._sent.popleft()
        if "unsayable" in header:
            raise UnsayablePartError(header["unsayable"])
        frame_rate_hz, events = _parse_answer(header)
        if defect := audio_defect(part.text, pcm, frame_rate_hz, request.prosody):
            raise WorkerError(defect)
        events = [(rendering.source_offset(offset), frame) for offset, frame in events]
        events_in_utterance = tuple((part.offset + offset, frame) for offset, frame in events)
        sound = Sound(pcm=pcm, frame_rate_hz=frame_rate_hz, events=events_in_utterance)
        if says_something(part.text) and request.prosody.volume >= MIN_HEARD_VOLUME:
            suspicion = request.plausibility.suspicion(part.text, pcm, frame_rate_hz)
            # a network of the user's may have no times
            if not suspicion and self.info.word_times and (events or not request.voice.model):
                suspicion = missing_words(part.text, events)
            if suspicion:
                raise SuspiciousAudioError(suspicion, sound)
            request.plausibility.learn(part.text, pcm, frame_rate_hz)
        return sound

    def _join(self, utterance: Utterance, voice: Voice, sounds: list[Sound], unsayable: str) -> Speech:
        """Return the speech of `utterance` from the sounds of its parts.

        It is a silence where the text has nothing to be heard, and where `unsayable` says why it cannot be said.
        """
        if unsayable:
            pcm = bytes(_SILENT_RATE_HZ * SILENCE_MS // 1000 * 2)
            unheard = Speech(utterance_id=utterance.id, pcm=pcm, frame_rate_hz=_SILENT_RATE_HZ, voice=voice)
            return replace(unheard, heard=False, note=unsayable)
        whole = Sound.joined(sounds)
        rate = whole.frame_rate_hz
        if not says_something(utterance.spoken) and is_silent(whole.pcm):
            silence = bytes(rate * SILENCE_MS // 1000 * 2)
            heard = not any(map(str.isalnum, utterance.spoken))
            return Speech(utterance_id=utterance.id, pcm=silence, frame_rate_hz=rate, heard=heard, voice=voice)
        events = [(offset, frames_to_ms(frame, rate)) for offset, frame in whole.events]
        words = make_words(utterance.spoken, events, frames_to_ms(len(whole.pcm) // 2, rate))
        return Speech(utterance_id=utterance.id, pcm=whole.pcm, frame_rate_hz=rate, words=words, voice=voice)


def _voice_settings(voice: Voice, prosody: Prosody) -> dict[str, Any]:
    """Return what a request's header says of voice and prosody; see `tts.speech.engines.speaker`."""
    settings = {"rate_wpm": prosody.rate_wpm, "pitch": prosody.pitch, "volume": prosody.volume}
    return {"voice": voice.id, "model": voice.model, "language": "", **settings}


def _adapt(language: str, hints: tuple[Hint, ...], voice: Voice) -> tuple[str, tuple[Hint, ...]]:
    """Return language and hints for `voice`: its own accent, and no sounds of a language that it does not speak."""
    accents = (tag for tag in voice.languages if primary_subtag(tag) == primary_subtag(language))
    if accent := next(accents, ""):
        return accent, hints
    own = voice.languages[0] if voice.languages else UNDETERMINED
    return own, tuple(hint for hint in hints if hint.kind == "letters")


def _parse_answer(header: dict[str, Any]) -> tuple[int, list[tuple[int, int]]]:
    """Return frame rate and word events of an answer's header.

    Raises:
        WorkerError: it has none, or impossible ones.
    """
    try:
        rate_hz, events = header["frame_rate_hz"], [(offset, frame) for offset, frame in header["events"]]
    except (KeyError, TypeError, ValueError) as error:
        raise WorkerError("its answer lacks frame rate or events") from error
    if not all(isinstance(number, int) and number >= 0 for number in (rate_hz, *chain.from_iterable(events))):
        raise WorkerError("its answer has an impossible frame rate or event")
    return rate_hz, events
