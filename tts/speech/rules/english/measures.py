"""Units, rates, percentages, temperatures."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.amounts import BEFORE, DASH, MINUS, NUMBER, amount, is_attributive, value, with_stop
from tts.speech.rules.english.context import after
from tts.speech.rules.english.units import PER_UNIT, RAISED, UNIT, UNITS, any_of, names_unit, per
from tts.speech.rules.rule import Passage, Rule, rule


def _range(between: str) -> str:
    """Return the pattern of a number or a range; `between` (a sign spoken once) may follow the lower number."""
    link = rf"(?P<between>{between}{DASH}|\s(?:to|and|or)\s)"
    return rf"{BEFORE}(?:(?P<low>{MINUS}{NUMBER}){link})?(?P<number>{MINUS}{NUMBER})"


_SCALES = {"C": " Celsius", "F": " Fahrenheit", "K": " Kelvin"}
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _ranged(match: re.Match[str], passage: Passage, said: str) -> str:
    """Return `said` for the number, after the lower number of a range and the word between the two."""
    if not match["low"]:
        return said
    link = match["between"].split()[-1]
    return f"{amount(match['low'], passage)} {link if link.isalpha() else 'to'} {said}"


def _numbered(match: re.Match[str], passage: Passage, singular: str, plural: str, *, single: bool = False) -> str:
    """Return the amount of the match with the unit, in the singular if the amount is 1 or before a noun."""
    is_singular = single or (match["number"].lstrip("-−–") == "1" and not match["low"])
    return _ranged(match, passage, f"{amount(match['number'], passage)} {singular if is_singular else plural}")


@rule(
    _range(r"(?:\s?%|pc)?")
    + r"(?:\s?(?P<sign>[%‰])| ?pc(?!\.?\w)(?! (?:set|kit|jigsaw|dinner|cutlery|tea)\b))(?P<plus>\+(?!\w))?(?!\w)",
    needs="%‰p",
    prefilter=r"\d[¼½¾]?\s?(?:%|‰|pc)",
)
def percent(match: re.Match[str], passage: Passage) -> str:
    """Say percentages and ranges of percentages: `3-5%` and `3-5pc` are `three to five percent`."""
    name = "per mille" if match["sign"] == "‰" else "percent"
    return _numbered(match, passage, name, name) + (" plus" if match["plus"] else "")


@rule(rf"{BEFORE}(?P<low>)(?P<number>{NUMBER})pp(?!\w)", needs="0", prefilter=r"\d[¼½¾]?pp")
def percentage_points(match: re.Match[str], passage: Passage) -> str:
    """Say percentage points: `0.5pp` is `zero point five percentage points`."""
    return _numbered(match, passage, "percentage point", "percentage points")


@rule(_range(r"(?:\s?[°º˚][CF]?)?") + r"\s?(?:[°º˚]\s?(?P<scale>[CFK])?(?!\w)|(?P<letter>[℃℉]))", needs="°º˚℃℉")
def temperature(match: re.Match[str], passage: Passage) -> str | None:
    """Say degrees, of temperature or of an angle: `-5°C` is `minus five degrees Celsius`."""
    if re.match(r"\s?\d", passage.text[match.end() :]) and not match["scale"]:
        return None
    scale = {"℃": "C", "℉": "F"}.get(match["letter"] or "", match["scale"] or "")
    single = is_attributive(passage, match.start(), match.end()) and not match["low"]
    said = _SCALES.get(scale, "")
    return _numbered(match, passage, f"degree{said}", f"degrees{said}", single=single)


_WARMTH = regex(r"(?i)\b(?:temperatures?|fever|oven|degrees|heatwave|thermometer|warming|weather|freezing)\b")


@rule(_range("[CF]?") + r"\s?(?P<scale>[CF])(?!\w|[./+#-]\w|['’])", needs="0", prefilter=r"\d[¼½¾]?\s?[CF](?!\w)")
def temperature_without_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say degrees for `36.6C` near a word about temperature."""
    begin, end = match.span()
    if not _WARMTH.search(passage.text[max(0, begin - 40) : begin] + "|" + passage.text[end : end + 15]):
        return None
    return _numbered(match, passage, f"degree{_SCALES[match['scale']]}", f"degrees{_SCALES[match['scale']]}")


@rule(
    rf"{BEFORE}(?P<degrees>\d{{1,3}}(?:\.\d+)?)°\s?(?:(?P<minutes>\d{{1,2}}(?:\.\d+)?)[′'’]\s?)?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)[″\"”]\s?)?(?P<point>[NSEW])(?!\w)",
    needs="°",
)
def position(match: re.Match[str], passage: Passage) -> str:
    """Say geographic coordinates: `51°30′N` is `fifty-one degrees thirty minutes north`."""
    parts = [f"{amount(match[part], passage)} {part}" for part in ("degrees", "minutes", "seconds") if match[part]]
    return " ".join((*parts, _POINTS[match["point"]]))


@rule(
    r"(?<![\w.])(?P<a>\d{1,2}(?:\.\d+)?) ?(?P<ns>[NS]),? (?P<b>1?\d{1,2}(?:\.\d+)?) ?(?P<ew>[EW])(?!\w)",
    needs="NS",
    prefilter=r"\d ?[NS]",
)
def position_without_sign(match: re.Match[str], passage: Passage) -> str:
    """Say geographic coordinates without the sign of degrees: `12.5N 44.8W`."""
    first, second = (f"{amount(match[number], passage)} {_POINTS[match[point]]}" for number, point in _AXES)
    return f"{first}, {second}"


_AXES = (("a", "ns"), ("b", "ew"))


@rule(
    rf"{BEFORE}(?P<feet>\d|\d\d(?=['′’]\s?\d{{1,2}}[\"″”]))\s?(?:['′’]|ft\.?|-foot-?|-ft\.?-)\s?(?P<inches>\d|1[01])(?:\.(?P<tenth>\d))?"
    r"\s?(?:[\"″”]|''|in\b\.?|ins\b|inch\b|inches\b)",
    needs="0",
    prefilter=r"\d\s?(?:'|′|’|ft|-f)",
)
def feet_and_inches(match: re.Match[str], passage: Passage) -> str:
    """Say a height: `6'2"` is `six foot two`."""
    return with_stop(f"{amount(match['feet'], passage)} foot {amount(match['inches'], passage)}", match, passage)


@rule(
    rf"{BEFORE}(?!0[xX])(?P<first>{NUMBER})\s?[x×]\s?(?P<second>{NUMBER})(?:\s?[x×]\s?(?P<third>{NUMBER}))?"
    rf"(?:(?P<space>[\s-]?)(?P<unit>{UNIT}|m|in))?(?![\w@^⁻⁰¹²³⁴-⁹]|[./]\w)",
    needs="x×",
    prefilter=r"\d[¼½¾]?\s?[x×]\s?\.?\d",
)
def dimensions(match: re.Match[str], passage: Passage) -> str | None:
    """Say length and width: `2x8 m2` is `two by eight square metres`."""
    if not match["unit"] and " " in match[0].rstrip():
        return None
    numbers = [number for number in match.group("first", "second", "third") if number]
    if not match["unit"] and all(number.isdecimal() and len(number) in (3, 4) for number in numbers):
        return " by ".join(map(words.by_pairs, numbers))
    said = " by ".join(amount(number, passage) for number in numbers)
    if not match["unit"]:
        return said
    singular, plural = UNITS.get(match["unit"]) or {"m": ("meter", "meters"), "in": ("inch", "inches")}[match["unit"]]
    return f"{said} {singular if is_attributive(passage, match.start(), match.end()) else plural}"


@rule(_range(rf"(?:\s?{RAISED})?") + rf"\s?(?P<unit>{RAISED}|(?P<above>{UNIT})/(?P<per>{RAISED}))(?!\w)", needs="²³")
def raised_unit(match: re.Match[str], passage: Passage) -> str:
    """Say areas, volumes and amounts per volume: `3 km²`, `20 µg/m³`."""
    singular, plural = UNITS[match["above"] or match["unit"]]
    single = is_attributive(passage, match.start(), match.end())
    said = _numbered(match, passage, singular, plural, single=single)
    return f"{said} per {per(match['per'])}" if match["per"] else said


_NETWORK = regex(r"(?<=[2-6])g (?:network|phone|mobile|service|mast|technology|signal|coverage|internet)")


@rule(
    _range(rf"(?:\s?{UNIT})?") + rf"(?P<space>[\s-]?)(?P<unit>{UNIT})"
    rf"(?:\s?/\s?(?P<per>{PER_UNIT}))?(?P<point>\.(?=\s[a-z]))?(?![\w@'’²³]|[./]\w)",
    needs="0",
    prefilter=names_unit,
)
def quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with its unit: `12 kg` is `twelve kilograms`, a `5kg` bag is of `five kilogram`."""
    unit, begin, end = match["unit"], match.start(), match.end()
    if _NETWORK.match(passage.text, match.start("unit")) or (unit == "ha" and passage.text[end:].startswith(" ha")):
        return None
    if unit in ("W", "V", "L") and match["space"] == " " and not value(match["number"]) % 1 and _is_name(passage, end):
        return None
    singular, plural = UNITS[unit]
    single = match["space"] == "-" or is_attributive(passage, begin, end)
    said = _numbered(match, passage, singular, plural, single=single)
    return with_stop(f"{said} per {per(match['per'])}" if match["per"] else said, match, passage)


def _is_name(passage: Passage, end: int) -> bool:
    """Return whether a name continues after `end`, as in "12 W Main St."."""
    return bool(re.match(r"\.? [A-Z]", passage.text[end:]))


@rule(
    rf"{BEFORE}(?P<number>{NUMBER})\s?/\s?(?P<per>kg|lb|km|hr|mo|wk|yr|kWh|MWh|ml|mL|min|sec|day|week|month|year)(?![\w/])",
    needs="/",
    prefilter=r"\d[¼½¾]?\s?/\s?[a-zA-Z]",
)
def rate(match: re.Match[str], passage: Passage) -> str:
    """Say a number per unit: `12/kg` is `twelve per kilogram`."""
    return f"{amount(match['number'], passage)} per {per(match['per'])}"


_PARTS = {"1/2": "half", "½": "half", "1/4": "quarter", "¼": "quarter", "3/4": "three quarters", "¾": "three quarters"}


@rule(
    rf"(?<![\w.,/$£€-])(?<!\d )(?:(?P<whole>\d{{1,3}})[ -]?)?(?P<part>[13]/[24]|[½¼¾])[ -]?(?P<unit>{UNIT})(?![\w@/-])",
    needs="/¼½¾",
    prefilter=r"(?:\d/\d|[½¼¾])[ -]?[^\W\d_]",
)
def part_of_a_unit(match: re.Match[str], passage: Passage) -> str | None:
    """Say halves and quarters of a unit: `1/2 lb` is `half a pound`."""
    part, (singular, plural) = _PARTS.get(match["part"]), UNITS[match["unit"]]
    if not part:
        return None
    if match["whole"]:
        return f"{amount(match['whole'], passage)} and {part if ' ' in part else f'a {part}'} {plural}"
    a = "an" if singular[0] in "aeiou" else "a"
    return f"half {a} {singular}" if part == "half" else f"{part if ' ' in part else f'a {part}'} of {a} {singular}"


@rule(
    rf"{BEFORE}(?P<number>{NUMBER})(?:in\b(?!\.?\w)|-in\.(?=\s[a-z])|[\"″](?= [a-z]))",
    needs="0",
    prefilter=r"\d[¼½¾]?(?:in\b|-in|\"|″)",
)
def inches(match: re.Match[str], passage: Passage) -> str | None:
    """Say inches where "in" is not a word and the sign is not a quotation mark: `12in`, a `12"` pizza."""
    single = is_attributive(passage, match.start(), match.end())
    if match[0].endswith('"') and (not single or passage.text[: match.start()].count('"') % 2):
        return None
    return f"{amount(match['number'], passage)} inch{'' if single or match['number'] == '1' else 'es'}"


@rule(
    rf"{BEFORE}(?P<stone>\d{{1,2}})\s?st\.?,?\s(?P<pounds>\d{{1,2}})\s?lbs?\b", needs="0", prefilter=r"\d\s?st\.?,?\s\d"
)
def stone(match: re.Match[str], passage: Passage) -> str:
    """Say a weight in stone and pounds: `9st 4lb`."""
    pounds = "pound" if match["pounds"] == "1" else "pounds"
    return f"{amount(match['stone'], passage)} stone {amount(match['pounds'], passage)} {pounds}"


@rule(
    r"(?<![\w.,/-])(?P<high>\d{2,3})/(?P<low>\d{2,3})(?: ?mm ?Hg\b)?(?![\w/]|[.,]\d)", needs="/", prefilter=r"\d\d/\d\d"
)
def blood_pressure(match: re.Match[str], passage: Passage) -> str | None:
    """Say a blood pressure: `120/80 mmHg` is `one twenty over eighty`."""
    is_sure = match[0].endswith("Hg") or "blood pressure" in passage.text[: match.start()][-50:].lower()
    return f"{words.by_pairs(match['high'])} over {words.by_pairs(match['low'])}" if is_sure else None


@rule(
    r"(?<=[a-z])/(?P<per>min|sec|hr|hour|day|week|month|year|second|minute|km|kg)\b(?![\w/.-]*\w/)",
    needs="/",
    prefilter=r"[a-z]/[a-z]",
)
def per_unit(match: re.Match[str], passage: Passage) -> str | None:
    """Say the slash after the thing that is counted: 60 `beats/min`."""
    is_counted = re.search(r"\d[\d,.]* [a-z]+$", passage.text[: match.start()][-30:])
    return f"per {per(match['per'])}" if is_counted else None


_LONG = regex(
    r"(?i)\b(?:wide|tall|high|deep|long|depth|height|length|width|distance|altitude|elevation|met(?:re|er)s?|k?m|cm|away|"
    r"sprint\w*|hurdles?|freestyle|butterfly|backstroke|breaststroke|relay|swim\w*|dive|wall|waves?|tower|tunnel|dash|"
    r"ran|runs?|runner|race|olympic|above|below|sea level)\b|\d ?m \(\d[\d,.]* ?(?:ft|feet|in|miles?|yards?|yd)\b"
)


_MANY = regex(
    r" (?:people|users|viewers|customers|jobs|homes|households|followers|views|copies|voters|residents|refugees"
    r"|visitors|tonnes|tons|barrels|[A-Z][a-z]+ns|doses|vehicles|cars|years|children|workers|passengers|subscribers|downloads)\b"
)


@rule(
    rf"{BEFORE}(?:(?P<low>{NUMBER})(?P<between>\s?m?{DASH}))?(?P<number>{NUMBER})(?P<space>[ -]?)m(?![\w@'’]|[./]\w)",
    needs="0",
    prefilter=r"\d[¼½¾]?[ -]?m(?!\w)",
)
def metres(match: re.Match[str], passage: Passage) -> str | None:
    """Say metres for `100m` where the context is about length; elsewhere it may mean millions of people."""
    begin, end = match.span()
    if _MANY.match(passage.text, end) or not _LONG.search(passage.text[max(0, begin - 50) : end + 50]):
        return None
    single = match["space"] == "-" or is_attributive(passage, match.start(), match.end())
    return _numbered(match, passage, "meter", "meters", single=single)


_LARGE = regex(
    r"\d ?(?:thousand|million|billion|trillion) |\b10(?:\^[-−]?\d{1,3}|⁻?[⁰¹²³⁴-⁹]{1,3}) ?|\d[eE][-+−]?\d{1,3} ?"
)
_SURE_UNITS = any_of(symbol for symbol in UNITS if len(symbol) > 1 and symbol not in ("ha", "in"))
_LETTERS = "mgWVJsK"


def _has_large_number(text: str) -> bool:
    """Return whether there are a magnitude or a power of ten, and letters behind a number that begin a unit."""
    return _LARGE.search(text) is not None and names_unit(text, frozenset(_LETTERS))


@rule(
    rf"(?<=[ \d⁰¹²³⁴-⁹])(?P<unit>{_SURE_UNITS}|[{_LETTERS}])(?:/(?P<per>{PER_UNIT}))?(?![\w@/'’²³]|\.\w)",
    needs="0⁰¹²³⁴⁵⁶⁷⁸⁹",
    prefilter=_has_large_number,
)
def unit_of_a_large_number(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit behind a magnitude or a power of ten: `3 million kg`, `4×10^9 km`."""
    if not after(match, _LARGE) or (len(match["unit"]) == 1 and after(match, _MAGNITUDE_WORD)):
        return None
    named = {"m": "meters", "J": "joules", "s": "seconds", "K": "kelvin"}.get(match["unit"])
    said = named or UNITS[match["unit"]][1]
    return f"{said} per {per(match['per'])}" if match["per"] else said


_MAGNITUDE_WORD = regex("[a-z] ")
FIRST: tuple[Rule, ...] = (raised_unit,)
"""Applied before the rules that read a superscript number as a power or as the mark of a note."""
RULES: tuple[Rule, ...] = (
    position,
    position_without_sign,
    percent,
    percentage_points,
    temperature,
    temperature_without_sign,
    feet_and_inches,
    stone,
    part_of_a_unit,
    blood_pressure,
    dimensions,
    quantity,
    inches,
    rate,
    per_unit,
    metres,
    unit_of_a_large_number,
)
