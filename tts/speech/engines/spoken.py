"""What an engine is given of a text, and what its events say about the text's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from unicodedata import category, decimal, decomposition, normalize

from tts.model import Word

PART_CHARACTERS = 1500

Phonemes = Sequence[tuple[int, int, str]]
"""Of a text, stretches (begin and end as offsets) with the espeak-ng mnemonics that are said for them, in order."""

_ROW = re.compile(r"\[(?=\[)|(?<=\])\]")
_JOINS = ("'", "’", "-", "_")
_TOKEN = re.compile(r"[^\s—…]+")


def speakable(text: str) -> str:
    """`text` for an engine, character for character, so that offsets stay.

    A space stands for what no engine can say, and for what ends a text or commands an engine: controls, lone
    surrogates, marks of byte order and of replacement. Digits of other scripts and letters in typographic dress
    (circled, fullwidth, mathematical), which many engines leave out, become plain ones.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_speakable, text))


@lru_cache(maxsize=4096)
def _speakable(character: str) -> str:
    kind = category(character)
    if kind in ("Cc", "Cs", "Cn") or character in "\ufeff\ufffd":
        return " "
    if kind == "Nd":
        return str(decimal(character))
    if decomposition(character).startswith(("<circle>", "<font>", "<wide>")):
        plain = normalize("NFKC", character)
        return plain if len(plain) == 1 else character
    return character


def parts(text: str) -> Iterator[tuple[int, str]]:
    """`text` in pieces of at most `PART_CHARACTERS` with their offsets, cut at white space where there is any."""
    begin = 0
    while len(text) - begin > PART_CHARACTERS:
        cut = text.rfind(" ", begin + 1, begin + PART_CHARACTERS) + 1
        end = cut or begin + PART_CHARACTERS
        yield begin, text[begin:end]
        begin = end
    yield begin, text[begin:]


def with_phonemes(text: str, phonemes: Phonemes) -> tuple[str, list[tuple[int, int, bool]]]:
    """`text` as espeak-ng takes it with phonemes in `[[...]]`, and what its pieces are of `text`.

    A piece is where it begins in the result, where in `text`, and whether it stands there as it is. Brackets that the
    text itself has in such a row are parted: they never become phonemes.
    """
    said, at = "", 0
    pieces: list[tuple[int, int, bool]] = []
    for begin, end, mnemonics in (one for stretch in phonemes for one in _by_word(text, *stretch)):
        pieces.append((len(said), at, True))
        said += _ROW.sub(" ", text[at:begin])
        said += "" if not said or said[-1].isspace() else " "  # what touches the brackets is said wrong, or nothing is
        pieces.append((len(said), begin, False))
        said += f"[[{mnemonics}]]"
        said += " " if text[end : end + 1].isalnum() or text[end : end + 1] in _JOINS else ""
        at = end
    pieces.append((len(said), at, True))
    return said + _ROW.sub(" ", text[at:]), pieces


def _by_word(text: str, begin: int, end: int, mnemonics: str) -> Iterator[tuple[int, int, str]]:
    """The stretch word by word, if there are as many in the text as there are said."""
    spans = [(begin + word.start(), begin + word.end()) for word in _TOKEN.finditer(text[begin:end])]
    said = mnemonics.split()
    if len(spans) != len(said):
        spans, said = [(begin, end)], [mnemonics]
    return ((*span, one) for span, one in zip(spans, said, strict=True))


def offset(pieces: Sequence[tuple[int, int, bool]], at: int) -> int:
    """Where in the text is what stands at `at` in the result of `with_phonemes`."""
    result_begin, begin, as_it_is = pieces[max(bisect_right(pieces, at, key=itemgetter(0)) - 1, 0)]
    return begin + at - result_begin if as_it_is else begin


def words(text: str, events: Iterable[tuple[int, int]], duration_ms: int) -> tuple[Word, ...]:
    """The words of `text` in which `events` (offset, ms) fall, one for each written word, without its punctuation.

    A word ends where the next begins, the last one at `duration_ms`. All of them lie inside the sound, in order.
    """
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    begins_ms: dict[int, int] = {}
    token = 0
    for offset, begin_ms in sorted(events):
        while token + 1 < len(tokens) and tokens[token + 1][0] <= offset:
            token += 1
        begins_ms.setdefault(token, begin_ms)
    spans = [_without_punctuation(text, *tokens[token]) for token in begins_ms if tokens]
    return _in_order(spans, list(begins_ms.values()), duration_ms)


def _without_punctuation(text: str, begin: int, end: int) -> tuple[int, int]:
    first, last = begin, end
    while first < last and category(text[first])[0] == "P":
        first += 1
    while first < last and category(text[last - 1])[0] == "P":
        last -= 1
    return (first, last) if first < last else (begin, end)


def _in_order(spans: list[tuple[int, int]], begins_ms: list[int], duration_ms: int) -> tuple[Word, ...]:
    """Words of at least a millisecond; none where the sound is too short for that."""
    if not 0 < len(spans) <= duration_ms:
        return ()
    starts = []
    earliest = 0
    for index, begin_ms in enumerate(begins_ms):
        latest = duration_ms - (len(spans) - index)
        earliest = min(max(begin_ms, earliest), latest)
        starts.append(earliest)
        earliest += 1
    ends = [*starts[1:], duration_ms]
    return tuple(
        Word(begin=begin, end=end, begin_ms=begin_ms, end_ms=end_ms)
        for (begin, end), begin_ms, end_ms in zip(spans, starts, ends, strict=True)
    )
