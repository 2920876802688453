"""Words joined by a character: his/her, and/or, R&D, item(s), agency/photographer."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.english.words import letters
from tts.speech.rules.rule import Passage, Rule, rule

_CHOICES = (
    "he/she she/he him/her her/him his/her her/his his/hers hers/his himself/herself herself/himself he/him she/her"
    " they/them s/he and/or or/and mother/father father/mother son/daughter brother/sister husband/wife boy/girl"
    " man/woman men/women yes/no either/or true/false Mr/Mrs Mr/Ms he/she/they his/her/their"
    " him/her/them mum/dad mom/dad"
)
_PRONOUNS = {
    "he/him": "he him",
    "she/her": "she her",
    "they/them": "they them",
    "s/he": "she or he",
    "and/or": "and or",
}
_PRONOUNS |= {"or/and": "or and", "either/or": "either or"}
_ALTERNATIVES = frozenset(_CHOICES.lower().split())
_AGENCIES = "AFP(?: Photo| PHOTO)?|AP(?: Photo| PHOTO)?|Reuters|REUTERS|Getty(?: Images)?|EPA|EFE|Shutterstock"
_AGENCIES += "|Bloomberg|PA(?: Wire| Images)?|Anadolu|NurPhoto|ZUMA|Zuma"
_AGENCIES += (
    "|Xinhua|TASS|Alamy|Rex|Corbis|dpa|DPA|ANSA|UPI|Magnum|iStock|Unsplash|Flickr|Wikimedia(?: Commons)?|POOL|Pool"
)


@rule(r"(?<![\w/.-])[a-z]+(?:/[a-z]+){1,2}(?![\w/.-])", re.IGNORECASE, needs="/")
def alternative(match: re.Match[str], passage: Passage) -> str | None:
    """Say `or` for the slash between two words that are always a choice: `his/her`; say `and/or` as it is."""
    shown = match[0]
    if shown.lower() not in _ALTERNATIVES:
        return None
    said = _PRONOUNS.get(shown.lower(), " or ".join(shown.split("/")))
    return said[0].upper() + said[1:] if shown[0].isupper() else said


@rule(r"(?<![\w-])([A-Za-z]*[a-z]{3})\((e?s)\)(?!\w)", needs="(")
def plural(match: re.Match[str], passage: Passage) -> str | None:
    """Say the plural of a word with an optional ending: `item(s)` is `items`."""
    return None if passage.marked("code", match.start()) else match[1] + match[2]


@rule(
    rf"(?<=\w)/(?=(?:{_AGENCIES})\b)|(?<=\w)/(?=\w[^/]*/(?:{_AGENCIES})\b)|(?<=[a-z])/ (?=[A-Z][a-z])",
    needs="/",
)
def agency(match: re.Match[str], passage: Passage) -> str:
    """Read the slash between a photographer and an agency as a short pause: `Jane Bee/Reuters`."""
    return ", " if match[0].endswith(" ") else ","


@rule(r"(?<=[A-Za-z])/(?=[A-Z])", needs="/")
def agency_first(match: re.Match[str], passage: Passage) -> str | None:
    """Read the slash after an agency as a short pause: `AFP/Jane Bee`."""
    return "," if after(match, _AGENCY) else None


_AGENCY = regex(rf"\b(?:{_AGENCIES})")


@rule(r"(?<![\w&])([A-Z]{1,3})\s?&\s?([A-Z]{1,3})(?:(?P<end>['’]?s)|(?![\w&]))", needs="&")
def initials_and(match: re.Match[str], passage: Passage) -> str:
    """Spell the letters on both sides of an ampersand: `R&D` is `R and D`, `AT&T` `A T and T`."""
    return f"{letters(match[1])} and {letters(match[2])}{match['end'] or ''}"


@rule(r"(?<=[\w.)”\"])&(?=[\w(“\"$£€÷√§©±≈])|(?<=\s)&(?=\s*[\w(“\"$£€÷√§©±≈])", needs="&")
def ampersand(match: re.Match[str], passage: Passage) -> str | None:
    """Say the ampersand between words as `and`: `Marks & Spencer`."""
    return None if passage.marked("code", match.start()) else "and"


@rule(r"(?<![\w/])(?:(w/o|c/o|b/w)(?!\w)|(w/)(?=\s?\w))", needs="/")
def short_with(match: re.Match[str], passage: Passage) -> str:
    """Say abbreviations with a slash: `w/` is `with`, `w/o` `without`, `c/o` `care of`."""
    return {"w/o": "without", "w/": "with", "c/o": "care of", "b/w": "between"}[match[0]]


@rule(r"(?<=\b[A-Z])/(?=[A-Z]\b)|(?<=[A-Z]{2})/(?=[A-Z]{2,5}\b)", needs="/")
def capitals(match: re.Match[str], passage: Passage) -> str:
    """Skip the slash between capital letters: `I/O`, `TCP/IP`, `CI/CD`."""
    return ""


RULES: tuple[Rule, ...] = (alternative, plural, agency, agency_first, initials_and, ampersand, short_with, capitals)
