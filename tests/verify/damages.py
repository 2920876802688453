"""What the table of damages names: a package is copied, and a file in it, or in an archive in it, is damaged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

HUGE_BYTES = 6 * 2**30
Entries = list[tuple[ZipInfo, bytes]]


def copy_package(whole: Path, folder: Path) -> Path:
    """A copy whose files are links to those of `whole`: to change one, it has to be put anew."""
    shutil.copytree(whole, folder, copy_function=os.link)
    return folder


def put(path: Path, data: bytes) -> None:
    """Put a file anew, so that what was linked to it stays as it is."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def read_entries(data: bytes) -> Entries:
    with ZipFile(BytesIO(data)) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def write_entries(entries: Entries) -> bytes:
    """An archive of these files, each compressed as its entry says."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for entry, data in entries:
            fresh = ZipInfo(entry.filename, entry.date_time)
            fresh.external_attr = entry.external_attr
            archive.writestr(fresh, data, compress_type=entry.compress_type)
    return buffer.getvalue()


def change_entry(data: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """An archive in which one file is changed, or missing if `change` gives None."""
    entries = [(entry, change(content) if entry.filename == name else content) for entry, content in read_entries(data)]
    assert any(entry.filename == name for entry, _ in entries), f"there is no {name}"
    return write_entries([(entry, content) for entry, content in entries if content is not None])


def inflict(folder: Path, file: str, damage: str, older: Path) -> None:
    """Damage `file` of the package `folder`; after a colon `file` names one inside of an archive.

    `damage` is a word below, `swap` with another file, or `old => new` for a text in the file. `older` is a package of
    another version of the article.
    """
    name, _, inner = file.partition(": ")
    path = folder / name
    if inner:
        theirs = {entry.filename: data for entry, data in read_entries((older / name).read_bytes())}
        put(path, change_entry(path.read_bytes(), inner, lambda data: change_bytes(data, damage, theirs[inner])))
    elif damage.startswith("swap "):
        other = folder / damage.removeprefix("swap ")
        data, theirs_ = path.read_bytes(), other.read_bytes()
        put(path, theirs_)
        put(other, data)
    elif damage == "foreign":
        path.write_bytes(b"foreign")
    elif damage in _PLACES:
        path.unlink()
        _PLACES[damage](path)
    else:
        changed = change_bytes(path.read_bytes(), damage, (older / name).read_bytes() if damage == "older" else b"")
        if changed is None:
            path.unlink()
        else:
            put(path, changed)


def change_bytes(data: bytes, damage: str, older: bytes) -> bytes | None:
    """The bytes of a file after a damage; None if it is missing then."""
    middle = len(data) // 2
    if " => " in damage:
        old, new = (text.encode() for text in damage.split(" => "))
        assert old in data, f"there is no {old!r}"
        return data.replace(old, new, 1)
    return {
        "missing": None,
        "empty": b"",
        "cut": data[:middle],
        "byte": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "zeros": data[:middle] + bytes(64) + data[middle + 64 :],
        "more": data[:middle] + b"x" * 64 + data[middle:],
        "longer": data + b"x",
        "older": older,
    }[damage]


def _make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(HUGE_BYTES)


_PLACES: dict[str, Callable[[Path], object]] = {
    "folder": lambda path: path.mkdir(),
    "pipe": lambda path: os.mkfifo(path),
    "link": lambda path: path.symlink_to("/dev/zero"),
    "loop": lambda path: path.symlink_to(path.name),
    "huge": _make_huge,
}
"""What stands in the place of a file."""
