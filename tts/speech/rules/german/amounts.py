"""Amounts: a number with its noun, in the right form."""

from __future__ import annotations

from tts.speech.rules.german import words
from tts.speech.rules.german.grammar import form_of_one

WHOLE = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:[ '’]\d{3})+(?!\d)|\d+)"
"""The pattern of a whole number, with or without dots or spaces between the thousands."""
NUMBER = rf"{WHOLE}(?:,\d+)?"
"""The pattern of a number."""
BEFORE = r"(?<![\w.,:§^])(?<![\d\s€$£]/)(?<!\d[-–])"
"""The pattern of what must be before an amount."""
DASH = r" ?(?:[-–—]|bis) ?"
"""The pattern between the two numbers of a range."""
RANGE = r"\d\D*(?:[-–—]|bis) ?\d"
"""The pattern of what every range with a unit or a currency has."""
SIGN = r"(?P<minus>(?<![^\s(\[„“\"'=<>≤≥≈~:])[-−–](?=\d))?"
"""The pattern of the sign of a negative number."""
MAGNITUDES = {
    "tsd": ("tausend", "tausend"),
    "mio": ("Million", "Millionen"),
    "mill": ("Million", "Millionen"),
    "million": ("Million", "Millionen"),
    "millionen": ("Million", "Millionen"),
    "mia": ("Milliarde", "Milliarden"),
    "mrd": ("Milliarde", "Milliarden"),
    "md": ("Milliarde", "Milliarden"),
    "milliarde": ("Milliarde", "Milliarden"),
    "milliarden": ("Milliarde", "Milliarden"),
    "bio": ("Billion", "Billionen"),
    "billion": ("Billion", "Billionen"),
    "billionen": ("Billion", "Billionen"),
}
MAGNITUDE = r"(?:(?ai:Tsd|Mio|Mia|Mill|Mrd|Md|Bio)\b\.?|(?ai:Million(?:en)?|Milliarden?|Billion(?:en)?)\b)"
"""The pattern of a magnitude, short or in full."""


def amount(written: str, singular: str, plural: str, text: str = "") -> str:
    """Return a number with a noun after the words `text`: 1 and "Stunde" after "in" is `einer Stunde`."""
    if words.is_one(written):
        return f"{form_of_one(text, singular.split()[0])} {singular}"
    return f"{words.number(written)} {plural}"


def large(written: str, magnitude: str | None, text: str = "") -> str:
    """Return a number with its magnitude in full: 1 and "Mio." is `eine Million`; "1,5" alone `eins Komma fünf`."""
    if not magnitude:
        return words.number(written)
    singular, plural = MAGNITUDES[magnitude.lower().rstrip(".")]
    if singular == plural:
        return f"{words.number(written)} {singular}"
    return amount(written, singular, plural, text)


def signed(said: str, minus: str | None) -> str:
    """Return `said` after the word for its sign, if it has one."""
    return f"minus {said}" if minus else said
