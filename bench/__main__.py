"""All measurements, one after the other: `python -m bench`."""

from __future__ import annotations

import sys

from bench import article, cache, editions, extract, front, help, jobs, many, memory, newspaper, unchanged, voices  # noqa: A004 - named after what it measures

if __name__ == "__main__":
    sys.exit(
        max(
            [
                measure([])
                for measure in (
                    help.main,
                    article.main,
                    front.main,
                    extract.main,
                    editions.main,
                    newspaper.main,
                    jobs.main,
                    unchanged.main,
                    many.main,
                    memory.main,
                    voices.main,
                    cache.main,
                )
            ]
        )
    )
