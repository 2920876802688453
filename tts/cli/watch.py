"""`--watch`: package articles again whenever they, or the files that shape them, are saved."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

from tts.cli.console import Console
from tts.cli.reports import choose_report
from tts.cli.runs import run_once
from tts.cli.settings import settings_from_args
from tts.cli.sources import Opened
from tts.config.settings import FILE, Settings
from tts.config.user_file import find_user_file
from tts.errors import ArticastError, ReadError, StoreError, UsageError
from tts.library.build import LibraryResult, build_library
from tts.library.live import LiveLibrary
from tts.library.serve import Server, open_server
from tts.packages.batch import package
from tts.packages.discover import find_articles, find_unread
from tts.packages.links import LinkRule, make_link_rule
from tts.packages.outcome import Outcome
from tts.packages.watch import Watched, find_affected, find_changed, list_shaping_files, read_states, wait_for_change
from tts.text.readers.parts import split_part

_HOST, _PORT = "localhost", 8000
_RETRY_S = 5.0
_WATCHING = "Watching. When a file is saved, its article is packaged again; then reload its page. Press Ctrl+C to stop."


def watch_articles(opened: Opened, settings: Settings, options: argparse.Namespace) -> int:
    """Package the articles `opened`, and again what changes, until Ctrl+C is pressed, which is not a failure."""
    watch = _Watch(opened, settings, options)
    with ExitStack() as stack:
        try:
            watched = watch.list_files()
            states = read_states(watched)  # before the run, so that a change during it counts
            watch.run_first()
            is_served = is_watching = False
            while True:
                if options.serve and not is_served and settings.output.is_dir():
                    stack.enter_context(_serve(settings, options, opened.console))
                    is_served = True
                if options.json or not (is_watching or options.quiet):
                    opened.console.show(_WATCHING, {"event": "watching"}, as_json=options.json)
                    is_watching = True
                watched, earlier = watch.list_files(), watched
                if watched != earlier:
                    states = {**read_states(watched), **states}
                before, states = states, wait_for_change(watched, states)
                watch.run_again(find_changed(before, states))
        except KeyboardInterrupt:
            if not (options.json or options.quiet):
                opened.console.say("Stopped.")
    return 0


class _Watch:
    """The articles that are watched, and what was said of each, so that it is said once."""

    def __init__(self, opened: Opened, settings: Settings, options: argparse.Namespace) -> None:
        self._places = opened.paths
        self._console = opened.console
        self._settings = settings
        self._options = options
        self._outcomes: dict[Path, Outcome] = {}
        self._said = ""

    def list_files(self) -> Watched:
        """Return the files whose changes count: those of the articles, of their settings and of their lexicons."""
        options, settings = self._options, self._settings
        files = {file for path in self._places if not path.is_dir() for file in list_shaping_files(path, path)}
        for path, outcome in self._outcomes.items():
            files.update(list_shaping_files(path, outcome.package))
        files.update(map(Path, settings.config.lexicon))
        files.update(filter(None, (options.config or FILE, find_user_file())))
        folders = tuple(path for path in self._places if path.is_dir())
        elsewhere = frozenset(file for file in files if not any(map(file.is_relative_to, folders)))
        return Watched(files=elsewhere, folders=folders, output=settings.output)

    def run_first(self) -> None:
        """Package all articles as a run without `--watch` does; a folder that has no article yet may get one."""
        options, console = self._options, self._console
        paths = self._find_articles()
        if options.name and len(paths) > 1:
            what = f"--name is for one article, and there are {len(paths)}"
            raise UsageError(f"{what}. Leave it out, or give one article.")
        if paths:
            result = run_once(paths, self._links, find_unread(self._places), self._settings, options, console)
            self._outcomes = {outcome.path: outcome for outcome in result.outcomes}

    def run_again(self, changed: frozenset[Path]) -> None:
        """Package what the files `changed` shape, and report on it; wait for another run in the same folder to end."""
        while True:
            try:
                self._settings = settings_from_args(self._options)
                self._package_changes(changed)
            except StoreError as error:
                self._say_once(error)
                time.sleep(_RETRY_S)
            except ArticastError as error:
                self._say_once(error)
                return
            else:
                return

    def _package_changes(self, changed: frozenset[Path]) -> None:
        """Package the articles that may have changed, and report on those of which there is something new to say."""
        options, settings, console = self._options, self._settings, self._console
        paths = self._find_articles()
        for path in self._outcomes.keys() - set(paths):
            outcome = self._outcomes[path]
            if outcome.package.exists():
                what = f"{path} is gone. Its package stays: delete {outcome.package} to withdraw it."
                if not options.quiet:
                    console.show(what, {"event": "gone", "path": str(path), "what": what}, as_json=options.json)
        outcomes = {path: self._outcomes[path] for path in paths if path in self._outcomes}
        report = choose_report(options, console)
        libraries: list[LibraryResult] = []
        # A folder that comes back brings articles that are not among the files that changed.
        new = {split_part(path)[0] for path in paths if path not in outcomes}
        affected = find_affected(paths, changed | new)
        results = package(
            affected,
            settings.output,
            settings.config,
            name=(options.name or "") if len(paths) == 1 else "",
            links=self._links,
            drafts=settings.drafts,
            prune=options.prune,
            jobs=settings.jobs,
            finish=lambda known: libraries.append(build_library(settings.output, settings.channel, known)),
            report=None if options.quiet else report.progress,
        )
        for outcome in results if affected else ():
            outcomes[outcome.path] = outcome
            is_known = _describe(outcome) == _describe(self._outcomes.get(outcome.path))
            if outcome.status == "packaged" or not is_known or split_part(outcome.path)[0] in changed:
                report.article(0, outcome)
        report.warn_of_others()
        self._outcomes, self._said = outcomes, ""

    @property
    def _links(self) -> LinkRule:
        """The links that may lead to articles, by the settings as they are now."""
        return make_link_rule(self._places, follow=self._settings.follow_links)

    def _find_articles(self) -> tuple[Path, ...]:
        """Return the articles that are there now; if there are none, say so."""
        try:
            return find_articles(self._places, whole=self._options.whole)
        except ReadError as error:
            self._say_once(error)
            return ()

    def _say_once(self, error: ArticastError) -> None:
        """Print an error, unless it was the last one that was printed."""
        if str(error) != self._said:
            self._said = str(error)
            self._console.error(self._said)


def _describe(outcome: Outcome | None) -> str:
    """Return why an article has no package, "" if it has one or was never seen."""
    return str(outcome.error or outcome.reason) if outcome else ""


@contextmanager
def _serve(settings: Settings, options: argparse.Namespace, console: Console) -> Iterator[None]:
    """Serve the packages to browsers on this computer while the block runs."""
    server = _open_server(settings.output)
    server.site.generated_files = LiveLibrary(settings.output, replace(settings.channel, base_url=server.url))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    console.show(f"The library is at {server.url}", {"event": "serving", "url": server.url}, as_json=options.json)
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _open_server(output: Path) -> Server:
    """Return a server at the usual port, or where that is used by another program, at any free one."""
    try:
        return open_server(output, _HOST, _PORT, _ignore)
    except UsageError:
        return open_server(output, _HOST, 0, _ignore)


def _ignore(_line: str, /) -> None:
    """Do not log requests."""
