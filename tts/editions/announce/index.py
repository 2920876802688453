"""LISTING -> BLOCKS: the spoken table of contents, and the headlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tts.editions.announce.wording import Wording, capitalize
from tts.editions.listing import ListedArticle, Listing
from tts.model import Block


def index_blocks(listing: Listing, wording: Wording) -> Iterator[Block]:
    """Yield the number and title of each section, and a list of its articles with number, title and length.

    A single section is not announced, because there is no other one to go to. There are no headings, because each would
    be an entry of the navigation, next to the section itself.
    """
    for section in listing.sections:
        if len(listing.sections) > 1:
            yield wording.number_section(section, listing.language)
        yield Block(kind="list", blocks=tuple(_item(article, wording) for article in section.articles))


def _item(article: ListedArticle, wording: Wording) -> Block:
    """Return the entry of an article; its length is a line of its own, which is spoken apart."""
    line = wording.insert(wording.phrases.edition.article, article.title, article.language, number=article.number)
    length = capitalize(wording.phrases.format_length(article.duration_ms))
    return replace(line, kind="item", text=f"{line.text}\n{length}.")


def list_titles(articles: Iterable[ListedArticle], wording: Wording) -> Block:
    """Return the list of the titles of `articles`."""
    lines = (wording.insert("{title}.", article.title, article.language) for article in articles)
    return Block(kind="list", blocks=tuple(replace(line, kind="item") for line in lines))
