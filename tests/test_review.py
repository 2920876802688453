"""A name is listed if the voice is likely to say it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.config.config import Config
from tts.review.compare_sounds import MAX_DIFFERENCE, measure_difference
from tts.review.listen import Listener
from tts.review.names import UnknownWord
from tts.review.reference import BOTH, ReferenceWord, load_reference, write_reference
from tts.review.suspicion import Reading, suspect


def _reason(word: str, sounds: str, language: str = "en", **more: object) -> str:
    kind = "acronym" if word.isupper() else "name"
    unknown = UnknownWord(word=word, kind=kind, count=1, language=language, path=Path("a.md"), line=1)
    suspicion = suspect(unknown, Reading(engine="espeak", sounds=sounds, **more))
    return suspicion.reason if suspicion else ""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("nˈɪkəlz", "nˈɪkəlz"),
        ("kˈæmɚɹən", "kˈæmɜɹən"),
        ("ˈɛɾi", "ˈɛtiː"),
        ("kˈɑːt", "kˈɔt"),
        ("dʒˈæn", "ʤˈæn"),
        ("bˈɑːstən", "bˈɔstɪn"),
    ],
)
def test_accents_are_one_sound(first: str, second: str) -> None:
    """What only accents or notations tell apart is the same to a listener."""
    assert measure_difference(first, second) == measure_difference(second, first) <= MAX_DIFFERENCE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("nˈɪkəlz", "nˈɪʃɑlz"),
        ("ɡˈʊd", "ɡˈuld"),
        ("kɹˈidʒəɹ", "kɹˈiɡəɹ"),
        ("dɪnˈaɪz", "dɪnˈis"),
        ("lˈɪndzi", "lˈɪndseɪ"),
    ],
)
def test_other_sounds_are_heard(first: str, second: str) -> None:
    """Another consonant, another stressed vowel or a sound more makes another word."""
    assert measure_difference(first, second) == measure_difference(second, first) > MAX_DIFFERENCE


@pytest.mark.parametrize("word", ["David", "Treasury", "Commissions", "GovCloud", "Silverstone"])
def test_what_the_dictionary_agrees_with_is_hidden(word: str) -> None:
    """A word that the voice says as the dictionary, its plural, and a compound of such words are not listed."""
    assert _reason(word, "x") == ""


@pytest.mark.parametrize(
    ("word", "sounds", "more", "reason"),
    [
        ("Thibault", "θˈɪbɔlt", {}, "dictionary"),
        ("Thibault", "tɪbˈoʊ", {"language": "en-GB"}, "dictionary"),
        ("Thibault", "θɪbˈoʊ", {}, ""),
        ("Zalomka", "zəlˈɑmkə", {"other": "zˈeɪləmtʃə"}, "engines"),
        ("Zalomka", "zəlˈɑmkə", {"other": "zəlˈɑːmkə"}, "unknown"),
        ("Zalomsky", "zəlˈɑmski", {}, "unknown"),
        ("Szalomka", "zəlˈɑmkə", {}, "spelling"),
        ("Zálomka", "zəlˈɑmkə", {}, "spelling"),
        ("Zalomford", "zəlˈɑmfəɹd", {}, ""),
        ("FEC", "fˈɛk", {}, "as_word"),
        ("FEC", "ˌɛfˌisˈi", {"letters": True}, "as_letters"),
        ("API", "ˌeɪpˌiˈaɪ", {"letters": True}, ""),
        ("NASA", "nˈæsə", {}, ""),
        ("XVI", "zˈaɪvi", {}, ""),
    ],
)
def test_each_reason_has_its_words(word: str, sounds: str, more: dict[str, object], reason: str) -> None:
    """The dictionary comes first, then the other engine, then the spelling; acronyms are words or letters."""
    assert _reason(word, sounds, **more) == reason


@pytest.mark.parametrize(
    ("word", "language", "listed"),
    [
        ("Wattenmeer", "de", False),
        ("Rücken", "de", False),
        ("Bundesgerichtshof", "de", False),
        ("Selenskyj", "de", True),
        ("Shahed", "de", True),
        ("Macron", "fr", False),
        ("Washington", "fr", True),
        ("Sánchez", "es", False),
        ("Whatsapp", "es", True),
    ],
)
def test_other_languages_list_foreign_spellings(word: str, language: str, listed: bool) -> None:
    """A noun or a name that is spelled as the language spells is said right; a foreign one is listed."""
    assert _reason(word, "x", language) == ("spelling" if listed else "")


def test_a_listener_hears_words_and_letters() -> None:
    """The voice is asked inside a sentence; an acronym in the plural is still said as letters."""
    words = {"Nichols": "name", "DMs": "acronym", "NASA": "acronym"}
    unknown = [
        UnknownWord(word=word, kind=kind, count=1, language="en-US", path=Path("a.md"), line=1)  # type: ignore[arg-type]
        for word, kind in words.items()
    ]
    with Listener(Config(engine="espeak")) as listener:
        name, letters, spoken = map(listener.listen, unknown)
    assert (name.sounds, name.engine) == ("nˈɪkəlz", "espeak")
    assert (letters.letters, spoken.letters) == (True, False)


def test_the_reference_is_read_as_it_was_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file gives back the words, who says them right, and the sounds of the others."""
    words = {
        "ann": BOTH,
        "anna": ReferenceWord(right=frozenset(), sounds="ˈænə"),
        "annas": ReferenceWord(right=frozenset(("espeak",)), sounds=""),
        "bea": ReferenceWord(right=frozenset(("natural",)), sounds="bˈi"),
    }
    file = tmp_path / "english.xz"
    file.write_bytes(write_reference(words))
    monkeypatch.setattr("tts.review.reference.FILE", file)
    load_reference.cache_clear()
    try:
        assert load_reference() == words
    finally:
        load_reference.cache_clear()


def test_the_reference_is_small() -> None:
    """The list in the package has a hundred thousand words in less than 300 kB."""
    assert len(load_reference()) > 90_000
    assert (Path(__file__).parents[1] / "tts/review/english.xz").stat().st_size < 300_000
