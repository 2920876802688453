"""Names that look like numbers: idioms, internet addresses, versions, aircraft, rooms, codes."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.words import by_pairs, cardinal, digits, plural
from tts.speech.rules.rule import Passage, Rule, rule

_IDIOMS = {
    "9/11": "nine eleven",
    "7/7": "seven seven",
    "24/7": "twenty-four seven",
    "24/7/365": "twenty-four seven three sixty-five",
    "20/20": "twenty twenty",
    "20-20": "twenty twenty",
    "26/11": "twenty-six eleven",
    "007": "double oh seven",
    "10-4": "ten four",
    "49ers": "forty-niners",
    "76ers": "seventy-sixers",
}


@rule(
    r"(?<![\w/.,$£€#-])"
    r"(?:24/7/365|24/7|9/11|7/7|26/11|49ers|76ers|20/20|20-20(?= vision)|(?<=[“\"])10-4"
    r"(?=[,.!”\"])|10-4(?=,? good buddy)|007)(?![\w/%-]|[.,:]\d)",
    needs="/0",
    prefilter=r"\d/\d|\d[69]ers|0-[24]|007",
)
def idiom(match: re.Match[str], passage: Passage) -> str:
    """Say a number that has a fixed reading: `9/11`, `24/7`, `20/20 vision`."""
    return _IDIOMS[match[0]]


@rule(
    r"(?<![\w/.,$£€#-])(?P<one>[1-9]?[05])(?P<between>[/-])(?P<other>[1-9]?[05])(?![\w/%]|-\d|[.,:]\d)",
    needs="0",
    prefilter=r"[05][-/][1-9]?[05]",
)
def split(match: re.Match[str], passage: Passage) -> str | None:
    """Say two shares of a hundred: `50/50`, `80-20`."""
    first, second = int(match["one"]), int(match["other"])
    if first + second != 100 or min(first, second) < 10 or (match["between"] == "-" and first < second):
        return None
    return f"{cardinal(first)} {cardinal(second)}"


@rule(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)", needs="0")
def internet_address(match: re.Match[str], passage: Passage) -> str | None:
    """Say the four numbers of an IP address (RFC 791), digit by digit, with the word "dot" between them."""
    parts = match[0].split(".")
    if after(match, _VERSION) or any(int(part) > 255 for part in parts):
        return None
    return " dot ".join(digits(part) for part in parts)


_ISBN = regex(r"\bISBN(?:-1[03])?(?: number)?:?(?: is| was)? ?")


@rule(r"(?<![\w-])\d[\d -]{8,15}[\dX](?![\w-])", needs="0")
def isbn(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a book (ISO 2108), with a short pause for each hyphen."""
    return ", ".join(_characters(group) for group in re.split("[ -]+", match[0])) if after(match, _ISBN) else None


def _characters(group: str) -> str:
    """Return digits in words and other characters as they are, one by one."""
    return " ".join(digits(character) or character for character in group)


@rule(r"(?<![\w.,-])\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?![\w-])", needs="0")
def card_number(match: re.Match[str], passage: Passage) -> str:
    """Say the sixteen digits of a card in groups of four."""
    return ", ".join(digits(group) for group in re.split("[ -]", match[0]))


_CODE = regex(
    r"\b(?:(?:card|account|number|phone|cell|mobile)\b[\w ,]{0,20} (?:ending|ends|ended) (?:in|with)"
    r"|(?:PIN|pin code|PIN code|OTP|one-time code|passcode|access code|area code|zip code|ZIP code|ZIP|postcode|"
    r"security code|serial number|badge number|account number|registration number|passport number)"
    r"(?: is| was| of|:)?) "
)


@rule(r"(?<![\w.,-])\d{3,}(?![\w-]|[.,]\d)", needs="0")
def digit_by_digit(match: re.Match[str], passage: Passage) -> str | None:
    """Say, digit by digit, a code, an account number or the last digits of a card."""
    return digits(match[0]) if after(match, _CODE) else None


_EMERGENCY = regex(r"\b(?:[Cc]all(?:ed|ing|s)?|[Dd]ial(?:l?ed|l?ing|s)?|[Rr]ing|rang|[Pp]hon(?:e|ed|ing)|via|to) ")
_THINGS = regex(r" (?:[a-z]+s|people|men|women|children)\b")
_CALL = regex(r"(?: emergency)?[ -](?:call|operator|dispatch|caller|emergency|hotline|helpline|center|line)")


@rule(
    r"(?<![\w.,$£€/-])(?:911|999|112|111|101|988|311|411|211)(?![\w/]|[.,]\d)",
    needs="0",
    prefilter=r"[1-49]11|101|112|9[89][89]",
)
def emergency(match: re.Match[str], passage: Passage) -> str | None:
    """Say, digit by digit, a short telephone number that people call: `call 911`, `a 999 call`."""
    is_called = before(match, _CALL) or (after(match, _EMERGENCY) and not before(match, _THINGS))
    return digits(match[0]) if is_called else None


_VERSION = regex(r"\b[Vv](?:ersions?|er\.|\.)? ?")
_VERSION_WORD = regex(r"\bversions? ", re.IGNORECASE)
_PRODUCTS = (
    r"\b(?:Python|Ruby|PHP|Perl|Java|Lua|Go|Rust|Node(?:\.js)?|React|Angular|Django|Rails|Linux(?: kernel)?|kernel|"
    r"Ubuntu|Debian|Fedora|iOS|iPadOS|macOS|watchOS|OS X|Mac OS X|Android|Windows|Firefox|Chrome|Safari|Kubernetes|"
    r"PostgreSQL|Postgres|MySQL|MariaDB|SQLite|Redis|Swift|Kotlin|Scala|TypeScript|LLVM|GCC|Clang|glibc|Qt|"
    r"Unity|Blender|Cargo:?|[Vv]ersions?(?: (?:older|newer|earlier|later) than)?) (?:\d[\w.]*(?:,| and| or| to) )*"
)
_PRODUCT = regex(_PRODUCTS)
_NAMED = regex(rf"{_PRODUCTS}(?P<major>\d)\.\d\d(?![\w%.]|\.\d)")
_BETWEEN = regex(r"\b(?:and|or|in|since|until|before|after|with) ")
_NO_MEASURE = regex(r"[.,;:)!?]|$| (?:and|or|is|was|has|had|will|release|releases|series|stable)\b")


@rule(r"(?<![\w.])(?P<v>[Vv])(?P<number>\d{1,4}(?:\.\d{1,4}){1,4})(?![\w]|\.\d)", needs="0", prefilter=r"[Vv]\d")
def version_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a version that begins with a letter: `v2.0` is "version two point zero"."""
    said = _points(match["number"])
    return said if after(match, _VERSION_WORD) else f"version {said}"


@rule(r"(?<![\w.,$£€])\d{1,5}(?:\.\d{1,5})+(?![\d%]|\.\d)", needs="0")
def version(match: re.Match[str], passage: Passage) -> str | None:
    """Say a version of three or more numbers, or of two after a program's name: `3.11` is "three point eleven"."""
    parts = match[0].split(".")
    if len(parts) == 2:
        return _points(match[0]) if after(match, _PRODUCT) or _is_of_the_series(match) else None
    is_date = len(parts) == 3 and len(parts[2]) == 4 and parts[2][:2] in ("18", "19", "20")
    is_telephone = [len(part) for part in parts] in ([3, 3, 4], [3, 3, 3])
    return None if is_date or is_telephone else _points(match[0])


def _is_of_the_series(match: re.Match[str]) -> bool:
    """Return whether this is another version of a named program: the `1.96` of "between Rust 1.68 and Rust's 1.96"."""
    if not re.fullmatch(r"\d\.\d\d", match[0]) or not (after(match, _BETWEEN) and before(match, _NO_MEASURE)):
        return False
    named = _NAMED.search(match.string, 0, match.start())
    return named is not None and named["major"] == match[0][0]


@rule(r"(?<![\w.,$£€-])(?P<number>\d{1,3}(?:\.\d{1,3})*)\.[xX](?![\w.]\w)", needs="xX", prefilter=r"\d\.[xX]")
def series(match: re.Match[str], passage: Passage) -> str:
    """Say all versions of a series: `1.x` is "one point X"."""
    return f"{_points(match['number'])} point X"


def _points(number: str) -> str:
    """Return the parts of a version in words: "1.04" is `one point oh four`."""
    return " point ".join(_part(part) for part in number.split("."))


def _part(part: str) -> str:
    """Return a part of a version as a number, or digit by digit if it is long or begins with 0."""
    if len(part) == 2 and part[0] == "0" and part[1] != "0":
        return f"oh {digits(part[1])}"
    return digits(part) if (len(part) > 1 and part[0] == "0") or len(part) > 3 else cardinal(int(part))


_MAKERS = regex(
    r"\b(?:Boeing|Airbus|McDonnell Douglas|Douglas|Lockheed|Embraer|Bombardier|Cessna|Antonov|Tupolev|Ilyushin|Fokker|"
    r"Porsche|Peugeot|Ferrari|BMW|Fiat|Nokia|Volvo|Saab|Audi|Learjet|Gulfstream)(?:['’]s)?(?: (?:new|latest))? "
)


@rule(r"(?<![\w.,$£€/-])\d{3,4}(?P<many>s?)(?![\w%]|[.,:]\d|-\d{4})", needs="0")
def model_number(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a model after its maker, or of a Boeing: `Boeing 737`, `a 747`, `737 MAX`, `747-400`."""
    number = match[0].removesuffix("s")
    jet = re.fullmatch("7[0-8]7", number) and (
        before(match, re.compile(r" MAX|-[2-9]00(?:ER|LR|F|X)?\b| Dreamliner| [Jj]et| airliner| jumbo"))
        or bool(match["many"])
        or (after(match, re.compile(r"\b[Aa] ")) and not before(match, re.compile(r" (?:\w+ )?\w+s\b")))
    )
    if not (jet or after(match, _MAKERS)):
        return None
    return plural(by_pairs(number)) if match["many"] else by_pairs(number)


_PLACES = regex(
    r"\b(?:Rooms?|Suite|Flights?|flights?|Route|Routes|Highway|Hwy\.?|Interstate|US Route|State Route|Bus|Studio|Gate|"
    r"Channel|Section|section|Sections|Form|Platform|HTTP|Error|error|status code|status|Apartment|Apt\.|Unit|Building|"
    r"Public Law|RFC|RFCs|ISO|ISO/IEC|NIST|IEC|IEEE|Class|room|suite) (?:\d{3} (?:and|or|to) )?"
)


@rule(r"(?<![\w.,$£€/-])\d{3,4}(?![\w%]|[.,:]\d|-\d)", needs="0")
def place_number(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a room, flight, road, form, standard or section of a law: `Room 101`, `Section 508`."""
    return by_pairs(match[0]) if after(match, _PLACES) else None


@rule(
    r"\b(?P<number>40[13]|457|529)(?:\((?P<letter>[a-zA-Z])\)|(?P<glued>k))(?P<many>s?)(?![\w(])",
    needs="0",
    prefilter=r"\d(?:\(|k)",
)
def plan(match: re.Match[str], passage: Passage) -> str:
    """Say a savings plan that is named after a paragraph of the tax law: `401(k)`."""
    letter = (match["letter"] or match["glued"]).upper()
    return f"{by_pairs(match['number'])} {letter}{match['many']}"


RULES: tuple[Rule, ...] = (
    idiom,
    split,
    internet_address,
    isbn,
    card_number,
    digit_by_digit,
    emergency,
    version_sign,
    version,
    series,
    model_number,
    plan,
    place_number,
)
