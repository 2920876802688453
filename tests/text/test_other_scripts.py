"""Passages in other scripts than the article's, and the voices that can say them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tts.config.config import Config
from tts.model import Block, Mark, Section, Voice, utterances
from tts.pipeline import prepare, voice_warnings
from tts.speech.cast import VoiceChoice, cast
from tts.speech.engines.voices import can_say, choose_voice, choose_voices, unsaid_words
from tts.text.other_scripts import mark_other_scripts
from tts.text.readers import read

ENGLISH = Voice(id="gmw/en-US", name="English", languages=("en-US", "en"))
RUSSIAN = Voice(id="zle/ru", name="Russian", languages=("ru",))
UKRAINIAN = Voice(id="zle/uk", name="Ukrainian", languages=("uk",))
JAPANESE = Voice(id="jpx/ja", name="Japanese", languages=("ja",))
CHINESE = Voice(id="sit/cmn", name="Chinese", languages=("cmn", "zh"))
PERSIAN = Voice(id="ira/fa", name="Persian", languages=("fa",))
VOICES = (ENGLISH, RUSSIAN, UKRAINIAN, JAPANESE, CHINESE, PERSIAN)


def _article(folder: Path, body: str, language: str = "en") -> Path:
    path = folder / "words.md"
    path.write_text(f"---\ntitle: 1\nlang: {language}\n---\n{body}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("> Перший пором вийшов о шостій.\n\nIt left.", ["uk Перший пором вийшов о шостій.", "en It left."]),
        ("The word Київ is a name.", ["en The word", "uk Київ", "en is a name."]),
        ("He wrote: «Пором їде».", ["en He wrote:", "uk «Пором їде»."]),
        ("- Київ їде\n- Москва", ["uk Київ їде", "uk Москва"]),
        ("- Seoul 서울\n- 東京の駅", ["en Seoul", "ko 서울", "ja 東京の駅"]),
        ("A mountain is 山.", ["en A mountain is", "zh 山."]),
        ("π, Δx and μm are signs; так is a word.", ["en π, Δx and μm are signs;", "ru так", "en is a word."]),
        ("مرحبا بالعالم", ["ar مرحبا بالعالم"]),
        ('<span lang="bg">Добро утро</span> is a greeting.', ["bg Добро утро", "en is a greeting."]),
        ('<p lang="mk">Добро утро</p>', ["mk Добро утро"]),
        ("Déjà vu, Ærø and Łódź.", ["en Déjà vu, Ærø and Łódź."]),
    ],
)
def test_passages_in_other_scripts(body: str, expected: list[str], tmp_path: Path) -> None:
    """Words in another script are of its language, unless their author said another; a letter or two is a sign."""
    sections = prepare(read(_article(tmp_path, body)), Config()).sections
    assert [f"{one.language} {one.text}" for one in utterances(sections)][1:] == expected


def test_latin_blocks_in_an_article_in_another_script(tmp_path: Path) -> None:
    """A quote in Latin letters gets its language, a name in them stays in its sentence."""
    body = "> Die Fähre fährt wieder, und niemand weiß, warum.\n\nПором BBC News їде.\n\n- Rock and roll"
    sections = prepare(read(_article(tmp_path, body, "uk")), Config()).sections
    assert [one.language for one in utterances(sections)][1:] == ["de", "uk", "uk"]


def test_many_passages_are_marked_at_once() -> None:
    """Forty thousand passages in one paragraph, half of them marked by their author, take seconds."""
    text = "їжак bee " * 40_000
    marks = tuple(Mark(kind="language", begin=begin, end=begin + 4, value="uk") for begin in range(0, len(text), 18))
    section = Section(id="s", role="body", title="", blocks=(Block(kind="paragraph", text=text, marks=marks),))
    begin_s = time.perf_counter()
    (marked,) = mark_other_scripts((section,), "en")
    assert len(marked.blocks[0].marks) == 40_000
    assert time.perf_counter() - begin_s < 10


def test_the_names_of_authors_have_their_language(tmp_path: Path) -> None:
    """The byline in the opening of an English article is not spelled letter by letter."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Bees\nauthor: Андрій Шевченко\n---\nThey fly.\n", encoding="utf-8")
    spoken = [(one.language, one.text) for one in utterances(prepare(read(path), Config()).sections)]
    assert ("uk", "Андрій Шевченко") in spoken


@pytest.mark.parametrize(
    ("wanted", "language", "identifier"),
    [
        (None, "mn", "zle/ru"),
        (None, "ps", "ira/fa"),
        (None, "tlh", "gmw/en-US"),
        ("English", "uk", "zle/uk"),
        ("English", "mn", "zle/ru"),
        ("Russian", "uk", "zle/ru"),
        ("English", "hi", "gmw/en-US"),
        ("Russian", "en", "zle/ru"),
    ],
)
def test_a_voice_that_can_say_the_script(wanted: str | None, language: str, identifier: str) -> None:
    """Without a voice of the language one of its script reads it, also where the voice that was asked for cannot."""
    assert choose_voices(VOICES, wanted, language, ())[language].id == identifier
    if wanted is None:
        assert choose_voice(VOICES, None, language).id == identifier


@pytest.mark.parametrize(
    ("voice", "text", "expected"),
    [
        (ENGLISH, "The word Київ, π and café", [("Cyrl", "Київ")]),
        (ENGLISH, "漢字 and ひらがな", [("Hani", "漢字"), ("Kana", "ひらがな")]),
        (JAPANESE, "ひらがな", []),
        (JAPANESE, "漢字です", [("Hani", "漢字です")]),
        (CHINESE, "漢字", []),
        (UKRAINIAN, "Київ, Москва and London", []),
        (Voice(id="x", name="X", languages=()), "Київ", []),
    ],
)
def test_words_that_a_voice_cannot_say(voice: Voice, text: str, expected: list[tuple[str, str]]) -> None:
    """A voice says the scripts of its languages and the Latin one; espeak's Japanese voice has no kanji."""
    assert list(unsaid_words(voice, text)) == expected
    assert can_say(ENGLISH, "de")
    assert not can_say(ENGLISH, "uk")


def test_what_is_not_said_is_warned_of(tmp_path: Path) -> None:
    """The warning has the file, the line and the words; one for a voice that was asked for says who reads instead."""
    prepared = prepare(
        read(_article(tmp_path, "Tea is good.\n\nThe word 漢字 is here.\n\n東京の駅で火事。")), Config(voice="English")
    )
    path = prepared.article.path
    casting = cast(prepared.sections, "en", (ENGLISH, JAPANESE), VoiceChoice())
    what = f"{path}, line 7: the voice 'Japanese' cannot say Chinese characters: 漢字, 東京の駅で火事."
    assert list(voice_warnings(prepared, casting)) == [f"{what} Choose another voice or engine."]
    prepared = prepare(read(_article(tmp_path, "Пором їде.", "uk")), Config(voice="English"))
    casting = cast(prepared.sections, "uk", VOICES, VoiceChoice(main="English"))
    (warning,) = voice_warnings(prepared, casting)
    assert warning.startswith(f"{path}: the voice 'English' cannot say the script of 'uk', so 'Ukrainian' reads it.")
