"""ADDRESS, FILE, ENTRY -> ARTICLE: read what a source has with the reader of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from tts.errors import ArticastError, ReadError
from tts.model import Article, Block
from tts.noun import noun
from tts.scratch import ScratchFolder
from tts.sources.entry import Entry
from tts.sources.feeds import Feed, parse_feed
from tts.sources.feeds.discover import find_feeds
from tts.sources.fetch import Fetched
from tts.sources.kinds import FEED, find_extension
from tts.sources.places import is_address
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import READERS, read
from tts.text.readers.document import Document, build_article
from tts.text.readers.page import make_document
from tts.text.readers.page.charset import decode_html
from tts.text.readers.page.obstacle import INDEX
from tts.text.readers.parts import list_parts, split_part
from tts.writers.images.addresses import ImageFolder, NoFileError, names_file

_PAGE = ".html"
_BOOK = ".epub"
_MAX_NAME = 80
_MIN_HYPHENS = 2  # of a name made of a title: `why-bees-dance`
_KEPT_SCHEMES = ("http", "https", "mailto", "tel")
_KIND_OF_HOST = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+")


@noun
class Loaded:
    """An article that a source has.

    `source` is how messages name the source. `key` tells it from all others each time it is added: its address, or
    that of its file. The pictures of a file are in its `folder`.
    """

    article: Article
    source: str
    key: str
    folder: Path | None = None


def load_file(path: Path, key: str) -> Loaded:
    """Return the article in the file at `path`, which has the address `key` in front matter if it has no other.

    Raises:
        ReadError: it cannot be read as an article.
    """
    article = read(path)
    address = article.metadata.source_url
    if is_address(address):
        article = _resolve_addresses(article, address, path.parent)
    has_own = is_address(address) and not _is_site(address)
    return Loaded(article=article, source=str(path), key=address if has_own else key, folder=path.parent)


def load_data(data: bytes, extension: str, name: str) -> Loaded:
    """Return the article in `data` of the kind that `extension` names; messages call it `name`.

    Raises:
        ReadError: it cannot be read as an article.
    """
    article = _read_data(data, extension, name, name)
    metadata = article.metadata
    return Loaded(article=article, source=name, key=metadata.source_url or f"{name}: {metadata.title}", folder=Path())


def load_fetched(fetched: Fetched) -> Loaded | Feed:
    """Return the article or the feed that was `fetched`.

    Raises:
        ReadError: it is neither; the message for a page that is not an article names its feed.
    """
    address, data = fetched.address, fetched.data
    extension = find_extension(data, fetched.media_type, fetched.charset, address)
    if extension == FEED:
        return parse_feed(data, address, fetched.charset)
    if extension == _PAGE:
        article = _read_page(fetched)
    elif extension in READERS:
        article = _read_data(data, extension, address, _find_name(address))
        article = replace(article, options={})  # settings are those of the person who packages it
    else:
        kind = f" ({fetched.media_type})" if fetched.media_type else ""
        raise ReadError(f"This is not an article{kind}. Give the address of a page or a document.", path=address)
    article = _resolve_addresses(article, address)
    key = _choose_key(article.metadata.source_url, address)
    return Loaded(article=replace(article, metadata=replace(article.metadata, source_url=key)), source=address, key=key)


def load_chapters(fetched: Fetched) -> Iterator[Loaded]:
    """Yield the articles of the e-book that was `fetched`; the address of each ends with its number.

    Raises:
        ReadError: one of them cannot be read.
    """
    address = fetched.address
    with ScratchFolder() as folder:
        path = Path(folder, f"{_find_name(address)}{_BOOK}")
        path.write_bytes(fetched.data)
        for part in list_parts(path):
            source = f"{address}#{split_part(part)[1]}"
            with _name_in_errors(part, source):
                article = _rename(replace(read(part), options={}), part, source)
            yield Loaded(article=_resolve_addresses(article, address), source=source, key=source)


def is_book(fetched: Fetched) -> bool:
    """Return whether an e-book was `fetched`."""
    return find_extension(fetched.data, fetched.media_type, fetched.charset, fetched.address) == _BOOK


def load_entry(entry: Entry, fetch: Callable[[str], Fetched]) -> Loaded:
    """Return the article of an entry of a feed or export: what it has itself, or else the page at its address.

    Raises:
        ReadError: there is no article.
        FetchError: the page cannot be fetched.
    """
    if entry.html and not entry.is_teaser:
        return _read_entry(entry)
    loaded = load_fetched(fetch(entry.address))
    if isinstance(loaded, Feed):
        raise ReadError("This is a feed. Add it by its own address.", path=entry.address)
    return replace(loaded, article=_complete_metadata(loaded.article, entry))


def _complete_metadata(article: Article, entry: Entry) -> Article:
    """Return an article with the authors, date and tags of its entry, where its page has none."""
    metadata = article.metadata
    return replace(
        article,
        metadata=replace(
            metadata,
            authors=metadata.authors or entry.authors,
            date=metadata.date or _write_date(entry) or None,
            tags=metadata.tags or entry.tags,
        ),
    )


def _write_date(entry: Entry) -> str:
    """Return the day on which an entry was published, "" if that is not known."""
    return entry.published.date().isoformat() if entry.published else ""


def _read_page(fetched: Fetched) -> Article:
    """Return the article in a page."""
    address = fetched.address
    source = decode_html(fetched.data, address, fetched.charset)
    path = Path(f"{_find_name(address)}{_PAGE}")
    try:
        with _name_in_errors(path, address):
            document = make_document(source, path, address)
            if document.obstacle and (document.obstacle != INDEX or _is_home(address)):
                raise ReadError(document.obstacle, path=path)
            article = build_article(document, GivenLanguage())
    except ReadError as error:
        feeds = find_feeds(fetched.data, address)
        if not feeds:
            raise
        message = f"{error.message} For the newest articles of this site: articast add {feeds[0]}"
        raise ReadError(message, path=address) from None
    return _rename(article, path, address)


def _read_entry(entry: Entry) -> Loaded:
    """Return the article in an entry of a feed or export."""
    source = entry.address or entry.title or entry.id
    path = Path("entry.html")
    fields = {
        "title": entry.title,
        "authors": list(entry.authors),
        "date": _write_date(entry),
        "language": entry.language,
        "tags": list(entry.tags),
        "canonical_url": entry.address,
    }
    document = Document(
        path=path,
        sha256=sha256(entry.html.encode()).hexdigest(),
        html=entry.html,
        fields={name: value for name, value in fields.items() if value},
    )
    with _name_in_errors(path, source):
        article = build_article(document, GivenLanguage())
    article = _resolve_addresses(_rename(article, path, source), entry.base or entry.address)
    return Loaded(article=article, source=source, key=entry.address)


def _read_data(data: bytes, extension: str, source: str, name: str) -> Article:
    """Return the article in `data`, read by the reader of files with this extension; messages name its `source`."""
    with ScratchFolder() as folder:
        path = Path(folder, f"{name[:_MAX_NAME]}{extension}")
        path.write_bytes(data)
        with _name_in_errors(path, source):
            return _rename(read(path), path, source)


@contextmanager
def _name_in_errors(path: Path, source: str) -> Iterator[None]:
    """Let errors about `path`, where nothing stays, name `source`."""
    try:
        yield
    except ArticastError as error:
        if error.path is None or Path(error.path) != path:
            raise
        raise ReadError(error.message, path=source, line=error.line) from None


def _rename(article: Article, path: Path, source: str) -> Article:
    """Return `article` with warnings that name its `source` in the place of `path`."""
    place = str(path)
    warnings = (
        f"{source}{warning.removeprefix(place)}" if warning.startswith(place) else warning
        for warning in article.warnings
    )
    return replace(article, warnings=tuple(warnings))


def _find_name(address: str) -> str:
    """Return the name that the last part of an address gives a file, without its extension."""
    parts = urlsplit(address)
    last = unquote(PurePosixPath(parts.path).name) or parts.hostname or "page"
    stem = last.rpartition(".")[0] or last
    return "".join(character if character.isalnum() or character in "-_." else "-" for character in stem)[:_MAX_NAME]


def _is_home(address: str) -> bool:
    """Return whether an address may be that of a list of articles: of a whole site, or of a part of it."""
    path = urlsplit(address).path.strip("/")
    return "/" not in path and path.count("-") < _MIN_HYPHENS


def _choose_key(canonical: str, address: str) -> str:
    """Return the address that a page gives itself; not one of another site, or of the whole site for one page.

    A page that says it is that of another site would take the place of the article that was added from there.
    """
    try:
        url = urljoin(address, canonical) if canonical else address
        is_same_site = _read_host(url) == _read_host(address)
    except ValueError:  # brackets of something that is not an IPv6 address, or a port that is not a number
        return address
    is_own = is_address(url) and is_same_site
    return url if is_own and (not _is_site(url) or _is_site(address)) else address


def _read_host(address: str) -> tuple[str, int | None]:
    """Return the host of an address, without what says for which devices its pages are, and its port."""
    parts = urlsplit(address)
    return _KIND_OF_HOST.sub("", parts.hostname or ""), parts.port


def _is_site(address: str) -> bool:
    """Return whether an address is that of a whole site."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _resolve_addresses(article: Article, base: str, folder: Path | None = None) -> Article:
    """Return `article` with whole addresses of pictures and links, which began at `base`.

    Those of files in `folder` stay as they are.
    """
    files = ImageFolder(folder) if folder else None

    def resolve(address: str) -> str:
        """Return the whole address; one inside the article or beside it stays as it is."""
        if not address or address in article.pictures or address.startswith(("#", "data:")):
            return address
        if files and names_file(address):
            with suppress(NoFileError):
                files.find(address)
                return address
        try:
            whole = urljoin(base, address.strip())
            return whole if urlsplit(whole).scheme in _KEPT_SCHEMES else address
        except ValueError:  # brackets of something that is not an IPv6 address
            return address

    def rewrite(block: Block) -> Block:
        """Return a block with whole addresses."""
        marks = tuple(replace(mark, value=resolve(mark.value)) if mark.kind == "link" else mark for mark in block.marks)
        return replace(block, resource=resolve(block.resource), marks=marks, blocks=tuple(map(rewrite, block.blocks)))

    metadata = article.metadata
    metadata = replace(metadata, cover=resolve(metadata.cover), pictures=tuple(map(resolve, metadata.pictures)))
    undescribed = tuple((above, resolve(picture)) for above, picture in article.undescribed)
    return replace(article, metadata=metadata, blocks=tuple(map(rewrite, article.blocks)), undescribed=undescribed)
