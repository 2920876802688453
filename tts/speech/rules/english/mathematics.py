"""Mathematics and chemistry: operators, relations, Greek letters, and formulas without subscripts."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.raised import spell_formula
from tts.speech.rules.rule import Passage, Rule, rule


@rule(r"\bE ?= ?mc(?:²|\^2|2)(?!\w)", needs="=")
def energy(match: re.Match[str], passage: Passage) -> str:
    """Say Einstein's formula: `E = mc²`."""
    return "E equals m c squared"


@rule(
    r"(?<![\w-])(?:CO2|H2O2|H2O|CH4|N2O|NO2|NO3|SO2|SO4|H2S|H2SO4|NH3|NH4|HNO3|CaCO3|TiO2|Fe2O3|SiO2|C2H5OH|C6H12O6|UF6|SF6|LiFePO4|PM(?=2\.5\b|10\b))(?![\w])",
    needs="HLMNOSU",
    prefilter=r"[A-Z]\d|PM|LiFe",
)
def formula_in_plain(match: re.Match[str], passage: Passage) -> str:
    """Say a chemical formula that is commonly written without subscripts: `CO2`, `H2O`."""
    return spell_formula(match[0])


_OPERAND = r"[\w)²³°%π√∞]"
_AFTER = rf"(?:(?<={_OPERAND})|(?<={_OPERAND} ))"
_BEFORE = r"(?= *(?:[^\W_]|[(√π±−∞.+~-]))"
_RELATIONS = {
    "<": "less than",
    ">": "greater than",
    "≤": "less than or equal to",
    "≥": "greater than or equal to",
    "≠": "not equal to",
}
_LIMITS = {"<": "less than", ">": "more than", "≤": "at most", "≥": "at least"}
_SUBJECT = regex(r"(?:\b[a-zA-Zπ]|[\d)²³%]) ?")


@rule(rf"{_AFTER}={_BEFORE}", needs="=")
def equals(match: re.Match[str], passage: Passage) -> str | None:
    """Say the equals sign between two values: `a = b`."""
    is_even = (match.string[match.start() - 1] == " ") == (match.string[match.end()] == " ")
    is_sure = is_even or before(match, re.compile(r" ?[\d√π−-]"))
    return "equals" if is_sure and not passage.marked("code", match.start()) else None


_HEART = regex(r"3(?!\.?\d|%|\w)")


@rule(r"(?<![^\s(\w²³])(?<![=<>≤≥≠] )[<>≤≥](?= *[.−~-]?\d)", needs="<>≤≥")
def relation(match: re.Match[str], passage: Passage) -> str | None:
    """Say a comparison of two values, `p < 0.05`, or a limit, `≥ 5`; leave `<3`, which may be a heart."""
    if not after(match, _SUBJECT) and before(match, _HEART):
        return None
    return f"is {_RELATIONS[match[0]]}" if after(match, _SUBJECT) else _LIMITS[match[0]]


@rule("(?<![=<>≤≥≠])[≤≥≠](?![=<>≤≥≠])", needs="≠≤≥")
def relation_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a comparison sign that no other rule reads: `x ≥ y`."""
    return f"is {_RELATIONS[match[0]]}"


@rule(r"[≈≃]|(?<![\w~/.])~(?=[$£€]?\.?\d)", needs="~≃≈")
def about(match: re.Match[str], passage: Passage) -> str:
    """Say a sign for an approximate value: `≈ 3.14`, `~100`."""
    return "is about" if match[0] != "~" and after(match, re.compile(r"[\w)] ?")) else "about"


@rule(r"±(?= *[\d.])|(?<!\w)\+/[-−–](?= ?[\d.$£€])", needs="±+")
def plus_or_minus(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a margin: `±3`, `+/-2.5`."""
    return "plus or minus"


@rule(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d{1,10})?)[eE](?P<exponent>[-+−]\d{1,3}|(?<=\.\de)\d{1,2})(?![\w.]\w|\w)",
    needs="eE",
    prefilter=r"\d[eE]",
)
def scientific_notation(match: re.Match[str], passage: Passage) -> str:
    """Say a number with an exponent: `3.2e-7` is `three point two times ten to the power of minus seven`."""
    exponent = words.number(match["exponent"].lstrip("+"))
    return f"{words.number(match['number'])} times ten to the power of {exponent}"


_PRODUCT = regex(r" ?(?:[\d.]+ ?(?:=|\^|10)|10[⁻⁰¹²³⁴-⁹])")


@rule(
    r"[×✕]|(?<=\d)x(?=\d)|(?<=\d )x(?= \d)|(?<=\d )[*·⋅](?= \d)",
    needs="*x·×⋅✕",
    prefilter=r"×|✕|\d ?(?:x|[^\w\s.,]) ?\d",
)
def times(match: re.Match[str], passage: Passage) -> str:
    """Say the sign in a product or a size: `5 × 4` is "five times four", `2x8` "two by eight"."""
    is_close = after(match, re.compile(r"\d")) and before(match, re.compile(r"\d"))
    is_size = match[0] == "x" or (match[0] in "×✕" and is_close)
    return "by" if is_size and not before(match, _PRODUCT) else "times"


@rule(r"(?<=[\w)²³] )\+(?= *[\w(√])|(?<=\d)\+(?=\d)|(?<=[\w@])\+(?=\w)", needs="+")
def sum_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say the plus sign in a sum: `2 + 3`."""
    return None if passage.marked("code", match.start()) else "plus"


@rule(
    r"(?<=\w)[-–](?=(?:[\d.]+|[a-z]) ?=)|(?<=\w )[-–](?= (?:[\d.]+|[a-z]) ?=)|"
    r"(?<=[\w)²³] )−(?= +[\w(])",
    needs="=−",
)
def difference(match: re.Match[str], passage: Passage) -> str | None:
    """Say the minus sign in a difference: `5 - 4 = 1`."""
    is_word = match[0] != "−" and after(match, re.compile(r"[A-Za-z]{2} ?"))
    return None if is_word else "minus"


@rule("÷", needs="÷")
def quotient(match: re.Match[str], passage: Passage) -> str:
    """Say the division sign: `8 ÷ 2`."""
    return "divided by"


@rule(r"√(?= *[\w(∞])", needs="√")
def root(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a square root: `√2`."""
    return "the square root of"


_LETTERS = {
    "π": "pi",
    "∞": "infinity",
    "Δ": "delta",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "λ": "lambda",
}
_LETTERS |= {
    "ζ": "zeta",
    "η": "eta",
    "κ": "kappa",
    "ν": "nu",
    "ξ": "xi",
    "ρ": "rho",
    "τ": "tau",
    "χ": "chi",
    "ψ": "psi",
    "Γ": "gamma",
    "Θ": "theta",
    "Λ": "lambda",
    "Ξ": "xi",
    "Π": "pi",
    "Φ": "phi",
    "Ψ": "psi",
}
_LETTERS |= {
    "σ": "sigma",
    "Ω": "omega",
    "ω": "omega",
    "θ": "theta",
    "μ": "mu",
    "Σ": "sigma",
    "φ": "phi",
    "ε": "epsilon",
}


@rule(rf"(?<![^\W\d_])[{''.join(_LETTERS)}](?![^\W\d_])", needs="ΓΔΘΛΞΠΣΦΨΩαβγδεζηθκλμνξπρστφχψω∞")
def greek_letter(match: re.Match[str], passage: Passage) -> str:
    """Say the name of a single Greek letter: `π`."""
    return _LETTERS[match[0]]


FIRST: tuple[Rule, ...] = (energy, scientific_notation)
"""Applied before the rules for superscript numbers and for code."""
RULES: tuple[Rule, ...] = (
    formula_in_plain,
    equals,
    relation,
    relation_sign,
    about,
    plus_or_minus,
    times,
    sum_sign,
    difference,
    quotient,
    root,
    greek_letter,
)
