"""BYTES -> FEED: RSS 0.9 to 2.0, Atom and JSON Feed, as sites really write them."""

from __future__ import annotations

from collections.abc import Iterator

from tts.errors import ReadError
from tts.noun import noun
from tts.sources.entry import Entry, order_entries
from tts.sources.feeds.atom import read_atom
from tts.sources.feeds.json_feed import read_json_feed
from tts.sources.feeds.repair import find_root, parse_feed_xml
from tts.sources.feeds.rss import read_rss
from tts.sources.values import parse_json

MAX_BYTES = 10_000_000
MAX_ENTRIES = 5_000
_READERS = {"atom:feed": read_atom, "rss": read_rss, "rss:rss": read_rss, "rdf:RDF": read_rss}
_JSON_FEED = b"jsonfeed.org/version/"


@noun
class Feed:
    """A feed with its entries, each once and the newest first."""

    title: str
    entries: tuple[Entry, ...]


def is_feed(data: bytes, charset: str = "") -> bool:
    """Return whether `data` are a feed, whatever their media type is."""
    return _is_json_feed(data) or find_root(data, charset) in {"rss", "RDF", "feed"}


def _is_json_feed(data: bytes) -> bool:
    """Return whether `data` are JSON that names the version of JSON Feed."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _JSON_FEED in data.replace(b"\\/", b"/")


def parse_feed(data: bytes, address: str, charset: str = "") -> Feed:
    """Return the feed in `data`, which was found at `address` with the character set that its server names.

    Raises:
        ReadError: it is not a feed, is damaged, or has no entries.
    """
    if len(data) > MAX_BYTES:
        message = f"The feed is larger than {MAX_BYTES // 1_000_000} MB. Use the addresses of its articles."
        raise ReadError(message, path=address)
    if _is_json_feed(data):
        try:
            title, entries = read_json_feed(parse_json(data), address)
        except ValueError as error:
            raise ReadError(f"The feed is damaged: it is not JSON ({error}). Try again later.", path=address) from None
    else:
        root = parse_feed_xml(data, address, charset)
        read = _READERS.get(root.name)
        if read is None:
            raise ReadError("This is not a feed. Use the address of its RSS or Atom feed.", path=address)
        title, entries = read(root, address)
    feed = Feed(title=title, entries=order_entries(_limit(entries, address)))
    if not feed.entries:
        raise ReadError("The feed has no entries with an address or text. Use the address of an article.", path=address)
    return feed


def _limit(entries: Iterator[Entry], address: str) -> Iterator[Entry]:
    """Yield all entries, unless they are too many."""
    for number, entry in enumerate(entries):
        if number >= MAX_ENTRIES:
            raise ReadError(
                f"The feed has more than {MAX_ENTRIES:,} entries. Use the addresses of articles.", path=address
            )
        yield entry
