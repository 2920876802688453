"""ARTICLES -> files in a folder: named after their titles, updated, and never overwritten once a person edited them.

The front matter of each file has its address (`source`, else `id`) and a `checksum` of what was written: of the text
without the lines that change each time, and of the pictures. A file that has another one was edited.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from tts.clock import now
from tts.errors import ReadError, StoreError
from tts.files import read_file
from tts.model import MAX_IMAGE_BYTES, Article, Image
from tts.noun import noun
from tts.scratch import HIDDEN, ScratchFolder
from tts.slug import slug
from tts.sources.markdown import write_markdown
from tts.sources.pictures import place_pictures
from tts.sources.places import is_address
from tts.text.readers.decode import MAX_SIZE_BYTES, read_text
from tts.text.readers.frontmatter import split_front_matter
from tts.text.readers.parts import split_part

Status = Literal["added", "updated", "unchanged", "edited"]
"""What became of an article; beside a file that is `edited`, a new one was written."""

_CHANGING = re.compile(r"^(?:draft|retrieved|checksum): .*\n", re.MULTILINE)
_CHECKSUM = re.compile(r"^checksum: (?P<digits>[0-9a-f]{16})$", re.MULTILINE)
_END = "\n---\n"
_NEW = re.compile(r"\.new(?:-\d+)?$")
_PICTURE = re.compile(r"picture-\d+\.[a-z]{3,4}")
_DIGITS = 16


@noun
class Stored:
    """What became of an article: its file, and for one that a person has edited the new file beside it."""

    path: Path
    status: Status
    edited: Path | None = None


class Shelf:
    """The article files in `folder`, which is made when the first one is stored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths = dict(_list_keys(folder))

    def find(self, key: str) -> Path | None:
        """Return the file of the article with this address or id, None if there is none."""
        return self._paths.get(key)

    def store(self, article: Article, images: Mapping[str, Image], key: str) -> Stored:
        """Write `article` with its `images`, as the file of `key` if there is one.

        Raises:
            StoreError: the folder cannot be written to.
        """
        with explain_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self._paths.get(key)
            if path is None:
                path = self._find_free(_choose_name(article))
                self._write(path, *self._make(path, article, images, key))
                self._paths[key] = path
                return Stored(path=path, status="added")
            text, files = self._make(path, article, images, key)
            written, present = _read_checksum(path), _checksum(_read(path), _read_pictures(path))
            if _checksum(text, files) == written:
                return Stored(path=path, status="unchanged")
            if written == present:
                self._write(path, text, files)
                return Stored(path=path, status="updated")
            return self._write_beside(path, article, images, key)

    def _write_beside(self, path: Path, article: Article, images: Mapping[str, Image], key: str) -> Stored:
        """Write a new file beside the one at `path`, which a person has edited, as perhaps earlier ones beside it."""
        number = 1
        while True:
            new = path.with_name(f"{path.stem}.new{f'-{number}' if number > 1 else ''}.md")
            text, files = self._make(new, article, images, key, is_draft=True)
            if not new.exists():
                break
            written = _read_checksum(new)
            if _checksum(text, files) == written:
                return Stored(path=new, status="unchanged", edited=path)
            if written == _checksum(_read(new), _read_pictures(new)):
                break
            number += 1
        self._write(new, text, files)
        return Stored(path=new, status="edited", edited=path)

    def _find_free(self, name: str) -> Path:
        """Return a path that is not taken, with `name` or a number behind it."""
        names = (name if number == 1 else f"{name}-{number}" for number in range(1, 1_000_000))
        return next(
            path
            for path in (self.folder / f"{name}.md" for name in names)
            if not os.path.lexists(path) and not os.path.lexists(path.with_suffix(""))
        )

    def _make(
        self, path: Path, article: Article, images: Mapping[str, Image], key: str, *, is_draft: bool = False
    ) -> tuple[str, Mapping[str, bytes]]:
        """Return the text of the file at `path` and its pictures by their names; `package` leaves out a draft."""
        placed, files = place_pictures(article, images, path.stem)
        if is_address(key):
            placed = replace(placed, metadata=replace(placed.metadata, source_url=key))
        more = {} if is_address(key) else {"id": key}
        draft = {"draft": True} if is_draft else {}
        text = write_markdown(placed, {**more, "retrieved": now().date().isoformat(), **draft})
        return text.replace(_END, f"\nchecksum: {_checksum(text, files)}{_END}", 1), files

    def _write(self, path: Path, text: str, files: Mapping[str, bytes]) -> None:
        """Write a file and its pictures, all or none of them; pictures of before that it has no more go."""
        folder = path.with_suffix("")
        if files:
            folder.mkdir(exist_ok=True)
        contents = {**{folder / name: data for name, data in files.items()}, path: text.encode()}
        try:
            with ExitStack() as stack:
                written = {
                    target: stack.enter_context(_write_beside(target, data)) for target, data in contents.items()
                }
                for target, temporary in written.items():
                    temporary.replace(target)
            for name in _read_pictures(path).keys() - files.keys():
                (folder / name).unlink()
        finally:
            with suppress(OSError):  # there are files in it, or it is not there
                folder.rmdir()


def _choose_name(article: Article) -> str:
    """Return the name of the file of `article`: its title, for a chapter after the title and number of its book."""
    metadata = article.metadata
    _, number = split_part(article.path)
    return slug(f"{metadata.site} {number} {metadata.title}" if number else metadata.title)


def _list_keys(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address or id of each article file in `folder`, and the file."""
    for path in sorted(folder.glob("*.md")):
        if _NEW.search(path.stem):
            continue
        with suppress(ReadError):
            fields = split_front_matter(read_text(path).text, path).fields
            for name in ("id", "source"):
                if isinstance(value := fields.get(name), str) and value:
                    yield value, path


def _checksum(text: str, files: Mapping[str, bytes]) -> str:
    """Return the checksum of a file with its pictures, without the lines that change each time."""
    head, end, body = text.partition(_END)
    digest = sha256(f"{_CHANGING.sub('', head + chr(10)).rstrip()}{end}{body}".encode())
    for name in sorted(files):
        digest.update(f"\n{name} {sha256(files[name]).hexdigest()}".encode())
    return digest.hexdigest()[:_DIGITS]


def _read(path: Path) -> str:
    """Return the text of a file as it is."""
    return read_file(path, MAX_SIZE_BYTES).decode("utf-8", "replace").replace("\r\n", "\n")


def _read_checksum(path: Path) -> str:
    """Return the checksum in the front matter of a file, "" if it has none."""
    match = _CHECKSUM.search(_read(path).partition(_END)[0])
    return match["digits"] if match else ""


def _read_pictures(path: Path) -> dict[str, bytes]:
    """Return the pictures that were written for the file at `path`, by their names."""
    folder = path.with_suffix("")
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    pictures = (file for file in files if _PICTURE.fullmatch(file.name) and file.is_file())
    return {file.name: read_file(file, MAX_IMAGE_BYTES) for file in pictures}


@contextmanager
def _write_beside(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file with `data` beside `path`, which goes unless it is put in another place within the block."""
    with ScratchFolder(path.parent, HIDDEN) as folder:
        temporary = Path(folder, "article")
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary


@contextmanager
def explain_errors(folder: Path) -> Iterator[None]:
    """Raise StoreError with a next step in place of an OSError within the block."""
    try:
        yield
    except OSError as error:
        message = f"The article cannot be stored: {error.strerror}. Fix this, or choose another folder with -o."
        raise StoreError(message, path=error.filename or folder) from error
