"""Whether a sound can be that of its text."""

from __future__ import annotations

import re
from array import array

from tts.model import Prosody

SILENCE_LEVEL = 32  # of 32768: -60 dB
_BLOCK = 1024
# letters that every voice at least calls by a name; a text with others only may have nothing to be heard
_KNOWN = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ſΑ-ΡΣ-ωЀ-яא-תء-غف-يअ-हぁ-ゖァ-ヺ一-鿿가-힣]")
_SAID = re.compile(r"[^\W_]")
_SAID_RUN = re.compile(r"[^\W_]+")
_SPELLED = re.compile(r"[^\sa-zA-ZÀ-ɏ']")

_LETTERS_OF_A_WORD = 30
# ms that a character takes at 100 words a minute
_SHORTEST_MS = 25  # real text takes 77 to 790, with espeak-ng at 80 to 450 words a minute
_LONGEST_LETTER_MS = 1_000
_LONGEST_SIGN_MS = 6_000  # a digit, a letter of another script or a sign may be said as several words
_LONGEST_START_MS = 4_000


def says_something(text: str) -> bool:
    """Whether `text` has a digit, or a letter of a script that engines know, so that it must be heard."""
    return bool(_KNOWN.search(text))


def is_silent(pcm: bytes) -> bool:
    """Whether nothing is heard in 16-bit `pcm`."""
    samples = array("h", pcm)
    return not any(_is_heard(samples[at : at + _BLOCK]) for at in range(0, len(samples), _BLOCK))


def _is_heard(samples: array[int]) -> bool:
    return max(samples) > SILENCE_LEVEL or min(samples) < -SILENCE_LEVEL


def fault(text: str, pcm: bytes, frame_rate_hz: int, prosody: Prosody) -> str:
    """Why the sound cannot be that of `text`, in words; "" if it can.

    The bounds are wide: they find sound that is missing, cut off, said over and over or left from another text.
    """
    if len(pcm) % 2 or not 4_000 <= frame_rate_hz <= 192_000:
        return f"its sound is {len(pcm)} bytes at {frame_rate_hz} Hz"
    if not says_something(text):
        return ""
    if is_silent(pcm):
        return "it stayed silent"
    length_ms = len(pcm) * 500 // frame_rate_hz
    low_ms, high_ms = _plausible_ms(text, prosody)
    if not low_ms <= length_ms <= high_ms:
        return f"it took {length_ms} ms, not {low_ms} to {high_ms} ms"
    return ""


def _plausible_ms(text: str, prosody: Prosody) -> tuple[int, int]:
    # of a run of letters without end an engine may leave some out
    letters = sum(min(len(run), _LETTERS_OF_A_WORD) for run in _SAID_RUN.findall(text))
    signs = len(_SPELLED.findall(text))
    low = letters * _SHORTEST_MS * 100 // prosody.rate_wpm
    high = (len(text) * _LONGEST_LETTER_MS + signs * _LONGEST_SIGN_MS) * 100 // prosody.rate_wpm + _LONGEST_START_MS
    return low, high
