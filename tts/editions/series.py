"""EDITION SETTINGS -> what its file leaves open: language, date, the next number of its series, and its slug."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tts.editions.settings import EditionSettings
from tts.model import Metadata
from tts.noun import noun
from tts.packages.discover import source_path
from tts.packages.manifest_header import read_manifest_header
from tts.slug import DIGEST_LENGTH, slug, with_digest
from tts.text.languages import load_phrases
from tts.text.readers.language import DEFAULT
from tts.text.readers.whitespace import join_words

_DAY_LENGTH = len("2026-11-26")


@noun
class _Earlier:
    """An edition in the output folder that has the same title. `source` is the path of its file from there."""

    slug: str
    number: int | None
    date: str | None
    source: str


def complete_settings(
    settings: EditionSettings, output: Path, articles: Iterable[Metadata], taken: Collection[str] = ()
) -> EditionSettings:
    """Return `settings` with all that its file leaves open; `articles` are its articles as their readers found them.

    The language is that of most articles. The date is that of the newest article, because today's date would not be the
    same when the edition is made again.

    The number follows the highest one that an edition with this title has in `output`, if the file says
    `number = "next"`, where the first is 1, or if it says nothing and there are editions with numbers. An edition from
    the same file with the same date keeps its number. So an edition of the next week needs another date or file.

    The slug is that of title and number; without a number, of title and date, if the file gives one. It is no name of
    another package in `output`, or of those that are `taken`. An edition that is made again keeps its slug. Of two
    files that give the same number, the second gets another slug, and a warning.
    """
    articles = tuple(articles)
    languages = Counter(article.language for article in articles).most_common(1)
    days = (article.date[:_DAY_LENGTH] for article in articles if article.date and len(article.date) >= _DAY_LENGTH)
    day = settings.date or max(days, default=None)
    source = source_path(settings.path, output)
    earlier = tuple(_find_earlier(settings.title, output))
    number, warnings = settings.number, [*settings.warnings]
    if number is None:
        number = _carry_on(earlier, source, day, is_next=settings.is_next)
        if number is not None and settings.date is None:
            what = f"The number is {number}, but no date is given, so a newer article would begin another edition."
            warnings.append(f"{settings.path}: {what} Give the date, as in 2026-11-26.")
    identifier = settings.date or "" if number is None else number
    name = slug(f"{settings.title} {identifier}")
    chosen, is_second = _choose_slug(name, number, source, earlier, output, taken)
    if is_second:
        what = f"{output / name} has this title and number, and was made from another file."
        warnings.append(f"{settings.path}: {what} This edition goes to {output / chosen}. Change its number or title.")
    language = settings.language or (languages[0][0] if languages else DEFAULT)
    untitled = load_phrases(language).edition.articles
    return replace(
        settings,
        slug=chosen,
        number=number,
        is_next=False,
        date=day,
        language=language,
        sections=tuple(replace(section, title=section.title or untitled) for section in settings.sections),
        warnings=tuple(warnings),
    )


def _find_earlier(title: str, output: Path) -> Iterator[_Earlier]:
    """Yield the editions in `output` with this title, whatever its case and signs, sorted by their slugs."""
    for package in sorted(path.parent for path in output.glob("*/manifest.json")):
        header = read_manifest_header(package)
        series, options, metadata = (
            table if isinstance(table := header.get(name), dict) else {} for name in ("series", "options", "metadata")
        )
        number, own_title = series.get("number"), series.get("title")
        if isinstance(own_title, str) and join_words(own_title) == join_words(title):
            yield _Earlier(
                slug=package.name,
                number=number if isinstance(number, int) and not isinstance(number, bool) else None,
                date=date if isinstance(date := metadata.get("date"), str) else None,
                source=source if isinstance(source := options.get("source"), str) else "",
            )


def _carry_on(earlier: Iterable[_Earlier], source: str, day: str | None, *, is_next: bool) -> int | None:
    """Return the number of the edition that the file `source` describes; None if the series has no numbers."""
    numbers = {edition.number: edition for edition in earlier if edition.number is not None}
    own = [number for number, edition in numbers.items() if (edition.source, edition.date) == (source, day)]
    if own:
        return max(own)
    return max(numbers) + 1 if numbers else 1 if is_next else None


def _choose_slug(
    name: str, number: int | None, source: str, earlier: Iterable[_Earlier], output: Path, taken: Collection[str]
) -> tuple[str, bool]:
    """Return the edition's slug, and whether another file has made an edition with its name and number."""
    candidates = (name, with_digest(name, source, DIGEST_LENGTH), with_digest(name, source, 64))
    alike = {edition.slug: edition for edition in earlier if edition.number == number}
    own = {name for name, edition in alike.items() if edition.source == source}
    gone = {name for name, edition in alike.items() if not os.path.exists(output.absolute().parent / edition.source)}  # noqa: PTH110 - takes any name
    for candidate in candidates:
        if candidate in own:
            return candidate, False
    free = (candidate for candidate in candidates if candidate not in taken)
    chosen = next(candidate for candidate in free if candidate in gone or not read_manifest_header(output / candidate))
    return chosen, name in alike and chosen != name
