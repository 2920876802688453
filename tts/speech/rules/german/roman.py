"""Roman numerals, where the text shows that they are numerals: a ruler, a war, a chapter."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.german.context import after, before, is_start, stop
from tts.speech.rules.german.grammar import ordinal_ending
from tts.speech.rules.german.words import cardinal, ordinal
from tts.speech.rules.rule import Passage, Rule, rule

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = r"(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"  # to 99; the pattern also matches an empty text
_KINGS = (
    "Abdullah Albert Alexander Alfons Amenophis Baudouin Benedikt Bonifatius Carl Charles Christian Clemens Dareios "
    "Edward Eduard Erich Ernst Felipe Ferdinand Franz Friedrich Georg Gregor Gustav Gustaf Harald Heinrich Hadrian "
    "Innozenz Iwan Jakob James Johann Johannes Johanns Josef Joseph Juan Julius Karl Konrad Konstantin "
    "Konstantinos Leo Leopold "
    "Lothar Louis Ludwig Maximilian Mehmed Mohammed Moritz Murad Napoleon Nikolaus Olaf Olav Oskar Otto Paul Peter "
    "Philipp Pius Ptolemaios Ramses Richard Rudolf Sigismund Sixtus Stephan Suleiman Thutmosis Urban Viktor Wilhelm "
    "Wladimir Xerxes Willem Emanuel Carlos Francis Joachim Adolf August Christoph Eberhard Ulrich Waldemar Zar"
)
_QUEENS = (
    "Anna Christina Elisabeth Elizabeth Isabella Katharina Kleopatra Margarethe Margrethe Margarete Maria Mary "
    "Victoria Viktoria"
)
_NAME = regex(
    rf"(?<![A-Za-zäöüß])(?P<name>(?P<king>{'|'.join(_KINGS.split())})"
    rf"|(?P<queen>{'|'.join(_QUEENS.split())}))(?P<genitive>s)? \Z"
    r"|\b(?P<title>(?:Großf|F)ürst(?:in)?|(?:König|Kaiser|Zar|Prinzess|Herzog)(?:in)?|Papst|Sultan|Prinz|Pharao|Dom) "
    r"[A-ZÀ-Þ][a-zß-ÿ]+ \Z"
)
_TITLES = (
    r"(?:(?:(?:d(?:em|en|es)|der) )?(?:(?:[a-zäöüß]+en )?(?:[Kk]önig(?:in|s)?|Kaiser(?:in|s)?|Papst(?:es)?"
    r"|Zar(?:in|en)?|Sultans?"
    r"|Herzogs?|Kurfürst(?:en)?|Prinz(?:en)?|Fürst(?:en)?|Graf(?:en)?|Schah|Pharaos?|Bischofs?|Großherzogs?"
    r"|Erzbischofs?|Queen|King) )?(?:[A-ZÄÖÜ][a-zäöüß]+ )?)"
)
_DATIVE = regex(
    rf"\b(?:von|vom|mit|unter|bei|zu|nach|seit|aus|gegenüber|vor|hinter|neben|zwischen|dem|laut|auf|außer) {_TITLES}\Z",
    re.IGNORECASE,
)
_ACCUSATIVE = regex(rf"\b(?:für|gegen|durch|ohne|um|über|an|den) {_TITLES}\Z", re.IGNORECASE)
_GENITIVE = regex(rf"\b(?:des) {_TITLES}\Z", re.IGNORECASE)
_FORMS = {
    "nominative": ("der", "e", "die", "e"),
    "dative": ("dem", "en", "der", "en"),
    "accusative": ("den", "en", "die", "e"),
    "genitive": ("des", "en", "der", "en"),
}


def value(numeral: str) -> int:
    """Return the value of a Roman numeral."""
    terms = [_VALUES[letter] for letter in numeral]
    return sum(-term if term < following else term for term, following in zip(terms, [*terms[1:], 0], strict=True))


@rule(rf"(?<![\w.'’/-])(?=[IVXL])(?P<numeral>{_ROMAN})(?:(?P<stop>\.)(?!\w)|(?![\w/.-])|(?=\.$))", needs="IVXL")
def ruler(match: re.Match[str], passage: Passage) -> str | None:
    """Say the numeral of a ruler or a pope in the case of the sentence: `Ludwig XIV.` is "Ludwig der Vierzehnte"."""
    text = before(match)
    name = _NAME.search(text)
    if name is None or (match["numeral"] == "I" and not match["stop"]):
        return None
    earlier = text[: name.start() if name["name"] else name.end("title") + 1]
    is_female = name["queen"] or (name["title"] or "").endswith("in")
    if name["genitive"] or _GENITIVE.search(earlier):
        form = "genitive"
    elif _DATIVE.search(earlier):
        form = "dative"
    else:
        form = "accusative" if _ACCUSATIVE.search(earlier) else "nominative"
    article, ending = _FORMS[form][2:] if is_female else _FORMS[form][:2]
    said = ordinal(value(match["numeral"]), ending)
    return f"{article} {said[0].upper()}{said[1:]}{stop(match)}"


_CUE = regex(
    r"(?<![A-Za-z])(?:Kapitel|Teil|Artikel|Art\.|Band|Bd\.|Akt|Szene|Buch|Typ|Klasse|Gruppe|Stufe|Phase"
    r"|Abschnitt|Hartz|Nummer|Nr\."
    r"|Kategorie|Titel|Satz|Anhang|Anlage|Weltkrieg|Vatikanum|Liga|Division|Bundesliga|Rocky|Rambo|Fantasy|Zone"
    r"|Punkt|Grad|Folge"
    r"|Psalm|Kammer|Mark|Apollo|Saturn|Sinfonie|Sonate|Formel|Protokoll|Option|SGB|BGBl\.|Pillar|Solvency|Basel) \Z"
)


@rule(rf"(?<![\w.'’/-])(?=[IVXL])(?P<numeral>{_ROMAN})(?![\w/]|\.\w|-[IVX])", needs="IVXL")
def chapter(match: re.Match[str], passage: Passage) -> str | None:
    """Say the numeral of a chapter, a volume or a type: `Kapitel IV`, `Typ I`, `SGB II`."""
    is_plain = (
        len(match["numeral"]) > 1 and set(match["numeral"]) <= set("IVX") and match["numeral"] not in ("XX", "XXX")
    )
    if match["numeral"] == "L" or not (is_plain or _CUE.search(before(match))):
        return None
    return cardinal(value(match["numeral"]))


_AND = r"(?: (?:und|bis|oder|sowie) [IVX]+\.)"
_NUMBERED = frozenset(("Klasse", "Kl", "Weltkrieg", "Weltkriegs", "Liga", "Bundesliga", "Ordnung", "Instanz", "Akt"))


@rule(rf"(?<![\w.'’/-])(?=[IVXL])(?P<numeral>{_ROMAN})\.(?={_AND}? [A-ZÄÖÜ][a-zäöüß]+)", needs="IVXL")
def numeral_before(match: re.Match[str], passage: Passage) -> str | None:
    """Say a Roman numeral with a full stop before its noun as an ordinal: `im XIX. Jahrhundert`, `II. Weltkrieg`."""
    text = re.sub(r"\b[IVX]+\. (?:und|bis|oder|sowie) \Z", "", before(match))
    noun = re.match(rf"{_AND}? (?P<noun>[A-ZÄÖÜ][\wäöüß]+)", after(match))
    is_sure = (
        len(match["numeral"]) > 1
        or (noun and noun["noun"] in _NUMBERED)
        or re.search(r"\b(?:de[rmns]|die|das|[ai]m|zu[mr]|vom|beim) \Z", text)
    )
    if noun is None or not is_sure or not before(match).strip() or is_start(after(match)):
        return None
    return ordinal(value(match["numeral"]), ordinal_ending(text, noun["noun"]))


RULES: tuple[Rule, ...] = (ruler, numeral_before, chapter)
