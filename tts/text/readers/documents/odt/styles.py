"""Styles of an ODT: kinds of paragraphs, looks of text, lists (OpenDocument 1.3, part 3, sections 16 and 20)."""

from __future__ import annotations

import re
from dataclasses import replace

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.looks import Look, find_kind, read_language
from tts.text.readers.documents.xml import Element

_MAX_PARENTS = 20
_ESCAPED = regex(r"_([0-9a-f]{2,4})_")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}


@noun
class Style:
    """A style of paragraphs with what its parents add; `names` are its own and theirs, in small letters."""

    kind: str = ""
    level: int = 0
    names: tuple[str, ...] = ()


class Styles:
    """The styles of all parts: common ones, and automatic ones of the text."""

    def __init__(self, *roots: Element) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, Element] = {}
        self._default = Look()
        self._looks: dict[tuple[str, str], Look] = {}
        self._styles: dict[str, Style] = {}
        for root in roots:
            for name in ("office:styles", "office:automatic-styles"):
                self._add(root.find(name) or Element(""))

    def _add(self, styles: Element) -> None:
        """Add the styles below an element."""
        for element in styles.elements():
            if element.name == "style:style":
                self._elements[element.get("style:family"), element.get("style:name")] = element
            elif element.name == "text:list-style":
                self._lists[element.get("style:name")] = element
            elif element.name == "style:default-style" and element.get("style:family") == "paragraph":
                self._default = _read_look(self._default, element.find("style:text-properties"))

    def find(self, name: str) -> Style:
        """Return a style of paragraphs."""
        if name not in self._styles:
            kind, level = "", 0
            names = []
            for element in self._parents("paragraph", name):
                own = element.get("style:display-name") or _ESCAPED.sub(_unescape, element.get("style:name"))
                names.append(own.casefold())
                if not kind:
                    kind, level = find_kind(own.casefold())
            if not names and name:  # a style of the program that the file does not define
                names = [_ESCAPED.sub(_unescape, name).casefold()]
                kind, level = find_kind(names[0])
            self._styles[name] = Style(kind=kind, level=level, names=tuple(names))
        return self._styles[name]

    def look(self, paragraph: str) -> Look:
        """Return the look of text in a style of paragraphs."""
        key = ("paragraph", paragraph)
        if key not in self._looks:
            self._looks[key] = self._read_looks(self._default, *key)
        return self._looks[key]

    def change(self, look: Look, name: str) -> Look:
        """Return `look` in a style of text."""
        changed = self._read_looks(look, "text", name)
        return replace(changed, is_code=changed.is_code or self._is_code(name))

    def is_hidden(self, family: str, name: str) -> bool:
        """Return whether a style hides a section."""
        elements = self._parents(family, name)
        return any(
            (style.find("style:section-properties") or style).get("text:display") == "none" for style in elements
        )

    def is_decoration(self, name: str) -> bool:
        """Return whether the style of a frame says that its picture is decoration."""
        elements = self._parents("graphic", name)
        return any(
            (style.find("style:graphic-properties") or style).get("loext:decorative") == "true" for style in elements
        )

    def find_list_level(self, name: str, level: int) -> tuple[bool, int]:
        """Return whether items on a level (from 0) of a list have numbers, and the first of these."""
        for element in (self._lists.get(name) or Element("")).elements():
            if element.get("text:level") == str(level + 1):
                is_numbered = element.name == "text:list-level-style-number" and bool(element.get("style:num-format"))
                start = element.get("text:start-value")
                return is_numbered, int(start[:9]) if start.isdecimal() else 1
        return False, 1

    def _is_code(self, name: str) -> bool:
        """Return whether a style of text is that of code, or based on it."""
        names = [element.get("style:name") for element in self._parents("text", name)] or [name]
        return any(find_kind(_ESCAPED.sub(_unescape, own).casefold())[0] == "code" for own in names)

    def _parents(self, family: str, name: str) -> list[Element]:
        """Return a style and those that it is based on, the nearest first."""
        found: list[Element] = []
        while (element := self._elements.get((family, name))) is not None and len(found) < _MAX_PARENTS:
            found.append(element)
            name = element.get("style:parent-style-name")
        return found

    def _read_looks(self, look: Look, family: str, name: str) -> Look:
        """Return `look` with all that a style and its parents say."""
        for element in reversed(self._parents(family, name)):
            look = _read_look(look, element.find("style:text-properties"))
        return look


def _unescape(match: re.Match[str]) -> str:
    """Return the character for its code in the name of a style: a space for `_20_`."""
    return chr(int(match[1], 16))


def _read_look(look: Look, properties: Element | None) -> Look:
    """Return `look` with the text properties of a style (OpenDocument 1.3, part 3, section 20)."""
    if properties is None:
        return look
    weight, slant = properties.get("fo:font-weight"), properties.get("fo:font-style")
    line, position = properties.get("style:text-line-through-style"), properties.get("style:text-position").split()
    display = properties.get("text:display")
    return replace(
        look,
        is_bold=_is_heavy(weight) if weight else look.is_bold,
        is_italic=slant in ("italic", "oblique") if slant else look.is_italic,
        is_struck=line != "none" if line else look.is_struck,
        is_hidden=display == "none" if display else look.is_hidden,
        raised=_find_raised(position[0]) if position else look.raised,
        size=_read_size(properties.get("fo:font-size"), look.size),
        language=_join_tag(properties.get("fo:language"), properties.get("fo:country")) or look.language,
        east_asian=_join_tag(properties.get("style:language-asian"), properties.get("style:country-asian"))
        or look.east_asian,
        bidi=_join_tag(properties.get("style:language-complex"), properties.get("style:country-complex")) or look.bidi,
    )


def _is_heavy(weight: str) -> bool:
    """Return whether a weight of letters is bold."""
    return weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)


def _find_raised(position: str) -> str:
    """Return the element of HTML for a text position: `super`, `sub`, or a percentage of the height."""
    if position in ("super", "sub"):
        return {"super": "sup"}.get(position, position)
    if not position.endswith("%") or position in ("0%", "-0%"):
        return ""
    return "sub" if position.startswith("-") else "sup"


def _read_size(written: str, base: float) -> float:
    """Return a size in points, which may be a percentage of a `base`."""
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?)(%|pt|cm|mm|in|px)", written)
    if match is None:
        return base
    return round(float(match[1]) * (base / 100 if match[2] == "%" else _POINTS[match[2]]), 1)


def _join_tag(language: str, country: str) -> str:
    """Return the tag of a language and a country."""
    return read_language(language if country in ("", "none") else f"{language}-{country}") if language else ""
