"""PACKAGE FROM BEFORE -> what the package that replaces it takes over: the formats that are not made this time.

A format that was made from the same article and settings is as good as a new one. Any other is older than the new
package: its files are kept, and the manifest lists them apart.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tts.files import MAX_MANIFEST_BYTES, read_file
from tts.formats import AUDIO_FORMATS, BY_MEDIA_TYPE, COMPANIONS, FILES, list_audio, name_files
from tts.model import Publication, Track
from tts.noun import noun
from tts.writers.manifest import manifest
from tts.writers.metadata import slug

_NOT_OF_THE_RECORDING = ("options", "tracks", "warnings", "impossible", "older", "files")


@noun
class EarlierPackage:
    """The package that is to be replaced: its folder, and the first members of its manifest, which may be anything."""

    folder: Path
    header: Mapping[str, Any]

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a member of the manifest that is a table, an empty one if it is not."""
        value = self.header.get(name)
        return value if isinstance(value, dict) else {}

    @staticmethod
    def _list(members: Mapping[str, Any], name: str) -> list[Any]:
        """Return a member that is a list, an empty one if it is not."""
        value = members.get(name)
        return value if isinstance(value, list) else []

    @property
    def edition_date(self) -> str:
        """The date that its edition was given because the article has none, "" if it has one."""
        value = self.table("metadata").get("edition_date")
        return value if isinstance(value, str) else ""

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that it was made in, and those of its tracks, without those that are older than it."""
        formats, tracks = (self._list(self.table("options"), "formats"), self._list(self.header, "tracks"))
        types = [str(track.get("media_type")) for track in tracks if isinstance(track, dict)]
        named = (name for name in formats if isinstance(name, str) and name in FILES)
        return tuple(dict.fromkeys((*named, *(BY_MEDIA_TYPE[type_].name for type_ in types if type_ in BY_MEDIA_TYPE))))

    @property
    def older(self) -> tuple[str, ...]:
        """The formats that are older than it."""
        return tuple(name for name in self.table("older") if name in FILES)

    @property
    def companions(self) -> tuple[str, ...]:
        """Its formats that refer to the audio of the package, so that they are made again with it."""
        return tuple(name for name in self.formats if name in COMPANIONS)

    def list_others(self, formats: Sequence[str]) -> tuple[str, ...]:
        """Return the formats that it has, or has from before, and that are not made with `formats`."""
        made = {*formats, *list_audio(formats)}
        return tuple(name for name in (*self.formats, *self.older) if name not in made)

    @property
    def source(self) -> object:
        """The path of its article."""
        return self.table("options").get("source")

    def is_of(self, name: str, sha256: str) -> bool:
        """Return whether it was made from a file of this name and content."""
        inputs = self.table("options").get("inputs")
        return isinstance(inputs, dict) and inputs.get(name) == sha256

    def find_track(self, file: Path) -> Track | None:
        """Return the track in `file`, None if there is none, or the file was changed after it was made."""
        for track in self._list(self.header, "tracks"):
            with suppress(KeyError, TypeError, AttributeError):
                if track["path"] == file.name and track["size_bytes"] == file.stat().st_size:
                    return Track(**{**track, "starts_ms": tuple(track.get("starts_ms", ()))})
        return None


def carry_formats(publication: Publication, folder: Path, earlier: EarlierPackage) -> Publication:
    """Put the files of formats that `folder` lacks there, from the `earlier` package; return what it holds then.

    Those that are as good as new are among the formats and tracks of the publication, the others among the `older`.

    Raises:
        OSError: a file cannot be copied.
    """
    formats = publication.record.get("formats", ())
    made = {*formats, *(BY_MEDIA_TYPE[track.media_type].name for track in publication.tracks)}
    kept = {name: files for name, files in _find_files(earlier, slug(publication)) if name not in made}
    is_same = bool(kept) and _is_same_recording(publication, earlier)
    tracks = {name: earlier.find_track(files[0]) for name, files in kept.items() if name in AUDIO_FORMATS and is_same}
    as_new = [
        name for name in kept if is_same and name in earlier.formats and (name not in AUDIO_FORMATS or tracks[name])
    ]
    for file in (file for files in kept.values() for file in files):
        _copy(file, folder / file.name)
    metadata = publication.metadata
    if "daisy" in as_new:
        metadata = replace(metadata, edition_date=earlier.edition_date or None)
    return replace(
        publication,
        metadata=metadata,
        tracks=(*publication.tracks, *(track for name, track in tracks.items() if track and name in as_new)),
        record={**publication.record, "formats": [*formats, *as_new]},
        older={name: tuple(file.name for file in files) for name, files in kept.items() if name not in as_new},
    )


def _find_files(earlier: EarlierPackage, stem: str) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Yield the formats of a package whose tracks are called `stem`, each with its files, if they are all there."""
    for name in FILES:
        files = tuple(earlier.folder / file for file in name_files(name, stem))
        is_known = name in (*earlier.formats, *earlier.older) and name not in COMPANIONS
        if is_known and all(map(_is_whole, files)):
            yield name, files


def _is_whole(path: Path) -> bool:
    """Return whether `path` is a file with bytes in it, or a folder with nothing else than such files and folders."""
    try:
        state = path.lstat()
        if stat.S_ISDIR(state.st_mode):
            return all(map(_is_whole, path.iterdir()))
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and state.st_size > 0


def _copy(source: Path, target: Path) -> None:
    """Link a file, or each of a folder, to a new place; copy it where the system has no such links."""
    if source.is_dir():
        target.mkdir()
        for file in sorted(source.iterdir()):
            _copy(file, target / file.name)
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _is_same_recording(publication: Publication, earlier: EarlierPackage) -> bool:
    """Return whether the same article with the same settings gave the same sound, texts and times in `earlier`.

    An engine that is not repeatable gives other times, which the files of `earlier` do not have.
    """
    options, path = earlier.table("options"), earlier.folder / "manifest.json"
    if any(options.get(name) != publication.record.get(name) for name in ("fingerprint", "inputs")):
        return False
    try:
        members = json.loads(read_file(path, MAX_MANIFEST_BYTES))
        return list_facts(members) == list_facts(json.loads(json.dumps(manifest(publication))))
    except (OSError, ValueError, RecursionError, AttributeError, TypeError):  # a manifest that somebody changed
        return False


def list_facts(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a manifest that are about the recording, and not about the files that hold it."""
    facts = {name: value for name, value in members.items() if name not in _NOT_OF_THE_RECORDING}
    return facts | {"metadata": {**members["metadata"], "edition_date": None}}
