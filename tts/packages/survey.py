"""ARTICLES, OUTPUT FOLDER -> the contents of their files and of the packages there: each is read once in a run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from errno import ELOOP, ENOENT, ENOTDIR
from hashlib import sha256
from pathlib import Path
from typing import Any

from tts.files import read_beginning
from tts.packages.manifest_header import file_sizes_bytes, parse_header, read_header_bytes
from tts.writers.images import read_state

NOT_A_PACKAGE = (ENOENT, ENOTDIR, ELOOP)  # or it is being removed


class FoundArticle:
    """An article in `file`, which is read once, when it is first asked for."""

    __slots__ = ("_content", "file")

    def __init__(self, file: Path) -> None:
        self.file = file
        self._content: tuple[str, bytes | None] | None = None

    def _read(self) -> tuple[str, bytes | None]:
        """Return the state of the file, and its bytes unless it cannot be read or is too large."""
        if self._content is None:
            self._content = read_state(self.file)
        return self._content

    @property
    def state(self) -> str:
        """The `file_state` of the file."""
        return self._read()[0]

    def read_beginning(self, path: Path, size_bytes: int) -> bytes:
        """Return the first bytes of the file at `path`, which is that of the article.

        Raises:
            OSError: it cannot be read.
        """
        _, data = self._read()
        return read_beginning(path, size_bytes) if data is None else data[:size_bytes]


class FoundPackage:
    """What may be a package in `folder`. The rest is read when it is first asked for, each file once.

    Its members raise OSError if they cannot be read. There are thousands, and `cached_property` takes longer than this.
    """

    __slots__ = ("_header", "_header_bytes", "_sizes_bytes", "folder")

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._header_bytes: bytes | None = None
        self._header: Mapping[str, Any] | None = None
        self._sizes_bytes: Mapping[str, int] | None = None

    @property
    def name(self) -> str:
        """The name of the folder."""
        return os.path.basename(self.folder)  # noqa: PTH119 - quick for thousands

    @property
    def header_bytes(self) -> bytes:
        """The bytes of the manifest before its sections, none if it has no sections."""
        if self._header_bytes is None:
            self._header_bytes = read_header_bytes(self.folder)
        return self._header_bytes

    @property
    def header(self) -> Mapping[str, Any]:
        """The members of the manifest before its sections, none if Articast did not write it."""
        if self._header is None:
            self._header = parse_header(self.header_bytes)
        return self._header

    @property
    def sizes_bytes(self) -> Mapping[str, int]:
        """The size in bytes of each file, by its name."""
        if self._sizes_bytes is None:
            self._sizes_bytes = file_sizes_bytes(self.folder)
        return self._sizes_bytes


def find_packages(output: Path) -> Iterator[FoundPackage]:
    """Yield all in `output` that may be packages, sorted by name.

    Raises:
        OSError: the folder cannot be read.
    """
    with os.scandir(output) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    for name in names:
        yield FoundPackage(f"{output}/{name}")


class PackagesChecksum:
    """The checksum of all that the library is made from of packages that are added one after another."""

    def __init__(self) -> None:
        self._digest = sha256()
        self._is_whole = True

    def add(self, package: FoundPackage) -> None:
        """Add a package, if it is one."""
        try:
            if package.header_bytes:
                shown = (package.name, len(package.header_bytes), package.sizes_bytes)
                self._digest.update(package.header_bytes)
                self._digest.update(repr(shown).encode(errors="surrogateescape"))
        except OSError as error:
            self._is_whole = self._is_whole and error.errno in NOT_A_PACKAGE

    @property
    def value(self) -> str:
        """The SHA-256 in hexadecimal digits; "" if a package cannot be read."""
        return self._digest.hexdigest() if self._is_whole else ""


def checksum_packages(output: Path) -> str:
    """Return the checksum of the packages in `output`, "" if one of them cannot be read.

    Raises:
        OSError: the folder cannot be read.
    """
    checksum = PackagesChecksum()
    for package in find_packages(output):
        checksum.add(package)
    return checksum.value
