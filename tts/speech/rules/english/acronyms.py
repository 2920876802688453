"""Acronyms as words or as letters, and initials: U.S., APVs, J. K. Rowling."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.acronym_words import KNOWN_LETTERS, LETTERS, WORDS
from tts.speech.rules.english.capitals import EMPHASIZED, is_heading, is_shouted
from tts.speech.rules.english.stops import stop
from tts.speech.rules.english.syllables import is_sayable
from tts.speech.rules.english.words import letters
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, Sounds, rule


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
    r"(?<![\w.@/-])(?P<run>Ph\.D|PhD|M\.Sc|B\.Sc|Ed\.D|D\.Phil|a\.k\.a|m\.p\.h|r\.p\.m|f\.k\.a)(?P<dot>\.?)(?P<end>['’]?s)?(?!\w)",
    needs=f"P{INNER_STOP}",
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


_BEGINS = r"(?<![\w&@#$.\\])(?<![^A-Za-z]/)(?<![\d_]-)(?<!\$\{)"
_ENDS = r"(?![^\W¹²³⁰⁴-⁹]|[&@$]|/(?![A-Z])|\.\w)"


@rule(rf"{_BEGINS}(?P<run>[A-Z]{{2,12}}|SaaS|VoIP|MiG)(?P<end>s['’]?|['’]s)?{_ENDS}", prefilter="[A-Z]{2}|SaaS|MiG")
def acronym(match: re.Match[str], passage: Passage) -> str | Sounds | None:
    """Say an acronym that everybody knows as a word or by its letters: `NATO`, `the BBC`, `MPs'`."""
    run, end = match["run"], match["end"] or ""
    if run in WORDS and not (run in EMPHASIZED and is_shouted(match)):
        return _word(run, end)
    if run in LETTERS or (run in KNOWN_LETTERS and not (run in EMPHASIZED and is_shouted(match))):
        return spelled(run, end)
    is_many = run.endswith("S") and run[:-1] in KNOWN_LETTERS | LETTERS and run not in _NOT_MANY
    return spelled(run[:-1], "s") if is_many and is_heading(passage.text) else None


_NOT_MANY = frozenset(("GPS", "ITS", "LAS", "OS", "USS"))
"""Capitals with an S that are no plural of an acronym."""


def _word(run: str, end: str) -> str | Sounds:
    """Return an acronym that is said as a word, with its ending."""
    said, many = WORDS[run], "s" if end.startswith("s") else end
    if isinstance(said, str) or not many:
        return said + many if isinstance(said, str) else said
    sound = "ɪz" if said.phonemes.endswith(_HISSING) else "s" if said.phonemes.endswith(_VOICELESS) else "z"
    return Sounds(said=said.said + many, phonemes=said.phonemes + sound, respelling=said.respelling + many)


_HISSING = ("s", "z", "ʃ", "ʒ")
_VOICELESS = ("p", "t", "k", "f", "θ")


@rule(rf"{_BEGINS}(?P<run>[A-Z]{{2,12}})(?P<end>s['’]?|['’]s)?{_ENDS}", prefilter="[A-Z]{2}")
def unknown_acronym(match: re.Match[str], passage: Passage) -> str | None:
    """Spell another run of capitals if it is short or cannot be pronounced as a word; say any other as a word."""
    run, end = match["run"], match["end"] or ""
    if (
        len(run) >= _MIN_WORD
        and run.endswith("S")
        and not end
        and _COUNTED.search(passage.text, max(0, match.start() - 12), match.start())
    ):
        run, end = run[:-1], "s"
    return spelled(run, end) if _is_spelled(run) else run.lower() + end


def _is_spelled(run: str) -> bool:
    """Return whether capitals are short or unlike a word, and no known word."""
    return run not in WORDS and (run in LETTERS or len(run) < _MIN_WORD or not is_sayable(run))


def say_capitals(run: str) -> str:
    """Return a run of capitals as people say it, as a word in letters if they do so, else letter by letter."""
    known = WORDS.get(run)
    if known:
        return known if isinstance(known, str) else known.respelling
    return spelled(run) if _is_spelled(run) else run.lower()


_COUNTED = regex(r"\d\s")
_MIN_WORD = 4  # letters; shorter ones are said as words only if they are known


_SHORT_TITLES = {
    "MR": "mister",
    "MRS": "missus",
    "DR": "doctor",
    "PROF": "professor",
    "REV": "reverend",
    "SGT": "sergeant",
    "CAPT": "captain",
    "LT": "lieutenant",
    "COL": "colonel",
    "GEN": "general",
    "GOV": "governor",
    "SEN": "senator",
    "REP": "representative",
    "MT": "mount",
    "FT": "fort",
    "ST": "saint",
    "CLLR": "councillor",
}
_IN_HEADINGS = {"UTD": "united", "VS": "versus", "AVE": "avenue", "BLVD": "boulevard", "RD": "road"}
_IN_HEADINGS |= {"WK": "week", "WKS": "weeks", "XI": "Xi"}
_NO_TITLE = regex(r"(?:DR CONGO|GOV SHUTDOWN|FT (?!WORTH|LAUDERDALE|HOOD|BRAGG|MYERS|KNOX|COLLINS|WAYNE|SMITH))\b")
_STREETS = regex(
    r"\b(?:WALL|HIGH|MAIN|FLEET|DOWNING|BOND|OXFORD|REGENT|STATE|COLLINS|BOURKE|PITT|CASTLE|CHURCH|QUEEN|PRINCES"
    r"|BOURBON|CANAL|MARKET|MILL|STATION|\d+(?:ST|ND|RD|TH)) \Z"
)


@rule(
    rf"(?<![\w.'’-])(?:(?P<title>{'|'.join(_SHORT_TITLES)})\.?(?= [A-Z]{{2}})|(?P<street>ST)\b\.?|(?P<side>UTD)(?!\w)"
    r"|(?P<against>VS)\b\.?|(?<=[A-Z] )(?P<way>AVE|BLVD|RD)\b\.?|(?P<weeks>WKS?)(?!\w)"
    r"|XI(?= JINPING)|(?:(?<=TRUMP, )|(?<=TRUMP AND )|(?<=PUTIN AND )|(?<=PUTIN, ))XI(?!\w))",
    needs="RTSLNPVXK",
    prefilter=r"[A-Z]{2}\.? [A-Z]{2}|\b(?:ST|UTD|VS|AVE|BLVD|RD|WKS?|XI)\b",
)
def abbreviation_in_heading(match: re.Match[str], passage: Passage) -> str | None:
    """Say in full an abbreviation in a heading in capitals: `MR SMITH IN ST LOUIS`, `WALL ST FALLS`, `MAN UTD LOSE`."""
    if not is_heading(passage.text):
        return None
    if match["title"] is None and not match["street"]:
        return _IN_HEADINGS[match[0].rstrip(".")]
    if match["street"] or match["title"] == "ST":
        is_street = _STREETS.search(passage.text, 0, match.start())
        return "street" if is_street else "saint" if match["title"] else None
    return None if _NO_TITLE.match(passage.text, match.start()) else _SHORT_TITLES[match["title"]]


@rule(r"(?<=\b[Tt]he )WHO(?P<end>['’]s)?(?![\w-])", needs="H")
def organization(match: re.Match[str], passage: Passage) -> str | None:
    """Spell the name of the World Health Organization, which looks like the question word."""
    return None if is_heading(passage.text) else spelled("WHO", match["end"] or "")


FIRST: tuple[Rule, ...] = (dotted, degree, initial, organization, abbreviation_in_heading, acronym)
"""Applied before the rules for words in capitals."""
LAST: tuple[Rule, ...] = (unknown_acronym,)
"""Applied to the capitals that are left."""
