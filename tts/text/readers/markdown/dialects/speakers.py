"""MARKDOWN with speakers in lists of attributes -> MARKDOWN with elements that name them: `{speaker="Ana"}`."""

from __future__ import annotations

import re
from dataclasses import field
from html import escape

from tts.noun import record
from tts.regex import regex
from tts.text.readers.markdown.dialects.attributes import LIST
from tts.text.readers.markdown.dialects.directives import read_speaker
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.regions import LineState

_AT_END = regex(rf"(?:^|(?<![\w\\])){LIST}[ \t]*$")
_LANGUAGE = regex(r"\blang=[\"']?([A-Za-z][\w-]*)")
_QUOTES = regex(r"(?: {0,3}> ?)*")
_HEADING = regex(r" {0,3}#{1,6}[ \t]")
_ITEM = regex(r" *(?:[-*+•◦▪‣]|\d{1,9}[.)])[ \t]+")
_INDENT = regex(r"(?: {2,}|\t)[ \t]*")
_TAG = regex(r" {0,3}</?[A-Za-z!]")
_MAX_DEPTH = 20  # quotes in quotes
_MAX_LINES = 1000  # of a block


def replace_speakers(text: str) -> Cleaned:
    """Put each block whose list of attributes names a speaker into an element that does, with all that is in it.

    A block is a paragraph, a heading, a quotation or a list. Its attributes are at the end of its last line, or on a
    line of their own below (kramdown, block inline attribute lists). At the end of an item they hold for the item.
    Those that belong to code or HTML, or to no block, stay as they are.
    """
    if "speaker=" not in text:
        return Cleaned(text=text)
    state = LineState()
    lines = text.split("\n")
    writer = _Writer()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_code = state.is_code(line)
        found = _AT_END.search(line) if "speaker=" in line and not is_code else None
        if not (found and read_speaker(found[0]) and writer.give(line[: found.start()], found[0], following)):
            writer.add(line, is_code=is_code)
    return Cleaned(text="\n".join(writer.lines))


def speaker_tag(speaker: str, language: str = "") -> str:
    """Return the tag of the element that holds what `speaker` says, perhaps in a `language` (BCP 47)."""
    return f"<div {_attributes(speaker, language)}>"


@record
class _Writer:
    """The lines written so far, and which of them are code."""

    lines: list[str] = field(default_factory=list)
    _are_code: list[bool] = field(default_factory=list)

    def add(self, *lines: str, is_code: bool = False) -> None:
        """Add lines as they are."""
        self.lines += lines
        self._are_code += [is_code] * len(lines)

    def give(self, line: str, listed: str, following: str) -> bool:
        """Give the block that ends with `line` to the speaker in the list after it; return False if it cannot be."""
        quotes = _QUOTES.match(line)
        depth = quotes[0].count(">") if quotes else 0
        own, below = _remove_quotes(line, depth) or "", _remove_quotes(following, depth) or ""
        if depth > _MAX_DEPTH:
            return False
        language = _LANGUAGE.search(listed)
        named = read_speaker(listed), language[1] if language else ""
        prefix = "> " * depth
        marker = _ITEM.match(own) or _INDENT.match(own)
        if marker:  # an item, or a line of one
            if (below.strip() and not _ITEM.match(below)) or "}" in named[0]:
                return False
            indent = " " * marker.end()
            written = [line.rstrip()] if own.strip() else []
            self.add(*written, f"{prefix}{indent}{{{_attributes(*named)}}}")
            return True
        is_heading = bool(_HEADING.match(own))
        if own.strip() and below.strip() and not is_heading:
            return False
        begin = len(self.lines) if is_heading else self._find_block(depth)
        block = [*self.lines[begin:], *([line.rstrip()] if own.strip() else [])]
        if not block or any(_TAG.match(_remove_quotes(part, depth) or "") for part in block):
            return False
        del self.lines[begin:], self._are_code[begin:]
        blank = prefix.rstrip()
        self.add(blank, prefix + speaker_tag(*named), blank, *block, blank, f"{prefix}</div>", blank)
        return True

    def _find_block(self, depth: int) -> int:
        """Return the index of the first line of the block that ends here, in quotes of this depth; a list is one."""
        begin = len(self.lines)
        first = max(0, begin - _MAX_LINES)
        while begin > first and self._read(begin - 1, depth).strip() and not _HEADING.match(self.lines[begin - 1]):
            begin -= 1
        if begin == len(self.lines) or not _is_of_list(self._read(begin, depth)):
            return begin
        above = begin
        while above > first and (not self._read(above - 1, depth).strip() or _is_of_list(self._read(above - 1, depth))):
            above -= 1
            if _ITEM.match(self._read(above, depth)):
                begin = above
        return begin

    def _read(self, index: int, depth: int) -> str:
        """Return a line without the characters of the quotes around it; "" for code, and for a line outside of them."""
        return "" if self._are_code[index] else _remove_quotes(self.lines[index], depth) or ""


def _is_of_list(line: str) -> bool:
    """Return whether a line may be one of a list."""
    return bool(_ITEM.match(line) or _INDENT.match(line))


def _remove_quotes(line: str, depth: int) -> str | None:
    """Return a line without the characters of `depth` quotes around it, None if it is in fewer quotes."""
    signs = re.match(rf"(?: {{0,3}}> ?){{{depth}}}", line)
    return line[signs.end() :] if signs else None


def _attributes(speaker: str, language: str) -> str:
    """Return the attributes that name a speaker and a language."""
    named = f'data-speaker="{escape(speaker)}"'
    return f'{named} lang="{language}"' if language else named
