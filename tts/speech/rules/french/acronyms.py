"""French acronyms as words or as letters, and initials: SNCF, ONU, U.E., J. K. Rowling."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.capitals import is_heading
from tts.speech.rules.french.words import cardinal, letters, with_zeros
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_WORDS_LIST = """
ONU LAN WAN TAB FAT RIP DOS LED ISO NAT ENA ZAC ZEP SIM RIB PIN PAC PAF FED COP BAC ZAD SEL RAM ROM VAR MIT NAS DOM
TOM ADA SAM SAP LAB IRA ETA PAP PAL
"""
_WORDS = frozenset(_WORDS_LIST.split())
"""Acronyms of three letters that are said as words; other acronyms of two or three letters are spelled."""
_SHOUTED_LIST = """
NON
LE LA LES UN UNE DES DU DE ET OU OÙ NE PAS OUI SI CE CES CET ON IL TU JE MOI TOI LUI EUX QUI QUE EST AU AUX EN SUR PAR
OR NI CAR BON VU LU MON TON SON MA TA SA MES TES SES FIN ICI BIS ÇA AMI ART AIR EAU FEU MER ROI RUE VIE VIN SUD NEW AS
ANS DIX SIX MOT MUR NOM NUL SAC SEC THE AND FOR OK HOP HA AH OH EH LEE KIM GAY BIG ALL NOT YOU TO OF ELF AXA DIA
"""
_SHOUTED = frozenset(_SHOUTED_LIST.split())
"""Short words in capitals, and names, that are words and not acronyms."""
_SPELLED_LIST = """
CEDH OCDE OQTF EELV ISBN AIEA OIAC HATVP USPC URL EPCI APHP ADMR SIAO CJUE CICR AESH AEMO RATP ENSM UCPA ADSL IUFM
"""
_SPELLED = frozenset(_SPELLED_LIST.split())
"""Acronyms with a vowel that are spelled although they have four letters or more."""
_VOWEL = regex("[AEIOUYÀ-Ý]")


@rule(
    r"(?<![\w&@#$./\\])(?P<run>[A-ZÀ-Ý]{2,6})(?P<end>s)?(?![\w&@]|[./]\w|['’]\w{2,}\b(?<=['’]s))",
    prefilter="[A-ZÀ-Ý]{2}",
)
def acronym(match: re.Match[str], passage: Passage) -> str | None:
    """Spell an acronym that is not said as a word: `OMS`, `UE`, `OCDE`; `ONU`, `OTAN` and `Smic` are words.

    An acronym without a vowel, `SNCF`, is left to the voice, which spells it.
    """
    run = match["run"]
    if passage.marked("code", match.start()) or not _VOWEL.search(run):
        return None
    if run in _SPELLED:
        return letters(run)
    if len(run) > 3 or run in _WORDS or run in _SHOUTED or not run.isascii() or is_heading(passage.text):
        return None
    return None if _is_numeral(match) or _is_in_capitals(match) else letters(run)


def _is_numeral(match: re.Match[str]) -> bool:
    """Return whether the letters may be a Roman numeral."""
    return not match["run"].strip("IVXL")


def _is_in_capitals(match: re.Match[str]) -> bool:
    """Return whether a word next to a run of capitals is a longer word in capitals, as in a shouted phrase."""
    return bool(
        re.search(r"(?<!\w)[A-ZÀ-Ý]{7,},? $", match.string[: match.start()])
        or re.match(r",? [A-ZÀ-Ý]{7,}(?!\w)", match.string[match.end() :])
    )


@rule(r"(?<![\w.@/&-])(?:(?:[A-ZÀ-Ý]\.-?){2,}(?:[A-Z](?![\w.]))?)(?!\w)", needs=INNER_STOP)
def dotted(match: re.Match[str], passage: Passage) -> str | None:
    """Spell capitals with full stops: `U.S.A.`, `S.N.C.F.`. Keep the last stop at the end of the text."""
    if passage.marked("code", match.start()):
        return None
    run = re.sub(r"[^A-ZÀ-Ý]", "", match[0])
    is_last = match[0].endswith(".") and not match.string[match.end() :].strip("\"'”’»)] ")
    if "-" in match[0] and len(run) == 2:
        return f"{run[0]} {run[1]}"
    return letters(run) + ("." if is_last else "")


@rule(r"(?:(?<=^)|(?<=[\s(“\"'‘’«.-]))(?P<one>[A-ZÀ-Ý]h?)\.(?=[\s-]?[A-ZÀ-Ý])", needs=INNER_STOP)
def initial(match: re.Match[str], passage: Passage) -> str | None:
    """Say an initial before a name without its full stop: `J. K. Rowling`, `F. Hollande`, `J.-P. Raffarin`."""
    behind = match.string[: match.start()].rstrip()
    if match["one"] in "AKVW" and behind[-1:].isdecimal():
        return None
    if re.search(
        r"\b(?:[Vv]itamine|[Pp]lan|[Cc]lasse|[Tt]ype|[Gg]roupe|[Pp]artie|[Hh]épatite|[Pp]oint|[Zz]one)$", behind
    ):
        return None
    return match["one"].upper()


@rule(
    r"(?<![\w.@#/&$-])(?P<run>[A-Z]{1,5})(?P<sign>-?)(?P<number>\d{1,4})(?P<end>[A-Z]?)(?:-(?P<more>\d{1,4}))?(?:"
    r"(?P<file>/\d\d)(?!\d))?(?![\w@]|[.,/-]\d|-\w)"
    r"|(?<![\w.@#/&$-])(?P<mixed>[A-Z]{1,2}\d{1,3}[A-Z]{1,2}\d{1,3})(?![\w@/-])",
    needs="0",
)
def letters_and_digits(match: re.Match[str], passage: Passage) -> str | None:
    """Say the names of models, roads and meetings: `A380`, `G7`, `COP28`, `TF1`, `F-16`."""
    if match["mixed"]:
        return letters(match["mixed"])
    run, number = match["run"], match["number"]
    if passage.marked("code", match.start()):
        return None
    is_word = run in _WORDS or (len(run) > 3 and bool(_VOWEL.search(run)) and run not in _SPELLED)
    said = run if is_word else " ".join(run)
    figure = cardinal(int(number)) if not number.startswith("0") else with_zeros(number)
    if match["file"] and not match["sign"]:
        return None
    said = f"{said} {figure}" + (f" {match['end']}" if match["end"] else "")
    said += f" {with_zeros(match['more'])}" if match["more"] else ""
    return f"{said} barre {with_zeros(match['file'][1:])}" if match["file"] else said


@rule(r"(?<![\w.,@#/&$-])(?P<number>\d{1,4})(?P<letters>[A-Z]{1,3}|bis|ter)(?![\w@]|[.,/-]\w)", needs="0")
def digits_and_letters(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with letters behind it: `5G`, `3D`, `12bis`."""
    if passage.marked("code", match.start()) or match["letters"] in ("H", "M"):
        return None
    end = match["letters"]
    return f"{cardinal(int(match['number']))} {end if end in ('bis', 'ter') else ' '.join(end)}"


@rule(
    r"(?:(?<![\w])(?P<word>CO|NO|SO|N|O|H|CH)(?P<sign>[₂₃₄2-4])(?P<rest>O|S)?(?![\w])|(?<=[A-Z])[₀-₉]+)",
    needs="₀₁₂₃₄₅₆₇₈₉234",
)
def formula(match: re.Match[str], passage: Passage) -> str | None:
    """Say the formula of a substance: `CO2`, `H₂O`, `CH4`."""
    if not match["word"]:
        return None
    number = cardinal("₀₁₂₃₄".find(match["sign"]) if match["sign"] in "₂₃₄" else int(match["sign"]))
    known = match["sign"] in "₂₃₄" or match["word"] in ("CO", "NO", "SO", "CH") or match["rest"]
    if not known:
        return None
    return f"{' '.join(match['word'])} {number}" + (f" {match['rest']}" if match["rest"] else "")


RULES: tuple[Rule, ...] = (formula, dotted, initial, letters_and_digits, digits_and_letters, acronym)
