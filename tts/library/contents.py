"""An edition -> its sections and articles, folded up on the page, each article with a link to listen to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from tts.clock import in_words
from tts.library.edition import EditionArticle
from tts.library.item import PAGE, LibraryItem
from tts.text.languages import Phrases
from tts.writers.markup import Element, element, language_attributes

SEPARATOR = " · "


def html_language(tag: str, around: str = "") -> dict[str, str]:
    """Return `lang` and `dir` of an element with a text in the language `tag`, inside of one in `around`."""
    return {name: value for name, value in language_attributes(tag, around).items() if name != "xml:lang"}


def render_contents(item: LibraryItem, addresses: Mapping[str, str], phrases: Phrases) -> Iterator[Element]:
    """Yield the folded list of the articles of an edition; `addresses` has that of each package by its slug."""
    sections = item.edition.sections if item.edition else ()
    if not sections:
        return
    language = html_language(item.language, phrases.language)
    count = sum(len(section.articles) for section in sections)
    title = element("span", {"class": "unseen", **language}, f": {item.title}")
    children = [element("summary", None, phrases.format_counts("{articles}", articles=count), title)]
    for section in sections:
        children.append(element("h4", language, section.title))
        # A list counts only the items that are shown, so a search would change their numbers.
        numbered = enumerate(section.articles, start=1)
        items = (
            element(
                "li",
                {"value": str(number), "data-slug": article.slug or None},
                *_article(article, item, addresses, phrases),
            )
            for number, article in numbered
        )
        children.append(element("ol", language, *items))
    yield element("details", {"class": "contents"}, *children)


def address_article(article: EditionArticle, item: LibraryItem, addresses: Mapping[str, str]) -> str | None:
    """Return the address of an article's package, or else of its place in the edition `item`, None without a page."""
    href = addresses.get(article.slug)
    if href is None and article.section_id and PAGE in item.sizes:
        href = f"{item.path(PAGE)}#{quote(article.section_id.encode(errors='replace'), safe='')}"
    return href


def _article(
    article: EditionArticle, item: LibraryItem, addresses: Mapping[str, str], phrases: Phrases
) -> Iterator[Element | str]:
    """Yield the title of an article with a link to its package, or else to its place in the edition, and its facts."""
    href = address_article(article, item, addresses)
    yield element(
        "a" if href else "span", {"href": href, **html_language(article.language, item.language)}, article.title
    )
    yield " "
    facts = SEPARATOR.join((in_words(article.duration_ms), *article.authors))
    direction = html_language(phrases.language, item.language).get("dir")
    yield element("span", {"dir": direction}, facts)
