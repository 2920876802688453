"""The phonemes of a lexicon, in the alphabet in which it writes them."""

from __future__ import annotations

from typing import get_args

from tts.regex import regex
from tts.speech.engines.espeak.phonemes import check_mnemonics, ipa_to_mnemonics
from tts.speech.rules.rule import Alphabet

ALPHABETS: tuple[Alphabet, ...] = get_args(Alphabet)
_HISSING = ("s", "z", "ʃ", "ʒ", "S", "Z")  # IPA and mnemonics
_VOICELESS = ("p", "t", "k", "f", "θ", "T")
_SOUND = regex(r"[^\W_ˈˌːˑʰʲʷ]|[@&?]")


def check_phonemes(written: str, alphabet: Alphabet, language: str) -> str:
    """Return phonemes for `language` (a BCP 47 tag) as they are written, with single spaces.

    Raises:
        ValueError: they have no sound, or the language, or a character in it, is not known.
    """
    phonemes = " ".join(written.split())
    if not _SOUND.search(phonemes):  # the word would not be heard
        raise ValueError(f"{written!r} has no sounds")
    if alphabet == "x-espeak":
        return check_mnemonics(phonemes)
    ipa_to_mnemonics(phonemes, language)
    return phonemes


def add_possessive(phonemes: str, alphabet: Alphabet) -> str:
    """Return the phonemes of an English word with a possessive `'s`."""
    vowel, between = ("ᵻ", "") if alphabet == "ipa" else ("I2", "|")
    if phonemes.endswith(_HISSING):
        return between.join((phonemes, vowel, "z"))
    return between.join((phonemes, "s" if phonemes.endswith(_VOICELESS) else "z"))
