"""Publication -> the list of places on the page: the chapters of an article, the nested contents of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tts.model import ContentsEntry, Publication
from tts.text.languages import Phrases
from tts.writers.markup import Element, element, language_attributes
from tts.writers.readalong.text import html_attributes

_MAX_OPEN = 60  # articles whose titles are shown before somebody asks for them


def list_contents(publication: Publication, phrases: Phrases) -> Iterator[Element]:
    """Yield the list of places, if there are several."""
    if publication.parts:
        yield _edition_contents(publication, phrases)
    elif len(publication.timeline.chapters) > 1:
        yield _chapters(publication, phrases)


def _chapters(publication: Publication, phrases: Phrases) -> Element:
    """Return the chapters of an article."""
    links = (
        element("a", {"href": f"#{chapter.section_id}"}, chapter.title, " ", _time(chapter.start_ms))
        for chapter in publication.timeline.chapters
    )
    items = (element("li", None, link) for link in links)
    return _navigation(publication, phrases, phrases.page.chapters, items, is_open=False)


def _edition_contents(publication: Publication, phrases: Phrases) -> Element:
    """Return the announcements and the sections of an edition, and in these its articles."""
    own = publication.metadata.language
    languages = {section.id: section.language for section in publication.sections}

    def link(entry: ContentsEntry, language: str) -> Element:
        """Return the link to an entry, with its title in its language, and its time."""
        title = element("span", {"class": "title", **html_attributes(language_attributes(language, own))}, entry.title)
        return element("a", {"href": f"#{entry.section_id}"}, title, " ", _time(entry.start_ms))

    items = []
    for entry in publication.contents:
        articles = [element("li", None, link(article, languages[article.section_id])) for article in entry.entries]
        items.append(element("li", None, link(entry, own), *([element("ol", None, *articles)] if articles else [])))
    count = sum(part.kind == "article" for part in publication.parts)
    return _navigation(publication, phrases, phrases.edition.contents, items, is_open=count <= _MAX_OPEN)


def _navigation(
    publication: Publication, phrases: Phrases, label: str, items: Iterable[Element], *, is_open: bool
) -> Element:
    """Return the list of `items`, whose titles are in the publication's language, behind a button with the `label`."""
    language = publication.metadata.language
    own_tag = phrases.language_in(language)
    own = html_attributes(language_attributes(own_tag, language)) if own_tag else {}
    titles = html_attributes(language_attributes(language, phrases.language)) if own else {}
    details = element(
        "details", {"open": "" if is_open else None}, element("summary", None, label), element("ol", titles, *items)
    )
    # The reader views of browsers leave out what has the class of a menu.
    return element("nav", {"class": "chapters menu", "aria-label": label, **own}, details)


def _time(start_ms: int) -> Element:
    """Return a time as the player shows it."""
    minutes, seconds = divmod(start_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return element("span", {"class": "time"}, clock)
