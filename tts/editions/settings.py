"""The settings of an edition: which articles it has, in which order, and how it is announced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Literal

from tts.noun import noun
from tts.packages.links import LinkRule

Alternate = Literal["article", "section"]
FeedItem = Literal["edition", "articles"]
PAUSE, CHIME = "pause", "chime"
"""What may be heard between articles and is not in a file."""


@noun
class SectionSettings:
    """A section of an edition: its title, and its articles in order. `reader` is the voice of all of them, or "".

    Without a `title` it gets one from the phrases of the edition's language; see `tts.editions.series`.
    """

    title: str
    articles: tuple[Path, ...]
    reader: str = ""


@noun
class AnnounceSettings:
    """What is heard besides the articles.

    `start` and `end` are text files; without them there are short sentences of our own. `index` is the spoken table of
    contents, `headlines` the number of titles that are read before it. `jingle` is a sound file that is heard after the
    spoken title of the edition. `between` is "pause", "chime" or the path of a sound file, heard at the end of each
    article.
    """

    start: Path | None = None
    end: Path | None = None
    index: bool = True
    headlines: int = 0
    jingle: Path | None = None
    between: str = "pause"

    @property
    def files(self) -> dict[str, Path]:
        """The files that are heard, by the names of their settings."""
        between = None if self.between in (PAUSE, CHIME) else Path(self.between)
        files = {"start": self.start, "end": self.end, "jingle": self.jingle, "between": between}
        return {name: file for name, file in files.items() if file}


@noun
class EditionSettings:
    """An edition as its file or folder `path` describes it.

    `slug` is the name of its folder. `date` is ISO 8601, `language` a BCP 47 tag. `readers` are voices that alternate
    by article or by section; an article's own voice, and then that of its section, come first. `presenter` is the voice
    of the announcements, "" for the best one of the language. `feed` says what is an item of the feed.

    What the file leaves open is None or "" until `tts.editions.series.complete_settings` fills it in: always the slug,
    and perhaps the language, the date and the number. `is_next` says that the number is to follow that of the newest
    edition with this title. `links` are those that may lead to its files. `warnings` are complete sentences for the
    producer.
    """

    path: Path
    title: str
    slug: str = ""
    number: int | None = None
    is_next: bool = False
    date: str | None = None
    language: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    cover: Path | None = None
    readers: tuple[str, ...] = ()
    presenter: str = ""
    alternate: Alternate = "article"
    feed: FeedItem = "edition"
    announce: AnnounceSettings = field(default_factory=AnnounceSettings)
    sections: tuple[SectionSettings, ...] = ()
    links: LinkRule = field(default_factory=LinkRule)
    warnings: tuple[str, ...] = ()

    def articles(self) -> Iterator[Path]:
        """Yield the articles of all sections, in the order in which they are heard."""
        for section in self.sections:
            yield from section.articles
