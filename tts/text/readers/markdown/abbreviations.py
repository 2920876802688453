"""Abbreviations with their expansions, `*[EU]: European Union`, in a time that their number does not multiply."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from tts.regex import regex

_DEFINITION = regex(r"^[*]\[(?P<short>[^\\\[\]\n]{1,200})\][ ]?:[ ]*\n?[ ]*(?P<long>\S.*)$", re.MULTILINE)
_WORD = regex(r"\w+|[^\w\s]")
_EMPTY = ("''", '""')  # removes a definition


class Abbreviations(Extension):
    """Reads definitions as Python-Markdown's extension `abbr` does.

    That one splits the text anew after each definition, and compares each word with all of them.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register both steps with the priorities of the extension that they replace."""
        expansions: dict[str, str] = {}
        md.parser.blockprocessors.register(_Definitions(md.parser, expansions), "abbr", 16)
        md.treeprocessors.register(_Uses(md, expansions), "abbr", 7)


class _Definitions(BlockProcessor):
    """Takes the definitions out of a block."""

    def __init__(self, parser: BlockParser, expansions: dict[str, str]) -> None:
        super().__init__(parser)
        self._expansions = expansions

    def test(self, parent: Element, block: str) -> bool:
        """Return whether there may be a definition in `block`; an item of a list has none."""
        return parent.tag != "li" and "*[" in block

    def run(self, parent: Element, blocks: list[str]) -> bool:  # noqa: ARG002
        """Take the definitions out of the first block and leave the rest of it; return whether there were any."""
        block = blocks[0]
        rest = []
        position = 0
        for definition in _DEFINITION.finditer(block):
            self._define(definition["short"].strip(), definition["long"].strip())
            rest.append(block[position : definition.start()])
            position = definition.end()
        if not position:
            return False
        rest.append(block[position:])
        blocks[:1] = [part.strip("\n") for part in rest if part.strip()]
        return True

    def _define(self, short: str, long: str) -> None:
        """Keep the long form of an abbreviation, or forget it if the long form is a pair of quotation marks."""
        if long in _EMPTY:
            self._expansions.pop(short, None)
        elif short:
            self._expansions[short] = long


class _Uses(Treeprocessor):
    """Makes an element of each abbreviation in the text that is defined."""

    def __init__(self, md: Markdown, expansions: dict[str, str]) -> None:
        super().__init__(md)
        self._expansions = expansions
        self._lengths: dict[str, list[int]] = {}

    def run(self, root: Element) -> None:
        """Mark the abbreviations in all elements, and add an element for each that is defined but not used."""
        lengths = defaultdict[str, set[int]](set)
        for short in self._expansions:
            if first := _WORD.match(short):
                lengths[first[0]].add(len(short))
        self._lengths = {first: sorted(known, reverse=True) for first, known in lengths.items()}
        for element in list(root.iter()) if lengths else ():
            self._mark(element)
        used = {element.text for element in root.iter("abbr")}
        for short, expansion in self._expansions.items():
            if short not in used:  # an empty element, so that it is listed with the others
                SubElement(root, "abbr", {"title": expansion})

    def _mark(self, element: Element) -> None:
        """Mark the abbreviations in the text of an element and behind each element in it."""
        element.text, marked = self._split(element.text)
        children = list(marked)
        for child in list(element):
            children.append(child)
            child.tail, marked = self._split(child.tail)
            children += marked
        element[:] = children

    def _split(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Return the text before the first abbreviation, and an element for each with the text behind it."""
        if not text or isinstance(text, AtomicString):
            return text, []
        before: str | None = None
        marked: list[Element] = []
        position = 0
        for word in _WORD.finditer(text):
            end = self._end_of_abbreviation(text, word)
            if word.start() < position or not end:
                continue
            piece = text[position : word.start()]
            if marked:
                marked[-1].tail = piece
            else:
                before = piece
            short = text[word.start() : end]
            marked.append(Element("abbr", {"title": self._expansions[short]}))
            marked[-1].text = AtomicString(short)
            position = end
        if not marked:
            return text, []
        marked[-1].tail = text[position:]
        return before, marked

    def _end_of_abbreviation(self, text: str, word: re.Match[str]) -> int:
        """Return where the longest abbreviation ends that begins with `word`, 0 if there is none."""
        for length in self._lengths.get(word[0], ()):
            end = word.start() + length
            is_whole = not (text[end - 1 : end].isalnum() and text[end : end + 1].isalnum())
            if is_whole and text[word.start() : end] in self._expansions:
                return end
        return 0
