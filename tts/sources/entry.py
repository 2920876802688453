"""Define the noun of the wing: an entry of a feed or of an export."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from tts.noun import noun


@noun
class Entry:
    """An article that a feed or an export names, with as much of it as it has.

    `id` is the same each time the entry is read. `address` may be empty, but not together with `html`. `html` is the
    content, and `base` what relative addresses in it start from. An entry `is_teaser` if its address has more than
    `html` does. `published` and `saved` have a time zone. An entry `is_feed` if its address is that of a feed.
    """

    id: str
    address: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    saved: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    html: str = ""
    base: str = ""
    is_teaser: bool = False
    is_archived: bool = False
    is_feed: bool = False

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an entry needs an id")
        if not self.address and not self.html:
            raise ValueError("an entry needs an address or content")
        if any(moment and moment.tzinfo is None for moment in (self.published, self.saved)):
            raise ValueError("the time of an entry needs a time zone")


def order_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return each entry once by its id, newest first; entries without a date stay behind the one before them."""
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(entry.id, entry)
    moment = datetime.max.replace(tzinfo=UTC)
    dated = []
    for entry in unique.values():
        moment = entry.published or entry.saved or moment
        dated.append((moment, entry))
    return tuple(entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True))
