"""All installed engines as one: the best voice for each language, and espeak-ng for texts that it cannot say."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from types import TracebackType
from typing import Self

from tts.errors import EngineError, UsageError
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice
from tts.regex import regex
from tts.speech.engines import Engine, is_installed, load
from tts.speech.engines.remote import UnusableVoiceError
from tts.speech.engines.voice_files import without_folder
from tts.speech.engines.voices import choose_voice, speaks, unsaid_words

PREFERRED = ("natural", "piper", "espeak")
"""The engines in the order in which their voices are preferred. The last one is always there and says every text."""
_MAX_FAILURES = 3  # in a row, until a voice is not asked again: each costs several starts of its engine
_FOLDERS = regex(r"(?<![\w/\\.])(?:/|[A-Za-z]:\\)(?:[^\s/\\]+[/\\])+")


class AutoEngine:
    """The engines of `PREFERRED` that are installed. A voice is asked only for what it can say.

    What it cannot say after all is spoken by espeak-ng; the speech then has that voice, and a note says why.
    """

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {name: load(name) for name in PREFERRED if is_installed(name)}
        self._voices: dict[str, tuple[Voice, ...]] = {}
        self._entered: set[str] = set()
        self._stack = ExitStack()
        self._unusable: dict[Voice, str] = {}

    def __enter__(self) -> Self:
        self._enter(PREFERRED[-1])  # the others are entered when a voice of theirs is to speak: they are large
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered.clear()
        self._stack.__exit__(kind, error, trace)

    def _enter(self, name: str) -> None:
        """Enter the engine of this name, if it is not entered yet."""
        if name not in self._entered:
            self._stack.enter_context(self._engines[name])
            self._entered.add(name)

    def _engine_of(self, voice: Voice) -> Engine:
        """Return the engine of `voice`, entered.

        Raises:
            UsageError: no engine here has such a voice.
        """
        engine = self._engines.get(voice.engine)
        if engine is None:
            raise UsageError(f"There is no voice '{voice.id}'. See `articast voices`.")
        self._enter(voice.engine)
        return engine

    def info_of(self, voice: Voice) -> EngineInfo:
        """Return what is known of the engine of `voice`."""
        return self._engine_of(voice).info_of(voice)

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices of all engines, the preferred ones first."""
        return tuple(chain.from_iterable(map(self._voices_of, self._engines)))

    def _voices_of(self, name: str) -> tuple[Voice, ...]:
        """Return the voices of the engine of this name, which is asked once."""
        if name not in self._voices:
            self._voices[name] = self._engines[name].voices()
        return self._voices[name]

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:
        """Return `voice` if it can say `utterance`, else a voice of espeak-ng for its language."""
        if voice.engine == PREFERRED[-1] or not any(unsaid_words(voice, utterance.spoken)):
            return voice
        return self._stand_in(utterance)

    def _stand_in(self, utterance: Utterance) -> Voice:
        """Return the voice of espeak-ng that says what another voice cannot."""
        return choose_voice(self._voices_of(PREFERRED[-1]), None, utterance.language)

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine of `voice` receives for `utterance`."""
        if voice is not None:
            return self._engines[voice.engine].render(utterance, voice)
        for name in PREFERRED[:-1]:
            for voice in self._voices_of(name) if name in self._engines else ():
                if speaks(voice, utterance.language) and not any(unsaid_words(voice, utterance.spoken)):
                    return self._engines[name].render(utterance, voice)
        return self._engines[PREFERRED[-1]].render(utterance)

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` with `voice`, in IPA; "" if its engine cannot give them."""
        return self._engine_of(voice).transcribe(text, voice)

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Return the sound of `utterance.spoken`; see `synthesize_all`."""
        return next(iter(self.synthesize_all((utterance,), voice, prosody)))

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the sound of each utterance in order, by another voice where `voice` fails.

        Raises:
            UsageError: there is no such voice; raised by the call itself.
            EngineError: no voice can say one of them.
        """
        engine = self._engine_of(voice)
        if voice.engine == PREFERRED[-1]:
            return engine.synthesize_all(utterances, voice, prosody)
        return self._speeches(engine, utterances, voice, prosody)

    def _speeches(
        self, engine: Engine, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody
    ) -> Iterator[Speech]:
        """Yield the speeches of `engine`, and those of a stand-in where it does not speak."""
        rest = iter(utterances)
        again: deque[Utterance] = deque()
        waiting: deque[Utterance] = deque()

        def take() -> Iterator[Utterance]:
            """Yield each utterance as the engine takes it, perhaps some ahead of its sounds."""
            while utterance := again.popleft() if again else next(rest, None):
                waiting.append(utterance)
                yield utterance

        speeches: Iterator[Speech] | None = None
        failures = 0
        while voice not in self._unusable:
            try:
                speeches = speeches or iter(engine.synthesize_all(take(), voice, prosody))
                speech = next(speeches, None)
            except UnusableVoiceError as error:
                self._unusable[voice] = str(error)
            except EngineError as error:
                if not waiting:
                    raise
                failures += 1
                if failures == _MAX_FAILURES:
                    self._unusable[voice] = str(error)
                failed = waiting.popleft()
                again.extendleft(reversed(waiting))
                waiting.clear()
                speeches = None
                yield self._replace(failed, voice, prosody, str(error))
            else:
                if speech is None:
                    return
                failures = 0
                utterance = waiting.popleft()
                yield speech if speech.heard else self._replace(utterance, voice, prosody, _explain(speech.note))
        for utterance in chain(waiting, again, rest):
            yield self._replace(utterance, voice, prosody, self._unusable[voice])

    def _replace(self, utterance: Utterance, voice: Voice, prosody: Prosody, cause: str) -> Speech:
        """Return the speech of `utterance` by a stand-in for `voice`, with a note of the `cause`, without a path."""
        cause = cause.replace(voice.model, without_folder(voice.model)) if voice.model else cause
        stand_in = self._stand_in(utterance)
        speech = self._engine_of(stand_in).synthesize(utterance, stand_in, prosody)
        return replace(speech, note=_FOLDERS.sub("", cause)) if speech.heard else speech


def _explain(unsayable: str) -> str:
    """Return why a voice cannot say a text, as sentences with the next step."""
    return f"{unsayable[:1].upper()}{unsayable[1:]}. Change the text, or choose another voice or engine."
