"""Roman numerals, for the languages that write centuries, rulers and chapters with them."""

from __future__ import annotations

from tts.regex import regex

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FORM = regex(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman(numeral: str) -> int | None:
    """Return the value of a Roman numeral, which may be in lower case: "xiv" is 14; None for other letters."""
    if not numeral or not _FORM.fullmatch(numeral.upper()):
        return None
    terms = [_VALUES[letter] for letter in numeral.upper()]
    return sum(-term if term < following else term for term, following in zip(terms, [*terms[1:], 0], strict=True))
