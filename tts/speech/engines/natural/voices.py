"""The voices of hibari: the one in its package, those in its cache, and those in the user's voices folder.

Nothing here imports hibari or onnxruntime, so that listing voices is fast.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tts.files import read_file
from tts.model import Voice
from tts.noun import noun
from tts.regex import regex

ENGINE = "natural"
REQUIRED = ("hibari", "onnxruntime", "numpy", "pyttsx3")
"""The packages without which the engine cannot speak."""
INSTALL = 'pip install "articast[natural]"'
LICENCE = "Apache-2.0"
SOURCE = "https://github.com/maureesewilliams/hibari"
# what voices.py of hibari 0.2.1 has as BASE_URL, for a version that writes it in another way
_ADDRESS = "https://huggingface.co/maureesewilliams/hibari/resolve/main/voices/"
_BASE_URL = regex(r"""^BASE_URL = ["'](https://[^\s"']+/)["']""", re.MULTILINE)


@noun
class VoiceFile:
    """A voice that hibari knows, wherever it is: `file` is its name, `size` in bytes, `address` where it is from."""

    id: str
    name: str
    language: str
    gender: str
    file: str
    size: int
    sha256: str
    address: str
    bundled: bool
    licence: str = LICENCE

    @property
    def is_british(self) -> bool:
        """Whether the voice has a British accent."""
        return self.language == "en-GB"


def is_installed() -> bool:
    """Return whether everything is installed that the engine needs to speak."""
    return package_folder() is not None and all(find_spec(name) is not None for name in REQUIRED)


@cache
def package_folder() -> Path | None:
    """Return the folder of the package hibari, which is not imported; None if it is not installed."""
    spec = find_spec("hibari")
    return Path(spec.origin).parent if spec and spec.origin else None


@cache
def known_voices() -> tuple[VoiceFile, ...]:
    """Return every voice that the installed hibari knows, the bundled ones first; nothing if it is not installed."""
    folder = package_folder()
    if folder is None:
        return ()
    try:
        table: dict[str, dict[str, Any]] = json.loads((folder / "assets" / "voices.json").read_text("utf-8"))
        stated = _BASE_URL.search((folder / "voices.py").read_text("utf-8"))
        base = stated[1] if stated else _ADDRESS
        voices = [
            VoiceFile(
                id=identifier,
                name=identifier.title(),
                language=entry["language"],
                gender=entry["gender"],
                file=entry["file"],
                size=entry["bytes"],
                sha256=entry["sha256"],
                address=base + entry["file"],
                bundled=bool(entry["bundled"]),
            )
            for identifier, entry in table.items()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # another version's table, or a damaged one
        return ()
    return tuple(sorted(voices, key=lambda voice: (not voice.bundled, voice.id)))


def list_voices(folder: Path | None = None) -> tuple[Voice, ...]:
    """Return the voices that can speak now; `folder` is where the user keeps voice files.

    A voice in the package has an empty `model`; any other has the path of its file, and its own folder comes before
    hibari's cache.
    """
    found = ((known, find_voice_file(known, folder)) for known in known_voices())
    return tuple(_make_voice(known, "" if known.bundled else str(path)) for known, path in found if path)


def downloadable_voices(folder: Path | None = None) -> tuple[VoiceFile, ...]:
    """Return the voices that hibari knows and that are not on this computer."""
    return tuple(known for known in known_voices() if find_voice_file(known, folder) is None)


def find_voice_file(known: VoiceFile, folder: Path | None = None) -> Path | None:
    """Return where the file of a voice is: in the package, in `folder`, or in hibari's cache; None if it is missing."""
    return next((path for path in _places(known, folder) if _is_complete(known, path)), None)


def find_model(voice: str, model: str = "") -> tuple[Path, VoiceFile] | None:
    """Return the file to load for the id of a voice, and the voice; `model` is the file's path, "" to look for it.

    None if there is no such voice. Nothing is downloaded.
    """
    if model:
        known = identify(Path(model))
        return (Path(model), known) if known else None
    for known in known_voices():
        if known.id == voice:
            path = find_voice_file(known, None)
            return (path, known) if path else None
    return None


def identify(path: Path) -> VoiceFile | None:
    """Return the voice that a file holds, by its name or else by its content; None if it is not one of hibari."""
    for known in known_voices():
        if path.name == known.file:
            return known
    try:
        size = path.stat().st_size
        if not any(size == known.size for known in known_voices()):
            return None
        content = hashlib.sha256(read_file(path, size)).hexdigest()
    except OSError:
        return None
    return next((known for known in known_voices() if known.sha256 == content), None)


def make_voice(path: Path) -> Voice | None:
    """Return the voice in the file at `path`; None if it is not one of hibari."""
    known = identify(path)
    return _make_voice(known, str(path)) if known else None


def _make_voice(known: VoiceFile, model: str) -> Voice:
    """Return a voice as the noun of the model, with the path of its file if it is not in the package."""
    return Voice(
        id=known.id,
        name=known.name,
        languages=(known.language,),
        gender=known.gender,
        engine=ENGINE,
        model=model,
        licence=known.licence,
        source=SOURCE,
    )


def _is_complete(known: VoiceFile, path: Path) -> bool:
    """Return whether the file of a voice is there, and no part of a download is missing."""
    try:
        return path.stat().st_size == known.size or known.bundled
    except OSError:
        return False


def _places(known: VoiceFile, folder: Path | None) -> Iterator[Path]:
    """Yield the paths at which the file of a voice can be, the best one first."""
    package = package_folder()
    if known.bundled and package:
        yield package / "assets" / known.file
        return
    if folder is not None:
        yield folder / known.file
    yield cache_folder() / known.file


def cache_folder() -> Path:
    """Return the folder in which hibari keeps the voices that it has downloaded (its voices.py, cache_dir)."""
    if home := os.environ.get("HIBARI_HOME"):
        return Path(home)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "hibari"
