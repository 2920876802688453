"""All measurements, one after the other: `python -m bench`."""

from __future__ import annotations

import sys

from bench import article, help, many, memory  # noqa: A004 - named after what it measures

if __name__ == "__main__":
    sys.exit(max([measure([]) for measure in (help.main, article.main, many.main, memory.main)]))
