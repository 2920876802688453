"""Web and mail addresses, user names and topics in French words."""

from __future__ import annotations

from tts.speech.rules.addresses import AddressWords, address_rules
from tts.speech.rules.french.words import cardinal, digits
from tts.speech.rules.rule import Rule

_MAX_NUMBER = 4  # digits in a name that are read as one number


def _digits(number: str) -> str:
    """Return the digits in a name: up to four as a number, others one by one."""
    is_number = not number.startswith("0") and len(number) <= _MAX_NUMBER
    return cardinal(int(number)) if is_number else digits(number)


RULES: tuple[Rule, ...] = address_rules(
    AddressWords(
        symbols={
            ".": "point",
            "-": "tiret",
            "_": "tiret bas",
            "+": "plus",
            "&": "et",
            "@": "arobase",
            "/": "slash",
            "~": "tilde",
            "?": "point d’interrogation",
            "=": "égal",
            "#": "dièse",
            ":": "deux-points",
            "|": "barre verticale",
            "%": "pour cent",
        },
        hashtag="hashtag",
        digits=_digits,
    )
)
"""The rules for addresses, in the order in which they are applied."""
