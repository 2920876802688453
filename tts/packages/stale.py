"""Decide whether a package is up to date with its article, the settings and the toolchain."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tts.config.config import Config, apply_own_formats, recorded_options, wanted_voices
from tts.errors import UsageError
from tts.formats import BY_MEDIA_TYPE, list_audio
from tts.packages.survey import FoundArticle, FoundPackage
from tts.speech.engines.voice_files import FILE_ENGINES, describe_voice_files
from tts.speech.lexicon import find_lexicons
from tts.versions import find_version
from tts.writers import file_names
from tts.writers.images import UNREADABLE, file_state
from tts.writers.images.addresses import ImageFolder, NoFileError

_TOOLCHAIN = (
    *("articast", "av", "espeakng-loader", "lameenc", "Markdown", "pillow", "pydub", "pyttsx3"),
    *("pypdf", "selectolax", "sentencex", "striprtf"),
    *("hibari-tts", "numpy", "onnxruntime", "py3langid"),
)
_MAX_FOLDERS = 1000

Fingerprint = Callable[[Path, Config], str]
"""A function that returns the fingerprint of an article with these settings."""


def fingerprint(article: Path, config: Config) -> str:
    """Return the SHA-256 of everything that shapes a package except formats and files: settings, lexicons, versions.

    The files, such as the article itself, are in the manifest's `inputs`, each with its own digest.

    Raises:
        UsageError: a lexicon cannot be read.
    """
    lexicons = tuple(lexicon.sha256 for lexicon in find_lexicons(article, config.lexicon, config.run_folder))
    voice_files = describe_voice_files(wanted_voices(config)) if config.engine in FILE_ENGINES else ()
    return _fingerprint(config, lexicons, tuple(toolchain_versions().items()), voice_files)


@lru_cache
def _fingerprint(
    config: Config,
    lexicons: tuple[str, ...],
    toolchain: tuple[tuple[str, str], ...],
    voice_files: tuple[tuple[str, int, str], ...],
) -> str:
    """Return a SHA-256, in hexadecimal digits, of everything but the article that decides how its package sounds."""
    values = {
        "options": recorded_options(config) | {"lexicon": lexicons, "formats": ()},
        "pinned": [name for name in config.pinned if name != "formats"],
        "toolchain": dict(toolchain),
        "voice_files": voice_files,
    }
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@cache
def toolchain_versions() -> dict[str, str]:
    """Return the versions of the packages whose output may change from version to version, by their names."""
    return {name: version for name in _TOOLCHAIN if (version := find_version(name))}


def remember_fingerprints() -> Fingerprint:
    """Return a function that does what `fingerprint` does, and looks for the lexicons of a folder only once."""
    of_folder = lru_cache(_MAX_FOLDERS)(lambda folder, config: fingerprint(Path(folder, "article"), config))
    return lambda article, config: of_folder(os.path.dirname(article), config)  # noqa: PTH120 - quick for thousands


def find_current(
    package: FoundPackage, article: FoundArticle, config: Config, own: str, *, prune: bool = False
) -> Mapping[str, Any] | None:
    """Return the manifest's first members if `package` was made from just this and is complete, else None.

    `own` is the fingerprint of the article now. The package may have more formats than `config` asks for, unless
    `prune`. The length in the members is a whole number.
    """
    try:
        header = package.header
        is_current = (
            header
            and header["options"].get("fingerprint") == own
            and has_formats(header, config, prune=prune)
            and isinstance(header["metadata"]["duration_ms"], int)
            and _has_inputs(header, article)
            and _has_files(header, package.sizes_bytes)
        )
    except (OSError, LookupError, TypeError, ValueError, AttributeError, UsageError):  # somebody changed the manifest
        return None
    return header if is_current else None


def has_formats(header: Mapping[str, Any], config: Config, *, prune: bool) -> bool:
    """Return whether a package with this manifest has the formats of `config`, and no others to `prune`.

    Raises:
        LookupError, TypeError, AttributeError, UsageError: Articast did not write the manifest.
    """
    config = apply_own_formats(config, header["options"].get("own_formats"))
    wanted = _add_audio(config.formats)
    impossible = header.get("impossible", {}).keys()
    older = [tuple(names) for names in header.get("older", {}).values()]
    present = {*header["options"]["formats"], *(BY_MEDIA_TYPE[track["media_type"]].name for track in header["tracks"])}
    if prune and (present - wanted or older):
        return False
    return wanted.issubset(present.union(impossible))


@lru_cache
def _add_audio(formats: tuple[str, ...]) -> frozenset[str]:
    """Return formats with those of the audio that they need."""
    return frozenset((*formats, *list_audio(formats)))


def _has_inputs(header: Mapping[str, Any], article: FoundArticle) -> bool:
    """Return whether the files that a package was made from are as they were, or fail where the header is not ours."""
    inputs = header["options"]["inputs"]
    return article.file.name in inputs and all(_is_same(article, name, state) for name, state in inputs.items())


def _has_files(header: Mapping[str, Any], sizes_bytes: Mapping[str, int]) -> bool:
    """Return whether a package has the files that its header names, or fail where the header is not ours."""
    tracks, cover = header["tracks"], header["metadata"].get("cover")
    if any(sizes_bytes.get(track["path"]) != track["size_bytes"] for track in tracks):
        return False
    stem, _ = os.path.splitext(tracks[0]["path"])  # noqa: PTH122 - quick for thousands
    names = [name.replace("*", stem) for name in _list_file_names(tuple(header["options"]["formats"]))]
    return all(map(sizes_bytes.get, names)) and (not cover or bool(sizes_bytes.get(cover)))


@lru_cache
def _list_file_names(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files of a package as `file_names` does, which loads their writers."""
    return file_names(formats)


def _is_same(article: FoundArticle, name: str, state: str | None) -> bool:
    """Return whether a file is as it was when the package was made; without `state`, whether it is still missing."""
    folder = article.file.parent
    if state is None:
        with suppress(NoFileError):
            ImageFolder(folder).find(name)
            return False
        return True
    is_article = name == article.file.name
    found = article.state if is_article else file_state(folder / name)
    return found == state and (state != UNREADABLE or (folder / name).is_file())
