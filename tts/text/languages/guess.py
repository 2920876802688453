"""TEXT -> LANGUAGE: by the script first, then by letters and small words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import sqrt

from tts.regex import regex
from tts.text.languages.evidence import LETTERS, WORDS
from tts.text.languages.scripts import HAN, KANA, LANGUAGES, LATIN, count_scripts
from tts.text.languages.tags import primary_subtag

_WORD = regex(
    r"(?:\w|[\u0300-\u036f\u0590-\u05cf\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e00-\u0eff])+['’]?"
)
_CODE = regex(r"[\d_]")
_MAX_CHARACTERS = 100_000  # a longer text says no more
_DENSE = {HAN: 3, KANA: 3, "Hang": 2}  # one letter is a syllable or a word
_MIN_EVIDENCE = 2.0  # about three small words that few other languages have
_MIN_SHARE = 0.05  # of all words
_MIN_LEAD = 1.25  # over the default
_CAPITAL_WEIGHT = 0.3  # of a word with a capital, which may be of a name: Los Angeles
_LETTER_WEIGHT = 0.5  # of a letter that the language has, divided among those that have it
_LETTER_PENALTY = 0.8
_ENGLISH = "am as be bo co el et fo he hi ho id in io is it la li lo mi my na ne no or pa se si so to"
_ALSO_WORDS = frozenset(_ENGLISH.split())
_HINT_WEIGHT = 3.0  # of a name that says the language, where its script agrees


def guess_language(text: str, hint: str = "", default: str = "en") -> str | None:
    """Return the BCP 47 tag of the language in which most of `text` is, or None if the text does not tell.

    `hint` is the language that a name of a file or folder says: it decides where the text says little. A language other
    than `default` needs clear evidence, in one of other scripts its letters.
    """
    text = text[:_MAX_CHARACTERS]
    script = _main_script(count_scripts(text))
    if script != LATIN:
        return guess_in_script(text, script, hint) if script else None
    scores = _score(text, _latin_languages())
    best = max(scores, key=lambda language: scores[language])
    count = len(_words(text))
    needed = max(_MIN_EVIDENCE, _MIN_SHARE * count, _MIN_LEAD * scores[default])
    is_clear = scores[best] >= needed
    expected = primary_subtag(hint)
    if expected in scores:
        is_near = scores[expected] >= max(scores[default], scores[best] / _MIN_LEAD if is_clear else 0)
        is_likely = is_near and (scores[expected] > 0 or expected not in _ALSO_WORDS)
    else:  # it cannot be told by its words
        is_likely = bool(hint) and not is_clear and scores[default] <= _MIN_SHARE * count
    return hint if is_likely else best if is_clear else None


def guess_in_script(text: str, script: str, hint: str = "") -> str:
    """Return the language of `text`, which is in `script` (not the Latin one), or the likeliest of that script."""
    expected = primary_subtag(hint)
    if script in (HAN, KANA):
        language = "ja" if script == KANA or count_scripts(text)[KANA] else "zh"
        return hint if expected == language or (expected == "ja" and script == HAN) else language
    languages = LANGUAGES[script]
    scores = _score(text, [language for language in languages if language in WORDS] or languages[:1])
    if expected in languages:
        scores[expected] = scores.get(expected, 0) + _HINT_WEIGHT
    best = max(scores, key=lambda language: scores[language])
    return hint if best == expected else best


def _main_script(counts: Counter[str]) -> str:
    """Return the script of most letters, "" if there is none; a sign for a syllable or word counts for several."""
    weighted = Counter({script: count * _DENSE.get(script, 1) for script, count in counts.items()})
    if weighted[KANA]:
        weighted[KANA] += weighted.pop(HAN, 0)
    return weighted.most_common(1)[0][0] if weighted else ""


@cache
def _latin_languages() -> tuple[str, ...]:
    """Return the languages in Latin letters that can be guessed, the default one first."""
    elsewhere = {language for languages in LANGUAGES.values() for language in languages}
    return tuple(language for language in WORDS if language not in elsewhere)


def _score(text: str, languages: Iterable[str]) -> dict[str, float]:
    """Return the evidence in `text` for each of `languages`, which share a script."""
    scores = dict.fromkeys(languages, 0.0)
    by_word, by_letter = _evidence(tuple(scores))
    for word, count in Counter(_words(text)).items():
        folded = word.casefold().replace("’", "'")
        owners = by_word.get(folded) or by_word.get(folded.rstrip("'"), ())
        weight = _weight(word)
        for language in owners:
            scores[language] += count * weight / sqrt(len(owners))
    for letter, count in Counter(text.casefold()).items():
        if letter.isalpha() and not letter.isascii():
            owners = by_letter.get(letter, ())
            for language in scores:
                scores[language] += count * (
                    _LETTER_WEIGHT / sqrt(len(owners)) if language in owners else -_LETTER_PENALTY
                )
    return scores


def _words(text: str) -> list[str]:
    """Return the words of a text; what has a digit or an underscore in it is code."""
    return [word for word in _WORD.findall(text) if not _CODE.search(word)]


def _weight(word: str) -> float:
    """Return what a small word counts: all if it has no capital, nothing if it may be an acronym: `DE`."""
    if word[-1] in "'’":  # joined to the next one: L'Aquila, but mostly l'acqua
        return 1
    if not word[0].isupper():
        return 1 if len(word) > 1 else _LETTER_WEIGHT
    return 0 if len(word) > 2 and word.isupper() else _CAPITAL_WEIGHT


@cache
def _evidence(languages: tuple[str, ...]) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Return the languages that have each word, and those that have each letter."""
    words: dict[str, tuple[str, ...]] = {}
    letters: dict[str, tuple[str, ...]] = {}
    for language in languages:
        for word in dict.fromkeys(WORDS.get(language, "").split()):
            words[word] = (*words.get(word, ()), language)
        for letter in dict.fromkeys(LETTERS.get(language, "")):
            letters[letter] = (*letters.get(letter, ()), language)
    return words, letters
