"""BLOCKS -> HTML, for what has no form in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tts.model import Block
from tts.sources.markdown.escape import Form, escape_text, escape_value
from tts.sources.markdown.inline import write_line

_LEAVES = {"paragraph": "p", "caption": "figcaption", "term": "dt"}
_ALONE = {"item": "li", "definition": "dd"}
"""The elements of parts that are in no list, as pages have them."""
_BREAK = "<br>"


def write_html(blocks: Sequence[Block], form: Form, language: str | None = None) -> list[str]:
    """Return the lines of `blocks`, which are in text in `language`."""
    lines: list[str] = []
    for is_note, group in groupby(blocks, key=lambda block: block.kind == "note"):
        if is_note:
            notes = (line for block in group for line in _write_item("li", block, form, language))
            lines += ['<div class="footnote">', "<ol>", *notes, "</ol>", "</div>"]
        else:
            lines += (line for block in group for line in _write_block(block, form, language))
    return lines


def _write_block(block: Block, form: Form, language: str | None) -> Iterator[str]:
    """Yield the lines of one block."""
    if block.speaker:
        yield f'<div data-speaker="{escape_value(block.speaker, form)}">'
    if block.kind == "credit":
        yield from _write_captions([block], form, language)
    elif block.kind == "code":
        text = escape_text(block.text, form)
        text = text if form == Form.HTML else text.replace("\n", "&#10;")
        yield from f"<pre{_attributes(block, language)}><code>{text}</code></pre>".split("\n")
    elif block.kind == "heading":
        yield _write_leaf(f"h{block.level}", block, form, language)
    elif block.kind == "image":
        yield _write_image(block, form, language)
    elif block.kind == "figure":
        yield from _write_figure(block, form, language)
    elif block.kind == "quote":
        yield from _write_item("blockquote", block, form, language)
    elif block.kind == "list":
        yield from _write_list(block, form, language)
    elif block.kind == "table":
        yield from _write_table(block, form, language)
    elif block.kind in _LEAVES:
        yield _write_leaf(_LEAVES[block.kind], block, form, language)
    else:
        yield from _write_item(_ALONE.get(block.kind, "div"), block, form, language)
    if block.speaker:
        yield "</div>"


def _attributes(block: Block, language: str | None, *more: str) -> str:
    """Return the attributes of the tag of `block`, which is in text in `language`."""
    lang = f'lang="{block.language}"' if block.language and block.language != language else ""
    return "".join(f" {attribute}" for attribute in (lang, *more) if attribute)


def _write_leaf(tag: str, block: Block, form: Form, language: str | None) -> str:
    """Return a block of text in the element `tag`."""
    return f"<{tag}{_attributes(block, language)}>{_write_text(block, form)}</{tag}>"


def _write_text(block: Block, form: Form) -> str:
    """Return the text of a block."""
    return write_line(block.text, block.marks, form, _BREAK)


def _write_item(tag: str, block: Block, form: Form, language: str | None, *attributes: str) -> Iterator[str]:
    """Yield the lines of the element `tag` with the text of `block`, or with the blocks in it."""
    opening = f"<{tag}{_attributes(block, language, *attributes)}>"
    if not block.blocks:
        yield f"{opening}{_write_text(block, form)}</{tag}>"
        return
    yield opening
    yield from write_html(block.blocks, form, block.language)
    yield f"</{tag}>"


def _write_list(block: Block, form: Form, language: str | None) -> Iterator[str]:
    """Yield the lines of a list."""
    is_numbered = any(item.ordinal is not None for item in block.blocks)
    is_of_terms = any(item.kind in ("term", "definition") for item in block.blocks)
    tag = "dl" if is_of_terms else "ol" if is_numbered else "ul"
    yield f"<{tag}{_attributes(block, language)}>"
    expected = 1
    for item in block.blocks:
        name = {"term": "dt", "definition": "dd"}.get(item.kind, "li")
        is_given = item.ordinal is not None and item.ordinal != expected
        value = f'value="{item.ordinal}"' if is_given else ""
        speaker = f'data-speaker="{escape_value(item.speaker, form)}"' if item.speaker else ""
        yield from _write_item(name, item, form, block.language, value, speaker)
        expected = (item.ordinal or 0) + 1
    yield f"</{tag}>"


def _write_table(block: Block, form: Form, language: str | None) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"<table{_attributes(block, language)}>"
    for row in block.blocks:
        if row.kind == "caption":
            yield _write_leaf("caption", row, form, block.language)
            continue
        yield f"<tr{_attributes(row, block.language)}>"
        for cell in row.blocks:
            yield from _write_item("th" if cell.header else "td", cell, form, row.language)
        yield "</tr>"
    yield "</table>"


def _write_image(block: Block, form: Form, language: str | None) -> str:
    """Return the tag of an image."""
    source = f'src="{escape_value(block.resource, form)}"'
    alternative = f'alt="{escape_value(block.text, form)}"' if block.text else ""
    return f"<img{_attributes(block, language, source, alternative)}>"


def _write_figure(block: Block, form: Form, language: str | None) -> Iterator[str]:
    """Yield the lines of a figure; an image whose alternative text is not heard is only in the figure's address."""
    attributes = _attributes(block, language)  # a figure has the language around it
    yield from [f"<div{attributes}>", "<figure>"] if attributes else ["<figure>"]
    if block.resource and block.resource not in (part.resource for part in block.blocks):
        yield f'<img src="{escape_value(block.resource, form)}">'
    for is_image, parts in groupby(block.blocks, key=lambda part: part.kind == "image"):
        if is_image:
            yield from (_write_image(part, form, block.language) for part in parts)
        else:
            yield from _write_captions(parts, form, block.language)
    yield from ["</figure>", "</div>"] if attributes else ["</figure>"]


def _write_captions(parts: Iterable[Block], form: Form, language: str | None) -> Iterator[str]:
    """Yield a line for each caption, with the credits that follow it."""
    line = ""
    for part in parts:
        if part.kind == "credit":
            credit = f'<small class="credit"{_attributes(part, language)}>{_write_text(part, form)}</small>'
            line = f"{line} {credit}" if line else f"<figcaption>{credit}"
            continue
        if line:
            yield f"{line}</figcaption>"
        line = f"<figcaption{_attributes(part, language)}>{_write_text(part, form)}"
    yield f"{line}</figcaption>"
