"""Markdown -> ARTICLE. The only importer of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
from tts.model import Article, Skipped
from tts.text.readers.byline import take_byline
from tts.text.readers.decode import read_text
from tts.text.readers.frontmatter import FrontMatter, split_front_matter
from tts.text.readers.frontmatter.fields import parse_fields
from tts.text.readers.html.elements import is_known
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.html.tree import html_to_blocks
from tts.text.readers.limits import check_limits
from tts.text.readers.markdown.boilerplate import drop_repeated_content
from tts.text.readers.markdown.dialects import replace_dialects
from tts.text.readers.markdown.losses import check_letters, check_losses
from tts.text.readers.markdown.normalize import MarkdownNormalizer
from tts.text.readers.markdown.regions import find_code, find_open_fence, remove_comments
from tts.text.readers.markdown.source_lines import SourceLines
from tts.text.readers.title import find_title

_EXTENSIONS = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables")
_ADDRESS = r"((?:https?://|www\.)[^\s<>\"'`\x02\x03]*[^\s<>\"'`\x02\x03.,;:!?)\]}*_…”’])"
_INLINE_TAGS = (
    ("struck", r"()~~(?=\S)(.+?)(?<=\S)~~", "del"),
    ("marked", r"(?<!\w)()==(?=[^\s=])(.+?)(?<=[^\s=])==(?!\w)", "mark"),
)
_UNKNOWN_TAG = re.compile(r"<(?=/?(?P<name>[A-Za-z][\w-]*)(?:[\s/][^<>]*)?>)")
# Only these open a list of attributes; other braces at the end of a heading or paragraph are text
_BRACE = re.compile(r"(?<!\\)\{(?!:|\s*[.#][\w-]|\s*[\w-]+=)")


def read_markdown(path: Path) -> Article:
    """Read the article in the Markdown file at `path`: with HTML, footnotes and the tags of site generators.

    Raises:
        ReadError: the file cannot be read as an article.
        LostWordsError: the rendering lost words of the source.
    """
    source = read_text(path)
    front_matter = split_front_matter(source.text, path)
    fields = parse_fields(front_matter.fields, path)
    check_limits(front_matter.body, front_matter.body_line, path)
    body = remove_comments(front_matter.body)
    cleaned = replace_dialects(body)
    html, boxes = _render(cleaned.text, path)
    left_out = (*cleaned.skipped, *boxes)
    left_out_texts = [skipped.text for skipped in left_out]
    check_losses(body, html, (*cleaned.directives, *left_out_texts), path)
    parsed = html_to_blocks(html)
    text = html_to_text(parsed.html)
    check_letters(html_to_text(html), text, path)
    content = drop_repeated_content(parsed.blocks)
    byline, title = take_byline(find_title(fields.title, content.blocks, path, fields.language), fields)
    source_lines = SourceLines(front_matter.body, front_matter.body_line)
    return Article(
        path=path,
        source_sha256=source.sha256,
        metadata=fields.metadata(title.text, title.source, byline.authors, byline.date),
        blocks=source_lines.locate_code(title.blocks),
        key_points=fields.key_points,
        skipped=source_lines.locate_skipped((*title.skipped, *content.skipped, *parsed.skipped, *left_out)),
        prose="\n".join([text, *left_out_texts]),
        options=front_matter.options,
        warnings=(
            *source.warnings,
            *fields.warnings,
            *title.warnings,
            *_warnings(front_matter, parsed.undescribed, source_lines, path),
        ),
    )


def _warnings(
    front_matter: FrontMatter, undescribed: Sequence[str], source_lines: SourceLines, path: Path
) -> Iterator[str]:
    """Yield a warning for each image without a description (their addresses are `undescribed`), and an open fence."""
    for address, line in zip(undescribed, source_lines.find_lines(undescribed), strict=True):
        place = f"{path}, line {line}" if line else f"{path}"
        yield f"{place}: figure has no alternative text. Add it in the brackets: ![here]({address})."
    if line := find_open_fence(front_matter.body):
        place = f"{path}, line {front_matter.body_line + line - 1}"
        yield f"{place}: this code has no end, so nothing after it is read. Close it with the same characters."


def _render(text: str, path: Path) -> tuple[str, tuple[Skipped, ...]]:
    """Return the HTML of the Markdown `text`, and the boxes of tasks, which are not in it.

    What only looks like mark-up is escaped outside code: `Vec<T>`, braces that hold no attributes.
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
