"""SOURCES -> ARTICLE FILES: of addresses, files, feeds and exports. A failure costs one article only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tts.errors import ArticastError, ReadError, contain_defects
from tts.files import describe_unreadable, read_file
from tts.noun import noun
from tts.sources.entry import Entry, order_entries
from tts.sources.exports import MAX_BYTES, open_export
from tts.sources.feeds import Feed, is_feed, parse_feed
from tts.sources.fetch import Fetched
from tts.sources.load import Loaded, is_book, load_chapters, load_data, load_entry, load_fetched, load_file
from tts.sources.pictures import collect_pictures
from tts.sources.places import is_address
from tts.sources.shelf import Shelf, Status, explain_errors
from tts.sources.warnings import adapt_warnings
from tts.sources.web import Web
from tts.text.readers import READERS, is_article
from tts.text.readers.decode import read_bytes
from tts.text.readers.other_kinds import find_next_step
from tts.text.readers.parts import list_parts, split_part
from tts.text.readers.whitespace import split_words

_RECORD = ".articast-entries"
_NEWEST = 10
_MAX_RECORD_BYTES = 100_000_000
_MAY_BE_LISTS = (".html", ".htm", ".txt")
"""The extensions of articles that exports and feeds have too."""
_HEARD = frozenset(("cell", "definition", "heading", "item", "note", "paragraph", "quote", "term"))


@noun
class Added:
    """What became of one source: an article file, or an `error`.

    `edited` is the file that a person has edited, if `path` is the new one beside it. `left_out` are the kinds of what
    its page has around the article.
    """

    source: str
    status: Status | None = None
    path: Path | None = None
    edited: Path | None = None
    title: str = ""
    words: int = 0
    pictures: int = 0
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: ArticastError | None = None


@noun
class Listing:
    """A feed or an export, before its articles: its name, how many entries it has, and how many are new here."""

    source: str
    title: str
    entries: int
    new: int


Result = Added | Listing


class Adder:
    """Adds sources to the article files in `folder`.

    Of each feed, the `newest` entries are looked at; of an export all, unless a number is given. `whole` makes one
    article of an EPUB. Pictures on the web are fetched unless `has_pictures` is False.
    """

    def __init__(
        self, folder: Path, web: Web, *, newest: int | None = None, whole: bool = False, has_pictures: bool = True
    ) -> None:
        self._shelf = Shelf(folder)
        self._web = web
        self._newest = newest
        self._whole = whole
        self._has_pictures = has_pictures

    def add(self, source: str) -> Iterator[Result]:
        """Add the address or file `source`, and yield what became of each article in it."""
        try:
            with contain_defects(source):
                if is_address(source):
                    yield from self._add_fetched(self._web.fetch(source), source)
                else:
                    yield from self._add_file(Path(source))
        except ArticastError as error:
            yield Added(source=source, error=_place(error, source))

    def add_data(self, data: bytes, extension: str, name: str) -> Added:
        """Add the article in `data`, of the kind that `extension` names; messages call it `name`."""
        return self._attempt(name, partial(load_data, data, extension, name))

    def _add_fetched(self, fetched: Fetched, source: str) -> Iterator[Result]:
        """Add a page, a document, or the entries of a feed."""
        if is_book(fetched) and not self._whole:
            yield from map(self._store, load_chapters(fetched))
            return
        loaded = load_fetched(fetched)
        if isinstance(loaded, Feed):
            yield from self._add_feed(loaded, source)
        else:
            yield self._store(loaded)

    def _add_file(self, path: Path) -> Iterator[Result]:
        """Add the articles in a file: of a document, a feed or an export."""
        if path.is_dir():
            raise ReadError("This is a folder. Give the files in it.", path=path)
        if not is_article(path) or path.suffix.lower() in _MAY_BE_LISTS:
            if is_feed(data := read_bytes(path, MAX_BYTES)):
                yield from self._add_feed(parse_feed(data, str(path)), str(path))
                return
            if export := open_export(path):
                yield from self._add_export(export.entries, export.name, str(path))
                return
        if not is_article(path):
            step = find_next_step(path).format(it="it") or f"Give one of {', '.join(READERS)}, a feed or an export."
            raise ReadError(f"No reader knows this kind of file. {step}", path=path)
        file, _ = split_part(path)
        if (
            Path(os.path.realpath(file)).parent == Path(os.path.realpath(self._shelf.folder))
            and file.suffix.lower() == ".md"
        ):
            raise ReadError("This article is in the folder already. Edit it there, or package it.", path=path)
        for part in [path] if self._whole else list_parts(path):
            key = Path(os.path.relpath(part, self._shelf.folder)).as_posix()
            key = key.encode(errors="backslashreplace").decode()  # a name may have bytes that are not UTF-8
            yield self._attempt(str(part), partial(load_file, part, key))

    def _add_feed(self, feed: Feed, source: str) -> Iterator[Result]:
        """Add the newest entries of a feed that were not added before."""
        entries = feed.entries[: _NEWEST if self._newest is None else self._newest]
        yield from self._add_entries(entries, feed.title, source, self._web.fetch_followed)

    def _add_export(self, entries: Iterable[Entry], name: str, source: str) -> Iterator[Result]:
        """Add the entries of an export that are not archived, and the entries of its feeds."""
        listed = [entry for entry in entries if not entry.is_archived]
        if self._newest is not None:
            listed = list(order_entries(listed)[: self._newest])
        yield from self._add_entries(listed, name, source, self._web.fetch)  # a person chose the addresses

    def _add_entries(
        self, entries: Sequence[Entry], title: str, source: str, fetch: Callable[[str], Fetched]
    ) -> Iterator[Result]:
        """Add entries, each once: one whose file was deleted stays away."""
        record = _Record(self._shelf.folder / _RECORD)
        fresh = [entry for entry in entries if entry.is_feed or not self._is_known(entry, record)]
        yield Listing(source=source, title=title, entries=len(entries), new=len(fresh))
        for entry in fresh:
            if entry.is_feed:
                yield from self.add(entry.address)
                continue
            place = entry.address or entry.title or entry.id
            added = self._attempt(place, partial(load_entry, entry, fetch), entry.id)
            if not added.error:
                record.add(entry.id)
            yield added

    def _is_known(self, entry: Entry, record: _Record) -> bool:
        """Return whether an entry was added before."""
        return entry.id in record or any(self._shelf.find(key) for key in (entry.address, entry.id) if key)

    def _attempt(self, source: str, load: Callable[[], Loaded], entry_id: str = "") -> Added:
        """Load and store one article; an error is part of the result."""
        try:
            with contain_defects(source):
                return self._store(load(), entry_id)
        except ArticastError as error:
            return Added(source=source, error=_place(error, source))

    def _store(self, loaded: Loaded, entry_id: str = "") -> Added:
        """Store one article with its pictures."""
        article = loaded.article
        if not any(block.text for top in article.blocks for block in top.all()):
            raise ReadError("There is no text in it. Give the address of an article.", path=loaded.source)
        fetch = self._web.fetch_picture if self._has_pictures else None
        pictures = collect_pictures(article, loaded.folder, loaded.source, fetch)
        stored = self._shelf.store(article, pictures.images, loaded.key or entry_id or loaded.source)
        return Added(
            source=loaded.source,
            status=stored.status,
            path=stored.path,
            edited=stored.edited,
            title=article.metadata.title,
            words=sum(
                len(split_words(leaf.text)) for top in article.blocks for leaf in top.leaves() if leaf.kind in _HEARD
            ),
            pictures=len(pictures.images),
            left_out=tuple(dict.fromkeys(skip.reason for skip in article.left_out)),
            warnings=(*adapt_warnings(article, stored.path), *pictures.warnings),
        )


def _read_record(path: Path) -> str:
    """Return the text of the record at `path`, "" if there is none.

    Raises:
        ReadError: it cannot be read, so that entries would be added twice.
    """
    try:
        return read_file(path, _MAX_RECORD_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ReadError(describe_unreadable(error, too_large="Remove it."), path=path) from None


class _Record:
    """The ids of the entries of feeds and exports that were added, one a line in a hidden file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ids = set(_read_record(path).split("\n"))

    def __contains__(self, entry_id: str) -> bool:
        return _join(entry_id) in self._ids

    def add(self, entry_id: str) -> None:
        """Note that an entry was added."""
        self._ids.add(_join(entry_id))
        with explain_errors(self._path), self._path.open("a", encoding="utf-8") as file:
            file.write(f"{_join(entry_id)}\n")


def _join(entry_id: str) -> str:
    """Return an id in one line."""
    return " ".join(entry_id.split())


def _place(error: ArticastError, source: str) -> ArticastError:
    """Return `error` with a place: that of the source, if it names none."""
    return error if error.path else ArticastError(error.message, path=source)
