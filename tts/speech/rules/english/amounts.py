"""Amounts: numbers before symbols and units, ranges of numbers, and whether they describe a noun that follows."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.rule import Passage

NUMBER = r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+|[¼½¾])?|\.\d+)"
"""The pattern of a number: `1,234.5`, `.5`, `2½`."""
MINUS = r"(?:(?<![\w)\]%°])[-−–])?"
BEFORE = r"(?<![\w#@\\$€£¥])(?<!\d[.,:/–—])(?<!\w[-/=])"
"""The pattern of the place before a number: not inside a word, another number or an address."""
DASH = r"\s?[-–—‑]\s?"
_QUARTERS = {"¼": "a quarter", "½": "a half", "¾": "three quarters"}

_NOUNS = (
    "acquisition|award|bag|bags|bailout|balance|ball|banknote|banknotes|barrier|battery|bid|bill|bills|bond|bonus|"
    "backstroke|bottle|bottles|breaststroke|bounty|box|boxes|budget|bulb|business|butterfly|cable|camera|can|cans|charge|coin|coins|company|contract|"
    "contracts|coupon|cut|dash|deal|deals|debt|deficit|discount|display|donation|drive|economy|engine|estate|event|"
    "facility|farm|file|files|fee|fees|final|fine|fines|freestyle|fund|funds|gap|gift|grant|grants|hard|hike|hurdles|home|house|increase|industry|"
    "infrastructure|investment|judgment|laptop|lawsuit|lens|limit|loan|loans|loss|mansion|market|memory|merger|"
    "mortgage|note|notes|offer|package|penalty|phone|pipe|pipeline|plan|plant|prize|profit|program|programme|project|"
    "projects|purchase|race|radius|reactor|relay|raise|ransom|recovery|refund|reward|rise|road|round|sack|sale|screen|settlement|"
    "shortfall|solar|sprint|stake|stimulus|subsidy|surplus|takeover|tank|tax|ticket|tickets|tower|trade|turbine|upgrade|valuation|"
    "voucher|walk|wall|weight|weights|windfall|zone|RAM|SSD|memory card"
)
_FUNCTION = (
    "a|after|against|ago|also|an|and|are|as|at|away|because|been|before|between|but|by|can|could|did|do|does|during|"
    "each|every|for|from|had|has|have|he|her|his|if|in|into|is|it|its|last|less|may|might|more|my|next|nor|not|now|"
    "of|off|on|or|our|out|over|per|she|should|since|so|than|that|the|their|they|this|to|under|until|up|was|we|were|"
    "when|where|which|while|who|whose|will|with|worth|would|yet|you|your"
)
_ARTICLE = regex(r"(?<![\w.])[Aa]n? $")
_ARTICLE_AND_MORE = regex(
    r"(?<![\w.])(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our) (?:additional|annual|big|estimated"
    r"|extra|first|further|giant|huge|initial|large|massive|new|old|planned|proposed|record|reported|second|single"
    r"|small|tiny|total|typical|whopping) $"
)
_NOUN = regex(rf"(?: [a-z]+ing)? (?:{_NOUNS})\b")
_ANY_NOUN = regex(rf" (?!(?:{_FUNCTION})\b)[a-z]")
_HYPHEN = regex(r"-(?!to-|plus\b|ish\b|odd\b|something\b)[a-z]")


def amount(written: str, passage: Passage) -> str:
    """Return a number in words, with any fraction after it: `2½` is `two and a half`."""
    said = words.number(written.rstrip("¼½¾"), with_and=words.says_and(passage.language))
    fraction = _QUARTERS.get(written[-1])
    return f"{said} and {fraction}" if fraction else said


def is_attributive(passage: Passage, begin: int, end: int) -> bool:
    """Return whether the amount from `begin` to `end` describes a noun, as in "a 5kg bag" and "$5 bills"."""
    text = passage.text
    before = text[max(0, begin - 30) : begin]
    return bool(
        _HYPHEN.match(text, end)
        or _NOUN.match(text, end)
        or _ARTICLE.search(before)
        or (_ARTICLE_AND_MORE.search(before) and _ANY_NOUN.match(text, end))
    )


def value(written: str) -> float:
    """Return the value of a written number without the fraction after it, for comparisons."""
    return float(written.strip("-−–¼½¾").replace(",", ""))


def with_stop(said: str, match: re.Match[str], passage: Passage) -> str:
    """Return `said` with the full stop of an abbreviation that ends the passage, and so its sentence too."""
    is_last = match[0].endswith(".") and not passage.text[match.end() :].strip("\"'”’)] ")
    return f"{said}." if is_last else said
