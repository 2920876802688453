"""A folder of packages -> its library, with all its files, of which those that have changed are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from tts import __version__
from tts.config.channel import FEED, IMAGE
from tts.errors import StoreError
from tts.files import TooLargeFileError, open_file, read_file
from tts.library import Channel, select_episodes
from tts.library.item import PAGE
from tts.library.library_file import Checksums, LibraryFile
from tts.library.names import is_archive_file, is_replaceable
from tts.library.plan import plan_library
from tts.library.playlist import PLAYLIST
from tts.library.read import read_items
from tts.noun import noun
from tts.packages.survey import checksum_packages

CHECKSUM = ".library.sha256"
_MAX_CHECKSUM_BYTES = 10_000_000
_BLOCK_BYTES = 1 << 20
_COUNTS = re.compile("[0-9]{1,9} [0-9]{1,9} packages [0-9]{1,9} files")

Checksum = tuple[str, str]
"""The SHA-256 of what a file was made from, and that of its content."""


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


def build_library(output: Path, channel: Channel, checksum: str | None = None) -> LibraryResult:
    """Write the library into `output`, and the feeds if `channel` has an address, unless they are up to date.

    A folder without packages gets no library; a library that is there already then says that it is empty. `checksum` is
    that of the packages, if it is known.

    Raises:
        StoreError: `output` cannot be read or written, or a file that Articast did not make would be replaced.
    """
    try:
        has_old_feed = not channel.base_url and (output / FEED).exists() and is_replaceable(output / FEED)
        checksum = checksum_packages(output) if checksum is None else checksum
        if checksum and (current := _find_current(output, _hash_inputs(channel, has_old_feed, checksum))):
            return current
        items, warnings, checksum = read_items(output)
        is_new = not (output / PAGE).exists()
        if is_new and not items:
            return LibraryResult(packages=0, editions=0, is_new=False, written=(), warnings=warnings)
        episodes, skipped = select_episodes(items) if channel.base_url else ((), ())
        warnings += skipped
        if has_old_feed:
            warnings += (f"{output / FEED}: The feed was not updated. Give --base-url again, or remove the file.",)
        has_own_playlist = not is_replaceable(output / PLAYLIST)
        if has_own_playlist:  # people make playlists of this name, and the library does not need ours
            message = "Articast did not create this file, so the folder gets no playlist. Rename it to get one."
            warnings += (f"{output / PLAYLIST}: {message}",)
        has_feed = bool(channel.base_url) or has_old_feed
        planned = plan_library(items, episodes, channel, has_feed=has_feed)
        files = [file for file in planned if not (has_own_playlist and file.name == PLAYLIST)]
        editions = sum(1 for item in items if item.edition)
        inputs = _hash_inputs(channel, has_old_feed, checksum)
        known = "" if warnings else f"{inputs} {len(items)} {editions} packages {len(files)} files\n"
        written = _write_files(output, files, known)
        _remove_old_files(output, {file.name for file in files}, with_feeds=not has_old_feed)
    except OSError as error:
        message = f"{error.strerror or error}. Change the folder's permissions, or choose another folder with -o."
        raise StoreError(message, path=error.filename or output) from error
    return LibraryResult(packages=len(items), editions=editions, is_new=is_new, written=written, warnings=warnings)


def _hash_inputs(*inputs: object) -> str:
    """Return the SHA-256 of the version and of all that a library is made from."""
    return sha256(repr((__version__, *inputs)).encode()).hexdigest()


def _find_current(output: Path, inputs: str) -> LibraryResult | None:
    """Return the result of the last run if it had the same `inputs` and no warnings, and its files are unchanged.

    So most runs only read the manifests, and plan no page.
    """
    known = next((row for row in _read_rows(output) if row[0] == inputs and _COUNTS.fullmatch(" ".join(row[1:]))), None)
    contents = {name: content for name, (_, content) in _read_checksums(output).items()}
    if not known or len(contents) != int(known[4]):  # the file of checksums was cut off
        return None
    if any("/" in name or _sha256(output / name) != content for name, content in contents.items()):
        return None
    packages, editions = map(int, known[1:3])
    return LibraryResult(packages=packages, editions=editions, is_new=False, written=(), warnings=())


def _write_files(output: Path, files: Iterable[LibraryFile], known: str) -> tuple[Path, ...]:
    """Write the files that have changed, each in one step, then the checksums; return those that were written.

    `known` is the line among the checksums from which the next run knows what the files were made from.
    A file whose checksums are those of the last run is not rendered.

    Raises:
        StoreError: Articast did not make one of the files that are there. Nothing is written then.
    """
    checksums, before = Checksums(), _read_checksums(output)
    inputs = {file.name: checksums.of_inputs(file) for file in files}
    after = {
        name: before[name]
        for name, checksum in inputs.items()
        if name in before and before[name] == (checksum, _sha256(output / name))
    }
    changed = [file for file in files if file.name not in after]
    for file in changed:
        _check_replaceable(output / file.name)
    written = []
    for file in changed:
        content = file.content()
        after[file.name] = inputs[file.name], sha256(content).hexdigest()
        if _write(output / file.name, content):
            written.append(output / file.name)
    lines = (f"{after[name][0]} {after[name][1]} {name}\n" for name in sorted(after))
    _write(output / CHECKSUM, "".join([known, *lines]).encode())
    return tuple(written)


def _read_checksums(output: Path) -> Mapping[str, Checksum]:
    """Return the checksums of the files that the last run made, by their names."""
    return {row[2]: (row[0], row[1]) for row in _read_rows(output) if len(row) == 3}


def _read_rows(output: Path) -> list[list[str]]:
    """Return the lines of the file of checksums as lists of words."""
    try:
        lines = read_file(output / CHECKSUM, _MAX_CHECKSUM_BYTES).decode(errors="replace").splitlines()
    except OSError:
        return []
    return [line.split(" ") for line in lines]


def _sha256(file: Path) -> str:
    """Return the SHA-256 of a file, "" if it cannot be read."""
    digest = sha256()
    try:
        with open_file(file) as opened:
            while block := opened.read(_BLOCK_BYTES):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _check_replaceable(file: Path) -> None:
    """Raise `StoreError` if there is a file that Articast did not make."""
    if not is_replaceable(file):
        message = "Articast did not create this file. Move it, or choose another folder with -o."
        if file.name == IMAGE:
            message += f" To use it as the feed's image, set image = '{IMAGE}' in [feed]."
        raise StoreError(message, path=file)


def _write(file: Path, content: bytes) -> bool:
    """Write a file in one step, and return True, unless it has this content already."""
    with suppress(FileNotFoundError, TooLargeFileError):
        if read_file(file, len(content)) == content:
            return False
    building = file.with_name(f".{file.name.removeprefix('.')}.new")
    building.unlink(missing_ok=True)  # left by a run that was killed
    with building.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    building.replace(file)
    return True


def _remove_old_files(output: Path, names: set[str], *, with_feeds: bool) -> None:
    """Remove files that an archive had before and does not have now, such as the page of a year that was divided."""
    with os.scandir(output) as entries:
        old = [entry.name for entry in entries if is_archive_file(entry.name) and entry.name not in names]
    for name in old:
        if is_replaceable(output / name) and (with_feeds or not name.startswith("feed-")):
            (output / name).unlink(missing_ok=True)
