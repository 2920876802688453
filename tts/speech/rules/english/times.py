"""Times of day and durations."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.amounts import BEFORE, DASH, NUMBER, amount, is_attributive, with_stop
from tts.speech.rules.english.context import after, before
from tts.speech.rules.rule import Passage, Rule, rule

_HALF = r"(?:\s?(?P<{0}>[AaPp])\.?\s?[Mm]\b\.?)"
_ZONE = (
    r"(?:\s?(?P<zone>GMT|UTC|BST|CEST|CET|EET|EEST|MSK|IST|JST|AEST|AEDT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|PT|Z"
    r"|(?:est|edt|cst|cdt|pst|pdt|gmt|utc)(?=[\s.,;)]|$))(?!\w))?"
)
_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_COLON = r"\d:\d"
_HALF_OF_A_DAY = r"\d\s?[AaPp]\.?\s?[Mm]\b"
_START = r"(?:(?<=\dT)|(?<![\w$£€#@.])(?<!\d[,:/–-])(?<!\w[-=:]))"


def _half(letter: str | None) -> str:
    """Return "a.m." or "p.m." in a form that engines spell."""
    return f" {letter.lower()}.m." if letter else ""


def _zone(written: str | None) -> str:
    """Return a time zone letter by letter, with a space before it, and "Z" as UTC; "" if there is none."""
    return f" {words.letters('UTC' if written == 'Z' else written.upper())}" if written else ""


_NEXT_NAME = regex(r" \(?[A-Z]")


def _half_and_zone(match: re.Match[str], half: str | None, zone: str | None) -> str:
    """Return the half of the day and the zone, without the full stop of "p.m.", which would separate the two."""
    is_joined = half and (zone or before(match, _NEXT_NAME))
    return (f" {words.letters(f'{half}m')}" if is_joined else _half(half)) + _zone(zone)


def _clock(hour: str, minute: str | None, *, half: bool) -> str:
    """Return hour and minute in words: 17:05 is `seventeen oh five`, 1:00 without a half of the day `one o'clock`."""
    hours, minutes = int(hour), int(minute or 0)
    if minutes:
        return f"{words.cardinal(hours)} {'oh ' if minutes < 10 else ''}{words.cardinal(minutes)}"
    if half:
        return words.cardinal(hours)
    if hours in (0, 24):
        return "midnight"
    return f"{words.cardinal(hours)} {'o’clock' if hours <= 12 else 'hundred'}"


def _count(number: int, unit: str) -> str:
    """Return the number in words with its unit, in the plural if it is not 1."""
    return f"{words.cardinal(number)} {unit}{'' if number == 1 else 's'}"


@rule(
    rf"{_START}(?P<hours>\d{{1,2}}):(?P<minutes>{_MINUTE}):(?P<seconds>{_MINUTE})(?:\.(?P<tenths>\d+))?"
    rf"{_HALF.format('half')}?{_ZONE}(?!\w|:\d)",
    needs=":",
    prefilter=r"\d:\d\d:\d",
)
def clock_with_seconds(match: re.Match[str], passage: Passage) -> str:
    """Say hours, minutes and seconds, of a day or a race: `14:10:30`."""
    seconds = _count(int(match["seconds"]), "second")
    if match["tenths"]:
        seconds = f"{words.cardinal(int(match['seconds']))} point {words.digits(match['tenths'])} seconds"
    said = f"{_count(int(match['hours']), 'hour')} {_count(int(match['minutes']), 'minute')} and {seconds}"
    return with_stop(said + _half_and_zone(match, match["half"], match["zone"]), match, passage)


@rule(
    rf"{_START}(?P<h1>{_HOUR})(?:[:.](?P<m1>{_MINUTE}))?{_HALF.format('half1')}?(?:{DASH}|\s(?P<to>to|until)\s)"
    rf"(?P<h2>{_HOUR})(?:[:.](?P<m2>{_MINUTE}))?{_HALF.format('half2')}{_ZONE}(?!\w|:\d)",
    needs="0",
    prefilter=rf"(?:[^\w\s:.,]\s?|\sto\s|\suntil\s)[\d:.]*{_HALF_OF_A_DAY}",
)
def time_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of times with a half of the day: `5pm-7 pm`, `9.30–11am`."""
    if after(match, _MONTH) or not (1 <= int(match["h1"]) <= 12 and 1 <= int(match["h2"]) <= 12):
        return None
    first = _clock(match["h1"], match["m1"], half=True) + _half(match["half1"])
    second = _clock(match["h2"], match["m2"], half=True) + _half_and_zone(match, match["half2"], match["zone"])
    return _ended(f"{first} {match['to'] or 'to'} {second}", match, passage)


_MONTH = regex(r"\b(?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? ")


def _ended(said: str, match: re.Match[str], passage: Passage) -> str:
    """Return `said` with a single full stop if "p.m." ends the sentence."""
    return said if said.endswith(".") else with_stop(said, match, passage)


@rule(
    rf"{_START}(?P<h1>{_HOUR}):(?P<m1>{_MINUTE}){DASH}(?P<h2>{_HOUR}):(?P<m2>{_MINUTE}){_ZONE}(?!\w|:\d)",
    needs=":",
    prefilter=r"\d:\d\d\s?[^\w\s:.,]\s?\d",
)
def clock_range(match: re.Match[str], passage: Passage) -> str:
    """Say a range of times on the clock: `9:00–17:30`."""
    first, second = (_clock(match[f"h{n}"], match[f"m{n}"], half=False) for n in (1, 2))
    return f"{first} to {second}{_zone(match['zone'])}"


@rule(
    rf"{_START}(?:(?P<noon>(?:12 ?)?(?:noon|midday|midnight)){DASH})?"
    rf"(?P<hour>{_HOUR})(?:[:.](?P<minute>{_MINUTE}))?{_HALF.format('half')}{_ZONE}(?![\w@]|['’]s)",
    needs="0",
    prefilter=_HALF_OF_A_DAY,
)
def time(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time with its half of the day: `10am`, `1:59 p.m.`."""
    if int(match["hour"]) > 12 or (int(match["hour"]) == 0 and not match["minute"]):
        return None
    said = _clock(match["hour"], match["minute"], half=True) + _half_and_zone(match, match["half"], match["zone"])
    return _ended(f"{_noon(match['noon'])} to {said}" if match["noon"] else said, match, passage)


def _noon(written: str) -> str:
    """Return noon or midnight, with its number in words: `12noon` is `twelve noon`."""
    return re.sub("12 ?", "twelve ", written)


@rule(
    rf"{_START}(?:(?P<hour>{_HOUR})(?:[:.](?P<minute>{_MINUTE}))?{_HALF.format('half')}?(?:{DASH}|\s(?P<to>to|until)\s))?"
    rf"(?P<noon>(?:12 ?)?(?:noon|midday|midnight))\b(?!{DASH}\d)",
    needs="0",
    prefilter=r"(?:\b|12|T)(?:noon|midday|midnight)\b",
)
def time_to_noon(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of times until noon or midnight, and noon with its number: `10am-12noon`."""
    noon = _noon(match["noon"])
    if not match["hour"]:
        return noon if noon != match["noon"] else None
    if not 1 <= int(match["hour"]) <= 12:
        return None
    first = _clock(match["hour"], match["minute"], half=True) + _half(match["half"])
    return f"{first} {match['to'] or 'to'} {noon}"


_VERSE = (
    r"(?:Genesis|Gen|Exodus|Leviticus|Numbers|Deuteronomy|Joshua|Judges|Ruth|Samuel|Kings|Chronicles|Ezra|Nehemiah|"
    r"Job|Psalms?|Ps|Proverbs|Ecclesiastes|Isaiah|Jeremiah|Ezekiel|Daniel|Hosea|Joel|Amos|Jonah|Micah|Malachi|"
    r"Matthew|Matt|Mark|Luke|John|Acts|Romans|Rom|Corinthians|Cor|Galatians|Ephesians|Philippians|Colossians|"
    r"Thessalonians|Timothy|Titus|Hebrews|James|Peter|Jude|Revelation|Rev|Qur[’']?an|Quran|Surah?)\.?"
)


@rule(
    rf"(?P<book>\b{_VERSE} )(?P<chapter>\d{{1,3}}):(?P<verse>\d{{1,3}})(?:[-–](?P<last>\d{{1,3}}))?(?!\w|:\d)",
    needs=":",
    prefilter=r"[A-Z]\S* \d{1,3}:\d",
)
def verse(match: re.Match[str], passage: Passage) -> str:
    """Say a verse of a holy book: `John 3:16`."""
    last = f" to {words.cardinal(int(match['last']))}" if match["last"] else ""
    return f"{match['book']}{words.cardinal(int(match['chapter']))} {words.cardinal(int(match['verse']))}{last}"


_RATIO_BEFORE = regex(r"(?i)\b(?:ratio|odds|scale|dilution)(?: of| is| was| at|:)? $")
_RATIO_AFTER = regex(r" (?:ratio|odds|scale|dilution|mix(?:ture)?)\b")


@rule(
    rf"{_START}(?P<minutes>\d{{1,2}}):(?P<seconds>{_MINUTE})(?:\.(?P<tenths>\d+)|(?=\s?min(?:ute)?s?\b)(?P<min>\s?min(?:ute)?s?\b))(?!\w|:\d)",
    needs=":",
    prefilter=r"\d:\d\d(?:\.\d|\s?min)",
)
def lap(match: re.Match[str], passage: Passage) -> str:
    """Say minutes and seconds, of a race or a song: `3:45 min`, `1:23.45`."""
    if not match["tenths"]:
        return f"{_count(int(match['minutes']), 'minute')} {_count(int(match['seconds']), 'second')}"
    return f"{_clock(match['minutes'], match['seconds'], half=True)} point {words.digits(match['tenths'])}"


@rule(
    rf"{_START}(?P<hour>{_HOUR})(?::|\.(?=\d\d\s?(?:GMT|BST|UTC|CET)\b))(?P<minute>{_MINUTE}){_ZONE}(?!\w|:\d|-\d|\.\d)",
    needs="0",
    prefilter=r"\d:\d|\d\.\d\d\s?(?:GMT|BST|UTC|CET)\b",
)
def clock(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time on the clock: `17:05`."""
    if int(match["hour"]) == 24 and int(match["minute"]):
        return None
    if _RATIO_BEFORE.search(passage.text[: match.start()][-40:]) or _RATIO_AFTER.match(passage.text, match.end()):
        return None
    return _clock(match["hour"], match["minute"], half=False) + _zone(match["zone"])


@rule(r"(?<![\w.,:/$#-])(?P<one>\d{1,3}):(?P<other>\d{1,3})(?![\w/-]|[.,:]\d)", needs=":")
def ratio(match: re.Match[str], passage: Passage) -> str | None:
    """Say two numbers that are not a time as a ratio or a score: `3:2`, `16:9`."""
    if match["other"][0] == "0":
        return None
    return f"{words.cardinal(int(match['one']))} to {words.cardinal(int(match['other']))}"


_FOUR_DIGITS = r"(?:[01]\d|2[0-4])[0-5]\d"


def _hundred(hour: str, minute: str) -> str:
    """Return a time before "hours" in words: 9:15 is `nine fifteen`, 17:00 `seventeen hundred`."""
    minutes = int(minute)
    rest = f"{'oh ' if minutes < 10 else ''}{words.cardinal(minutes)}" if minutes else "hundred"
    return f"{words.cardinal(int(hour))} {rest}"


def _hours(digits: str) -> str:
    """Return a time of four digits in words: 0930 is `oh nine thirty`, 1700 `seventeen hundred`."""
    hour, minute = digits[:2], int(digits[2:])
    if hour == "00":
        return f"zero zero {'zero ' if minute < 10 else ''}{words.cardinal(minute)}" if minute else "zero hundred"
    said = f"oh {words.cardinal(int(hour))}" if hour[0] == "0" else words.cardinal(int(hour))
    return f"{said} {('oh ' if minute < 10 else '') + words.cardinal(minute) if minute else 'hundred'}"


@rule(
    rf"{_START}(?:(?P<low>{_FOUR_DIGITS}){DASH}(?P<high>{_FOUR_DIGITS})\s?(?:hours\b|hrs?\b|h\b)"
    rf"|(?P<early>0\d[0-5]\d)[-–](?P<late>{_FOUR_DIGITS})(?![\w-])"
    rf"|(?:(?P<from>(?:[01]?\d|2[0-4])[:.][0-5]\d){DASH})?(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)"
    r"\s?(?:hrs?|hours|h)\b)\.?(?!\w)",
    needs="0",
    prefilter=r"\d\s?h(?:ou)?r?s?\b|0\d{3}(?:-|–)\d",
)
def clock_in_hours(match: re.Match[str], passage: Passage) -> str:
    """Say times before "hrs", and a range of times of four digits: `0900-1730hrs`, `09:15hrs`."""
    if match["hour"]:
        said = _hundred(match["hour"], match["minute"])
        first = f"{_hundred(*re.split('[:.]', match['from']))} to " if match["from"] else ""
        return with_stop(f"{first}{said} hours", match, passage)
    low, high = match["low"] or match["early"], match["high"] or match["late"]
    return with_stop(f"{_hours(low)} to {_hours(high)}{' hours' if match['low'] else ''}", match, passage)


@rule(
    rf"{_START}(?P<hour>[01]\d|2[0-4])(?P<minute>{_MINUTE})\s?(?P<after>hours\b|hrs\b|GMT\b|UTC\b|BST\b|CET\b)(?!\w)",
    needs="0",
    prefilter=r"\d{4}\s?(?:hours|hrs|GMT|UTC|BST|CET)\b",
)
def clock_of_four_digits(match: re.Match[str], passage: Passage) -> str:
    """Say a time without a colon before hours or a time zone: `0930 GMT`."""
    said = _hours(match["hour"] + match["minute"])
    return f"{said} {words.letters(match['after']) if match['after'].isupper() else 'hours'}"


@rule(
    r"\b(?P<zone>UTC|GMT)\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?::(?P<minutes>\d\d))?(?!\w|:\d)",
    needs="GU",
    prefilter="UTC|GMT",
)
def offset(match: re.Match[str], passage: Passage) -> str:
    """Say the offset of a time zone from Greenwich: `UTC+2`."""
    sign = "plus" if match["sign"] == "+" else "minus"
    minutes = f" {words.cardinal(int(match['minutes']))}" if (match["minutes"] or "00") != "00" else ""
    return f"{words.letters(match['zone'])} {sign} {words.cardinal(int(match['hours']))}{minutes}"


_UNITS = {"h": "hour", "m": "minute", "s": "second"}


@rule(
    rf"{BEFORE}(?P<hours>\d{{1,3}})\s?(?:hrs?|h)(?:\s?(?P<minutes>\d{{1,2}})\s?(?:mins?|m))(?:\s?(?P<seconds>\d{{1,2}})\s?(?:secs?|s))?\b\.?"
    rf"|{BEFORE}(?P<minutes2>\d{{1,2}})\s?(?:mins?|m)\s?(?P<seconds2>\d{{1,2}})\s?(?:secs?|s)\b",
    needs="0",
    prefilter=r"\d\s?(?:hrs?|h|mins?|m)\s?\d",
)
def duration(match: re.Match[str], passage: Passage) -> str:
    """Say a duration in hours, minutes and seconds: `1h 20m`."""
    numbers = (match["hours"], match["minutes"] or match["minutes2"], match["seconds"] or match["seconds2"])
    said = " ".join(_count(int(number), unit) for number, unit in zip(numbers, _UNITS.values(), strict=True) if number)
    return with_stop(said, match, passage)


@rule(
    rf"{BEFORE}(?:(?P<low>{NUMBER})(?:{DASH}))?(?P<number>{NUMBER})(?P<space>[\s-]?)"
    r"(?P<unit>hrs?|mins?|secs?|h(?=[\s.,;)-]|$))\b(?P<point>\.(?=\s[a-z(]|$))?(?![\w@'’]|[./]\w)",
    needs="0",
    prefilter=r"\d[¼½¾]?[\s-]?(?:hrs?|mins?|secs?|h)\b",
)
def length_of_time(match: re.Match[str], passage: Passage) -> str:
    """Say a duration with an abbreviated unit: `10 mins`, `2hrs`."""
    unit = _UNITS[match["unit"][0]]
    single = match["space"] == "-" or is_attributive(passage, match.start(), match.end())
    is_singular = single or (match["number"] == "1" and not match["low"])
    low = f"{amount(match['low'], passage)} to " if match["low"] else ""
    return with_stop(f"{low}{amount(match['number'], passage)} {unit}{'' if is_singular else 's'}", match, passage)


@rule(
    rf"{BEFORE}(?P<number>\d+\.\d+) ?s(?![\w'’/-])"
    rf"|{BEFORE}(?P<whole>\d+)s(?= (?:timeout|delay|interval|pause|clip|exposure)\b)",
    needs="0",
    prefilter=r"\.\d+ ?s\b|\ds (?:timeout|delay|interval|pause|clip|exposure)",
)
def seconds(match: re.Match[str], passage: Passage) -> str:
    """Say seconds where a decade cannot be meant: `9.58s`, `a 60s timeout`."""
    if match["whole"]:
        return f"{amount(match['whole'], passage)} second"
    return f"{amount(match['number'], passage)} seconds"


@rule(
    r"(?<![\d:.])0:(?P<seconds>[0-5]\d)(?= (?:left|remaining|to (?:play|go|spare)|on the clock)\b)",
    needs=":",
    prefilter=r"0:\d\d ",
)
def seconds_left(match: re.Match[str], passage: Passage) -> str:
    """Say how many seconds of a game are left: `with 0:07 left`."""
    count = int(match["seconds"])
    return f"{words.cardinal(count)} second{'' if count == 1 else 's'}"


RULES: tuple[Rule, ...] = (
    seconds_left,
    verse,
    clock_with_seconds,
    clock_in_hours,
    time_range,
    time_to_noon,
    clock_range,
    time,
    lap,
    clock,
    ratio,
    clock_of_four_digits,
    offset,
    duration,
    length_of_time,
    seconds,
)
