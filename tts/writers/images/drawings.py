"""SVG -> why it is not safe to show: scripts, movement, and everything that leads out of the drawing.

Only what is known to be harmless is let in. CSS can write every name in several ways, so that a list of what is
dangerous would never be complete (CSS Syntax Module Level 3, section 4.3.7).
"""

from __future__ import annotations

import re
from xml.parsers import expat

from tts.regex import regex

_NAMESPACE = "http://www.w3.org/2000/svg"
_MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"})
_ACTIVE = {
    **dict.fromkeys(_MOVING, "moves"),
    **dict.fromkeys(("handler", "script"), "has a script"),
    "foreignObject": "holds something else than a drawing",
    "style": "has a style sheet",
}
_FUNCTIONS = frozenset(
    {"url", "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "calc", "min", "max", "clamp"}
    | {"var", "cubic-bezier", "translate", "translatex", "translatey", "scale", "scalex", "scaley", "rotate", "skewx"}
    | {"skewy", "matrix", "blur", "brightness", "contrast", "drop-shadow", "grayscale", "hue-rotate", "invert"}
    | {"opacity", "saturate", "sepia", "circle", "ellipse", "inset", "polygon", "path"}
)
_FUNCTION = regex(r"([\w-]+)\(")
_OUTSIDE = regex(r"\\|@|javascript:|url\(\s*+(?!['\"]?#)", re.IGNORECASE)
_WORDS = ("aria-", "data-")  # begin attributes that hold words for people and programs
_MAX_USES = 1000


class _RefusedError(ValueError):
    """This drawing does more than draw."""


def find_danger(data: bytes) -> str:
    """Return why the SVG in `data` is not shown, as the end of a sentence; "" if it only draws, and is well-formed."""
    try:
        _Reader().read(data)
    except _RefusedError as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError):  # LookupError: of its encoding
        return "is broken"
    return ""


class _Reader:
    """Reads a drawing once, and refuses what is not safe."""

    def __init__(self) -> None:
        self._open: list[str] = []  # the ids of the elements around, "" for one without
        self._targets: list[str] = []
        self._repeating: set[str] = set()

    def read(self, data: bytes) -> None:
        """Read all of it; raise _RefusedError if it is not safe."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _: self._open.pop()
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.ProcessingInstructionHandler = _refuse_declaration
        parser.Parse(data, True)
        # Copies of copies double with each line, so that a small file draws for ever
        if self._repeating.intersection(self._targets) or len(self._targets) > _MAX_USES:
            raise _RefusedError("repeats its parts too often")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Refuse an element that is not SVG or is active, and note which ones copy others."""
        namespace, _, local = name.rpartition(" ")
        if not self._open and (namespace, local) != (_NAMESPACE, "svg"):
            raise _RefusedError("is not an SVG drawing")
        if namespace != _NAMESPACE:
            raise _RefusedError("holds something else than a drawing")
        if local in _ACTIVE:
            raise _RefusedError(_ACTIVE[local])
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2].lower(), value)
        self._open.append(attributes.get("id", ""))
        if local == "use":
            self._repeating.update(filter(None, self._open))
            links = (value for key, value in attributes.items() if key.rpartition(" ")[2] == "href")
            self._targets += [link.strip().removeprefix("#") for link in links]


def _refuse_declaration(*_: object) -> None:
    """Refuse a declaration of a document type, and an instruction such as that of a style sheet."""
    raise _RefusedError("has a document type or an instruction for programs")


def _check_attribute(name: str, value: str) -> None:
    """Refuse an attribute that runs something, refers elsewhere or calls a function that may."""
    if name.startswith("on"):
        raise _RefusedError("has a script")
    if name in ("href", "src", "base"):
        if not value.strip().startswith("#"):
            raise _RefusedError("refers to something outside of it")
    elif not name.startswith(_WORDS) and (
        _OUTSIDE.search(value) or not _FUNCTIONS.issuperset(map(str.lower, _FUNCTION.findall(value)))
    ):
        raise _RefusedError("refers to something outside of it")
