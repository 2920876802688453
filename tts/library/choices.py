"""Packages -> the filters of the page: language, topic and series, each only where there is something to choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from tts.library.contents import html_language
from tts.library.groups import Group
from tts.text.languages import Phrases, language_name
from tts.writers.markup import Element, element

_MAX_TAGS = 200  # of longer lists nobody chooses; the search finds all tags
ARTICLES = "-"
"""The value of the filter by series for the articles that are in no edition."""


def render_filters(groups: tuple[Group, ...], phrases: Phrases) -> Iterator[Element]:
    """Yield the labelled selections of the filters; each option has the number of packages that it shows."""
    words = phrases.library
    items = [item for group in groups for item in group.items]
    languages = _count_languages(Counter(item.language for item in items))
    if len(languages) > 1:
        options = (_option(tag, language_name(tag), count, html_language(tag)) for tag, count in languages.items())
        yield _selection("language", words.language, words.all_languages, _sort(options))
    tags = Counter(tag for item in items for tag in dict.fromkeys(item.tags) if tag.strip())
    common = sorted(tags, key=lambda tag: (-tags[tag], tag.casefold(), tag))[:_MAX_TAGS]
    if any(tags[tag] < len(items) for tag in common):
        yield _selection("tag", words.tag, words.all_tags, _sort(_option(tag, tag, tags[tag]) for tag in common))
    if len(groups) > 1:
        options = (
            _option(group.series or ARTICLES, group.series or phrases.edition.articles, len(group.items))
            for group in groups
        )
        yield _selection("series", words.series, words.all_series, options)


def _count_languages(tags: Mapping[str, int]) -> dict[str, int]:
    """Return the packages for each tag; a language with several tags, such as en-GB and en-US, has one for all."""
    counts = dict(tags)
    for language, group in groupby(sorted(tags), key=lambda tag: tag.partition("-")[0]):
        members = list(group)
        if len(members) > 1:
            counts[language] = sum(tags[tag] for tag in members)
    return counts


def _option(value: str, label: str, count: int, attributes: Mapping[str, str] | None = None) -> Element:
    """Return an option with the number of packages that it shows."""
    return element("option", {"value": value, **(attributes or {})}, f"{label} ({count})")


def _sort(options: Iterable[Element]) -> list[Element]:
    """Return `options` by their labels."""
    return sorted(options, key=lambda option: str(option.children[0]).casefold())


def _selection(name: str, label: str, everything: str, options: Iterable[Element]) -> Element:
    """Return a filter whose first option shows everything."""
    id_ = f"_{name}"
    choice = element("select", {"id": id_, "name": name}, element("option", {"value": ""}, everything), *options)
    return element("p", None, element("label", {"for": id_}, label), choice)
