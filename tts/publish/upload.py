"""FILES, ADDRESS -> the files at the address: what has changed is uploaded, the feed last, and then old files go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from hashlib import sha256
from itertools import groupby
from typing import Literal, Self

from tts.errors import PublishError
from tts.noun import noun
from tts.publish.folder import Group, PublishedFile
from tts.publish.record import NAME, Record, parse_record, render_record
from tts.publish.target import Target

Status = Literal["uploaded", "unchanged", "removed", "kept"]
_SAVE_EVERY_BYTES = 64_000_000
"""The record may have some megabytes, so it is not uploaded after each package."""


@noun
class Outcome:
    """The outcome of a package, or of the library: `files` and bytes that were uploaded or removed, or would be.

    `kept` are files of a package that is no longer in the folder, and is still at the address.
    """

    name: str
    status: Status
    files: int = 0
    size_bytes: int = 0


def read_record(target: Target) -> Record | None:
    """Return the record at the address; an empty one if there is none yet, None if it cannot be read.

    Raises:
        PublishError: the address does not answer, or refuses.
    """
    data = target.read(NAME)
    return Record(files={}) if data is None else parse_record(data)


def publish(
    groups: Sequence[Group],
    target: Target,
    record: Record,
    *,
    removes: bool = False,
    dry_run: bool = False,
    force: bool = False,
) -> Iterator[Outcome]:
    """Upload the files of `groups` that `record` does not have, or with `force` all, and yield each group's outcome.

    Files that are no longer there are removed at the end, when no feed at the address names them, if it `removes` any.
    After a break, the record has what was uploaded before.

    Raises:
        PublishError: the address does not answer, or refuses. The feed there is then the old one.
    """
    with Upload(target, record, dry_run=dry_run) as upload:
        for group in groups:
            changed = [file for file in group.files if force or not record.has(file)]
            for file in changed:
                upload.put(file)
            size_bytes = sum(file.size_bytes for file in changed)
            status: Status = "uploaded" if changed else "unchanged"
            yield Outcome(name=group.name, status=status, files=len(changed), size_bytes=size_bytes)
        present = {file.path for group in groups for file in group.files}
        old = sorted((_package_of(path), path) for path in set(record.files) - present)
        for name, pairs in groupby(old, key=lambda pair: pair[0]):
            own = [path for _, path in pairs]
            if removes:
                for path in own:
                    upload.remove(path)
            size_bytes = sum(record.files[path][0] for path in own)
            yield Outcome(name=name, status="removed" if removes else "kept", files=len(own), size_bytes=size_bytes)


def _package_of(path: str) -> str:
    """Return the name of the package that the file at `path` is in, "" for a file of the library."""
    return path.partition("/")[0] if "/" in path else ""


class Upload:
    """Uploads and removes files, and keeps the record of it at the address."""

    def __init__(self, target: Target, record: Record, *, dry_run: bool = False) -> None:
        self._target = target
        self._files = dict(record.files)
        self._dry_run = dry_run
        self._unsaved_bytes = 0
        self._is_saved = True

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Upload the record, also after an interruption, and if possible after a fault, which is the one to report."""
        with suppress(PublishError) if kind else nullcontext():
            if not self._is_saved:
                self._save()

    def put(self, file: PublishedFile) -> None:
        """Upload a file, and from time to time the record."""
        if self._dry_run:
            return
        # A file that is half replaced is neither the old one nor the new one.
        self._files.pop(file.path, None)
        self._is_saved = False
        self._target.put(file)
        self._files[file.path] = (file.size_bytes, file.sha256)
        self._unsaved_bytes += file.size_bytes
        if self._unsaved_bytes > _SAVE_EVERY_BYTES:
            self._save()

    def has(self, file: PublishedFile) -> bool:
        """Return whether just this file is at the address."""
        return self._files.get(file.path) == (file.size_bytes, file.sha256)

    def list_files(self, folder: str) -> tuple[str, ...]:
        """Return the paths of all files at the address that are in `folder` or below it."""
        return tuple(path for path in self._files if path.startswith(f"{folder}/"))

    def remove(self, path: str) -> None:
        """Remove a file."""
        if self._dry_run:
            return
        self._target.remove(path)
        self._is_saved = False
        del self._files[path]

    def _save(self) -> None:
        """Upload the record."""
        data = render_record(Record(files=self._files))
        checksum = sha256(data).hexdigest()
        self._target.put(PublishedFile(path=NAME, content=data, size_bytes=len(data), sha256=checksum))
        self._unsaved_bytes, self._is_saved = 0, True
