"""Spoken text -> the text that is shown for voices of Piper: plain text, with the sounds of hints between slashes."""

from __future__ import annotations

from collections.abc import Iterable

from tts.model import Hint
from tts.speech.engines.engine_text import Rendering, RenderingBuilder


def render(text: str, hints: Iterable[Hint], language: str) -> Rendering:  # noqa: ARG001 - renderers share one signature
    """Return `text` with `/sounds/` in the IPA, and `[[sounds]]` in espeak-ng's mnemonics, in place of their words.

    The speaker itself receives text and hints apart; letters with a hint are called by their names.
    """
    builder = RenderingBuilder(text)
    for hint in hints:
        if hint.value:
            builder.copy(hint.begin)
            builder.put(hint.end, f"/{hint.value}/" if hint.kind == "ipa" else f"[[{hint.value}]]")
    builder.copy(len(text))
    return builder.finish()
