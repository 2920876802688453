"""Scripts (ISO 15924): those of letters and of languages, and passages in them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from tts.regex import regex
from tts.text.languages.tags import primary_subtag

LATIN = "Latn"
HAN = "Hani"
KANA = "Kana"
_NAMES = (
    "Arab:Arabic Armn:Armenian Beng:Bengali Cher:Cherokee Cyrl:Cyrillic Deva:Devanagari Ethi:Ethiopic Geor:Georgian "
    "Grek:Greek Gujr:Gujarati Guru:Gurmukhi Hang:Hangul Hani:CJK Hebr:Hebrew Kana:Katakana Khmr:Khmer Knda:Kannada "
    "Laoo:Lao Latn:Latin Mlym:Malayalam Mymr:Myanmar Orya:Oriya Sinh:Sinhala Syrc:Syriac Taml:Tamil Telu:Telugu "
    "Tfng:Tifinagh Thaa:Thaana Thai:Thai Tibt:Tibetan"
)
_BY_UNICODE_NAME = {name.upper(): script for script, name in (pair.split(":") for pair in _NAMES.split())}
_BY_UNICODE_NAME |= {"HIRAGANA": KANA, "HALFWIDTH": KANA, "BOPOMOFO": HAN, "IDEOGRAPHIC": HAN}
_SHOWN = {HAN: "Chinese characters", KANA: "kana"}
_LANGUAGES = {
    "Arab": "ar fa ur ps sd ug ckb pnb ks arz",
    "Armn": "hy hyw",
    "Beng": "bn as bpy mni",
    "Cher": "chr",
    "Cyrl": "ru uk be bg sr mk kk ky tg mn tt ba cv os ce ab av udm sah kv nog cu",
    "Deva": "hi mr ne sa kok bho mai",
    "Ethi": "am ti gez",
    "Geor": "ka xmf",
    "Grek": "el grc",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hani": "zh cmn yue hak nan wuu ja ko",
    "Hebr": "he yi iw lad",
    "Kana": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my shn mnw",
    "Orya": "or",
    "Sinh": "si",
    "Syrc": "syr arc",
    "Taml": "ta",
    "Telu": "te",
    "Tfng": "zgh ber",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo dz",
}
LANGUAGES = {script: tuple(tags.split()) for script, tags in _LANGUAGES.items()}
"""The languages that each script but the Latin one is for; the first one is the one with the most readers."""
_ALSO = {"Hans": (HAN,), "Hant": (HAN,), "Jpan": (HAN, KANA), "Hira": (KANA,), "Hrkt": (KANA,), "Kore": ("Hang", HAN)}
_MIN_LETTERS = 3  # of an alphabet in a passage: a Greek letter, or two, is a sign in formulas and units
_PIECE = regex(r"\w[\w’'\u0300-\u036f\u0590-\u05cf\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e00-\u0fff]*")


@cache
def script_of(letter: str) -> str:
    """Return the script of a character, "" if it is no letter or one of several scripts, such as the micro sign."""
    if letter.isascii():
        return LATIN if letter.isalpha() else ""
    return _BY_UNICODE_NAME.get(unicodedata.name(letter, "").partition(" ")[0], "") if letter.isalpha() else ""


def script_name(script: str) -> str:
    """Return what English messages call a script: `Cyrillic letters`, `Chinese characters`."""
    return (
        _SHOWN.get(script)
        or f"{next(name for name, code in _BY_UNICODE_NAME.items() if code == script).title()} letters"
    )


def count_scripts(text: str) -> Counter[str]:
    """Return how many letters of each script `text` has."""
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if script := script_of(character):
            counts[script] += count
    return counts


@cache
def scripts_of(tag: str) -> frozenset[str]:
    """Return the scripts in which a language (BCP 47) is written; one that is not known is taken for a Latin one."""
    for part in tag.replace("_", "-").split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return frozenset(_ALSO.get(part.title(), (part.title(),)))
    primary = primary_subtag(tag)
    own = frozenset(script for script, tags in LANGUAGES.items() if primary in tags)
    return own | {LATIN} if primary == "sr" or not own else own


def foreign_passages(text: str, tag: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and script of each passage of `text` in a script in which the language `tag` is not written.

    Latin letters are at home in all languages. A passage is of whole words, with the signs and spaces between them; one
    of an alphabet has a word of three letters or more.
    """
    return passages_outside(text, scripts_of(tag) | {LATIN})


def passages_outside(text: str, scripts: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the passages of `text` that are in none of `scripts`, as `foreign_passages` does."""
    if text.isascii():
        return
    begin = end = letters = 0  # of the longest word
    current = ""
    for piece in _PIECE.finditer(text):
        script, count = _main_script(piece[0])
        if not count:
            continue
        if {script, current} == {HAN, KANA}:  # Japanese is written in both
            current = KANA
        elif script != current:
            if _is_passage(current, letters):
                yield begin, end, current
            current, begin, letters = "" if script in scripts else script, piece.start(), 0
        end, letters = piece.end(), max(letters, count)
    if _is_passage(current, letters):
        yield begin, end, current


@lru_cache(maxsize=10_000)
def _main_script(word: str) -> tuple[str, int]:
    """Return the script of most letters in a word, and how many these are."""
    counts = count_scripts(word)
    return counts.most_common(1)[0] if counts else ("", 0)


def _is_passage(script: str, letters: int) -> bool:
    """Return whether `letters` letters in a row are enough to be a passage; those of East Asia always are."""
    return script in (HAN, KANA, "Hang") or (script != "" and letters >= _MIN_LETTERS)
