"""Spoken text and hints become words and phonemes that hibari reads as they are meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest

import tts.speech.lexicon
from tts.model import Hint
from tts.speech.engines.espeak import phonemes as espeak_phonemes
from tts.speech.engines.natural.phonemes import add_s, ipa_to_misaki, is_british, name_letters
from tts.speech.engines.natural.render import render

NEWS = tomllib.loads((Path(tts.speech.lexicon.__file__).parent / "news.toml").read_text("utf-8"))["words"]
MISAKI = frozenset("AIOQTWYabdfhijklmnpstuvwzæðŋɐɑɒɔəɛɜɡɪɹʃʊʌʒʤʧˈˌːθᵊᵻ ")


def letters(text: str) -> Iterator[Hint]:
    for match in re.finditer(r"(?<!\w)[A-Z0-9](?:['’]?s)?(?!\w)", text):
        yield Hint(kind="letters", begin=match.start(), end=match.end())


def ipa(text: str, word: str, value: str, respelling: str = "", begin: int = 0) -> Hint:
    begin = text.index(word, begin)
    return Hint(kind="ipa", begin=begin, end=begin + len(word), value=value, respelling=respelling)


@pytest.mark.parametrize(
    ("written", "american", "british"),
    [
        ("ˈɡoʊt", "ɡˈOt", "ɡˈQt"),
        ("ˌlɪsɪˈtʃænsk", "lˌɪsɪʧˈænsk", "lˌɪsɪʧˈansk"),
        ("ˈbɝːd ˈlɛtɚ", "bˈɜɹd lˈɛtəɹ", "bˈɜːd lˈɛtə"),
        ("t͡ʃɪx", "ʧˈɪk", "ʧˈɪk"),
        ("kɑːɹ", "kˈɑɹ", "kˈɑː"),
        ("ɪrˈpiːn", "ɪɹpˈin", "ɪəpˈiːn"),
        ("ˈmɛɹi", "mˈɛɹi", "mˈɛɹi"),
        ("vɛəˈsaɪ", "vɛɹsˈI", "vɛːsˈI"),
        ("fɪʁˈmɛ̃", "fɪɹmˈæn", "fɪəmˈan"),
        ("ˌfɒn də ˈlaɪən", "fˌɑn də lˈIən", "fˌɒn də lˈIən"),
        ("ˈbʌtn̩", "bˈʌtᵊn", "bˈʌtᵊn"),
        ("dʒoʊ", "ʤˈO", "ʤˈQ"),
    ],
)
def test_ipa_is_said_in_both_accents(written: str, american: str, british: str) -> None:
    """A transcription becomes misaki's phonemes, with the stress at its vowel and the r's of the accent."""
    assert ipa_to_misaki(written, british=False) == american
    assert ipa_to_misaki(written, british=True) == british


@pytest.mark.parametrize("british", [False, True])
def test_every_transcription_of_the_news_lexicon_is_known(british: bool) -> None:
    """Each `phonemes` of the news lexicon has as many words as before, all in misaki's alphabet."""
    written = [entry["phonemes"] for entry in NEWS.values() if isinstance(entry, dict) and "phonemes" in entry]
    assert len(written) > 100
    for one in written:
        said = ipa_to_misaki(one, british=british)
        assert set(said) <= MISAKI, one
        assert len(said.split()) == len(one.split()), one


@pytest.mark.parametrize("british", [False, True])
@pytest.mark.parametrize("language", sorted(espeak_phonemes._VOWELS))
def test_every_sound_that_espeak_takes_is_known(language: str, british: bool) -> None:
    """The sounds of every language that lexicons may use have an English approximation."""
    for sound in espeak_phonemes._mnemonics(language):
        assert set(ipa_to_misaki(sound, british=british)) <= MISAKI, sound


def test_an_unknown_sound_is_named() -> None:
    """A character that is not of the IPA is refused by name."""
    with pytest.raises(ValueError, match="hiragana letter a"):
        ipa_to_misaki("あ", british=False)


def test_letters_have_their_names() -> None:
    """All letters and digits have names, which differ by accent, and plurals and possessives."""
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        for british in (False, True):
            assert set(name_letters(letter, british=british)) <= MISAKI
    assert name_letters("Z", british=False) == "zˈi"
    assert name_letters("Z", british=True) == "zˈɛd"
    assert name_letters("Vs", british=False) == "vˈiz"
    assert name_letters("S's", british=False) == "ˈɛsᵻz"
    assert name_letters("F’s", british=True) == "ˈɛfs"
    assert name_letters("AFP", british=False) == "ˌAˌɛfpˈi"
    assert add_s("ʧˈɜɹʧ", british=True) == "ʧˈɜɹʧɪz"


def test_the_region_chooses_the_accent() -> None:
    """English is American without a region and in North America, else British."""
    assert [is_british(tag) for tag in ("en", "en-US", "en-CA", "en-GB", "en-AU")] == [False] * 3 + [True] * 2


def test_hints_become_phonemes() -> None:
    """Letters and sounds are written next to their words; a possessive belongs to its word, and a hyphen ends it."""
    text = "The A P Vs of Kyiv's pro-Kyiv press."
    hints = [*letters(text), ipa(text, "Kyiv", "ˈkiːv"), ipa(text, "Kyiv", "ˈkiːv", begin=text.index("pro"))]
    said = "The [A](/ˌA/) [P](/pˌi/) [Vs](/vˈiz/) of [Kyiv's](/kˈivz/) pro [Kyiv](/kˈiv/) press."
    assert render(text, hints, "en-US").text == said


def test_a_name_of_several_words_is_said_word_by_word() -> None:
    """Each word has its own sounds if there is the same number of both, else the whole name has all of them."""
    text = "El País says"
    assert render(text, [ipa(text, "El País", "ɛl pɑːˈiːs")], "en-GB").text == "[El](/ˈɛl/) [País](/pɑːˈiːs/) says"
    assert render(text, [ipa(text, "El País", "ɛlpɑːˈiːs")], "en-US").text == "[El País](/ɛlpɑˈis/) says"


@pytest.mark.parametrize(
    ("mnemonics", "said"),
    [("k'i:v", "kˈiv"), ("'eIprIl", "ˈApɹɪl"), ("tS3:n'i:hIv", "ʧɜɹnˈihɪv"), ("j,asu:j'oUSi", None)],
)
def test_mnemonics_are_said_where_they_are_known(mnemonics: str, said: str | None) -> None:
    """Mnemonics of espeak-ng are said as the sounds for which they are."""
    hint = Hint(kind="x-espeak", begin=0, end=4, value=mnemonics)
    assert render("Name", [hint], "en-US").text == f"[Name](/{said or 'jˌæsujˈOʃi'}/)"
    unknown = Hint(kind="x-espeak", begin=0, end=4, value="k'y^v", respelling="Keev")
    assert render("Name", [unknown], "en-US").text == "Keev"


def test_an_unknown_hint_is_respelled_or_read() -> None:
    """Sounds that are not known give way to the respelling, or to the word itself."""
    text = "Kyiv calls"
    assert render(text, [ipa(text, "Kyiv", "あ", "Keev")], "en-US").text == "Keev calls"
    assert render(text, [ipa(text, "Kyiv", "あ")], "en-US").text == "Kyiv calls"


@pytest.mark.parametrize(
    ("spoken", "rendered"),
    [
        ("1204 bees", "one thousand two hundred four bees"),
        ("26,350.5", "twenty-six thousand three hundred fifty point five"),
        ("007", "zero zero seven"),
        ("at -5 or 2-5", "at minus five or two-five"),
        ("the 2nd B2B", "the second B two B"),
        ("1.2.3 and 1,2,3", "one point two point three and one, two, three"),
        ("5% & 3° x²", "five percent and three degrees x two"),
        ("2½ and ⅞ of H₂O", "two one half and seven eighths of H two O"),
        ("$5, €1.50 and US$", "five dollars, one point five zero euros and US dollars"),
        ("the 1990s, 2020s and 1900s", "the nineteen nineties, twenty twenties and nineteen hundreds"),
        ("in his 20s, of 5.5s", "in his twenties, of five point five s"),
        ("5%-10% is not (-5)", "five percent ten percent is not (minus five)"),
        ("1/2 or ~5", "one slash two or about five"),
        ("node.js, README.md, .NET", "node dot js, README dot md,  dot NET"),
        ("e.g. the U.S. at 5 p.m.", "e.g. the U.S. at five p.m."),
        ("a -> b <= c != d", "a  —  b is at most c is not equal to d"),
        ("Vec<T> if 2 < 3", "Vec (T)  if two is less than three"),
        ("Part A of it. A man", "Part [A](/ˈA/) of it. A man"),
        ("Hawaiʻi ʼ Solovʼov", "Hawai'i  Solov'ov"),
        ("A4, plan A", "[A](/ˈA/) four, plan [A](/ˈA/)"),
        ("I came — I saw – we won", "I came — I saw — we won"),
        ("one - two -- three", "one — two — three"),
        ("word—word", "word — word"),
        ("well-known non‑stop Paris–Rome", "well-known non-stop Paris-Rome"),
        ("wait... what. . .", "wait… what…"),
        ("‘Hello,’ the dogs’ bowls", "'Hello,' the dogs' bowls"),
        ("hello\u00adthere e\u0301", "hellothere é"),
        ("a π b, αβ", "a pi b, alpha beta"),
        ("bees 😀", "bees  "),
        ("before\0after\ud800", "before after "),
        ("[x](/y/)", "(x)(/y/)"),
        ("Nguyễn Łódź", "Nguyễn Łódź"),
    ],
)
def test_plain_text_is_written_as_hibari_reads_it(spoken: str, rendered: str) -> None:
    """Numbers are words, dashes are pauses, hyphens are not, and nothing of the text looks like phonemes."""
    assert render(spoken, (), "en-US").text == rendered


def test_no_letter_is_lost_or_invented() -> None:
    """Whatever stands next to it, every letter of a text is in the rendering, in order, and every digit as a word."""
    pieces = ["bee", "A", "I", "US", "Kyiv", "don't", "O'Neil", "x86_64", "7", "007", "1,204", ".5", "-5", "12th", "$5"]
    pieces += [*"[](){}<>/\\|*_=+~@#&%\"'“”‘’«»—–-…,.;:!?\0\x1b\n\t", "\ud800", "\u200b", "\u202e", "\u0301", "\ufeff"]
    pieces += [
        "](/",
        "[[k'i:v]]",
        "[word](/fˈo/)",
        "std::fmt",
        "Vec<T>",
        "->",
        "...",
        "a.m.",
        "node.js",
        "𝐁",
        "ｆ",
        "①",
        "½",
    ]
    chance = Random(20)
    for _ in range(3_000):
        text = "".join(chance.choice(pieces) + chance.choice(("", " ")) for _ in range(chance.randint(1, 8)))
        plain = re.sub(r"\[([^\[\]]+)\]\(/[^/()]*/\)", r"\1", render(text, (), "en-US").text)
        rest = iter(plain)
        assert all(letter in rest for letter in normalize("NFC", text) if letter.isascii() and letter.isalpha()), (
            text,
            plain,
        )
        assert not re.search(r"\d|[\0\x1b\ud800\ufeff]", plain), (text, plain)
        assert len(re.findall(r"\w+", plain)) >= len(re.findall(r"\d+", text)), (text, plain)


@pytest.mark.parametrize("text", ["[[k'iv]](/x/) Kyiv", "[Kyiv](/kˈiv/)", "](/kˈiv/)[Kyiv]", "Kyiv [a](/b/)"])
def test_a_text_cannot_give_phonemes(text: str) -> None:
    """Brackets of the text never become phonemes, also next to a hint."""
    rendered = render(text, [ipa(text, "Kyiv", "ˈkiːv")], "en-US").text
    assert re.findall(r"\[([^\]]+)\]\(/([^)]*)/\)", rendered) == [("Kyiv", "kˈiv")]


def test_offsets_lead_back_to_the_text() -> None:
    """Each word of the rendering leads back to the word that it is for."""
    text = "In 1204 the A F P — well — saw Kyiv."
    rendering = render(text, [*letters(text), ipa(text, "Kyiv", "ˈkiːv")], "en-US")
    for word, source in (("thousand", "1204"), ("the ", "the"), ("[F]", "F"), ("saw", "saw"), ("[Kyiv]", "Kyiv")):
        assert rendering.source_offset(rendering.text.index(word)) == text.index(source)
