"""CONTENT DOCUMENTS -> NOTES: footnotes and endnotes, wherever in the book they are, in the order of their marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.epub.xhtml import list_types, resolve
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import normalize_whitespace

NOTE_LISTS = frozenset({"endnotes", "footnotes", "notes", "rearnotes"})
_NOTES = frozenset({"endnote", "footnote", "note", "rearnote"})
_BACK = frozenset({"backlink", "referrer"})
_BLOCKS = frozenset({"aside", "dd", "div", "li", "p", "section"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LABEL = regex(r"[\[(]?(?P<label>\d{1,4}|[⁰¹²³⁴-⁹]{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?[.:]?", re.IGNORECASE)
_NUMBERED = regex(r"\s*[\[(]?(?:\d{1,4}|[⁰¹²³⁴-⁹]{1,4}|[*†‡§¶]{1,3})(?:[\])][.:]?|[.:])?\s+(?=\S)")
_STOP = regex(r"[\].):]+\s")
_MAX_CHARACTERS = 20_000  # of a note; more is a chapter to which a number links
_MAX_NOTES = 10_000


@noun
class _Place:
    """Where an element is: its content document, with the elements that hold others, and those that have an id."""

    path: str
    body: Element
    parents: Mapping[int, Element]
    by_id: Mapping[str, Element]


@dataclass(slots=True, kw_only=True)
class NoteTaker:
    """Takes notes out of content documents, which `load` returns by their paths, None for one that is not there.

    `notes` are items in the order of their marks, each with the path of its document.
    """

    load: Callable[[str], Element | None]
    notes: list[tuple[str, Element]] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)  # of notes, by the identity of their elements
    _places: dict[str, _Place | None] = field(default_factory=dict)

    def take(self, path: str) -> None:
        """Take the notes to which the content document at `path` refers, and number its marks in their order."""
        place = self._place(path)
        if place is None:
            return
        for link in list(place.body.all("a")):
            address, _, id_ = link.get("href").partition("#")
            target = self._place(resolve(path, address)) if id_ else None
            if target is None or not _may_refer(link, place) or len(self.notes) >= _MAX_NOTES:
                continue
            note = _find_note(target, id_)
            if note is None or any(above is note or id(above) in self._numbers for above in _above(link, place)):
                continue
            is_sure = "noteref" in list_types(link) or bool(_NOTES & list_types(note))
            if is_sure or (_begins_with(note, link) and len(note.text()) <= _MAX_CHARACTERS):
                self._refer(link, note, target)

    def remove_empty_lists(self, path: str) -> Iterator[str]:
        """Remove lists of notes, of which only the heading is left, and yield the headings."""
        place = self._place(path)
        for section in list(place.body.all()) if place else ():
            if place and NOTE_LISTS & list_types(section) and _is_empty(section):
                yield normalize_whitespace(section.text())
                section.children = []

    def _place(self, path: str) -> _Place | None:
        """Return the content document at `path` with its elements by id; the same one each time."""
        if path not in self._places:
            body = self.load(path)
            self._places[path] = _index(path, body) if body is not None else None
        return self._places[path]

    def _refer(self, link: Element, note: Element, place: _Place) -> None:
        """Make `link` the mark of `note`, and take the note out of its document."""
        if id(note) not in self._numbers:
            self._numbers[id(note)] = len(self.notes) + 1
            if parent := place.parents.get(id(note)):
                parent.children = [child for child in parent.children if child is not note]
            _silence_label(note, normalize_whitespace(link.text()))
            content: list[Element | str] = note.children if note.name == "li" else [note]
            language = {"lang": place.body.get("lang")} if place.body.get("lang") else {}
            self.notes.append((place.path, Element("li", language, content)))
        link.attributes = {"role": "doc-noteref", "href": "#note"}
        link.children = [str(self._numbers[id(note)])]


def _index(path: str, body: Element) -> _Place:
    """Return a content document with its elements by id, and what holds each."""
    parents: dict[int, Element] = {}
    by_id: dict[str, Element] = {}
    for element in body.all():
        if id_ := element.get("id"):
            by_id.setdefault(id_, element)
        for child in element.elements():
            parents[id(child)] = element
    return _Place(path=path, body=body, parents=parents, by_id=by_id)


def _above(element: Element, place: _Place) -> Iterator[Element]:
    """Yield an element and those that hold it, the innermost first."""
    above: Element | None = element
    while above is not None:
        yield above
        above = place.parents.get(id(above))


def _may_refer(link: Element, place: _Place) -> bool:
    """Return whether a link may be the mark of a note: it says so, or it is a raised or bracketed number or sign."""
    types = list_types(link)
    if "noteref" in types or _BACK & types:
        return "noteref" in types
    text = normalize_whitespace(link.text())
    if not _LABEL.fullmatch(text):
        return False
    parent = place.parents.get(id(link))
    is_raised = (parent is not None and parent.name == "sup") or any(link.all("sup"))
    return is_raised or text.startswith("[") or "note" in link.get("class").lower()


def _find_note(place: _Place, id_: str) -> Element | None:
    """Return the note that has the id, or in which it is; None for a place in running text of a large element."""
    element = place.by_id.get(id_)
    if element is None:
        return None
    above = [found for found in _above(element, place) if found is not place.body]
    typed = next((found for found in above if _NOTES & list_types(found)), None)
    return typed or next((found for found in above if found.name in _BLOCKS), None)


def _begins_with(note: Element, link: Element) -> bool:
    """Return whether the text of a note begins with the label of its mark, or it is an item with a link back."""
    match = _LABEL.fullmatch(normalize_whitespace(link.text()))
    label = match["label"] if match else ""
    label = _fold(label)
    begin = _fold(normalize_whitespace(note.text())).lstrip("[(")
    has_label = bool(label) and begin.startswith(label) and not begin[len(label) : len(label) + 1].isalnum()
    return has_label or (note.name == "li" and any("#" in back.get("href") for back in note.all("a")))


def _fold(label: str) -> str:
    """Return a label as labels are compared, without raised digits."""
    return normalize("NFKC", label)


def _silence_label(note: Element, label: str) -> None:
    """Make the links from a note back to its mark, and its number at the beginning, parts that are not heard."""
    bare = label.strip("[](). ")
    for holder in note.all():
        for link in holder.elements("a"):
            text = normalize_whitespace(link.text())
            is_label = "#" in link.get("href") and (text.strip("[](). ") == bare or not any(map(str.isalnum, text)))
            if is_label or _BACK & list_types(link):
                link.attributes = {"role": "doc-backlink"}
                holder.name = "span" if holder.name == "sup" else holder.name
                _silence_stop(holder, link)
                return
    holder = note
    while True:
        first = next((at for at, node in enumerate(holder.children) if isinstance(node, Element) or node.strip()), None)
        node = "" if first is None else holder.children[first]
        if isinstance(node, str):
            break
        holder = node
    numbered = _NUMBERED.match(node)
    if first is not None and numbered and _fold(numbered[0]).strip("[]().: \n\t") == _fold(bare):
        number = Element("a", {"role": "doc-backlink"}, [numbered[0]])
        holder.children[first : first + 1] = [number, node[numbered.end() :]]


def _silence_stop(holder: Element, link: Element) -> None:
    """Put the full stop or bracket after a number, which is the text of `link`, into the link."""
    index = next(at for at, child in enumerate(holder.children) if child is link)
    rest = holder.children[index + 1] if index + 1 < len(holder.children) else ""
    if isinstance(rest, str) and (stop := _STOP.match(rest)) and any(map(str.isalnum, link.text())):
        link.children = [f"{link.text()}{stop[0]}"]
        holder.children[index + 1] = rest[stop.end() :]


def _is_empty(section: Element) -> bool:
    """Return whether a section has no words but those of a heading."""
    headings = " ".join(heading.text() for heading in section.all(*_HEADINGS))
    return normalize_whitespace(section.text()) == normalize_whitespace(headings) and not any(section.all("img"))
