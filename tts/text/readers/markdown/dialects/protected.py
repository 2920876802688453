"""MARKDOWN -> MARKDOWN in which code, tags and addresses are taken out while the marks in the rest are replaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape

from tts.model import Skipped
from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.markdown.regions import find_code
from tts.text.readers.whitespace import normalize_whitespace, split_words

# Characters that Unicode reserves for use within a program (Unicode 16, section 23.7)
_BEGIN, _END = "\ufdd0", "\ufddb"
_DIGITS = {str(digit): chr(0xFDD1 + digit) for digit in range(10)}
_TO_DIGITS = str.maketrans({character: digit for digit, character in _DIGITS.items()})
_FROM_DIGITS = str.maketrans(_DIGITS)

TOKEN = f"{_BEGIN}[{_DIGITS['0']}-{_DIGITS['9']}]+{_END}"
"""The pattern of what stands for a part that is taken out."""

_TOKEN = regex(f"{_BEGIN}(?P<number>[{_DIGITS['0']}-{_DIGITS['9']}]+){_END}")
_RESERVED = regex("[\ufdd0-\ufdef]+")
_ATTRIBUTE = r"\s++[\w:@.-]++(?>(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?)"
_RAW = regex(
    r"<(?P<tag>script|style|pre|code|svg|math|textarea)\b[^<>]*+>"
    r"(?>(?:(?!</(?P=tag)|<(?P=tag)\b)[\s\S])*)</(?P=tag)\s*+>",
    re.IGNORECASE,
    needs="<",
)
_TAG = regex(rf"</?[A-Za-z][\w:-]*+(?>(?:{_ATTRIBUTE})*)\s*+/?>", needs="<")
_ADDRESS = regex(
    r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>"
    r"|(?<=\])\((?:<[^<>\n]*+>|[^()\s]*+(?>(?:\([^()\s]*+\)[^()\s]*+)*))(?>(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?)\s*+\)"
    r"|(?:https?|ftp)://[^\s<>\[\]|`\"\ufdd0-\ufdef]++"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]++\]:[ \t]*+\S++",
    re.IGNORECASE | re.MULTILINE,
    needs=("<", "](", "://", "]:"),
)

_ESCAPE = regex(r"\\[!-/:-@\[-`{-~]", needs="\\")

_LAST_WORD = regex(r"\w{1,100}\Z")
_FIRST_WORD = regex(r"\w{1,100}")
_MAX_WORD = 100  # characters
_BLOCK = regex(r"[ \t]*(?:[`~#>|]|[-*+][ \t]|\d+[.)]|\*?\[[^\]\n]*\]:)")

Replace = Callable[[re.Match[str]], Replacement | None]
"""Returns what takes the place of a mark, None if it is not one."""


class ProtectedText:
    """A Markdown text of which parts are taken out. A token without letters and digits stands for each of them."""

    def __init__(self, text: str) -> None:
        self._kept: list[str] = []
        self._skipped: list[Skipped] = []
        self._directives: Counter[str] = Counter()
        self.text = self._take_code(text)
        for pattern in (_RAW, _TAG, _ADDRESS):
            self._take(pattern)

    def take_escapes(self) -> None:
        """Take out the characters that a backslash makes text."""
        self._take(_ESCAPE)

    def keep(self, text: str) -> str:
        """Return a token for `text`, which is finished Markdown or HTML that no step may change."""
        self._kept.append(self.restore(text))
        return f"{_BEGIN}{str(len(self._kept) - 1).translate(_FROM_DIGITS)}{_END}"

    def restore(self, text: str) -> str:
        """Return `text` with what was taken out instead of the tokens."""
        return _TOKEN.sub(self._kept_text, text) if _BEGIN in text else text

    def replace(self, pattern: re.Pattern[str], replace: Replace) -> None:
        """Replace each match of `pattern` by what `replace` returns for it, and account for its words."""
        self.text = pattern.sub(lambda mark: self._replace_mark(mark, replace(mark)), self.text)

    def append(self, lines: str) -> None:
        """Put `lines`, of which the words were replaced by a mark, at the end of the text after a blank line."""
        self._directives -= Counter(split_words(self.restore(lines)))
        self.text = f"{self.text.rstrip()}\n\n{lines}\n"

    def finish(self) -> Cleaned:
        """Return the text with all that was taken out, and what is skipped of it."""
        return Cleaned(
            text=self.restore(self.text),
            skipped=tuple(self._skipped),
            directives=tuple(self._directives.elements()),
        )

    def _kept_text(self, token: re.Match[str]) -> str:
        """Return what the token stands for."""
        return self._kept[int(token["number"].translate(_TO_DIGITS))]

    def _take_code(self, text: str) -> str:
        """Return `text` with tokens for its code, and for characters that tokens are made of."""
        pieces = []
        position = 0
        for begin, end in [*find_code(text), (len(text), len(text))]:
            pieces.append(_RESERVED.sub(lambda match: self._token_of(match[0]), text[position:begin]))
            if begin < end:
                pieces.append(self._token_of(text[begin:end]))
            position = end
        return "".join(pieces)

    def _token_of(self, raw: str) -> str:
        """Return a token for `raw`, a part of the source, which has no token yet."""
        self._kept.append(raw)
        return f"{_BEGIN}{str(len(self._kept) - 1).translate(_FROM_DIGITS)}{_END}"

    def _take(self, pattern: re.Pattern[str]) -> None:
        """Put a token in the place of each match of `pattern`."""
        self.text = pattern.sub(lambda match: self.keep(match[0]), self.text)

    def _replace_mark(self, mark: re.Match[str], replacement: Replacement | None) -> str:
        """Return the text in the place of `mark`; its other words are skipped, or have only directed a program."""
        if replacement is None:
            return mark[0]
        words = Counter(split_words(self.restore(mark[0])))
        words -= Counter(split_words(unescape(find_text(self.restore(replacement.text)))))
        if replacement.reason:
            left_out = mark[0] if replacement.skipped is None else replacement.skipped
            left_out = normalize_whitespace(self.restore(left_out))
            self._skipped.append(Skipped(text=left_out, reason=replacement.reason))
            words -= Counter(split_words(left_out))
        self._directives += words
        if not replacement.text:
            return _replace_by_nothing(mark)
        self._directives.update(_find_joined(mark, self.restore(replacement.text)))
        return replacement.text


def _replace_by_nothing(mark: re.Match[str]) -> str:
    """Return what keeps apart the text before and after `mark`, and what keeps a line from becoming another block."""
    before, after = mark.string[max(mark.start() - 1, 0) : mark.start()], mark.string[mark.end() : mark.end() + 1]
    if before in ("", "\n") and not mark[0].endswith("\n") and _BLOCK.match(mark.string, mark.end()):
        return "&#8203;"
    return " " if before.isalnum() and after.isalnum() else ""


def _find_joined(mark: re.Match[str], text: str) -> Iterator[str]:
    """Yield the words around `mark`, and in `text` in its place, that are one word there, as in `[[bee]]s`."""
    before = _LAST_WORD.search(mark.string, max(mark.start() - _MAX_WORD, 0), mark.start())
    after = _FIRST_WORD.match(mark.string, mark.end())
    first, last = _FIRST_WORD.match(text), _LAST_WORD.search(text)
    if before and first:
        yield from (before[0], first[0])
    if last and after:
        yield from (last[0], after[0])
