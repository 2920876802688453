"""Two transcriptions of a word in IPA -> how far apart they sound to a listener of English."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

MAX_DIFFERENCE = 0.61
"""Up to which a listener takes one transcription for the other."""
_VOWELS = frozenset("aeiouAIOWYæɑɔəɛɪʊʌɝ")
_REDUCED = frozenset("əɪɝ")
_FOLDED = (  # pattern, the character for it; sounds that accents or transcribers mix up have one character
    (re.compile(r"\([a-z-]+\)|[ː.‿\u0361\u035c\u0303\u032f\u02b0' ]"), ""),
    (re.compile("tʃ|t͡ʃ|ʧ"), "C"),
    (re.compile("dʒ|ʤ"), "J"),
    (re.compile("eɪ|eː"), "A"),
    (re.compile("aɪ|ɑɪ"), "I"),
    (re.compile("oʊ|əʊ|o(?![ʊɹɪ])"), "O"),
    (re.compile("aʊ|ɑʊ"), "W"),
    (re.compile("[ɔo]ɪ"), "Y"),
    (re.compile("o"), "ɔ"),
    (re.compile("[ɚɝɜəɐʌ]ɹ+|[ɚɜ]"), "ɝ"),
    (re.compile("([nlm])\u0329"), r"ə\1"),
    (re.compile("[ɐᵊʌ]"), "ə"),
    (re.compile("[ᵻɨ]"), "ɪ"),
    (re.compile("[ɒɔ](?!ɹ)"), "ɑ"),
    (re.compile("a"), "æ"),
    (re.compile("[ɾʔ]"), "t"),
    (re.compile("[ɫ]"), "l"),
    (re.compile("g"), "ɡ"),
    (re.compile("ʍ|hw"), "w"),
    (re.compile("[rʁʀ]"), "ɹ"),
    (re.compile("[xχ]"), "k"),
)
_NEAR = frozenset(
    map(frozenset, ["sz", "θð", "ʃC", "ʒJ", "fv", "iɪ", "uʊ", "ɑO", "æɑ", "ɛæ", "ɛA", "ɛɪ", "ʊɝ", "ɑə", "iA"])
)
"""Sounds that a listener takes for one another."""
_NEAR_COST = 0.5  # a listener takes one for the other
_WEAK_COST = 0.2  # a reduced vowel for another one without stress
_UNSTRESSED_COST = 0.4  # two other vowels without stress
_GLIDE_COST = 0.5  # a `j`, an `h` or an unstressed vowel more
_STRESS_COST = 0.6


@cache
def measure_difference(first: str, second: str) -> float:
    """Return how far apart two English transcriptions are: about 1 for each sound that is another one, 0 if none is.

    Vowels without stress count little, and differences of accent not at all.
    """
    one, other = _fold(first), _fold(second)
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _cost_alone(sound))
    for sound in one:
        previous, row = row, [row[0] + _cost_alone(sound)]
        for index, match in enumerate(other):
            row.append(
                min(
                    previous[index] + _cost_of_change(sound, match),
                    previous[index + 1] + _cost_alone(sound),
                    row[-1] + _cost_alone(match),
                )
            )
    return row[-1]


def _fold(ipa: str) -> list[tuple[str, bool]]:
    """Return the sounds of a transcription, each with whether it has the main stress; a lone vowel always has it."""
    text = normalize("NFD", ipa)
    for pattern, character in _FOLDED:
        text = pattern.sub(character, text)
    sounds: list[tuple[str, bool]] = []
    is_stressed = False
    for character in text:
        if character == "ˈ":
            is_stressed = True
        elif character in _VOWELS:
            sounds.append((character, is_stressed))
            is_stressed = False
        elif character.isalpha() and character != "ˌ" and not (sounds and sounds[-1][0] == character):
            sounds.append((character, False))
    vowels = [index for index, (sound, _) in enumerate(sounds) if sound in _VOWELS]
    if len(vowels) == 1:
        sounds[vowels[0]] = (sounds[vowels[0]][0], True)
    return sounds


def _cost_alone(sound: tuple[str, bool]) -> float:
    """Return the cost of a sound that the other transcription does not have."""
    character, is_stressed = sound
    return _GLIDE_COST if character in "jh" or (character in _VOWELS and not is_stressed) else 1.0


def _cost_of_change(one: tuple[str, bool], other: tuple[str, bool]) -> float:
    """Return the cost of one sound for another."""
    (first, stressed), (second, also_stressed) = one, other
    are_vowels = first in _VOWELS, second in _VOWELS
    cost = _STRESS_COST if all(are_vowels) and stressed and not also_stressed else 0.0
    if first == second:
        return cost
    if any(are_vowels) and not all(are_vowels):
        return 2.0
    if all(are_vowels) and not (stressed and also_stressed):
        return cost + (_WEAK_COST if {first, second} & _REDUCED else _UNSTRESSED_COST)
    return cost + (_NEAR_COST if frozenset((first, second)) in _NEAR else 1.0)
