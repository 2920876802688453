"""The nouns from which the announcements are made: every section and article with its number and length."""

from __future__ import annotations

from tts.model import Series
from tts.noun import noun


@noun
class ListedArticle:
    """An article of an edition. `number` (from 1) is its track in the folder of its section. `slug` is its package."""

    title: str
    language: str
    duration_ms: int
    number: int
    slug: str


@noun
class ListedSection:
    """A section of an edition. `folder` (from 1) is the number of its folder."""

    title: str
    folder: int
    articles: tuple[ListedArticle, ...]


@noun
class Listing:
    """An edition as its announcements describe it. Sections without articles are not in it."""

    series: Series
    date: str | None
    language: str
    sections: tuple[ListedSection, ...]

    @property
    def count(self) -> int:
        """The number of articles."""
        return sum(len(section.articles) for section in self.sections)

    @property
    def duration_ms(self) -> int:
        """The length of all articles together."""
        return sum(article.duration_ms for section in self.sections for article in section.articles)
