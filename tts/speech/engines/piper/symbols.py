"""Phonemes -> the numbers of the symbols that a voice of Piper takes, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from tts.noun import noun
from tts.speech.engines.piper.voices import PiperSettings

MAX_SYMBOLS = 250
"""Symbols that a network gets in one go, about 15 seconds: its memory grows with their number."""
_MIN_SYMBOLS = 30
"""A shorter sentence is said together with the next one, because networks mispronounce single words."""
_BEGIN, _END, _BETWEEN, _SPACE = "^", "$", "_", " "

SENTENCE_ENDS = ".!?"
MARKS = {
    **dict.fromkeys(".。।۔።։", "."),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys("?？؟;", "?"),
    **dict.fromkeys(",،、，", ","),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(";；؛—–…", ";"),  # espeak-ng takes dashes and the ellipsis for semicolons
}
"""The characters that end a clause, with those that networks know."""
_ALTERNATIVES = {
    "ɡ": "g",
    "g": "ɡ",
    "ʧ": "tʃ",
    "ʤ": "dʒ",
    "ʦ": "ts",
    "ɚ": "əɹ",
    "ɝ": "ɜɹ",
    "ᵻ": "ɪ",
    "ɫ": "l",
    "'": "ˈ",
}
"""Other spellings of a sound, for voices that lack the symbol."""


@noun
class Phrase:
    """The numbers of some symbols, with begin, end and what lies between, and where in them each word begins.

    `words` are pairs of an offset in the text and a place in `ids`.
    """

    ids: tuple[int, ...]
    words: tuple[tuple[int, int], ...]


@noun
class Piece:
    """The symbols of a word (with the `offset` of it) or of a mark between words (offset None)."""

    symbols: tuple[str, ...]
    offset: int | None = None
    ends_sentence: bool = False


def spell(settings: PiperSettings, phonemes: str) -> tuple[str, ...]:
    """Return the symbols of the voice for `phonemes`. Those that it lacks, and has no other spelling for, are left out.

    Symbols are single characters in normal form D, as in training: `ç` is `c` and a cedilla unless the voice says
    otherwise.
    """
    return tuple(symbol for character in normalize("NFD", phonemes) for symbol in _known(settings, character))


def _known(settings: PiperSettings, character: str) -> Iterator[str]:
    """Yield the symbols of the voice for one character."""
    for symbol in settings.replacements.get(character, (character,)):
        if symbol in settings.ids:
            yield symbol
        else:
            yield from (other for other in _ALTERNATIVES.get(symbol, "") if other in settings.ids)


def make_phrases(pieces: Sequence[Piece], ids: Mapping[str, tuple[int, ...]]) -> Iterator[Phrase]:
    """Yield the pieces as phrases: sentences, the shortest ones with the next, the longest ones in parts."""
    phrase: list[Piece] = []
    count = 0
    for piece in pieces:
        if phrase and count + len(piece.symbols) > MAX_SYMBOLS:
            whole = _last_mark(phrase) or len(phrase)
            yield _number(phrase[:whole], ids)
            phrase = phrase[whole:]
            count = sum(len(one.symbols) for one in phrase)
        phrase.append(piece)
        count += len(piece.symbols)
        if piece.ends_sentence and count >= _MIN_SYMBOLS:
            yield _number(phrase, ids)
            phrase, count = [], 0
    if phrase:
        yield _number(phrase, ids)


def _last_mark(phrase: Sequence[Piece]) -> int:
    """Return the place after the last mark in a phrase; 0 if there is none."""
    return max((place for place, piece in enumerate(phrase, 1) if piece.offset is None), default=0)


def _number(phrase: Sequence[Piece], ids: Mapping[str, tuple[int, ...]]) -> Phrase:
    """Return the numbers of a phrase. After begin and after each symbol follows what lies between any two."""
    between = ids[_BETWEEN]
    numbers: list[int] = [*ids[_BEGIN], *between]
    words: list[tuple[int, int]] = []
    for place, piece in enumerate(phrase):
        symbols = list(piece.symbols)
        while symbols and symbols[0] == _SPACE and place == 0:
            del symbols[0]
        while symbols and symbols[-1] == _SPACE and place == len(phrase) - 1:
            del symbols[-1]
        if piece.offset is not None:
            spaces = next((number for number, symbol in enumerate(symbols) if symbol != _SPACE), 0)
            skipped = sum(len(ids[symbol]) + len(between) for symbol in symbols[:spaces])
            words.append((piece.offset, len(numbers) + skipped))
        for symbol in symbols:
            numbers += [*ids[symbol], *between]
    return Phrase(ids=(*numbers, *ids[_END]), words=tuple(words))
