"""Words of programs, short and so that a programmer follows: names in words, signs where they carry the meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tts.model import Mark
from tts.rules.english.web import spoken_digits
from tts.rules.english.words import letters
from tts.rules.rule import Passage, Token, rule

_CHUNK = re.compile(r"\S+")
_PLAIN = re.compile(r"\(?[A-Za-z][A-Za-z'-]*\)?[.,;:!?]?|'[A-Za-z]{2,}'|[A-Z]-\w+")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*[.,;:]?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?<!\bMc)(?<!\bMac)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIGITS = re.compile(r"[0-9]+")
_ALONE = {
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
_SIGNS = (
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
    (r"^<|(?<![\w>])<(?=[\w\[{&])|<(?=[A-Z]{2,}>)", " "),
    (r"(?<=\w)<(?=[\w&'{*\[(])", " of "),
    (r"&'(?=static\b|_|[a-z]\b(?!'))", " ref tick "),
    (r"(?<!\w)'(?=static\b|_|[a-z]\b(?!'))", " tick "),
    (r"&mut\b", " ref mut "),
    (r"&(?=\w)", " ref "),
    (r"(?<=\d)\.(?=\d)", " point "),
    (r"\.\.=?|…", " dot dot "),
    (r"(?<=\w)!(?=$|[(\[{,;.:])|::<?|#!?\[", " "),
    (r"[\[\]{}()`\"<>';]|:$", " "),
    (r"\?", " question mark "),
    (r"(?<![\w-])--(?=\w)", " dash dash "),
    (r"(?<![\w-])-([A-Z])(?=[a-z])", r" dash \1 "),
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
    (r"(?<!\w)_(?!\w)", " underscore "),
    (r"_+", " "),
)
_KNOWN = tuple((re.compile(pattern), said) for pattern, said in _SIGNS)
_FILES = {
    "rs",
    "py",
    "js",
    "ts",
    "md",
    "sh",
    "cc",
    "hs",
    "rb",
    "go",
    "cs",
    "db",
    "gz",
    "so",
    "yml",
    "html",
    "css",
    "xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRule:
    """Says what is marked as code, piece by piece; plain words and numbers are left to the other rules."""

    name: str = "code"

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens with those of the pieces of code that have signs in them."""
        taken = [(token.begin, token.end) for token in tokens]
        made = [
            token
            for mark in passage.marks
            if mark.kind == "code"
            for token in self._within(mark, passage.text)
            if not any(begin < token.end and token.begin < end for begin, end in taken)
        ]
        return tuple(sorted((*tokens, *made), key=lambda token: token.begin))

    def _within(self, mark: Mark, text: str) -> Iterator[Token]:
        shown = text[mark.begin : mark.end]
        for piece in _CHUNK.finditer(shown):
            said = say_code(piece[0])
            if said != piece[0]:
                begin = mark.begin + piece.start()
                yield Token(begin=begin, end=begin + len(piece[0]), said=said, rule=self.name)


def say_code(piece: str) -> str:
    """A piece of code without spaces in words: `std::pin::Pin<&mut T>` is `std pin Pin of ref mute T`."""
    if piece in _ALONE:
        return _ALONE[piece]
    if (_PLAIN.fullmatch(piece) and not _CAMEL.search(piece)) or _NUMBER.fullmatch(piece):
        return piece
    said = piece
    for pattern, name in _KNOWN:
        said = pattern.sub(name, said)
    words = _DIGITS.sub(_number, " ".join(word for part in said.split() for word in _CAMEL.split(part))).split()
    if not any(map(str.isalnum, "".join(words))):
        return " ".join(_ALONE.get(sign, sign) for sign in piece) if len(piece) < 4 else piece
    return " ".join(_ending(words))


def _number(match: re.Match[str]) -> str:
    """The digits of a name, apart from the letters on both sides."""
    return f" {spoken_digits(match[0])} "


def _ending(words: list[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        is_file = at and words[at - 1] == "dot" and len(word) < 3 and word in _FILES
        is_letter = len(word) == 1 and words[at - 1] == "tick"
        yield letters(word) if is_file or is_letter else word


code = CodeRule()

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"


@rule(
    rf"(?<![\w@/#.:<-])(?:{_NAME}(?:::{_NAME})+(?:<[\w&' ,]+>)?(?:\(\))?!?"
    r"|[A-Z]\w*<(?:[\w&',]|, )+>"
    r"|[a-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?:\(\))?!?|[a-z][A-Za-z0-9]*\(\)"
    r"|[A-Z]{2,}\d*(?:_[A-Z\d]+)+"
    r"|#!?\[\w+(?:\(\w+\))?\]"
    r"|(?<!^)--[a-z][\w-]+)(?![\w@])",
    needs="#(-:<_",
)
def identifier(match: re.Match[str], passage: Passage) -> str | None:
    """A name of a program that is not marked as code: `foo_bar`, `std::io`, `Vec<T>`, `--flag`, `#[must_use]`."""
    return say_code(match[0])
