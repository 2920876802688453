"""ZIP archives of a package, which may hold anything, or claim to."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from tts.verify.files import MAX_BYTES, is_regular
from tts.verify.findings import Finding, Findings, Reading

_BLOCK_BYTES = 1_000_000
ZIP_ERRORS = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)
"""What `zipfile` raises where an archive is damaged."""


def open_archive(path: Path, check: str) -> Reading[ZipFile | None]:
    """Return the archive at `path`, to be closed by the caller; None, with a finding, if it is not one.

    A file that is missing gives None without a finding, because `check_files` reports it.
    """
    if not is_regular(path):
        return None
    try:
        archive = ZipFile(path)
    except ZIP_ERRORS as error:
        yield Finding(check=check, place=path.name, what=f"This is not a ZIP archive: {error}.")
        return None
    for name in sorted(name for name, count in Counter(archive.namelist()).items() if count > 1):
        yield Finding(check=check, place=path.name, what=f"The file '{name[:60]}' is in it more than once.")
    return archive


def read_entry(archive: ZipFile, name: str, check: str) -> Reading[str | None]:
    """Return the text of a file in an archive; None, with a finding, if it cannot be read."""
    place = f"{Path(str(archive.filename)).name}, {name}"
    try:
        entry = archive.getinfo(name)
        if entry.file_size <= MAX_BYTES:
            return archive.read(entry).decode("utf-8")
        yield Finding(check=check, place=place, what=f"This file has more than {MAX_BYTES // 10**6} MB.")
    except KeyError:
        yield Finding(check=check, place=place, what="This file is missing.")
    except UnicodeDecodeError as error:
        yield Finding(check=check, place=place, what=f"This file is not in UTF-8, from byte {error.start} on.")
    except ZIP_ERRORS as error:
        yield Finding(check=check, place=place, what=f"This file cannot be read: {error}.")
    return None


def check_copies(archive: ZipFile, files: Mapping[str, Path], check: str) -> Findings:
    """Check that `files` (names in the archive -> files of the package) are in the archive, byte for byte."""
    place = Path(str(archive.filename)).name
    entries = {entry.filename: entry for entry in archive.infolist()}
    for name, path in files.items():
        if name not in entries:
            yield Finding(check=check, place=place, what=f"The file '{name}' is not in it.")
        elif is_regular(path) and not _is_same(archive, entries[name], path):
            yield Finding(check=check, place=place, what=f"The file '{name}' in it is not the package's own.")


def _is_same(archive: ZipFile, entry: ZipInfo, path: Path) -> bool:
    """Return whether a file in an archive has the bytes of the file at `path`."""
    try:
        if entry.file_size != path.stat().st_size:
            return False
        with archive.open(entry) as packed, path.open("rb") as file:
            while block := packed.read(_BLOCK_BYTES):
                if block != file.read(len(block)):
                    return False
    except ZIP_ERRORS:
        return False
    return True
