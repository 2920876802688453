"""Spoken text -> the text for hibari: plain words, with phonemes as `[word](/phonemes/)` where hints give them.

hibari's own reading of numbers and signs is not used: the rules have written out nearly all of them. What they have
left is written out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, name, normalize

from tts.model import Hint
from tts.regex import regex
from tts.speech.engines.engine_text import Rendering, RenderingBuilder, sanitize
from tts.speech.engines.espeak.phonemes import mnemonics_to_ipa
from tts.speech.engines.natural.phonemes import add_s, ipa_to_misaki, is_british, name_letters
from tts.speech.rules.english.words import digits, number, ordinal, says_and

_SIGNS = {
    "&": "and",
    "%": "percent",
    "‰": "per mille",
    "@": "at",
    "+": "plus",
    "±": "plus or minus",
    "×": "times",
    "÷": "divided by",
    "=": "equals",
    "≈": "is about",
    "≠": "is not equal to",
    "≤": "is at most",
    "≥": "is at least",
    "<": "is less than",
    ">": "is greater than",
    "√": "the square root of",
    "∞": "infinity",
    "#": "hash",
    "$": "dollars",
    "£": "pounds",
    "€": "euros",
    "¥": "yen",
    "₹": "rupees",
    "¢": "cents",
    "°": "degrees",
    "§": "section",
    "©": "copyright",
}
_LONG_SIGNS = {
    "->": " — ",
    "=>": " — ",
    "<-": " — ",
    "<=": "is at most",
    ">=": "is at least",
    "!=": "is not equal to",
    "==": "equals",
}
_MINUS = r"(?:(?:(?<=[\s(\[{“\"‘'=×÷±≤≥≈<>])|(?<=^))[-−–])?"
_NUMBER = rf"{_MINUS}(?:\d+(?:[.,]\d+)*|(?<![\w.,])\.\d+)"
_PIECE = regex(
    rf"(?P<price>[$£€¥₹]{_NUMBER}(?!\w))"
    r"|(?P<letter>(?<=[\w,] )A(?=[,.;:!?)]|$| [a-z])|(?<!\w)A(?=\d))"
    rf"|(?P<number>{_NUMBER}(?:(?:st|nd|rd|th|['’]?s)(?!\w))?)"
    r"|(?P<word>[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*)"
    r"|(?P<ellipsis>\.(?: ?\.){2,}|…(?:[.…])*)"
    r"|(?P<dot>(?<=\w)\.(?=[a-z]{2})|(?<=[a-z0-9]{2})\.(?=[a-z])|(?:(?<=^)|(?<=[\s(“\"*]))\.(?=[a-z]{2}|[A-Z]{2}))"
    r"|(?P<sign>[-=]>|<-|[<>!=]=)"
    r"|(?P<tag><(?=[A-Za-z/][^<>]*[<>]))"
    r"|(?P<dash>\s*(?:[—―⸺⸻]|-{2,3}|(?<=\s)[-–−‒](?=\s)|(?<=^)[–−‒](?=\s))\s*)"
    r"|(?P<hyphen>(?<=[^\W_])[-‐‑–‒−_](?=[^\W_]))"
    r"|(?P<other>.)",
    re.DOTALL,
)
_YEARS = regex(r"1[1-9]\d0|20[1-9]0")
_GROUPED = regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_LETTER_APOSTROPHE = regex("[ʻʼˈ]")  # letters by Unicode, as in Hawaiʻi
_POSSESSIVE = regex(r"['’]s(?!\w)")
_WORD = regex(r"\S+")
_PART = regex(r"[^\s‐‑-]+")
_BRACKET = regex(r"[\[\]]")
_BEFORE_SOUNDS = ("", " ", "(", "“", '"')
_JOINS = ("-", "'", "’", "_", "‐", "‑")
_KEPT = frozenset(',.!?;:()"“” ')
_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "„": "“", "«": "“", "»": "”", "‟": "“"}
_MAX_GREEK_LETTERS = 2  # a Greek letter, or two, is a sign in formulas and units


def render(text: str, hints: Iterable[Hint], language: str) -> Rendering:
    """Return `text` as hibari takes it, in the accent of `language` (a BCP 47 tag of English).

    A hint whose sounds are not known is said by its respelling, else as it is written. Letters of other scripts stay:
    the speaker refuses them.
    """
    builder = RenderingBuilder(sanitize(text))
    hints = tuple(hints)
    letters = {hint.begin for hint in hints if hint.kind == "letters"}
    for hint in hints:
        _render_words(builder, hint.begin, language)
        if sounds := _find_sounds(builder.text, hint, is_british(language)):
            if hint.begin in letters and hint.end + 1 in letters and text[hint.end] == " ":
                sounds = [sound.replace("ˈ", "ˌ") for sound in sounds]  # the last of several letters has the stress
            _put_sounds(builder, hint.end, sounds, is_british(language))
        elif hint.respelling:
            builder.put(hint.end, render(hint.respelling, (), language).text)
        else:
            _render_words(builder, hint.end, language)
    _render_words(builder, len(text), language)
    return builder.finish()


def _find_sounds(text: str, hint: Hint, british: bool) -> list[str]:
    """Return the phonemes of each word of a hint; none if they are not known."""
    try:
        if hint.kind == "letters":
            return [name_letters(text[hint.begin : hint.end], british=british)]
        sounds = hint.value if hint.kind == "ipa" else mnemonics_to_ipa(hint.value, "en")
        return ipa_to_misaki(sounds, british=british).split()
    except ValueError:  # a letter without a name in English, or a sound that no table has
        pass
    return []


def _put_sounds(builder: RenderingBuilder, end: int, sounds: list[str], british: bool) -> None:
    """Put the words up to `end` with their phonemes, one by one if there is the same number of both.

    Each stays a word of its own, as hibari would read one that is joined to others by its letters.
    """
    text, begin = builder.text, builder.end
    if possessive := _POSSESSIVE.match(text, end):
        end = possessive.end()
        sounds = [*sounds[:-1], add_s(sounds[-1], british=british)]
    words = _find_words(text, begin, end, _WORD)
    if len(words) != len(sounds):
        words = _find_words(text, begin, end, _PART)
    if len(words) != len(sounds):
        words, sounds = [(begin, end)], [" ".join(sounds)]
    if builder.result[-1:] not in _BEFORE_SOUNDS:
        builder.insert(" ")
    for (first, last), sound in zip(words, sounds, strict=True):
        if first > builder.end:
            builder.put(first, " ")  # white space, or the hyphen of a compound
        label = _BRACKET.sub("", text[first:last])
        builder.put(last, f"[{label}](/{sound}/)" if label else "")
    builder.copy(end)
    if text[end : end + 1].isalnum():
        builder.insert(" ")
    elif text[end : end + 2].startswith(_JOINS) and text[end + 1 : end + 2].isalnum():
        builder.put(end + 1, " ")


def _find_words(text: str, begin: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return begin and end of each match of `pattern` in a stretch of the text."""
    return [(begin + word.start(), begin + word.end()) for word in pattern.finditer(text[begin:end])]


def _render_words(builder: RenderingBuilder, end: int, language: str) -> None:
    """Render the text up to `end`, which has no hints, in words and punctuation that hibari reads."""
    text = builder.text
    for match in _PIECE.finditer(text, builder.end, end):
        said = _say(match, says_and(language))
        if said == match[0]:
            continue
        builder.copy(match.start())
        if said[:1].isalnum() and builder.result[-1:].isalnum():
            builder.insert(" ")
        follower = text[match.end() : match.end() + 1]
        builder.put(match.end(), f"{said} " if said[-1:].isalnum() and follower.isalnum() else said)
    builder.copy(end)


def _say(match: re.Match[str], with_and: bool) -> str:
    """Return a piece of text in words and punctuation that hibari reads."""
    match match.lastgroup:
        case "number":
            return _say_written(match[0], with_and)
        case "word":
            return _say_word(match)
        case "price":
            return f"{_say_written(match[0][1:], with_and)} {_SIGNS[match[0][0]]}"
        case "letter":  # not the article
            return "[A](/ˈA/)" + (" " if match.string[match.end() : match.end() + 1].isdigit() else "")
        case "ellipsis":
            return "…"
        case "dot":
            return " dot "
        case "sign":
            return _LONG_SIGNS[match[0]]
        case "tag":
            return " ("
        case "dash":
            return " — "
        case "hyphen":
            return " " if match[0] == "_" else "-"
        case _:
            return _say_other(match)


def _say_written(written: str, with_and: bool) -> str:
    """Return a number in words: a quantity, an ordinal, or a plural."""
    sign = "minus " if written[0] in "-−–" else ""
    written = written.lstrip("-−–")
    if whole := written.removesuffix("s").rstrip("'’") if written[-1] == "s" else "":
        if not whole.isdigit():
            return f"{sign}{_say_written(whole, with_and)} s"
        if _YEARS.fullmatch(whole):
            whole, rest = whole[:2], whole[2:]
            return f"{number(whole)} {_make_plural(number(rest)) if rest != '00' else 'hundreds'}"
        return sign + _make_plural(_say_written(whole, with_and))
    if written[-1].isalpha():
        whole = re.sub(r"\D", "", written)
        return sign + ordinal(int(whole), with_and=with_and) if len(whole) <= 12 else digits(whole)
    if _GROUPED.fullmatch(written):
        return sign + number(written, with_and=with_and)
    # 1.2.3, 192.168.0.1, 1,2,3
    parts = (
        " point " if part == "." else ", " if part == "," else number(part, with_and=with_and)
        for part in re.split("([.,])", written)
    )
    return sign + "".join(parts)


def _make_plural(said: str) -> str:
    """Return a number in words with the ending of several: `twenties`, `sixes`."""
    if said.endswith("y"):
        return f"{said[:-1]}ies"
    return f"{said}es" if said.endswith(("x", "o")) else f"{said}s"


def _say_word(match: re.Match[str]) -> str:
    """Return a word with its marks joined to their letters; Greek letters of formulas by their names."""
    word = match[0]
    if word.isascii():
        return word
    composed = _LETTER_APOSTROPHE.sub("'", normalize("NFC", word)).strip("'")
    if len(composed) <= _MAX_GREEK_LETTERS and all(map(_is_greek, composed)):
        return " ".join(map(_greek_name, composed))
    # raised digits and fractions are among the letters of regular expressions
    said = (
        one if one.isalpha() or one == "'" else f" {_plain_character(one)} "
        for one in composed
        if category(one) != "Mn"
    )
    return " ".join("".join(said).split())


def _is_greek(letter: str) -> bool:
    """Return whether `letter` is one of the Greek alphabet, or the micro sign."""
    return name(letter, "").startswith("GREEK ") or letter == "µ"


def _greek_name(letter: str) -> str:
    """Return the English name of a Greek letter."""
    said = re.search(r"LETTER (?:FINAL )?(\w+)", name(normalize("NFKC", letter), ""))
    return {"lamda": "lambda"}.get(said[1].lower(), said[1].lower()) if said else letter


def _say_other(match: re.Match[str]) -> str:
    """Return a single character that is not a letter or digit, in words, as punctuation, or as a space or nothing."""
    character, before, after = match[0], match.string[: match.start()], match.string[match.end() :]
    if character in _KEPT:
        return character
    if character == ">" and before.count("<") > before.count(">"):
        return ") "
    if character == "/" and before[-1:].isdigit() and after[:1].isdigit():
        return "slash"
    if character == "~" and after[:1].isdigit():
        return "about"
    if character == "$" and after[:1].isalpha() and not before[-1:].isalpha():
        return "dollar"
    if character in "'’" and before[-1:].isalpha():
        return "'"  # an apostrophe, also of a plural
    if character in "'’′″\"" and before[-1:].isdigit():
        return " "
    if character in _SIGNS:
        return _SIGNS[character]
    return _plain_character(character)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """Return a character as hibari reads it; a space for a sign that has no word, nothing for one that is not seen."""
    if character in _QUOTES:
        return _QUOTES[character]
    if character in "[{":
        return "("
    if character in "]}":
        return ")"
    if character in "'/":
        return character
    if category(character) in ("Cf", "Mn", "Me") and character != "\u200b":
        return ""
    if fraction := name(character, "").partition("VULGAR FRACTION ")[2]:
        return fraction.lower()
    plain = normalize("NFKC", character)
    if plain != character and all(letter.isalnum() and letter.isascii() for letter in plain):
        return digits(plain) if plain.isdecimal() else plain
    return " "
