"""Install a finished folder in its place, whole or not at all.

While a package is being made, `output/.articast` holds a workspace `<slug>.<random>` with

- `lock`, held by the process that works here; the system releases it however that process ends,
- `new`, the folder that is being filled,
- `old`, the previous package, from the moment it is taken away.

Where the system can exchange two folders in one step, a reader finds the old package or the new one at every moment.
Elsewhere two renames do it, and these three names are the journal: if there are `old` and `new` but no package, the
second rename is missing, and `recover` makes it. Every other state only needs clearing away.

In `output/.articast`, the file `run` is locked by the one run that works in `output`; its words say which run it is.
Runs that make different shards of the same articles share this lock.

A package is replaced whole, with any file that was put into it by hand. A folder that is not a package is never
replaced.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import gethostname
from typing import Literal

from tts.errors import StoreError
from tts.files import walk_folder
from tts.scratch import remove_abandoned, try_lock

_STAGING = ".articast"
_LOCK_FILE = "run"
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_WORKSPACE = re.compile(rf"({_SLUG.pattern})\.[0-9a-f]{{16}}")
_MANIFEST = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:')
_MAX_TRIES = 1000  # more than the runs that can be faster than this one, one after the other
_MAX_SHARD_TRIES, _SHARD_WAIT_S = 20, 0.05

_UNWRITABLE = "This folder cannot be written to. Change its permissions, or choose another folder with -o."
_NO_FOLDER = "This path, or a folder above it, is a file. Move the file, or choose another folder with -o."
_CAUSES = {
    errno.EACCES: _UNWRITABLE,
    errno.EPERM: _UNWRITABLE,
    errno.EROFS: _UNWRITABLE,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOSPC: "There is no space left on the disk. Free some space, or choose another folder with -o.",
    errno.EDQUOT: "The disk quota is exceeded. Free some space, or choose another folder with -o.",
    errno.ENOENT: "The folder was removed while the package was being made. Run the command again.",
    errno.ENAMETOOLONG: "The package's name is too long here. Shorten the name of the article's file.",
}


@contextmanager
def exclusive_run(output: Path, *, is_shard: bool = False) -> Iterator[None]:
    """Keep other runs out of `output`, which is made if it is missing, for as long as this one works there.

    A run that makes a shard of the articles keeps only those out that make no shard. The system releases the lock
    however the process ends, so a lock that is held is never stale. Folders that are made here, and into which nothing
    is put, are removed again.

    Raises:
        StoreError: another run works there (the message says which), or `output` cannot be written to.
    """
    absolute = output.absolute()
    missing = [folder for folder in (absolute, *absolute.parents) if not os.path.lexists(folder)]
    try:
        with _explained(output):
            lock = _acquire_lock(output, is_shard=is_shard)
        try:
            yield
        finally:
            with suppress(OSError):
                if not is_shard or try_lock(lock):  # the last shard
                    (output / _STAGING / _LOCK_FILE).unlink()
            os.close(lock)
    finally:
        for folder in (output / _STAGING, *missing):
            _discard(folder)


def _acquire_lock(output: Path, *, is_shard: bool) -> int:
    """Lock the file `run` and write into it which run holds it; return its descriptor."""
    staging = _staging(output, create=True)
    patience = _MAX_SHARD_TRIES if is_shard else 1  # a shard that ends has the lock alone for a moment
    for _ in range(_MAX_TRIES):
        with suppress(FileNotFoundError):  # a run that ends removes the folder: try again
            staging.mkdir(parents=True, exist_ok=True)
            lock = os.open(staging / _LOCK_FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
            if not try_lock(lock, is_shared=is_shard):
                patience -= 1
                if patience:
                    os.close(lock)
                    time.sleep(_SHARD_WAIT_S)
                    continue
                holder = "unknown process"
                with suppress(OSError):  # Windows lets no process read a locked file
                    holder = os.read(lock, 200).decode(errors="replace") or holder
                os.close(lock)
                message = f"Another run is using this folder ({holder}). Wait until it ends, or choose another folder."
                raise StoreError(message, path=output)
            if os.path.samestat(os.fstat(lock), (staging / _LOCK_FILE).stat()):
                with suppress(OSError):  # on a full disk the lock holds all the same
                    os.ftruncate(lock, 0)
                    holder = f"process {os.getpid()} on {gethostname()}, since {time.strftime('%H:%M')}"
                    os.write(lock, holder.encode())
                return lock
            os.close(lock)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(staging))


@contextmanager
def workspace(output: Path, slug: str) -> Iterator[Path]:
    """Yield an empty folder in which the package `slug` is made; it is removed afterwards, whatever happens.

    `output` is made if it is missing. Several runs can work in one `output`, on the same package too.

    Raises:
        StoreError: `output` cannot be written to, the package's place is taken by something that is not a package,
            or the disk failed while the folder was being filled.
        ValueError: `slug` is not the name of a package.
    """
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"{slug!r} is not the name of a package")
    target = output / slug
    with _explained(output):
        require_place(target)
        folder, lock = _open_workspace(output, slug)
    try:
        yield folder / "new"
    except OSError as error:
        # An error in the body is ours if it is about the place it works in, not about something that it reads.
        is_ours = isinstance(error.filename, str | os.PathLike) and Path(error.filename).is_relative_to(folder)
        if is_ours or error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise explain(error, output) from error
        raise
    finally:
        _close_workspace(folder, lock, target)


def install(building: Path, output: Path, slug: str) -> None:
    """Move `building`, a folder from `workspace`, to `output/<slug>` and replace the package there.

    Everything is on the disk before it is moved, and the move is on the disk when this returns.

    Raises:
        StoreError: it could not be moved; the previous package is still there.
    """
    target = output / slug
    with _explained(target):
        for parent, _, names in walk_folder(building):
            for name in names:
                with (parent / name).open("r+b") as file:
                    os.fsync(file.fileno())
            sync_folder(parent)
        sync_folder(building.parent)
        _move_into_place(building, target)
        sync_folder(output)


def recover(output: Path) -> None:
    """Finish or clear away what killed runs left in `output`, and their temporary folders; for the start of a run.

    Workspaces of runs that are still at work are left alone.

    Raises:
        StoreError: `output` is not a folder, or cannot be written to.
    """
    remove_abandoned()
    with _explained(output):
        staging = _staging(output, create=False)
        try:
            folders = sorted(staging.iterdir())
        except FileNotFoundError:  # the last run has removed it
            return
        for folder in folders:
            if _WORKSPACE.fullmatch(folder.name) and _kind(folder) == "folder":
                _recover_workspace(folder, output / folder.name.partition(".")[0])
        _discard(staging)


def _recover_workspace(folder: Path, target: Path) -> None:
    """Close a workspace unless its run still holds its lock."""
    try:
        lock = os.open(folder / "lock", os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        # The lock is made first and removed last: its run ended just there, and the folder is empty.
        _discard(folder)
        return
    if try_lock(lock):
        _close_workspace(folder, lock, target)
    else:
        os.close(lock)


def _staging(output: Path, *, create: bool) -> Path:
    """Return the folder for workspaces, which may be missing; make `output` first if it is to be created."""
    try:
        if create:
            output.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError as error:  # a drive that is not there, or a file system of the kernel
        message = f"This folder cannot be created ({error.strerror}). Choose another folder with -o."
        raise StoreError(message, path=output) from error
    if output.exists() and not output.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(output))
    staging = output / _STAGING
    if _kind(staging) == "other":
        raise StoreError("This is not an Articast folder. Remove it, or choose another folder with -o.", path=staging)
    return staging


def _open_workspace(output: Path, slug: str) -> tuple[Path, int]:
    """Make a workspace and lock it. Another run may remove the empty folder before it is locked: then try again."""
    staging = _staging(output, create=True)
    for _ in range(_MAX_TRIES):
        folder = staging / f"{slug}.{secrets.token_hex(8)}"
        with suppress(FileNotFoundError, FileExistsError):
            staging.mkdir(exist_ok=True)
            folder.mkdir()
            lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
            if try_lock(lock) and (folder / "lock").exists():
                (folder / "new").mkdir()
                return folder, lock
            os.close(lock)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(staging))


def _close_workspace(folder: Path, lock: int, target: Path) -> None:
    """Finish an unfinished replacement, then remove the workspace.

    A step that fails now (a program has a file of the old package open) is left, with its lock, for `recover`.
    """
    new, old = folder / "new", folder / "old"
    try:
        if _kind(old) == _kind(new) == "folder" and _kind(target) == "nothing" and _renamed(new, target):
            sync_folder(target.parent)
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return
    finally:
        os.close(lock)
    if _kind(new) == _kind(old) == "nothing":
        with suppress(OSError):
            (folder / "lock").unlink()
        _discard(folder)
        _discard(folder.parent)


def _discard(folder: Path) -> None:
    """Remove `folder` if it is empty; do nothing if it is not, or if it cannot be removed."""
    with suppress(OSError):
        folder.rmdir()


def _move_into_place(building: Path, target: Path) -> None:
    """Move `building` to `target`; where a faster run makes a step fail, try again."""
    for _ in range(_MAX_TRIES):
        require_place(target)
        building.lstat()  # raises when it was removed, before the old package is touched
        if _kind(target) == "nothing":
            if _renamed(building, target):
                return
        elif _exchanged(building, target) or _replaced(building, target):
            return
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(building))


def _renamed(folder: Path, target: Path) -> bool:
    """Rename `folder`; return False if it is missing or `target` exists already."""
    try:
        folder.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY):
            return False
        raise
    return True


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where that fails, so that `_replaced` does it or says why not.

    renameat2(2) with RENAME_EXCHANGE on Linux, renamex_np(2) with RENAME_SWAP on macOS.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    calls = {"linux": ("renameat2", (-100, first, -100, second, 2)), "darwin": ("renamex_np", (first, second, 2))}
    if sys.platform not in calls:
        return False
    import ctypes

    name, arguments = calls[sys.platform]
    call = getattr(ctypes.CDLL(None), name, None)
    return call is not None and call(*arguments) == 0


def _replaced(building: Path, target: Path) -> bool:
    """Rename twice. If the second rename fails, put the old package back, unless another run has put one there."""
    old = building.with_name("old")
    if not _renamed(target, old):
        return False
    done = False
    try:
        done = _renamed(building, target)
    finally:
        if not done and not _renamed(old, target):
            shutil.rmtree(old)
    return done


def require_place(target: Path) -> None:
    """Check that a package can be put at `target`: nothing is there, or a package, whose manifest begins with `schema`.

    Raises:
        StoreError: something else is there.
    """
    if _kind(target) == "other":
        message = "This is not a folder, as a package must be. Move it, or choose another folder with -o."
        raise StoreError(message, path=target)
    with suppress(FileNotFoundError):  # nothing is there, or another run is replacing it
        if any(target.iterdir()) and not _is_package(target):
            message = "This folder is not an Articast package. Move it, or choose another folder with -o."
            raise StoreError(message, path=target)


def _is_package(folder: Path) -> bool:
    """Return whether `folder` has a manifest of ours; raise FileNotFoundError if another run replaces it meanwhile."""
    before, manifest = folder.lstat(), folder / "manifest.json"
    try:
        if not stat.S_ISREG(manifest.lstat().st_mode):  # opening a pipe would wait for ever
            return False
        with manifest.open("rb") as file:
            return _MANIFEST.match(file.read(256)) is not None
    except FileNotFoundError:
        if os.path.samestat(before, folder.lstat()):
            return False
        raise


def _kind(path: Path) -> Literal["folder", "other", "nothing"]:
    """Return what `path` itself is; a link or a junction to a folder counts as other."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return "nothing"
    reparsed = getattr(found, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
    return "folder" if stat.S_ISDIR(found.st_mode) and not reparsed else "other"


def sync_folder(folder: Path) -> None:
    """Wait until the entries of `folder` are on the disk, where the system can do so."""
    if sys.platform == "win32":  # it opens no folders, and writes their changes itself
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # network file systems that do not support it
            raise
    finally:
        os.close(opened)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Raise `StoreError` with a next step in place of an `OSError` within the block."""
    try:
        yield
    except OSError as error:
        raise explain(error, path) from error


def explain(error: OSError, path: Path) -> StoreError:
    """Return the error for `path`, with the cause that the system gives and the next step."""
    cause = f"{error.strerror or error}. Fix this, or choose another folder with -o."
    return StoreError(_CAUSES.get(error.errno or 0, cause), path=path)
