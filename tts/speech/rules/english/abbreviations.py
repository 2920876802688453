"""Abbreviations: No. 5, pp. 12, Fig. 2, e.g., etc., vs., Inc."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.stops import stop
from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule

_NUMBERED = {
    "No": "number",
    "Nos": "numbers",
    "p": "page",
    "pp": "pages",
    "pg": "page",
    "pgs": "pages",
    "Fig": "figure",
    "Figs": "figures",
    "Eq": "equation",
    "Eqs": "equations",
    "Eqn": "equation",
    "Ch": "chapter",
    "Chs": "chapters",
    "Chap": "chapter",
    "Sec": "section",
    "Secs": "sections",
    "Sect": "section",
    "Vol": "volume",
    "Vols": "volumes",
    "Art": "article",
    "Arts": "articles",
    "Para": "paragraph",
    "Paras": "paragraphs",
    "App": "appendix",
    "Tab": "table",
    "Ref": "reference",
    "Refs": "references",
    "Ex": "example",
    "Pt": "part",
    "Ext": "extension",
    "Tel": "telephone",
    "Ver": "version",
    "Ed": "edition",
    "l": "line",
    "ll": "lines",
    "approx": "approximately",
    "ca": "circa",
    "c": "circa",
    "max": "maximum",
    "min": "minimum",
    "avg": "average",
    "est": "estimated",
    "Sch": "schedule",
    "Reg": "regulation",
    "Regs": "regulations",
    "Op": "opus",
}
_LETTERED = frozenset(("fig", "figs", "eq", "ch", "chap", "vol", "app", "pt", "sec", "tab", "art"))
_WHOLE_WORDS = frozenset(("no", "art", "ex", "sec", "min", "app", "tab", "fig", "figs"))
_YEAR = regex(r"\s?(?:1[5-9]|20)\d\d\b")
_FOLDED = {short.lower(): said for short, said in _NUMBERED.items()}
_ONLY_LOWER = frozenset(("p", "pp", "pg", "pgs", "l", "ll", "ca", "c"))


@rule(
    rf"(?<![\w.'’-])(?P<short>{'|'.join(_FOLDED)})\.(?=\s?(?P<number>[#(]?\d|[IVX]+\b|[A-H]\b(?!\.)))",
    re.IGNORECASE,
    needs=INNER_STOP,
    prefilter=r"\b[a-zA-Z]{1,6}\.\s?(?:[#(\d]|[IVXivx]+\b|[A-Ha-h]\b)",
)
def numbered(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation before its number: `No. 5` is `number 5`, `pp. 12` `pages 12`, `Fig. 2` `figure 2`."""
    low, is_digit = match["short"].lower(), match["number"].strip("#(").isdigit()
    if not is_digit and low not in _LETTERED:
        return None
    if low in _ONLY_LOWER and not (match["short"].islower() and is_digit):
        return None
    if low in _WHOLE_WORDS and not _is_short(match):
        return None
    if low == "est" and _YEAR.match(passage.text, match.end()):
        return "established"
    return _FOLDED[low].capitalize() if match.start() == 0 and match["short"][0].isupper() else _FOLDED[low]


@rule(
    r"\b(?P<limit>[Mm]ax|[Mm]in|[Aa]vg)\.(?=\s(?:speed|age|temp|height|weight|length|number|size|width|value|load|price|of)\w*)",
    needs=INNER_STOP,
    prefilter=r"(?:[Mm]ax|[Mm]in|[Aa]vg)\.",
)
def limit(match: re.Match[str], passage: Passage) -> str:
    """Say an abbreviation before the quantity that it limits: `max. speed`, `Min. age`."""
    said = _FOLDED[match["limit"].lower()]
    return said.capitalize() if match["limit"][0].isupper() else said


@rule(r"(?<=[a-z] )Nos?(?=\s\d)", needs="N")
def number_without_stop(match: re.Match[str], passage: Passage) -> str:
    """Say in full the British abbreviation without a full stop, inside a sentence: `at No 10`."""
    return "numbers" if match[0] == "Nos" else "number"


def _is_short(match: re.Match[str]) -> bool:
    """Return whether what could be a whole word is an abbreviation: `No. 5`, but not `He said no. 5 others agreed.`"""
    if match["short"].lower() == "min":
        return not re.search(r"\d\s?$", _before(match))
    if match["short"][0].islower():
        return match["short"] == "no" and not re.search(r"(?:\bsa\w+|\b(?:is|was)|[,:“\"])\s?$", _before(match))
    return match["number"].strip("#(").isdigit() or match["short"] != "No"


def _before(match: re.Match[str]) -> str:
    """Return up to 40 characters before the match."""
    return match.string[: match.start()][-40:]


_ANYWHERE = {
    "e.g": "for example",
    "i.e": "that is",
    "vs": "versus",
    "et al": "et al",
    "approx": "approximately",
    "dept": "department",
    "depts": "departments",
    "govt": "government",
    "gov't": "government",
    "gov’t": "government",
    "intl": "international",
    "int'l": "international",
    "natl": "national",
    "nat'l": "national",
    "assn": "association",
    "assoc": "association",
    "univ": "university",
    "incl": "including",
    "excl": "excluding",
    "misc": "miscellaneous",
    "esp": "especially",
    "resp": "respectively",
    "ibid": "ibid",
    "viz": "namely",
    "cf": "compare",
    "max": "maximum",
    "avg": "average",
    "mgmt": "management",
    "dist": "district",
    "figs": "figures",
    "eqs": "equations",
    "vols": "volumes",
    "nos": "numbers",
    "wkts": "wickets",
}


@rule(
    rf"(?<![\w.@/-])(?:(?P<short>{'|'.join(map(re.escape, _ANYWHERE))})\."
    r"|(?P<bare>e\.g|i\.e|wkts)(?=[,:; ]|$)|(?P<vs>vs)(?=\s)(?!\s(?-i:Code)\b))",
    re.IGNORECASE,
    prefilter=has_word(_ANYWHERE),
)
def abbreviation(match: re.Match[str], passage: Passage) -> str | None:
    """Say in full a word that is always abbreviated: `e.g.` is `for example`, `vs.` `versus`."""
    shown = match["short"] or match["bare"] or match["vs"]
    said = _ANYWHERE[shown.lower()]
    if passage.marked("code", match.start()) or (
        shown[0].isupper() and shown.lower() in ("max", "figs", "vols", "nos", "dist")
    ):
        return None
    said = said[0].upper() + said[1:] if shown[0].isupper() else said
    return said + stop(match)


@rule(r"(?<![\w.])(?P<and>&\s?c|etc)\.", re.IGNORECASE, prefilter=r"[Cc]\.")
def et_cetera(match: re.Match[str], passage: Passage) -> str:
    """Say `etc.` as `et cetera`, and keep its full stop only at the end of a sentence."""
    return "et cetera" + stop(match)


_COUNTIES = (
    "Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Londonderry|Donegal|Down|Dublin|Durham|Fermanagh|Galway|Kerry|Kildare"
    "|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone"
    "|Waterford|Westmeath|Wexford|Wicklow"
)

_PREPOSITIONS = "Across|And|Around|At|Between|Both|East|For|From|In|Near|North|Of|Outside|South|Throughout|To|West"


@rule(rf"\bCo\.?(?= (?:{_COUNTIES})\b)", needs="C", prefilter=r"\bCo\b")
def county(match: re.Match[str], passage: Passage) -> str | None:
    """Say "County" before the name of one in Ireland or England: `Co. Durham`, but not of a firm: `Ford Motor Co.`"""
    return None if re.search(rf"(?:(?!(?:{_PREPOSITIONS}) )\b[A-Z][\w’']*|&) \Z", _before(match)) else "County"


_FIRMS = {
    "Inc": "Inc",
    "Ltd": "Limited",
    "Corp": "Corporation",
    "Co": "Company",
    "Cos": "Companies",
    "Bros": "Brothers",
}
_FIRMS |= {"LLC": "L L C", "Pty": "Proprietary", "Mfg": "Manufacturing", "Intl": "International"}


@rule(
    rf"(?<=[\w.)&],\s)(?P<a>{'|'.join(_FIRMS)})\.|(?<=[\w.)&]\s)(?P<b>{'|'.join(_FIRMS)})\.",
    prefilter=rf"\s(?:{'|'.join(_FIRMS)})\.",
)
def firm(match: re.Match[str], passage: Passage) -> str:
    """Say in full the abbreviated legal form of a firm: `Apple Inc.`, `Ford Motor Co.`, `Smith & Co.`."""
    return _FIRMS[match["a"] or match["b"]] + stop(match)


@rule(r"(?<=\s)v\.(?=\s[A-Z])", needs=INNER_STOP)
def versus(match: re.Match[str], passage: Passage) -> str | None:
    """Say in full the abbreviation between the parties of a court case: `Roe v. Wade` is `Roe versus Wade`."""
    return "versus" if re.search(r"[A-Z][\w.'’]*\s$", _before(match)) else None


RULES: tuple[Rule, ...] = (numbered, number_without_stop, limit, abbreviation, et_cetera, county, firm, versus)
