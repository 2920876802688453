"""Define the errors that a caller can act on; each message gives the place, the cause and the next step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tts.regex import regex

_AGAIN = "and run the command again."
_FULL = f"There is no space left on the disk. Free some space, {_AGAIN}"
_TOO_MANY_FILES = f"Too many files are open. Allow more, as with `ulimit -n 256`, {_AGAIN}"
_NO_PERMISSION = f"Permission denied. Change the permissions there, {_AGAIN}"
_NO_MEMORY = f"There is not enough memory. Close other programs, {_AGAIN}"
_NO_PROCESS = f"The system starts no more threads or processes. Close other programs, {_AGAIN}"
_CAUSES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: f"The file is larger than the system allows. Allow more, as with `ulimit -f unlimited`, {_AGAIN}",
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: _NO_PERMISSION,
    errno.ENOMEM: _NO_MEMORY,
    errno.EAGAIN: _NO_PROCESS,
}
_NOT_LOADED = "A part of the installation cannot be loaded. Install Articast again, or make it readable."
_NO_THREAD = "can't start new thread"  # a RuntimeError of Python has no other mark
_LINE_ENDS = regex(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_KEPT = 100
_LONG_WORD = regex(rf"\S{{{3 * _KEPT},}}")


def end_sentence(text: str) -> str:
    """Return `text` with a full stop at its end, unless it has a mark there."""
    return text if text.endswith((".", "?")) else f"{text}."


def suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the question whether the most similar of the `known` names was meant; `otherwise` if none is similar."""
    from difflib import get_close_matches  # needed only after a mistake

    near = get_close_matches(name.lower(), known, n=1)
    return f"Did you mean '{near[0]}'?" if near else otherwise


def _fit_in_line(message: str) -> str:
    """Return `message` as one line, whatever it quotes from a file; of words without end, the beginning is enough."""
    line = _LINE_ENDS.sub(" ", message)
    return _LONG_WORD.sub(lambda word: word[0] if "://" in word[0] else f"{word[0][:_KEPT]}…{word[0][-2:]}", line)


class ArticastError(Exception):
    """Something that a user can fix.

    `message` is one sentence of cause and one of what to do next; `path` and `line` (from 1) say where.
    """

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        message = _fit_in_line(message)
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


class ClusterError(ArticastError):
    """Workers on other computers cannot be reached or used, or ended. Packages made so far stay."""


class DownloadError(ArticastError):
    """A voice could not be downloaded or stored. Nothing of it is left."""


def describe_defect(error: Exception) -> str:
    """Return the message for an error that no user caused: what it was, and the next step."""
    cause = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{cause}. This is a defect in Articast. Please report it with the article."


def describe_system_error(error: BaseException) -> str:
    """Return the cause of an error of the system, and the next step."""
    if isinstance(error, MemoryError):
        return _NO_MEMORY
    if isinstance(error, ImportError):
        causes = {**{os.strerror(code): cause for code, cause in _CAUSES.items()}, "failed to map segment": _NO_MEMORY}
        return next((cause for words, cause in causes.items() if words in str(error)), f"{error}. {_NOT_LOADED}")
    if not isinstance(error, OSError):
        return _NO_PROCESS
    if isinstance(error, FileNotFoundError) and error.filename is None and not _has_folder():
        return f"The current folder has been removed. Change to another folder, {_AGAIN}"
    cause = end_sentence(error.strerror or str(error) or "Unknown error of the system")
    return _CAUSES.get(error.errno or 0, f"{cause} Check the disk and the network, {_AGAIN}")


def explain_failure(error: Exception) -> ArticastError:
    """Return the error to report for one that nothing else has explained: of the system, or a defect of ours."""
    if isinstance(error, ArticastError):
        return error
    if not _is_system_error(error):
        return ArticastError(describe_defect(error))
    name = getattr(error, "filename", None)
    return ArticastError(describe_system_error(error), path=name if isinstance(name, str) else None)


def is_caused_by_system(error: BaseException | None) -> bool:
    """Return whether the system caused `error`: a full disk, an unreadable file, too little memory."""
    while error is not None:
        if isinstance(error, StoreError) or _is_system_error(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_system_error(error: BaseException) -> bool:
    """Return whether `error` is one that the system gives to a program without defects."""
    is_listed = isinstance(error, OSError | MemoryError | ImportError)
    return is_listed or (isinstance(error, RuntimeError) and str(error) == _NO_THREAD)


@contextmanager
def contain_defects(path: Path | str) -> Iterator[None]:
    """Turn an error that no user caused into one of the article at `path`, so that it costs no other article.

    Raises:
        ArticastError: whatever went wrong; only where the reader of the output has gone, it is a BrokenPipeError.
    """
    try:
        yield
    except (ArticastError, BrokenPipeError):
        raise
    except Exception as error:
        failure = explain_failure(error)
        raise ArticastError(failure.message, path=failure.path or path) from error


@contextmanager
def blame_article(path: Path) -> Iterator[None]:
    """Turn a UsageError into a ReadError of the article at `path`, whose front matter asks for something impossible."""
    try:
        yield
    except UsageError as error:
        raise ReadError(error.message, path=path) from None


def _has_folder() -> bool:
    """Return whether the current folder is still there."""
    try:
        os.getcwd()  # noqa: PTH109 - `Path.cwd` is the same
    except FileNotFoundError:
        return False
    return True
