"""TEXT -> the beginnings of elements and components in it, with attributes as HTML, JSX and Vue write them."""

from __future__ import annotations

import re

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.html.elements import is_known
from tts.text.readers.markdown.dialects.calls import literal_of

OPENING = r"(?<![\\<])<(?P<component>[A-Za-z][\w.-]*)(?=[\s/>])"
"""Where an element or component begins."""

_SPACE = regex(r"\s*")
_ATTRIBUTE = regex(r"(?P<name>[\w@:.$#-]+)(?P<equals>\s*=\s*)?")
_END = regex(r"(?P<slash>/?)>")
_BARE = regex(r"[^\s\"'<>`={}]+")
_BRACE = regex(r"[{}\"'`<]")
_STRING = {
    '"': regex(r"\"(?:[^\"\\\n]|\\.)*\""),
    "'": regex(r"'(?:[^'\\\n]|\\.)*'"),
    "`": regex(r"`(?:[^`\\]|\\.)*`", re.DOTALL),
}
_MAX_DEPTH = 8  # braces in braces
_MAX_LENGTH = 4000  # characters of one tag
_LIKE_HTML = frozenset(
    (
        *("article", "aside", "audio", "blockquote", "button", "caption", "code", "details", "embed", "figure"),
        *("footer", "header", "image", "input", "kbd", "link", "main", "nav", "picture", "quote", "section"),
        *("summary", "video"),
    )
)
"""Names of elements that authors of components use with a capital letter."""


@noun
class Opening:
    """The beginning of an element: where it ends, its attributes in small letters, and whether it is also the end."""

    end: int
    attributes: dict[str, str]
    is_void: bool
    has_values: bool


def is_component(name: str) -> bool:
    """Return whether `name` is no element of HTML: in its own letters, unknown, or with a hyphen."""
    is_titled = name[:1].isupper() and not name.isupper()
    return "-" in name or "." in name or not is_known(name) or (is_titled and name.lower() in _LIKE_HTML)


def read_opening(text: str, begin: int) -> Opening | None:
    """Return the beginning of the element whose name ends at `begin`, None if no attributes follow."""
    attributes: dict[str, str] = {}
    has_values = False
    position = begin
    limit = begin + _MAX_LENGTH
    while position < limit:
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        if space and space[0].count("\n") > 1:
            return None
        if end := _END.match(text, position):
            if space and "\n" in space[0] and text[end.end() : end.end() + 1] == " ":
                return None  # the sign of a quote
            is_void = bool(end["slash"])
            return Opening(end=end.end(), attributes=attributes, is_void=is_void, has_values=has_values)
        if text[position : position + 1] == "{":
            after = _end_of_braces(text, position)
            if after is None:
                return None
            position = after
            has_values = True
            continue
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None:
            return None
        position = attribute.end()
        if not attribute["equals"]:
            attributes.setdefault(attribute["name"].lower(), "")
            continue
        value = _read_value(text, position)
        if value is None:
            return None
        has_values = True
        attributes[attribute["name"].lower().lstrip(":@")] = value[0]
        position = value[1]
    return None


def _read_value(text: str, begin: int) -> tuple[str, int] | None:
    """Return the words of a value, and where it ends; None if there is no value."""
    mark = text[begin : begin + 1]
    if mark in ("'", '"') and mark:
        end = text.find(mark, begin + 1, begin + _MAX_LENGTH)
        return None if end < 0 else (" ".join(text[begin + 1 : end].split()), end + 1)
    if mark == "{":
        after = _end_of_braces(text, begin)
        return None if after is None else (literal_of(text[begin + 1 : after - 1]), after)
    bare = _BARE.match(text, begin)
    return (bare[0], bare.end()) if bare else None


def _end_of_braces(text: str, begin: int) -> int | None:
    """Return where the braces that begin at `begin` end, None if they do not, or only far away."""
    depth = 0
    position = begin
    while found := _BRACE.search(text, position, begin + _MAX_LENGTH):
        position = found.end()
        if found[0] == "{":
            depth += 1
            if depth > _MAX_DEPTH:
                return None
        elif found[0] == "}":
            depth -= 1
            if not depth:
                return position
        elif (string := _STRING.get(found[0])) and (quoted := string.match(text, found.start())):
            position = quoted.end()
    return None
