"""The nouns of an edition of many articles: its series, its parts and its table of contents."""

from __future__ import annotations

from typing import Literal

from tts.noun import noun

PartKind = Literal["start", "headlines", "index", "article", "end"]


@noun
class Series:
    """The newspaper or magazine of which an edition is one: its title, and the number of this edition or None."""

    title: str
    number: int | None = None


@noun
class Part:
    """An article or an announcement in an edition: a track of its own in books and folders.

    `id` is that of its sections (`Section.part`), and the beginning of all their ids. `section_ids` are the sections
    that are heard in its track: its own, and before the first article of a section of the edition the title of that
    section. The parts are contiguous: the first begins at 0, each other one with its first clip. `folder` and `number`
    (from 1) are its place in folders of tracks, as the spoken index has them; `folder_title` is the title of the
    section of the edition. `slug` is the name of the article's package, "" for an announcement.
    """

    id: str
    kind: PartKind
    title: str
    section_ids: tuple[str, ...]
    begin_ms: int
    end_ms: int
    folder: int
    number: int
    folder_title: str
    language: str
    authors: tuple[str, ...] = ()
    source_url: str = ""
    slug: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.begin_ms < self.end_ms:
            raise ValueError(f"part {self.id} runs from {self.begin_ms} to {self.end_ms} ms")

    @property
    def duration_ms(self) -> int:
        """The length of its track."""
        return self.end_ms - self.begin_ms


@noun
class ContentsEntry:
    """An entry of a table of contents, its stretch of the sound, and the entries below it."""

    title: str
    start_ms: int
    end_ms: int
    section_id: str
    entries: tuple[ContentsEntry, ...] = ()
