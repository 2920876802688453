"""Addresses of the web and of mail, handles and hashtags."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules import common
from tts.speech.rules.german import words
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_SIGNS = {
    ".": "Punkt",
    "-": "Minus",
    "_": "Unterstrich",
    "/": "Slash",
    "+": "plus",
    "?": "Fragezeichen",
    "=": "gleich",
    "&": "und",
}
_PIECES = regex(r"[^\W\d_]+|\d+|[._/+?=&-]")
_CAMEL = regex(r"(?<=[a-zäöü])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ][a-zäöü])|_|(?<=\d)(?=\D)|(?<=\D)(?=\d)")
_ENDINGS = "de|com|org|net|at|ch|eu|info|io|co|tv|uk|fr|us|gov|edu|news|blog|berlin|app|dev|ai|li|pl|it|es|nl|be|ru|ua"
_SPOKEN_ENDINGS = frozenset(("com", "org", "net", "info", "co", "news", "blog", "berlin", "app", "gov", "web"))
_VOWELS = regex("[aeiouäöüy]", re.IGNORECASE)
_SYLLABLE = regex("[^aeiouäöü][aeiouäöüy]|^(?:ich|org|app|art|alt|am|an|auf|und|in|im|uni)$", re.IGNORECASE)
"""The pattern of a part of up to three letters that is a word: `web`; `gmx` and `abc` are not."""
_HOST = rf"(?:[a-zA-Z0-9äöüß-]+\.)+(?:{_ENDINGS})"


def _piece(piece: str, *, last: bool) -> str:
    """Return a part of an address in words: a letter, letters without a vowel and the end of a country as letters."""
    if piece in _SIGNS:
        return _SIGNS[piece]
    if piece.isdecimal():
        return words.whole(piece) if len(piece) < 3 else words.digits(piece)
    is_ending = last and len(piece) == 2 and piece.lower() != "co"
    is_word = _SYLLABLE.search(piece) is not None if len(piece) < 4 else _VOWELS.search(piece) is not None
    return words.letters(piece) if is_ending or not is_word else piece


def say_site(site: str) -> str:
    """Return a site in words: `heise.de` is `heise Punkt D E`."""
    pieces = _PIECES.findall(site)
    last = len(pieces) - 1
    return " ".join(_piece(piece, last=index == last and "." in site) for index, piece in enumerate(pieces))


@rule(common.ADDRESS, needs="/")
def address(match: re.Match[str], passage: Passage) -> str | None:
    """Say only the site of a raw web address: `https://www.example.org/a/b?c=1` is `example Punkt org`.

    Include a short path of plain words: `example.org/bienen`. If the verbosity is "brief", call the address a link.
    """
    site = common.site_of(match[0])
    if site is None or passage.verbosity == "brief":
        return site and passage.link
    path = common.path_of(match[0], site)
    is_said = passage.verbosity == "full" or common.is_speakable_path(match[0], path)
    return say_site(site) + (f" {say_site(path)}" if is_said and path else "")


@rule(r"(?<![\w@.+-])(?P<name>\w+(?:[.+_-]\w+)*)@(?P<site>\w+(?:[.-]\w+)*\.[a-zA-Z]{2,})(?![\w@])", needs="@")
def mail(match: re.Match[str], passage: Passage) -> str:
    """Say a mail address: `a.bc@gmail.com`."""
    return f"{say_site(match['name'])} ät {say_site(match['site'])}"


@rule(
    rf"(?<![\w@/.-])(?:www\.(?P<www>[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}})"
    rf"|(?P<site>{_HOST}))(?P<path>(?:/[\w-]+)*)/?(?![\w@]|\.\w)",
    needs=INNER_STOP,
)
def site(match: re.Match[str], passage: Passage) -> str | None:
    """Say a site: `heise.de`, `www.bund.net/bienen`."""
    if passage.marked("code", match.start()):
        return None
    path = match["path"] if common.is_speakable_path(match[0], match["path"]) else ""
    return say_site(match["www"] or match["site"]) + (f" {say_site(path)}" if path else "")


@rule(r"(?<![\w@./])@(?P<name>\w+(?:\.\w+)*)", needs="@")
def handle(match: re.Match[str], passage: Passage) -> str | None:
    """Say a handle: `@bienen_22`."""
    return None if passage.marked("code", match.start()) else f"ät {say_site(match['name'])}"


@rule(r"(?<![\w#&/])#(?=\w*[^\W\d_])(?P<name>\w{2,})(?![\w-])", needs="#")
def hashtag(match: re.Match[str], passage: Passage) -> str | None:
    """Say a hashtag in words: `#KlimaWandel` is `Hashtag Klima Wandel`."""
    if passage.marked("code", match.start()):
        return None
    pieces = (piece for piece in _CAMEL.split(match["name"]) if piece)
    return "Hashtag " + " ".join(words.whole(piece) if piece.isdecimal() else piece for piece in pieces)


ADDRESSES: tuple[Rule, ...] = (address, mail)
RULES: tuple[Rule, ...] = (site, handle, hashtag)
