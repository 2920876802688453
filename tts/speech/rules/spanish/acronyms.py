"""Spanish acronyms as words or as letters, and initials: ONU, OMS, S.A., J. K. Rowling, A380."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.capitals import is_heading
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule
from tts.speech.rules.spanish.words import cardinal, letters, with_zeros

_WORDS_LIST = """
ONU UVI LAN WAN TAB FAT DOS LED ISO IVA AVE INE ERE BOE UCO UME UCI CIS CIA OEA ETA OPA NIE VAR PIB IVE OPI REE PIN SIM
RAM ROM PAN PRI PIE ANC EPA CES MIR TAC IBI EFE ICO RAE PYME CNI BIC FIL TAU FED COP MIT SER GAL GEO CAF CIE PET OTA
ITU
"""
_WORDS = frozenset(_WORDS_LIST.split()) - {"CNI", "PET", "ANC", "CIE"}
"""Acronyms of three letters that are said as words; other acronyms of two or three letters are spelled."""
_SHOUTED_LIST = """
EL LA LOS LAS UN UNA DE DEL AL Y O U E A EN CON POR SIN NO SÍ SI QUE SE SU MI TU ES HA HAY ESO ESE ESA YA MÁS MUY TAN
ANTE SON SUS MIS TUS NI LO LE LES ME TE NOS OS FIN DOS DÍA MES AÑO MAR RÍO REY LEY LUZ PAZ SOL SUR VOZ VEZ HOY AYER ASÍ
OJO THE AND NEW FOR OK BIG YO ÉL TÚ VA VAN FUE SER DAR VER IR SAN AXA KIA IKEA OF TO ON SEAT GAY ALL
"""
_SHOUTED = frozenset(_SHOUTED_LIST.split())
"""Short words in capitals, and names, that are words and not acronyms."""
_SPELLED_LIST = "OCDE ISBN OIEA AIEA UDEF UNED URL IRPF ADSL USB EPOC AEAT CEDH SEPI TJUE CICR UGT"
_SPELLED = frozenset(_SPELLED_LIST.split()) - {"UNED", "UDEF", "EPOC", "SEPI"}
"""Acronyms with a vowel that are spelled although they have four letters or more."""
_VOWEL = regex("[AEIOUÁÉÍÓÚ]")


@rule(r"(?<![\w&@#$./\\])(?P<run>[A-ZÁÉÍÓÚÑ]{2,6})(?P<end>s)?(?![\w&@]|[./]\w)", prefilter="[A-ZÁÉÍÓÚÑ]{2}")
def acronym(match: re.Match[str], passage: Passage) -> str | None:
    """Spell an acronym that is not said as a word: `OMS`, `UE`, `OCDE`; `ONU`, `OTAN` and `IVA` are words.

    An acronym without a vowel, `PP`, is left to the voice, which spells it.
    """
    run = match["run"]
    if passage.marked("code", match.start()) or not _VOWEL.search(run):
        return None
    if run in _SPELLED:
        return letters(run)
    if len(run) > 3 or run in _WORDS or run in _SHOUTED or not run.isascii() or is_heading(passage.text):
        return None
    is_numeral = not run.strip("IVXL")
    return None if is_numeral or _is_in_capitals(match) else letters(run)


def _is_in_capitals(match: re.Match[str]) -> bool:
    """Return whether a word next to a run of capitals is a longer word in capitals, as in a shouted phrase."""
    return bool(
        re.search(r"(?<!\w)[A-ZÁÉÍÓÚÑ]{7,},? $", match.string[: match.start()])
        or re.match(r",? [A-ZÁÉÍÓÚÑ]{7,}(?!\w)", match.string[match.end() :])
    )


@rule(r"(?<![\w.@/&-])(?:[A-ZÁÉÍÓÚÑ]\. ?){2,}(?:[A-Z](?![\w.]))?(?<! )(?!\w)", needs=INNER_STOP)
def dotted(match: re.Match[str], passage: Passage) -> str | None:
    """Spell capitals with full stops: `O.N.U.`, `U.S.A.`. Keep the last stop at the end of the text."""
    if passage.marked("code", match.start()) or (
        " " in match[0] and re.match(r" [A-ZÁÉÍÓÚÑ]", match.string[match.end() :])
    ):
        return None
    run = re.sub(r"[^A-ZÁÉÍÓÚÑ]", "", match[0])
    is_last = match[0].endswith(".") and not match.string[match.end() :].strip("\"'”’»)] ")
    return letters(run) + ("." if is_last else "")


@rule(r"(?:(?<=^)|(?<=[\s(“\"'‘«¿¡.-]))(?P<one>[A-ZÁÉÍÓÚÑ])\.(?=[\s-]?[A-ZÁÉÍÓÚÑ])(?![A-Z]{2})", needs=INNER_STOP)
def initial(match: re.Match[str], passage: Passage) -> str | None:
    """Say an initial before a name without its full stop: `J. K. Rowling`, `José L. García`."""
    behind = match.string[: match.start()].rstrip()
    if re.search(
        r"\b(?:[Vv]itamina|[Pp]lan|[Cc]lase|[Tt]ipo|[Gg]rupo|[Pp]arte|[Hh]epatitis|[Pp]unto|[Zz]ona)$", behind
    ) or (match["one"] in "NSEO" and re.search(r"\b(?:[Ee]l|[Aa]l|[Dd]el)$", behind)):
        return None
    return match["one"]


@rule(
    r"(?<![\w.@#/&$-])(?P<run>[A-Z]{1,5})(?P<sign>-?)(?P<number>\d{1,4})(?P<end>[A-Z]?)(?:-(?P<more>\d{1,4}))?"
    r"(?![\w@]|[.,/-]\d|-\w)"
    r"|(?<![\w.@#/&$-])(?P<letter>[a-z])-(?P<digit>\d{1,3})(?![\w@]|[.,/-]\d|-\w)"
    r"|(?<![\w.@#/&$-])(?P<mixed>[A-Z]{1,2}\d{1,3}[A-Z]{1,2}\d{1,3})(?![\w@/-])",
    needs="0",
)
def letters_and_digits(match: re.Match[str], passage: Passage) -> str | None:
    """Say the names of models, roads and meetings: `A380`, `G7`, `COP28`, `M-30`, `F-16`."""
    if passage.marked("code", match.start()):
        return None
    if match["mixed"]:
        return letters(match["mixed"])
    if match["letter"]:
        return f"{match['letter'].upper()} {cardinal(int(match['digit']))}"
    run, number = match["run"], match["number"]
    is_word = run in _WORDS or (len(run) > 3 and bool(_VOWEL.search(run)) and run not in _SPELLED)
    said = run if is_word else " ".join(run)
    figure = cardinal(int(number)) if not number.startswith("0") else with_zeros(number)
    said = f"{said} {figure}" + (f" {match['end']}" if match["end"] else "")
    return said + (f" {with_zeros(match['more'])}" if match["more"] else "")


@rule(r"(?<![\w.,@#/&$-])(?P<number>\d{1,4})-?(?P<letters>[A-Z]{1,3}|bis|ter)(?![\w@]|[.,/-]\w)", needs="0")
def digits_and_letters(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with letters behind it: `5G`, `11-S`, `12bis`."""
    if passage.marked("code", match.start()) or match["letters"] == "H":
        return None
    end = match["letters"]
    return f"{cardinal(int(match['number']))} {end if end in ('bis', 'ter') else ' '.join(end)}"


@rule(r"(?<!\w)(?P<word>CO|NO|SO|N|O|H|CH)(?P<sign>[₂₃₄2-4])(?P<rest>O|S)?(?!\w)", needs="₂₃₄234")
def formula(match: re.Match[str], passage: Passage) -> str | None:
    """Say the formula of a substance: `CO2`, `H₂O`, `CH4`."""
    is_raised = match["sign"] in "₂₃₄"
    if not (is_raised or match["word"] in ("CO", "NO", "SO", "CH") or match["rest"]):
        return None
    number = cardinal("₀₁₂₃₄".index(match["sign"]) if is_raised else int(match["sign"]))
    return f"{' '.join(match['word'])} {number}" + (f" {match['rest']}" if match["rest"] else "")


RULES: tuple[Rule, ...] = (formula, dotted, initial, letters_and_digits, digits_and_letters, acronym)
