"""`articast add`: make article files from web pages, documents, feeds and exports."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tts.cli.console import Console, count_noun
from tts.cli.standard_input import STANDARD_INPUT, read_standard_input
from tts.errors import ReadError, UsageError
from tts.packages.links import LinkRule
from tts.sources.add import Added, Adder, Listing, Result
from tts.sources.places import is_address
from tts.sources.web import Web
from tts.text.readers.parts import split_part

_BESIDE = (
    "{edited} was edited, so the new text is in {path}, as a draft. "
    "Copy what you need from it. Or delete the old file, and the line 'draft: true' in the new one."
)


def run(options: argparse.Namespace, console: Console) -> int:
    """Add `options.sources`; return 1 if one of them failed, else 0."""
    if options.newest is not None and options.newest < 1:
        raise UsageError(f"--newest must be at least 1, not {options.newest}.")
    if options.format and STANDARD_INPUT not in options.sources:
        raise UsageError("--format is for an article on standard input. Leave it out, or give - as the source.")
    web = Web(allow_private=options.allow_private)
    adder = Adder(options.output, web, newest=options.newest, whole=options.whole)
    counts: Counter[str] = Counter()
    for result in _add_all(adder, options):
        if isinstance(result, Added):
            counts[result.status or "failed"] += 1
        if not options.quiet or (isinstance(result, Added) and result.error):
            show_result(result, console, as_json=options.json)
    if options.json:
        console.object({"event": "summary", "folder": str(options.output), **counts})
    elif counts.total() > 1 and not options.quiet:
        parts = ", ".join(f"{count} {status}" for status, count in counts.items())
        console.say(f"{count_noun(counts.total(), 'article')}: {parts}.")
    return 1 if counts["failed"] else 0


def _add_all(adder: Adder, options: argparse.Namespace) -> Iterator[Result]:
    """Yield what became of each source."""
    for source in options.sources:
        if source == STANDARD_INPUT:
            given = read_standard_input(options.format or "md", options.verb)
            yield adder.add_data(given.data, given.extension, given.name)
        elif error := None if is_address(source) else _refuse_link(Path(source), follow=bool(options.follow_links)):
            yield Added(source=source, error=error)
        else:
            yield from adder.add(source)


def _refuse_link(path: Path, *, follow: bool) -> ReadError | None:
    """Return the error of a file that is a link out of its folder, None for any other."""
    try:
        LinkRule(follow=follow).require_inside(split_part(path)[0])
    except ReadError as error:
        return error
    return None


def show_result(result: Result, console: Console, *, as_json: bool = False) -> None:
    """Print what became of a source, and its warnings."""
    if as_json:
        console.object(_to_json(result))
    elif isinstance(result, Listing):
        old = result.entries - result.new
        before = f", {old} of them added before" if old else ""
        title = f'"{result.title}", ' if result.title else ""
        console.say(f"{result.source}: {title}{count_noun(result.entries, 'entry', 'entries')}{before}.")
    elif result.error:
        console.error(str(result.error))
    else:
        console.say(describe(result))
        for warning in result.warnings:
            console.error(f"Warning: {warning}")


def describe(added: Added) -> str:
    """Return a line about an article file: what it is, and what was left out of it."""
    parts = [f'"{added.title}"', count_noun(added.words, "word")]
    if added.pictures:
        parts.append(count_noun(added.pictures, "picture"))
    if added.status in ("updated", "unchanged"):
        parts.append(added.status)
    sentences = [f"{added.path}: {', '.join(parts)}."]
    if added.left_out:
        sentences.append(f"Left out: {', '.join(added.left_out)}.")
    if added.edited:
        sentences.append(_BESIDE.format(edited=added.edited, path=added.path))
    return " ".join(sentences)


def _to_json(result: Result) -> dict[str, object]:
    """Return a result as `--json` prints it."""
    if isinstance(result, Listing):
        values = {"source": result.source, "title": result.title, "entries": result.entries, "new": result.new}
        return {"event": "listed", **values}
    return {
        "event": "added",
        "source": result.source,
        "status": result.status or "failed",
        "path": str(result.path) if result.path else None,
        "edited": str(result.edited) if result.edited else None,
        "title": result.title,
        "words": result.words,
        "pictures": result.pictures,
        "left_out": list(result.left_out),
        "warnings": list(result.warnings),
        "error": str(result.error) if result.error else None,
    }
