"""The archive of 20,000 articles: the sizes of its first page and of its feed, and the memory that they need.

`articast library` makes them. Nothing is spoken: the packages are made as `bench.library` makes them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.library import put_packages
from bench.results import Result, show
from bench.texts import ARTICAST, ROOT

MAX_PAGE_KB, MAX_FEED_KB, MAX_MEMORY_MB = 300, 500, 150
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024  # getrusage(2)


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Yield the sizes of page and feed, and the memory of the process."""
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=__doc__)
    parser.add_argument("-n", type=int, default=20_000, dest="packages", help="packages (default: %(default)s)")
    count = parser.parse_args(arguments).packages
    with tempfile.TemporaryDirectory() as name:
        output = Path(name, "output")
        put_packages(output, count)
        command = [*ARTICAST, "library", str(output), "--base-url", "https://example.org/listen/", "--quiet"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        page_kb, feed_kb = (output.joinpath(name).stat().st_size / 1000 for name in ("index.html", "feed.xml"))
    of = f"library of {count:,}"
    yield Result(name=f"First page, {of}", value=page_kb, limit=MAX_PAGE_KB, unit="kB")
    yield Result(name=f"Feed, {of}", value=feed_kb, limit=MAX_FEED_KB, unit="kB")
    memory_mb = usage.ru_maxrss * _MAXRSS_BYTES / 1e6
    yield Result(name=f"Memory of `articast library`, {of}", value=memory_mb, limit=MAX_MEMORY_MB, unit="MB")


if __name__ == "__main__":
    sys.exit(show(measure()))
