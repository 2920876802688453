"""ADDRESS -> a folder in its place: packages that are made there go to the address, and leave no sound here.

The folder has the manifests of the packages at the address. Their other files are holes of the same size, so that the
folder looks as that of a run that keeps everything, and takes no space.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from tts.config.channel import Channel
from tts.errors import PublishError
from tts.publish.folder import PublishedFile, read_library, read_package
from tts.publish.record import NAME, Record
from tts.publish.target import Target
from tts.publish.upload import Upload, read_record
from tts.scratch import HIDDEN, ScratchFolder

_MANIFEST = "manifest.json"
_COVER = "cover.png"
_BEGINNING_BYTES = 24  # of a cover, which says how large the picture is: the feed names only some
_MAX_HOLE_BYTES = 1 << 40
_THREADS = 16  # that read manifests: each waits for the server


class Mirror:
    """A folder whose packages are at an address; `shown` is the address without a password."""

    def __init__(self, folder: Path, shown: str, upload: Upload) -> None:
        self.folder = folder
        self.shown = shown
        self._upload = upload

    def send_package(self, name: str) -> None:
        """Upload what has changed in a package, its manifest last, remove its old files, and empty those that are here.

        Raises:
            PublishError: the address does not answer, or refuses, or a file cannot be read.
        """
        files = list(_collect(self.folder, name))
        for file in files:
            if not self._upload.has(file):
                self._upload.put(file)
        for path in set(self._upload.list_files(name)) - {file.path for file in files}:
            self._upload.remove(path)
        for file in files:
            if not file.path.endswith(_MANIFEST):
                _make_hole(self.folder / file.path, file.size_bytes)

    def send_library(self, channel: Channel) -> None:
        """Upload what has changed in the library, the feeds last.

        Raises:
            PublishError: the address does not answer, or refuses.
        """
        for file in read_library(self.folder, channel).files:
            if not self._upload.has(file):
                self._upload.put(file)


@contextmanager
def open_mirror(address: str) -> Iterator[Mirror]:
    """Give the folder that takes the place of `address`, in the current folder; it is removed afterwards.

    Raises:
        UsageError: the address is not one that can be written to, or a package that it needs is missing.
        PublishError: the address does not answer, or refuses, or its record is broken.
    """
    target = Target(address)
    record = read_record(target)
    if record is None:
        step = "Correct it, or upload a folder of packages there with `articast publish`."
        raise PublishError(f"The record of the files there cannot be read. {step}", path=f"{target.shown}/{NAME}")
    with ScratchFolder(Path(), HIDDEN) as name, Upload(target, record) as upload:
        folder = Path(name).relative_to(Path.cwd()) if Path(name).is_absolute() else Path(name)
        _fill(folder, target, record)
        yield Mirror(folder, target.shown.rstrip("/"), upload)


def _fill(folder: Path, target: Target, record: Record) -> None:
    """Put the manifests of all packages at the address into `folder`, and holes in the place of their other files."""
    inside = sorted(path for path in record.files if "/" in path)
    packages = [(name, list(paths)) for name, paths in groupby(inside, lambda path: path.partition("/")[0])]
    with ThreadPoolExecutor(_THREADS) as pool:
        manifests = pool.map(lambda package: target.read(f"{package[0]}/{_MANIFEST}"), packages)
        covers = pool.map(lambda package: target.read_beginning(f"{package[0]}/{_COVER}", _BEGINNING_BYTES), packages)
        for (name, paths), manifest, cover in zip(packages, manifests, covers, strict=True):
            for path in paths if manifest else ():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(cover if path == f"{name}/{_COVER}" else b"")
                _make_hole(folder / path, record.files[path][0])
            if manifest:
                (folder / name / _MANIFEST).write_bytes(manifest)


def _make_hole(path: Path, size_bytes: int) -> None:
    """Leave only the beginning of a file, and a hole that takes no space up to this size; a record may state any."""
    os.truncate(path, min(path.stat().st_size, _BEGINNING_BYTES))
    os.truncate(path, min(max(0, size_bytes), _MAX_HOLE_BYTES))


def _collect(folder: Path, name: str) -> Iterator[PublishedFile]:
    """Yield the files of a package; raise PublishError if one cannot be read."""
    try:
        yield from read_package(folder, name, [])
    except OSError as error:
        raise PublishError(f"{error.strerror or error}.", path=error.filename or folder) from error
