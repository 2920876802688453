"""French ordinals and Roman numerals: 1er, 2e, XVIIe siècle, Louis XIV, chapitre IV."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.french import words
from tts.speech.rules.french.amounts import is_feminine
from tts.speech.rules.numerals import roman
from tts.speech.rules.rule import Passage, Rule, rule

_NUMERAL = r"(?P<numeral>[IVXLC]+)"


@rule(
    rf"(?<![\w.'/-]){_NUMERAL} ?(?P<end>er|re|ère|ème|e|nde?)(?P<many>s)?(?P<century> s\.(?! ?[A-Z]\.)| siècle)?"
    rf"(?![\w’'])"
    rf"|(?<![\w.'’/-])(?P<numeral2>[IVX]+) (?P<noun>siècles?|arrondissement|République|Reich|Empire|dynastie)\b",
    needs="IVXLC",
)
def ordinal_numeral(match: re.Match[str], passage: Passage) -> str | None:
    """Say a Roman numeral with the ending of an ordinal: `XVIIe siècle`, `Ve République`, `Ier s.`."""
    number = roman(match["numeral"] or match["numeral2"])
    if not number:
        return None
    if match["noun"]:
        return (
            f"{words.ordinal(number, feminine=match['noun'] in ('République', 'dynastie'))} {match['noun']}"
            if number > 1
            else None
        )
    if match["numeral"] == "C" or (match["numeral"] in ("L", "D") and match["end"] == "e"):
        return None
    if match["end"].startswith("nd"):
        return f"second{match['end'][2:]}" if number == 2 else None
    said = words.ordinal(number, feminine=match["end"] in ("re", "ère")) + ("s" if match["many"] else "")
    if not match["century"]:
        return said
    is_last = match["century"].endswith(".") and not match.string[match.end() :].strip("\"'”’»)] ")
    return f"{said} siècle{'.' if is_last else ''}"


@rule(
    r"(?<![\w.'/-])(?P<numeral>[IVX]+)(?:er|e)?(?P<join>[-–—/]| et | ou | au )(?P<last>[IVX]+)(?P<end>e|er)"
    r"(?P<many>s?)(?= s\.| siècles?\b)(?P<short> s\.)?",
    needs="IVX",
)
def century(match: re.Match[str], passage: Passage) -> str | None:
    """Say two centuries: `XVIe-XVIIe siècles`, `XVIIIe et XIXe siècles`."""
    first, last = roman(match["numeral"]), roman(match["last"])
    if not first or not last:
        return None
    join = match["join"] if " " in match["join"] else "-"
    join = " " if join == "-" and last == first + 1 else " au " if join == "-" else join
    said = f"{words.ordinal(first)}{join}{words.ordinal(last)}"
    return f"{said} siècles" if match["short"] else said


_RULERS_TEXT = """
Albert Alexandre Alexis Alphonse Amédée Baudouin Benoît Boniface Calixte Carlos Catherine Célestin Charles Childéric
Chlothaire Christian Clément Clotaire Clovis Conrad Constantin Dagobert Edouard Édouard Elisabeth Élisabeth Elizabeth
Emmanuel Eugène Ferdinand François Frédéric Frederik George Georges Grégoire Guillaume Gustave Hadrien Harald Hassan
Henri Hugues Humbert Innocent Isabelle Ivan Jacques Jean Jean-Paul Joseph Juan Jules Léon Léopold Lothaire Louis
Marguerite Marie Martin Maximilien Mehmet Michel Mohammed Murat Napoléon Nicolas Oscar Othon Paul Philippe Pie Pierre
Ptolémée Rainier Ramsès Richard Robert Rodolphe Selim Sixte Stanislas Théodose Thoutmôsis Umberto Urbain Valentinien
Victor Victor-Emmanuel Vittorio Felipe Baudoin Carl Guillaume-Alexandre Abdallah Hussein Norodom Rama Séthi Amenhotep
Charles-Albert François-Joseph Frédéric-Guillaume Jean-Sébastien Casimir Sigismond Ladislas Bela André Étienne
"""
_RULERS = _RULERS_TEXT.split()
_RULER = regex(rf"(?<![\w])(?:{'|'.join(_RULERS)}) ")
_PARTS = (
    r"an|chap\.|t\.|vol\.|art\.|ch\.|actes?|scènes?|chapitres?|tomes?|livres?|parties?|titres?|annexes?|articles?"
    r"|volumes?|phases?|types?|niveaux?|groupes?"
    r"|sections?|classes?|catégories?|épisodes?|saisons?|vatican|paris|lyon|grenoble|montpellier|lille|bordeaux|rennes"
    "|toulouse|nanterre|concile|factor|factoriel|règlement|protocole|numéro|planche|figure|tableau|leçon|chant|lot|zone"
    r"|mondiale|opus|psaume|étape|division|ligue|stade|grade|apollo|minsk|accords? de \w+"
)
_PART = regex(rf"(?<![\w])(?:{_PARTS}) ", re.IGNORECASE)


@rule(r"(?<![\w.'/-])(?P<numeral>[IVX]+)(?P<first>er)?(?![\w/’'.-](?! |$))(?!\w)", needs="IVX")
def ruler(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a ruler, or of a part of a work: `Louis XIV`, `François Ier`, `chapitre IV`, `XV de France`."""
    number = roman(match["numeral"])
    if not number:
        return None
    if match["first"]:
        return "premier"
    if match.start() == 0 and len(match[0]) > 1 and _HEADING.match(match.string, match.end()):
        return words.cardinal(number)
    if match[0] in ("XV", "XIII") and match.string[match.end() :].startswith((" de ", " du ")):
        return words.cardinal(number)
    is_known = after(match, _RULER) and (len(match[0]) > 1 or match[0] in "VX")
    if not is_known and not after(match, _PART) and not (len(match[0]) > 1 and after(match, _TWO_PARTS)):
        return None
    return words.cardinal(number)


_HEADING = regex(r"(?:\.|\)| [-–—:]) [A-ZÀ-Ý]")
_TWO_PARTS = regex(r"(?:[IVX]+|(?:première|deuxième|troisième)) (?:et|à|ou|-) ")


@rule(
    r"(?<=[a-zà-ÿ] )(?P<numeral>II|III|IV|VI|IX|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII)(?![\w/’'])(?!\.\w)", needs="IVX"
)
def sequel(match: re.Match[str], passage: Passage) -> str | None:
    """Say, after any other name, a numeral that cannot be anything else: `Rocky III`, `Ramsès II`."""
    return words.cardinal(roman(match[0]) or 0) if after(match, _CAPITALIZED) else None


_CAPITALIZED = regex(r"(?<!\w)[A-ZÀ-Ý][\w’'-]* ")


@rule(
    r"(?<![\w.,'/-])(?P<number>\d{1,3}(?:[ .]\d{3})*|\d+)[ ]?(?P<end>ère|ères|[èée]mes?|è|i[èée]mes?|er|ers|re|res"
    r"|es|e|nds?|ndes?|de)(?![\w’'])"
    r"|(?<![\w.,'/-])(?P<degree>\d{1,3})[°ºᵒ](?=$|\.$)",
    needs="0",
)
def ordinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ordinal: `1er`, `1re`, `2e`, `8ème`, `21e`, `les 2es`; feminine for "re" and "ère"."""
    if match["degree"]:
        return words.ordinal(int(match["degree"])) if match.start() == 0 else None
    end, number = match["end"], int(re.sub(r"\D", "", match["number"]))
    if passage.marked("code", match.start()) or (
        " " in match[0] and match[0].endswith((" e", " es", " de", " re", " nd"))
    ):
        return None
    if (
        not number
        or (end in ("er", "re", "ère", "ers", "res", "ères") and number != 1)
        or (end == "de" and number != 2)
    ):
        return None
    if end.startswith(("nd", "de")):
        return (
            {"nd": "second", "nds": "seconds"}.get(end, "seconde" + ("s" if end.endswith("s") else ""))
            if number == 2
            else None
        )
    is_first = number == 1 and end[:2] in ("re", "èr")
    feminine = is_first or (number == 1 and is_feminine(passage.text, match.end()))
    return words.ordinal(number, feminine=feminine) + ("s" if end.endswith("s") else "")


RULES: tuple[Rule, ...] = (century, ordinal_numeral, ruler, sequel, ordinal)
