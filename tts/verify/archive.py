"""ZIP archives of a package, which may hold anything, or claim to."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from tts.verify.files import MAX_BYTES, is_plain
from tts.verify.findings import Finding, Findings, Reading

_BLOCK_BYTES = 1_000_000
ZIP_ERRORS = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)
"""What `zipfile` raises where an archive is damaged."""


def open_archive(path: Path, check: str) -> Reading[ZipFile | None]:
    """The archive at `path`, to be closed by the caller; None, with a finding, if it is none."""
    if not is_plain(path):
        return None
    try:
        archive = ZipFile(path)
    except ZIP_ERRORS as error:
        yield Finding(check=check, place=path.name, what=f"This is no ZIP archive: {error}.")
        return None
    for name in sorted(name for name, count in Counter(archive.namelist()).items() if count > 1):
        yield Finding(check=check, place=path.name, what=f"The file '{name[:60]}' is in it more than once.")
    return archive


def read_entry(archive: ZipFile, name: str, check: str) -> Reading[str | None]:
    """The text of a file in an archive; None, with a finding, if there is none that can be read."""
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
    """Each of `files` (names in the archive, and where the same stands in the package) is in it, byte for byte."""
    place = Path(str(archive.filename)).name
    entries = {entry.filename: entry for entry in archive.infolist()}
    for name, path in files.items():
        if name not in entries:
            yield Finding(check=check, place=place, what=f"The file '{name}' is not in it.")
        elif is_plain(path) and not _is_same(archive, entries[name], path):
            yield Finding(check=check, place=place, what=f"The file '{name}' in it is not that of the package.")


def _is_same(archive: ZipFile, entry: ZipInfo, path: Path) -> bool:
    try:
        if entry.file_size != path.stat().st_size:
            return False
        with archive.open(entry) as one, path.open("rb") as two:
            while block := one.read(_BLOCK_BYTES):
                if block != two.read(len(block)):
                    return False
    except ZIP_ERRORS:
        return False
    return True
