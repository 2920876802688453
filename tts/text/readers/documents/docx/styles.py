"""Styles of a DOCX: the kind of paragraph that each is for, and the look of text with what its base adds."""

from __future__ import annotations

from dataclasses import replace

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.looks import Look, find_kind, read_language
from tts.text.readers.documents.xml import Element

_MAX_BASES = 20
_DIGIT = regex(r"list .*?([2-5])")


@noun
class Style:
    """A style with what its bases add, which are those from the first to itself.

    `kind` is a paragraph's, "contents", "continued" or "". `level` is a heading's. `list_level` is -1 if unknown,
    `nesting` the level that the style shows: 1 for List Bullet 2, which is a list of its own.
    """

    kind: str = ""
    level: int = 0
    list_id: str = ""
    list_level: int = -1
    nesting: int = 0
    bases: tuple[str, ...] = ()


class Styles:
    """The styles of the part `styles.xml`."""

    def __init__(self, root: Element) -> None:
        self._elements = {element.get("w:styleId"): element for element in root.elements("w:style")}
        self._styles: dict[str, Style] = {}
        self._looks: dict[tuple[str, ...], Look] = {}
        default = root.find("w:docDefaults", "w:rPrDefault", "w:rPr")
        self._default = read_look(Look(), default)
        defaults = (style for style in root.elements("w:style") if style.get("w:default") in ("1", "true", "on"))
        self._normal = next((style.get("w:styleId") for style in defaults if style.get("w:type") == "paragraph"), "")

    def find(self, style_id: str) -> Style:
        """Return a style by its id; that of "" is the default of paragraphs."""
        style_id = style_id or self._normal
        if style_id not in self._styles:
            self._styles[style_id] = self._resolve(style_id)
        return self._styles[style_id]

    def look(self, *style_ids: str) -> Look:
        """Return the look that a paragraph's style and a run's give to text."""
        if style_ids not in self._looks:
            look = self._default
            for style_id in style_ids:
                style = self.find(style_id) if style_id or style_ids[0] == style_id else None
                for base in style.bases if style else ():
                    look = read_look(look, self._elements[base].find("w:rPr"))
                if style and style.kind == "code":
                    look = replace(look, is_code=True)
            self._looks[style_ids] = look
        return self._looks[style_ids]

    def _resolve(self, style_id: str) -> Style:
        """Return a style with what its bases add, the nearest first."""
        kind, level, list_id, list_level, nesting = "", 0, "", -1, 0
        bases: list[str] = []
        name = ""
        while style_id in self._elements and style_id not in bases and len(bases) < _MAX_BASES:
            element = self._elements[style_id]
            bases.append(style_id)
            base_name = value_of(element, "w:name").casefold() or style_id.casefold()
            name = name or base_name
            properties = element.find("w:pPr") or Element("")
            outline = value_of(properties, "w:outlineLvl")
            if not kind:
                kind, level = find_kind(base_name)
            if not kind and outline.isdecimal() and int(outline[:2]) < 9:
                kind, level = "heading", int(outline[:2]) + 1
            numbering = properties.find("w:numPr")
            if numbering is not None and not list_id:
                list_id = value_of(numbering, "w:numId")
                depth = value_of(numbering, "w:ilvl")
                list_level = int(depth[:2]) if depth.isdecimal() else -1
                digit = _DIGIT.match(name)
                nesting = int(digit[1]) - 1 if digit else 0
            style_id = value_of(element, "w:basedOn")
        return Style(
            kind=kind,
            level=level,
            list_id=list_id,
            list_level=list_level,
            nesting=nesting,
            bases=tuple(reversed(bases)),
        )


def value_of(element: Element, *path: str) -> str:
    """Return the attribute `w:val` of the element that a path of names leads to, "" without one."""
    found = element.find(*path)
    return "" if found is None else found.get("w:val")


def is_on(element: Element, name: str, *, otherwise: bool = False) -> bool:
    """Return the truth value of a property (ECMA-376, section 17.17.4), or `otherwise` where it is not given."""
    found = element.find(name)
    return otherwise if found is None else found.get("w:val", "1") not in ("0", "false", "off", "none")


def read_look(look: Look, properties: Element | None) -> Look:
    """Return `look` with the run properties of an element (ECMA-376, section 17.3.2)."""
    if properties is None or not properties.children:
        return look
    size = value_of(properties, "w:sz")
    fonts = properties.find("w:rFonts")
    language = properties.find("w:lang") or Element("")
    is_bold = is_on(properties, "w:b", otherwise=look.is_bold)
    is_italic = is_on(properties, "w:i", otherwise=look.is_italic)
    is_struck = is_on(properties, "w:strike", otherwise=is_on(properties, "w:dstrike", otherwise=look.is_struck))
    raised = value_of(properties, "w:vertAlign") or _find_position(properties) or look.raised
    return replace(
        look,
        is_bold=is_bold,
        is_italic=is_italic,
        is_struck=is_struck,
        is_hidden=is_on(properties, "w:vanish", otherwise=look.is_hidden),
        is_complex=is_on(properties, "w:rtl", otherwise=look.is_complex),
        raised={"superscript": "sup", "subscript": "sub"}.get(raised, raised if raised in ("sup", "sub") else ""),
        size=float(size) / 2 if size.isdecimal() else look.size,
        font=look.font if fonts is None else fonts.get("w:ascii", look.font),
        language=read_language(language.get("w:val")) or look.language,
        east_asian=read_language(language.get("w:eastAsia")) or look.east_asian,
        bidi=read_language(language.get("w:bidi")) or look.bidi,
    )


def _find_position(properties: Element) -> str:
    """Return whether text is raised or lowered by hand (ECMA-376, section 17.3.2.24) and smaller than usual."""
    position = value_of(properties, "w:position")
    if position in ("", "0") or not value_of(properties, "w:sz"):
        return ""
    return "sub" if position.startswith("-") else "sup"
