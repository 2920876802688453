"""NAMES -> whether files are those of the library, and whether Articast made them, which a mark in them says."""

from __future__ import annotations

import re
from pathlib import Path

from tts.config.channel import FEED, IMAGE, JSON_FEED
from tts.files import NotRegularFileError, read_beginning
from tts.library.image import SOFTWARE
from tts.library.item import PAGE
from tts.library.neighbours import ARTICLES, BUCKET_CALL, CALL
from tts.library.page import GENERATOR
from tts.library.playlist import MARK, PLAYLIST
from tts.library.search import DIRECTORY, DIRECTORY_CALL, ROWS_CALL

_RSS, _JSON = "<generator>Articast</generator>", '"version": "https://jsonfeed.org/'
_MARKS = {FEED: _RSS, JSON_FEED: _JSON, IMAGE: SOFTWARE, ARTICLES: CALL, PLAYLIST: MARK, PAGE: GENERATOR}
_PART = r"(?:[0-9]{4}(?:-[0-9]{2})?|undated)(?:-[0-9]+)?"
_ARCHIVE_MARKS = {
    re.compile(rf"library-{_PART}\.html"): GENERATOR,
    re.compile(rf"library-{_PART}\.js"): ROWS_CALL,
    re.compile(re.escape(DIRECTORY)): DIRECTORY_CALL,
    re.compile(r"articles-[0-9]+\.js"): BUCKET_CALL,
    re.compile(rf"feed-{_PART}\.xml"): _RSS,
    re.compile(rf"feed-{_PART}\.json"): _JSON,
}
_MAX_MARK_BYTES = 20_000  # a mark is within the first bytes of a file


def is_archive_file(name: str) -> bool:
    """Return whether a library of several pages has files of this name, and one of a single page has none."""
    return any(pattern.fullmatch(name) for pattern in _ARCHIVE_MARKS)


def is_replaceable(file: Path) -> bool:
    """Return whether `file`, which has the name of one of the library, was made by Articast or does not exist."""
    archive_marks = (mark for pattern, mark in _ARCHIVE_MARKS.items() if pattern.fullmatch(file.name))
    mark = _MARKS.get(file.name) or next(archive_marks)
    try:
        return mark.encode() in read_beginning(file, _MAX_MARK_BYTES)
    except FileNotFoundError:
        return True
    except (IsADirectoryError, NotRegularFileError):
        return False
