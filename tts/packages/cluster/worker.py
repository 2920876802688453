"""PARCEL -> DELIVERY, in a process that may be on another computer and has only the parcel and its own installation."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tts.config.config import Config
from tts.errors import explain_failure
from tts.packages.build import build
from tts.packages.cancel import CancellableEngine
from tts.packages.cluster.engines import borrow_engine
from tts.packages.cluster.parcel import EARLIER, MANIFEST, Delivery, Parcel, read_files, read_manifest, write_files
from tts.packages.job import time_progress
from tts.packages.outcome import Progress
from tts.packages.stale import fingerprint
from tts.scratch import ScratchFolder
from tts.writers.earlier import EarlierPackage

_OTHER_INSTALLATION = "The worker has other versions of Python packages, or other voices. Install the same ones there."
_PACKAGE = "package"


def make_package(
    parcel: Parcel,
    put: Callable[[Progress], None] | None = None,
    is_cancelled: Callable[[], bool] = bool,
) -> Delivery:
    """Make the package of a parcel and return it; whatever goes wrong costs this article alone.

    `put` is called about once per second with the progress. Nothing more is spoken once the task `is_cancelled`.
    """
    begin_s = time.monotonic()
    with ScratchFolder() as name:
        folder = Path(name)
        try:
            delivery = _make(parcel, folder, put, is_cancelled)
        except Exception as error:  # noqa: BLE001 - a defect of ours costs one article, not the worker
            delivery = Delivery(error=explain_failure(error))
        delivery = _rename(delivery, parcel, folder)
    return replace(delivery, elapsed_ms=round(1000 * (time.monotonic() - begin_s)))


def _make(
    parcel: Parcel, folder: Path, put: Callable[[Progress], None] | None, is_cancelled: Callable[[], bool]
) -> Delivery:
    """Unpack `parcel` into `folder`, make the package there, and return its files."""
    write_files(parcel.files, folder)
    article, config = folder / parcel.place, _move_into(folder, parcel.config)
    if fingerprint(article, config) != parcel.fingerprint:
        return Delivery(refusal=_OTHER_INSTALLATION)
    package = folder / _PACKAGE
    package.mkdir()
    earlier = read_manifest(parcel.files, f"{EARLIER}/{MANIFEST}")
    with borrow_engine(config) as engine:
        built = build(
            article,
            package,
            slug=parcel.slug,
            source=parcel.source,
            config=config,
            engine=CancellableEngine(engine, is_cancelled),
            report=time_progress(parcel.path, parcel.slug, put) if put else None,
            earlier=EarlierPackage(folder=folder / EARLIER, header=earlier) if earlier else None,
            prune=parcel.prune,
        )
    return Delivery(built=built, files=read_files(package))


def _move_into(folder: Path, config: Config) -> Config:
    """Return `config` with the paths that its places have in `folder`."""
    lexicon = tuple(str(folder / place) for place in config.lexicon)
    return replace(config, lexicon=lexicon, run_folder=folder / (config.run_folder or ""))


def _rename(delivery: Delivery, parcel: Parcel, folder: Path) -> Delivery:
    """Return `delivery` with the names that files have where the run was started, in its warnings and its error."""
    names = {str(folder / place): name for place, name in parcel.names.items()}
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))

    def rename(text: str) -> str:
        """Return a text with the names of the run."""
        return re.sub(listed, lambda match: names[match[0]], text)

    if error := delivery.error:
        path = rename(str(error.path)) if error.path else None
        # of its own kind, and without the traceback, which has the objects of the worker
        return Delivery(error=type(error)(rename(error.message), path=path, line=error.line))
    if built := delivery.built:
        return replace(delivery, built=replace(built, warnings=tuple(map(rename, built.warnings))))
    return delivery
