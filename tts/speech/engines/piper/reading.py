"""Text -> the symbols of its words for a voice of Piper, with the marks between them. For the worker only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from unicodedata import category

from tts.model import Hint
from tts.regex import regex
from tts.speech.engines.espeak.number_words import find_joints
from tts.speech.engines.piper.phonemizer import Phonemizer
from tts.speech.engines.piper.separate import POSSESSIVE, separate_hints
from tts.speech.engines.piper.symbols import MARKS, SENTENCE_ENDS, Piece, spell
from tts.speech.engines.piper.voices import TEXT, PiperSettings
from tts.speech.engines.piper.word_phonemes import Clause, SpokenWord
from tts.speech.engines.speaker import UnsayableError
from tts.text.languages.scripts import HAN, LATIN, passages_outside, script_name, scripts_of
from tts.text.languages.tags import primary_subtag

_TOKEN = regex(r"\S*[^\W_]\S*")
_NO_PAUSE = regex(r".*[^\W_]", re.DOTALL)
_SILENT_IN_IPA = regex(r"[.|‖‿͜͡/()\[\]]")
"""Signs of the IPA for syllables, groups and ties, some of which networks would take for punctuation."""
_ENGLISH_IPA = str.maketrans({"r": "ɹ"})  # dictionaries write r; espeak-ng, and so networks, do not
_STRESS = regex("([ˈˌ])([^ˈˌaeiouyæøœɐɑɒɔəɘɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ]+)(?=[aeiouyæøœɐɑɒɔəɘɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ])")
"""Stress before the consonants of a syllable; espeak-ng, and so networks, have it before the vowel."""
_SIBILANTS, _VOICELESS = tuple("szʃʒ"), tuple("ptkfθ")
_WITHOUT_HAN = frozenset({"ja", "ko"})  # espeak-ng says "Chinese letter" for each one


def read_text(text: str, hints: Sequence[Hint], settings: PiperSettings, phonemizer: Phonemizer) -> list[Piece]:
    """Return the words and marks of `text` for the voice with these `settings`; none if nothing is to be heard.

    The phonemizer has the voice's espeak-ng voice. Each word has its offset in `text`.

    Raises:
        UnsayableError: a part of the text cannot be said.
    """
    if not any(character.isalnum() or category(character)[0] == "S" for character in text):
        return []
    _refuse_other_scripts(text, hints, settings)
    if settings.kind == TEXT:
        return [*_read_letters(text, settings)]
    joints = find_joints(text) if primary_subtag(settings.espeak_voice) == "de" else ()
    inside = [(hint.begin, hint.end) for hint in hints]
    separated = separate_hints(text, hints, [joint for joint in joints if not _lies_in(joint, inside)])
    clauses = phonemizer.divide(separated.text)
    spans = [(separated.place(hint.begin), separated.place(hint.end)) for hint in hints]
    _refuse_silent_words(separated.text, clauses, spans, phonemizer)
    words = [word for clause in clauses for word in clause.words if word.phonemes and not _lies_in(word.offset, spans)]
    hinted = [
        SpokenWord(offset=separated.place(offset), phonemes=phonemes)
        for offset, phonemes in _say_hints(text, hints, settings, phonemizer)
    ]
    pieces = [(word.offset, _word(text, separated.source(word.offset), word, settings)) for word in (*words, *hinted)]
    if pieces:
        pieces += [(place, _mark(mark, settings)) for place, mark in _find_marks(separated.text, clauses)]
    return [piece for _, piece in sorted(pieces, key=itemgetter(0))]


def _lies_in(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether `offset` is in one of `spans` (begin and end)."""
    return any(begin <= offset < end for begin, end in spans)


def _word(text: str, offset: int, word: SpokenWord, settings: PiperSettings) -> Piece:
    """Return the piece of a word at `offset`, with a space in front unless it is joined to the one before.

    Raises:
        UnsayableError: the voice lacks all of its phonemes.
    """
    symbols = spell(settings, word.phonemes)
    if not any(symbol.isalpha() for symbol in symbols):
        raise UnsayableError(f"the voice has no sounds for '{_token_at(text, offset)}'")
    return Piece(symbols=symbols if word.joined else (*spell(settings, " "), *symbols), offset=offset)


def _mark(mark: str, settings: PiperSettings) -> Piece:
    """Return the piece of a mark, which the voice may lack."""
    return Piece(symbols=spell(settings, mark), ends_sentence=mark in SENTENCE_ENDS)


def _find_marks(text: str, clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Yield place and mark of each end of a clause: the strongest mark there, else a comma; at the end a full stop.

    A mark that ends a sentence is stronger than the marks next to it.
    """
    spoken = [clause.words for clause in clauses if clause.words]
    for words, next_words in pairwise([*spoken, ()]):
        end = next_words[0].offset if next_words else len(text)
        gap = _NO_PAUSE.match(text, words[-1].offset, end)
        begin = gap.end() if gap else words[-1].offset
        marks = [MARKS[sign] for sign in text[begin:end] if sign in MARKS]
        ends = [mark for mark in marks if mark in SENTENCE_ENDS]
        yield begin, (ends or marks or [","])[0] if next_words else (ends or marks or ["."])[0]


def _say_hints(
    text: str, hints: Sequence[Hint], settings: PiperSettings, phonemizer: Phonemizer
) -> Iterator[tuple[int, str]]:
    """Yield offset and phonemes of each word that has a hint."""
    for number, hint in enumerate(hints):
        begin, end = hint.begin, hint.end
        if hint.kind == "letters":
            words = [_name_letters(text[begin:end], settings, phonemizer)]
            following = hints[number + 1] if number + 1 < len(hints) else None
            if following and following.kind == hint.kind and text[end : following.begin].isspace():
                words = [words[0].replace("ˈ", "ˌ")]  # of several letters the last one is stressed, as in "BBC"
        else:
            words = (
                _plain_ipa(hint.value, settings) if hint.kind == "ipa" else phonemizer.read_mnemonics(hint.value)
            ).split()
        if words and POSSESSIVE.match(text, end):
            words[-1] += _ending(words[-1], settings)
        offsets = [begin + match.start() for match in _TOKEN.finditer(text[begin:end])]
        if len(offsets) == len(words):
            yield from zip(offsets, words, strict=True)
        else:
            yield begin, " ".join(words)


def _plain_ipa(ipa: str, settings: PiperSettings) -> str:
    """Return a transcription with the symbols that espeak-ng uses for the language."""
    words = (_STRESS.sub(r"\2\1", _SILENT_IN_IPA.sub("", word)) for word in ipa.split())
    plain = " ".join(words)
    return plain.translate(_ENGLISH_IPA) if primary_subtag(settings.language) == "en" else plain


def _name_letters(group: str, settings: PiperSettings, phonemizer: Phonemizer) -> str:
    """Return the phonemes of a group of letters, such as `A`, `Vs` or `S's`: their names, and an ending of English."""
    letters, ending = re.fullmatch(r"(.+?)((?:['’]?s)?)", group, re.DOTALL).groups()  # type: ignore[union-attr]
    names = "".join(phonemizer.name_letter(letter) for letter in letters if letter.isalnum())
    return names + _ending(names, settings) if ending else names


def _ending(phonemes: str, settings: PiperSettings) -> str:
    """Return the phonemes of the ending `s` or `'s` after `phonemes`; those of English depend on the last one."""
    if primary_subtag(settings.language) != "en" or phonemes.endswith(_VOICELESS):
        return "s"
    return "ᵻz" if phonemes.endswith(_SIBILANTS) else "z"


def _read_letters(text: str, settings: PiperSettings) -> Iterator[Piece]:
    """Yield the words of a text for a voice that reads letters: in lower case, with their punctuation.

    Raises:
        UnsayableError: the voice lacks all letters of a word.
    """
    for match in re.finditer(r"\S+", text):
        symbols = spell(settings, match[0].casefold())
        is_word = _TOKEN.fullmatch(match[0]) is not None
        if is_word and not any(symbol.isalnum() for symbol in symbols):
            raise UnsayableError(f"the voice has no sounds for '{match[0]}'")
        if is_word:
            ends = match[0].endswith(tuple(SENTENCE_ENDS))
            yield Piece(symbols=(*spell(settings, " "), *symbols), offset=match.start(), ends_sentence=ends)


def _refuse_other_scripts(text: str, hints: Sequence[Hint], settings: PiperSettings) -> None:
    """Raise `UnsayableError` if `text` has words in a script of other languages, outside of `hints`."""
    if text.isascii() or not settings.language:
        return
    said = scripts_of(settings.language) | {LATIN}
    if primary_subtag(settings.language) in _WITHOUT_HAN:
        said -= {HAN}
    for begin, end, script in passages_outside(text, said):
        if not any(hint.begin <= begin and end <= hint.end for hint in hints):
            raise UnsayableError(f"the voice cannot say {script_name(script)}, as in '{text[begin:end][:40]}'")


def _refuse_silent_words(
    text: str, clauses: Sequence[Clause], spans: Sequence[tuple[int, int]], phonemizer: Phonemizer
) -> None:
    """Raise `UnsayableError` if espeak-ng has no phonemes for a word of `text`, except for those in `spans`.

    A word may have none of its own because it is said as one with its neighbour, as in "of the".
    """
    places = [word.offset for clause in clauses for word in clause.words if word.phonemes]
    places += [begin for begin, _ in spans]
    for match in _TOKEN.finditer(text):
        if any(match.start() <= place < match.end() for place in places):
            continue
        if not any(word.phonemes for clause in phonemizer.divide(match[0]) for word in clause.words):
            raise UnsayableError(f"the voice has no sounds for '{match[0][:40]}'")


def _token_at(text: str, offset: int) -> str:
    """Return the word at `offset`, at most 40 characters of it."""
    match = _TOKEN.match(text, offset)
    return match[0][:40] if match else text[offset : offset + 1]
