"""The natural voice: the processor time of an edition beside the same sentences by its bare library, and its memory.

`articast package --engine natural` is compared with the sum of two: `articast package --engine espeak`, which is the
pipeline, and hibari alone, which speaks the same sentences one after another in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench import jobs
from bench.processes import memory_bytes, tree
from bench.results import Result, show
from bench.texts import ARTICAST, ROOT, write_article
from bench.timing import run, timed

LIMIT = 1.35
JOBS_LIMIT = 2.0
MAX_MEMORY_MB = 800  # of two workers
_BARE = """\
import sys
from hibari import Hibari
voice = Hibari()
for line in sys.stdin:
    voice(line.strip())
"""


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Yield the ratio of processor time, that of the time of two jobs, and the memory of two workers."""
    parser = argparse.ArgumentParser(prog="python -m bench.voices", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="an article (default: about 30 min of the sample articles)")
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: 3)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = (options.path or write_article(folder / "article.txt", minutes=30)).resolve()
        yield _compare(article, folder, options.rounds)
        yield _compare_jobs(folder / "many", options.rounds)
        yield _measure_memory(folder)


def _compare(article: Path, folder: Path, rounds: int) -> Result:
    """Return the processor time as a multiple of that of the pipeline and of the bare library."""
    utterances = map(json.loads, run([*ARTICAST, "text", "--json", str(article)]).splitlines())
    sentences = "\n".join(utterance["spoken"] for utterance in utterances) + "\n"
    times = []
    for number in range(1, rounds + 1):
        natural_s = timed(lambda: package(article, folder, "natural")).processor_s
        espeak_s = timed(lambda: package(article, folder, "espeak")).processor_s
        bare_s = timed(lambda: _speak_bare(sentences)).processor_s
        times.append((natural_s, espeak_s, bare_s))
        ratio = natural_s / (espeak_s + bare_s)
        parts = f"natural {natural_s:.1f} s, espeak-ng {espeak_s:.1f} s, hibari alone {bare_s:.1f} s"
        print(f"Round {number}: {parts}, {ratio:.2f}")
    natural_s, espeak_s, bare_s = (median(column) for column in zip(*times, strict=True))
    ratio = natural_s / (espeak_s + bare_s)
    return Result(name="Natural voice, processor time over pipeline and bare voice", value=ratio, limit=LIMIT)


def _speak_bare(sentences: str) -> None:
    """Speak each line by the library alone."""
    subprocess.run([sys.executable, "-c", _BARE], input=sentences, text=True, check=True)


def _compare_jobs(folder: Path, rounds: int) -> Result:
    """Return the time of two jobs with the natural voice as a multiple of that with espeak-ng."""
    folder.mkdir()
    jobs.write_articles(folder)
    times = []
    for number in range(1, rounds + 1):
        natural, espeak = (timed(partial(jobs.package, folder, jobs.JOBS, engine)) for engine in ("natural", "espeak"))
        times.append((natural.elapsed_s, espeak.elapsed_s))
        print(f"Round {number}, two jobs: natural {natural.elapsed_s:.1f} s, espeak-ng {espeak.elapsed_s:.1f} s")
    natural_s, espeak_s = (median(column) for column in zip(*times, strict=True))
    name = f"Natural voice, {jobs.ARTICLES} articles, two jobs, time over espeak-ng"
    return Result(name=name, value=natural_s / espeak_s, limit=JOBS_LIMIT)


def package(article: Path, folder: Path, engine: str) -> None:
    """Package the article with an engine, and without a cache."""
    run([*ARTICAST, "package", str(article), "--engine", engine, "--force", "--quiet", "-o", str(folder / engine)])


def _measure_memory(folder: Path) -> Result:
    """Package two articles at once, and watch the workers."""
    articles = [write_article(folder / f"{name}.txt", minutes=5) for name in ("one", "two")]
    command = [*ARTICAST, "package", *map(str, articles), "--engine", "natural", "--jobs", "2", "--force", "--quiet"]
    highest = 0
    with subprocess.Popen([*command, "-o", str(folder / "pair")], cwd=ROOT) as running:
        while running.poll() is None:
            workers = [pid for pid in tree(running.pid) if pid != running.pid]
            highest = max(highest, sum(memory_bytes(pid)[0] for pid in workers))
            time.sleep(0.1)
    return Result(
        name="Memory of two workers of the natural voice", value=highest / 1e6, limit=MAX_MEMORY_MB, unit="MB"
    )


if __name__ == "__main__":
    sys.exit(show(measure()))
