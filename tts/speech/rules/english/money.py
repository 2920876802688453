"""Sums of money."""

from __future__ import annotations

import re
from typing import NamedTuple

from tts.speech.rules.english import words
from tts.speech.rules.english.amounts import BEFORE, DASH, NUMBER, amount, is_attributive, value
from tts.speech.rules.english.units import PER_UNIT, per
from tts.speech.rules.rule import Passage, Rule, rule


class _Currency(NamedTuple):
    singular: str
    plural: str
    cent: str = ""
    cents: str = ""


def _dollar(country: str) -> _Currency:
    """Return the dollar of `country`, which is named before the coin; "" for a dollar of no particular country."""
    return _Currency(*(f"{country} {coin}".strip() for coin in ("dollar", "dollars", "cent", "cents")))


_POUND = _Currency("pound", "pounds", "penny", "pence")
_EURO = _Currency("euro", "euros", "cent", "cents")
_FRANC = _Currency("Swiss franc", "Swiss francs")
_RUPEE = _Currency("rupee", "rupees", "paisa", "paise")
_CURRENCIES = {
    "$": _dollar(""),
    "US$": _dollar("U S"),
    "USD": _dollar("U S"),
    "A$": _dollar("Australian"),
    "AU$": _dollar("Australian"),
    "AUD": _dollar("Australian"),
    "C$": _dollar("Canadian"),
    "CA$": _dollar("Canadian"),
    "CAD": _dollar("Canadian"),
    "HK$": _dollar("Hong Kong"),
    "HKD": _dollar("Hong Kong"),
    "NZ$": _dollar("New Zealand"),
    "NZD": _dollar("New Zealand"),
    "S$": _dollar("Singapore"),
    "SGD": _dollar("Singapore"),
    "NT$": _dollar("Taiwan"),
    "R$": _Currency("real", "reais"),
    "BRL": _Currency("Brazilian real", "Brazilian reais"),
    "£": _POUND,
    "GBP": _POUND,
    "€": _EURO,
    "EUR": _EURO,
    "¥": _Currency("yen", "yen"),
    "JPY": _Currency("yen", "yen"),
    "CNY": _Currency("yuan", "yuan"),
    "RMB": _Currency("yuan", "yuan"),
    "CN¥": _Currency("yuan", "yuan"),
    "₹": _RUPEE,
    "Rs": _RUPEE,
    "Rs.": _RUPEE,
    "₩": _Currency("won", "won"),
    "KRW": _Currency("won", "won"),
    "₴": _Currency("hryvnia", "hryvnias"),
    "UAH": _Currency("hryvnia", "hryvnias"),
    "₽": _Currency("rouble", "roubles"),
    "RUB": _Currency("rouble", "roubles"),
    "₺": _Currency("lira", "lira"),
    "₪": _Currency("shekel", "shekels"),
    "₫": _Currency("dong", "dong"),
    "₱": _Currency("peso", "pesos"),
    "₦": _Currency("naira", "naira"),
    "฿": _Currency("baht", "baht"),
    "₵": _Currency("cedi", "cedis"),
    "₸": _Currency("tenge", "tenge"),
    "₿": _Currency("bitcoin", "bitcoins"),
    "CHF": _FRANC,
    "Fr.": _FRANC,
    "SEK": _Currency("Swedish krona", "Swedish kronor"),
    "NOK": _Currency("Norwegian krone", "Norwegian kroner"),
    "DKK": _Currency("Danish krone", "Danish kroner"),
    "PLN": _Currency("zloty", "zloty"),
    "zł": _Currency("zloty", "zloty"),
    "kr": _Currency("krone", "kroner"),
    "kr.": _Currency("krone", "kroner"),
    "CZK": _Currency("Czech koruna", "Czech koruna"),
    "ZAR": _Currency("rand", "rand"),
    "MXN": _Currency("Mexican peso", "Mexican pesos"),
    "¢": _Currency("cent", "cents"),
}
_MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mln": "million",
    "b": "billion",
    "bn": "billion",
    "bln": "billion",
    "t": "trillion",
    "tn": "trillion",
    "trn": "trillion",
}


def _any(symbols: set[str]) -> str:
    """Return a pattern for any of `symbols`, the longest first."""
    return "(?:" + "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True)) + ")"


_SIGNS = {symbol for symbol in _CURRENCIES if not symbol.isalpha()} - {"¢", "Fr."} | {"Rs"}
_SIGN = rf"(?:(?<![A-Za-z]){_any(_SIGNS)}|(?<=[a-z])[€£])"
_SIGN_AND_NUMBER = r"(?:[^\w\s!-#%-~\u2010-\u201f]|Rs\.?|kr\.)\s?.?\.?\d"
_CODE = _any({symbol for symbol in _CURRENCIES if symbol.isalpha() and symbol.isupper()} | {"Fr."})
_BEHIND = _any(
    {symbol for symbol in _CURRENCIES if symbol.isupper() and symbol.isalpha()}
    | {"€", "$", "£", "zł", "kr", "kr.", "₽", "₴", "¢"}
)
_MAGNITUDE = (
    r"(?:[ -]?(?i:thousand|million|billion|trillion|quadrillion|lakh|crore)(?![A-Za-z])"
    r"|(?i:bn|bln|tn|trn|mn|mln|m|k|b|t)(?![\w'’])|\s(?i:bn|tn|mn|m|k|b)(?![\w'’-]))"
)
_DOUBLE = r"(?: (?:US )?(?:dollars?|euros?|pounds)(?! sterling)| USD| CAD| AUD| NZD| GBP| EUR)?"
_PER = (
    rf"(?:\s?/\s?(?P<per>{PER_UNIT}|(?!each\b|and\b|or\b)[a-z]{{3,}}(?:/[a-z]{{3,}})?)(?![\w/])"
    r"|\s?(?P<each>pppn|pcm|pp|pw|pa|ph|pn|p\.a\.|p\.w\.)(?!\w))?"
)
_EACH = {
    "pp": "person",
    "pppn": "person per night",
    "pcm": "calendar month",
    "pw": "week",
    "p.w.": "week",
    "pa": "year",
    "p.a.": "year",
    "ph": "hour",
    "pn": "night",
}
_END = r"(?![^\W¹²³⁰⁴-⁹]|[.,:]\d)"
_RAISED = r"(?:(?<!\.\d)(?<!\.\d\d)(?<![¼½¾])[.,]?(?P<cents>[¹²³⁰⁴-⁹]{2}))?"
"""The pattern of cents in raised figures, as on price tags."""
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _magnitude(written: str | None) -> str:
    """Return the word for a magnitude: "bn" is `billion`; "" if there is none."""
    word = (written or "").strip(" -").lower()
    return _MAGNITUDES.get(word, word)


def _sum(currency: _Currency, number: str, magnitude: str, passage: Passage, *, single: bool = False) -> str:
    """Return a sum of money in words: `$20.50` is `twenty dollars fifty cents`, `£2.50` `two pounds fifty`."""
    if magnitude:
        return f"{amount(number, passage)} {magnitude} {currency.singular if single else currency.plural}"
    whole, _, decimals = number.partition(".")
    cents = decimals.rstrip("0")
    if len(cents) > 2 or (cents and not currency.cent):
        return f"{amount(number, passage)} {currency.singular if single else currency.plural}"
    count = int(f"{cents:0<2}"[:2]) if cents else 0
    coins = f"{amount(str(count), passage)} {currency.cent if single or count == 1 else currency.cents}"
    if not whole.strip("0,") and count:
        return coins
    notes = f"{amount(whole or '0', passage)} {currency.singular if single or whole == '1' else currency.plural}"
    if currency is _POUND and count >= 10:
        return f"{notes} {amount(str(count), passage)}"
    return f"{notes} {coins}" if count else notes


def _with_raised(match: re.Match[str]) -> str:
    """Return the number with its raised cents behind a point: `4⁹⁹` is `4.99`."""
    cents = (match["cents"] or "").translate(_FIGURES)
    return f"{match['number']}.{cents}" if cents else match["number"]


def _with_per(said: str, match: re.Match[str]) -> str:
    """Return `said` with what it is paid for: "/hr" is `per hour`, "pp" `per person`."""
    if match["each"]:
        return f"{said} per {_EACH[match['each']]}"
    return " per ".join((said, *map(per, match["per"].split("/")))) if match["per"] else said


@rule(
    rf"(?P<sign>{_SIGN})\s?(?P<low>{NUMBER})(?P<low_m>{_MAGNITUDE})?"
    rf"(?:{DASH}(?P<second>{_SIGN})|(?:[-–—‑]))(?P<high>{NUMBER})(?P<high_m>{_MAGNITUDE})?{_DOUBLE}{_PER}{_END}",
    needs="0",
    prefilter=rf"{_SIGN_AND_NUMBER}[\d,.¼½¾]*(?:[ -]?[A-Za-z]+)?\s?[-–—‑]",
)
def price_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of prices: `$10–15m` is `ten to fifteen million dollars`."""
    low_m, high_m = _magnitude(match["low_m"]), _magnitude(match["high_m"])
    if low_m in ("", high_m) and value(match["low"]) >= value(match["high"]):
        return None
    currency = _CURRENCIES[match["sign"]]
    single = is_attributive(passage, match.start(), match.end())
    high = _sum(currency, match["high"], high_m, passage, single=single)
    if match["second"] and (low_m or not high_m) and not single:
        low = _sum(currency, match["low"], low_m, passage)
    else:
        low = f"{amount(match['low'], passage)} {low_m if low_m != high_m else ''}".strip()
    return _with_per(f"{low} to {high}", match)


@rule(
    rf"(?P<minus>(?<![\w)\]$€£])[-−–])?(?P<sign>{_SIGN})\s?(?P<inner>[-−])?(?P<number>{NUMBER})"
    rf"{_RAISED}(?P<magnitude>{_MAGNITUDE})?(?P<double>{_DOUBLE}){_PER}(?P<plus>\+(?!\w))?{_END}",
    needs="0",
    prefilter=_SIGN_AND_NUMBER,
)
def price(match: re.Match[str], passage: Passage) -> str:
    """Say a price that begins with its currency sign: `$1.2bn` is `one point two billion dollars`."""
    currency = _CURRENCIES.get(match["double"].strip()) or _CURRENCIES[match["sign"]]
    single = is_attributive(passage, match.start(), match.end()) and not match["double"]
    said = _sum(currency, _with_raised(match), _magnitude(match["magnitude"]), passage, single=single)
    said = f"{said} plus" if match["plus"] else said
    return _with_per(f"minus {said}" if match["minus"] or match["inner"] else said, match)


@rule(
    rf"(?<![\w-])(?P<sign>{_CODE})\s?(?!(?:19|20)\d\d(?![\d,.]| ?[mb]))(?P<number>{NUMBER})"
    rf"(?P<magnitude>{_MAGNITUDE})?{_PER}{_END}",
    needs="0",
    prefilter=rf"{_CODE}\s?\.?\d",
)
def price_with_code(match: re.Match[str], passage: Passage) -> str:
    """Say a price that begins with a currency code: `USD 5` is `five US dollars`."""
    single = is_attributive(passage, match.start(), match.end())
    return _with_per(
        _sum(_CURRENCIES[match["sign"]], match["number"], _magnitude(match["magnitude"]), passage, single=single), match
    )


@rule(
    rf"{BEFORE}(?:(?P<low>{NUMBER})[-–—])?(?P<number>{NUMBER}){_RAISED}(?P<magnitude>{_MAGNITUDE})?"
    rf"\s?(?P<sign>{_BEHIND}){_PER}(?![\w$€£]|[.,:]?\d)",
    needs="0",
    prefilter=rf"\d\S*(?:[ -][A-Za-z]+)?\s?(?:(?<![A-Za-z])(?:{_CODE}|(?:zł|kr)(?![a-oq-z]))|€|\$|£|₽|₴|¢)",
)
def price_before_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a price that ends with its currency: `20 EUR` and `20 €` are `twenty euros`."""
    single = is_attributive(passage, match.start(), match.end())
    said = _sum(_CURRENCIES[match["sign"]], _with_raised(match), _magnitude(match["magnitude"]), passage, single=single)
    return _with_per(f"{amount(match['low'], passage)} to {said}" if match["low"] else said, match)


_LINES = (144, 240, 360, 480, 540, 576, 720, 1080, 1440, 2160)


@rule(
    rf"{BEFORE}(?:(?P<low>\d+)[-–—])?(?P<number>\d[\d,]*(?<!,)(?:\.\d+)?)p{_PER}(?![\w@]|[./]\w)",
    needs="0",
    prefilter=r"\dp",
)
def pence(match: re.Match[str], passage: Passage) -> str | None:
    """Say pence: `50p` is `fifty pence`; more than 99 only in Britain. Read `720p` as a screen resolution."""
    count = value(match["number"])
    if count in _LINES:
        return f"{words.by_pairs(match['number'])} p"
    if count > 99 and not passage.british:
        return None
    said = f"{amount(match['number'], passage)} {'penny' if count == 1 else 'pence'}"
    return _with_per(f"{amount(match['low'], passage)} to {said}" if match["low"] else said, match)


@rule(
    r"(?:(?P<sign>€)\s?|(?<![\w.,€$£]))(?P<whole>\d{1,3}(?:\.\d{3})*),(?P<cents>\d\d)(?![\d.,]\d|\d|\w)(?P<behind>\s?€)?",
    needs="0",
    prefilter=r"\d,\d\d(?!\d)",
)
def price_with_comma(match: re.Match[str], passage: Passage) -> str | None:
    """Say a price in euros as written in continental Europe: `€1.500,50`."""
    if bool(match["sign"]) == bool(match["behind"]):
        return None
    return _sum(_EURO, f"{match['whole'].replace('.', '')}.{match['cents']}", "", passage)


RULES: tuple[Rule, ...] = (price_with_comma, price_range, price, price_with_code, price_before_sign, pence)
