"""Spanish ordinals, Roman numerals: 1.º, 3.ª, 1.er, siglo XVII, Felipe VI, capítulo IV, XX edición."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.numerals import roman
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish import words
from tts.speech.rules.spanish.words import Gender

_LAST_ORDINAL = 10
"""Rulers and centuries from the eleventh on have cardinals: Alfonso XIII is "trece"."""
_RULERS_LIST = """
Alberto Alejandro Alejo Alfonso Amadeo Balduino Benedicto Bonifacio Carlos Celestino Clemente Constantino Enrique
Eduardo
Emmanuel Federico Felipe Fernando Fruela Francisco Gregorio Guillermo Gustavo Haakon Harald Hassan Humberto Inocencio
Iván Jacobo Jaime Jorge José Juan Julio León Leopoldo Luis Manuel Maximiliano Miguel Mohamed Moctezuma Murad Napoleón
Nicolás Óscar Otón Pablo Pedro Pío Ptolomeo Ramiro Ramsés Ricardo Roberto Rodolfo Sancho Selim Sixto Teodosio Urbano
Víctor Bermudo Ordoño García Borrell Berenguer Abderramán Alhakén Hixem Muhámmad Yusuf Atahualpa Sebastián Simeón
Tutmosis Amenofis Adriano Calixto Esteban Ladislao Segismundo Christian Rainiero Hussein Abdalá Rama Gustavo Humberto
"""
_QUEENS_LIST = "Isabel Catalina María Juana Margarita Cristina Ana Berenguela Urraca Cleopatra Beatriz Blanca"
_RULER = regex(rf"(?<!\w)(?:{'|'.join(_RULERS_LIST.split())})(?: (?:Pablo|Manuel|Carlos|José|Adolfo|Alejandro))? ")
_QUEEN = regex(rf"(?<!\w)(?:{'|'.join(_QUEENS_LIST.split())}) ")
_PARTS = regex(
    r"(?<!\w)(?:actos?|escenas?|capítulos?|tomos?|libros?|partes?|títulos?|anexos?|artículos?|volúmen(?:es)?"
    r"|volumen|fases?"
    r"|tipos?|niveles|nivel|grupos?|secciones|sección|clases?|categorías?|episodios?|temporadas?|vaticano|concilio"
    r"|apolo"
    r"|tabla|figura|lámina|canto|lote|zona|mundial|opus|salmo|etapa|división|grado|cap\.|t\.|vol\.|art\.|fig\.) ",
    re.IGNORECASE,
)


def _number(value: int, gender: Gender = "") -> str:
    """Return a number up to ten as an ordinal, and a larger one as a cardinal."""
    return words.ordinal(value, gender) if value <= _LAST_ORDINAL else words.cardinal(value)


@rule(
    r"(?<!\w)(?P<word>[Ss]iglos?|[Ss]\.|[Ss]s\.) ?(?P<first>[IVX]+|(?<=iglo )[ivx]+|(?<=iglos )[ivx]+)(?:"
    r"(?P<join>[-–/]| y | o | al | a )(?P<last>[IVX]+))?(?!\w)",
    needs="IVXivx",
    prefilter=r"[Ss]iglo|[Ss]\. ?[IVX]",
)
def century(match: re.Match[str], passage: Passage) -> str | None:
    """Say a century: `siglo XVII`, `siglos XVI-XVII`, `s. V a. C.`; up to the tenth as ordinals."""
    first, last = roman(match["first"]), roman(match["last"] or "")
    if not first or (match["last"] and not last):
        return None
    is_many = bool(last) and match["join"] not in (" a ", " al ")
    word = match["word"] if match["word"][-1] != "." else "siglos" if is_many or match["word"] == "ss." else "siglo"
    said = f"{word} {_number(first)}"
    if last:
        join = match["join"] if " " in match["join"] else " y " if last == first + 1 else " a "
        said += f"{join}{_number(last)}"
    return said


@rule(r"(?<![\w.'/-])(?P<numeral>[IVX]+)(?![\w/’'-]|\.\w)", needs="IVX")
def ruler(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a ruler, or of a part of a work: `Felipe VI`, `Isabel II`, `Alfonso XIII`, `capítulo IV`."""
    number = roman(match["numeral"])
    if not number:
        return None
    is_heading = match.start() == 0 and len(match[0]) > 1 and _HEADING.match(match.string, match.end())
    if is_heading or after(match, _PARTS):
        return words.cardinal(number)
    if _ERA.match(match.string, match.end()):
        return _number(number)
    is_queen = after(match, _QUEEN)
    if not is_queen and not after(match, _TWO_THRONES) and not after(match, _RULER):
        return None
    return _number(number, "f" if is_queen else "")


_ERA = regex(r" [ad]\. ?(?:de )?C")
_HEADING = regex(r"(?:\.|\)| [-–—:]) [A-ZÁÉÍÓÚÑ¿¡]")
_TWO_THRONES = regex(r"[IVX]+ de [A-ZÁÉÍÓÚÑ]\w+ y ")
_MASCULINE_NOUNS = (
    "Congreso|Festival|Premio|Encuentro|Concurso|Juegos|Aniversario|Centenario|Reich|Certamen|Simposio|Campeonato|Torneo"
    "|Plan|Convenio|Ejército|Cuerpo|Foro|Maratón|Salón|Ciclo|Curso|Seminario|Día|Trofeo|Gran|Memorial|Conde|Duque|Marqués"
    "|Concilio|Mundial|Open|Rally|Máster|Taller|Acuerdo|Barómetro|Informe|Distrito|Batallón|Regimiento|apóstol|siglo"
)
_FEMININE_NOUNS = (
    "Edición|Cumbre|Jornadas?|Feria|Semana|Copa|Legislatura|Asamblea|Conferencia|República|Internacional|Guerra|Cruzada"
    "|Dinastía|Marcha|Media|Carrera|División|Brigada|Bienal|Muestra|Gala|Convención|Reunión|Vuelta|Noche|Región|Promoción"
    "|Duquesa|Marquesa|Condesa|Olimpiada|Travesía|Subida|Mesa|Ronda|Fiesta"
)


@rule(
    rf"(?<![\w.'/-])(?P<numeral>[IVX]+)(?= (?P<word>(?P<m>{_MASCULINE_NOUNS})|(?P<f>{_FEMININE_NOUNS}))\b)",
    re.IGNORECASE,
    needs="IVX",
)
def numeral_before(match: re.Match[str], passage: Passage) -> str | None:
    """Say a numeral before the noun that it counts: `XX edición`, `V Congreso`, `XI apóstol`."""
    number = roman(match["numeral"])
    if not number or not match["numeral"].isupper():
        return None
    return words.ordinal(number, "f" if match["f"] else "m")


@rule(
    r"(?<=[a-zá-úñ] )(?P<numeral>II|III|IV|VI|IX|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII)(?![\w/’'-])"
    r"(?!\.\w)",
    needs="IVX",
)
def sequel(match: re.Match[str], passage: Passage) -> str | None:
    """Say, after any other name, a numeral that cannot be anything else: `Rocky III`."""
    return words.cardinal(roman(match[0]) or 0) if after(match, _CAPITALIZED) else None


_CAPITALIZED = regex(r"(?<!\w)[A-ZÁÉÍÓÚÑ][\w’'-]* ")
_ENDINGS = "ero|era|eros|eras|er|ᵉʳ|ro|ra|ros|ras|do|da|to|ta|tos|tas|mo|ma|vo|va|no|na|[oa](?=s)|[ºª°ᵒᵃ]"


@rule(
    rf"(?<![\w.,'/-])(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:\.(?P<dotted>º|ª|°|er|ᵉʳ|o|a|ᵒ|ᵃ)|"
    rf"(?P<plain>{_ENDINGS}))(?P<many>s)?(?![\w’'])(?:\.(?= [a-zá-úñ])|(?<=er)\.(?= ))?"
    r"|(?<![\w.,'/-])1o\.?(?= de\b)",
    needs="0",
)
def ordinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ordinal: `3.º`, `14.ª`, `1.er`, `1ro`, `2da`, `28°`; before a noun, `primer` and `tercer`."""
    if not match["number"]:
        return "primero"
    end, number = match["dotted"] or match["plain"], int(re.sub(r"\D", "", match["number"]))
    if passage.marked("code", match.start()) or not number or number > 9999:
        return None
    is_feminine = end in ("ª", "a", "ᵃ") or (len(end) > 1 and end.rstrip("s").endswith("a"))
    is_short = end in ("er", "ᵉʳ") or (not is_feminine and _NOUN.match(match.string, match.end()) is not None)
    return words.ordinal(number, "f" if is_feminine else "m" if is_short else "") + ("s" if match["many"] else "")


_NOUN = regex(
    r" (?!(?:de|del|y|o|en|a|el|la|al|con|por|para|que|se|es|ha|fue|clasificado|puesto de|izda|izq|dcha"
    r"|izquierda|derecha)\b)[a-zá-úñ]{3,}"
)


RULES: tuple[Rule, ...] = (century, ruler, numeral_before, sequel, ordinal)
