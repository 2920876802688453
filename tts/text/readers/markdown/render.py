"""MARKDOWN -> HTML, with the patterns that real articles need. The only importer of Python-Markdown."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    REFERENCE_RE,
    InlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from tts.errors import ReadError
from tts.model import Skipped
from tts.text.readers.html.elements import is_known
from tts.text.readers.markdown.normalize import MarkdownNormalizer
from tts.text.readers.markdown.regions import find_code

_EXTENSIONS = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables")
_ADDRESS = r"((?:https?://|www\.)[^\s<>\"'`\x02\x03]*[^\s<>\"'`\x02\x03.,;:!?)\]}*_…”’])"
_INLINE_TAGS = (
    ("struck", r"()~~(?=\S)(.+?)(?<=\S)~~", "del"),
    ("marked", r"(?<!\w)()==(?=[^\s=])(.+?)(?<=[^\s=])==(?!\w)", "mark"),
)
_UNKNOWN_TAG = re.compile(r"<(?=/?(?P<name>[A-Za-z][\w-]*)(?:[\s/][^<>]*)?>)")
# Only these open a list of attributes; other braces at the end of a heading or paragraph are text
_BRACE = re.compile(r"(?<!\\)\{(?!:|\s*[.#][\w-]|\s*[\w-]+=)")


def render_markdown(text: str, path: Path) -> tuple[str, tuple[Skipped, ...]]:
    """Return the HTML of the Markdown `text`, and the boxes of tasks, which are not in it.

    What only looks like mark-up is escaped outside code: `Vec<T>`, braces that hold no attributes.

    Raises:
        ReadError: lists or quotes are nested too deep.
    """
    pieces = []
    position = 0
    for begin, end in [*find_code(text), (len(text), len(text))]:
        outside_code = _UNKNOWN_TAG.sub(lambda tag: tag[0] if is_known(tag["name"]) else "&lt;", text[position:begin])
        pieces += [_BRACE.sub(r"\\{", outside_code), text[begin:end]]
        position = end
    authored = _AuthoredMarkdown()
    try:
        html = Markdown(extensions=[*_EXTENSIONS, authored]).convert("".join(pieces))
    except RecursionError:
        raise ReadError("The Markdown is nested too deep. Remove levels of quotes or lists.", path=path) from None
    return html, tuple(authored.skipped)


class _AuthoredMarkdown(Extension):
    """Python-Markdown with the extensions that real articles need."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped: list[Skipped] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register by priority: lists and fences before HTML is taken out, the inline patterns after footnotes."""
        md.preprocessors.register(_Normalize(md, self.skipped), "articast_normalize", 25)
        md.treeprocessors.register(_OwnAlternative(md), "articast_alternative", 5)
        for name, pattern, tag in _INLINE_TAGS:
            md.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), f"articast_{name}", 65)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "articast_break", 185)
        md.inlinePatterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
        md.inlinePatterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
        md.inlinePatterns.register(_NoteWithoutText(r"\[\^([^\]\s]+)\]", md), "articast_note", 174)
        md.inlinePatterns.register(_BareAddress(_ADDRESS, md), "articast_address", 95)


class _Normalize(Preprocessor):
    def __init__(self, md: Markdown, skipped: list[Skipped]) -> None:
        super().__init__(md)
        self._skipped = skipped

    def run(self, lines: list[str]) -> list[str]:
        return MarkdownNormalizer(store=self.md.htmlStash.store, skipped=self._skipped).normalize(lines)


class _Reference(ReferenceInlineProcessor):
    """A link whose label may hold code, as in ``[`Vec`]``: when links are found, code has been taken out."""

    _defined: dict[str, str] | None = None

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        label, end, handled = super().evalId(data, index, text)
        return label and self._definition(label), end, handled

    def _definition(self, label: str) -> str:
        """Return the label of the definition that `label` refers to (CommonMark 0.31, section 4.7)."""
        if "\x02" not in label:
            return label
        if self._defined is None:
            self._defined = {_plain(defined): defined for defined in self.md.references}
        return self._defined.get(_plain(unescape(self.unescape(label))), label)


class _ShortReference(_Reference, ShortReferenceInlineProcessor):
    pass


def _plain(label: str) -> str:
    """Return `label` as labels are compared: without backticks, in small letters, with single spaces."""
    return " ".join(label.replace("`", "").casefold().split())


class _OwnAlternative(Treeprocessor):
    """Distinguishes `![](x.jpg)`, which has no alternative text, from HTML with `alt=""`, which needs none."""

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            if not image.get("alt"):
                image.attrib.pop("alt", None)


class _NoteWithoutText(InlineProcessor):
    """Makes a mark of `[^1]` even if that footnote is not defined."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        mark = Element("sup", {"id": f"fnref:{m[1]}"})
        mark.text = m[1]
        return mark, m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    """Makes a link of an address in running text."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        address = m[1] if m[1].startswith("http") else f"https://{m[1]}"
        link = Element("a", {"href": address})
        link.text = m[1]
        return link, m.start(0), m.end(0)
