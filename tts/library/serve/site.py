"""The served files: those of a folder, and those generated in memory. Each is logged once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from errno import EMFILE, ENFILE
from hashlib import sha256
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from urllib.parse import unquote

from tts.files import open_file
from tts.library.serve.paths import INDEX, find_file
from tts.noun import noun

_MAX_LOGGED = 10_000

GeneratedFiles = Callable[[], Mapping[str, bytes]]
"""Returns files by name that are not in the folder, or replace those that are."""
Log = Callable[[str], None]
"""Takes a short line about a file."""


@noun
class Body:
    """What a client gets: an open file or bytes, and the validators by which it recognizes them."""

    name: str
    content: BinaryIO
    size_bytes: int
    etag: str
    modified: datetime


class Site:
    """The folder `root` with `generated_files`. `log` gets a line when a file is sent, or missed, for the first time.

    Raises:
        OSError: there is no such folder.
    """

    def __init__(self, root: Path, log: Log) -> None:
        self.root = root.resolve(strict=True)
        self.generated_files: GeneratedFiles = dict
        self.log = log
        self._logged: set[tuple[str, bool]] = set()
        self._lock = Lock()

    def open(self, path: tuple[str, ...]) -> Body | None:
        """Open the file at `path`, as `paths.split_target` returns it; return None if there is none to show.

        The caller closes its content.

        Raises:
            OSError: too many files are open.
        """
        generated = self.generated_files().get(path[0] or INDEX) if len(path) == 1 else None
        if generated is not None:
            return Body(
                name=path[0] or INDEX,
                content=BytesIO(generated),
                size_bytes=len(generated),
                etag=f'"{sha256(generated).hexdigest()[:32]}"',
                modified=datetime.now(UTC),
            )
        file = find_file(self.root, path)
        try:
            content = open_file(file) if file else None
        except OSError as error:
            if error.errno in (EMFILE, ENFILE):
                raise
            content = None
        if file is None or content is None:
            return None
        status = os.fstat(content.fileno())
        return Body(
            name=file.name,
            content=content,
            size_bytes=status.st_size,
            etag=f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
            modified=datetime.fromtimestamp(status.st_mtime, UTC),
        )

    def log_once(self, target: str, client: str, *, is_missing: bool = False) -> None:
        """Log that the file at `target` was sent to `client`, or is missing, unless that was logged before."""
        path = unquote(target.partition("?")[0])[:200]
        with self._lock:
            if (path, is_missing) in self._logged or len(self._logged) >= _MAX_LOGGED:
                return
            self._logged.add((path, is_missing))
        recipient = "" if ip_address(client).is_loopback else f" to {client}"
        self.log(f"Not found: {path}" if is_missing else f"Sent {path}{recipient}")
