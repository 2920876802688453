"""IPA and the names of letters -> misaki's phonemes, the alphabet of hibari, in an American and a British accent.

misaki (https://github.com/hexgrad/misaki/blob/main/EN_PHONES.md) writes a diphthong or an affricate as one character,
a stress mark directly before its vowel, and length only in the British accent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from unicodedata import name, normalize

from tts.regex import regex

_CONSONANTS = {letter: letter for letter in "pbtdkɡfvszhmnlwjθðʃʒŋɹ"} | {
    "g": "ɡ",
    "tʃ": "ʧ",
    "ʧ": "ʧ",
    "dʒ": "ʤ",
    "ʤ": "ʤ",
    "tɕ": "ʧ",
    "ʨ": "ʧ",
    "dʑ": "ʤ",
    "ʥ": "ʤ",
    "tʂ": "ʧ",
    "dʐ": "ʤ",
    "ʦ": "ts",
    "ʣ": "dz",
    # sounds that English lacks, as an English speaker says them
    "r": "ɹ",
    "ʁ": "ɹ",
    "ʀ": "ɹ",
    "ɻ": "ɹ",
    "ɽ": "ɹ",
    "ɺ": "ɹ",
    "x": "k",
    "χ": "k",
    "q": "k",
    "ɢ": "ɡ",
    "ɣ": "ɡ",
    "ɠ": "ɡ",
    "ç": "ʃ",
    "ʝ": "j",
    "c": "tj",
    "ɟ": "dj",
    "ɲ": "nj",
    "ʎ": "lj",
    "ɱ": "m",
    "ɴ": "ŋ",
    "ɳ": "n",
    "ɫ": "l",
    "ɭ": "l",
    "ɬ": "l",
    "ɮ": "l",
    "ʟ": "l",
    "ɖ": "d",
    "ɗ": "d",
    "ʈ": "t",
    "ɓ": "b",
    "ʔ": "t",
    "ʕ": "",
    "ħ": "h",
    "ɦ": "h",
    "ʍ": "w",
    "ɰ": "w",
    "ɥ": "w",
    "ʋ": "v",
    "β": "v",
    "ɸ": "f",
    "ʂ": "ʃ",
    "ɕ": "ʃ",
    "ʐ": "ʒ",
    "ʑ": "ʒ",
    "ʲ": "j",
    "ʷ": "w",
}
_IPA = {
    "A": "eɪ",
    "I": "aɪ",
    "O": "oʊ",
    "Q": "əʊ",
    "W": "aʊ",
    "Y": "ɔɪ",
    "ʤ": "dʒ",
    "ʧ": "tʃ",
    "T": "ɾ",
    "ᵊ": "ə",
}
"""misaki's phonemes that IPA writes differently."""
_ACCENTED = {  # IPA: American, British
    "ɾ": ("T", "ɹ"),
    "i": ("i", "i"),
    "iː": ("i", "iː"),
    "ɪ": ("ɪ", "ɪ"),
    "ᵻ": ("ᵻ", "ɪ"),
    "ɨ": ("ɪ", "ɪ"),
    "e": ("ɛ", "ɛ"),
    "eː": ("A", "A"),
    "ɛ": ("ɛ", "ɛ"),
    "ɛː": ("ɛɹ", "ɛː"),
    "æ": ("æ", "a"),
    "a": ("æ", "a"),
    "aː": ("ɑ", "ɑː"),
    "ɐ": ("ɐ", "ɐ"),
    "ə": ("ə", "ə"),
    "ᵊ": ("ᵊ", "ᵊ"),
    "ɘ": ("ə", "ə"),
    "ɵ": ("ə", "ə"),
    "ɚ": ("əɹ", "ə"),
    "ɜ": ("ɜɹ", "ɜː"),
    "ɝ": ("ɜɹ", "ɜː"),
    "ɞ": ("ɜɹ", "ɜː"),
    "ø": ("ɜɹ", "ɜː"),
    "œ": ("ɜɹ", "ɜː"),
    "ʌ": ("ʌ", "ʌ"),
    "ɤ": ("ʌ", "ʌ"),
    "ɑ": ("ɑ", "ɑː"),
    "ɒ": ("ɑ", "ɒ"),
    "ɔ": ("ɔ", "ɔː"),
    "ʊ": ("ʊ", "ʊ"),
    "ʏ": ("ʊ", "ʊ"),
    "u": ("u", "uː"),
    "ʉ": ("u", "uː"),
    "ɯ": ("u", "uː"),
    "y": ("u", "uː"),
    "o": ("O", "Q"),
    "oʊ": ("O", "Q"),
    "əʊ": ("O", "Q"),
    "ou": ("O", "Q"),
    "eɪ": ("A", "A"),
    "ei": ("A", "A"),
    "ɛɪ": ("A", "A"),
    "aɪ": ("I", "I"),
    "ai": ("I", "I"),
    "ɑɪ": ("I", "I"),
    "ɔɪ": ("Y", "Y"),
    "ɔʏ": ("Y", "Y"),
    "ɔi": ("Y", "Y"),
    "oɪ": ("Y", "Y"),
    "aʊ": ("W", "W"),
    "au": ("W", "W"),
    "ɑʊ": ("W", "W"),
    "ɪə": ("iə", "ɪə"),
    "eə": ("ɛɹ", "ɛː"),
    "ɛə": ("ɛɹ", "ɛː"),
    "ʊə": ("ʊɹ", "ʊə"),
    "ɑ̃": ("ɑn", "ɒn"),
    "ã": ("ɑn", "ɒn"),
    "ɛ̃": ("æn", "an"),
    "œ̃": ("ʌn", "ʌn"),
    "ɔ̃": ("ɔn", "ɒn"),
    "õ": ("On", "Qn"),
}
_SYLLABIC = "\u0329"
_SYLLABLES = {f"{letter}{_SYLLABIC}": (f"ᵊ{letter}", f"ᵊ{letter}") for letter in "nl"} | {
    f"m{_SYLLABIC}": ("əm", "əm"),
    f"ɹ{_SYLLABIC}": ("əɹ", "ə"),
    f"r{_SYLLABIC}": ("əɹ", "ə"),
}
_STRESS = {"ˈ": "ˈ", "'": "ˈ", "ˌ": "ˌ"}
# syllables, groups, ties, brackets, half length, and details of a sound
_SILENT = frozenset(
    "./|‖‿()[]ˑʰʱˠˤ˞\u035c\u0361\u032f\u0325\u030a\u032a\u031a\u0306\u0324\u0330\u033a\u033b\u031f\u0320"
)
_VOWELS = "AIOQWYaiuæɑɐɒɔəɛɜɪʊʌᵊᵻ"
_CONSONANT_RUN = rf"[^{_VOWELS}ˈˌ ]*"
_EARLY_STRESS = regex(rf"([ˈˌ])({_CONSONANT_RUN})(?=[{_VOWELS}])")
_LOST_STRESS = regex(rf"[ˈˌ](?![{_VOWELS}])")
_STRESSED_OR_WEAK = regex(rf"[ˈˌ]|^[^{_VOWELS.replace('ə', '')}]*$")
_TWO_RHOTICS = regex("ɹɹ+")
_PALATAL_END = regex(rf"(?<=[^{_VOWELS}ˈˌ ])j(?=j|$|[^{_VOWELS}ˈˌ])")
_SILENT_R = {"ɪ": "ɪə", "iː": "ɪə", "i": "ɪə", "ɛ": "ɛː", "ʊ": "ʊə", "uː": "ʊə", "a": "ɑː", "ɒ": "ɔː"}
_FINAL_R = regex(rf"(iː|uː|[ɪiɛʊaɒ])?ɹ(?![ˈˌ]?[{_VOWELS}])")

_LETTERS = {
    "A": "A",
    "B": "biː",
    "C": "siː",
    "D": "diː",
    "E": "iː",
    "F": "ɛf",
    "G": "ʤiː",
    "H": "Aʧ",
    "I": "I",
    "J": "ʤA",
    "K": "kA",
    "L": "ɛl",
    "M": "ɛm",
    "N": "ɛn",
    "O": "O",
    "P": "piː",
    "Q": "kjuː",
    "R": "ɑɹ",
    "S": "ɛs",
    "T": "tiː",
    "U": "juː",
    "V": "viː",
    "W": "dʌbᵊljuː",
    "X": "ɛks",
    "Y": "wI",
    "Z": "zɛd",
    "0": "zɪəɹO",
    "1": "wʌn",
    "2": "tuː",
    "3": "θɹiː",
    "4": "fɔɹ",
    "5": "fIv",
    "6": "sɪks",
    "7": "sɛvᵊn",
    "8": "At",
    "9": "nIn",
}


def is_british(language: str) -> bool:
    """Return whether the English of a BCP 47 tag has the British accent: that of any region but North America."""
    region = language.upper().partition("-")[2]
    return bool(region) and region not in ("US", "CA", "PH", "PR")


def ipa_to_misaki(ipa: str, *, british: bool) -> str:
    """Return an IPA transcription in misaki's phonemes; words keep their spaces.

    A sound that English lacks becomes the nearest one. A word without a stress mark is stressed on its first vowel.

    Raises:
        ValueError: it has a character that is not of the IPA.
    """
    text = "".join(letter for letter in normalize("NFD", ipa).replace(":", "ː") if letter not in _SILENT)
    return " ".join(filter(None, (_convert_word(word, british) for word in text.split())))


def _convert_word(word: str, british: bool) -> str:
    """Return one word of IPA (NFD) in misaki's phonemes."""
    known = _known(british)
    result, begin = "", 0
    while begin < len(word):
        length = next((size for size in (3, 2, 1) if word[begin : begin + size] in known), 0)
        if not length:
            letter = word[begin]
            raise ValueError(
                f"the character '{letter}' ({name(letter, 'without a name').lower()}) is not a character of the IPA"
            )
        result += known[word[begin : begin + length]]
        begin += length
    return _place_stress(_settle_rhotics(_PALATAL_END.sub("", result), british))


def _settle_rhotics(word: str, british: bool) -> str:
    """Return `word` with each r once; in the British accent only before a vowel, where it is heard."""
    word = _TWO_RHOTICS.sub("ɹ", word)
    if not british:
        return word
    return _FINAL_R.sub(lambda match: _SILENT_R[match[1]] if match[1] else "", word)


def _place_stress(word: str) -> str:
    """Return `word` with each stress mark directly before its vowel, and at least one, unless it is weak (`də`)."""
    word = _LOST_STRESS.sub("", _EARLY_STRESS.sub(r"\2\1", word))
    return word if _STRESSED_OR_WEAK.search(word) else _stress_first_vowel(word)


def _stress_first_vowel(word: str) -> str:
    """Return a word without stress marks with one before its first vowel."""
    return re.sub(f"(?=[{_VOWELS}])", "ˈ", word, count=1)


@cache
def _known(british: bool) -> Mapping[str, str]:
    """Return a mapping from IPA (NFD), up to three characters each, to misaki's phonemes of an accent."""
    accented = {ipa: both[british] for ipa, both in (_ACCENTED | _SYLLABLES).items()}
    known = _STRESS | _CONSONANTS | accented
    known |= {f"{ipa}ː": sound for ipa, sound in known.items() if f"{ipa}ː" not in known and ipa not in _STRESS}
    return {normalize("NFD", ipa): sound for ipa, sound in known.items()} | {"ː": ""}


def name_letters(group: str, *, british: bool) -> str:
    """Return the names of the letters and digits of `group`, a plural (`Vs`) or possessive (`S's`) ending included.

    Raises:
        ValueError: it has another character.
    """
    match = re.fullmatch(r"([A-Z0-9]+)((?:['’]?s)?)", group)
    if not match:
        raise ValueError(f"'{group}' are not letters that are called by their names")
    names = [_name_letter(letter, british) for letter in match[1]]
    *first, last = [_stress_first_vowel(letter) for letter in names]
    said = "".join([*(letter.replace("ˈ", "ˌ") for letter in first), last])
    return add_s(said, british=british) if match[2] else said


def _name_letter(letter: str, british: bool) -> str:
    """Return the name of one letter or digit, without stress."""
    said = _LETTERS[letter]
    if british:
        return said.replace("O", "Q").replace("ɑɹ", "ɑː").replace("ɔɹ", "ɔː")
    american = {"Z": "zi", "0": "zɪɹO", "7": "sɛvən"}
    return american.get(letter, said.replace("ː", ""))


def add_s(phonemes: str, *, british: bool) -> str:
    """Return the phonemes of an English word with the `s` of a plural or a possessive."""
    if phonemes.endswith(("s", "z", "ʃ", "ʒ", "ʧ", "ʤ")):
        return phonemes + ("ɪz" if british else "ᵻz")
    return phonemes + ("s" if phonemes.endswith(("p", "t", "k", "f", "θ")) else "z")


def to_ipa(phonemes: str) -> str:
    """Return misaki's phonemes in IPA."""
    return "".join(_IPA.get(phoneme, phoneme) for phoneme in phonemes)
