"""TITLES of a page -> TITLE of its article: the best of them, without the name of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tts.regex import regex
from tts.text.readers.page.metadata.values import fold
from tts.text.readers.whitespace import split_words

_SEPARATOR = regex(r"\s+(?:[|•·»«›‹~/\\]|::|//)\s+|\s+[-–—]\s+|\s*[|｜]\s*|\s+::\s+")
_TIGHT = regex(r"[_|｜]")
_COLON = regex(r"\s*[:：]\s+")
_SURE = regex(r"\s*(?:[|｜»«›‹]|::)\s*")
_ELLIPSIS = regex(r"\s*(?:…|\.\.\.)$")
_GENERIC = frozenset(
    ("home", "homepage", "index", "index.html", "untitled", "untitled document", "document", "article", "startseite")
)
_MAX_SITE_WORDS = 4
_MIN_TITLE_WORDS = 3
_MAX_REST_WORDS = 8
_MAX_TITLE = 150  # characters, of a `title` that is no list of words for search engines


def choose_title(said: Sequence[str], title: str, headings: Sequence[str], names: Sequence[str], host: str) -> str:
    """Return the title of an article, or "" if the page has none.

    `said` are titles in metadata, the most trusted first, `title` is that of the `title` element, `headings` are those
    of the text, and `names` those of the site and the authors. `host` is the name of the site's computer.
    """
    known = {fold(name) for name in names if fold(name)} | set(_list_host_names(host))

    def _is_title(text: str) -> bool:
        """Return whether `text` is no name of a site or of any page."""
        return bool(fold(text)) and fold(text) not in known and fold(text) not in _GENERIC

    for text in said:
        shown = _complete(_cut_names(text, known, headings), [title, *headings])
        if _is_title(shown):
            return shown
    shown = _cut_site(_cut_names(_cut_beginning(title, known), known, headings), headings)
    if _is_title(shown) and len(shown) <= _MAX_TITLE:
        return shown
    usable = [heading for heading in headings if _is_title(heading) and len(heading) <= _MAX_TITLE]
    return next(iter([*usable, *filter(None, (shown, *said))]), "")


def find_site(title: str, chosen: str) -> str:
    """Return the name of the site that the `title` element has behind the `chosen` title, "" if there is none."""
    rest = title[len(chosen) :] if title.startswith(chosen) else ""
    parts = [part for part in _SEPARATOR.split(rest) if part.strip()] if _SEPARATOR.match(rest) else []
    return parts[-1] if parts and len(split_words(parts[-1])) <= _MAX_SITE_WORDS else ""


def _list_host_names(host: str) -> Iterator[str]:
    """Yield the parts of `host` that may be the name of the site: of `www.example.co.uk` these are two."""
    parts = host.lower().removeprefix("www.").split(".")
    yield fold("".join(parts))
    yield from (fold(part) for part in parts[:-1] if len(part) > 3)


def _cut_beginning(title: str, known: set[str]) -> str:
    """Return a title without a known name and a colon before it."""
    match = _COLON.search(title)
    return title[match.end() :] if match and fold(title[: match.start()]) in known else title


def _cut_names(text: str, known: set[str], headings: Sequence[str]) -> str:
    """Return a title without what a heading shows to be no part of it, and without known names at its ends."""
    for heading in headings:
        rest = text[len(heading) :] if text.startswith(heading) else ""
        if (_SEPARATOR.match(rest) or _TIGHT.match(rest)) and len(split_words(rest)) <= _MAX_REST_WORDS:
            return heading
    changed = True
    while changed:
        changed = False
        for match in _SEPARATOR.finditer(text):
            begin, end = text[: match.start()].strip(), text[match.end() :].strip()
            if begin and _is_name(end, known):
                text, changed = begin, True
                break
            if end and _is_name(begin, known):
                text, changed = end, True
                break
    return text


def _is_name(text: str, known: set[str]) -> bool:
    """Return whether `text` is one of the `known` names, with "by" or "the" before it or not."""
    folded = fold(text)
    return folded in known or any(folded in (f"by{name}", f"the{name}") or name == f"the{folded}" for name in known)


def _cut_site(text: str, headings: Sequence[str]) -> str:
    """Return the text of a `title` element without what looks like the name of a site that nothing else names."""
    if any(fold(heading) == fold(text) for heading in headings):
        return text
    matches = list(_SEPARATOR.finditer(text))
    if not matches:
        return text
    match = matches[-1]
    begin, end = text[: match.start()].strip(), text[match.end() :].strip()
    words = split_words(end)
    is_short = len(words) <= _MAX_SITE_WORDS and end[:1].isupper() and not end.endswith(("?", "!", "."))
    is_title = len(split_words(begin)) >= _MIN_TITLE_WORDS and len(begin) > len(end)
    return begin if is_title and (is_short or _SURE.fullmatch(match[0])) else text


def _complete(text: str, others: Sequence[str]) -> str:
    """Return `text`, or where it is cut off with an ellipsis the other title that begins like it."""
    if not _ELLIPSIS.search(text):
        return text
    begin = fold(_ELLIPSIS.sub("", text))
    return next((other for other in others if begin and fold(other).startswith(begin) and len(other) > len(text)), text)
