"""Spoken text -> the same for voices of Piper, with its hints, and shown with the sounds of hints between slashes."""

from __future__ import annotations

from collections.abc import Iterable

from tts.model import Hint
from tts.speech.engines.engine_text import Rendering, RenderingBuilder


def render(text: str, hints: Iterable[Hint], language: str) -> Rendering:  # noqa: ARG001 - renderers share one signature
    """Return `text` and its hints for the speaker, which calls letters with a hint by their names.

    It is shown with `/sounds/` in the IPA, and `[[sounds]]` in espeak-ng's mnemonics, in place of their words.
    """
    hints = tuple(hints)
    builder = RenderingBuilder(text)
    for hint in hints:
        if hint.value:
            builder.copy(hint.begin)
            builder.put(hint.end, f"/{hint.value}/" if hint.kind == "ipa" else f"[[{hint.value}]]")
    builder.copy(len(text))
    packed = [[hint.kind, hint.begin, hint.end, hint.value, hint.respelling] for hint in hints]
    return Rendering(text=text, options={"hints": packed}, shown=builder.result)
