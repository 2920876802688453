"""Make one recording of a phrase or of an excerpt from an article: the usual steps, without a package."""

from __future__ import annotations

import re
import textwrap
import wave
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tts.audio.encode import encode
from tts.config.article import voice_choice
from tts.config.config import Config
from tts.errors import EncodeError, ReadError, UsageError
from tts.files import open_file
from tts.formats import AUDIO_FORMATS
from tts.model import Block, Metadata, Recording, Role, Section, Speech, Utterance, utterances
from tts.noun import noun
from tts.pipeline import prepare, prepare_text
from tts.speech.cast import Casting, VoiceChoice, cast
from tts.speech.engines import Engine
from tts.text.readers import read

SECTIONS: Mapping[str, Role] = {"opening": "opening", "key-points": "key-points", "body": "body", "captions": "caption"}
"""The parts of an article that can be spoken alone."""
WAV = ".wav"
SOUND_EXTENSIONS = (WAV, *(audio_format.extension for audio_format in AUDIO_FORMATS.values()))
"""The extensions of files that `write_sound` can write."""
_MAX_WAV_BYTES = 0xFFFFFFFF - 36  # the size of a RIFF file has 32 bits
_BLOCK_BYTES = 500_000
_MAX_TITLE_LENGTH = 60


@noun
class Excerpt:
    """Sections to speak, the wanted voices and the configuration for them, and the metadata that a player shows."""

    metadata: Metadata
    sections: tuple[Section, ...]
    choice: VoiceChoice
    config: Config


def excerpt_from_text(text: str, language: str, config: Config) -> Excerpt:
    """Return `text`, in `language` (a BCP 47 tag), as an excerpt; an empty line separates paragraphs.

    Raises:
        UsageError: there is no letter or digit in it.
    """
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    sections = prepare_text(filter(None, paragraphs), language, config)
    if not any(utterances(sections)):
        raise UsageError("There is nothing to say. Give a text, a file, or - to read standard input.")
    title = textwrap.shorten(text, _MAX_TITLE_LENGTH, placeholder="…")
    metadata, choice = Metadata(title=title, language=language), VoiceChoice(engine=config.engine, main=config.voice)
    return Excerpt(metadata=metadata, sections=sections, choice=choice, config=config)


def excerpt_from_article(path: Path, part: str | None, config: Config) -> Excerpt:
    """Return the article in the file at `path` as an excerpt, or only one of the `SECTIONS` of it.

    Raises:
        ReadError: it is not an article, or has no such section.
        LostWordsError: words of it would be lost.
    """
    prepared = prepare(read(path, config.given_language), config)
    sections = tuple(section for section in prepared.sections if part is None or section.role == SECTIONS[part])
    if not any(utterances(sections)):
        roles = {section.role for section in prepared.sections}
        parts = ", ".join(name for name, role in SECTIONS.items() if role in roles)
        raise ReadError(f"This article has no {part}. Choose another --section: {parts}.", path=path)
    metadata, choice = prepared.article.metadata, voice_choice(prepared.config, prepared.article)
    return Excerpt(metadata=metadata, sections=sections, choice=choice, config=prepared.config)


def cast_excerpt(excerpt: Excerpt, engine: Engine) -> Casting:
    """Return who speaks `excerpt`.

    Raises:
        UsageError: there is no such voice.
    """
    casting = cast(excerpt.sections, excerpt.metadata.language, engine.voices(), excerpt.choice)
    wanted = casting.by_utterance
    adapted = {one.id: engine.adapt(one, wanted[one.id]) for one in utterances(excerpt.sections)}
    return replace(casting, by_utterance=adapted)


def speak_excerpt(excerpt: Excerpt, engine: Engine, spool: Path, limit_ms: int | None = None) -> Recording:
    """Record `excerpt` in the file `spool`, at its loudness, without chapters; its warnings say who stepped in.

    With `limit_ms`, speak as many whole utterances as end by then, silences counted, but at least one. These are held
    in memory.

    Raises:
        UsageError: the engine has no such voice.
        EngineError: it cannot say something.
        EncodeError: the sound cannot be stored.
    """
    from tts.audio.join import join
    from tts.audio.level import level
    from tts.audio.loudness import Meter
    from tts.audio.match import match
    from tts.speech.speak import speak, speak_samples
    from tts.speech.stand_ins import describe_stand_ins

    config, sections = excerpt.config, excerpt.sections
    breaks = config.breaks
    voices = cast_excerpt(excerpt, engine).by_utterance
    speech: Iterable[Speech] = speak(sections, engine, voices, config.prosody)
    speech = match(speech, speak_samples(voices, engine, config.prosody))
    if limit_ms is not None:
        kept: list[tuple[Utterance, Speech]] = []
        position_ms = breaks.lead_in
        for utterance, spoken in zip(utterances(sections), speech, strict=True):
            if kept and position_ms + spoken.duration_ms + breaks.lead_out > limit_ms:
                break
            kept.append((utterance, spoken))
            position_ms += spoken.duration_ms + utterance.break_ms
        block = Block(kind="paragraph", utterances=tuple(utterance for utterance, _ in kept))
        sections = (Section(id="body-1", role="body", title="", blocks=(block,)),)
        speech = (spoken for _, spoken in kept)
    meter = Meter()
    recording = join(sections, speech, spool, breaks, meter)
    stand_ins = (what for _, what in describe_stand_ins(sections, voices, recording))
    return level(replace(recording, warnings=(*recording.warnings, *stand_ins)), config.target_lufs, meter)


def check_sound_file(path: Path) -> None:
    """Raise UsageError if no sound can be written to `path`; to be called before anything is spoken for it."""
    if path.suffix.lower() not in SOUND_EXTENSIONS:
        raise UsageError(
            f"This is not a supported audio file name. Use one that ends in {', '.join(SOUND_EXTENSIONS)}.",
            path=path,
        )
    if not path.parent.is_dir():
        raise UsageError("There is no such folder. Create it, or choose another file with -o.", path=path.parent)


def write_sound(recording: Recording, metadata: Metadata, folder: Path, extension: str) -> Path:
    """Write `recording` into a new file in `folder`, in the format of `extension` (one of `SOUND_EXTENSIONS`).

    Raises:
        EncodeError: the sound cannot be encoded or stored.
    """
    path = folder / f"sound{extension}"
    if extension == WAV:
        _write_wav(recording, path)
    else:
        name = next(name for name, row in AUDIO_FORMATS.items() if row.extension == extension)
        encode(recording, metadata, folder, path.stem, (name,))
    return path


def _write_wav(recording: Recording, path: Path) -> None:
    """Write the spool as a WAV file, which can be up to 4 GB in size."""
    if 2 * recording.frames > _MAX_WAV_BYTES:
        hours = recording.timeline.duration_ms // 3_600_000
        raise EncodeError(f"{hours} hours of audio are too long for a WAV file. Choose an MP3 file with -o.")
    try:
        # of a path that it cannot open, `wave` prints a second error
        with open_file(recording.spool_path) as spool, path.open("wb") as sound, wave.open(sound, "wb") as file:
            file.setparams((1, 2, recording.frame_rate_hz, recording.frames, "NONE", ""))
            while block := spool.read(_BLOCK_BYTES):
                file.writeframesraw(block)
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be written: {error.strerror}. Free some space, or choose another folder.", path=path
        ) from error
