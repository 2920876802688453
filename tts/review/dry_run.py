"""PATHS -> PLANNED PACKAGES: what a run would make of articles, without speaking or writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from tts.config.settings import Settings
from tts.errors import ArticastError, contain_defects
from tts.noun import noun
from tts.packages.batch import find_outcome
from tts.packages.discover import name_package, name_packages
from tts.packages.job import PackageOrder
from tts.packages.links import LinkRule
from tts.packages.manifest_header import read_earlier
from tts.packages.outcome import Outcome
from tts.packages.place import require_output
from tts.packages.store import require_place
from tts.pipeline import plan_publication, prepare, require_run
from tts.review.length import estimate_length
from tts.speech.engines import Engine, load
from tts.text.readers import read


@noun
class PlannedPackage:
    """A package that would be made: in these formats, about so long, perhaps in the place of an earlier one.

    The formats that the earlier one has, and that would not be made, are `kept` as they are, or `removed` if the run
    prunes.
    """

    path: Path
    slug: str
    package: Path
    formats: tuple[str, ...]
    duration_ms: int
    is_new: bool
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def status(self) -> Literal["planned"]:
        """The status next to those that an `Outcome` may have."""
        return "planned"


def plan_run(
    paths: tuple[Path, ...],
    settings: Settings,
    links: LinkRule,
    *,
    name: str = "",
    force: bool = False,
    prune: bool = False,
) -> Iterator[Outcome | PlannedPackage]:
    """Yield what `package` would do with each of `paths`: the outcome where it is known, else the planned package.

    An article that cannot be read has the outcome that it would have. What only speaking can show is not known.

    Raises:
        UsageError: the engine or the voice of the run does not exist, or `name` cannot be that of the package.
        EngineError: the engine does not start.
        StoreError: the folder for the packages cannot be used.
    """
    output = settings.output
    require_output(output)
    slugs = name_package(paths[0], output, name) if name else name_packages(paths, output)
    config = settings.config
    orders = (PackageOrder(path=path, slug=slugs[path], config=config, links=links, prune=prune) for path in paths)
    with ExitStack() as stack:
        engine: Engine | None = None
        for order in orders:
            if outcome := find_outcome(order, output, force=force, drafts=settings.drafts):
                yield outcome
                continue
            if engine is None:  # a run in which all is up to date starts none either
                engine = stack.enter_context(load(settings.config.engine))
                require_run(settings.config, engine)
            yield _plan(order, output, engine)


def _plan(order: PackageOrder, output: Path, engine: Engine) -> Outcome | PlannedPackage:
    """Return the package that would be made of an article, or the outcome if it cannot be read."""
    package = output / order.slug
    try:
        require_place(package)
        with contain_defects(order.path):
            prepared = prepare(read(order.path, order.config.given_language), order.config)
            earlier = read_earlier(package)
            plan = plan_publication(prepared, engine, earlier)
            duration_ms = estimate_length(prepared)
    except ArticastError as error:
        named = error if error.path else ArticastError(error.message, path=order.path)
        return Outcome(path=order.path, slug=order.slug, package=package, status="failed", error=named)
    companions = earlier.companions if earlier and not order.prune else ()
    formats = tuple(dict.fromkeys((*plan.config.formats, *companions)))
    others = earlier.list_others(formats) if earlier else ()
    return PlannedPackage(
        path=order.path,
        slug=order.slug,
        package=package,
        formats=formats,
        kept=() if order.prune else others,
        removed=others if order.prune else (),
        duration_ms=duration_ms,
        is_new=not package.exists(),
        warnings=tuple(text.replace(str(order.path), order.path.name, 1) for text in plan.warnings),
    )
