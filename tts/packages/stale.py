"""Is the package of an article still what the article, the settings and our own makers would give?"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from stat import S_ISREG
from typing import Any

from tts.config.config import Config, options
from tts.errors import ReadError
from tts.speech.lexicon import content, files
from tts.writers import names
from tts.writers.manifest import SCHEMA

_MAKERS = (
    *("articast", "av", "espeakng-loader", "lameenc", "Markdown", "pillow", "pydub", "pyttsx3"),
    *("selectolax", "sentencex"),
)
_MAKERS_IF_INSTALLED = ("py3langid",)
_SECTIONS = b'\n "sections": ['  # where a manifest's small members end
_HEAD_BYTES = 1_000_000  # after how many bytes at the latest
_PIECE_BYTES = 8192


def fingerprint(path: Path, config: Config) -> str:
    """SHA-256 of everything that shapes a package: the source, lexicons, the settings, the versions of its makers.

    Raises:
        ReadError: the file cannot be read.
        UsageError: a lexicon cannot be read.
    """
    digest = sha256(_settings(config, tuple(map(_digest, files(path, config.lexicon)))))
    try:
        digest.update(path.read_bytes())
    except OSError as error:
        cause = "There is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise ReadError(f"{cause}. Check the path and its permissions.", path=path) from error
    return digest.hexdigest()


def _digest(lexicon: Path) -> str:
    try:
        state = lexicon.stat()
    except OSError:
        return sha256(content(lexicon)).hexdigest()  # which says what is wrong
    return _digest_of(lexicon, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache
def _digest_of(lexicon: Path, *_state: int) -> str:
    return sha256(content(lexicon)).hexdigest()


def _settings(config: Config, lexicons: tuple[str, ...]) -> bytes:
    return _written(config, lexicons, tuple(_makers().items()))


@lru_cache
def _written(config: Config, lexicons: tuple[str, ...], makers: tuple[tuple[str, str], ...]) -> bytes:
    told = options(config) | {"lexicon": lexicons}
    return json.dumps({"options": told, "pinned": config.pinned, "makers": dict(makers)}, sort_keys=True).encode()


@cache
def _makers() -> dict[str, str]:
    makers = {name: version(name) for name in _MAKERS}
    for name in _MAKERS_IF_INSTALLED:
        with suppress(PackageNotFoundError):
            makers[name] = version(name)
    return makers


def made(place: Path, wanted: str, path: Path) -> int | None:
    """The length in ms of the package in `place` if it was made from just this and is all there."""
    members = head(place / "manifest.json")
    if members.get("options", {}).get("fingerprint") != wanted:
        return None
    for name, digest in members["options"].get("inputs", {}).items():
        input_ = path.parent / name
        if not input_.is_file() or sha256(input_.read_bytes()).hexdigest() != digest:
            return None
    tracks, cover = members["tracks"], members["metadata"].get("cover")
    beside = (name.replace("*", Path(tracks[0]["path"]).stem) for name in names(members["options"]["formats"]))
    try:
        there = sizes_bytes(place)
    except OSError:
        return None
    if not all(there.get(name) for name in (*beside, *((cover,) if cover else ()))):
        return None
    if any(there.get(track["path"]) != track["size_bytes"] for track in tracks):
        return None
    return int(members["metadata"]["duration_ms"])


def sizes_bytes(folder: Path) -> dict[str, int]:
    """The size in bytes of each file in `folder`, by their names in order.

    Raises:
        OSError: the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
        return {entry.name: entry.stat(follow_symlinks=False).st_size for entry in sorted(files, key=_name)}


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


_heads: dict[Path, tuple[tuple[int, ...], Mapping[str, Any]]] = {}


def head(manifest: Path) -> Mapping[str, Any]:
    """The members of a manifest before its sections, which may be long; nothing if it is none of ours.

    Names, freshness and library of one run ask for the same heads: each is read once, until its file is another.
    """
    try:
        state = manifest.stat()
    except OSError:
        return {}
    if not S_ISREG(state.st_mode):  # to open a pipe would wait for ever
        return {}
    version = state.st_ino, state.st_size, state.st_mtime_ns
    known = _heads.get(manifest)
    if known is None or known[0] != version:
        known = _heads[manifest] = version, _read(manifest)
    return known[1]


def _read(manifest: Path) -> Mapping[str, Any]:
    data = b""
    try:
        with manifest.open("rb") as file:
            while _SECTIONS not in data and len(data) < _HEAD_BYTES and (piece := file.read(_PIECE_BYTES)):
                data += piece
        members = json.loads(data[: data.index(_SECTIONS)].decode(errors="replace").rstrip().rstrip(",") + "}")
    except (OSError, ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) and members.get("schema") == SCHEMA else {}
