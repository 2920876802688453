"""Voice files of Piper -> voices, from their settings and their model cards. The networks are not read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from tts.errors import UsageError
from tts.files import read_beginning, read_file
from tts.model import Voice
from tts.noun import noun
from tts.regex import regex
from tts.speech.engines.language_tag import language_tag
from tts.speech.engines.network_file import SUFFIX, find_networks, require_network

ENGINE = "piper"
ESPEAK, TEXT = "espeak", "text"
"""What a network reads: espeak-ng's phonemes, or the letters of the text."""
SPEAKER_MARK = "#"

_MAX_SETTINGS_BYTES = 4_000_000
_MIN_RATE_HZ, _USUAL_RATE_HZ, _MAX_RATE_HZ = 4_000, 22_050, 192_000
_MAX_NUMBER = 20_000  # of speakers, and of a symbol; real ones have about 1,000 and 256
_MAX_NOISE = 10.0
_MAX_NAME_CHARACTERS = 80
_MAX_CARD_BYTES = 100_000
_CARD_LINE = regex(r"^\s*[*-]\s*(URL|License|Licence):\s*(\S.*?)\s*$", re.MULTILINE | re.IGNORECASE)
_DOWNLOAD = "Download both files of the voice again."


@noun
class PiperSettings:
    """What `NAME.onnx.json` says of the voice NAME.

    `ids` are the numbers of each symbol, `replacements` the symbols that take the place of others before that. `kind`
    is `ESPEAK` or `TEXT`. `speakers` maps the names of several speakers to their numbers. `noise` scales the
    random numbers in sound and in durations.
    """

    language: str
    name: str
    kind: str
    espeak_voice: str
    frame_rate_hz: int
    ids: Mapping[str, tuple[int, ...]]
    replacements: Mapping[str, tuple[str, ...]]
    speakers: Mapping[str, int]
    speaker_count: int
    noise: tuple[float, float]


def read_settings(model: Path) -> PiperSettings:
    """Return the settings next to the network `model`, in `NAME.onnx.json`.

    Raises:
        UsageError: there is no such voice, or its settings are missing, broken or not of Piper.
    """
    if not model.is_file():
        raise UsageError("There is no such voice file. See `articast voices`.", path=model)
    path = Path(f"{model}.json")
    try:
        data = json.loads(read_file(path, _MAX_SETTINGS_BYTES).decode("utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(f"The settings of the voice are missing. Put {path.name} next to it.", path=model) from None
    except (OSError, ValueError, RecursionError):
        raise UsageError(f"The settings of the voice cannot be read. {_DOWNLOAD}", path=path) from None
    try:
        settings = _parse(data, model.stem)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
        raise UsageError("These are not the settings of a Piper voice. Choose another voice file.", path=path) from None
    if settings.kind not in (ESPEAK, TEXT):
        message = (
            f"The voice reads {settings.kind!r}, which is not supported. Choose a voice that reads espeak phonemes."
        )
        raise UsageError(message, path=path)
    return settings


def read_voices(model: Path) -> tuple[Voice, ...]:
    """Return the voice in the network `model`: several if it has several speakers.

    A voice's id is the file's name without `.onnx`; for every speaker but the first with `#` and the number, such as
    `en_GB-vctk-medium#3`.

    Raises:
        UsageError: as `read_settings`.
    """
    settings = read_settings(model)
    licence, source = _read_card(model)
    names = {number: name for name, number in settings.speakers.items()}
    title = settings.name.replace("_", " ").title()
    return tuple(
        Voice(
            id=f"{model.stem}{SPEAKER_MARK}{number}" if number else model.stem,
            name=f"{title} {names.get(number, number)}" if settings.speaker_count > 1 else title,
            languages=(settings.language,) if settings.language else (),
            engine=ENGINE,
            licence=licence,
            source=source,
            model=str(model),
        )
        for number in range(settings.speaker_count)
    )


def read_folder(folder: Path) -> tuple[tuple[Voice, ...], tuple[UsageError, ...]]:
    """Return the voices in a folder and in the folders inside it, ordered by file, and what is wrong with others."""
    voices: list[Voice] = []
    errors: list[UsageError] = []
    for model in find_networks(folder):
        try:
            require_network(model)
            voices += read_voices(model)
        except UsageError as error:
            errors.append(error)
    return tuple(voices), tuple(errors)


def find_speaker(settings: PiperSettings, voice_id: str) -> int:
    """Return the number of the speaker that `voice_id` names after a `#`, by number or name; 0 without one.

    Raises:
        UsageError: the voice has no such speaker.
    """
    _, mark, wanted = voice_id.partition(SPEAKER_MARK)
    if not mark:
        return 0
    number = settings.speakers.get(wanted, int(wanted) if wanted.isdecimal() else -1)
    if not 0 <= number < settings.speaker_count:
        last = settings.speaker_count - 1
        advice = (
            f"Choose a speaker from 0 to {last}" if last else f"It has one speaker only: leave out '{mark}{wanted}'"
        )
        raise UsageError(f"The voice '{voice_id}' does not exist. {advice}.")
    return number


def _parse(data: dict[str, Any], stem: str) -> PiperSettings:
    """Return the settings in `data`; raise an error of Python's if something is missing or of a wrong kind."""
    kind = str(data.get("phoneme_type", ESPEAK))
    espeak_voice = str(data.get("espeak", {}).get("voice", ""))
    stem_parts = stem.split("-")
    code = str(data.get("language", {}).get("code", "")) or espeak_voice or stem_parts[0]
    inference = data.get("inference", {})
    if kind == ESPEAK and not espeak_voice:
        raise ValueError("no voice of espeak-ng")
    ids = {str(symbol): tuple(map(int, numbers)) for symbol, numbers in data["phoneme_id_map"].items()}
    if not {"_", "^", "$"} <= ids.keys():
        raise ValueError("no symbols for begin, end and between")
    speaker_count = max(int(data.get("num_speakers", 1)), 1)
    frame_rate_hz = int(data.get("audio", {}).get("sample_rate", _USUAL_RATE_HZ))
    noise = float(inference.get("noise_scale", 0.667)), float(inference.get("noise_w", 0.8))
    numbers = chain((speaker_count,), *ids.values())
    if not all(0 <= number <= _MAX_NUMBER for number in numbers) or not all(
        0 <= share <= _MAX_NOISE for share in noise
    ):
        raise ValueError("a number that no voice has")
    if not _MIN_RATE_HZ <= frame_rate_hz <= _MAX_RATE_HZ:
        raise ValueError("a frame rate that no voice has")
    return PiperSettings(
        language=language_tag(code),
        name=str(data.get("dataset", ""))[:_MAX_NAME_CHARACTERS] or stem_parts[1 if len(stem_parts) > 2 else 0],
        kind=kind,
        espeak_voice=espeak_voice,
        frame_rate_hz=frame_rate_hz,
        ids=ids,
        replacements={str(symbol): tuple(map(str, new)) for symbol, new in data.get("phoneme_map", {}).items()},
        speakers={str(name): int(number) for name, number in data.get("speaker_id_map", {}).items()},
        speaker_count=speaker_count,
        noise=noise,
    )


def _read_card(model: Path) -> tuple[str, str]:
    """Return licence and source of a voice from the file MODEL_CARD next to it; "" for what it does not say.

    A card belongs to the voice if its heading names it, or if there is no other voice in the folder.
    """
    try:
        path = model.parent / "MODEL_CARD"
        card = read_beginning(path, _MAX_CARD_BYTES).decode("utf-8", "replace")
    except OSError:
        return "", ""
    heading = set(re.findall(r"[^\W_]+", card.strip().partition("\n")[0].lower()))
    _, *names = model.stem.lower().split("-")
    if len(list(model.parent.glob(f"*{SUFFIX}"))) > 1 and not (names and set(names) <= heading):
        return "", ""
    facts = dict(reversed(list(_card_facts(card))))
    return facts.get("licence", ""), facts.get("source", "")


def _card_facts(card: str) -> Iterator[tuple[str, str]]:
    """Yield the facts in a model card, `licence` and `source`."""
    for match in _CARD_LINE.finditer(card):
        yield ("source" if match[1].upper() == "URL" else "licence"), match[2]
