"""Years, ranges of years, decades and eras."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.amounts import BEFORE
from tts.speech.rules.english.capitals import is_heading
from tts.speech.rules.english.units import UNIT, names_unit
from tts.speech.rules.rule import Passage, Rule, rule

YEAR = r"(?:1\d|20)\d\d(?!\d|,\d{3}(?!\d)|\.\d)"
"""The pattern of four digits that may be a modern year."""
_RECENT = range(1900, 2100)


def _any(phrases: str) -> str:
    """Return a pattern for any of the phrases, which white space separates."""
    return "|".join(phrases.split())


_MEASURES = _any(
    "acres? bits? bytes? calories days? degrees dollars? euros? feet foot hectares horsepower hours? inch(?:es)? "
    "kilograms? kilomet(?:re|er)s? met(?:re|er)s? miles? million billion minutes? months? percent pixels? points? "
    "pounds? rpm seconds? tonnes? tons? volts? watts? weeks? yards? years?"
)
_THINGS = _any(
    "cars cases changes characters children commits contributors copies crates deaths employees entries files homes "
    "houses issues items jobs lines members men packages pages participants patients people persons? projects "
    "residents respondents responses rounds seats? soldiers species steps students tests? times troops units users "
    "vehicles votes? women words workers"
)
_ADJECTIVES = _any("more other new young different square cubic")
_COUNTED = regex(
    rf"(?i:[ -](?:(?:{_ADJECTIVES}|per cent) )?(?:(?P<things>{_THINGS}|pull requests)|{_MEASURES})\b)|\s?[%°](?!\w)"
)
_MEASURED = regex(rf"\s?{UNIT}(?!\w)")  # apart, because the pattern of all units takes long to compile
"""Text after a quantity, not after a year."""
_IDENTIFIED = _any(
    "apartment apt box bug build code ecma ext extension figure flight highway iec ieee iso issues? levels? lines? lot "
    "model no nos number numbered numbers pages? pep ports? pp? prs? pull rfcs? room route sections? serial size suite "
    "table unit version zip"
)
_COUNTING = _any(
    "about added all almost approximately around built contains? every exactly had has have include[sd]? just killed "
    "least made most nearly only over roughly scored sells sold some than these those times to weigh(?:s|ed) with x"
)
_TOTALS = _any("altitude attendance crowd distance height maximum minimum number population total")
_LABEL = regex(
    rf"(?i:\b(?:{_IDENTIFIED}|pull requests)\.? |\b(?:{_COUNTING}|(?:{_TOTALS}|[a-z]+s) of) )$"
    r"|[\w.]-$|[#=+*/<>&_~^|$£€]\s?$"
)
"""Text before a label number or a quantity."""
_TIMES = _any(
    "after before b born by c ca circa copyright d died during early fiscal from in late mid since through till until "
    "between years?"
)
_PARTS = _any(
    "battle beginning class constitution copyright crash crisis end events fall half middle quarter rest revolution "
    "spring start summer treaty war winter act autumn"
)
_SEASONS = _any("spring summer autumn fall winter christmas easter")
_SINCE = regex(
    rf"(?i:(?:\b(?:{_TIMES}|{_SEASONS}|back to|(?:{_PARTS}) of)\.?|[Ss]ummer of code|©|\(c\))[ -]?[( ]?)$"
    rf"|\bQ[1-4] $|\b{YEAR}(?:,? and|,| or| to) $"
)
"""Text before a year."""
_NEARLY = regex(r"(?:\b(?:[Aa]round|[Ss]tart(?:ing|ed|s)? with|[Bb]egin(?:ning|s)? with|[Bb]egan with) )$")
"""Text before a year that is not round; a round number may be a quantity."""
_WITHIN = regex(r"(?i:\b(?:in|since|until|during|early|late) )$")
"""Text before a year even if things follow: "in 2012 users asked"."""
_FOLLOWED = regex(r"(?:['’]s)?(?: [A-Z]|[,;:.!?)\]–—\"”]|$)")


def say_year(number: int, passage: Passage) -> str:
    """Return a year as it is said in the passage's region: 2005 is `two thousand five` outside Britain."""
    return words.year(number, with_and=passage.british)


_SEASON = regex(r" (?:season|campaign|winter|school year|tour|war)\b")
_IN_YEARS = regex(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Yy]ears) \Z")


@rule(
    rf"{BEFORE}(?P<first>(?:1\d|20)\d\d)(?P<s>['’]?s)?[-–—‑/](?P<mid>mid-)?(?P<second>(?:1\d|20)\d\d|\d\d?)(?P<s2>['’]?s)?"
    r"(?![\w%°$]|[-–/]\d|[.,:]\d)",
    needs="0",
    prefilter=r"\d{4}(?:'|’)?s?[^\w\s.,:](?:mid-)?\d",
)
def year_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of years or decades: `1914–18`, `1960s-1980s`, `in 1990-5`."""
    first, second = int(match["first"]), int(match["second"])
    if len(match["second"]) == 1:
        is_named = _SEASON.match(passage.text, match.end()) or _IN_YEARS.search(passage.text[: match.start()][-20:])
        second = first // 10 * 10 % 100 + second if is_named else 0
    full = second if second > 99 else first // 100 * 100 + second
    if full <= first or full - first > 400 or (match["s"] and not match["s2"]):
        return None
    if _COUNTED.match(passage.text, match.end()) or _LABEL.search(passage.text[: match.start()][-20:]):
        return None
    if match["s2"]:
        return f"{words.decade(first)} to {words.decade(second)}"
    last = full if full % 100 < 10 or first >= 2000 else second
    return f"{say_year(first, passage)} to {say_year(last, passage) if last > 99 else words.cardinal(last)}"


@rule(rf"{BEFORE}(?P<first>{YEAR})[-–—](?P<end>present|now|today)\b", needs="0", prefilter=r"\d\W(?:present|now|today)")
def year_to_now(match: re.Match[str], passage: Passage) -> str:
    """Say a range from a year until now: `1998–present`."""
    return f"{say_year(int(match['first']), passage)} to {match['end']}"


@rule(
    r"(?<![\w$£€.,])(?P<mark>['’‘])?(?P<first>(?:1\d|20)\d0|\d0)['’]?(?P<s>[sS])(?:['’](?!\w))?(?![\w'’])",
    needs="0",
    prefilter=r"0.?[sS]\b",
)
def decade(match: re.Match[str], passage: Passage) -> str | None:
    """Say a decade: `1990s`, `'80s`; also of a life or a thermometer: `in her 30s`."""
    number, is_capital = int(match["first"]), match["s"] == "S"
    if is_capital and not is_heading(passage.text):
        return None
    if number < 100 and not match["mark"] and not is_capital and not _TENS.search(passage.text[: match.start()][-40:]):
        return None
    if number == 0:
        return "two thousands"
    return words.decade(number)


_TENS = regex(
    rf"(?i:\b(?:{_any('the his her their my our your its early late mid low high upper lower')})[ -]"
    r"|\b\d0['’]?s (?:and|to|or) (?:the )?|\d0['’]?s[-–])$"
)
_ERA = r"(?P<era>BCE|BC|CE|AD|B\.C\.E\.|B\.C\.|C\.E\.|A\.D\.)"


def _ancient(written: str) -> str:
    """Return a year of an era in words, with or without a comma in its number: "10,000" is `ten thousand`."""
    number = int(written.replace(",", ""))
    return words.year(number) if number < 10000 else words.cardinal(number)


@rule(
    rf"{BEFORE}(?:(?P<low>\d{{1,4}})[-–—])?(?P<year>\d{{1,4}}|\d{{1,3}}(?:,\d{{3}})+)\s?{_ERA}(?!\w)|"
    r"\b(?P<ad>AD|A\.D\.(?=\s))\s?(?P<number>\d{1,4})(?:[-–—](?P<high>\d{1,4}))?(?![\w%]|[.,:]\d)",
    needs="BDE",
    prefilter=r"\d\s?[ABC]\.?[CDE]|\bA\.?D\.?\s?\d",
)
def era(match: re.Match[str], passage: Passage) -> str:
    """Say a year before or after Christ: `44 BC`, `AD 79`."""
    if match["ad"]:
        high = f" to {_ancient(match['high'])}" if match["high"] else ""
        return f"{words.letters(match['ad'].replace('.', ''))} {_ancient(match['number'])}{high}"
    low = f"{_ancient(match['low'])} to " if match["low"] else ""
    stop = "." if match["era"].endswith(".") and match.end() == len(passage.text) else ""
    return f"{low}{_ancient(match['year'])} {words.letters(match['era'].replace('.', ''))}{stop}"


@rule(r"\bFY\s?['’]?(?P<year>(?:20)?\d\d)(?:[-–/](?P<end>(?:20)?\d\d))?(?!\w|[.,]\d)", needs="Y", prefilter=r"\bFY")
def fiscal_year(match: re.Match[str], passage: Passage) -> str:
    """Say a fiscal year: `FY2019`."""
    years = [say_year(int(year), passage) for year in match.group("year", "end") if year]
    return f"fiscal year {' to '.join(years)}"


@rule(
    r"\b(?P<part>[QH])(?P<number>[1-4])(?:[ '’-](?:(?P<year>20\d\d)|['’]?(?P<short>\d\d)))?(?!\w|[.,-]\d)",
    needs="HQ",
    prefilter=r"\b[QH][1-4]",
)
def quarter(match: re.Match[str], passage: Passage) -> str | None:
    """Say a quarter or half of a year: `Q3 2021` is `Q three twenty twenty-one`."""
    if not match["year"] and not match["short"] and match["part"] == "H":
        return None
    year = match["year"] or match["short"]
    said = f"{match['part']} {words.cardinal(int(match['number']))}"
    return f"{said} {say_year(int(year), passage)}" if year else said


@rule(rf"{BEFORE}(?P<year>{YEAR})(?![\w%°/@+*=$£€#&]|-\d|[:]\d|\.\w)", needs="0", prefilter=r"(?:1\d|20)\d\d")
def year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a year where four digits are one: after "in", after a name, in brackets; never before a counted noun."""
    number, before = int(match["year"]), passage.text[: match.start()][-40:]
    if names_unit(passage.text[match.end() - 1 :]) and _MEASURED.match(passage.text, match.end()):
        return None
    counted = _COUNTED.match(passage.text, match.end())
    if counted and not (counted["things"] and number in _RECENT and number % 100 and _WITHIN.search(before)):
        return None
    if match[0] == passage.text.strip() or _SINCE.search(before):
        return say_year(number, passage)
    if _NEARLY.search(before):
        return say_year(number, passage) if number in _RECENT and number % 10 and not counted else None
    if _LABEL.search(before):
        return None
    is_alone = bool(re.search(r"[(,–—]\s?$", before) and _FOLLOWED.match(passage.text, match.end()))
    return say_year(number, passage) if number in _RECENT or is_alone else None


@rule(rf"(?<=\()(?P<which>[bd])\.\s?(?={YEAR})", needs="(", prefilter=r"\([bd]\.")
def life(match: re.Match[str], passage: Passage) -> str:
    """Say the abbreviation for birth or death before a year: `(b. 1955)`."""
    return "born" if match["which"] == "b" else "died"


RULES: tuple[Rule, ...] = (year_range, year_to_now, decade, era, fiscal_year, quarter, life, year)
