"""IPA -> the mnemonics of espeak-ng, for the languages in which they are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import name, normalize

from tts.regex import regex
from tts.text.languages.tags import primary_subtag

_STRESS = {"ˈ": "'", "ˌ": ",", "'": "'"}
_SILENT = str.maketrans("", "", "./|‖‿͜͡()[]")  # syllables, groups, ties, brackets around a transcription
_CONSONANTS = {
    **{letter: letter for letter in "pbtdkfvszhmnlrwjx"},
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
        "ɪəɹ": "i@3",
        "ɪər": "i@3",
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
_WRITTEN = regex(r"[!-Z^-~ ]+(?:\[(?!\[)[!-Z^-~ ]*)*")  # `t[` is a mnemonic; two brackets would end the input


@lru_cache(maxsize=1024)
def ipa_to_mnemonics(ipa: str, language: str) -> str:
    """Return an IPA transcription in the mnemonics of espeak-ng's voices for `language` (a BCP 47 tag).

    Raises:
        ValueError: the language, or a character in this language, is not known.
    """
    primary = primary_subtag(language)
    known = _mnemonics(primary)
    result = ""
    for sound in _sounds(primary).findall(normalize("NFD", ipa).replace(":", "ː").translate(_SILENT)):
        if sound not in known:
            raise ValueError(
                f"the character '{sound}' ({name(sound, 'without a name').lower()}) is not known for '{language}'"
            )
        mnemonic = known[sound]
        # `|` separates two mnemonics that could be read as one
        result += "|" if result and result[-1] not in "', |" and mnemonic not in "', " else ""
        result += mnemonic
    return " ".join(result.split())


@cache
def _sounds(primary: str) -> re.Pattern[str]:
    """Return the pattern of the longest sound in IPA (NFD) for a primary language, or of any other character."""
    longest_first = sorted(_mnemonics(primary), key=len, reverse=True)
    return re.compile(rf"{'|'.join(map(re.escape, longest_first))}|.", re.DOTALL)


@cache
def _mnemonics(primary: str) -> Mapping[str, str]:
    """Return a mapping from IPA (NFD) to mnemonics for a primary language."""
    if primary not in _VOWELS:
        raise ValueError(f"IPA is known for {', '.join(_VOWELS)}, not for '{primary}'; use the alphabet x-espeak")
    known = _CONSONANTS | _STRESS | _VOWELS[primary] | {" ": " "}
    return {normalize("NFD", ipa): mnemonic for ipa, mnemonic in known.items()}


def mnemonics_to_ipa(written: str, language: str) -> str:
    """Return mnemonics of espeak-ng's voices for `language` (a BCP 47 tag) in IPA, for an engine that takes no others.

    Raises:
        ValueError: the language, or a mnemonic in it, is not known.
    """
    known = _ipa(primary_subtag(language))
    result, begin = "", 0
    while begin < len(written):
        length = next((size for size in (3, 2, 1) if written[begin : begin + size] in known), 0)
        if not length:
            raise ValueError(f"the mnemonic '{written[begin:]}' is not known for '{language}'")
        result += known[written[begin : begin + length]]
        begin += length
    return result


@cache
def _ipa(primary: str) -> Mapping[str, str]:
    """Return a mapping from mnemonics to IPA for a primary language; of several sounds the one that says most."""
    by_length = sorted(_mnemonics(primary).items(), key=lambda item: len(item[0]))
    # and what has no sound: between two mnemonics, and no stress
    return {mnemonic: ipa for ipa, mnemonic in by_length} | {"|": "", "%": "", "=": ""}


def check_mnemonics(written: str) -> str:
    """Return `written`, which is in espeak-ng's own mnemonics, with single spaces.

    Raises:
        ValueError: it has a character that is not used in mnemonics.
    """
    text = " ".join(written.split())
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"{written!r} cannot be espeak-ng's mnemonics; valid ones are, for example: k'i:v")
    return text
