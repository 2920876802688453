"""ANNOUNCE SETTINGS -> the sounds without words: the jingle, and the one between articles."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from tts.audio.interlude import make_chime, read_interlude
from tts.editions.settings import CHIME, PAUSE, AnnounceSettings
from tts.errors import ReadError
from tts.model import Interlude
from tts.noun import noun

SOUND = "between"
"""The name of the sound between articles, and of its folder."""


@noun
class Sounds:
    """The sounds of an edition, None where there is none; `warnings` are about files that are no sound."""

    jingle: Interlude | None = None
    between: Interlude | None = None
    warnings: tuple[str, ...] = ()


def read_sounds(settings: AnnounceSettings) -> Sounds:
    """Return the sounds of an edition; a file without sound is left out, with a warning."""
    warnings: list[str] = []

    def read(path: Path | None) -> Interlude | None:
        """Return the sound in a file, None if there is none."""
        if path is None:
            return None
        try:
            sound = read_interlude(path)
        except ReadError as error:
            warnings.append(f"{error} The edition is made without it.")
            return None
        warnings.extend(sound.warnings)
        return sound

    jingle = read(settings.jingle)
    if settings.between == CHIME:
        between: Interlude | None = make_chime()
    else:
        between = None if settings.between == PAUSE else read(Path(settings.between))
    return Sounds(jingle=jingle, between=between, warnings=tuple(warnings))


def hash_sound(sound: Interlude | None) -> str:
    """Return the SHA-256 of a sound in hexadecimal digits, "" if there is none."""
    return sha256(sound.pcm).hexdigest() if sound else ""
