"""A DAISY book always has a date: of several, the best one that is known, and in every run the same."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tts.config.config import Config
from tts.config.edition_date import find_edition_date
from tts.editions.build import EditionOutcome, make_edition
from tts.editions.edition_folder import read_edition_folder
from tts.errors import UsageError
from tts.packages.batch import package
from tts.packages.outcome import Outcome
from tts.verify import verify

pytestmark = pytest.mark.once

MAY_S = 1_779_019_200  # 17 May 2026, 12:00 UTC
DAY_S = 86_400
STEP = "Add a line such as `date: 2026-05-17` to the front matter, or give --date."
DAISY = Config(engine="silent", formats=("daisy",))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an article without a date, in a file that was last changed on 17 May 2026."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # without Jing, which takes long
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    _write("---\ntitle: Bees\nauthor: Ann Lee\nlang: en\n---\n\nBees fly.\n")
    return tmp_path


def _write(text: str, changed_s: int = MAY_S) -> None:
    Path("bees.md").write_text(text, encoding="utf-8")
    os.utime("bees.md", (changed_s, changed_s))


def _package(config: Config = DAISY, *, force: bool = False) -> Outcome:
    """The outcome for the article, which is not allowed to fail."""
    (outcome,) = package([Path("bees.md")], Path("output"), config, force=force)
    assert outcome.error is None
    return outcome


def _date(folder: str = "output/bees") -> str:
    """The date in the book, which is that of the manifest if that has one."""
    metadata = json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8"))["metadata"]
    ncc = Path(folder, "daisy", "ncc.html").read_text(encoding="utf-8")
    found = re.search('name="dc:date" content="([^"]*)"', ncc)
    assert found
    assert found[1] == metadata.get("date", metadata.get("edition_date"))
    return found[1]


def _files() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path("output/bees").rglob("*")) if path.is_file()}


def test_the_date_of_the_file(home: Path) -> None:
    """An article without a date has a book of the day on which its file was changed, with a warning that says so."""
    outcome = _package()
    cause = "The DAISY book is dated 2026-05-17, the day of its last known change."
    assert outcome.warnings == (f"bees.md: {cause} {STEP}",)
    assert _date() == "2026-05-17"
    assert [finding for finding in verify(Path("output/bees")) if finding.kind != "note"] == []


def test_all_formats(home: Path) -> None:
    """With `all`, one warning says what the books lack and what the DAISY book has instead."""
    outcome = _package(Config(engine="silent", formats=("mp3", "epub", "daisy", "audiobook")))
    cause = "The audiobook has no date of publication, and the DAISY book is dated 2026-05-17, the day of its"
    assert outcome.warnings == (f"bees.md: {cause} last known change. {STEP}",)
    assert "dc:date" not in Path("output/bees/index.html").read_text(encoding="utf-8")


def test_a_date_that_was_chosen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The article's date comes before the command's, and this before the environment's; none needs a warning."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MAY_S + DAY_S))
    assert (_package().warnings, _date()) == ((), "2026-05-18")
    command = Config(engine="silent", formats=("daisy",), date="2026-06-01")
    assert (_package(command).warnings, _date()) == ((), "2026-06-01")
    _write("---\ntitle: Bees\nauthor: Ann Lee\nlang: en\ndate: 2026-07-01\n---\n\nBees fly.\n")
    assert (_package(command).warnings, _date()) == ((), "2026-07-01")


def test_a_file_that_is_touched(home: Path) -> None:
    """A file with the same text is not packaged again; if it must be, the book keeps its date, and every byte."""
    _package()
    before = _files()
    os.utime("bees.md", (MAY_S + 40 * DAY_S, MAY_S + 40 * DAY_S))
    assert _package().status == "unchanged"
    assert _package(force=True).status == "packaged"
    assert _files() == before


def test_another_text_has_another_date(home: Path) -> None:
    """When the article has changed, the book has the date of the change."""
    _package()
    _write("---\ntitle: Bees\nlang: en\n---\n\nBees dance.\n", MAY_S + 3 * DAY_S)
    _package()
    assert _date() == "2026-05-20"


def test_only_books_have_the_date(home: Path) -> None:
    """Without a DAISY book, the manifest has no date that depends on the file."""
    _package(Config(engine="silent", formats=("mp3", "epub")))
    assert "edition_date" not in Path("output/bees/manifest.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["soon", "1.5", "9" * 30, "-" + "9" * 30])
def test_a_wrong_date_of_the_environment(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """A value that is no time in seconds is an error with the next step."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(UsageError, match=rf"number of seconds since 1970, not '{value}'\. Correct or remove"):
        find_edition_date([])


def test_articles_without_files(tmp_path: Path) -> None:
    """Articles that no file holds are of today; of several files, the newest one counts."""
    missing = find_edition_date([tmp_path / "bees.md", tmp_path / ("a" * 5000)])
    assert date.fromisoformat(missing.day) >= datetime.now(UTC).date() - timedelta(days=1)
    for number in range(3):
        file = tmp_path / f"{number}.md"
        file.touch()
        os.utime(file, (MAY_S - number * DAY_S,) * 2)
    found = find_edition_date(sorted(tmp_path.iterdir(), reverse=True))
    assert (found.day, found.is_chosen) == ("2026-05-17", False)


def test_an_edition_of_many_articles(home: Path) -> None:
    """An edition whose articles have no dates has a book of the day of the newest, also when it is made again."""
    Path("news").mkdir()
    Path("bees.md").rename("news/bees.md")
    for _ in range(2):
        results = make_edition(
            read_edition_folder(Path("news"), "News"), {}, Path("output"), DAISY, ("daisy",), force=True
        )
        *_, made = results
        assert isinstance(made, EditionOutcome)
        assert "The DAISY book is dated 2026-05-17, " in made.warnings[-1]
        assert _date(str(made.package)) == "2026-05-17"
        os.utime("news/bees.md", (MAY_S + DAY_S, MAY_S + DAY_S))
    assert [finding for finding in verify(made.package) if finding.kind != "note"] == []
