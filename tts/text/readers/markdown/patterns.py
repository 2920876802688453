"""Patterns within lines of Markdown that Python-Markdown lacks, or reads in another way than CommonMark."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    EscapeInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from tts.regex import regex
from tts.text.readers.markdown.inline import PiecewiseInlineProcessor

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"  # Chinese, Japanese and Korean: no part of an address
_ADDRESS = regex(
    rf"(?<![^\W_{_WIDE}])((?:https?://|(?<![_/.@:-])www\.)[^\s<>\"'`\x02\x03{_WIDE}]+(?<![.,;:!?)\]}}*_…”’]))",
    needs=("http", "www."),
)
_INLINE_TAGS = (
    ("struck", r"()~~(?=\S)(.+?)(?<=\S)~~", "del"),
    ("marked", r"(?<!\w)()==(?=[^\s=])(.+?)(?<=[^\s=])==(?!\w)", "mark"),
)
_PUNCTUATION = "\"$%&',/:;<=?@^|~"  # what CommonMark lets be escaped, and Python-Markdown does not
_ESCAPED = regex(r"\x02(\d+)\x03")
_EMPHASIS = (
    regex(r"(\*{1,3}|~~|==)(?=[^\s*~=])([^*~=]+)(?<=\S)\1"),
    regex(r"(?<!\w)(_{1,3})(?=\S)([^_]+)(?<=\S)\1(?!\w)"),
)
_IN_ANGLES = regex(r"<([A-Za-z][\w+.-]*://[^<>]*)>|</?[A-Za-z][^<>]*>")


_Handled = tuple[Element | str | None, int | None, int | None]


def register_patterns(md: Markdown, notes: FootnoteExtension) -> None:
    """Register the patterns by priority: escapes and notes before links, addresses after tags of HTML."""
    md.ESCAPED_CHARS.extend(_PUNCTUATION)
    patterns = md.inlinePatterns
    patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "articast_break", 185)
    patterns.register(_Escape(r"\\(.)", md), "escape", 180)
    patterns.register(_NoteWithoutText(r"\[\^([^\]\n]{1,80})\]", notes), "articast_note", 174)
    patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
    patterns.register(_Link(LINK_RE, md), "link", 160)
    patterns.register(_ImageLink(IMAGE_LINK_RE, md), "image_link", 150)
    patterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
    patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
    patterns.register(_ShortImageReference(IMAGE_REFERENCE_RE, md), "short_image_ref", 125)
    patterns.register(_BareAddress("", md), "articast_address", 85)
    for name, pattern, tag in _INLINE_TAGS:
        patterns.register(SimpleTagInlineProcessor(pattern, tag), f"articast_{name}", 65)
    md.treeprocessors.register(PiecewiseInlineProcessor(md), "inline", 20)
    md.treeprocessors.register(_OwnAlternative(md), "articast_alternative", 5)


class KeptNotes(FootnoteExtension):
    """Footnotes, where a second one with the label of another is a note of its own."""

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 - Python-Markdown's names
        """Store a note, under a label that no other note has."""
        label, number = id, len(self.footnotes)
        while label in self.footnotes:
            number += 1
            label = f"{id} {number}"
        super().setFootnote(label, text)


class _Escape(EscapeInlineProcessor):
    """An escaped character; an ampersand begins no entity."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802
        """Return the character; an ampersand is returned as an entity, so that it begins no other."""
        escaped, begin, end = super().handleMatch(m, data)
        return f"{AMP_SUBSTITUTE}amp;" if escaped and m[1] == "&" else escaped, begin, end


class _Reference(ReferenceInlineProcessor):
    """A link by the label of a definition (CommonMark 0.31, section 4.7); text in brackets without one is text.

    A label may hold code, as in ``[`Vec`]``: when links are found, code has been taken out. As in the first Markdown, a
    space may separate text and label, unless the brackets are better understood in another way.
    """

    _defined: dict[str, str] | None = None

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        """Return the label and where it ends; None if it is not defined, or if it is apart, after a space."""
        label, end, handled = super().evalId(data, index, text)
        defined = self._find_definition(label) if handled and label else None
        if defined and end > index and data[index].isspace():
            is_apart = data[end : end + 1] in ("[", "(") or self._find_definition(text)
            defined = None if is_apart else defined
        return (defined, end, True) if defined else (None, index, False)

    def _find_definition(self, label: str) -> str | None:
        """Return the label of the definition that `label` refers to, None without one."""
        if self._defined is None:
            self._defined = {_plain(defined): defined for defined in self.md.references}
        written = _ESCAPED.sub(lambda escaped: f"\\{chr(int(escaped[1]))}", label)
        return self._defined.get(_plain(unescape(self.unescape(written))))


class _ShortReference(_Reference, ShortReferenceInlineProcessor):
    pass


class _Link(LinkInlineProcessor):
    """A link; without a bracket that may end its address, the text is not searched for one character by character."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Return the address and title after a text in brackets, none if no bracket closes later in the text."""
        return super().getLink(data, index) if data.find(")", index) >= 0 else ("", None, index, False)


class _ImageLink(_Link, ImageInlineProcessor):
    pass


class _ImageReference(_Reference, ImageReferenceInlineProcessor):
    pass


class _ShortImageReference(_Reference, ShortImageReferenceInlineProcessor):
    pass


def _plain(label: str) -> str:
    """Return `label` as labels are compared: without backticks, in small letters, with single spaces."""
    return " ".join(label.replace("`", "").casefold().split())


class _OwnAlternative(Treeprocessor):
    """Distinguishes `![](x.jpg)`, which has no alternative text, from HTML with `alt=""`, which needs none.

    An alternative text is the words between the brackets, without their mark-up (CommonMark 0.31, section 6.4).
    """

    def run(self, root: Element) -> None:
        """Take the mark-up out of alternative texts, and the attribute out of images where nothing is left."""
        for image in root.iter("img"):
            alternative = image.get("alt") or ""
            for pattern in _EMPHASIS:
                alternative = pattern.sub(r"\2", alternative)
            alternative = _IN_ANGLES.sub(lambda tag: tag[1] or "", alternative)
            if alternative:
                image.set("alt", alternative)
            else:
                image.attrib.pop("alt", None)


class _NoteWithoutText(FootnoteInlineProcessor):
    """Makes a mark of `[^1]` where no note has this label; one that differs only in capitals is meant."""

    _defined: dict[str, str] | None = None

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802
        """Return the mark of a footnote, also where no note has its label."""
        if self._defined is None:
            self._defined = {_plain(label): label for label in self.footnotes.footnotes}
        label = self._defined.get(_plain(m[1]), "")
        if defined := re.fullmatch(r"(.+)", label, re.DOTALL):
            return super().handleMatch(defined, data)[0], m.start(0), m.end(0)
        mark = Element("sup", {"id": f"fnref:{m[1]}"})
        mark.text = m[1]
        return mark, m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    """Makes a link of an address in running text, with a bracket at its end that it has opened."""

    ANCESTOR_EXCLUDES = ("a",)

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        """Return the pattern of an address, which a text without one need not compile."""
        return _ADDRESS

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return a link to the address, which begins with `https://` if it is written without a scheme."""
        is_open = data.startswith(")", m.end()) and m[1].count("(") > m[1].count(")")
        address = f"{m[1]})" if is_open else m[1]
        link = Element("a", {"href": address if address.startswith("http") else f"https://{address}"})
        link.text = address
        return link, m.start(), m.end() + is_open
