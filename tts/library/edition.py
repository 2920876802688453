"""MANIFEST MEMBERS -> the edition of many articles that a package is: its series, its sections, their articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Literal

from tts.library.members import read_duration_ms, read_table, read_tables, read_text, read_texts
from tts.noun import noun
from tts.text.languages.tags import UNDETERMINED, well_formed

FeedItem = Literal["edition", "articles"]


@noun
class EditionArticle:
    """An article of an edition. `slug` is the name of its own package, which may be gone, or "".

    `section_id` is that of its title in the edition's page, or "".
    """

    title: str
    language: str
    authors: tuple[str, ...]
    duration_ms: int
    slug: str
    section_id: str


@noun
class EditionSection:
    """A section of an edition, with its articles in the order in which they are heard."""

    title: str
    articles: tuple[EditionArticle, ...]


@noun
class Edition:
    """An edition of a newspaper or magazine with the title `series`. `number` is None if its editions have none.

    `feed_item` says what is an item of the feed: the edition, or each of its articles.
    """

    series: str
    number: int | None
    feed_item: FeedItem
    sections: tuple[EditionSection, ...]

    def articles(self) -> Iterator[EditionArticle]:
        """Yield the articles of all sections."""
        for section in self.sections:
            yield from section.articles


def read_edition(members: Mapping[str, Any]) -> Edition | None:
    """Return the edition that a manifest with these `members` describes, None if it is that of a single article."""
    series = read_table(members, "series")
    title, number = read_text(series, "title"), series.get("number")
    if not title:
        return None
    articles = [part for part in read_tables(members, "parts") if part.get("kind") == "article"]
    sections = groupby(articles, key=lambda part: (part.get("folder"), read_text(part, "folder_title")))
    return Edition(
        series=title,
        number=number if type(number) is int else None,
        feed_item="articles" if read_table(members, "options").get("feed") == "articles" else "edition",
        sections=tuple(
            EditionSection(title=section, articles=tuple(map(_read_article, parts))) for (_, section), parts in sections
        ),
    )


def _read_article(part: Mapping[str, Any]) -> EditionArticle:
    """Return the article that is a part of an edition."""
    begin_ms, end_ms = read_duration_ms(part, "begin_ms") or 0, read_duration_ms(part, "end_ms") or 0
    # the first section of a part may be the title of the section of the edition, which has another id
    own_ids = (id_ for id_ in read_texts(part, "sections") if id_.startswith(f"{read_text(part, 'id')}-"))
    slug = read_text(part, "slug")
    return EditionArticle(
        title=read_text(part, "title") or slug,
        language=well_formed(read_text(part, "language")) or UNDETERMINED,
        authors=read_texts(part, "authors"),
        duration_ms=max(0, end_ms - begin_ms),
        slug=slug,
        section_id=next(own_ids, ""),
    )
