"""Sums of money: 3,50 €, 1,5 Mrd. Euro, $20, CHF 5.-."""

from __future__ import annotations

import re
from typing import NamedTuple

from tts.speech.rules.german import words
from tts.speech.rules.german.amounts import BEFORE, DASH, MAGNITUDE, NUMBER, RANGE, SIGN, amount, large, signed
from tts.speech.rules.german.context import after, before, stop
from tts.speech.rules.german.units import PER, say_per
from tts.speech.rules.rule import Passage, Rule, rule


class _Currency(NamedTuple):
    singular: str
    plural: str
    cent: str = ""
    cents: str = ""


_EURO = _Currency("Euro", "Euro", "Cent", "Cent")
_DOLLAR = _Currency("Dollar", "Dollar", "Cent", "Cent")
_POUND = _Currency("Pfund", "Pfund", "Penny", "Pence")
_FRANC = _Currency("Franken", "Franken", "Rappen", "Rappen")
_YEN = _Currency("Yen", "Yen")
_YUAN = _Currency("Yuan", "Yuan")
_CURRENCIES = {
    "€": _EURO,
    "EUR": _EURO,
    "Euro": _EURO,
    "$": _DOLLAR,
    "US$": _Currency("U S-Dollar", "U S-Dollar", "Cent", "Cent"),
    "US-$": _Currency("U S-Dollar", "U S-Dollar", "Cent", "Cent"),
    "USD": _Currency("U S-Dollar", "U S-Dollar", "Cent", "Cent"),
    "T€": _Currency("tausend Euro", "tausend Euro"),
    "TEUR": _Currency("tausend Euro", "tausend Euro"),
    "Dollar": _DOLLAR,
    "A$": _Currency("australischer Dollar", "australische Dollar"),
    "AUD": _Currency("australischer Dollar", "australische Dollar"),
    "C$": _Currency("kanadischer Dollar", "kanadische Dollar"),
    "CAD": _Currency("kanadischer Dollar", "kanadische Dollar"),
    "£": _POUND,
    "GBP": _POUND,
    "Pfund": _POUND,
    "CHF": _Currency("Schweizer Franken", "Schweizer Franken", "Rappen", "Rappen"),
    "Fr.": _FRANC,
    "Franken": _FRANC,
    "¥": _YEN,
    "JPY": _YEN,
    "CNY": _YUAN,
    "RMB": _YUAN,
    "₽": _Currency("Rubel", "Rubel"),
    "RUB": _Currency("Rubel", "Rubel"),
    "₴": _Currency("Hrywnja", "Hrywnja"),
    "UAH": _Currency("Hrywnja", "Hrywnja"),
    "PLN": _Currency("Zloty", "Zloty"),
    "zł": _Currency("Zloty", "Zloty"),
    "CZK": _Currency("tschechische Krone", "tschechische Kronen"),
    "SEK": _Currency("schwedische Krone", "schwedische Kronen"),
    "NOK": _Currency("norwegische Krone", "norwegische Kronen"),
    "DKK": _Currency("dänische Krone", "dänische Kronen"),
    "HUF": _Currency("Forint", "Forint"),
    "TRY": _Currency("Lira", "Lira"),
    "₺": _Currency("Lira", "Lira"),
    "₹": _Currency("Rupie", "Rupien"),
    "INR": _Currency("Rupie", "Rupien"),
    "₩": _Currency("Won", "Won"),
    "₿": _Currency("Bitcoin", "Bitcoin"),
    "DM": _Currency("D-Mark", "D-Mark", "Pfennig", "Pfennig"),
    "ct": _Currency("Cent", "Cent"),
    "Ct": _Currency("Cent", "Cent"),
    "Rp.": _Currency("Rappen", "Rappen"),
    "¢": _Currency("Cent", "Cent"),
}
_SIGNS = "$€£¥₽₴₺₹₩₿"
_ANY = "|".join(re.escape(symbol) for symbol in sorted(_CURRENCIES, key=len, reverse=True))
_CODES = "|".join(
    re.escape(one)
    for one in sorted(_CURRENCIES, key=len, reverse=True)
    if one.isupper() or one[-1] in _SIGNS or one == "Fr."
)
_PRICE = rf"(?:{NUMBER}(?!\.\d)|\d{{1,3}}\.\d\d(?!\d))"
"""The pattern of a price: also one with a point, as it is written in Switzerland."""
_END = r"(?![\w$€£]|[.,]\d)"
_MIN_SHORT = 10  # cents; fewer are not understood without their name
_EVEN = r"(?:[,.](?P<even>-{1,2}|[–—]))?"


def _sum(written: str, currency: _Currency, magnitude: str | None, text: str) -> str:
    """Return a sum of money in words: `3,50` is `drei Euro fünfzig`, `0,99` `neunundneunzig Cent`."""
    if magnitude:
        return f"{large(written, magnitude, text)} {currency.plural}"
    written = re.sub(r"\.(?=\d\d\Z)", ",", written)
    whole, _, decimals = written.partition(",")
    cents = decimals.rstrip("0") if len(decimals) > 2 else decimals
    if len(cents) == 1 and len(decimals) == 1 and cents != "0":
        return amount(written, currency.singular, currency.plural, text)
    if len(cents) > 2 or (cents.strip("0") and not currency.cent):
        return f"{words.number(f'{whole},{cents}')} {currency.plural}"
    count = int(f"{cents:0<2}") if cents else 0
    if count and not whole.strip("0"):
        return amount(str(count), currency.cent, currency.cents, text)
    said = amount(whole, currency.singular, currency.plural, text)
    if 0 < count < _MIN_SHORT:
        return f"{said} und {amount(str(count), currency.cent, currency.cents)}"
    return f"{said} {words.cardinal(count)}" if count else said


@rule(
    rf"{BEFORE}(?:(?P<code>(?<![A-Za-z])(?:{_CODES})) ?)?{SIGN}(?P<low>{NUMBER})(?P<low_m> ?{MAGNITUDE})?{DASH}"
    rf"(?P<high>{NUMBER})(?P<high_m> ?{MAGNITUDE})?(?: ?(?P<behind>{_ANY}))?{PER}{_END}",
    needs="0",
    prefilter=RANGE,
)
def price_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of prices: `5–10 €`, `2 bis 3 Mio. Euro`."""
    if bool(match["code"]) == bool(match["behind"]):
        return None
    currency = _CURRENCIES[match["code"] or match["behind"]]
    low_m, high_m = (part and part.strip() for part in (match["low_m"], match["high_m"]))
    low = large(match["low"], low_m, before(match))
    if "," in match["low"] and not low_m and not high_m:
        low = _sum(match["low"], currency, None, before(match))
    said = f"{low} bis {_sum(match['high'], currency, high_m, '')}"
    return say_per(signed(said, match["minus"]), match)


@rule(
    rf"(?<![\w.,])(?P<outer>[-−–])?(?P<sign>{_CODES}) ?(?P<minus>[-−])?(?P<number>{_PRICE}){_EVEN}(?: ?"
    rf"(?P<magnitude>{MAGNITUDE}))?{PER}"
    r"(?![\w€£]|[.,:]\d)",
    needs="0",
    prefilter=rf"(?:{_CODES}) ?[-−]?\d",
)
def price(match: re.Match[str], passage: Passage) -> str:
    """Say a price that begins with its currency: `€5`, `$1,5 Mrd.`, `CHF 20`."""
    said = _sum(match["number"], _CURRENCIES[match["sign"]], match["magnitude"], before(match))
    return say_per(signed(said, match["outer"] or match["minus"]), match) + (stop(match) if match["magnitude"] else "")


@rule(
    rf"{BEFORE}{SIGN}(?P<number>{_PRICE}){_EVEN}(?: ?(?P<magnitude>{MAGNITUDE}))? ?(?P<sign>{_ANY}){PER}{_END}",
    needs="0",
    prefilter=rf"\d.{{0,20}}?(?:{_ANY})",
)
def price_before_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a price that ends with its currency: `3,50 €`, `1,5 Mrd. Euro`, `20 EUR`, `5,– Euro`."""
    if re.match(r"-[a-zäöüA-ZÄÖÜ]", after(match)) and match["number"].startswith("1-"):
        return None
    said = _sum(match["number"], _CURRENCIES[match["sign"]], match["magnitude"], before(match))
    return say_per(signed(said, match["minus"]), match) + (stop(match) if match["sign"].endswith(".") else "")


RULES: tuple[Rule, ...] = (price_range, price, price_before_sign)
