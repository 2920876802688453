"""`articast cache`: show or empty the speech cache."""

from __future__ import annotations

import argparse

from tts.cli.console import Console, count_noun
from tts.speech.cache.folder import VARIABLE, CacheSize, shared_cache


def run(options: argparse.Namespace, console: Console) -> int:
    """Show where the cache is and how full it is; with `options.clear`, empty it first."""
    cache = shared_cache()
    if cache is None:
        line = f"The cache is off. To use it, remove the environment variable {VARIABLE}."
        console.show(line, {"folder": None}, as_json=options.json)
        return 0
    removed = cache.clear() if options.clear else None
    size = cache.measure()
    values = {
        "folder": str(cache.folder),
        "utterances": size.utterances,
        "size_bytes": size.size_bytes,
        "limit_bytes": cache.max_bytes,
    }
    if options.json:
        console.object(values | ({"removed": removed.utterances} if removed else {}))
        return 0
    if removed:
        console.say(f"Removed {_in_words(removed)}.")
    console.say(f"The cache has {_in_words(size)}. Its limit is {_megabytes(cache.max_bytes)}.")
    console.say(f"Its folder is {cache.folder}")
    return 0


def _in_words(size: CacheSize) -> str:
    """Return a size such as `812 utterances, 86 MB`."""
    return f"{count_noun(size.utterances, 'utterance')}, {_megabytes(size.size_bytes)}"


def _megabytes(count: int) -> str:
    """Return a number of bytes in megabytes: `0.2 MB`, `86 MB`, `1,000 MB`."""
    megabytes = count / 1e6
    return f"{megabytes:.1f} MB" if megabytes < 10 else f"{megabytes:,.0f} MB"
