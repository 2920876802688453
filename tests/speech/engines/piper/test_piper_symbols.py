"""Phonemes become the numbers of a voice, and words keep their places among them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tts.model import Hint
from tts.speech.engines.espeak.number_words import find_joints
from tts.speech.engines.piper.render import render
from tts.speech.engines.piper.separate import separate_hints
from tts.speech.engines.piper.symbols import MAX_SYMBOLS, Piece, make_phrases, spell
from tts.speech.engines.piper.voices import read_settings
from tts.speech.engines.piper.word_phonemes import divide_phonemes

IDS = {"_": (0,), "^": (1,), "$": (2,), " ": (3,), ".": (4,), "a": (5,), ",": (6,)}


def test_symbols_are_single_characters(write_voice: Callable[..., Path]) -> None:
    """A letter with a mark is two symbols; one that the voice lacks is left out, or written otherwise."""
    settings = read_settings(write_voice(phoneme_map={"ɐ": ["a", "a"]}))
    assert spell(settings, "açɐx") == ("a", "c", "\u0327", "a", "a")


def test_a_phrase_has_begin_end_and_something_between() -> None:
    """After the begin and after each symbol follows the symbol between, and words begin after their space."""
    pieces = [Piece(symbols=(" ", "a"), offset=0), Piece(symbols=(" ", "a"), offset=4), Piece(symbols=(".",))]
    (phrase,) = make_phrases(pieces, IDS)
    assert phrase.ids == (1, 0, 5, 0, 3, 0, 5, 0, 4, 0, 2)
    assert phrase.words == ((0, 2), (4, 6))


def test_long_texts_are_cut_at_marks_or_words_and_nothing_is_lost() -> None:
    """Phrases are short enough, end with a mark if there are any, and together have all words in order."""
    word = (" ", *"a" * 9)
    for mark_every in (5, 1_000):
        pieces = []
        for number in range(200):
            pieces.append(Piece(symbols=word, offset=number))
            if number % mark_every == mark_every - 1:
                pieces.append(Piece(symbols=(",",)))
        phrases = list(make_phrases(pieces, IDS))
        assert [offset for phrase in phrases for offset, _ in phrase.words] == list(range(200))
        assert sum(phrase.ids.count(5) for phrase in phrases) == 200 * 9
        assert all(len(phrase.ids) <= 2 * MAX_SYMBOLS + 3 for phrase in phrases)
        assert all(phrase.ids[place] == 5 for phrase in phrases for _, place in phrase.words)
        assert {phrase.ids[-3] for phrase in phrases} == ({6} if mark_every == 5 else {5})


def test_sentences_are_phrases_unless_they_are_short() -> None:
    """A sentence of a word or two is said together with the next one."""

    def sentence(letters: int) -> list[Piece]:
        return [Piece(symbols=(" ", *"a" * letters), offset=0), Piece(symbols=(".",), ends_sentence=True)]

    assert len(list(make_phrases([*sentence(40), *sentence(40)], IDS))) == 2
    assert len(list(make_phrases([*sentence(5), *sentence(40)], IDS))) == 1


def test_words_divide_a_transcription_that_has_more_signs() -> None:
    """Tones and signs of length, which events lack, stay with their word; what has no space before it is joined."""
    events = [(0, "tˈulɪ"), (6, "sˈata"), (12, "ʌv"), (15, "ðə"), (18, "kˈaksi")]
    words = divide_phonemes("tˈuːlɪ sˈataː ʌvðə kˈaksi", events)
    assert [(word.offset, word.phonemes, word.joined) for word in words] == [
        (0, "tˈuːlɪ", False),
        (6, "sˈataː", False),
        (12, "ʌv", False),
        (15, "ðə", True),
        (18, "kˈaksi", False),
    ]
    assert divide_phonemes("", []) == []


def test_words_that_do_not_divide_a_transcription_stay_as_they_are() -> None:
    """Where the two disagree, the words' own phonemes count, so that no time is made up."""
    words = divide_phonemes("abc", [(0, "ab"), (3, "xy")])
    assert [(word.offset, word.phonemes) for word in words] == [(0, "ab"), (3, "xy")]


def test_words_with_hints_stand_apart() -> None:
    """A stretch with a hint becomes a word of its own, and every offset finds its way back."""
    text = "An A-based x2y of Nguyen's."
    hints = [Hint(kind="letters", begin=3, end=4), Hint(kind="letters", begin=12, end=13)]
    hints.append(Hint(kind="ipa", begin=18, end=24, value="wɪn"))
    separated = separate_hints(text, hints)
    assert separated.text == "An A based x 2 y of Nguyen  ."
    for offset, character in enumerate(text):
        assert separated.source(separated.place(offset)) == offset
        assert separated.text[separated.place(offset)] in (character, " ")


def test_number_words_are_divided() -> None:
    """A German number word has hyphens between its parts, and every offset finds its way back."""
    text = "Es sind A und einundvierzig."
    separated = separate_hints(text, [Hint(kind="letters", begin=8, end=9)], list(find_joints(text)))
    assert separated.text == "Es sind A und ein-und-vierzig."
    for offset, character in enumerate(text):
        assert separated.source(separated.place(offset)) == offset
        assert separated.text[separated.place(offset)] == character


def test_a_text_is_shown_with_its_sounds() -> None:
    """The sounds of hints stand in place of the words; letters stay."""
    hints = [Hint(kind="letters", begin=0, end=1), Hint(kind="ipa", begin=2, end=8, value="wɪn", respelling="win")]
    hints.append(Hint(kind="x-espeak", begin=9, end=12, value="l'O:"))
    assert render("A Nguyen law", hints, "en").shown == "A /wɪn/ [[l'O:]]"
