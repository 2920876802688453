"""What the sounds of a run say about the next one: whether it is of its text's length, whole, and its own."""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from collections.abc import Sequence
from statistics import median

_RUNS = re.compile(r"\d+|[A-Z]{2,}(?![a-z])|[^\W\d_]+|[^\w\s]|_")
_KNOWN = re.compile(r"[\W\d_A-Za-zÀ-ɏЀ-ӿ]*")
_PAUSES = frozenset(".,;:!?—–…")
_UNHEARD = frozenset("'’‘\"“”()-")
_LETTERS_OF_A_DIGIT = 4.5
_LETTERS_OF_A_NAME = 2.6  # how an engine calls a letter of ABC
_LETTERS_OF_A_PAUSE = 3.0
_LETTERS_OF_A_SIGN = 8.0  # if it is said at all

_FEWEST_LETTERS = 40.0  # below, single words weigh too much
_SHORTEST, _LONGEST = 0.66, 1.5  # of what is expected; of 9,000 real sentences none is outside
_MS_PER_LETTER = 10_800  # at one word a minute
_REMEMBERED = 101
_SOUNDS_REMEMBERED = 256
_SAMPLE_BYTES = 4096
_WORD = re.compile(r"\S*[^\W_]{2,}\S*")
_ENDLESS = re.compile(r"\d{10}|[^\W\d_]{30}")


class Gauge:
    """The sounds of one voice at one rate that were taken for good; a new one is compared with them.

    A doubt is no proof: who has one lets the text be said once more, by another process, and believes it twice told.
    """

    def __init__(self, rate_wpm: int) -> None:
        self._ms_per_letter = deque([_MS_PER_LETTER / rate_wpm] * 3, _REMEMBERED)
        self._texts: OrderedDict[tuple[int, bytes], str] = OrderedDict()
        self._frame_rate_hz = 0

    def doubt(self, text: str, pcm: bytes, frame_rate_hz: int) -> str:
        """Why the 16-bit mono sound is hardly that of `text`, in words; "" if nothing speaks against it."""
        if frame_rate_hz != (self._frame_rate_hz or frame_rate_hz):
            return f"its frame rate changed from {self._frame_rate_hz} to {frame_rate_hz} Hz"
        other = self._texts.get(_sample(pcm), text)
        if _said(other) != _said(text):
            return "it sounds like another text"
        if _is_twice_the_same(pcm) and not _is_twice_the_same(_said(text).encode()):
            return "it says the same twice"
        return self._doubt_length(text, len(pcm) * 500 // frame_rate_hz)

    def _doubt_length(self, text: str, length_ms: int) -> str:
        fewest, most = letters(text)
        if fewest < _FEWEST_LETTERS:
            return ""
        usual = median(self._ms_per_letter)
        low_ms, high_ms = round(usual * fewest * _SHORTEST), round(usual * most * _LONGEST)
        if low_ms <= length_ms <= high_ms:
            return ""
        return f"it took {length_ms} ms, and texts like it take {low_ms} to {high_ms} ms"

    def accept(self, text: str, pcm: bytes, frame_rate_hz: int) -> None:
        """Remembers the sound of `text` as a good one."""
        self._frame_rate_hz = frame_rate_hz
        self._texts[_sample(pcm)] = text
        if len(self._texts) > _SOUNDS_REMEMBERED:
            self._texts.popitem(last=False)
        fewest, most = letters(text)
        if fewest >= _FEWEST_LETTERS:
            self._ms_per_letter.append(len(pcm) * 1000 / frame_rate_hz / (fewest + most))


def letters(text: str) -> tuple[float, float]:
    """How many letters it takes at least and at most to write out what is said for `text`; (0, 0) if nobody knows."""
    if not _KNOWN.fullmatch(text) or _ENDLESS.search(text):
        return 0.0, 0.0
    fewest = most = 0.0
    for run in _RUNS.findall(text):
        if run.isdigit():
            fewest, most = fewest + _LETTERS_OF_A_DIGIT * len(run), most + _LETTERS_OF_A_DIGIT * len(run)
        elif run.isalpha():
            names = _LETTERS_OF_A_NAME if run.isupper() and len(run) > 1 else 1.0
            fewest, most = fewest + len(run), most + names * len(run)
        elif run in _PAUSES:
            fewest, most = fewest + _LETTERS_OF_A_PAUSE / 2, most + _LETTERS_OF_A_PAUSE * 1.5
        elif run not in _UNHEARD:
            most += _LETTERS_OF_A_SIGN
    return fewest, most


def unsaid(text: str, events: Sequence[tuple[int, int]]) -> str:
    """Why the word events (pairs of offset and frame) are hardly those of `text`, in words; "" if they may be."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words or not _KNOWN.fullmatch(text):
        return ""
    begins = sorted(offset for offset, _ in events)
    if begins and begins[-1] > len(text):
        return "it says words that are not there"
    if not begins or begins[-1] < words[(len(words) - 1) // 2][0]:
        return "it says only a part"
    return ""


def _sample(pcm: bytes) -> tuple[int, bytes]:
    """Little enough to be remembered, and hardly ever the same for two sounds."""
    middle = len(pcm) // 2
    return len(pcm), pcm[middle : middle + _SAMPLE_BYTES]


def _said(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _is_twice_the_same(data: bytes) -> bool:
    half = len(data) // 2
    sample = min(half, _SAMPLE_BYTES)
    return data[:sample] == data[half : half + sample] and data[:half] == data[half:]
