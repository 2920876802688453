"""HTML of a table -> HTML in which Python-Markdown reads the Markdown of the cells."""

from __future__ import annotations

import re
from collections import Counter

from tts.regex import regex

_TAG = regex(r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th)\b", re.IGNORECASE)
_CELL = regex(
    r"<(?P<name>td|th)(?P<attributes>\b(?![^<>]*\bmarkdown=)[^<>]*)>(?P<content>(?:(?!</?t[dh]\b)[\s\S])*)",
    re.IGNORECASE,
)
_PART = regex(r"<(?P<name>table|thead|tbody|tfoot|tr)\b(?![^<>]*\bmarkdown=)", re.IGNORECASE)
_MARKDOWN = regex(r"(?<!\\)\*\*\S|\*\*(?!\s*\*)|\]\(|\]\[|(?<![\w\\])[_*]\w|`[^`\n]+`|~~\S")
_BLOCKS = regex(r"^\s*\n[ \t]*\S|\n[ \t]*\n[ \t]*\S|^[ \t]*(?:[-*+]|\d+[.)]) ", re.MULTILINE)


def mark_cells(html: str) -> str | None:
    """Return the `html` of one table with the cells marked that hold Markdown, None if there is nothing to mark.

    As GitHub does, Markdown is read after a blank line; authors also write it right after the tag. A table in a table,
    and one in which tags are left out, are not changed.
    """
    tags = Counter((tag["name"].lower(), bool(tag["end"])) for tag in _TAG.finditer(html))
    if tags["table", False] != 1 or any(tags[name, False] != tags[name, True] for name, _ in list(tags)):
        return None
    marked, count = _CELL.subn(_mark_cell, html)
    if not count or "markdown=" not in marked:
        return None
    return _PART.sub(r'<\g<name> markdown="block"', marked)


def _mark_cell(cell: re.Match[str]) -> str:
    """Return a cell whose Markdown is read: in paragraphs, or in a line."""
    content = cell["content"]
    if not _MARKDOWN.search(content) and not re.search(r"\n[ \t]*\n[ \t]*(?:[-*+]|\d+[.)]) ", content):
        return cell[0]
    kind = "block" if _BLOCKS.search(content) else "span"
    lines = (line.strip() for line in content.split("\n"))  # an indent would make code of a line
    return f'<{cell["name"]} markdown="{kind}"{cell["attributes"]}>' + "\n".join(lines)
