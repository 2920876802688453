"""French fractions, shares and ratings: 1/2, 3 1/4, ½, 15/20, 1/8 de finale."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.french.words import cardinal, part
from tts.speech.rules.rule import Passage, Rule, rule

_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅑⅒"


def _mixed(whole: str, above: int, below: int) -> str:
    """Return a whole number and a fraction in words: 2 and 1 of 2 are `deux et demi`."""
    said = "demi" if (above, below) == (1, 2) else part(above, below)
    return f"{cardinal(int(whole))} et {said.removeprefix('un ') if above == 1 and below == 2 else said}"


@rule(
    rf"(?:(?<![\w.,])(?P<whole>\d+) ?)?(?P<sign>[{_VULGAR}])(?P<noun>(?<=\d½) ?(?:pièces|heures|années|tasses"
    r"|tonnes|minutes|journées)\b)?",
    needs=_VULGAR,
)
def fraction_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction that is a single character: `½`, `2 ½`, `3½ pièces`."""
    if match["noun"]:
        if not match["whole"]:
            return None
        return f"{cardinal(int(match['whole']), feminine=True)} {match['noun'].strip()} et demie"
    above, below = map(int, normalize("NFKC", match["sign"]).split("⁄"))
    if (above, below) == (1, 2) and not match["whole"] and (half := _COMPOUND.match(match.string, match.end())):
        return "une demi" if half["spoon"] else "demi"
    return _mixed(match["whole"], above, below) if match["whole"] else part(above, below)


_BEGINS = r"(?<![\w.,/⁄$£€#-])(?<!\d )"
_ENDS = r"(?![\w/]|[.,]\d|-\d)"
_MAX_BELOW = 10
_FIRST_YEAR, _LAST_YEAR = 1950, 2050  # of a ruling: 123/2020
_NAMED = frozenset((12, 16, 20, 32, 50, 64, 100, 1000))
_SHARE = regex(
    r"\b(?:[Nn]ot\w*|[Ss]cores?|obten\w+|moyenne|classé\w*|[ÉEée]valu\w*|appréciation|avis|bac|eu|donn\w+|mérite"
    r"|attribu\w+|[Ii]ndice)(?: [\w’']+){0,4}(?: :)? "
)


@rule(rf"{_BEGINS}(?P<whole>\d{{1,3}})[ -](?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,2}}){_ENDS}", needs="/⁄")
def mixed_fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a whole number and a fraction: `3 1/4`."""
    above, below = int(match["above"]), int(match["below"])
    return _mixed(match["whole"], above, below) if 0 < above < below <= 16 else None


@rule(
    rf"(?<![\w.,/⁄$£€#])(?<!\d-)(?<![A-Za-z]-)(?<![67]-[67] \()(?P<minus>(?<!\d )[-−])?"
    rf"(?P<above>\d{{1,3}}(?:,\d{{1,2}})?)[/⁄](?P<below>\d{{1,4}})"
    rf"(?P<thousands>(?<=/\d\d) 000(?! ?\d)|(?<=/\d\d\d) 000(?! ?\d))?"
    rf"(?:(?P<final>(?:e|es|ème|èmes)? "
    rf"(?:de )?finales?)\b|{_ENDS})(?: ?(?P<unit>l|L|kg|h|km|m|tasse|verre)(?![\w'’²³]))?",
    needs="/⁄",
)
def fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction, a mark or a share: `1/3`, `2/9`, `15/20`, and the rounds of a cup: `1/8 de finale`."""
    written, below = match["above"], int(match["below"])
    if passage.marked("code", match.start()) or not below:
        return None
    if match["final"]:
        return _say_round(match, below)
    if before(match, _RANGE):
        return f"{cardinal(int(written))} à {cardinal(below)}" if written.isdecimal() else None
    if written == "1" and below == 2 and (half := _COMPOUND.match(match.string, match.end())):
        return "une demi" if half["spoon"] else "demi"
    if match["thousands"]:
        below *= 1000
    if written == "1" and (match["thousands"] or below in (3, 4)) and after(match, _THE_PART):
        return part(1, below).removeprefix("un ")
    if match["thousands"]:
        return part(int(written), below) if written.isdecimal() else None
    said = _say_fraction(match, written, below)
    return f"moins {said}" if match["minus"] else said


_THE_PART = regex(r"\b(?:[Ll]e|[Aa]u|[Dd]u) ")
_RANGE = regex(r" ?(?:pers\b|personnes\b|convives\b|couverts\b|parts\b)")
_COMPOUND = regex(r" (?:sel|tarif|écrémé|pension)\b| (?P<spoon>c\. ?à ?[sc]\b|cà[sc]\b|cuill)")


def _say_fraction(match: re.Match[str], written: str, below: int) -> str:
    """Return a fraction, or a part of a unit, as it is; a mark has "sur", and the number of a ruling "barre"."""
    if _FIRST_YEAR <= below <= _LAST_YEAR and written.isdecimal() and int(written) > 1:
        return f"{cardinal(int(written))} barre {cardinal(below)}"
    if written == str(below) == "50":
        return "cinquante cinquante"
    if "," in written or after(match, _SHARE) or int(written) >= below:
        whole, _, rest = written.partition(",")
        said = cardinal(int(whole)) + (f" virgule {cardinal(int(rest))}" if rest else "")
        return f"{said} sur {cardinal(below)}"
    above = int(written)
    if match["unit"]:
        return _say_part_of_unit(above, below, _UNITS.get(match["unit"], match["unit"]))
    if above and (below <= _MAX_BELOW or below in _NAMED) and not (below in (10, 20, 100) and above > 1):
        return part(above, below)
    return f"{cardinal(above)} sur {cardinal(below)}"


_UNITS = {"l": "litre", "L": "litre", "kg": "kilo", "h": "heure", "km": "kilomètre", "m": "mètre"}


def _say_part_of_unit(above: int, below: int, unit: str) -> str:
    """Return a part of a unit: 1 of 2 litres is `un demi-litre`, 3 of 4 hours `trois quarts d’heure`."""
    if (above, below) == (1, 2):
        return f"{'une' if unit in ('heure', 'tasse') else 'un'} demi-{unit}"
    return f"{part(above, below)} {'d’' if unit == 'heure' else 'de '}{unit}"


def _say_round(match: re.Match[str], below: int) -> str:
    """Return the round of a cup: 1 of 2 is `demi-finale`."""
    many = "s" if match["final"].endswith("s") or after(match, _MANY) else ""
    if below == 2:
        return f"demi-finale{many}"
    name = part(1, below).removeprefix("un ")
    return f"{name}{many} de finale"


_MANY = regex(r"\b(?:les|des|aux|ces|nos|leurs) ")


RULES: tuple[Rule, ...] = (fraction_sign, mixed_fraction, fraction)
