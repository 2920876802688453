"""Pictures, shapes, charts, diagrams and objects of a DOCX -> inlines, and the text boxes in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import basename

from tts.errors import ReadError
from tts.noun import noun
from tts.text.readers.documents.docx.package import Package, Relationship
from tts.text.readers.documents.flow import Drawing, Inline, Picture, Run
from tts.text.readers.documents.pictures import Pictures
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import normalize_whitespace

_TEXT_OF_CHARTS = ("a:t", "c:v")
_STRUCTURES = (
    *("m:acc", "m:bar", "m:borderBox", "m:box", "m:d", "m:eqArr", "m:f", "m:func", "m:groupChr", "m:limLow"),
    *("m:limUpp", "m:m", "m:nary", "m:phant", "m:rad", "m:sPre", "m:sSub", "m:sSubSup", "m:sSup"),
)
"""Elements of formulas that mean more than the text in them."""


@noun
class Drawings:
    """Reads drawings in one part of a document, which has `relationships`."""

    package: Package
    relationships: Mapping[str, Relationship]
    pictures: Pictures
    warnings: list[str]

    def read(self, drawing: Element) -> tuple[list[Inline], list[Element]]:
        """Return what a drawing shows, and the contents of its text boxes."""
        boxes = list(_find_boxes(drawing))
        label, is_decorative = _find_label(drawing)
        alternative = "" if is_decorative else label or None
        inlines: list[Inline] = []
        for address in dict.fromkeys(self._find_pictures(drawing)):
            inlines.append(Picture(address=address, alternative=alternative))
            alternative = None if alternative is None else ""  # of a group: it is about all of them
        parts = [self._read_part(child) for child in drawing.all("c:chart", "dgm:relIds")]
        inlines += [Drawing(tag="canvas", text=text, label=label) for text in parts]
        if not inlines and not boxes and label and not is_decorative:
            inlines.append(Drawing(tag="canvas", label=label))
        for element in drawing.all("o:OLEObject"):
            self._warn_of_object(element.get("ProgID"))
        return inlines, boxes

    def _find_pictures(self, drawing: Element) -> Iterator[str]:
        """Yield the addresses of pictures; those in text boxes are read there."""
        stack = [drawing]
        while stack:
            element = stack.pop()
            if element.name == "w:txbxContent":
                continue
            stack += reversed(list(choose(element).elements()))
            if element.name not in ("a:blip", "v:imagedata"):
                continue
            for name in ("r:embed", "r:id", "r:link"):
                target = self.relationships.get(element.get(name))
                if target is not None:
                    # One on the author's disk is looked for in the article's folder
                    outside = basename(target.target) if target.target.startswith("file:") else target.target
                    yield outside if target.is_external else self.pictures.find(target.target)
                    break

    def _read_part(self, reference: Element) -> str:
        """Return the text of a chart or a diagram, which is in a part of its own, and warn that it is not heard."""
        is_chart = reference.name == "c:chart"
        target = self.relationships.get(reference.get("r:id" if is_chart else "r:dm"))
        what = "a chart" if is_chart else "a diagram (SmartArt)"
        self.warnings.append(f"{self.package.container.path}: {what} is not heard. Describe it in the text.")
        if target is None or target.is_external or target.target not in self.package.container:
            return ""
        try:
            root = self.package.parse(target.target)
        except ReadError:  # the article itself is not damaged
            return ""
        return normalize_whitespace(" ".join(element.text() for element in root.all(*_TEXT_OF_CHARTS)))

    def _warn_of_object(self, program: str) -> None:
        """Warn that an embedded object is not heard."""
        what = "an equation" if program.startswith("Equation") else f"an embedded object ({program or 'unknown'})"
        self.warnings.append(f"{self.package.container.path}: {what} is not heard. Describe it in the text.")


def read_formula(formula: Element) -> Inline:
    """Return a formula of Office Math: one without fractions, roots and the like is text."""
    text = "".join(element.text() for element in formula.all("m:t"))
    has_structure = next(formula.all(*_STRUCTURES), None) is not None
    return Drawing(tag="math", text=text) if has_structure else Run(text=text)


def choose(element: Element) -> Element:
    """Return the form of alternative content that is read (ECMA-376, part 3, section 7.6); any other element as it is.

    The first choice is; the fallback for older programs is read where that has no text or picture.
    """
    if element.name != "mc:AlternateContent":
        return element
    forms = list(element.elements("mc:Choice", "mc:Fallback"))
    known = ("w:t", "w:drawing", "w:pict", "w:object", "m:t", "a:blip", "v:imagedata")
    return next((form for form in forms if next(form.all(*known), None)), forms[0] if forms else Element(""))


def _find_boxes(drawing: Element) -> Iterator[Element]:
    """Yield the contents of the outermost text boxes."""
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.name == "w:txbxContent":
            yield element
        else:
            stack += reversed(list(choose(element).elements()))


def _find_label(drawing: Element) -> tuple[str, bool]:
    """Return the alternative text of a drawing, and whether it is said to be decoration."""
    is_decorative = any(element.get("val") in ("1", "true") for element in drawing.all("adec:decorative"))
    for element in drawing.all("wp:docPr", "v:shape", "v:rect", "v:group"):
        label = element.get("descr") or element.get("title") if element.name == "wp:docPr" else element.get("alt")
        if label:
            return normalize_whitespace(label), is_decorative
    return "", is_decorative
