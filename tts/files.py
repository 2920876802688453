"""PATH -> BYTES: the guarded read. What a file is, and how large, is looked at before its bytes are.

Every file that others may have written is read here. A pipe, a device or a socket is not opened, a file that was
replaced between the look and the opening is noticed, and a file that grows is read up to its limit.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

MAX_MANIFEST_BYTES = 64_000_000
"""The limit of a package's manifest: ten hours of speech make 15 MB."""
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))
"""`O_NONBLOCK` because a pipe that has taken the place of a file would be waited for."""
_PIECE_BYTES = 1 << 20
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class NotRegularFileError(OSError):
    """A pipe, a socket or a device is where a file should be; `kind` says which."""

    def __init__(self, path: Path | str, kind: str) -> None:
        super().__init__(errno.EINVAL, "Not a regular file", str(path))
        self.kind = kind


class TooLargeFileError(OSError):
    """A file has more than `max_bytes`; it has `size_bytes`, or more if it was still growing."""

    def __init__(self, path: Path | str, size_bytes: int, max_bytes: int) -> None:
        super().__init__(errno.EFBIG, "File too large", str(path))
        self.size_bytes = size_bytes
        self.max_bytes = max_bytes


def open_file(path: Path | str, max_bytes: int | None = None) -> BufferedReader:
    """Return the regular file at `path`, opened for reading; links are followed.

    Whoever reads it without `read_file` reads it in pieces, and stops at a limit of their own: it may grow.

    Raises:
        OSError: there is no such file, it cannot be opened, it is a folder or no regular file, or has more than
            `max_bytes`. `describe_unreadable` says what to do.
    """
    return os.fdopen(_open(path, max_bytes), "rb")


def walk_folder(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield each folder from `folder` down, with the names of the folders and of the files in it, as `os.walk` does.

    Links to folders are not followed.

    Raises:
        OSError: a folder cannot be listed, which `os.walk` and `Path.rglob` take for an empty one.
    """

    def fail(error: OSError) -> None:
        """Raise the error of a folder."""
        raise error

    for parent, folders, names in os.walk(folder, onerror=fail):
        yield Path(parent), folders, names


def read_file(path: Path | str, max_bytes: int) -> bytes:
    """Return the bytes of the regular file at `path`, never more than `max_bytes`, also while it grows.

    Raises:
        OSError: as `open_file`, or its bytes cannot be read.
    """
    descriptor = _open(path, max_bytes)
    try:
        expected_bytes = min(os.fstat(descriptor).st_size, max_bytes)
        data = _read(descriptor, path, expected_bytes + 1)
        if len(data) <= expected_bytes:
            return data
        pieces, count = [data], len(data)  # it has grown, or its file system states no size
        while count <= max_bytes and (piece := _read(descriptor, path, min(_PIECE_BYTES, max_bytes + 1 - count))):
            pieces.append(piece)
            count += len(piece)
    finally:
        os.close(descriptor)
    if count > max_bytes:
        raise TooLargeFileError(path, count, max_bytes)
    return b"".join(pieces)


def read_beginning(path: Path | str, size_bytes: int) -> bytes:
    """Return the first `size_bytes` of the regular file at `path`, or all if it has fewer.

    Raises:
        OSError: as `open_file`, or its bytes cannot be read.
    """
    descriptor = _open(path)
    try:
        return _read(descriptor, path, size_bytes)
    finally:
        os.close(descriptor)


def describe_unreadable(
    error: OSError, advice: str = "Check its permissions.", *, too_large: str = "Make it smaller."
) -> str:
    """Return what is wrong with a file that `open_file` or `read_file` refused, and the next step.

    `advice` is the next step where the cause is one of the system's, and `too_large` that for a large file.
    """
    if isinstance(error, NotRegularFileError):
        return f"This is {error.kind}, not a regular file. Copy the content into a file."
    if isinstance(error, TooLargeFileError):
        size, limit = _to_megabytes(error.size_bytes), _to_megabytes(error.max_bytes)
        return f"The file has {size}; {limit} is the limit. {too_large}"
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Give a file in it."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "There is no such file. Check its name."
    if error.errno == errno.ELOOP:
        return "The link leads back to itself. Put the file itself there."
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "The file cannot be read: too many files are open. Allow more, as with `ulimit -n 256`."
    return f"The file cannot be read: {error.strerror or 'unknown cause'}. {advice}"


def _open(path: Path | str, max_bytes: int | None = None) -> int:
    """Return the descriptor of the regular file at `path`, opened for reading, or raise OSError."""
    try:
        _refuse(path, os.stat(path), max_bytes)  # noqa: PTH116 - before the opening, which a device may notice
        descriptor = os.open(path, _FLAGS)
    except ValueError as error:  # a NUL or half a surrogate pair in the name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    try:
        _refuse(path, os.fstat(descriptor), max_bytes)  # once more, as it may have been replaced
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _refuse(path: Path | str, state: os.stat_result, max_bytes: int | None) -> None:
    """Raise OSError if a file in this state is not one to read."""
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(state.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(state.st_mode)), "something else")
        raise NotRegularFileError(path, kind)
    if max_bytes is not None and state.st_size > max_bytes:
        raise TooLargeFileError(path, state.st_size, max_bytes)


def _read(descriptor: int, path: Path | str, size_bytes: int) -> bytes:
    """Return the next bytes of a file, `size_bytes` or all that are left, without the buffers of `open`.

    Raises:
        OSError: they cannot be read, or a file of the system makes one wait.
    """
    pieces, left_bytes = [], size_bytes
    try:
        while left_bytes and (piece := os.read(descriptor, left_bytes)):
            pieces.append(piece)
            left_bytes -= len(piece)
    except BlockingIOError:
        raise NotRegularFileError(path, "a file of the system") from None
    return b"".join(pieces)


def _to_megabytes(size_bytes: int) -> str:
    """Return a size as a message says it."""
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes >= 1_000_000 else f"{size_bytes} bytes"
