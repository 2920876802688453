"""Bylines, dates and key points are recognised in the language of the article."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path

import pytest

import tts
from tts.cli import main
from tts.model import Article
from tts.text.divide import divide
from tts.text.languages import is_key_points_heading, languages, load_phrases
from tts.text.readers import read
from tts.text.readers.frontmatter.dates import parse_date

ARTICLES = {
    "de": ("Von Anna Schmidt und Ben Klein", "Veröffentlicht am Montag, 3. Mai 2021", "Das Wichtigste in Kürze"),
    "fr": ("Par Anna Schmidt et Ben Klein", "Publié le lundi 3 mai 2021", "L'essentiel"),
    "es": ("Por Anna Schmidt y Ben Klein", "Publicado el lunes, 3 de mayo de 2021", "Lo más importante"),
    "uk": ("Автор: Anna Schmidt і Ben Klein", "Опубліковано: 3 травня 2021 року", "Головне"),
    "cy": ("Gan Anna Schmidt a Ben Klein", "Cyhoeddwyd ar 3 Mai 2021", "Prif bwyntiau"),
    "en": ("By Anna Schmidt and Ben Klein", "Published on Monday, 3 May 2021", "The key points"),
}


def _read(folder: Path, language: str, name: str, lines: tuple[str, ...]) -> Article:
    path = folder / name
    body = "\n\n".join(lines)
    path.write_text(f"---\nlanguage: {language}\n---\n{body}\n", encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_language_reads_its_own_words(tmp_path: Path, language: str) -> None:
    """The byline, the date line and the heading that a language's file itself would make are recognised."""
    phrases = load_phrases(language)
    byline = f"{phrases.reading.bylines[0]} Anna Schmidt{phrases.conjunction}Ben Klein"
    dateline = f"{phrases.reading.datelines[0]} {phrases.format_date(date(2021, 5, 3))}"
    lines = ("# Bees 2021", byline, dateline, f"## {phrases.key_points}", "- A\n- B", "## C", "D e.")
    article = _read(tmp_path, language, "bees.md", lines)
    assert article.metadata.authors == ("Anna Schmidt", "Ben Klein")
    assert article.metadata.date == "2021-05-03"
    assert [section.role for section in divide(article)][:2] == ["opening", "key-points"]


@pytest.mark.parametrize("name", ["bees.md", "bees.txt"])
@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_is_read_in_its_language(tmp_path: Path, language: str, name: str) -> None:
    """Authors, date and key points are found by the words of the article's language."""
    byline, dateline, heading = ARTICLES[language]
    mark = "# {}" if name.endswith(".md") else "{}"
    below = "## {}" if name.endswith(".md") else "{}"
    lines = (mark.format("Bees 2021"), byline, dateline, below.format(heading), "- A\n- B", below.format("C"), "D e.")
    article = _read(tmp_path, language, name, lines)
    assert article.metadata.authors == ("Anna Schmidt", "Ben Klein")
    assert article.metadata.date == "2021-05-03"
    assert [section.role for section in divide(article)][:2] == ["opening", "key-points"]
    assert [one.text for one in article.skipped if one.reason == "heard in the opening"] == [byline, dateline]


@pytest.mark.parametrize("language", ARTICLES)
def test_english_is_read_in_every_language(tmp_path: Path, language: str) -> None:
    """English bylines, dates and headings of key points count in every language."""
    article = _read(tmp_path, language, "bees.md", ("# Bees", "By Ann Lee", "May 3rd, 2021", "## TL;DR", "- A\n- B"))
    assert article.metadata.authors == ("Ann Lee",)
    assert article.metadata.date == "2021-05-03"
    assert is_key_points_heading("The key takeaways:", language)


@pytest.mark.parametrize(
    "line", ["Von Anna Schmidt", "Par Anna Schmidt", "Por Anna Schmidt", "3. Mai 2021", "3 mai 2021"]
)
def test_english_articles_are_read_in_english_alone(tmp_path: Path, line: str) -> None:
    """What is a byline or a date in another language is text in an English article."""
    article = _read(tmp_path, "en", "bees.md", ("# Bees", line, "They fly."))
    assert article.metadata.authors == ()
    assert article.metadata.date is None
    assert not is_key_points_heading("Das Wichtigste", "en")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Von Menschen und Bienen"),
        ("de", "Von heute auf morgen"),
        ("fr", "Par Toutatis"),
        ("es", "Por la mañana"),
    ],
)
def test_a_subtitle_is_not_a_byline(tmp_path: Path, language: str, line: str) -> None:
    """A line that only begins like a byline is text."""
    assert _read(tmp_path, language, "bees.md", ("# Bees", line, "D.")).metadata.authors == ()


@pytest.mark.parametrize(
    ("language", "line", "authors"),
    [
        ("es", "Por José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("es", "POR ANA LÓPEZ Y JUAN PÉREZ", ("ANA LÓPEZ", "JUAN PÉREZ")),
        ("de", "Text: Anna von der Heide, Ben Klein", ("Anna von der Heide", "Ben Klein")),
        ("fr", "Écrit par Anne Martin | 1er mai 2021", ("Anne Martin",)),
        ("uk", "Авторка: Олена Коваль, 3 травня 2021 р.", ("Олена Коваль",)),
    ],
)
def test_names_in_bylines(tmp_path: Path, language: str, line: str, authors: tuple[str, ...]) -> None:
    """Names are split at the conjunctions of the language, but a double surname stays one name."""
    assert _read(tmp_path, language, "bees.md", ("# Bees", line, "D.")).metadata.authors == authors


def test_authors_of_the_front_matter_are_split_too(tmp_path: Path) -> None:
    """The front matter of a German article may join names with "und", and name the month in German."""
    path = tmp_path / "bees.md"
    path.write_text("---\nlang: de\nauthor: Anna und Ben\ndate: 3. März 2021\n---\n# Bienen\n", encoding="utf-8")
    article = read(path)
    assert article.metadata.authors == ("Anna", "Ben")
    assert article.metadata.date == "2021-03-03"
    assert not article.warnings


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Stand: 12.03.2026, 14:20 Uhr"),
        ("de", "Von Greta Sommer, 12. März 2026, 14.20 Uhr"),
        ("fr", "Publié le 12 mars 2026 à 14h20"),
        ("es", "Actualizado el 12 de marzo de 2026 a las 14:20"),
        ("uk", "Оновлено 12 березня 2026, 14:20"),
    ],
)
def test_a_date_with_a_time_is_a_date(tmp_path: Path, language: str, line: str) -> None:
    """A time of day after a date is passed over."""
    assert _read(tmp_path, language, "bees.md", ("# Bees", line, "D.")).metadata.date == "2026-03-12"


@pytest.mark.parametrize(
    ("language", "written", "day"),
    [
        ("de", "den 3. Mai 2021", "2021-05-03"),
        ("de", "3. Mrz 2021", None),
        ("de", "Sonnabend, 12. Sept. 2021", "2021-09-12"),
        ("fr", "1er juillet 2021", "2021-07-01"),
        ("fr", "le 1 juil. 2021", "2021-07-01"),
        ("fr", "1 jui 2021", None),
        ("es", "3 de enero del 2021", "2021-01-03"),
        ("es", "31 de febrero de 2021", None),
        ("uk", "п’ятниця, 3 вересня 2021", "2021-09-03"),
        ("en", "3rd of May, 2021", "2021-05-03"),
        ("en", "Sept. 3, 2021", "2021-09-03"),
        ("it", "3 maggio 2021", None),
        ("it", "May 3, 2021", "2021-05-03"),
    ],
)
def test_dates_by_language(language: str, written: str, day: str | None) -> None:
    """A date is read with the months, weekdays and patterns of its language, and a month must be one alone."""
    assert parse_date(written, language) == day


def test_a_long_word_after_by_costs_nothing(tmp_path: Path) -> None:
    """A word of any length that is not a name is passed over at once."""
    begin = time.process_time()
    article = _read(tmp_path, "en", "bees.md", ("# Bees", "By " + "a" * 5000 + "!", "They fly."))
    assert article.metadata.authors == ()
    assert time.process_time() - begin < 5


def test_welsh_is_one_file(tmp_path: Path) -> None:
    """A Welsh article has Welsh announcements and labels; only its file and the tables of all languages name it."""
    path = tmp_path / "gwenyn.md"
    path.write_text(
        "---\nlanguage: cy\ndate: 2021-05-03\nauthor: Ann ap Huw\n---\n# Gwenyn\n\nMae gwenyn yn hedfan.\n\n"
        "```\na\nb\nc\n```\n\n![Cwch](cwch.jpg)\n",
        encoding="utf-8",
    )
    assert main(["package", str(path), "--engine", "silent", "--quiet", "-o", str(tmp_path / "out")]) == 0
    package = tmp_path / "out" / "gwenyn"
    manifest = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
    texts = json.dumps(manifest["sections"], ensure_ascii=False)
    for phrase in ("Gan Ann ap Huw", "3 Mai 2021", "Cod, 3 llinell, heb ei ddarllen.", "Llun:", "Lluniau"):
        assert phrase in texts
    page = (package / "index.html").read_text(encoding="utf-8")
    for label in ("Lawrlwytho", "Neidio i’r erthygl", "Trawsgrifiad"):
        assert label in page
    assert '<a class="skip" href="#article">' in page  # in the article's own language
    library = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="cy">' in library
    assert "Diweddaraf yn gyntaf" in library
    assert "Cymraeg" in library
    root = Path(tts.__file__).parent
    texts_of_files = {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in root.rglob("*")
        if file.suffix in (".py", ".toml", ".html", ".js", ".css")
    }
    naming = {name for name, text in texts_of_files.items() if re.search(r"\b(cy|cym|Welsh|Cymraeg)\b", text)}
    assert naming == {
        "text/languages/cy.toml",
        "text/languages/evidence.py",
        "text/languages/names.py",
        "text/languages/tags.py",
        "verify/tags.py",
    }
