"""MARKDOWN -> MARKDOWN in which no element of HTML can swallow the text after it, closed or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from html import escape, unescape

from tts.model import Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.markdown.regions import find_code, matches_outside
from tts.text.readers.whitespace import normalize_whitespace, split_words

_REASONS = {
    "script": "script",
    "style": "style sheet",
    "template": "template",
    "title": "title of a page",
    "noembed": "replacement for an embedded page",
    "noframes": "replacement for an embedded page",
}
"""Elements whose text no page shows, and the reason in the list of what is skipped."""

_MEDIA = ("audio", "canvas", "iframe", "object", "svg", "video")
"""Elements that are listed by their title or address, and may be left open by mistake."""

_OTHERS = ("button", "dialog", "form", "math", "nav", "noscript", "plaintext", "select", "textarea", "xmp")
_NAMES = "|".join([*_REASONS, *_MEDIA, *_OTHERS])
_TAG = regex(
    rf"<(?P<end>/?)(?P<name>{_NAMES})(?P<attributes>(?:[\s/](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?)>", re.IGNORECASE
)
_MAX_PARAGRAPH = 2000  # characters of a script or style sheet without an end
_BLANK_LINE = regex(r"\n[ \t]*\n")
_CODE_CHARACTER = regex(r"[{};=()]")


@noun
class _Element:
    """An element: its beginning, and its end if it has one."""

    opening: re.Match[str]
    closing: re.Match[str] | None
    content: str

    @property
    def name(self) -> str:
        """Return the element's name in small letters."""
        return self.opening["name"].lower()

    @property
    def has_attributes(self) -> bool:
        """Return whether its beginning says more than its name."""
        return "=" in self.opening["attributes"]

    @property
    def is_self_closed(self) -> bool:
        """Return whether its beginning ends as in XML."""
        return self.opening["attributes"].endswith("/")

    @property
    def is_in_sentence(self) -> bool:
        """Return whether there are words before its beginning in the line."""
        text, begin = self.opening.string, self.opening.start()
        return any(map(str.isalnum, text[text.rfind("\n", 0, begin) + 1 : begin]))

    def is_named(self) -> bool:
        """Return whether the author names the element, and does not use it: `A <style> element holds rules.`"""
        if self.has_attributes or self.is_self_closed:
            return False
        if self.closing is None:
            return True
        if self.name in ("script", "style"):
            return bool(split_words(self.content)) and not _CODE_CHARACTER.search(self.content)
        may_be_long = not self.is_in_sentence and self.name not in ("title", "button")
        return not may_be_long and bool(_BLANK_LINE.search(self.content))


def replace_raw_elements(text: str) -> Cleaned:
    """Remove scripts, style sheets and the like, whose words are listed, and close what is open by mistake.

    An element that is only named in the text is text.
    """
    tags = list(matches_outside(text, _TAG, find_code(text))) if "<" in text else []
    endings = defaultdict[str, list[re.Match[str]]](list)
    for tag in tags:
        if tag["end"]:
            endings[tag["name"].lower()].append(tag)
    begins = {name: [tag.start() for tag in closings] for name, closings in endings.items()}
    pieces: list[str] = []
    skipped: list[Skipped] = []
    directives: Counter[str] = Counter()
    named: set[str] = set()
    position = end_of_drawing = 0
    for tag in tags:
        if tag.start() < max(position, end_of_drawing):
            continue  # a drawing is skipped as a whole
        name = tag["name"].lower()
        pieces.append(text[position : tag.start()])
        if tag["end"]:
            pieces.append("&lt;" + tag[0][1:] if name in named else tag[0])
            position = tag.end()
            continue
        nearest = bisect_left(begins.get(name, []), tag.end())
        closing = endings[name][nearest] if nearest < len(endings[name]) else None
        content = text[tag.end() : closing.start()] if closing and not tag["attributes"].endswith("/") else ""
        element = _Element(opening=tag, closing=closing, content=content)
        piece, position, words = _replace(element)
        if piece.startswith("&lt;"):
            named.add(name)
        elif name == "svg" and closing:
            end_of_drawing = closing.start()
        pieces.append(piece)
        directives += Counter(split_words(text[tag.start() : position])) - Counter(
            split_words(unescape(f"{find_text(piece)} {words}"))
        )
        if split_words(words):
            skipped.append(Skipped(text=normalize_whitespace(words), reason=_REASONS.get(name, _REASONS["noembed"])))
    pieces.append(text[position:])
    return Cleaned(text="".join(pieces), skipped=tuple(skipped), directives=tuple(directives.elements()))


def _replace(element: _Element) -> tuple[str, int, str]:
    """Return the HTML in the place of an element, where the replaced text ends, and its words that are skipped."""
    tag, name = element.opening, element.name
    if element.is_named() or name == "plaintext":
        if name in ("script", "style") and not element.is_in_sentence and element.closing is None:
            paragraph = _first_paragraph(tag)
            if _CODE_CHARACTER.search(paragraph):
                return "", tag.end() + len(paragraph), paragraph
        return "&lt;" + tag[0][1:], tag.end(), ""
    if element.is_self_closed or element.closing is None:
        is_media = name in _MEDIA
        return (f"<{tag['name']}{tag['attributes'].rstrip('/')}></{tag['name']}>" if is_media else ""), tag.end(), ""
    if name == "iframe":
        return f"{tag[0]}</{tag['name']}>", element.closing.end(), element.content
    if name == "xmp":
        return f"\n\n<pre>{escape(element.content, quote=False)}</pre>\n\n", element.closing.end(), ""
    if name in _REASONS:
        return "", element.closing.end(), element.content
    return tag[0], tag.end(), ""


def _first_paragraph(tag: re.Match[str]) -> str:
    """Return the text after `tag` up to the next blank line."""
    following = tag.string[tag.end() : tag.end() + _MAX_PARAGRAPH]
    return _BLANK_LINE.split(following, maxsplit=1)[0]
