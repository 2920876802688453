"""Print in whole lines that read well aloud. No other module prints; only a QR code may have colours."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Self, TextIO

from tts.errors import ArticastError, describe_system_error
from tts.noun import noun


@noun
class Console:
    """Prints results to `out`, errors and warnings to `err`; `rename` changes names in them."""

    out: TextIO
    err: TextIO
    rename: Callable[[str], str] = str

    @classmethod
    def on_terminal(cls) -> Self:
        """Return a console for the standard streams that can print any title; pipes and files receive UTF-8."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        return cls(out=sys.stdout, err=sys.stderr)

    def renamed(self, names: Mapping[str, str]) -> Self:
        """Return a console that also prints other names for paths."""

        def rename(text: str) -> str:
            """Return a text with the other names."""
            for path, name in names.items():
                text = text.replace(path, name)
            return self.rename(text)

        return replace(self, rename=rename)

    @property
    def has_colours(self) -> bool:
        """Whether colours may be used: in a terminal that has them, whose user does not refuse them (NO_COLOR)."""
        return self.out.isatty() and os.environ.get("TERM", "dumb") != "dumb" and not os.environ.get("NO_COLOR")

    def say(self, line: str) -> None:
        """Print one line of the result, and flush it."""
        self.text(f"{_plain(self.rename(line))}\n")

    def text(self, text: str) -> None:
        """Print text of several lines unchanged, and flush it so that warnings about it come after it.

        Raises:
            ArticastError: it cannot be written; where its reader has gone, it is a BrokenPipeError.
        """
        try:
            self.out.write(text)
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise ArticastError(f"The output cannot be written. {describe_system_error(error)}") from error

    def object(self, values: dict[str, Any]) -> None:
        """Print `values` as JSON on one line."""
        shown = {name: self.rename(value) if isinstance(value, str) else value for name, value in values.items()}
        text = json.dumps(shown, ensure_ascii=False)
        line = "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
        self.text(f"{line}\n")

    def show(self, line: str, values: dict[str, Any], *, as_json: bool) -> None:
        """Print a result for a reader or, as JSON, for a program."""
        if as_json:
            self.object(values)
        else:
            self.say(line)

    def error(self, line: str) -> None:
        """Print one line about what is wrong and what to do; where it cannot be written, the exit status says it."""
        with suppress(OSError):
            print(_plain(self.rename(line)), file=self.err, flush=True)

    def redraw(self, line: str) -> None:
        """Replace the previous line. Used only for `--progress bar`."""
        with suppress(OSError):
            print(f"\r\x1b[K{_plain(line)}", end="", file=self.err, flush=True)


def _plain(line: str) -> str:
    """Replace control characters, so that a title or a file name cannot move the cursor or begin a line."""
    return "".join(char if char.isprintable() else " " for char in line)


def count_noun(count: int, noun: str, plural: str = "") -> str:
    """Return `1 article` or `2 articles`; `plural` is needed if it is not formed with an s."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def join_names(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `mp3, epub and daisy`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else "".join(names)
