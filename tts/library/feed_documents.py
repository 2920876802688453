"""Episodes -> the documents of their feed: one with the newest, and in a long feed archived ones with all others.

Podcast apps subscribe to `feed.xml`. From there, programs that follow RFC 5005 find the archived documents, and those
that follow `next_url` of JSON Feed as well. An archived document changes only if an old episode comes or goes.
"""

from __future__ import annotations

from tts.library.episodes import Episode
from tts.library.notes import render_notes, summarize
from tts.library.parts import Part, divide
from tts.noun import noun

FEED_STEM = "feed"
MAX_WHOLE = 300
"""Episodes; a feed with more is divided. Most podcast apps show only what is in its first document."""
_MAX_BYTES = 450_000  # of the first document
_EPISODE_BYTES, _ADDRESSES = 1500, 9  # of an episode without its texts; about as many addresses are in it
_IN_DOCUMENT = 100


@noun
class FeedDocument:
    """A document of a feed: `stem` is the name of its file without the extension, which differs between formats.

    `older` and `newer` are those of the archived documents before and after it, "" for none.
    """

    stem: str
    episodes: tuple[Episode, ...]
    older: str = ""
    newer: str = ""

    @property
    def is_archived(self) -> bool:
        """Whether it is another document than the one that apps subscribe to."""
        return self.stem != FEED_STEM


def divide_feed(episodes: tuple[Episode, ...], base_url: str) -> tuple[FeedDocument, ...]:
    """Return the documents of a feed, the one that apps subscribe to first; `episodes` have the newest first.

    The archived documents have all episodes that are not in the first one, and others of the same month.
    """
    if len(episodes) <= MAX_WHOLE:
        return (FeedDocument(stem=FEED_STEM, episodes=episodes),)
    count = _count_newest(episodes, base_url)
    newest = {episode.guid for episode in episodes[:count]}
    parts: list[Part[Episode]] = [
        part
        for part in divide(episodes, _IN_DOCUMENT, lambda _: 1)
        if any(episode.guid not in newest for episode in part.items)
    ]
    stems = [f"{FEED_STEM}-{part.name}" for part in parts]
    archived = (
        FeedDocument(stem=stem, episodes=part.items, older=older, newer=newer)
        for stem, part, older, newer in zip(stems, parts, [*stems[1:], ""], ["", *stems], strict=False)
    )
    return (FeedDocument(stem=FEED_STEM, episodes=episodes[:count], older=stems[0]), *archived)


def _count_newest(episodes: tuple[Episode, ...], base_url: str) -> int:
    """Return how many episodes the first document has room for."""
    size_bytes = 0
    for count, episode in enumerate(episodes[:MAX_WHOLE]):
        texts = (summarize(episode.item), render_notes(episode.item), *episode.item.tags)
        # in the feed, `<` and `&` are longer
        text_bytes = sum(len(text.encode(errors="replace")) for text in texts)
        size_bytes += _EPISODE_BYTES + _ADDRESSES * len(base_url) + text_bytes * 9 // 8
        if size_bytes > _MAX_BYTES and count:
            return count
    return MAX_WHOLE
