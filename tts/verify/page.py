"""A page of HTML as a list of its tags and texts, in the strict form that every page of Articast has.

In this form browsers agree with one another and with this module, so that nothing can be hidden in it: attributes in
double quotes, each element closed in its order, no comments (a part of HTML Living Standard, section 13.1).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape

from tts.noun import noun
from tts.verify.findings import shown

_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_MAX_DEPTH = 100
_NAME = "[a-zA-Z][a-zA-Z0-9-]*+"
_TOKEN = re.compile(
    rf"<(?P<name>{_NAME})(?P<attributes>(?>(?:\s++[a-zA-Z][a-zA-Z0-9:-]*+(?>(?:=\"[^\"<]*+\")?))*))\s*+(?P<closed>/?)>"
    rf"|</(?P<end>{_NAME})>|(?P<text>[^<]++)"
)
"""A start tag, an end tag, or a text; each alternative is tried once, so that a page is read in one pass."""
_DOCTYPE = re.compile(r"\s*+<!DOCTYPE html>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=]++)(?>(?:=\"([^\"]*+)\")?)")
_RAW = {name: re.compile(rf"((?>(?:(?!<!--|</{name})[\s\S])*))</{name}>") for name in ("script", "style")}
"""What is in these elements is not markup; after `<!--` browsers would look for another end of it."""


@noun
class Tag:
    """A start tag: its name, and its attributes."""

    name: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Page:
    """The parts of a page that are checked.

    `texts` has the text in each element with an id, without the marks of notes, `alternatives` the alternative texts
    in it. `scripts` and `styles` are the texts of those elements, `data` that of the script that is JSON. `defect` says
    where the strict form ends, and with it what was read; "" if it does not.
    """

    tags: list[Tag] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    data: str = ""
    policy: str = ""
    defect: str = ""


def read_page(text: str) -> Page:
    """Return the page that `text` holds, which may be anything, up to the first place that is not in its form."""
    reader = _Reader()
    doctype = _DOCTYPE.match(text)
    position = doctype.end() if doctype else 0
    while position < len(text) and not reader.page.defect:
        token = _TOKEN.match(text, position)
        if token is None:
            reader.page.defect = f"it has {shown(text[position : position + 40])}, which no page of Articast has"
        else:
            position = reader.read(token)
        if reader.page.defect:
            reader.page.defect = f"from line {text.count(chr(10), 0, position) + 1} on {reader.page.defect}"
    return reader.finish()


class _Reader:
    """Follows which elements are open."""

    def __init__(self) -> None:
        self.page = Page()
        self._texts: dict[str, list[str]] = {}
        self._alternatives: dict[str, list[str]] = defaultdict(list)
        self._open: list[Tag] = []

    def read(self, token: re.Match[str]) -> int:
        """Read a tag or a text, and return where the next one begins."""
        if token["text"] is not None:
            self._read_text(token["text"])
        elif token["end"] is not None:
            self._close(token["end"].lower())
        else:
            tag = self._read_tag(token["name"].lower(), token["attributes"])
            if tag.name in _RAW:
                return self._read_raw(tag, token)
            if tag.name not in _VOID and not token["closed"]:
                self._open.append(tag)
            if len(self._open) > _MAX_DEPTH:
                self.page.defect = f"elements are nested more than {_MAX_DEPTH} levels deep"
        return token.end()

    def finish(self) -> Page:
        """Return the page, which should have an end tag for each element."""
        page = self.page
        if not page.defect and self._open:
            page.defect = f"the element {shown(self._open[-1].name)} is not closed"
        page.texts = {name: "".join(parts) for name, parts in self._texts.items()}
        page.alternatives = {name: " ".join(parts) for name, parts in self._alternatives.items()}
        return page

    def _read_text(self, text: str) -> None:
        """Add a text to each open element with an id; leave out marks of notes."""
        if not self._open:
            if not text.isspace():
                self.page.defect = f"the text {shown(text[:60])} is outside of all elements"
        elif not any(tag.attributes.get("class") == "noteref" for tag in self._open):
            for name in self._open_ids():
                self._texts[name].append(unescape(text))

    def _close(self, name: str) -> None:
        """Close the innermost element, which has to have this name; browsers ignore the end of one without content."""
        if self._open and self._open[-1].name == name:
            self._open.pop()
        elif name not in _VOID:
            self.page.defect = f"an element {shown(name)} ends that is not the innermost one"

    def _read_raw(self, tag: Tag, token: re.Match[str]) -> int:
        """Read a script or a style up to its end tag, and return where that ends."""
        raw = _RAW[tag.name].match(token.string, token.end())
        if raw is None:
            self.page.defect = f"the element {shown(tag.name)} has no plain end"
            return token.end()
        if tag.name == "style":
            self.page.styles.append(raw[1])
        elif tag.attributes.get("type") == "application/json":
            self.page.data = raw[1]
        else:
            self.page.scripts.append(raw[1])
        return raw.end()

    def _read_tag(self, name: str, attributes: str) -> Tag:
        """Return a start tag, and note its id, its alternative text or its policy."""
        pairs = _ATTRIBUTE.findall(attributes)
        tag = Tag(name=name, attributes={key.lower(): unescape(value) for key, value in pairs})
        if len(tag.attributes) < len(pairs):
            self.page.defect = f"an element {shown(name)} has an attribute twice"
        self.page.tags.append(tag)
        if own_id := tag.attributes.get("id"):
            self._texts.setdefault(own_id, [])
        if name == "img":
            for around in self._open_ids():
                self._alternatives[around].append(tag.attributes.get("alt", ""))
        if name == "meta" and tag.attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy = self.page.policy or tag.attributes.get("content", "")
        return tag

    def _open_ids(self) -> list[str]:
        """Return the ids of the open elements, from the outermost."""
        return [name for tag in self._open if (name := tag.attributes.get("id"))]
