"""Acronyms as letters or as words: EU, AfD, GmbH, NATO."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.german.context import stop
from tts.speech.rules.german.words import letters
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_SAID_AS_WORDS = """
AIDS ALDI ASEAN AUDI BAMF BUND COVID DAX DEFA DEKRA DIN EDEKA ELSTER ESA EUROPOL FIAT FIFA FIS FRONTEX GAU GEMA GESTAPO
GIF HARIBO IKEA INTERPOL ISO KITA LAN LASER LEGO LIDL LOL LOTTO MERS MINT MOMA NABU NAFTA NAS NASA NATO NETTO NIKE OLAF
OPEC OPEL OSRAM OTTO PIN PISA PUMA RADAR RAM REWE RIAS ROM SARS SCHUFA SEAT SIM SPAR STASI STIKO SWIFT TAN TOTO TUI TÜV
UEFA UFO UFOS UNESCO UNICEF UNO VIVA ZIP
"""
_WORDS = frozenset(_SAID_AS_WORDS.split())
"""Acronyms that are said as words."""
_SHORT_WORDS = """
ABER ACH AH ALLE ALLES ALS ALT AM AN AND ARM ART AUA AUCH AUF AUS BAD BAR BEI BIN BIS BIST BUS DA DAS DEM DEN DER DES
DIE DU EIN EINE EIS END ER ES FÜR GAR GUT HA HAT HEY HIT HOF HUT ICH IHR IM IN IS IST JA JETZT KEIN KUH MAL MAN MEHR
MIR MIT MUT NACH NEIN NEU NICHT NIE NO NOCH NOT NUN NUR OB ODER OF OH OHNE OHR ON RAD RAT RAUS ROT SEE SEHR SEI SIE SIND
SO TAG TEE THE TO TOD TOP TOR TOT TUT UHR UM UND UNS VOM VON VOR WAR WAS WEG WEH WEIL WEM WEN WER WIE WIN WIR WO WOW ZU
ZUG ZUM ZUR
"""
_PLAIN = frozenset(_SHORT_WORDS.split())
"""Words that are not acronyms when they are shouted."""
_NO_WORDS = """
ADAC ADFC ADHS AEG AFD AFP AGB AGBS AKW ALG AOK ARD BASF BGH BIP BKA BND BRD BSW BVB CDU CIA CSU DDR DEVK DFB DFL DGUV
DLRG DPA EDV EEG EFTA EIB EKD EKG EPD ETF EUGH EVP EWE EZB FAZ FBI FDP FIDE GIZ HIV HSV HUK HWK IAA IAEA IBM ICE IGA IHK
ILO INSM IOC IOM IPCC IPPNW ISBN ISS IWF KGB KNA LKA LKW MDR MRT NDR NSA OECD OLG OSZE OVG PKW RBB SAP SPD SWR UCLA
UDSSR UKW UNHCR USA USB UVP VFB WDR WHO WTO ZDF
"""
_SPELLED = frozenset(_NO_WORDS.split())
"""Acronyms that are spelled, although some engines read them as words."""
_WITH_SMALL_LETTERS = """
AfD BfArM BfV BtMG DIHK EnBW EStG EuGH GbR GmbH HfG IfSG KfW Kfz KGaA Lkw MdB MdL MeV OHG PhD Pkw SoVD StGB StPO
StVO StVZO UStG VdK VfB VfL VfR eG
"""
_MIXED = frozenset(_WITH_SMALL_LETTERS.split())
_READ = {
    "SpVgg": "Spielvereinigung",
    "BGBl.": "Bundesgesetzblatt",
    "MwSt.": "Mehrwertsteuer",
    "MwSt": "Mehrwertsteuer",
    "WLAN": "W-Lan",
    "BVerfG": "Bundesverfassungsgericht",
    "BVerwG": "Bundesverwaltungsgericht",
    "MDAX": "M-Dax",
    "SDAX": "S-Dax",
    "TecDAX": "Tec-Dax",
    "JPEG": "J-Peg",
    "EL": "Esslöffel",
    "TL": "Teelöffel",
    "BAföG": "Bafög",
}
_NAMES = "|".join(re.escape(name) for name in sorted({*_READ, *_MIXED}, key=len, reverse=True))
_VOWELS = regex("[AEIOUÄÖÜY]")
_UNSAYABLE = regex(
    r"[AEIOUÄÖÜ](?!CHT|RST|BST|RZT|NST|CHS|LTS|RTS|LBS|NKT|MPF)[^AEIOUÄÖÜY]{3}|[AEIOU]{2,3}[^AEIOU]?[AEIOU]"
    r"|(?!SCH|STR|SPR|SPL|PFL|PHR|CHR|THR)[^AEIOUÄÖÜY]{3,4}[AEIOU][^AEIOU]?"
)
"""Acronyms of four letters that begin or end as no word does."""
_MIN_CAPITALS = 0.6  # of the letters in a heading or a shout


def _is_shouted(text: str) -> bool:
    """Return whether most letters of a text of several words are capitals."""
    plain = [letter for letter in text if letter.isalpha()]
    longest = max((len(word) for word in re.findall(r"[A-ZÄÖÜ]+", text)), default=0)
    return len(plain) > 8 and longest > 4 and sum(map(str.isupper, plain)) > _MIN_CAPITALS * len(plain)


def _spelled(run: str, end: str) -> str:
    """Return the letters of an acronym with its ending: LKW and "s" is `L K W's`."""
    return letters(run) + ("'s" if end else "")


@rule(rf"(?<![\w@#./])(?P<name>{_NAMES})(?P<many>s?)(?![\w@]|\.\w)")
def acronym_mixed(match: re.Match[str], passage: Passage) -> str | None:
    """Say an acronym with small letters: `AfD`, `GmbH`, `Lkw`, `StGB`, `WLAN`."""
    name = match["name"]
    if passage.marked("code", match.start()):
        return None
    if name in _READ:
        is_genitive = name.startswith("BVer") and passage.text[: match.start()].endswith("des ")
        return _READ[name] + ("s" if is_genitive else match["many"]) + stop(match)
    return _spelled(name, match["many"])


@rule(r"(?<![\w@#.&])(?:[A-ZÄÖÜ]\. ?){2,5}(?![\w])", needs=INNER_STOP + ".")
def dotted(match: re.Match[str], passage: Passage) -> str | None:
    """Spell capitals with full stops: `U.S.`, `D.C.`; keep the last stop at the end."""
    if re.match(r" ?[A-ZÄÖÜ][a-zäöüß]", match.string[match.end() :][:3]) and " " in match[0].strip():
        return None
    is_last = not match.string[match.end() :].strip('"”“’») ')
    return letters(match[0]) + ("." if is_last else " " if match[0].endswith(" ") else "")


@rule(
    r"(?<![\w@#.$])(?P<run>[A-ZÄÖÜ]{2,6})(?P<end>['’]?s)?(?:(?P<by>/)(?=[A-ZÄÖÜ]{2,4}\b)|(?![^\W\d]|@|\.\w))",
    prefilter="[A-ZÄÖÜ]{2}",
)
def acronym(match: re.Match[str], passage: Passage) -> str | None:
    """Spell an acronym that is not said as a word: `EU`, `USB`, `CDU/CSU`, `DFB-Pokal`, `LKWs`."""
    run, end, by = match["run"], match["end"] or "", " " if match["by"] else ""
    if passage.marked("code", match.start()):
        return None
    if run in _SPELLED:
        return _spelled(run, end) + by
    if run in _WORDS or run in _PLAIN or _is_shouted(passage.text):
        return f"{run}{end}{by}" if by else None
    if len(run) <= 3 or not _VOWELS.search(run) or _UNSAYABLE.fullmatch(run):
        return _spelled(run, end) + by
    return None


_AGENCIES = "dpa|sid|sda|afp|epd|kna|rtr|apa|taz|mdr|rbb|ndr|swr|wdr|zdf|ard"


@rule(rf"(?<![\w@.])(?P<run>{_AGENCIES})(?=[-/)\],]|\.?$| Bild)", prefilter=rf"(?:{_AGENCIES})(?:\W|$)")
def agency(match: re.Match[str], passage: Passage) -> str | None:
    """Spell a news agency or a broadcaster in small letters: `(dpa)`, `ndr/mdr`."""
    return None if match["run"] == "taz" else letters(match["run"])


_WINDS = {"N": "nord", "S": "süd", "W": "west", "O": "ost"}
_WINDY = regex(r"[Ww]ind|[Bb]ö|[Ss]turm|weht")


@rule(r"(?:(?<=aus )|(?<=auf )|(?<=nach ))(?P<wind>[NS]?[NS][WO])(?!\w)", prefilter="[NS][OW]")
def wind(match: re.Match[str], passage: Passage) -> str | None:
    """Say where the wind comes from: `Wind aus SW`."""
    said = "".join(map(_WINDS.__getitem__, match["wind"]))
    return said.capitalize() if _WINDY.search(passage.text) else None


RULES: tuple[Rule, ...] = (wind, acronym_mixed, dotted, acronym, agency)
