"""The settings of one article: those of its front matter over those of the run, and its lexicons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tts.config.config import Config, configure_article
from tts.config.names import as_written, leaves, nested, setting_name
from tts.errors import UsageError
from tts.model import Article
from tts.speech.cast import ROLES, CastingProblem, VoiceChoice
from tts.speech.engines.voice_files import is_voice_file
from tts.speech.lexicon import find_lexicons
from tts.speech.lexicon.rule import LexiconRule
from tts.speech.pronounce import PronunciationOptions
from tts.speech.rules import LEXICON
from tts.text.languages.tags import primary_subtag
from tts.text.readers.places import Places


def apply_article_settings(config: Config, article: Article) -> tuple[Config, dict[str, str]]:
    """Return `config` with the settings in the article's front matter, except for those that are pinned.

    A setting that is unknown or not possible is left as it is in `config`: it shapes how the article is heard and
    stored, not what it says. Its name, as it is written there, is in the second value, with a sentence that says what
    is wrong. So is `lexicon` if one that the front matter names is not in the article's folder.
    """
    problems: dict[str, str] = {}
    folder = article.path.parent
    for written, value in leaves(article.options):
        name = setting_name(written)
        try:
            configured = configure_article(config, nested(name, value))
            _refuse_voice_file(name, value)
            if name == "lexicon" and name not in config.pinned:
                _require_inside(folder, configured.lexicon)
                configured = replace(configured, lexicon=tuple(str(folder / one) for one in configured.lexicon))
        except UsageError as error:
            problems[written] = as_written(error.message, name, written)
        else:
            config = configured
    return config, problems


def _refuse_voice_file(name: str, value: object) -> None:
    """Raise UsageError if the setting `name` is the path of a voice file: an article cannot load files."""
    if name.partition(".")[0] in ("voice", "voices", "speakers") and is_voice_file(str(value)):
        raise UsageError("An article cannot name a voice file. Name it in articast.toml or with --voice.")


def _require_inside(folder: Path, names: Iterable[str]) -> None:
    """Raise UsageError if a file called one of `names` is not in `folder`."""
    for name in names:
        if not _is_inside(folder, name):
            raise UsageError(
                f"The lexicon '{name}' is not in the article's folder. Move it there, or name it with --lexicon."
            )


def _is_inside(folder: Path, name: str) -> bool:
    """Return whether the file called `name` is in `folder`; no file has some names, or it is a loop of links."""
    try:
        file = (folder / name).resolve()
        return file.is_relative_to(folder.resolve()) and not file.is_symlink()  # a loop, from Python 3.13 on
    except (OSError, ValueError, RuntimeError):
        return False


def pronunciation_options(config: Config, article: Path | None = None) -> PronunciationOptions:
    """Return how `config` wants words said, with the lexicons for the file `article`, or for a text without a file.

    Raises:
        UsageError: a lexicon cannot be read.
    """
    lexicons = () if LEXICON in config.without_rules else find_lexicons(article, config.lexicon, config.run_folder)
    return PronunciationOptions(
        censored=config.censored,
        verbosity=config.verbosity,
        without=config.without_rules,
        first=tuple(LexiconRule(lexicon=lexicon, article=article) for lexicon in lexicons),
    )


def voice_choice(config: Config, article: Article) -> VoiceChoice:
    """Return the voices that `config` wants for `article`.

    A `voice` from the command line or the front matter takes precedence over the voices in `articast.toml` for the body
    and for the article's language, because it was chosen for this article.
    """
    own = _written_names(article)
    language = primary_subtag(article.metadata.language)
    voices = {
        name: voice
        for name, voice in config.voices
        if not (name == "body" or primary_subtag(name) == language)
        or not ("voice" in config.pinned or ("voice" in own and f"voices.{name}" not in own))
    }
    return VoiceChoice(
        engine=config.engine,
        main=config.voice,
        by_role={name: voice for name, voice in voices.items() if name in ROLES},
        by_language={name: voice for name, voice in voices.items() if name not in ROLES},
        by_speaker=dict(config.speakers),
    )


def warn_of_voices(problems: Iterable[CastingProblem], article: Article) -> Iterator[str]:
    """Yield a warning for each of `problems`, with its place if the article's front matter has the setting."""
    places = Places(article.path)
    own = _written_names(article)
    for problem in problems:
        written = own.get(problem.setting)
        what = f"{written or problem.setting}: {problem.what}"
        yield (
            places.warn_of_setting(written.partition(".")[2] or written, what) if written else f"{article.path}: {what}"
        )


def _written_names(article: Article) -> dict[str, str]:
    """Return the settings in the front matter: their names in the code, with those that the author wrote."""
    return {setting_name(written): written for written, _ in leaves(article.options)}
