"""What the cache saves: the processor time of speaking one article, from its prepared text to its speech.

Without a cache, with an empty one, with a full one, and after one sentence was changed; each in a process of its own,
with the time of the engine's processes. The engine is cached here whether or not it is in the program.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median

from bench.results import Result, show
from bench.texts import write_article
from bench.timing import run
from tts.config.choices import ENGINES

LIMIT = 1.05  # an empty cache, which is filled, as a multiple of none
_SPEAK = """\
import json, os, sys
from pathlib import Path
from tts.config.config import Config
from tts.pipeline import plan_publication, prepare
from tts.speech.cache import CachedEngine
from tts.speech.cache.folder import SpeechCache
from tts.speech.engines import load
from tts.speech.speak import speak
from tts.text.readers import read
article, name, folder = sys.argv[1:]
prepared = prepare(read(Path(article)), Config(engine=name))
before = os.times()
duration_ms = 0
engine = load(name)
with CachedEngine(engine, SpeechCache(Path(folder))) if folder else engine as engine:
    plan = plan_publication(prepared, engine)
    for speech in speak(prepared.sections, engine, plan.cast, plan.config.prosody):
        duration_ms += speech.duration_ms
print(json.dumps([sum(os.times()[:4]) - sum(before[:4]), duration_ms / 1000]))
"""


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print the medians and their ratios, and yield what filling the cache costs."""
    parser = argparse.ArgumentParser(prog="python -m bench.cache", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="an article (default: about 30 min of the sample articles)")
    parser.add_argument("--engine", choices=ENGINES, default="natural", help="engine (default: natural)")
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: 3)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = (options.path or _write_distinct(folder / "article.txt", minutes=30)).resolve()
        rounds = [_round(article, options.engine, folder) for _ in range(options.rounds)]
        size = sum(path.stat().st_size for path in folder.glob("speech/*/*"))
    length_s = rounds[0][0][1]
    none_s, *others_s = (median(cpu_s for cpu_s, _ in column) for column in zip(*rounds, strict=True))
    print(f"{length_s:.0f} s of speech by {options.engine}, {size / 1e6:.0f} MB. No cache: {none_s:.2f} s.")
    for state, cpu_s in zip(("Empty cache", "Full cache", "One sentence changed"), others_s, strict=True):
        print(f"{state}: {cpu_s:.2f} s, {cpu_s / none_s:.3f} times the time without a cache.")
    yield Result(name="An empty cache, processor time over none", value=others_s[0] / none_s, limit=LIMIT)


def _write_distinct(path: Path, minutes: float) -> Path:
    """An article in which no two sentences are alike: each says its number."""
    numbers = count(1)
    text = write_article(path, minutes).read_text(encoding="utf-8")
    path.write_text(re.sub(r"[.!?](?=\s)", lambda match: f", {next(numbers)}{match[0]}", text), encoding="utf-8")
    return path


def _round(article: Path, engine: str, folder: Path) -> list[tuple[float, float]]:
    """Seconds of processor time and of speech: without a cache, empty, full, and with one sentence changed."""
    shutil.rmtree(folder / "speech", ignore_errors=True)
    cache = str(folder / "speech")
    times = [_speak(article, engine, place) for place in ("", cache, cache)]
    text = article.read_text(encoding="utf-8")
    begin = text.find(".", len(text) // 2) + 1
    end = text.find(".", begin) + 1
    changed = folder / f"changed{article.suffix}"
    changed.write_text(f"{text[:begin]} This sentence is another one now.{text[end:]}", encoding="utf-8")
    return [*times, _speak(changed, engine, cache)]


def _speak(article: Path, engine: str, cache: str) -> tuple[float, float]:
    cpu_s, length_s = json.loads(run([sys.executable, "-c", _SPEAK, str(article), engine, cache]))
    return cpu_s, length_s


if __name__ == "__main__":
    sys.exit(show(measure()))
