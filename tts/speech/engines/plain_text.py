"""Spoken text -> plain text, for engines that take no hints."""

from __future__ import annotations

from collections.abc import Iterable

from tts.model import Hint
from tts.speech.engines.engine_text import Rendering, RenderingBuilder


def render(text: str, hints: Iterable[Hint], language: str) -> Rendering:  # noqa: ARG001 - renderers share one signature
    """Return `text` with the respelling of each word that has one; its letters are apart already."""
    builder = RenderingBuilder(text)
    for hint in hints:
        if hint.respelling:
            builder.copy(hint.begin)
            builder.put(hint.end, hint.respelling)
    builder.copy(len(text))
    return builder.finish()
