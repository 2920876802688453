"""espeak-ng with a child for each text, to compare with: run the worker with `plain_fork:PlainForkSpeaker`."""

from __future__ import annotations

from tts.speech.engines.espeak.speaker import EspeakSpeaker


class PlainForkSpeaker(EspeakSpeaker):
    """No process of it says two texts."""

    texts_per_child = 1  # type: ignore[assignment]
