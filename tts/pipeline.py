"""Take one article from its file to a publication, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tts.audio.encode import encode
from tts.config.article import apply_article_settings, pronunciation_options
from tts.config.config import Config, recorded_options
from tts.errors import ReadError, blame_article
from tts.model import Article, Block, Image, Publication, Section, Skipped, Voice, utterances
from tts.speech.engines import Engine
from tts.speech.engines.voices import choose_voices, unsaid_words, voices_of_other_languages
from tts.speech.lexicon.rule import LexiconRule
from tts.speech.pronounce import PronunciationOptions, pronounce
from tts.text.announce import announce
from tts.text.detect import detect
from tts.text.divide import divide
from tts.text.languages.scripts import script_name
from tts.text.other_scripts import mark_other_scripts
from tts.text.prove import prove
from tts.text.readers import read
from tts.text.readers.decode import read_text
from tts.text.segment import segment
from tts.writers import missing_metadata_warnings, require_metadata, write
from tts.writers.images import find_cover, read_images

_MAX_PASSAGES = 3  # that a warning lists


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An article, what will be heard of it and what will not, and the configuration that holds for it."""

    article: Article
    sections: tuple[Section, ...]
    skipped: tuple[Skipped, ...]
    config: Config
    pronunciation: PronunciationOptions


def prepare(article: Article, config: Config) -> PreparedArticle:
    """Work out what will be heard of `article`.

    Raises:
        ReadError: nothing of it can be heard, or its front matter asks for something impossible.
        LostWordsError: words of it would be lost.
    """
    config = apply_article_settings(config, article)
    metadata = replace(article.metadata, date=article.metadata.date or config.date)
    article = replace(article, metadata=metadata)
    pronunciation = pronunciation_options(config, article.path)
    sections = divide(article)
    sections = mark_other_scripts(sections, metadata.language)
    sections = detect(sections, metadata.language, config.detect_language)
    sections = announce(sections, metadata.language, config.verbosity, config.notes)
    sections = segment(sections, metadata.language, config.breaks)
    sections = pronounce(sections, pronunciation)
    skipped = prove(article, sections)
    if not any(utterances(sections)):
        raise ReadError(
            "No part of the article would be heard. Add text, or choose another --verbosity.", path=article.path
        )
    return PreparedArticle(
        article=article, sections=sections, skipped=skipped, config=config, pronunciation=pronunciation
    )


def prepare_text(
    paragraphs: Iterable[str], language: str, config: Config, article: Path | None = None
) -> tuple[Section, ...]:
    """Work out what will be heard of `paragraphs` in `language` (a BCP 47 tag), with the lexicons for `article`.

    Raises:
        UsageError: a lexicon cannot be read.
    """
    blocks = tuple(Block(kind="paragraph", text=paragraph) for paragraph in paragraphs)
    section = Section(id="body-1", role="body", title="", blocks=blocks)
    return pronounce(segment((section,), language, config.breaks), pronunciation_options(config, article))


def produce(
    path: Path, folder: Path, name: str, config: Config, engine: Engine, origin: Mapping[str, Any], threads: int = 1
) -> Publication:
    """Make the publication of the article in the file at `path` in `folder`; its tracks are called `name`.

    The manifest records `origin` with the settings. Up to `threads` threads are used; the bytes do not depend on them.

    Raises:
        ArticastError: a kind of it says what failed; `folder` then holds no package.
    """
    from tts.audio.chapters import add_chapters
    from tts.audio.join import join
    from tts.audio.level import Meter, level
    from tts.speech.speak import speak

    article = read(path, config.given_language)
    prepared = prepare(article, config)
    article, sections, config = prepared.article, prepared.sections, prepared.config
    voices = cast_voices(prepared, engine)
    cover = find_cover(article.metadata)
    with TemporaryDirectory(dir=folder, prefix=".spool-") as spool:
        meter = Meter(oversampling=1, threads=threads)
        speech = speak(sections, engine, voices, config.prosody)
        recording = join(sections, speech, Path(spool, "speech.pcm"), config.breaks, meter)
        recording = add_chapters(sections, recording, article.metadata.title)
        recording = level(recording, config.target_lufs, meter, threads)
        tracks = encode(recording, article.metadata, folder, name, config.formats, cover, threads)
    images = read_images(sections, path.parent)
    assert recording.loudness is not None
    publication = Publication(
        metadata=article.metadata,
        sections=sections,
        timeline=recording.timeline,
        tracks=tracks,
        loudness=recording.loudness,
        engine=engine.info,
        voices=voices,
        prosody=config.prosody,
        images={resource: image for resource, image in images.items() if image.is_harmless},
        cover=cover,
        skipped=(*prepared.skipped, *recording.skipped),
        record={**origin, "inputs": _inputs(prepared, (cover, *images.values())), **recorded_options(config)},
        warnings=(*_warnings(prepared, voices), *recording.warnings),
    )
    write(publication, folder, config.writer_options)
    return publication


def cast_voices(prepared: PreparedArticle, engine: Engine) -> Mapping[str, Voice]:
    """Return a voice for each language of the article.

    Raises:
        ReadError: its front matter asks for a voice or a format that cannot be had, before anything is spoken.
    """
    config, metadata = prepared.config, prepared.article.metadata
    languages = (utterance.language for utterance in utterances(prepared.sections))
    with blame_article(prepared.article.path):
        require_metadata(config.formats, metadata)
        return choose_voices(engine.voices(), config.voice, metadata.language, languages)


def _warnings(prepared: PreparedArticle, voices: Mapping[str, Voice]) -> Iterator[str]:
    """Yield what the producer should know, with the file's name for its path: packages do not name our machine."""
    article, config = prepared.article, prepared.config
    for warning in article.warnings:
        yield warning.replace(str(article.path), article.path.name, 1)
    for warning in missing_metadata_warnings(config.formats, article.metadata):
        yield f"{article.path.name}: {warning}"
    for warning in voice_warnings(prepared, voices):
        yield warning.replace(str(article.path), article.path.name, 1)


def voice_warnings(prepared: PreparedArticle, voices: Mapping[str, Voice]) -> Iterator[str]:
    """Yield a warning for each language without a voice, and for each script that the voice for it cannot say."""
    path, own = prepared.article.path, prepared.article.metadata.language
    for language, voice in voices_of_other_languages(voices, prepared.config.voice, own):
        cause = f"no voice of this engine speaks '{language}', so '{voice.name}' reads it"
        place = "in the front matter" if language == own else "where the article names it"
        yield f"{path}: {cause}. Choose another voice or engine, or fix the language tag {place}."
    wanted, main = prepared.config.voice, voices[own]
    if wanted and wanted.lower() not in map(str.lower, (main.id, main.name, *main.languages)):
        what = f"the voice '{wanted}' cannot say the script of '{own}', so '{main.name}' reads it"
        yield f"{path}: {what}. Choose a voice of that language."
    unsaid: dict[tuple[str, str], dict[str, None]] = {}
    for utterance in utterances(prepared.sections):
        voice = voices[utterance.language]
        for script, words in unsaid_words(voice, utterance.spoken):
            unsaid.setdefault((voice.name, script), {})[words] = None
    lines = read_text(path).text.split("\n") if unsaid else []
    for (name, script), passages in unsaid.items():
        first = next(iter(passages)).split()[0]
        line = next((number for number, text in enumerate(lines, start=1) if first in text), None)
        shown = ", ".join([*list(passages)[:_MAX_PASSAGES], *(["…"] if len(passages) > _MAX_PASSAGES else [])])
        place = f"{path}, line {line}" if line else f"{path}"
        yield f"{place}: the voice '{name}' cannot say {script_name(script)}: {shown}. Choose another voice or engine."


def _inputs(prepared: PreparedArticle, images: tuple[Image, ...]) -> dict[str, str]:
    """Return the SHA-256 of the article and of each file in its folder that is in the package, by relative path."""
    article = prepared.article
    folder = article.path.parent.resolve()
    files = [(image.path, image.sha256) for image in images if image.path]
    lexicons = (rule.lexicon for rule in prepared.pronunciation.first if isinstance(rule, LexiconRule))
    files += [(lexicon.path, lexicon.sha256) for lexicon in lexicons]
    resolved = ((file.resolve(), digest) for file, digest in files)
    inside = {file.relative_to(folder).as_posix(): digest for file, digest in resolved if file.is_relative_to(folder)}
    return {article.path.name: article.source_sha256, **inside}
