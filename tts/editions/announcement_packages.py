"""ANNOUNCEMENTS -> RECORDINGS: speak those that have changed; the others are taken from the edition that is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from tts.config.config import Config
from tts.editions.announce import Announcement
from tts.editions.article_packages import MIN_LEAD_OUT_MS
from tts.editions.read_package import read_package
from tts.editions.sounds import hash_sound
from tts.errors import EncodeError, PackageError
from tts.files import open_file
from tts.formats import MP3
from tts.model import Interlude
from tts.packages.manifest_header import file_sizes_bytes, read_manifest_header
from tts.packages.stale import fingerprint
from tts.pipeline import make_publication, plan_publication, prepare
from tts.speech.engines import Engine
from tts.writers.manifest import ManifestWriter

_FIRST_LEAD_IN_MS = 20
FOLDER = "parts"
"""The folder of the announcements in the package of an edition."""


def configure_announcement(announcement: Announcement, config: Config) -> Config:
    """Return the settings for an announcement, with less silence where a track begins, or goes on with an article."""
    breaks = config.breaks
    if announcement.kind == "start":  # every other track begins just before its first words
        breaks = replace(breaks, lead_in=min(breaks.lead_in, _FIRST_LEAD_IN_MS))
    if announcement.kind == "section":  # an article follows in the same track
        breaks = replace(breaks, lead_out=MIN_LEAD_OUT_MS)
    return replace(config, breaks=breaks)


def announcement_fingerprint(announcement: Announcement, config: Config, jingle: Interlude | None) -> str:
    """Return the SHA-256 of all that shapes the sound of an announcement."""
    sound = hash_sound(jingle if announcement.jingle_after_title else None)
    parts = (announcement.article.source_sha256, fingerprint(announcement.article.path, config), sound)
    return sha256(" ".join(parts).encode()).hexdigest()


def speak_announcement(
    announcement: Announcement,
    folder: Path,
    earlier: Path,
    config: Config,
    engine: Engine,
    origin: Mapping[str, Any],
    jingle: Interlude | None,
    threads: int,
) -> None:
    """Make the recording of an announcement in `folder`, which does not exist yet; its tracks are called by its id.

    The manifest records `origin`. If the folder `earlier` has the recording with the same `fingerprint`, it is copied.

    Raises:
        ArticastError: it cannot be spoken or encoded.
    """
    if _is_same(earlier, origin["fingerprint"], config.formats):
        folder.mkdir(parents=True)
        for name in file_sizes_bytes(earlier):
            with open_file(earlier / name) as source, (folder / name).open("xb") as target:
                shutil.copyfileobj(source, target)
        return
    folder.mkdir(parents=True)
    own_jingle = jingle if announcement.jingle_after_title else None
    prepared = prepare(announcement.article, config)
    plan = plan_publication(prepared, engine)
    publication = make_publication(prepared, plan, folder, announcement.id, engine, origin, threads, own_jingle)
    if MP3.name in publication.impossible:
        raise EncodeError(publication.impossible[MP3.name], path=announcement.article.path)
    record = {**publication.record, "formats": [name for name in config.formats if name not in publication.impossible]}
    publication = replace(publication, record=record)
    ManifestWriter().write(replace(publication, cover=None), folder)


def _is_same(folder: Path, own: str, formats: Iterable[str]) -> bool:
    """Return whether `folder` has the announcement with the fingerprint `own`, whole, in `formats`."""
    header = read_manifest_header(folder)
    try:
        return (
            header["options"]["fingerprint"] == own
            and set(formats) <= set(header["options"]["formats"])
            and bool(read_package(folder))  # none of its files was changed
        )
    except (OSError, LookupError, TypeError, PackageError):
        return False
