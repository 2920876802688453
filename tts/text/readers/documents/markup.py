"""FLOW -> HTML for the tree walker: lists, quotations, listings, figures with their captions, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from tts.regex import regex
from tts.text.languages.tags import primary_subtag
from tts.text.readers.documents.flow import (
    Drawing,
    FlowBlock,
    Inline,
    NoteMark,
    Paragraph,
    Picture,
    Row,
    Run,
    RunMark,
    Table,
)

_TAGS: tuple[RunMark, ...] = ("s", "strong", "em", "code", "sup", "sub")
_TABLE_CAPTION = regex(r"\W*(?:tab|tav|kuadro|cuadro|quadro|таб|表)", re.IGNORECASE)
_MAX_HEADING = 6


def flow_to_html(blocks: Sequence[FlowBlock], notes: Sequence[Sequence[FlowBlock]], language: str) -> str:
    """Return the HTML of `blocks` and of the notes to them, in an article in `language` ("" if it is not known)."""
    writer = _Writer(language)
    body = writer.blocks(blocks)
    if not notes:
        return body
    items = "".join(f"<li>{writer.blocks(note)}</li>\n" for note in notes)
    return f'{body}<section role="doc-endnotes">\n<ol>\n{items}</ol>\n</section>\n'


class _Writer:
    """Writes HTML in which only what is in another language than the article has a `lang`."""

    def __init__(self, language: str) -> None:
        self._language = primary_subtag(language)

    def blocks(self, blocks: Sequence[FlowBlock]) -> str:
        """Return the HTML of blocks in a row."""
        pieces: list[str] = []
        kept = [block for block in blocks if isinstance(block, Table) or block.inlines]
        for kind, group in groupby(_join_captions(kept), key=_group):
            members = list(group)
            if kind == "list":
                pieces.append(self._list([member for member in members if isinstance(member, Paragraph)]))
            elif kind == "quote":
                pieces.append(f"<blockquote>\n{''.join(map(self._block, members))}</blockquote>\n")
            elif kind == "code":
                lines = (member.text() for member in members if isinstance(member, Paragraph))
                pieces.append(f"<pre>{escape(chr(10).join(lines), quote=False)}</pre>\n")
            else:
                pieces += map(self._block, members)
        return "".join(pieces)

    def _block(self, block: _Captioned | FlowBlock) -> str:
        """Return the HTML of one block that is not an item or a listing."""
        if isinstance(block, _Captioned):
            return self._captioned(block)
        if isinstance(block, Table):
            return self._table(block)
        if block.is_picture():
            return f"<figure>{self._inlines(block.inlines)}</figure>\n"
        if block.kind == "caption" and any(isinstance(inline, Picture) for inline in block.inlines):
            pictures = tuple(inline for inline in block.inlines if not isinstance(inline, Run | NoteMark))
            caption = tuple(inline for inline in block.inlines if isinstance(inline, Run | NoteMark))
            return f"<figure>{self._inlines(pictures)}{self._element('figcaption', _drop_style(caption))}</figure>\n"
        if block.kind == "title":
            return self._element("h1", _drop_style(block.inlines))
        if block.kind == "heading":
            return self._element(f"h{min(max(block.level, 1), _MAX_HEADING)}", _drop_style(block.inlines))
        return self._element("p", block.inlines)

    def _captioned(self, block: _Captioned) -> str:
        """Return the HTML of pictures or a table with a caption."""
        if isinstance(block.what, Table):
            return self._table(block.what, self._element("caption", _drop_style(block.caption.inlines)))
        caption = self._element("figcaption", _drop_style(block.caption.inlines))
        return f"<figure>{self._inlines(block.what.inlines)}{caption}</figure>\n"

    def _list(self, items: Sequence[Paragraph]) -> str:
        """Return the HTML of items in a row, nested by their levels."""
        pieces: list[str] = []
        open_: list[tuple[int, str, int]] = []  # level, tag and last number of each open list
        for item in items:
            if item.is_continued and open_:
                pieces.append(self._block(item))
                continue
            tag = "ul" if item.ordinal is None else "ol"
            ordinal = item.ordinal or 0
            while open_ and (
                open_[-1][0] > item.level
                or (open_[-1][0] == item.level and (open_[-1][1] != tag or (tag == "ol" and ordinal <= open_[-1][2])))
            ):
                pieces.append(f"</li></{open_.pop()[1]}>\n")
            if open_ and open_[-1][0] == item.level:
                pieces.append("</li>\n")
                open_.pop()
            else:
                pieces.append(f"<{tag}>\n")
            open_.append((item.level, tag, ordinal))
            pieces.append(f'<li value="{ordinal}">' if tag == "ol" else "<li>")
            pieces.append(self._element("p", item.inlines))
        pieces += [f"</li></{tag}>\n" for _, tag, _ in reversed(open_)]
        return "".join(pieces)

    def _table(self, table: Table, caption: str = "") -> str:
        """Return the HTML of a table."""
        return f"<table>{caption}\n{''.join(map(self._row, table.rows))}</table>\n"

    def _row(self, row: Row) -> str:
        """Return the HTML of a row."""
        tag = "th" if row.is_header else "td"
        cells = "".join(f"<{tag}>{self.blocks(cell)}</{tag}>" for cell in row.cells)
        return f"<tr>{cells}</tr>\n"

    def _element(self, tag: str, inlines: Sequence[Inline]) -> str:
        """Return an element with its inlines, in their language if they share another one than the article."""
        languages = {
            self._other(inline) for inline in inlines if isinstance(inline, Run) and any(map(str.isalpha, inline.text))
        }
        language = next(iter(languages)) if len(languages) == 1 else ""
        lang = f' lang="{escape(language)}"' if language else ""
        return f"<{tag}{lang}>{self._inlines(inlines, language)}</{tag}>\n"

    def _other(self, run: Run) -> str:
        """Return the language of a run, "" if it is the article's or has no letters."""
        is_own = primary_subtag(run.language) == self._language or not any(map(str.isalpha, run.text))
        return "" if is_own else run.language

    def _inlines(self, inlines: Sequence[Inline], language: str = "") -> str:
        """Return inlines within an element in `language`; runs in a row that look the same are one."""
        pieces: list[str] = []
        for key, group in groupby(inlines, key=lambda inline: self._look(inline, language)):
            members = list(group)
            if key is None:
                pieces += map(_write_object, members)
                continue
            text = escape("".join(member.text for member in members if isinstance(member, Run)), quote=False)
            text = text.replace("\n", "<br>")
            marks, link, other = key
            for tag in reversed(_TAGS):
                text = f"<{tag}>{text}</{tag}>" if tag in marks else text
            text = f'<span lang="{escape(other)}">{text}</span>' if other else text
            pieces.append(f'<a href="{escape(link)}">{text}</a>' if link else text)
        return "".join(pieces)

    def _look(self, inline: Inline, language: str) -> tuple[frozenset[RunMark], str, str] | None:
        """Return what tells a run in an element in `language` from its neighbours; None for all but runs."""
        if not isinstance(inline, Run):
            return None
        other = self._other(inline)
        return inline.marks, inline.link, "" if other == language else other


class _Captioned:
    """Pictures or a table, and the caption above or below them."""

    __slots__ = ("caption", "what")

    def __init__(self, what: FlowBlock, caption: Paragraph) -> None:
        self.what = what
        self.caption = caption


def _join_captions(blocks: Sequence[FlowBlock]) -> Iterator[_Captioned | FlowBlock]:
    """Yield `blocks`, each caption with the pictures or the table that it is next to."""
    taken: dict[int, Paragraph] = {}
    joined = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.kind != "caption" or not block.text().strip():
            continue
        around = [near for near in (index - 1, index + 1) if 0 <= near < len(blocks) and near not in taken]
        tables = [near for near in reversed(around) if isinstance(blocks[near], Table)]
        pictures = [near for near in around if _is_picture(blocks[near])]
        found = tables + pictures if _TABLE_CAPTION.match(block.text()) else pictures + tables
        if found and not any(isinstance(inline, Picture) for inline in block.inlines):
            taken[found[0]] = block
            joined.add(index)
    for index, block in enumerate(blocks):
        if index in taken:
            yield _Captioned(block, taken[index])
        elif index not in joined:
            yield block


def _drop_style(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the inlines of a heading or caption without the marks that all of its text has, which are its style's."""
    runs = [inline.marks for inline in inlines if isinstance(inline, Run) and inline.text.strip()]
    shared = frozenset[RunMark](("strong", "em")).intersection(*runs)
    return tuple(
        replace(inline, marks=inline.marks - shared) if isinstance(inline, Run) else inline for inline in inlines
    )


def _is_picture(block: FlowBlock) -> bool:
    """Return whether a block is a paragraph that holds pictures and no text."""
    return isinstance(block, Paragraph) and block.is_picture()


def _group(block: _Captioned | FlowBlock) -> str:
    """Return the kind of element that blocks in a row share."""
    if not isinstance(block, Paragraph):
        return ""
    if block.kind == "item" or block.is_continued:
        return "list"
    is_listing = block.kind == "code" and all(isinstance(inline, Run) for inline in block.inlines)
    return block.kind if block.kind == "quote" or is_listing else ""


def _write_object(inline: Inline) -> str:
    """Return the HTML of an object in a line."""
    if isinstance(inline, NoteMark):
        return f'<a role="doc-noteref" href="#note-{inline.number}">{inline.number}</a>'
    if isinstance(inline, Picture):
        alternative = "" if inline.alternative is None else f' alt="{escape(inline.alternative)}"'
        return f'<img src="{escape(inline.address)}"{alternative}>'
    if isinstance(inline, Drawing):
        label = f' aria-label="{escape(inline.label)}"' if inline.label else ""
        return f"<{inline.tag}{label}>{escape(inline.text, quote=False)}</{inline.tag}>"
    return ""
