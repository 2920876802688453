"""A folder of packages -> its library, with all its files: written to the folder, or kept in memory and up to date."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from tts import __version__
from tts.config.channel import FEED, IMAGE, JSON_FEED
from tts.errors import StoreError
from tts.files import NotRegularFileError, TooLargeFileError, read_beginning, read_file
from tts.library import (
    Channel,
    Episode,
    LibraryItem,
    render_json_feed,
    render_page,
    render_rss,
    select_episodes,
)
from tts.library.groups import group_items, list_in_order
from tts.library.image import SOFTWARE, render_feed_image
from tts.library.item import PAGE
from tts.library.neighbours import ARTICLES, CALL, render_neighbours
from tts.library.page import GENERATOR, choose_phrases, find_title, most_common_language
from tts.library.playlist import MARK, PLAYLIST, render_playlist
from tts.library.read import read_items
from tts.noun import noun
from tts.text.languages.tags import UNDETERMINED

CHECKSUM = ".library.sha256"
_MARKS = {
    PAGE: GENERATOR,
    FEED: "<generator>Articast</generator>",
    JSON_FEED: '"version": "https://jsonfeed.org/',
    IMAGE: SOFTWARE,
    ARTICLES: CALL,
    PLAYLIST: MARK,
}
_MAX_BYTES = 100_000_000  # of a file of the library
_MAX_MARK_BYTES = 20_000  # a mark is within the first bytes of a file


@noun
class LibraryResult:
    """The result of `build_library`: the number of packages, the files that were written, and warnings.

    `editions` is the number of packages that are editions of many articles. `is_new` says whether the folder had no
    library before.
    """

    packages: int
    editions: int
    is_new: bool
    written: tuple[Path, ...]
    warnings: tuple[str, ...]


def build_library(output: Path, channel: Channel) -> LibraryResult:
    """Write the library into `output`, and the feeds if `channel` has an address, unless they are up to date.

    A folder without packages gets no library; a library that is there already then says that it is empty.

    Raises:
        StoreError: `output` cannot be read or written, or a file that Articast did not make would be replaced.
    """
    try:
        items, warnings = read_items(output)
        is_new = not (output / PAGE).exists()
        if is_new and not items:
            return LibraryResult(packages=0, editions=0, is_new=False, written=(), warnings=warnings)
        has_old_feed = not channel.base_url and (output / FEED).exists() and _is_replaceable(output / FEED)
        episodes, skipped = select_episodes(items) if channel.base_url else ((), ())
        warnings += skipped
        if has_old_feed:
            warnings += (f"{output / FEED}: The feed was not updated. Give --base-url again, or remove the file.",)
        has_own_playlist = not _is_replaceable(output / PLAYLIST)
        if has_own_playlist:  # people make playlists of this name, and the library does not need ours
            message = "Articast did not create this file, so the folder gets no playlist. Rename it to get one."
            warnings += (f"{output / PLAYLIST}: {message}",)
        inputs = repr((__version__, channel, has_old_feed, has_own_playlist, items))
        feeds = (FEED, JSON_FEED, *(() if channel.image else (IMAGE,))) if channel.base_url else ()
        names = (*feeds, ARTICLES, *(() if has_own_playlist else (PLAYLIST,)), PAGE)
        written: tuple[Path, ...] = ()
        if not _is_current(output, names, inputs):
            has_feed = bool(channel.base_url) or has_old_feed
            files = render_files(items, episodes, channel, has_feed=has_feed)
            written = _write_files(output, {name: files[name] for name in names}, inputs)
    except OSError as error:
        message = f"{error.strerror or error}. Change the folder's permissions, or choose another folder with -o."
        raise StoreError(message, path=error.filename or output) from error
    editions = sum(1 for item in items if item.edition)
    return LibraryResult(packages=len(items), editions=editions, is_new=is_new, written=written, warnings=warnings)


class LiveLibrary:
    """The same files in memory, as the packages are now. `channel` has the address of the server.

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
                self._render()
                self._modified_ns = modified_ns
        return self._files

    def _render(self) -> None:
        """Make the files and warnings again from the packages as they are now."""
        items, warnings = read_items(self._output)
        has_feed = (self._output / FEED).exists()
        channel = replace(self._channel, base_url="") if has_feed else self._channel
        episodes, skipped = select_episodes(items) if channel.base_url else ((), ())
        files = render_files(items, episodes, channel, has_feed=True) if items else {}
        self.warnings = warnings + skipped
        self._files = {name: files[name] for name in files if _is_replaceable(self._output / name)}


def render_files(
    items: tuple[LibraryItem, ...], episodes: tuple[Episode, ...], channel: Channel, *, has_feed: bool
) -> Mapping[str, bytes]:
    """Return the files of a library by name, the page last; feeds only if `channel` has an address."""
    files: dict[str, bytes] = {}
    if channel.base_url:
        language = most_common_language(item.language for item in items if item.language != UNDETERMINED)
        files[FEED] = render_rss(channel, episodes, language).encode()
        files[JSON_FEED] = render_json_feed(channel, episodes, language).encode()
        if not channel.image:
            files[IMAGE] = render_feed_image(channel)
    title, groups = find_title(channel, choose_phrases(items)), group_items(items)
    files[ARTICLES] = render_neighbours(title, list_in_order(groups, items)).encode()
    files[PLAYLIST] = render_playlist(title, groups).encode()
    return {**files, PAGE: render_page(items, channel, has_feed=has_feed).encode()}


def _is_current(output: Path, names: Iterable[str], inputs: str) -> bool:
    """Return whether the files `names` are what `inputs` give, without rendering them: by the last run's checksum."""
    files = [output / name for name in names]
    try:
        contents = [read_file(file, _MAX_BYTES) for file in (*files, output / CHECKSUM)]
    except OSError:
        return False
    return contents.pop() == _checksum(inputs, contents)


def _checksum(inputs: str, contents: Iterable[bytes]) -> bytes:
    """Return the SHA-256, in hexadecimal digits, of what a library was made from and of its files."""
    digest = sha256(inputs.encode(errors="surrogatepass"))
    for content in contents:
        digest.update(content)
    return digest.hexdigest().encode()


def _write_files(output: Path, files: Mapping[str, bytes], inputs: str) -> tuple[Path, ...]:
    """Write the files that have changed, each in one step, then the checksum; return those that were written.

    Raises:
        StoreError: Articast did not make one of the files that are there. Nothing is written then.
    """
    for file in (output / name for name in files):
        if not _is_replaceable(file):
            message = "Articast did not create this file. Move it, or choose another folder with -o."
            if file.name == IMAGE:
                message += f" To use it as the feed's image, set image = '{IMAGE}' in [feed]."
            raise StoreError(message, path=file)
    written = []
    for name, content in {**files, CHECKSUM: _checksum(inputs, files.values())}.items():
        file = output / name
        if _has_content(file, content):
            continue
        building = file.with_name(f".{name.removeprefix('.')}.new")
        building.unlink(missing_ok=True)  # left by a run that was killed
        with building.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        building.replace(file)
        written.append(file)
    return tuple(file for file in written if file.name in files)


def _has_content(file: Path, content: bytes) -> bool:
    """Return whether a file is there with just this content."""
    try:
        return read_file(file, len(content)) == content
    except (FileNotFoundError, TooLargeFileError):
        return False


def _is_replaceable(file: Path) -> bool:
    """Return whether `file`, a page, a feed or its image, was made by Articast or does not exist."""
    try:
        return _MARKS[file.name].encode() in read_beginning(file, _MAX_MARK_BYTES)
    except FileNotFoundError:
        return True
    except (IsADirectoryError, NotRegularFileError):
        return False
