"""MARKDOWN -> its text, by a small scanner that shares no parser with the reader: the oracle of what must be heard.

All of the source is text but for what is named here: names and other attributes of HTML tags, addresses and labels of
links, marks of notes, numbers of items, the languages of fences.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from tts.regex import regex
from tts.text.readers.html.elements import FLAGS, is_known
from tts.text.readers.markdown.regions import find_code, matches_outside

TEXT_ATTRIBUTES = frozenset(
    (
        *("abbr", "alt", "aria-description", "aria-label", "attribution", "author", "caption", "credit"),
        *("data-caption", "label", "placeholder", "quote", "standby", "summary", "title"),
    )
)
"""Attributes whose values are words that a page may show or say."""

_DRAWN = frozenset(
    (
        *("animate", "animatemotion", "animatetransform", "clippath", "defs", "desc", "ellipse", "filter"),
        *("foreignobject", "image", "line", "lineargradient", "marker", "mask", "metadata", "mpath", "pattern"),
        *("polygon", "polyline", "radialgradient", "set", "stop", "switch", "symbol", "text", "textpath", "tspan"),
        *("use", "view", "annotation", "maction", "menclose", "merror", "mfenced", "mmultiscripts", "mover"),
        *("mpadded", "mphantom", "mprescripts", "mroot", "ms", "mspace", "msqrt", "mstyle", "msubsup", "mtable"),
        *("mtd", "mtext", "mtr", "munder", "munderover", "semantics"),
    )
)
"""Elements of drawings and formulas (SVG 2, appendix F; MathML Core, section 2) that HTML does not have."""

_WITHIN_WORDS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""Elements that may begin and end within a word; others separate words."""

_TEMPLATE = r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"  # its quotes do not end an attribute
_DOUBLE = rf"\"(?>(?:[^\"{{]++|{_TEMPLATE}|\{{)*)\""
_SINGLE = rf"'(?>(?:[^'{{]++|{_TEMPLATE}|\{{)*)'"
_VALUE = rf"(?>(?:\s*=\s*(?:{_DOUBLE}|{_SINGLE}|[^\s\"'=<>`]++))?)"
_ATTRIBUTE = regex(rf"(?P<name>[^\s\"'<>/=]+)(?P<value>{_VALUE})")
_TAG = (
    rf"</?(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?>(?:\s+[^\s\"'<>/=]++{_VALUE}|\s*/(?!>))*))\s*/?>"
    r"|<![Dd][Oo][Cc][Tt][Yy][Pp][Ee]\b[^<>]*>"
)
_HTML = regex(_TAG)
_MARK = regex(
    rf"{_TAG}"
    # [label]: address, and a title, on one line or two (CommonMark 0.31, section 4.7)
    r"|(?P<definition>^[ \t>]{0,8}\[(?![\^\]])(?![ \t]+\])(?P<label>[^\[\]\n]++)\]:[ \t]*\n?[ \t]*"
    r"(?:<[^<>\n]*>|[^\s<]\S*+)(?=[ \t]*$|[ \t]*\n?[ \t]*[\"'(][^\n]*[\"')][ \t]*$))"
    r"|(?P<abbreviation>^[ \t>]{0,8}\*\[[^\[\]\n]+\]:)"
    r"|(?P<link>\]\([ \t]*\n?[ \t]*(?:<[^<>\n]*>|(?>(?:[^\s()<>{]++|\([^\s()<>]*+\)|" + _TEMPLATE + r"|\{)*)))"
    r"|(?P<note>\[\^[^\[\]\n]*\]:?)"
    r"|(?P<reference>\][ \t]?\n?[ \t]*\[(?P<referred>(?!\^)[^\[\]\n]+)(?=\]))"
    r"|(?P<number>^[ \t>]*(?>(?:(?:[-*+•]|\d{1,9}[.)])[ \t]+)+))"
    r"|(?P<list>\{:?(?:[ \t]*(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s{}\"']+)))+[ \t]*\})",
    re.MULTILINE,
)
_RUBY = regex(r"<ruby\b[^<>]*>(?:(?!</ruby)[^\n]){0,2000}</ruby\s*>", re.IGNORECASE, needs="<")
_READING = regex(r"<(?P<tag>rt|rp|rtc)\b[^<>]*>(?P<text>[^<\n]*)(?:</(?P=tag)\s*>)?", re.IGNORECASE)
_FENCE = regex(r"(?P<fence>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,}))(?P<info>[^`\n]*)$", re.MULTILINE)
_DIRECTIVE = regex(r"[ \t]*\{[^{}]*\}(?P<title>.*)")
_DIGITS = regex(r"\d")


def find_text(source: str) -> str:
    """Return what of the Markdown `source` is text, with its lines; marks are removed, or are spaces.

    Entities are not decoded, and marks without a letter or digit stay.
    """
    source = _RUBY.sub(_separate_readings, source)
    code = find_code(source)
    labels = {_fold(mark["label"]) for mark in matches_outside(source, _MARK, code) if mark["definition"]}
    pieces: list[str] = []
    position = 0
    for mark in heapq.merge(
        matches_outside(source, _MARK, code),
        (
            fence
            for begin, _ in code
            if not (begin and source[begin - 1] != "\n") and (fence := _FENCE.match(source, begin))
        ),
        key=lambda mark: mark.start(),
    ):
        if mark.start() >= position:
            pieces += [source[position : mark.start()], _keep_text(mark, labels)]
            position = mark.end()
    pieces.append(source[position:])
    return "".join(pieces)


def _separate_readings(ruby: re.Match[str]) -> str:
    """Return an annotated word without a break in it, and after it how it is read."""
    readings = " ".join(reading["text"] for reading in _READING.finditer(ruby[0]))
    return f"{_READING.sub('', ruby[0])} {readings} "


def _keep_text(mark: re.Match[str], labels: AbstractSet[str]) -> str:
    """Return the text in a mark, with its line ends."""
    if "fence" in mark.re.groupindex:
        directive = _DIRECTIVE.fullmatch(mark["info"])
        return directive["title"] if directive else ""
    text = ""
    marks = mark.groupdict()
    if marks.get("number") is not None:
        return _DIGITS.sub(" ", mark[0])
    if marks["tag"]:
        if not is_known(mark["tag"]) and mark["tag"].lower() not in _DRAWN:
            return mark[0]
        values = " ".join(_attribute_texts(mark["attributes"]))
        text = f" {values} " if values or mark["tag"].lower() not in _WITHIN_WORDS else ""
    elif marks.get("reference") and _fold(mark["referred"]) not in labels:
        return mark[0]
    return text + "\n" * (mark[0].count("\n") - text.count("\n"))


def _attribute_texts(attributes: str) -> Iterator[str]:
    """Yield the values that are words, and the names that are no attributes of HTML."""
    for attribute in _ATTRIBUTE.finditer(attributes):
        name = attribute["name"].lower()
        if not attribute["value"]:
            if name.isalpha() and name not in FLAGS:
                yield attribute["name"]
        elif name in TEXT_ATTRIBUTES:
            yield attribute["value"].lstrip("= \t\n").strip("\"'")


def _fold(label: str) -> str:
    """Return a label as labels are compared (CommonMark 0.31, section 4.7)."""
    return " ".join(label.split()).casefold()


def remove_tags(source: str) -> str:
    """Return the Markdown `source` without HTML tags outside code, with the words of their attributes."""
    pieces: list[str] = []
    position = 0
    for mark in matches_outside(source, _HTML, find_code(source)):
        pieces += [source[position : mark.start()], _keep_text(mark, frozenset())]
        position = mark.end()
    return "".join([*pieces, source[position:]])
