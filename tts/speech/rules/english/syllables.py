"""Whether letters can be said as an English word."""

from __future__ import annotations

from tts.regex import regex

_ONSET = (
    "(?:SCH|SCR|SHR|SPL|SPR|SQU|STR|THR|CHR|PHR|QU|B[LRHJ]?|C[HLRZ]?|D[HRW]?|F[LRJ]?|G[HLNRW]?|H|J|K[HLNRV]?|L|M"
    "|N|P[HLRS]?|R[H]?|S[CHKLMNPTVWR]?|SPH|T[HRSW]?|V[L]?|W[HR]?|X|Y|Z[HW]?)"
)
_CODA = (
    "(?:(?:[BDFGKLMNPRTVZCSXHQ]|W[DKLNS]?|CK|[CGPST]H|[FPCXS]T|S[KMP]|NG|N[CDKTXSZ]|NCH|NTH|NGTH|M[BNP]|L[BCDFGKLMNPTVSX]"
    "|L[CST]H|R[BCDFGKLMNPTVSX]|R[CSTG]H|RLD|RST|RSH|G[HN]|GHT|MPT|NCT|XTH|FTH|LFTH|[PRW]TH|LPH|SC|RZ|N?DT|SCH|PHT?|DTH|TCH|DGE|BT|TZ|[LNR]TZ|HN?M?"
    "|FF|SS|TT|DD|GG|NN|MM|BB|PP|ZZ|RR|RRH)S?)"
)
_NUCLEUS = (
    "(?:EAU|AO|OEI|OUI|EUE|OUGH|[IE]OU|IU(?=[MS])|UOU|UEA|EEA|YI|EEI|OOE|OIA|UEUE?"
    "|A[EIUY]?|AA(?=[BDHLMNRV])|E[AEIOUY]?|I[AEO]?|O[AEIOUY]?|U[AEIY]?|Y[AEO]?)"
)
_WORD = regex(rf"{_ONSET}?{_NUCLEUS}(?:{_CODA}?{_ONSET}{_NUCLEUS}){{0,8}}(?:{_CODA}|LES?|RES?)?")
_CERTAIN = 7  # letters: no initials are as long
_VOWEL = regex("[AEIOUY]+")
_TWO_FIRST = regex("[AEIOU]{2}")
_MIN_LENGTH = 5  # of a word that begins with two vowels, such as AERIAL; shorter ones are mostly initials


_ODD = """
ADIEU AEON AERO AMIDST ANGST BRATSK DJANGO DMITRI DMITRY DNIPRO DVORAK EELS EIGHTH GDANSK HAWAII HMONG IOWA IRAQI
IRAQIS KHMER KURSK LIDL LIEU LVIV MAUI MBAPPE MCLEAN MILIEU MINSK NGUYEN NVIDIA OMSK PFIZER PHLEGM QANTAS QATAR QATARI
RHYTHM RHYTHMS RWANDA RWANDAN SCHMIDT SCHOLZ SCHWAB SKIING TOMSK VACUUM WARMTH XIAOMI YACHT YACHTS
"""
_WORDS = frozenset(_ODD.split())
"""Words and names in headings whose letters look like initials."""


def is_sayable(run: str) -> bool:
    """Return whether a run of capitals has the syllables of an English word: NABU, but not MSRV or RNLI."""
    if run in _WORDS:
        return True
    run = _LONG.sub(r"\1\1", run)
    if len(run) < _MIN_LENGTH and _TWO_FIRST.match(run) and run[:2] not in _OPEN:
        return False
    return _WORD.fullmatch(run) is not None or (len(run) >= _CERTAIN and len(_VOWEL.findall(run)) > 1)


_LONG = regex(r"(.)\1{2,}")
_OPEN = frozenset(("AI", "AU", "EA", "EU", "OO", "OU", "OI", "OA"))
