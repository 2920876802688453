"""JSON-LD -> FIELDS: what a page says of its article in the vocabulary of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tts.regex import regex
from tts.text.readers.page.metadata.values import clean_value, fold

Thing = dict[str, Any]

_MAX_THINGS = 5000
_MAX_SCRIPTS = 200
_MAX_DEPTH = 6
_MAX_AUTHORS = 30
_ARTICLE = regex(
    r"Article$|BlogPosting$|Posting$|Report$|Review$|AnalysisNews|BackgroundNews|OpinionNews|^Recipe$|^HowTo$"
    r"|^(?:Short|Web)?Story$|Chapter$|^Book$|Thesis$|^Essay$|Essay$|^QAPage$|^Question$"
)
_PAGE = regex(r"^(?:WebPage|ItemPage|CreativeWork|AboutPage|FAQPage|VideoObject)$")
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage")
"""Members in which the article may be; `itemListElement` lists articles of other pages."""
_WRAPPING = regex(r"^(?:\s|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+|(?:\s|-->|//|/\*|\*/|\]\]>|;)+$")
_LOOSE = regex(r'"(?>(?:[^"\\]|\\.)*)"|//[^\n]*+|/\*.*?\*/|,(?=\s*+[}\]])', re.DOTALL)


def read_things(page: LexborHTMLParser) -> list[Thing]:
    """Return the things that the JSON-LD of `page` describes, with those inside of them that may be its article."""
    things: list[Thing] = []
    for script in islice(page.css('script[type*="ld+json"]'), _MAX_SCRIPTS):
        stack = [_parse(script.text() or "")]
        while stack and len(things) < _MAX_THINGS:
            value = stack.pop()
            if isinstance(value, list):
                stack += reversed(value[:_MAX_THINGS])
            elif isinstance(value, dict):
                things.append(value)
                stack += (value[name] for name in reversed(_HOLDERS) if isinstance(value.get(name), dict | list))
    return things


def read_article(things: Sequence[Thing], titles: Sequence[str]) -> Mapping[str, list[str]]:
    """Return the fields of the article among `things`; of several it is the one that has one of the page's `titles`."""
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    articles = [thing for thing in things if has_type(thing, _ARTICLE) and (_texts(thing, "headline", "name"))]
    known = [fold(title) for title in titles]
    alike = [thing for thing in articles if any(map(known.count, map(fold, _texts(thing, "headline", "name"))))]
    pages = [thing for thing in things if has_type(thing, _PAGE)]
    chosen = alike[:1] or (articles[:1] if len(articles) <= 2 else [])
    fields: dict[str, list[str]] = {"site": list(_list_sites(things, by_id))}
    for thing in [*chosen, *pages[:1]]:
        is_article = thing in chosen
        _add(fields, "title", _choose_title(thing, known) if is_article else [])
        _add(fields, "subtitle", _texts(thing, "alternativeHeadline") if is_article else [])
        _add(fields, "authors", list(islice(_list_authors(thing, by_id), _MAX_AUTHORS)))
        _add(fields, "date", _texts(thing, "datePublished", "dateCreated", "uploadDate"))
        _add(fields, "language", _texts(thing, "inLanguage"))
        _add(fields, "description", _texts(thing, "description") if is_article else [])
        _add(fields, "canonical_url", [text for text in _texts(thing, "url") if is_article])
        _add(fields, "image", list(_list_addresses(thing.get("image"), by_id)))
        _add(fields, "tags", _texts(thing, "keywords"))
    return fields


def has_type(thing: Thing, pattern: re.Pattern[str]) -> bool:
    """Return whether one of the types of `thing` is one that `pattern` finds."""
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and pattern.search(name.rpartition("/")[2]) for name in names)


def _parse(text: str) -> Any:
    """Return the value of a script, also of one that is wrapped for old browsers or has small mistakes, else None."""
    text = _WRAPPING.sub("", text)
    for decoded in dict.fromkeys((text, html.unescape(text))):
        for repaired in (decoded, _remove_comments(decoded)):
            try:
                return json.loads(repaired, strict=False)
            except (ValueError, RecursionError):
                continue
    return None


def _remove_comments(text: str) -> str:
    """Return JSON without comments, and without commas after the last of several values."""
    return _LOOSE.sub(lambda match: match[0] if match[0][0] == '"' else "", text)


def _add(fields: dict[str, list[str]], name: str, values: list[str]) -> None:
    """Add `values` to the field `name`."""
    fields.setdefault(name, []).extend(values)


def _texts(thing: Thing, *names: str) -> list[str]:
    """Return the members of these names that are text, or lists or things with a name."""
    return [text for name in names for text in _flatten(thing.get(name)) if text]


def _flatten(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the texts that a value is or has as its name."""
    if isinstance(value, str):
        yield clean_value(value)
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for below in value[:100]:
            yield from _flatten(below, depth + 1)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        yield from _flatten(value.get("@value") or value.get("name"), depth + 1)


def _choose_title(thing: Thing, titles: Sequence[str]) -> list[str]:
    """Return the headline, or the name where this is a title of the page and the headline is not."""
    headlines, names = _texts(thing, "headline"), _texts(thing, "name")

    def _is_shown(texts: list[str]) -> bool:
        """Return whether a title of the page begins with the first of `texts`."""
        folded = fold(texts[0]) if texts else ""
        return bool(folded) and any(title.startswith(folded) for title in titles)

    return names if _is_shown(names) and not _is_shown(headlines) else headlines or names


def _list_authors(thing: Thing, by_id: Mapping[str, Thing]) -> Iterator[str]:
    """Yield the names of those who wrote `thing`, whatever form they are in."""
    for role in ("author", "creator"):
        names = [name for name in _list_names(thing.get(role), by_id) if name]
        if names:
            yield from names
            return


def _list_names(value: Any, by_id: Mapping[str, Thing], depth: int = 0) -> Iterator[str]:
    """Yield the names in a value: a text, a thing, one that is described elsewhere in the page, or several."""
    if isinstance(value, str):
        yield clean_value(value.replace("\n", ", "))
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for below in value[:_MAX_AUTHORS]:
            yield from _list_names(below, by_id, depth + 1)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        other = by_id.get(str(value.get("@id")))
        if name := value.get("name"):
            yield from _list_names(name, by_id, depth + 1)
        elif value.get("givenName") or value.get("familyName"):
            yield clean_value(f"{value.get('givenName') or ''} {value.get('familyName') or ''}")
        elif other is not None and other is not value:
            yield from _list_names(other, by_id, depth + 1)


def _list_addresses(value: Any, by_id: Mapping[str, Thing], depth: int = 0) -> Iterator[str]:
    """Yield the addresses of images in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for below in value[:20]:
            yield from _list_addresses(below, by_id, depth + 1)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        other = by_id.get(str(value.get("@id")))
        known = value.get("url") or value.get("contentUrl")
        yield from _list_addresses(known or (other if other is not value else None), by_id, depth + 1)


def _list_sites(things: Sequence[Thing], by_id: Mapping[str, Thing]) -> Iterator[str]:
    """Yield the names of the website, as its own description or as the publisher of the article."""
    for thing in things:
        if has_type(thing, re.compile(r"^WebSite$")):
            yield from _texts(thing, "name")
    for thing in things:
        if has_type(thing, _ARTICLE) or has_type(thing, _PAGE):
            yield from _list_names(thing.get("publisher"), by_id)
    for thing in things:
        if has_type(thing, re.compile(r"^(?:News)?(?:Media)?Organization$|^NewsMediaOrganization$")):
            yield from _texts(thing, "name")
