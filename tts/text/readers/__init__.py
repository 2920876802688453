"""FILE -> ARTICLE: one function for each kind of source file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from tts.clock import now
from tts.errors import ReadError
from tts.files import read_beginning
from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.other_kinds import find_next_step
from tts.text.readers.parts import split_part

_MARKDOWN = "tts.text.readers.markdown:read_markdown"
_PLAIN_TEXT = "tts.text.readers.plaintext:read_plain_text"
_PAGE = "tts.text.readers.page:read_page"
READERS = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd"), _MARKDOWN),
    **dict.fromkeys((".txt", ".text"), _PLAIN_TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht"), _PAGE),
    **dict.fromkeys((".mhtml", ".mht"), "tts.text.readers.page.archive:read_archive"),
    **dict.fromkeys((".docx", ".docm", ".dotx"), "tts.text.readers.documents.docx:read_docx"),
    ".epub": "tts.text.readers.documents.epub:read_epub",
    **dict.fromkeys((".odt", ".ott", ".fodt"), "tts.text.readers.documents.odt:read_odt"),
    ".pdf": "tts.text.readers.documents.pdf:read_pdf",
    ".rtf": "tts.text.readers.documents.rtf:read_rtf",
}
"""The function that reads a file, by the file's extension; it gets the path and the language of the run."""
_WITH_FRONT_MATTER = frozenset((_MARKDOWN, _PLAIN_TEXT))
_DRAFT_FIELD = re.compile(rb"(?:publish|status|state)[^:=|]{0,40}[:=|]")  # words of many texts, but not as a name
_UNIX_TIME = re.compile(rb"(?<!\d)\d{10}(?:\d{3})?(?!\d)")
_DIGITS_TO_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_TEN_ZEROS = b"0" * 10  # where these are not, there is no need to search for `_UNIX_TIME`, which takes longer
_DAY_OR_YEAR = re.compile(rb"20\d\d(?:-\d\d-\d\d(?!\d))?")
_TIME_ZONES = timedelta(days=2)  # a moment has another day elsewhere, or the one after that
_BEGINNING_BYTES = 65536
_WITHOUT_EXTENSION = {"readme": _MARKDOWN}


def is_article(path: Path) -> bool:
    """Return whether a reader knows files of this name; upper and lower case do not matter."""
    return _find_reader(path) is not None


def read(path: Path, given: GivenLanguage = GivenLanguage()) -> Article:  # noqa: B008 - it never changes
    """Read the article in the file at `path` with the reader for its extension; a run may have `given` its language.

    Raises:
        ReadError: there is no reader for the extension, or the file is missing, empty or not text.
    """
    place = _find_reader(path)
    if place is None:
        step = find_next_step(path).format(it="it") or f"Give one of {', '.join(READERS)}."
        raise ReadError(f"No reader knows this kind of file. {step}", path=path)
    module, name = place.split(":")
    reader: Callable[[Path, GivenLanguage], Article] = getattr(import_module(module), name)
    return reader(path, given)


def _find_reader(path: Path) -> str | None:
    """Return the place of the function that reads `path`, None if there is none."""
    name = split_part(path)[0].name.lower()
    stem, _, extension = name.rpartition(".")
    return READERS.get(f".{extension}") if stem else _WITHOUT_EXTENSION.get(name)


def has_front_matter(path: Path) -> bool:
    """Return whether files of this name may begin with front matter."""
    return _find_reader(path) in _WITH_FRONT_MATTER


def find_draft_reason(path: Path, read_beginning: Callable[[Path, int], bytes] = read_beginning) -> str:
    """Return why the article at `path` is not published yet, "" if it is, or if it cannot be read.

    `read_beginning` returns so many bytes of its file, or raises OSError.
    """
    if not has_front_matter(path):
        return ""
    try:
        beginning = read_beginning(path, _BEGINNING_BYTES)
    except OSError:
        return ""
    if not _may_be_draft(path, beginning):
        return ""
    from tts.text.readers.decode import read_text
    from tts.text.readers.frontmatter import split_front_matter
    from tts.text.readers.frontmatter.fields import parse_fields

    try:
        text = read_text(path).text
    except ReadError:  # `read` reports it
        return ""
    return parse_fields(split_front_matter(text, path).fields, path).unpublished


def _may_be_draft(path: Path, beginning: bytes) -> bool:
    """Return whether a draft's words or a day to come are in the `beginning` of a file, or its encoding hides them.

    Most files need no more than this look, so that a run with a thousand unchanged articles stays quick.
    """
    beginning += path.as_posix().encode("utf-8", "replace")
    lower = beginning.lower()  # many times quicker than an expression that ignores case
    if b"draft" in lower or b"visibility" in lower or b"\0" in lower:
        return True
    if (b"publish" in lower or b"status" in lower or b"state" in lower) and _DRAFT_FIELD.search(lower):
        return True
    if _TEN_ZEROS in beginning.translate(_DIGITS_TO_ZEROS) and _UNIX_TIME.search(beginning):
        return True
    if not (days := set(_DAY_OR_YEAR.findall(beginning))):
        return False
    past = (now().date() - _TIME_ZONES).isoformat().encode()
    return any(day >= past[: len(day)] for day in days)
