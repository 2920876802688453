"""`articast say`: speaks a text, or the beginning of an article."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tts.audio.play import play
from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.clock import in_words
from tts.config.config import Config
from tts.errors import ReadError, StoreError, UsageError
from tts.preview import (
    WAV,
    Excerpt,
    check_sound_file,
    excerpt_from_article,
    excerpt_from_text,
    speak_excerpt,
    voices_for,
    write_sound,
)
from tts.speech.engines import load
from tts.speech.engines.voices import voices_of_other_languages
from tts.text.readers import READERS

_STANDARD_INPUT = "-"
_ARTICLE_S = 30
_MAX_S = 600


def run(options: argparse.Namespace, console: Console) -> int:
    """Speaks `options.text`, or the article in the file of that name."""
    config = settings_from_args(options).config
    limit_s = _limit_s(options)
    if options.file:
        check_sound_file(options.file)
    words = _words(options, config)
    try:
        duration_ms = _say(words, options.file, limit_s, console)
    except OSError as error:
        # without a file it is the temporary folder; with one, its name is what the caller knows
        raise StoreError(
            f"The audio cannot be stored: {error.strerror}. Free some space, or choose another folder with -o.",
            path=options.file or error.filename,
        ) from error
    if options.file:
        console.say(f"{options.file}, {in_words(duration_ms)}")
    return 0


def _is_article(options: argparse.Namespace) -> bool:
    """Whether the text names a file. `os.path` takes every text for a path, `pathlib` not one that is too long."""
    return bool(options.text != _STANDARD_INPUT and os.path.isfile(options.text))  # noqa: PTH113


def _limit_s(options: argparse.Namespace) -> int | None:
    if options.seconds is None:
        return _ARTICLE_S if _is_article(options) else None
    if not 1 <= options.seconds <= _MAX_S:
        raise UsageError(f"--seconds must be a whole number from 1 to {_MAX_S}, not {options.seconds}.")
    return int(options.seconds)


def _words(options: argparse.Namespace, config: Config) -> Excerpt:
    if _is_article(options):
        if options.language:
            raise UsageError("An article has a language of its own. Leave out --language.", path=options.text)
        return excerpt_from_article(Path(options.text), options.section, config)
    if options.section:
        raise UsageError("Only an article has sections. Leave out --section, or give the path of an article.")
    return excerpt_from_text(_text(options.text), options.language or "en", config)


def _text(given_text: str) -> str:
    if given_text == _STANDARD_INPUT:
        return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    if Path(given_text).suffix.lower() in READERS and not any(map(str.isspace, given_text)):
        raise ReadError("There is no such file. Check the path and its permissions.", path=given_text)
    # what is not UTF-8 comes as lone surrogates, which no file can hold
    return given_text.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _say(words: Excerpt, file: Path | None, limit_s: int | None, console: Console) -> int:
    """Speaks into `file`, or to the loudspeaker; the length in ms."""
    limit_ms = None if limit_s is None else 1000 * limit_s
    with TemporaryDirectory(dir=file and file.parent, prefix=".articast-") as folder:
        with load(words.config.engine) as engine:
            voices = voices_for(words, engine)
            for language, voice in voices_of_other_languages(voices, words.config.voice, words.metadata.language):
                what = f"No voice of this engine speaks '{language}', so '{voice.name}' reads it"
                console.error(f"Warning: {what}. Choose another voice or engine.")
            recording = speak_excerpt(words, engine, Path(folder, "speech.pcm"), limit_ms)
        sound = write_sound(recording, words.metadata, Path(folder), file.suffix.lower() if file else WAV)
        if file:
            sound.replace(file)
        else:
            play(sound)
    return recording.timeline.duration_ms
