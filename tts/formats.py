"""The names of what can be asked for: audio files, files for other programs beside them, whole editions with text."""

from __future__ import annotations

from collections.abc import Iterable

from tts.errors import UsageError

AUDIO = ("mp3", "m4b", "opus")
BESIDE = ("labels", "cue")
EDITIONS = ("epub", "daisy", "audiobook")
"""Files that hold text and audio; the audio is the MP3 track, which is made for them even if nobody asks for it."""
FORMATS = AUDIO + BESIDE + EDITIONS
ALL = "all"


def expand(formats: Iterable[str]) -> tuple[str, ...]:
    """`formats`, each once; `all` stands for every one there is."""
    return tuple(dict.fromkeys(name for given in formats for name in (FORMATS if given == ALL else (given,))))


def audio(formats: Iterable[str]) -> tuple[str, ...]:
    """The audio that `formats` need: those of them that are audio, and `mp3` where an edition holds it."""
    formats = tuple(formats)
    needed = ("mp3",) if set(formats) & set(EDITIONS) else ()
    return tuple(dict.fromkeys((*(name for name in formats if name in AUDIO), *needed)))


def check_formats(formats: Iterable[str]) -> None:
    """To be called before anything is spoken for `formats`.

    Raises:
        UsageError: one of them does not exist, or none of them has audio.
    """
    formats = tuple(formats)
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"There is no format '{name}'. Choose among {', '.join((*FORMATS, ALL))}.")
    if not audio(formats):
        raise UsageError(f"An edition needs audio. Choose at least one format among {', '.join(AUDIO + EDITIONS)}.")
