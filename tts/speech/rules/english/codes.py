"""Short forms of letters and numbers: postcodes, shares, aircraft, units of an army, ages, moves of chess."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.rule import Passage, Rule, rule


@rule(r"(?<=\b7[0-8]7)-(?P<number>[2-9]00)(?P<letters>ER|LR|F|X)(?!\w)", needs="-")
def variant(match: re.Match[str], passage: Passage) -> str:
    """Say the variant of an aircraft: `777-300ER`."""
    return f"{words.by_pairs(match['number'])} {words.letters(match['letters'])}"


@rule(r"(?<![\w-])[A-Z]{1,2}\d[\dA-Z]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)", needs="0")
def postcode(match: re.Match[str], passage: Passage) -> str:
    """Say a British postcode in two groups: `EC1A 4AB`."""
    return ", ".join(map(_spell, match[0].split()))


def _spell(code: str) -> str:
    """Return letters one by one and digits as a number: "EC1A" is `E C one A`."""
    parts = re.findall(r"[A-Z]|\d+", code)
    return " ".join(words.by_pairs(part) if part.isdecimal() else part for part in parts)


@rule(r"(?<=\()(?P<exchange>[A-Z]{2,6}): ?(?P<share>[A-Z]{1,5})(?=[);,])", needs=":")
def ticker(match: re.Match[str], passage: Passage) -> str:
    """Say a share and its exchange letter by letter: `(LON:CRN)`."""
    return f"{words.letters(match['exchange'])}, {words.letters(match['share'])}"


_UNITS = {"Bn": "Battalion", "Bde": "Brigade", "Regt": "Regiment", "Div": "Division", "Sqn": "Squadron"}
_UNITS |= {"Coy": "Company", "Inf": "Infantry", "Bty": "Battery"}


@rule(rf"(?<=\d(?:st|nd|rd|th) )(?P<unit>{'|'.join(_UNITS)})\b\.?(?=\s)", needs="0")
def unit_of_an_army(match: re.Match[str], passage: Passage) -> str:
    """Say a part of an army behind its number: `the 5th Bn.`"""
    return _UNITS[match["unit"]]


@rule(
    r"(?<![\w.,$£€-])(?P<years>\d{1,3})[ -]?(?:yo|y/o|y\.o\.|yr[ -]old|yrs old)(?P<many>s?)(?![\w/])",
    needs="0",
    prefilter=r"\d[ -]?y(?:o|/|\.|r)",
)
def age(match: re.Match[str], passage: Passage) -> str:
    """Say an abbreviated age: `a 30yo man`, `two 4yos`."""
    return f"{words.cardinal(int(match['years']))} {'years' if 'yrs' in match[0] else 'year'} old{match['many']}"


_PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_ENDS = {"+": ", check", "#": ", mate"}
_MOVE = r"(?:[KQRBN][a-h1-8]?x?[a-h][1-8]|[a-h]x[a-h][1-8](?:=[QRBN])?|[a-h][18]=[QRBN])[+#]?"
_GAME = regex(
    rf"(?<!\w){_MOVE}(?!\w)|(?<!\w)O-O(?:-O)?(?!\w)|\b(?:chess|checkmate|grandmaster|gambit)\b", re.IGNORECASE
)
_SQUARE = regex(r"[a-h][1-8]\Z")
_MIN_SIGNS = 2  # of chess in a text: one could be the name of something else


@rule(
    rf"(?<![\w-])(?P<move>{_MOVE}|[a-h][1-8](?=[ .,;:!?)]|$)|O-O(?:-O)?[+#]?)(?![\w-])",
    needs="0O",
    prefilter=r"[a-h][1-8]|O-O",
)
def chess_move(match: re.Match[str], passage: Passage) -> str | None:
    """Say a move of chess, where there is more than one sign of the game: `1. e4 e5 2. Nf3`, `Qxd5+`, `O-O`."""
    if passage.marked("code", match.start()) or len(_GAME.findall(passage.text)) < _MIN_SIGNS:
        return None
    move, end = match["move"].rstrip("+#"), _ENDS.get(match["move"][-1], "")
    if move[0] == "O":
        return f"castles {'queenside' if len(move) > len('O-O') else 'kingside'}{end}"
    move, _, promoted = move.partition("=")
    square = f"{move[-2].upper()} {words.cardinal(int(move[-1]))}"
    first = [_PIECES.get(letter) or ("takes" if letter == "x" else _spell(letter.upper())) for letter in move[:-2]]
    return " ".join([*first, square, *([_PIECES[promoted]] if promoted else [])]) + end


EARLY: tuple[Rule, ...] = (chess_move, ticker, postcode)
"""Applied before the rules for other letters and numbers."""
RULES: tuple[Rule, ...] = (variant, unit_of_an_army, age)
