"""`articast library`: make the page that lists all packages in a folder, and the feeds."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.cli.alike import group_warnings
from tts.cli.console import Console, count_noun
from tts.cli.folders import require_packages
from tts.cli.settings import settings_from_args
from tts.config.channel import FEED
from tts.config.settings import Settings
from tts.errors import UsageError
from tts.library.build import LibraryResult, build_library
from tts.library.item import PAGE
from tts.packages import store

HINT = (
    "No podcast feed was made, because the address of the folder on the web is not set. "
    "Give --base-url, as in --base-url https://example.org/listen/."
)


def run(options: argparse.Namespace, console: Console) -> int:
    """Make the library of the output folder."""
    settings = settings_from_args(options)
    output = settings.output
    require_packages(output, is_named=options.output is not None)
    with store.exclusive_run(output):
        library = build_library(output, settings.channel)
    if not (output / PAGE).exists():
        raise UsageError(f"{output}: No library was made, because no package can be read. See `articast verify`.")
    if not options.quiet:
        _report(library, output, settings, console)
    return 0


def _report(library: LibraryResult, output: Path, settings: Settings, console: Console) -> None:
    """Print the warnings, what the page lists, and where the feed is."""
    for warning in group_warnings(library.warnings):
        console.error(f"Warning: {warning}")
    articles = count_noun(library.packages - library.editions, "article")
    editions = count_noun(library.editions, "edition")
    listed = f"{editions} and {articles}" if library.editions else count_noun(library.packages, "package")
    console.say(f"{output / PAGE} lists {listed}.")
    if settings.channel.base_url:
        console.say(f"The podcast feed is {settings.channel.url(FEED)}")
    elif not (output / FEED).exists():
        console.say(HINT)
