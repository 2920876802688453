"""The language of an article: as the run or the article says it, else as its words tell."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.config.config import Config, configure
from tts.errors import UsageError
from tts.pipeline import prepare
from tts.text.languages.evidence import LETTERS, WORDS
from tts.text.languages.guess import guess_language
from tts.text.languages.names import english_name, read_tag
from tts.text.languages.scripts import LANGUAGES, foreign_passages, scripts_of
from tts.text.languages.tags import GivenLanguage, well_formed
from tts.text.readers import read
from tts.text.readers.language import find_language

SAMPLES = [
    line.split("\t")
    for line in Path(__file__).parents[1].joinpath("cases/languages.tsv").read_text("utf-8").splitlines()
]
GERMAN = "Die erste Fähre legte um sechs Uhr früh ab, und niemand weiß, warum es so lange gedauert hat."
ENGLISH = "The first ferry left at six in the morning, and nobody knows why it took so long."


@pytest.mark.parametrize(("language", "text"), SAMPLES, ids=[text[:20] for _, text in SAMPLES])
def test_one_or_two_sentences_tell_their_language(language: str, text: str) -> None:
    """Every sample is told by its script, its letters and its small words; English ones have no other language."""
    assert (guess_language(text) or "en") == language


def test_every_language_with_words_has_letters_and_a_name() -> None:
    """A language that is told by its words is told by its letters too, and messages can name it."""
    own = {language for script in ("Cyrl", "Arab") for language in LANGUAGES[script]}
    latin = {language for language in WORDS if scripts_of(language) == {"Latn"}}
    assert {language for language in WORDS if language in own | latin} == set(LETTERS)
    assert [language for language in WORDS if english_name(language) == language] == []


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("bees.de.md", "# Bienen\n\nHonig.\n", "de"),
        ("bees_uk.txt", "Honey\n\nBees.\n", "uk"),
        ("content/fr/pont.md", "# La vallée\n\nUn pont.\n", "fr"),
        ("content/pt-br/museu.md", "# O museu\n\nO museu reabre no sábado. A entrada é gratuita.\n", "pt-BR"),
        ("content/zh-Hant/a.md", "# 博物館\n\n博物館星期六重新開放。\n", "zh-HANT".replace("HANT", "Hant")),
        ("content/sw/a.md", "# Nyuki\n\nNyuki wanarudi bondeni.\n", "sw"),
        ("de/bees.md", f"# Ferry\n\n{ENGLISH}\n", "en"),
        ("it/printers.md", "# Printers down\n\nRestart.\n", "en"),
        ("en/faehre.md", f"# Fähre\n\n{GERMAN}\n", "de"),
        ("plain.md", f"# Ferry\n\n{ENGLISH}\n\n> {GERMAN} {GERMAN} {GERMAN}\n", "en"),
        (
            "code.md",
            f"# Fähre\n\n{GERMAN}\n\n```\n{'if it is not in the list then do this for all of them ' * 20}\n```\n",
            "de",
        ),
        (
            "marked.md",
            f"# Ferry\n\n{ENGLISH}\n\n<div lang=de>\n\n{GERMAN} {GERMAN}\n\n</div>\n\nThat was the text.\n",
            "en",
        ),
        ("list.md", "# Names\n\nLos Angeles, El Paso, La Paz, Rio de Janeiro.\n", "en"),
        ("title.md", "---\ntitle: Пором знову ходить\n---\n\n38.\n", "uk"),
    ],
)
def test_an_article_without_a_language(name: str, text: str, language: str, tmp_path: Path) -> None:
    """Names of files and folders help where the text says little; code, quotes and marked passages are not asked."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    article = read(path)
    assert article.metadata.language == language
    said = [warning for warning in article.warnings if "no language is given" in warning]
    expected = f"{path}: no language is given, so the article is read as {english_name(language)} ({language}). Write "
    assert said == (
        [] if language == "en" else [f"{expected}`lang: {language}` in the front matter, or give --language."]
    )


@pytest.mark.parametrize(
    ("field", "language", "said"),
    [
        ("lang: de", "de", None),
        ("locale: de_DE", "de-DE", None),
        ("Language: DE-at", "DE-at", None),
        ("lang: und", "fr", "no language is given"),
        ("lang: de_DE", "de-DE", "'de_DE' is not written as a tag, which has hyphens. It is taken for German (de-DE)."),
        ("lang: Deutsch", "de", "'Deutsch' is not the tag of a language. It is taken for German (de)."),
        ("language: German", "de", "'German' is not the tag of a language. It is taken for German (de)."),
        ("lang: ger", "de", "'ger' is not the shortest tag of its language. It is taken for German (de)."),
        ("lang: en-UK", "en-GB", "no country has the code UK. It is taken for English (en-GB). Write `lang: en-GB`."),
        ("lang: jp", "ja", "'jp' is not the tag of a language. It is taken for Japanese (ja)."),
        ('lang: "x y<z>"', "fr", "so the article is read as French (fr). Write a tag, as in `lang: de`."),
        ("lang: xx", "fr", "'xx' is not the tag of a language, so the article is read as French (fr)."),
    ],
)
def test_a_field_for_the_language(field: str, language: str, said: str | None, tmp_path: Path) -> None:
    """What is not a tag is understood or else guessed, and is warned of with its line."""
    path = tmp_path / "pont.md"
    text = f"---\ntitle: Le pont\n{field}\n---\n\nLe pont est fermé, et personne ne sait pourquoi.\n"
    path.write_text(text, encoding="utf-8")
    article = read(path)
    assert article.metadata.language == language
    assert len(article.warnings) == (said is not None)
    if said:
        assert said in article.warnings[0]
        assert article.warnings[0].startswith(f"{path}: " if "given" in said else f"{path}, line 3: ")


def test_a_wrong_language_of_a_book_is_corrected_in_the_book() -> None:
    """A warning about the language of a page or document says where to set it there, and names no front matter."""
    text = "Le pont est fermé, et personne ne sait pourquoi. Les habitants attendent depuis deux ans."
    for written, tag in (("C", "fr"), ("German", "de")):
        language = find_language({"language": written}, text, Path("pont.epub"), GivenLanguage())
        assert language.tag == tag
        assert language.warnings[0].endswith(
            f" Set the language of the book to '{tag}' where it is made, or give --language."
        )


def test_what_a_run_says(tmp_path: Path) -> None:
    """A language in the settings file holds for articles that say none, an argument for all."""
    plain, marked = tmp_path / "a.md", tmp_path / "b.md"
    plain.write_text(f"# Fähre\n\n{GERMAN}\n", encoding="utf-8")
    marked.write_text(f"---\nlang: de\n---\n# Fähre\n\n{GERMAN}\n", encoding="utf-8")
    for overrules, expected in ((False, ["fr", "de"]), (True, ["fr", "fr"])):
        articles = [read(path, GivenLanguage(tag="fr", overrules=overrules)) for path in (plain, marked)]
        assert [article.metadata.language for article in articles] == expected
        assert [article.warnings for article in articles] == [(), ()]
    config = configure(Config(pinned=("language",)), {"language": "French"})
    assert config.given_language == GivenLanguage(tag="fr", overrules=True)
    assert configure(config, {"language": "auto"}).given_language.tag == ""
    with pytest.raises(UsageError, match="language must be a tag such as en or de-CH, not 'x y'"):
        configure(Config(), {"language": "x y"})


def test_a_guess_is_made_before_bylines_and_dates_are_read(tmp_path: Path) -> None:
    """The byline and the date of a German article are understood though it does not say that it is German."""
    path = tmp_path / "a.txt"
    path.write_text(f"Die Fähre fährt wieder\n\nVon Greta Sommer\n\n12. März 2026\n\n{GERMAN}\n", encoding="utf-8")
    metadata = prepare(read(path), Config()).article.metadata
    assert (metadata.authors, metadata.date) == (("Greta Sommer",), "2026-03-12")


@pytest.mark.once
@given(st.text())
def test_any_text_has_a_guess(text: str) -> None:
    """No text stops the guess, and what it returns is a tag; passages are in order and inside of the text."""
    assert well_formed(guess_language(text) or "en")
    position = 0
    for begin, end, _ in foreign_passages(text, "en"):
        assert position <= begin < end <= len(text)
        position = end


@given(st.text())
def test_any_field_has_a_meaning_or_none(written: str) -> None:
    """Whatever the front matter says, what it is taken for is a tag."""
    tag, problem = read_tag(written)
    assert tag is None or well_formed(tag)
    assert tag or problem


@pytest.mark.parametrize("piece", ["<", "<a lang=", "{%", "](", "`", "> ", "Вa", "漢a", "www.", "&a"])
def test_a_long_text_is_guessed_at_once(piece: str, tmp_path: Path) -> None:
    """Millions of characters of any shape take no longer than a few thousand."""
    path = tmp_path / "a.txt"
    path.write_text(piece * (2_000_000 // len(piece)), encoding="utf-8")
    from tts.text.readers.language import find_language

    begin_s = time.perf_counter()
    find_language({}, path.read_text(encoding="utf-8"), path, GivenLanguage())
    assert time.perf_counter() - begin_s < 3


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ('+++\ntitle = "Le pont"\n[params]\nlang = "Deutsch"\n+++', ", line 4"),
        ("---\ntitle: Le pont\nContent-Language: Deutsch\n---", ", line 3"),
        ("---\ntitle: Le pont\nlanguageCode: Deutsch\n---", ", line 3"),
        ("---\ntitle: Le pont\nlang: [Deutsch, fr]\n---", ", line 3"),
        ('---\ntitle: Le pont\n"lang": Deutsch\n---', ", line 3"),
    ],
)
def test_the_fields_of_other_programs(head: str, place: str, tmp_path: Path) -> None:
    """A language is found under the names and in the tables that site generators and mail programs have for it."""
    path = tmp_path / "pont.md"
    path.write_text(f"{head}\n\nLe pont.\n", encoding="utf-8")
    article = read(path)
    assert article.metadata.language == "de"
    assert article.warnings[0].startswith(f"{path}{place}: 'Deutsch' is not the tag of a language.")


def test_the_languages_of_elements(tmp_path: Path) -> None:
    """`lang` in HTML is understood as in front matter; what means no language is as if it were not there."""
    path = tmp_path / "a.md"
    attributes = ("german", "de_CH", "en-UK", "x y", "")
    path.write_text("---\nlang: en\n---\n" + "\n\n".join(f'<p lang="{one}">Bienen</p>' for one in attributes), "utf-8")
    assert [block.language for block in read(path).blocks] == ["de", "de-CH", "en-GB", None, None]
