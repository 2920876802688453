"""MARKDOWN -> the tags of site generators, of components and of WordPress in it, each with its partner."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from tts.noun import record
from tts.regex import regex
from tts.text.readers.markdown.dialects.calls import Call, parse_call
from tts.text.readers.markdown.dialects.components import OPENING, is_component, read_opening
from tts.text.readers.markdown.regions import find_code, matches_outside

Family = Literal["shortcode", "block", "value", "component", "square", "other"]

_TAG = regex(
    # The item of a list for which kramdown puts a list of headings
    r"(?P<contents>^ {0,3}(?:[-*+]|\d+[.)])[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\})"
    r"|\{\{[<%](?P<shortcode>(?:(?!\{\{|\n\s*\n)[\s\S])*?)[>%]\}\}"
    r"|\{%-?(?P<block>(?:(?!\{%|\n\s*\n)[\s\S])*?)-?%\}"
    r"|\{\{-?(?P<value>(?:(?!\{\{|\n\s*\n)[\s\S])*?)-?\}\}"
    r"|\{#(?P<comment>(?:(?!\{#)[^\n])*?)#\}"
    r"|(?P<attributes>\{:(?:\s*[.#][\w-]|\s*[\w-]+=|toc\})[^{}\n]*\}?)"
    rf"|{OPENING}"
    r"|</(?P<ending>[A-Za-z][\w.-]*)\s*>"
    r"|^[ \t]*(?P<fragment></?>)[ \t]*$"
    r"|(?<![\\\[])\[(?:(?=/)|(?<!!\[))(?P<square>/?[A-Za-z][\w-]*(?:[\s=][^\[\]]*)?)\](?![(:\]])",
    re.MULTILINE,
)
_DRAWING = regex(r"<(?P<name>svg|math)\b", re.IGNORECASE)
_EMPTY_LINE = regex(r"\n[ \t]*\n")
_SQUARE_NAMES = regex(
    r"(?:audio|caption|contact-form(?:-7)?|dailymotion|embed|gallery|gist|googlemaps|instagram|nextpage|playlist|soundcloud"
    r"|spotify|ted|tweet|video|vimeo|wp_caption|wpvideo|youtube)"
    r"|(?:av|cs|et_pb|fusion|mk|su|vc|wpb?)_\w+",
    re.IGNORECASE,
)
_SQUARE_VALUE = regex(r"^[\w-]+(?:\s[^\[\]]*?)?[\w-]+\s*=\s*[\"'“][^\"'”]*[\"'”]|^[\w-]{3,}=\S*[/:]")
_OWN_VALUE = regex(r"(?P<name>[a-z]+)=(?P<value>[^\[\]=]+)", re.IGNORECASE)
"""What a tag of a forum says, whose name has a value itself: `[quote=Ann Lee]`."""


@record
class Tag:
    """A tag: where it is, what kind of mark it has, what it says, and its partner if it begins or ends a pair."""

    begin: int
    end: int
    family: Family
    call: Call
    kind: str = ""
    is_end: bool = False
    is_void: bool = False
    has_values: bool = False
    is_after_bracket: bool = False
    is_after_word: bool = False
    partner: Tag | None = None


def find_tags(text: str) -> list[Tag]:
    """Return the tags of `text` outside code, in order, with their partners.

    What only looks like a tag is not among them: `[sic]`, `Vec<T>`, an element of HTML.
    """
    tags = list(_find_all(text))
    _pair(tags)
    return [tag for tag in tags if _is_certain(tag)]


def _find_all(text: str) -> Iterator[Tag]:
    """Yield all that may be a tag."""
    position = 0
    code = sorted([*find_code(text), *_find_drawings(text)])
    begins = [begin for begin, _ in code]
    for match in matches_outside(text, _TAG, code):
        if match.start() < position:
            continue
        tag = _read(match)
        if tag is None:
            continue
        nearest = bisect_right(begins, tag.begin)
        if tag.family == "square" and nearest < len(code) and code[nearest][0] < tag.end:
            continue
        position = tag.end
        yield tag


def _find_drawings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where drawings and formulas begin and end, whose elements are skipped with them."""
    position = 0
    for opening in _DRAWING.finditer(text):
        if opening.start() >= position:
            ending = f"</{opening['name'].lower()}>"
            position = text.find(ending, opening.end())
            if position < 0:
                return
            yield opening.start(), position


def _read(match: re.Match[str]) -> Tag | None:
    """Return the tag that `match` shows, None if it is none."""
    begin, end = match.span()
    if match["component"]:
        return _read_component(match)
    if match["ending"]:
        if not is_component(match["ending"]):
            return None
        call = Call(name=match["ending"].lower())
        return Tag(begin=begin, end=end, family="component", call=call, is_end=True)
    for family in ("shortcode", "block", "value", "square"):
        if (inside := match[family]) is not None:
            return _read_call(match, family, inside)
    return Tag(begin=begin, end=end, family="other", call=Call(name=""), kind=match.lastgroup or "")


def _read_call(match: re.Match[str], family: Family, inside: str) -> Tag | None:
    """Return the tag between braces or brackets whose text is `inside`."""
    begin, end = match.span()
    inside = inside.strip()
    if family == "square" and _EMPTY_LINE.search(inside):
        return None
    if family == "shortcode" and inside.startswith("/*"):
        return None  # an example of a tag
    is_end = inside.startswith("/")
    is_void = inside.endswith("/")
    call = parse_call(inside.lstrip("/ ").rstrip("/ "))
    if family == "block" and call.name.startswith("end"):
        is_end = True
        call = Call(name=call.name.removeprefix("end").lstrip("-_"))
    has_values = bool(_SQUARE_VALUE.match(inside))
    is_after_bracket = match.string[begin - 1 : begin] == "]"
    is_after_word = family == "square" and match.string[begin - 1 : begin].isalnum()
    if family == "square" and (value := _OWN_VALUE.fullmatch(inside)):
        name = "author" if value["name"].lower() == "quote" else "value"
        call = Call(name=value["name"].lower(), named={name: value["value"].strip("\"'")})
    return Tag(
        begin=begin,
        end=end,
        family=family,
        call=call,
        is_end=is_end,
        is_void=is_void,
        has_values=has_values,
        is_after_bracket=is_after_bracket,
        is_after_word=is_after_word,
        kind=family,
    )


def _read_component(match: re.Match[str]) -> Tag | None:
    """Return the component whose beginning `match` shows, None for an element of HTML or for other text."""
    if not is_component(match["component"]):
        return None
    opening = read_opening(match.string, match.end())
    if opening is None:
        return None
    quoted: tuple[str, ...] = ()
    call = Call(name=match["component"].lower(), named=opening.attributes, quoted=quoted)
    return Tag(
        begin=match.start(),
        end=opening.end,
        family="component",
        call=call,
        is_void=opening.is_void,
        has_values=opening.has_values,
        is_after_word=match.string[match.start() - 1 : match.start()].isalnum(),
    )


def _pair(tags: list[Tag]) -> None:
    """Give each end the nearest open beginning of its name."""
    begun = defaultdict[tuple[str, str], list[Tag]](list)
    blocks: list[Tag] = []
    for tag in tags:
        key = tag.family, tag.call.name
        if not tag.is_end:
            if not tag.is_void:
                begun[key].append(tag)
                if tag.family == "block":
                    blocks.append(tag)
            continue
        if tag.family == "block" and not tag.call.name:  # `{% end %}` of Zola
            while blocks and blocks[-1].partner:
                blocks.pop()
            candidates = blocks
        else:
            candidates = begun[key]
        if candidates:
            opening = candidates.pop()
            opening.partner, tag.partner = tag, opening


def _is_certain(tag: Tag) -> bool:
    """Return whether what looks like a tag is one."""
    if tag.family == "component":
        if len(tag.call.name) == 1 and not tag.has_values:
            return False  # a letter for any type
        if tag.is_after_word and tag.has_values:
            return bool(tag.partner) or tag.is_void
        return bool(tag.partner) or (not tag.is_end and (tag.is_void or tag.has_values))
    if tag.family == "square":
        if tag.partner or (tag.has_values and not tag.is_after_word):
            return True
        return bool(_SQUARE_NAMES.fullmatch(tag.call.name)) and not (
            tag.is_after_bracket or tag.is_after_word  # a reference, an index
        )
    return True
