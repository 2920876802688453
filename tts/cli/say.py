"""`articast say`: speak a text, or the beginning of an article."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tts.audio.play import play
from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.cli.sources import open_page, open_standard_input
from tts.cli.standard_input import STANDARD_INPUT
from tts.clock import in_words
from tts.config.config import Config
from tts.errors import ReadError, StoreError, UsageError
from tts.files import describe_unreadable, open_file
from tts.packages.links import LinkRule
from tts.preview import (
    WAV,
    Excerpt,
    cast_excerpt,
    check_sound_file,
    excerpt_from_article,
    excerpt_from_text,
    speak_excerpt,
    write_sound,
)
from tts.scratch import HIDDEN, ScratchFolder
from tts.sources.places import is_address
from tts.speech.engines import load
from tts.speech.engines.voices import voices_of_other_languages
from tts.text.readers import READERS
from tts.text.readers.held import find_held
from tts.text.readers.language import guess_phrase
from tts.text.readers.parts import split_part

_DEFAULT_S = 30
_MAX_S = 600


def run(options: argparse.Namespace, console: Console) -> int:
    """Speak `options.text`, or the article in the file with that path or at that address."""
    settings = settings_from_args(options)
    config = settings.config
    if is_address(options.text):
        with open_page(options.text, allow_private=options.allow_private) as path:
            return _say(str(path), options, config, console)
    if options.format and options.text != STANDARD_INPUT:
        raise UsageError("--format is for an article on standard input. Leave it out, or give - as the text.")
    if options.format:
        opened = open_standard_input(options, console)
        return _say(str(opened.paths[0]), options, config, opened.console)
    file, _ = split_part(Path(options.text))
    if options.text != STANDARD_INPUT and os.path.isfile(file):  # noqa: PTH113 - takes any length
        LinkRule(follow=settings.follow_links).require_inside(file)
    return _say(options.text, options, config, console)


def _say(text: str, options: argparse.Namespace, config: Config, console: Console) -> int:
    """Speak `text`, or the article in the file with that path."""
    file, _ = split_part(Path(text))
    is_held = bool(options.format) and find_held(file) is not None
    is_article = is_held or (text != STANDARD_INPUT and os.path.isfile(file))  # noqa: PTH113 - takes any length
    limit_s = _DEFAULT_S if is_article and options.seconds is None else options.seconds
    if limit_s is not None and not 1 <= limit_s <= _MAX_S:
        raise UsageError(f"--seconds must be a whole number from 1 to {_MAX_S}, not {limit_s}.")
    if options.file:
        check_sound_file(options.file)
    if is_article:
        excerpt = excerpt_from_article(Path(text), options.section, config)
    else:
        if options.section:
            raise UsageError("Only an article has sections. Leave out --section, or give the path of an article.")
        words = _read_text(text)
        excerpt = excerpt_from_text(words, config.language or guess_phrase(words), config)
    try:
        duration_ms = _speak(excerpt, options.file, limit_s, console)
    except OSError as error:
        # the path of the caller's own file says more than that of a temporary one
        raise StoreError(
            f"The audio cannot be stored: {error.strerror}. Free some space, or choose another folder with -o.",
            path=options.file or error.filename,
        ) from error
    if options.file:
        console.say(f"{options.file}, {in_words(duration_ms)}")
    return 0


def _read_text(argument: str) -> str:
    """Return the text itself, or that on standard input.

    Raises:
        ReadError: the argument looks like the path of an article, and there is none, or something else.
    """
    if argument == STANDARD_INPUT:
        return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    if Path(argument).suffix.lower() in READERS and not any(map(str.isspace, argument)):
        what = "There is no such file. Check the path and its permissions."
        try:
            open_file(Path(argument)).close()
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                what = describe_unreadable(error)
        raise ReadError(what, path=argument)
    # bytes that are not UTF-8 arrive as lone surrogates, which no file can hold
    return argument.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _speak(excerpt: Excerpt, file: Path | None, limit_s: int | None, console: Console) -> int:
    """Speak into `file`, or through the speakers, and return the duration in ms."""
    limit_ms = None if limit_s is None else 1000 * limit_s
    with ScratchFolder(file and file.parent, HIDDEN) as folder:
        with load(excerpt.config.engine) as engine:
            voices = cast_excerpt(excerpt, engine).by_language
            for language, voice in voices_of_other_languages(voices, excerpt.config.voice, excerpt.metadata.language):
                what = f"No voice of this engine speaks '{language}', so '{voice.name}' reads it"
                console.error(f"Warning: {what}. Choose another voice or engine.")
            recording = speak_excerpt(excerpt, engine, Path(folder, "speech.pcm"), limit_ms)
        for warning in recording.warnings:
            console.error(f"Warning: {warning}")
        sound = write_sound(recording, excerpt.metadata, Path(folder), file.suffix.lower() if file else WAV)
        if file:
            sound.replace(file)
        else:
            play(sound)
    return recording.timeline.duration_ms
