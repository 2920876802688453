"""PREPARED ARTICLE -> about how long it will be, before it is spoken."""

from __future__ import annotations

from tts.model import utterances
from tts.pipeline import PreparedArticle

_LETTERS_PER_WORD = 5.1  # of the words that a rate counts, as espeak-ng and the natural voices speak them


def estimate_length(prepared: PreparedArticle) -> int:
    """Return about how long an article will be, in ms, by its letters, the rate of the voice, and its breaks."""
    spoken = list(utterances(prepared.sections))
    letters = sum(sum(map(str.isalnum, utterance.spoken)) for utterance in spoken)
    breaks_ms = prepared.config.breaks.lead_in + sum(utterance.break_ms for utterance in spoken)
    return round(letters / _LETTERS_PER_WORD / prepared.config.prosody.rate_wpm * 60_000) + breaks_ms
