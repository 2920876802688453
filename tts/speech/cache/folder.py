"""The folder of the cache: a file for each utterance, in one of 256 folders by the first digits of its key.

Files are written under another name and then renamed, so that any number of runs can use the cache at once, also while
it is emptied. Each of the 256 folders has an equal share of the limit, because keys are spread evenly. When a file is
added, only its folder is looked through, and the files that were used longest ago are removed from it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from tts.errors import StoreError
from tts.files import read_file
from tts.model import Speech
from tts.noun import noun
from tts.regex import regex
from tts.speech.cache.entry import pack, unpack

VARIABLE = "ARTICAST_CACHE"
"""The environment variable with the folder of the cache; the cache is off if it is set and empty."""
MAX_BYTES = 1_000_000_000
MIN_FREE_BYTES = 200_000_000
"""The space on the disk that is left to packages: below, nothing is stored."""
_FOLDERS = 256
_FOLDER = regex(r"[0-9a-f]{2}")
_ENTRY = regex(r"[0-9a-f]{38}")
_UNFINISHED = regex(r"[0-9a-f]{16}\.part")
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Speech that Articast can make again at any time.\n"


@noun
class CacheSize:
    """How many utterances there are, and how many bytes their files have together."""

    utterances: int
    size_bytes: int


@noun
class _File:
    """A file of the cache; `used_ns` is when it was last read or written."""

    path: Path
    size_bytes: int
    used_ns: int


class SpeechCache:
    """Speech by key, in files below `folder`, of about `max_bytes` at most.

    `note` is empty, or why nothing is stored any more, as sentences for a person: the disk is full, or the folder
    cannot be written to. Speech that was stored before can still be read then.
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.note = ""

    def read(self, key: str) -> Speech | None:
        """Return the speech under `key`, without voice and utterance, and note that it was used.

        None if there is none, or if its file is damaged or cannot be read.
        """
        path = self._path(key)
        try:
            speech = unpack(key, read_file(path, self.max_bytes))
        except OSError:
            return None
        if speech:
            with suppress(OSError):
                os.utime(path)
        return speech

    def write(self, key: str, speech: Speech) -> None:
        """Store `speech` under `key`; if that is impossible, `note` says why and nothing is stored from then on."""
        data = pack(key, speech)
        if self.note or len(data) > self.max_bytes // _FOLDERS:
            return
        path = self._path(key)
        try:
            self._make_folder(path.parent)
            if shutil.disk_usage(path.parent).free < MIN_FREE_BYTES:
                self.note = self._explain("There is little space left on the disk")
                return
            _write_file(path, data)
            self._prune(path.parent)
        except OSError as error:
            # Another run may have stored the same, or emptied the cache under us.
            is_stored = os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises an error in a folder of others
            if not is_stored and not isinstance(error, FileNotFoundError):
                self.note = self._explain(error.strerror or str(error))

    def measure(self) -> CacheSize:
        """Return how much is stored."""
        sizes = [file.size_bytes for file in self._files() if _ENTRY.fullmatch(file.path.name)]
        return CacheSize(utterances=len(sizes), size_bytes=sum(sizes))

    def clear(self) -> CacheSize:
        """Remove all speech, and return how much it was. A file of another kind is never removed.

        Raises:
            StoreError: a file cannot be removed.
        """
        size = self.measure()
        try:
            for file in self._files():
                file.path.unlink(missing_ok=True)
        except OSError as error:
            message = f"The cache cannot be emptied: {error.strerror}. Change the permissions of this folder."
            raise StoreError(message, path=self.folder) from error
        for folder in self._folders():
            with suppress(OSError):  # a run has just stored something in it
                folder.rmdir()
        return size

    def _path(self, key: str) -> Path:
        """Return the path of the file of `key`."""
        return self.folder / key[:2] / key[2:]

    def _explain(self, cause: str) -> str:
        """Return the note for a cause."""
        advice = f"Free some space, or set {VARIABLE} to a folder that can be written to"
        return f"{self.folder}: Speech is not kept for the next run. {cause}. {advice}."

    def _make_folder(self, folder: Path) -> None:
        """Make one of the folders, and the cache itself so that only its owner can open it."""
        if not folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # for backup programs: Cache Directory Tagging Specification, https://bford.info/cachedir/
            (self.folder / _TAG).write_text(_TAG_TEXT, encoding="ascii")
            folder.mkdir(exist_ok=True)

    def _folders(self) -> Iterator[Path]:
        """Yield the folders with files."""
        with suppress(OSError):
            yield from (path for path in sorted(self.folder.iterdir()) if _FOLDER.fullmatch(path.name))

    def _files(self) -> Iterator[_File]:
        """Yield the files of all folders."""
        for folder in self._folders():
            yield from _scan(folder)

    def _prune(self, folder: Path) -> None:
        """Remove the files of `folder` that were used longest ago, until the others fit into its share."""
        total_bytes = 0
        for file in sorted(_scan(folder), key=lambda file: file.used_ns, reverse=True):
            total_bytes += file.size_bytes
            if total_bytes > self.max_bytes // _FOLDERS:
                with suppress(OSError):  # gone already, or (on Windows) just being read
                    file.path.unlink()


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder of the cache on this computer, None if the cache is off or there is no place for it.

    `ARTICAST_CACHE` comes first, then the place of the system: `XDG_CACHE_HOME` (XDG Base Directory Specification) or
    `~/.cache`, on macOS `~/Library/Caches`, on Windows `LOCALAPPDATA`.
    """
    chosen = environment.get(VARIABLE)
    if chosen is not None:
        return Path(chosen).absolute() / "speech" if chosen else None
    variable = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    base = Path(environment.get(variable, ""))
    if not base.is_absolute():  # the specification asks to ignore a relative path
        try:
            base = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
        except RuntimeError:
            return None
    return base / "articast" / "speech"


def shared_cache() -> SpeechCache | None:
    """Return the cache that all engines of this process share; None if it is off."""
    folder = cache_folder()
    return _open_once(folder) if folder else None


@cache
def _open_once(folder: Path) -> SpeechCache:
    """Return the one cache of a folder, so that what is wrong with it is noted once."""
    return SpeechCache(folder)


def _scan(folder: Path) -> list[_File]:
    """Return the files of one of the folders that are ours, also those that a run did not finish."""
    files = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if _ENTRY.fullmatch(entry.name) or _UNFINISHED.fullmatch(entry.name):
                with suppress(FileNotFoundError):
                    stat = entry.stat(follow_symlinks=False)
                    files.append(_File(path=Path(entry.path), size_bytes=stat.st_size, used_ns=stat.st_mtime_ns))
    return files


def _write_file(path: Path, data: bytes) -> None:
    """Write a file that other runs see whole or not at all."""
    unfinished = path.with_name(f"{secrets.token_hex(8)}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink()
