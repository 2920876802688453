"""Many articles -> packages: skip those that are up to date, share out the others. A failure does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tts.config.config import Config
from tts.errors import ArticastError, StoreError, contain_defects
from tts.packages import store
from tts.packages.discover import PackageNames, name_package, require_file
from tts.packages.job import Job, PackageOrder
from tts.packages.links import LinkRule
from tts.packages.outcome import Outcome, Progress, add_formats
from tts.packages.shard import Shard
from tts.packages.stale import Fingerprint, find_current, fingerprint, remember_fingerprints
from tts.packages.survey import FoundArticle, FoundPackage, PackagesChecksum, find_packages
from tts.packages.threads import work_in_threads
from tts.text.readers import find_draft_reason
from tts.text.readers.parts import split_part

if TYPE_CHECKING:
    from tts.packages.cluster.run import Workers

_Judged = tuple[PackageOrder, Outcome | None]
"""An order, and its outcome unless there is work to do."""


def package(
    paths: Iterable[Path],
    output: Path,
    config: Config,
    *,
    name: str = "",
    links: LinkRule = LinkRule(),  # noqa: B008 - it never changes
    force: bool = False,
    prune: bool = False,
    drafts: bool = False,
    jobs: int = 1,
    workers: Workers | None = None,
    shard: Shard | None = None,
    finish: Callable[[str | None], None] | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Iterator[Outcome]:
    """Package the article files `paths` into `output`, on up to `jobs` cores; yield each outcome as it comes.

    If there are fewer articles than cores, several threads encode each article.

    `name` is that of the package of a single article; otherwise names follow from those of the files. An article fails
    if it is a link that `links` do not let it follow.
    A package that is up to date is left alone, unless `force`; a draft is left out, unless `drafts`; these outcomes
    come first. A package keeps formats that it has and is not asked for, unless `prune`. The packages do not depend
    on `jobs`; with more than one, the longest articles come first. With `workers`, they are made elsewhere, with the
    same bytes, and this process installs them. With a `shard`, only its part is packaged, while other runs may make
    other parts in `output`: names depend on all `paths`. `finish` is called at the end, while no other run can work in
    `output`; it gets the checksum of all packages if there was nothing to do, else None. `report` is called about once
    per second with the progress of each article that takes longer.

    Raises:
        UsageError: the engine or the voice that all of them are to have does not exist.
        EngineError: the engine does not start.
        StoreError: `output` cannot be used, or another run is at work in it.
    """
    paths = tuple(paths)
    with store.exclusive_run(output, is_shard=shard is not None):
        store.recover(output)
        make_order = partial(PackageOrder, config=config, links=links, prune=prune)
        judge = partial(
            find_outcome, output=output, force=force, drafts=drafts, find_fingerprint=remember_fingerprints()
        )
        try:
            judged, checksum = _judge_all(paths, output, name, shard, make_order, judge)
        except OSError as error:
            step = "Change the folder's permissions, or choose another folder with -o."
            raise StoreError(f"{error.strerror or error}. {step}", path=error.filename or output) from error
        yield from _carry_out(judged, output, config, jobs, workers, report)
        if finish:
            is_unchanged = not name and all(outcome for _, outcome in judged)
            finish(checksum if is_unchanged else None)


def _judge_all(
    paths: Sequence[Path],
    output: Path,
    name: str,
    shard: Shard | None,
    make_order: Callable[..., PackageOrder],
    judge: Callable[..., Outcome | None],
) -> tuple[list[_Judged], str]:
    """Return the orders of the articles of a run or of its part, in their order, and the checksum of all packages.

    Articles that have a package are judged as it is read, so that no more than one package is held in memory.

    Raises:
        OSError: `output` cannot be read.
    """
    names, checksum = PackageNames(paths, output), PackagesChecksum()
    judged: dict[str, _Judged] = {}
    for found in () if name else find_packages(output):
        path = names.add(found)
        if path and (shard is None or shard.owns(found.name)):
            order = make_order(path=path, slug=found.name)
            judged[found.name] = order, judge(order, found=found)
        checksum.add(found)
    slugs = name_package(paths[0], output, name) if name else names.choose()
    for path, slug in slugs.items():
        if slug not in judged and (shard is None or shard.owns(slug)):
            order = make_order(path=path, slug=slug)
            judged[slug] = order, judge(order)
    return [judged[slugs[path]] for path in paths if slugs[path] in judged], checksum.value


def package_in_run(
    orders: Iterable[PackageOrder],
    output: Path,
    config: Config,
    *,
    force: bool = False,
    drafts: bool = False,
    jobs: int = 1,
    report: Callable[[Progress], None] | None = None,
) -> Iterator[Outcome]:
    """Package articles as `package` does, each with its own name and settings, in a run that has `output` for itself.

    `config` is that of the run: its engine speaks.
    """
    judge = partial(find_outcome, output=output, force=force, drafts=drafts, find_fingerprint=remember_fingerprints())
    yield from _carry_out([(order, judge(order)) for order in orders], output, config, jobs, None, report)


def _carry_out(
    judged: Iterable[_Judged],
    output: Path,
    config: Config,
    jobs: int,
    workers: Workers | None,
    report: Callable[[Progress], None] | None,
) -> Iterator[Outcome]:
    """Yield the outcomes that are known, then the others as they come."""
    jobs_to_do = []
    for order, outcome in judged:
        if outcome:
            yield outcome
        else:
            jobs_to_do.append(Job(order=order, output=output))
    if workers:
        from tts.packages.cluster.run import work_elsewhere  # which most runs do without

        yield from work_elsewhere(jobs_to_do, workers, report)
        return
    threads = max(1, jobs // max(1, len(jobs_to_do)))
    yield from work_in_threads([replace(job, threads=threads) for job in jobs_to_do], config, jobs, report)


def find_outcome(
    order: PackageOrder,
    output: Path,
    *,
    force: bool,
    drafts: bool,
    found: FoundPackage | None = None,
    find_fingerprint: Fingerprint = fingerprint,
) -> Outcome | None:
    """Return the outcome for an article that is up to date, left out or impossible; None if there is work to do.

    `found` is its package if it has been looked at. Nothing is written.
    """
    job = Job(order=order, output=output)
    try:
        with contain_defects(order.path):
            require_file(order.path, order.links)
            article = FoundArticle(split_part(order.path)[0])
            if not drafts and (reason := find_draft_reason(order.path, article.read_beginning)):
                return job.outcome("left_out", reason=_explain(reason, job))
            if force:
                return None
            found = found or FoundPackage(str(job.package))
            own = find_fingerprint(order.path, order.config)
            header = find_current(found, article, order.config, own, prune=order.prune)
            if header is None:
                return None
            outcome = job.outcome("unchanged", duration_ms=header["metadata"]["duration_ms"])
            return add_formats(outcome, order.config, header)
    except ArticastError as error:
        return job.failure(error)


def _explain(reason: str, job: Job) -> str:
    """Return why a draft is left out, and the next step; a package from before is never removed."""
    earlier = (
        f" {job.package} is from an earlier run; delete it to withdraw the article." if job.package.exists() else ""
    )
    return f"{job.order.path} is left out: {reason}. Give --drafts to include it.{earlier}"
