"""HTML -> BLOCKS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tts.model import Block, BlockKind, MarkKind, Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.languages.names import read_tag
from tts.text.readers.html.blocks import Builder, Frame
from tts.text.readers.html.elements import (
    BORDERS,
    NO_TEXT,
    READINGS,
    SKIPPED,
    find_asides,
    is_back_link,
    is_graphic,
    is_hidden,
    is_note_mark,
    says_something,
)
from tts.text.readers.html.figures import Image
from tts.text.readers.html.nodes import collect_words, iterate_children, iterate_nodes, listing_text
from tts.text.readers.html.raised import show_raised
from tts.text.readers.html.struck import is_struck, separate_struck
from tts.text.readers.whitespace import normalize_whitespace, split_words

Attributes = Mapping[str, str | None]

_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote",
    "caption": "caption",
    "dd": "definition",
    "dl": "list",
    "dt": "term",
    "figcaption": "caption",
    "figure": "figure",
    "li": "item",
    "menu": "list",
    "ol": "list",
    "table": "table",
    "td": "cell",
    "th": "cell",
    "tr": "row",
    "ul": "list",
}
_MARKS: dict[str, MarkKind] = {
    "b": "strong",
    "cite": "emphasis",
    "code": "code",
    "del": "struck",
    "dfn": "emphasis",
    "em": "emphasis",
    "i": "emphasis",
    "kbd": "code",
    "s": "struck",
    "samp": "code",
    "strike": "struck",
    "strong": "strong",
    "tt": "code",
    "var": "emphasis",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PULL_QUOTE = regex(r"pull-?_?quote", re.IGNORECASE)
_CAPTION = regex(r"(?:fig|figure|image|img|media|photo|pic|picture)?[-_]?caption|wp-caption-(?:text|dd)", re.IGNORECASE)
_ANCHOR = regex(r"[\s\u200b\u2060\ufeff\ufe0f#¶§∞⚓🔗]*")
_BACK = regex(r"\s*[↩↵⏎⤴↑⬆⮌]\ufe0e?\ufe0f?\s*")
_NOTE_ADDRESS = regex(
    r"#_?(?:user-content-)?(?:foot-?note|end-?note|note|fn|ftn|edn|sdfootnote|sdendnote)[-_:]?\d", re.IGNORECASE
)
_NOTE_NUMBER = regex(r"(?P<open>[\[(]?)[\d⁰¹²³⁴-⁹*†‡]{1,4}[\])]?")
_EMOJI = regex(r"emoji|smiley", re.IGNORECASE)
_NO_LANGUAGE = frozenset({"mul", "und", "zxx"})
_MAX_NODES = 500  # of a figure, in which an image is looked for
_TITLES = {"a": "title of a link", "abbr": "expansion of an abbreviation"}
_WORDS = "words of a tag"
_SENTENCE_ENDS = tuple('.!?…”")]|–—-:,/')


@noun
class ParsedHtml:
    """The blocks of a page, what is skipped, and the images that nothing describes.

    `places` are for each of these images the number of blocks above it.
    """

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
    undescribed: tuple[Image, ...]
    places: tuple[int, ...] = ()


def html_to_blocks(html: str) -> ParsedHtml:
    """Return the blocks of `html`, a page or a part of one, nested to any depth."""
    body = LexborHTMLParser(separate_struck(show_raised(html))).body
    walker = _Walker()
    if body is not None:
        walker.walk(body)
    builder = walker.builder
    return ParsedHtml(
        blocks=builder.finish(),
        skipped=tuple(builder.skipped),
        undescribed=tuple(builder.undescribed),
        places=tuple(builder.places),
    )


class _Walker:
    """Passes the text and elements of a page to a builder."""

    def __init__(self) -> None:
        self.builder = Builder()
        self._label_ids: frozenset[str] = frozenset()

    def walk(self, root: LexborNode) -> None:
        """Pass all below `root`, in order and without recursion."""
        graphics = (node for node in root.css("[aria-labelledby]") if is_graphic(str(node.tag), node.attributes))
        self._label_ids = frozenset(
            id_ for one in graphics for id_ in (one.attributes["aria-labelledby"] or "").split()
        )
        path: list[LexborNode] = []
        node = root.child
        while node is not None:
            is_open = self._enter(node)
            if is_open and node.child is not None:
                path.append(node)
                node = node.child
                continue
            if is_open:
                self.builder.close()
            while node.next is None and path:
                node = path.pop()
                self.builder.close()
            node = node.next

    def _enter(self, node: LexborNode) -> bool:
        """Pass one node, and return whether the nodes below it must be passed and it be closed."""
        tag = str(node.tag)
        if tag == "-text":
            self.builder.text(node.text_content or "")
            return False
        if tag.startswith("-"):
            return False
        attributes = node.attributes
        if self._skip(node, tag, attributes) or self._pass_whole(node, tag, attributes):
            return False
        self._open(node, tag, attributes)
        return True

    def _skip(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Skip an element that is not heard with all below it, and return whether it is one."""
        if is_note_mark(tag, attributes):
            self.builder.note_mark(normalize_whitespace(collect_words(node)))
        elif tag == "a" and self._is_note_link(node, attributes):
            self.builder.note_mark(normalize_whitespace(collect_words(node)).strip("[]()"))
        elif tag == "a" and self.builder.frame.kind == "heading" and _is_anchor(node):
            self.builder.skip(attributes.get("title") or "", "link of a heading to itself")
        elif is_back_link(attributes) or (tag == "a" and _BACK.fullmatch(node.text() or "")):
            back = collect_words(node)  # mostly an arrow, which is not listed
            self.builder.skip(back if split_words(back) else "", "link from a note back to its mark")
        elif tag != "figure" and is_graphic(tag, attributes) and self._show_graphic(node, tag, attributes):
            pass
        elif tag == "button" and self.builder.frame.kind == "heading" and _is_all_of_heading(node):
            return False
        elif tag in READINGS:
            self.builder.skip_aside(collect_words(node) if tag != "rp" else "", "reading of the word before it")
        elif tag in SKIPPED or tag in NO_TEXT:
            self.builder.skip(collect_words(node), SKIPPED.get(tag) or NO_TEXT[tag])
        elif is_hidden(attributes) and attributes.get("id") in self._label_ids:
            self.builder.image(Image(src="", alt=collect_words(node), language=_language(attributes)))
        elif is_hidden(attributes):
            self.builder.skip(collect_words(node), "hidden")
        elif "codepen" in _names(attributes):
            self.builder.skip(collect_words(node), "link that the page replaces by a program")
        else:
            return False
        return True

    def _is_note_link(self, node: LexborNode, attributes: Attributes) -> bool:
        """Return whether a link with only a number is the mark of a note: in brackets, or right after a word.

        `see note [3](#note-3)` names the note in the sentence.
        """
        if not _NOTE_ADDRESS.match(attributes.get("href") or ""):
            return False
        words = collect_words(node).strip()
        line = self.builder.line
        is_attached = bool(line) and not line[-1].isspace()
        return bool(_NOTE_NUMBER.fullmatch(words)) and bool(line) and (is_attached or words.startswith(("[", "(")))

    def _show_graphic(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Pass a graphic as an image if its author described it, with what is in it skipped; return whether it is one.

        The name of a symbol, such as an emoji, is skipped, and the symbol is text.
        """
        if is_hidden(attributes):
            return False
        labels = _labels(tag, attributes)
        below = list(iterate_children(node))
        if tag == "svg" and not labels and node.parent is not None and node.parent.tag not in ("a", "button"):
            described = [child for child in below if child.tag in ("title", "desc")]
            labels = [text] if (text := _join_sentences(map(collect_words, described))) else []
            below = [child for child in below if child.tag not in ("title", "desc")] if labels else below
        label = next(filter(says_something, labels), None)
        inner = "".join(map(collect_words, below))
        if tag not in SKIPPED and tag != "area" and (label is None or (inner.strip() and not split_words(inner))):
            for other in labels:
                self.builder.skip_aside(other, "label of a graphic")
            return False
        if label is None:
            self.builder.skip(" ".join(labels) if tag == "area" else "", "area of an image")
            return tag == "area"
        self.builder.image(Image(src="", alt=label, language=_language(attributes)))
        labels.remove(label)
        self.builder.skip(" ".join(labels), "label of a graphic")
        self.builder.skip(inner, SKIPPED.get(tag, "text in a picture that is described"))
        return True

    def _pass_whole(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Pass an element as a whole with all below it, and return whether it is one that must be."""
        if tag == "pre" and (code := listing_text(node)) is not None:
            self.builder.code(code, language=_language(attributes))
        elif tag == "img" and _is_emoji(attributes):
            self.builder.text(attributes["alt"] or "")
        elif tag == "img":
            src, alt, title = (attributes.get(name) for name in ("src", "alt", "title"))
            alt = (alt or "") if "alt" in attributes else attributes.get("aria-label")
            self.builder.image(Image(src=src or "", alt=alt, title=title or "", language=_language(attributes)))
            for other in find_asides(tag, {**attributes, "title": None})[1:]:
                self.builder.skip_aside(other, _WORDS)
        elif tag == "br":
            self.builder.break_line()
        else:
            return False
        return True

    def _open(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        """Open the container, border or marks of an element."""
        self._skip_asides(tag, attributes)
        language = _language(attributes)
        names = _names(attributes)
        is_credit = self.builder.frame.kind == "caption" and self._is_credit(node, tag, attributes)
        kind = "credit" if is_credit else _KINDS.get(tag)
        struck = is_struck(attributes)
        if "wp-caption" in names and tag == "div":
            kind = "figure"  # a picture of WordPress with its caption
        if tag in _HEADINGS:
            self.builder.open(Frame(kind="heading", level=_HEADINGS[tag], language=language), is_struck=struck)
        elif "doc-endnotes" in names or (tag == "div" and "footnote" in names):
            self.builder.open(Frame(kind="notes", language=language), is_struck=struck)
        elif kind:
            ordinal = self._ordinal(node) if tag == "li" else None
            self.builder.open(
                Frame(kind=kind, language=language, header=tag == "th", ordinal=ordinal), is_struck=struck
            )
            if tag == "figure":
                self._label_figure(node, attributes)
        elif tag in BORDERS and any(map(_PULL_QUOTE.search, names)):
            self.builder.open(Frame(kind="quote", language=language), is_struck=struck)
        elif tag in BORDERS and any(map(_CAPTION.fullmatch, names)):
            self.builder.open(Frame(kind="below", language=language), is_struck=struck)
        elif tag in BORDERS:
            self.builder.open_border(language, is_struck=struck)
        else:
            self._open_inline(tag, attributes)
            return
        if speaker := _speaker(attributes):
            self.builder.name_speaker(speaker)

    def _skip_asides(self, tag: str, attributes: Attributes) -> None:
        """Skip the titles and labels of an element that is not a graphic."""
        if is_graphic(tag, attributes):
            return
        for value in find_asides(tag, attributes):
            is_title = value == (attributes.get("title") or "").strip()
            self.builder.skip_aside(value, _TITLES.get(tag, _WORDS) if is_title else _WORDS)

    def _label_figure(self, node: LexborNode, attributes: Attributes) -> None:
        """Pass the label of a figure as an image, unless it holds one."""
        labels = _labels("figure", attributes)
        has_image = bool(labels) and any(below.tag == "img" for below in islice(iterate_nodes(node), _MAX_NODES))
        for label in labels:
            if has_image or not says_something(label):
                self.builder.skip_aside(label, "label of a graphic")
            else:
                self.builder.image(Image(src="", alt=label))
                has_image = True

    def _is_credit(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Return whether an element of a caption is a credit: by its class, or at the end after a sentence."""
        if any("credit" in name for name in _names(attributes)):
            return True
        is_last = node.next is None or not (node.next.text() or "").strip()
        before = self.builder.line.rstrip()
        return tag in ("cite", "small") and is_last and (not before or before.endswith(_SENTENCE_ENDS))

    def _ordinal(self, node: LexborNode) -> int | None:
        """Return the number of an item of a numbered list (HTML Living Standard, section 4.4.8)."""
        parent = node.parent
        if parent is None or parent.tag != "ol":
            return None
        items = [block for block in self.builder.frame.blocks if block.kind == "item"]
        own = _number(node.attributes.get("value"))
        if own is not None:
            return own
        if items and items[-1].ordinal is not None:
            return items[-1].ordinal + 1
        start = _number(parent.attributes.get("start"))
        return 1 if start is None else start

    def _open_inline(self, tag: str, attributes: Attributes) -> None:
        """Open the marks of an inline element."""
        kinds: list[tuple[MarkKind, str]] = []
        if tag == "a" and (address := attributes.get("href")):
            kinds.append(("link", address))
        if language := _language(attributes):
            kinds.append(("language", language))
        if kind := "struck" if is_struck(attributes) else _MARKS.get(tag):
            kinds.append((kind, ""))
        self.builder.open_marks(*kinds)


def _is_anchor(link: LexborNode) -> bool:
    """Return whether a link in a heading has only a sign, such as `¶`, for those who copy the heading's address."""
    return bool(_ANCHOR.fullmatch(link.text() or "")) and link.css_first("img") is None


def _is_all_of_heading(button: LexborNode) -> bool:
    """Return whether a button, which perhaps shows the text below, is all that its heading says."""
    heading = button.parent
    while heading is not None and heading.tag not in _HEADINGS:
        heading = heading.parent
    return heading is not None and split_words(collect_words(heading)) == split_words(collect_words(button))


def _is_emoji(attributes: Attributes) -> bool:
    """Return whether an image stands for a character, as those of WordPress and Twitter do."""
    alt = attributes.get("alt") or ""
    return bool(alt) and not split_words(alt) and any(map(_EMOJI.search, _names(attributes)))


def _names(attributes: Attributes) -> list[str]:
    """Return the classes and roles of an element."""
    return f"{attributes.get('class') or ''} {attributes.get('role') or ''}".split()


def _language(attributes: Attributes) -> str | None:
    """Return the language of an element if its attribute names one, also as `german`; `und` and `zxx` do not."""
    written = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
    tag = read_tag(written)[0] if written else None
    return tag if tag and tag.lower() not in _NO_LANGUAGE else None


def _speaker(attributes: Attributes) -> str:
    """Return the name of who says the text of an element, "" if it names nobody; Pandoc and kramdown omit `data-`."""
    return normalize_whitespace(attributes.get("data-speaker") or attributes.get("speaker") or "")


def _number(value: str | None) -> int | None:
    """Return the number in an attribute, None if there is none."""
    try:
        return int(value or "")
    except ValueError:
        return None


def _labels(tag: str, attributes: Attributes) -> list[str]:
    """Return the titles and labels of a graphic; no address."""
    named = {name: value for name, value in attributes.items() if name not in ("src", "data")}
    return find_asides(tag, named)


def _join_sentences(texts: Iterable[str]) -> str:
    """Return `texts` in a row, each with a full stop before another."""
    joined = ""
    for text in filter(None, map(normalize_whitespace, texts)):
        joined = f"{joined if joined.endswith(_SENTENCE_ENDS) else f'{joined}.'} {text}" if joined else text
    return joined
