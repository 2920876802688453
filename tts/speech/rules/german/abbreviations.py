"""Abbreviations: bzw., Nr. 5, § 3 Abs. 2, Dr., Str."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.german import words
from tts.speech.rules.german.context import after, as_written, before, last_stop, stop
from tts.speech.rules.german.dotted import LAST
from tts.speech.rules.german.grammar import is_governed, ordinal_ending
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_PLAIN = {
    "bzw": "beziehungsweise",
    "usw": "und so weiter",
    "usf": "und so fort",
    "etc": "et cetera",
    "ca": "circa",
    "evtl": "eventuell",
    "ggf": "gegebenenfalls",
    "ggfs": "gegebenenfalls",
    "inkl": "inklusive",
    "exkl": "exklusive",
    "zzgl": "zuzüglich",
    "abzgl": "abzüglich",
    "max": "maximal",
    "min": "mindestens",
    "mind": "mindestens",
    "sog": "sogenannte",
    "geb": "geboren",
    "gest": "gestorben",
    "verh": "verheiratet",
    "vgl": "vergleiche",
    "bspw": "beispielsweise",
    "Bsp": "Beispiel",
    "insb": "insbesondere",
    "insbes": "insbesondere",
    "einschl": "einschließlich",
    "gem": "gemäß",
    "lt": "laut",
    "vs": "versus",
    "zzt": "zurzeit",
    "urspr": "ursprünglich",
    "eigtl": "eigentlich",
    "engl": "englisch",
    "frz": "französisch",
    "lat": "lateinisch",
    "griech": "griechisch",
    "österr": "österreichisch",
    "dt": "deutsch",
    "röm": "römisch",
    "nördl": "nördlich",
    "südl": "südlich",
    "östl": "östlich",
    "westl": "westlich",
    "rd": "rund",
    "zw": "zwischen",
    "jew": "jeweils",
    "Whg": "Wohnung",
    "Tbl": "Tabletten",
    "Kt": "Kanton",
    "überarb": "überarbeitet",
    "erw": "erweitert",
    "aktual": "aktualisiert",
    "u": "und",
    "gg": "gegenüber",
    "ggü": "gegenüber",
    "insges": "insgesamt",
    "insg": "insgesamt",
    "dzt": "derzeit",
    "schriftl": "schriftlich",
    "mtl": "monatlich",
    "Hj": "Halbjahr",
    "Bgm": "Bürgermeister",
    "Vors": "Vorsitzende",
    "Fam": "Familie",
    "Mitgl": "Mitgliedern",
    "teilw": "teilweise",
    "anschl": "anschließend",
    "Vj": "Vorjahr",
    "Bj": "Baujahr",
    "Bft": "Beaufort",
    "Lj": "Lebensjahr",
    "Kl": "Klasse",
    "Urt": "Urteil",
    "Beschl": "Beschluss",
    "Temp": "Temperatur",
    "Jh": "Jahrhundert",
    "Jhd": "Jahrhundert",
    "Jhs": "Jahrhunderts",
    "Tel": "Telefon",
    "Fa": "Firma",
    "Abt": "Abteilung",
    "Jg": "Jahrgang",
    "Hrsg": "Herausgeber",
    "Std": "Stunden",
    "Mio": "Millionen",
    "Mrd": "Milliarden",
    "Tsd": "Tausend",
    "Hbf": "Hauptbahnhof",
    "Bhf": "Bahnhof",
    "Anm": "Anmerkung",
    "Pfd": "Pfund",
    "Pers": "Personen",
    "Einw": "Einwohner",
    "tgl": "täglich",
    "Pkt": "Punkte",
    "stellv": "stellvertretende",
    "gestr": "gestrichener",
    "erm": "ermäßigt",
    "gegr": "gegründet",
    "jun": "junior",
    "em": "emeritus",
    "Hl": "Heilige",
    "Mr": "Mister",
    "Mrs": "Misses",
    "St": "Sankt",
    "Co": "Co",
    "Dr": "Doktor",
    "Prof": "Professor",
    "Fr": "Frau",
    "Hr": "Herr",
    "Hrn": "Herrn",
    "Frl": "Fräulein",
    "Ing": "Ingenieur",
    "Dipl.-Ing": "Diplom-Ingenieur",
    "Dipl.-Kfm": "Diplom-Kaufmann",
    "Mag": "Magister",
    "jr": "junior",
    "sen": "senior",
    "Jr": "junior",
}
_SHOWN = frozenset((*_PLAIN, *(short.capitalize() for short in _PLAIN if short.islower())))
_NAMES_LISTED = """
Bgm Fam Mr Mrs St Dr Prof Fr Hr Hrn Frl Ing Dipl.-Ing Dipl.-Kfm Mag Fa gem lt Abt Co em Hl
"""
_NAMES = frozenset(_NAMES_LISTED.split())
"""Abbreviations before a name or a noun, which never end a sentence."""
_NUMBERED_ONLY = frozenset(("max", "min", "mind", "Std", "Jg", "Bj", "Bft"))
_AFTER_ORDINAL = frozenset(("Kl", "Lj"))
_INSIDE = frozenset(("u", "rd", "zw", "gg", "ggü", "Kt"))
"""Abbreviations that a word or a number always follows in the sentence."""
_EDITED = frozenset(("überarb", "erw", "aktual"))
_ADJECTIVES = frozenset(("dt", "röm", "nördl", "südl", "östl", "westl"))
_ANY = "|".join(re.escape(short) for short in sorted(_SHOWN, key=len, reverse=True))
_WITHOUT_STOP_LISTED = """
bzw usw ca ggf Hbf Mio Mrd Dr Prof vs inkl evtl etc
"""
_WITHOUT_STOP = frozenset(_WITHOUT_STOP_LISTED.split())
_BEFORE_NUMBER = regex(r" ?[\d,½¼¾]")


@rule(
    rf"(?<![\w.@/-])(?P<short>{_ANY})"
    r"(?P<dot>\.)?(?![\w@]|\.\w)"
)
def abbreviation(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation in full: `bzw.`, `usw.`, `ca.`, `Dr. Merz`, `St. Pauli`."""
    short = match["short"] if match["short"] in _PLAIN else match["short"].lower()
    if passage.marked("code", match.start()) or (not match["dot"] and short not in _WITHOUT_STOP):
        return None
    if short == "Fr" and not re.match(r" ?[A-ZÄÖÜ]", after(match)):
        return None
    is_before_name = re.match(r"[ -]?[A-ZÄÖÜ„\"§]|,? ?(?:h\. ?c|[a-z]+\.)", after(match)) is not None
    if short in _NAMES and (not is_before_name or (not match["dot"] and after(match).startswith("-"))):
        return None
    if short in _NUMBERED_ONLY and not _BEFORE_NUMBER.match(after(match)):
        return None
    if short == "Jg" and not match["dot"]:
        return None
    if short in _AFTER_ORDINAL and not re.search(r"(?:\d|[IVX])\. \Z", before(match)):
        return None
    if short in _INSIDE and not re.match(r" ?[\w§+-]", after(match)):
        return None
    said = _PLAIN[short]
    if short == "erw" and (match["short"] == "Erw" or not re.match(r" (?:Neua|A)ufl", after(match))):
        return as_written("Erwachsene", match)
    if short == "min" and re.search(r"\b[Mm]ax\.|maximal", before(match)):
        said = "minimal"
    if short == "Pkt" and is_governed(_COUNT.sub("", before(match))):
        said += "n"
    if short == "Vors" and re.search(r"\b(?:de[mns]|[ai]m|zum|vom|beim) (?:\w+[.]? )?\Z", before(match)):
        said += "n"
    if short == "Hl" and re.search(r"\b(?:de[rmns]|zu[mr]|vom|beim|[ai]m) \Z", before(match)):
        said += "n"
    if short == "gg" and re.match(r" ?\d+(?:[.:]\d\d)? ?(?:Uhr|h)\b", after(match)):
        said = "gegen"
    elif short in ("geb", "gest"):
        said += _ending_of_participle(match)
    elif short.startswith("Jh") and not short.endswith("s") and _OF_CENTURY.search(before(match)):
        said += "s"
    elif short in _EDITED:
        said += ordinal_ending(re.sub(r"\d+\.,? (?:[\w.,]+ )*\Z", "", before(match)), "Auflage")
    elif short in _ADJECTIVES and re.match(r" [A-ZÄÖÜ]", after(match)):
        said += _ending_of_adjective(match)
    if short in ("sog", "stellv"):
        said = said.removesuffix("e") + _ending_of_adjective(match)
    if short in _NAMES:
        return as_written(said, match)
    return as_written(said, match) + (stop(match) if short in LAST else last_stop(match))


_COUNT = regex(r"[\d:,.–-]+ \Z")
_OF_CENTURY = regex(r"\bdes (?:[a-zäöü]+en )?(?:\d+\.,? ?(?:bis|und|oder|[-–/]) ?)?(?:\d+|[IVX]+)\. \Z")
_WITH_YEAR = regex(
    r"\b(?P<article>d(?:er|ie|as|e[mns])|eine?[mnrs]?) (?:(?:in|am) )?(?:[\w.]+ ){0,2}\d+ \Z", re.IGNORECASE
)


def _ending_of_participle(match: re.Match[str]) -> str:
    """Return the ending of "geboren" before its noun: "der 1998 geb. Pianist" is `e`; "Anna, geb. Petersen" too."""
    if re.search(r"[A-Za-zäöüß], \Z", before(match)) and re.match(r" [A-ZÄÖÜ]", after(match)):
        return "e"
    found = _WITH_YEAR.search(before(match)) if re.match(r" [A-ZÄÖÜ]", after(match)) else None
    article = found["article"].lower() if found else ""
    return {"": "", "der": "e", "die": "e", "das": "e", "eine": "e", "ein": "er"}.get(article, "en")


def _ending_of_adjective(match: re.Match[str]) -> str:
    """Return the ending of an adjective that is cut short, by the next one or by its article: "sog. großen" is `en`."""
    following = re.match(r" ?[a-zäöüß]+(?P<ending>e[mnrs]?) ", after(match))
    if following:
        return following["ending"]
    article = re.search(r"\b(?:(?P<weak>de[mns]|zu[mr]|vom|beim|[ai]m|eine[mnrs])|m?ein|sein|ihr) \Z", before(match))
    return "e" if article is None else "en" if article["weak"] else "er"


_NUMBERED = {
    "Nr": "Nummer",
    "Nrn": "Nummern",
    "S": "Seite",
    "Abs": "Absatz",
    "Art": "Artikel",
    "Abb": "Abbildung",
    "Tab": "Tabelle",
    "Kap": "Kapitel",
    "Bd": "Band",
    "Bde": "Bände",
    "Aufl": "Auflage",
    "Ausg": "Ausgabe",
    "Rn": "Randnummer",
    "Rdnr": "Randnummer",
    "Ziff": "Ziffer",
    "lit": "Buchstabe",
    "Buchst": "Buchstabe",
    "Az": "Aktenzeichen",
    "Anl": "Anlage",
    "Drs": "Drucksache",
    "Bl": "Blatt",
    "Fn": "Fußnote",
    "Z": "Zeile",
    "V": "Vers",
    "Lfg": "Lieferung",
    "Op": "Opus",
    "op": "Opus",
}


@rule(
    rf"(?<![\w.])(?P<short>{'|'.join(sorted(_NUMBERED, key=len, reverse=True))})\.?:?"
    r"(?= ?(?:\d|[IVX]+\b|[a-h]\b(?!\.)))"
    r"|(?:(?<=\d\. )|(?<=[a-z]\. )(?=Aufl))(?P<counted>Aufl|Min)\.(?=[ ,)]|$)"
    r"|(?<=\d )(?P<many>[SJ])\.(?=[,;)]| [a-zäöü])"
    r"|\b(?P<size>Gr)\.(?= ?(?:\d|X*[SML]\b))|\b(?P<to>[vdz])\.(?= ?\d{1,2}\. ?(?:\d|[A-ZÄÖÜ]))"
    r"|(?<=[a-zäöüß] )(?P<of>v)\.(?= [A-ZÄÖÜ][a-zäöü]{2})|(?<=\d )(?P<among>v)\.(?= \d)",
    prefilter=rf"\b(?:{'|'.join(_NUMBERED)}|Gr|J|Min|[dvz])[.:]*(?: ?(?:\d|[IVXSML]|[a-h]\b)|[ ,;)]|$)",
)
def numbered(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation before its number: `Nr. 5`, `S. 12`, `Abs. 2`, `Abb. 3`."""
    if match["size"]:
        return "Größe"
    if match["to"]:
        return {"v": "vom", "d": "den", "z": "zum"}[match["to"]]
    if match["of"] or match["among"]:
        return "von"
    if match["many"]:
        is_dative = is_governed(_COUNT.sub("", before(match)))
        return "Seiten" if match["many"] == "S" else "Jahren" if is_dative else "Jahre"
    if match["counted"]:
        return {"Aufl": "Auflage", "Min": "Minute"}[match["counted"]]
    short = match["short"]
    is_digit = re.match(r" ?\d", after(match)) is not None
    if "." not in match[0] and short not in ("Nr", "Abs", "Az", "Rn"):
        return None
    if short in ("S", "Z", "V") and not is_digit:
        return None
    if short == "S" and _IN_A_LAW.search(before(match)):
        return "Satz"
    return _NUMBERED[short]


_IN_A_LAW = regex(r"\bAbs\.? ?\d+[a-z]? \Z|§ ?\d+[a-z]? \Z")


@rule(r"(?P<signs>§§?) ?(?=\d)|(?P<alone>§§?)(?=\s|$)", needs="§")
def section_sign(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a section of a law: `§ 5`, `§§ 3, 4`."""
    return "Paragrafen" if "§§" in match[0] else "Paragraf"


@rule(r"(?<=\d) ?(?P<many>ff?)\.(?!\w)", needs=INNER_STOP + "f")
def following(match: re.Match[str], passage: Passage) -> str:
    """Say what follows a page or a section: `S. 5 f.`, `§ 3 ff.`"""
    said = "fortfolgende" if match["many"] == "ff" else "folgende"
    return said + stop(match)


@rule(
    r"(?<![\w-])(?P<start>[A-ZÄÖÜ][\wäöüß-]*)?(?P<short>(?<=[a-zäöüß-])str|Str)\.(?= ?(?:\d|,|in\b|und\b|[)]|$))",
    prefilter=r"[Ss]tr\.",
)
def street(match: re.Match[str], passage: Passage) -> str | None:
    """Say the short form of a street: `Hauptstr. 5`, `Kieler Str. 12`."""
    is_last = not after(match).strip('"”“’») ')
    return f"{match['start'] or ''}{'Straße' if match['short'][0] == 'S' else 'straße'}{'.' if is_last else ''}"


_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@rule(
    r"(?<![\w.])(?P<formula>CO|H|NO|SO|CH|O|N2O|NH|SF|C)(?P<count>[2-8₂-₈])(?P<rest>O|NO|SO₄|SO4)?(?![\w])",
    needs="0₂₃₄₅₆₇₈",
)
def formula(match: re.Match[str], passage: Passage) -> str:
    """Say a chemical formula: `CO2`, `H₂O`, `CO₂-Ausstoß`."""
    rest = f" {words.letters(match['rest'])}" if match["rest"] else ""
    return f"{words.letters(match['formula'])} {words.cardinal(int(match['count'].translate(_SUBSCRIPTS)))}{rest}"


@rule(r"(?<![\w&])&(?![\w&])|(?<=\w)&(?=\w)|(?<=\w) \+ (?=[^\W\d_])", needs="&+")
def ampersand(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sign for "and": `Müller & Söhne`, `C&A`."""
    if passage.marked("code", match.start()):
        return None
    return "plus" if "+" in match[0] else "und"


@rule(r"Ø(?P<space> ?)(?=[+\d])", needs="Ø")
def average(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of an average or a diameter: `Ø 141 € im Jahr`, `Ø 5 cm`."""
    is_size = re.match(r"\d+(?:[.,]\d+)?(?:[–-]\d+)? ?[cm]?m\b", after(match)) is not None
    return f"{'Durchmesser' if is_size else 'durchschnittlich'}{match['space']}"


@rule(r"\bund/oder\b", re.IGNORECASE, needs="/")
def alternative(match: re.Match[str], passage: Passage) -> str:
    """Say both words of `und/oder`."""
    return f"{match[0][:3]} oder"


@rule(r"(?<=[a-zäöüß])(?P<by>[*:_])(?P<ending>innen|in)\b", needs="*:_")
def gender_gap(match: re.Match[str], passage: Passage) -> str | None:
    """Say a word with a sign for all genders without the sign: `Lehrer*innen`, `Schüler:in`."""
    return None if passage.marked("code", match.start()) else f"-{match['ending']}"


@rule(r"(?<=[^\W_])/(?P<female>-?innen|-?in)\b", needs="/")
def slash_ending(match: re.Match[str], passage: Passage) -> str:
    """Say a female ending behind a slash: `Lehrer/innen`."""
    return f"-{match['female'].lstrip('-')}"


@rule(r"(?<![\w.])(?P<letters>(?:[A-ZÄÖÜ]\. ?){1,3})(?=[A-ZÄÖÜ][a-zäöüß]{2,}|[a-z]+ [A-Z])", needs=INNER_STOP)
def initial(match: re.Match[str], passage: Passage) -> str | None:
    """Say the initials of a name without their full stops: `J. K. Rowling`, `George W. Bush`."""
    text = before(match)
    if re.search(
        r"\b(?:Vitamin|Plan|Gruppe|Klasse|Typ|Punkt|Buchstabe|Hepatitis|Teil) \Z|[a-zäöüß] \Z", text
    ) and not re.search(r"(?:\b[A-ZÄÖÜ][a-zäöüß]+|\bvon|\bund|\bDoktor|\bHerr|\bFrau|\bmit|\bvom) \Z", text):
        return None
    return words.letters(match["letters"])


RULES: tuple[Rule, ...] = (
    formula,
    section_sign,
    numbered,
    following,
    street,
    abbreviation,
    alternative,
    gender_gap,
    slash_ending,
    ampersand,
    average,
    initial,
)
