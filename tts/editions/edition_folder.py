"""FOLDER -> EDITION SETTINGS: sub-folders are sections, in natural order."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path

from tts.editions.articles import ArticleFinder
from tts.editions.edition_file import MAX_SECTIONS
from tts.editions.natural_order import natural_key
from tts.editions.settings import AnnounceSettings, EditionSettings, SectionSettings
from tts.errors import ReadError, UsageError
from tts.packages.folder import warn_of_unread
from tts.packages.links import make_link_rule
from tts.text.readers import is_article
from tts.text.readers.whitespace import normalize_whitespace

_LEADING_NUMBER = re.compile(r"^[0-9]+(?:[.)]\s*|[\s_-]+)(?=\D)")
_MAX_ENTRIES = 200_000


def read_edition_folder(folder: Path, title: str, *, follow_links: bool = False) -> EditionSettings:
    """Read an edition called `title` from the files in `folder`.

    Each sub-folder with articles is a section, and so are the files in the folder itself, which come first. Their
    section has no title yet. `start`, `end` and `jingle` in the folder, with any extension, are for the announcements.
    `follow_links` says that files may be links that lead out of the folder.

    Raises:
        UsageError: this is no folder, or has no article, or too many files, or a file for the announcements is a link.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - takes any name
        what = "This is not a folder. Give the folder whose sub-folders are the sections of the edition."
        raise UsageError(what, path=folder)
    title = normalize_whitespace(title)
    if not title:
        raise UsageError("The edition needs a title, as in --title 'Harbour Talking News'.", path=folder)
    announce = _find_announcements(folder)
    finder = ArticleFinder(folder, tuple(filter(None, (announce.start, announce.end))))
    try:
        sections = _find_sections(folder, finder)
    except UsageError as error:
        raise UsageError(error.message, path=folder) from None
    warnings = (*finder.warnings, *warn_of_unread(folder))
    if not sections:
        what = "There is no article in this folder, or in a folder in it."
        raise UsageError(" ".join([what, *warnings]), path=folder)
    links = make_link_rule(finder.folders, follow=follow_links)
    try:
        for file in announce.files.values():
            links.require_inside(file)
    except ReadError as error:
        raise UsageError(error.message, path=error.path) from None
    return EditionSettings(
        path=folder, title=title, announce=announce, sections=sections, links=links, warnings=warnings
    )


def _find_sections(folder: Path, finder: ArticleFinder) -> tuple[SectionSettings, ...]:
    """Return the sections; a sub-folder without articles is one only if it is empty, because others have pictures."""
    own = finder.find_in_folder(folder, deep=False)
    sections = [SectionSettings(title="", articles=own)] if own else []
    names = (entry.name for entry in _list_folder(folder) if entry.is_dir() and not entry.name.startswith("."))
    for path in sorted((folder / name for name in names), key=natural_key):
        articles = finder.find_in_folder(path, deep=True)
        if articles or not _list_folder(path):
            sections.append(SectionSettings(title=title_of_folder(path.name), articles=articles))
    if len(sections) > MAX_SECTIONS:
        raise UsageError(f"An edition has at most {MAX_SECTIONS} sections. Join some of the folders.")
    return tuple(sections) if any(section.articles for section in sections) else ()


def _find_announcements(folder: Path) -> AnnounceSettings:
    """Return what the files of certain names in `folder` say: the beginning, the end, and a jingle."""
    files: dict[str, Path] = {}
    for path in sorted((folder / entry.name for entry in _list_folder(folder) if entry.is_file()), key=natural_key):
        name = path.stem.casefold()
        if name in ("start", "end", "jingle") and is_article(path) == (name != "jingle"):
            files.setdefault(name, path)
    return AnnounceSettings(start=files.get("start"), end=files.get("end"), jingle=files.get("jingle"))


def title_of_folder(name: str) -> str:
    """Return the title of the section in a folder: `Births and deaths` for `02_births-and_deaths`."""
    words = normalize_whitespace(re.sub(r"[_-]+", " ", _LEADING_NUMBER.sub("", name)))
    return f"{words[:1].upper()}{words[1:]}" or name


def _list_folder(folder: Path) -> list[os.DirEntry[str]]:
    """Return the entries of a folder, of very many the first; none if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return list(islice(entries, _MAX_ENTRIES))
    except OSError:
        return []
