"""Code, read briefly but so that a programmer can follow: names as words, symbols only where they carry meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tts.model import Mark
from tts.noun import noun
from tts.regex import regex
from tts.speech.rules.english.acronyms import say_capitals, spelled
from tts.speech.rules.english.capitals import EMPHASIZED
from tts.speech.rules.english.code_symbols import ALONE, BY_ITSELF, FILES, KEY, KNOWN, WORDS, key
from tts.speech.rules.english.web import spoken_digits
from tts.speech.rules.english.words import by_pairs, letters, plural
from tts.speech.rules.rule import Passage, Token, rule

_CHUNK = regex(r"\S+")
_PLAIN = regex(r"\(?[A-Za-z][A-Za-z'-]*\)?[.,;:!?]?|'[A-Za-z]{2,}'|[A-Z]-\w+")
_NUMBER = regex(r"[+-]?\d+(?:[.,]\d+)*[.,;:]?")
_CAMEL = regex(r"(?<=[a-z0-9])(?<!\bMc)(?<!\bMac)(?=[A-Z])(?![LMNR][b-df-hj-np-tv-xz])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIGITS = regex(r"([0-9]+)(?:-(?=[a-z]))?")
_MIXED = regex(r"[A-Za-z]{3,}\d[A-Za-z]+\d\w*|[A-Za-z]{2,}\d[a-z]{2,}")  # the name of a person, not of a thing
_SUFFIX = regex(r"(?:['’]s|e?s|e?d|ing)(?!\w)")
_WORD = regex(rf"(?<![A-Za-z])(?:{'|'.join(WORDS)})(?![A-Za-z])")
_CAPITALS = regex(r"(?<![A-Za-z.$])[A-Z]{2,}(?![A-Za-z])")
_VALUE = regex(r"(?<!\S)[aA](?= [^\w\s]{1,3}(?:\s|$))|(?<=[=+*/<>&|-] )[aA](?!\S)")


@noun
class CodeRule:
    """Say marked code piece by piece; plain words and numbers are left to the other rules."""

    name: str = "code"

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the tokens with new ones for the pieces of code that have symbols."""
        spans = [(token.begin, token.end) for token in tokens]
        new = [
            token
            for mark in passage.marks
            if mark.kind == "code"
            for token in self._within(mark, passage.text)
            if not any(begin < token.end and token.begin < end for begin, end in spans)
        ]
        return tuple(sorted((*tokens, *new), key=lambda token: token.begin))

    def _within(self, mark: Mark, text: str) -> Iterator[Token]:
        """Yield tokens for the pieces of one span of code, each with the ending that follows the span: `Vec`s."""
        shown = text[mark.begin : mark.end]
        values = {value.start() for value in _VALUE.finditer(shown)}
        for piece in _CHUNK.finditer(shown):
            is_alone = piece[0] == shown.strip() or piece.start() in values
            said = (BY_ITSELF.get(piece[0]) if is_alone else None) or say_code(piece[0])
            if said != piece[0] or piece[0] in BY_ITSELF:
                begin, end = mark.begin + piece.start(), mark.begin + piece.end()
                suffix = _SUFFIX.match(text, end) if end == mark.end else None
                if suffix:
                    said, end = _with_suffix(said, suffix[0]), suffix.end()
                yield Token(begin=begin, end=end, said=said, rule=self.name, spells=True)


def _with_suffix(said: str, suffix: str) -> str:
    """Return the spoken code with the ending that the sentence adds: `Hash Map` and "s" is `Hash Maps`."""
    before, space, last = said.rpartition(" ")
    if len(last) == 1 and last.isalpha() and suffix == "s":
        return before + space + spelled(last.upper(), suffix)
    return plural(said) if suffix == "s" else said + suffix


def say_code(piece: str) -> str:
    """Return a piece of code, which has no spaces, in words: `std::pin::Pin<&mut T>` is `std pin Pin of ref mute T`."""
    if piece in ALONE:
        return ALONE[piece]
    if (_PLAIN.fullmatch(piece) and not _CAMEL.search(piece)) or _NUMBER.fullmatch(piece):
        return _as_said(piece)
    if _MIXED.fullmatch(piece):
        return piece
    said = KEY.sub(key, piece)
    for pattern, name in KNOWN:
        said = pattern.sub(name, said)
    words = _DIGITS.sub(_number, " ".join(word for part in said.split() for word in _CAMEL.split(part))).split()
    if not any(map(str.isalnum, "".join(words))):
        return " ".join(ALONE.get(symbol, symbol) for symbol in piece) if len(piece) < 4 else piece
    return _as_said(" ".join(_ending(words)).replace(" ,", ","))


def _as_said(text: str) -> str:
    """Return `text` with the names that engines mispronounce in words: `stdin` is `standard in`, `CPU` is `C P U`."""
    return _CAPITALS.sub(lambda run: _say_capitals(run[0]), _WORD.sub(lambda word: WORDS[word[0]], text))


def _say_capitals(run: str) -> str:
    """Return a run of capitals in words; short words are words, as in `MAX_AGE`."""
    if run in ("II", "III"):
        return run  # a numeral
    return run.lower() if run in EMPHASIZED else say_capitals(run)


def _number(match: re.Match[str]) -> str:
    """Return the digits in a name in words, separated from the letters on both sides."""
    digits = match[1]
    is_model = len(digits) == 3 and not digits.startswith("0")
    return f" {by_pairs(digits) if is_model else spoken_digits(digits)} "


def _ending(words: list[str]) -> Iterator[str]:
    """Yield the words; extensions of files and names of lifetimes are spelled."""
    for index, word in enumerate(words):
        is_file = index and words[index - 1] == "dot" and word in FILES
        is_letter = len(word) == 1 and words[index - 1] == "tick"
        yield letters(word) if is_file or is_letter else word


code = CodeRule()

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"


@rule(
    rf"(?<![\w@/#.:<-])(?:{_NAME}(?:::{_NAME})+(?:<[\w&' ,]+>)?(?:\(\))?!?"
    r"|[A-Z]\w*<(?:[\w&',]|, )+>"
    r"|[a-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?:\(\))?!?|[a-z][A-Za-z0-9]*\(\)"
    r"|[A-Z]{2,}\d*(?:_[A-Z\d]+)+(?:=[\w/.-]*[\w/])?"
    r"|#!?\[\w+(?:\(\w+\))?\]"
    r"|(?<!\$)(?<!\{)\{[A-Za-z_]\w{0,15}\}(?![:}])"
    r"|(?<!^)--[a-z][\w-]+)(?![\w@])",
    needs="#(-:<_{",
    prefilter=r"::|\w<|_|\(\)|#!?\[|\{[A-Za-z_]|--[a-z]",
)
def identifier(match: re.Match[str], passage: Passage) -> str | None:
    """Say an identifier that is not marked as code: `foo_bar`, `std::io`, `Vec<T>`, `--flag`, `#[must_use]`."""
    return say_code(match[0])
