"""Addresses of the web and of mail, names and topics of social networks, in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from tts.noun import noun
from tts.regex import regex
from tts.speech.rules.common import ADDRESS, is_speakable_path, path_of, site_of
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_DOMAINS = (
    "com|org|net|gov|edu|info|biz|news|dev|app|blog|online|tech|museum|eu|tv|io|uk|us|fr|de|ca|au|es|mx|ar|cl|co|pe|uy"
    "|br|pt|it|ch|be|at|lu|nl|se|dk|fi|ie|jp|cn|ru|ua|pl|gouv|cat|gal|eus|paris|bzh|sm|me"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_SITE = rf"(?:{_LABEL}\.)+(?:{_DOMAINS})"
_PIECES = regex(r"[^\W\d_]+|\d+|[^\w\s]|_")
_CAMEL = regex(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_+")
_UNSAYABLE = regex(r"[^aeiouyà-ÿ]+|[aeiou][^aeiouyà-ÿlmnrs][^aeiouyà-ÿs]")  # abc
_MAX_PATH = 30
_WORDLIKE = frozenset(
    ("com", "org", "net", "gov", "info", "biz", "news", "app", "blog", "gouv", "museum", "paris", "cat")
)
"""Top-level domains that are read as words."""


@noun
class AddressWords:
    """The words of a language for addresses: of each symbol, before a topic, and for digits in a name."""

    symbols: Mapping[str, str] = field(hash=False)
    hashtag: str
    digits: Callable[[str], str]


def address_rules(words: AddressWords) -> tuple[Rule, ...]:
    """Return the rules for addresses, names and topics in the words of a language."""

    @rule(ADDRESS, needs="/")
    def address(match: re.Match[str], passage: Passage) -> str | None:
        """Say only the site of a raw web address, and a short path of plain words with it."""
        site = site_of(match[0])
        if site is None or passage.verbosity == "brief":
            return site and passage.link
        path = path_of(match[0], site)
        is_whole = passage.verbosity == "full" or is_speakable_path(match[0], path)
        return f"{_say_site(site, words)} {_say(path, words)}".rstrip() if is_whole else _say_site(site, words)

    @rule(r"(?<![\w@])[\w.+&%-]*\w@(?:[\w-]+\.)+[a-z]{2,}\b", re.IGNORECASE, needs="@")
    def mail(match: re.Match[str], passage: Passage) -> str:
        """Say a mail address in words."""
        name, _, site = match[0].rpartition("@")
        return f"{_say(name.lstrip('.'), words)} {words.symbols['@']} {_say_site(site, words)}"

    @rule(
        rf"(?<![\w@./-])(?:www\.)?(?P<site>{_SITE})(?P<path>(?:/[\w~%.+|-]+)*/?)(?![\w@]|\.\w|:/|\(\))",
        re.IGNORECASE,
        needs=INNER_STOP,
    )
    def site(match: re.Match[str], passage: Passage) -> str | None:
        """Say a site without `https://`, and a short path with it."""
        if match["site"].isupper() or re.search(r"\.[A-Z][a-z]", match[0]) or passage.marked("code", match.start()):
            return None
        path = match["path"].rstrip("/.-")
        said = _say_site(match["site"], words)
        if path and len(path) <= _MAX_PATH and "%" not in path:
            said += f" {_say(path, words)}"
        return said + ("." if match[0].endswith(".") else "")

    @rule(r"(?<![\w@.])@(?=_*[A-Za-z0-9])(?P<name>[A-Za-z0-9_.]*[A-Za-z0-9_])(?!\w)", needs="@")
    def handle(match: re.Match[str], passage: Passage) -> str:
        """Say a user name on a social network."""
        pieces = " ".join(_split(match["name"].replace(".", " . "), words))
        return f"{words.symbols['@']} {pieces}"

    @rule(r"(?<![\w#&/])#(?=\w*[^\W\d_])(?P<name>\w{2,}(?:-\w+)*)(?![\w-])", needs="#")
    def hashtag(match: re.Match[str], passage: Passage) -> str | None:
        """Say a topic on a social network in its words."""
        if passage.marked("code", match.start()):
            return None
        return f"{words.hashtag} {' '.join(_split(match['name'], words))}"

    return (address, mail, site, handle, hashtag)


def _say_site(site: str, words: AddressWords) -> str:
    """Return a site in words; a top-level domain of two letters is spelled."""
    before, _, end = site.rpartition(".")
    ending = end.lower() if end.lower() in _WORDLIKE or len(end) > 3 else " ".join(end.upper())
    return f"{_say(before, words)} {words.symbols['.']} {ending}" if before else _say(end, words)


def _say(part: str, words: AddressWords) -> str:
    """Return a part of an address with its symbols and digits in words."""
    return " ".join(_say_piece(piece, words) for piece in _PIECES.findall(part))


def _say_piece(piece: str, words: AddressWords) -> str:
    """Return digits in words, a short row of letters without a vowel spelled, and a word as it is."""
    if piece.isdecimal() and piece.isascii():
        return words.digits(piece)
    if piece.isalpha() and (len(piece) == 1 or (len(piece) < 5 and _UNSAYABLE.fullmatch(piece.lower()))):
        return " ".join(piece.upper())
    return words.symbols.get(piece, piece)


def _split(name: str, words: AddressWords) -> list[str]:
    """Return the words of a name that is written as one."""
    pieces = [piece for part in _CAMEL.split(name) for piece in part.split()]
    return [
        words.symbols["."] if piece == "." else words.digits(piece) if piece.isdecimal() else piece for piece in pieces
    ]
