"""TEXT -> MARKDOWN or HTML that shows it as it is, with as few escapes as each form needs."""

from __future__ import annotations

import re
from enum import IntEnum
from html import escape


class Form(IntEnum):
    """How a text is written, from what people like to read to what no program can take for anything else."""

    PLAIN = 0
    """Markdown, without escapes."""
    ESCAPED = 1
    """Markdown, with a backslash before each character that may be mark-up."""
    ENTITIES = 2
    """Markdown with HTML for marks, and with entities for all signs."""
    HTML = 3
    """HTML, with entities for `<`, `>` and `&`."""
    BARE_HTML = 4
    """HTML, with entities for all signs."""


_SIGNS = re.compile(
    r"[\\`*\[\]{}~$|^<]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it is text
    r"|&(?=#?\w+;?)|:(?=//|[\w+-]+:)|(?<=www)\.(?=\w)|(?<=\w)@(?=\w)"
    r"|==|\+\+|--|::|!!|%%|\?\?|//(?=\s)"
)
_AT_LINE_BEGIN = re.compile(r"(?m)^(?P<number>\d{1,9})(?=[.)])|^(?=[#>+\-=:!?/@%.•◦▪‣–—])")
_ASCII_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_SAFE_IN_HTML = re.compile(r"[!-+/:-@\[-`{-~-]")


def escape_text(text: str, form: Form) -> str:
    """Return `text`, the words of an article, as `form` writes them; line ends stay."""
    if form == Form.PLAIN:
        return text
    if form == Form.ESCAPED:
        escaped = _SIGNS.sub(lambda sign: "".join(f"\\{character}" for character in sign[0]), text)
        return _AT_LINE_BEGIN.sub(lambda begin: f"{begin['number']}\\" if begin["number"] else "\\", escaped)
    if form == Form.HTML:
        return escape(text, quote=False)
    pattern = _ASCII_SIGNS if form == Form.ENTITIES else _SAFE_IN_HTML
    return pattern.sub(lambda sign: f"&#{ord(sign[0])};", text)


def escape_value(value: str, form: Form) -> str:
    """Return `value` as it is written between the quotation marks of an attribute."""
    if form == Form.HTML:
        return escape(value)
    return _ASCII_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", value)
