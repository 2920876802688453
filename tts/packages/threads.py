"""JOBS -> OUTCOMES, on the cores of this computer: each thread has an engine of its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

from tts.config.config import Config
from tts.errors import explain_failure
from tts.packages import store
from tts.packages.build import build, start_engine
from tts.packages.cancel import CancellableEngine
from tts.packages.job import Job, time_progress
from tts.packages.manifest_header import read_earlier
from tts.packages.outcome import Outcome, Progress
from tts.speech.engines import Engine

_T = TypeVar("_T")
_SHUTDOWN_TIMEOUT_S = 3
_POLL_S = 0.2

_Result = Outcome | Progress | BaseException
"""The work of a thread: articles, how far it is, or the error that ends the run."""


def work_in_threads(
    jobs: Sequence[Job], config: Config, cores: int, report: Callable[[Progress], None] | None
) -> Iterator[Outcome]:
    """Yield the outcomes of threads with an engine each; on several cores the longest article comes first.

    For several cores there is one thread more: often one waits for another, as Python runs one at a time. The main
    thread only waits, also for a single article: a Ctrl-C that comes while PyAV runs in it could be lost.

    Raises:
        UsageError: the engine or the voice that all of them are to have does not exist.
        EngineError: the engine does not start.
    """
    queue = deque(sorted(jobs, key=lambda job: job.size_bytes, reverse=True) if cores > 1 else jobs)
    results: SimpleQueue[_Result] = SimpleQueue()
    cancelled = Event()
    arguments = (queue, results, config, cancelled, report is not None)
    count = min(cores + (cores > 1), len(jobs))
    threads = [Thread(target=_work, args=arguments, daemon=True) for _ in range(count)]
    started: list[Thread] = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
        waiting = len(jobs)
        while waiting:
            result = take_result(results)
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


def take_result(results: SimpleQueue[_T]) -> _T:
    """Return the next result when it is there.

    It waits in short turns, because a Ctrl-C just before a wait would be noticed only after it.
    """
    while True:
        with suppress(Empty):
            return results.get(timeout=_POLL_S)


def _work(
    queue: deque[Job], results: SimpleQueue[_Result], config: Config, cancelled: Event, has_progress: bool
) -> None:
    """Put the outcome of one job after another into `results`, or the error that ends all of them."""
    try:
        job = _next_job(queue)
        if job is None:
            return
        with start_engine(config) as engine:
            cancellable = CancellableEngine(engine, cancelled.is_set)
            while job:
                results.put(_attempt(job, cancellable, results.put if has_progress else None))
                job = _next_job(queue)
    except BaseException as error:  # noqa: BLE001 - a thread's edge: the main thread raises it
        results.put(error)


def _next_job(queue: deque[Job]) -> Job | None:
    """Take the next job; return None if another thread took the last one."""
    with suppress(IndexError):
        return queue.popleft()
    return None


def _attempt(job: Job, engine: Engine, put: Callable[[Progress], None] | None) -> Outcome:
    """Package one article, and `put` its progress; whatever goes wrong costs this article alone."""
    begin_s = time.monotonic()
    order = job.order
    try:
        with store.workspace(job.output, order.slug) as folder:
            built = build(
                order.path,
                folder,
                slug=order.slug,
                source=job.source,
                config=order.config,
                engine=engine,
                threads=job.threads,
                report=time_progress(order.path, order.slug, put) if put else None,
                earlier=read_earlier(job.package),
                prune=order.prune,
            )
            store.install(folder, job.output, order.slug)
    except Exception as error:  # noqa: BLE001 - a defect of ours costs one article, not the run
        return job.failure(explain_failure(error))
    return job.success(built, round(1000 * (time.monotonic() - begin_s)))
