"""FILE -> EDITION SETTINGS: `edition.toml`, with the place of each mistake in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from tts.editions.articles import ArticleFinder, identity
from tts.editions.settings import AnnounceSettings, EditionSettings, SectionSettings
from tts.errors import ReadError, UsageError, end_sentence
from tts.packages.links import make_link_rule
from tts.speech.engines.voice_files import is_voice_file
from tts.speech.lexicon.toml_lines import Place, TomlError, line_of, parse_toml
from tts.text.languages.names import require_tag
from tts.text.readers.decode import read_bytes
from tts.text.readers.whitespace import normalize_whitespace

MAX_SECTIONS = 997
"""The numbers of folders have three digits, and the opening and the end have a folder each."""
MAX_NUMBER = 999_999
_MAX_SIZE_BYTES = 1_000_000
_MAX_TEXT = 1000  # characters
_MAX_HEADLINES = 100
_MAX_ITEMS = 1000  # of a list
_MAX_NAMES = 1000  # that are compared with one that is not there
_MAX_SHOWN = 5  # articles in a warning

_TOP = (
    *("title", "number", "date", "language", "authors", "description", "cover", "readers", "presenter"),
    *("alternate", "feed", "announce", "section"),
)
_ANNOUNCE = ("start", "end", "index", "headlines", "jingle", "between")
_SECTION = ("title", "articles", "reader")
_CHOICES = {"alternate": ("article", "section"), "feed": ("edition", "articles")}


def read_edition_file(path: Path, *, follow_links: bool = False) -> EditionSettings:
    """Read an edition from the file at `path`. Paths in it are relative to its folder.

    `follow_links` says that files of the edition may be links that lead out of their folders.

    Raises:
        UsageError: the file cannot be read, a key is unknown or a value is not possible, with the line; or no section
            has an article.
    """
    try:
        values, lines = parse_toml(read_bytes(path, _MAX_SIZE_BYTES), 'title = "Harbour Talking News"')
    except ReadError as error:
        raise UsageError(error.message, path=path) from None
    except TomlError as error:
        raise UsageError(str(error), path=path, line=error.line) from None
    try:  # the arguments of a ValueError are its message and its place
        return _read_edition(values, lines, path, follow_links=follow_links)
    except ValueError as error:
        cause, *place = error.args
        raise UsageError(cause, path=path, line=line_of(lines, tuple(place))) from None


def _read_edition(
    values: Mapping[str, Any], lines: Mapping[Place, int], path: Path, *, follow_links: bool
) -> EditionSettings:
    """Return the edition with these values; raise ValueError, with the place of what is wrong."""
    folder = path.parent
    announce = values.get("announce", {})
    sections = values.get("section", [])
    sections = [sections] if isinstance(sections, dict) else sections
    if not isinstance(announce, dict):
        raise ValueError("announce must be a table that begins with a line [announce].", "announce")
    if not isinstance(sections, list) or not all(isinstance(section, dict) for section in sections):
        raise ValueError("Each section must begin with a line [[section]].", "section")
    if len(sections) > MAX_SECTIONS:
        raise ValueError(f"An edition has at most {MAX_SECTIONS} sections. Join some of them.", "section")
    top = {name: value for name, value in values.items() if name not in ("announce", "section")}
    settings = _convert_table(top, _TOP, folder)
    announced = AnnounceSettings(**_convert_table(announce, _ANNOUNCE, folder, "announce"))
    if not settings.get("title"):
        raise ValueError('The edition has no title. Add one at the top: title = "Harbour Talking News".', "title")
    read = [_convert_table(section, _SECTION, folder, "section", index) for index, section in enumerate(sections)]
    finder = ArticleFinder(folder, tuple(filter(None, (announced.start, announced.end))))
    found, warnings = _find_articles(read, finder, lines, path)
    links = make_link_rule(finder.folders, follow=follow_links)
    for name, file in announced.files.items():
        try:
            links.require_inside(file)
        except ReadError as error:
            raise ValueError(f"{name}: {error.message}", "announce", name) from None
    number = settings.pop("number", None)
    return EditionSettings(
        **settings,
        path=path,
        number=None if number == "next" else number,
        is_next=number == "next",
        announce=announced,
        sections=found,
        links=links,
        warnings=warnings,
    )


def _find_articles(
    sections: list[dict[str, Any]], finder: ArticleFinder, lines: Mapping[Place, int], path: Path
) -> tuple[tuple[SectionSettings, ...], tuple[str, ...]]:
    """Return the sections with the articles of each, and warnings; raise ValueError if there is no article."""
    taken: set[str] = set()
    warnings: list[str] = []
    done = []
    for index, section in enumerate(sections):
        place = ("section", index, "articles")
        if "articles" not in section:
            what = 'The section does not say which articles it has. Add a line: articles = "news/*.md".'
            raise ValueError(what, *place[:2])
        try:
            articles = finder.find(section["articles"])
        except UsageError as error:
            raise ValueError(error.message, *place) from None
        own = tuple(article for article in articles if identity(article) not in taken)
        again = [article.name for article in articles if identity(article) in taken]
        line = line_of(lines, place)
        where = f"{path}, line {line}" if line else f"{path}"
        warnings += [f"{where}: {what}" for what in (*finder.problems, *_warn_of_twice(again))]
        finder.problems.clear()
        taken.update(map(identity, own))
        done.append(SectionSettings(title=section.get("title", ""), articles=own, reader=section.get("reader", "")))
    warnings += finder.warnings
    if not taken:
        what = "The edition has no article. " + (" ".join(warnings) or 'Add a line [[section]], and articles = "*.md".')
        raise ValueError(what, "section")
    return tuple(done), tuple(warnings)


def _warn_of_twice(names: list[str]) -> Iterator[str]:
    """Yield a warning if there are articles that an earlier section has too."""
    if not names:
        return
    shown = ", ".join([*names[:_MAX_SHOWN], *([f"and {len(names) - _MAX_SHOWN} more"] if names[_MAX_SHOWN:] else [])])
    count = "1 article is" if len(names) == 1 else f"{len(names)} articles are"
    yield f"{count} in an earlier section too, and heard only there: {shown}."


def _convert_table(
    values: Mapping[str, Any], known: tuple[str, ...], folder: Path, *place: str | int
) -> dict[str, Any]:
    """Return the values of a table in the types of the nouns; raise ValueError, with the place of what is wrong."""
    for name in values:
        if name not in known:
            raise ValueError(f"Unknown key '{name}'. {_advise_on_key(name, known)}", *place, name)
    try:
        return {name: _convert(name, value, folder) for name, value in values.items()}
    except ValueError as error:
        cause, name = error.args
        raise ValueError(cause, *place, name) from None


def _advise_on_key(name: str, known: tuple[str, ...]) -> str:
    """Return what to do about a key that its table does not know."""
    if name in _TOP and known is not _TOP:
        return "It belongs at the top of the file, above the first line in brackets."
    for header, keys in (("[announce]", _ANNOUNCE), ("[[section]]", _SECTION)):
        if name in keys and known is not keys:
            return f"It belongs below a line {header}."
    near = get_close_matches(name, known, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known here: {', '.join(known)}."


def _convert(name: str, value: Any, folder: Path) -> Any:
    """Return the value of a key in the type of its noun; raise ValueError, with the key."""
    if name == "number":
        return _number(value)
    if name == "date":
        return _date(value)
    if name == "index":
        if not isinstance(value, bool):
            raise ValueError(f"index must be true or false, not {_show(value)}.", name)
        return value
    if name == "headlines":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MAX_HEADLINES:
            what = f"headlines must be a whole number from 0 to {_MAX_HEADLINES}, not {_show(value)}."
            raise ValueError(what, name)
        return value
    if name in ("authors", "readers", "articles"):
        if isinstance(value, list) and len(value) > _MAX_ITEMS:
            raise ValueError(f"{name} must have at most {_MAX_ITEMS} items, not {len(value)}.", name)
        texts = tuple(_text(name, text) for text in (value if isinstance(value, list) else [value]))
        return tuple(_voice(text, folder) for text in texts) if name == "readers" else texts
    text = _text(name, value)
    if name in ("presenter", "reader"):
        return _voice(text, folder)
    if name in ("cover", "start", "end", "jingle"):
        return _file(name, text, folder)
    if name == "between":
        return text if text in ("pause", "chime") else str(_file(name, text, folder))
    if name == "language":
        try:
            return require_tag(name, text)
        except ValueError as error:
            raise ValueError(end_sentence(str(error)), name) from None
    if text not in _CHOICES.get(name, (text,)):
        raise ValueError(f"{name} must be {' or '.join(_CHOICES[name])}, not {_show(value)}.", name)
    return text


def _show(value: Any) -> str:
    """Return a value for a message, cut where it is long."""
    shown = repr(value.isoformat() if isinstance(value, date) else value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _number(value: Any) -> int | str:
    """Return the number of an edition, or "next"."""
    if value == "next":
        return "next"
    number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9 else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MAX_NUMBER:
        what = f'number must be a whole number up to {MAX_NUMBER}, or "next", not {_show(value)}.'
        raise ValueError(what, "number")
    return number


def _date(value: Any) -> str:
    """Return a date in ISO 8601, of TOML's own type or of a text."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        if (day := date.fromisoformat(value).isoformat()) == value:  # other notations of ISO 8601 are read too
            return day
    except (TypeError, ValueError):
        pass
    raise ValueError(f"date must be a date such as 2026-11-26, not {_show(value)}.", "date")


def _text(name: str, value: Any) -> str:
    """Return a text on one line; paths are left as they are."""
    is_path = name in ("articles", "cover", "start", "end", "jingle", "between")
    text = normalize_whitespace(value) if isinstance(value, str) and not is_path else value
    if not isinstance(text, str) or not text.strip() or len(text) > _MAX_TEXT or "\0" in text:
        kind = {"articles": "a path or a pattern such as 'news/*.md'"}.get(name, "the path of a file")
        kind = kind if is_path else f"text of at most {_MAX_TEXT} characters"
        raise ValueError(f"{name} must be {kind}, not {_show(value)}.", name)
    return text


def _voice(name: str, folder: Path) -> str:
    """Return the name of a voice; if it is the path of a file, that in `folder`."""
    return str(folder / name) if is_voice_file(name) else name


def _file(name: str, text: str, folder: Path) -> Path:
    """Return the path of a file that is there."""
    path = folder / text.replace("\\", "/")
    if os.path.isfile(path):  # noqa: PTH113 - takes any name
        return path
    if os.path.lexists(path):
        kind = "a folder" if os.path.isdir(path) else "not a regular file"  # noqa: PTH112 - takes any name
        raise ValueError(f"{name}: '{text}' is {kind}. Name a file.", name)
    near = get_close_matches(path.name, list(_list_names(path.parent)), n=1)
    step = f"Did you mean '{near[0]}'?" if near else f"Put it into the folder {path.parent}, or correct the path."
    raise ValueError(f"{name}: there is no file '{text}'. {step}", name)


def _list_names(folder: Path) -> Iterator[str]:
    """Yield the names of the first files in a folder, none if there is no such folder."""
    try:
        yield from (path.name for path in islice(folder.iterdir(), _MAX_NAMES))
    except OSError:
        return
