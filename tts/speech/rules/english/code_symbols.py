"""The spoken names of symbols, file names and file extensions in code."""

from __future__ import annotations

import re

from tts.regex import regex

ALONE = {
    "!": "exclamation mark",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "ampersand",
    "&&": "and",
    "||": "or",
    "->": "arrow",
    "=>": "fat arrow",
    "=": "equals",
    "==": "equals equals",
    "!=": "not equal to",
    "'": "quote",
    "()": "parentheses",
    "(": "open parenthesis",
    ")": "close parenthesis",
    "*": "star",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "..": "dot dot",
    "...": "dot dot dot",
    "…": "dot dot dot",
    "/": "slash",
    ":": "colon",
    "::": "colon colon",
    ";": "semicolon",
    "<": "less than",
    ">": "greater than",
    "?": "question mark",
    "@": "at",
    "[]": "brackets",
    "\\": "backslash",
    "^": "caret",
    "_": "underscore",
    "{}": "braces",
    "|": "pipe",
    "~": "tilde",
}
BY_ITSELF = {"&&": "double ampersand", "||": "double pipe", "a": "A", "A": "A"}
"""Names for symbols and words that are the whole piece of code."""
_KEYS = {"ctrl": "control", "esc": "escape", "del": "delete", "cmd": "command"}
KEY = regex(r"<(TAB|ESC|CTRL|ENTER|RETURN|SHIFT|ALT|DEL|DELETE|SPACE|BACKSPACE|CMD|HOME|END)>", re.IGNORECASE)
"""The pattern of a key on the keyboard."""


def key(match: re.Match[str]) -> str:
    """Return the name of a key: `<TAB>` is `tab`."""
    name = match[1].lower()
    return f" {_KEYS.get(name, name)} "


_PATTERNS = (
    (r"(?<![${])\{([A-Za-z_]\w{0,15})\}(?![}:>])", r" \1 in braces "),
    (r"^\*{1,3}([A-Za-z]+)\*{1,3}(?=[.,;:!?]*$)", r"\1"),
    (r"://", " colon slash slash "),
    (r"-+>", " arrow "),
    (r"=>", " fat arrow "),
    (r"===?", " equals equals "),
    (r"!=", " not equal to "),
    (r"<=", " at most "),
    (r">=", " at least "),
    (r"\+=", " plus equals "),
    (r"&&", " and "),
    (r"\|\|", " or "),
    (r"(?<=\bimpl)<|(?<=\bfor)<", " "),
    (r"^<|(?<![\w>])<(?=[\w\[{&])|<(?=[A-Z]{2,}>)", " "),
    (r"(?<=\w)<(?=[\w&'{*\[(])", " of "),
    (r"&'(?=static\b|_|[a-z]\b(?!'))", " ref tick "),
    (r"(?<!\w)'(?=static\b|_|[a-z]\b(?!'))", " tick "),
    (r"&mut\b", " ref mut "),
    (r"&(?=\w)", " ref "),
    (r"(?<=\d)\.(?=\d)", " point "),
    (r"\.\.=", " dot dot equals "),
    (r"\.\.|…", " dot dot "),
    (r"(?<![\w!>)\]])\(\)|\(\(\)\)", " parentheses "),
    (r"(?<=\w)!(?=$|[(\[{,;.:])|::<?|#!?\[", " "),
    (r"\((?=\()", " double parenthesis "),
    (r"\{\}", " braces "),
    (r"[\[\]{}()`\"<>';]|:$", " "),
    (r"\?", " question mark "),
    (r"(?<![\w-])--(?=\w)", " dash dash "),
    (r"(?<![\w-])-([A-Z])(?=[a-z])", r" dash \1 "),
    (r"(?<![\w-])-f(?=[a-z]+-[a-z])", " dash f "),
    (r"(?<![\w-])-(?=[A-Za-z])", " dash "),
    (r"\.(?=[\w ])", " dot "),
    (r"\\", " backslash "),
    (r"/", " slash "),
    (r"\+\+", " plus plus "),
    (r"\+", " plus "),
    (r"=", " equals "),
    (r"\*", " star "),
    (r"\|", " pipe "),
    (r"@", " at "),
    (r"\$", " dollar "),
    (r"~", " tilde "),
    (r"#", " hash "),
    (r",(?=\S)", ", "),
    (r"(?<!\w)_(?!\w)", " underscore "),
    (r"(?<![\w-])[aA](?![\w-])|(?<=_)a$", " A "),
    (r"_+", " "),
)
KNOWN = tuple((regex(pattern), said) for pattern, said in _PATTERNS)
"""Patterns within a piece of code and their spoken text, in the order in which they are tried."""
FILES = frozenset(
    ("rs", "py", "js", "ts", "md", "sh", "cc", "hs", "rb", "cs", "db", "gz", "so", "yml", "ini", "html", "css", "xml")
)
"""File extensions that are spelled."""
WORDS = {
    "ABI": "A B I",
    "abi": "A B I",
    "Ctrl": "control",
    "dir": "directory",
    "DIR": "directory",
    "io": "I O",
    "rustc": "rust C",
    "serde": "sir dee",
    "str": "stir",
    "Str": "string",
    "STR": "stir",
}
"""Words that engines pronounce differently from programmers."""
