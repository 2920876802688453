"""All measurements that have a limit, one after the other, or those that are named: `python -m bench article jobs`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from bench.results import show

MEASUREMENTS = (
    *("help", "article", "front", "extract", "editions", "newspaper", "jobs", "verify", "unchanged", "many", "memory"),
    *("voices", "cache"),
)


def main() -> int:
    """Run the measurements, and return 1 if a result is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=(*MEASUREMENTS, []), metavar="name", help=", ".join(MEASUREMENTS))
    names = parser.parse_args().names or MEASUREMENTS
    return max(show(import_module(f"bench.{name}").measure([])) for name in names)


if __name__ == "__main__":
    sys.exit(main())
