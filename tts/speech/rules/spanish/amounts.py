"""Amounts in Spanish: the patterns of numbers, and the gender of the noun that follows one."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import Passage
from tts.speech.rules.spanish import words
from tts.speech.rules.spanish.words import Gender

WHOLE = r"(?:\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+|(?:,\d{3}){2,})(?!\d)|\d+)"
"""The pattern of a whole number: `1.234`, `1 234`, `1234`, `1,234,567`."""
_DECIMALS = r"(?:(?<!,\d{3},\d{3}),\d+|(?<!\.\d{3})\.\d{1,2}(?!\d))"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+\.\d{{1,2}}(?!\d)|{WHOLE}{_DECIMALS}?|\d+\.\d+)"
"""The pattern of a number: `1.234,5`, and `3.5` with a point."""
BEFORE = r"(?<![\w#@\\$€£¥])(?<!\d[.,:/–—])(?<!\w[-/=])(?<!\d )"
"""The pattern of the place before a number: not inside a word, another number or an address."""
MINUS = r"(?P<minus>(?<![\w)\]%°º»])(?<!\d )[-−–])?"
"""The pattern of a minus sign before a number, if there is one."""
APART_MINUS = (
    r"(?P<minus>(?<![\w)\]%°º»])(?<!\d )[-−–]|(?:(?<=\ba )|(?<=\blos )|(?<=\bde )|(?<=\by )|(?<=\bentre ))[-−–] )?"
)
"""The pattern of a minus sign that may have a space behind it, as before degrees and percent."""
DASH = r"\s?[-–—‑]\s?"

_FUNCTION_LIST = """
a ante bajo con contra de del desde durante e el ella ellos en entre era es esta estaba están está fue fueron ha habían
había hace hacia han hasta hay la las le lo los mediante mientras más menos ni no o para pero por porque pues que quien
se sea según ser si sin sobre son su sus también tiene tienen tras u un una y ya como cuando donde cada al fueran será
sería serán así aunque contra salvo excepto fuera va van gana ganó perdió
"""
FUNCTION_WORDS = frozenset(_FUNCTION_LIST.split())
"""Words that are no nouns, so that a number before one of them counts nothing."""
_MASCULINE_LIST = """
día días mapa mapas problema problemas programa programas sistema sistemas tema temas idioma idiomas clima climas
planeta planetas cometa cometas diploma diplomas drama dramas esquema esquemas síntoma síntomas poeta poetas atleta
atletas artista artistas periodista periodistas futbolista futbolistas guardia guardias policía policías tranvía
tranvías sofá kilogramas gorila gorilas turista turistas ciclista ciclistas deportista deportistas taxista taxistas
electricista electricistas terrorista terroristas socialista socialistas guía guías emblema emblemas dilema dilemas
fantasma fantasmas aroma aromas telegrama telegramas anagrama panorama panoramas hinchas colegas camaradas belgas espías
guardametas nómadas burócratas demócratas compatriotas astronautas cosmonautas
internautas pediatras psiquiatras piratas croatas indígenas suicidas poemas enigmas teoremas ecosistemas crucigramas
carcinomas hematomas estigmas dogmas genomas patriarca patriarcas monarca monarcas
puma pumas dálmata dálmatas koala koalas nada para jamás demás además atrás estas esas unas otras
"""
_MASCULINE = frozenset(_MASCULINE_LIST.split())
_FEMININE_LIST = """
mujer mujeres vez veces noche noches tarde tardes parte partes clase clases calle calles muerte muertes ley leyes red
redes sede sedes llave llaves nave naves fase fases base bases serie series tesis crisis flor flores imagen imágenes
orden órdenes actriz actrices mano manos foto fotos moto motos torre torres nube nubes fuente fuentes gente voz voces
luz luces cruz cruces razón razones región regiones versión versiones cárcel cárceles señal señales piel pieles sal
dosis hipótesis prótesis aves claves paredes patentes vacantes variantes corrientes reuniones uniones opiniones
sucursales catedrales postales centrales credenciales multinacionales madres cicatrices
webs pymes startups suites cárceles leches págs pers pzas tzas
hectárea ley bacteria especie especies superficie superficies cumbre cumbres frase frases base bases nariz raíz raíces
legumbre legumbres carne carnes fe vía vías directriz directrices emperatriz labor labores
"""
_FEMININE = frozenset(_FEMININE_LIST.split())
_ENDING = regex(
    r".+(?:[^e]a|ea|[^e]as|eas|ción|ciones|sión|siones|xión|xiones|gión|giones|[dt]ad|[dt]ades|tud|tudes|umbre|umbres)"
)
_NEXT = regex(
    r" (?:(?:grandes|jóvenes|importantes|principales|mejores|peores|mayores|menores|últimos|nuevos|primeros"
    r"|posibles) )?"
    r"(?P<noun>[^\W\d_]{2,})"
)
_NUMBERED = regex(
    r"(?<!\w)(?:[Ee]l|[Nn]úmero|[Nn]\.?º|[Cc]apítulo|[Pp]ágina|[Aa]rtículo|[Gg]rupo|[Ff]ase|[Tt]ipo|[Dd]ía|[Aa]ño"
    r"|[Vv]ersión|[Tt]abla|[Ff]igura|[Ss]ección|[Ee]jemplo|[Pp]uerto|[Nn]ivel|[Ss]ala|[Ll]ínea|[Pp]uerta"
    r"|[Cc]anal|[Rr]uta) $"
)


_YEAR = regex(r"1[1-9]\d\d|20\d\d")
_IN_YEAR = regex(r"(?<!\w)(?:[Ee]n|[Dd]el?|[Dd]esde|[Hh]asta|[Aa]ño|[Ee]ntre|\d{4} [ya]|[Aa]) $")


def noun_gender(text: str, end: int, begin: int | None = None) -> Gender:
    """Return the gender of the noun after a number that ends at `end`, as far as its ending shows it; "" without one.

    A number at `begin` that counts nothing, as in "página 1", has none; one that is not 1 needs a noun in the plural.
    """
    if begin is not None and re.compile(r" de (?:ellas|estas|esas)\b").match(text, end):
        return "f"
    match = _NEXT.match(text, end)
    if not match:
        return ""
    noun = match["noun"]
    lower = noun.lower()
    is_year = begin is not None and _YEAR.fullmatch(text, begin, end) is not None
    if is_year and _IN_YEAR.search(text[max(0, (begin or 0) - 12) : begin]):
        return ""
    written = text[begin:end] if begin is not None else ""
    if lower in ("mil", "mdp", "mdd"):
        return "m"
    if begin is not None and written != "1" and (not lower.endswith("s") or re.search(r"\.\d{1,2}$", written)):
        return ""
    if lower == "sobre" and text.startswith(" de ", match.end()):
        return "m"
    if lower in FUNCTION_WORDS or (begin is not None and _NUMBERED.search(text[max(0, begin - 12) : begin])):
        return ""
    if lower in _MASCULINE or lower.endswith(("ista", "istas", "mente")):
        return (
            "m" if lower not in ("nada", "para", "jamás", "demás", "además", "atrás") and lower[-5:] != "mente" else ""
        )
    if lower in _FEMININE or (_ENDING.fullmatch(lower) and noun[0].islower()):
        return "f"
    return "m" if noun[0].islower() and not is_year else ""


_COMMAS = frozenset(("MX", "US", "GT", "HN", "SV", "NI", "PA", "DO", "PR", "PE", "419"))
"""Regions that group thousands with a comma and have a decimal point."""


def in_region(written: str, passage: Passage) -> str:
    """Return a number without the comma that groups its thousands in the region: "1,941" is 1941 in Mexico."""
    is_grouped = not _COMMAS.isdisjoint(passage.language.upper().split("-")[1:])
    return written.replace(",", "") if is_grouped and re.fullmatch(r"[1-9]\d{0,2},\d{3}", written) else written


def of_millions(written: str) -> str:
    """Return the " de" before a noun that whole millions need: "veinte millones de euros"; "" for another number."""
    amount = words.value(written)
    return " de" if amount >= _MILLION and amount % _MILLION == 0 else ""


_MILLION = 1_000_000


def is_plural(written: str) -> bool:
    """Return whether a noun after the number has a plural, as after each number except 1."""
    return words.value(written) != 1


_CLOSED = regex(r"[\"'”’)\]»*_ ]*$")


def with_stop(said: str, match: re.Match[str]) -> str:
    """Return `said` with the full stop of an abbreviation that ends the text, and so its sentence too."""
    return f"{said}." if match[0].endswith(".") and _CLOSED.match(match.string, match.end()) else said
