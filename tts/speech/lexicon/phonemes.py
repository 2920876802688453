"""IPA -> the mnemonics of espeak-ng, for the languages in which they are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from unicodedata import name, normalize

ALPHABETS = ("ipa", "x-espeak")
"""What phonemes can be written in: the International Phonetic Alphabet, or espeak-ng's own mnemonics."""

_STRESS = {"ˈ": "'", "ˌ": ",", "'": "'"}
_SILENT = "./|‖‿͜͡()[]"  # syllables, groups, ties, the brackets around a transcription
_CONSONANTS = {
    **{sign: sign for sign in "pbtdkfvszhmnlrwjx"},
    "ɡ": "g",
    "g": "g",
    "θ": "T",
    "ð": "D",
    "ʃ": "S",
    "ʒ": "Z",
    "ŋ": "N",
    "ɾ": "*",
    "ç": "C",
    "χ": "X",
    "c": "c",
    "ɟ": "J",
    "ɣ": "Q",
    "β": "B",
    "ɲ": "n^",
    "ʎ": "l^",
    "ʔ": "?",
    "ʂ": "s.",
    "ɕ": "S;",
    "ʑ": "Z;",
    "tʃ": "tS",
    "dʒ": "dZ",
    "ts": "ts",
    "dz": "dz",
}
_VOWELS = {
    "en": {
        "ɹ": "r",
        "ɫ": "l",
        "ʍ": "w",
        "i": "i",
        "iː": "i:",
        "ɪ": "I",
        "ᵻ": "I2",
        "e": "E",
        "ɛ": "E",
        "ɛː": "e@",
        "æ": "a",
        "a": "a",
        "ə": "@",
        "ɐ": "a#",
        "ɚ": "3",
        "ɜ": "3:",
        "ɜː": "3:",
        "ɝ": "3:",
        "ɝː": "3:",
        "ɜːɹ": "3:",
        "ɜːr": "3:",
        "ʌ": "V",
        "ɑ": "A:",
        "ɑː": "A:",
        "ɑːɹ": "A@",
        "ɑːr": "A@",
        "ɒ": "0",
        "ɔ": "O:",
        "ɔː": "O:",
        "ɔːɹ": "O@",
        "ɔːr": "O@",
        "ʊ": "U",
        "u": "u:",
        "uː": "u:",
        "eɪ": "eI",
        "aɪ": "aI",
        "ɔɪ": "OI",
        "aʊ": "aU",
        "oʊ": "oU",
        "əʊ": "oU",
        "o": "oU",
        "ɪə": "i@",
        "eə": "e@",
        "ɛə": "e@",
        "ʊə": "U@",
        "ɑ̃": "A~",
        "ɔ̃": "O~",
    },
    "de": {
        "ʁ": "r",
        "ʀ": "r",
        "i": "i:",
        "iː": "i:",
        "ɪ": "I",
        "e": "e:",
        "eː": "e:",
        "ɛ": "E",
        "ɛː": "E:",
        "a": "a",
        "aː": "A:",
        "o": "o:",
        "oː": "o:",
        "ɔ": "O",
        "u": "u:",
        "uː": "u:",
        "ʊ": "U",
        "y": "y:",
        "yː": "y:",
        "ʏ": "y",
        "øː": "Y:",
        "ø": "Y:",
        "œ": "W",
        "ə": "@",
        "ɐ": "3",
        "aɪ": "aI",
        "aʊ": "aU",
        "ɔʏ": "OY",
        "ɔɪ": "OY",
        "pf": "pf",
    },
    "fr": {
        "ʁ": "r",
        "i": "i",
        "e": "e",
        "ɛ": "E",
        "a": "a",
        "ɑ": "a",
        "o": "o",
        "ɔ": "O",
        "u": "u",
        "y": "y",
        "ø": "Y",
        "œ": "W",
        "ə": "@",
        "ɛ̃": "E~",
        "ɑ̃": "A~",
        "ɔ̃": "O~",
        "œ̃": "W~",
    },
    "es": {"i": "i", "e": "e", "a": "a", "o": "o", "u": "u"},
    "uk": {"i": "i", "ɪ": "I", "e": "E", "ɛ": "E", "a": "A", "ɑ": "A", "o": "o", "ɔ": "o", "u": "u"},
}
_MNEMONICS = re.compile(r"[!-Z^-~ ]+(?:\[(?!\[)[!-Z^-~ ]*)*")  # `t[` is one; two brackets would end the input


def mnemonics(ipa: str, language: str) -> str:
    """A transcription in IPA as espeak-ng's voices for `language` (a BCP 47 tag) take it.

    Raises:
        ValueError: a sign of it is not known for the language, or nothing of the language is.
    """
    signs = _signs(language.split("-")[0].lower())
    text = "".join(sign for sign in normalize("NFD", ipa).replace(":", "ː") if sign not in _SILENT)
    said: list[str] = []
    at = 0
    while at < len(text):
        length = next((size for size in (3, 2, 1) if text[at : at + size] in signs), 0)
        if not length:
            raise ValueError(f"the sign {_called(text[at])} is not known for '{language}'")
        said.append(signs[text[at : at + length]])
        at += length
    return _joined(said)


@cache
def _signs(primary: str) -> Mapping[str, str]:
    if primary not in _VOWELS:
        raise ValueError(f"IPA is known for {', '.join(_VOWELS)}, not for '{primary}'; use the alphabet x-espeak")
    return {normalize("NFD", sign): as_ for sign, as_ in (_CONSONANTS | _STRESS | _VOWELS[primary]).items()} | {
        " ": " "
    }


def _called(sign: str) -> str:
    return f"'{sign}' ({name(sign, 'without a name').lower()})"


def _joined(said: list[str]) -> str:
    """The mnemonics with `|` between two that could be taken for one."""
    joined = ""
    for one in said:
        joined += "|" if joined and joined[-1] not in "', |" and one not in "', " else ""
        joined += one
    return " ".join(joined.split())


def checked(written: str) -> str:
    """What is written in espeak-ng's own mnemonics.

    Raises:
        ValueError: there is something in it that no mnemonic has.
    """
    text = " ".join(written.split())
    if not _MNEMONICS.fullmatch(text):
        raise ValueError(f"{written!r} cannot be espeak-ng's mnemonics; they are as in: k'i:v")
    return text


def possessive(phonemes: str) -> str:
    """The mnemonics of an English word with its `'s`."""
    if phonemes.endswith(("s", "z", "S", "Z")):
        return f"{phonemes}|I2|z"
    return f"{phonemes}|s" if phonemes.endswith(("p", "t", "k", "f", "T")) else f"{phonemes}|z"
