"""Spanish abbreviations: pág. 12, n.º 5, a. C., c/ Mayor, EE. UU., p. ej., etc."""

from __future__ import annotations

import re

from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import with_stop
from tts.speech.rules.spanish.words import digits, with_zeros

_BEFORE_NUMBER = {
    "p": "página",
    "pp": "páginas",
    "pág": "página",
    "págs": "páginas",
    "pag": "página",
    "art": "artículo",
    "arts": "artículos",
    "cap": "capítulo",
    "caps": "capítulos",
    "fig": "figura",
    "figs": "figuras",
    "vol": "volumen",
    "vols": "volúmenes",
    "ed": "edición",
    "t": "tomo",
    "tel": "teléfono",
    "tfno": "teléfono",
    "tlf": "teléfono",
    "teléf": "teléfono",
    "ext": "extensión",
    "apdo": "apartado",
    "núm": "número",
    "núms": "números",
    "mín": "mínimo",
    "máx": "máximo",
    "aprox": "aproximadamente",
    "v": "verso",
    "párr": "párrafo",
    "km": "kilómetro",
    "min": "minuto",
    "int": "interior",
    "cel": "celular",
}


@rule(
    rf"(?<![\w.-])(?P<short>{'|'.join(sorted(_BEFORE_NUMBER, key=len, reverse=True))})(?P<stop>\.?(?= ?: )|\.)"
    r"(?= ?(?:\d|(?-i:[IVXLC]+)\b|: ?[+(\d]|(?<=el\. )\(\d))(?P<digits>(?<=xt\.) ?\d+)?",
    re.IGNORECASE,
    needs="0IVXLC:",
)
def numbered(match: re.Match[str], passage: Passage) -> str | None:
    """Say what is numbered in full: `pág. 12`, `art. 5`, `cap. IV`, `ext. 12`."""
    is_unit = match["short"].lower() == "min" and re.search(r"\d ?$", match.string[: match.start()])
    if passage.marked("code", match.start()) or is_unit:
        return None
    said = _BEFORE_NUMBER[match["short"].lower()]
    said = said.capitalize() if match["short"][0].isupper() else said
    return f"{said} {digits(match['digits'])}" if match["digits"] else said


@rule(
    r"(?<![\w.-])(?P<sign>[Nn]\.?[º°]s?(?=\s?[\d.])|[Nn]\.o(?=\s?\d)|[Nn]\.ºs|№|[Nn]ro\.?(?= ?\d)|[Nn]o\."
    r"(?= ?\d))\.?",
    prefilter=r"[Nn](?:\.?[º°]|\.o|ro|o\.)|№",
)
def number_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sign of a number: `n.º 5`, `N° 5`, `№ 5`, `nro. 5`."""
    if passage.marked("code", match.start()):
        return None
    word = "números" if match["sign"].endswith("s") else "número"
    return word.capitalize() if match[0][0] == "N" and not match.string[: match.start()].strip() else word


@rule(r"(?<![\w.])(?P<era>[ad])\. ?(?:de )?(?:J\.? ?)?C\.?(?!\w)|(?<=\d )(?P<short>a|d)C\b", needs="C")
def era(match: re.Match[str], passage: Passage) -> str:
    """Say the era of a year: `44 a. C.`, `70 d. C.`."""
    return with_stop(f"{'antes' if (match['era'] or match['short']) == 'a' else 'después'} de Cristo", match)


_STREETS = {
    "c/": "calle",
    "c.": "calle",
    "cl.": "calle",
    "av": "avenida",
    "avda": "avenida",
    "avd": "avenida",
    "pza": "plaza",
    "plza": "plaza",
    "pl": "plaza",
    "pº": "paseo",
    "p.º": "paseo",
    "p.°": "paseo",
    "ctra": "carretera",
    "carr": "carretera",
    "rda": "ronda",
    "urb": "urbanización",
    "pol": "polígono",
    "gta": "glorieta",
    "trv": "travesía",
    "bv": "bulevar",
    "blvd": "bulevar",
    "c.º": "camino",
    "cº": "camino",
    "esq": "esquina",
}
_OF_STREET = r"(?= ?(?:de\b|del\b|la\b|los\b|las\b|el\b|[A-ZÁÉÍÓÚÑ][\w’'.-]))"


@rule(
    rf"(?<![\w.-])(?P<short>[Cc]/|[Pp]\.?º|[Cc]\.?º|(?:av|avda|avd|pza|plza|pl|ctra|carr|rda|urb|pol|gta|trv|bv"
    rf"|blvd)\.){_OF_STREET}"
    r"|(?<![\w.-])(?P<corner>esq)\.(?= )",
    re.IGNORECASE,
    prefilter=r"[Cc]/|[CcPp]\.?º|[A-Za-z]{2,5}\.(?: |[^\W\d_])",
)
def street(match: re.Match[str], passage: Passage) -> str | None:
    """Say the kind of a street in full: `c/ Mayor`, `Avda. de América`, `Pza. del Sol`."""
    if match["corner"]:
        return "esquina"
    short = match["short"].lower()
    said = _STREETS[short if short in _STREETS else short.rstrip(".")]
    is_apart = match.string[match.end() : match.end() + 1] == " "
    return (said.capitalize() if match["short"][0].isupper() else said) + ("" if is_apart else " ")


_DOUBLED = {
    "EEUU": "Estados Unidos",
    "EUA": "Estados Unidos",
    "CCAA": "comunidades autónomas",
    "CCOO": "comisiones obreras",
    "JJOO": "juegos olímpicos",
    "FFAA": "fuerzas armadas",
    "FFCC": "ferrocarriles",
    "RRHH": "recursos humanos",
    "RRSS": "redes sociales",
    "DDHH": "derechos humanos",
    "AAVV": "autores varios",
    "RREE": "relaciones exteriores",
    "FFCCSE": "fuerzas y cuerpos de seguridad del Estado",
    "BBAA": "bellas artes",
    "RRII": "relaciones internacionales",
}


@rule(
    r"(?<![\w.])(?P<run>(?P<a>E)E\.? ?UU|EEUU|E\.U\.A|C\.?C\.? ?AA|CC\.? ?AA|CC\.? ?OO|JJ\.? ?OO|FF\.? ?AA"
    r"|FF\.? ?CC|RR\.? ?HH"
    r"|RR\.? ?SS|DD\.? ?HH|AA\.? ?VV|RR\.? ?EE|BB\.? ?AA|RR\.? ?II)\.?(?!\w)",
    re.IGNORECASE,
)
def doubled(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation of doubled letters in full: `EE. UU.`, `CC. AA.`, `JJ. OO.`, `RR. HH.`."""
    said = _DOUBLED.get(re.sub(r"[. ]", "", match["run"]).upper())
    return with_stop(said, match) if said and (match["run"].isupper() or "." in match["run"]) else None


_PLAIN = {
    "p. ej.": "por ejemplo",
    "p.ej.": "por ejemplo",
    "v. gr.": "verbigracia",
    "i. e.": "esto es",
    "aprox.": "aproximadamente",
    "pág.": "página",
    "págs.": "páginas",
    "dpto.": "departamento",
    "depto.": "departamento",
    "dcha.": "derecha",
    "izq.": "izquierda",
    "izda.": "izquierda",
    "admón.": "administración",
    "Admón.": "administración",
    "cta.": "cuenta",
    "cía.": "compañía",
    "Cía.": "compañía",
    "Hnos.": "hermanos",
    "máx.": "máximo",
    "mín.": "mínimo",
    "hab.": "habitantes",
    "pers.": "personas",
    "prov.": "provincia",
    "gob.": "gobierno",
    "ej.": "ejemplo",
    "vs.": "contra",
    "vs": "contra",
    "tel.": "teléfono",
    "S. A.": "S A",
    "S.A.": "S A",
    "S. L.": "S L",
    "S.L.": "S L",
    "q. e. p. d.": "que en paz descanse",
    "Q.E.P.D.": "que en paz descanse",
    "Bs. As.": "Buenos Aires",
    "D. F.": "D F",
    "mdd": "millones de dólares",
    "mdp": "millones de pesos",
    "Ayto.": "Ayuntamiento",
    "Cd.": "Ciudad",
    "Prov.": "Provincia",
    "Secc.": "Sección",
    "temp.": "temperatura",
    "M.ª": "María",
    "Mª": "María",
    "Fco.": "Francisco",
    "Fdez.": "Fernández",
    "y ss.": "y siguientes",
    "v.º b.º": "visto bueno",
    "V.º B.º": "visto bueno",
    "atte.": "atentamente",
    "fdo.": "firmado",
    "Fdo.": "firmado",
    "ntra.": "nuestra",
    "Ntra.": "Nuestra",
    "ntro.": "nuestro",
    "Ntro.": "Nuestro",
    "pdte.": "presidente",
    "ppal.": "principal",
    "rte.": "remitente",
    "sdad.": "sociedad",
    "vda.": "viuda",
    "entlo.": "entresuelo",
    "C. P.": "código postal",
    "C.P.": "código postal",
    "c. p.": "código postal",
    "s/n": "sin número",
    "c/u": "cada uno",
    "cda.": "cucharada",
    "cdas.": "cucharadas",
    "cdta.": "cucharadita",
    "cdtas.": "cucharaditas",
    "pza.": "pieza",
}
_ANY_PLAIN = "|".join(re.escape(short) for short in sorted(_PLAIN, key=len, reverse=True))


@rule(rf"(?<![\w.’'/-])(?P<short>{_ANY_PLAIN})(?![\w-])", prefilter=has_word(_PLAIN))
def abbreviation(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation in full: `p. ej.`, `aprox.`, `dcha.`, `S. A.`; "hab." only behind a number."""
    short = match["short"]
    if passage.marked("code", match.start()):
        return None
    if short in ("hab.", "pers.", "cda.", "cdas.", "cdta.", "cdtas.") and not re.search(
        r"\d ?$", match.string[: match.start()]
    ):
        return None
    said = _PLAIN[short]
    if said in ("máximo", "mínimo") and re.search(
        r"\b(?:[Ll]a|[Tt]emperatura|[Tt]emp\.) $", match.string[: match.start()]
    ):
        said = f"{said[:-1]}a"
    return with_stop(said, match) if short.endswith(".") else said


@rule(r"(?<![\w.])etc(?:\.|…|\.\.\.)(?:…|\.\.)?(?!\w)|(?<![\w.])etc\b(?!\.)", prefilter="etc")
def et_cetera(match: re.Match[str], passage: Passage) -> str:
    """Say "etcétera", with a full stop only at the end of a sentence: `miel, cera, etc.`."""
    is_last = match[0].endswith((".", "…")) and re.match(
        r"[\"'”’»)\] ]*(?:$|[A-ZÁÉÍÓÚÑ¿¡])", match.string[match.end() :]
    )
    return f"etcétera{'.' if is_last else ''}"


@rule(
    r"(?:(?<=\bartículo )|(?<=\bart\. )|(?<=\bn\.º )|(?<=\bLey )|(?<=\bDecreto )|(?<=\bDecreto-ley )|"
    r"(?<=\bOrgánica )|(?<=\bRD )|(?<=\bR\.D\. )|(?<=\bRDL )|(?<=\bLO )|(?<=\bReglamento \(UE\) )|"
    r"(?<=\bDirectiva )|(?<=\bOrden ))(?:\d{1,3}\.\d{3}/\d+|\d+[/.]\d+)(?![\w/])",
    needs="0",
    prefilter=r"\d[./]\d",
)
def article_number(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of an article or a law part by part: `artículo 149.1`, `Ley 7/2021`; not `Ley 25.326`."""
    if re.search(r"\.\d{3}$", match[0]):
        return None
    written = re.sub(r"\.(?=\d{3}/)", "", match[0])
    sign = " punto " if "." in written else " de " if re.search(r"/\d{4}$", written) else " barra "
    return re.sub(r"\d+", lambda one: with_zeros(one[0]), re.sub(r"[/.]", sign, written))


@rule(
    r"(?:(?<!\w)(?P<short>p)|(?<=\w))/(?=(?:año|día|mes|semana|hora|minuto|segundo|persona)(?!\w))",
    needs="/",
)
def short_word(match: re.Match[str], passage: Passage) -> str:
    """Say a slash that replaces a word: `3 veces/día`, `2 p/persona`."""
    return "por " if match["short"] else " por "


RULES: tuple[Rule, ...] = (
    article_number,
    doubled,
    era,
    number_sign,
    numbered,
    street,
    abbreviation,
    et_cetera,
)
"""Applied before the rules for numbers."""
LAST: tuple[Rule, ...] = (short_word,)
"""Applied after the rules for units, which may have a slash too."""
