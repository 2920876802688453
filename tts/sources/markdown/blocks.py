"""BLOCKS -> Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from tts.model import Block
from tts.sources.markdown.escape import Form
from tts.sources.markdown.html import write_html
from tts.sources.markdown.inline import write_line

Choose = Callable[[Block], Form]
"""Returns the form that the text of a block needs at least."""

_FENCE = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_NEEDS_ANGLES = re.compile(r"[\s()<>\\]")
_SIMPLE_FIGURES = (["image"], ["image", "caption"], ["image", "caption", "credit"], ["caption"], ["caption", "credit"])
_BREAK = "\\\n"
_BREAK_IN_CELL = "<br>"


def write_block(block: Block, choose: Choose, language: str | None = None) -> list[str]:
    """Return the lines of `block`, which is in text in `language`; what Markdown has no form for is HTML.

    The text of each block inside has the form that `choose` returns.
    """
    lines = _write(block, choose)
    if lines is None:
        return write_html([block], Form.HTML, language)
    attributes = _list_attributes(block, language)
    if not attributes or block.kind == "list":
        return lines if not attributes else write_html([block], Form.HTML, language)
    if block.kind == "heading":
        return [f"{lines[0]} {attributes}"]
    return [*lines, attributes] if block.kind == "paragraph" else write_html([block], Form.HTML, language)


def _list_attributes(block: Block, language: str | None) -> str:
    """Return the list of attributes for a block with a speaker, or a language of its own."""
    lang = f' lang="{block.language}"' if block.language and block.language != language else ""
    speaker = f' speaker="{block.speaker}"' if block.speaker else ""
    return f"{{:{lang}{speaker}}}" if lang or speaker else ""


def _write(block: Block, choose: Choose) -> list[str] | None:
    """Return the lines of a block without its language and speaker, None if there is no form for it."""
    if block.kind == "heading":
        return [f"{'#' * block.level} {_write_text(block, choose)}"]
    if block.kind == "paragraph":
        return _write_text(block, choose).split("\n")
    if block.kind == "code":
        ticks = "`" * max(3, *(len(run) + 1 for run in _FENCE.findall(block.text)), 3)
        return [ticks, *block.text.split("\n"), ticks]
    if block.kind == "quote":
        inner = _write_all(block.blocks, choose, block.language) if block.blocks else [_write_text(block, choose)]
        return [f"> {line}".rstrip() for line in inner]
    if block.kind == "note":
        inner = _write_held(block, choose)
        return [f"[^{block.label}]: {inner[0]}", *(f"    {line}".rstrip() for line in inner[1:])]
    if block.kind == "list":
        return _write_list(block, choose)
    if block.kind == "table":
        return _write_table(block, choose)
    return _write_figure(block) if block.kind == "figure" else None


def _write_text(block: Block, choose: Choose) -> str:
    """Return the text of a block with its marks."""
    return write_line(block.text, block.marks, choose(block), _BREAK)


def _write_all(blocks: Sequence[Block], choose: Choose, language: str | None, *, is_tight: bool = False) -> list[str]:
    """Return the lines of several blocks; between two there is an empty line, but above a list if it `is_tight`."""
    lines: list[str] = []
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        lines += [""] if before and not (is_tight and block.kind == "list") else []
        if before and would_join(before, block):
            lines += write_html([block], Form.HTML, language)
        else:
            lines += write_block(block, choose, language)
    return lines


def would_join(before: Block, block: Block) -> bool:
    """Return whether two blocks in a row would be one list in Markdown."""
    is_list = before.kind == block.kind == "list"
    return is_list and (before.blocks[0].ordinal is None) is (block.blocks[0].ordinal is None)


def _write_held(block: Block, choose: Choose) -> list[str]:
    """Return the lines of the text of a block, or of the blocks in it."""
    if not block.blocks:
        return _write_text(block, choose).split("\n")
    return _write_all(block.blocks, choose, block.language, is_tight=True)


def _write_list(block: Block, choose: Choose) -> list[str] | None:
    """Return the lines of a list; one of terms is a list of definitions."""
    if any(item.speaker or item.language != block.language for item in block.blocks):
        return None
    if all(item.kind == "item" for item in block.blocks):
        is_loose = any(_needs_blank(item) for item in block.blocks)
        lines: list[str] = []
        for item in block.blocks:
            marker = "- " if item.ordinal is None else f"{item.ordinal}. "
            inner = _write_held(item, choose)
            indent = " " * len(marker)
            lines += [""] if lines and is_loose else []
            lines += [f"{marker}{inner[0]}".rstrip(), *(f"{indent}{line}".rstrip() for line in inner[1:])]
        return lines
    if block.blocks[0].kind != "term":
        return None
    lines = []
    for item in block.blocks:
        inner = _write_held(item, choose)
        if item.kind == "term":
            lines += [*([""] if lines and not lines[-1].endswith(" ") else []), *inner]
        else:
            lines += [f":   {inner[0]}", *(f"    {line}".rstrip() for line in inner[1:])]
    return lines


def _needs_blank(item: Block) -> bool:
    """Return whether an item has more than a text and a list below it."""
    kinds = [below.kind for below in item.blocks]
    return bool(kinds) and kinds not in (["paragraph", "list"], ["list"], ["paragraph"])


def _write_table(block: Block, choose: Choose) -> list[str] | None:
    """Return the lines of a table whose first row alone has headers, and whose cells have only text."""
    rows = block.blocks
    if any(row.kind != "row" or row.language != block.language for row in rows):
        return None
    widths = {len(row.blocks) for row in rows}
    cells = [cell for row in rows for cell in row.blocks]
    is_plain = all(not cell.blocks and cell.language == block.language and not cell.speaker for cell in cells)
    has_headers = all(cell.header is (row is rows[0]) for row in rows for cell in row.blocks)
    if len(widths) != 1 or not is_plain or not has_headers or widths == {0}:
        return None
    lines = [
        f"| {' | '.join(write_line(cell.text, cell.marks, choose(cell), _BREAK_IN_CELL) for cell in row.blocks)} |"
        for row in rows
    ]
    return [lines[0], f"|{' --- |' * widths.pop()}", *lines[1:]]


def _write_figure(block: Block) -> list[str] | None:
    """Return the line of a figure with one image, perhaps with a caption and a credit without marks."""
    images = [part for part in block.blocks if part.kind == "image"]
    texts = [part for part in block.blocks if part.kind != "image"]
    kinds = [part.kind for part in block.blocks]
    is_simple = kinds in _SIMPLE_FIGURES
    is_plain = not any(part.marks or part.language != block.language for part in block.blocks)
    if not is_simple or not is_plain or not block.resource:
        return None
    caption = " ".join(part.text for part in texts)
    alternative = images[0].text if images else ""
    if '"' in caption or "\n" in f"{caption}{alternative}" or any(sign in alternative for sign in "[]\\"):
        return None
    title = f' "{caption}"' if caption else ""
    return [write_picture(block.resource, alternative, title)]


def write_picture(address: str, alternative: str = "", title: str = "") -> str:
    """Return the mark of a picture; `title` has its quotation marks."""
    place = f"<{address}>" if _NEEDS_ANGLES.search(address) else address
    return f"![{alternative}]({place}{title})"
