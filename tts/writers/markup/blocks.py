"""Blocks -> elements: real headings, lists, tables, quotes, figures and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from tts.model import Block, Section
from tts.writers.markup.element import Element, element
from tts.writers.markup.figure import figure
from tts.writers.markup.inline import inline
from tts.writers.markup.language import language_attributes
from tts.writers.markup.style import Style
from tts.writers.markup.table import table

TITLE, DEEPEST = 1, 6  # levels of headings in XHTML: that of the title, which the opening says, and the last

Notes = Mapping[str, tuple[str, str]]
"""The notes of an edition: by their label, the id of the section that holds each, and the id of its element."""


def note_places(sections: Iterable[Section]) -> dict[str, tuple[str, str]]:
    """Where the notes of `sections` are: of several with one label the first."""
    places: dict[str, tuple[str, str]] = {}
    for section in sections:
        for top in section.blocks:
            for block in top.all():
                if block.kind == "note":
                    places.setdefault(block.label, (section.id, f"note-{len(places) + 1}"))
    return places


def markup(section: Section, style: Style) -> Element:
    """The element of a section, with its id; all that is shown is in it, in the order in which it is heard."""
    rank = TITLE if section.role == "opening" else min(style.rank + section.level - 1, DEEPEST)
    return _Maker(style=style, rank=rank).section(section)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes what is in one section, whose heading is of level `rank`."""

    style: Style
    rank: int

    def section(self, section: Section) -> Element:
        kind = {"notes": "footnotes"}.get(section.id, "")
        given = self.style.attributes("section", kind, css=section.role if self.style.is_new else "section")
        first, *rest = section.blocks or (None,)
        inside = [*self._heading_first(first), *self.blocks(rest, self.style.language)] if first else []
        return element(self.style.name("section"), {"id": section.id, **given}, *inside)

    def _heading_first(self, block: Block) -> Iterator[Element]:
        if block.kind == "heading":
            yield self._heading(block, self.style.language, self.rank)
        else:
            yield from self.block(block, self.style.language)

    def blocks(self, blocks: Iterable[Block], language: str) -> Iterator[Element]:
        """The elements of `blocks`, in what is in `language`."""
        for block in blocks:
            yield from self.block(block, language)

    def block(self, block: Block, language: str) -> Iterator[Element]:
        """The element of a block, or several, or none where there is nothing to show."""
        own = _language(block, language)
        match block.kind:
            case "heading":
                yield self._heading(block, language, min(self.rank + 1, DEEPEST))
            case "list":
                yield from self._list(block, language)
            case "table" if any(part.kind == "row" for part in block.blocks):
                yield table(block, language, self._content)
            case "figure":
                yield from figure(block, self.style, language, self._content)
            case "quote":
                yield element("blockquote", language_attributes(own, language), *self._blocks_in(block, own))
            case "note":
                yield self._note(block, language)
            case "code":
                code = element("code", None, *inline(block, self.style, own))
                yield element("pre", language_attributes(own, language), code)
            case _ if block.blocks:
                yield element("div", self._given(block, language), *self.blocks(block.blocks, own))
            case _:
                yield from self._paragraph(block, language)

    def _heading(self, block: Block, language: str, rank: int) -> Element:
        return element(f"h{rank}", self._given(block, language), *self._content(block, _language(block, language)))

    def _paragraph(self, block: Block, language: str) -> Iterator[Element]:
        if content := inline(block, self.style, _language(block, language)):
            yield element("p", self._given(block, language), *content)

    def _given(self, block: Block, language: str) -> dict[str, str]:
        """Language and class: what is said by us, and what has no element of its own."""
        css = ["announcement"] if block.origin == "announcement" else []
        css += [] if block.kind in _PLAIN else [block.kind]
        given = {"class": " ".join(css)} if css else {}
        return given | language_attributes(_language(block, language), language)

    def _content(self, block: Block, language: str) -> tuple[Element | str, ...]:
        """What is in an element that can hold a line of text as well as blocks, such as an item or a cell."""
        return tuple(self.blocks(block.blocks, language)) if block.blocks else inline(block, self.style, language)

    def _blocks_in(self, block: Block, language: str) -> tuple[Element, ...]:
        """The same in an element that holds blocks alone."""
        if block.blocks:
            return tuple(self.blocks(block.blocks, language))
        content = inline(block, self.style, language)
        return (element("p", None, *content),) if content else ()

    def _note(self, block: Block, language: str) -> Element:
        style = self.style
        own = _language(block, language)
        address = style.notes.get(block.label, "")
        id_ = address.rpartition("#")[2] or None
        given = style.attributes("aside", "footnote", role="doc-footnote", css="note")
        attributes = {"id": id_, **given, **language_attributes(own, language)}
        return element(style.name("aside"), attributes, *self._blocks_in(block, own))

    def _list(self, block: Block, language: str) -> Iterator[Element]:
        """A list in one element, or in several where items and definitions are mixed."""
        own = _language(block, language)
        given = language_attributes(own, language)
        for defines, parts in groupby(block.blocks, key=lambda one: one.kind in ("term", "definition")):
            children = tuple(parts)
            if not defines:
                yield self._items(children, own, given)
            elif _is_paired(children):
                yield element("dl", given, *self._each(children, own, lambda one: "dt" if one.kind == "term" else "dd"))
            else:
                yield element("ul", {"class": "terms", **given}, *self._each(children, own, lambda _: "li"))

    def _items(self, items: tuple[Block, ...], language: str, given: Mapping[str, str]) -> Element:
        ordinals = [item.ordinal for item in items]
        if any(ordinal is None for ordinal in ordinals):
            return element("ul", given, *self._each(items, language, lambda _: "li"))
        first = ordinals[0] or 0
        start = {"start": str(first)} if first != 1 else {}
        children = []
        for expected, item in enumerate(items, start=first):
            value = {"value": str(item.ordinal)} if item.ordinal != expected else {}
            children += [
                element(one.name, {**value, **one.attributes}, *one.children)
                for one in self._each((item,), language, lambda _: "li")
            ]
        return element("ol", {**start, **given}, *children)

    def _each(self, blocks: Iterable[Block], language: str, name: Callable[[Block], str]) -> Iterator[Element]:
        for block in blocks:
            own = _language(block, language)
            if block.kind in ("item", "term", "definition"):
                yield element(name(block), language_attributes(own, language), *self._content(block, own))
            else:
                yield element(name(block), None, *self.block(block, language))


_PLAIN = frozenset({"announcement", "heading", "paragraph"})


def _language(block: Block, around: str) -> str:
    return block.language or around


def _is_paired(blocks: tuple[Block, ...]) -> bool:
    """Whether each term is one line and is defined, as a `dl` must have it."""
    is_flat = not any(one.blocks for one in blocks if one.kind == "term")
    return is_flat and blocks[0].kind == "term" and blocks[-1].kind == "definition"
