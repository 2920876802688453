"""PARTS -> LINKS between the pages of an archive: to years and months, and from a page to the older and newer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from tts.library.item import PAGE, LibraryItem
from tts.library.parts import Part
from tts.noun import noun
from tts.text.languages import Phrases
from tts.writers.markup import Element, element


@noun
class Link:
    """A link to a page of the archive; `count` is the number of packages that it lists, 0 if that is not shown."""

    href: str
    label: str
    count: int = 0


@noun
class Navigation:
    """The links of a page: back to the pages above it, to its parts, and to the pages before and after it.

    `heading` is that of the page, "" for the first page of the library.
    """

    heading: str = ""
    trail: tuple[Link, ...] = ()
    parts: tuple[Link, ...] = ()
    newer: Link | None = None
    older: Link | None = None


@noun
class ArchivePage:
    """A page of the archive: the name of its file, its links, and the packages that it lists.

    The page of a year that has several parts lists none; `counted` are those of the year.
    """

    name: str
    navigation: Navigation
    items: tuple[LibraryItem, ...]
    counted: tuple[LibraryItem, ...] = ()


def name_page(part: Part[Any]) -> str:
    """Return the name of the file of a part's page."""
    return f"library-{part.name}.html"


def link_years(parts: Iterable[Part[LibraryItem]], phrases: Phrases) -> tuple[Link, ...]:
    """Return the links of the first page: one for each year, and one for packages without a date."""
    return tuple(
        Link(
            href=f"library-{year:04d}.html" if year is not None else name_page(own[-1]),
            label=str(year) if year is not None else phrases.library.undated,
            count=sum(len(part.items) for part in own),
        )
        for year, own in _group_by_year(parts)
    )


def plan_pages(parts: Iterable[Part[LibraryItem]], title: str, phrases: Phrases) -> Iterator[ArchivePage]:
    """Yield the pages of `parts`, the newest first, and a page with its months for each year of several parts.

    `title` is that of the library. What a page links to depends on the parts of its year and on those before and after
    it, so that older pages stay as they are.
    """
    parts = tuple(parts)
    links = [Link(href=name_page(part), label=_name_part(part, phrases), count=len(part.items)) for part in parts]
    home = Link(href=PAGE, label=title)
    place = 0
    for year, own in _group_by_year(parts):
        links_of_year = tuple(links[place : place + len(own)])
        trail: tuple[Link, ...] = (home,)
        if year is not None and own[0].month:
            name = f"library-{year:04d}.html"
            navigation = Navigation(heading=str(year), trail=trail, parts=links_of_year)
            counted = tuple(item for part in own for item in part.items)
            yield ArchivePage(name=name, navigation=navigation, items=(), counted=counted)
            trail = (home, Link(href=name, label=str(year)))
        for index, part in enumerate(own, start=place):
            navigation = Navigation(
                heading=links[index].label,
                trail=trail,
                newer=links[index - 1] if index else None,
                older=links[index + 1] if index + 1 < len(links) else None,
            )
            yield ArchivePage(name=links[index].href, navigation=navigation, items=part.items)
        place += len(own)


def render_trail(navigation: Navigation, phrases: Phrases) -> Iterator[Element]:
    """Yield the links to the pages above a page."""
    if navigation.trail:
        links = [part for link in navigation.trail for part in (" › ", element("a", {"href": link.href}, link.label))]
        yield element("nav", {"class": "trail", "aria-label": phrases.library.archive}, element("p", None, *links[1:]))


def render_parts(navigation: Navigation, phrases: Phrases) -> Iterator[Element]:
    """Yield the links to the parts of a page, below a heading on the first page."""
    if not navigation.parts:
        return
    items = (
        element("li", None, element("a", {"href": link.href}, link.label), f" ({link.count})")
        for link in navigation.parts
    )
    links = element("ul", {"role": "list"}, *items)
    if navigation.heading:
        yield element("nav", {"class": "parts", "aria-label": navigation.heading}, links)
    else:
        title = element("h2", {"id": "_archive"}, phrases.library.archive)
        yield element("nav", {"class": "parts", "aria-labelledby": "_archive"}, title, links)


def render_steps(navigation: Navigation, phrases: Phrases) -> Iterator[Element]:
    """Yield the links to the older and the newer page."""
    steps = ((navigation.older, phrases.library.older, "next"), (navigation.newer, phrases.library.newer, "prev"))
    links = [
        element("a", {"href": link.href, "rel": relation}, phrase.format(part=link.label))
        for link, phrase, relation in steps
        if link
    ]
    if links:
        yield element("p", {"class": "steps"}, *links)


def _group_by_year(parts: Iterable[Part[LibraryItem]]) -> Iterator[tuple[int | None, tuple[Part[LibraryItem], ...]]]:
    """Yield each year with its parts, as `parts` has them."""
    for year, own in groupby(parts, key=lambda part: part.year):
        yield year, tuple(own)


def _name_part(part: Part[LibraryItem], phrases: Phrases) -> str:
    """Return the name of a part for readers: `2026`, `November 2026`, `November 2026, page 2`."""
    label = phrases.library.undated if part.year is None else str(part.year)
    if part.month:
        label = phrases.library.month.format(month=phrases.months[part.month - 1], year=part.year)
    return phrases.library.numbered.format(part=label, number=part.number) if part.number > 1 else label
