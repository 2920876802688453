"""The names of what can be asked for: kinds of audio file, and kinds of file for other programs beside them."""

from __future__ import annotations

from collections.abc import Iterable

from tts.errors import UsageError

AUDIO = ("mp3", "m4b", "opus")
BESIDE = ("labels", "cue")


def check_formats(formats: Iterable[str]) -> None:
    """To be called before anything is spoken for `formats`.

    Raises:
        UsageError: one of them does not exist, or none of them is audio.
    """
    formats = tuple(formats)
    for name in formats:
        if name not in AUDIO + BESIDE:
            raise UsageError(f"There is no format '{name}'. Choose among {', '.join(AUDIO + BESIDE)}.")
    if not set(formats) & set(AUDIO):
        raise UsageError(f"An edition needs audio. Choose at least one format among {', '.join(AUDIO)}.")
