"""French dates: 3 mai, 1er mars, 02/03/2003, décades, years and ranges of them."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.french.words import cardinal
from tts.speech.rules.rule import Passage, Rule, rule

_MONTHS_TEXT = """
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
"""
_MONTHS = _MONTHS_TEXT.split()
_MONTH = rf"(?:{'|'.join(_MONTHS)}|aout|fevrier|decembre)"
_SHORT = {
    "janv": 1, "jan": 1, "févr": 2, "fév": 2, "fevr": 2, "avr": 4, "juil": 7, "juill": 7, "sept": 9, "oct": 10,
    "nov": 11, "déc": 12, "dec": 12,
}  # fmt: skip
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MON = r"(?:0?[1-9]|1[0-2])"
_START = r"(?<![\w.,:/+$£€–—-])(?<!\d )"
_END = r"(?![\w/€%]|[.,:]\d|-\d)"


def _day(number: str) -> str:
    """Return the day of a month in words: 1 is `premier`."""
    return "premier" if int(number) == 1 else cardinal(int(number))


def _month(number: str) -> str:
    """Return the name of the month with this number."""
    return _MONTHS[int(number) - 1]


_LIST = regex(r"\b(?:les|des|du|le) (?:\d{1,2}, )*\d{1,2} (?:et|ou|au) ")
_SHARES = regex(r" (?:d(?:e|u|es)\b(?! \d)|d[’']|restant|suivant)")
_ARTICLE = regex(
    r"(?<![\w])(?:[Ll]es?|[Dd]u|[Aa]u|[Dd]ès le|[Dd]epuis le|soir|matin|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche) "
)


@rule(
    rf"{_START}(?P<day>{_DAY})(?P<sign>[./-])(?P<month>{_MON})(?P=sign)(?P<year>[12]\d{{3}}|\d\d){_END}"
    rf"|{_START}(?P<day2>{_DAY})(?:(?<=1)er(?=/))?"
    rf"(?P<sign2>[./])(?P<month2>0[1-9]|1[0-2]|(?<=/)[1-9])(?!(?: de)? finale){_END}",
    needs="0",
)
def date_of_numbers(match: re.Match[str], passage: Passage) -> str | None:
    """Say a date in figures, the day first: `02/03/2003`, `02.03.2003`, `le 17/06`.

    Two figures alone are a date only behind an article, or if the text has nothing else.
    """
    if passage.marked("code", match.start()):
        return None
    if match["day"]:
        year = match["year"]
        if len(year) == 2 and match["sign"] == "." and not after(match, _ARTICLE):
            return None
        said = cardinal(int(year)) if len(year) == 4 or year[0] != "0" else f"deux mille {cardinal(int(year))}"
        if len(year) == 2 and match["sign"] == "-":
            return None
        return f"{_day(match['day'])} {_month(match['month'])} {said}"
    is_whole = (
        match.span() == (0, len(match.string.rstrip(" ."))) and match["sign2"] == "." and match["month2"][0] == "0"
    )
    is_share = match["sign2"] == "/" and int(match["day2"]) < int(match["month2"]) and before(match, _SHARES)
    is_date = is_whole or (not is_share and (after(match, _ARTICLE) or after(match, _LIST)))
    return f"{_day(match['day2'])} {_month(match['month2'])}" if is_date else None


@rule(rf"{_START}(?P<year>[12]\d{{3}})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w/]|-\d)", needs="-")
def date_of_the_standard(match: re.Match[str], passage: Passage) -> str:
    """Say a date of ISO 8601: `2024-05-03`."""
    return f"{_day(match['day'])} {_month(match['month'])} {cardinal(int(match['year']))}"


@rule(rf"{_START}(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d){_END}", needs="/")
def month_and_year(match: re.Match[str], passage: Passage) -> str:
    """Say a month and a year in figures: `06/2024`."""
    return f"{_month(match['month'])} {cardinal(int(match['year']))}"


@rule(
    rf"{_START}(?P<first>{_DAY})(?:er)?(?P<sign> ?[-–/] ?)(?P<last>{_DAY})(?= {_MONTH}\b)",
    re.IGNORECASE,
    needs="-–/",
)
def days_and_month(match: re.Match[str], passage: Passage) -> str:
    """Say two days of a month: `les 17/18 juin`, `15-20 août`; a dash between days that are apart is "au"."""
    first, last = int(match["first"]), int(match["last"])
    far = " à " if after(match, _THE) else " au "
    join = " " if "/" in match["sign"] or last == first + 1 else far
    return f"{_day(match['first'])}{join}{_day(match['last'])}"


_THE = regex(r"\b[Ll]es ")


@rule(rf"{_START}(?P<day>{_DAY})(?: ?(?:er|ER))?(?= {_MONTH}\b)", re.IGNORECASE, needs="0")
def day_and_month(match: re.Match[str], passage: Passage) -> str:
    """Say the day of a month: `le 1er mai`, `1 mars`, `17 janvier`."""
    return _day(match["day"])


_SHORT_MONTHS = "|".join(sorted(_SHORT, key=len, reverse=True))


@rule(
    rf"(?<![\w.-])(?:(?P<day>{_DAY})(?:er)? )?(?P<month>{_SHORT_MONTHS})(?:\.|(?= \d{{4}}\b))(?= ?"
    rf"(?P<year>\d{{4}}\b))?(?!\w)",
    re.IGNORECASE,
    needs="jJfFaAsSoOnNdD",
    prefilter=r"\b[ADFJNOSadfjnos][^\W\d_]{2,4}(?:\.| \d{4})",
)
def month(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviated month next to a day or a year: `15 janv. 2020`, `sept. 2021`."""
    if not match["day"] and not match["year"]:
        return None
    name = _MONTHS[_SHORT[match["month"].lower()] - 1]
    is_last = match[0].endswith(".") and not match.string[match.end() :].strip("\"'”’»)] ")
    return (f"{_day(match['day'])} " if match["day"] else "") + name + ("." if is_last else "")


_WEEKDAYS = {
    "lun": "lundi",
    "mar": "mardi",
    "mer": "mercredi",
    "jeu": "jeudi",
    "ven": "vendredi",
    "vend": "vendredi",
    "sam": "samedi",
    "dim": "dimanche",
}


@rule(
    rf"(?<![\w.-])(?P<day>{'|'.join(_WEEKDAYS)})\.(?= \d| ?[-–] ?(?:{'|'.join(_WEEKDAYS)})\.| (?:au|et|de \d|à \d)"
    rf"| ?:)|(?<=au )(?:lun|mar|mer|jeu|ven|sam|dim)\.(?!\w)",
    re.IGNORECASE,
    prefilter=r"[LMJVSDlmjvsd][A-Za-z]{2,3}\.",
)
def weekday(match: re.Match[str], passage: Passage) -> str:
    """Say an abbreviated day of the week before a date: `lun. 3 mai`."""
    return _WEEKDAYS[match[0].rstrip(".").lower()]


@rule(
    rf"{_START}(?P<tens>[1-9]0)['’]?s(?!\w)|(?<=années )['’]?(?P<first>\d{{2,4}})(?:(?P<join>[-–/]| et | ou |, )"
    rf"(?P<last>\d{{2,4}}))?(?![\w]|[.,]\d)",
    needs="0",
)
def decade(match: re.Match[str], passage: Passage) -> str | None:
    """Say decades: `les années 90`, `les années 1960-1970`, and `les 80s` in English as people do."""
    if match["tens"]:
        return _ENGLISH.get(match["tens"])
    said = cardinal(int(match["first"]))
    if match["last"]:
        join = match["join"] if match["join"] in (" et ", " ou ", ", ") else " "
        said += f"{join}{cardinal(int(match['last']))}"
    return said


_ENGLISH = {
    "20": "twenties", "30": "thirties", "40": "forties", "50": "fifties", "60": "sixties", "70": "seventies",
    "80": "eighties", "90": "nineties",
}  # fmt: skip
_UNIT = regex(
    r" ?(?:[°%€$£]|[a-z]{1,2}\b(?<! à)(?<! de)(?<! et)|euros?\b|ans\b|mètres\b|jours\b|personnes\b|habitants\b)"
)
_WARS = frozenset((("14", "18"), ("39", "45"), ("1914", "1918"), ("1939", "1945")))


@rule(
    rf"{_START}(?P<first>1\d{{3}}|20\d\d|14|39)(?P<sign>[-–/])(?P<last>1\d{{3}}|20\d\d|\d\d)(?![\w/€%]|[.,:]\d|-\d)",
    needs="-–/",
)
def year_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of years: `2010-2015`; a season, `2023/24`, and the wars, `14-18`, have no word between them."""
    first, last = match["first"], match["last"]
    if (first, last) in _WARS:
        return f"{cardinal(int(first))} {cardinal(int(last))}" if not before(match, _UNIT) else None
    if len(first) == 2:
        return None
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if end <= int(first) or (len(last) == 2 and match["sign"] != "/" and end > int(first) + 30) or before(match, _UNIT):
        return None
    is_season = end == int(first) + 1
    if match["sign"] == "/" and not is_season:
        return None
    return f"{cardinal(int(first))}{' ' if is_season else ' à '}{cardinal(int(last))}"


RULES: tuple[Rule, ...] = (
    weekday,
    date_of_the_standard,
    date_of_numbers,
    month_and_year,
    days_and_month,
    day_and_month,
    month,
    decade,
    year_range,
)
