"""Typographic symbols: dashes, bullets, pipes, trademarks, arrows, stars."""

from __future__ import annotations

import re
from functools import lru_cache

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.english.words import cardinal
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule
from tts.text.languages.signs import RATING

_NAMED = {"§": "section", "§§": "sections", "¶": "paragraph", "¶¶": "paragraphs", "↔": "and"}


def _inside(match: re.Match[str], passage: Passage) -> bool:
    """Return whether there are words on both sides and the match is not code."""
    first, last = _extent(passage.text)
    return first < match.start() and match.end() <= last and not passage.marked("code", match.start())


@lru_cache(maxsize=4)  # called for each symbol of the same text
def _extent(text: str) -> tuple[int, int]:
    """Return the offsets of the first and the last letter or digit of `text`."""
    first = next((offset for offset, letter in enumerate(text) if letter.isalnum()), len(text))
    return first, next((offset for offset in range(len(text) - 1, -1, -1) if text[offset].isalnum()), -1)


@rule(r"—+|―|--+|(?<=\s)[–-](?=\s)|(?<=\w)–(?=\s)", needs="-–—―")
def dash(match: re.Match[str], passage: Passage) -> str | None:
    """Read a dash between words as a short pause: `he left—finally`, `get out - you can`."""
    before, after = passage.text[: match.start()], passage.text[match.end() :]
    is_option = match[0].startswith("--") and before[-1:].strip() == "" and after[:1].strip() != ""
    is_sum = before.rstrip()[-1:].isdigit() and after.lstrip()[:1].isdigit()
    if is_option or is_sum or not _inside(match, passage):
        return None
    return _short_stop(before, after)


def _short_stop(before: str, after: str) -> str:
    """Return a comma, or an empty text if there is punctuation already."""
    return "" if before.rstrip()[-1:] in ",.;:!?…" or after.lstrip()[:1] in ",.;:!?)]" else ","


_TOOLS = "sh|bash|zsh|fish|sudo|python3?|node|ruby|perl|grep|less|more|xargs|awk|sed|sort|uniq|head|tail|wc|tee|jq|iex"


@rule(rf"(?<=\w )\|(?= (?:{_TOOLS})\b)", needs="|")
def pipe(match: re.Match[str], passage: Passage) -> str:
    """Say the pipe through which one program passes its output to the next: `curl | sh`."""
    return "pipe"


@rule(r"(?<![•·▪◦‣¦▶►»›|]{3})[•·▪◦‣¦▶►»›|]+(?=[\s`]|$)|(?<![^\s`])[|¦»›▶►•]+(?=\S)|(?<=\s)·(?=\s)", needs="|¦·»•‣›▪▶►◦")
def bullet(match: re.Match[str], passage: Passage) -> str | None:
    """Read a bullet or a vertical bar between words as a short pause; elsewhere, skip it: `| Name | Age |`."""
    if not any(map(str.isalnum, passage.characters)) or passage.marked("code", match.start()):
        return None
    before, after = passage.text[: match.start()], passage.text[match.end() :]
    return _short_stop(before, after) if _inside(match, passage) else ""


@rule(r"[™®℠]|(?<=\w)(?:ᵀᴹ|ˢᴹ)|(?<!\w)[■□●○◆◇▲▼❖※⁂☙❧★☆]+", needs="ᵀˢ®※⁂℠™■□▲▼◆◇○●★☆☙❖❧")
def ornament(match: re.Match[str], passage: Passage) -> str | None:
    """Skip trademark symbols and ornaments."""
    return "" if any(map(str.isalnum, passage.characters)) else None


@rule(r"§§?(?=\s?\d)|¶¶?(?=\s?\d)|(?<=\s)↔(?=\s)", needs="§¶↔")
def named_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say the name of a section or paragraph sign, and an arrow with two heads as `and`."""
    if match[0] == "↔" and not _inside(match, passage):
        return None
    return _NAMED[match[0]]


@rule(r"©(?=\s?(?:\d|[A-Z]))", needs="©")
def copyright_sign(match: re.Match[str], passage: Passage) -> str:
    """Say the copyright sign: `© 2022` is `copyright 2022`."""
    return "copyright"


_FRACTION = {"": "", "½": " and a half"}


@rule(RATING, needs="★⭐●■♥☆")
def stars(match: re.Match[str], passage: Passage) -> str | None:
    """Say a row of stars as a rating: `★★★☆☆` is `three out of five stars`, `●●○` is `two out of three`."""
    signs = match[0].replace("\ufe0f", "").removesuffix("½")
    full, half = sum(sign in "★⭐●■♥" for sign in signs), "½" if match[0].endswith("½") else ""
    is_star = signs[0] in "★⭐☆"
    if passage.marked("code", match.start()) or (not is_star and full == len(signs)):
        return None
    if len(signs) < 2 and not half:
        return None if any(map(str.isalnum, passage.text)) else "one star"
    said = f"{cardinal(full)}{_FRACTION[half]}"
    if full == len(signs):
        return f"{said} stars"
    return f"{said} out of {cardinal(len(signs))}{' stars' if is_star else ''}"


@rule(r"(?<=\d)(?P<space> ?)[★⭐]\ufe0f?(?![★⭐☆])(?P<noun>(?= [a-z]))?", needs="★⭐")
def star(match: re.Match[str], passage: Passage) -> str:
    """Say a star behind a number: `4.5★` is "four point five stars", `a 5★ hotel` "a five star hotel"."""
    is_one = passage.text[: match.start()][-2:].strip() == "1" or _STAR_NOUN.match(passage.text, match.end())
    return "star" if is_one else "stars"


_STAR_NOUN = regex(r"[ -](?:hotels?|rating|review|reviews|resort|meal|stay|restaurant|film|service|rated|safety|spa)\b")


_HOLDS = regex(r"\b(?:[b-hj-zB-HJ-Z]|values?|is|are|if|when|while|where|than|or|and) ?")
_LOVES = regex(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey) ")


@rule(r"(?<![^\s(])<3+(?=[!.,;:?)]*(?:$|\s))", needs="<")
def heart(match: re.Match[str], passage: Passage) -> str | None:
    """Skip a heart written with two characters, or say it as the verb: `thanks <3`, `I <3 bees`."""
    if passage.marked("code", match.start()) or after(match, _HOLDS):
        return None
    rest = passage.text[match.end() :]
    if after(match, _LOVES) and rest[:2].strip().isalpha():
        return "love"
    is_end = not rest.strip() or rest[0] in "!.,;:?)" or not rest.strip()[0].islower()
    return "" if is_end and any(map(str.isalpha, passage.text)) else None


@rule(r"(?:…|(?<!\.{3})\.{3,})(?=[\"'”’)\]]*\s+[a-z])|(?<=[a-z])(?:…|\.{3,})(?=[a-z])", needs=f"…{INNER_STOP}")
def ellipsis(match: re.Match[str], passage: Passage) -> str | None:
    """Read an ellipsis inside a sentence as a short pause: `such war…” the father added`."""
    if not _inside(match, passage):
        return None
    return _short_stop(passage.text[: match.start()], passage.text[match.end() :])


@rule(
    r"(?<=[,!?…])[”\"](?=\s+[a-z])|(?<=[,!?…][’'])[”\"](?=\s+[a-z])|(?<=\.{3})[”\"](?=\s+[a-z])|(?<=, )[“\"](?=\w)",
    needs='"“”',
)
def quotation_mark(match: re.Match[str], passage: Passage) -> str | None:
    """Skip a quotation mark next to other punctuation, so that it adds no pause: `“We won,” she said.`"""
    return None if passage.marked("code", match.start()) else ""


@rule(r"@", needs="@")
def at_sign(match: re.Match[str], passage: Passage) -> str:
    """Say any other at sign as `at`: `bees @ night`."""
    return "at"


@rule(r"(?<=[^\W_]|@)_+(?=[^\W_]|@)", needs="_")
def underscore(match: re.Match[str], passage: Passage) -> str:
    """Read an underscore inside a name as a space: `Bee_2`."""
    return ""


FIRST: tuple[Rule, ...] = (stars, star)
"""Applied before the rules of every language for signs and emoji."""
RULES: tuple[Rule, ...] = (
    ellipsis,
    quotation_mark,
    dash,
    pipe,
    bullet,
    ornament,
    named_sign,
    copyright_sign,
    at_sign,
    underscore,
)
