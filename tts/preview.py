"""A phrase, or the beginning of an article, as one recording: the ordinary steps without a package."""

from __future__ import annotations

import re
import textwrap
import wave
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tts.audio.encode import encode
from tts.clock import frames_to_ms
from tts.config.config import Config
from tts.errors import EncodeError, ReadError, UsageError
from tts.formats import AUDIO_FORMATS
from tts.model import Block, Breaks, Metadata, Recording, Role, Section, Speech, Utterance, Voice, utterances
from tts.pipeline import prepare, utter
from tts.speech.engines import Engine
from tts.speech.engines.voices import choose_voices

SECTIONS: Mapping[str, Role] = {"opening": "opening", "key-points": "key-points", "body": "body", "captions": "caption"}
"""The parts of an article that can be said alone."""
WAV = ".wav"
_WAV_BYTES = 0xFFFFFFFF - 36  # the size of a RIFF file has 32 bits
_BLOCK_BYTES = 500_000
_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is to be said: its sections, the configuration that holds for it, what a player shows of it."""

    metadata: Metadata
    sections: tuple[Section, ...]
    config: Config


def phrase(text: str, language: str, config: Config) -> Words:
    """The words of `text`, in `language` (a BCP 47 tag); an empty line parts paragraphs.

    Raises:
        UsageError: there is no letter or digit in it.
    """
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text)]
    blocks = tuple(Block(kind="paragraph", text=paragraph) for paragraph in paragraphs if paragraph)
    section = Section(id="body-1", role="body", title="", blocks=blocks)
    sections = utter((section,), language, config)
    if not any(utterances(sections)):
        raise UsageError("There is nothing to say. Give a text, a file, or - to read standard input.")
    title = textwrap.shorten(text, _TITLE_LENGTH, placeholder="…")
    return Words(metadata=Metadata(title=title, language=language), sections=sections, config=config)


def excerpt(path: Path, part: str | None, config: Config) -> Words:
    """The article in the file at `path`, or only one of the `SECTIONS` of it.

    Raises:
        ReadError: it is no article, or has no such section.
        LostWordsError: words of it would be lost.
    """
    article, sections, _, config = prepare(path, config)
    chosen = tuple(section for section in sections if part is None or section.role == SECTIONS[part])
    if not any(utterances(chosen)):
        roles = {section.role for section in sections}
        parts = ", ".join(name for name, role in SECTIONS.items() if role in roles)
        raise ReadError(f"This article has no {part}. Choose another --section: {parts}.", path=path)
    return Words(metadata=article.metadata, sections=chosen, config=config)


def voices_for(words: Words, engine: Engine) -> Mapping[str, Voice]:
    """Who says what: a voice for each language of `words`.

    Raises:
        UsageError: the engine has no such voice.
    """
    languages = (utterance.language for utterance in utterances(words.sections))
    return choose_voices(engine.voices(), words.config.voice, words.metadata.language, languages)


def say(words: Words, engine: Engine, spool: Path, limit_ms: int | None = None) -> Recording:
    """The sound of `words` in the file `spool`, at their loudness, without chapters.

    With `limit_ms`, as many whole utterances as are over by then, silences counted, but at least one; these are held
    in memory.

    Raises:
        UsageError: the engine has no such voice.
        EngineError: it cannot say something.
        EncodeError: the sound cannot be stored.
    """
    from tts.audio.join import join
    from tts.audio.level import Meter, level
    from tts.speech.speak import speak

    config, sections = words.config, words.sections
    speech: Iterable[Speech] = speak(sections, engine, voices_for(words, engine), config.prosody)
    if limit_ms is not None:
        pairs = tuple(_first(zip(utterances(sections), speech, strict=True), config.breaks, limit_ms))
        sections = (_section(utterance for utterance, _ in pairs),)
        speech = (spoken for _, spoken in pairs)
    meter = Meter(oversampling=1)
    return level(join(sections, speech, spool, config.breaks, meter), config.target_lufs, meter)


def _first(
    pairs: Iterable[tuple[Utterance, Speech]], breaks: Breaks, limit_ms: int
) -> Iterator[tuple[Utterance, Speech]]:
    at_ms = breaks.lead_in
    for number, (utterance, speech) in enumerate(pairs):
        if number and at_ms + speech.duration_ms + breaks.lead_out > limit_ms:
            return
        yield utterance, speech
        at_ms += speech.duration_ms + utterance.break_ms


def _section(said: Iterable[Utterance]) -> Section:
    block = Block(kind="paragraph", utterances=tuple(said))
    return Section(id="body-1", role="body", title="", blocks=(block,))


def extensions() -> tuple[str, ...]:
    """What the name of a sound file may end in."""
    return (WAV, *(row.extension for row in AUDIO_FORMATS.values()))


def check_sound_file(path: Path) -> None:
    """Raises UsageError if no sound can be written to `path`; to be asked before anything is spoken for it."""
    if path.suffix.lower() not in extensions():
        raise UsageError(
            f"This is not a supported audio file name. Use one that ends in {', '.join(extensions())}.", path=path
        )
    if not path.parent.is_dir():
        raise UsageError("There is no such folder. Create it, or choose another file with -o.", path=path.parent)


def write_sound(recording: Recording, metadata: Metadata, folder: Path, extension: str) -> Path:
    """Writes `recording` into a new file in `folder`, in the format of `extension` (one of `extensions`).

    Raises:
        EncodeError: the sound cannot be encoded or stored.
    """
    path = folder / f"sound{extension}"
    if extension == WAV:
        _write_wav(recording, path)
    else:
        name = next(row.name for row in AUDIO_FORMATS.values() if row.extension == extension)
        encode(recording, metadata, folder, path.stem, (name,))
    return path


def _write_wav(recording: Recording, path: Path) -> None:
    if 2 * recording.frames > _WAV_BYTES:
        hours = frames_to_ms(recording.frames, recording.frame_rate_hz) // 3_600_000
        raise EncodeError(f"{hours} hours of audio are too long for a WAV file. Choose an MP3 file with -o.")
    try:
        with recording.spool_path.open("rb") as spool, wave.open(str(path), "wb") as file:
            file.setparams((1, 2, recording.frame_rate_hz, recording.frames, "NONE", ""))
            while block := spool.read(_BLOCK_BYTES):
                file.writeframesraw(block)
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be written: {error.strerror}. Free some space, or choose another folder.", path=path
        ) from error
