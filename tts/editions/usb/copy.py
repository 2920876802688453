"""USB FOLDER -> STICK: every track in order of playing, read back and compared, so that the stick can be pulled out.

Some players play in the order in which folders and files were written. So they are written one after the other, each
with its final name, because a file that is renamed may move to another place in its folder's list. Until all of it is
there, the folder of the edition itself has INCOMPLETE at the end of its name. After an interruption a person sees what
the stick holds, and the next run begins again. Renaming that folder leaves the order inside of it as it is.

Of an older copy of the same edition, only what a copy of ours can hold is ever removed. Everything else on the stick
stays, other editions too.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from tts.editions.usb.folder import find_audio_folder
from tts.errors import StoreError, UsageError
from tts.files import open_file
from tts.formats import MP3
from tts.noun import noun
from tts.packages.store import sync_folder

INCOMPLETE = " INCOMPLETE"
"""The end of the name of a folder whose copy has not ended."""
CLUSTER_BYTES = 32 * 1024
"""What a file takes at least, and a multiple of what it takes: the largest cluster that FAT32 has with any stick."""
MAX_FILE_BYTES = 2**32 - 1
_ENTRY_BYTES = 6 * 32  # of a name of 60 characters in its folder: 13 characters each, and the short name
_BLOCK_BYTES = 1_000_000
_NUMBERED = re.compile(r"[0-9]+ [A-Za-z0-9 -]+")
# What Windows and macOS add to the folders of a stick.
_ADDED = re.compile(r"\._.*|\.DS_Store|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_PROTECTED = "This cannot be written to. If the stick has a switch against writing, move it, or choose another stick."
_PULLED = "The stick was pulled out, or it is damaged. Put it in again, or use another one, and copy again."
_CAUSES = {
    errno.EACCES: _PROTECTED,
    errno.EPERM: _PROTECTED,
    errno.EROFS: _PROTECTED,
    errno.EIO: _PULLED,
    errno.ENODEV: _PULLED,
    errno.ENOENT: _PULLED,
    errno.ENXIO: _PULLED,
    errno.ENOSPC: "There is no space left. Delete older editions from the stick, or use a larger one, and copy again.",
}


@noun
class CopyPlan:
    """A copy that is possible: the folder `source` into the folder `target` of a stick.

    `tracks` are the paths of its files in order of playing. `needed_bytes` is the space that they take, `free_bytes`
    the space that is free, None if the system does not know it. `replaces`: an older copy of the edition is there,
    `was_interrupted`: the beginning of one. `others` are the folders of other editions of the series, which stay.
    """

    source: Path
    target: Path
    tracks: tuple[str, ...]
    needed_bytes: int
    free_bytes: int | None
    replaces: bool
    was_interrupted: bool
    others: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """The folder on the stick, once the copy is complete."""
        return self.target / self.source.name

    @property
    def incomplete_folder(self) -> Path:
        """The folder on the stick until then."""
        return self.target / f"{self.source.name}{INCOMPLETE}"


@noun
class CopiedTrack:
    """A track that is on the stick and was read back: number `number` (from 1) of `count`, `folder/name`."""

    folder: str
    name: str
    size_bytes: int
    number: int
    count: int


def plan_copy(package: Path, target: Path) -> CopyPlan:
    """Check that the USB folder of the edition `package` can be copied into `target`, before anything is written.

    Raises:
        UsageError: `target` is not a folder, or lies where editions are made, or the edition has no USB folder.
        StoreError: it cannot be written to, has too little space, or a file in the way that is not ours.
    """
    source = find_audio_folder(package)
    if not target.is_dir():
        message = "There is no such folder. Put the stick in, and name the folder in which its files appear."
        raise UsageError(message, path=target)
    if target.resolve().is_relative_to(package.resolve().parent):
        message = "Editions are made in this folder. Name a folder of the stick instead, such as /media/usb or E:\\."
        raise UsageError(message, path=target)
    with _explained(target):
        if not os.access(target, os.W_OK):
            raise StoreError(_PROTECTED, path=target)
        sizes = {f"{path.parent.name}/{path.name}": path.stat().st_size for path in _list_tracks(source)}
        copies = [target / source.name, target / f"{source.name}{INCOMPLETE}"]
        replaces, was_interrupted = (os.path.lexists(folder) for folder in copies)
        old_bytes = sum(path.stat().st_size for folder in copies for path in _list_tracks(folder))
        usage = shutil.disk_usage(target)
    plan = CopyPlan(
        source=source,
        target=target,
        tracks=tuple(sizes),
        needed_bytes=_count_bytes(sizes),
        free_bytes=usage.free if usage.total else None,
        replaces=replaces,
        was_interrupted=was_interrupted,
        others=_list_others(source.name, target),
    )
    if plan.free_bytes is not None and plan.needed_bytes > plan.free_bytes + old_bytes:
        others = f", such as '{plan.others[0]}'," if plan.others else ""
        message = (
            f"The edition needs {_megabytes(plan.needed_bytes)} MB, and {plan.free_bytes // 10**6} MB are free. "
            f"Delete older editions{others} from the stick, or use a larger one."
        )
        raise StoreError(message, path=target)
    for track, size_bytes in sizes.items():
        if size_bytes > MAX_FILE_BYTES:
            message = "This file is larger than 4 GB, which most sticks cannot hold. Split the article."
            raise StoreError(message, path=source / track)
    return plan


def copy_tracks(plan: CopyPlan) -> Iterator[CopiedTrack]:
    """Yield each track once it is on the stick; after the last one, and not before, the stick can be pulled out.

    An older copy is removed when the new one is complete, or before that if there is no space for both. If copying
    fails, or is given up, what was copied is removed.

    Raises:
        StoreError: the stick cannot be written to, or what was read back is not what was written.
    """
    building, is_done = plan.incomplete_folder, False
    with _explained(plan.target):
        _remove_copy(building)
        free_bytes = shutil.disk_usage(plan.target).free
        if plan.free_bytes is not None and free_bytes < plan.needed_bytes:
            _remove_copy(plan.folder)
        try:
            building.mkdir()
            yield from _copy_into(building, plan)
            _remove_copy(plan.folder)
            building.rename(plan.folder)
            sync_folder(plan.target)
            if hasattr(os, "sync"):
                os.sync()
            is_done = True
        finally:
            if not is_done:
                with suppress(OSError, StoreError):
                    _remove_copy(building)


def _copy_into(building: Path, plan: CopyPlan) -> Iterator[CopiedTrack]:
    """Yield the tracks of `plan` as they are copied into the folder `building`, each folder before what is in it."""
    for number, track in enumerate(plan.tracks, 1):
        folder, name = track.split("/")
        if not (building / folder).is_dir():
            (building / folder).mkdir()
        size_bytes = _copy_file(plan.source / folder / name, building / folder / name)
        sync_folder(building / folder)
        yield CopiedTrack(folder=folder, name=name, size_bytes=size_bytes, number=number, count=len(plan.tracks))


def _copy_file(source: Path, target: Path) -> int:
    """Copy a file to the disk, compare what can be read from there, and return its size."""
    with open_file(source) as file, target.open("xb") as copy:
        written, size_bytes = sha256(), 0
        while block := file.read(_BLOCK_BYTES):
            written.update(block)
            size_bytes += copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    with open_file(target) as copy:
        if hasattr(os, "posix_fadvise"):  # otherwise the bytes would come from the memory of this computer
            os.posix_fadvise(copy.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        found = sha256()
        while block := copy.read(_BLOCK_BYTES):
            found.update(block)
    if found.digest() != written.digest():
        message = "This file was read back from the stick, and it is not what was written. Use another stick."
        raise StoreError(message, path=target)
    return size_bytes


def _list_tracks(folder: Path) -> list[Path]:
    """Return the tracks of an edition's folder in order of playing; none if it is missing.

    Raises:
        StoreError: something in it, or in its place, is not what a copy of ours holds.
    """
    if not os.path.lexists(folder):
        return []
    return [track for inner in _list_entries(folder, S_ISDIR) for track in _list_entries(inner, S_ISREG)]


def _list_entries(folder: Path, is_expected: Callable[[int], bool]) -> Iterator[Path]:
    """Yield the entries of a folder of an edition in byte order; each should have a number and the expected mode."""
    message = "This does not belong to an edition, and would be deleted with it. Move it elsewhere, and copy again."
    if not S_ISDIR(folder.lstat().st_mode):
        raise StoreError(message, path=folder)
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        mode = path.lstat().st_mode
        name = path.name if is_expected is S_ISDIR else path.name.removesuffix(MP3.extension)
        if is_expected(mode) and _NUMBERED.fullmatch(name):
            yield path
        elif not (S_ISREG(mode) and _ADDED.fullmatch(name)):
            raise StoreError(message, path=path)


def _remove_copy(folder: Path) -> None:
    """Remove an edition's folder from a stick, if it is there and holds nothing else."""
    _list_tracks(folder)
    if folder.is_dir():
        shutil.rmtree(folder)


def _list_others(name: str, target: Path) -> tuple[str, ...]:
    """Return the names of the folders in `target` with other numbers of the series that `name` is from."""
    number, _, title = name.partition(" ")
    other = re.compile(rf"[0-9]+ {re.escape(title)}(?:{INCOMPLETE})?")
    own = (name, f"{name}{INCOMPLETE}")
    names = sorted(path.name for path in target.iterdir() if path.is_dir() and path.name not in own)
    return tuple(filter(other.fullmatch, names)) if number.isdecimal() else ()


def _count_bytes(sizes: Mapping[str, int]) -> int:
    """Return the space that tracks of these sizes take with their folders, in whole clusters."""
    folders = Counter(track.partition("/")[0] for track in sizes)
    lists = (_ENTRY_BYTES * (2 + count) for count in (len(folders), *folders.values()))
    return sum(-(-size // CLUSTER_BYTES) * CLUSTER_BYTES for size in (*sizes.values(), *lists))


def _megabytes(size_bytes: int) -> int:
    """Return a size in MB, rounded up."""
    return -(-size_bytes // 10**6)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Raise `StoreError` with a next step in place of an `OSError` within the block."""
    try:
        yield
    except OSError as error:
        cause = f"{error.strerror or error}. Put the stick in again, or use another one, and copy again."
        raise StoreError(_CAUSES.get(error.errno or 0, cause), path=error.filename or target) from error
