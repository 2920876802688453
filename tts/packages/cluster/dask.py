"""ADDRESS of a Dask scheduler -> its workers. The only importer of `distributed`."""

from __future__ import annotations

import asyncio
import secrets
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tts import __version__
from tts.config.config import Config, wanted_voices
from tts.errors import ArticastError, ClusterError, UsageError, end_sentence
from tts.noun import noun
from tts.packages.cluster.engines import borrow_engine, close_engines
from tts.packages.cluster.parcel import Delivery, Parcel
from tts.packages.cluster.run import Workers
from tts.packages.cluster.worker import make_package
from tts.packages.outcome import Progress
from tts.packages.stale import toolchain_versions
from tts.speech.engines.voice_files import describe_voice_files, is_voice_file

_TIMEOUT_S = 10
_LOGGING = dict.fromkeys(("distributed", "distributed.client", "tornado.application"), "critical")
"""The levels of Dask's own messages, which are for its developers: our lines say what is wrong."""
_MAX_SHOWN = 3  # of the versions that differ
_ARTICLES_PER_THREAD = 2  # so that none waits for the next one
_RETRIES = 2  # of a task that raises an error, such as one of the network


@noun
class Installation:
    """What a worker makes packages with: versions and voices; `problem` is why it cannot make any."""

    versions: Mapping[str, str]
    voice_files: tuple[tuple[str, int, str], ...] = ()
    voices: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@contextmanager
def connect(address: str, config: Config) -> Iterator[tuple[Workers, tuple[str, ...]]]:
    """Give the workers of the Dask scheduler at `address` that can be used, and why the others are refused.

    A worker must have the same versions and voices as this computer, and an engine that starts.

    Raises:
        UsageError: Dask is not installed, the address is wrong, or `config` names a voice file.
        ClusterError: the scheduler does not answer, or no worker can be used.
    """
    if "://" not in address:
        step = "Give it as the scheduler prints it, such as tcp://192.168.0.10:8786."
        raise UsageError(f"'{address}' is not the address of a scheduler. {step}")
    for name in wanted_voices(config):
        if is_voice_file(name):
            step = "Put it into the voices folder of each worker, and give the name of the voice."
            raise UsageError(f"The voice file {name} is not sent to workers. {step}")
    try:
        import dask.config

        dask.config.set(logging=_LOGGING)  # read when the next one is imported
        from distributed import Client
    except ModuleNotFoundError:
        message = "--scheduler needs Dask, which is not installed."
        raise UsageError(f'{message} Install it with `pip install "articast[cluster]"`.') from None
    warnings.filterwarnings("ignore", module="distributed")
    try:
        client = Client(address, timeout=_TIMEOUT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        step = "Start one with `dask scheduler`, or correct the address."
        raise ClusterError(f"No scheduler answers. {step}", path=address) from error
    with client, dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
        threads, refused = _choose_workers(client, address, config)
        topic = f"articast-{secrets.token_hex(8)}"
        chosen = {"workers": list(threads)} if refused else {}
        workers = Workers(
            executor=client.get_executor(pure=False, retries=_RETRIES, **chosen),
            count=_ARTICLES_PER_THREAD * sum(threads.values()),
            make=partial(make_on_dask, topic=topic),
            listen=lambda put: client.subscribe_topic(topic, lambda event: put(_read_progress(event[1]))),
        )
        yield workers, refused


def _choose_workers(client: Any, address: str, config: Config) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the number of threads of each worker that can be used, and why the others are refused."""
    threads = client.nthreads()
    if not threads:
        step = f"Start some with `dask worker {address}`."
        raise ClusterError(f"The scheduler has no workers. {step}", path=address)
    ours = describe_installation(config)
    close_engines()  # nothing is spoken here
    if ours.problem:
        raise UsageError(ours.problem)
    # Workers have no lexicons yet: they travel with each article.
    theirs = client.run(describe_worker, replace(config, lexicon=()), on_error="return")
    problems = {worker: _compare(ours, answer) for worker, answer in theirs.items()}
    refused = tuple(f"{worker}: {problem}" for worker, problem in problems.items() if problem)
    if len(refused) == len(problems):
        more = f" Also refused: {len(refused) - 1} more." if refused[1:] else ""
        raise ClusterError(f"No worker can be used. {next(iter(refused), '')}{more}", path=address)
    return {worker: threads.get(worker, 1) for worker, problem in problems.items() if not problem}, refused


def _compare(ours: Installation, theirs: object) -> str:
    """Return why a worker with the installation `theirs` cannot be used, "" if it can."""
    if not isinstance(theirs, Installation):
        return f"Articast {__version__} does not run there ({type(theirs).__name__}: {theirs}). Install it."
    if theirs.problem:
        return theirs.problem
    other = [
        f"{name} {theirs.versions.get(name, 'is missing')}, not {ours.versions.get(name, 'installed here')}"
        for name in sorted({*ours.versions, *theirs.versions})
        if ours.versions.get(name) != theirs.versions.get(name)
    ]
    if other:
        more = [f"{len(other) - _MAX_SHOWN} more"] if other[_MAX_SHOWN:] else []
        return f"It has other versions: {'; '.join(other[:_MAX_SHOWN] + more)}. Install the same there."
    if (ours.voice_files, ours.voices) != (theirs.voice_files, theirs.voices):
        return "It has other voices. Install the same voices there; `articast voices` lists them."
    return ""


def describe_installation(config: Config) -> Installation:
    """Return what this process makes packages with; its engine is then ready."""
    versions = {**toolchain_versions(), "articast": __version__}
    try:
        with borrow_engine(config) as engine:
            voices = tuple((voice.engine, voice.name) for voice in engine.voices())
    except ArticastError as error:
        return Installation(versions=versions, problem=end_sentence(str(error)))
    return Installation(versions=versions, voice_files=describe_voice_files(()), voices=voices)


async def describe_worker(config: Config) -> Installation:
    """Return what this worker makes packages with; its loop goes on while the engine starts."""
    return await asyncio.to_thread(describe_installation, config)


def make_on_dask(parcel: Parcel, topic: str) -> Delivery:
    """Make the package of a parcel as a task of Dask, and report its progress under `topic`."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def put(progress: Progress) -> None:
        """Send the progress as values that every version of Dask can send."""
        values = [str(progress.path), progress.slug, progress.step, progress.part, progress.elapsed_ms]
        worker.log_event(topic, values)

    def is_cancelled() -> bool:
        """Return whether nobody waits for this task any more: its run was stopped, or has lost its connection."""
        task = worker.state.tasks.get(key)
        return task is None or task.state in ("cancelled", "released", "forgotten")

    return make_package(parcel, put, is_cancelled)


def _read_progress(values: Any) -> Progress:
    """Return the progress that a worker has sent."""
    path, slug, step, part, elapsed_ms = values
    return Progress(path=Path(path), slug=slug, step=step, part=part, elapsed_ms=elapsed_ms)
