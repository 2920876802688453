"""TEXT, MARKS -> a line of Markdown or of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tts.model import Mark, MarkKind
from tts.noun import noun
from tts.sources.markdown.escape import Form, escape_text, escape_value

_MARKDOWN: dict[MarkKind, str] = {"emphasis": "*", "strong": "**", "struck": "~~"}
_TAGS: dict[MarkKind, str] = {"emphasis": "em", "strong": "strong", "struck": "del", "code": "code"}
_BACKTICKS = re.compile(r"`+")
_LABEL = re.compile(r"[^\s\[\]^]{1,80}")
_PLAIN_ADDRESS = re.compile(r"[^\s()<>\\\"'`*\[\]]+")
_BARE_ADDRESS = re.compile(r"https?://\S+")


@noun
class _Style:
    """How a line is written; `line_break` takes the place of a line end."""

    form: Form
    line_break: str


def write_line(text: str, marks: Sequence[Mark], form: Form, line_break: str) -> str:
    """Return `text` with its `marks` in `form`; `line_break` takes the place of line ends."""
    # Of marks with one range the first is the innermost, so the last is written first
    ordered = sorted(enumerate(marks), key=lambda pair: (pair[1].begin, -pair[1].end, -pair[0]))
    style = _Style(form=form, line_break=line_break)
    return _write(text, [mark for _, mark in ordered], 0, len(text), style)


def _write(text: str, marks: list[Mark], begin: int, end: int, style: _Style) -> str:
    """Return the stretch of `text` from `begin` to `end` with the `marks` there, the outer ones first."""
    pieces: list[str] = []
    position = begin
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        pieces.append(_escape(text, position, mark.begin, begin, style))
        if mark.kind == "note":
            pieces.append(_write_note(mark.value, style.form))
            position = mark.begin
            continue
        position = min(mark.end, end)
        first = index
        while index < len(marks) and marks[index].begin < position:
            index += 1
        inside = marks[first:index]
        # What goes on behind the mark is written there once more
        marks[index:index] = [replace(mark, begin=position) for mark in inside if mark.end > position]
        pieces.append(_write_mark(text, mark, inside, position, style))
    pieces.append(_escape(text, position, end, begin, style))
    return "".join(pieces)


def _escape(text: str, begin: int, end: int, first: int, style: _Style) -> str:
    """Return the text from `begin` to `end`; only at `first` or after a line end a line begins."""
    if begin >= end:
        return ""
    if style.form == Form.ESCAPED and begin > first and text[begin - 1] != "\n":
        escaped = escape_text(f"x{text[begin:end]}", style.form)[1:]
    else:
        escaped = escape_text(text[begin:end], style.form)
    return escaped.replace("\n", style.line_break)


def strip_label(label: str) -> str:
    """Return the label of a note without the brackets around it."""
    return label.strip("[]()") or label


def _write_note(label: str, form: Form) -> str:
    """Return the mark of the note `label`, without brackets that it has on a page."""
    label = strip_label(label)
    if form <= Form.ESCAPED and _LABEL.fullmatch(label):
        return f"[^{label}]"
    return f'<sup id="fnref:{escape_value(label, form)}">{escape_text(label, Form.BARE_HTML)}</sup>'


def _write_mark(text: str, mark: Mark, inside: list[Mark], end: int, style: _Style) -> str:
    """Return the text that `mark` is on, up to `end`, with the mark around it."""
    words = text[mark.begin : end]
    form = style.form
    content = _write(text, inside, mark.begin, end, style)
    if mark.kind == "language":
        return f'<span lang="{mark.value}">{content}</span>'
    if mark.kind == "link":
        return _write_link(words, content, mark.value, form)
    if form >= Form.ENTITIES or (mark.kind == "code" and (inside or "\n" in words)):
        tag = _TAGS[mark.kind]
        return f"<{tag}>{content}</{tag}>"
    if mark.kind == "code":
        ticks = "`" * (max((len(run) for run in _BACKTICKS.findall(words)), default=0) + 1)
        space = " " if words.startswith("`") or words.endswith("`") else ""
        return f"{ticks}{space}{words}{space}{ticks}"
    sign = _MARKDOWN[mark.kind]
    return f"{sign}{content}{sign}"


def _write_link(words: str, content: str, address: str, form: Form) -> str:
    """Return a link with `content` to `address`."""
    if form >= Form.ENTITIES or "\n" in address or ("<" in address and " " in address):
        return f'<a href="{escape_value(address, form)}">{content}</a>'
    if words == address and _BARE_ADDRESS.fullmatch(words):
        return words if form == Form.PLAIN else f"<{address}>"
    return f"[{content}]({address if _PLAIN_ADDRESS.fullmatch(address) else f'<{address}>'})"
