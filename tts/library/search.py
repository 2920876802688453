"""PARTS -> SCRIPTS: the list of all packages of an archive, which its pages load for the first search in it.

`library.js` says what the list is made of, and `library-2026.js` and the like have its packages. They are scripts,
because a page that is opened from a disk can load nothing else. `archive.js` makes the same entries of them as `entry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tts.formats import BY_MEDIA_TYPE
from tts.library.contents import address_article
from tts.library.edition import EditionArticle
from tts.library.entry import LABELS, list_files
from tts.library.item import PAGE, TRANSCRIPT, LibraryItem
from tts.text.languages import language_name, load_phrases
from tts.text.languages.tags import direction
from tts.writers.web.data import encode_data

DIRECTORY = "library.js"
DIRECTORY_CALL = "articastArchive("
"""Begins `library.js`, and marks one that Articast made. The function is that of `archive.js`."""
ROWS_CALL = "articastRows("
"""Begins a list of packages in the same way."""
_KINDS = (*BY_MEDIA_TYPE, *LABELS, TRANSCRIPT)
"""What a file of a package can be, in the order in which an entry lists them; rows have the place in this tuple."""


def name_rows(part_name: str) -> str:
    """Return the name of the script with the packages of a part."""
    return f"library-{part_name}.js"


def render_directory(
    *, names: tuple[str, ...], count: int, buckets: int, series: tuple[str, ...], tags: tuple[str, ...], tag: str
) -> str:
    """Return the script that names the scripts of all parts, with the labels of entries in the language `tag`.

    `count` is the number of packages that are listed, `buckets` that of the files for `articles.js`. `series` are the
    titles of the groups in their order, and `tags` are those of all languages of packages and of articles in editions.
    """
    phrases = load_phrases(tag)
    labels = {row.media_type: [row.label, row.media_type] for row in BY_MEDIA_TYPE.values()}
    labels |= {end: [getattr(phrases.labels, label), ""] for end, label in LABELS.items()}
    labels[TRANSCRIPT] = [phrases.labels.transcript, ""]
    values = {
        "count": count,
        "buckets": buckets,
        "parts": names,
        "series": series,
        "heading": "h3" if any(series) else "h2",
        "kinds": [labels[kind] for kind in _KINDS],
        "languages": {name: [language_name(name), direction(name)] for name in (*tags, phrases.language)},
        "language": phrases.language,
        "months": phrases.months,
        "labels": {
            "date": phrases.date,
            "decimal": phrases.decimal,
            "kilobytes": phrases.library.kilobytes,
            "megabytes": phrases.labels.megabytes,
            "files": phrases.library.files,
            "articles": phrases.edition.articles,
        },
    }
    return f"{DIRECTORY_CALL}{encode_data(values)})\n"


def render_rows(
    *, items: Iterable[LibraryItem], series: Mapping[str, str], addresses: Mapping[str, str], tag: str
) -> str:
    """Return the script with a row for each of `items`, in the order of the list.

    `series` has the title of each series as the page has it, by its folded name, and `addresses` has those of the
    articles of editions by slug. `tag` is the language of the labels.
    """
    rows = ",\n".join(encode_data(_make_row(item, series, addresses, tag)) for item in items)
    return f"{ROWS_CALL}[\n{rows}\n])\n"


def _make_row(item: LibraryItem, series: Mapping[str, str], addresses: Mapping[str, str], tag: str) -> list[Any]:
    """Return what an entry is made of, with `*` for the name of the folder at the beginning of names of files."""
    folder = item.path("").removesuffix("/")
    moment = ""
    if item.published:
        moment = item.published.isoformat() if item.has_time else item.published.date().isoformat()
    files = [
        [_shorten(item.path(name), folder), _KINDS.index(kind), size_bytes]
        for name, kind, size_bytes in list_files(item)
    ]
    row: list[Any] = [
        item.slug,
        folder if folder != item.slug else 0,
        item.title,
        item.language,
        moment,
        item.duration_ms,
        item.identifier,
        item.authors,
        item.tags,
        item.description or item.key_points,
        files,
        _shorten(item.path(item.cover), folder) if item.cover else 0,
        int(PAGE in item.sizes),
    ]
    if item.edition:
        row += [series[item.edition.series.casefold()], *_list_contents(item, addresses, tag)]
    return row


def _shorten(address: str, folder: str) -> str:
    """Return the address of a file in `folder` without the folder, and with `*` for another name of it in its own."""
    name = address.removeprefix(f"{folder}/")
    return f"*{name.removeprefix(folder)}" if name.startswith(folder) else name


def _list_contents(item: LibraryItem, addresses: Mapping[str, str], tag: str) -> tuple[str, list[Any]]:
    """Return the number of the articles of an edition in words, and its sections with their articles."""
    sections = item.edition.sections if item.edition else ()
    count = sum(len(section.articles) for section in sections)
    rows = [
        [section.title, [_make_article_row(article, item, addresses) for article in section.articles]]
        for section in sections
    ]
    return load_phrases(tag).format_counts("{articles}", articles=count), rows


def _make_article_row(article: EditionArticle, item: LibraryItem, addresses: Mapping[str, str]) -> list[Any]:
    """Return what the line of an article in an edition is made of."""
    href = address_article(article, item, addresses) or 0
    return [article.slug, article.title, article.language, article.duration_ms, article.authors, href]
