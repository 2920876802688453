"""Web addresses, email addresses, handles and hashtags."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.common import ADDRESS, is_speakable_path, path_of, site_of
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.words import cardinal, digits, letters, year
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_DOMAINS = (
    "com|org|net|gov|edu|mil|info|biz|news|dev|app|blog|online|site|tech|museum|travel|eu|tv|io|co|uk|us|fr|de|ca|au"
)
_DOMAINS += (
    "|nz|jp|cn|ru|ua|pl|es|ch|nl|se|dk|fi|ie|br|mx|sm|ac|rs|ai|ly|fm|kr|hk|sg|tw|za|il|tr|gr|pt|cz|hu|ro|bg|ee|lv|lt"
)
_ENDS = "it|in|is|me|to|be|at|no|so"
"""Top-level domains that are also words, so a site has more than one full stop, or is in an email address."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_FILES = ("yml", "ini")
"""File extensions that engines do not spell."""
_SITE = rf"(?:{_LABEL}\.)+(?:{_DOMAINS}|{'|'.join(_FILES)})|(?:{_LABEL}\.){{2,}}(?:{_ENDS})"
_PATH = r"(?:/[\w~%.+-]+)*/?"
_SIGNS = {
    ".": "dot",
    "-": "dash",
    "_": "underscore",
    "+": "plus",
    "&": "ampersand",
    "@": "at",
    "/": "slash",
    "~": "tilde",
    "?": "question mark",
    "=": "equals",
    "%": "percent",
    "#": "hash",
    ":": "colon",
    ";": "semicolon",
    ",": "comma",
}
_SIGNS |= {"?": "question mark", "=": "equals", "#": "hash", ":": "colon", "%": "percent", ",": "comma"}
_PIECES = regex(r"[^\W\d_]+|\d+|[^\w\s]|_")
_MAX_PATH = 30
_PICTURES = ("pic.x.com", "pic.twitter.com", "t.co")
"""Sites that a network adds to a post for its pictures and links; the path is a key."""
_SHORT_PATH = regex(r"[\w./-]{1,20}")
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_+")


@rule(ADDRESS, needs="/")
def address(match: re.Match[str], passage: Passage) -> str | None:
    """Say only the site of a raw web address: `https://www.example.org/a/b?c=1` is `example dot org`.

    Include a short path of plain words: `example dot org slash bees`. If the verbosity is "brief", call the address a
    link. If it is "full", say all of it except `https://www.`; do the same for a short path in code, where the text is
    about the address itself.
    """
    site = site_of(match[0])
    if site is None or passage.verbosity == "brief":
        return site and passage.link
    path = path_of(match[0], site)
    is_subject = passage.marked("code", match.start()) and _SHORT_PATH.fullmatch(path)
    is_whole = is_subject or passage.verbosity == "full" or is_speakable_path(match[0], path)
    return f"{_site(site)} {_said(path)}".rstrip() if is_whole else _site(site)


@rule(r"(?<![\w@])[\w.+&%-]*\w@((?:[\w-]+\.)+[a-z]{2,})\b", re.IGNORECASE, needs="@")
def mail(match: re.Match[str], passage: Passage) -> str:
    """Say an email address: `a.bc@gmail.com` is `A dot bc at gmail dot com`."""
    name, _, site = match[0].rpartition("@")
    return f"{_said(name.lstrip('.'))} at {_site(site)}"


@rule(
    rf"(?<![\w@./-])(?:www\.)?(?P<site>{_SITE})(?P<path>{_PATH})(?P<stop>\.(?=\s[a-z]))?(?![\w@]|\.\w|:/|\(\))",
    re.IGNORECASE,
    needs=INNER_STOP,
    prefilter=r"\w\.[A-Za-z]{2}",
)
def site(match: re.Match[str], passage: Passage) -> str | None:
    """Say a site without `https://`: `bbc.co.uk/news` is `bbc dot co dot U K slash news`; leave out a long path."""
    if match["site"].isupper() or re.search(r"\.[A-Z][a-z]", match[0]):
        return None
    path = "" if match["site"].lower() in _PICTURES else match["path"].rstrip("/.-")
    said = _site(match["site"])
    if path and len(path) <= _MAX_PATH and "%" not in path:
        said += f" {_said(path)}"
    if match["stop"]:
        return said + (";" if said[-2:-1] == " " else ".")
    return said + ("." if match[0].endswith(".") else "")


@rule(r"(?<![\w@.])@(?=_*[A-Za-z0-9])([A-Za-z0-9_]+)(?!\w)", needs="@")
def handle(match: re.Match[str], passage: Passage) -> str:
    """Say a user name on a social network: `@big_bee` is `at big bee`."""
    return f"at {_words(match[1])}"


_CHANNEL = regex(r"\b[Cc]hannels? ")
_OF_A_CHANNEL = regex(r" (?:channel|stream|on (?:Zulip|Discord|Slack|Matrix|IRC|Libera|OFTC|oftc|freenode))\b")


@rule(r"(?<![\w#&/])#(?=\w*[^\W\d_])(\w{2,}(?:-\w+)*)(?![\w-])", needs="#")
def hashtag(match: re.Match[str], passage: Passage) -> str | None:
    """Say a hashtag in words: `#ClimateChange` is `hashtag Climate Change`; say "hash" for a channel."""
    if passage.marked("code", match.start()):
        return None
    is_channel = "-" in match[1] or after(match, _CHANNEL) or before(match, _OF_A_CHANNEL)
    return f"{'hash' if is_channel else 'hashtag'} {_words(match[1])}"


@rule(r"(?<![\w#&])#(?=\d)|(?<=[A-Za-z-][A-Za-z])#(?=\d{1,6}(?!\w))|(?<=\b[CFJ])#(?!\w)", needs="#")
def number_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a number sign before a number as `number`, and after a language's name as `sharp`: `#1`, `rust#180`, `C#`."""
    return "number" if passage.text[match.end() : match.end() + 1].isdigit() else "sharp"


def _site(site: str) -> str:
    """Return a site in words: `bbc.co.uk` is `bbc dot co dot U K`."""
    before, _, end = site.rpartition(".")
    is_spelled = (len(end) == 2 and end.lower() not in ("co", "me")) or end in _FILES
    ending = letters(end) if is_spelled else end.lower()
    return f"{_said(before)} dot {ending}" if before else _said(end)


def _said(part: str) -> str:
    """Return a part of an address with its symbols and digits in words."""
    return " ".join(_piece(piece) for piece in _PIECES.findall(part))


def _piece(piece: str) -> str:
    """Return digits one by one, a letter by its name, a symbol in words, and a word as it is."""
    if piece.isdecimal() and piece.isascii():
        return spoken_digits(piece)
    return letters(piece) if len(piece) == 1 and piece.isalpha() else _SIGNS.get(piece, piece)


def spoken_digits(number: str) -> str:
    """Return the digits in a name in words: one or two as a number, a year as a year, others one by one."""
    if number.startswith("0") or len(number) == 3 or len(number) > 4:
        return digits(number)
    return cardinal(int(number)) if len(number) < 3 else year(int(number))


def _words(name: str) -> str:
    """Return the words of a name that is written as one: `ClimateChange2022` is `Climate Change twenty twenty-two`."""
    pieces = [piece for piece in _CAMEL.split(name) if piece]
    return " ".join(spoken_digits(piece) if piece.isdecimal() and piece.isascii() else piece for piece in pieces)


ADDRESSES: tuple[Rule, ...] = (address, mail)
"""The rules for addresses, which apply in code too."""

RULES: tuple[Rule, ...] = (site, handle, hashtag, number_sign)
