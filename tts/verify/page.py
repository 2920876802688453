"""A page of HTML as a list of its tags and texts, whatever it holds (HTML Living Standard, section 13.1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A start tag: its name, and its attributes, each name once."""

    name: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Page:
    """The parts of a page that are checked.

    `texts` has the text in each element with an id, without the marks of notes, `alternatives` the alternative texts
    in it. `scripts` and `styles` are the texts of those elements, `data` that of the script that is JSON.
    """

    tags: list[Tag] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    data: str = ""
    policy: str = ""


def read_page(text: str) -> Page:
    """Return the page that an HTML parser makes of `text`, which may be anything."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    page = reader.page
    page.texts = {name: "".join(parts) for name, parts in reader.texts.items()}
    page.alternatives = {name: " ".join(parts) for name, parts in reader.alternatives.items()}
    return page


class _Reader(HTMLParser):
    """Follows which elements are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.texts: dict[str, list[str]] = {}
        self.alternatives: dict[str, list[str]] = defaultdict(list)
        self._open: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, unless it is one that has no end tag."""
        element = self._read_tag(tag, attrs)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element that begins and ends in one tag."""
        self._read_tag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost open element of this name and all in it; do nothing if none is open."""
        index = next((index for index in reversed(range(len(self._open))) if self._open[index].name == tag), None)
        if index is not None:
            del self._open[index:]

    def handle_data(self, data: str) -> None:
        """Add the text to the styles, to the scripts, or to each open element with an id; leave out marks of notes."""
        innermost = self._open[-1] if self._open else None
        if innermost and innermost.name == "style":
            self.page.styles.append(data)
        elif innermost and innermost.name == "script":
            if innermost.attributes.get("type") == "application/json":
                self.page.data = data
            else:
                self.page.scripts.append(data)
        elif not any(tag.attributes.get("class") == "noteref" for tag in self._open):
            for name in self._open_ids():
                self.texts[name].append(data)

    def _read_tag(self, name: str, attrs: list[tuple[str, str | None]]) -> Tag:
        """Return a start tag, and note its id, its alternative text or its policy."""
        # of two attributes of one name a browser takes the first
        tag = Tag(name=name, attributes={key: value or "" for key, value in reversed(attrs)})
        self.page.tags.append(tag)
        if own_id := tag.attributes.get("id"):
            self.texts.setdefault(own_id, [])
        if name == "img":
            for around in self._open_ids():
                self.alternatives[around].append(tag.attributes.get("alt", ""))
        if name == "meta" and tag.attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy = self.page.policy or tag.attributes.get("content", "")
        return tag

    def _open_ids(self) -> list[str]:
        """Return the ids of the open elements, from the outermost."""
        return [name for tag in self._open if (name := tag.attributes.get("id"))]
