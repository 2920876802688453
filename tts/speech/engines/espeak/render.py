"""Spoken text -> the text for espeak-ng: letters as words that it reads right, sounds as mnemonics in `[[...]]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tts.model import Hint
from tts.speech.engines.engine_text import Rendering, RenderingBuilder
from tts.speech.engines.espeak.phonemes import ipa_to_mnemonics
from tts.text.languages.tags import primary_subtag

_ROW = re.compile(r"\[(?=\[)|(?<=\])\]")
_JOINS = ("'", "’", "-", "_")
_TOKEN = re.compile(r"[^\s—…]+")
_LETTERS = {"A": "eh"}  # espeak-ng reads "ay" as /aɪ/, and "A" alone as the article
_MANY = """
eighs bees sees dees ease effs jees aitches eyes jays kays ells ems ens ohs pees cues ars esses tees yous vees
double-yous exes whys zees
"""
_PLURALS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _MANY.split(), strict=True))


def render(text: str, hints: Iterable[Hint], language: str) -> Rendering:
    """Return `text` as espeak-ng takes it, for a voice of `language` (a BCP 47 tag).

    Two brackets in a row that the text itself has are separated if there are sounds: they never become phonemes.
    """
    hints = tuple(hints)
    has_phonemes = any(hint.kind != "letters" for hint in hints)
    clean = _separate_brackets if has_phonemes else str
    builder = RenderingBuilder(text)
    for hint in hints:
        if hint.kind != "letters":
            sounds = hint.value if hint.kind == "x-espeak" else ipa_to_mnemonics(hint.value, language)
            for begin, end, mnemonics in _split_by_words(text, hint, sounds):
                builder.copy(begin, clean)
                # espeak-ng drops or garbles text that touches the brackets
                builder.insert("" if not builder.result or builder.result[-1].isspace() else " ")
                builder.put(end, f"[[{mnemonics}]]")
                builder.insert(" " if text[end : end + 1].isalnum() or text[end : end + 1] in _JOINS else "")
        elif primary_subtag(language) == "en" and (said := _name_letter(text[hint.begin : hint.end])):
            builder.copy(hint.begin, clean)
            builder.put(hint.end, said)
    builder.copy(len(text), clean)
    return builder.finish(has_phonemes=has_phonemes)


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
