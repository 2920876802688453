"""Temporary folders: one that a killed run leaves is removed by the next run.

Each holds `lock`, a file that the process locks for as long as it works there; the system releases it however that
process ends. A folder whose lock is free belongs to nobody any more.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import randbelow
from weakref import finalize

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
VISIBLE, HIDDEN = "articast-", ".articast-"
_NAME = re.compile(r"\.?articast-[a-z0-9_]{8}")  # as `tempfile` makes them
_PLACES = 1 << 30  # bytes of which two processes hardly ever take the same
_MAX_TRIES = 1000  # more than the runs that can be faster than this one, one after the other


class ScratchFolder(tempfile.TemporaryDirectory[str]):
    """A temporary folder in `folder`, by default that of the system, which is locked until it is removed.

    In folders that people look into, its `prefix` is `HIDDEN`. Those that killed runs left there are removed first. One
    that cannot be removed at the end is left to the next run.
    """

    def __init__(self, folder: Path | None = None, prefix: str = VISIBLE) -> None:
        remove_abandoned(folder)
        for _ in range(_MAX_TRIES):
            super().__init__(dir=folder, prefix=prefix, ignore_cleanup_errors=True)
            path = Path(self.name, LOCK)
            try:
                lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            except FileNotFoundError:  # another run takes away a folder without a lock
                super().cleanup()
                continue
            self._release = finalize(self, os.close, lock)
            if try_lock(lock) and path.exists():
                return
            self.cleanup()
        raise FileNotFoundError(self.name)

    def cleanup(self) -> None:
        """Remove the folder with all that is in it."""
        self._release()  # Windows removes no file that is open
        super().cleanup()


def remove_abandoned(folder: Path | None = None) -> None:
    """Remove the temporary folders of killed runs of this user in `folder`, by default that of the system.

    Folders of runs that are at work, links, and whatever is called differently are left alone, as are folders that
    cannot be removed.
    """
    with suppress(OSError), os.scandir(folder or tempfile.gettempdir()) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and _is_own_folder(entry.path):
                with suppress(OSError):
                    _remove(Path(entry.path))


def _is_own_folder(path: str) -> bool:
    """Return whether `path` itself, not what it links to, is a folder of this user."""
    with suppress(OSError):
        state = os.lstat(path)
        return stat.S_ISDIR(state.st_mode) and (not hasattr(os, "geteuid") or state.st_uid == os.geteuid())
    return False


def _remove(folder: Path) -> None:
    """Remove `folder` unless its process works there; the lock goes last, as a folder without one must be empty."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        folder.rmdir()
        return
    try:
        if not try_lock(lock):
            return
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != LOCK:
                path.unlink()
    finally:
        os.close(lock)
    if [path.name for path in folder.iterdir()] == [LOCK]:
        (folder / LOCK).unlink()
        folder.rmdir()


if sys.platform == "win32":

    def try_lock(lock: int, *, is_shared: bool = False) -> bool:
        """Take the lock of a file descriptor; return False if another process has it, in a way that excludes this one.

        Windows has no shared locks here: each process takes a byte of its own, and who wants the whole takes all bytes.
        """
        place = randbelow(_PLACES) if is_shared else 0
        try:
            os.lseek(lock, place, os.SEEK_SET)
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1 if is_shared else _PLACES)
        except PermissionError:
            return False
        finally:
            os.lseek(lock, 0, os.SEEK_SET)
        return True

else:

    def try_lock(lock: int, *, is_shared: bool = False) -> bool:
        """Take the lock of a file descriptor; return False if another process has it, in a way that excludes this one.

        Several processes may share it (flock(2), LOCK_SH).
        """
        try:
            fcntl.flock(lock, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
