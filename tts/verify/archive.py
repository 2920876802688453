"""ZIP archives of a package, which may hold anything, or claim to."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from tts.formats import MP3
from tts.verify.files import MAX_BYTES, is_regular
from tts.verify.findings import Finding, Findings, Reading, shown

_BLOCK_BYTES = 1_000_000
_LOCAL_BYTES, _END_BYTES = 30, 22  # of the header before a file, and of the end of the directory
_HAS_DESCRIPTOR = 8  # the flag that the length of a file is written after it
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)")
ZIP_ERRORS = (BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, OSError, ValueError, zlib.error)
"""What `zipfile` raises where an archive is damaged, or a file is not in it."""


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
    names = archive.namelist()
    for name in sorted(name for name, count in Counter(names).items() if count > 1):
        yield Finding(check=check, place=path.name, what=f"The file {shown(name)} is in it more than once.")
    for name in filter(_UNSAFE.search, names):
        yield Finding(check=check, place=path.name, what=f"The file {shown(name)} in it would be unpacked elsewhere.")
    if not _is_exact(archive):
        what = "There are other bytes before, after or between the files in it."
        yield Finding(check=check, place=path.name, what=what)
    yield from _check_entries(archive, check)
    return archive


def _is_exact(archive: ZipFile) -> bool:
    """Return whether an archive has its files, its directory and nothing else (APPNOTE, section 4.3.6)."""
    file = archive.fp
    assert file is not None  # it is open
    offset, entries = 0, sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    try:
        for entry in entries:
            file.seek(offset)
            header = file.read(_LOCAL_BYTES)
            if entry.header_offset != offset or len(header) < _LOCAL_BYTES or entry.flag_bits & _HAS_DESCRIPTOR:
                return False
            name_bytes, extra_bytes = struct.unpack("<HH", header[26:30])
            offset += _LOCAL_BYTES + name_bytes + extra_bytes + entry.compress_size
        file.seek(-_END_BYTES, 2)
        end = file.read(_END_BYTES)
    except ZIP_ERRORS:
        return False
    return offset == archive.start_dir and end[:4] == b"PK\5\6" and not archive.comment


def _check_entries(archive: ZipFile, check: str) -> Findings:
    """Read every file but the sound, which is compared with the package's own, so that its checksum is looked at."""
    total_bytes = 0
    for entry in archive.infolist():
        if entry.filename.endswith(MP3.extension):
            continue
        total_bytes += entry.file_size
        if total_bytes > MAX_BYTES:
            what = f"Its files have more than {MAX_BYTES // 10**6} MB without the sound."
            yield Finding(check=check, place=Path(str(archive.filename)).name, what=what)
            return
        what = "" if entry.file_size else "This file is empty."
        try:
            archive.read(entry)
        except ZIP_ERRORS as error:
            what = f"This file cannot be read: {error}."
        if what:
            yield Finding(check=check, place=f"{Path(str(archive.filename)).name}, {entry.filename}", what=what)


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
