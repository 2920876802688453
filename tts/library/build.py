"""A folder of packages -> its library and its feeds, made from what stands in it now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from errno import EINVAL, ELOOP, ENOENT, ENOTDIR
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from struct import pack
from threading import Lock
from zlib import crc32

from tts import __version__
from tts.config.channel import FEED, IMAGE, JSON_FEED
from tts.errors import StoreError
from tts.library import Channel, LibraryItem, episodes, json_feed, page, read_item, rss
from tts.library.page import GENERATOR
from tts.library.words import most_common
from tts.model import Metadata
from tts.packages.manifest_header import file_sizes_bytes, read_manifest_header

PAGE = "index.html"
_SOFTWARE = "Software\0Articast"
_MARKS = {
    PAGE: GENERATOR,
    FEED: "<generator>Articast</generator>",
    JSON_FEED: '"version": "https://jsonfeed.org/',
    IMAGE: _SOFTWARE,
}
_MARKED_BYTES = 20_000
_PNG_HEAD_BYTES = 33  # the signature and the first chunk (PNG, sections 5.2 and 11.2.1)
_NOTHING_THERE = (ENOENT, ENOTDIR, ELOOP)  # it is no package, or somebody removes it meanwhile
_UNDETERMINED = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryResult:
    """What `build_library` did: how many packages there are, the files it wrote, and sentences about what it left out.

    `is_new`: there was none before.
    """

    packages: int
    is_new: bool
    written: tuple[Path, ...]
    warnings: tuple[str, ...]


def build_library(output: Path, channel: Channel) -> LibraryResult:
    """Writes the library into `output`, and where `channel` has an address the feeds, if they are not what they were.

    Where there is neither a package nor a library, none is made.

    Raises:
        StoreError: `output` cannot be read or written to, or a page of somebody else's stands in the library's place.
    """
    try:
        editions, warnings = _editions(output)
        is_new = not (output / PAGE).exists()
        if is_new and not editions:
            return LibraryResult(packages=0, is_new=False, written=(), warnings=warnings)
        has_old_feed = not channel.base_url and is_ours(output / FEED)
        warnings += _left_out(editions, channel)
        if has_old_feed:
            warnings += (f"{output / FEED}: The feed was left as it was. Give --base-url again, or remove the file.",)
        told = repr((__version__, channel, has_old_feed, editions))
        written: tuple[Path, ...] = ()
        if not _is_current(output, channel, told):
            files = documents(editions, channel, has_feed=bool(channel.base_url) or has_old_feed)
            files = {**files, PAGE: files[PAGE] + _seal(told, files)}
            _check_places(output, files)
            written = tuple(output / name for name, content in files.items() if _renew(output / name, content))
    except OSError as error:
        message = f"{error.strerror or error}. Change the folder's permissions, or choose another folder with -o."
        raise StoreError(message, path=error.filename or output) from error
    return LibraryResult(packages=len(editions), is_new=is_new, written=written, warnings=warnings)


class LiveLibrary:
    """The same files without writing them, as they are now; `channel` has the address at which they are served.

    A feed that stands in `output` was made for another address, and is left to be served as it is.
    """

    def __init__(self, output: Path, channel: Channel) -> None:
        self._output = output
        self._channel = channel
        self._lock = Lock()
        self._seen_ns = 0
        self._files: Mapping[str, bytes] = {}
        self.warnings: tuple[str, ...] = ()

    def __call__(self) -> Mapping[str, bytes]:
        """The files by their names; none where there is no package, or the folder cannot be read."""
        with self._lock, suppress(OSError):
            changed_ns = self._output.stat().st_mtime_ns  # any package that comes, goes or is replaced changes it
            if changed_ns != self._seen_ns:
                self._make()
                self._seen_ns = changed_ns
        return self._files

    def _make(self) -> None:
        editions, warnings = _editions(self._output)
        has_feed = (self._output / FEED).exists()
        channel = replace(self._channel, base_url="") if has_feed else self._channel
        files = documents(editions, channel, has_feed=True)
        self.warnings = warnings + _left_out(editions, channel)
        self._files = {name: files[name] for name in files if _is_free(self._output / name)} if editions else {}


def documents(editions: tuple[LibraryItem, ...], channel: Channel, *, has_feed: bool) -> Mapping[str, bytes]:
    """The files of a library by their names, the page at the end."""
    files: dict[str, bytes] = {}
    if channel.base_url:
        language = most_common(one.language for one in editions if one.language != _UNDETERMINED)
        found, _ = episodes(editions)
        files[FEED] = rss(channel, found, language).encode()
        files[JSON_FEED] = json_feed(channel, found, language).encode()
        if not channel.image:
            files[IMAGE] = _image(channel)
    return {**files, PAGE: page(editions, channel, has_feed=has_feed).encode()}


def _left_out(editions: tuple[LibraryItem, ...], channel: Channel) -> tuple[str, ...]:
    """A sentence for each edition that is not in the feed, if there is one."""
    return episodes(editions)[1] if channel.base_url else ()


def _seal(told: str, files: Mapping[str, bytes]) -> bytes:
    """The last line of the page, which is written last: by it all the files are known to be what `told` makes them."""
    digest = sha256(told.encode(errors="surrogatepass"))
    for content in files.values():
        digest.update(content)
    return f"<!-- {digest.hexdigest()} -->\n".encode()


def _is_current(output: Path, channel: Channel, told: str) -> bool:
    """Whether the files are there, and need not be made to see that they would be the same."""
    names = (FEED, JSON_FEED, *(() if channel.image else (IMAGE,))) if channel.base_url else ()
    if not all(output.joinpath(name).is_file() for name in (*names, PAGE)):
        return False
    files = {name: output.joinpath(name).read_bytes() for name in (*names, PAGE)}
    length = len(_seal("", {}))
    return files[PAGE][-length:] == _seal(told, {**files, PAGE: files[PAGE][:-length]})


def is_ours(file: Path) -> bool:
    """Whether a page, a feed or its image was made by `build_library`."""
    if file.exists() and not file.is_file():  # to open a pipe would wait for ever
        return False
    try:
        with file.open("rb") as opened:
            return _MARKS[file.name].encode() in opened.read(_MARKED_BYTES)
    except FileNotFoundError:
        return False


def _editions(output: Path) -> tuple[tuple[LibraryItem, ...], tuple[str, ...]]:
    """The packages in `output`, and a sentence for each that cannot be read: it costs only itself."""
    found, warnings = [], []
    for folder in sorted(output.iterdir()):
        if folder.name.startswith("."):
            continue
        try:
            if one := _edition(folder):
                found.append(one)
        except OSError as error:
            if error.errno not in _NOTHING_THERE:
                step = "The package is left out. Make it readable, or move it away."
                warnings.append(f"{error.filename or folder}: {error.strerror or error}. {step}")
    return tuple(found), tuple(warnings)


def _edition(folder: Path) -> LibraryItem | None:
    manifest = folder / "manifest.json"
    if not S_ISREG(manifest.stat().st_mode):  # to open a pipe would wait for ever
        raise OSError(EINVAL, "This is no plain file", str(manifest))
    with manifest.open("rb"):  # `head` takes one that it may not read for none of ours, and does not forget it
        members = read_manifest_header(manifest)
    return read_item(folder, members, file_sizes_bytes(folder)) if members else None


def _image(channel: Channel) -> bytes:
    from tts.writers.cover import cover

    authors = (channel.author,) if channel.author else ()
    return _signed(cover(Metadata(title=channel.title, authors=authors, source_url=channel.base_url)))


def _signed(png: bytes) -> bytes:
    """`png` with the name of its maker (PNG, section 11.3.3.2), by which it is known to be ours."""
    chunk = b"tEXt" + _SOFTWARE.encode()
    chunk = pack(">L", len(chunk) - 4) + chunk + pack(">L", crc32(chunk))
    return png[:_PNG_HEAD_BYTES] + chunk + png[_PNG_HEAD_BYTES:]


def _check_places(output: Path, names: Iterable[str]) -> None:
    for file in (output / name for name in names):
        if not _is_free(file):
            message = "Articast did not make this file. Move it away, or choose another folder with -o."
            if file.name == IMAGE:
                message += f" To have it as the feed's image, set image = '{IMAGE}' in [feed]."
            raise StoreError(message, path=file)


def _is_free(file: Path) -> bool:
    return not file.exists() or is_ours(file)


def _renew(file: Path, content: bytes) -> bool:
    """Puts `content` into its place in one step, if something else is there."""
    with suppress(FileNotFoundError):
        if file.read_bytes() == content:
            return False
    building = file.with_name(f".{file.name}.new")
    building.unlink(missing_ok=True)  # of a run that was killed
    with building.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    building.replace(file)
    return True
