"""Many articles: which there are, what they are called, which are stale; one failure does not stop the rest."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, Literal, Self

from tts import __version__
from tts.config.config import Config
from tts.errors import ArticastError, ReadError
from tts.formats import check_formats
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice
from tts.packages import store
from tts.packages.manifest_header import read_manifest_header
from tts.packages.slug import unique_slugs
from tts.packages.stale import fingerprint, made
from tts.speech.engines import Engine, load
from tts.speech.engines.voices import choose_voice
from tts.text.detect import check_detector
from tts.text.readers import READERS

Status = Literal["packaged", "unchanged", "failed"]

_PATIENCE_S = 3
_TURN_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article. `package` is its folder; `duration_ms` the length of the audio."""

    path: Path
    slug: str
    status: Status
    package: Path
    duration_ms: int = 0
    warnings: tuple[str, ...] = ()
    error: ArticastError | None = None


def articles(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that `paths` name, each once: files as they are, of folders all articles below them, in order.

    A folder without an article stands among them for itself; `check_no_folder` says of it what is wrong.

    Raises:
        ReadError: `paths` are folders, and none of them has an article in it.
    """
    found = dict.fromkeys(one for path in paths for one in _below(path) or (path,))
    if all(path.is_dir() for path in found):
        for path in found:
            check_no_folder(path)
    return tuple(found)


def check_no_folder(path: Path) -> None:
    """Tells of a folder among `articles`, in which there is none.

    Raises:
        ReadError: `path` is a folder.
    """
    if path.is_dir():
        raise ReadError(f"There is no article in this folder. Put one there ({', '.join(READERS)}).", path=path)


def _below(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [one for one in sorted(folder.rglob("*")) if one.suffix.lower() in READERS and _is_article(one, folder)]


def _is_article(path: Path, below: Path) -> bool:
    """Whether it is a file that is neither hidden nor in a package, where the transcript looks like an article."""
    if not path.is_file() or any(part.startswith(".") for part in path.relative_to(below).parts):
        return False
    return not read_manifest_header(path.with_name("manifest.json"))


def package(
    paths: Iterable[Path],
    output: Path,
    config: Config,
    *,
    force: bool = False,
    jobs: int = 1,
    finish: Callable[[], None] | None = None,
) -> Iterator[Outcome]:
    """Packages the article files `paths` into `output`, on up to `jobs` cores, and tells of each as it is done.

    Where there are fewer articles than that, each has several of them to measure and encode with.

    An article whose text, settings and makers are those of its package is left as it is, unless `force`; all of these
    come first. What comes out does not depend on `jobs`; with more than one, the longest articles come first. `finish`
    is called at the end, while no other run can work in `output`.

    Raises:
        UsageError: the engine, the voice or a format that all of them are to have does not exist.
        EngineError: the engine does not start.
        StoreError: `output` cannot be used, or another run is at work in it.
    """
    paths = tuple(paths)
    check_formats(config.formats)
    check_detector(config.detect_language)
    with store.only_run(output):
        store.recover(output)
        slugs = _slugs(paths, output)
        todos = []
        for todo in (_Todo(path=path, slug=slugs[path], output=output, config=config) for path in paths):
            if outcome := _settled(todo, force=force):
                yield outcome
            else:
                todos.append(todo)
        threads = max(1, jobs // max(1, len(todos)))
        todos = [replace(todo, threads=threads) for todo in todos]
        yield from _side_by_side(todos, config, jobs)
        if finish:
            finish()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Todo:
    """One article of a run."""

    path: Path
    slug: str
    output: Path
    config: Config
    threads: int = 1

    @property
    def place(self) -> Path:
        return self.output / self.slug

    def outcome(self, status: Status, **more: Any) -> Outcome:
        return Outcome(path=self.path, slug=self.slug, package=self.place, status=status, **more)

    def failure(self, error: ArticastError) -> Outcome:
        return self.outcome("failed", error=error if error.path else ArticastError(error.message, path=self.path))


def _settled(todo: _Todo, *, force: bool) -> Outcome | None:
    """The outcome for an article that has its package already, or cannot have one; None if there is work to do."""
    try:
        check_no_folder(todo.path)
        duration_ms = None if force else made(todo.place, fingerprint(todo.path, todo.config), todo.path)
    except ReadError as error:
        return todo.failure(error)
    return None if duration_ms is None else todo.outcome("unchanged", duration_ms=duration_ms)


def _one_by_one(todos: Iterable[_Todo], config: Config, given_up: Event) -> Iterator[Outcome]:
    """The outcome of each, with an engine that is only started when there is something to speak."""
    with ExitStack() as stack:
        engine: Engine | None = None
        for todo in todos:
            engine = engine or _Watched(_ready(stack, config), given_up)
            yield _attempt(todo, engine)


def _side_by_side(todos: Iterable[_Todo], config: Config, jobs: int) -> Iterator[Outcome]:
    """The same by threads, each with an engine of its own; where there are several, the longest article first.

    For several cores there is one thread more: often one waits for another, as Python runs one at a time. The main
    thread only waits, also for a single article: a Ctrl-C that comes while PyAV runs in it could be lost.
    """
    waiting = deque(sorted(todos, key=_size_bytes, reverse=True) if jobs > 1 else todos)
    done: SimpleQueue[Outcome | BaseException] = SimpleQueue()
    given_up = Event()
    expected = len(waiting)
    told = (waiting, done, config, given_up)
    threads = [Thread(target=_work, args=told, daemon=True) for _ in range(min(jobs + (jobs > 1), expected))]
    try:
        for thread in threads:
            thread.start()
        for _ in range(expected):
            result = _next(done)
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        waiting.clear()
        given_up.set()
        for thread in threads:
            # What takes longer ends with the process; the next run clears away what it leaves.
            thread.join(timeout=_PATIENCE_S)


def _next(done: SimpleQueue[Outcome | BaseException]) -> Outcome | BaseException:
    """Waits in short turns: Ctrl-C just before a wait begins would be noticed after it only."""
    while True:
        with suppress(Empty):
            return done.get(timeout=_TURN_S)


def _work(waiting: deque[_Todo], done: SimpleQueue[Outcome | BaseException], config: Config, given_up: Event) -> None:
    try:
        for outcome in _one_by_one(_taken(waiting), config, given_up):
            done.put(outcome)
    except BaseException as error:  # noqa: BLE001 - a thread's edge: the main thread raises it
        done.put(error)


def _taken(waiting: deque[_Todo]) -> Iterator[_Todo]:
    while True:
        try:
            yield waiting.popleft()
        except IndexError:  # another thread took the last one
            return


def _size_bytes(todo: _Todo) -> int:
    return todo.path.stat().st_size if todo.path.exists() else 0


class _GivenUp(Exception):  # noqa: N818 - it is nobody's error
    """The run was given up while an article was spoken."""


class _Watched:
    """An engine that says nothing more once its run is given up, so that Ctrl-C need not wait for an article."""

    def __init__(self, engine: Engine, given_up: Event) -> None:
        self._engine = engine
        self._given_up = given_up

    @property
    def info(self) -> EngineInfo:
        return self._engine.info

    def voices(self) -> tuple[Voice, ...]:
        return self._engine.voices()

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        return self._engine.synthesize(utterance, voice, prosody)

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        for speech in self._engine.synthesize_all(utterances, voice, prosody):
            if self._given_up.is_set():
                raise _GivenUp
            yield speech

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _attempt(todo: _Todo, engine: Engine) -> Outcome:
    try:
        return _package(todo, engine)
    except ArticastError as error:
        return todo.failure(error)
    except Exception as error:  # noqa: BLE001 - a fault of ours costs one article, not the run
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return todo.failure(
            ArticastError(f"{what}. This is a defect in Articast. Please report it with the article.", path=todo.path)
        )


def _ready(stack: ExitStack, config: Config) -> Engine:
    engine = stack.enter_context(load(config.engine))
    import_module("tts.pipeline")  # takes about as long as the engine takes to get ready
    choose_voice(engine.voices(), config.voice, "en")
    return engine


def _package(todo: _Todo, engine: Engine) -> Outcome:
    from tts.pipeline import produce  # not needed where nothing is to be done

    record = {
        "source": _source(todo.path, todo.output),
        "fingerprint": fingerprint(todo.path, todo.config),
        "version": __version__,
    }
    with store.workspace(todo.output, todo.slug) as folder:
        publication = produce(todo.path, folder, todo.slug, todo.config, engine, record, todo.threads)
        store.place(folder, todo.output, todo.slug)
    return todo.outcome("packaged", duration_ms=publication.timeline.duration_ms, warnings=publication.warnings)


def _slugs(paths: tuple[Path, ...], output: Path) -> dict[Path, str]:
    """A slug for each path; packages that stand in `output` keep theirs as long as their article is there."""
    sources = {_source(path, output): path for path in paths}
    packaged = {}
    for manifest in output.glob("*/manifest.json"):
        source = read_manifest_header(manifest).get("options", {}).get("source")
        if isinstance(source, str) and Path(output.absolute().parent, source).exists():
            packaged[manifest.parent.name] = Path(source)
    slugs = unique_slugs((Path(source) for source, path in sources.items() if path.is_file()), packaged)
    # What is missing, or a folder, gets no package, so it must not take a name from an article that is there.
    taken = packaged | {slug: source for source, slug in slugs.items()}
    slugs |= unique_slugs((Path(source) for source, path in sources.items() if not path.is_file()), taken)
    return {path: slugs[Path(source)] for source, path in sources.items()}


def _source(path: Path, output: Path) -> str:
    """Where the article is, seen from the folder in which `output` is: the same on every machine."""
    try:
        return Path(os.path.relpath(path, output.absolute().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()
