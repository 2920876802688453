"""MARKDOWN with directives of remark in one line, `::youtube{#id}` and `:spoiler[words]` -> MARKDOWN without them."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Replacement

DIRECTIVE_LINE = regex(
    r"^(?P<before>[ \t>]*(?:[-*+][ \t]+)?)::(?P<name>[A-Za-z][\w-]*)(?=[\[{])"
    r"(?:\[(?P<label>[^\[\]\n]*)\])?(?:\{(?P<list>[^{}\n]*)\})?[ \t]*$",
    re.MULTILINE,
    needs="::",
)
"""A directive that is a block of its own (https://github.com/remarkjs/remark-directive)."""

DIRECTIVE_IN_LINE = regex(
    r"(?<![\w:\\]):(?P<name>[A-Za-z][\w-]*)\[(?P<label>[^\[\]\n]+)\](?:\{(?P<list>[^{}\n]*)\})?(?![\w(])", needs="]"
)
"""A directive within a line, around words."""

_SIGNS = regex(r"(?:^|(?<=\s))[#.](?=\w)")


def replace_line(directive: re.Match[str]) -> Replacement:
    """Return the label of a directive, or the tag of Hugo that says the same."""
    before, listed = directive["before"], (directive["list"] or "").strip()
    if directive["label"]:
        return _keep_label(before + directive["label"], listed)
    return Replacement(text=f"{before}{{{{< {directive['name']} {_SIGNS.sub('', listed)} >}}}}")


def replace_in_line(directive: re.Match[str]) -> Replacement:
    """Return the words that a directive is around."""
    return _keep_label(directive["label"], (directive["list"] or "").strip())


def _keep_label(label: str, listed: str) -> Replacement:
    """Return the label as text, and skip what is `listed` in the directive's braces."""
    return Replacement(text=label, reason="attribute list" if listed else "", skipped=listed)
