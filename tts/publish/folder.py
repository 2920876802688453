"""OUTPUT FOLDER -> FILES to publish: the packages, and the library that lists them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tts.config.channel import FEED, IMAGE, JSON_FEED, Channel
from tts.errors import PublishError, UsageError
from tts.files import MAX_MANIFEST_BYTES, open_file, read_file
from tts.library.feed_documents import FEED_STEM
from tts.library.item import PAGE
from tts.library.names import is_archive_file, is_replaceable
from tts.library.neighbours import ARTICLES
from tts.library.playlist import PLAYLIST
from tts.library.serve.media import find_media_type
from tts.noun import noun

_MANIFEST = "manifest.json"
_NOT_PUBLISHED = "parts"
"""The folder with the announcements of an edition, which only its next run needs."""
_BLOCK_BYTES = 1_000_000
_MAX_LIBRARY_BYTES = 100_000_000  # of a file of the library, which is held in memory


@noun
class PublishedFile:
    """A file to publish: its path below the address, and its content, which is a file or is held in memory."""

    path: str
    content: Path | bytes
    size_bytes: int
    sha256: str

    @property
    def media_type(self) -> str:
        """The media type that a web server gives it."""
        return find_media_type(self.path.rpartition("/")[2])


@noun
class Group:
    """The files of a package, in the order in which they are uploaded; `name` is "" for those of the library."""

    name: str
    files: tuple[PublishedFile, ...]


@noun
class OutputFolder:
    """All that is published of a folder: the groups in their order, and the files that are left out."""

    groups: tuple[Group, ...]
    left_out: tuple[Path, ...]


def read_folder(output: Path, channel: Channel) -> OutputFolder:
    """Return the files of `output`: packages first, then the page that lists them, and the feed at the end.

    The library is read before the packages, and its first page and feeds are held in memory: what they list is then
    among the packages, even if others are made at the same time.

    Raises:
        UsageError: there is no library in the folder, or its feed was made for another address than that of `channel`.
        PublishError: a file cannot be read, or went away while it was read.
    """
    if not output.is_dir():
        raise UsageError(f"{output}: There is no such folder. Make packages with `articast package`.")
    if (output / _MANIFEST).exists():
        raise UsageError(f"{output}: This is a package. Give the folder that contains it.")
    try:
        library = read_library(output, channel)
        if not any(file.path == PAGE for file in library.files):
            raise UsageError(f"{output}: There is no library here. Make one with `articast library`.")
        _check_feed(library, output, channel)
        left_out: list[Path] = []
        names = sorted(path.name for path in output.iterdir() if _is_package(path))
        groups = [Group(name=name, files=tuple(read_package(output, name, left_out))) for name in names]
    except OSError as error:
        message = f"{error.strerror or error}. If packages are being made, run `articast publish` again afterwards."
        raise PublishError(message, path=error.filename or output) from error
    return OutputFolder(groups=(*groups, library), left_out=tuple(left_out))


def read_library(output: Path, channel: Channel) -> Group:
    """Return the files of the library; pages come after all that they need, and the feeds come last.

    Those that only an archive has may be many, and are not held in memory.
    """
    archive = sorted(path.name for path in output.iterdir() if is_archive_file(path.name) and is_replaceable(path))
    feeds = [name for name in archive if name.startswith(FEED_STEM)]
    names = (
        *(name for name in archive if name not in feeds),
        *(ARTICLES, PLAYLIST, channel.image or IMAGE, PAGE),
        *(*feeds, JSON_FEED, FEED),
    )
    present = [name for name in names if _is_plain(name) and _is_regular(output / name)]
    return Group(name="", files=tuple(_read_library_file(output / name, is_kept=name in archive) for name in present))


def _read_library_file(path: Path, *, is_kept: bool) -> PublishedFile:
    """Return a file of the library, which is held in memory unless it `is_kept` in the folder until it is uploaded."""
    if is_kept:
        size_bytes, checksum = _measure(path)
        return PublishedFile(path=path.name, content=path, size_bytes=size_bytes, sha256=checksum)
    data = read_file(path, _MAX_LIBRARY_BYTES)
    return PublishedFile(path=path.name, content=data, size_bytes=len(data), sha256=sha256(data).hexdigest())


def _check_feed(library: Group, output: Path, channel: Channel) -> None:
    """Check that the feed, if there is one, was made for the address at which listeners will find it."""
    feed = next((file.content for file in library.files if file.path == FEED), None)
    if not isinstance(feed, bytes):
        return
    if not channel.base_url:
        message = "The address of the folder on the web is not set, and there is a feed. Give it with --base-url."
        raise UsageError(f"{output / FEED}: {message}")
    if f'"{channel.url(FEED)}"'.replace("&", "&amp;").encode() not in feed:
        message = f"The feed was made for another address than {channel.base_url}. Run `articast library --base-url`."
        raise UsageError(f"{output / FEED}: {message}")


def read_package(output: Path, name: str, left_out: list[Path]) -> Iterator[PublishedFile]:
    """Yield the files of a package: sound and the like first, then its page, and its manifest at the end."""
    last = (f"{name}/{PAGE}", f"{name}/{_MANIFEST}")
    paths = {path.relative_to(output).as_posix(): path for path in _walk(output / name, left_out)}
    for path in (*sorted(set(paths) - set(last)), *(path for path in last if path in paths)):
        size_bytes, checksum = _measure(paths[path])
        yield PublishedFile(path=path, content=paths[path], size_bytes=size_bytes, sha256=checksum)


def _walk(folder: Path, left_out: list[Path]) -> Iterator[Path]:
    """Yield the regular files in `folder` and below; add links, devices and names that no address can have."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name == _NOT_PUBLISHED:
            continue
        if not _is_plain(entry.name) or not (entry.is_dir(follow_symlinks=False) or _is_regular(Path(entry))):
            left_out.append(Path(entry))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry), left_out)
        else:
            yield Path(entry)


def _measure(path: Path) -> tuple[int, str]:
    """Return the size of a file in bytes, and the SHA-256 of its content."""
    digest, size_bytes = sha256(), 0
    with open_file(path, MAX_MANIFEST_BYTES if path.name == _MANIFEST else None) as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            size_bytes += len(block)
    return size_bytes, digest.hexdigest()


def _is_package(path: Path) -> bool:
    """Return whether `path` is the folder of a package."""
    is_folder = path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    return is_folder and _is_plain(path.name) and _is_regular(path / _MANIFEST)


def _is_regular(path: Path) -> bool:
    """Return whether there is a regular file; a link might lead to a file that nobody wants to publish."""
    return path.is_file() and not path.is_symlink()


def _is_plain(name: str) -> bool:
    """Return whether `name` can be part of an address: nothing that is invisible, that cannot be encoded, or a path."""
    return name.isprintable() and not set(name) & set('\\/:*?"<>|#') and name not in ("", ".", "..")
