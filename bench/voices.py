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
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.article import run, timed
from bench.processes import memory_bytes, tree
from bench.texts import ARTICAST, ROOT, write_article

LIMIT = 1.35
MAX_MEMORY_MB = 800  # of two workers
_BARE = """\
import sys
from hibari import Hibari
voice = Hibari()
for line in sys.stdin:
    voice(line.strip())
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the medians and their ratio, and the memory of two workers; 1 if one is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.voices", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="an article (default: about 30 min of the sample articles)")
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: 3)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = (options.path or write_article(folder / "article.txt", minutes=30)).resolve()
        return max(_compare(article, folder, options.rounds), _measure_memory(folder))


def _compare(article: Path, folder: Path, rounds: int) -> int:
    utterances = map(json.loads, run([*ARTICAST, "text", "--json", str(article)]).splitlines())
    sentences = "\n".join(utterance["spoken"] for utterance in utterances) + "\n"
    times = []
    for number in range(1, rounds + 1):
        natural_s = timed(lambda: package(article, folder, "natural"))[1]
        espeak_s = timed(lambda: package(article, folder, "espeak"))[1]
        bare_s = timed(lambda: subprocess.run([sys.executable, "-c", _BARE], input=sentences, text=True, check=True))[1]
        times.append((natural_s, espeak_s, bare_s))
        ratio = natural_s / (espeak_s + bare_s)
        parts = f"natural {natural_s:.1f} s, espeak-ng {espeak_s:.1f} s, hibari alone {bare_s:.1f} s"
        print(f"Round {number}: {parts}, {ratio:.2f}")
    natural_s, espeak_s, bare_s = (median(column) for column in zip(*times, strict=True))
    ratio = natural_s / (espeak_s + bare_s)
    print(f"Natural voice: {ratio:.2f} times the pipeline and hibari alone (at most {LIMIT}).")
    return int(ratio > LIMIT)


def package(article: Path, folder: Path, engine: str) -> None:
    """Packages the article with an engine, and without a cache."""
    run([*ARTICAST, "package", str(article), "--engine", engine, "--force", "--quiet", "-o", str(folder / engine)])


def _measure_memory(folder: Path) -> int:
    """Packages two articles at once, and watches the workers."""
    articles = [write_article(folder / f"{name}.txt", minutes=5) for name in ("one", "two")]
    command = [*ARTICAST, "package", *map(str, articles), "--engine", "natural", "--jobs", "2", "--force", "--quiet"]
    highest = 0
    with subprocess.Popen([*command, "-o", str(folder / "pair")], cwd=ROOT) as running:
        while running.poll() is None:
            workers = [pid for pid in tree(running.pid) if pid != running.pid]
            highest = max(highest, sum(memory_bytes(pid)[0] for pid in workers))
            time.sleep(0.1)
    print(f"Two workers: {highest / 1e6:.0f} MB of memory (at most {MAX_MEMORY_MB}).")
    return int(highest > MAX_MEMORY_MB * 1e6)


if __name__ == "__main__":
    sys.exit(main())
