"""The whole flow of one article, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tts.announce import announce
from tts.config import Config, configure_article, options
from tts.divide import divide
from tts.encode import check_formats, encode
from tts.engines import Engine
from tts.engines.voices import choose_voice, speaks
from tts.errors import ReadError, UsageError
from tts.model import Article, Publication, Section, Skipped, Speech, Voice, utterances
from tts.pronounce import Wishes, pronounce
from tts.prove import prove
from tts.readers import read
from tts.rules import check_rules
from tts.segment import segment
from tts.writers import write


def prepare(path: Path, config: Config) -> tuple[Article, tuple[Section, ...], tuple[Skipped, ...], Config]:
    """The article in the file at `path`, what will be heard of it, what will not, and its own configuration.

    Raises:
        ReadError: the file is not an article, or its head asks for something unknown.
        LostWordsError: words of it would be lost.
    """
    article = read(path)
    config = _configured(article, config)
    language = article.metadata.language
    sections = utter(announce(divide(article), language), language, config)
    skipped = prove(article, sections)
    return article, sections, skipped, config


def utter(sections: tuple[Section, ...], language: str, config: Config) -> tuple[Section, ...]:
    """The sections, in `language` (a BCP 47 tag), with their utterances, and for each of them what is said."""
    return pronounce(segment(sections, language, config.breaks), wishes(config))


def wishes(config: Config) -> Wishes:
    """What `config` says of pronunciation."""
    return Wishes(masked=config.masked, without=config.without_rules)


def _configured(article: Article, config: Config) -> Config:
    try:
        configured = configure_article(config, article.options)
        check_rules(configured.without_rules)
        return configured
    except UsageError as error:
        raise ReadError(error.message, path=article.path) from None


def _voice(article: Article, config: Config, engine: Engine) -> Voice:
    """The voice for the article, before anything is spoken that its head asks for in vain."""
    try:
        check_formats(config.formats)
        return choose_voice(engine.voices(), config.voice, article.metadata.language)
    except UsageError as error:
        raise ReadError(error.message, path=article.path) from None


def produce(
    path: Path, folder: Path, name: str, config: Config, engine: Engine, record: Mapping[str, Any]
) -> Publication:
    """Makes the edition of the article in the file at `path` in `folder`; its tracks are called `name`.

    `record` is what the manifest's options say beside the settings, such as the source's fingerprint.

    Raises:
        ArticastError: a kind of it says what failed; `folder` then holds no package.
    """
    from tts.chapters import chapters
    from tts.join import join
    from tts.level import Meter, level
    from tts.speak import speak

    article, sections, skipped, config = prepare(path, config)
    voice = _voice(article, config, engine)
    with TemporaryDirectory(dir=folder, prefix=".spool-") as spool:
        meter = Meter(oversampling=1)
        unheard: list[str] = []
        speech = _noting(speak(sections, engine, voice, config.prosody), unheard)
        recording = join(sections, speech, Path(spool, "speech.pcm"), config.breaks, meter)
        recording, warnings = chapters(sections, recording, article.metadata.title)
        recording = level(recording, config.target_lufs, meter)
        tracks = encode(recording, article.metadata, folder, name, config.formats)
    assert recording.loudness is not None
    publication = Publication(
        metadata=article.metadata,
        sections=sections,
        timeline=recording.timeline,
        tracks=tracks,
        loudness=recording.loudness,
        engine=engine.info,
        voice=voice,
        prosody=config.prosody,
        skipped=(*skipped, *_unsaid(sections, unheard)),
        options={**record, "inputs": _inputs(article), **options(config)},
        warnings=tuple(_placed(article, (*article.warnings, *_about_voice(article, config, voice), *warnings))),
    )
    write(publication, folder)
    return publication


def _noting(speech: Iterable[Speech], unheard: list[str]) -> Iterator[Speech]:
    """`speech` as it is; the ids of those utterances that the voice had no sound for come into `unheard`."""
    for one in speech:
        if not one.heard:
            unheard.append(one.utterance_id)
        yield one


def _unsaid(sections: Iterable[Section], unheard: Iterable[str]) -> Iterator[Skipped]:
    ids = set(unheard)
    for utterance in utterances(sections):
        if utterance.id in ids:
            yield Skipped(text=utterance.text, reason="the voice cannot say it")


def _about_voice(article: Article, config: Config, voice: Voice) -> Iterator[str]:
    language = article.metadata.language
    if config.voice is None and not speaks(voice, language):
        what = f"no voice of this engine speaks '{language}', so '{voice.name}' reads it"
        yield f"{article.path}: {what}. Choose another voice or engine, or mend the language in the head."


def _placed(article: Article, warnings: Iterable[str]) -> Iterator[str]:
    """The warnings with the article's name for its path: a package says nothing of the machine it is made on."""
    for warning in warnings:
        yield warning.replace(str(article.path), article.path.name, 1)


def _inputs(article: Article) -> dict[str, str]:
    """The files beside the article that went into its edition (path from the article's folder), with their SHA-256."""
    cover = article.metadata.cover
    if cover is None:
        return {}
    name = cover.resolve().relative_to(article.path.parent.resolve()).as_posix()
    return {name: sha256(cover.read_bytes()).hexdigest()}
