"""Times of day, and lengths of time in hours, minutes and seconds."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.german import words
from tts.speech.rules.german.amounts import amount
from tts.speech.rules.german.context import before, stop
from tts.speech.rules.rule import Passage, Rule, rule

_HOUR = r"(?:2[0-4]|1\d|0?\d)"
_TIME = rf"{_HOUR}(?:[.:][0-5]\d)?"
_UHR = r" ?(?:Uhr\b|h(?!\w))"


_OPENING = regex(
    r"\b(?:[Tt]gl\.|[Tt]äglich|geöffnet|[Öö]ffnungszeiten:|[Uu]m|[Aa]b|[Gg]egen|[Bb]is|[Vv]on|Mo|Di|Mi|Do|Fr|Sa|So|Montag|Dienstag|Mittwoch"
    r"|Donnerstag|Freitag|Samstag|Sonntag)[.:,]{0,2} \Z|\b\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})?, \Z"
)


def is_time_of_day(text: str) -> bool:
    """Return whether hours after `text` are a time of day and no duration: "bis 15 h", "tgl. 9-19 h"."""
    return _OPENING.search(text) is not None


def _clock(written: str) -> str:
    """Return a time in words: `14.30` is `vierzehn Uhr dreißig`, `8` `acht Uhr`."""
    hour, _, minute = written.replace(":", ".").partition(".")
    said = f"{words.cardinal(int(hour), one='ein')} Uhr"
    return f"{said} {words.cardinal(int(minute))}" if minute.strip("0") else said


@rule(
    rf"(?<![\w.,:/])(?P<hour>{_HOUR})[.:](?P<minute>[0-5]\d)[.:](?P<second>[0-5]\d)(?:[.,]\d{{1,3}})?{_UHR}"
    r"|(?<=\dT)(?P<standard>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z?",
    needs="0",
)
def clock_with_seconds(match: re.Match[str], passage: Passage) -> str:
    """Say a time with its seconds: `14:30:05 Uhr`."""
    if match["standard"]:
        return _clock(match["standard"])
    minute = amount(str(int(match["minute"])), "Minute", "Minuten")
    second = amount(str(int(match["second"])), "Sekunde", "Sekunden")
    return f"{words.cardinal(int(match['hour']), one='ein')} Uhr {minute} {second}"


@rule(
    rf"(?<![\w.,:/])(?P<low>{_TIME})(?:{_UHR})?(?P<by> ?[-–—] ?| bis | und | oder |/)(?P<high>{_TIME})"
    rf"(?:{_UHR}|(?= (?:u\.|und|sowie) {_TIME} ?[-–] ?{_TIME}{_UHR}))",
    needs="0",
)
def clock_range(match: re.Match[str], passage: Passage) -> str:
    """Say two times: `8–10 Uhr`, `von 9.30 bis 10.45 Uhr`."""
    link = match["by"].strip()
    link = {"/": "oder"}.get(link, link) if link.isalpha() or link == "/" else "bis"
    is_whole = match["low"].isdecimal() and "Uhr" not in match[0].partition(match["by"])[0]
    low = words.cardinal(int(match["low"]), one="eins") if is_whole else _clock(match["low"])
    return f"{low} {link} {_clock(match['high'])}"


@rule(
    rf"(?<![\w.,:/])(?P<time>{_TIME})(?P<uhr>{_UHR})(?: (?P<zone>(?i:mez|mesz|est|utc|gmt|cet|cest|pst))\b)?", needs="0"
)
def clock(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time of day: `14.30 Uhr`, `8:07 Uhr`, `1 Uhr`."""
    if match["time"].isdecimal() and "Uhr" not in match["uhr"] and not is_time_of_day(before(match)):
        return None
    zone = f" {words.letters(match['zone'])}" if match["zone"] else ""
    return _clock(match["time"]) + zone


_CUE = regex(
    r"\b(?:um|ab|gegen|seit|Beginn:?|Start:?|Anpfiff:?|Einlass:?|Uhrzeit:?|kurz (?:vor|nach)) \Z", re.IGNORECASE
)
_UNIT = regex(r" ?(?:[%€$°]|Prozent|Euro|Punkte|Meter|Millionen|Milliarden|Mio|Mrd|Grad|Sekunden|Minuten|Tore)|[-–]")


@rule(rf"(?<![\w.,:/])(?P<hour>{_HOUR})[.:](?P<minute>[0-5]\d)(?![\w/:]|[.,]\d|\.(?:,|\)| [a-zäöü(]))", needs="0")
def clock_without_word(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time without the word "Uhr" where the text shows that it is one: `um 18.30`, `08:15`."""
    is_sure = ":" in match[0] and (
        match["hour"].startswith("0") or (match["minute"].startswith("0") and int(match["hour"]) > 5)
    )
    if (
        not is_sure and not _CUE.search(before(match)) and not (":" in match[0] and "Uhr" in passage.text)
    ) or _UNIT.match(match.string, match.end()):
        return None
    return _clock(match[0])


_UNITS = {
    "h": "Stunden",
    "Std": "Stunden",
    "Stunden": "Stunden",
    "min": "Minuten",
    "Min": "Minuten",
    "Minuten": "Minuten",
}


@rule(
    r"(?<![\w.,:/])(?P<parts>\d{1,3}(?::[0-5]\d){1,2})(?P<rest>,\d{1,3})? ?(?P<unit>Stunden|Std|Minuten|min|Min"
    r"|h)\b\.?",
    needs="0",
)
def duration(match: re.Match[str], passage: Passage) -> str | None:
    """Say a length of time: `2:05:30 Stunden`, `3:45,2 Minuten`."""
    names = [("Stunde", "Stunden"), ("Minute", "Minuten"), ("Sekunde", "Sekunden")]
    parts = match["parts"].split(":")
    if _UNITS[match["unit"]] == "Minuten" or (len(parts) == 2 and match["rest"]):
        names = names[1:]
    if len(parts) > len(names) or (match["unit"] == "h" and is_time_of_day(before(match))):
        return None
    said = [amount(str(int(part)), *name) for part, name in zip(parts, names, strict=False)]
    said[0] = amount(parts[0], *names[0], before(match))
    if match["rest"]:
        last = words.number(f"{int(parts[-1])}{match['rest']}")
        said[-1] = f"{last} {names[len(parts) - 1][1]}"
    return " ".join(said) + stop(match)


RULES: tuple[Rule, ...] = (clock_with_seconds, clock_range, duration, clock, clock_without_word)
