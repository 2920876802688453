"""Markdown -> ARTICLE. The only importer of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from tts.model import Article, Metadata, Skipped
from tts.text.readers.boilerplate import drop_repeated_content
from tts.text.readers.byline import take_byline
from tts.text.readers.decode import read_text
from tts.text.readers.elements import is_known
from tts.text.readers.frontmatter import split_front_matter
from tts.text.readers.limits import check_limits
from tts.text.readers.losses import check_letters, check_losses
from tts.text.readers.metadata import parse_fields
from tts.text.readers.normalize import MarkdownNormalizer
from tts.text.readers.prose import html_to_text
from tts.text.readers.regions import find_code, find_open_fence, remove_comments
from tts.text.readers.source_lines import SourceLines
from tts.text.readers.templates import replace_templates
from tts.text.readers.title import find_title
from tts.text.readers.tree import html_to_blocks

_EXTENSIONS = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables")
_ADDRESS = r"((?:https?://|www\.)[^\s<>\"'`\x02\x03]*[^\s<>\"'`\x02\x03.,;:!?)\]}*_…”’])"
_INLINE_TAGS = (
    ("struck", r"()~~(?=\S)(.+?)(?<=\S)~~", "del"),
    ("marked", r"(?<!\w)()==(?=[^\s=])(.+?)(?<=[^\s=])==(?!\w)", "mark"),
)
_UNKNOWN_TAG = re.compile(r"<(?=/?(?P<name>[A-Za-z][\w-]*)(?:[\s/][^<>]*)?>)")
# Only these open a list of attributes; other braces at the end of a heading or paragraph are text
_BRACE = re.compile(r"(?<!\\)\{(?!:|\s*[.#][\w-]|\s*[\w-]+=)")


class MarkdownReader:
    """Reads Markdown as authors write it: with a head, HTML, footnotes and what site generators leave behind."""

    extensions = (".md", ".markdown")

    def read(self, path: Path) -> Article:
        """The article in the Markdown file at `path`; see `tts.text.readers.Reader`.

        Raises:
            LostWordsError: the rendering lost words of the source.
        """
        source = read_text(path)
        head = split_front_matter(source.text, path)
        fields = parse_fields(head.fields, path)
        check_limits(head.body, head.body_line, path)
        body = remove_comments(head.body)
        cleaned = replace_templates(body, head.body_line)
        rendered = _render(cleaned.text, path)
        left_out = (*cleaned.skipped, *rendered.skipped)
        check_losses(body, rendered.html, (*cleaned.directives, *(one.text for one in left_out)), path)
        tree = html_to_blocks(rendered.html)
        text = html_to_text(tree.html)
        check_letters(html_to_text(rendered.html), text, path)
        kept = drop_repeated_content(tree.blocks)
        byline, title = take_byline(find_title(fields.title, kept.blocks, path), fields)
        places = SourceLines(head.body, head.body_line)
        return Article(
            path=path,
            source_sha256=source.sha256,
            metadata=Metadata(
                title=title.text,
                title_source=title.source,
                authors=fields.authors or byline.authors,
                date=fields.date or byline.date,
                language=fields.language or "en",
                description=fields.description,
                tags=fields.tags,
                source_url=fields.source_url,
                cover=fields.cover,
            ),
            blocks=places.of_code(title.blocks),
            key_points=fields.key_points,
            skipped=places.of_skipped((*title.skipped, *kept.skipped, *tree.skipped, *left_out)),
            prose="\n".join([text, *(one.text for one in left_out)]),
            options=head.options,
            warnings=(
                *source.warnings,
                *fields.warnings,
                *title.warnings,
                *_undescribed(tree.undescribed, places, path),
                *_open_fence(head.body, head.body_line, path),
            ),
        )


def _undescribed(addresses: Sequence[str], places: SourceLines, path: Path) -> Iterator[str]:
    """A warning for each image that nothing describes, with the line where its address stands."""
    for address, line in zip(addresses, places.lines(addresses), strict=True):
        place = f"{path}, line {line}" if line else f"{path}"
        yield f"{place}: figure has no alternative text. Add it in the brackets: ![here]({address})."


def _open_fence(body: str, body_line: int, path: Path) -> Iterator[str]:
    if (line := find_open_fence(body)) is not None:
        number = body_line + line - 1
        yield f"{path}, line {number}: this code has no end, so nothing after it is read. Close it with the same signs."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendered:
    html: str
    skipped: tuple[Skipped, ...]


def _render(text: str, path: Path) -> _Rendered:
    real = _AsWritten()
    try:
        html = Markdown(extensions=[*_EXTENSIONS, real]).convert(_escape(text))
    except RecursionError:
        raise ReadError("The Markdown is nested too deep. Take out levels of quotes or lists.", path=path) from None
    return _Rendered(html=html, skipped=tuple(real.skipped))


def _escape(text: str) -> str:
    """`text` with what only looks like mark-up escaped, outside code: `Vec<T>`, braces that hold no attributes."""
    pieces = []
    at = 0
    for begin, end in [*find_code(text), (len(text), len(text))]:
        prose_text = _UNKNOWN_TAG.sub(lambda tag: tag[0] if is_known(tag["name"]) else "&lt;", text[at:begin])
        pieces += [_BRACE.sub(r"\\{", prose_text), text[begin:end]]
        at = end
    return "".join(pieces)


class _AsWritten(Extension):
    """Python-Markdown with what real articles need on top of it."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped: list[Skipped] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Registered by priority: lists and fences before HTML is taken out, the inline marks after footnotes."""
        md.preprocessors.register(_Mend(md, self.skipped), "articast_mend", 25)
        md.treeprocessors.register(_OwnAlternative(md), "articast_alternative", 5)
        for name, pattern, tag in _INLINE_TAGS:
            md.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), f"articast_{name}", 65)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "articast_break", 185)
        md.inlinePatterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
        md.inlinePatterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
        md.inlinePatterns.register(_NoteWithoutText(r"\[\^([^\]\s]+)\]", md), "articast_note", 174)
        md.inlinePatterns.register(_BareAddress(_ADDRESS, md), "articast_address", 95)


class _Mend(Preprocessor):
    def __init__(self, md: Markdown, skipped: list[Skipped]) -> None:
        super().__init__(md)
        self._skipped = skipped

    def run(self, lines: list[str]) -> list[str]:
        normalizer = MarkdownNormalizer(store=self.md.htmlStash.store, skipped=self._skipped)
        return normalizer.normalize(lines)


class _Reference(ReferenceInlineProcessor):
    """A link whose label may hold code, as in ``[`Vec`]``: when links are looked for, code has been taken out."""

    _defined: dict[str, str] | None = None

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        label, end, handled = super().evalId(data, index, text)
        return label and self._definition(label), end, handled

    def _definition(self, label: str) -> str:
        """The label of the definition that `label` means (CommonMark 0.31, section 4.7)."""
        if "\x02" not in label:
            return label
        if self._defined is None:
            self._defined = {_plain(defined): defined for defined in self.md.references}
        return self._defined.get(_plain(unescape(self.unescape(label))), label)


class _ShortReference(_Reference, ShortReferenceInlineProcessor):
    pass


def _plain(label: str) -> str:
    return " ".join(label.replace("`", "").casefold().split())


class _OwnAlternative(Treeprocessor):
    """`![](x.jpg)` has no alternative text; HTML with `alt=""` says that none is needed."""

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            if not image.get("alt"):
                image.attrib.pop("alt", None)


class _NoteWithoutText(InlineProcessor):
    """The mark of a footnote that is nowhere defined is a mark all the same."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        mark = Element("sup", {"id": f"fnref:{m[1]}"})
        mark.text = m[1]
        return mark, m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        address = m[1] if m[1].startswith("http") else f"https://{m[1]}"
        link = Element("a", {"href": address})
        link.text = m[1]
        return link, m.start(0), m.end(0)
