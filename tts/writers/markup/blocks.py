"""Blocks -> elements: real headings, lists, tables, quotes, figures and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from tts.model import Block, Section
from tts.noun import noun
from tts.writers.markup.element import Element, element
from tts.writers.markup.figure import figure
from tts.writers.markup.inline import inline
from tts.writers.markup.language import language_attributes
from tts.writers.markup.options import MarkupOptions
from tts.writers.markup.table import table

TITLE, DEEPEST = 1, 6  # levels of headings in XHTML: that of the title, which is in the opening, and the last
_PLAIN = frozenset({"announcement", "heading", "paragraph"})

Notes = Mapping[tuple[str, str], tuple[str, str]]
"""The notes of an edition: by part and label, the id of the section that holds the note, and the id of its element."""


def locate_notes(sections: Iterable[Section]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the place of each note of `sections`; the first one where several of a part have the same label."""
    places: dict[tuple[str, str], tuple[str, str]] = {}
    for section in sections:
        for block in section.all_blocks():
            if block.kind == "note":
                places.setdefault((section.part, block.label), (section.id, f"note-{len(places) + 1}"))
    return places


def mark_up(section: Section, options: MarkupOptions) -> Element:
    """Return the element of a section, with its id and all that is shown of it, in the order in which it is heard."""
    is_title = section.role == "opening" and section.level == 1
    rank = TITLE if is_title else min(options.rank + section.level - 1, DEEPEST)
    options = replace(options, part=section.part)
    return _SectionMarkup(options=options, rank=rank).section(section)


@noun
class _SectionMarkup:
    """The mark-up of one section, whose heading is of level `rank`."""

    options: MarkupOptions
    rank: int

    def section(self, section: Section) -> Element:
        """Return the element of a section; a heading at its beginning has the rank of the section."""
        kind = {"notes": "footnotes"}.get(section.id.removeprefix(f"{section.part}-"), "")
        options, blocks = self.options, section.blocks
        attributes = options.attributes("section", kind, css=section.role if options.is_xhtml5 else "section")
        language = section.language or options.language
        attributes |= language_attributes(language, options.language)
        children: list[Element] = []
        if blocks and blocks[0].kind == "heading":
            children, blocks = [self._heading(blocks[0], language, self.rank)], blocks[1:]
        children += self.blocks(blocks, language)
        return element(options.name("section"), {"id": section.id, **attributes}, *children)

    def blocks(self, blocks: Iterable[Block], language: str) -> Iterator[Element]:
        """Yield the elements of `blocks`, inside an element in `language`."""
        for block in blocks:
            yield from self.block(block, language)

    def block(self, block: Block, language: str) -> Iterator[Element]:
        """Yield the element of a block, or several, or none if there is nothing to show."""
        own = block.language or language
        match block.kind:
            case "heading":
                yield self._heading(block, language, min(self.rank + 1, DEEPEST))
            case "list":
                yield from self._list(block, language)
            case "table" if any(part.kind == "row" for part in block.blocks):
                yield table(block, language, self._content)
            case "figure":
                yield from figure(block, self.options, language, self._content)
            case "quote":
                yield element("blockquote", language_attributes(own, language), *self._blocks_in(block, own))
            case "note":
                yield self._note(block, language)
            case "code":
                code = element("code", None, *inline(block, self.options, own))
                yield element("pre", language_attributes(own, language), code)
            case _ if block.blocks:
                yield element("div", self._attributes(block, language), *self.blocks(block.blocks, own))
            case _:
                if content := inline(block, self.options, own):
                    yield element("p", self._attributes(block, language), *content)

    def _heading(self, block: Block, language: str, rank: int) -> Element:
        """Return the heading with its language, if that differs from `language`, the one around it."""
        content = self._content(block, block.language or language)
        return element(f"h{rank}", self._attributes(block, language), *content)

    def _attributes(self, block: Block, language: str) -> dict[str, str]:
        """Return language and class: `announcement` for words of ours, and the kind where no element says it."""
        css = ["announcement"] if block.origin == "announcement" else []
        css += [] if block.kind in _PLAIN else [block.kind]
        names = {"class": " ".join(css)} if css else {}
        return names | language_attributes(block.language or language, language)

    def _content(self, block: Block, language: str) -> tuple[Element | str, ...]:
        """Return the content of an element that can hold text as well as blocks, such as an item or a cell."""
        return tuple(self.blocks(block.blocks, language)) if block.blocks else inline(block, self.options, language)

    def _blocks_in(self, block: Block, language: str) -> tuple[Element, ...]:
        """Return the content of an element that can hold blocks only."""
        if block.blocks:
            return tuple(self.blocks(block.blocks, language))
        content = inline(block, self.options, language)
        return (element("p", None, *content),) if content else ()

    def _note(self, block: Block, language: str) -> Element:
        """Return the note with the id that its references lead to; without an id if there is no reference."""
        options = self.options
        own = block.language or language
        id_ = options.note_address(block.label).rpartition("#")[2] or None
        kind = options.attributes("aside", "footnote", role="doc-footnote", css="note")
        attributes = {"id": id_, **kind, **language_attributes(own, language)}
        return element(options.name("aside"), attributes, *self._blocks_in(block, own))

    def _list(self, block: Block, language: str) -> Iterator[Element]:
        """Yield a list as one element, or as several if items and definitions are mixed."""
        own = block.language or language
        attributes = language_attributes(own, language)
        for defines, group in groupby(block.blocks, key=lambda part: part.kind in ("term", "definition")):
            parts = tuple(group)
            # In a `dl` each term is one line and is defined.
            is_flat = not any(part.blocks for part in parts if part.kind == "term")
            if not defines:
                yield self._items(parts, own, attributes)
            elif is_flat and parts[0].kind == "term" and parts[-1].kind == "definition":
                yield element("dl", attributes, *self._each(parts, own, "dt", "dd"))
            else:
                yield element("ul", {"class": "terms", **attributes}, *self._each(parts, own))

    def _items(self, items: tuple[Block, ...], language: str, attributes: Mapping[str, str]) -> Element:
        """Return a list of `items`, numbered if each has a number; the numbers need not be consecutive."""
        ordinals = [item.ordinal for item in items]
        if any(ordinal is None for ordinal in ordinals):
            return element("ul", attributes, *self._each(items, language))
        first = ordinals[0] or 0
        start = {"start": str(first)} if first != 1 else {}
        children = []
        for expected, item in enumerate(items, start=first):
            value = {"value": str(item.ordinal)} if item.ordinal != expected else {}
            children += [
                element(node.name, {**value, **node.attributes}, *node.children)
                for node in self._each((item,), language)
            ]
        return element("ol", {**start, **attributes}, *children)

    def _each(self, blocks: Iterable[Block], language: str, term: str = "li", other: str = "li") -> Iterator[Element]:
        """Yield an element for each block of a list: `term` for a term, `other` for all else."""
        for block in blocks:
            own = block.language or language
            name = term if block.kind == "term" else other
            if block.kind in ("item", "term", "definition"):
                yield element(name, language_attributes(own, language), *self._content(block, own))
            else:
                yield element(name, None, *self.block(block, language))
