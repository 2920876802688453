"""Rules for every language: addresses, footnote marks, leftover markup, entities, emoji."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from tts.regex import regex
from tts.speech.rules import figures, signs
from tts.speech.rules.rule import Passage, rule

_TAGS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|hr|i|img|ins"
)
_TAGS += (
    "|kbd|li|mark|nobr|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|wbr"
)
_TAG = rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>"
_NOTE = (
    r"\[(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*(?:, ?(?:pp?|ch|S)\. ?\d{1,4}(?:[–-]\d{1,4})?)?|[a-z]"
    r"|(?:note|nb|n) ?\d{1,3}|[a-z ]*citations? needed|who\?|when\?|by whom\?|clarification needed)\]"
)
_SILENT = regex(rf"{_TAG}|{_NOTE}|&#?\w+;|[¹²³⁰⁴-⁹]", re.IGNORECASE)
_NEAR = 120  # characters, about one sentence
_TARGET = r"\]\((?:https?:/|[./#])[^()\s]*\)"
_PICTURES = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u2604\u2607-\u26ff\u2700-\u27bf\u2b00-\u2bff"


_HOST = regex(r"\w+(?:[.-]+\w+)*")


@lru_cache(maxsize=4)  # called for each symbol of the same text
def has_words(text: str) -> bool:
    """Return whether `text` has words besides its note marks, tags and entities."""
    return any(map(str.isalnum, _SILENT.sub("", text)))


def site_of(address: str) -> str | None:
    """Return the host of a web address without its `www.`, or None if it has no host."""
    try:
        site = (urlsplit(address).hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    return site if _HOST.fullmatch(site) and site != "www" else None


_PLAIN_PATH = regex(r"(?:/[A-Za-z][A-Za-z_]+(?:-[A-Za-z_]+)*){1,3}")
_MAX_SPEAKABLE = 40


def is_speakable_path(address: str, path: str) -> bool:
    """Return whether the path of an address is short and made of plain words, so that it is spoken with the site."""
    return len(address) <= _MAX_SPEAKABLE and _PLAIN_PATH.fullmatch(path) is not None


def path_of(address: str, site: str) -> str:
    """Return the part of a web address after the site, without a slash at its end."""
    return address[address.lower().index(site) + len(site) :].rstrip("/")


ADDRESS = r"(?<![A-Za-z0-9/])(?:https?|ftp)://[^\s<>]+?(?=[)>\]”\"'.,;:!?…*_]*(?:[\s<]|$))"


@rule(ADDRESS, needs="/")
def address(match: re.Match[str], passage: Passage) -> str | None:
    """Say only the site of a raw web address: `https://www.example.org/a/b?c=1` is `example.org`.

    Include a short path of plain words: `example.org/bees`. If the verbosity is "brief", call the address a link. If it
    is "full", say all of it except `https://www.`.
    """
    site = site_of(match[0])
    if site is None or passage.verbosity == "brief":
        return site and passage.link
    path = path_of(match[0], site)
    return site + path if passage.verbosity == "full" or is_speakable_path(match[0], path) else site


@rule(r"\[ƒ\]", needs="ƒ")
def unread_formula(match: re.Match[str], passage: Passage) -> str:
    """Call a formula that cannot be said a formula: the reader of Markdown has put a sign in its place."""
    return passage.formula


_MIXED = regex(r"(?=.*\d)(?=.*[a-fA-F])")
_MIN_NUMBERS = 3  # runs of digits in Base64; names in a path have fewer


@rule(
    r"(?<![\w/+=-])(?:sha\d{3}[:-])?(?:"
    r"(?P<hexadecimal>(?:0x)?[\da-fA-F]{32,}+|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})"
    r"|(?P<pairs>(?>(?:[\da-fA-F]{2}:){15,})[\da-fA-F]{2}|(?:[\dA-F]{4} {1,2}){9}[\dA-F]{4})"
    r"|(?P<base64>[A-Za-z\d+/_]{40,}+={0,2}|[\w+/-]{40,}+={1,2})"
    r")(?![=:+/-]*+\w)",
    needs="0",
    prefilter=r"[\w+/:-]{32}|(?:[\dA-F]{4} {1,2}){9}",
)
def checksum(match: re.Match[str], passage: Passage) -> str | None:
    """Call 32 and more hexadecimal digits a checksum, and other long rows of digits and letters: a UUID, Base64."""
    if match["base64"]:
        row = match["base64"]
        is_random = len(re.findall(r"\d+", row)) >= _MIN_NUMBERS and not row.islower() and not row.isupper()
        return passage.checksum if is_random else None
    return passage.checksum if _MIXED.match(match[0]) else None


_IN_WORD = regex(r"[^\W\d_]\[(?:[dnrsy]\]|[a-z]\][^\W\d_])")


@rule(
    r"(?<![\w\])])(?:\[[^\W\d_]\](?=[^\W\d_])[^\WA-Z\d_]+"
    r"|[^\W\d_]+\[[a-zà-ÿ]{1,3}\][^\WA-Z\d_]+"
    r"|[^\W\d_]{3,}\[(?:[dnrsy]|e[drs]|ing|ly)\](?![\w\[(]|\.\w| ?=))",
    needs="[",
)
def inserted_letter(match: re.Match[str], passage: Passage) -> str | None:
    """Say a word in a quotation as one word whose letters are in part not the speaker's: `[T]he`, `agree[d]`."""
    return None if passage.marked("code", match.start()) else re.sub(r"[\[\]]", "", match[0])


_CITED = regex(
    r"\b(?:in|by|see|also|of|from|at|to|with|on|and|or|than|cf\.?|number|no\.?|index|item|array|arr|list|refs?\.?"
    r"|references?|pages?|lines?|steps?|options?|ha(?:ve|s|d)|need(?:ed|s)?|said|about|only|over|like|via|per|is"
    r"|are|was"
    r"|were|the|an?|press|key|siehe|vgl\.|nach|voir|dans|selon|véase|ver|según|en|див\.|у|gweler) \Z",
    re.IGNORECASE,
)
_OPEN_QUOTE = regex(r"“[^”]*\Z|(?<!\w)\"\w[^\"]*\Z")


@rule(rf"(?<=[\w.,;:!?\"'”’)\]])(?: ?(?:{_NOTE}|\[{_NOTE}\])(?:, ?(?=\[\d))?){{1,20}}", re.IGNORECASE, needs="[")
def note(match: re.Match[str], passage: Passage) -> str | None:
    """Skip the mark of a note: `blue.[1]`, `deep [2, 3]`, `deep[citation needed]`. Keep what is put into a quotation.

    Keep a number that the sentence needs too: `as in [5]`.
    """
    if passage.marked("code", match.start()) or _IN_WORD.match(passage.text, match.start() - 1):
        return None
    if not has_words(passage.text):
        return None
    is_apart = match[0].startswith(" ") and match.string[match.start() - 1] not in ".!?"
    return None if match[0] in ("[x]", "[0]") or (is_apart and _is_part_of_sentence(match)) else ""


def _is_part_of_sentence(match: re.Match[str]) -> bool:
    """Return whether the words before a mark need it, or it is put into a quotation: `see [3]`, `“had [20] bees”`."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return not match[0].strip("[] ")[:1].isalpha() and bool(
        _CITED.search(f"{before} ") or (_OPEN_QUOTE.search(before) and match.string[match.end() :][:1] == " ")
    )


_RAISED = "[¹²³⁰⁴-⁹]"
_MEASURES = frozenset(
    ["m", "km", "cm", "mm", "dm", "mi", "yd", "ft", "in", "nm", "s", "h", "sin", "cos", "tan", "log", "exp", "ln"]
)
_WORD_BEFORE = regex(r"(?<![^\W\d_])[^\W\d_]{1,4}\Z")
_NUMBERED = regex(r"(?:[$£€¥]\s?\d[\d,]*\.?|\d[-–]\d{1,2})\Z")
_PRICED = regex(r"[/⁄]| ?[€$£]")
_FIGURES = "¹²³⁰⁴⁵⁶⁷⁸⁹"


@rule(
    rf"⁽(?:{_RAISED}{{1,3}}|[ᵃ-ᵉ])⁾|(?<!\s)(?<!^){_RAISED}{{1,3}}(?:(?:[⁻–-]|[,˒] ?){_RAISED}{{1,3}})*(?![\w⁻⁺])"
    r"|(?<=[^\W\d_]{4})[ᵃᵇᶜᵈᵉᶠᵍʰ](?:,[ᵃᵇᶜᵈᵉᶠᵍʰ])*(?!\w)"
    r"|(?<=[\w.,;:!?”’)])[†‡]+|(?<=[\w.,!?”’)])\*{1,3}(?![\w*(\[{$+=/<-])",
    needs="*²³¹†‡⁰⁴⁵⁶⁷⁸⁹⁽ᵃᵇᶜᵈᵉᶠᵍʰ",
)
def dagger(match: re.Match[str], passage: Passage) -> str | None:
    """Skip a superscript number, an asterisk or a dagger after a word, because it marks a note."""
    if passage.marked("code", match.start()) or not has_words(passage.text):
        return None
    return "" if match[0][0] not in _FIGURES or _marks_note(match) else None


def _marks_note(match: re.Match[str]) -> bool:
    """Return whether raised figures are no exponent, no cents of a price, no tie-break and no part of a fraction."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    word = _WORD_BEFORE.search(before)
    is_exponent = word and (word[0] in _MEASURES or len(word[0]) == 1)
    return not (is_exponent or _NUMBERED.search(before) or _PRICED.match(match.string, match.end()))


@rule(
    r"(?<![*\w])\*{1,3}(?=[^\s*.])|(?<=[^\s*])\*{1,3}(?![*\w])|(?<!\w)_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?!\w)|~~|`+",
    needs="*_`~",
)
def emphasis(match: re.Match[str], passage: Passage) -> str | None:
    """Skip leftover emphasis characters if they come in pairs: `**very**`, `_new_`."""
    if passage.marked("code", match.start()):
        return None
    paired = "`" in match[0] or passage.text.count(match[0]) > 1
    return "" if paired and has_words(passage.text) else None


@rule(r"^(?:(?:[*+•‣▪◦·-]|#{1,6}|>+) +)+(?=\S)|^\*+(?=`*\w[^*]*$)", needs="#*+->[·•‣▪◦")
def opening(match: re.Match[str], passage: Passage) -> str | None:
    """Skip the marker of a list item, heading or quotation at the start of a line: `* `, `## `, `> `."""
    return "" if has_words(passage.text[match.end() :]) else None


_BREAK = regex("</?[bh]r", re.IGNORECASE)
_TAG_NAME = regex(r"<(?P<end>/?)(?P<name>\w+)")


@rule(_TAG, re.IGNORECASE, needs="<")
def tag(match: re.Match[str], passage: Passage) -> str | None:
    """Skip a leftover HTML tag, but keep one that is mentioned as a word, behind a space and without its partner."""
    text, (begin, end) = passage.text, match.span()
    if passage.marked("code", begin) or not has_words(text):
        return None
    name = _TAG_NAME.match(match[0])
    partner = name and f"<{'' if name['end'] else '/'}{name['name']}".lower()
    is_apart = text[:begin].endswith(" ") and (not text[end:] or text[end] in " .,;:!?)")
    is_alone = is_apart and not _BREAK.match(match[0]) and not (partner and partner in text.lower())
    return None if is_alone else ""


_SYMBOLS = {
    "en": {"&": "and", "<": "less than", ">": "greater than", "©": "copyright"},
    "de": {"&": "und"},
    "fr": {"&": "et"},
}


@rule(r"[^\W\d_]*&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});[^\W\d_]*", re.IGNORECASE, needs="&")
def entity(match: re.Match[str], passage: Passage) -> str | None:
    """Say the character that an HTML entity represents: `don&#8217;t`, `Tom &amp; Jerry`."""
    plain = "".join(letter for letter in unescape(match[0]) if letter.isprintable() or letter.isspace())
    if passage.marked("code", match.start()) or plain == match[0]:
        return None
    for symbol, word in _SYMBOLS.get(passage.language[:2].lower(), {}).items():
        plain = plain.replace(symbol, f" {word} ")
    plain = " ".join(plain.split())
    return plain if any(map(str.isalnum, plain)) or has_words(passage.text) else None


@rule(
    rf"[{_PICTURES}][{_PICTURES}\ufe0e\ufe0f\u20e3]*",
    prefilter=lambda text: not text.isascii() and max(text) >= "\u2600",
)
def emoji(match: re.Match[str], passage: Passage) -> str | None:
    """Skip emoji in a text that has words; otherwise, say their names."""
    if has_words(passage.text):
        return ""
    names = (unicodedata.name(picture, "").lower() for picture in match[0] if picture != "\ufe0f")
    return " ".join(filter(None, names)) or None


@rule(r"(?<=\s)/(?=\s)|^/(?=\s)|(?<=\s)/$", needs="/")
def slash(match: re.Match[str], passage: Passage) -> str:
    """Read a slash between spaces, as between an agency and a photographer, as a short pause."""
    return ","


@rule(rf"\[(?=[^\[\]]*\w[^\[\]]*{_TARGET})|{_TARGET}", needs="[]")
def link_target(match: re.Match[str], passage: Passage) -> str | None:
    """Say only the text of a leftover Markdown link: `[the docs](https://docs.rs)`."""
    return None if passage.marked("code", match.start()) else ""


EARLY = (*signs.FIRST, opening, tag, entity, inserted_letter, note, dagger, emphasis, *signs.RULES, emoji)
"""The rules for leftover markup, which are applied early."""

FIGURES = (unread_formula, checksum)
"""The rules for what is only named. They are applied before any rule that says code."""

RULES = (link_target, address, *FIGURES, *figures.FIRST, *EARLY, *figures.RULES, slash)
