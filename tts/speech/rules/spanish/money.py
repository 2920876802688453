"""Money in Spanish: 1.200 €, 3,5 M€, $5, 2 billones, USD 2, 12 €/m²."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import BEFORE, DASH, MINUS, NUMBER, in_region, is_plural, of_millions, with_stop
from tts.speech.rules.spanish.words import Gender, cardinal, number, plain, value

_CURRENCIES = {
    "€": "euro euros céntimo",
    "eur": "euro euros céntimo",
    "$": "dólar dólares centavo",
    "us$": "dólar dólares centavo",
    "u$s": "dólar dólares centavo",
    "usd": "dólar_estadounidense dólares_estadounidenses centavo",
    "£": "libra libras penique",
    "gbp": "libra_esterlina libras_esterlinas penique",
    "¥": "yen yenes",
    "jpy": "yen yenes",
    "cny": "yuan yuanes",
    "₩": "won wones",
    "krw": "won wones",
    "kr": "corona coronas",
    "sek": "corona_sueca coronas_suecas",
    "nok": "corona_noruega coronas_noruegas",
    "dkk": "corona_danesa coronas_danesas",
    "czk": "corona_checa coronas_checas",
    "chf": "franco_suizo francos_suizos",
    "₧": "peseta pesetas",
    "ptas": "peseta pesetas",
    "ptas.": "peseta pesetas",
    "pta.": "peseta pesetas",
    "pta": "peseta pesetas",
    "₽": "rublo rublos",
    "rub": "rublo rublos",
    "₹": "rupia rupias",
    "rs": "rupia rupias",
    "inr": "rupia rupias",
    "₺": "lira_turca liras_turcas",
    "try": "lira_turca liras_turcas",
    "₴": "grivna grivnas",
    "uah": "grivna grivnas",
    "pln": "esloti eslotis",
    "r$": "real reales centavo",
    "brl": "real_brasileño reales_brasileños centavo",
    "mex$": "peso_mexicano pesos_mexicanos centavo",
    "mx$": "peso_mexicano pesos_mexicanos centavo",
    "mxn": "peso_mexicano pesos_mexicanos centavo",
    "ars": "peso_argentino pesos_argentinos centavo",
    "ar$": "peso_argentino pesos_argentinos centavo",
    "clp": "peso_chileno pesos_chilenos centavo",
    "cop": "peso_colombiano pesos_colombianos centavo",
    "uyu": "peso_uruguayo pesos_uruguayos centavo",
    "dop": "peso_dominicano pesos_dominicanos centavo",
    "rd$": "peso_dominicano pesos_dominicanos centavo",
    "cup": "peso_cubano pesos_cubanos centavo",
    "gtq": "quetzal quetzales centavo",
    "nio": "córdoba córdobas centavo",
    "c$": "córdoba córdobas centavo",
    "pab": "balboa balboas",
    "b/.": "balboa balboas",
    "hnl": "lempira lempiras centavo",
    "crc": "colón_costarricense colones_costarricenses",
    "₡": "colón colones",
    "svc": "colón_salvadoreño colones_salvadoreños",
    "pen": "sol soles céntimo",
    "s/": "sol soles céntimo",
    "s/.": "sol soles céntimo",
    "bob": "boliviano bolivianos centavo",
    "pyg": "guaraní guaraníes",
    "₲": "guaraní guaraníes",
    "ves": "bolívar bolívares céntimo",
    "bs": "bolívar bolívares céntimo",
    "bs.": "bolívar bolívares céntimo",
    "hkd": "dólar_de_Hong_Kong dólares_de_Hong_Kong",
    "cad": "dólar_canadiense dólares_canadienses",
    "aud": "dólar_australiano dólares_australianos",
    "nzd": "dólar_neozelandés dólares_neozelandeses",
    "sgd": "dólar_de_Singapur dólares_de_Singapur",
    "ttd": "dólar_de_Trinidad_y_Tobago dólares_de_Trinidad_y_Tobago",
    "bzd": "dólar_beliceño dólares_beliceños",
    "jmd": "dólar_jamaicano dólares_jamaicanos",
    "awg": "florín_arubeño florines_arubeños",
    "ang": "florín_antillano florines_antillanos",
    "zar": "rand rands",
    "ils": "séquel séqueles",
    "btc": "bitcóin bitcoines",
    "₿": "bitcóin bitcoines",
}
_FEMININE = frozenset(("libra", "peseta", "corona", "rupia", "lira", "grivna"))
_WORDLIKE = frozenset(
    ("rs", "kr", "try", "ang", "ves", "pen", "cup", "cop", "bs", "bs.", "bob", "zar", "all", "rub", "top")
)
"""Codes that are words or parts of words too: a currency only in capitals, or next to nothing but a number."""
_PESOS = frozenset(("MX", "AR", "CL", "CO", "UY", "CU", "DO"))
"""Regions where the dollar sign means pesos."""
_OF_PESOS = regex(
    r"\b(?:pesos?|Méxic|mexican|Argentin|argentin|Chile\b|chilen|Colombia|colombian|Uruguay|uruguay|Buenos Aires"
    r"|Bogotá)"
)
_SIGNS = "|".join(re.escape(one) for one in sorted(_CURRENCIES, key=len, reverse=True))
_SIGN = rf"(?:{_SIGNS})(?![^\W\d_])"
_MAGNITUDES = {
    "k": "mil",
    "m": "millones",
    "mm": "millones",
    "mill": "millones",
    "mm€": "millones",
    "md": "mil millones",
}
_WORD = r"(?:mil(?: millones)?|millones|millón|billones|billón|trillones)"
_MAGNITUDE = rf"(?:\s?(?P<magnitude>mill\.|(?:MM|M|k|K)(?=\s?{_SIGN}))|\s(?P<word>{_WORD})(?: de)?)"
_PER = {
    "mes": "mes", "año": "año", "día": "día", "hora": "hora", "h": "hora", "kg": "kilo", "kilo": "kilo",
    "m²": "metro cuadrado", "m2": "metro cuadrado", "l": "litro", "L": "litro", "litro": "litro", "km": "kilómetro",
    "persona": "persona", "pers.": "persona", "noche": "noche", "t": "tonelada", "tonelada": "tonelada",
    "MWh": "megavatio hora", "kWh": "kilovatio hora", "barril": "barril", "semana": "semana", "unidad": "unidad",
    "acción": "acción", "ha": "hectárea", "onza": "onza", "habitante": "habitante", "hab.": "habitante",
    "acc": "acción", "ración": "ración",
}  # fmt: skip
_PER_IN_ANY_CASE = {written.lower(): name for written, name in _PER.items()}
_PER_PATTERN = rf"(?: ?/ ?(?P<per>{'|'.join(map(re.escape, sorted(_PER, key=len, reverse=True)))})(?!\w))?"


def _forms(sign: str, passage: Passage) -> tuple[str, str, str]:
    """Return the singular and plural of a currency, and the singular of its hundredth ("" if it has none)."""
    is_region = not _PESOS.isdisjoint(passage.language.upper().split("-")[1:])
    if sign == "$" and (is_region or (_OF_PESOS.search(passage.text) and "dólares" not in passage.text)):
        return "peso", "pesos", "centavo"
    one, many, *rest = _CURRENCIES[sign.lower()].split()
    return one.replace("_", " "), many.replace("_", " "), rest[0] if rest else ""


def _gender(name: str) -> Gender:
    """Return the gender of a currency."""
    return "f" if name.split()[0] in _FEMININE else "m"


def _say(match: re.Match[str], written: str, passage: Passage) -> str:
    """Return an amount of money in words."""
    written = in_region(written, passage)
    one, many, cent = _forms(match["sign"], passage)
    gender = _gender(one)
    magnitude, word = (match["magnitude"] or "").strip().rstrip(".").lower(), match["word"]
    if magnitude == "k":
        thousands = value(written) * 1000
        return (
            f"{cardinal(int(thousands), gender)} {many}"
            if thousands == int(thousands)
            else f"{number(written)} mil {many}"
        )
    if magnitude or word:
        name = word or _MAGNITUDES[magnitude]
        if name == "mil":
            return f"{number(written)} mil {many}"
        if value(written) == 1:
            name = name.replace("millones", "millón").replace("billones", "billón")
        return f"{number(written, 'm')} {name} de {many}"
    whole, _, decimals = plain(written).partition(".")
    if not decimals or len(decimals) > 2 or not cent:
        return f"{number(written, gender)}{of_millions(written)} {many if is_plural(written) else one}"
    cents = int(decimals.ljust(2, "0"))
    units = f"{cardinal(int(whole), gender)}{of_millions(whole)} {many if int(whole) != 1 else one}"
    small = f"{cardinal(cents, 'm')} {cent}{'s' if cents != 1 else ''}"
    return units if not cents else units + f" {small}" if int(whole) else small


def _per(match: re.Match[str]) -> str:
    """Return what an amount is for, as in `12 €/kg`, with a space before it; "" if there is nothing."""
    if not match["per"]:
        return ""
    is_last = match["per"].endswith(".") and re.match(r" *(?:$|[A-ZÁÉÍÓÚÑ¿¡])", match.string[match.end() :])
    return f" por {_PER_IN_ANY_CASE[match['per'].lower()]}{'.' if is_last else ''}"


def _is_word(match: re.Match[str]) -> bool:
    """Return whether the code of a currency is a word of the sentence, and not a code."""
    sign = match["sign"]
    is_alone = not match.string[: match.start()].strip() and not match.string[match.end() :].strip(" .")
    return sign.isalpha() and not sign.isupper() and sign.lower() not in ("ptas", "pta", "eur") and not is_alone


_CLEAR = frozenset(("USD", "EUR", "GBP", "CHF"))
"""Codes that are a currency before any number."""


def _is_name(match: re.Match[str]) -> bool:
    """Return whether letters and a small number are a name, as in "COP28" and "Audi RS 6"."""
    is_small = re.fullmatch(r"\d{1,2}", match["number"]) and not match["magnitude"] and not match["word"]
    is_whole = match[0] == match.string.strip(" .") and " " in match[0]
    return bool(is_small) and match["sign"].upper() not in _CLEAR and not is_whole


@rule(
    rf"{BEFORE}(?P<low>{NUMBER})(?: ?(?:€|\$))?{DASH}(?P<number>{NUMBER}){_MAGNITUDE}? ?"
    rf"(?P<sign>{_SIGN}){_PER_PATTERN}(?!\w)",
    re.IGNORECASE,
    needs="0",
)
def price_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of prices: `10-15 €`, `3-5 M€`."""
    if _is_word(match):
        return None
    one = _forms(match["sign"], passage)[0]
    gender: Gender = "m" if match["magnitude"] or match["word"] else _gender(one)
    return f"{number(match['low'], gender)} a {_say(match, match['number'], passage)}{_per(match)}"


@rule(
    rf"{BEFORE}{MINUS}(?P<number>{NUMBER}){_MAGNITUDE}?\s?(?P<sign>{_SIGN}){_PER_PATTERN}"
    rf"(?!\w)",
    re.IGNORECASE,
    needs="0",
)
def price(match: re.Match[str], passage: Passage) -> str | None:
    """Say a price with its currency behind it: `1.200 €`, `1,50 $`, `3,5 M€`, `250 k€`, `12 €/m²`, `5 CHF`."""
    if _is_word(match):
        return None
    return f"{'menos ' if match['minus'] else ''}{_say(match, match['number'], passage)}{_per(match)}"


@rule(
    rf"(?<![\w.,$])(?P<sign>(?:{_SIGNS})) ?(?P<number>{NUMBER})(?:(?P<magnitude> ?(?:MM|M|k|mill\.)(?!\w|\. ?N))|\s"
    rf"(?P<word>{_WORD})(?!\w)(?: de(?= (?:dólares|euros|pesos)))?)?(?:(?P<name> (?:de )?(?:dólares|euros|pesos)(?!\w))"
    rf"|(?<=\d) ?(?P<code>MXN|ARS|CLP|COP|UYU|USD|M\. ?N\.|MN)(?!\w))?(?![\w]|[.,]\d)",
    re.IGNORECASE,
    needs="0",
)
def price_after_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a price with its currency before it: `$1,50`, `€ 2 billones`, `MEX$100`, `$1,200` (thousands), `$9 M.N.`."""
    if _is_word(match):
        return None
    written = match["number"]
    if "$" in match["sign"] and re.fullmatch(r"\d{1,3},\d{3}", written):
        written = written.replace(",", "")
    if match["sign"].isalpha() and _is_name(match):
        return None
    said = _say(match, written, passage)
    code = match["code"] or ""
    if (match["name"] or "").endswith(" pesos") or (code and code != "USD"):
        said = re.sub(r"dólar(?:es)?|euros?", "pesos", said)
    if code == "USD":
        said = re.sub(r"pesos?", "dólares", said)
    if code[:1] != "M" or code == "MXN":
        return said
    is_last = code.endswith(".") and re.match(r" [A-ZÁÉÍÓÚÑ¿¡]", match.string[match.end() :])
    return f"{said} moneda nacional." if is_last else with_stop(f"{said} moneda nacional", match)


@rule(
    rf"{BEFORE}(?P<number>{NUMBER}) ?(?P<short>mill\.|bill\.|MM(?= de)|M(?= de [a-zá-ú]))",
    needs="0",
    prefilter=r"\d ?[Mmb]",
)
def magnitude(match: re.Match[str], passage: Passage) -> str:
    """Say abbreviated millions: `3,2 mill. de euros`."""
    scale = "bill" if match["short"] == "bill." else "mill"
    return f"{number(match['number'], 'm')} {scale}{'ones' if is_plural(match['number']) else 'ón'}"


@rule(r"(?<=en )(?P<scale>k|M|miles de |millones de )? ?€(?!\w)|(?<=[a-zá-ú] )€(?= |$|[.,;)])", needs="€")
def currency(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a currency that has no number: `en €`, `en M€`."""
    scale = match["scale"] or ""
    return {"k": "miles de ", "M": "millones de "}.get(scale, scale) + "euros"


RULES: tuple[Rule, ...] = (price_range, price, price_after_sign, magnitude, currency)
