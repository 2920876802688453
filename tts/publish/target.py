"""ADDRESS -> the folder on the web: files are put there, read and removed. The only importer of fsspec."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tts.errors import PublishError, UsageError, end_sentence
from tts.files import NotRegularFileError, TooLargeFileError, describe_unreadable, read_beginning, read_file
from tts.publish.folder import PublishedFile

Result = TypeVar("Result")
_WAITS_S = (1, 4, 10)
"""How long to wait before a step is tried again. Most faults of a network are over by then."""
_NOT_TRIED_AGAIN = (FileNotFoundError, PermissionError, NotADirectoryError)
_TYPE_ARGUMENT = {"s3": "ContentType", "s3a": "ContentType", "gs": "content_type", "gcs": "content_type"}
"""The argument in which a file system takes the media type. Other servers give it by the name of the file."""
_RENAMES = frozenset({"file", "local", "sftp", "ssh"})
"""Where a file that is being written can be seen. It is written under another name, and renamed when it is whole."""
_LOCAL = frozenset({"file", "local"})
_MAX_RECORD_BYTES = 100_000_000


class Target:
    """A folder that files are uploaded to, at an `address` such as `s3://bucket/listen`, or on this computer."""

    def __init__(self, address: str, *, wait: Callable[[float], None] = time.sleep) -> None:
        """Open the address; some file systems connect to it at once.

        Raises:
            UsageError: the address is not one that can be written to, or a package that it needs is missing.
            PublishError: the address does not answer, or refuses.
        """
        self.shown = hide_password(address)
        self._wait = wait
        self._system, root = _open(address, self.shown)
        self._root = root.rstrip("/")
        names = self._system.protocol
        self._protocols = {names} if isinstance(names, str) else set(names)

    def lies_in(self, folder: Path) -> bool:
        """Return whether this is a folder of this computer, in `folder` or the same."""
        return bool(self._protocols & _LOCAL) and Path(self._root).resolve().is_relative_to(folder.resolve())

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None if there is none.

        Raises:
            PublishError: the address does not answer, or refuses.
        """
        path = self._path(name)

        def read() -> bytes | None:
            """Read the file, unless it is too large to be one of ours."""
            if self._protocols & _LOCAL:
                return _read_local_file(Path(path))
            if self._system.info(path)["size"] > _MAX_RECORD_BYTES:
                return b""
            with self._system.open(path, "rb") as file:  # a file of a server may have more than it says
                data = bytes(file.read(_MAX_RECORD_BYTES + 1))
            return data if len(data) <= _MAX_RECORD_BYTES else b""

        try:
            return self._try(read, name)
        except FileNotFoundError:
            return None

    def read_beginning(self, name: str, count: int) -> bytes:
        """Return the first `count` bytes of a file, none if there is no such file.

        Raises:
            PublishError: the address does not answer, or refuses.
        """
        path = self._path(name)

        def read() -> bytes:
            """Read the beginning, on this computer of a regular file only."""
            if self._protocols & _LOCAL:
                return read_beginning(Path(path), count)
            return bytes(self._system.cat_file(path, start=0, end=count))[:count]

        try:
            return self._try(read, name)
        except FileNotFoundError:
            return b""

    def put(self, file: PublishedFile) -> None:
        """Upload a file; it replaces the one that is there when it is whole.

        Raises:
            PublishError: the address does not answer, or refuses.
        """
        path, name = self._path(file.path), file.path.rpartition("/")[2]
        renames = bool(self._protocols & _RENAMES)
        building = path.removesuffix(name) + f".{name}.new" if renames else path
        types = (_TYPE_ARGUMENT[name] for name in self._protocols if name in _TYPE_ARGUMENT)
        options = dict.fromkeys(types, file.media_type)

        def put() -> None:
            """Write the file, and give it its name."""
            if renames:
                self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            if isinstance(file.content, Path):
                self._system.put_file(str(file.content), building, **options)
            else:
                self._system.pipe_file(building, file.content, **options)
            if renames:
                self._system.mv(building, path)

        try:
            self._try(put, file.path)
        except FileNotFoundError as error:
            raise PublishError(f"{_describe(error)} Check that the address exists.", path=self.shown) from error

    def remove(self, name: str) -> None:
        """Remove a file, if it is there.

        Raises:
            PublishError: the address does not answer, or refuses.
        """
        try:
            self._try(lambda: self._system.rm_file(self._path(name)), name)
        except FileNotFoundError:
            return

    def _path(self, name: str) -> str:
        """Return the path of a file as the file system has it."""
        return f"{self._root}/{name}"

    def _try(self, step: Callable[[], Result], name: str) -> Result:
        """Return what `step` returns; after a fault it is tried again.

        File systems of many authors raise exceptions of many kinds: here each becomes an error for a person.

        Raises:
            FileNotFoundError: there is no such file.
            PublishError: it did not work, also later.
        """
        for wait_s in (*_WAITS_S, None):
            try:
                return step()
            except (FileNotFoundError, PublishError):
                raise
            except Exception as error:
                if wait_s is None or isinstance(error, _NOT_TRIED_AGAIN):
                    place = f"{self.shown.rstrip('/')}/{name}"
                    raise PublishError(f"{_describe(error)} Run the command again to continue.", path=place) from error
                self._wait(wait_s)
        raise AssertionError("the last try returns or raises")


def _read_local_file(path: Path) -> bytes:
    """Return the content of a file of this computer, none of one that is too large.

    Raises:
        FileNotFoundError: there is none.
        PublishError: it is no regular file.
    """
    try:
        return read_file(path, _MAX_RECORD_BYTES)
    except TooLargeFileError:
        return b""
    except (IsADirectoryError, NotRegularFileError) as error:
        what = describe_unreadable(error).partition(". ")[0]
        raise PublishError(f"{what}. Remove it, and run the command again.", path=path) from None


def _open(address: str, shown: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it.

    Raises:
        UsageError: there is none, or its package is missing.
    """
    protocol = address.partition("://")[0].lower() if "://" in address else "file"
    if protocol in ("http", "https"):
        message = "This is the address for listeners. Give the one for uploads, such as s3://bucket/listen"
        raise UsageError(f"{shown}: {message}, sftp://user@example.org/var/www/listen, or a folder.")
    try:
        import fsspec
    except ModuleNotFoundError:
        message = "`articast publish` needs fsspec, which is not installed."
        raise UsageError(f'{message} Install it with `pip install "articast[publish]"`.') from None
    if "://" not in address:
        return fsspec.filesystem("file"), Path(address).expanduser().absolute().as_posix()
    try:
        system, root = fsspec.core.url_to_fs(address)
    except ImportError as error:
        message = f"{protocol}:// needs a package that is not installed. {end_sentence(str(error))}"
        raise UsageError(f"{shown}: {message}") from None
    except ValueError as error:
        message = f"{end_sentence(str(error))} Use an address such as s3://bucket/listen, or a folder."
        raise UsageError(f"{shown}: {message}") from None
    except Exception as error:  # those that connect at once
        raise PublishError(f"{_describe(error)} Check the address and the connection.", path=shown) from error
    return system, str(root)


def _describe(error: Exception) -> str:
    """Return the cause of an error as a sentence on one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return end_sentence(text if len(text) <= 300 else f"{text[:299]}…")


def hide_password(address: str) -> str:
    """Return the address without the password that may be in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.partition("://")[0]
    return address.replace(f":{parts.password}@", "@", 1) if parts.password else address
