"""EDITION SETTINGS -> PLANNED EDITION: what a run would make, without speaking or writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tts.config.settings import Settings
from tts.editions.article_packages import is_usable, order_articles
from tts.editions.build import configure_articles, plan_edition, up_to_date_duration_ms
from tts.editions.settings import EditionSettings
from tts.errors import ArticastError
from tts.noun import noun
from tts.packages.batch import find_outcome
from tts.packages.discover import name_packages
from tts.packages.job import PackageOrder
from tts.packages.outcome import Outcome
from tts.review.dry_run import PlannedPackage
from tts.review.edition import EditionReview, review_edition
from tts.speech.engines import load


@noun
class PlannedEdition:
    """An edition that would be made of `articles`, and its review. `is_unchanged` says that it is up to date."""

    articles: tuple[Outcome | PlannedPackage, ...]
    review: EditionReview
    package: Path
    formats: tuple[str, ...]
    is_unchanged: bool

    @property
    def missing(self) -> tuple[Path, ...]:
        """The articles that the edition would not have."""
        return tuple(article.path for article in self.articles if not _would_be_there(article))


def plan_edition_run(
    settings: EditionSettings,
    run: Settings,
    readers: Mapping[Path, str],
    formats: tuple[str, ...],
    max_ms: int | None,
    *,
    force: bool,
    prune: bool = False,
) -> PlannedEdition:
    """Return what `edition` would do. Its articles need the audio of `formats`, and `readers` has their voices.

    Raises:
        UsageError: the engine or a voice does not exist.
        EngineError: the engine does not start.
        StoreError: the folder for the packages cannot be used.
    """
    with load(run.config.engine) as engine:
        review = review_edition(settings, run, engine, max_ms, has_advice=False)
    output, config = run.output, configure_articles(run.config, formats)
    slugs = name_packages(tuple(settings.articles()), output)
    orders = order_articles(slugs, readers, output, config, settings.links)
    articles = tuple(
        find_outcome(order, output, force=force, drafts=run.drafts) or _plan_reviewed(order, output, review)
        for order in orders
    )
    package, made = output / review.settings.slug, None
    if articles and not force and all(article.status == "unchanged" for article in articles):
        packages = {article.path: article.package for article in articles}
        plan = plan_edition(settings, packages, output, config, formats)
        made = up_to_date_duration_ms(package, plan, prune=prune)
    return PlannedEdition(
        articles=articles, review=review, package=package, formats=formats, is_unchanged=made is not None
    )


def _plan_reviewed(order: PackageOrder, output: Path, review: EditionReview) -> Outcome | PlannedPackage:
    """Return the package that would be made of an article of an edition, or the outcome if it cannot be read."""
    package = output / order.slug
    findings = [finding for finding in review.findings if finding.path == order.path]
    if order.path not in review.articles:
        cause = "It cannot be read. `articast edition --check` says why."
        unknown = ArticastError(cause, path=order.path)  # the error is about another file, such as a lexicon
        error = next((ArticastError(finding.what) for finding in findings if finding.event == "error"), unknown)
        return Outcome(path=order.path, slug=order.slug, package=package, status="failed", error=error)
    return PlannedPackage(
        path=order.path,
        slug=order.slug,
        package=package,
        formats=order.config.formats,
        duration_ms=review.articles[order.path].duration_ms,
        is_new=not package.exists(),
        warnings=tuple(finding.what for finding in findings if finding.event == "warning"),
    )


def _would_be_there(article: Outcome | PlannedPackage) -> bool:
    """Return whether a package of the article would be there after the run."""
    return isinstance(article, PlannedPackage) or is_usable(article)
