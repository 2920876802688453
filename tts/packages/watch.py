"""FILES -> CHANGES: notice that a file was saved, came or went, by looking at the files once per second."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tts.noun import noun
from tts.packages.manifest_header import read_manifest_header
from tts.speech.lexicon import list_lexicon_places
from tts.text.readers import is_article
from tts.text.readers.parts import split_part

_POLL_S = 1.0
_QUIET_S = 0.5  # for which no file changes, until what was saved counts as whole
_MAX_RESTLESS_S = 30  # a file that grows all the time, such as a log, must not keep the articles waiting
_GENERAL = (".toml", ".pls", ".xml")  # lexicons, settings
_MAX_LOAD = 0.1  # of the time may be spent on looking

States = Mapping[str, tuple[int, ...]]
"""The inode, size and time of change of each file that is there."""


@noun
class Watched:
    """The files to look at: `files`, which need not exist, and all below `folders` that are not hidden.

    Files below the folder `output` are left out, because the run itself writes them.
    """

    files: frozenset[Path]
    folders: tuple[Path, ...]
    output: Path


def list_shaping_files(article: Path, package: Path) -> Iterator[Path]:
    """Yield the files that shape the package of an article, or that would if they were there."""
    file, _ = split_part(article)
    yield file
    yield from list_lexicon_places(article)
    options = read_manifest_header(package).get("options")
    inputs = options.get("inputs") if isinstance(options, dict) else None
    yield from (file.parent / name for name in inputs or () if isinstance(name, str) and "\0" not in name)


def read_states(watched: Watched) -> States:
    """Return the states of all watched files that are there."""
    states: dict[str, tuple[int, ...]] = {}
    for file in watched.files:
        with suppress(OSError):
            states[str(file)] = _state(os.stat(file))  # noqa: PTH116 - quick for thousands
    output = os.path.abspath(watched.output)  # noqa: PTH100 - does not resolve links
    for folder in watched.folders:
        for entry in _walk(folder, output):
            with suppress(OSError):  # it went just now, or is a link that leads nowhere
                states[entry.path] = _state(entry.stat())
    return states


def wait_for_change(watched: Watched, states: States) -> States:
    """Wait until the files are no longer in `states`, and no file has changed for a moment; return the new states."""
    present = states
    while present == states:
        begin_s = time.monotonic()
        present = read_states(watched)
        if present == states:
            time.sleep(max(_POLL_S, (time.monotonic() - begin_s) / _MAX_LOAD))
    end_s = time.monotonic() + _MAX_RESTLESS_S
    before: States = {}
    while present != before and time.monotonic() < end_s:
        time.sleep(_QUIET_S)
        before, present = present, read_states(watched)
    return present


def find_changed(before: States, after: States) -> frozenset[Path]:
    """Return the files that have other states, or came or went."""
    return frozenset(Path(name) for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def find_affected(articles: Iterable[Path], changed: frozenset[Path]) -> tuple[Path, ...]:
    """Return those of `articles` whose packages the files `changed` may shape.

    An article may have pictures in its folder and below it. A lexicon or a settings file may shape all packages.
    """
    if any(path.suffix.lower() in _GENERAL for path in changed):
        return tuple(articles)
    others = {parent for path in changed if not is_article(path) for parent in path.parents}
    files = ((article, split_part(article)[0]) for article in articles)
    return tuple(article for article, file in files if file in changed or file.parent in others)


def _state(found: os.stat_result) -> tuple[int, ...]:
    """Return what changes when a file is saved or replaced."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def _walk(folder: Path, output: str) -> Iterator[os.DirEntry[str]]:
    """Yield the files below `folder` that are not hidden; links to folders are not followed."""
    waiting = [str(folder)]
    while waiting:  # folders may be nested deeper than functions can be
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    yield entry
                elif os.path.abspath(entry.path) != output:  # noqa: PTH100 - does not resolve links
                    waiting.append(entry.path)
