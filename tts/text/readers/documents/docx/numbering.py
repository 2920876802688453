"""Lists of a DOCX: which items have numbers, and which ones (ECMA-376, section 17.9)."""

from __future__ import annotations

from tts.noun import noun
from tts.text.readers.documents.docx.styles import value_of
from tts.text.readers.documents.xml import Element

_WITHOUT_NUMBER = frozenset(("bullet", "none"))


@noun
class _Level:
    """A level of a list. `style_id` is the style of paragraphs that are on it."""

    is_numbered: bool
    is_empty: bool
    start: int
    style_id: str


class Numbering:
    """Counts the items of lists, in the order in which they are asked for."""

    def __init__(self, root: Element) -> None:
        abstract = {element.get("w:abstractNumId"): element for element in root.elements("w:abstractNum")}
        self._numbers = {element.get("w:numId"): element for element in root.elements("w:num")}
        links = {
            value_of(element, "w:styleLink"): name
            for name, element in abstract.items()
            if element.find("w:styleLink") is not None
        }
        self._levels: dict[str, dict[int, _Level]] = {name: _read_levels(element) for name, element in abstract.items()}
        self._lists = {}
        for number, element in self._numbers.items():
            name = value_of(element, "w:abstractNumId")
            link = value_of(abstract[name], "w:numStyleLink") if name in abstract else ""
            self._lists[number] = links.get(link, name)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def find_level(self, list_id: str, style_id: str) -> int:
        """Return the level that a list has for paragraphs of a style, else the first."""
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        return next((depth for depth, level in levels.items() if level.style_id == style_id), 0)

    def is_list(self, list_id: str, depth: int) -> bool:
        """Return whether paragraphs on this level of a list are items of it: those without any sign are not."""
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        return depth in levels and not levels[depth].is_empty

    def count(self, list_id: str, depth: int) -> int | None:
        """Return the number of the next item on a level of a list; None if it has none."""
        name = self._lists[list_id]
        level = self._levels[name][depth]
        counts = self._counts.setdefault(name, {})
        restart = self._find_restart(list_id, depth)
        if restart is not None and (list_id, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((list_id, depth))
        counts[depth] = counts[depth] + 1 if depth in counts else level.start if restart is None else restart
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return counts[depth] if level.is_numbered else None

    def _find_restart(self, list_id: str, depth: int) -> int | None:
        """Return the number with which this use of a list begins on a level, None if it goes on."""
        for override in self._numbers[list_id].elements("w:lvlOverride"):
            if override.get("w:ilvl") == str(depth) and (start := value_of(override, "w:startOverride")).isdecimal():
                return int(start[:9])
        return None


def _read_levels(abstract: Element) -> dict[int, _Level]:
    """Return the levels of a list by their depth."""
    levels = {}
    for element in abstract.elements("w:lvl"):
        kind = value_of(element, "w:numFmt") or "decimal"
        sign = value_of(element, "w:lvlText") if element.find("w:lvlText") is not None else "%"
        start = value_of(element, "w:start")
        depth = element.get("w:ilvl", "0")
        if depth.isdecimal():
            levels[int(depth[:2])] = _Level(
                is_numbered=kind not in _WITHOUT_NUMBER and "%" in sign,
                is_empty=kind == "none" or not sign.strip(),
                start=int(start[:9]) if start.isdecimal() else 1,
                style_id=value_of(element, "w:pStyle"),
            )
    return levels
