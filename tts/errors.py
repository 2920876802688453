"""Define the errors that a caller can act on; each message gives the place, the cause and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path


def end_sentence(text: str) -> str:
    """Return `text` with a full stop at its end, unless it has a mark there."""
    return text if text.endswith((".", "?")) else f"{text}."


def suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the question whether the most similar of the `known` names was meant; `otherwise` if none is similar."""
    near = get_close_matches(name.lower(), known, n=1)
    return f"Did you mean '{near[0]}'?" if near else otherwise


class ArticastError(Exception):
    """Something that a user can fix.

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
    """An article, or another file of the producer, cannot be read: missing, empty, binary, or nested too deep."""


class LostWordsError(ArticastError):
    """Words of the article would be neither heard nor listed as skipped."""


class EngineError(ArticastError):
    """The speech engine failed, also in a fresh process, or returned audio that cannot be of the text."""


class EncodeError(ArticastError):
    """The audio could not be encoded."""


class StoreError(ArticastError):
    """The finished package could not be stored."""


class PackageError(ArticastError):
    """A finished package cannot be read: a file of it is missing or was changed."""


class FetchError(ArticastError):
    """An address cannot be fetched: it is refused, does not answer, or answers with an error. `path` is the address."""


class PublishError(ArticastError):
    """Files could not be uploaded. Those that were uploaded before stay, and the next run continues."""


class DownloadError(ArticastError):
    """A voice could not be downloaded or stored. Nothing of it is left."""


def describe_defect(error: Exception) -> str:
    """Return the message for an error that no user caused: what it was, and the next step."""
    cause = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{cause}. This is a defect in Articast. Please report it with the article."


def is_of_storage(error: BaseException | None) -> bool:
    """Return whether the system caused `error`: a disk that is full, a file that cannot be read or written."""
    while error is not None:
        if isinstance(error, OSError | StoreError):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def contain_defects(path: Path | str) -> Iterator[None]:
    """Turn an error that no user caused into one of the article at `path`, so that it costs no other article.

    Raises:
        ArticastError: whatever went wrong.
    """
    try:
        yield
    except ArticastError:
        raise
    except Exception as error:
        raise ArticastError(describe_defect(error), path=path) from error


@contextmanager
def blame_article(path: Path) -> Iterator[None]:
    """Turn a UsageError into a ReadError of the article at `path`, whose front matter asks for something impossible."""
    try:
        yield
    except UsageError as error:
        raise ReadError(error.message, path=path) from None
