"""Writes small PDFs by hand, with tags or without (ISO 32000-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_BOLD = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
CONTENT, PAGE = 4, 3


def join_objects(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """Return the PDF of numbered objects, of which the first is the catalog."""
    file = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, content in objects.items():
        offsets[number] = len(file)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    begin, count = len(file), max(objects) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n" % count
    file += b"".join(
        b"%010d 00000 %b \n" % (offsets.get(n, 0), b"n" if n in offsets else b"f") for n in range(1, count)
    )
    file += f"trailer\n<</Size {count}/Root 1 0 R{trailer}>>\nstartxref\n{begin}\n%%EOF".encode()
    return bytes(file)


def stream(data: bytes, dictionary: str = "") -> bytes:
    """Return an object that is a stream."""
    return f"<</Length {len(data)}{dictionary}>>stream\n".encode() + data + b"\nendstream"


def make_pdf(
    *pages: bytes, catalog: str = "", more: Mapping[int, bytes] | None = None, trailer: str = "", resources: str = ""
) -> bytes:
    """Return a PDF of pages with these content streams; the first page is object 3, its content object 4."""
    objects: dict[int, bytes] = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode()}
    numbers = [PAGE, *range(1000, 1000 + 2 * (len(pages) - 1), 2)]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[2] = f"<</Type/Pages/Kids[{kids}]/Count {len(numbers)}>>".encode()
    for number, content in zip(numbers, pages, strict=True):
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>{resources}>>"
            f"/Contents {number + 1} 0 R>>"
        ).encode()
        objects[number + 1] = content if content.startswith(b"<<") else stream(content)
    return join_objects({**objects, 5: _FONT, 6: _BOLD, **(more or {})}, trailer)


def show(text: str, y: float, *, x: float = 50, size: float = 12, font: str = "F1") -> str:
    """Return the operations that draw a line of text."""
    shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({shown}) Tj ET\n"


def draw_page(lines: Iterable[str], top: float = 700, step: float = 14) -> bytes:
    """Return the content of a page with lines below one another; an empty one leaves room."""
    return "".join(show(line, top - step * at) for at, line in enumerate(lines) if line).encode("cp1252")


@dataclass(frozen=True)
class Tag:
    """An element of structure with its type, its kids, which are elements and texts, and the rest of its dictionary."""

    kind: str
    kids: Sequence[Tag | str] = field(default_factory=tuple)
    more: str = ""


def tag(kind: str, *kids: Tag | str, more: str = "") -> Tag:
    """Return an element of structure."""
    return Tag(kind, kids, more)


def make_tagged(
    *tags: Tag, catalog: str = "", roles: str = "", around: str = "", more: dict[int, bytes] | None = None
) -> bytes:
    """Return a tagged PDF of one page; `around` are operations that are not in the structure.

    Each text is drawn on lines of its own.
    """
    content: list[str] = []
    objects: dict[int, bytes] = {}
    y = 780

    def add(element: Tag, parent: int) -> int:
        """Add an element, and return its number."""
        nonlocal y
        number = 11 + len(objects)
        objects[number] = b""
        kids = []
        for kid in element.kids:
            if isinstance(kid, Tag):
                kids.append(f"{add(kid, number)} 0 R")
                continue
            key = sum(line.startswith("/P ") for line in content)
            content.append(f"/P <</MCID {key}>> BDC\n")
            for line in kid.split("\n"):
                y -= 12
                content.append(show(line, y, size=10))
            content.append("EMC\n")
            kids.append(str(key))
        objects[number] = (
            f"<</Type/StructElem/S/{element.kind}/P {parent} 0 R/Pg {PAGE} 0 R/K[{' '.join(kids)}]{element.more}>>"
        ).encode("cp1252")
        return number

    tops = " ".join(f"{add(element, 10)} 0 R" for element in tags)
    objects[10] = f"<</Type/StructTreeRoot/K[{tops}]/RoleMap<<{roles}>>>>".encode()
    return make_pdf(
        ("".join(content) + around).encode("cp1252"),
        catalog=f"/MarkInfo<</Marked true>>/StructTreeRoot 10 0 R{catalog}",
        more={**objects, **(more or {})},
    )
