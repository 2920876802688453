"""Spanish cardinals, decimals, plus and minus, ranges, scores and versions."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish import words
from tts.speech.rules.spanish.amounts import DASH, NUMBER, in_region, noun_gender, of_millions

_START = r"(?<![\w.,:/+$£€#−–—-])(?<!\d )"
_SET = r"[0-7][-–/][0-7](?: ?\(\d{1,2}(?:[-–]\d{1,2})?\))?"


@rule(rf"(?<![\w,/-])(?P<sets>{_SET}(?:,? (?:y )?{_SET}){{1,4}})(?![\w/-])", needs="-–/")
def sets(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sets of a match of tennis, two numbers for each: `6-4, 7-6 (7-5)`."""
    if any("6" not in one and "7" not in one for one in re.findall(r"\d[-–/]\d", match["sets"])):
        return None
    said = re.sub(r"(\d+)[-–/](\d+)", r"\1 \2", match["sets"])
    return re.sub(r"\d+", lambda one: words.cardinal(int(one[0])), said)


@rule(
    r"(?<![\w.,/-])(?:(?P<base>45|90|105|120)\+)?(?P<minute>\d{1,3})['’′]"
    r"(?=[,;).]| [ye]t? (?:a los |al |el )?\d|\+\d| del |$)"
    r"|(?<=\b[Ee]l )(?P<goal>\d{1,3})['’′](?!\w)",
    needs="'’′",
)
def minute_of_play(match: re.Match[str], passage: Passage) -> str:
    """Say the minute of a goal: `(12', 67')`, `el 67'`; minutes of work, `cada 5'`."""
    is_lasting = after(match, _LASTING)
    minute = words.cardinal(int(match["minute"] or match["goal"]), "m" if is_lasting else "")
    minute = f"{words.cardinal(int(match['base']))} más {minute}" if match["base"] else minute
    return f"{minute} minutos" if is_lasting else f"minuto {minute}"


_LASTING = regex(r"\b(?:cada|últimos|primeros|durante|unos|otros|tras|los(?: \d{1,3}['’′],?)*(?: y)?) ")


@rule(r"(?<![\w.,/-])\d(?:-\d){2,4}(?![\w/-]|[.,]\d)", needs="-")
def formation(match: re.Match[str], passage: Passage) -> str:
    """Say the formation of a team: `4-4-2`."""
    return " ".join(words.cardinal(int(one)) for one in match[0].split("-"))


@rule(rf"{_START}(?P<low>{NUMBER})(?P<dash>{DASH})(?P<high>{NUMBER})(?![\w/]|[.,:]\d|[-–—]\d)", needs="-–—‑")
def range_or_score(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash between two numbers: `20-30 personas`, `2-1`; a difference, `5 - 3`, has spaces."""
    low, high = match["low"], match["high"]
    if passage.marked("code", match.start()):
        return None
    if match["dash"].startswith(" ") and match["dash"].endswith(" "):
        is_sum = match["dash"].strip() == "-" and re.match(r" ?=", match.string[match.end() :])
        return f"{words.number(low)} menos {words.number(high)}" if is_sum else None
    if after(match, _AIRCRAFT):
        return f"{words.number(low)} {words.number(high)}"
    gender = noun_gender(passage.text, match.end(), match.start("high"))
    return f"{words.number(low, gender)} a {words.number(high, gender)}"


_AIRCRAFT = regex(r"\b(?:Boeing|Airbus|Embraer|Antónov|[Mm]odelo) ")


@rule(
    r"(?<![\w)\]%°»])(?<!\d )[-−–](?=\d)|−(?= ?\d)|(?:(?<=\ba )|(?<=\bde )|(?<=\d ))[-−–] (?=\d)",
    needs="0",
    prefilter=r"[-−–] ?\d",
)
def minus(match: re.Match[str], passage: Passage) -> str:
    """Say a minus sign: `-5`, `−3`, `2 - 1`."""
    return "menos "


@rule(r"±(?= ?[\d.])", needs="±")
def plus_or_minus(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a margin: `±3`."""
    return "más o menos"


@rule(r"(?<![\w+)\d])(?<!\w )\+(?= ?\d)|(?<=\d) ?\+ ?(?=\d)|(?<=\d)\+(?=[ ,.;)]|$)|(?<=\w )\+(?= ?\w)", needs="+")
def plus(match: re.Match[str], passage: Passage) -> str:
    """Say a plus sign: `+5`, `2 + 2`."""
    return " más " if match[0] == " + " else "más"


@rule(r"(?<![\w.,])v?\d{1,3}(?:\.\d{1,3}){2,3}(?![\w/]|[.,]\d)", needs=".")
def version(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a version: `2.5.1`; three digits in each part are thousands."""
    parts = match[0].lstrip("v").split(".")
    if all(len(one) == 3 for one in parts[1:]):
        return None
    return ("V " if match[0][0] == "v" else "") + " punto ".join(words.with_zeros(one) for one in parts)


@rule(r"(?<=[^\W\d_])(?P<numbers>(?:-\d{1,6})+)(?![\w/]|[.,-]\d)", needs="-")
def joined(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number that is joined to a word: `Covid-19`, `sub-21`."""
    if passage.marked("code", match.start()):
        return None
    return " ".join(words.with_zeros(one) for one in match["numbers"][1:].split("-"))


@rule(rf"(?<![\w.,:/$£€#])(?<!\d )(?P<number>{NUMBER})(?![\w]|[.,]\d|/\d)", needs="0")
def cardinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number in the gender of the noun after it: `21 años`, `1 persona`, `200 páginas`, `33,32`."""
    if passage.marked("code", match.start()):
        return None
    written, gender = in_region(match["number"], passage), noun_gender(passage.text, match.end(), match.start())
    return words.number(written, gender) + (of_millions(written) if gender else "")


RULES: tuple[Rule, ...] = (
    sets,
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
