"""The settings of one article: those of its front matter over those of the run, and its lexicons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tts.config.config import Config, configure_article
from tts.errors import UsageError, blame_article
from tts.model import Article
from tts.speech.lexicon import find_lexicons
from tts.speech.lexicon.rule import LexiconRule
from tts.speech.pronounce import PronunciationOptions
from tts.speech.rules import LEXICON


def apply_article_settings(config: Config, article: Article) -> Config:
    """Return `config` with the settings in the article's front matter, except for those that are pinned.

    A lexicon that the front matter names is one in the article's folder.

    Raises:
        ReadError: a setting is unknown or not possible, or such a lexicon is elsewhere.
    """
    with blame_article(article.path):
        configured = configure_article(config, article.options)
        if "lexicon" not in article.options or "lexicon" in config.pinned:
            return configured
        folder = article.path.parent
        for name in configured.lexicon:
            if not _is_inside(folder, name):
                raise UsageError(
                    f"The lexicon '{name}' is not in the article's folder. Move it there, or name it with --lexicon."
                )
        return replace(configured, lexicon=tuple(str(folder / name) for name in configured.lexicon))


def _is_inside(folder: Path, name: str) -> bool:
    """Return whether the file called `name` is in `folder`; no file has some names, or it is a loop of links."""
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def pronunciation_options(config: Config, article: Path | None = None) -> PronunciationOptions:
    """Return how `config` wants words said, with the lexicons for the file `article`, or for a text without a file.

    Raises:
        UsageError: a lexicon cannot be read.
    """
    lexicons = () if LEXICON in config.without_rules else find_lexicons(article, config.lexicon)
    return PronunciationOptions(
        censored=config.censored,
        verbosity=config.verbosity,
        without=config.without_rules,
        first=tuple(LexiconRule(lexicon=lexicon, article=article) for lexicon in lexicons),
    )
