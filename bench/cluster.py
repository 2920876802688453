"""A Dask cluster on this computer beside as many jobs: 200 articles, without the start of the cluster (Linux only).

It needs `articast[cluster]`. A scheduler and two workers are started first; then `articast package --jobs 2` and
`articast package --scheduler` take turns. The medians of the time by the clock are compared.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median

from bench.processes import tree
from bench.results import Result, show
from bench.texts import ARTICAST, RATE_WPM, write_article
from bench.timing import run

ARTICLES = 200
JOBS = 2
MIN_SPEED = 0.9
_PORT = 28786
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print a line for each round, and yield the speed of the cluster as a part of that of the jobs."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: %(default)s)")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=0.5, help="length of each (default: %(default)s)")
    parser.add_argument("--engine", default="espeak", help="speech engine (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="threads of each worker (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, start_cluster(Path(name), options.threads) as (address, processes):
        folder = Path(name)
        for number in range(options.articles):
            write_article(folder / f"article-{number}.txt", minutes=options.minutes)
        ways = {
            "jobs": partial(_package, folder, options.engine, "--jobs", str(JOBS)),
            "cluster": partial(_package, folder, options.engine, "--scheduler", address),
        }
        ways["cluster"]()  # its workers load what they need
        times = []
        for number in range(1, options.rounds + 1):
            elapsed_s, processor_s = {}, {}
            for way, work in ways.items():
                begin_s, before_s = time.monotonic(), _processor_s(processes)
                work()
                elapsed_s[way], processor_s[way] = time.monotonic() - begin_s, _processor_s(processes) - before_s
            times.append((elapsed_s, processor_s))
            parts = (f"{way} {elapsed_s[way]:.1f} s ({processor_s[way]:.1f} s)" for way in ways)
            print(f"Round {number}, by the clock (processor time): {', '.join(parts)}", flush=True)
    by_clock, by_processor = (
        median(round_[kind]["jobs"] for round_ in times) / median(round_[kind]["cluster"] for round_ in times)
        for kind in (0, 1)
    )
    print(f"By processor time, the cluster does {by_processor:.2f} times as much per second as the jobs.")
    name = f"{options.articles} articles on a cluster of two workers, speed over two jobs"
    yield Result(name=name, value=by_clock, limit=MIN_SPEED, is_floor=True)


@contextmanager
def start_cluster(folder: Path, threads: int = 1, workers: int = JOBS) -> Iterator[tuple[str, list[int]]]:
    """Give the address of a scheduler with workers, and the ids of their processes; end them afterwards."""
    address = f"tcp://127.0.0.1:{_PORT}"
    dask = [sys.executable, "-m", "distributed.cli"]
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(_PORT), "--no-dashboard"]
    worker = ["dask_worker", address, "--nworkers", "1", "--nthreads", str(threads), "--no-dashboard"]
    commands = [scheduler, *([*worker, "--local-directory", str(folder / f"worker-{n}")] for n in range(workers))]
    with ExitStack() as stack:
        processes = []
        for module, *arguments in commands:
            command = [*dask[:2], f"{dask[2]}.{module}", *arguments]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            processes.append(process.pid)
        _wait_for_workers(address, workers)
        yield address, processes


def _wait_for_workers(address: str, count: int) -> None:
    """Wait until the scheduler has all of its workers."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=120)


def _processor_s(processes: Sequence[int]) -> float:
    """Return the processor time of processes, of those below them, and of all that these and this one waited for."""
    own = os.times()
    ticks = round((own.children_user + own.children_system) * _TICKS_PER_S)
    for pid in {pid for top in processes for pid in tree(top)}:
        with suppress(FileNotFoundError, ProcessLookupError):
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / _TICKS_PER_S


def _package(folder: Path, engine: str, *options: str) -> None:
    """Package all articles in `folder` again."""
    always = ["--force", "--quiet", "--rate", str(RATE_WPM), "--engine", engine, "-o", str(folder / "out")]
    run([*ARTICAST, "package", *map(str, sorted(folder.glob("*.txt"))), *always, *options])


if __name__ == "__main__":
    sys.exit(show(measure()))
