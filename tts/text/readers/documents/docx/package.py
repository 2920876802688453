"""CONTAINER -> parts of a DOCX by their relationships (ECMA-376, part 2: Open Packaging Conventions)."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath

from tts.noun import noun
from tts.text.readers.documents.container import MAX_XML_BYTES, Container
from tts.text.readers.documents.xml import Element, parse_xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml"
_MAIN = "/officeDocument"
PREFIXES = {
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OFFICE}/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}


@noun
class Relationship:
    """What a part refers to: `kind` is the end of its type, `target` the name of a part, or an address outside."""

    kind: str
    target: str
    is_external: bool = False


class Package:
    """Reads parts of a DOCX, and what they refer to."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self._relationships: dict[str, dict[str, Relationship]] = {}
        roots = self.relationships("").values()
        main = (
            relationship.target
            for relationship in roots
            if relationship.kind == _MAIN[1:] and relationship.target in container
        )
        self.main = next(main, "word/document.xml")

    def parse(self, name: str) -> Element:
        """Return the root of a part.

        Raises:
            ReadError: it is missing, damaged or too large.
        """
        data = self.container.read(name, MAX_XML_BYTES)
        return parse_xml(data, PREFIXES, path=self.container.path, part=name)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what the part `name` refers to, by the ids that it uses; that of "" is the package."""
        if name in self._relationships:
            return self._relationships[name]
        found = self._relationships[name] = {}
        place = join(dirname(name), "_rels", f"{basename(name)}.rels")
        if place not in self.container:
            return found
        for element in self.parse(place).elements("rel:Relationship"):
            target, is_external = element.get("Target"), element.get("TargetMode") == "External"
            if not is_external:
                target = normpath(join("/", dirname(name), target)).lstrip("/")
            kind = element.get("Type").rpartition("/")[2]
            found[element.get("Id")] = Relationship(kind=kind, target=target, is_external=is_external)
        return found

    def related(self, kind: str) -> Iterator[str]:
        """Yield the names of the parts of one kind that the main part refers to, and that are there."""
        for relationship in self.relationships(self.main).values():
            if relationship.kind == kind and not relationship.is_external and relationship.target in self.container:
                yield relationship.target

    def parse_related(self, kind: str) -> tuple[str, Element]:
        """Return name and root of the first part of a kind that the main part refers to, else an empty element."""
        name = next(self.related(kind), "")
        return name, self.parse(name) if name else Element("")

    def read_properties(self) -> dict[str, str]:
        """Return the core properties (ECMA-376, part 2, section 11) under names of front matter."""
        names = {
            "dc:title": "title",
            "dc:creator": "authors",
            "dc:description": "description",
            "dc:language": "language",
            "cp:keywords": "tags",
            "dcterms:created": "created",
        }
        targets = (
            relationship.target
            for relationship in self.relationships("").values()
            if relationship.kind == "core-properties"
        )
        name = next((target for target in targets if target in self.container), "docProps/core.xml")
        if name not in self.container:
            return {}
        elements = self.parse(name).elements(*names)
        return {names[element.name]: text for element in elements if (text := element.text().strip())}
