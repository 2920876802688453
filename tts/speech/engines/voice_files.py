"""Voice files of the user: those in the voices folder, and those that are named by their paths."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from tts.errors import UsageError
from tts.files import open_file
from tts.model import Voice
from tts.speech.engines import is_installed
from tts.speech.engines.natural.voices import INSTALL, identify, make_voice
from tts.speech.engines.network_file import find_networks, is_network_name, require_network
from tts.speech.engines.piper.voices import SPEAKER_MARK, find_speaker, read_folder, read_settings, read_voices

FILE_ENGINES = ("auto", "natural", "piper")
"""The engines whose voices can be files of the user."""
_SAMPLE_BYTES = 65_536


def voices_folder() -> Path:
    """Return the folder in which the user keeps voice files, which need not exist.

    It is `articast/voices` in the user's folder for data (XDG Base Directory Specification, XDG_DATA_HOME), or what
    the environment variable ARTICAST_VOICES says.
    """
    if folder := os.environ.get("ARTICAST_VOICES"):
        return Path(folder)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "articast" / "voices"


def is_voice_file(name: str) -> bool:
    """Return whether the name of a voice is the path of a file, perhaps with one of its speakers: `vctk.onnx#3`."""
    return is_network_name(voice_file_path(name).name)


def voice_file_path(name: str) -> Path:
    """Return the path of the file that the name of a voice names, without a speaker."""
    return Path(_split_speaker(name)[0])


def without_folder(name: str) -> str:
    """Return the name of a voice as a package may have it: of a file without its folder, which is of this computer."""
    return Path(name).name if is_voice_file(name) else name


def _split_speaker(name: str) -> tuple[str, str]:
    """Return the path in the name of a voice, and the speaker after it, "" if there is none."""
    path, mark, speaker = name.rpartition(SPEAKER_MARK)
    return (path, speaker) if mark and is_network_name(path) else (name, "")


def read_voice_file(name: str, engine: str = "auto") -> Voice:
    """Return the voice in a file: one of hibari, or one of a Piper model, the first if `name` has no speaker.

    Raises:
        UsageError: the file is missing, broken, or not a voice, or `engine` does not speak it, or not here.
    """
    path = voice_file_path(name)
    if not os.path.isfile(path):  # noqa: PTH113 - which raises nothing for a path that is not possible
        raise UsageError("There is no such voice file. Check its path, or see `articast voices`.", path=path)
    require_network(path)
    voice = make_voice(path) or _read_piper_voice(path, _split_speaker(name)[1])
    if engine not in ("auto", voice.engine):
        message = f"This voice is for the engine '{voice.engine}', not '{engine}'. Use --engine auto."
        raise UsageError(message, path=path)
    if not is_installed(voice.engine):
        raise UsageError(f"This voice needs more packages. Install them: {INSTALL}.", path=path)
    return voice


def _read_piper_voice(path: Path, speaker: str) -> Voice:
    """Return the voice of a Piper model for `speaker`, a number or a name, or for the first one."""
    voices = read_voices(path)
    return voices[find_speaker(read_settings(path), f"{path.name}{SPEAKER_MARK}{speaker}") if speaker else 0]


def broken_voice_files() -> tuple[UsageError, ...]:
    """Return what is wrong with files in the user's folder that are not usable as voices, in order of their paths."""
    _, errors = read_folder(voices_folder())
    found: list[UsageError] = []
    for error in errors:
        path = Path(error.path or "")
        found += _network_errors(path) if identify(path) else [error]
    return tuple(found)


def _network_errors(path: Path) -> Iterator[UsageError]:
    """Yield the error of a file that is not a complete network."""
    try:
        require_network(path)
    except UsageError as error:
        yield error


def describe_voice_files(named: Iterable[str]) -> tuple[tuple[str, int, str], ...]:
    """Return name, size in bytes and a checksum of parts of each voice file, in order of name.

    These are the files of the voices that are `named` by path, with their settings, and those in the user's folder.
    """
    folder = voices_folder()
    models = [voice_file_path(name) for name in named if is_voice_file(name)]
    models += find_networks(folder)
    files = (file for model in models for file in (model, Path(f"{model}.json")))
    return tuple(sorted(filter(None, map(_describe, files))))


def _describe(file: Path) -> tuple[str, int, str] | None:
    """Return name, size and checksum of a file; None if it cannot be read."""
    try:
        state = file.stat()
        return file.name, state.st_size, _sample(file, state.st_size, state.st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1024)
def _sample(file: Path, size: int, _changed_ns: int) -> str:
    """Return the SHA-256 of the beginning, the middle and the end of a file: all of it would take too long.

    Two networks differ in the numbers in their middle, although many have the same size.
    """
    digest = sha256()
    with open_file(file) as opened:
        for place in (0, size // 2, size - _SAMPLE_BYTES):
            opened.seek(max(place, 0))
            digest.update(opened.read(_SAMPLE_BYTES))
    return digest.hexdigest()
