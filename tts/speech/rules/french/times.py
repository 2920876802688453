"""French times and durations: 14h30, 14 h 30, 14:30, 24h/24, 1 h 05 min 12 s."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.french.amounts import BEFORE
from tts.speech.rules.french.words import cardinal, with_zeros
from tts.speech.rules.rule import Passage, Rule, rule

_MINUTE = r"[0-5]\d"
_TIME = rf"(?P<h{{0}}>\d{{{{1,3}}}}) ?(?:h|H)(?: ?(?P<m{{0}}>{_MINUTE})(?:\s?(?:min|mn)\b)?)?"
_DASH = r"(?:\s?[-–—]\s?)"
_ZONE = r"(?P<zone> (?:GMT|UTC|CET|CEST))?"


def _count(number: str, unit: str) -> str:
    """Return a number before a feminine unit, such as an hour, in the singular or plural."""
    return f"{cardinal(int(number), feminine=True)} {unit}{'s' if int(number) > 1 else ''}"


def _clock(hour: str, minute: str | None) -> str:
    """Return an hour and its minutes in words: 14 and 05 are `quatorze heures cinq`."""
    minutes = int(minute or 0)
    return _count(hour, "heure") + (f" {cardinal(minutes, feminine=True)}" if minutes else "")


def _zone(match: re.Match[str]) -> str:
    """Return the time zone letter by letter, or an empty text."""
    return f" {' '.join(match['zone'].strip())}" if match["zone"] else ""


@rule(
    r"(?<![\w.,/-])(?P<all>24|7) ?(?P<unit>h(?:eures)?|j(?:ours)?) ?(?:/|sur) ?(?P<of>24|7)(?: ?[hj])?(?!\w)",
    needs="247",
)
def around_the_clock(match: re.Match[str], passage: Passage) -> str:
    """Say that something is open all the time: `24h/24`, `7j/7`, `7 jours sur 7`."""
    unit = "heures" if match["unit"][0] == "h" else "jours"
    return f"{cardinal(int(match['all']))} {unit} sur {cardinal(int(match['of']))}"


@rule(
    rf"{BEFORE}{_TIME.format(1)}{_DASH}{_TIME.format(2)}{_ZONE}(?![\w/]|[.,:]\d)"
    rf"|{BEFORE}(?P<bare>[012]?\d){_DASH}{_TIME.format(5)}(?![\w/]|[.,:]\d)"
    rf"|{BEFORE}(?P<h3>[012]?\d):(?P<m3>{_MINUTE}){_DASH}(?P<h4>[012]?\d):(?P<m4>{_MINUTE})(?![\w/]|[.,:]\d)",
    needs="0",
    prefilter=r"\d ?[Hh:]",
)
def clock_range(match: re.Match[str], passage: Passage) -> str:
    """Say a range of times: `9h-17h30`, `14:00–16:30`."""
    if match["bare"]:
        return f"{cardinal(int(match['bare']), feminine=True)} à {_clock(match['h5'], match['m5'])}"
    one, two = ("1", "2") if match["h1"] else ("3", "4")
    first, second = _clock(match[f"h{one}"], match[f"m{one}"]), _clock(match[f"h{two}"], match[f"m{two}"])
    return f"{first} à {second}{_zone(match)}"


@rule(
    rf"{BEFORE}(?P<h>\d{{1,3}}) ?h ?(?P<m>[0-5]?\d) ?(?:min|mn|m|['’′]) ?(?P<s>[0-5]?\d(?:[.,]\d+)?)"
    rf"(?: ?(?:s|sec|[\"”″]|''|’’)|(?<=['’′]\d\d))(?!\w)"
    rf"|{BEFORE}(?P<m2>\d{{1,3}}) ?(?:min|mn|['’′]) ?(?P<s2>[0-5]?\d)(?: ?(?:s|sec|[\"”″]|''|’’)(?:"
    rf"(?P<tenths>\d{{1,3}})(?!\d))?)?(?!\w)"
    rf"|{BEFORE}(?P<s4>\d{{1,2}})(?:[\"”″]|''|’’|′′) ?(?P<tenths4>\d{{1,3}})(?!\w)"
    rf"|{BEFORE}(?P<h3>\d{{1,2}}):(?P<m3>{_MINUTE}):(?P<s3>{_MINUTE})(?![\w:])",
    needs="0",
    prefilter=r"\d ?(?:h ?\d|m|['’′\"”″:])",
)
def clock_with_seconds(match: re.Match[str], passage: Passage) -> str:
    """Say hours, minutes and seconds of a race or on a clock: `2 h 03 min 59 s`, `3'25"`, `14:10:30`, `9"79`."""
    hour = match["h"] or match["h3"]
    minutes = match["m"] or match["m2"] or match["m3"] or "0"
    seconds = match["s"] or match["s2"] or match["s3"] or match["s4"]
    whole, _, tenths = seconds.replace(",", ".").partition(".")
    tenths = tenths or match["tenths"] or match["tenths4"] or ""
    said = [_count(hour, "heure")] if hour else []
    said += [_count(minutes, "minute")] if int(minutes) else []
    said += [_count(whole, "seconde") + (f" {cardinal(int(tenths))}" if tenths else "")]
    return " ".join(said)


@rule(rf"{BEFORE}{_TIME.format('')}{_ZONE}(?![\w²/]|[.,:]\d)(?!-?[A-Z]\b)", needs="hH")
def clock(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time or a number of hours: `14h30`, `14 h 30`, `à 8h`, `les 35h`."""
    if passage.marked("code", match.start()):
        return None
    return _clock(match["h"], match["m"]) + _zone(match)


_VERSE = regex(
    r"\b(?:Genèse|Gn|Exode|Ex|Lévitique|Nombres|Psaumes?|Ps|Isaïe|Is|Matthieu|Mt|Marc|Mc|Luc|Lc|Jean|Jn|Actes|Ac"
    r"|Romains|Rm|Corinthiens|Co|Apocalypse|Ap|sourate) "
)
_RATIO = regex(r"\b(?:format|ratio|rapport|échelle|proportion)s?(?: de| du| d’environ|:)? ")


@rule(rf"{BEFORE}(?P<h>[01]?\d|2[0-4]):(?P<m>{_MINUTE}){_ZONE}(?![\w/-]|[.,:]\d)", needs=":")
def clock_with_colon(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time with a colon: `14:30`; a verse, `Jean 3:16`, has its numbers only."""
    if after(match, _RATIO):
        return None
    if after(match, _VERSE):
        return f"{cardinal(int(match['h']))}, {cardinal(int(match['m']))}"
    return _clock(match["h"], match["m"]) + _zone(match)


@rule(r"(?<![\w.,:/$#-])(?P<one>\d{1,3}):(?P<other>\d{1,3})(?![\w/-]|[.,:]\d)", needs=":")
def ratio(match: re.Match[str], passage: Passage) -> str | None:
    """Say two numbers that are not a time: `16:9`."""
    if match["other"][0] == "0":
        return None
    join = " sur " if after(match, re.compile(r"\béchelle(?: de)? ")) else ", " if after(match, _VERSE) else " "
    return f"{cardinal(int(match['one']))}{join}{cardinal(int(match['other']))}"


@rule(r"\b(?P<zone>UTC|GMT) ?(?P<sign>[+−–-]) ?(?P<hours>\d{1,2})(?::(?P<minutes>\d\d))?(?!\w|:\d)", needs="GU")
def offset(match: re.Match[str], passage: Passage) -> str:
    """Say the offset of a time zone from Greenwich: `UTC+2`."""
    sign = "plus" if match["sign"] == "+" else "moins"
    minutes = f" {cardinal(int(match['minutes']))}" if (match["minutes"] or "00") != "00" else ""
    return f"{' '.join(match['zone'])} {sign} {cardinal(int(match['hours']))}{minutes}"


@rule(rf"{BEFORE}(?P<minutes>\d{{1,2}}):(?P<seconds>{_MINUTE})[.,](?P<tenths>\d{{1,3}})(?![\w:])", needs=":")
def lap(match: re.Match[str], passage: Passage) -> str:
    """Say minutes and seconds of a race with their parts: `1:11.365`."""
    said = f"{_count(match['minutes'], 'minute')} {_count(match['seconds'], 'seconde')}"
    return f"{said} {with_zeros(match['tenths'])}"


RULES: tuple[Rule, ...] = (
    around_the_clock,
    lap,
    offset,
    clock_range,
    clock_with_seconds,
    clock,
    clock_with_colon,
    ratio,
)
