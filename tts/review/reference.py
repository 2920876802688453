"""Look up in an English dictionary which words the voices say as it does, and its sounds of the others.

The data are made from the CMU Pronouncing Dictionary by `bench/reference.py`.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from tts.noun import noun

FILE = Path(__file__).with_name("english.xz")
_SHARED = ord("0")  # the character for the number 0 in the list of words


@noun
class ReferenceWord:
    """A word of the dictionary: the engines that say it as the dictionary does, and its `sounds` in IPA, or "".

    Sounds are kept only of names that one of the engines says otherwise.
    """

    right: frozenset[str]
    sounds: str


BOTH = ReferenceWord(right=frozenset(("espeak", "natural")), sounds="")
_ENGINES = {"e": "espeak", "n": "natural"}


@cache
def load_reference() -> Mapping[str, ReferenceWord]:
    """Return the words of the dictionary, in lower case, without most of the plurals."""
    text = lzma.decompress(FILE.read_bytes()).decode()
    words, notes = text.split("\n\n", 1)  # notes may be empty
    noted = (_read_note(note) for note in notes.split("\n"))
    return dict(zip(_read_words(words.split("\n")), noted, strict=True))


def write_reference(words: Mapping[str, ReferenceWord]) -> bytes:
    """Return the bytes of the file for `words`: each word without what it shares with the one before, then the notes.

    A note is a letter for each engine that says the word right, and its sounds; nothing if both say it right.
    """
    shortened, previous = [], ""
    for word in sorted(words):
        shared = next((size for size in range(len(word), 0, -1) if previous.startswith(word[:size])), 0)
        shortened.append(chr(_SHARED + shared) + word[shared:])
        previous = word
    notes = (words[word] for word in sorted(words))
    letters = ("" if note == BOTH else f"{_letters(note.right)}{note.sounds}" for note in notes)
    text = "\n".join(shortened) + "\n\n" + "\n".join(note or "" for note in letters)
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def _letters(engines: Iterable[str]) -> str:
    """Return the letters of engines, `-` without any."""
    return "".join(letter for letter, engine in _ENGINES.items() if engine in engines) or "-"


def _read_words(shortened: Iterable[str]) -> Iterator[str]:
    """Yield the words in full."""
    word = ""
    for line in shortened:
        word = word[: ord(line[0]) - _SHARED] + line[1:]
        yield word


@cache
def _read_note(note: str) -> ReferenceWord:
    """Return what a note says."""
    if not note:
        return BOTH
    sounds = note[1:]
    return ReferenceWord(right=frozenset(filter(None, (_ENGINES.get(note[0]),))), sounds=sounds)
