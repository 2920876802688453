"""French cardinals, decimals, plus and minus, ranges, scores and versions."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.french import words
from tts.speech.rules.french.amounts import DASH, NUMBER, is_feminine
from tts.speech.rules.rule import Passage, Rule, rule

_START = r"(?<![\w.,:/+$£€#−–—-])(?<!\d )"
_SET = r"[0-7][-–][0-7](?: ?\(\d{1,2}(?:[-–/]\d{1,2})?\))?"


@rule(rf"(?<![\w,/-])(?P<sets>{_SET}(?:,? (?:et )?{_SET}){{1,4}})(?![\w/-])", needs="-–")
def sets(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sets of a match of tennis, two numbers for each: `6-4, 7-6 (7-5)`."""
    if any("6" not in one and "7" not in one for one in re.findall(r"\d[-–]\d", match["sets"])):
        return None
    said = re.sub(
        r"(\d+)[-–/](\d+)", lambda one: f"{words.cardinal(int(one[1]))} {words.cardinal(int(one[2]))}", match["sets"]
    )
    return re.sub(r"\d+", lambda one: words.cardinal(int(one[0])), said)


@rule(r"(?<![\w,/-])\d{1,2}[-–]\d{1,2}(?:,? \d{1,2}[-–]\d{1,2}){1,4}(?![\w/%€°-])(?! ?(?:ans|h)\b)", needs="-–")
def periods(match: re.Match[str], passage: Passage) -> str | None:
    """Say the scores of the parts of a match, in brackets: `(1-0 2-1 1-1)`."""
    if not match.string[: match.start()].endswith("(") or not match.string[match.end() :].startswith(")"):
        return None
    scores = re.findall(r"(\d+)[-–](\d+)", match[0])
    return ", ".join(f"{words.cardinal(int(one))} à {words.cardinal(int(other))}" for one, other in scores).replace(
        " ", " "
    )


@rule(r"(?<![\w.,/-])(?P<minute>\d{1,3})['’′](?=[,;)]| [ye]t? \d)", needs="'’′")
def minute_of_play(match: re.Match[str], passage: Passage) -> str:
    """Say the minute of a goal: `(12', 67')`."""
    return f"{words.ordinal(int(match['minute']))} minute"


@rule(r"(?<![\w.,/-])\d(?:-\d){2,4}(?![\w/-]|[.,]\d)", needs="-")
def formation(match: re.Match[str], passage: Passage) -> str:
    """Say the formation of a team: `4-4-2`."""
    return " ".join(words.cardinal(int(one)) for one in match[0].split("-"))


@rule(rf"{_START}(?P<low>{NUMBER})(?P<dash>{DASH}|-)(?P<high>{NUMBER})(?![\w/]|[.,:]\d|[-–—]\d)", needs="-–—‑")
def range_or_score(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash between two numbers: `20-30 personnes`, `2-1`; the same score on both sides is "partout"."""
    low, high = match["low"], match["high"]
    if passage.marked("code", match.start()):
        return None
    is_apart = match["dash"].startswith(" ") and match["dash"].endswith(" ")
    if is_apart and (match["dash"].strip() == "-" or words.value(low) >= words.value(high)):
        return None
    if low == high and len(low) == 1 and low != "0":
        return f"{words.cardinal(int(low))} partout"
    feminine = is_feminine(passage.text, match.end(), match.start("high"))
    return f"{words.number(low, feminine=feminine)} à {words.number(high, feminine=feminine)}"


@rule(
    r"(?<![\w)\]%°»])(?<!\d )[-−–](?=\d)|−(?= ?\d)|(?:(?<=\bà )|(?<=\bde )|(?<=\bpar ))[-−–] (?=\d)",
    needs="0",
    prefilter=r"[-−–] ?\d",
)
def minus(match: re.Match[str], passage: Passage) -> str:
    """Say a minus sign: `-5`, `−3`."""
    return "moins"


@rule(r"±(?= ?[\d.])", needs="±")
def plus_or_minus(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a margin: `±3`."""
    return "plus ou moins"


@rule(
    r"(?<![\w+)\d])(?<!\w )\+(?= ?\d)|(?<=\d) ?\+ ?(?=\d)|(?<=[a-z])\+(?=\d)|(?<=\w )\+(?= de )|(?<=\d)\+(?=[ ,.;)]"
    r"|$)|(?<=\w )\+(?= ?\w)",
    needs="+",
)
def plus(match: re.Match[str], passage: Passage) -> str:
    """Say a plus sign: `+5`, `2 + 2`, `Bac+5`."""
    return "plus"


@rule(r"(?<![\w.,])v?\d{1,3}(?:\.\d{1,3}){2,3}(?![\w/]|[.,]\d)", needs=".")
def version(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a version or an address: `2.5.1`, `192.168.0.1`; three digits in each are thousands."""
    parts = match[0].lstrip("v").split(".")
    if all(len(one) == 3 for one in parts[1:]):
        return None
    return ("V " if match[0][0] == "v" else "") + " point ".join(words.with_zeros(one) for one in parts)


@rule(r"(?<=[^\W\d_])(?P<numbers>(?:-\d{1,6})+)(?![\w/]|[.,-]\d)", needs="-")
def joined(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number that is joined to a word: `Covid-19`, `Airbus-320`."""
    if passage.marked("code", match.start()) or match.string[: match.start()].endswith(("http", "ISO")):
        return None
    return " ".join(words.with_zeros(one) for one in match["numbers"][1:].split("-"))


@rule(rf"{_START.replace('+', '').replace('−–—-', '')}(?P<number>{NUMBER})(?![\w]|[.,]\d|/\d)", needs="0")
def cardinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number: `1 234`, `21 personnes`, `460,3 millions`, `3.5`; "une" before a feminine noun."""
    if passage.marked("code", match.start()):
        return None
    return words.number(
        match["number"],
        feminine=is_feminine(passage.text, match.end(), match.start())
        and not (len(match["number"]) == 4 and after(match, _IN_YEAR)),
    )


_IN_YEAR = regex(r"\b(?:[Ee]n|[Dd]epuis|[Dd]ès) ")


RULES: tuple[Rule, ...] = (
    sets,
    periods,
    minute_of_play,
    formation,
    version,
    range_or_score,
    minus,
    plus_or_minus,
    plus,
    joined,
    cardinal,
)
