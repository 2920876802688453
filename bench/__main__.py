"""All measurements that have a limit, one after the other, or those that are named: `python -m bench article jobs`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from bench.results import Result, show
from bench.table import write_table

MEASUREMENTS = (
    *("help", "article", "front", "extract", "editions", "newspaper", "jobs", "verify", "unchanged", "archive", "many"),
    *("memory", "loudness", "library", "voices", "cache"),
)


def main() -> int:
    """Run the measurements, and return 1 if a result is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=(*MEASUREMENTS, []), metavar="name", help=", ".join(MEASUREMENTS))
    parser.add_argument("--table", type=Path, help="write a table into this file, and a drawing (.svg) next to it")
    options = parser.parse_args()
    results: list[Result] = []
    try:
        for name in options.names or MEASUREMENTS:
            for result in import_module(f"bench.{name}").measure([]):
                show([result])
                results.append(result)
    finally:  # what was measured is not lost if a program or a voice is missing
        if options.table:
            write_table(results, options.table)
    return int(any(result.is_over for result in results))


if __name__ == "__main__":
    sys.exit(main())
