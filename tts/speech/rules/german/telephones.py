"""Telephone numbers, postcodes and other numbers that are read digit by digit."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.german import words
from tts.speech.rules.german.context import after, before
from tts.speech.rules.rule import Passage, Rule, rule

_MIN_DIGITS = 6
_GROUP = regex(r"\d+")


def _said(written: str) -> str:
    """Return the groups of a telephone number digit by digit, with a short rest between them."""
    return ", ".join(map(words.digits, _GROUP.findall(written)))


@rule(
    r"(?<![\w.,+/-])(?:\+|00)(?P<country>[1-9]\d{0,2})[ /-]?(?P<rest>(?:\(0\) ?)?\(?\d[\d ()/-]{4,}\d)(?![\w]|[.,]\d)",
    needs="0",
)
def telephone_abroad(match: re.Match[str], passage: Passage) -> str | None:
    """Say a telephone number with the code of its country: `+49 30 901820`."""
    country, rest = match["country"], match["rest"].replace("(0)", "")
    if sum(map(str.isdecimal, rest)) < _MIN_DIGITS:
        return None
    code = words.cardinal(int(country)) if len(country) < 3 else words.digits(country)
    return f"{'plus' if match[0].startswith('+') else 'null null'} {code}, {_said(rest)}"


@rule(r"(?<![\w.,+/-])(?:\(0\d{1,5}\)|0\d{1,5}(?=[ /-]?\d))(?: ?[/–-] ?| )?\d[\d /-]{2,}\d(?![\w]|[.,:]\d)", needs="0")
def telephone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a telephone number digit by digit: `030/1234567`, `(0411) 0234-1234`, `0800 123 45 67`."""
    return _said(match[0]) if sum(map(str.isdecimal, match[0])) > _MIN_DIGITS else None


_CALL = regex(
    r"\b(?:Notruf|Notrufnummer|Rufnummer|Telefonnummer|Polizeinotruf|Tel\.:?|Telefon:?|Durchwahl|Hotline:?"
    r"|Postleitzahl|PLZ|wähl\w+"
    r"|(?:ruf|Ruf)\w* (?:\w+ )?unter|unter der(?: Nummer)?|die Nummer)(?: (?:die|der|unter|Nummer))? \Z"
)


@rule(r"(?<![\w.,/-])\d{3,8}(?:[ /-]\d{2,8})*(?![\w%€$]|[.,:]\d| ?[€%$])", needs="0")
def digit_by_digit(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number to call digit by digit: `Notruf 112`, `Tel. 123456`."""
    return (
        _said(match[0])
        if (_CALL.search(before(match)) or re.match(r" (?:an)?(?:rufen|wählen)\b", after(match)))
        else None
    )


@rule(
    r"(?:(?<=, )|(?<=\d )|(?<=\d, )|(?<=\d[a-z] )|(?<=\d[a-z], )|(?<=\bD-)|(?<=\()"
    r"|(?<=^))\d{5}(?= [A-ZÄÖÜ][a-zäöüß]{2,})",
    needs="0",
    prefilter=r"\d{5} [A-ZÄÖÜ]",
)
def postcode(match: re.Match[str], passage: Passage) -> str | None:
    """Say a postcode before its town digit by digit: `Hauptstraße 5, 10117 Berlin`."""
    is_address = match.string[: match.start()].endswith("D-") or re.search(
        r"(?:[Ss]tr(?:aße|\.)|[Pp]latz|[Aa]llee|[Ww]eg|[Gg]asse|Postfach|[Uu]fer|[Dd]amm"
        r"|[Rr]ing) ?[\d –-]*[a-z]?,? ?\Z",
        before(match),
    )
    return words.digits(match[0]) if is_address else None


@rule(
    r"(?<![\w.,/-])(?P<letters>IBAN|ISBN|BIC)(?P<by>:? ?)(?P<number>[A-Z0-9][A-Z0-9 -]{8,}[A-Z0-9])(?!\w)", needs="IB"
)
def account_number(match: re.Match[str], passage: Passage) -> str:
    """Say an account or a book by its letters and digits: `IBAN DE12 5001 0517 0648 4898 90`."""
    name = match["letters"].capitalize() if match["letters"] == "IBAN" else words.letters(match["letters"])
    groups = (
        " ".join(words.digits(one) if one.isdecimal() else one for one in group)
        for group in re.split(r"[ -]+", match["number"])
    )
    return f"{name}: {', '.join(groups)}"


RULES: tuple[Rule, ...] = (account_number, telephone_abroad, telephone, digit_by_digit, postcode)
