"""Estimate how likely a voice says a name or an acronym wrong, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from tts.noun import noun
from tts.review.compare_sounds import MAX_DIFFERENCE, measure_difference
from tts.review.names import UnknownWord
from tts.review.reference import load_reference
from tts.review.spelling import can_be_word, is_foreign_end, is_native_end, is_risky_spelling
from tts.speech.engines.natural.dictionary import load_dictionary
from tts.text.languages.tags import primary_subtag

Reason = Literal["dictionary", "engines", "spelling", "unknown", "as_word", "as_letters"]
_LIKELY: dict[Reason, float] = {
    "dictionary": 0.8,
    "engines": 0.65,
    "spelling": 0.6,
    "as_word": 0.5,
    "unknown": 0.3,
    "as_letters": 0.25,
}
"""How likely a word is said wrong for each reason; measured with names of the dictionary, else estimated."""
_LIKELY_NEAR = 0.55  # that a reading which differs little from the dictionary's is wrong
_LIKELY_FOREIGN = 0.4  # of an unknown name that does not end as English names do
_MIN_DIFFERENCE = 1.0  # from which two readings are clearly not the same
_MIN_PIECE_LENGTH = 4
_MIN_NAME_LENGTH = 3  # shorter ones are letters and abbreviations
_SWITCHED = re.compile(r"\(en\)")  # espeak-ng knows that the word is English
_ROMAN = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_SAID_AS_WORDS = frozenset(
    (
        *(
            "AIDS",
            "ASEAN",
            "BAFTA",
            "BRICS",
            "CERN",
            "COVID",
            "FIFA",
            "IKEA",
            "JSON",
            "LISP",
            "MERCOSUR",
            "NASA",
            "NASDAQ",
        ),
        *("NATO", "NIST", "OPEC", "OTAN", "SARS", "UEFA", "UNESCO", "UNICEF", "YAML"),
    )
)
"""Acronyms that are words in every language."""
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")


@noun
class Suspicion:
    """Why a word may be said wrong, how likely that is (0 to 1), and the sounds of it in a dictionary, or ""."""

    reason: Reason
    likely: float
    sounds: str = ""


@noun
class Reading:
    """How a voice of `engine` says a word: `sounds` in IPA, or "" if it cannot tell; `other` are another engine's.

    `letters` is whether an acronym is said as letters.
    """

    engine: str
    sounds: str
    other: str = ""
    letters: bool = False


@noun
class Finding:
    """A word that a voice may say wrong."""

    word: UnknownWord
    reading: Reading
    suspicion: Suspicion


def suspect(word: UnknownWord, reading: Reading) -> Suspicion | None:
    """Return why the `word` may be said wrong, or None if the voice is likely to say it right."""
    if word.kind == "acronym":
        return _suspect_acronym(word, reading)
    if len(word.word) < _MIN_NAME_LENGTH:
        return None
    if primary_subtag(word.language) != "en":
        is_mixed = not word.word[1:].islower()
        is_right = is_mixed or _SWITCHED.search(reading.sounds) or not is_risky_spelling(word.word, word.language)
        return None if is_right else _suspicion("spelling")
    text = word.word.replace("'", "")
    if any(find(text, reading.engine) for find in (_is_right, _is_compound)):
        return None
    entry = load_reference().get(text.casefold())
    if entry and entry.sounds and reading.sounds:
        difference = measure_difference(reading.sounds, entry.sounds)
        if difference <= MAX_DIFFERENCE:
            return None
        likely = _LIKELY_NEAR if difference < _MIN_DIFFERENCE else _LIKELY["dictionary"]
        return Suspicion(reason="dictionary", likely=likely, sounds=entry.sounds)
    if reading.other and measure_difference(reading.sounds, reading.other) >= _MIN_DIFFERENCE:
        return _suspicion("engines")
    if is_risky_spelling(text, word.language):
        return _suspicion("spelling")
    if is_foreign_end(text):
        return Suspicion(reason="unknown", likely=_LIKELY_FOREIGN)
    return None if is_native_end(text) else _suspicion("unknown")


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, the most likely wrong first, then the most frequent."""
    return sorted(findings, key=lambda one: (-one.suspicion.likely, -one.word.count, one.word.word))


def _suspect_acronym(word: UnknownWord, reading: Reading) -> Suspicion | None:
    """Return why an acronym may be said wrong: a word may have to be letters, and letters a word."""
    singular = word.word.removesuffix("s")
    if _ROMAN.fullmatch(word.word):
        return None
    if not reading.sounds:
        return _suspicion("unknown")
    if reading.letters:
        return _suspicion("as_letters") if can_be_word(singular) else None
    is_known = reading.engine == "natural" and singular in load_dictionary(british=False)
    return None if is_known or singular in _SAID_AS_WORDS else _suspicion("as_word")


def _suspicion(reason: Reason) -> Suspicion:
    """Return a suspicion that is as likely as its reason."""
    return Suspicion(reason=reason, likely=_LIKELY[reason])


def _is_right(word: str, engine: str) -> bool:
    """Return whether the engine has the word in its dictionary, or says it as the reference does."""
    folded = word.casefold()
    if engine == "natural" and {word, folded} & load_dictionary(british=False):
        return True
    judge = "natural" if engine == "natural" else "espeak"
    words = load_reference()
    stems = (folded, folded.removesuffix("s"))
    return any(stem in words and judge in words[stem].right for stem in stems)


def _is_compound(word: str, engine: str) -> bool:
    """Return whether the word consists of words that are said right: `GovCloud`, `Silverstone`."""
    pieces = _CAMEL.findall(word)
    if len(pieces) > 1 and word.isascii():
        return all(_is_right(piece, engine) or (piece.isupper() and not can_be_word(piece)) for piece in pieces)
    cuts = range(_MIN_PIECE_LENGTH, len(word) - _MIN_PIECE_LENGTH + 1)
    return any(_is_right(word[:cut], engine) and _is_right(word[cut:], engine) for cut in cuts)
