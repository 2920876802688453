"""A folder of packages -> its library in memory, as the packages are now, for the server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from tts.config.channel import FEED
from tts.library import Channel, select_episodes
from tts.library.library_file import LibraryFile
from tts.library.names import is_replaceable
from tts.library.plan import plan_library
from tts.library.read import read_items

_MAX_KEPT = 16


class LiveFiles(Mapping[str, bytes]):
    """The content of files by name, rendered when it is asked for; those that were asked for last are kept."""

    def __init__(self, files: Mapping[str, LibraryFile]) -> None:
        self._files = files
        self._render = lru_cache(maxsize=_MAX_KEPT)(lambda name: files[name].content())

    def __getitem__(self, name: str) -> bytes:
        """Return the content of a file."""
        return self._render(name)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the files."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._files)


class LiveLibrary:
    """The files of a library as the packages are now. `channel` has the address of the server.

    A feed in `output` was made for another address. It stays as it is, and none is made here.
    """

    def __init__(self, output: Path, channel: Channel) -> None:
        self._output = output
        self._channel = channel
        self._lock = Lock()
        self._modified_ns = 0
        self._files: Mapping[str, bytes] = {}
        self.warnings: tuple[str, ...] = ()

    def __call__(self) -> Mapping[str, bytes]:
        """Return the files by name; none if there is no package or the folder cannot be read."""
        with self._lock, suppress(OSError):
            modified_ns = self._output.stat().st_mtime_ns  # changes with every package that comes, goes or is replaced
            if modified_ns != self._modified_ns:
                self._plan()
                self._modified_ns = modified_ns
        return self._files

    def _plan(self) -> None:
        """Make the files and warnings again from the packages as they are now."""
        items, warnings, _ = read_items(self._output)
        has_feed = (self._output / FEED).exists()
        channel = replace(self._channel, base_url="") if has_feed else self._channel
        episodes, skipped = select_episodes(items) if channel.base_url else ((), ())
        planned = plan_library(items, episodes, channel, has_feed=True) if items else ()
        files = {file.name: file for file in planned if is_replaceable(self._output / file.name)}
        self.warnings = warnings + skipped
        self._files = LiveFiles(files)
