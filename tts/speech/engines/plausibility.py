"""Judge whether a sound is plausible, by its text and by the length and rate of the sounds before it."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence

from tts.regex import regex

_RUNS = regex(r"\d+|[A-Z]{2,}(?![a-z])|[^\W\d_]+|[^\w\s]|_")
_KNOWN = regex(r"[\W\d_A-Za-zÀ-ɏЀ-ӿ]*")
_PAUSES = frozenset(".,;:!?—–…")
_UNHEARD = frozenset("'’‘\"“”()-")
_LETTERS_PER_DIGIT = 4.5
_LETTERS_PER_LETTER_NAME = 2.6  # how an engine calls a letter of ABC
_LETTERS_PER_PAUSE = 3.0
_LETTERS_PER_SYMBOL = 8.0  # if it is spoken at all

_MIN_LETTERS = 40.0  # below, single words weigh too much
_MIN_SHARE, _MAX_SHARE = 0.66, 1.5  # of the expected length; of 9,000 real sentences none is outside
_MS_PER_LETTER = 10_800  # at one word a minute
_MAX_LENGTHS = 101
_MAX_SOUNDS = 256
_SAMPLE_BYTES = 4096
_WORD = regex(r"\S*[^\W_]{2,}\S*")
_ANY_WORD = regex(r"\w+")
_MIN_WORDS = 4
_ENDLESS = regex(r"\d{10}|[^\W\d_]{30}")


class DurationPlausibility:
    """The accepted sounds of one voice at one rate, with which a new one is compared.

    A suspicion proves nothing. The caller lets another process speak the text again, and accepts the sound if both
    are the same.
    """

    def __init__(self, rate_wpm: int) -> None:
        self._ms_per_letter = deque([_MS_PER_LETTER / rate_wpm] * 3, _MAX_LENGTHS)
        self._texts: OrderedDict[tuple[int, bytes], str] = OrderedDict()
        self._frame_rate_hz = 0

    def suspicion(self, text: str, pcm: bytes, frame_rate_hz: int) -> str | None:
        """Return why the 16-bit mono sound is unlikely to be that of `text`, in words; None if it is likely."""
        if frame_rate_hz != (self._frame_rate_hz or frame_rate_hz):
            return f"its frame rate changed from {self._frame_rate_hz} to {frame_rate_hz} Hz"
        if not _can_sound_alike(self._texts.get(_sample(pcm), text), text):
            return "it sounds like another text"
        if _has_equal_halves(pcm) and not _has_equal_halves(_letters_and_digits(text).encode()):
            return "it says the same twice"
        fewest, most = count_letters(text)
        if fewest < _MIN_LETTERS:
            return None
        length_ms = len(pcm) * 500 // frame_rate_hz
        usual = _median(self._ms_per_letter)
        low_ms, high_ms = round(usual * fewest * _MIN_SHARE), round(usual * most * _MAX_SHARE)
        if low_ms <= length_ms <= high_ms:
            return None
        return f"it took {length_ms} ms, and texts like it take {low_ms} to {high_ms} ms"

    def learn(self, text: str, pcm: bytes, frame_rate_hz: int) -> None:
        """Remember the sound of `text` as a right one."""
        self._frame_rate_hz = frame_rate_hz
        self._texts[_sample(pcm)] = text
        if len(self._texts) > _MAX_SOUNDS:
            self._texts.popitem(last=False)
        fewest, most = count_letters(text)
        if fewest >= _MIN_LETTERS:
            self._ms_per_letter.append(len(pcm) * 1000 / frame_rate_hz / (fewest + most))


def _median(values: Iterable[float]) -> float:
    """Return the middle of the values, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def count_letters(text: str) -> tuple[float, float]:
    """Return how many letters it takes at least and at most to write `text` out in words; (0, 0) if that is unknown."""
    if not _KNOWN.fullmatch(text) or _ENDLESS.search(text):
        return 0.0, 0.0
    fewest = most = 0.0
    for run in _RUNS.findall(text):
        if run.isdigit():
            fewest, most = fewest + _LETTERS_PER_DIGIT * len(run), most + _LETTERS_PER_DIGIT * len(run)
        elif run.isalpha():
            names = _LETTERS_PER_LETTER_NAME if run.isupper() and len(run) > 1 else 1.0
            fewest, most = fewest + len(run), most + names * len(run)
        elif run in _PAUSES:
            fewest, most = fewest + _LETTERS_PER_PAUSE / 2, most + _LETTERS_PER_PAUSE * 1.5
        elif run not in _UNHEARD:
            most += _LETTERS_PER_SYMBOL
    return fewest, most


def missing_words(text: str, events: Sequence[tuple[int, int]]) -> str | None:
    """Return why the word events (pairs of offset and frame) are unlikely to be those of `text`; None if they are."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words or not _KNOWN.fullmatch(text):
        return None
    last = max((offset for offset, _ in events), default=-1)
    if last > len(text):
        return "it says extra words"
    return "it leaves out words" if last < words[(len(words) - 1) // 2][0] else None


def _sample(pcm: bytes) -> tuple[int, bytes]:
    """Return the length of `pcm` and a piece of its middle, which hardly ever are the same for two sounds."""
    middle = len(pcm) // 2
    return len(pcm), pcm[middle : middle + _SAMPLE_BYTES]


def _can_sound_alike(first: str, second: str) -> bool:
    """Return whether two texts are the same except for punctuation, or for one word of four: `3`, `three`."""
    if _letters_and_digits(first) == _letters_and_digits(second):
        return True
    words, others = (_ANY_WORD.findall(text.casefold()) for text in (first, second))
    differing = sum(word != other for word, other in zip(words, others, strict=False))
    return len(words) == len(others) >= _MIN_WORDS and differing == 1


def _letters_and_digits(text: str) -> str:
    """Return `text` without all that one hears nothing of."""
    return "".join(filter(str.isalnum, text)).casefold()


def _has_equal_halves(data: bytes) -> bool:
    """Return whether both halves of `data` are equal; a sample of each is compared first."""
    half = len(data) // 2
    sample = min(half, _SAMPLE_BYTES)
    return data[:sample] == data[half : half + sample] and data[:half] == data[half:]
