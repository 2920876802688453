"""Groups of packages -> what a library has in all: numbers, and what there is to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tts.library.groups import Group
from tts.noun import noun

_MAX_TAGS = 200  # of longer lists nobody chooses; the search finds all tags

Counts = tuple[tuple[str, int], ...]
"""What packages have in common, with the number of packages."""


@noun
class Overview:
    """The numbers of editions and articles that are listed, and how many there are of each language, tag and series.

    `tags` are the most common ones, `series` is in the order of the page, with "" for articles that are in none.
    """

    editions: int
    articles: int
    duration_ms: int
    languages: Counts
    tags: Counts
    series: Counts

    @property
    def packages(self) -> int:
        """The number of packages that are listed."""
        return self.editions + self.articles


def summarize_groups(groups: Iterable[Group]) -> Overview:
    """Return the overview of all packages in `groups`."""
    groups = tuple(groups)
    items = [item for group in groups for item in group.items]
    editions = sum(1 for item in items if item.edition)
    languages = Counter(item.language for item in items)
    tags = Counter(tag for item in items for tag in dict.fromkeys(item.tags) if tag.strip())
    common = sorted(tags, key=lambda tag: (-tags[tag], tag.casefold(), tag))[:_MAX_TAGS]
    return Overview(
        editions=editions,
        articles=len(items) - editions,
        duration_ms=sum(item.duration_ms for item in items),
        languages=tuple(sorted(languages.items())),
        tags=tuple((tag, tags[tag]) for tag in common),
        series=tuple((group.series, len(group.items)) for group in groups),
    )
