"""ELEMENTS of a tagged PDF, TEXTS of its marked content -> HTML (ISO 32000-2, section 14.8.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tts.model import Skipped
from tts.regex import regex
from tts.text.readers.documents.left_out import CONTENTS, INDEX, READING_AID
from tts.text.readers.documents.pdf.lists import Label, read_label, take_label
from tts.text.readers.documents.pdf.notes import link_notes, read_mark
from tts.text.readers.documents.pdf.runs import Key
from tts.text.readers.documents.pdf.structure import TEXT
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import normalize_whitespace

Node = Element | str

_LEFT_OUT = {"TOC": CONTENTS, "TOCI": CONTENTS, "Index": INDEX, "Artifact": "decoration of a page"} | dict.fromkeys(
    ("RT", "RP", "WP", "WT"), READING_AID
)
_TAGS = {
    "Aside": "aside",
    "BlockQuote": "blockquote",
    "Caption": "figcaption",
    "Code": "code",
    "Em": "em",
    "P": "p",
    "Strong": "strong",
    "TBody": "tbody",
    "TD": "td",
    "TFoot": "tfoot",
    "TH": "th",
    "THead": "thead",
    "TR": "tr",
    "Table": "table",
    "Title": "h1",
}
_LINES = frozenset({"Caption", "Code", "Em", "Lbl", "Link", "P", "Quote", "Reference", "Span", "Strong"})
"""Types in which others are parts of a line."""
_HEADING = regex(r"H(\d{0,2})")


@dataclass(slots=True, kw_only=True)
class TagConverter:
    """Converts the elements of a tagged PDF. `take_text` returns a text once, `find_picture` the address of a picture.

    `left_out` is what is not heard and why. `language` is that of the document.
    """

    take_text: Callable[[Key], list[Node]]
    find_picture: Callable[[Sequence[Key]], str]
    language: str
    left_out: list[Skipped] = field(default_factory=list)
    _notes: list[tuple[str, Element]] = field(default_factory=list)  # with their labels
    _references: list[tuple[str, Element]] = field(default_factory=list)
    _sections: int = 0

    def convert(self, root: Element) -> Element:
        """Return the HTML of all below `root`, with its notes at the end."""
        nodes = self._arrange(self._convert_kids(root, is_inline=False))
        return Element("div", {}, [*nodes, *link_notes(self._references, self._notes)])

    def _convert_kids(self, element: Element, *, is_inline: bool) -> list[Node]:
        """Return the HTML of the kids of an element in a row."""
        nodes: list[Node] = []
        for kid in element.children:
            if isinstance(kid, Element):
                nodes += self._convert(kid, is_inline=is_inline)
        return nodes

    def _convert(self, element: Element, *, is_inline: bool) -> list[Node]:
        """Return the HTML of an element, without an element of its own where the type only groups others."""
        name = element.name
        if name == TEXT:
            nodes = self.take_text(_make_key(element))
            raised = (node for node in nodes if isinstance(node, Element))
            self._references += ((label, mark) for mark in raised if (label := read_mark(mark.text())))
            return nodes
        if name in _LEFT_OUT:
            self._leave_out(element, _LEFT_OUT[name])
            return []
        if name == "Figure" or (name == "Formula" and element.get("Alt")):
            return self._convert_figure(element, is_inline=is_inline)
        if "ActualText" in element.attributes:
            for inner in element.all(TEXT):
                self.take_text(_make_key(inner))
            kids: list[Node] = [element.get("ActualText")]
        elif name == "L":
            return [self._convert_list(element)]
        else:
            kids = self._convert_kids(element, is_inline=is_inline or name in _LINES)
        if name in ("Note", "FENote"):
            return self._keep_note(element, kids)
        return self._wrap(element, kids, is_inline=is_inline)

    def _wrap(self, element: Element, kids: list[Node], *, is_inline: bool) -> list[Node]:
        """Return the element of HTML that the type of an element has, around its kids."""
        name, language = element.name, self._find_language(element)
        if name == "Reference":
            mark = Element("span", {}, kids)
            label = read_mark(_join_text(kids))
            if label and not any(mark.all("sup")):  # which is a mark itself
                self._references.append((label, mark))
            return [mark]
        if name == "Link" and element.get("href"):
            return [Element("a", {"href": element.get("href"), **language}, kids)]
        if heading := _HEADING.fullmatch(name):
            level = min(int(heading[1] or 2), 6) or 1
            return [Element(f"h{level}", language, kids)]
        if name == "Code" and not is_inline:
            return [Element("pre", language, kids)]
        if name in _TAGS:
            return [Element(_TAGS[name], language, self._arrange(kids))]
        if element.get("E") and is_inline:
            return [Element("abbr", {"title": element.get("E"), **language}, kids)]
        is_block = not is_inline and any(kid.name not in (TEXT, "Span") for kid in element.elements())
        if is_block or (language and not is_inline):
            return [Element("div", language, self._arrange(kids))]
        return [Element("span", language, kids)] if language else kids

    def _convert_list(self, element: Element) -> Element:
        """Return a list, numbered if its labels are numbers; a list between items belongs to the item before it."""
        items: list[Element] = []
        labels: list[Label] = []
        others: list[Node] = []
        for kid in element.elements():
            if kid.name == "Caption":
                others += [Element("p", {}, self._convert_kids(kid, is_inline=True))]
            elif kid.name == "L" and items:
                items[-1].children.append(self._convert_list(kid))
            elif kid.name == TEXT:
                others += self.take_text(_make_key(kid))
            else:
                item, label = self._convert_item(kid)
                items.append(item)
                labels.append(label)
        is_numbered = element.get("ListNumbering") in ("Decimal", "Ordered") or any(
            label.number is not None for label in labels
        )
        for item, label in zip(items, labels, strict=True):
            if is_numbered and label.number is not None:
                item.attributes["value"] = str(label.number)
            elif label.text:
                item.children.insert(0, f"{label.text} ")
        return Element("div", {}, [*others, Element("ol" if is_numbered else "ul", {}, list(items))])

    def _convert_item(self, element: Element) -> tuple[Element, Label]:
        """Return an item of a list and its label."""
        labels = [kid for kid in element.all("Lbl") if _is_label_of(kid, element)][:1]
        label = Label()
        if labels:
            label = read_label(_join_text(self._convert_kids(labels[0], is_inline=True)))
            labels[0].children = []
        item = Element("li", self._find_language(element), self._arrange(self._convert_kids(element, is_inline=False)))
        return item, label if labels else take_label(item)

    def _convert_figure(self, element: Element, *, is_inline: bool) -> list[Node]:
        """Return a figure with its picture and caption; text in a picture is not heard."""
        if any(inner is not element for inner in element.all("Figure")) and not element.get("Alt"):
            return self._arrange(self._convert_kids(element, is_inline=False))
        captions = list(element.elements("Caption"))
        in_captions = {id(inner) for caption in captions for inner in caption.all(TEXT)}
        shown = [kid for kid in element.all(TEXT) if id(kid) not in in_captions]
        address = self.find_picture([_make_key(kid) for kid in shown])
        described = "Alt" in element.attributes or "ActualText" in element.attributes
        picture = Element("img", {"src": address})
        if described:
            picture.attributes["alt"] = element.get("Alt") or element.get("ActualText")
        picture.attributes |= self._find_language(element)
        text = _join_text([node for kid in shown for node in self.take_text(_make_key(kid))])
        if element.name == "Formula":
            return [f" {picture.get('alt')} "]
        self._note_text(text, "text in a picture")
        kept = [Element("figcaption", {}, self._convert_kids(caption, is_inline=True)) for caption in captions]
        return [picture] if is_inline and not kept else [Element("figure", {}, [picture, *kept])]

    def _keep_note(self, element: Element, kids: list[Node]) -> list[Node]:
        """Keep a note for the end of the text, and return nothing for its place."""
        item = Element("li", self._find_language(element), self._arrange(kids))
        taken = take_label(item, is_note=True)
        label = str(taken.number) if taken.number is not None else taken.text
        self._notes.append((label, item))
        return []

    def _find_language(self, element: Element) -> dict[str, str]:
        """Return the attribute for the language of an element, none if it is that of the document."""
        language = element.get("Lang")
        return {"lang": language} if language and language.casefold() != self.language.casefold() else {}

    def _leave_out(self, element: Element, reason: str) -> None:
        """Note all text of an element that is not heard."""
        self._note_text(
            _join_text([node for kid in element.all(TEXT) for node in self.take_text(_make_key(kid))]), reason
        )

    def _note_text(self, text: str, reason: str) -> None:
        """Note a text that is not heard."""
        if any(map(str.isalnum, text)):
            self.left_out.append(Skipped(text=text, reason=reason))

    def _arrange(self, nodes: Sequence[Node]) -> list[Node]:
        """Return nodes with each caption in the figure or table next to it."""
        arranged: list[Node] = []
        waiting: Element | None = None
        for node in nodes:
            if isinstance(node, str) and not node.strip():
                arranged.append(node)
                continue
            before = next((other for other in reversed(arranged) if not isinstance(other, str) or other.strip()), None)
            if isinstance(node, Element) and node.name == "figcaption":
                if isinstance(before, Element) and _holds_picture(before) and not any(before.all("figcaption")):
                    _give_caption(before, node)
                    continue
                waiting = node
            elif waiting is not None and isinstance(node, Element) and before is waiting and _holds_picture(node):
                _give_caption(node, Element("figcaption", {}, waiting.children))
                arranged.remove(waiting)
            arranged.append(node)
        for node in arranged:
            if isinstance(node, Element) and node.name == "figcaption":
                node.name = "p"
        return arranged


def _make_key(element: Element) -> Key:
    """Return the key of the marked content that an element stands for."""
    return int(element.get("page") or -1), int(element.get("mcid"))


def _is_label_of(label: Element, item: Element) -> bool:
    """Return whether a label is that of `item`, not of an item in it."""
    return not any(label is inner for nested in item.all("L") for inner in nested.all("Lbl"))


def _join_text(nodes: Sequence[Node]) -> str:
    """Return the text of nodes in a row."""
    return normalize_whitespace("".join(node if isinstance(node, str) else node.text() for node in nodes))


def _holds_picture(node: Element) -> bool:
    """Return whether an element is a figure or a table, or holds nothing but a figure."""
    return node.name in ("figure", "table", "img") or (
        node.name in ("div", "p") and any(node.all("img")) and not normalize_whitespace(node.text())
    )


def _give_caption(node: Element, caption: Element) -> None:
    """Put a caption into the figure or table that `node` is or holds."""
    if node.name == "table":
        node.children.insert(0, Element("caption", {}, caption.children))
        return
    if node.name != "figure":
        node.name, node.attributes, node.children = "figure", {}, list(_list_pictures(node))
    node.children.append(caption)


def _list_pictures(node: Element) -> Iterator[Element]:
    """Yield the pictures that `node` is or holds."""
    for image in node.all("img"):
        yield Element("img", image.attributes)
