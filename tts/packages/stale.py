"""Is the package of an article still what the article, the settings and our own makers would give?"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tts.config.config import Config, options
from tts.errors import ReadError
from tts.packages.manifest_header import file_sizes_bytes, read_manifest_header
from tts.speech.lexicon import content, files
from tts.writers import file_names

_MAKERS = (
    *("articast", "av", "espeakng-loader", "lameenc", "Markdown", "pillow", "pydub", "pyttsx3"),
    *("selectolax", "sentencex"),
)
_MAKERS_IF_INSTALLED = ("py3langid",)


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
    members = read_manifest_header(place / "manifest.json")
    if members.get("options", {}).get("fingerprint") != wanted:
        return None
    for name, digest in members["options"].get("inputs", {}).items():
        input_ = path.parent / name
        if not input_.is_file() or sha256(input_.read_bytes()).hexdigest() != digest:
            return None
    tracks, cover = members["tracks"], members["metadata"].get("cover")
    beside = (name.replace("*", Path(tracks[0]["path"]).stem) for name in file_names(members["options"]["formats"]))
    try:
        there = file_sizes_bytes(place)
    except OSError:
        return None
    if not all(there.get(name) for name in (*beside, *((cover,) if cover else ()))):
        return None
    if any(there.get(track["path"]) != track["size_bytes"] for track in tracks):
        return None
    return int(members["metadata"]["duration_ms"])
