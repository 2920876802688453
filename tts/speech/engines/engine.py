"""The protocol that every engine follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice


class Engine(Protocol):
    """Something that speaks. Used as a context manager: entering makes it ready, leaving releases its resources."""

    def info_of(self, voice: Voice) -> EngineInfo:
        """Return name, version and abilities of the engine that has `voice`.

        Raises:
            EngineError: it does not start.
        """
        ...

    def voices(self) -> tuple[Voice, ...]:
        """Return all voices, in an order that does not change."""
        ...

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:
        """Return `voice`, or another one if it is known that it cannot say `utterance`."""
        ...

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine is given for `utterance`, in its own notation.

        Without `voice`, it is that for a voice of the utterance's language. This does not need an entered engine.
        """
        ...

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` with `voice`, in IPA; "" if the engine cannot give them.

        Raises:
            EngineError: it failed.
        """
        ...

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Return the sound of `utterance.spoken`; it has `voice`, or the voice that stepped in.

        Raises:
            EngineError: it failed, also in a fresh process, or its result cannot be the text's sound.
        """
        ...

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the sound of each of `utterances`, in their order, while the engine speaks a few ahead.

        Raises:
            UsageError: the engine has no such voice; raised by the call itself.
            EngineError: as `synthesize`, when the utterance is reached.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
