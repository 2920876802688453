"""French abbreviations: p. 12, n° 5, av. J.-C., bd, art. 5, etc."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.french.amounts import with_stop
from tts.speech.rules.french.words import cardinal, with_zeros
from tts.speech.rules.rule import Passage, Rule, rule

_BEFORE_NUMBER = {
    "p": "page",
    "pp": "pages",
    "art": "article",
    "arts": "articles",
    "al": "alinéa",
    "chap": "chapitre",
    "fig": "figure",
    "vol": "volume",
    "éd": "édition",
    "t": "tome",
    "tab": "tableau",
    "annexe": "annexe",
    "v": "vers",
    "ch": "chapitre",
    "env": "environ",
    "tél": "téléphone",
    "min": "minimum",
    "max": "maximum",
    "vs": "versus",
    "ca": "circa",
}


@rule(
    rf"(?<![\w.-])(?P<short>{'|'.join(_BEFORE_NUMBER)})(?P<colon>\.?(?= ?:)|\.)(?= ?(?:\d|(?-i:[IVXLC]+)\b|[LRD]\. ?\d"
    rf"|: ?[+\d]))",
    re.IGNORECASE,
    needs="0IVXLC:",
)
def numbered(match: re.Match[str], passage: Passage) -> str | None:
    """Say what is numbered in full: `p. 12`, `art. 5`, `fig. 3`, `l'art. 1er`."""
    if passage.marked("code", match.start()):
        return None
    said = _BEFORE_NUMBER[match["short"].lower()]
    if said in ("page", "article") and (before(match, _MANY_PAGES) if said == "page" else after(match, _THE)):
        said += "s"
    return said.capitalize() if match["short"][0].isupper() else said


_MANY_PAGES = regex(r" ?\d+ ?(?:[-–]| et | à ) ?\d")
_THE = regex(r"\b(?:[Ll]es|[Dd]es|[Aa]ux) ")


@rule(
    r"(?<![\w.-])(?P<plural>[Nn](?:ᵒˢ|os(?= ?\d)|°s))|(?<![\w.-])(?:[Nn] ?[°ºᵒ]|№|[Nn]o\.?(?= \d)|[Nn]um\.(?= \d))",
    prefilter=r"[°ºᵒ№]|[Nn]o[.s]? ?\d|[Nn]um\.",
)
def number_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sign of a number: `n° 5`, `nos 5 et 6`, `№ 5`; `no 5` only before a number."""
    if passage.marked("code", match.start()):
        return None
    word = "numéros" if match["plural"] else "numéro"
    return word.capitalize() if match[0][0] == "N" and not match.string[: match.start()].strip() else word


@rule(
    r"(?P<short>\bav\.|\bavant|\bapr?\.|\baprès) ?J\.?[ -]{0,2}-?C\.?(?!\w)",
    needs="J",
)
def era(match: re.Match[str], passage: Passage) -> str:
    """Say the era of a year: `52 av. J.-C.`, `70 apr. J.-C.`."""
    return with_stop(f"{'avant' if match['short'][1] == 'v' else 'après'} Jésus-Christ", match)


_STREETS = {
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "boul": "boulevard",
    "av": "avenue",
    "ave": "avenue",
    "pl": "place",
    "rte": "route",
    "all": "allée",
    "imp": "impasse",
    "chem": "chemin",
    "fg": "faubourg",
    "fbg": "faubourg",
    "sq": "square",
    "r": "rue",
}
_OF_STREET = r"(?= (?:d(?:e|u|es)\b|d[’']|l[ea]s?\b|[A-ZÀ-Ý][\w’'.-]))"


@rule(
    rf"(?<![\w.-])(?P<short>[Bb]o?u?l?v?d|[Bb]oul\.|[Aa]v\.|[Aa]ve\.|[Pp]l\.|[Rr]te|[Aa]ll\.|[Ii]mp\.|[Cc]hem\."
    rf"|[Ff]b?g|[Ss]q\.|(?<=\d )r\.)"
    rf"\.?{_OF_STREET}(?! J\.)",
    needs="bBaApPrRIifFsScC",
)
def street(match: re.Match[str], passage: Passage) -> str | None:
    """Say the kind of a street in full: `bd Voltaire`, `av. de la République`, `pl. Carnot`."""
    said = _STREETS.get(match["short"].rstrip(".").lower())
    return said.capitalize() if said and match["short"][0].isupper() else said


_PLAIN = {
    "p. ex.": "par exemple",
    "par ex.": "par exemple",
    "c.-à-d.": "c’est-à-dire",
    "c. à d.": "c’est-à-dire",
    "càd": "c’est-à-dire",
    "cf.": "confer",
    "id.": "idem",
    "ibid.": "ibidem",
    "op. cit.": "opus citatum",
    "env.": "environ",
    "hab.": "habitants",
    "dép.": "département",
    "tél.": "téléphone",
    "pers.": "personnes",
    "rens.": "renseignements",
    "Rens.": "renseignements",
    "th.": "thermostat",
    "resp.": "respectivement",
    "intro.": "introduction",
    "concl.": "conclusion",
    "suiv.": "suivants",
    "trad.": "traduction",
    "adj.": "adjectif",
    "ex.": "exemple",
    "qqn": "quelqu’un",
    "qqch": "quelque chose",
    "qq.": "quelques",
    "svp": "s’il vous plaît",
    "stp": "s’il te plaît",
    "rdv": "rendez-vous",
    "Cie": "compagnie",
    "Sté": "société",
    "Éts": "établissements",
    "Ets": "établissements",
    "N.B.": "nota bene",
    "NB": "nota bene",
    "N. B.": "nota bene",
    "P.-S.": "post-scriptum",
    "R.-V.": "rendez-vous",
    "RDV": "rendez-vous",
    "SVP": "s’il vous plaît",
    "H.T.": "hors taxes",
    "HT": "hors taxes",
    "TTC": "toutes taxes comprises",
}
_ANY_PLAIN = "|".join(re.escape(short) for short in sorted(_PLAIN, key=len, reverse=True))


@rule(rf"(?<![\w.’'/-])(?P<short>{_ANY_PLAIN})(?![\w-])")
def abbreviation(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation in full: `p. ex.`, `c.-à-d.`, `hab.`, `HT`; "hab." and "pers." only behind a number."""
    short = match["short"]
    if passage.marked("code", match.start()):
        return None
    if short == "env." and match.string[: match.start()].endswith("C. "):
        return "environnement"
    if short == "ex." and re.search(r"\d ?$", match.string[: match.start()]):
        return with_stop("exemplaires", match)
    if short in ("hab.", "pers."):
        if not re.search(r"\d ?$", match.string[: match.start()]):
            return None
        return _PLAIN[short] + ("." if re.match(r" [A-ZÀ-Ý]|[\"'”’»)\] ]*$", match.string[match.end() :]) else "")
    return with_stop(_PLAIN[short], match) if short.endswith(".") else _PLAIN[short]


@rule(
    r"(?:, ?)?(?<![\w.])etc(?:\.|…|\.\.\.)(?:…|\.\.)?(?P<end>$|(?=[\"'”’»)\] ]*$))?(?!\w)|(?<![\w.])etc\b(?!\.)",
    prefilter="etc",
)
def et_cetera(match: re.Match[str], passage: Passage) -> str:
    """Say "et cetera", with a full stop only at the end of the text: `du miel, de la cire, etc.`."""
    comma = ", " if match[0].startswith(",") else ""
    is_last = match[0].endswith((".", "…")) and re.match(r"[\"'”’»)\] ]*(?:$|[A-ZÀ-Ý])", match.string[match.end() :])
    return f"{comma}et cetera{'.' if is_last else ''}"


@rule(
    r"(?<![\w.])(?:(?P<number>\d+)(?<!/\d)(?<!/\d\d) )?(?P<spoon>c\. ?à ?(?P<kind>[sc])\.?|càs|càc|CS|CC(?= de))(?!\w)"
    r"|(?<=\d )p\.(?! ?\d)",
    prefilter=r"c\. ?à|cà|CS|CC|\d p\.",
)
def spoon(match: re.Match[str], passage: Passage) -> str | None:
    """Say the spoons of a recipe, `2 c. à s.`, and the pages of a book, `352 p.`."""
    if not match["spoon"]:
        return with_stop("pages", match)
    if not match["kind"] and match["spoon"].isupper():
        return None
    kind = "soupe" if (match["kind"] or match["spoon"][-1]) == "s" else "café"
    count = int(match["number"] or 1)
    number = f"{cardinal(count, feminine=True)} " if match["number"] else ""
    if after(match, _HALF):
        return with_stop(f"cuillère à {kind}", match)
    return with_stop(f"{number}cuillère{'s' if count > 1 else ''} à {kind}", match)


@rule(
    r"\b(?P<short>[DdQq])(?:e|ue) (?=1(?: (?=[a-zà-ÿ])(?!à |et |ou |er\b|janv|févr|mars|avr|mai|juin|juil|août|sept|oct"
    r"|nov|déc)|[,/]\d| ?(?:h|min|%|€)))",
    needs="1",
)
def elision(match: re.Match[str], passage: Passage) -> str:
    """Say "d’un" and "qu’une" for a single thing: `de 1 point`, `de 1/3`."""
    return f"{match['short']}{'u' if match['short'] in 'qQ' else ''}’"


_HALF = regex(r"(?:\d/\d|[½¼¾]) ")


_ARTICLE = r"(?:(?<=\b[LRDA]\. )|(?<=\b[LRDA]\.)|(?<=\bart\. )|(?<=\barticle )|(?<=\b[Nn]° )|(?<=\b[Nn]°))"


@rule(rf"{_ARTICLE}\d+(?:[-–./]\d+)+(?![\w])", needs="0", prefilter=r"\d[-–./]\d")
def article_number(match: re.Match[str], passage: Passage) -> str:
    """Say the number of an article or a law part by part: `article L. 123-4`, `loi n° 78-17`."""
    plain = re.sub(r"\.(?=\d{3}(?!\d))", "", match[0])
    space = " " if match.string[: match.start()].endswith(".") else ""
    return space + re.sub(
        r"\d+",
        lambda one: with_zeros(one[0]),
        plain.replace("-", " tiret ").replace("–", " à ").replace(".", " point ").replace("/", " barre "),
    )


@rule(r"(?<=[\w.] )- (?=de \d)|(?<=\w)/(?=(?:an|jour|mois|semaine|heure|minute|seconde|personne)\b)", needs="-/")
def short_word(match: re.Match[str], passage: Passage) -> str:
    """Say a sign that replaces a word: `les - de 12 ans`, `3 fois/jour`."""
    return "moins " if match[0][0] == "-" else " par "


RULES: tuple[Rule, ...] = (
    article_number,
    elision,
    spoon,
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
