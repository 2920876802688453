"""Take one article from its file to a publication, step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tts.audio.encode import encode_each
from tts.config.article import apply_article_settings, pronunciation_options, voice_choice, warn_of_voices
from tts.config.config import Config, recorded_options
from tts.config.edition_date import find_edition_date
from tts.errors import ReadError, UsageError, blame_article
from tts.model import Article, Block, Image, Interlude, Metadata, Publication, Section, Skipped, Step, Voice, utterances
from tts.noun import noun
from tts.speech.cast import Casting, cast
from tts.speech.engines import Engine
from tts.speech.engines.voice_files import without_folder
from tts.speech.engines.voices import choose_voice, is_called, unsaid_words, voices_of_other_languages
from tts.speech.lexicon import read_lexicon
from tts.speech.lexicon.rule import LexiconRule
from tts.speech.pronounce import PronunciationOptions, pronounce
from tts.text.announce import announce
from tts.text.detect import detect
from tts.text.divide import divide
from tts.text.languages.scripts import script_name
from tts.text.other_scripts import mark_other_scripts
from tts.text.prove import prove
from tts.text.readers import read
from tts.text.readers.parts import split_part
from tts.text.readers.places import Places
from tts.text.readers.whitespace import split_words
from tts.text.segment import segment
from tts.text.speakers import mark_speakers
from tts.writers import image_warnings, missing_metadata_warnings, needs_edition_date, write
from tts.writers.earlier import EarlierPackage
from tts.writers.images import FoundImages, find_cover, find_images, make_cover

_MAX_PASSAGES = 3  # that a warning lists
_MAX_IMAGES = 50  # with a warning each
_IGNORED = "The setting of the run is used instead."


@noun
class PreparedArticle:
    """An article, what will be heard of it and what will not, and the configuration that holds for it.

    `run_voice` is the voice of the run, which the article's own may replace.
    """

    article: Article
    sections: tuple[Section, ...]
    skipped: tuple[Skipped, ...]
    config: Config
    pronunciation: PronunciationOptions
    run_voice: str | None


@noun
class PublicationPlan:
    """All that a publication needs before anything is spoken; `warnings` are for its producer.

    `metadata` are the article's, with the date of the edition if a format needs one. `inputs` are the files that shape
    it, as `FoundImages` has them. Without `cover` one is drawn.
    """

    config: Config
    metadata: Metadata
    voices: Mapping[str, Voice]
    cast: Mapping[str, Voice]
    cover: Image | None
    images: Mapping[str, Image]
    inputs: Mapping[str, str | None]
    warnings: tuple[str, ...]


def prepare(article: Article, config: Config) -> PreparedArticle:
    """Work out what will be heard of `article`.

    Raises:
        ReadError: nothing of it can be heard.
        LostWordsError: words of it would be lost.
        UsageError: a lexicon cannot be read.
    """
    run_voice = config.voice
    config, problems = apply_article_settings(config, article)
    places = Places(article.path)
    ignored = (places.warn_of_setting(name.rpartition(".")[2], f"{problems[name]} {_IGNORED}") for name in problems)
    article = replace(article, warnings=(*article.warnings, *ignored))
    metadata = replace(article.metadata, date=article.metadata.date or config.date)
    article = replace(article, metadata=metadata)
    pronunciation = pronunciation_options(config, article.path)
    sections = divide(article)
    sections = mark_speakers(sections, dict(config.speakers))
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
        article=article,
        sections=sections,
        skipped=skipped,
        config=config,
        pronunciation=pronunciation,
        run_voice=run_voice,
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
    path: Path,
    folder: Path,
    name: str,
    config: Config,
    engine: Engine,
    origin: Mapping[str, Any],
    threads: int = 1,
    report: Callable[[Step, float], None] | None = None,
    earlier: EarlierPackage | None = None,
    *,
    prune: bool = False,
) -> Publication:
    """Make the package of the article in the file at `path` in `folder`; its tracks are called `name`.

    The manifest records `origin` with the settings. Up to `threads` threads are used; the bytes do not depend on them.
    `report` is called while it is spoken and encoded, with the step and the part of it that is done, from 0 to 1.
    `earlier` is the package that this one replaces; unless `prune`, it has all formats that the earlier one had.

    Raises:
        ArticastError: a kind of it says what failed; `folder` then holds no package.
    """
    prepared = prepare(read(path, config.given_language), config)
    if earlier and earlier.source != origin["source"] and not _is_same_article(prepared.article, earlier):
        earlier = None  # of another article, which is gone
    if earlier and not prune:
        formats = dict.fromkeys((*prepared.config.formats, *earlier.companions))
        prepared = replace(prepared, config=replace(prepared.config, formats=tuple(formats)))
    plan = plan_publication(prepared, engine, earlier)
    publication = make_publication(prepared, plan, folder, name, engine, origin, threads, report=report)
    return write(publication, folder, plan.config.writer_options, None if prune else earlier)


def make_publication(
    prepared: PreparedArticle,
    plan: PublicationPlan,
    folder: Path,
    name: str,
    engine: Engine,
    origin: Mapping[str, Any],
    threads: int = 1,
    jingle: Interlude | None = None,
    report: Callable[[Step, float], None] | None = None,
) -> Publication:
    """Speak what is `prepared` and encode its tracks into `folder`; return all that writers need.

    `plan` is that of `prepared`. `jingle` is heard after the first utterance, which is the title. The rest is as for
    `produce`.
    """
    from tts.audio.chapters import add_chapters
    from tts.audio.interlude import insert_interlude
    from tts.audio.join import join
    from tts.audio.level import level
    from tts.audio.loudness import Meter
    from tts.audio.match import match
    from tts.speech.progress import report_progress
    from tts.speech.speak import speak, speak_samples
    from tts.speech.stand_ins import describe_stand_ins

    article, sections, config, metadata = prepared.article, prepared.sections, plan.config, plan.metadata
    cover = plan.cover or make_cover(metadata)
    with TemporaryDirectory(dir=folder, prefix=".spool-") as spool:
        meter = Meter()
        speech = speak(sections, engine, plan.cast, config.prosody)
        if report:
            speech = report_progress(speech, sections, partial(report, "spoken"))
        speech = match(speech, speak_samples(plan.cast, engine, config.prosody), config.frame_rate_hz)
        recording = join(sections, speech, Path(spool, "speech.pcm"), config.breaks, meter)
        recording = level(recording, config.target_lufs, meter)
        if jingle:
            recording = insert_interlude(recording, next(utterances(sections)).id, jingle)
        recording = add_chapters(sections, recording, metadata.title)
        encoded = partial(report, "encoded") if report else None
        encoding = encode_each(recording, metadata, folder, name, config.formats, cover, threads, encoded)
    assert recording.loudness is not None
    path = article.path
    warnings = (*plan.warnings, *_warn_of_stand_ins(path, describe_stand_ins(sections, plan.cast, recording)))
    return Publication(
        metadata=metadata,
        sections=sections,
        timeline=recording.timeline,
        tracks=encoding.tracks,
        loudness=recording.loudness,
        engine=engine.info_of(plan.voices[metadata.language]),
        engines={voice.engine: engine.info_of(voice) for voice in dict.fromkeys(recording.voices.values())},
        voices=plan.voices,
        cast=recording.voices,
        notes=recording.notes,
        prosody=config.prosody,
        images=plan.images,
        cover=cover,
        skipped=(*prepared.skipped, *recording.skipped),
        left_out=_count_left_out(article),
        record={**origin, "inputs": dict(plan.inputs), **recorded_options(config)},
        impossible={format_: error.message for format_, error in encoding.failures.items()},
        # with the file's name for its path: packages do not name our machine
        warnings=(*(text.replace(str(path), path.name, 1) for text in warnings), *recording.warnings),
    )


def require_run(config: Config, engine: Engine) -> None:
    """Check what all articles of a run share, before the first of them is read.

    Raises:
        UsageError: there is no such voice, or a lexicon of the run cannot be read.
    """
    choose_voice(engine.voices(), config.voice, "en", config.engine)
    for name in config.lexicon:
        read_lexicon(Path(name))


def plan_publication(
    prepared: PreparedArticle, engine: Engine, earlier: EarlierPackage | None = None
) -> PublicationPlan:
    """Choose voices, read cover and images, and find out all that can be known before anything is spoken.

    The date of the edition stays that of an `earlier` package of the same article.

    Raises:
        ReadError: there is no voice, or the environment has a date that is none.
    """
    article, config = prepared.article, prepared.config
    path, metadata = article.path, article.metadata
    places = Places(path)
    edition_date = ""
    if needs_edition_date(config.formats, metadata):
        kept = earlier.edition_date if earlier and _is_same_article(article, earlier) else ""
        with blame_article(path):
            dated = find_edition_date([split_part(path)[0]], kept, config.build_date)
        metadata = replace(metadata, edition_date=dated.day)
        edition_date = "" if dated.is_chosen else dated.describe()
    config, casting, voice_problem = cast_voices(prepared, engine)
    cover = find_cover(metadata, path.parent, article.pictures)
    found = find_images(prepared.sections, path.parent, article.pictures)
    warnings = [*article.warnings]
    warnings += (places.warn_of_setting("voice", f"{voice_problem} {_IGNORED}") for _ in filter(None, (voice_problem,)))
    warnings += warn_of_voices(casting.problems, article)
    warnings += (f"{path}: {warning}" for warning in missing_metadata_warnings(config.formats, metadata, edition_date))
    warnings += _image_warnings(places, cover, found, config)
    warnings += voice_warnings(replace(prepared, config=config), casting)
    return PublicationPlan(
        config=config,
        metadata=metadata,
        voices=casting.by_language,
        cast=casting.by_utterance,
        cover=next(iter(cover.images.values()), None),
        images=found.images,
        inputs={**_inputs(prepared), **found.inputs, **cover.inputs},
        warnings=tuple(warnings),
    )


def _is_same_article(article: Article, earlier: EarlierPackage) -> bool:
    """Return whether an earlier package was made from the file of `article` as it is."""
    return earlier.is_of(split_part(article.path)[0].name, article.source_sha256)


def cast_voices(prepared: PreparedArticle, engine: Engine) -> tuple[Config, Casting, str]:
    """Return the voices, with the run's main voice if the article's own does not exist, and what is wrong with this."""
    config, article, sections = prepared.config, prepared.article, prepared.sections
    language, voices = article.metadata.language, engine.voices()
    problem = ""
    try:
        casting = cast(sections, language, voices, voice_choice(config, article))
    except UsageError as error:
        config, problem = replace(config, voice=prepared.run_voice), error.message
        with blame_article(article.path):
            casting = cast(sections, language, voices, voice_choice(config, article))
    wanted = casting.by_utterance
    adapted = {utterance.id: engine.adapt(utterance, wanted[utterance.id]) for utterance in utterances(sections)}
    return config, replace(casting, by_utterance=adapted), problem


def _image_warnings(places: Places, cover: FoundImages, found: FoundImages, config: Config) -> Iterator[str]:
    """Yield what is wrong with the cover and the images, each with its line; of very many, the first ones."""
    for problem in cover.problems:
        yield places.warn(problem.address, problem.what)
    problems = [(problem.address, problem.what) for problem in found.problems]
    problems += image_warnings(config.writer_options, found.images)
    for address, what in problems[:_MAX_IMAGES]:
        yield places.warn(address, what, in_body=True)
    if len(problems) > _MAX_IMAGES:
        yield f"{places.path}: {len(problems) - _MAX_IMAGES} more images are wrong. Correct those above first."


def voice_warnings(prepared: PreparedArticle, casting: Casting) -> Iterator[str]:
    """Yield a warning for each language without a voice, and for each script that the voice for it cannot say."""
    path, own = prepared.article.path, prepared.article.metadata.language
    for language, voice in voices_of_other_languages(casting.by_language, casting.wanted, own):
        cause = f"no voice of this engine speaks '{language}', so '{voice.name}' reads it"
        place = "in the front matter" if language == own else "where the article names it"
        yield f"{path}: {cause}. Choose another voice or engine, or fix the language tag {place}."
    wanted, main = casting.wanted, casting.by_language[own]
    if wanted and not is_called(main, wanted):
        what = f"the voice '{without_folder(wanted)}' cannot say the script of '{own}', so '{main.name}' reads it"
        yield f"{path}: {what}. Choose a voice of that language."
    unsaid: dict[tuple[str, str], dict[str, None]] = {}
    for utterance in utterances(prepared.sections):
        voice = casting.by_utterance[utterance.id]
        for script, words in unsaid_words(voice, utterance.spoken):
            unsaid.setdefault((voice.name, script), {})[words] = None
    places = Places(path)
    for (name, script), passages in unsaid.items():
        shown = ", ".join([*list(passages)[:_MAX_PASSAGES], *(["…"] if len(passages) > _MAX_PASSAGES else [])])
        what = f"the voice '{name}' cannot say {script_name(script)}: {shown}. Choose another voice or engine."
        yield places.warn(next(iter(passages)).split()[0], what)


def _warn_of_stand_ins(path: Path, stand_ins: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a warning for each voice that spoke in place of another; see `describe_stand_ins`."""
    places = Places(path)
    for text, what in stand_ins:
        again = f"{path}: {what} When it is corrected, package the article again with --force."
        yield places.warn(text, what) if text else again


def _count_left_out(article: Article) -> dict[str, int]:
    """Return the number of words that the page has around `article`, by the reason for which they are left out."""
    counts: Counter[str] = Counter()
    for part in article.left_out:
        counts[part.reason] += len(split_words(part.text))
    return dict(counts)


def _inputs(prepared: PreparedArticle) -> dict[str, str | None]:
    """Return the SHA-256 of the article and of each lexicon in its folder, by relative path."""
    article = prepared.article
    file, _ = split_part(article.path)
    folder = file.parent.resolve()
    lexicons = [rule.lexicon for rule in prepared.pronunciation.first if isinstance(rule, LexiconRule)]
    resolved = ((lexicon.path.resolve(), lexicon.sha256) for lexicon in lexicons)
    inside = {file.relative_to(folder).as_posix(): digest for file, digest in resolved if file.is_relative_to(folder)}
    return {file.name: article.source_sha256, **inside}
