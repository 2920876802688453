"""espeak-ng with a child for each text, to compare with: `python -m tts.engines.worker plain_fork:PlainForkSpeaker`."""

from __future__ import annotations

from tts.engines.espeak import EspeakSpeaker


class PlainForkSpeaker(EspeakSpeaker):
    """No process of it says two texts."""

    texts_per_child = 1  # type: ignore[assignment]
