"""Titles before a name and letters after it: Dr. Evil, Gen. Lee, Smith Jr., Cruz (R-Texas)."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.states import NAMES, STATE
from tts.speech.rules.english.stops import stop
from tts.speech.rules.english.words import cardinal
from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, Sounds, rule

_TITLES = {
    "Mr": "Mr",
    "Mrs": "Mrs",
    "Messrs": "Messrs",
    "Dr": "Doctor",
    "Drs": "Doctors",
    "Prof": "Professor",
    "Profs": "Professors",
    "Gen": "General",
    "Gens": "Generals",
    "Lt": "Lieutenant",
    "Col": "Colonel",
    "Cols": "Colonels",
    "Sgt": "Sergeant",
    "Capt": "Captain",
    "Cpl": "Corporal",
    "Pvt": "Private",
    "Pfc": "Private First Class",
    "Maj": "Major",
    "Brig": "Brigadier",
    "Adm": "Admiral",
    "Cmdr": "Commander",
    "Cmdt": "Commandant",
    "Supt": "Superintendent",
    "Insp": "Inspector",
    "Det": "Detective",
    "Rev": "Reverend",
    "Msgr": "Monsignor",
    "Fr": "Father",
    "Sen": "Senator",
    "Sens": "Senators",
    "Sec": "Secretary",
    "Rep": "Representative",
    "Reps": "Representatives",
    "Gov": "Governor",
    "Govs": "Governors",
    "Pres": "President",
    "Hon": "Honorable",
    "Amb": "Ambassador",
    "Atty": "Attorney",
    "Asst": "Assistant",
    "Dep": "Deputy",
}
_ANY = "|".join(_TITLES)
_BARE = {
    "Cllr": "Councillor",
    "Cllrs": "Councillors",
    "Sgt": "Sergeant",
    "Insp": "Inspector",
    "Supt": "Superintendent",
    "Lt": "Lieutenant",
    "Col": "Colonel",
    "Capt": "Captain",
    "Cpl": "Corporal",
    "Prof": "Professor",
    "Rev": "Reverend",
    "Revd": "Reverend",
    "Maj": "Major",
    "Brig": "Brigadier",
    "Cmdr": "Commander",
    "Det": "Detective",
    "Ch": "Chief",
    "Con": "Constable",
    "Const": "Constable",
    "Ald": "Alderman",
}
_RANK = regex(r"(?:^|\W)(?:Det|Detective|Special|Chief) ")
_SURNAME = regex(r"\s+[A-Z][a-z]")
_PARTIES = {"R": "Republican", "D": "Democrat", "I": "Independent"}


@rule(
    rf"\b(?P<title>{_ANY})\.(?=\s+(?:(?:{_ANY})\.\s+)*(?:[A-Z][\w'’.]|(?:de|van|von|al|bin|ibn|der|la)\b))",
    needs=INNER_STOP,
    prefilter=r"\b[A-Z][a-z]{1,5}\.\s",
)
def title(match: re.Match[str], passage: Passage) -> str | None:
    """Say in full a title with a full stop before a name: `Lt. Col. Brown` is `Lieutenant Colonel Brown`."""
    if match["title"] == "Sec" and not _SURNAME.match(passage.text, match.end()):
        return None
    return _TITLES[match["title"]]


@rule(r"(?<![\w.-])Ms\.?(?= [A-ZÀ-Þ])", needs="M")
def ms(match: re.Match[str], passage: Passage) -> Sounds:
    """Say the title of a woman as a word, which engines would spell: `Ms. Lopez`, `Ms Green`."""
    return Sounds(said="Ms", phonemes="ˈmɪz", respelling="Miz")


_ANY_BARE = "|".join(_BARE)


@rule(
    rf"(?<![\w-])(?P<title>{_ANY_BARE})\.?(?= (?:(?:{_ANY_BARE}|Dr|Gen|Canon)\.? ){{0,3}}[A-Z][a-z’'])",
    prefilter=has_word(_BARE),
)
def title_without_stop(match: re.Match[str], passage: Passage) -> str | None:
    """Say in full a British title without a full stop before a name: `Cllr Jones`, `Det Con May`."""
    title = match["title"]
    if (title in ("Con", "Const") and not after(match, _RANK)) or (title == "Ch" and not before(match, _OF_POLICE)):
        return None
    return _BARE[title]


_OF_POLICE = regex(" (?:Insp|Supt|Const|Con)")


@rule(r"(?<=[a-z.],\s)(?P<a>Jr|Sr|Esq)\b\.?|(?<=[A-Za-z]\s)(?P<b>Jr|Sr|Esq)\b\.?", needs="EJS")
def junior(match: re.Match[str], passage: Passage) -> str:
    """Say in full an abbreviation after a name: `King Jr.` is `King Junior`."""
    return {"Jr": "Junior", "Sr": "Senior", "Esq": "Esquire"}[match["a"] or match["b"]] + stop(match)


@rule(
    rf"(?<![\w-])(?P<party>[RDI])[-–](?P<state>{STATE})(?:[-–](?P<district>\d{{1,2}}))?(?![\w-])",
    needs="-–",
    prefilter=r"\b[RDI](?:-|–)[A-Z]",
)
def party(match: re.Match[str], passage: Passage) -> str:
    """Say the party and state of a member: `R-Texas` is `Republican of Texas`."""
    district = f", {cardinal(int(match['district']))}" if match["district"] else ""
    return f"{_PARTIES[match['party']]} of {NAMES[match['state'].rstrip('.')]}{district}{stop(match)}"


RULES: tuple[Rule, ...] = (title, ms, title_without_stop, junior, party)
