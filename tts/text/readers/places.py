"""WORDS of an article -> the line of its file in which they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import escape
from pathlib import Path
from urllib.parse import quote

from tts.errors import ReadError
from tts.regex import regex
from tts.text.readers.decode import read_text
from tts.text.readers.frontmatter import split_front_matter

_TABLE = regex(r"^\W*articast\b", re.MULTILINE)
_IN_WORD = regex(r"[\w.-]")
_MAX_LENGTH = 60  # of what is searched for


class Places:
    """Finds lines in the article at `path`, which is read when the first one is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def warn(self, words: str, what: str, *, in_body: bool = False) -> str:
        """Return the sentences `what` with the place of `words`, which are below the front matter if `in_body`."""
        return self._add_place(self.find_line(words, self._body if in_body else 0), what)

    def warn_of_setting(self, name: str, what: str) -> str:
        """Return the sentences `what` with the place of a setting in the table `articast` of the front matter."""
        table = _TABLE.search(self._text)
        return self._add_place(self.find_line(name, table.start() if table else 0), what)

    def _add_place(self, line: int | None, what: str) -> str:
        """Return `what` with the path before it, and the line if it is known."""
        return f"{self.path}, line {line}: {what}" if line else f"{self.path}: {what}"

    def find_line(self, words: str, start: int = 0) -> int | None:
        """Return the first line (from 1) with `words` after `start`, perhaps as an address is written."""
        for form in _forms(words):
            offset = self._text.find(form, start)  # a regular expression would take a hundred times as long
            while offset > 0 and _IN_WORD.match(self._text, offset - 1):
                offset = self._text.find(form, offset + 1)
            if offset >= 0:
                return self._text.count("\n", 0, offset) + 1
        return None

    @cached_property
    def _text(self) -> str:
        """The text of the article's file."""
        try:
            return read_text(self.path).text
        except ReadError:  # it was there when the article was read
            return ""

    @cached_property
    def _body(self) -> int:
        """The offset of the line in which the text below the front matter begins."""
        body_line = split_front_matter(self._text, self.path).body_line
        return sum(len(line) for line in self._text.splitlines(keepends=True)[: body_line - 1])


def _forms(words: str) -> Iterator[str]:
    """Yield `words` as it is, as HTML and addresses write it, and the last part of an address."""
    words = words[:_MAX_LENGTH]
    last = re.split(r"[/\\\\]", words)[-1]
    yield from dict.fromkeys(filter(None, (words, escape(words), quote(words), last, quote(last))))
