"""HTML -> ENTRIES: bookmarks of browsers (the format of Netscape), and the older exports of Pocket and Instapaper.

These files are not correct HTML, and are older than its rules: `<DT>` and `<p>` are never closed. They are read tag by
tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from tts.sources.entry import Entry
from tts.sources.values import clean_address, clean_line, parse_moment, split_tags

_NETSCAPE = b"<!doctype netscape-bookmark-file-1>"
_EXPORTS = re.compile(rb"<title>\s*(pocket|instapaper)[^<>]{0,3}\sexport\s*</title>")
_TOKEN = re.compile(r"<(/?)(a|dl|h1|h3)\b([^<>]*)>([^<]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z_]{2,30})\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ROOT_FOLDERS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
_ARCHIVES = frozenset(("read archive", "archive"))
_MAX_DEPTH = 50


def read_bookmarks(data: bytes, path: Path) -> tuple[str, Iterator[Entry]] | None:  # noqa: ARG001
    """Return the program and the entries of a file of bookmarks; None for anything else."""
    start = data[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    export = _EXPORTS.search(start)
    if export is None and not start.startswith(_NETSCAPE):
        return None
    name = export[1].decode("ascii").capitalize() if export else "bookmarks"
    return name, _read_tokens(data.decode("utf-8-sig", "replace"))


def _read_tokens(html: str) -> Iterator[Entry]:
    """Yield the bookmarks, with the names of their folders as tags."""
    folders: list[str] = []
    folder = heading = ""
    for match in _TOKEN.finditer(html):
        is_end, tag, text = bool(match[1]), match[2].lower(), match[4]
        if tag == "dl" and is_end:
            folders = folders[:-1]
        elif tag == "dl" and len(folders) < _MAX_DEPTH:
            folders, folder = [*folders, folder], ""
        elif tag == "h3" and not is_end:
            attributes = _read_attributes(match[3])
            folder = "" if any(name in attributes for name in _ROOT_FOLDERS) else clean_line(text)
        elif tag == "h1" and not is_end:
            heading = clean_line(text).lower()
        elif tag == "a" and not is_end:
            attributes = _read_attributes(match[3])
            address = clean_address(attributes.get("href"))
            if address:
                yield _make_entry(address, text, attributes, folders, is_archived=heading in _ARCHIVES)


def _make_entry(address: str, text: str, attributes: dict[str, str], folders: list[str], *, is_archived: bool) -> Entry:
    """Return the entry of a link."""
    title = clean_line(text)
    return Entry(
        id=address,
        address=address,
        title="" if clean_address(title) == address else title,
        saved=parse_moment(attributes.get("add_date") or attributes.get("time_added")),
        tags=tuple(dict.fromkeys((*filter(None, folders), *split_tags(attributes.get("tags", ""))))),
        is_teaser=True,
        is_archived=is_archived,
        is_feed="feedurl" in attributes,
    )


def _read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in lower case."""
    return {match[1].lower(): unescape(match[2] or match[3] or "") for match in _ATTRIBUTE.finditer(text)}
