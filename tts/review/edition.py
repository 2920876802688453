"""EDITION SETTINGS -> REVIEW: the order of an edition, its length and its defects, before anything is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from tts.config.config import Config
from tts.config.settings import Settings
from tts.editions.announce import build_announcements
from tts.editions.lengths import warn_of_length
from tts.editions.listing import ListedArticle, ListedSection, Listing
from tts.editions.plan import PlannedFolder, keep_articles, plan_edition_order, warn_of_empty_sections
from tts.editions.readers import assign_readers, find_edition_voices
from tts.editions.series import complete_settings
from tts.editions.settings import EditionSettings
from tts.editions.sounds import read_sounds
from tts.errors import ArticastError, contain_defects
from tts.model import Metadata, Series
from tts.noun import noun
from tts.packages.discover import name_packages, require_file
from tts.packages.place import require_output
from tts.packages.store import require_place
from tts.pipeline import plan_publication, prepare, require_run
from tts.review.accessibility import advise, kind_of_warning
from tts.review.length import estimate_length
from tts.speech.engines import Engine
from tts.text.readers import find_draft_reason, read
from tts.text.readers.whitespace import join_words

_MAX_SHOWN = 5  # articles in a warning


@noun
class EditionFinding:
    """Something that the producer may want to change; `what` is a whole line.

    An error is an article without which the edition would be made, a draft one that would be left out. `kind` is that
    of advice about access, "too-long" or "titles-alike", "" for other findings.
    """

    event: Literal["error", "warning", "draft"]
    what: str
    path: Path
    line: int | None = None
    kind: str = ""


@noun
class ReviewedArticle:
    """An article that can be read. `reader` is the name of its voice, `duration_ms` an estimate."""

    metadata: Metadata
    reader: str
    duration_ms: int


@noun
class EditionReview:
    """What an edition would be: its complete settings, its folders in order, its articles by path, and its findings.

    `duration_ms` is an estimate of its whole length, with the announcements.
    """

    settings: EditionSettings
    order: tuple[PlannedFolder, ...]
    articles: Mapping[Path, ReviewedArticle]
    duration_ms: int
    findings: tuple[EditionFinding, ...]


def review_edition(
    settings: EditionSettings, run: Settings, engine: Engine, max_ms: int | None = None, *, has_advice: bool = True
) -> EditionReview:
    """Return what the edition would be in the folder of `run`, with the voices of `engine`, which has been entered.

    Nothing is spoken or written. An edition that is longer than `max_ms` gets a warning. With `has_advice` there are
    also findings that `check` has and a run has not.

    Raises:
        UsageError: there is no such voice, or a lexicon of the run cannot be read.
    """
    config = run.config
    require_output(run.output)
    require_run(config, engine)
    voices = find_edition_voices(settings, engine.voices(), config.engine)
    paths = tuple(settings.articles())
    slugs = name_packages(paths, run.output)
    findings = [_warn(settings.path, warning) for warning in settings.warnings]
    published = paths if run.drafts else tuple(_leave_out_drafts(paths, findings))
    readers = assign_readers(settings, voices, config.given_language)
    articles: dict[Path, ReviewedArticle] = {}
    for path in published:
        own = replace(config, voice=readers.get(path, config.voice))
        try:
            with contain_defects(path):
                require_file(path, settings.links)
                articles[path] = _review_article(path, own, engine, findings, has_advice=has_advice)
        except ArticastError as error:
            findings.append(_report_error(error, path))
    known = (article.metadata for article in articles.values())
    kept = replace(keep_articles(settings, articles), warnings=())
    complete = complete_settings(kept, run.output, known, frozenset(slugs.values()))
    order = plan_edition_order(complete)
    listing = _list(complete, order, articles, slugs)
    announced_ms, warnings = _review_announcements(listing, complete, config)
    duration_ms = listing.duration_ms + announced_ms
    warnings = [*complete.warnings, *warn_of_empty_sections(complete), *warnings]
    warnings += read_sounds(complete.announce).warnings
    findings += (_warn(settings.path, warning) for warning in warnings)
    if has_advice:
        findings += (_find(settings.path, what, "titles-alike") for what in _warn_of_titles(articles, complete))
    if max_ms:
        lengths = ((article.metadata.title, article.duration_ms) for article in articles.values())
        findings += (_find(settings.path, what, "too-long") for what in warn_of_length(duration_ms, max_ms, lengths))
    try:
        require_place(run.output / complete.slug)
    except ArticastError as error:
        findings.append(_report_error(error, settings.path))
    return EditionReview(
        settings=complete, order=order, articles=articles, duration_ms=duration_ms, findings=tuple(findings)
    )


def _leave_out_drafts(paths: Iterable[Path], findings: list[EditionFinding]) -> Iterator[Path]:
    """Yield those of `paths` that are no drafts, and add the others to `findings`."""
    for path in paths:
        reason = ""
        with suppress(ArticastError), contain_defects(path):  # its reader says what is wrong
            reason = find_draft_reason(path)
        if reason:
            what = f"{path} would be left out: {reason}. Give --drafts to include it."
            findings.append(EditionFinding(event="draft", what=what, path=path))
        else:
            yield path


def _review_article(
    path: Path, config: Config, engine: Engine, findings: list[EditionFinding], *, has_advice: bool
) -> ReviewedArticle:
    """Return an article as it would be heard, and add what `check` says about it; raise ArticastError if it fails."""
    prepared = prepare(read(path, config.given_language), config)
    plan = plan_publication(prepared, engine)
    metadata = prepared.article.metadata
    findings += (_warn(path, warning) for warning in plan.warnings)
    for advice in advise(prepared.article) if has_advice else ():
        place = f"{path}, line {advice.line}" if advice.line else f"{path}"
        what = f"{place}: {advice.what}"
        findings.append(EditionFinding(event="warning", what=what, path=path, line=advice.line, kind=advice.kind))
    reader = plan.voices[metadata.language].name
    return ReviewedArticle(metadata=metadata, reader=reader, duration_ms=estimate_length(prepared))


def _review_announcements(listing: Listing, settings: EditionSettings, config: Config) -> tuple[int, list[str]]:
    """Return about how long the announcements will be, and warnings about the producer's own texts."""
    duration_ms = 0
    warnings: list[str] = []
    config = replace(config, voice=settings.presenter or config.voice)
    for announcement in build_announcements(listing, settings.announce, settings.path) if listing.count else ():
        prepared = prepare(announcement.article, config)
        duration_ms += estimate_length(prepared)
        warnings += prepared.article.warnings
    return duration_ms, warnings


def _list(
    settings: EditionSettings,
    order: Iterable[PlannedFolder],
    articles: Mapping[Path, ReviewedArticle],
    slugs: Mapping[Path, str],
) -> Listing:
    """Return the edition as its announcements describe it, with estimated lengths."""
    sections = []
    for folder in order:
        listed = (
            ListedArticle(
                title=articles[track.path].metadata.title,
                language=articles[track.path].metadata.language,
                duration_ms=articles[track.path].duration_ms,
                number=track.number,
                slug=slugs[track.path],
            )
            for track in folder.tracks
            if track.path
        )
        sections.append(ListedSection(title=folder.title, folder=folder.number, articles=tuple(listed)))
    return Listing(
        series=Series(title=settings.title, number=settings.number),
        date=settings.date,
        language=settings.language,
        sections=tuple(section for section in sections if section.articles),
    )


def _warn_of_titles(articles: Mapping[Path, ReviewedArticle], settings: EditionSettings) -> Iterator[str]:
    """Yield which articles and which sections have the same title, which the spoken index cannot distinguish."""
    alike: dict[str, list[Path]] = {}
    for path, article in articles.items():
        alike.setdefault(join_words(article.metadata.title), []).append(path)
    for paths in alike.values():
        if len(paths) > 1:
            shown = [str(path) for path in paths[:_MAX_SHOWN]]
            shown += [f"and {len(paths) - _MAX_SHOWN} more"] if paths[_MAX_SHOWN:] else []
            what = f'{len(paths)} articles have the title "{articles[paths[0]].metadata.title}": {", ".join(shown)}.'
            yield f"{what} Give each a title of its own, because listeners hear only titles."
    titles = [section.title for section in settings.sections]
    for title in dict.fromkeys(title for title in titles if titles.count(title) > 1):
        yield f"{titles.count(title)} sections have the title '{title}'. Give each a title of its own."


def _warn(path: Path, warning: str) -> EditionFinding:
    """Return a warning with its kind, if it is about access."""
    return EditionFinding(event="warning", what=warning, path=path, kind=kind_of_warning(warning) or "")


def _find(path: Path, what: str, kind: str) -> EditionFinding:
    """Return a warning about the edition at `path`."""
    return EditionFinding(event="warning", what=f"{path}: {what}", path=path, kind=kind)


def _report_error(error: ArticastError, path: Path) -> EditionFinding:
    """Return an error about the article at `path`."""
    what = str(error) if error.path else f"{path}: {error}"
    return EditionFinding(event="error", what=what, path=Path(error.path or path), line=error.line)
