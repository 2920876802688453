"""One article goes the whole way, with the settings of its head over those of the call."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tts.config.config import Config, configure
from tts.model import Prosody, utterances
from tts.pipeline import prepare, produce
from tts.speech.engines.silent import SilentEngine
from tts.text.readers import read


def _article(folder: Path, head: str = "", body: str = "Bees fly. They sleep.\n") -> Path:
    path = folder / "bees.md"
    path.write_text(f"---\ntitle: Bees\n{head}---\n{body}", encoding="utf-8")
    return path


def _produced(path: Path, config: Config | None = None):
    folder = path.parent / "new"
    folder.mkdir()
    with SilentEngine() as engine:
        return produce(path, folder, "bees", config or Config(engine="silent"), engine, {"source": "bees.md"})


def test_prepare_speaks_nothing_and_shows_all(tmp_path: Path) -> None:
    """`prepare` gives what will be heard, with what is said and the breaks, and what will not."""
    path = _article(tmp_path, body="Bees / wasps.\n\n    x = 1\n")
    prepared = prepare(read(path), configure(Config(), {"breaks": {"lead_out": 7}}))
    assert prepared.article.metadata.title == "Bees"
    assert [(one.text, one.spoken, one.break_ms) for one in utterances(prepared.sections)] == [
        ("Bees", "Bees", 1200),
        ("Bees / wasps.", "Bees, wasps.", 600),
        ("Code, 1 line, not read.", "Code, one line, not read.", 7),
    ]
    assert [one.text for one in prepared.skipped] == ["x = 1"]
    assert prepared.config.breaks.lead_out == 7


def test_the_date_of_the_call_is_for_articles_without_one(tmp_path: Path) -> None:
    """An article that says no date has that of the settings, which TOML may give as a date; another keeps its own."""
    config = configure(Config(), {"date": date(2026, 5, 17)})
    assert prepare(read(_article(tmp_path)), config).article.metadata.date == "2026-05-17"
    assert prepare(read(_article(tmp_path, "date: 2020-02-02\n")), config).article.metadata.date == "2020-02-02"


def test_the_head_wins_over_the_call(tmp_path: Path) -> None:
    """Settings of the article's own head are laid over those of the call, which stay for the rest."""
    path = _article(tmp_path, "articast: {rate_wpm: 100, breaks: {paragraph: 1}}\n")
    publication = _produced(path, configure(Config(engine="silent"), {"rate_wpm": 300, "pitch": 7}))
    assert (publication.prosody.rate_wpm, publication.prosody.pitch) == (100, 7)
    assert publication.record["breaks"]["paragraph"] == 1
    assert publication.record["source"] == "bees.md"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("rate_wmp: 1", "Unknown setting 'rate_wmp'. Did you mean 'rate'?"),
        ("engine: silent", "Unknown setting 'engine'."),
        ("voice: nobody", "There is no voice 'nobody'."),
        ("formats: wax", "format 'wax'. Choose "),
        ("rate_wpm: 5", "rate_wpm must be a whole number from 80 to 450, not 5."),
        ("breaks: {item: long}", "breaks.item must be a whole number"),
        ("lexicon: ../other.toml", "The lexicon '../other.toml' is not in the article's folder."),
    ],
)
def test_a_wrong_setting_of_an_article_is_told(setting: str, message: str, tmp_path: Path) -> None:
    """What a head asks for in vain is a warning with its line, and the run's setting holds; the others stay."""
    article = _article(tmp_path, f"author: voice rate_wpm engine\narticast:\n  {setting}\n  pitch: 60\n")
    made = _produced(article)
    (warning,) = made.warnings
    assert warning.startswith("bees.md, line 5: ")
    assert message.lower() in warning.lower()
    assert warning.endswith("The setting of the run is used instead.")
    assert made.prosody == Prosody(pitch=60)
    assert made.voices["en"].name == "English (America)"


def test_a_language_that_no_voice_speaks_is_told(tmp_path: Path) -> None:
    """An article in a language without a voice is read by another one, with a warning that names no folder."""
    warning = _produced(_article(tmp_path, "language: tlh\n")).warnings[0]
    assert warning.startswith("bees.md: no voice of this engine speaks 'tlh', so 'English (America)' reads it.")


def test_a_warning_can_be_avoided(tmp_path: Path) -> None:
    """An article in a language that has a voice is read without a warning."""
    assert _produced(_article(tmp_path, "language: de\n")).warnings == ()


def test_the_spool_does_not_stay(tmp_path: Path) -> None:
    """Only the files of the package are left in its folder."""
    _produced(_article(tmp_path))
    assert sorted(path.name for path in tmp_path.joinpath("new").iterdir()) == [
        *("bees.mp3", "bees.srt", "bees.vtt", "chapters.json", "cover.png", "index.html"),
        *("manifest.json", "transcript.txt"),
    ]
