"""TEXT -> TEXT with words that the end of a line has torn in two on one line again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tts.regex import regex
from tts.text.languages import languages, load_phrases
from tts.text.languages.tags import primary_subtag

SUSPENDED = frozenset(
    ("und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "et", "ou", "y", "o", "і", "й", "та", "або")
)
"""Words after the hyphen of a part that stands for a compound: "first- and second-class"."""
_GAP = r"(?P<gap>[ \t]*\n[ \t]*(?:>[ \t]?){0,8})"  # quoted lines go on after `>`
_SURELY_TORN = regex(
    rf"(?<![^\W\d_])(?P<begin>[^\W\d_]++)(?P<hyphen>[\N{{SOFT HYPHEN}}¬\N{{HYPHEN}}]){_GAP}"
    r"(?P<end>[^\W\d_]+)(?P<rest>\S*)"
)
_TORN = regex(
    rf"(?<![\w-])(?P<begin>(?:[^\W\d_]+['’])?[^\W\d_]{{2,}})(?P<hyphen>-){_GAP}(?P<end>[^\W\d_]{{2,}})(?!\w)(?P<rest>\S*)"
)
_HYPHEN_AT_END = regex(r"[-\N{SOFT HYPHEN}¬\N{HYPHEN}][ \t]*\n", needs=("-", "\N{SOFT HYPHEN}", "¬", "\N{HYPHEN}"))
_TORN_COMPOUND = regex(
    rf"(?<![\w-])(?P<begin>(?:[^\W_]++-){{1,4}}[^\W_]++|[^\W\d_]|\d[\d.,:]*+|[^\W\d_]{{2,}}(?=-\s[\s>]{{0,20}}\d))"
    rf"(?P<hyphen>-){_GAP}(?P<end>[^\W_]+)(?P<rest>\S*)"
)
"""A word that has its hyphen in any case: `mother-in-` / `law`, `U-` / `Bahn`, `12-` / `14`, `mid-` / `1990s`."""
_COMPOUND = regex(r"[^\W\d_]+(?:[-\N{HYPHEN}][^\W\d_]+)*")
# Endings that are never a part of a compound
_ENDING = regex(
    r"(?:able|ably|ance|ations?|ative|ence|i[bc]ly|ible|ical(?:ly)?|ie[ds]|ings?|ingly|is[mt]|ists|ity|i[sz](?:ing|ation|ed)"
    r"|ments?|ness|ous(?:ly)?|sel(?:f|ves)|[st]ions?|tional|tive|tures?|ual(?:ly)?)"
)
_PARAGRAPH_END = regex(r"\n?[ \t>]*(?:\n|\Z)")
_MAX_INDENT = 80  # characters before a word at the beginning of a line
_VOWEL = regex(r"[aeiouyäöüàâéèêëîïôûùœæáíóúаеєиіїоуюя]")
_PREFIXES = frozenset(("be", "co", "com", "con", "de", "dis", "en", "im", "mis", "pre", "re"))
_FREE_COMPOUNDS = frozenset(("en",))
"""Languages in which any two words may be joined by a hyphen."""
_SHORT = 3  # letters; shorter words are syllables of others as often


def join_torn_words(text: str, language: str, code: Sequence[tuple[int, int]] = ()) -> str:
    """Return `text` with words such as `govern-` / `ment` on one line, outside `code`; lines keep their numbers.

    A soft hyphen, `¬` and U+2010 at the end of a line come from the wrap. A hyphen is removed if the text has the word
    elsewhere without one, if the second part is a mere ending, or if neither part is a word of its own: none that the
    text has, and none of which compounds of the language are made. In doubt it is kept, as in `well-` / `known`.
    """
    if not _HYPHEN_AT_END.search(text):
        return text
    known = frozenset(word.casefold().replace("\N{HYPHEN}", "-") for word in _COMPOUND.findall(_TORN.sub("\n", text)))

    def join(torn: re.Match[str]) -> str:
        """Return a torn word whole, with its hyphen if it is a compound; one such as "two- and" stays as it is."""
        begin, end = torn.group("begin", "end")
        small, last = begin.casefold(), end.casefold()
        if torn["hyphen"] != "-" or (end.islower() and _is_torn(small, last, known, primary_subtag(language))):
            return _put_on_one_line(torn, f"{begin}{end}")
        if last in SUSPENDED and torn["rest"][:1] != "-":
            return torn[0]
        is_compound = end.islower() or begin[0].isupper()
        return _put_on_one_line(torn, f"{begin}-{end}") if is_compound else torn[0]

    def join_compound(torn: re.Match[str]) -> str:
        """Return a compound on one line, without its hyphen before a mere ending; anything else stays as it is."""
        begin, end = torn.group("begin", "end")
        is_number = begin[0].isdigit() and not (end[0].isdigit() or end.islower())
        is_item = end.isdigit() and torn["rest"][:1] in (".", ")") and torn["rest"][1:] == ""
        if is_number or is_item or end.casefold() in SUSPENDED or (len(begin) == 1 and begin.islower()):
            return torn[0]
        is_one_word = "-" in begin and end.islower() and _ENDING.fullmatch(end)
        return _put_on_one_line(torn, f"{begin}{end}" if is_one_word else f"{begin}-{end}")

    pieces = []
    position = 0
    for begin, end in [*code, (len(text), len(text))]:
        part = _TORN.sub(join, _SURELY_TORN.sub(join, text[position:begin]))
        pieces += [_TORN_COMPOUND.sub(join_compound, part), text[begin:end]]
        position = end
    return "".join(pieces)


def _put_on_one_line(torn: re.Match[str], word: str) -> str:
    """Return the word and the line end, in an order that leaves no line empty."""
    text, gap = torn.string, torn["gap"]
    ends_line = text[torn.end() : torn.end() + 1] in ("\n", "")
    if not ends_line or _PARAGRAPH_END.match(text, torn.end()):
        return f"{word}{torn['rest']}{gap}"
    before = text[max(torn.start() - _MAX_INDENT, 0) : torn.start()].rpartition("\n")[2]
    return f"{gap if before.strip(' >') else ''}{word}{torn['rest']}"


def _is_torn(begin: str, end: str, known: frozenset[str], language: str) -> bool:
    """Return whether `begin`-`end`, with the hyphen at the end of a line, is one word without a hyphen."""
    if f"{begin}-{end}" in known or "'" in begin or "’" in begin or end in SUSPENDED:
        return False
    if f"{begin}{end}" in known or _ENDING.fullmatch(end) or not (_VOWEL.search(begin) and _VOWEL.search(end)):
        return True
    beginnings, endings = _parts_of_compounds(language)
    if not beginnings:
        return False
    if begin in _PREFIXES:
        return not _VOWEL.match(end)
    if language in _FREE_COMPOUNDS:
        words = {word for word in (begin, end) if len(word) > _SHORT}
        if len(end) <= _SHORT and end not in endings and end not in known:
            return True
        if words & known:
            return False
    return begin not in beginnings and end not in endings


@cache
def _parts_of_compounds(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that begin and that end compounds in `language`, none if it is not known."""
    pasted = load_phrases(language).pasted if language in languages() else None
    if pasted is None:
        return frozenset(), frozenset()
    return frozenset(pasted.compound_beginnings), frozenset(pasted.compound_endings)
