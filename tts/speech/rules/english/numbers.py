"""Cardinals, ordinals, decimals, negatives, fractions and magnitudes."""

from __future__ import annotations

import re
from math import gcd
from string import ascii_letters, digits

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.context import after, before, near
from tts.speech.rules.rule import Passage, Rule, rule

WHOLE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,000(?!\d)|\d+)"
"""The pattern of a whole number, with or without commas."""
NUMBER = rf"{WHOLE}(?:\.\d+)?"
"""The pattern of a number."""


def _with_and(passage: Passage) -> bool:
    """Return whether the passage's English says "and" after hundreds: "one hundred and four"."""
    return words.says_and(passage.language)


_VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅐": (1, 7),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅑": (1, 9),
    "⅒": (1, 10),
}


def part(above: int, below: int) -> str:
    """Return a fraction in words: 3 of 4 are `three quarters`."""
    name = {1: "first", 2: "half", 4: "quarter"}.get(below) or words.ordinal(below, with_and=False)
    if above == 1:
        return f"one {name}"
    return f"{words.cardinal(above)} {'halves' if below == 2 else words.plural(name)}"


def mixed(whole: str, above: int, below: int) -> str:
    """Return a whole number and a fraction in words: 2 and 1 of 2 are `two and a half`."""
    said = part(above, below)
    return f"{words.number(whole)} and {said.replace('one ', 'a ', 1) if above == 1 else said}"


@rule(rf"(?:(?<![\w.,])(?P<whole>{WHOLE}[ -]?))?(?P<sign>[{''.join(_VULGAR)}])", needs="¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
def fraction_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a fraction that is a single character: `½` is "one half", `2½` "two and a half"."""
    above, below = _VULGAR[match["sign"]]
    whole = (match["whole"] or "").rstrip(" -")
    return mixed(whole, above, below) if whole else part(above, below)


_PARTS = (2, 3, 4, 8, 16, 32, 64)  # denominators on rulers and in recipes


@rule(r"(?<![\w.,/$£€-])(?P<whole>\d{1,3})[ -](?P<above>\d{1,2})[/⁄](?P<below>\d{1,2})(?![\w/]|[.,]\d|-\d)", needs="/⁄")
def mixed_fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a whole number and a fraction: `3 2/4`."""
    above, below = int(match["above"]), int(match["below"])
    if not above or below not in _PARTS or above > 2 * below + 1:
        return None
    return mixed(match["whole"], above, below)


_BETS = regex(
    r"\b(?:odds|at the off|favou?rites?|shots?|outsiders?|evens|priced?|bookmakers?|bookies|betting|bets?|backed"
    r"|drifted|drifting|joint|SP|starting price|tipped|jockey|hurdle|handicap|each[- ]way)\b",
    re.IGNORECASE,
)


@rule(r"(?<![\w.,/⁄$£€#-])(?<!\d )(?P<above>\d{1,4})/(?P<below>\d{1,3})(?![\w/]|[.,]\d|-\d)", needs="/")
def odds(match: re.Match[str], passage: Passage) -> str | None:
    """Say the odds of a bet: `5/2` near the word "odds", and `66/1`."""
    above, below = int(match["above"]), int(match["below"])
    is_bet = near(match, _BETS) or _BETS.search(match.string, match.end(), match.end() + 60) or after(match, _ODDS)
    is_sure = below == 1 and above > _LAST_DAY and not after(match, _ON)
    if above < 1 or below < 1 or not (is_sure or is_bet):
        return None
    with_and = _with_and(passage)
    return f"{words.cardinal(above, with_and=with_and)} to {words.cardinal(below, with_and=with_and)}"


_LAST_DAY = 31  # 6/1 may be a date
_ODDS = regex(r"\d/\d{1,3}(?: and| or|,) ")
_OUT_OF = regex(
    r"\b(?:[Rr]at(?:ed|es?|ing)|[Ss]cor(?:ed?|es|ing)|[Gg](?:ave|ot|iv(?:e|es|ing|en))|[Mm]ark(?:ed)?)[\w' ]{0,20} "
)
_OF = regex(r" of\b")
_SHARED = regex(
    r"[ -](?:vote|votes|majority|supermajority|share|stake|length|cup|cups|mile|inch|scale|full|empty|way)\b"
)
_STARS = regex(" (?:stars?|points?)")
_ON = regex(r"\b(?:[Oo]n|[Ss]ince|[Uu]ntil|[Pp]ages?|[Pp]art|[Pp]arts|[Ss]tep|[Dd]ay|[Dd]ue|by|from|time:?) ")


@rule(
    r"(?<![\w.,/⁄$£€#-])(?P<above>\d{1,3})[/⁄](?P<below>\d{1,4})(?P<th>th|rd|nd)?(?![\w/]|[.,]\d|-\d)",
    re.IGNORECASE,
    needs="/⁄",
)
def fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction in lowest terms, `31/32`, or a rating out of ten; leave what may be a date or a page."""
    above, below = int(match["above"]), int(match["below"])
    is_share = after(match, _OUT_OF) or below == 10 or before(match, _STARS) or above == below
    if below in (5, 10, 100) and 1 < above <= below and is_share and not (before(match, _OF) or after(match, _ON)):
        return f"{words.cardinal(above)} out of {words.cardinal(below)}"
    is_sure = below in _PARTS or match["th"] or above == 1 or before(match, _OF) or before(match, _SHARED)
    if not above or below < 2 or gcd(above, below) > 1 or not is_sure or after(match, _ON):
        return None
    return part(above, below)


_PEOPLE = (
    "people users viewers customers jobs homes households followers views copies voters residents refugees workers "
    "children students visitors passengers subscribers downloads members listeners readers patients tonnes "
    "tons barrels shares players fans women men adults Americans Britons Ukrainians Russians Europeans doses vehicles "
    "cars records accounts documents pages messages requests times lines years likes retweets comments clicks streams "
    "plays posts tweets subscriptions impressions hits reads viewings visits mentions signatures dollars euros pounds "
    "migrants refugees cases deaths infections tests voters parcels packages orders units copies items songs videos"
)
_COUNTED = rf"(?= (?:\w+ ){{0,2}}(?:{_PEOPLE.replace(' ', '|')})\b)"
_MAGNITUDES = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion", "mn": "million", "mln": "million"}
_MAGNITUDES |= {"tn": "trillion", "trn": "trillion"}


@rule(
    rf"(?<![\w.,])(?P<number>{NUMBER}) ?(?P<name>bn|mn|mln|tn|trn)\b(?!\.\w)",
    needs="0",
    prefilter=r"\d ?(?:bn|mn|mln|tn|trn)\b",
)
def magnitude(match: re.Match[str], passage: Passage) -> str:
    """Say in full an abbreviated million, billion or trillion: `1.2bn people`."""
    return f"{words.number(match['number'], with_and=_with_and(passage))} {_MAGNITUDES[match['name']]}"


@rule(
    rf"(?<![\w.,])(?P<number>{NUMBER})(?P<name>[kKmMbB])\+?{_COUNTED}"
    rf"|(?<![\w.,$£€-])(?P<part>\d{{1,3}}\.\d{{1,2}})(?P<large>[MB]|K(?! (?:run|race|TV|video|display)))"
    r"\+?(?![\w/-]|\.\d)",
    needs="0",
    prefilter=r"\d[kKmMbB](?![A-Za-z])",
)
def magnitude_letter(match: re.Match[str], passage: Passage) -> str:
    """Say thousand, million or billion for a letter before what is counted, or behind a point: `3m people`, `1.9M`."""
    number, name = match["number"] or match["part"], match["name"] or match["large"]
    said = f"{words.number(number, with_and=_with_and(passage))} {_MAGNITUDES[name.lower()]}"
    return f"{said} plus" if match[0].endswith("+") else said


_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


@rule(rf"(?<![\w.,])(?P<number>{WHOLE})(?P<suffix>st|nd|rd|th)(?P<many>s?)\b", re.IGNORECASE, needs="0")
def ordinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ordinal: `42nd`, `1,000th`. Leave a number with the wrong ending, such as `11st`."""
    plain = match["number"].replace(",", "")
    if len(plain) > words.MAX_DIGITS:
        return None
    number = int(plain)
    suffix = "th" if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, "th")
    if match["suffix"].lower() != suffix:
        return None
    return words.ordinal(number, with_and=_with_and(passage)) + match["many"].lower()


@rule(r"(?<=\d(?:st|nd|rd|th))[-–](?=\d+(?:st|nd|rd|th)\b)", needs="0")
def ordinal_range(match: re.Match[str], passage: Passage) -> str:
    """Say the dash between two ordinals: `18th–19th`."""
    return "to"


@rule(r"(?<![^\s(\[“‘\"'=<>≤≥≈~?!…])(?<!\d )[-−](?=\.?\d)|−(?=\.?\d)", needs="0−", prefilter=r"(?:^|[^\w,.)])-\.?\d|−")
def minus(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a negative number, but not a hyphen or a dash: `-5`, `−5`."""
    return "minus"


@rule(r"(?<![\w+)])\+(?=\.?\d)|(?<=[\dA-Z])\+(?![\w+])", needs="+")
def plus(match: re.Match[str], passage: Passage) -> str:
    """Say the plus sign before or after a number, or after letters: `+3`, `18+`, `LGBTQ+`."""
    return "plus"


@rule(rf"(?<![\w.])(?:{WHOLE})?\.\d+(?!\.?\d)", needs="0")
def decimal(match: re.Match[str], passage: Passage) -> str:
    """Say a number with a decimal point, digit by digit after the point: `3.14`, `.5`."""
    return words.number(match[0], with_and=_with_and(passage))


@rule(r"(?<![\w.,])\d{1,3}(?: 000)+(?![\w]|[.,]\d)", needs="0", prefilter=r"\d 000")
def spaced_thousands(match: re.Match[str], passage: Passage) -> str:
    """Say a round number with spaces between its groups: `10 000`."""
    return words.number(match[0].replace(" ", ","), with_and=_with_and(passage))


_IN_NAMES = ascii_letters + digits
_SIZES = regex(r"[\d.,]+[xX][\d.,]+s?")
_MIXED = regex(r"\d[A-Za-z]+\d|[A-Za-z]\d+[A-Za-z]{2}")
_MAX_NAME = 40


def _is_in_a_name(match: re.Match[str]) -> bool:
    """Return whether the digits are mixed with letters and other digits, as in `t25d12`, or inside a word."""
    begin, end = match.span()
    before, after = match.string[max(0, begin - _MAX_NAME) : begin], match.string[end : end + _MAX_NAME]
    name = before[len(before.rstrip(_IN_NAMES)) :] + match[0][:_MAX_NAME]
    name += after[: len(after) - len(after.lstrip(_IN_NAMES))]
    return not _SIZES.fullmatch(name) and _MIXED.search(name) is not None


@rule(rf"(?<!\d){WHOLE}(?P<many>s\b)?", needs="0")
def cardinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number that no other rule reads: `26,350`, `12000`; `004` and very long numbers digit by digit.

    Leave digits among the letters of a name.
    """
    if _is_in_a_name(match):
        return None
    said = words.number(match[0].removesuffix("s"), with_and=_with_and(passage))
    return words.plural(said) if match["many"] else said


PARTS: tuple[Rule, ...] = (odds, fraction_sign, mixed_fraction, fraction, magnitude, magnitude_letter)
"""Applied before the rules for two numbers with a dash between them."""
RULES: tuple[Rule, ...] = (
    ordinal_range,
    ordinal,
    spaced_thousands,
    minus,
    plus,
    decimal,
    cardinal,
)
