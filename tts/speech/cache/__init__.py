"""Keep the speech of slow engines, so that after a correction only the changed sentences are spoken again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice
from tts.speech.cache.entry import SpeechKeys
from tts.speech.cache.folder import SpeechCache, shared_cache

if TYPE_CHECKING:
    from tts.speech.engines.engine import Engine


def with_cache(engine: Engine) -> Engine:
    """Return `engine` with the cache of this computer between it and its callers; as it is if the cache is off."""
    cache = shared_cache()
    return CachedEngine(engine, cache) if cache else engine


class CachedEngine:
    """An engine that speaks only what is not in `cache`; all that it speaks is stored there.

    The speech is the same, byte by byte. An engine that is not repeatable is never cached, because its speech differs
    from run to run.
    """

    def __init__(self, engine: Engine, cache: SpeechCache) -> None:
        self._engine = engine
        self._cache = cache

    def __enter__(self) -> Self:
        self._engine.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.__exit__(kind, error, trace)

    def info_of(self, voice: Voice) -> EngineInfo:
        """Return the info of the engine."""
        return self._engine.info_of(voice)

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:
        """Return the voice that the engine chooses."""
        return self._engine.adapt(utterance, voice)

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices of the engine."""
        return self._engine.voices()

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine is given."""
        return self._engine.render(utterance, voice)

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` as the engine gives them."""
        return self._engine.transcribe(text, voice)

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Return the sound of `utterance.spoken`; see `synthesize_all`."""
        return next(iter(self.synthesize_all((utterance,), voice, prosody)))

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the sound of each utterance in order; those in a row that are not stored go to the engine together.

        At most one stored speech is held in memory while the engine speaks those before it.

        Raises:
            UsageError: the engine has no such voice; raised by the call itself.
            EngineError: as the engine raises it.
        """
        info = self.info_of(voice)
        try:
            keys = SpeechKeys(info, voice, prosody) if info.repeatable else None
        except OSError:  # the voice's own file: the engine says what is wrong with it
            keys = None
        if keys is None:
            return self._engine.synthesize_all(utterances, voice, prosody)
        self._engine.synthesize_all((), voice, prosody)  # the engine checks the voice, also if all is stored
        return self._speeches(utterances, keys, voice, prosody)

    def _speeches(
        self, utterances: Iterable[Utterance], keys: SpeechKeys, voice: Voice, prosody: Prosody
    ) -> Iterator[Speech]:
        """Yield stored speech and new speech, run by run; a run is taken as the engine asks for its utterances."""
        looked_up = ((utterance, self._cache.read(keys.key(utterance))) for utterance in utterances)
        for missing, run in groupby(looked_up, key=lambda found: found[1] is None):
            if missing:
                yield from self._speak((utterance for utterance, _ in run), keys, voice, prosody)
            else:
                yield from (replace(speech, utterance_id=spoken.id, voice=voice) for spoken, speech in run if speech)

    def _speak(
        self, utterances: Iterator[Utterance], keys: SpeechKeys, voice: Voice, prosody: Prosody
    ) -> Iterator[Speech]:
        """Yield what the engine says, and store it, unless another voice stepped in or it cannot be said."""
        waiting: deque[Utterance] = deque()

        def taken() -> Iterator[Utterance]:
            """Yield each utterance as the engine takes it, perhaps some ahead of its sounds."""
            for utterance in utterances:
                waiting.append(utterance)
                yield utterance

        for speech in self._engine.synthesize_all(taken(), voice, prosody):
            utterance = waiting.popleft()
            if speech.heard and speech.voice == voice:
                self._cache.write(keys.key(utterance), speech)
            yield speech


def cache_note() -> str:
    """Return why new speech is not kept on this computer, as sentences for a person; "" if it is kept."""
    cache = shared_cache()
    return cache.note if cache else ""
