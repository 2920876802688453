"""What the command says, in whole lines that read well aloud: the only module that prints. It uses no colour."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Any, Self, TextIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Answers go to `out`, errors and warnings to `err`."""

    out: TextIO
    err: TextIO

    @classmethod
    def on_terminal(cls) -> Self:
        """The process's own streams, so that no title stops the command; what goes into a pipe or a file is UTF-8."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        return cls(out=sys.stdout, err=sys.stderr)

    def say(self, line: str) -> None:
        """One line of the answer, at once."""
        print(_plain(line), file=self.out, flush=True)

    def text(self, text: str) -> None:
        """A text of many lines as it is, at once, so that warnings about it come after it."""
        self.out.write(text)
        self.out.flush()

    def object(self, values: dict[str, Any]) -> None:
        """One JSON object on a line of its own."""
        text = json.dumps(values, ensure_ascii=False)
        line = "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)
        print(line, file=self.out, flush=True)

    def error(self, line: str) -> None:
        """One line about what is wrong and what to do."""
        print(_plain(line), file=self.err, flush=True)

    def redraw(self, line: str) -> None:
        """Writes over the line before: only for who asked for a bar."""
        print(f"\r\x1b[K{_plain(line)}", end="", file=self.err, flush=True)


def _plain(line: str) -> str:
    """An article's title or a file's name cannot move the cursor or begin a line."""
    return "".join(character if character.isprintable() else " " for character in line)
