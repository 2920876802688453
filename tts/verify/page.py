"""A page of HTML as a list of its tags and texts, whatever stands in it (HTML Living Standard, section 13.1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A start tag: its name, and its attributes without those that are there twice."""

    name: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Page:
    """What is known of a page.

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
    """The page that `text` is; of what is no HTML, what a parser makes of it."""
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
        one = self._tag(tag, attrs)
        if tag not in _VOID:
            self._open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].name == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        top = self._open[-1] if self._open else None
        if top and top.name == "style":
            self.page.styles.append(data)
        elif top and top.name == "script":
            if top.attributes.get("type") == "application/json":
                self.page.data = data
            else:
                self.page.scripts.append(data)
        elif not any(tag.attributes.get("class") == "noteref" for tag in self._open):
            for name in self._names():
                self.texts[name].append(data)

    def _tag(self, name: str, attrs: list[tuple[str, str | None]]) -> Tag:
        # of two attributes of one name a browser takes the first
        one = Tag(name=name, attributes={key: value or "" for key, value in reversed(attrs)})
        self.page.tags.append(one)
        if own := one.attributes.get("id"):
            self.texts.setdefault(own, [])
        if name == "img":
            for around in self._names():
                self.alternatives[around].append(one.attributes.get("alt", ""))
        if name == "meta" and one.attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy = self.page.policy or one.attributes.get("content", "")
        return one

    def _names(self) -> list[str]:
        return [name for tag in self._open if (name := tag.attributes.get("id"))]
