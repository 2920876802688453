"""Spanish times and durations: 14:30 h, 5:02 p. m., 2 h 30 min, 1:59:40."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import BEFORE, with_stop
from tts.speech.rules.spanish.words import Gender, cardinal, with_zeros

_MINUTE = r"[0-5]\d"
_HOUR = r"(?:[01]?\d|2[0-4])"
_HALF = r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm](?:\.|\b)(?!\w))?"
_ZONE = (
    r"(?: (?P<zone>(?:[Gg][Mm][Tt]|[Uu][Tt][Cc]|[Ee][SsDd][Tt]|[Cc][SsDd]?[Tt]|[Cc][Ee]S?T|[Pp][SsDd]?[Tt])(?!\w))"
    r"(?: ?(?P<sign>[+−–-])(?P<hours>\d{1,2})(?::(?P<minutes>\d\d))?)?)?"
)
_POINT = r"(?:\.(?! [A-ZÁÉÍÓÚÑ]))?"
"""The full stop of an abbreviation that does not end the sentence."""
_DASH = r"\s?[-–—]\s?"


def _count(number: str, unit: str, gender: Gender) -> str:
    """Return a number before a unit of time, in the singular or plural."""
    return f"{cardinal(int(number), gender)} {unit}{'' if int(number) == 1 else 's'}"


def _clock(hour: str, minute: str | None) -> str:
    """Return an hour and its minutes in words: 9:30 is `nueve y media`, 14:30 `catorce y treinta`."""
    hours, minutes = int(hour), int(minute or 0)
    said = cardinal(hours, "f")
    if not minutes:
        return said if hours else "cero horas"
    named = {15: "cuarto", 30: "media"}.get(minutes) if 1 <= hours <= 12 else None
    return f"{said} y {named or cardinal(minutes)}"


def _part_of_day(hour: str, half: str | None) -> str:
    """Return the part of the day for "a. m." or "p. m.", with a space before it."""
    hours = int(hour)
    if not half:
        return ""
    if half in "Aa":
        return " de la noche" if hours == 12 else " de la mañana"
    return " del mediodía" if hours == 12 else " de la noche" if 8 <= hours <= 11 else " de la tarde"


def _zone(match: re.Match[str]) -> str:
    """Return the time zone letter by letter with its offset, and a space before it."""
    if not match["zone"]:
        return ""
    said = " " + " ".join(match["zone"].upper())
    if match["sign"]:
        said += f" {'más' if match['sign'] == '+' else 'menos'} {cardinal(int(match['hours']))}"
        said += f" {cardinal(int(match['minutes']))}" if (match["minutes"] or "00") != "00" else ""
    return said


@rule(
    r"(?<![\w.,/-])(?P<all>24|7) ?(?P<unit>h(?:oras)?|d(?:ías)?)?(?: ?/ ?|(?<=[hs]) sobre )(?P<of>24|7)(?: ?[hd])?"
    r"(?!\w)",
    needs="247",
)
def around_the_clock(match: re.Match[str], passage: Passage) -> str | None:
    """Say that something is open all the time: `24/7`, `24h/24`."""
    if match["unit"]:
        return f"{cardinal(int(match['all']))} {'horas' if match['unit'][0] == 'h' else 'días'}"
    return f"{cardinal(int(match['all']))} {cardinal(int(match['of']))}"


@rule(
    rf"{BEFORE}(?P<h>\d{{1,3}}) ?h(?:oras|(?:rs|s)\.?)? ?(?:y )?(?P<m>{_MINUTE}|\d) ?(?:min|m|['’′]){_POINT}"
    rf"(?: ?(?:y )?(?P<s>{_MINUTE}|\d) ?(?:seg|s|[\"”″]){_POINT})?(?!\w)"
    rf"|{BEFORE}(?P<m2>\d{{1,3}}) ?(?:min\.?|['’′]) ?(?:y )?(?P<s2>{_MINUTE}|\d) ?(?:seg|s|[\"”″]|''|’’)(?:\."
    rf"(?! [A-ZÁÉÍÓÚÑ]))?(?!\w)"
    rf"|{BEFORE}(?P<h4>\d{{1,2}}) ?h(?P<m4>{_MINUTE})(?!\w)"
    rf"|{BEFORE}(?P<h3>\d{{1,2}}):(?P<m3>{_MINUTE}):(?P<s3>{_MINUTE})(?![\w:])",
    needs="0",
    prefilter=r"\d ?(?:h|min|['’′:])",
)
def duration(match: re.Match[str], passage: Passage) -> str:
    """Say hours, minutes and seconds: `2 h 30 min`, `15 h 10 min 40 seg`, `3'25"`, `1:59:40`."""
    hours, minutes = match["h"] or match["h3"] or match["h4"], match["m"] or match["m2"] or match["m3"] or match["m4"]
    seconds = match["s"] or match["s2"] or match["s3"]
    said = [_count(hours, "hora", "f")] if hours else []
    if hours and not seconds:
        if minutes in ("30", "15"):
            return with_stop(f"{said[0]} y {'media' if minutes == '30' else 'cuarto'}", match)
        return with_stop(f"{said[0]} y {_count(minutes, 'minuto', 'm')}", match)
    said.append(_count(minutes, "minuto", "m"))
    return with_stop(f"{' '.join(said)} y {_count(seconds, 'segundo', 'm')}", match)


@rule(
    rf"{BEFORE}(?P<h1>{_HOUR})(?:[:.](?P<m1>{_MINUTE}))?(?: ?h)?{_DASH}(?P<h2>{_HOUR})[:.](?P<m2>{_MINUTE})(?: ?h"
    rf"(?:oras|rs)?{_POINT})?{_HALF}(?![\w/]|[.,:]\d)",
    needs=":.",
)
def clock_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of times: `9:00-17:30 h`."""
    if ":" not in match[0]:
        return None
    first, second = _clock(match["h1"], match["m1"]), _clock(match["h2"], match["m2"])
    return with_stop(f"{first} a {second}{_part_of_day(match['h2'], match['half'])}", match)


@rule(
    rf"{BEFORE}(?P<hour>{_HOUR})(?:(?P<sep>[:.])(?P<minute>{_MINUTE}))?{_HALF}(?P<h> ?(?:h(?:oras|rs|s)?(?:\."
    rf"(?! [A-ZÁÉÍÓÚÑ]))?|H)"
    rf"(?!\w))?{_ZONE}(?![\w/]|[.,:]\d)(?!-\d)",
    needs="0",
)
def clock(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time: `14:30 h`, `1.05 h`, `a las 9:30`, `5:02 p. m.`, `12.15 a.m.`, `3:00 UTC +1`.

    An hour without minutes is a time only with a part of the day or a zone; a full stop needs a sign of a time too.
    """
    half, minute = match["half"], match["minute"]
    if passage.marked("code", match.start()) or after(match, _RATIO):
        return None
    if (
        not minute
        and not half
        and not match["zone"]
        and not (match["h"] and len(match["hour"]) == 2 and match["hour"][0] == "0")
    ):
        return None
    is_time = half or match["h"] or match["zone"] or after(match, _AT) or before(match, _TO_CLOCK)
    if match["sep"] == "." and not is_time:
        return None
    if half and not 1 <= int(match["hour"]) <= 12:
        half = None
    if after(match, _VERSE):
        return f"{cardinal(int(match['hour']))}, {cardinal(int(minute or 0))}"
    said = _clock(match["hour"], minute) + _part_of_day(match["hour"], half) + _zone(match)
    if match["h"] and (minute or "00") == "00" and int(match["hour"]) > 12:
        said += " horas"
    return with_stop(said, match)


_TO_CLOCK = regex(r" (?:a|hasta|y) (?:las )?\d{1,2}\.\d\d ?h(?:oras|rs|s)?\b")
_AT = regex(r"(?<!\w)(?:[Aa] las?|[Dd]e las?|[Ll]as?|[Hh]asta las?|[Dd]esde las?) ")
_RATIO = regex(r"\b(?:formato|ratio|relación|escala|proporción)(?: de|:)? ")
_VERSE = regex(
    r"\b(?:Génesis|Gn|Éxodo|Ex|Salmos?|Sal|Isaías|Is|Mateo|Mt|Marcos|Mc|Lucas|Lc"
    r"|Juan|Jn|Hechos|Romanos|Corintios|Apocalipsis) "
)


@rule(r"(?<![\w.,:/$#-])(?P<one>\d{1,3}):(?P<other>\d{1,3})(?![\w/-]|[.,:]\d)", needs=":")
def ratio(match: re.Match[str], passage: Passage) -> str | None:
    """Say two numbers that are not a time: `16:9`, `escala 1:50`."""
    if match["other"][0] == "0":
        return None
    join = ", " if after(match, _VERSE) else " a "
    return f"{cardinal(int(match['one']))}{join}{cardinal(int(match['other']))}"


@rule(r"\b(?P<zone>UTC|GMT) ?(?P<sign>[+−–-]) ?(?P<hours>\d{1,2})(?::(?P<minutes>\d\d))?(?!\w|:\d)", needs="GU")
def offset(match: re.Match[str], passage: Passage) -> str:
    """Say the offset of a time zone from Greenwich: `UTC+2`."""
    return _zone(match).strip()


@rule(rf"{BEFORE}(?P<minutes>\d{{1,2}}):(?P<seconds>{_MINUTE})[.,](?P<tenths>\d{{1,3}})(?![\w:])", needs=":")
def lap(match: re.Match[str], passage: Passage) -> str:
    """Say minutes and seconds of a race with their parts: `1:11.365`."""
    said = f"{_count(match['minutes'], 'minuto', 'm')} {_count(match['seconds'], 'segundo', 'm')}"
    return f"{said} {with_zeros(match['tenths'])}"


RULES: tuple[Rule, ...] = (around_the_clock, lap, duration, clock_range, clock, offset, ratio)
