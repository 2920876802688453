"""FILE -> CONTAINER: the parts of a document that is a ZIP archive (DOCX, ODT, EPUB), read with limits.

Nothing is unpacked to disk. Sizes are counted while a part is read, because the ones in the archive may be wrong.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tts.errors import ReadError
from tts.text.readers.decode import read_bytes

MAX_FILE_BYTES = 200_000_000
MAX_XML_BYTES = 40_000_000
_MAX_PART_BYTES = 100_000_000
_MAX_TOTAL_BYTES = 400_000_000
_MAX_PARTS = 20_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"%PDF-", "a PDF document", ".pdf"),
    (b"{\\rtf", "an RTF document", ".rtf"),
    (b"<", "a page or another file of text with tags", ".html"),
)


class Container:
    """The parts of the archive at `path`, which has been read into memory. `sha256` is its hash (hexadecimal)."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Open the archive in `data`.

        Raises:
            ReadError: it is not a complete archive, or has too many parts.
        """
        self.path = path
        self.sha256 = sha256(data).hexdigest()
        self._read_bytes = 0
        if data.count(_DIRECTORY_ENTRY) > _MAX_PARTS:
            raise self._error(f"The file has more than {_MAX_PARTS} parts. Divide the document.")
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, OSError):
            raise self._error("The file is damaged: it is not a complete ZIP archive. Save it again.") from None
        self._parts = {name: info for info in self._archive.infolist() if (name := _normalize_name(info.filename))}
        self._folded = {name.casefold(): name for name in self._parts}

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all parts, in the order of the archive, without folders."""
        return iter(self._parts)

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part of this name; upper and lower case do not matter."""
        return name.casefold() in self._folded

    def read(self, name: str, max_bytes: int = _MAX_PART_BYTES) -> bytes:
        """Return the content of the part `name`; upper and lower case do not matter.

        Raises:
            ReadError: there is no such part, or it is encrypted, damaged or too large.
        """
        info = self._parts.get(name) or self._parts.get(self._folded.get(name.casefold(), ""))
        if info is None:
            raise self._error(f"The file is not complete: '{name}' is missing in it. Save the document again.")
        if info.flag_bits & 1:
            raise self._error(f"'{name}' in it is encrypted. Remove the password, and save the document again.")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # Python unpacks others without a limit
            raise self._error(f"'{name}' in it is compressed in an unusual way. Save the document again.")
        data = self._read(info, min(max_bytes, _MAX_TOTAL_BYTES - self._read_bytes))
        self._read_bytes += len(data)
        return data

    def _read(self, info: ZipInfo, max_bytes: int) -> bytes:
        """Return the content of a part that has at most `max_bytes`."""
        try:
            with self._archive.open(info) as part:
                data = part.read(max_bytes + 1)
        except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
            problem = f"The file is damaged: '{info.filename}' in it cannot be read. Save it again."
            raise self._error(problem) from None
        if len(data) > max_bytes:
            problem = f"'{info.filename}' in it is larger than {max_bytes // 1_000_000} MB, which is the limit."
            raise self._error(f"{problem} Divide the document, or make its pictures smaller.")
        return data

    def _error(self, message: str) -> ReadError:
        """Return an error about this file."""
        return ReadError(message, path=self.path)


def open_container(path: Path) -> Container:
    """Read the document at `path` once and return its parts.

    Raises:
        ReadError: the file cannot be read, is protected by a password, or is not a complete ZIP archive.
    """
    data = read_bytes(path, MAX_FILE_BYTES)
    if not data:
        raise ReadError("The file is empty. Write the article into it, or remove it.", path=path)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise ReadError("The file is protected by a password. Remove the password, and save it again.", path=path)
    if data.startswith(_OLE):
        problem = "This is a document of Word 97 to 2003 (.doc). Open it, and save it as .docx."
        raise ReadError(problem, path=path)
    for magic, name, extension in _OTHERS:
        if data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(magic):
            raise ReadError(f"This is {name}, not {path.suffix}. Name it {path.stem}{extension}.", path=path)
    return Container(path, data)


def _normalize_name(name: str) -> str:
    """Return the name of a part with slashes; "" for a folder, and for one that leads out of the archive."""
    name = name.replace("\\", "/").removeprefix("./")
    is_outside = name.startswith("/") or ":" in name.partition("/")[0] or ".." in name.split("/")
    return "" if is_outside or name.endswith("/") else name
