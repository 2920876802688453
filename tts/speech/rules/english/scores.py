"""Two numbers with a dash between them: ranges, scores, votes, odds, wickets, pages and the numbers of models."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.numbers import NUMBER
from tts.speech.rules.rule import Passage, Rule, rule

_DASH = "[-‐‑‒–—−]"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LABELS = regex(
    r"\b(?:[Ff]ig(?:ure|\.)?|[Tt]able|[Ss]ection|[Ee]xhibit|[Cc]hart|[Pp]art|[Aa]rticle|[Aa]ppendix|[Mm]odels?|[Ll]ot"
    r"|[Cc]atalog(?:ue)?(?: (?:no\.?|number))?|[Nn]os?\.|[Nn]umber|[Oo]rder|[Ll]aw|[Cc]ase|[Bb]ill|[Dd]ocket|[Rr]ule"
    r"|[Ff]orm|[Cc]hapter|[Tt]itle|[Cc]lause|[Ll]ine|[Rr]ow|[Ss]eat|[Gg]ate|[Rr]oom|[Ff]lat|[Uu]nit|[Ss]uite|Apt\.?"
    r"|[Bb]ox|[Rr]ef(?:erence|\.)?|[Cc]ode|[Cc]ontract|[Rr]esolution|[Rr]oute|Highway|Hwy\.?|[Rr]egulation|FAR|ISO"
    r"|[Tt]ype|[Cc]lass|[Ss]eries|[Ii]tem|[Cc]hannel|[Bb]us|[Ff]light|[Ss]erial|SKU|§) "
)
_PAGES = regex(r"\b(?:[Pp]ages?|pp?\.?|[Ll]ines|ll\.) ?")
_BETWEEN = regex(r"\b[Bb]etween ")
_CRICKET = regex(
    r"\b(?:wickets?|innings|declared|dec|overs?|batsm[ae]n|batters?|batting|bowl(?:ed|er|ers|ing)|cricket|all out|runs"
    r"|stumps|(?:[Aa]t|by|before|after|to) (?:tea|lunch|the close)|Ashes|T20|Test|follow[- ]on)\b"
)
_SIDES = regex(
    r"\b(?:vot(?:ed?|es|ing)|pass(?:ed|es)|pass by|approv\w+|reject\w+|ballot|odds|shot|outsider|favourites?|favorites?"
    r"|priced|score[ds]?|scoring|w[io]n(?:s|ning)?|beat(?:en|s)?|lost|lose[s]?|lead(?:s|ing)?|led|los[ts]|drew|draws?|tied?"
    r"|defeat(?:s|ed)?|victor\w+|games?|match(?:es)?|sets?|half[- ]time|full[- ]time|final|goals?|points|rout(?:ed)?"
    r"|thrash\w+|down|up|ahead|trail\w*|record|series|split|majority|ruled|decision)\b"
)
_NEAR = 60  # characters, about one clause


def _is_range(low: str, high: str) -> bool:
    """Return whether the numbers rise or can be a score; paragraphs (1.602-2) and identifiers (12345-6) cannot."""
    if float(low) < float(high):
        return len(low.partition(".")[2]) <= max(2, len(high.partition(".")[2]))
    return "." not in low and len(low) <= 4


def _has_near(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` is found shortly before or after the match."""
    begin, end = match.span()
    return cue.search(match.string, max(0, begin - _NEAR), end + _NEAR) is not None


def _is_wickets(match: re.Match[str], low: str, high: str) -> bool:
    """Return whether these are runs and wickets, as in `120-3` at tea, or a bowler's wickets and runs, as in `5-20`."""
    wickets = high if int(low) > int(high) else low
    return int(wickets) <= 10 < max(int(low), int(high)) and _has_near(match, _CRICKET)


def _apart(first: str, second: str, low: str) -> str:
    """Return two numbers that are not a range: behind a round number with a comma, else both would be heard as one."""
    return f"{first}{',' if _is_round(low) else ''} {second}"


def _is_round(written: str) -> bool:
    """Return whether a number that follows `written` could be heard as its end: `20`, `300`, `1.5`."""
    return "." in written or (len(written) > 1 and written.endswith("0"))


def _last_page(first: str, last: str) -> str:
    """Return the last of a range of pages in full: `120-3` are the pages 120 to 123."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


@rule(
    rf"(?<![\w.,/$£€#+−–—‐‑‒-])(?P<low>{NUMBER})(?P<dash>{_DASH})(?P<high>{NUMBER})(?P<tie_break>[⁰¹²³⁴-⁹]{{1,2}})?"
    rf"(?![\w/⁄]|[.,]\d|{_DASH}\d)",
    needs="0",
    prefilter=r"\d[^\w\s.,:/]\d",
)
def range_or_score(match: re.Match[str], passage: Passage) -> str | None:
    """Say two numbers with a dash between them: `10–15`, `3-2`; a draw has no "to". Leave possible identifiers.

    Runs and wickets of cricket have "for" between them, a set of tennis may have its tie-break in raised figures.
    """
    low, high = match["low"].replace(",", ""), match["high"].replace(",", "")
    if any(len(number) > 1 and number[0] == "0" and number[1] != "." for number in (low, high)):
        return None
    with_and = words.says_and(passage.language)
    if low.isdecimal() and high.isdecimal() and int(low) > int(high) and after(match, _PAGES):
        high = _last_page(low, high)
    first, second = (words.number(number, with_and=with_and) for number in (low, high))
    if after(match, _LABELS) and match["dash"] in "-‐‑":
        return _apart(first, second, low)
    if not _is_range(low, high) or (match["dash"] == "−" and not _is_dash(match, low, high)):
        return None
    if high == "0" and len(low) > 2 and not _is_round(low) and not _has_near(match, _SIDES):
        return None  # the beginning of the number of a book: 978-0
    if passage.british:
        first, second = ("nil" if number == "0" else said for number, said in ((low, first), (high, second)))
    said = f"{first} {_link(match, low, high)} {second}".replace("  ", " ")
    return f"{said}, {words.number(match['tie_break'].translate(_RAISED))}" if match["tie_break"] else said


def _link(match: re.Match[str], low: str, high: str) -> str:
    """Return the word between the two numbers, "" for none."""
    if low == high or match[0] == "24-7":
        return ""
    if low.isdecimal() and high.isdecimal() and _is_wickets(match, low, high):
        return "for"
    return "and" if after(match, _BETWEEN) else "to"


def _is_dash(match: re.Match[str], low: str, high: str) -> bool:
    """Return whether a minus sign between two numbers stands for a dash: `10−12 people`, `voted 420−1`."""
    return not before(match, _SUM) and (float(low) < float(high) or _has_near(match, _SIDES))


_SUM = regex(r" ?[=+×÷]")
_FROM = r"(?i:from|aged?|ages|pp?\.?|pages?|about|around|approximately|roughly)"


@rule(rf"(?<=\d ){_DASH}(?= {NUMBER}(?!\w|[-–—/]))", needs="0", prefilter=r"\d [^\w\s] \d")
def spaced_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash of a range or score with spaces around it if words show that it is one: `between 10 - 15`.

    Behind a round number any other is a short pause, because both numbers would else be heard as one: `420 - 1`.
    """
    if after(match, _BETWEEN_NUMBER):
        return "and"
    if after(match, _SPACED) or (match[0] != "—" and after(match, _ANY_NUMBER) and _has_near(match, _SIDES)):
        return "to"
    is_sum = match[0] == "−" or before(match, _OTHER_SUM)
    return "," if not is_sum and after(match, _ROUND) else None


_BETWEEN_NUMBER = regex(rf"\b[Bb]etween {NUMBER} ")
_SPACED = regex(rf"\b{_FROM} {NUMBER} ")
_ANY_NUMBER = regex(r"(?<![\w.,$£€-])\d{1,4} ")
_ROUND = regex(r"\d0 ")
_OTHER_SUM = regex(rf" {NUMBER} [-=+−]")


@rule(rf"(?<=\d){_DASH}(?=\d)", needs="0")
def joined(match: re.Match[str], passage: Passage) -> str | None:
    """Read a dash that no other rule reads as a short pause where two numbers would be heard as one: `100-20-5`."""
    return "," if after(match, _OPEN_END) and not passage.marked("code", match.start()) else None


_OPEN_END = regex(r"(?<![\w.,])[1-9][\d,]*0|[A-Za-z][1-9]\d*0|\d\.\d+")


@rule(
    r"(?<![\w.,])(?P<goals>\d{1,2})\.(?P<behinds>\d{1,2})(?= ?\((?P<points>\d{1,3})\))",
    needs="0",
    prefilter=r"\.\d\d? ?\(\d",
)
def goals_and_behinds(match: re.Match[str], passage: Passage) -> str | None:
    """Say a score of Australian football, goals of six points and behinds of one: `16.12 (108)`."""
    goals, behinds = int(match["goals"]), int(match["behinds"])
    is_score = goals * _POINTS_OF_GOAL + behinds == int(match["points"])
    return f"{words.cardinal(goals)} {words.cardinal(behinds)}" if is_score else None


_POINTS_OF_GOAL = 6


RULES: tuple[Rule, ...] = (goals_and_behinds, range_or_score, spaced_range)
"""Applied before the rules for single numbers."""
LAST: tuple[Rule, ...] = (joined,)
"""Applied after all other rules for numbers."""
