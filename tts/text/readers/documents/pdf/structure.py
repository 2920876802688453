"""STRUCTURE TREE, CONTENT -> ELEMENTS: the text of a tagged PDF in its logical order (ISO 32000-2, section 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tts.text.readers.documents.pdf.content import read_string, resolve
from tts.text.readers.documents.xml import Element

if TYPE_CHECKING:
    from pypdf import PdfReader

TEXT = "#mcid"
"""The name of an element that stands for marked content: `page` and `mcid` are its attributes."""
_MAX_ELEMENTS = 1_000_000
_MAX_DEPTH = 200
_MAX_ROLES = 20  # from one name to the next


@dataclass(slots=True)
class _Open:
    """An element whose kids are read: those that wait, and the page that holds for them."""

    element: Element
    kids: Iterator[Any]
    page: str


@dataclass(slots=True, kw_only=True)
class StructureReader:
    """Reads the structure tree of a PDF; an element that is in it twice is read once."""

    pages: Mapping[int, int]  # numbers of pages, by the numbers of their objects
    roles: Mapping[str, Any]
    _seen: set[int] = field(default_factory=set)
    _count: int = 0

    def read(self, root: Any) -> Element:
        """Return the element of all below the `root` of the tree; the names of elements are standard types."""
        top = Element("Document")
        stack = [_Open(top, _list_kids(root.get("/K")), "")]
        while stack:
            opened = stack[-1]
            kid = next(opened.kids, None)
            if kid is None or self._count > _MAX_ELEMENTS:
                stack.pop()
                continue
            self._count += 1
            target = resolve(kid)
            if isinstance(target, int):
                opened.element.children.append(_make_text(opened.page, target))
            elif isinstance(target, dict):
                self._read_kid(kid, target, stack)
        return top

    def _read_kid(self, kid: Any, target: Mapping[str, Any], stack: list[_Open]) -> None:
        """Read one kid of the innermost open element, and open it if it is an element itself."""
        opened = stack[-1]
        page = self._find_page(target) or opened.page
        kind = target.get("/Type")
        if kind == "/MCR":
            number = resolve(target.get("/MCID"))
            if isinstance(number, int):
                opened.element.children.append(_make_text(page, number))
        elif kind == "/OBJR":
            if address := _find_address(resolve(target.get("/Obj"))):
                opened.element.attributes.setdefault("href", address)
        elif _identify(kid, target) not in self._seen:
            self._seen.add(_identify(kid, target))
            element = Element(self._find_type(target), dict(_list_attributes(target)))
            if len(stack) < _MAX_DEPTH:
                opened.element.children.append(element)
                stack.append(_Open(element, _list_kids(target.get("/K")), page))
            else:  # its text goes to the element around it
                stack.append(_Open(opened.element, _list_kids(target.get("/K")), page))

    def _find_page(self, target: Mapping[str, Any]) -> str:
        """Return the number of the page that an element names, "" if it names none."""
        number = self.pages.get(getattr(target.get("/Pg"), "idnum", -1))
        return "" if number is None else str(number)

    def _find_type(self, target: Mapping[str, Any]) -> str:
        """Return the standard type of an element, by way of the roles that the PDF gives to types of its own."""
        name = str(resolve(target.get("/S")) or "")
        for _ in range(_MAX_ROLES):
            if name.removeprefix("/") in STANDARD or name not in self.roles:
                break
            name = str(resolve(self.roles[name]))
        return name.removeprefix("/")


STANDARD = frozenset(
    (
        *("Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "NonStruct", "Private", "Index"),
        *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "BlockQuote", "Caption", "TOC", "TOCI", "FENote"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Note", "Reference"),
        *("Span", "Quote", "Sub", "Em", "Strong", "Link", "Annot", "Code", "BibEntry", "Form", "Artifact"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula"),
    )
)
"""The standard types (ISO 32000-1, section 14.8.4; ISO 32000-2, section 14.8.4)."""


def read_structure(reader: PdfReader, root: Any) -> Element:
    """Return the elements of the structure tree `root`."""
    pages = {}
    for number, page in enumerate(reader.pages):
        if page.indirect_reference is not None:
            pages[page.indirect_reference.idnum] = number
    roles = resolve(root.get("/RoleMap"))
    return StructureReader(pages=pages, roles=roles if isinstance(roles, dict) else {}).read(root)


def _make_text(page: str, number: int) -> Element:
    """Return the element that stands for marked content."""
    return Element(TEXT, {"page": page, "mcid": str(number)})


def _list_kids(value: Any) -> Iterator[Any]:
    """Return the kids of an element, which are in an array or alone."""
    kids = resolve(value)
    if isinstance(kids, list):
        return iter(kids)
    return iter(()) if kids is None else iter((value,))


def _identify(kid: Any, target: Mapping[str, Any]) -> int:
    """Return what tells one element from another: the number of its object, else its place in memory."""
    number = getattr(kid, "idnum", None)
    return int(number) if number is not None else -id(target)


def _list_attributes(target: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what an element says of itself that is heard, or shapes what is heard."""
    for name in ("Lang", "Alt", "ActualText", "E"):
        text = read_string(resolve(target.get(f"/{name}")))
        if text is not None:
            yield name, text
    attributes = resolve(target.get("/A"))
    for group in attributes if isinstance(attributes, list) else [attributes]:
        values = resolve(group)
        if isinstance(values, dict) and isinstance(numbering := resolve(values.get("/ListNumbering")), str):
            yield "ListNumbering", numbering.removeprefix("/")


def _find_address(annotation: Any) -> str:
    """Return the address on the web to which an annotation leads, "" if there is none."""
    action = resolve(annotation.get("/A")) if isinstance(annotation, dict) else None
    address = read_string(resolve(action.get("/URI"))) if isinstance(action, dict) else None
    return address or ""
