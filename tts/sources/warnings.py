"""WARNINGS of a page or document -> those that hold for the article file that was made of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.model import Article
from tts.text.languages.names import english_name
from tts.text.readers.remedies import (
    EMPTY_ALTERNATIVE_TEXT,
    FILE_NAME_AS_TEXT,
    NO_ALTERNATIVE_TEXT,
    NO_LANGUAGE,
    NO_TITLE,
)

_OF_PICTURES = (NO_ALTERNATIVE_TEXT, FILE_NAME_AS_TEXT, EMPTY_ALTERNATIVE_TEXT)


def adapt_warnings(article: Article, path: Path) -> Iterator[str]:
    """Yield the warnings of `article`; what its author could do in the page, the reader can do in the file `path`."""
    pictures = 0
    for warning in article.warnings:
        if any(problem in warning for problem in _OF_PICTURES):
            pictures += 1
        elif NO_LANGUAGE in warning:
            tag = article.metadata.language
            what = f"no language is given, so it is taken for {english_name(tag)}"
            yield f"{path}: {what}. Correct `language: {tag}` there if that is wrong."
        elif NO_TITLE in warning:
            yield f"{path}: {NO_TITLE} its first sentence is used. Write `title: …` there."
        else:
            yield warning
    if pictures:
        shown = "1 picture has" if pictures == 1 else f"{pictures} pictures have"
        yield f"{path}: {shown} no description. Describe it in the brackets: ![here](address)."
