"""Amounts in French: the patterns of numbers, and the gender of the noun that follows one."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.french import words

WHOLE = r"(?:\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+|(?:['’]\d{3})+)(?!\d)|\d+)"
"""The pattern of a whole number: `1 234`, `1.234`, `1234`, and `1'234` as the Swiss write it."""
NUMBER = rf"(?:{WHOLE}(?:,\d+|\.\d{{1,2}}(?!\d))?|\d+\.\d+)"
"""The pattern of a number: `1 234,5`, and `3.5` with the point of software and of English texts."""
BEFORE = r"(?<![\w#@\\$€£¥])(?<!\d[.,:/–—])(?<!\w[-/=])(?<!\d )"
"""The pattern of the place before a number: not inside a word, another number or an address."""
MINUS = r"(?P<minus>(?<![\w)\]%°»])(?<!\d )[-−–])?"
"""The pattern of a minus sign before a number, if there is one."""
APART_MINUS = (
    r"(?P<minus>(?<![\w)\]%°»])(?<!\d )[-−–]|(?:(?<=\bà )|(?<=\bde )|(?<=\bsoit )|(?<=\bcontre )|(?<=\bpar )|"
    r"(?<=\bet )|(?<=\bfait )|(?<=\bentre ))"
    r"[-−–] )?"
)
"""The pattern of a minus sign that may have a space behind it, as before degrees and percent."""
DASH = r"\s?[-–—‑]\s?"

_FEMININE = (
    "personnes? femmes? filles? fillettes? mères? sœurs? heures? minutes? secondes? semaines? années? "
    "journées? nuits? fois voix places? pages? victimes? villes? communes? entreprises? sociétés? usines? "
    "écoles? classes? familles? voitures? maisons? tonnes? livres lignes? lettres? pièces? parties? régions? "
    "provinces? chaînes? équipes? médailles? victoires? défaites? rencontres? courses? étapes? plaintes? "
    "mesures? amendes? bombes? frappes? attaques? langues? espèces? plantes? étoiles? planètes? galaxies? "
    "îles? pompes? tranches? cuillères? cuillerées? tasses? gousses? feuilles? pincées? branches? carottes? "
    "tomates? pommes? oranges? poires? bouteilles? boîtes? caisses? salles? chambres? candidates? élues? "
    "députées? étudiantes? couronnes? roupies? pesetas? unités? minorités? universités? cités? activités? "
    "séances? banques? agences? gares? routes? rues? portes? marches? demandes? réponses? idées? raisons? "
    "règles? lois dates? photos? vidéos? images? scènes? œuvres? toiles? sculptures? dents cartes? tables? "
    "chaises? vaches? chèvres? poules? brebis abeilles? ruches? cellules? molécules? particules? doses? "
    "maladies? boutiques? enseignes? marques? machines? turbines? éoliennes? centrales? épreuves? manches? "
    "disciplines? voies? pistes? nationalités? tentatives? collectivités? municipalités? métropoles? "
    "localités? rubriques?"
)
_FEMININE_NOUN = regex(
    r" (?:(?:nouvelles?|autres|grandes?|petites?|jeunes|premières|dernières|autres|bonnes?|belles|vieilles|seule) )?"
    rf"(?:(?:{'|'.join(_FEMININE.split())})\b"
    r"|(?!mention|million|bastion|champion|camion|avion|lion|ion|espion|pion|scorpion|bulletin)"
    r"[^\W\d_]{2,}(?:tions?|sions?|xions?|ettes?|ances?|ences?|euses?|trices?|ières?)\b)"
)


def is_feminine(text: str, end: int, begin: int | None = None) -> bool:
    """Return whether the noun that follows a number that ends at `end` is feminine: `21 personnes`.

    After a number at `begin` that is not 1, the noun is a plural: "la page 21 porte" has none.
    """
    noun = _FEMININE_NOUN.match(text, end)
    return noun is not None and (begin is None or text[begin:end] == "1" or noun[0].endswith(("s", "x")))


def amount(written: str, *, feminine: bool = False) -> str:
    """Return a number in words, in the gender of its noun."""
    return words.number(written, feminine=feminine)


def is_plural(written: str) -> bool:
    """Return whether a noun after the number has a plural, as from 2: `1,5 litre` has none."""
    return words.value(written) >= 2


_CLOSED = regex(r"[\"'”’)\]»*_ ]*$")


def with_stop(said: str, match: re.Match[str]) -> str:
    """Return `said` with the full stop of an abbreviation that ends the text, and so its sentence too."""
    return f"{said}." if match[0].endswith(".") and _CLOSED.match(match.string, match.end()) else said
