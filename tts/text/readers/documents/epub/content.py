"""CONTENT DOCUMENT -> the same without what only a page has, its pictures by addresses inside the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tts.model import Skipped
from tts.text.readers.documents.epub.xhtml import list_types, resolve
from tts.text.readers.documents.pictures import Pictures
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import join_words, normalize_whitespace

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = ("div", "p")
_MAX_TITLE_HEADINGS = 3


@dataclass(slots=True, kw_only=True)
class ContentCleaner:
    """Prepares content documents; `pictures` collects the pictures in them, `left_out` is what is not heard.

    `cover` is the path of the picture of the cover, which decorates a page without a description.
    """

    cover: str
    pictures: Pictures
    left_out: list[Skipped] = field(default_factory=list)

    def clean(self, body: Element, path: str) -> None:
        """Take out page numbers, readings and alternatives, and name pictures and links so that they can be found."""

        def change(element: Element) -> Sequence[Element | str]:
            """Return what takes the place of an element."""
            if "pagebreak" in list_types(element):
                label = normalize_whitespace(element.text()) or element.get("title") or element.get("aria-label")
                return self._leave_out(label, "page number of the printed book")
            if element.name in ("rt", "rp", "rtc"):
                return self._leave_out(element.text() if element.name != "rp" else "", "reading of the word before it")
            if element.name == "math" and (text := element.get("alttext")) and "\\" not in text:
                return [*self._leave_out(element.text(), "formula with an alternative text"), f" {text} "]
            if element.name == "switch" and (default := element.find("default")) is not None:
                return default.children
            if element.name == "svg":
                return [self._show_drawing(element, path)]
            if element.name == "img":
                self._show_picture(element, path, element.get("src"))
            elif element.name == "a" and not element.get("role") and ":" not in element.get("href"):
                element.attributes.pop("href", None)
            return [element]

        _rewrite(body, change)

    def _leave_out(self, text: str, reason: str) -> Sequence[Element | str]:
        """Note what is left out, and return nothing for its place."""
        if text := normalize_whitespace(text):
            self.left_out.append(Skipped(text=text, reason=reason))
        return []

    def _show_drawing(self, drawing: Element, path: str) -> Element:
        """Return the picture around which a drawing is only a frame, else the drawing."""
        images = list(drawing.all("image"))
        if len(images) != 1 or any(drawing.all("text", "path", "foreignobject")):
            return drawing
        image = images[0]
        titles = [normalize_whitespace(part.text()) for part in drawing.all("title", "desc")]
        described = drawing.get("aria-label") or " ".join(filter(None, titles))
        picture = Element("img", {"alt": described} if described else {})
        self._show_picture(picture, path, image.get("xlink:href") or image.get("href"))
        return picture

    def _show_picture(self, image: Element, path: str, address: str) -> None:
        """Give an image the address that its picture has inside the book."""
        if not address or ":" in address.partition("/")[0]:
            return
        name = resolve(path, address)
        image.attributes["src"] = self.pictures.find(name)
        if name == self.cover:
            image.attributes.setdefault("alt", "")


def _rewrite(root: Element, change: Callable[[Element], Sequence[Element | str]]) -> None:
    """Replace each element below `root` by what `change` returns for it, from the outside to the inside."""
    stack = [root]
    while stack:
        element = stack.pop()
        children: list[Element | str] = []
        waiting = list(reversed(element.children))
        while waiting:
            child = waiting.pop()
            changed = change(child) if isinstance(child, Element) else (child,)
            if len(changed) == 1 and changed[0] is child:
                children.append(child)
            else:
                waiting += reversed(changed)
        element.children = children
        stack += [child for child in children if isinstance(child, Element)]


def find_title_headings(body: Element) -> list[Element]:
    """Return the headings at the beginning of a content document, above any text."""
    headings: list[Element] = []
    stack: list[Element | str] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, Element) and node.name in _HEADINGS and node.text().strip():
            headings.append(node)
        elif isinstance(node, Element):
            stack += reversed(node.children if node.name not in ("figure", "nav") else [])
        elif node.strip():
            break
    return headings


def mark_heading(body: Element, label: str) -> None:
    """Make a heading of the first text of a content document if it is the document's label in the table of contents."""
    words = join_words(label)
    for element in body.all():
        if not element.text().strip():
            continue
        inner = [child for child in element.elements() if child.text().strip()]
        has_text = any(isinstance(child, str) and child.strip() for child in element.children)
        if element.name in _LINES and join_words(element.text()) == words:
            element.name = "h1"
            return
        if has_text or not inner or element.name in _LINES:
            return


def find_title(body: Element, label: str) -> str:
    """Return the title of a content document if its entry in the table of contents tells more than a heading.

    There is no heading above the text, or several that are the entry together; these are removed.
    """
    headings = find_title_headings(body)
    if not headings:
        return label
    for count in range(2, min(len(headings), _MAX_TITLE_HEADINGS) + 1):
        if join_words(" ".join(heading.text() for heading in headings[:count])) == join_words(label):
            for heading in headings[:count]:
                heading.children = []
            return label
    return ""
