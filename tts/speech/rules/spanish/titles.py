"""Spanish titles, saints and forms of address: Sr., Dra., Ud., Sto., S. M."""

from __future__ import annotations

import re

from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import FUNCTION_WORDS, with_stop

_TITLES = {
    "sr": "señor",
    "sra": "señora",
    "sres": "señores",
    "sras": "señoras",
    "srta": "señorita",
    "srtas": "señoritas",
    "dr": "doctor",
    "dra": "doctora",
    "dres": "doctores",
    "dras": "doctoras",
    "prof": "profesor",
    "profa": "profesora",
    "dña": "doña",
    "lic": "licenciado",
    "licda": "licenciada",
    "ldo": "licenciado",
    "lda": "licenciada",
    "ing": "ingeniero",
    "arq": "arquitecto",
    "gral": "general",
    "cnel": "coronel",
    "cap": "capitán",
    "tte": "teniente",
    "sgto": "sargento",
    "cmdte": "comandante",
    "excmo": "excelentísimo",
    "excma": "excelentísima",
    "ilmo": "ilustrísimo",
    "ilma": "ilustrísima",
    "mons": "monseñor",
    "hno": "hermano",
    "hnos": "hermanos",
    "pbro": "presbítero",
    "ud": "usted",
    "uds": "ustedes",
    "vd": "usted",
    "vds": "ustedes",
}
_OF_WOMEN = {"prof": "profesora", "lic": "licenciada", "ing": "ingeniera", "arq": "arquitecta", "cap": "capitana"}
"""Titles without a feminine of their own, as they are said after "la"."""
_ALWAYS = frozenset(
    ("sr", "sra", "sres", "sras", "srta", "srtas", "dr", "dra", "dres", "dras", "dña", "ud", "uds", "vd", "vds")
)
"""Titles that are nothing else, so that they need no name behind them."""


@rule(
    rf"(?<![\w.’'-])(?P<title>{'|'.join(sorted(_TITLES, key=len, reverse=True))})(?P<stop>\.(?![a-z])|"
    rf"(?= [A-ZÁÉÍÓÚÑ]))(?![\w’'-])",
    re.IGNORECASE,
    prefilter=has_word(_TITLES),
)
def title(match: re.Match[str], passage: Passage) -> str | None:
    """Say a title in full, without a full stop that would end the sentence: `Sr. Pérez`, `la Dra. Gil`, `Ud.`."""
    short = match["title"].lower()
    if passage.marked("code", match.start()):
        return None
    if short not in _ALWAYS:
        is_name = re.match(r" (?:D\.ª? )?[A-ZÁÉÍÓÚÑ][\w]", match.string[match.end() :])
        is_clear = short in ("prof", "gral", "sgto", "tte", "mons", "excmo", "ilmo", "ldo", "lda") and match["stop"]
        if not is_clear and (not is_name or not match["stop"] or not match["title"][0].isupper()):
            return None
    if not match["stop"] and match["title"].islower():
        return None
    if short in _OF_WOMEN and re.search(r"\b[Ll]a $", match.string[: match.start()]):
        return with_stop(_OF_WOMEN[short], match)
    return with_stop(_TITLES[short], match)


@rule(
    r"(?<![\w.’'-])D(?P<ending>\.ª|ª|\.(?: ?[ªº])?)(?= [A-ZÁÉÍÓÚÑ])(?! [A-Z]\.? ?\d)|(?<![\w.])D\.ª"
    r"(?=,? [A-ZÁÉÍÓÚÑ])",
    needs="D",
)
def don(match: re.Match[str], passage: Passage) -> str | None:
    """Say "don" and "doña" before a name: `D. Juan`, `D.ª Ana`; an initial before a surname stays a letter."""
    if "ª" in match[0]:
        return "doña"
    behind = match.string[: match.start()].rstrip()
    first = not re.search(r"\s", behind) and behind.lower() in FUNCTION_WORDS
    is_initial = (
        behind
        and not first
        and re.search(r"(?:^|[^\w])[A-ZÁÉÍÓÚÑ][\w.]*$", behind)
        and not re.search(r"\b(?:Sr|Excmo|Ilmo|Ldo|Lda|Dr|Ing|Lic|Arq)\.?$", behind)
    )
    return None if is_initial else "don"


@rule(r"(?<![\w.])(?P<saint>S(?:to|ta|n))\.(?= [A-ZÁÉÍÓÚÑ])", needs="S")
def saint(match: re.Match[str], passage: Passage) -> str:
    """Say the saint of a name or a place in full: `Sto. Domingo`, `Sta. Cruz`."""
    return {"Sto": "Santo", "Sta": "Santa", "Sn": "San"}[match["saint"]]


_MAJESTIES = {
    "SM": "su majestad",
    "SSMM": "sus majestades",
    "SAR": "su alteza real",
    "SSAARR": "sus altezas reales",
    "SS": "su santidad",
}


@rule(
    r"(?<![\w.])(?P<who>SS\. ?MM\.|SS\. ?AA\. ?RR\.|S\. ?A\. ?R\.|S\. ?M\.|S\. ?S\.)(?= (?:el|la|los|las|don|doña"
    r"|[A-ZÁÉÍÓÚÑ]))",
    needs="S",
)
def majesty(match: re.Match[str], passage: Passage) -> str | None:
    """Say the address of kings and popes: `S. M. el rey`, `SS. MM.`."""
    return _MAJESTIES.get(re.sub(r"[^A-Z]", "", match["who"]))


RULES: tuple[Rule, ...] = (majesty, title, don, saint)
