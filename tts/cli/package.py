"""`articast package`: make an edition of every article."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tts.cli.console import Console
from tts.cli.runs import run_once
from tts.cli.settings import settings_from_args
from tts.cli.sources import add_sources
from tts.cli.standard_input import STANDARD_INPUT
from tts.errors import UsageError
from tts.packages.discover import find_articles, find_unread
from tts.packages.links import make_link_rule
from tts.sources.places import is_address

if TYPE_CHECKING:
    from tts.publish.mirror import Mirror


def run(options: argparse.Namespace, console: Console) -> int:
    """Package `options.paths`, for addresses the files that are made of them; return 1 if something failed, else 0."""
    if not isinstance(options.output, str):
        return _run(options, console, None)
    from tts.publish.mirror import open_mirror

    wrong = next((name for name in ("watch", "dry_run", "shard") if getattr(options, name)), "")
    if wrong:
        step = "Package into a folder, and upload it with `articast publish`."
        raise UsageError(f"--{wrong.replace('_', '-')} needs a folder, and {options.output} is an address. {step}")
    with open_mirror(options.output) as mirror:
        options.output, options.prune = mirror.folder, True
        return _run(options, console.renamed({str(mirror.folder): mirror.shown}), mirror)


def _run(options: argparse.Namespace, console: Console, mirror: Mirror | None) -> int:
    """Package the articles into a folder, which may be the mirror of an address."""
    settings = settings_from_args(options)
    _require_options(options)
    opened = add_sources(options, console)
    if not opened.paths:
        return 1
    if options.watch:
        from tts.cli.watch import watch_articles

        return watch_articles(opened, settings, options)
    paths = find_articles(opened.paths, whole=options.whole)
    if options.name and len(paths) != 1:
        raise UsageError(f"--name is for one article, and there are {len(paths)}. Leave it out, or give one article.")
    unread = find_unread(opened.paths)
    links = make_link_rule(opened.paths, follow=settings.follow_links)
    if options.dry_run:
        from tts.cli.dry_run import preview_run

        return preview_run(paths, links, unread, settings, options, opened.console)
    result = run_once(paths, links, unread, settings, options, opened.console, mirror)
    is_wrong = any(outcome.error or outcome.missing for outcome in result.outcomes)
    is_wrong = is_wrong or bool(options.strict and result.warnings)
    return 1 if opened.errors or is_wrong else 0


def _require_options(options: argparse.Namespace) -> None:
    """Raise UsageError if an option does not fit the others."""
    places = [str(place) for place in options.paths]
    addresses = [place for place in places if is_address(place)]
    if options.dry_run and addresses:
        what = f"{addresses[0]} would first be added as a file, and --dry-run writes nothing"
        raise UsageError(f"{what}. Look at it with `articast check {addresses[0]}`, or add it with `articast add`.")
    if options.watch and STANDARD_INPUT in places:
        raise UsageError("Standard input does not change, so --watch needs files or folders. Leave out - or --watch.")
    apart = next((name for name in ("scheduler", "shard") if getattr(options, name)), "")
    if apart and (options.watch or options.dry_run):
        other = "--watch" if options.watch else "--dry-run"
        raise UsageError(f"{other} works with all articles, on this computer. Leave out --{apart} or {other}.")
    if options.serve and not options.watch:
        raise UsageError("--serve is for --watch. Add --watch, or serve the packages with `articast serve`.")
