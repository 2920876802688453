"""TAGGED PDF -> HTML of its text in logical order, and the text outside of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tts.model import Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.html import write_html
from tts.text.readers.documents.pdf.content import PageContent
from tts.text.readers.documents.pdf.raised import is_raised
from tts.text.readers.documents.pdf.runs import Key, Run
from tts.text.readers.documents.pdf.structure import read_structure
from tts.text.readers.documents.pdf.tags import Node, TagConverter
from tts.text.readers.documents.xml import Element
from tts.text.readers.torn_words import join_torn_words
from tts.text.readers.whitespace import normalize_whitespace

if TYPE_CHECKING:
    from pypdf import PdfReader

_BORDER = "\0"
_CJK = r"[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
_CJK_LINE_END = regex(rf"(?<={_CJK})[ \t]*\n[ \t]*(?={_CJK})")
_MIN_SHARE = 0.5  # of the text that must be in the structure, so that it is the article's
_AROUND = "header, footer or decoration of a page"
_UNTAGGED = "text without tags"


@noun
class TaggedText:
    """The HTML of a tagged PDF, what is left out, and how much of its text (0 to 1) is in its structure."""

    html: str
    left_out: tuple[Skipped, ...]
    share: float

    @property
    def is_usable(self) -> bool:
        """Return whether the tags hold most of the text."""
        return self.share >= _MIN_SHARE


def read_tagged(
    reader: PdfReader,
    root: Any,
    contents: Sequence[PageContent],
    language: str,
    find_picture: Callable[[Sequence[Key]], str],
) -> TaggedText:
    """Return the text of the PDF with the structure tree `root`, whose pages have `contents`."""
    marked = _MarkedText()
    for number, content in enumerate(contents):
        marked.add_page(number, content.runs)
    total = sum(map(_count_words, marked.texts.values()))
    converter = TagConverter(take_text=marked.take, find_picture=find_picture, language=language)
    body = converter.convert(read_structure(reader, root))
    _join_lines(body, language)
    missing = sum(map(_count_words, marked.texts.values())) + sum(map(_count_words, marked.outside))
    outside = [_join(nodes) for nodes in (*marked.texts.values(), *marked.outside)]
    left_out = [
        *converter.left_out,
        *(Skipped(text=text, reason=_UNTAGGED) for text in outside if text),
        *(
            Skipped(text=text, reason=_AROUND)
            for text in dict.fromkeys(map(normalize_whitespace, marked.artifacts))
            if text
        ),
    ]
    words = total + sum(map(_count_words, marked.outside))
    return TaggedText(
        html=write_html(body),
        left_out=tuple(left_out),
        share=1 - missing / words if words else 0,
    )


@dataclass(slots=True)
class _MarkedText:
    """The text of marked content that nobody has taken, what is outside of any, and what belongs to the pages."""

    texts: dict[Key, list[Node]] = field(default_factory=lambda: defaultdict(list))
    outside: list[list[Node]] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)

    def add_page(self, page: int, runs: Sequence[Run]) -> None:
        """Add the runs of a page; white space goes to the text before it."""
        last: list[Node] = []
        previous: Run | None = None
        is_in_line = False  # of an artifact
        for run in runs:
            is_space = not run.text.strip()
            own = self.texts[page, run.key] if run.key is not None and not run.is_artifact else None
            if is_space and own is not last:
                last.append(run.text)
            if run.is_artifact:
                if is_in_line:
                    self.artifacts[-1] += run.text
                elif not is_space:
                    self.artifacts.append(run.text)
            elif own is not None:
                last = own
                last.append(Element("sup", {}, [run.text]) if is_raised(run, previous) else run.text)
            elif not is_space:
                last = [run.text]
                self.outside.append(last)
            is_in_line = run.is_artifact and "\n" not in run.text and (is_in_line or not is_space)
            previous = run if not is_space else previous
        last.append("\n")

    def take(self, key: Key) -> list[Node]:
        """Return the text of marked content, once."""
        return self.texts.pop(key, [])


def _join(nodes: Sequence[Node]) -> str:
    """Return the text of nodes."""
    return normalize_whitespace("".join(node if isinstance(node, str) else node.text() for node in nodes))


def _count_words(nodes: Sequence[Node]) -> int:
    """Return how many words nodes have."""
    return len(_join(nodes).split())


def _join_lines(body: Element, language: str) -> None:
    """Join words, and lines of scripts without spaces, that the ends of lines tear; not in listings."""
    holders = list(_list_texts(body))
    text = _BORDER.join(holder.children[index] for holder, index in holders)  # type: ignore[misc]
    text = _CJK_LINE_END.sub("", join_torn_words(text, language))
    for (holder, index), joined in zip(holders, text.split(_BORDER), strict=True):
        holder.children[index] = joined


def _list_texts(body: Element) -> Iterator[tuple[Element, int]]:
    """Yield where texts are, once those next to one another are one; without those in listings."""
    stack = [body]
    while stack:
        element = stack.pop()
        merged: list[Node] = []
        for child in element.children:
            if isinstance(child, str) and merged and isinstance(merged[-1], str):
                merged[-1] += child
            else:
                merged.append(child)
        element.children = [child.replace(_BORDER, "") if isinstance(child, str) else child for child in merged]
        if element.name != "pre":
            yield from ((element, index) for index, child in enumerate(merged) if isinstance(child, str))
            stack += [child for child in merged if isinstance(child, Element)]
