"""LISTING -> ANNOUNCEMENTS: the start, the headlines, the index, the titles of the sections, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from tts.editions.announce.article import build_article, heading, paragraph
from tts.editions.announce.index import index_blocks, list_titles
from tts.editions.announce.own_text import add_own_text
from tts.editions.announce.wording import Wording, has_words
from tts.editions.listing import Listing
from tts.editions.settings import AnnounceSettings
from tts.model import Article
from tts.model.edition import PartKind
from tts.noun import noun
from tts.text.readers.whitespace import normalize_whitespace

AnnouncementKind = PartKind | Literal["section"]


@noun
class Announcement:
    """A text of the edition itself, which is made like an article.

    `title` is for folders and navigation. The title of `article` is heard first. `article.source_sha256` is a hash of
    all that is heard, so that an announcement is spoken again only if its words have changed. `jingle_after_title`: the
    jingle of the edition follows the title.
    """

    id: str
    kind: AnnouncementKind
    title: str
    article: Article
    jingle_after_title: bool = False


def build_announcements(listing: Listing, settings: AnnounceSettings, path: Path) -> tuple[Announcement, ...]:
    """Return the announcements of the edition at `path` in the order in which they are heard.

    A text of the producer that cannot be read is replaced by a sentence of ours, with a warning in its article.
    """
    return tuple(_build(listing, settings, path))


def _build(listing: Listing, settings: AnnounceSettings, path: Path) -> Iterator[Announcement]:
    """Yield the announcements in order."""
    wording = Wording(listing.language)
    words = wording.phrases.edition
    title = wording.name_edition(listing.series)
    summary = paragraph(wording.summarize(listing), wording.language)
    start = build_article(heading(title, listing.language), (summary,), listing, path, date=listing.date)
    yield Announcement(
        id="start",
        kind="start",
        title=words.welcome,
        article=add_own_text(start, settings.start, listing),
        jingle_after_title=settings.jingle is not None,
    )
    if settings.headlines > 0 and listing.count:
        articles = islice(chain.from_iterable(section.articles for section in listing.sections), settings.headlines)
        article = build_article(
            heading(words.headlines, wording.language), (list_titles(articles, wording),), listing, path
        )
        yield Announcement(id="headlines", kind="headlines", title=words.headlines, article=article)
    if settings.index and listing.count:
        article = build_article(
            heading(words.contents, wording.language), index_blocks(listing, wording), listing, path
        )
        yield Announcement(id="index", kind="index", title=words.contents, article=article)
    for section in listing.sections:
        name = normalize_whitespace(section.title)
        name = name if has_words(name) else wording.number_section(section, wording.language).text
        article = build_article(heading(name, listing.language), (), listing, path)
        yield Announcement(id=f"section-{section.folder}", kind="section", title=name, article=article)
    closing = wording.insert(words.closing, title, listing.language)
    end = build_article(heading(words.end, wording.language), (closing,), listing, path)
    yield Announcement(id="end", kind="end", title=words.end, article=add_own_text(end, settings.end, listing))
