"""Ordinals, fractions, ranges, scores, decimals and cardinals."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.regex import regex
from tts.speech.rules.german import words
from tts.speech.rules.german.amounts import BEFORE, MAGNITUDE, NUMBER, SIGN, WHOLE, large, signed
from tts.speech.rules.german.context import after, before, is_start
from tts.speech.rules.german.dates import LINK, MONTH, ending_of_date
from tts.speech.rules.german.grammar import DETERMINED, NOUN, form_of_one, gender, half_of, is_governed, ordinal_ending
from tts.speech.rules.rule import Passage, Rule, rule

_CHAIN = regex(rf"(?:\d{{1,3}}\.(?:\+\d{{1,2}})?{LINK})+\Z")
_BEFORE_MONTH = regex(
    rf" ?(?:{LINK}?\d{{1,2}}\. ?)*(?:{MONTH}|d\. ?M\.)(?![\w-])| ?(?:{LINK}?\d{{1,2}}\. ?)*{LINK}\d{{1,2}}\.\d{{1,2}}\."
)
_BEFORE_NOUN = regex(
    rf"(?:\+\d{{1,2}})?(?:{LINK}\d{{1,3}}\.(?:\+\d{{1,2}})?)*(?: [a-zäöüß]+(?:e|er|es|en"
    rf"|em)){{0,2}} (?P<noun>[A-ZÄÖÜ][\w-]*)"
)
_LAST_PLACE = 18  # in a league of football; a higher number in brackets is a minute
_MINUTES = regex(r"(?:\+\d{1,2})?(?:, \d{1,3}\.(?:\+\d{1,2})?){0,5}(?P<how>, [A-ZÄÖÜa-zäöü][^()\d]{2,30}|/\w+)?\)")
_MINUTES_BEFORE = regex(r"\((?:\d{1,3}\.(?:\+\d{1,2})?, ){0,5}\Z")
_IN_PLACE = regex(r"\b(?:bleib(?:t|en)|blieb(?:en)?|ist|sind|wa?r(?:en)?|war|w[iu]rden?|als) \Z")
_BEFORE_ADJECTIVE = regex(rf"(?:{LINK}\d{{1,3}}\.)* [a-zäöüß]{{2,}}")
_COMMON = regex(
    r"(?:\w*(?:jahrhunderts?|weltkriegs?|spieltags?|platz|liga|runde|quartals?|halbjahrs?|klasse|etappe|auflage"
    r"|staffel|minute"
    r"|stock|obergeschoss|geburtstags?|jahrestags?|wahlgang|semester|advent|bundesliga|mannschaft|senat|kammer|lesung"
    r"|instanz|sinfonie|symphonie|konzert|fc|fsv|ffc|sv|og|ug|strafkammer|zivilsenat|mal|folge|kapitel|tag"
    r"|woche|reihe|rang|generation|ordnung"
    r"|grades))(?!\w)",
    re.IGNORECASE,
)


@rule(
    r"(?<![\w.,:§])(?<![^.]/)(?P<number>\d{1,4})\.(?=$|[+)]|,?\s?[^\W\d_]"
    r"|,? ?[-–/+&]? ?\d|,? (?:und|u\.|bis|oder|sowie) \d)",
    needs="0",
)
def ordinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ordinal with the ending that its article and noun need: `am 3. Mai`, `das 2. Tor`, `in der 1. Liga`."""
    number, rest = int(match["number"]), after(match)
    if match[0] == passage.text.strip():
        return words.ordinal(number, "er")
    minutes = _MINUTES.match(rest) if _MINUTES_BEFORE.search(before(match)) else None
    if minutes:
        is_minute = number > _LAST_PLACE or minutes["how"] or minutes[0] != ")" or "Minute" in passage.text
        return words.ordinal(number, "e" if is_minute else "er")
    if number <= 31 and _BEFORE_MONTH.match(rest):
        article, ending = ending_of_date(match)
        return f"{article}{words.ordinal(number, ending)}"
    text = _CHAIN.sub("", before(match))
    if re.match(r"(?:,? [a-zäöü]+\.?)* Aufl", rest):
        return words.ordinal(number, ordinal_ending(text, "Auflage"))
    is_determined = DETERMINED.search(text) is not None
    noun = _BEFORE_NOUN.match(rest)
    is_sure = noun and (is_determined or _COMMON.fullmatch(noun["noun"].split("-")[0]))
    if text.endswith("Tabellen-"):
        return words.ordinal(number, ordinal_ending(text.removesuffix("Tabellen-"), "Platz"))
    if _IN_PLACE.search(text) and re.match(
        r" (?:de[rs]|(?:sein|ihr|ein)er|von|im|in|hinter|vor|mit|beim|bei|und)\b", rest
    ):
        return words.ordinal(number, "er")
    if not is_sure and not is_determined and re.match(r" (?:der|wurden?|wird|war|ist|blieb|hinter)\b", rest):
        return words.ordinal(number, "er")
    if not is_sure and not (is_determined and _BEFORE_ADJECTIVE.match(rest)):
        return None
    end = "." if is_start(rest) else ""
    return words.ordinal(number, ordinal_ending(text, noun["noun"] if noun else rest)) + end


@rule(r"(?:(?<=\d\.)|(?<=\d\. )) ?(?P<by>[-–/]) ?(?=\d{1,3}\.)", needs="0")
def ordinal_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash or slash between two ordinals: `3.–5. Mai`, `1./2. Mai`."""
    rest = after(match)
    is_ordinal = re.match(rf"\d{{1,3}}\.(?:\d{{1,2}}\.| (?:{MONTH}|[A-ZÄÖÜ]))", rest)
    return ("und" if match["by"] == "/" else "bis") if is_ordinal else None


@rule(r"(?<![\w.,])(?P<number>\d{1,4})(?:-?st|-?t)(?P<ending>e[mnrs]?)\b", needs="0")
def ordinal_with_ending(match: re.Match[str], passage: Passage) -> str:
    """Say an ordinal that is written with its ending: `die 21ste`, `zum 5ten Mal`."""
    return words.ordinal(int(match["number"]), match["ending"])


_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_QUANTITY = regex(r" ?[A-ZÄÖÜ][a-zäöüß]+\b")


@rule(rf"(?<![\w.,])(?:(?P<whole>\d+) ?)?(?P<sign>[{_VULGAR}])", needs=_VULGAR)
def fraction_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a fraction that is a single character: `½` is "ein halb", `2½` "zweieinhalb"."""
    above, below = map(int, normalize("NFKC", match["sign"]).split("⁄"))
    if match["whole"]:
        return words.mixed(match["whole"], above, below)
    return _half(match) if below == 2 and above == 1 else words.part(above, below)


def _half(match: re.Match[str]) -> str:
    """Return a half in the form that its noun needs: "½ Tasse" is `eine halbe`, "½ Liter" `ein halber`."""
    noun = NOUN.match(after(match).lstrip())
    if re.search(r"\b(?:jede|angefangene|die|eine|letzte|erste) \Z", before(match)):
        return "halbe"
    return half_of(before(match), noun["noun"]) if noun else "ein halb"


_MIXED_PARTS = (2, 3, 4, 8)


@rule(
    rf"(?<![\w.,/]){SIGN}(?P<whole>\d{{1,3}})[ -](?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,2}})(?![\w/]|[.,]\d|-\d)",
    needs="/⁄",
)
def mixed_fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a whole number and a fraction: `3 1/2` is "dreieinhalb"."""
    above, below = int(match["above"]), int(match["below"])
    if not 0 < above < below or below not in _MIXED_PARTS:
        return None
    return signed(words.mixed(match["whole"], above, below), match["minus"])


_SURE_PARTS = (2, 3, 4, 5, 8)


@rule(rf"(?<![\w.,/⁄]){SIGN}(?P<above>\d{{1,3}})[/⁄](?P<below>\d{{1,4}})(?![\w/⁄]|[.,]\d|-\d)", needs="/⁄")
def fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction: `3/4`, `1/3 der Wähler`; leave what may be a number of something else: `24/7`, `9/11`."""
    above, below = int(match["above"]), int(match["below"])
    is_part = re.match(r" (?:aller|der|des|davon)\b", after(match)) is not None and below in (7, 9, 10, 20, 100, 1000)
    is_sure = above == 1 or below in _SURE_PARTS or match[0] == passage.text.strip() or is_part
    if not 0 < above < below or below < 2 or not is_sure or _NUMBERED.search(before(match)):
        return None
    if (above, below) == (1, 2) and re.match(r" (?:von|der|des|davon)\b", after(match)):
        return "die Hälfte"
    said = _half(match) if (above, below) == (1, 2) and _QUANTITY.match(after(match)) else words.part(above, below)
    return signed(said, match["minus"])


_NUMBERED = regex(
    r"(?:\b(?:Nr|"
    r"Nummer|Ausgabe|Heft|Az|Kapitel|Drs|Drucksache|Blatt|Teil|Seite|S|Folge|Spiel|Tag|Raum)\b\.?:?|:|\b[A-Z]{2,}) ?\Z"
)


@rule(r"(?<![\w.,/⁄])24/7(?![\w/])", needs="/")
def idiom(match: re.Match[str], passage: Passage) -> str:
    """Say "around the clock" number by number: `24/7`."""
    return "vierundzwanzig sieben"


@rule(rf"{BEFORE}{SIGN}(?P<number>{NUMBER}) ?(?P<name>{MAGNITUDE})(?!\w)", needs="0")
def magnitude(match: re.Match[str], passage: Passage) -> str:
    """Say a million or a billion in full: `2,5 Mio. Menschen`, `1 Mrd. Bäume`."""
    text = before(match)
    said = large(match["number"], match["name"], text)
    stop = "." if match[0].endswith(".") and not after(match).strip('"”“’») ') else ""
    return signed(said, match["minus"]) + stop


@rule(
    rf"(?<![\w.,/:+$€£–—-])(?P<low>{NUMBER})(?P<dash> ?[-‐‑–] ?)(?P<high>{NUMBER})"
    r"(?!\w|/(?!min\b)|[.,:]\d|[-–—]\w)",
    needs="0",
)
def range_or_score(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash between two numbers: `5–10`, `1,5-2`, `420-1`."""
    low, high, dash = match["low"], match["high"], match["dash"].strip()
    if passage.marked("code", match.start()) or low.startswith("00"):
        return None
    if dash != match["dash"] and dash != "–":
        return None
    low_value, high_value = (float(re.sub(r"[^\d,]", "", one).replace(",", ".")) for one in (low, high))
    if low_value >= high_value:
        return f"{words.number(low)} zu {words.number(high)}"
    is_range = (
        dash == "–"
        or len(high) < 3
        or _LOWER.search(before(match))
        or len(low) == len(high) == 4
        or "." in high
        or "," in high
    )
    return f"{words.number(low)} {'bis' if is_range else ','} {words.number(high)}".replace(" ,", ",")


@rule(
    r"(?<![\w.,/:-])(?P<one>\d{1,3}(?:,\d+)?):(?P<two>\d{1,3},\d+(?= M(?:io|rd))|\d{1,3}|\d{1,3}(?:\.\d{3})+)"
    r"(?![\w/%]|[.,:]\d|:)",
    needs=":",
)
def ratio(match: re.Match[str], passage: Passage) -> str | None:
    """Say a score, a ratio or a scale: `2:1`, `1:50.000`."""
    if passage.marked("code", match.start()):
        return None
    return f"{words.number(match['one'])} zu {words.number(match['two'])}"


@rule(r"(?<![^\s(\[„“\"'=<>≤≥≈~?!…:])(?<!\d )[-−–](?=\d)|−(?=\d)", needs="0−")
def minus(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a negative number, but not a hyphen or a dash: `-5`, `−5`."""
    return "minus"


@rule(r"(?:(?<![\w+)])|(?<=UTC)|(?<=GMT))\+(?=\d)|(?<=\d)\+(?![\w+])", needs="+")
def plus(match: re.Match[str], passage: Passage) -> str:
    """Say the plus sign before or after a number: `+3`, `18+`."""
    return "plus"


@rule(r"(?<![\d.,])(?<![a-zäöü])\d+(?:\.\d+)+(?!\d|\w{3}|[.,]\d)", needs=".")
def version(match: re.Match[str], passage: Passage) -> str | None:
    """Say the points in the number of a version or a section: `2.0`, `17.4.1`; leave thousands: `10.000`."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", match[0]):
        return None
    return " Punkt ".join(words.whole(part) for part in match[0].split("."))


@rule(rf"(?<![\w.,]){WHOLE},\d+(?![,.]?\d)", needs=",")
def decimal(match: re.Match[str], passage: Passage) -> str:
    """Say a number with a decimal comma, digit by digit after the comma: `3,14`."""
    return words.number(match[0])


_VOTED = r"(?:enthielt|stimmte|fehlte|starb|votierte)"


@rule(rf"(?<![\w.,:/-])1(?= (?:[a-zäöüß]{{0,20}}\.? ?[A-ZÄÖÜ][a-zäöüß]|{_VOTED}\b))", needs="0")
def one(match: re.Match[str], passage: Passage) -> str | None:
    """Say 1 before a noun as an article, where its gender is known: `1 Tasse`, `in 1 Stunde`, `1 rote Paprika`.

    Before what a person does, it is a person: `1 enthielt sich`.
    """
    rest, text = after(match).lstrip(), before(match)
    if re.match(rf"{_VOTED}\b", rest):
        return "einer" if re.search(r"(?:[,;:] |\bund |^)\Z", text) else None
    noun = NOUN.match(rest)
    if noun is None or (_NAMED.search(text) and not is_governed(text)):
        return None
    is_known = gender(noun["noun"]) or re.match("[a-zäöüß]+e[rs]? ", rest)
    return form_of_one(text, noun["noun"], rest) if is_known or text.strip() else None


_OPERAND = regex(r"(?:\b[^\W\d_]|\b[A-ZÄÖÜ]\w*|\d) ?\Z")
_RELATIONS = {"<": "kleiner als", ">": "größer als", "≤": "höchstens", "≥": "mindestens", "≈": "ungefähr", "~": "etwa"}


@rule(r"(?<![\w<>=~-])(?P<sign>[<>≤≥≈~]) ?(?=\d)|(?<=\w) ?(?P<equals>=) ?(?=-?\d)", needs="<>≤≥≈~=")
def relation(match: re.Match[str], passage: Passage) -> str | None:
    """Say a sign before a number: `<5 %`, `≥ 18`, `~20`, `n = 12`."""
    if passage.marked("code", match.start()):
        return None
    if match["sign"] in ("<", ">") and not _OPERAND.search(before(match)):
        return "weniger als" if match["sign"] == "<" else "mehr als"
    return "gleich" if match["equals"] else _RELATIONS[match["sign"]]


_NAMED = regex(r"(?![A-Z]{2,}\. )(?!Für|Um|Pro|Uhr|Und|Oder)\b[A-ZÄÖÜ]\w+\.? \Z")
_LOWER = regex(r"(?:(?:^|[\s(])[a-zäöüß.]+ |\()\Z")
_MIXED = regex(r"\d[A-Za-z]+\d|[A-Za-z]\d+[A-Za-z]{2}")
_MAX_NAME = 40


def _is_in_a_name(match: re.Match[str]) -> bool:
    """Return whether the digits are mixed with letters and other digits, as in `t25d12`, or inside a word."""
    begin, end = match.span()
    text = match.string
    while begin > 0 and match.start() - begin < _MAX_NAME and text[begin - 1].isalnum():
        begin -= 1
    while end < len(text) and end - match.end() < _MAX_NAME and text[end].isalnum():
        end += 1
    return _MIXED.search(text, begin, end) is not None


@rule(rf"(?<!\d){WHOLE}", needs="0")
def cardinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number that no other rule reads: `26.350`, `12000`; `007` and very long numbers digit by digit.

    Leave digits among the letters of a name.
    """
    if _is_in_a_name(match):
        return None
    is_compound = re.match(r"-?[a-zäöüß]{2}|-[A-ZÄÖÜ][a-zäöüß]", after(match)) is not None
    return words.whole(match[0], one="ein" if is_compound else "eins")


FIRST: tuple[Rule, ...] = (ordinal_range, ordinal, ordinal_with_ending)
"""Applied before the rules for money."""
LARGE: tuple[Rule, ...] = (magnitude,)
"""Applied before the rules for abbreviations."""
PARTS: tuple[Rule, ...] = (idiom, fraction_sign, mixed_fraction, fraction)
RULES: tuple[Rule, ...] = (ratio, range_or_score, relation, minus, plus, version, decimal, one, cardinal)
