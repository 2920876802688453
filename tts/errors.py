"""The kinds of failure that a caller can act on; each message names the place, the cause and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ArticastError(Exception):
    """Something a user can mend.

    `message` is one sentence of cause and one of what to do next; `path` and `line` (from 1) say where.
    """

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        place = f"{self.path}, line {self.line}" if self.line is not None else f"{self.path}"
        return f"{place}: {self.message}"


class UsageError(ArticastError):
    """The call itself is wrong: an unknown voice, engine, format or setting. Exit status 2."""


class ReadError(ArticastError):
    """The article cannot be read: missing, empty, binary, a head that does not parse."""


class LostWordsError(ArticastError):
    """Words of the article would neither be heard nor be named as skipped."""


class EngineError(ArticastError):
    """The speech engine failed, also in a fresh process, or gave something that cannot be the text's sound."""


class EncodeError(ArticastError):
    """The sound could not be encoded."""


class StoreError(ArticastError):
    """The finished package could not be put into its place."""


@contextmanager
def blame_article(path: Path) -> Iterator[None]:
    """Turn a UsageError into a ReadError of the article at `path`, whose front matter asks for something impossible."""
    try:
        yield
    except UsageError as error:
        raise ReadError(error.message, path=path) from None
