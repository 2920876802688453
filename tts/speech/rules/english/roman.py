"""Roman numerals, where the context shows that they are numerals: a king, a war, a chapter."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.words import cardinal, ordinal, year
from tts.speech.rules.rule import Passage, Rule, rule

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = r"(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"  # to 99; the pattern also matches an empty text
_NUMERAL = rf"(?<![\w.'’/-])(?=[IVXL])(?P<numeral>{_ROMAN})(?![\w/])"
_SMALL = rf"(?<![\w.'’/-])(?=[ivxl])(?P<numeral>{_ROMAN.lower()})(?![\w/])"


def _value(numeral: str) -> int:
    """Return the value of a Roman numeral, which may be in lower case: "xiv" is 14."""
    terms = [_VALUES[letter] for letter in numeral.upper()]
    return sum(-term if term < following else term for term, following in zip(terms, [*terms[1:], 0], strict=True))


_RULERS = (
    "Abdullah Adolf Afonso Agustin Albert Alexander Alexios Alfonso Alphonse Amenhotep Amadeus Andrew Andronikos "
    "Anna Antiochus Artaxerxes Augustus Baldwin Basil Baudouin Bayezid Benedict Boniface Carl Carlos Casimir "
    "Catherine Celestine Charles Charlemagne Christian Clement Cleopatra Conrad Constans Constantine Cyrus Darius "
    "David Denis Edmund Edward Elizabeth Emmanuel Emanuel Eric Erik Ernest Ethelred Eugene Felipe Ferdinand "
    "Ferdinando Francis Francois François Franz Frederick Friedrich George Gregory Gustaf Gustav Gustavus Haakon "
    "Hadrian Harald Harold Hassan Henri Henry Honorius Humbert Hussein Innocent Isabella Ivan James Jean João "
    "Johann John Joseph Josef Juan Julius Justinian Kamehameha Karl Leo Leopold Louis Lothair Ludwig Mahmud "
    "Malcolm Manuel Margaret Margrethe Maria Marie Martin Mary Matilda Maximilian Mehmed Michael Mithridates "
    "Mohammed Murad Napoleon Nicholas Nikolai Olaf Olav Oscar Otto Paul Pedro Peter Philip Philippe Pius Ptolemy "
    "Rama Ramses Ramesses Rameses Richard Robert Rudolf Selim Sergius Seti Sigismund Sixtus Stephen Suleiman "
    "Tewodros Theodora Theodosius Thutmose Tiberius Umberto Urban Valentinian Victor Victoria Vittorio Vladimir "
    "Wilhelm Willem William Xerxes Yohannes Zog"
)
_RULER = regex(rf"(?<![A-Za-z])(?:{'|'.join(_RULERS.split())}|{'|'.join(_RULERS.upper().split())}) ")
_TITLE = regex(
    r"(?<![A-Za-z])(?:[Kk]ing|[Qq]ueen|[Pp]ope|[Ee]mperor|[Ee]mpress|[Tt]sar|[Cc]zar|[Kk]aiser|[Ss]ultan|[Ss]hah|[Pp]atriarch|[Pp]rince)"
    r" (?:[A-Z]\w+ ){1,2}"
)
_REIGNS = regex(
    r"(?:['’]s)?(?: (?:of|was|is|and|in|to|who|had|has|reigned|died|ruled|became|from)\b|[,;:)”]|$)|['’]s\b"
)
_SURNAME = regex(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+,? ")
_HYPHEN = regex("-")
_SURELY = regex(r"['’]s\b| of [A-Z]")
_NO_KING = regex("Malcolm ")
_NAME = regex(r"-|\.(?=\s\S)| [A-Z][a-z]")


@rule(_NUMERAL, needs="ILVX")
def ruler(match: re.Match[str], passage: Passage) -> str | None:
    """Say the numeral of a ruler, a pope or a person named after a parent: `Henry VIII` is "Henry the eighth".

    A single letter may be an initial or a pronoun, so it is a ruler's numeral only where the sentence shows it.
    """
    numeral = match["numeral"]
    is_titled = after(match, _TITLE)
    if not (is_titled or after(match, _RULER)):
        return None
    if numeral == "I" and not (before(match, _SURELY) or (is_titled and before(match, _REIGNS))):
        return None
    if len(numeral) == 1 and (numeral == "L" or before(match, _NAME) or after(match, _NO_KING)):
        return None
    return f"the {ordinal(_value(numeral))}"


@rule(r"(?<![\w.'’/-])(?P<numeral>II|III|IV)(?![\w/])(?=[,.;:)’']|\s|$)", needs="I", prefilter="I[IV]")
def namesake(match: re.Match[str], passage: Passage) -> str | None:
    """Say the numeral after a full name: `William Gates III`."""
    is_person = after(match, _PERSON) and not after(match, _THINGS)
    return f"the {ordinal(_value(match['numeral']))}" if is_person else None


_GIVEN = (
    "Alan Alfred Andrew Anthony Arthur Benjamin Brian Calvin Charles Christopher Clarence Daniel David Donald "
    "Douglas Edward Frank Franklin Frederick George Harold Harry Henry Herbert Howard Hugh Jack James Jeffrey "
    "John Jonathan Joseph Lawrence Louis Loudon Mark Martin Matthew Michael Oliver Patrick Paul Peter Philip "
    "Ralph Raymond Richard Robert Roger Ronald Roy Samuel Stephen Steven Theodore Thomas Thurston Walter William "
    "Bill Bob Jim Joe Tom Sam"
)
_PERSON = regex(
    rf"(?<![A-Za-z])(?:(?:{'|'.join(_GIVEN.split())}) (?:[A-Z]\. |[A-Z][a-z]+ )?(?:[A-Z][\w'’]+,? )?|"
    r"[A-Z][a-z]+ [A-Z]\.? [A-Z][\w'’]+,? )"
)
_THINGS = regex(r"(?<![A-Za-z])(?:War|Park|Act|Center|Centre|Trophy|Cup|Building|Report|Case|Class) ")

_CUES = (
    "War Wars Type Types Chapter Chapters Part Parts Act Acts Scene Scenes Book Books Volume Volumes Vol\\. "
    "Vols\\. Section Sections Article Articles Title Titles Phase Phases Stage Stages Class Classes Grade Group "
    "Level Levels Schedule Appendix Annex Episode Episodes Bowl WrestleMania Mark Mk Mk\\. Tier Division Category "
    "Figure Table Round Series Season Canto Rocky Rambo Fantasy Civilization Vatican Council Basel Saturn Apollo "
    "Factor Factors Schedules Psalm Sonata Symphony Concerto Quartet Opus Corps Region Zone Area Option Model "
    "Version Lot Unit Exhibit Amendment Olympiad"
)
_CUE_WORDS = "|".join(_CUES.split())
_LIST = r"(?:(?:[IVXL]+)(?:, |,? and |,? or | to |[-–/]| & ))*"
_CUE = regex(rf"(?<![A-Za-z])(?:{_CUE_WORDS}) {_LIST}", re.IGNORECASE)
_SURE_CUE = regex(rf"(?<![A-Za-z])(?:{_CUE_WORDS}|{_CUE_WORDS.upper()}) {_LIST}")
_WORLD_WAR = regex(r"(?<![A-Za-z])(?:[Ww]orld|WORLD) (?:[Ww]ars?|WARS?) " + _LIST)
_ONE = regex(r"(?: (?:of|to|and|or|through|trials?|errors?|diabetes)\b|[,;:)–-]|$|\.(?:\s|$))")
_HEADS = regex(
    r"(?<![A-Za-z])(?:Chapter|Part|Act|Book|Volume|Vol\.|Article|Title|Phase|Stage|Type|Section|Class|Episode|Level|Schedule|PART|CHAPTER|ACT|BOOK|Chapters|Parts|Acts|Books|Volumes|Articles|Titles|"
    r"Phases|Stages|Types|Sections|Classes|Levels|Schedules) "
)


_NO_TEN = regex(r"\b(?:Area|Zone|Model|Option|Unit|Exhibit|Lot|Factor|Group|Class|Category|Region|Type) ")


@rule(_NUMERAL, needs="ILVX")
def chapter(match: re.Match[str], passage: Passage) -> str | None:
    """Say the numeral of a war, chapter, type or bowl: `World War II`, `Act III`. Say "I" only where it is certain."""
    numeral = match["numeral"]
    if numeral == "L" or (len(numeral) == 1 and before(match, _HYPHEN)):
        return None
    if numeral == "I":
        is_one = after(match, _WORLD_WAR) or (after(match, _HEADS) and before(match, _ONE))
        return "one" if is_one else None
    if numeral == "X" and after(match, _NO_TEN):
        return None
    is_after = after(match, _SURE_CUE) or (len(numeral) > 1 and after(match, _CUE))
    return cardinal(_value(numeral)) if is_after else None


@rule(
    rf"(?<![\w.'’/-])(?P<low>{_ROMAN})[-–](?P<high>(?=[IVXL]){_ROMAN})(?![\w/-])",
    needs="-–",
    prefilter=r"[IVXLC](?:-|–)[IVXLC]",
)
def chapter_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of numerals: `Chapters IV–VI`."""
    if not match["low"] or not after(match, _SURE_CUE):
        return None
    return f"{cardinal(_value(match['low']))} to {cardinal(_value(match['high']))}"


_LOWER_CUE = regex(
    r"(?<![A-Za-z])(?:[Ss]cene|[Cc]hapter|[Aa]ct|[Pp]art|[Tt]ype|[Pp]hase|[Ww]orld [Ww]ar|[Pp]ages?|[Pp]p?\.|[Bb]ook|"
    r"[Vv]ol\.|[Ss]tage) "
)


@rule(_SMALL, prefilter=r"\b[ivxl]+\b")
def small_numeral(match: re.Match[str], passage: Passage) -> str | None:
    """Say a numeral in lower case: `Scene ii`, `page vii`."""
    numeral = match["numeral"]
    is_scene = len(numeral) == 1 and after(match, re.compile(r"\bAct \w+, [Ss]cene "))
    is_numeral = is_scene or (len(numeral) > 1 and after(match, _LOWER_CUE))
    return cardinal(_value(numeral)) if is_numeral else None


@rule(
    _NUMERAL + r"(?= (?:century|centuries|Century|Corps|Olympiad|Olympic|Congress|Legion|Dynasty|dynasty|Army)\b)",
    needs="ILVX",
    prefilter=r"[IVXLC] (?:[Cc]ent|Corps|Olymp|Congress|Legion|[Dd]ynasty|Army)",
)
def numeral_before(match: re.Match[str], passage: Passage) -> str | None:
    """Say a numeral before the noun that it counts: `XXI century`, `V Corps`."""
    return None if match["numeral"] in ("I", "L") else ordinal(_value(match["numeral"]))


_CAPITALIZED = regex(r"\b[A-Z][\w'’]* ")


@rule(
    r"(?<=[A-Za-z] )(?:II|III|IV|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII)(?![\w/])",
    needs="IVX",
    prefilter="I[IV]|[VX]I|XV",
)
def sequel(match: re.Match[str], passage: Passage) -> str | None:
    """Say, after any other name, a numeral that cannot be anything else: `Godfather II`, `MiFID II`."""
    is_after = after(match, _INSIDE if match[0] == "IV" else _CAPITALIZED)
    return cardinal(_value(match[0])) if is_after and not before(match, _DRIP) else None


_INSIDE = regex(r"(?<=[a-z] )[A-Z][a-z]{3,} ")
_DRIP = regex(
    r" (?:drip|bag|fluids?|lines?|drugs?|treatments?|therap|antibiotic|infusion|needle|pump|pole|catheter|injection)"
)


@rule(r"\bWW ?(?P<numeral>II?|[12])\b(?!\w)", needs="W", prefilter="WW")
def world_war(match: re.Match[str], passage: Passage) -> str:
    """Say in full an abbreviated World War: `WWII`."""
    return f"World War {'one' if match['numeral'] in ('I', '1') else 'two'}"


@rule(r"(?<![A-Za-z])(?:MCM|MM|MDCCC)[XVILC]{2,}\b", needs="M", prefilter="MM|MCM|MDCCC")
def roman_year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a year in Roman numerals, as on a building or in film credits: `MCMXCIV`."""
    number = _value(match[0])
    return year(number) if 1800 < number < 2100 else None


RULES: tuple[Rule, ...] = (
    world_war,
    chapter_range,
    chapter,
    ruler,
    namesake,
    numeral_before,
    small_numeral,
    sequel,
    roman_year,
)
