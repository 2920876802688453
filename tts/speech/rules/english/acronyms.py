"""Acronyms as words or as letters, and initials: U.S., APVs, J. K. Rowling."""

from __future__ import annotations

import re

from tts.speech.rules.english.capitals import is_heading
from tts.speech.rules.english.stops import stop
from tts.speech.rules.english.words import letters
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_NO_WORDS = """
AARP ACLU ADHD AFRL AFSC AFSCME AIIMS AKA ARVN ASMR ASPCA COPD DHEC EEOC ELCA IAAF IAEA IBEW ICBM IMDB IMHO IUCN LIRR
NCAA NDAA OECD OEIS OFPP OHCHR OSBU OSCE OSPF PAYE PHEV RSPCA SEIU UCSB UCSD UCSF UFCW UMBC UNFCCC UNLV UNSC USAF USCIS
USDA USDS USFS USGS USMC USMCA USPS USTA USTR UTSA YMCA YWCA
"""
_SPELLED = frozenset(_NO_WORDS.split())
"""Acronyms that are spelled, although engines read them as words."""
_WORDS = {
    "PAC": "pack",
    "RAM": "ram",
    "ROM": "rom",
    "PIN": "pin",
    "SIM": "sim",
    "LAN": "lan",
    "ZIP": "zip",
    "USAID": "U S aid",
    "IEEE": "I triple E",
    "SaaS": "sass",
    "VoIP": "voyp",
}
_CODA = re.compile(
    r"[LRNM]?(?:[BDGKPTFVMNLRCSZ]|[SCTGP]H|CK)S?|[SLRNFPCKX][TKPDMN]S?|[LRN][CKPTDFMG]TS|(?:[LRNTF])?[TCS]HS?|NGTHS?"
    r"|[FLNRSTZGDP][FLNRSTZGDP]S?|GHTS?|MPTS?|NCTS?|RLDS?|RSTS?|LFTHS|NDTS?|XTHS?|XTS|LDTS?|RDTS?|CHTS?|NKTS?|LTZ|RTZ"
)
"""The consonants with which a word of one vowel and at least three consonants can end."""
_STARTS = re.compile(
    r"S(?:CH|HR|PH|TH)[LRMNW]?|S[CKPT][RLWH]|CH[RL]|TH[RW]|PH[RL]|[STZ]CH[MNLRW]?|DZH|KHR|SHCH|NGH?W?|MPH|NDZ|TSV|ZDR|VZ[LGH]|WR"
)
_TOO_MANY_LAST = re.compile(r"[AEIOU](?P<coda>[^AEIOUY]{3,4})")
_TOO_MANY_FIRST = re.compile(r"(?P<onset>[^AEIOUY]{3})[AEIOU][^AEIOUY]?")
_RUN = r"(?<![\w&@#$./\\-])"


def spelled(run: str, end: str = "") -> str:
    """Spell a run of capitals; `end` is an "s" or "'s" after it: APV and "s" is `A P V's`."""
    return letters(run) + ("'s" if end else "")


@rule(
    r"(?<![\w.@/&-])(?:(?:[A-Z]\.){2,}(?:[A-Z](?![\w.]))?|(?:[A-Z]\.){1,3}[A-Z](?![\w.]))(?P<end>['’]?s\b)?",
    needs=INNER_STOP,
)
def dotted(match: re.Match[str], passage: Passage) -> str | None:
    """Spell capitals with full stops: `U.S.` is `U S`. Keep the last stop at the end of a sentence."""
    if passage.marked("code", match.start()):
        return None
    run = re.sub(r"[^A-Z]", "", match[0])
    return spelled(run, match["end"] or "") + stop(match)


_DEGREES = {"Ph.D": "P H D", "PhD": "P H D", "M.Sc": "M S C", "B.Sc": "B S C", "Ed.D": "E D D", "D.Phil": "D Phil"}
_DEGREES |= {"a.k.a": "A K A", "b.s": "B S", "m.p.h": "miles per hour", "r.p.m": "R P M", "f.k.a": "F K A"}


@rule(
    r"(?<![\w.@/-])(?P<run>Ph\.D|PhD|M\.Sc|B\.Sc|Ed\.D|D\.Phil|a\.k\.a|m\.p\.h|r\.p\.m|f\.k\.a)(?P<dot>\.?)(?P<end>['’]?s)?(?!\w)"
)
def degree(match: re.Match[str], passage: Passage) -> str:
    """Spell degrees and other abbreviations in mixed case: `Ph.D.` is `P H D`, `a.k.a.` `A K A`."""
    said = _DEGREES[match["run"]]
    return said + ("'s" if match["end"] else "") + stop(match)


_NEAR = 60  # characters, more than a name has


@rule(r"(?:(?<=^)|(?<=[\s(“\"'‘.-]))(?P<one>[A-Z])\.(?=[\s-]?[A-Z])", needs=INNER_STOP)
def initial(match: re.Match[str], passage: Passage) -> str | None:
    """Say an initial before a name without its full stop: `J. K. Rowling`, `George W. Bush`."""
    before = passage.text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    if stop(match) or re.search(
        r"\b(?:[Vv]itamin|[Pp]lan|[Gg]rade|[Cc]lass|[Tt]ype|[Gg]roup|[Pp]art|[Hh]epatitis|and)$", before
    ):
        return None
    if before and not re.search(r"(?:^|[\s(“\"'‘-])(?:[A-Z]\.?|[A-Z][\w'’.]+)$|[(“\"‘,:;—–]$|\b[a-z]+$", before):
        return None
    return letters(match["one"])


@rule(rf"{_RUN}(?P<run>[A-Z]{{2,7}}|SaaS|VoIP)(?P<end>s|['’]s)?(?![\w&/@]|\.\w)")
def acronym(match: re.Match[str], passage: Passage) -> str | None:
    """Spell an acronym that cannot be pronounced as a word, and say as words the few that engines would spell."""
    run, end = match["run"], match["end"] or ""
    if passage.marked("code", match.start()):
        return None
    if run in _WORDS:
        return _WORDS[run] + end
    if run in _SPELLED:
        return spelled(run, end)
    if len(run) == 4 and run.endswith("S") and not end and re.search(r"\d\s$", passage.text[: match.start()][-40:]):
        return spelled(run[:-1], "s") if _is_unsayable(run) else None
    return spelled(run, end) if 4 <= len(run) <= 5 and _is_unsayable(run) else None


def _is_unsayable(run: str) -> bool:
    """Return whether a run with a vowel begins or ends as no word does. (Every engine spells a run without vowels.)"""
    last, first = _TOO_MANY_LAST.fullmatch(run), _TOO_MANY_FIRST.fullmatch(run)
    return bool((last and not _CODA.fullmatch(last["coda"])) or (first and not _STARTS.fullmatch(first["onset"])))


@rule(r"(?<=\b[Tt]he )WHO(?P<end>['’]s)?(?![\w-])", needs="H")
def organization(match: re.Match[str], passage: Passage) -> str | None:
    """Spell the name of the World Health Organization, which looks like the question word."""
    return None if is_heading(passage.text) else spelled("WHO", match["end"] or "")


RULES: tuple[Rule, ...] = (dotted, degree, initial, organization, acronym)
