"""BYLINES -> AUTHORS: the names of people in what pages write as authors, without the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tts.regex import regex
from tts.text.languages import phrases_for_reading
from tts.text.readers.byline.names import read_bare_names, read_byline
from tts.text.readers.byline.statements import read_statement
from tts.text.readers.frontmatter.authors import parse_authors
from tts.text.readers.page.metadata.values import clean_value, fold

_ADDRESS = regex(r"(?:https?:)?//\S*|\bwww\.\S+|\S+\.(?:com|org|net|co\.uk)/\S*|\S+@\S+\.\w+")
_HANDLE = regex(r"(?<!\w)@\w+")
_LABEL = regex(
    r"(?:(?:posted|published|written|authored|story|words|text|report|reported|reviewed|contributed|submitted)\s+by\b"
    r"|(?:by|par|por|autore?n?|autorin|auteure?s?|authors?|автор|text|texte|texto)\b)\s*:?\s*"
    r"|(?:文|作者|記者|记者|編輯|编辑|責任編輯)\s*[／/:：]\s*",
    re.IGNORECASE,
)
_PARTICLE = regex(r"(?:von|door|di|da|av|af|od|przez|de)\s+(?=\w[\w.’'-]*\s+\w)", re.IGNORECASE)
"""Words for "by" that also begin names of two words: `Di Stefano`, `von Trapp`."""
_GLUED = regex(r"(?<=[^\W\d_])\d{1,4}\b.*", re.DOTALL)
_CUT = regex(
    r"\s*(?:[|•·–—›»]|\s-\s|,\s|\()\s*(?=[^|•·–—]{0,40}\d)|\s(?=\d{1,4}[./-]\d{1,2}[./-]\d{1,4})|(?=\d{4}年)"
    r"|\b(?:updated|published|posted|on)\b(?=.{0,40}\d)",
    re.IGNORECASE,
)
_BORDER = " \t\n|•·–—-,;:/()[]»›"
_NO_NAMES = frozenset(
    (
        *("admin", "administrator", "author", "authors", "staff", "editor", "editorial", "webmaster", "guest", "user"),
        *("anonymous", "root", "by", "byline", "share", "follow", "subscribe", "contributor", "advertisement"),
    )
)
_MAX_WORDS = 8  # of a name in metadata
_MAX_MARKED_WORDS = 4
_MAX_NAME = 80  # characters
_MAX_AUTHORS = 30


def clean_authors(values: Sequence[str], language: str, site: str) -> list[str]:
    """Return the names in `values`, which metadata say to be authors; the name of the `site` only where it is alone."""
    names = [name for value in values[:_MAX_AUTHORS] for name in _read_names(value, language, site)]
    people = [name for name in names if fold(name) not in _NO_NAMES]
    others = [name for name in people if fold(name) != fold(site)]
    kept: dict[str, str] = {}
    for name in others or people[:1]:
        kept.setdefault(fold(name), name)
    return list(kept.values())[:_MAX_AUTHORS]


def clean_bylines(values: Sequence[str], marked: Sequence[str], language: str, site: str) -> list[str]:
    """Return the names in the first of `values`, texts of the page that look like bylines, that is surely one.

    Where none is, the first of `marked`, which the page itself marks as authors, may be less sure.
    """
    for value in values:
        statement = read_statement(" ".join(value.split()), language)
        if statement and statement.authors:
            return clean_authors(statement.authors, language, site)
        lines = [value] if _is_byline(value, language) else value.split("\n")
        names = clean_authors([line for line in lines if _is_byline(line, language)], language, site)
        if names:
            return names
    for value in marked:
        if 0 < len(value.split()) <= _MAX_MARKED_WORDS and not any(map(str.isdigit, value)):
            return clean_authors([value], language, site)
    return []


def _is_byline(value: str, language: str) -> bool:
    """Return whether a text of the page can be nothing but names, with the words that are usual around names."""
    text = _strip(value.replace("\n", ", "), language)
    if not text or len(text) > _MAX_NAME * 3:
        return False
    if _LABEL.match(value) or read_byline(value, language):
        return len(text.split()) <= 3 * _MAX_WORDS
    is_dense = not text.isascii() and " " not in text and len(text) <= _MAX_WORDS
    return read_bare_names(text, language) is not None or is_dense


def _read_names(value: str, language: str, site: str) -> Iterator[str]:
    """Yield the names in one value."""
    if site and fold(value) == fold(site):
        yield clean_value(value)
        return
    text = _strip(value, language)
    if not text:
        return
    names = read_bare_names(text.replace("\n", ", "), language)
    found = names.authors if names else parse_authors(text, language)
    posts = _list_posts(language)
    for name in found:
        name = name.strip(_BORDER)
        words = name.split()
        is_post = len(found) > 1 and any(word.casefold().strip(".") in posts for word in words)
        if name and not is_post and len(words) <= _MAX_WORDS and len(name) <= _MAX_NAME and any(map(str.isalpha, name)):
            yield name


def _strip(value: str, language: str) -> str:
    """Return a byline without its label, addresses, handles, and the date with all behind it."""
    lines = (clean_value(_HANDLE.sub(" ", _ADDRESS.sub(" ", line))) for line in value.split("\n"))
    text = "\n".join(filter(None, lines))
    for label in (_LABEL, _LABEL, _PARTICLE):
        text = text[match.end() :] if (match := label.match(text)) else text
    text = _months(language).split(text, maxsplit=1)[0]
    text = _GLUED.sub("", _CUT.split(text, maxsplit=1)[0])
    return text.strip(_BORDER)


@cache
def _months(language: str) -> re.Pattern[str]:
    """Return the pattern of the name of a month or weekday next to digits, with a word such as "on" before it."""
    names = {name for phrases in phrases_for_reading(language) for name in phrases.months}
    letters = "|".join(sorted({re.escape(name[:3]) for name in names}))
    return re.compile(
        rf"(?:\bon\s+|\bam\s+|[\s,|·•–—-]+|(?<=[a-z])(?=[A-Z]))(?:{letters})[^\W\d_]{{0,8}}\.?,?\s*\d", re.IGNORECASE
    )


@cache
def _list_posts(language: str) -> frozenset[str]:
    """Return the words of posts, such as "editor"."""
    return frozenset(word for phrases in phrases_for_reading(language) for word in phrases.reading.posts)
