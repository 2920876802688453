"""ARTICLE -> the files of its package in a folder, without a lock or a library. The caller installs the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path

from tts import __version__
from tts.config.config import Config
from tts.model import Step
from tts.noun import noun
from tts.packages.stale import fingerprint
from tts.speech.engines import Engine, load
from tts.writers.earlier import EarlierPackage


@noun
class Built:
    """What was built: the length of the audio, warnings for the producer, and the voices that spoke.

    `voices` are the names of the voices with their engines, the main one first.
    """

    duration_ms: int
    warnings: tuple[str, ...]
    voices: tuple[str, ...]


@contextmanager
def start_engine(config: Config) -> Iterator[Engine]:
    """Give the engine of `config`, which has what all articles of a run share, and end it afterwards.

    Raises:
        UsageError: there is no such engine or voice, or a lexicon of the run cannot be read.
        EngineError: the engine does not start.
    """
    with load(config.engine) as engine:
        # takes about as long as the engine takes to start
        import_module("tts.pipeline").require_run(config, engine)
        yield engine


def build(
    article: Path,
    folder: Path,
    *,
    slug: str,
    source: str,
    config: Config,
    engine: Engine | None = None,
    threads: int = 1,
    report: Callable[[Step, float], None] | None = None,
    earlier: EarlierPackage | None = None,
    prune: bool = False,
) -> Built:
    """Make the package of the file `article` in `folder`, which must be empty, and return what was built.

    `slug` is the name of the package and of its tracks, `source` the path of the article as the manifest records it.
    Only `folder` is written, and the bytes depend only on the files of the article, `slug`, `source`, `config`,
    `earlier` and `prune`. `engine` is one that has been entered; without it, the one of `config` is started and ended.
    `threads`, `report`, `earlier` and `prune` are as for `pipeline.produce`.

    Raises:
        ArticastError: a kind of it says what failed; `folder` then holds no package.
    """
    from tts.pipeline import produce  # not needed where all is up to date

    origin = {"source": source, "fingerprint": fingerprint(article, config), "version": __version__}
    with nullcontext(engine) if engine else start_engine(config) as speaking:
        publication = produce(article, folder, slug, config, speaking, origin, threads, report, earlier, prune=prune)
    return Built(
        duration_ms=publication.timeline.duration_ms,
        warnings=publication.warnings,
        voices=tuple(dict.fromkeys(f"{voice.name} ({voice.engine})" for voice in publication.cast.values())),
    )
