"""Packages -> the controls of the page: its orders, and filters where there is something to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from tts.library.contents import html_language
from tts.library.overview import Overview
from tts.text.languages import Phrases, language_name
from tts.writers.markup import Element, element

ARTICLES = "-"
"""The value of the filter by series for the articles that are in no edition."""


def render_order(phrases: Phrases) -> Element:
    """Return the selection of the order."""
    words = phrases.library
    labels = {"oldest": words.oldest, "title": words.by_title, "longest": words.longest, "shortest": words.shortest}
    options = (element("option", {"value": value}, label) for value, label in labels.items())
    return _selection("sort", words.sort, words.newest, options)


def render_filters(overview: Overview, phrases: Phrases) -> Element:
    """Return the filters by language, topic and series, and by what was heard, in a box that folds up."""
    words = phrases.library
    labels = {"unheard": words.unheard, "started": words.started}
    options = (element("option", {"value": value}, label) for value, label in labels.items())
    progress = _selection("progress", words.progress, words.all_progress, options)
    box = element("div", None, *_filters(overview, phrases), progress)
    return element("details", {"class": "filters", "id": "_filters"}, element("summary", None, words.filter), box)


def _filters(overview: Overview, phrases: Phrases) -> Iterator[Element]:
    """Yield the filters with a choice; each option has the number of packages that it shows."""
    words = phrases.library
    languages = _count_languages(dict(overview.languages))
    if len(languages) > 1:
        options = (_option(tag, language_name(tag), count, html_language(tag)) for tag, count in languages.items())
        yield _selection("language", words.language, words.all_languages, _sort(options))
    if any(count < overview.packages for _, count in overview.tags):
        yield _selection(
            "tag", words.tag, words.all_tags, _sort(_option(tag, tag, count) for tag, count in overview.tags)
        )
    if len(overview.series) > 1:
        options = (
            _option(series or ARTICLES, series or phrases.edition.articles, count) for series, count in overview.series
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
