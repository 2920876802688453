"""Money in French: 1 200 €, 3,5 M€, 1,2 Md€, $5, 12 €/m²."""

from __future__ import annotations

import re

from tts.speech.rules.french.amounts import BEFORE, DASH, MINUS, NUMBER, WHOLE, is_plural, with_stop
from tts.speech.rules.french.words import cardinal, number, plain, value
from tts.speech.rules.rule import Passage, Rule, rule

_CURRENCIES = {
    "€": ("euro", "euros"),
    "EUR": ("euro", "euros"),
    "$US": ("dollar américain", "dollars américains"),
    "US$": ("dollar américain", "dollars américains"),
    "USD": ("dollar américain", "dollars américains"),
    "$CA": ("dollar canadien", "dollars canadiens"),
    "CA$": ("dollar canadien", "dollars canadiens"),
    "CAD": ("dollar canadien", "dollars canadiens"),
    "$": ("dollar", "dollars"),
    "£": ("livre", "livres"),
    "GBP": ("livre sterling", "livres sterling"),
    "¥": ("yen", "yens"),
    "JPY": ("yen", "yens"),
    "₽": ("rouble", "roubles"),
    "₴": ("hryvnia", "hryvnias"),
    "₹": ("roupie", "roupies"),
    "₺": ("livre turque", "livres turques"),
    "CHF": ("franc suisse", "francs suisses"),
    "fr.": ("franc", "francs"),
    "Fr.": ("franc", "francs"),
    "frs": ("franc", "francs"),
    "FCFA": ("franc C F A", "francs C F A"),
    "F CFA": ("franc C F A", "francs C F A"),
    "XOF": ("franc C F A", "francs C F A"),
    "₿": ("bitcoin", "bitcoins"),
    "BTC": ("bitcoin", "bitcoins"),
}
_FEMININE = frozenset(("livre", "livre sterling", "livre turque", "roupie", "hryvnia"))
_CENTS = {"euro": ("centime", "centimes"), "livre": ("penny", "pence"), "livre sterling": ("penny", "pence")}
_HUNDREDTHS = ("cent", "cents")
_WITH_CENTS = (
    "euro",
    "dollar",
    "livre",
    "livre sterling",
    "franc",
    "franc suisse",
    "dollar américain",
    "dollar canadien",
)
_SIGN = (
    r"(?:€|EUR\b|\$ ?US\b|US ?\$|USD\b|\$ ?CA\b|CA ?\$|CAD\b|\$|£|GBP\b|¥|JPY\b|₽|₴|₹|₺|CHF\b"
    r"|[Ff]r\.(?=[ /]?\d|[ /][a-zà-ÿ]|$| ?[,;:)])|frs\b|F ?CFA\b|XOF\b|₿|BTC\b)"
)
_MAGNITUDES = {
    "k": "mille",
    "K": "mille",
    "M": "million",
    "m": "million",
    "Md": "milliard",
    "Mds": "milliard",
    "Mrd": "milliard",
    "Mrds": "milliard",
    "G": "milliard",
    "Mio": "million",
    "md": "milliard",
    "mds": "milliard",
    "mns": "million",
    "mio": "million",
    "mios": "million",
    "mia": "milliard",
    "Mia": "milliard",
    "mrds": "milliard",
    "mrd": "milliard",
}
_WORD = r"(?:millions?|milliards?|billions?)"
_MAGNITUDE = (
    rf"(?:\s?(?P<magnitude>M(?:r?ds?|io)|mr?ds?|mios?|mia|mns|[kKMG](?=\s?{_SIGN}))\.?"
    rf"|\s(?P<word>{_WORD})(?: d[e’'] ?)?)"
)
_PER = {
    "mois": "mois",
    "an": "an",
    "année": "an",
    "jour": "jour",
    "j": "jour",
    "heure": "heure",
    "h": "heure",
    "kg": "kilo",
    "kilo": "kilo",
    "m²": "mètre carré",
    "m2": "mètre carré",
    "l": "litre",
    "L": "litre",
    "litre": "litre",
    "km": "kilomètre",
    "personne": "personne",
    "pers.": "personne",
    "pers": "personne",
    "nuit": "nuit",
    "t": "tonne",
    "tonne": "tonne",
    "MWh": "mégawattheure",
    "kWh": "kilowattheure",
    "baril": "baril",
    "semaine": "semaine",
    "unité": "unité",
    "part": "part",
    "action": "action",
    "ha": "hectare",
    "m³": "mètre cube",
    "m3": "mètre cube",
    "once": "once",
    "habitant": "habitant",
    "hab.": "habitant",
    "hab": "habitant",
    "trimestre": "trimestre",
    "enfant": "enfant",
    "séance": "séance",
    "min": "minute",
}
_PER_PATTERN = rf"(?: ?/ ?(?P<per>{'|'.join(map(re.escape, sorted(_PER, key=len, reverse=True)))})(?!\w))?"


def _currency(sign: str) -> tuple[str, str]:
    """Return the currency of a sign or code, in the singular and plural."""
    return _CURRENCIES.get(sign) or _CURRENCIES[sign.replace(" ", "")]


def _say(written: str, sign: str, magnitude: str | None, word: str | None) -> str:
    """Return an amount of money in words."""
    one, many = _currency(sign)
    feminine = one in _FEMININE
    if magnitude in ("k", "K"):
        thousands = value(written) * 1000
        if thousands == int(thousands):
            return f"{cardinal(int(thousands), feminine=feminine)} {many}"
        return f"{number(written)} mille {many}"
    if magnitude or word:
        name = word or _MAGNITUDES[magnitude or ""]
        plural = is_plural(written)
        name = name.rstrip("s") + ("s" if plural else "")
        return f"{number(written)} {name} {'d’' if many[0] in 'aeiouh' else 'de '}{many}"
    whole, _, decimals = plain(written).partition(".")
    if not decimals or len(decimals) > 2 or one not in _WITH_CENTS:
        return f"{number(written, feminine=feminine)} {many if is_plural(written) else one}"
    cents = int(decimals.ljust(2, "0"))
    units = f"{number(whole, feminine=feminine)} {many if int(whole) >= 2 else one}"
    if not cents:
        return units
    if not int(whole):
        return f"{cardinal(cents)} {_CENTS.get(one, _HUNDREDTHS)[cents > 1]}"
    return f"{units} {cardinal(cents)}"


def _per(match: re.Match[str]) -> str:
    """Return what an amount is for, as in `12 €/kg`, with a space before it; "" if there is nothing."""
    return f" par {_PER[match['per']]}" if match["per"] else ""


@rule(
    rf"{BEFORE}(?P<low>{NUMBER})(?: ?(?P<lowsign>{_SIGN}))?{DASH}(?P<high>{NUMBER}){_MAGNITUDE}? ?"
    rf"(?P<sign>{_SIGN}){_PER_PATTERN}(?!\w)",
    needs="0",
    prefilter=_SIGN,
)
def price_range(match: re.Match[str], passage: Passage) -> str:
    """Say a range of prices: `10-15 €`, `3-5 M€`."""
    high = _say(match["high"], match["sign"], match["magnitude"], match["word"])
    low = _say(match["low"], match["lowsign"], None, None) if match["lowsign"] else number(match["low"])
    return f"{low} à {high}{_per(match)}"


@rule(
    rf"{BEFORE}{MINUS}(?P<number>{NUMBER}){_MAGNITUDE}?\s?(?P<sign>{_SIGN})(?P<cents>\d\d(?!\d))?{_PER_PATTERN}(?!\w)",
    needs="0",
    prefilter=_SIGN,
)
def price(match: re.Match[str], passage: Passage) -> str | None:
    """Say a price with its currency behind it: `1 200 €`, `5,50 €`, `3,5 M€`, `1,2 Md€`, `250 k€`, `12 €/m²`."""
    if match["cents"] and "." in plain(match["number"]):
        return None
    written = match["number"] + (f",{match['cents']}" if match["cents"] else "")
    said = _say(written, match["sign"], match["magnitude"], match["word"])
    return f"{'moins ' if match['minus'] else ''}{said}{_per(match)}"


@rule(
    rf"(?<![\w.,])(?P<sign>{_SIGN}) ?(?P<number>{NUMBER})(?:(?P<magnitude> ?(?:M(?:r?ds?|io)|[kKMG])(?!\w))|\s"
    rf"(?P<word>{_WORD}))?(?:\.[-–—]|(?![\w]|[.,]\d))(?:/(?P<per>mois|an|jour|nuit|kg|m2|m²)(?!\w))?",
    needs="0",
    prefilter=_SIGN,
)
def price_after_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a price with its currency before it, as in English: `$5`, `€2,5 millions`, `CHF 20`."""
    return _say(match["number"], match["sign"], (match["magnitude"] or "").strip() or None, match["word"]) + _per(match)


@rule(rf"{BEFORE}(?P<number>{WHOLE})\.[-–—](?![\w-])(?: ?/ ?(?P<per>mois|an|jour|nuit|kg|m2|m²)(?!\w))?", needs=".")
def francs_alone(match: re.Match[str], passage: Passage) -> str:
    """Say a Swiss price without its currency, as the dash stands for no centimes: `charges 180.-`."""
    return f"{number(match['number'])} franc{'s' if is_plural(match['number']) else ''}{_per(match)}"


@rule(
    rf"{BEFORE}(?P<number>\d{{1,3}}(?:,\d+)?) ?(?:(?P<unit>cts?|ct€|c€)\.?|¢{_PER_PATTERN})(?!\w)",
    needs="0",
    prefilter=r"\d ?[c¢]",
)
def cents(match: re.Match[str], passage: Passage) -> str:
    """Say centimes, and the cents of a dollar: `20 cts`, `9,1 ¢/kWh`."""
    name = ("centime" if match["unit"] else "cent") + ("s" if is_plural(match["number"]) else "")
    return with_stop(f"{number(match['number'])} {name}{_per(match)}", match)


@rule(
    rf"{BEFORE}(?P<number>{NUMBER}) ?(?P<magnitude>M(?:r?ds?)?|mrd|mds|[Mm]i[ao])(?!\w)"
    rf"(?:\.?(?= d(?:e |[’']))|(?<=mi[ao]))",
    needs="0",
    prefilter=r"\d ?[Mm]",
)
def magnitude(match: re.Match[str], passage: Passage) -> str:
    """Say an abbreviated million or milliard: `3,2 Mds d'euros`."""
    name = _MAGNITUDES[match["magnitude"]]
    return f"{number(match['number'])} {name}{'s' if is_plural(match['number']) else ''}"


@rule(
    r"(?<=en )(?P<scale>[kK]|M|Mds?|millions d[’']|milliards d[’'])? ?€(?!\w)|(?<=\bl[’'])€(?!\w)|(?<=[a-zà-ÿ] )€"
    r"(?= |$|[.,;)])",
    needs="€",
)
def currency(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a currency that has no number: `en €`, `en M€`."""
    scale = match["scale"] or ""
    name = {
        "": "",
        "k": "milliers d’",
        "K": "milliers d’",
        "M": "millions d’",
        "Md": "milliards d’",
        "Mds": "milliards d’",
    }
    return f"{name.get(scale, scale)}euros"


RULES: tuple[Rule, ...] = (price_range, price, price_after_sign, francs_alone, cents, magnitude, currency)
