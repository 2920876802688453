"""`articast voices`: list the voices that can be used or installed, and install one."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.errors import UsageError, end_sentence
from tts.model import Voice
from tts.speech.engines import is_installed, load
from tts.speech.engines.natural.voices import INSTALL, VoiceFile, downloadable_voices, find_voice_file
from tts.speech.engines.network_file import find_networks
from tts.speech.engines.voice_files import FILE_ENGINES, broken_voice_files, voices_folder
from tts.speech.engines.voices import choose_voice, explain_no_voices, speaks
from tts.text.languages.names import english_name, require_tag
from tts.text.languages.registry import is_region
from tts.text.languages.tags import primary_subtag

_INSTALL_COMMAND = "articast voices --install"
_PLACES = {"natural": "in the package hibari"}  # of a voice that is not a file of the user


def run(options: argparse.Namespace, console: Console) -> int:
    """List the voices of the chosen engine, and those that can be installed, or install `options.install`.

    Return 1 if no voice can be used.
    """
    if options.install is not None:
        return _install(options.install, console, as_json=options.json)
    engine, language = settings_from_args(options).config.engine, options.spoken_language
    if language is not None:
        try:
            language = require_tag("--language", language)
        except ValueError as error:
            raise UsageError(end_sentence(str(error))) from None
    with load(engine) as speaker:
        voices = speaker.voices()
    found = [voice for voice in voices if _matches(voice.languages, language)]
    defaults = _find_defaults(voices)
    for voice in found:
        tags = defaults.get(voice, ())
        console.show(_line(voice, tags), _values(voice, tags), as_json=options.json)
    if not found:
        console.error(_no_voices(engine, language))
    if engine in ("auto", "natural") and is_installed("natural"):
        known = [voice for voice in downloadable_voices(voices_folder()) if _matches((voice.language,), language)]
        _list_installable(known, console, as_json=options.json)
    if engine in FILE_ENGINES:
        for warning in _file_warnings():
            console.error(f"Warning: {warning}")
    return 0 if found else 1


def _matches(tags: Iterable[str], language: str | None) -> bool:
    """Return whether one of `tags` is the language: `en` matches every English, `en-GB` only that of Great Britain."""
    if language is None:
        return True
    prefix = language.lower().replace("_", "-")
    return any(f"{tag.lower()}-".startswith(f"{prefix}-") for tag in tags)


def _find_defaults(voices: Sequence[Voice]) -> Mapping[Voice, tuple[str, ...]]:
    """Return the tags of the languages of which a voice reads articles by default, where there is a choice of voices.

    A language of a region is left out if the voice of the language reads it.
    """
    defaults: dict[Voice, list[str]] = defaultdict(list)
    tags = dict.fromkeys(tag for voice in voices for tag in voice.languages)
    for primary in dict.fromkeys(map(primary_subtag, tags)):
        speakers = [voice for voice in voices if speaks(voice, primary)]
        if len(speakers) < 2:
            continue
        main = choose_voice(speakers, None, primary)
        defaults[main].append(primary)
        for tag in tags:
            subtags = tag.lower().split("-")
            if subtags[0] == primary and len(subtags) == 2 and is_region(subtags[1]):
                voice = choose_voice(speakers, None, tag)
                if voice != main:
                    defaults[voice].append(tag)
    return {voice: tuple(tags) for voice, tags in defaults.items()}


def _line(voice: Voice, default_for: Sequence[str]) -> str:
    """Return a voice as a line: the id by which it is chosen, then the most useful facts first."""
    name = "" if voice.name.lower() == voice.id.lower() else voice.name
    names = ", ".join(tag if "-" in tag else english_name(tag) for tag in default_for)
    default = f"default for {names}" if names else ""
    place = voice.model or _PLACES.get(voice.engine, "")
    facts = (voice.id, name, *voice.languages, voice.gender, default, voice.engine, voice.licence, place)
    return ", ".join(filter(None, facts))


def _values(voice: Voice, default_for: Sequence[str]) -> dict[str, Any]:
    """Return a voice that can be used as `--json` prints it."""
    return {
        "id": voice.id,
        "name": voice.name,
        "languages": list(voice.languages),
        "gender": voice.gender,
        "engine": voice.engine,
        "default_for": list(default_for),
        "licence": voice.licence,
        "source": voice.source,
        "file": voice.model or None,
        "installed": True,
    }


def _file_values(voice: VoiceFile, file: str | None) -> dict[str, Any]:
    """Return a voice that can be installed, or is now in `file`, as `--json` prints it."""
    return {
        "id": voice.id,
        "name": voice.name,
        "languages": [voice.language],
        "gender": voice.gender,
        "engine": "natural",
        "default_for": [],
        "licence": voice.licence,
        "source": voice.address,
        "file": file,
        "installed": file is not None,
        "size_bytes": voice.size,
    }


def _list_installable(voices: Sequence[VoiceFile], console: Console, *, as_json: bool) -> None:
    """Print the voices that can be installed, with the command for each."""
    if voices and not as_json:
        console.say("These natural voices can be installed:")
    for voice in voices:
        line = f"{voice.id}, {voice.language}, {voice.gender}, {_megabytes(voice)}: {_INSTALL_COMMAND} {voice.id}"
        console.show(line, _file_values(voice, None), as_json=as_json)


def _no_voices(engine: str, language: str | None) -> str:
    """Return why no voice is listed, and what to do."""
    if language is not None:
        return f"The engine '{engine}' has no voice for '{language}'. Leave out --language to list all voices."
    return explain_no_voices(engine)


def _file_warnings() -> Iterator[str]:
    """Yield what is wrong with the files in the user's voices folder."""
    errors = broken_voice_files()
    folder = voices_folder()
    if not is_installed("piper") and find_networks(folder):
        yield f"{folder}: The voices in this folder need more packages. Install them: {INSTALL}"
    else:
        yield from map(str, errors)


def _install(name: str, console: Console, *, as_json: bool) -> int:
    """Download a voice, unless it is here; show first what it is, and at the end how to use it."""
    from tts.speech.engines.install import find_installable, install

    voice = find_installable(name)
    path = find_voice_file(voice, voices_folder())
    is_new = path is None
    if path is None:
        if not as_json:
            facts = (english_name(voice.language), voice.language, voice.gender, _megabytes(voice), voice.licence)
            console.say(f"{voice.name}, {', '.join(facts)}")
            console.say(f"Downloading {voice.address}")
        path = install(voice, voices_folder())
    if as_json:
        console.object(_file_values(voice, str(path)))
        return 0
    place = "in the package hibari" if voice.bundled else str(path)
    console.say(f"{'Installed' if is_new else 'Already installed'}: {place}")
    console.say(f"To use it: --voice {voice.id}")
    return 0


def _megabytes(voice: VoiceFile) -> str:
    """Return the size of a voice's file, such as `7.9 MB`."""
    return f"{voice.size / 1e6:.1f} MB"
