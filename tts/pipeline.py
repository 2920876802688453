"""The whole flow of one article, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tts.audio.encode import encode
from tts.config.config import Config, configure_article, options
from tts.errors import ReadError, UsageError
from tts.formats import check_formats
from tts.model import Article, Image, Publication, Section, Skipped, Speech, Voice, utterances
from tts.speech.engines import Engine
from tts.speech.engines.voices import choose_voices, voices_of_other_languages
from tts.speech.lexicon import files, load
from tts.speech.lexicon.rule import LexiconRule
from tts.speech.pronounce import PronunciationOptions, pronounce
from tts.speech.rules import LEXICON, check_rules
from tts.text.announce import announce
from tts.text.detect import check_detector, detect
from tts.text.divide import divide
from tts.text.prove import prove
from tts.text.readers import read
from tts.text.segment import segment
from tts.writers import missing_metadata_warnings, require_metadata, write
from tts.writers.images import find_cover, read_images


def prepare(path: Path, config: Config) -> tuple[Article, tuple[Section, ...], tuple[Skipped, ...], Config]:
    """The article in the file at `path`, what will be heard of it, what will not, and its own configuration.

    Raises:
        ReadError: the file is not an article, nothing of it can be heard, or its head asks for something unknown.
        LostWordsError: words of it would be lost.
    """
    article = read(path)
    config = _configured(article, config)
    article = _dated(article, config.date)
    language = article.metadata.language
    divided = _in_languages(divide(article), language, config)
    told = announce(divided, language, config.verbosity, config.notes)
    sections = utter(told, language, config, path)
    skipped = prove(article, sections)
    if next(utterances(sections), None) is None:
        raise ReadError("No part of the article would be heard. Add text, or choose another --verbosity.", path=path)
    return article, sections, skipped, config


def _dated(article: Article, date: str | None) -> Article:
    metadata = article.metadata
    return article if metadata.date else replace(article, metadata=replace(metadata, date=date))


def _in_languages(sections: tuple[Section, ...], language: str, config: Config) -> tuple[Section, ...]:
    floor = config.detect_language
    return sections if floor is None else detect(sections, language, floor)


def utter(
    sections: tuple[Section, ...], language: str, config: Config, article: Path | None = None
) -> tuple[Section, ...]:
    """The sections, in `language` (a BCP 47 tag), with their utterances, and for each of them what is said.

    Raises:
        UsageError: a lexicon cannot be read.
    """
    return pronounce(segment(sections, language, config.breaks), pronunciation_options(config, article))


def pronunciation_options(config: Config, article: Path | None = None) -> PronunciationOptions:
    """What `config` says of pronunciation, with the lexicons that hold for the file `article`.

    Raises:
        UsageError: a lexicon cannot be read.
    """
    lexicons = () if LEXICON in config.without_rules else files(article, config.lexicon)
    first = tuple(LexiconRule(lexicon=load(file), article=article) for file in lexicons)
    return PronunciationOptions(
        censored=config.censored, verbosity=config.verbosity, without=config.without_rules, first=first
    )


def _configured(article: Article, config: Config) -> Config:
    try:
        configured = configure_article(config, article.options)
        check_rules(configured.without_rules)
        check_detector(configured.detect_language)
        if "lexicon" in article.options and "lexicon" not in config.pinned:
            configured = replace(configured, lexicon=tuple(_beside(article, name) for name in configured.lexicon))
        return configured
    except UsageError as error:
        raise ReadError(error.message, path=article.path) from None


def _beside(article: Article, name: str) -> str:
    """The path of a lexicon that an article's head names."""
    folder = article.path.parent
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            f"The lexicon '{name}' is not in the article's folder. Move it there, or name it with --lexicon."
        )
    return str(folder / name)


def _voices(article: Article, sections: Iterable[Section], config: Config, engine: Engine) -> Mapping[str, Voice]:
    """A voice for each language of the article, before anything is spoken that its head asks for in vain."""
    languages = (utterance.language for utterance in utterances(sections))
    try:
        check_formats(config.formats)
        require_metadata(config.formats, article.metadata)
        return choose_voices(engine.voices(), config.voice, article.metadata.language, languages)
    except UsageError as error:
        raise ReadError(error.message, path=article.path) from None


def produce(
    path: Path, folder: Path, name: str, config: Config, engine: Engine, record: Mapping[str, Any], threads: int = 1
) -> Publication:
    """Makes the edition of the article in the file at `path` in `folder`; its tracks are called `name`.

    `record` is what the manifest's options say beside the settings, such as the source's fingerprint. Measuring and
    encoding use up to `threads` threads; the bytes do not depend on them.

    Raises:
        ArticastError: a kind of it says what failed; `folder` then holds no package.
    """
    from tts.audio.chapters import chapters
    from tts.audio.join import join
    from tts.audio.level import Meter, level
    from tts.speech.speak import speak

    article, sections, skipped, config = prepare(path, config)
    voices = _voices(article, sections, config, engine)
    with TemporaryDirectory(dir=folder, prefix=".spool-") as spool:
        meter = Meter(oversampling=1, threads=threads)
        unheard: list[str] = []
        speech = _noting(speak(sections, engine, voices, config.prosody), unheard)
        recording = join(sections, speech, Path(spool, "speech.pcm"), config.breaks, meter)
        recording, warnings = chapters(sections, recording, article.metadata.title)
        recording = level(recording, config.target_lufs, meter, threads)
        cover = find_cover(article.metadata)
        tracks = encode(recording, article.metadata, folder, name, config.formats, cover, threads)
    assert recording.loudness is not None
    images = read_images(sections, path.parent)
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
        skipped=(*skipped, *_unsaid(sections, unheard)),
        record={**record, "inputs": _inputs(article, config, (cover, *images.values())), **_told(config)},
        warnings=tuple(_placed(article, (*article.warnings, *_about(article, config, voices), *warnings))),
    )
    write(publication, folder, config.writer_options)
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


def _about(article: Article, config: Config, voices: Mapping[str, Voice]) -> Iterator[str]:
    """Warnings of what the editions that are asked for do not say, and of the voices."""
    for what in missing_metadata_warnings(config.formats, article.metadata):
        yield f"{article.path}: {what}"
    yield from _about_voices(article, config, voices)


def _about_voices(article: Article, config: Config, voices: Mapping[str, Voice]) -> Iterator[str]:
    """A warning for each language that is read by a voice of another one."""
    own = article.metadata.language
    for language, voice in voices_of_other_languages(voices, config.voice, own):
        what = f"no voice of this engine speaks '{language}', so '{voice.name}' reads it"
        where = "in the front matter" if language == own else "where the article names it"
        yield f"{article.path}: {what}. Choose another voice or engine, or fix the language tag {where}."


def _placed(article: Article, warnings: Iterable[str]) -> Iterator[str]:
    """The warnings with the article's name for its path: a package says nothing of the machine it is made on."""
    for warning in warnings:
        yield warning.replace(str(article.path), article.path.name, 1)


def _told(config: Config) -> dict[str, Any]:
    """The settings; of the lexicons the names only, because a package says nothing of the machine it is made on."""
    return options(config) | {"lexicon": [Path(file).name for file in config.lexicon]}


def _inputs(article: Article, config: Config, images: Iterable[Image]) -> dict[str, str]:
    """The files beside the article that went into its edition (path from the article's folder), with their SHA-256."""
    lexicons = () if LEXICON in config.without_rules else files(article.path, config.lexicon)
    folder = article.path.parent.resolve()
    digests = [(image.path, image.sha256) for image in images if image.path]
    digests += [(file, sha256(file.read_bytes()).hexdigest()) for file in lexicons]
    resolved = ((file.resolve(), digest) for file, digest in digests)
    return {file.relative_to(folder).as_posix(): digest for file, digest in resolved if file.is_relative_to(folder)}
