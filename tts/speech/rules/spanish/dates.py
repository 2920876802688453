"""Spanish dates: 3 de mayo, 3/5/2024, junio 21 2021, los años 90, 2010-2015."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import with_stop
from tts.speech.rules.spanish.words import cardinal

_MONTHS_LIST = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_MONTHS = _MONTHS_LIST.split()
_MONTH = rf"(?:{'|'.join(_MONTHS)}|setiembre)"
_SHORT = {
    "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sept": 9, "sep": 9, "oct": 10,
    "nov": 11, "dic": 12,
}  # fmt: skip
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MON = r"(?:0?[1-9]|1[0-2])"
_START = r"(?<![\w.,:/+$£€–—-])(?<!\d )"
_END = r"(?![\w/€%]|[.,:]\d|-\d)"
_AMERICA = frozenset(
    (
        "MX",
        "AR",
        "CO",
        "CL",
        "PE",
        "VE",
        "EC",
        "GT",
        "CU",
        "BO",
        "DO",
        "HN",
        "PY",
        "SV",
        "NI",
        "CR",
        "PA",
        "UY",
        "PR",
        "US",
        "419",
    )
)


def _day(number: str, passage: Passage) -> str:
    """Return the day of a month in words: 1 is `uno`, in America `primero`."""
    is_american = not _AMERICA.isdisjoint(passage.language.upper().split("-")[1:])
    return "primero" if int(number) == 1 and is_american else cardinal(int(number))


def _month(number: str) -> str:
    """Return the name of the month with this number."""
    return _MONTHS[int(number) - 1]


_ARTICLE = regex(r"(?<!\w)(?:[Ee]l|[Dd]el|[Aa]l|[Dd]ía|lunes|martes|miércoles|jueves|viernes|sábado|domingo) ")


@rule(
    rf"{_START}(?P<day>{_DAY})(?P<sign>[./-])(?P<month>{_MON})(?P=sign)(?P<year>[12]\d{{3}}|\d\d){_END}"
    rf"|{_START}(?!24/7)(?P<day2>{_DAY})/(?P<month2>{_MON})(?! (?:de )?final){_END}",
    needs="0",
    prefilter=r"\d[-./][01]?\d",
)
def date_of_numbers(match: re.Match[str], passage: Passage) -> str | None:
    """Say a date in figures, the day first: `3/5/2024`, `30.2.1990`, `el 17/06`; two figures only behind an article."""
    if passage.marked("code", match.start()):
        return None
    if match["day"]:
        year = match["year"]
        if len(year) == 2 and match["sign"] != "/":
            return None
        said = cardinal(int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 50 else 1900 + int(year))
        return f"{_day(match['day'], passage)} de {_month(match['month'])} de {said}"
    return f"{_day(match['day2'], passage)} de {_month(match['month2'])}" if after(match, _ARTICLE) else None


@rule(rf"{_START}(?P<year>[12]\d{{3}})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w/]|-\d)", needs="-")
def date_of_the_standard(match: re.Match[str], passage: Passage) -> str:
    """Say a date of ISO 8601: `2024-05-03`."""
    return f"{_day(match['day'], passage)} de {_month(match['month'])} de {cardinal(int(match['year']))}"


@rule(
    rf"(?<!\w)(?P<month>{_MONTH}) (?P<day>{_DAY}),? (?:de )?(?P<year>(?:1\d|20)\d\d){_END}"
    rf"|{_START}(?P<day2>{_DAY}) (?P<month2>{_MONTH})(?:,? (?:de |del )?(?P<year2>(?:1\d|20)\d\d){_END})?(?!\w)",
    re.IGNORECASE,
    needs="0",
)
def month_and_day(match: re.Match[str], passage: Passage) -> str:
    """Say a date without its small words: `junio 21, 2021`, `10 mayo 1990`, `31 marzo`."""
    day, month, year = (match[name] or match[f"{name}2"] for name in ("day", "month", "year"))
    return f"{_day(day, passage)} de {month.lower()}" + (f" de {cardinal(int(year))}" if year else "")


@rule(
    rf"{_START}(?:(?P<first>{_DAY})(?P<sign>[-–/]))?(?P<day>{_DAY})(?:\.?[ºo°])?(?= (?:de |y )?"
    rf"(?:\d{{1,2}} de )?{_MONTH}\b)",
    re.IGNORECASE,
    needs="0",
)
def day_and_month(match: re.Match[str], passage: Passage) -> str | None:
    """Say the day of a month: `el 1 de mayo`, `1.º de mayo`, `15-20 de agosto`."""
    if re.search(r"[ºo°]$", match[0]):
        return "primero" if int(match["day"]) == 1 else None
    if not match["first"]:
        return _day(match["day"], passage)
    join = " y " if match["sign"] == "/" or int(match["day"]) == int(match["first"]) + 1 else " al "
    return f"{_day(match['first'], passage)}{join}{_day(match['day'], passage)}"


_SHORT_MONTHS = "|".join(sorted(_SHORT, key=len, reverse=True))


@rule(
    rf"(?<![\w.-])(?P<day>{_DAY})(?: de |[ /-])(?P<month>{_SHORT_MONTHS})\.?(?:(?: de |[ /-])(?P<year>\d{{4}}))?"
    rf"(?![\w-])"
    rf"|(?<![\w.-])(?P<month2>{_SHORT_MONTHS})\.(?= (?:de )?\d{{4}}\b)",
    re.IGNORECASE,
    needs="0",
)
def month(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviated month next to a day or a year: `15 ene. 2020`, `sept. 2021`."""
    if match["month2"]:
        is_joined = match.string[match.end() :].startswith(" de ")
        return _MONTHS[_SHORT[match["month2"].lower()] - 1] + ("" if is_joined else " de")
    name = _MONTHS[_SHORT[match["month"].lower()] - 1]
    is_last = match[0].endswith(".") and not match.string[match.end() :].strip("\"'”’»)] ")
    year = f" de {cardinal(int(match['year']))}" if match["year"] else ""
    return f"{_day(match['day'], passage)} de {name}{year}{'.' if is_last else ''}"


_WEEKDAYS = {
    "lun": "lunes",
    "mart": "martes",
    "mar": "martes",
    "miér": "miércoles",
    "mié": "miércoles",
    "juev": "jueves",
    "jue": "jueves",
    "vier": "viernes",
    "vie": "viernes",
    "sáb": "sábado",
    "dom": "domingo",
}


@rule(
    rf"(?<![\w.-])(?P<day>{'|'.join(_WEEKDAYS)})\.(?=,? \d| (?:a|y) | de \d| ?[-–])|(?<=[.s] a )"
    rf"(?P<last>{'|'.join(_WEEKDAYS)})\.",
    re.IGNORECASE,
    prefilter=r"[LMJVSDlmjvsd][A-ZÁÉa-záé]{2,3}\.",
)
def weekday(match: re.Match[str], passage: Passage) -> str:
    """Say an abbreviated day of the week: `vier. 10 de mayo`, `lun. a vie.`."""
    return with_stop(_WEEKDAYS[(match["day"] or match["last"]).lower()], match)


@rule(
    r"(?<=[Aa]ños )['’]?(?P<first>[1-9]0|1\d\d0)(?:s|['’]s)?(?:(?P<join>[-–/]| y | o |, )['’]?(?P<last>[1-9]0"
    r"|1\d\d0))?(?![\w]|[.,]\d)"
    r"|(?<=[Ll]os )['’](?P<tens>[2-9]0)(?:s)?(?!\w)|(?<=[Ll]os )(?P<tens2>[2-9]0)['’]?s(?!\w)",
    needs="0",
)
def decade(match: re.Match[str], passage: Passage) -> str:
    """Say decades: `los años 90`, `años 1960-1970`, `los 80s`."""
    said = cardinal(int(match["first"] or match["tens"] or match["tens2"]))
    if match["last"]:
        said += f"{match['join'] if ' ' in match['join'] else ' y '}{cardinal(int(match['last']))}"
    return said


_UNIT = regex(r" ?(?:[°º%€$£]|euros?\b|metros\b|días\b|personas\b|habitantes\b|kilómetros\b|km\b|kg\b)")


@rule(
    rf"{_START}(?P<first>1\d{{3}}|20\d\d)(?P<sign>[-–/])(?P<last>1\d{{3}}|20\d\d|\d\d)(?![\w/€%]|[.,:]\d"
    rf"|-\d)",
    needs="-–/",
)
def year_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of years: `2010-2015`; a season, `2023/24`, has no word between its years."""
    first, last = match["first"], match["last"]
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if end <= int(first) or before(match, _UNIT):
        return None
    is_season = end == int(first) + 1
    if match["sign"] == "/" and not is_season:
        return None
    return f"{cardinal(int(first))}{' ' if is_season else ' a '}{cardinal(end if len(last) == 4 else int(last))}"


RULES: tuple[Rule, ...] = (
    weekday,
    date_of_the_standard,
    date_of_numbers,
    month_and_day,
    day_and_month,
    month,
    decade,
    year_range,
)
