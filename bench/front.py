"""What the text costs: reading, dividing, announcing, cutting into sentences, pronouncing and proving one article.

In a process of its own, first call, without loading the modules; as a share of `articast package` for the same article.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.results import Result, show
from bench.texts import ARTICAST, write_article
from bench.timing import run

LIMIT_PERCENT = 5
_FRONT = """\
import sys, time
from pathlib import Path
from tts.config.config import Config
from tts.pipeline import prepare
from tts.text.readers import read
begin = time.perf_counter()
prepare(read(Path(sys.argv[1])), Config())
print(time.perf_counter() - begin)
"""


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print both medians, and yield the share."""
    parser = argparse.ArgumentParser(prog="python -m bench.front", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="an article (default: about 30 min of the sample articles)")
    parser.add_argument("-n", type=int, default=5, dest="rounds", help="rounds (default: 5)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        article = (options.path or write_article(Path(folder, "article.txt"), minutes=30)).resolve()
        times = [(_front_s(article), _package_s(article, Path(folder))) for _ in range(options.rounds)]
    front_s, package_s = (median(column) for column in zip(*times, strict=True))
    print(f"The text {1000 * front_s:.0f} ms, the whole package {package_s:.2f} s.")
    share = 100 * front_s / package_s
    yield Result(name="Preparing the text, share of the time of packaging", value=share, limit=LIMIT_PERCENT, unit="%")


def _front_s(article: Path) -> float:
    return float(run([sys.executable, "-c", _FRONT, str(article)]))


def _package_s(article: Path, folder: Path) -> float:
    begin_s = time.monotonic()
    run([*ARTICAST, "package", "--engine", "espeak", str(article), "--force", "--quiet", "-o", str(folder / "out")])
    return time.monotonic() - begin_s


if __name__ == "__main__":
    sys.exit(show(measure()))
