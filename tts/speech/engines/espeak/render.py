"""Spoken text -> the text for espeak-ng: letters as words that it reads right, sounds as mnemonics in `[[...]]`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from unicodedata import normalize

from tts.model import Hint
from tts.regex import regex
from tts.speech.engines.engine_text import Rendering, RenderingBuilder
from tts.speech.engines.espeak.number_words import find_joints
from tts.speech.engines.espeak.phonemes import ipa_to_mnemonics
from tts.text.languages.tags import primary_subtag

_ROW = regex(r"\[(?=\[)|(?<=\])\]")
_JOINS = ("'", "’", "-", "_")
_TOKEN = regex(r"[^\s—…]+")
_LETTERS = {"A": "eh", "I": "eye"}  # espeak-ng reads "ay" as /aɪ/, "A" alone as the article, and "I" without stress
_MANY = """
eighs bees sees dees ease effs jees aitches eyes jays kays ells ems ens ohs pees cues ars esses tees yous vees
double-yous exes whys zees
"""
_PLURALS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _MANY.split(), strict=True))


def render(text: str, hints: Iterable[Hint], language: str) -> Rendering:
    """Return `text` as espeak-ng takes it, for a voice of `language` (a BCP 47 tag).

    German number words have hyphens between their parts. Two brackets in a row that the text itself has are separated
    if there are sounds: they never become phonemes.
    """
    hints = tuple(hints)
    if primary_subtag(language) == "en":
        hints = (*sorted((*hints, *_find_ands(text, hints)), key=attrgetter("begin")),)
    has_phonemes = any(hint.kind != "letters" for hint in hints)
    clean = _separate_brackets if has_phonemes else str
    if primary_subtag(language) == "en" and _ADDITIONAL.search(text):
        text = _ADDITIONAL.sub(lambda letter: normalize("NFD", letter[0])[0], text)
    builder = RenderingBuilder(text)
    joints = tuple(find_joints(text)) if primary_subtag(language) == "de" else ()
    for hint in hints:
        if hint.kind != "letters":
            sounds = hint.value if hint.kind == "x-espeak" else ipa_to_mnemonics(hint.value, language)
            for begin, end, mnemonics in _split_by_words(text, hint, sounds):
                _copy(builder, begin, clean, joints)
                # espeak-ng drops or garbles text that touches the brackets
                builder.insert("" if not builder.result or builder.result[-1].isspace() else " ")
                builder.put(end, f"[[{mnemonics}]]")
                builder.insert(" " if text[end : end + 1].isalnum() or text[end : end + 1] in _JOINS else "")
        elif primary_subtag(language) == "en" and (said := _name_letter(text[hint.begin : hint.end])):
            builder.copy(hint.begin, clean)
            builder.put(hint.end, said)
    _copy(builder, len(text), clean, joints)
    return builder.finish(has_phonemes=has_phonemes)


def _copy(builder: RenderingBuilder, end: int, clean: Callable[[str], str], joints: Iterable[int]) -> None:
    """Copy the spoken text up to `end`, with a hyphen at each of `joints` on the way."""
    for joint in joints:
        if builder.end < joint < end:
            builder.copy(joint, clean)
            builder.insert("-")
    builder.copy(end, clean)


_ADDITIONAL = regex("[\u1e00-\u1eff]")  # letters that an English voice calls "letter" and a number: Nguyễn
_AND = regex(
    r"\b(?:hundred|thousand|[mb]illion|trillion) (?P<and>and) (?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
)


def _find_ands(text: str, hints: Iterable[Hint]) -> Iterator[Hint]:
    """Yield sounds for each "and" inside a number: espeak-ng would rest before the word, as between two numbers."""
    for match in _AND.finditer(text):
        begin, end = match.span("and")
        if not any(hint.begin < end and begin < hint.end for hint in hints):
            yield Hint(kind="x-espeak", begin=begin, end=end, value="@nd")


def _separate_brackets(text: str) -> str:
    """Return `text` with a space for the second of two brackets."""
    return _ROW.sub(" ", text)


def _name_letter(letter: str) -> str | None:
    """Return the words for a letter, with its ending, that espeak-ng does not read as a letter; None for others."""
    return _PLURALS[letter[0]] if len(letter) > 1 else _LETTERS.get(letter)


def _split_by_words(text: str, hint: Hint, mnemonics: str) -> Iterator[tuple[int, int, str]]:
    """Yield the hint word by word, if the text has as many words as the mnemonics; otherwise as a whole."""
    words = _TOKEN.finditer(text[hint.begin : hint.end])
    spans = [(hint.begin + word.start(), hint.begin + word.end()) for word in words]
    sounds = mnemonics.split()
    if len(spans) != len(sounds):
        spans, sounds = [(hint.begin, hint.end)], [mnemonics]
    return ((*span, sound) for span, sound in zip(spans, sounds, strict=True))
