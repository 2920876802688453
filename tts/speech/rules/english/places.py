"""Streets, saints, houses and states: 1428 Elm St., St. Louis, Santa Clara, CA 95051."""

from __future__ import annotations

import re

from tts.speech.rules.english.states import CODES, DOTTED, NAMES
from tts.speech.rules.english.stops import stop
from tts.speech.rules.english.words import by_pairs, digits, ordinal
from tts.speech.rules.rule import Passage, Rule, rule

_WAYS = {
    "st": "Street",
    "ave": "Avenue",
    "av": "Avenue",
    "blvd": "Boulevard",
    "rd": "Road",
    "dr": "Drive",
    "ln": "Lane",
    "ct": "Court",
    "pl": "Place",
    "expy": "Expressway",
    "expwy": "Expressway",
    "hwy": "Highway",
    "fwy": "Freeway",
    "pkwy": "Parkway",
    "pky": "Parkway",
    "tpke": "Turnpike",
    "sq": "Square",
    "cres": "Crescent",
    "ter": "Terrace",
    "cir": "Circle",
    "pt": "Point",
}
_FULL = (
    "Street|Avenue|Boulevard|Road|Drive|Lane|Court|Place|Expressway|Highway|Parkway|Square|Terrace|Circle|Way|Broadway"
)
_COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West"}
_COMPASS |= {f"{a}{b}": f"{_COMPASS[a]}{_COMPASS[b].lower()}" for a in "NS" for b in "EW"}
_TURN = r"(?:(?:[NSEW]|[NS]\.?[EW])\.?\s+)?"
_STREET_NAME = r"(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+){0,2}|[A-Z])"
_NO_NAMES = (
    "The A An At In On Of To For From By And But Or As With Near Like Into Via When While Since After Before Until"
)
_CANONIZED = """
Louis Paul Petersburg Peter Peters Patrick John Johns George Andrew Andrews James Thomas Mary Marys Mark Michael
Nicholas Nick Francis Joseph Lucia Kitts Helena Vincent Martin Tropez Moritz Albans Ives Helens Helen Pancras Catherine
Catharines Cloud Augustine Bernard Anthony Luke Matthew Stephen Valentine Elizabeth Anne Ann Clair Charles Croix Denis
Germain Gallen Pierre Barts Barthelemy Bartholomew Jude Vitus Lawrence Laurent Simon Teresa Therese Maarten Austell
Leonards Kilda Bonaventure Barnabas Basil Benedict Brendan Columba Cuthbert David Dunstan Edmund Giles Ignatius Jerome
Kevin Leger Margaret Ninian Olaf Philip Pius Stanislaus Swithin Ursula Walburga
"""
_FUNCTION = frozenset(_NO_NAMES.split())
_SAINTS = frozenset(_CANONIZED.split())


@rule(
    rf"(?<![\w.$£€#-])(?P<house>\d{{1,5}})(?P<letter>[A-D]?)\s+(?P<turn>{_TURN})(?P<name>{_STREET_NAME})\s+"
    rf"(?:(?P<way>{'|'.join(_WAYS)})\b\.?|(?P<full>{_FULL})\b)",
    re.IGNORECASE,
    needs="0",
    prefilter=rf"(?i:\d[a-d]?\s+(?:\S+\s+){{1,5}}(?:{'|'.join(_WAYS)}|{_FULL})\b)",
)
def house(match: re.Match[str], passage: Passage) -> str | None:
    """Say the address of a house: `1428 Elm St.` is `fourteen twenty-eight Elm Street`."""
    name = match["name"]
    is_time = name.upper() in ("AM", "PM")
    if is_time or not all(word[0].isupper() or word[0].isdigit() for word in name.split()) or _is_quantity(match):
        return None
    said = by_pairs(match["house"]) + (f" {match['letter']}" if match["letter"] else "")
    if match["turn"]:
        said += f" {_COMPASS[match['turn'].replace('.', '').strip().upper()]}"
    if name[0].isdigit():
        name = ordinal(int(name[:-2]))
    if match["full"]:
        return f"{said} {name} {match['full']}"
    return f"{said} {name} {_WAYS[match['way'].lower()]}{stop(match)}"


def _is_quantity(match: re.Match[str]) -> bool:
    """Return whether the number may be a count or a year: `the 12 Main Street shops`, `In 1929 Wall Street fell`."""
    if match["way"]:
        return (
            match["way"].islower()
            and not match["name"][0].isdigit()
            and match["way"] in ("pt", "pl", "ct", "ter", "cir")
        )
    return len(match["house"]) < 3 or match["house"].startswith(("19", "20")) or match["full"].islower()


@rule(
    r"(?P<before>(?:(?<=\s)|^)(?:[A-Z][\w'’]+|\d+(?:st|nd|rd|th)))\s+(?P<way>St|Ave|Blvd|Rd|Pkwy|Expy|Expwy|Hwy|Fwy|Tpke|Sq|Dr|Ln)\."
    r"(?=\s+(?P<next>\w+)|)",
    prefilter=r"\s[A-Z][a-z]{1,4}\.",
)
def street(match: re.Match[str], passage: Passage) -> str | None:
    """Say a street without a house number: `Main St.`, `Fifth Ave.`, but not a saint: `in St. Louis`."""
    before, following = match["before"], match["next"] or ""
    if before in _FUNCTION or (match["way"] == "St" and (following in _SAINTS or _is_saint_here(match))):
        return None
    if match["way"] == "Dr" and following[:1].isupper():
        return None
    if before[0].isdigit():
        before = ordinal(int(before[:-2]))
    return f"{before} {_WAYS[match['way'].lower()]}{stop(match)}"


@rule(
    r"(?P<before>(?:(?<=\s)|(?<=[(“])|^)[A-Z][\w’']+) (?P<way>St|Rd|Ave|Ln|Sq|Blvd|Cres)"
    r"(?=\s+[a-z]|\s*[,;:!?)]|\.?\s*$)",
    needs="SRALBC",
    prefilter=r" (?:St|Rd|Ave|Ln|Sq|Blvd|Cres)\b",
)
def street_without_stop(match: re.Match[str], passage: Passage) -> str | None:
    """Say a street whose abbreviation has no full stop: `High St and`, `Mill Rd,`."""
    before = match["before"]
    return None if before in _FUNCTION else f"{before} {_WAYS[match['way'].lower()]}"


def _is_saint_here(match: re.Match[str]) -> bool:
    """Return whether the next word is a name, perhaps of an unknown saint, and does not begin a sentence."""
    following = match["next"] or ""
    return following[:1].isupper() and not stop(match)


@rule(r"\bSt\.(?=\s(?P<name>[A-Z][a-zé]+))", needs="S")
def saint(match: re.Match[str], passage: Passage) -> str | None:
    """Say "Saint" before a name: `St. Louis` is `Saint Louis`."""
    return "Saint"


@rule(
    r"\b(?P<short>Mt|Ft)\.(?=\s[A-Z][a-z])|\b(?P<room>Apt|Ste|Rm|Bldg|Rte|Hwy)\b\.?(?=\s\d)|\bP\.\s?O\.(?=\s?[Bb]ox)",
    needs="0FMO",
)
def place(match: re.Match[str], passage: Passage) -> str:
    """Say abbreviations in addresses and place names: `Mt. Everest`, `Ft. Worth`, `Apt. 4`, `P.O. Box`."""
    said = {"Mt": "Mount", "Ft": "Fort", "Apt": "Apartment", "Ste": "Suite", "Rm": "Room", "Bldg": "Building"}
    said |= {"Rte": "Route", "Hwy": "Highway"}
    return said.get(match["short"] or match["room"], "P O")


_NO_WORDS = "NY NJ CA TX FL IL WA MN WI AZ NV UT NM GA NC SC TN KY WV MO KS IA WY VT NH RI CT"
_CLEAR = frozenset(_NO_WORDS.split())


@rule(
    rf"(?<=[a-z],\s)(?P<code>{'|'.join(CODES)})(?:\s(?P<zip>\d{{5}}(?:-\d{{4}})?)\b|(?=\s*[.,;:!?)]|\s*$|\s[a-z(]))",
    prefilter=r"[a-z],\s[A-Z]{2}(?!\w)",
)
def state(match: re.Match[str], passage: Passage) -> str | None:
    """Say a state's postal code after a town: `Santa Clara, CA 95051`; a zip code is said digit by digit."""
    if match["zip"]:
        return f"{NAMES[match['code']]} {digits(match['zip'])}"
    return NAMES[match["code"]] if match["code"] in _CLEAR else None


@rule(rf"(?<=[a-z],\s)(?P<state>{DOTTED})\.", prefilter=r"[a-z],\s[A-Z][\w.]{1,4}\.")
def state_short(match: re.Match[str], passage: Passage) -> str | None:
    """Say a state's abbreviation after a town: `Springfield, Mass.` is `Springfield, Massachusetts`."""
    return f"{NAMES[match['state']]}{stop(match)}"


RULES: tuple[Rule, ...] = (house, street, street_without_stop, saint, place, state, state_short)
