"""Letters combined with numbers: aircraft, roads, diseases, products, one-time codes."""

from __future__ import annotations

import re

from tts.speech.rules.english import words
from tts.speech.rules.english.acronyms import say_capitals
from tts.speech.rules.rule import Passage, Rule, rule

_HYPHENED = "AIVXL"  # engines would read the A of "A four" as an article, and the V of "V two" as a Roman numeral
_ISOTOPES = ("carbon", "uranium", "plutonium", "iodine", "caesium", "cesium", "strontium", "cobalt", "polonium")


@rule(
    r"(?<=[A-Za-z])-(?P<number>\d{1,3}|[1-9]\.\d)(?P<many>s?)(?P<letter>[A-Z]?)(?!\w|[-–,.]\d)",
    needs="0",
    prefilter=r"[A-Za-z]-\d",
)
def designation(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of an aircraft, a disease or a model after its hyphen: `F-16`, `MiG-29s`, `COVID-19`."""
    name = re.search(r"(?<![\w.-])[A-Za-z]*\Z", match.string[: match.start()])
    if not name or not (name[0][:1].isupper() or name[0] in _ISOTOPES):
        return None
    said = words.number(match["number"]) if "." in match["number"] else words.by_pairs(match["number"])
    said = " ".join(filter(None, (words.plural(said) if match["many"] else said, match["letter"])))
    return f"-{said}" if name[0] in _HYPHENED else said


@rule(r"(?<![\w.])(?=\w*[A-Za-z]\d|\d+[A-Za-z]+\d)[A-Za-z0-9]{2,12}(?:\.\d)?(?!\w|\.\w|\.\d)", needs="0")
def letters_and_digits(match: re.Match[str], passage: Passage) -> str | None:
    """Say a word of letters and digits: `G20`, `A380`, `H1N1`, `ab9453`; leave long mixtures alone."""
    parts = re.findall(r"[A-Za-z]+|\d+\.\d|\d+", match[0])
    if len(parts) > 5 or (len(match[0]) > 6 and len(parts) > 4) or re.search(r"[a-z]\d+[a-z]{2}", match[0]):
        return None
    is_many = parts[-1] == "s" and parts[-2].isdecimal() and parts[0].isupper()
    if is_many:
        parts.pop()
    said = " ".join(_part(part, is_many and part is parts[-1]) for part in parts)
    return said.replace(" ", "-", 1) if parts[0] in set(_HYPHENED) else said


def _part(part: str, is_many: bool = False) -> str:
    """Return the letters or digits in words: digits in pairs, as a year, or one by one, by their number."""
    if part.isalpha():
        return say_capitals(part) if part.isupper() and len(part) > 1 else part
    if "." in part:
        return words.number(part)
    if len(part) == 4 and part[:2] in ("19", "20"):
        return words.year(int(part))
    said = words.by_pairs(part) if len(part) < 4 else words.digits(part)
    return words.plural(said) if is_many else said


@rule(r"(?<=#)\d{4,6}(?![\w.,-]\d|\w)", needs="#")
def issue(match: re.Match[str], passage: Passage) -> str:
    """Say the number of an issue: each digit of `#14620`, and `#1522` in pairs."""
    return words.by_pairs(match[0])


@rule(r"(?<=\bCVE)-(?P<year>\d{4})-(?P<number>\d{4,6})(?!\w|-)", needs="V")
def vulnerability(match: re.Match[str], passage: Passage) -> str:
    """Say the year and the number of a software vulnerability: `CVE-2026-5222`."""
    return f"{words.year(int(match['year']))}, {words.by_pairs(match['number'])}"


RULES: tuple[Rule, ...] = (vulnerability, issue, designation, letters_and_digits)
