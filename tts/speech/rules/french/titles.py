"""French titles and saints: M. Dupont, Mme, Dr, Me, Mgr, St-Denis."""

from __future__ import annotations

import re

from tts.speech.rules.rule import Passage, Rule, rule

_TITLES = {
    "M": "monsieur",
    "Mr": "monsieur",
    "MM": "messieurs",
    "Mme": "madame",
    "Mmes": "mesdames",
    "Mlle": "mademoiselle",
    "Mlles": "mesdemoiselles",
    "Mgr": "monseigneur",
    "Mgrs": "messeigneurs",
    "Dr": "docteur",
    "Drs": "docteurs",
    "Dre": "docteure",
    "Dres": "docteures",
    "Pr": "professeur",
    "Prs": "professeurs",
    "Pre": "professeure",
    "Prof": "professeur",
    "Me": "maître",
    "Mes": "maîtres",
    "Vve": "veuve",
    "Gal": "général",
    "Cdt": "commandant",
    "Cne": "capitaine",
    "Lcl": "lieutenant-colonel",
}
_NAME = r"(?= [A-ZÀ-Ý][\w’'.-]| [A-Z](?:[,)]|$)| [XYZ]\b| (?:l[ea]s? |et (?:M|l[ea] )|de |d[’']|du |von |van ))"


@rule(
    rf"(?<![\w.’'-])(?:(?P<short>M|MM)\.{_NAME}|(?P<title>Mr|Mgrs?|Dre?s?|Prs?|Pre|Prof|Mes?|Gal|Cdt|Cne|Lcl)\.?{_NAME}"
    r"|(?P<alone>Mmes?|Mlles?|Mgr|Dre?s?|Vve)\.?(?![\w’'-]))",
    needs="MDPGCLV",
)
def title(match: re.Match[str], passage: Passage) -> str | None:
    """Say a title in full, without a full stop that would end the sentence: `M. Dupont`, `Mme`, `Dr`, `Me`."""
    if passage.marked("code", match.start()):
        return None
    written = match["short"] or match["title"] or match["alone"]
    if written in ("Me", "Mes") and not re.match(r" (?!Too\b)[A-ZÀ-Ý]", match.string[match.end() :]):
        return None
    said = _TITLES[written]
    is_last = match["alone"] and match[0].endswith(".") and not match.string[match.end() :].strip('"”’»)] ')
    return f"{said}." if is_last else said


@rule(r"(?<![\w.’'])(?P<saint>Stes?|Sts?)\.?(?P<sign>[ -])(?=[A-ZÀ-Ý][a-zà-ÿ])", needs="S")
def saint(match: re.Match[str], passage: Passage) -> str | None:
    """Say the saint of a place in full: `St-Denis`, `Ste-Maxime`."""
    return match["saint"].replace("St", "Saint") + match["sign"]


RULES: tuple[Rule, ...] = (title, saint)
