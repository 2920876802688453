"""FILE -> what the beginning of an article says about it, so that many articles are put in order without reading them.

Articles in the formats of documents say nothing in their beginning: they are compressed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from tts.errors import ArticastError, contain_defects
from tts.files import read_beginning
from tts.text.languages.names import read_tag
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import has_front_matter
from tts.text.readers.decode import BOMS, guess_utf_16
from tts.text.readers.frontmatter import FrontMatter, split_front_matter
from tts.text.readers.frontmatter.fields import parse_fields
from tts.text.readers.held import find_held
from tts.text.readers.language import find_language
from tts.text.readers.whitespace import clean_text

_BEGINNING_BYTES = 65536
_MAY_HAVE_ORDER = re.compile(rb"\border[\"']?\s*[:=]|\0", re.IGNORECASE)
_HTML_LANGUAGE = re.compile(rb"<html\b[^<>]{0,2000}?\slang\s*=\s*[\"']?([\w-]{2,60})", re.IGNORECASE)
_PAGES = frozenset({".htm", ".html", ".xht", ".xhtml"})


def find_order(path: Path) -> str:
    """Return what the field `order` in the front matter of the article at `path` says, "" if it has none.

    Of an article that cannot be read its reader says what is wrong.
    """
    data = _read_beginning(path) if has_front_matter(path) else b""
    if not _MAY_HAVE_ORDER.search(data):
        return ""
    with suppress(ArticastError), contain_defects(path):
        return parse_fields(_split(data, path).fields, path).order
    return ""


def guess_early(path: Path, given: GivenLanguage) -> str:
    """Return the language (BCP 47) in which the article at `path` begins, "" if its beginning does not tell.

    Its reader may find another language, because it knows the whole text.
    """
    if has_front_matter(path) and (data := _read_beginning(path)):
        with suppress(ArticastError), contain_defects(path):
            front_matter = _split(data, path)
            return find_language(front_matter.fields, front_matter.body, path, given).tag
        return given.tag
    if path.suffix.lower() in _PAGES and (match := _HTML_LANGUAGE.search(_read_beginning(path))):
        return read_tag(match[1].decode())[0] or ""
    return given.tag


def _read_beginning(path: Path) -> bytes:
    """Return the first bytes of the article at `path`, none if it cannot be read, as its reader then says."""
    if (held := find_held(path)) is not None:
        return held[:_BEGINNING_BYTES]
    try:
        return read_beginning(path, _BEGINNING_BYTES)
    except OSError:
        return b""


def _split(data: bytes, path: Path) -> FrontMatter:
    """Return the front matter in the bytes at the beginning of a file; a character may be cut at their end."""
    bom, encoding = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", guess_utf_16(data)))
    text = data[len(bom) :].decode(encoding or "utf-8", "replace")
    return split_front_matter(clean_text("\n".join(text.splitlines())), path)
