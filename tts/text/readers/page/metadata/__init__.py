"""PAGE -> FIELDS: what a page says about its article, under the names of front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from tts.regex import regex
from tts.text.readers.byline.statements import read_statement
from tts.text.readers.page.metadata.json_ld import read_article, read_things
from tts.text.readers.page.metadata.markup import read_markup
from tts.text.readers.page.metadata.metas import read_metas
from tts.text.readers.page.metadata.people import clean_authors, clean_bylines
from tts.text.readers.page.metadata.titles import choose_title, find_site
from tts.text.readers.page.metadata.values import clean_date, clean_language, clean_value, fold, join_address
from tts.text.readers.page.saved import find_saved_address
from tts.text.readers.whitespace import split_words

_DAY = regex(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-\D)")
_MAX_DATES = 12  # of those that the text shows
_MAX_TAGS = 20
_MAX_TAG = 60  # characters
_PAIR = regex(r"\w+[:=]\S+")
"""A setting of a program that a site keeps among the tags of its articles."""

_MAX_SITE = 60  # characters


def find_fields(page: LexborHTMLParser, address: str = "") -> Mapping[str, Any]:
    """Return what `page`, at `address` on the web if this is known, says about its article.

    The fields are `title`, `subtitle`, `authors`, `date`, `language`, `site`, `canonical_url`, `description`, `image`
    and `tags`; what the page does not say is not there.
    """
    metas, shown = read_metas(page), read_markup(page)
    node = page.css_first("head title") or page.css_first("title")
    title = clean_value(node.text() or "") if node is not None else ""
    headings = [*shown["heading"], *(text for text in shown["subheading"] if len(split_words(text)) > 2)]
    article = read_article(read_things(page), [title, *metas["title"][:3], *headings])

    address = address or find_saved_address(page)
    base = join_address(address, _find_base(page)) or address
    links = [*shown["canonical_url"], *metas["canonical_url"], *article.get("canonical_url", ())]
    canonical = _choose_address([join_address(base, clean_value(link)) for link in links], address)

    languages = (*shown["language"], *article.get("language", ()), *metas["language"])
    language = next(filter(None, map(clean_language, languages)), "")
    site = _choose_site([*metas["site"], *article.get("site", ())])
    authors = [
        names
        for values in (article.get("authors", ()), *(value.split("\n") for value in metas["authors"]))
        if (names := clean_authors(list(values), language or "en", site))
    ]
    authors = [*authors, clean_bylines(shown["authors"], shown["marked_authors"], language or "en", site)]
    people = next((names for names in authors if names and list(map(fold, names)) != [fold(site)]), None)
    people = people or next(filter(None, authors), [])
    dates = [*article.get("date", ()), *metas["date"], *shown["date"][:_MAX_DATES], *_list_dates(canonical)]
    names = [*filter(None, (site, *article.get("site", ()), *metas["site"], *shown["site"])), *people]
    said = [*article.get("title", ()), *map(clean_value, metas["title"]), *shown["title"]]
    host = urlsplit(canonical or base).hostname or ""
    chosen = choose_title(list(filter(None, said)), title, headings, names, host)
    fields = {
        "title": chosen,
        "authors": people,
        "date": next(filter(None, (_read_date(date, language) for date in dates)), ""),
        "language": language,
        "site": site or find_site(title, chosen) or _choose_site(metas["publisher"]),
        "canonical_url": canonical,
        "description": next(
            filter(None, map(clean_value, (*article.get("description", ()), *metas["description"]))), ""
        ),
        "image": next(
            filter(None, (join_address(base, link) for link in (*metas["image"], *article.get("image", ())))), ""
        ),
        "tags": _list_tags([*metas["tags"], *article.get("tags", ())]),
    }
    fields["subtitle"] = _choose_subtitle([*article.get("subtitle", ()), *metas["subtitle"]], fields, page)
    return {name: value for name, value in fields.items() if value}


def _find_base(page: LexborHTMLParser) -> str:
    """Return the address against which the page's own addresses are relative, if it names one."""
    base = page.css_first("base[href]")
    return (base.attributes.get("href") or "") if base is not None else ""


def _read_date(value: str, language: str) -> str:
    """Return the day or moment that a value is, or that it says as a byline does: `Posted on 12 May 2024`."""
    if date := clean_date(value, language):
        return date
    statement = read_statement(" ".join(value.split()), language or "en")
    return (statement.day if statement else None) or ""


def _list_dates(address: str) -> Iterator[str]:
    """Yield the day that an address has among its parts, as in `/2024/03/12/bees`."""
    if match := _DAY.search(urlsplit(address).path):
        yield "-".join(match.groups())


def _choose_address(addresses: Sequence[str], own: str) -> str:
    """Return the first address that names more than a site; the `own` one of the page is the last."""
    known = [address for address in (*addresses, own) if address]
    return next((address for address in known if urlsplit(address).path.strip("/")), known[0] if known else "")


def _choose_site(names: Sequence[str]) -> str:
    """Return the first name that can be that of a site, not its address."""
    for name in map(clean_value, names):
        if name and len(name) <= _MAX_SITE and "://" not in name and not name.startswith("@"):
            return name
    return ""


def _list_tags(values: Sequence[str]) -> list[str]:
    """Return the first tags in `values`, each once."""
    tags = (clean_value(tag) for value in values for tag in clean_value(value).split(","))
    listed = (tag for tag in tags if fold(tag) and len(tag) <= _MAX_TAG and not _PAIR.fullmatch(tag))
    return list({fold(tag): tag for tag in listed}.values())[:_MAX_TAGS]


def _choose_subtitle(texts: Sequence[str], fields: Mapping[str, Any], page: LexborHTMLParser) -> str:
    """Return the text that the page shows below its title, and that is not the title again in other words."""
    body = page.body
    shown = fold(body.text() or "") if texts and body is not None else ""
    for text in map(clean_value, texts):
        words, title = set(text.casefold().split()), set(str(fields["title"]).casefold().split())
        if len(words) > 2 and len(words & title) * 2 < len(words) and fold(text) in shown:
            return text
    return ""
