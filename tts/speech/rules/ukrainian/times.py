"""Times of day, scores and lengths in figures with colons."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.amounts import START, stop
from tts.speech.rules.ukrainian.grammar import before, governed

_TIME = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_DAYTIME = "ранку|вечора|ночі|дня|пополудні|годині|години|годину|годин|за|й|та|і"
_HOURS, _SCORE = 24, 3
_OTHER_SCORE = regex(r"(?<![\d:.,])(?:(?:2[5-9]|[3-9]\d):\d{1,2}|\d{1,2}:\d)(?![\d:])")


def _say(time: str, case: str) -> str:
    """Return a time in words: `14:30` in the locative is "чотирнадцятій тридцять"; whole hours have no minutes."""
    hours, minutes = re.split("[:.]", time)
    said = words.ordinal(int(hours), case, "f")
    if minutes == "00":
        return said if case != "n" else f"{said} нуль нуль"
    return f"{said} {words.pairs(minutes)}"


@rule(
    rf"(?<![\w.,:/-])(?P<low>{_TIME})(?P<dash> ?[-–—] ?)(?P<high>{_TIME})(?![\d:]|[.,]\d)",
    needs=":.",
)
def clock_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of times: `10:00–18:00` is `з десятої до вісімнадцятої`."""
    if match["low"][-3] == "." or match["high"][-3] == ".":
        return None
    case = governed(before(match))
    if case == "g" or case == "gi":
        return f"{_say(match['low'], 'g')} до {_say(match['high'], 'g')}"
    return None if case else f"з {_say(match['low'], 'g')} до {_say(match['high'], 'g')}"


@rule(
    rf"(?<![\w.,:/-])(?P<time>{_TIME})(?![\d:]|[.,]\d|-\w)(?: ?год(?!\w)\.?)?",
    needs=":.",
)
def clock(match: re.Match[str], passage: Passage) -> str | None:
    """Say a time: `о 14:30`, `з 9:00 до 18:00`, `о 10.15`."""
    cases, is_dotted = governed(before(match)), "." in match["time"]
    if (is_dotted and (cases != "l" or not re.search(r"\b[Оо]б? \Z", before(match)))) or passage.marked(
        "code", match.start()
    ):
        return None
    if not cases and _OTHER_SCORE.search(passage.text):
        return None
    case = "g" if cases == "gi" else cases.replace("d", "")[:1]
    return _say(match["time"], case or "n") + stop(match)


@rule(
    r"(?<=\b[Оо] )(?P<hour>\d{1,2}) ?год(?!\w)\.?(?: (?P<minutes>[0-5]?\d) ?хв(?!\w)\.?)?"
    r"|(?:(?<=\b[Оо] )|(?<=\b[Оо]б )|(?<=\bблизько )|(?<=\bпісля )|(?<=\bдо ))(?P<alone>\d{1,2})"
    r"(?= (?:ранку|вечора|ночі|пополудні)\b)"
    r"|(?:(?<=\b[Оо] )|(?<=\b[Оо]б ))(?P<bare>\d{1,2})(?=[,;!?)]?(?:\s|\Z)|\.(?:\s|\Z))(?! ?[%°])",
    needs="0",
    prefilter=r"\b[Оо]б? \d|(?:близько|після|до) \d",
)
def time(match: re.Match[str], passage: Passage) -> str | None:
    """Say an hour after its preposition: `о 9 ранку`, `о 14 год. 30 хв.`, `о 18`."""
    number = int(match["hour"] or match["alone"] or match["bare"])
    if number > _HOURS:
        return None
    case = "g" if match["alone"] and not re.search(r"\b[Оо]б? \Z", before(match)) else "l"
    said = words.ordinal(number, case, "f")
    if not match["hour"]:
        return said
    minutes = f" {words.pairs(match['minutes'])}" if match["minutes"] else ""
    return f"{said}{minutes or ' годині'}{stop(match)}"


@rule(rf"{START}(?P<low>\d{{1,3}}):(?P<high>\d{{1,3}}|\d{{4,7}})(?![\w:]|[.,]\d)", needs=":")
def ratio(match: re.Match[str], passage: Passage) -> str | None:
    """Say a score or a ratio: `3:1` is `три один`."""
    if passage.marked("code", match.start()):
        return None
    if len(match["high"]) > _SCORE:
        return f"{words.pairs(match['low'])} до {words.cardinal(int(match['high']), 'g')}"
    return f"{words.pairs(match['low'])} {words.pairs(match['high'])}"


_DAYS = {"пн": "понеділок", "вт": "вівторок", "ср": "середа", "чт": "четвер", "пт": "п'ятниця", "сб": "субота"}
_DAYS |= {"нд": "неділя"}
_DAY = "|".join(_DAYS)


@rule(
    rf"(?<![\w-])(?P<day>{_DAY})(?![\w'’])\.?(?: ?[-–—] ?(?P<last>{_DAY})(?![\w'’-])\.?)?",
    re.IGNORECASE,
    prefilter=has_word(_DAYS),
)
def weekdays(match: re.Match[str], passage: Passage) -> str | None:
    """Say weekdays in words: `пн–пт`, `сб`."""
    if match["day"].isupper() or passage.marked("code", match.start()):
        return None
    last = f" – {_DAYS[match['last'].lower()]}" if match["last"] else ""
    return _DAYS[match["day"].lower()] + last + stop(match)


FIRST: tuple[Rule, ...] = (time,)
RULES: tuple[Rule, ...] = (weekdays, clock_range, clock, ratio)
