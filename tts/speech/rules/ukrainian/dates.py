"""Days, months, years, ranges of years and eras."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.amounts import START, stop_of_time
from tts.speech.rules.ukrainian.grammar import after, before, governed

MONTHS = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
]
_MONTH = "|".join(MONTHS)
_MONTHS_IN_CASES = (
    r"(?:(?:січ|квіт|трав|черв|лип|серп|верес|жовт|груд)(?:ень|ня|ню|нем|ні)|берез(?:ень|ня|ню|нем|ні)"
    r"|лют(?:ий|ого|ому|им)|листопад[аіу]?)"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_DAY_START = r"(?<![\w.,:/$€£¥+−–-])"
_MAX_DAY, _MAX_MONTH = 31, 12
_ACCUSATIVE = regex(r"\b(?:на|по|за|про|через)(?: (?:ніч на))? \Z", re.IGNORECASE)
_BEFORE_DASH = regex(r"\s*(?:(?:року|р\.)\s*)?[—–-]\s(?!\d)")


@rule(
    rf"{START}(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>{_YEAR})(?![\w/]|[.,]\d)(?P<word> (?:року|р\.))?",
    needs="0",
)
def date_of_numbers(match: re.Match[str], passage: Passage) -> str | None:
    """Say a date in figures: `24.08.1991` is the day, the month and the year in words."""
    day, month = int(match["day"]), int(match["month"])
    if not (0 < day <= _MAX_DAY and 0 < month <= _MAX_MONTH) or passage.marked("code", match.start()):
        return None
    year = words.ordinal(int(match["year"]), "g")
    return f"{_day(day, before(match), '')} {MONTHS[month - 1]} {year} року{stop_of_time(match)}"


def _day(day: int, text: str, rest: str) -> str:
    """Return a day of the month after `text`: in the genitive, "п'ятого", or as the preposition asks: "на п'яте"."""
    if _ACCUSATIVE.search(text) or (not text.strip() and _BEFORE_DASH.match(rest)):
        return words.ordinal(day, "n", "n")
    return words.ordinal(day, "i", "n") if governed(text) == "i" else words.ordinal(day, "g", "n")


@rule(rf"{_DAY_START}(?P<year>{_YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])", needs="-")
def date_of_the_standard(match: re.Match[str], passage: Passage) -> str | None:
    """Say a date of ISO 8601: `2024-05-12`."""
    day, month = int(match["day"]), int(match["month"])
    if not (0 < day <= _MAX_DAY and 0 < month <= _MAX_MONTH) or passage.marked("code", match.start()):
        return None
    return f"{_day(day, before(match), '')} {MONTHS[month - 1]} {words.ordinal(int(match['year']), 'g')} року"


@rule(rf"{_DAY_START}(?P<day>[0-3]\d)\.(?P<month>0\d|1[0-2])(?![\w-]|[.,:/]\d)(?! ?[%°])", needs=".")
def date_without_year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a day and a month in figures: `до 01.09`."""
    day, is_version = int(match["day"]), re.search(r"\b(?:[Вв]ерсі\w+|[Пп]ункт\w*|[A-Za-z]+) \Z", before(match))
    if not 0 < day <= _MAX_DAY or is_version or passage.marked("code", match.start()) or match["month"] == "00":
        return None
    return f"{_day(day, before(match), '')} {MONTHS[int(match['month']) - 1]}"


@rule(
    rf"{_DAY_START}(?:(?P<first>\d{{1,2}})(?P<join> ?[-–—] ?|, | (?:та|і|й|або|чи|по|до) ))?(?P<day>\d{{1,2}})"
    rf"(?= (?P<month>(?i:{_MONTH}))(?!\w))",
    needs="0",
)
def day_and_month(match: re.Match[str], passage: Passage) -> str | None:
    """Say a day before its month: `24 серпня`, `з 1 по 5 липня`, `5–6 серпня`."""
    first, day = int(match["first"] or 1), int(match["day"])
    if not (0 < day <= _MAX_DAY and 0 < first <= _MAX_DAY):
        return None
    text, rest = before(match), after(match).strip().partition(" ")[2]
    if not match["first"]:
        return _day(day, text, rest)
    join = match["join"].strip()
    last = words.ordinal(day, "n", "n") if join == "по" else _day(day, text, rest)
    joint = ", " if join == "," else " " if join in "-–—" else f" {join} "
    return f"{_day(first, text, rest)}{joint}{last}"


_ENDINGS = {"року": "g", "році": "l", "рік": "n", "роком": "i", "роки": "n", "років": "g", "роках": "l", "роками": "i"}
_SHORT = {"n": ("рік", "роки"), "a": ("рік", "роки"), "g": ("року", "років"), "l": ("році", "роках")}
_SHORT |= {"i": ("роком", "роками"), "d": ("року", "рокам")}
_SEASONS = "влітку|взимку|узимку|навесні|восени|весна|літо|осінь|зима|весни|літа|осені|зими|навесну|наприкінці|кінець"


@rule(
    rf"{START}(?P<low>{_YEAR}|\d{{3}})(?P<join> ?[-–—/] ?| (?:та|і|й|або|чи) )(?P<high>{_YEAR}|\d{{2,3}})"
    r"(?P<kind> (?:навчальн|бюджетн|маркетингов|календарн|фінансов)\w+)?"
    r"(?: (?P<word>роки|років|роках|роками|рокам|року|році|рік)(?!\w)| ?(?P<short>рр?\.?)(?![\w.]))"
    rf"|(?<=\()(?P<born>{_YEAR})(?P<to> ?[-–—] ?)(?P<died>{_YEAR})(?=[);,])",
    needs="0",
)
def year_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say years that belong together: `у 2014–2022 роках`, `1941–1945 рр.`, `(1814–1861)`."""
    if match["born"]:
        return f"{words.ordinal(int(match['born']))} – {words.ordinal(int(match['died']))}"
    cases = governed(before(match))
    case = _ENDINGS[match["word"]] if match["word"] in _ENDINGS else "d" if match["word"] else (cases or "n")[0]
    if match["word"] == "років" and not cases and len(match["low"]) < 4:
        return None
    if int(match["high"]) < int(match["low"]) and len(match["high"]) > 2:
        return None
    join = match["join"].strip()
    said = f"{words.ordinal(int(match['low']), case)} {f'{join} ' if join.isalpha() else ''}"
    said += words.ordinal(int(match["high"]), case)
    return f"{said}{match['kind'] or ''} {match['word'] or _SHORT[case][1]}{stop_of_time(match)}"


@rule(
    rf"{START}(?P<year>\d{{1,4}})(?P<kind> (?:навчальн|бюджетн|календарн|фінансов)\w+)?"
    r" (?P<word>року|році|роком|році|рік)(?!\w)"
    rf"|{START}(?P<short_year>\d{{3,4}}) ?р(?![\w'’-])\.?(?! ?[А-ЯҐЄІЇ][а-яґєії]+к[аиіу]\b)"
    rf"|(?<!\w)(?P<month>{_MONTHS_IN_CASES}|{_SEASONS}) (?P<after>{_YEAR})(?![\w.,:-]\d|\w|-\w)(?P<shortly> ?р\.)?"
    rf"|(?P<before>(?<!\w)(?:[УуВв]|[Зз]|[Дд]о|[Вв]ід|[Пп]ісля|[Нн]а|[Іі]з) )(?P<alone>{_YEAR})"
    r"(?=[);!?]|[.,](?!\d)|\s*\Z| (?:та|і|й|а|але|коли|він|вона|вони|було|був|була|були|по|до|Україн[аиі])\b)"
    rf"|(?<=\()(?P<bracket>{_YEAR})(?=\))",
    needs="0",
)
def year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a year as an ordinal in its case: `у 1991 році`, `з 2014 року`, `2001 р.`, `у серпні 2022`, `у 1991.`"""
    if match["year"]:
        number = int(match["year"])
        is_count = match["word"] == "рік" and number % 10 == 1 and number < 1000
        if is_count or not number:
            return None
        return f"{words.ordinal(number, _ENDINGS[match['word']])}{match['kind'] or ''} {match['word']}"
    if match["short_year"]:
        case = (governed(before(match)) or "g")[0]
        return f"{words.ordinal(int(match['short_year']), case)} {_SHORT[case][0]}{stop_of_time(match)}"
    if match["after"]:
        year_word = f" року{stop_of_time(match)}" if match["shortly"] else ""
        return f"{match['month']} {words.ordinal(int(match['after']), 'g')}{year_word}"
    if match["bracket"]:
        return words.ordinal(int(match["bracket"]))
    case = governed(match["before"])[0]
    return f"{match['before']}{words.ordinal(int(match['alone']), case)}"


@rule(r"(?<!\w)(?:(?P<before>до )?н\. ?е\.)", needs=".")
def era(match: re.Match[str], passage: Passage) -> str:
    """Say an era: `до н. е.` is `до нашої ери`."""
    return f"{match['before'] or ''}нашої ери{stop_of_time(match)}"


RULES: tuple[Rule, ...] = (
    date_of_numbers,
    date_of_the_standard,
    date_without_year,
    day_and_month,
    year_range,
    year,
    era,
)
