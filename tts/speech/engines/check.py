"""Check that a sound can be the speech of its text."""

from __future__ import annotations

from array import array

from tts.model import Prosody
from tts.regex import regex

MIN_HEARD_VOLUME = 5
"""At a smaller volume an engine may round all of its sound to silence; at 0 that is what was asked for."""
_SILENCE_LEVEL = 32  # of 32768: -60 dB
_BLOCK_BYTES = 2048
_ASCII = regex("[0-9A-Za-z]")
# letters that every voice at least calls by a name; a text with others only may have nothing to be heard
_KNOWN = regex("[0-9A-Za-zÀ-ÖØ-öø-ſΑ-ΡΣ-ωЀ-яא-תء-غف-يअ-हぁ-ゖァ-ヺ一-鿿가-힣]")
_WORD = regex(r"[^\W_]+")
_SPELLED = regex(r"[^\sa-zA-ZÀ-ɏ']")

_MAX_LETTERS_PER_WORD = 30
# ms that a character takes at 100 words a minute
_MIN_MS = 25  # real text takes 77 to 790, with espeak-ng at 80 to 450 words a minute
_MAX_LETTER_MS = 1_000
_MAX_SPELLED_MS = 6_000  # a digit, a letter of another script or a symbol may be spoken as several words
_MAX_START_MS = 4_000


def says_something(text: str) -> bool:
    """Return whether `text` has a digit or a letter of a script that engines know, so that it must be heard."""
    return bool(_ASCII.search(text) or _KNOWN.search(text))


def is_silent(pcm: bytes) -> bool:
    """Return whether no sample of 16-bit `pcm` is louder than -60 dB."""
    blocks = (array("h", pcm[begin : begin + _BLOCK_BYTES]) for begin in range(0, len(pcm), _BLOCK_BYTES))
    return all(max(block) <= _SILENCE_LEVEL and min(block) >= -_SILENCE_LEVEL for block in blocks)


def audio_defect(text: str, pcm: bytes, frame_rate_hz: int, prosody: Prosody) -> str | None:
    """Return why the 16-bit mono sound cannot be that of `text`, in words; None if it can.

    The bounds are wide. They find sound that is missing, cut off, repeated without end or left from another text.
    """
    if len(pcm) % 2 or not 4_000 <= frame_rate_hz <= 192_000:
        return f"its sound is {len(pcm)} bytes at {frame_rate_hz} Hz"
    if not says_something(text):
        return None
    if prosody.volume >= MIN_HEARD_VOLUME and is_silent(pcm):
        return "it stayed silent"
    # of a run of letters without end an engine may leave some out
    letters = sum(min(len(word), _MAX_LETTERS_PER_WORD) for word in _WORD.findall(text))
    longest_ms = len(text) * _MAX_LETTER_MS + len(_SPELLED.findall(text)) * _MAX_SPELLED_MS
    low_ms = letters * _MIN_MS * 100 // prosody.rate_wpm
    high_ms = longest_ms * 100 // prosody.rate_wpm + _MAX_START_MS
    length_ms = len(pcm) * 500 // frame_rate_hz
    return None if low_ms <= length_ms <= high_ms else f"it took {length_ms} ms, not {low_ms} to {high_ms} ms"
