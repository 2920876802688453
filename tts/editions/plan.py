"""EDITION SETTINGS -> ORDER: the folder and the track of each announcement and article.

The spoken index says these numbers, and the folders of tracks have them. They are made here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from tts.editions.articles import identity
from tts.editions.settings import EditionSettings
from tts.model.edition import PartKind
from tts.noun import noun


@noun
class PlannedTrack:
    """An announcement, or the article at `path`. `number` (from 1) is its track in its folder."""

    kind: PartKind
    number: int
    path: Path | None = None


@noun
class PlannedFolder:
    """A section of the edition, or announcements, which have no title. `number` (from 1) is that of the folder."""

    number: int
    title: str
    tracks: tuple[PlannedTrack, ...]


def plan_edition_order(settings: EditionSettings) -> tuple[PlannedFolder, ...]:
    """Return the folders of an edition, in the order in which they are heard.

    The first one has the welcome, the headlines and the index, as far as they are wanted; then comes one for each
    section with articles; the last one has the announcement of the end.
    """
    announce = settings.announce
    opening: list[PartKind] = ["start"]
    opening += ["headlines"] if announce.headlines else []
    opening += ["index"] if announce.index else []
    folders = [("", [PlannedTrack(kind=kind, number=number) for number, kind in enumerate(opening, start=1)])]
    for section in settings.sections:
        articles = enumerate(section.articles, start=1)
        tracks = [PlannedTrack(kind="article", number=number, path=path) for number, path in articles]
        folders += [(section.title, tracks)] if tracks else []
    folders.append(("", [PlannedTrack(kind="end", number=1)]))
    return tuple(
        PlannedFolder(number=number, title=title, tracks=tuple(tracks))
        for number, (title, tracks) in enumerate(folders, start=1)
    )


def keep_articles(settings: EditionSettings, paths: Collection[Path]) -> EditionSettings:
    """Return `settings` with those of its articles that are among `paths`, such as those that could be packaged."""
    kept = set(map(identity, paths))
    sections = (
        replace(section, articles=tuple(path for path in section.articles if identity(path) in kept))
        for section in settings.sections
    )
    return replace(settings, sections=tuple(sections))


def warn_of_empty_sections(settings: EditionSettings) -> Iterator[str]:
    """Yield a warning for each section without an article, which is not heard."""
    for section in settings.sections:
        if not section.articles:
            yield f"{settings.path}: The section '{section.title}' has no article, so it is left out."
