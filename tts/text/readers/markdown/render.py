"""MARKDOWN -> HTML, with the patterns that real articles need, by Python-Markdown."""

from __future__ import annotations

from typing import NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.preprocessors import Preprocessor

from tts.regex import regex
from tts.text.readers.markdown.abbreviations import Abbreviations
from tts.text.readers.markdown.angles import escape_words_in_angles
from tts.text.readers.markdown.normalize import MarkdownNormalizer
from tts.text.readers.markdown.patterns import KeptNotes, register_patterns
from tts.text.readers.markdown.regions import find_code, matches_outside
from tts.text.readers.markdown.rows import KeptCells

# Not by their names, which Python-Markdown would look for in the metadata of all packages
_EXTENSIONS = (DefListExtension, MarkdownInHtmlExtension, SaneListExtension)
# Only these open a list of attributes; other braces at the end of a heading or paragraph are text
_BRACE = regex(r"(?<!\\)\{(?!:|\s*[.#][\w-]|\s*[\w-]+=)", needs="{")


class Rendered(NamedTuple):
    """The HTML of a text, the boxes of tasks, which it has as signs, and rows longer than their table's first."""

    html: str
    boxes: tuple[str, ...]
    long_rows: tuple[str, ...]


def render_markdown(text: str) -> Rendered:
    """Return the HTML of the Markdown `text`.

    What only looks like mark-up is escaped outside code: `Vec<T>`, braces that hold no attributes.

    Raises:
        RecursionError: lists or quotes are nested too deep.
    """
    text = escape_words_in_angles(text, find_code(text))
    pieces = []
    position = 0
    for brace in matches_outside(text, _BRACE, find_code(text)):
        pieces += [text[position : brace.start()], "\\"]
        position = brace.start()
    notes, tables = KeptNotes(), KeptCells()
    authored = _AuthoredMarkdown(notes)
    extensions: list[Extension] = []
    if "{" in text:
        from markdown.extensions.attr_list import AttrListExtension  # slow to import

        extensions.append(AttrListExtension())
    extensions += (extension() for extension in _EXTENSIONS)
    extensions += (Abbreviations(), notes, tables, authored)
    markdown = Markdown(extensions=extensions)
    html = markdown.convert("".join([*pieces, text[position:]]))
    return Rendered(html=html, boxes=tuple(authored.boxes), long_rows=tuple(tables.long_rows))


class _AuthoredMarkdown(Extension):
    """Python-Markdown with the forms that real articles have; `boxes` are those of tasks."""

    def __init__(self, notes: KeptNotes) -> None:
        super().__init__()
        self._notes = notes
        self.boxes: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register lists and fences before HTML is taken out, and the patterns within lines."""
        md.preprocessors.register(_Normalize(md, self.boxes), "articast_normalize", 25)
        register_patterns(md, self._notes)


class _Normalize(Preprocessor):
    def __init__(self, md: Markdown, boxes: list[str]) -> None:
        super().__init__(md)
        self._boxes = boxes

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines that Python-Markdown reads; finished HTML goes to its own store."""
        return MarkdownNormalizer(store=self.md.htmlStash.store, boxes=self._boxes).normalize(lines)
