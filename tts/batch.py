"""Many articles: which there are, what they are called, which are stale; one failure does not stop the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from tts import store
from tts.config import Config, options
from tts.encode import check_formats
from tts.engines import Engine, load
from tts.engines.voices import choose_voice
from tts.errors import ArticastError, ReadError
from tts.pipeline import produce
from tts.readers import READERS
from tts.slug import unique_slugs
from tts.writers.manifest import SCHEMA

Status = Literal["packaged", "unchanged", "failed"]

_MAKERS = ("articast", "av", "espeakng-loader", "lameenc", "Markdown", "pydub", "pyttsx3", "selectolax", "sentencex")
_HEAD_BYTES = 1_000_000  # where a manifest's small members end at the latest


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

    Raises:
        ReadError: a folder has no article in it.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = [one for one in sorted(path.rglob("*")) if one.suffix.lower() in READERS and _is_article(one, path)]
        if not inside:
            raise ReadError(f"There is no article in this folder. Put one there ({', '.join(READERS)}).", path=path)
        found.update(dict.fromkeys(inside))
    return tuple(found)


def _is_article(path: Path, below: Path) -> bool:
    """Whether it is a file that is neither hidden nor in a package, where the transcript looks like an article."""
    if not path.is_file() or any(part.startswith(".") for part in path.relative_to(below).parts):
        return False
    return not _head(path.with_name("manifest.json"))


def package(paths: Iterable[Path], output: Path, config: Config, *, force: bool = False) -> Iterator[Outcome]:
    """Packages the article files `paths` into `output`, one after the other, and tells of each as it is done.

    An article whose text, settings and makers are those of its package is left as it is, unless `force`.

    Raises:
        UsageError: the engine, the voice or a format that all of them are to have does not exist.
        EngineError: the engine does not start.
        StoreError: `output` cannot be used.
    """
    paths = tuple(paths)
    check_formats(config.formats)
    store.recover(output)
    slugs = _slugs(paths, output)
    with ExitStack() as stack:
        engine: Engine | None = None
        for path in paths:
            todo = _Todo(path=path, slug=slugs[path], output=output, config=config)
            outcome = _unchanged(todo) if not force else None
            if outcome is None:
                engine = engine or _ready(stack, config)
                outcome = _attempt(todo, engine)
            yield outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Todo:
    """One article of a run."""

    path: Path
    slug: str
    output: Path
    config: Config

    @property
    def place(self) -> Path:
        return self.output / self.slug

    def outcome(self, status: Status, **more: Any) -> Outcome:
        return Outcome(path=self.path, slug=self.slug, package=self.place, status=status, **more)

    def failure(self, error: ArticastError) -> Outcome:
        return self.outcome("failed", error=error if error.path else ArticastError(error.message, path=self.path))


def _unchanged(todo: _Todo) -> Outcome | None:
    """The outcome for an article that has its package already, or cannot have one; None if there is work to do."""
    try:
        duration_ms = _made(todo.place, _fingerprint(todo.path, todo.config), todo.path)
    except ReadError as error:
        return todo.failure(error)
    return None if duration_ms is None else todo.outcome("unchanged", duration_ms=duration_ms)


def _attempt(todo: _Todo, engine: Engine) -> Outcome:
    try:
        return _package(todo, engine)
    except ArticastError as error:
        return todo.failure(error)
    except Exception as error:  # noqa: BLE001 - a fault of ours costs one article, not the run
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return todo.failure(
            ArticastError(f"{what}. This is a fault of Articast: please report it with the article.", path=todo.path)
        )


def _ready(stack: ExitStack, config: Config) -> Engine:
    engine = stack.enter_context(load(config.engine))
    choose_voice(engine.voices(), config.voice, "en")
    return engine


def _package(todo: _Todo, engine: Engine) -> Outcome:
    record = {
        "source": _source(todo.path, todo.output),
        "fingerprint": _fingerprint(todo.path, todo.config),
        "version": version("articast"),
    }
    with store.workspace(todo.output, todo.slug) as folder:
        publication = produce(todo.path, folder, todo.slug, todo.config, engine, record)
        store.place(folder, todo.output, todo.slug)
    return todo.outcome("packaged", duration_ms=publication.timeline.duration_ms, warnings=publication.warnings)


def _slugs(paths: tuple[Path, ...], output: Path) -> dict[Path, str]:
    """A slug for each path; packages that stand in `output` keep theirs as long as their article is there."""
    sources = {_source(path, output): path for path in paths}
    packaged = {}
    for manifest in output.glob("*/manifest.json"):
        source = _head(manifest).get("options", {}).get("source")
        if isinstance(source, str) and Path(output.absolute().parent, source).exists():
            packaged[manifest.parent.name] = Path(source)
    slugs = unique_slugs(map(Path, sources), packaged)
    return {path: slugs[Path(source)] for source, path in sources.items()}


def _source(path: Path, output: Path) -> str:
    """Where the article is, seen from the folder in which `output` is: the same on every machine."""
    try:
        return Path(os.path.relpath(path, output.absolute().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()


def _fingerprint(path: Path, config: Config) -> str:
    """SHA-256 of everything that shapes a package: the source, the settings, the versions of its makers.

    Raises:
        ReadError: the file cannot be read.
    """
    makers = {name: version(name) for name in _MAKERS}
    settings = {"options": options(config), "pinned": config.pinned, "makers": makers}
    digest = sha256(json.dumps(settings, sort_keys=True).encode())
    try:
        digest.update(path.read_bytes())
    except OSError as error:
        cause = "There is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise ReadError(f"{cause}. Check the path and its permissions.", path=path) from error
    return digest.hexdigest()


def _made(place: Path, fingerprint: str, path: Path) -> int | None:
    """The length in ms of the package in `place` if it was made from just this and is all there."""
    head = _head(place / "manifest.json")
    if head.get("options", {}).get("fingerprint") != fingerprint:
        return None
    for name, digest in head["options"].get("inputs", {}).items():
        input_ = path.parent / name
        if not input_.is_file() or sha256(input_.read_bytes()).hexdigest() != digest:
            return None
    for track in head["tracks"]:
        file = place / track["path"]
        if not file.is_file() or file.stat().st_size != track["size_bytes"]:
            return None
    return int(head["metadata"]["duration_ms"])


def _head(manifest: Path) -> Mapping[str, Any]:
    """The members of a manifest before its sections, which may be long; nothing if it is none of ours."""
    try:
        with manifest.open(encoding="utf-8", errors="replace") as file:
            text = file.read(_HEAD_BYTES)
        head = json.loads(text[: text.index('\n "sections": [')].rstrip().rstrip(",") + "}")
    except (OSError, ValueError):
        return {}
    return head if isinstance(head, dict) and head.get("schema") == SCHEMA else {}
