"""Many articles -> packages: skip those that are up to date, share out the others. A failure does not stop the rest."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, Self

from tts import __version__
from tts.config.config import Config
from tts.errors import ArticastError, contain_defects, explain_failure
from tts.model import EngineInfo, Prosody, Speech, Step, Utterance, Voice
from tts.packages import store
from tts.packages.discover import name_package, name_packages, require_file, source_path
from tts.packages.links import LinkRule
from tts.packages.manifest_header import read_earlier, read_manifest_header
from tts.packages.outcome import Outcome, Progress, Status, add_formats
from tts.packages.stale import fingerprint, up_to_date_duration_ms
from tts.speech.engines import Engine, load
from tts.text.readers import find_draft_reason

_SHUTDOWN_TIMEOUT_S = 3
_POLL_S = 0.2
_PROGRESS_S = 1


_Result = Outcome | Progress | BaseException
"""The work of a thread: articles, how far it is, or the error that ends the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageOrder:
    """An article that is to be packaged: its file, the name of its package and the settings for it.

    `links` are those that may lead to it. `prune` says that the package is to have no other formats than those of
    `config`.
    """

    path: Path
    slug: str
    config: Config
    links: LinkRule = field(default_factory=LinkRule)
    prune: bool = False


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
    finish: Callable[[], None] | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Iterator[Outcome]:
    """Package the article files `paths` into `output`, on up to `jobs` cores; yield each outcome as it comes.

    Where there are fewer articles than cores, each article has several threads to measure and encode with.

    `name` is that of the package of a single article; otherwise names follow from those of the files. An article fails
    if it is a link that `links` do not let it follow.
    A package that is up to date is left alone, unless `force`; a draft is left out, unless `drafts`; these outcomes
    come first. A package keeps formats that it has and is not asked for, unless `prune`. The packages do not depend
    on `jobs`; with more than one, the longest articles come first. `finish` is called at the end, while no other run
    can work in `output`. `report` is called about once per second with the progress of each article that takes longer.

    Raises:
        UsageError: the engine or the voice that all of them are to have does not exist.
        EngineError: the engine does not start.
        StoreError: `output` cannot be used, or another run is at work in it.
    """
    paths = tuple(paths)
    with store.exclusive_run(output):
        store.recover(output)
        slugs = name_package(paths[0], output, name) if name else name_packages(paths, output)
        orders = [PackageOrder(path=path, slug=slugs[path], config=config, links=links, prune=prune) for path in paths]
        yield from package_in_run(orders, output, config, force=force, drafts=drafts, jobs=jobs, report=report)
        if finish:
            finish()


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
    jobs_to_do = []
    for order in orders:
        if outcome := find_outcome(order, output, force=force, drafts=drafts):
            yield outcome
        else:
            jobs_to_do.append(_Job(order=order, output=output))
    threads = max(1, jobs // max(1, len(jobs_to_do)))
    yield from _work_side_by_side([replace(job, threads=threads) for job in jobs_to_do], config, jobs, report)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One article of a run."""

    order: PackageOrder
    output: Path
    threads: int = 1

    @property
    def package(self) -> Path:
        """The folder of the package."""
        return self.output / self.order.slug

    @property
    def size_bytes(self) -> int:
        """The size of the article's file; 0 if it cannot be read."""
        with suppress(OSError):
            return self.order.path.stat().st_size
        return 0

    def outcome(self, status: Status, **values: Any) -> Outcome:
        """Return what became of the article; `values` are the fields that `status` needs."""
        return Outcome(path=self.order.path, slug=self.order.slug, package=self.package, status=status, **values)

    def failure(self, error: ArticastError) -> Outcome:
        """Return the outcome of an article that failed; the error names the article's file if it names none."""
        return self.outcome("failed", error=error if error.path else ArticastError(error.message, path=self.order.path))


def find_outcome(order: PackageOrder, output: Path, *, force: bool, drafts: bool) -> Outcome | None:
    """Return the outcome for an article that is up to date, left out or impossible; None if there is work to do.

    Nothing is written.
    """
    job = _Job(order=order, output=output)
    try:
        with contain_defects(order.path):
            require_file(order.path, order.links)
            if not drafts and (reason := find_draft_reason(order.path)):
                return job.outcome("left_out", reason=_explain(reason, job))
            if force:
                return None
            duration_ms = up_to_date_duration_ms(job.package, order.path, order.config, prune=order.prune)
            if duration_ms is None:
                return None
            outcome = job.outcome("unchanged", duration_ms=duration_ms)
            return add_formats(outcome, order.config, read_manifest_header(job.package / "manifest.json"))
    except ArticastError as error:
        return job.failure(error)


def _explain(reason: str, job: _Job) -> str:
    """Return why a draft is left out, and the next step; a package from before is never removed."""
    earlier = (
        f" {job.package} is from an earlier run; delete it to withdraw the article." if job.package.exists() else ""
    )
    return f"{job.order.path} is left out: {reason}. Give --drafts to include it.{earlier}"


def _work_side_by_side(
    jobs_to_do: list[_Job], config: Config, cores: int, report: Callable[[Progress], None] | None
) -> Iterator[Outcome]:
    """Yield the outcomes of threads with an engine each; on several cores the longest article comes first.

    For several cores there is one thread more: often one waits for another, as Python runs one at a time. The main
    thread only waits, also for a single article: a Ctrl-C that comes while PyAV runs in it could be lost.
    """
    queue = deque(sorted(jobs_to_do, key=lambda job: job.size_bytes, reverse=True) if cores > 1 else jobs_to_do)
    results: SimpleQueue[_Result] = SimpleQueue()
    cancelled = Event()
    arguments = (queue, results, config, cancelled, report is not None)
    count = min(cores + (cores > 1), len(jobs_to_do))
    threads = [Thread(target=_work, args=arguments, daemon=True) for _ in range(count)]
    started: list[Thread] = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
        waiting = len(jobs_to_do)
        while waiting:
            result = _next_result(results)
            if isinstance(result, BaseException):
                raise result
            if isinstance(result, Outcome):
                waiting -= 1
                yield result
            elif report:
                report(result)
    finally:
        queue.clear()
        cancelled.set()
        for thread in started:
            # A thread that takes longer ends with the process; the next run clears away what it leaves.
            thread.join(timeout=_SHUTDOWN_TIMEOUT_S)


def _next_result(results: SimpleQueue[_Result]) -> _Result:
    """Wait in short turns: a Ctrl-C just before a wait begins would be noticed only after it."""
    while True:
        with suppress(Empty):
            return results.get(timeout=_POLL_S)


def _work(
    queue: deque[_Job], results: SimpleQueue[_Result], config: Config, cancelled: Event, has_progress: bool
) -> None:
    """Put the outcome of one job after another into `results`, or the error that ends all of them."""
    try:
        job = _next_job(queue)
        if job is None:
            return
        with load(config.engine) as engine:
            # takes about as long as the engine takes to start
            import_module("tts.pipeline").require_run(config, engine)
            cancellable = _CancellableEngine(engine, cancelled)
            while job:
                results.put(_attempt(job, cancellable, results.put if has_progress else None))
                job = _next_job(queue)
    except BaseException as error:  # noqa: BLE001 - a thread's edge: the main thread raises it
        results.put(error)


def _next_job(queue: deque[_Job]) -> _Job | None:
    """Take the next job; return None if another thread took the last one."""
    with suppress(IndexError):
        return queue.popleft()
    return None


def _time_progress(job: _Job, put: Callable[[Progress], None], begin_s: float) -> Callable[[Step, float], None]:
    """Return a function that takes the part of a step that is done, and `put`s it once per second."""
    last_s = begin_s

    def report(step: Step, part: float) -> None:
        """Put the progress if the last one was a second ago."""
        nonlocal last_s
        now_s = time.monotonic()
        if now_s - last_s >= _PROGRESS_S:
            last_s = now_s
            elapsed_ms = round(1000 * (now_s - begin_s))
            put(Progress(path=job.order.path, slug=job.order.slug, step=step, part=part, elapsed_ms=elapsed_ms))

    return report


class _Cancelled(Exception):  # noqa: N818 - a signal between threads, not an error
    """The run was cancelled while an article was spoken."""


class _CancellableEngine:
    """An engine that speaks no further utterance once its run is cancelled, so that Ctrl-C is not kept waiting."""

    def __init__(self, engine: Engine, cancelled: Event) -> None:
        self._engine = engine
        self._cancelled = cancelled

    def info_of(self, voice: Voice) -> EngineInfo:
        """Return the info of the engine."""
        return self._engine.info_of(voice)

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:
        """Return the voice that the engine chooses."""
        return self._engine.adapt(utterance, voice)

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices of the engine."""
        return self._engine.voices()

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine is given."""
        return self._engine.render(utterance, voice)

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` as the engine gives them."""
        return self._engine.transcribe(text, voice)

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Speak one utterance as the engine does, also after the run was cancelled."""
        return self._engine.synthesize(utterance, voice, prosody)

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the speeches of the engine; raise `_Cancelled` in place of the next one once the run is cancelled."""
        for speech in self._engine.synthesize_all(utterances, voice, prosody):
            if self._cancelled.is_set():
                raise _Cancelled
            yield speech

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _attempt(job: _Job, engine: Engine, put: Callable[[Progress], None] | None) -> Outcome:
    """Package one article, and `put` its progress; whatever goes wrong costs this article alone."""
    from tts.pipeline import produce  # not needed where all is up to date

    begin_s = time.monotonic()
    try:
        origin = {
            "source": source_path(job.order.path, job.output),
            "fingerprint": fingerprint(job.order.path, job.order.config),
            "version": __version__,
        }
        report = _time_progress(job, put, begin_s) if put else None
        with store.workspace(job.output, job.order.slug) as folder:
            earlier = read_earlier(job.package)
            publication = produce(
                job.order.path,
                folder,
                job.order.slug,
                job.order.config,
                engine,
                origin,
                job.threads,
                report,
                earlier,
                prune=job.order.prune,
            )
            store.install(folder, job.output, job.order.slug)
    except Exception as error:  # noqa: BLE001 - a defect of ours costs one article, not the run
        return job.failure(explain_failure(error))
    outcome = job.outcome(
        "packaged",
        elapsed_ms=round(1000 * (time.monotonic() - begin_s)),
        duration_ms=publication.timeline.duration_ms,
        warnings=publication.warnings,
        voices=tuple(dict.fromkeys(f"{voice.name} ({voice.engine})" for voice in publication.cast.values())),
    )
    return add_formats(outcome, job.order.config, read_manifest_header(job.package / "manifest.json"))
