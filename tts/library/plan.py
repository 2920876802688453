"""Packages -> the files of their library, each to be rendered only when it is needed.

A library of some hundred packages is one page. A longer one is an archive of several pages, which stay as they are when
packages are added:

- `index.html` has the newest packages, and links to the years.
- `library-2026.html` has the packages of a year or, if they are too many, links to its months: `library-2026-11.html`,
  and `library-2026-11-2.html` for what is too much for a month. `library-undated.html` has those without a date.
- `library.js` and `library-2026.js` are the list that is searched. `articles-0.js` and the like are for `articles.js`.
- `feed-2026.xml` and `feed-2026.json` have the episodes that are too many for `feed.xml` and `feed.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tts.config.channel import IMAGE, Channel
from tts.library.episodes import Episode
from tts.library.feed_documents import divide_feed
from tts.library.groups import Group, group_items, list_in_order, sort_newest_first
from tts.library.image import render_feed_image
from tts.library.item import PAGE, LibraryItem
from tts.library.jsonfeed import render_json_feed
from tts.library.library_file import LibraryFile
from tts.library.navigation import Navigation, link_years, plan_pages
from tts.library.neighbours import (
    ARTICLES,
    divide_neighbours,
    name_bucket,
    render_bucket,
    render_lookup,
    render_neighbours,
)
from tts.library.overview import summarize_groups
from tts.library.page import address_item, choose_phrases, find_title, most_common_language, render_page
from tts.library.parts import divide
from tts.library.playlist import PLAYLIST, render_playlist
from tts.library.rss import render_rss
from tts.library.search import DIRECTORY, name_rows, render_directory, render_rows
from tts.text.languages.tags import UNDETERMINED

_ONE_PAGE, _ON_A_PAGE, _IN_A_SCRIPT = 300, 100, 1000
"""How much a library of one page lists, a page of an archive, and a script of the search, as `_weigh` counts."""
_NESTED, _CHARACTERS = 8, 1000
"""How many articles of an edition, and how many characters of a text, count as one package more."""


def plan_library(
    items: tuple[LibraryItem, ...], episodes: tuple[Episode, ...], channel: Channel, *, has_feed: bool
) -> Iterator[LibraryFile]:
    """Yield the files of a library, each after those that it links to; feeds only if `channel` has an address."""
    groups = group_items(items)
    title = find_title(channel, choose_phrases(items))
    listed = tuple(sort_newest_first(item for group in groups for item in group.items))
    if channel.base_url:
        language = most_common_language(item.language for item in items if item.language != UNDETERMINED)
        yield from _plan_feeds(episodes, channel, language)
    yield LibraryFile(name=PLAYLIST, render=render_playlist, arguments={"title": title, "groups": groups})
    if sum(map(_weigh, listed)) > _ONE_PAGE:
        yield from _plan_archive(items, groups, listed, channel, has_feed=has_feed)
        return
    linked = tuple(list_in_order(groups, items))
    yield LibraryFile(name=ARTICLES, render=render_neighbours, arguments={"name": title, "items": linked})
    arguments = {"items": items, "channel": channel, "has_feed": has_feed}
    yield LibraryFile(name=PAGE, render=render_page, arguments=arguments)


def _plan_feeds(episodes: tuple[Episode, ...], channel: Channel, language: str) -> Iterator[LibraryFile]:
    """Yield the feeds, archived documents first, and their image if it is to be made."""
    if not channel.image:
        yield LibraryFile(name=IMAGE, render=render_feed_image, arguments={"channel": channel})
    for document in reversed(divide_feed(episodes, channel.base_url)):
        arguments = {"channel": channel, "feed": document, "language": language}
        yield LibraryFile(name=f"{document.stem}.json", render=render_json_feed, arguments=arguments)
        yield LibraryFile(name=f"{document.stem}.xml", render=render_rss, arguments=arguments)


def _plan_archive(
    items: tuple[LibraryItem, ...],
    groups: tuple[Group, ...],
    listed: tuple[LibraryItem, ...],
    channel: Channel,
    *,
    has_feed: bool,
) -> Iterator[LibraryFile]:
    """Yield the pages and scripts of an archive. `listed` are the packages in `groups`, the newest first."""
    phrases = choose_phrases(items)
    title = find_title(channel, phrases)
    by_slug = {item.slug: item for item in items}
    parts = tuple(divide(listed, _ON_A_PAGE, _weigh))
    pages = tuple(plan_pages(parts, title, phrases))
    overview = summarize_groups(groups)

    # An article in several editions is looked for in the newest one, which comes last here.
    names = {slug: page.name for page in reversed(pages) for item in page.items for slug in _list_slugs(item)}
    buckets = divide_neighbours(list_in_order(groups, items), names)
    for number, bucket in enumerate(buckets):
        yield LibraryFile(name=name_bucket(number), render=render_bucket, arguments={"bucket": bucket})
    yield LibraryFile(name=ARTICLES, render=render_lookup, arguments={"name": title, "buckets": len(buckets)})

    series = {group.series.casefold(): group.series for group in groups}
    scripts = {name_rows(part.name): part.items for part in divide(listed, _IN_A_SCRIPT, _weigh)}
    for name, members in scripts.items():
        row_arguments = {"series": series, "addresses": _address_nested(members, by_slug), "tag": phrases.language}
        yield LibraryFile(name=name, render=render_rows, arguments={"items": members, **row_arguments})
    directory = {
        "names": tuple(scripts),
        "count": overview.packages,
        "buckets": len(buckets),
        "series": tuple(group.series for group in groups),
        "tags": tuple(sorted({tag for item in items for tag in _list_languages(item)})),
        "tag": phrases.language,
    }
    yield LibraryFile(name=DIRECTORY, render=render_directory, arguments=directory)

    common: dict[str, Any] = {
        "channel": channel,
        "has_feed": has_feed,
        "language": phrases.language,
        "has_series": any(group.series for group in groups),
    }
    for page in pages:
        arguments = common | {
            "items": page.items,
            "addresses": _address_nested(page.items, by_slug),
            "overview": summarize_groups(group_items(page.counted)) if page.counted else None,
            "navigation": page.navigation,
        }
        yield LibraryFile(name=page.name, render=render_page, arguments=arguments)
    newest = _take_newest(listed)
    arguments = common | {
        "items": newest,
        "addresses": _address_nested(newest, by_slug),
        "overview": overview,
        "navigation": Navigation(parts=link_years(parts, phrases)),
    }
    yield LibraryFile(name=PAGE, render=render_page, arguments=arguments)


def _weigh(item: LibraryItem) -> int:
    """Return how much a package takes on a page, compared with an article with a short description."""
    nested = sum(1 for _ in item.edition.articles()) if item.edition else 0
    text = len(item.description) or sum(map(len, item.key_points))
    return 1 + nested // _NESTED + text // _CHARACTERS


def _take_newest(listed: Iterable[LibraryItem]) -> tuple[LibraryItem, ...]:
    """Return the packages of the first page."""
    newest: list[LibraryItem] = []
    weight = 0
    for item in listed:
        weight += _weigh(item)
        if newest and weight > _ON_A_PAGE:
            break
        newest.append(item)
    return tuple(newest)


def _list_slugs(item: LibraryItem) -> Iterator[str]:
    """Yield the name of a package, and of those of its articles if it is an edition."""
    yield item.slug
    if item.edition:
        yield from (article.slug for article in item.edition.articles())


def _list_languages(item: LibraryItem) -> Iterator[str]:
    """Yield the languages of a package, and of its articles if it is an edition."""
    yield item.language
    if item.edition:
        yield from (article.language for article in item.edition.articles())


def _address_nested(items: Iterable[LibraryItem], by_slug: Mapping[str, LibraryItem]) -> dict[str, str]:
    """Return the addresses of the packages of articles in editions among `items`."""
    slugs = {article.slug for item in items if item.edition for article in item.edition.articles()}
    return {slug: address_item(by_slug[slug]) for slug in sorted(slugs & by_slug.keys())}
