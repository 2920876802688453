"""SECTIONS -> SECTIONS with the languages of passages in other scripts than the article's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from tts.model import Block, Mark, Section
from tts.text.languages.guess import guess_in_script, guess_language
from tts.text.languages.scripts import HAN, KANA, LATIN, count_scripts, foreign_passages, scripts_of

_MIN_LETTERS = 20  # by which a passage tells its language; a shorter one has that of all passages in its script
_MIN_MAIN = 0.75  # of the letters of a block in another script with names in Latin letters
_MIN_LATIN_WORDS = 6  # of a block: a name in Latin letters is at home in all languages
_MIN_SHARE = 0.9  # of the letters of such a block


def mark_other_scripts(sections: tuple[Section, ...], language: str) -> tuple[Section, ...]:
    """Set the language of each block that is mostly in a script which `language` (BCP 47) is not written in.

    A passage in such a script gets a mark. What has a language that is written in it, and code, are left alone.
    """
    marker = _Marker(sections, language)
    return tuple(
        replace(section, blocks=tuple(marker.mark(block, language) for block in section.blocks)) for section in sections
    )


class _Marker:
    """Marks the passages in the blocks of `sections`, of an article in `language`."""

    def __init__(self, sections: tuple[Section, ...], language: str) -> None:
        texts: dict[str, list[str]] = {}
        for leaf in (leaf for section in sections for block in section.blocks for leaf in block.leaves()):
            for begin, end, script in foreign_passages(leaf.text, language):
                texts.setdefault(script, []).append(leaf.text[begin:end])
        self._languages = {script: guess_in_script("\n".join(pieces), script) for script, pieces in texts.items()}
        if KANA in texts:
            self._languages[HAN] = self._languages[KANA]

    def mark(self, block: Block, around: str) -> Block:
        """Return the block with its languages; `around` is the language of the block around it."""
        language = block.language or around
        if block.blocks:
            return replace(block, blocks=tuple(self.mark(below, language) for below in block.blocks))
        if not block.text or block.kind == "code":
            return block
        passages = tuple(foreign_passages(block.text, language))
        if not passages:
            return self._mark_latin(block, language)
        if not _languages(block) and (script := _script_of_block(block.text, passages)):
            return replace(block, language=self._language(block.text, script))
        marks = (*block.marks, *self._marks(block, passages))
        return replace(block, marks=tuple(sorted(marks, key=lambda mark: mark.begin)))

    def _marks(self, block: Block, passages: tuple[tuple[int, int, str], ...]) -> Iterator[Mark]:
        """Yield a mark for each passage that no mark of the author says the language of."""
        authors = sorted((mark.begin, mark.end) for mark in _languages(block))
        begins, ends = [begin for begin, _ in authors], list(accumulate((end for _, end in authors), max))
        for begin, end, script in passages:
            before = bisect_left(begins, end)  # the marks that begin before the end of the passage
            if not before or ends[before - 1] <= begin:
                language = self._language(block.text[begin:end], script)
                yield Mark(kind="language", begin=begin, end=end, value=language)

    def _language(self, text: str, script: str) -> str:
        """Return the language of a passage: guessed if it is long, else that of the article's text in this script."""
        is_long = count_scripts(text)[script] >= _MIN_LETTERS
        return guess_in_script(text, script) if is_long or script not in self._languages else self._languages[script]

    def _mark_latin(self, block: Block, language: str) -> Block:
        """Return a block in Latin letters with its language, in an article that is in others."""
        if LATIN in scripts_of(language) or _languages(block) or len(block.text.split()) < _MIN_LATIN_WORDS:
            return block
        letters = count_scripts(block.text)
        if letters[LATIN] < _MIN_SHARE * letters.total():
            return block
        return replace(block, language=guess_language(block.text) or "en")


def _script_of_block(text: str, passages: tuple[tuple[int, int, str], ...]) -> str:
    """Return the script of `passages` if all of the text is in it, except for a few names in Latin letters; else ""."""
    letters = count_scripts(text)
    main, count = letters.most_common(1)[0]
    is_main = count == letters.total() or (count >= _MIN_LETTERS and count >= _MIN_MAIN * letters.total())
    return main if is_main and main in {script for _, _, script in passages} else ""


def _languages(block: Block) -> tuple[Mark, ...]:
    """Return the author's marks of languages in a block."""
    return tuple(mark for mark in block.marks if mark.kind == "language")
