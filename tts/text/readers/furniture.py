"""Recognize the lines of a page around its article: advertisements, links to others, share buttons, and so on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from tts.noun import noun
from tts.regex import regex
from tts.text.languages import languages, load_phrases

SHARING = "buttons of the page"
_REASONS = {
    "advertisements": "advertisement",
    "related": "link to another article",
    "sharing": SHARING,
    "newsletters": "invitation to subscribe",
    "following": "invitation to follow",
    "tags": "tags",
    "reading_times": "how long reading takes",
    "comments": "comments of the page",
    "audio": "player of the page",
    "cookies": "notice about privacy",
    "navigation": "navigation",
    "related_lists": "list of other articles",
}
_MAX_LINE = 160  # characters; a longer line is a paragraph
_MAX_NOTICE = 300  # of a notice, which may be a sentence
_NOTICES = ("newsletters", "following", "cookies", "audio", "navigation", "advertisements")
_NETWORK = (
    r"(?:facebook|fb|messenger|facebook messenger|twitter|x\.com|x \(twitter\)|twitter / x|x|whatsapp|whats app"
    r"|telegram|linkedin|linked in|reddit|pinterest|e-?mail|mail|courriel|correo|bluesky|threads|mastodon"
    r"|instagram|viber|signal|sms|pocket|flipboard|xing|tumblr|vk|line|skype|snapchat|tiktok|youtube|rss"
    r"|hacker news|google\+|google news|apple news|digg|copy link|copy"
    r"|link kopieren|copier le lien|copiar enlace|print|drucken|imprimer|imprimir)"
)
_SEPARATOR = r"(?>(?:[\s,/|·•-]|and\b|und\b|et\b|y\b|і\b|та\b|ac\b)*)"
_NETWORKS = regex(rf"(?>(?:{_NETWORK}(?!\w){_SEPARATOR}){{1,20}})")
_EDGE = regex(r"^[^\w©]+|\W+$")
_NUMBER = regex(r"\d+(?:[.,:]\d+)*")
_DASH = regex(r"\s*[·•|–—‒―]\s*|\s+-\s+")
_ANY = "zz"  # in the place of any words while a phrase is folded
_SIGNS = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("‐", "-"), ("‑", "-"))


@noun
class Furniture:
    """What a line of the page is: the `reason` to skip it, and if it is surely one without others next to it.

    `is_network`: it only names networks or ways to share. `is_list`: it is the heading of a list of other articles.
    `is_notice`: it may go on in the next line.
    """

    reason: str
    is_sure: bool = True
    is_network: bool = False
    is_list: bool = False
    is_notice: bool = False


def find_furniture(text: str) -> Furniture | None:
    """Return what the line `text` is if it belongs to the page and not to the article, in any known language."""
    if len(text) > _MAX_NOTICE:
        return None
    folded = _fold(text)
    exact, open_phrases = _phrases()
    if found := exact.get(folded):
        return found
    networks = _NETWORKS.fullmatch(folded)
    if networks:
        is_sure = len(re.findall(_NETWORK, folded)) > 1
        return Furniture(reason=_REASONS["sharing"], is_sure=is_sure, is_network=True)
    for phrase in open_phrases.get(folded.partition(" ")[0].rstrip(":"), ()):
        if phrase.matches(text, folded):
            return phrase.furniture
    return _find_shared(folded)


def _find_shared(folded: str) -> Furniture | None:
    """Return what a line such as `Share: Facebook, Twitter` is."""
    for end in (match.start() for match in re.finditer(r"[:\s-]", folded[:60])):
        found = _phrases()[0].get(folded[:end].rstrip(" -"))
        if found and found.reason in _SHARED and _NETWORKS.fullmatch(folded[end:].lstrip(" :-")):
            return Furniture(reason=found.reason, is_network=True)
    return None


_SHARED = (_REASONS["sharing"], _REASONS["following"])


@noun
class _OpenPhrase:
    """A phrase with any words between `prefix` and `suffix`."""

    prefix: str
    suffix: str
    furniture: Furniture

    def matches(self, text: str, folded: str) -> bool:
        """Return whether a line is this phrase; a sentence is only taken for a notice."""
        if not folded.startswith(self.prefix) or self.suffix not in folded[len(self.prefix) :]:
            return False
        return self.furniture.is_notice or (len(text) <= _MAX_LINE and not text.endswith((".", ";", ",")))


@cache
def _phrases() -> tuple[Mapping[str, Furniture], Mapping[str, list[_OpenPhrase]]]:
    """Return the phrases of all languages: whole lines, and those with other words by their first word."""
    exact: dict[str, Furniture] = {}
    open_phrases: dict[str, list[_OpenPhrase]] = defaultdict(list)
    for kind, phrase, is_first in _all_phrases():
        furniture = _furniture(kind, is_sure=_is_sure(kind, phrase, is_first=is_first))
        prefix, mark, suffix = phrase.partition("…")
        if not mark:
            exact.setdefault(_fold(phrase), furniture)
            continue
        start = _fold(f"{prefix}{_ANY}").removesuffix(_ANY)
        word = start.partition(" ")[0].rstrip(":")
        end = suffix.strip().rstrip("…").strip()
        open_phrases[word].append(_OpenPhrase(prefix=start, suffix=end, furniture=furniture))
    return exact, open_phrases


@cache
def _furniture(kind: str, *, is_sure: bool) -> Furniture:
    """Return what lines with phrases of this kind are."""
    return Furniture(
        reason=_REASONS[kind], is_sure=is_sure, is_list=kind == "related_lists", is_notice=kind in _NOTICES
    )


def _all_phrases() -> Iterator[tuple[str, str, bool]]:
    """Yield the kind of each phrase of all languages, the phrase, and if it is the first of its kind."""
    for kind in _REASONS:
        for tag in sorted(languages()):
            for index, phrase in enumerate(getattr(load_phrases(tag).pasted, kind)):
                yield kind, phrase, not index


def _is_sure(kind: str, phrase: str, *, is_first: bool) -> bool:
    """Return whether a phrase is no line of an article even if it stands there alone.

    A single word such as "Comments" may be a heading; the first one of `sharing` is "Share".
    """
    if kind == "advertisements" or "…" in phrase or (kind == "sharing" and is_first):
        return True
    words = phrase.rstrip(".:!").split(" ")
    return len(words) > 1 and (len(words) > 2 or "{count}" not in phrase or kind == "comments")


def _fold(text: str) -> str:
    """Return a line as lines are compared: in small letters, without signs at its ends, each number as 0."""
    text = text.replace("{count}", "0").casefold()
    for sign, plain in _SIGNS:  # far faster than to translate them all at once
        text = text.replace(sign, plain)
    if text.replace(" ", "").isalpha():  # as nearly all phrases are
        return " ".join(text.split())
    text = text.replace(" :", ":")
    return " ".join(_EDGE.sub("", _NUMBER.sub("0", _DASH.sub(" - ", text))).split())
