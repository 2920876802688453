"""Packages -> groups under headings: the archive of each series of editions, then the articles that are in none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tts.library.item import LibraryItem
from tts.noun import noun


@noun
class Group:
    """Packages in their order on the page. `series` is the title of the editions, "" for a group of articles."""

    series: str
    items: tuple[LibraryItem, ...]


def group_items(items: Iterable[LibraryItem]) -> tuple[Group, ...]:
    """Return `items` in groups, each with the newest first: each series of editions, then articles that are in none.

    The series of the first edition is the first group. Articles in editions are left out, because the page lists them
    below their edition.
    """
    articles: list[LibraryItem] = []
    series: dict[str, tuple[str, list[LibraryItem]]] = {}
    nested: set[str] = set()
    for item in sort_newest_first(items):
        if item.edition:
            title = item.edition.series
            series.setdefault(title.casefold(), (title, []))[1].append(item)
            nested.update(article.slug for article in item.edition.articles())
        else:
            articles.append(item)
    alone = tuple(item for item in articles if item.slug not in nested)
    groups = tuple(Group(series=title, items=tuple(editions)) for title, editions in series.values())
    return (*groups, Group(series="", items=alone)) if alone else groups


def list_in_order(groups: Iterable[Group], items: Iterable[LibraryItem]) -> Iterator[LibraryItem]:
    """Yield each of `items` once, as the page lists them: the articles of an edition come after it."""
    by_slug = {item.slug: item for item in items}
    for group in groups:
        for item in group.items:
            articles = item.edition.articles() if item.edition else ()
            slugs = (item.slug, *(article.slug for article in articles))
            yield from (by_slug.pop(slug) for slug in slugs if slug in by_slug)


def sort_newest_first(items: Iterable[LibraryItem]) -> list[LibraryItem]:
    """Return `items` by date and those of one date by title, those without a date last."""
    by_title = sorted(items, key=lambda item: (item.title.casefold(), item.slug))
    return sorted(by_title, key=lambda item: -item.published.timestamp() if item.published else float("inf"))
