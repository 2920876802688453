"""JOBS -> OUTCOMES, by workers behind an executor of `concurrent.futures`; this process installs the packages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import replace
from queue import SimpleQueue

from tts.errors import ClusterError, end_sentence, explain_failure
from tts.noun import noun
from tts.packages import store
from tts.packages.cluster.pack import complete_parcel, pack_article
from tts.packages.cluster.parcel import Delivery, Parcel, write_files
from tts.packages.cluster.worker import make_package
from tts.packages.job import Job
from tts.packages.outcome import Outcome, Progress
from tts.packages.threads import take_result

_AGAIN = "Packages made so far are complete. Run the command again to continue."
_MAX_TRIES = 4  # of a worker that refuses or lacks something


def _listen_to_nothing(_put: Callable[[Progress], None], /) -> None:
    """Take no progress: most executors do not report any."""


@noun
class Workers:
    """The workers that make packages elsewhere: `executor` runs `make` there, for `count` articles at a time.

    The count should be larger than the number of workers, so that none of them waits for its next article. `listen`
    is given the function that takes progress.
    """

    executor: Executor
    count: int
    make: Callable[[Parcel], Delivery] = make_package
    listen: Callable[[Callable[[Progress], None]], None] = _listen_to_nothing


@noun
class _Task:
    """A job with its parcel, and the number of times that it was given out."""

    job: Job
    parcel: Parcel
    tries: int = 1


_Result = Progress | Future[Delivery]


def work_elsewhere(
    jobs: Sequence[Job], workers: Workers, report: Callable[[Progress], None] | None
) -> Iterator[Outcome]:
    """Yield the outcomes of `workers`, the longest article first; if the caller stops, the other jobs are cancelled.

    Raises:
        ClusterError: the workers cannot be reached any more.
    """
    waiting = deque(sorted(jobs, key=lambda job: job.size_bytes, reverse=True))
    repeated: deque[_Task] = deque()
    results: SimpleQueue[_Result] = SimpleQueue()
    tasks: dict[Future[Delivery], _Task] = {}
    if report:
        workers.listen(results.put)
    try:
        while waiting or repeated or tasks:
            while (repeated or waiting) and len(tasks) < workers.count:
                task = repeated.popleft() if repeated else _pack(waiting.popleft())
                if isinstance(task, Outcome):
                    yield task
                    continue
                future = _give_out(task, workers)
                tasks[future] = task
                future.add_done_callback(results.put)
            result = take_result(results) if tasks else None
            if isinstance(result, Progress) and report:
                report(result)
            elif isinstance(result, Future):
                received = _receive(tasks.pop(result), result)
                if isinstance(received, Outcome):
                    yield received
                else:
                    repeated.append(received)
    finally:
        for future in tasks:
            future.cancel()


def _pack(job: Job) -> _Task | Outcome:
    """Return the task of a job, or the outcome of an article of which no parcel can be made."""
    try:
        return _Task(job=job, parcel=pack_article(job))
    except Exception as error:  # noqa: BLE001 - a defect of ours costs one article, not the run
        return job.failure(explain_failure(error))


def _give_out(task: _Task, workers: Workers) -> Future[Delivery]:
    """Give a task to the executor; raise ClusterError if it takes no more."""
    try:
        return workers.executor.submit(workers.make, task.parcel)
    except (RuntimeError, OSError) as error:  # it was shut down, or its processes ended
        raise ClusterError(f"The workers take no more articles ({end_sentence(str(error))[:-1]}). {_AGAIN}") from error


def _receive(task: _Task, future: Future[Delivery]) -> Outcome | _Task:
    """Put a package that was delivered into its place, and return the outcome, or the task to give out again.

    Raises:
        ClusterError: the workers have gone.
    """
    job, parcel, has_more_tries = task.job, task.parcel, task.tries < _MAX_TRIES
    try:
        delivery = future.result()
    except (CancelledError, BrokenExecutor) as error:
        raise ClusterError(f"The workers have gone. {_AGAIN}") from error
    except Exception as error:  # noqa: BLE001 - any error of a worker, which may have another version
        return job.failure(ClusterError(_describe_loss(error)))
    try:
        if delivery.refusal:
            repeated = replace(task, tries=task.tries + 1)
            return repeated if has_more_tries else job.failure(ClusterError(delivery.refusal))
        if has_more_tries and (complete := complete_parcel(parcel, delivery, job)):
            return replace(task, parcel=complete, tries=task.tries + 1)
        if not delivery.built:
            return job.failure(delivery.error or ClusterError(f"The worker sent nothing. {_AGAIN}"))
        with store.workspace(job.output, job.order.slug) as folder:
            write_files(delivery.files, folder)
            store.install(folder, job.output, job.order.slug)
    except Exception as error:  # noqa: BLE001 - a defect of ours costs one article, not the run
        return job.failure(explain_failure(error))
    return job.success(delivery.built, delivery.elapsed_ms)


def _describe_loss(error: Exception) -> str:
    """Return why no worker could do a task, in sentences; Dask gives a task up after it has cost several workers."""
    if type(error).__name__ == "KilledWorker":
        return (
            "Each worker ended that tried to package it, perhaps because of too little memory. "
            "Give the workers more memory, or divide the article."
        )
    cause = " ".join(f"{type(error).__name__}: {error}".split())
    return f"A worker failed ({cause}). Install the same version of Articast on all workers, and run the command again."
