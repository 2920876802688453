"""A thousand mixed articles, of which every tenth has a fault: the others are packaged, and the reports stay short.

It prints the output of a person's first run, and ends with 1 if an article without a fault has no package, an article
that cannot be read has one, or there is a traceback.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.texts import ARTICAST

_READABLE = {
    "matter": b"---\ntitle: [Bees\ndate: : :\n---\n\nBees fly.\n",
    "picture": b"# Bees\n\n![](missing.png)\n\nBees fly.\n",
    "language": b"---\nlang: xx-nonsense!\n---\n# Bees\n\nBees fly.\n",
    "latin": b"# Caf\xe9\n\nLe caf\xe9 est bon.\n",
}
_UNREADABLE = {"empty": b"", "noise": bytes(range(256)) * 8}
_HUGE_BYTES = 300_000_000  # of a file with a hole
_MAX_LINES = 6  # of warnings of one kind
_FAULTS = (*_READABLE, *_UNREADABLE, "huge", "pipe", "loop", "outside")


def main(arguments: Sequence[str] | None = None) -> int:
    """Package the articles, and return 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m bench.mixed", description=__doc__)
    parser.add_argument("-n", type=int, default=1000, dest="articles", help="articles (default: %(default)s)")
    count = parser.parse_args(arguments).articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "articles")
        folder.mkdir()
        faults = [_put_article(folder, number) for number in range(count)]
        run = subprocess.run([*ARTICAST, "package", "--engine", "silent"], cwd=name, capture_output=True, text=True)
        made = len(list(Path(name).glob("output/*/manifest.json")))
    failed = sum(1 for fault in faults if fault and fault not in _READABLE)
    lines = [line for line in run.stderr.splitlines() if line.startswith("Warning: ")]
    print(*run.stderr.splitlines(), *run.stdout.splitlines()[-4:], sep="\n")
    print(f"Mixed: {made} of {count} packaged ({count - failed} expected), {len(lines)} lines of warnings.")
    is_short = len(lines) <= _MAX_LINES * len(_READABLE)
    return int(made != count - failed or run.returncode != 1 or "Traceback" in run.stderr or not is_short)


def _put_article(folder: Path, number: int) -> str:
    """Put one article into the folder; return its fault, "" if it has none."""
    if number % 10:
        text = f"Bees number {number} fly.\n" if number % 3 == 0 else f"# Article {number}\n\nBees fly.\n"
        folder.joinpath(f"article-{number}.{'txt' if number % 3 == 0 else 'md'}").write_text(text, encoding="utf-8")
        return ""
    fault = _FAULTS[number // 10 % len(_FAULTS)]
    path = folder / f"{fault}-{number}.md"
    if fault == "pipe":
        os.mkfifo(path)
    elif fault in ("loop", "outside"):
        path.symlink_to(path.name if fault == "loop" else "/etc/hostname")
    else:
        path.write_bytes((_READABLE | _UNREADABLE).get(fault, b""))
        if fault == "huge":
            os.truncate(path, _HUGE_BYTES)
    return fault


if __name__ == "__main__":
    sys.exit(main())
