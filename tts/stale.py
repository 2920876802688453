"""Is the package of an article still what the article, the settings and our own makers would give?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tts.config import Config, options
from tts.errors import ReadError
from tts.lexicon import content, files
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
    lexicons = [sha256(content(file)).hexdigest() for file in files(path, config.lexicon)]
    told = options(config) | {"lexicon": lexicons}
    settings = {"options": told, "pinned": config.pinned, "makers": _makers()}
    digest = sha256(json.dumps(settings, sort_keys=True).encode())
    try:
        digest.update(path.read_bytes())
    except OSError as error:
        cause = "There is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise ReadError(f"{cause}. Check the path and its permissions.", path=path) from error
    return digest.hexdigest()


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
    cover = members["metadata"].get("cover")
    if not all(_is_filled(place / name) for name in (*names(), *((cover,) if cover else ()))):
        return None
    for track in members["tracks"]:
        file = place / track["path"]
        if not file.is_file() or file.stat().st_size != track["size_bytes"]:
            return None
    return int(members["metadata"]["duration_ms"])


def _is_filled(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def head(manifest: Path) -> Mapping[str, Any]:
    """The members of a manifest before its sections, which may be long; nothing if it is none of ours."""
    try:
        state = manifest.stat()
    except OSError:
        return {}
    return _head(manifest, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4096)
def _head(manifest: Path, *_state: int) -> Mapping[str, Any]:
    """Names, freshness and library of one run ask for the same heads: each is read once, until its file is another."""
    data = b""
    try:
        with manifest.open("rb") as file:
            while _SECTIONS not in data and len(data) < _HEAD_BYTES and (piece := file.read(_PIECE_BYTES)):
                data += piece
        members = json.loads(data[: data.index(_SECTIONS)].decode(errors="replace").rstrip().rstrip(",") + "}")
    except (OSError, ValueError):
        return {}
    return members if isinstance(members, dict) and members.get("schema") == SCHEMA else {}
