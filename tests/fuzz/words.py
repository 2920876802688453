"""INPUT -> the planted words that can be seen in it, by simple scanners that share nothing with the readers.

A scanner may overlook a word that can be seen, and must not name one that cannot: in doubt, a word is not named.
"""

# ruff: noqa: E501 - tables, and lines of other languages

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from io import BytesIO
from unicodedata import normalize

from fuzz.structure import read_parts

WORD = re.compile(r"zq\d+k")
_FRONT = re.compile(r"\s*(?:---|\+\+\+|;;;|\{|<!--|/\*|%|[\w .-]{1,40}:)")
_FENCE = re.compile(r"\s*(?:---|\+\+\+|;;;|\}|\.\.\.|-->|\*/)\s*$")
_ELEMENTS = [
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "svg",
    "math",
    "iframe",
    "object",
    "noscript",
    "select",
    "head",
]
_PAIRS = [("<!--", "-->"), *((f"<{name}", f"</{name}") for name in _ELEMENTS), ("{{", "}}"), ("{%", "%}"), ("%%", "%%"), ("$", "$"), ("](", ")"), ("<", ">"), ("{", "}"), ("[", "]")]  # fmt: skip
"""The begin and the end of what of Markdown may be no running text; what does not end hides nothing, but for tags."""
_MARKS = re.compile(
    r"^[ >]{0,9}\[[^\]\n]{0,99}\]:.*|^\W{0,20}(?:```|~~~|:::|\.\.).*|\w{1,20}://\S*|<[^>]*\Z", re.MULTILINE
)
_SKIPPED_TAGS = frozenset(
    [
        *_ELEMENTS,
        "option",
        "audio",
        "video",
        "canvas",
        "button",
        "form",
        "input",
        "nav",
        "embed",
        "applet",
        "datalist",
        "dialog",
    ]
)
_VOID_TAGS = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_OPTIONAL_ENDS = frozenset(["dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "th", "thead", "tr"])
_HIDING = re.compile(r"hidden|none|aria|role|class|style|id", re.IGNORECASE)


def plant(text: str, pattern: str = r"(?<=[a-z]{3})(?=\.\n)", first: int = 0) -> str:
    """Return a text with a word of its own wherever `pattern` matches."""
    count = iter(range(first, first + 100_000))
    return re.sub(pattern, lambda _: f" zq{next(count)}k", text, flags=re.MULTILINE)


def find_words(texts: Iterable[str]) -> set[str]:
    """Return the planted words in texts, also those that have got an accent."""
    return {word for text in texts for word in WORD.findall(normalize("NFD", text))}


def see_text(data: bytes) -> set[str]:
    """Return the words that can be seen in plain text: all, but for those that may be in front matter."""
    text = _decode(data)
    return set(WORD.findall(_cut_front(text)))


def see_markdown(data: bytes) -> set[str]:
    """Return the words that are in running text of Markdown, whatever its marks are."""
    text = _MARKS.sub(" ", _cut_front(_decode(data)))
    for begin, end in _PAIRS:
        text = _remove_between(text, begin, end)
    return set(WORD.findall(text))


def _remove_between(text: str, begin: str, end: str) -> str:
    """Return a text without all that lies between `begin` and the next `end`, in time that grows with its length."""
    folded, pieces, place = text.lower(), [], 0
    if len(folded) != len(text):
        return ""  # letters that change their number; the words are not sure
    while (first := folded.find(begin, place)) >= 0 and (last := folded.find(end, first + len(begin))) >= 0:
        pieces.append(text[place:first])
        place = last + len(end)
    return " ".join([*pieces, text[place:]])


def _decode(data: bytes) -> str:
    """Return the text of UTF-8; "" for other encodings, in which words may not be what they seem."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)


def _cut_front(text: str) -> str:
    """Return a text without what may be front matter: up to the line that ends it, or else up to an empty line."""
    if not _FRONT.match(text):
        return text
    lines = text.split("\n")
    fences = (number for number, line in enumerate(lines) if number and _FENCE.match(line))
    fields = (number for number, line in enumerate(lines[:60]) if re.match(r"\s*(?:[-\"'\w. ]{1,40}[:=]|\[)", line))
    end = next(fences, None)
    return "\n".join(lines[(max(fields, default=0) if end is None else end) + 1 :])


class _Page(HTMLParser):
    """Collects words that are in no element that may hide them."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()
        self._hidden = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID_TAGS:
            return
        may_hide = tag in _SKIPPED_TAGS or any(_HIDING.search(f"{name}={value}") for name, value in attrs)
        self._open.append(f"!{tag}" if may_hide else tag)
        self._hidden += may_hide

    def handle_endtag(self, tag: str) -> None:
        names = [name.lstrip("!") for name in self._open]
        while tag in names and names[-1] != tag and names[-1] in _OPTIONAL_ENDS:
            self._hidden -= self._open.pop().startswith("!")
            names.pop()
        if names and names[-1] == tag:
            self._hidden -= self._open.pop().startswith("!")
        elif tag in names or tag in _SKIPPED_TAGS:
            self._hidden += 1  # wrongly nested: nothing after it is sure

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words |= set(WORD.findall(data))


def see_page(data: bytes) -> set[str]:
    """Return the words in the text of a page that both Python's and libxml's parser see, and nothing may hide."""
    from lxml import etree, html

    page = _Page()
    try:
        page.feed(_decode(data))
        root = html.document_fromstring(_decode(data).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, AssertionError, ValueError, RecursionError):
        return set()
    for element in list(root.iter(*_SKIPPED_TAGS)):
        element.text = ""
        for child in list(element):
            element.remove(child)
    return page.words & set(WORD.findall(" ".join(root.itertext())))


def _parse_part(data: bytes, name: str):
    """Return the root of a part that is XML, None if it is not."""
    from lxml import etree

    try:
        return etree.parse(BytesIO(read_parts(data)[name]), etree.XMLParser(resolve_entities=False)).getroot()
    except (KeyError, etree.LxmlError, ValueError):
        return None


def see_docx(data: bytes) -> set[str]:
    """Return the words in runs of a DOCX that lie right in paragraphs of its body or tables."""
    root = _parse_part(data, "word/document.xml")
    if root is None:
        return set()
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    plain = {f"{w}{name}" for name in ("document", "body", "p", "r", "tbl", "tr", "tc", "hyperlink")}
    words = set()
    for text in root.iter(f"{w}t"):
        above = list(text.iterancestors())
        has_hidden = any(
            run.find(f".//{w}{name}") is not None
            for run in above[:2]
            for name in ("vanish", "webHidden", "specVanish", "fldChar", "instrText", "pStyle", "rStyle")
        )
        if (
            above
            and all(element.tag in plain for element in above)
            and [element.tag for element in above[-2:]] == [f"{w}body", f"{w}document"]
            and not has_hidden
        ):
            words |= set(WORD.findall(text.text or ""))
    return words


_PLAIN_ODT = frozenset(
    ["document-content", "body", "text", "p", "h", "span", "list", "list-item", "table", "table-row", "table-cell", "a"]
)


def see_odt(data: bytes) -> set[str]:
    """Return the words in paragraphs and headings of an ODT that lie right in its text, in lists or in tables."""
    root = _parse_part(data, "content.xml")
    if root is None:
        return set()
    words = set()
    for element in root.iter():
        path = [element, *element.iterancestors()]
        names = [part.tag.rpartition("}")[2] if isinstance(part.tag, str) else "" for part in path]
        styles = [value for part in path for value in part.attrib.values()]
        is_hidden = any(value.startswith(("TH", "SH")) or "none" in value or "hidden" in value for value in styles)
        is_inside = names[-3:] == ["text", "body", "document-content"] and {"p", "h"} & set(names)
        if is_inside and set(names) <= _PLAIN_ODT and not is_hidden:
            words |= set(WORD.findall(element.text or ""))
    return words


def see_rtf(data: bytes) -> set[str]:
    """Return the words of an RTF that stand in its outermost group, or in one that only sets looks."""
    words: set[str] = set()
    hidden: list[bool] = []
    for part in re.findall(rb"\\[a-z]+-?\d* ?|[{}]|[^\\{}]+|\\.", data, re.DOTALL):
        if part == b"{":
            hidden.append(bool(hidden and hidden[-1]))
        elif part == b"}":
            if hidden:
                hidden.pop()
            if not hidden:
                break
        elif part.startswith(b"\\"):
            harmless = re.fullmatch(
                rb"\\(?:par|pard|b|i|b0|i0|plain|f\d|fs\d+|rtf1|ansi|ansicpg1252|tab|line|cell|row|trowd|intbl) ?|\\'..|\\[\\{}]",
                part,
            )
            if hidden and not harmless:
                hidden[-1] = True
        elif hidden and not hidden[-1]:
            words |= set(WORD.findall(part.decode("latin-1")))
    return words
