"""A format that cannot be made costs only itself."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from tts.cli import main
from tts.config.config import Config, configure, configure_article
from tts.editions.build import EditionOutcome, make_edition
from tts.editions.edition_folder import read_edition_folder
from tts.formats import FEED, FILES, FORMATS, MANY_ARTICLES_FORMATS
from tts.packages.batch import package
from tts.packages.outcome import Outcome
from tts.verify import verify
from tts.verify.findings import Finding
from tts.writers.daisy import DaisyWriter

pytestmark = pytest.mark.once

ARTICLE = "---\ntitle: Bees\nauthor: Ann Lee\ndate: 2026-05-17\nlang: en\n---\n\nBees fly. They dance.\n"
SILENT = Config(engine="silent")
TOO_LONG = "This edition is longer than 24 hours, which M4B cannot hold. Split it, or leave out M4B."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an article."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # without EPUBCheck, which takes long
    Path("bees.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def short_m4b(monkeypatch: pytest.MonkeyPatch) -> None:
    """An M4B file holds a second, as it really holds a day."""
    monkeypatch.setattr("tts.audio.encode.m4b.MAX_MS", 1000)


def _package(formats: str, **settings: str) -> Outcome:
    """The outcome for the article."""
    (outcome,) = package([Path("bees.md")], Path("output"), configure(SILENT, {"formats": formats, **settings}))
    return outcome


def _files(folder: str = "output/bees") -> set[str]:
    return {path.name for path in Path(folder).iterdir()}


def _defects() -> list[Finding]:
    """What `articast verify` finds, but for what it says of sound without a voice."""
    return [finding for finding in verify(Path("output/bees")) if finding.kind != "note"]


def _manifest() -> dict[str, object]:
    return json.loads(Path("output/bees/manifest.json").read_text(encoding="utf-8"))


def test_every_format_has_its_files() -> None:
    """The table of files has a row for every format that is in a package."""
    assert set(FILES) == {*FORMATS, *MANY_ARTICLES_FORMATS} - {FEED}


def test_all_but_what_is_impossible(home: Path, short_m4b: None) -> None:
    """With `all`, an article that is too long for M4B has all other formats, and a warning says what it lacks."""
    outcome = _package("all")
    assert outcome.status == "packaged"
    assert (outcome.impossible, outcome.missing) == ((("m4b", TOO_LONG),), ())
    assert outcome.warnings == (f"bees.md: The format m4b could not be made. {TOO_LONG}",)
    assert _files() >= {"bees.mp3", "bees.opus", "bees.flac", "bees.epub", "bees.lpf", "bees-daisy.zip", "bees.cue"}
    assert "bees.m4b" not in _files()
    made = _manifest()
    assert made["impossible"] == {"m4b": TOO_LONG}
    assert made["options"]["formats"] == [name for name in FORMATS if name != "m4b"]
    assert _defects() == []


def test_what_was_named_is_missed(home: Path, short_m4b: None, capsys: pytest.CaptureFixture[str]) -> None:
    """The run fails with status 1 if the format was asked for by name, and not if `all` included it; so does the next
    run, in which nothing is to be made.
    """
    for formats, status in (("mp3,m4b", 1), ("all", 0), ("all,m4b", 1)):
        for _ in range(2):
            arguments = ("package", "bees.md", "--engine", "silent", "--formats", formats, "-o", formats)
            assert main(arguments) == status
            assert (Path(formats) / "bees" / "bees.mp3").exists()
    assert "unchanged" in capsys.readouterr().out


@pytest.mark.parametrize("error", [ValueError("too many bees"), RuntimeError("no bees")])
def test_a_defect_of_a_writer_costs_its_format(home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A writer that fails with an error of ours leaves nothing, neither files nor links, and the others are made."""
    write = DaisyWriter.write

    def fail(self, publication, folder):
        write(self, publication, folder)
        raise error

    monkeypatch.setattr(DaisyWriter, "write", fail)
    outcome = _package("daisy,epub")
    ((name, reason),) = outcome.impossible
    assert (name, outcome.missing) == ("daisy", ("daisy",))
    assert str(error) in reason
    assert "defect in Articast" in reason
    assert not {"daisy", "bees-daisy.zip"} & _files()
    assert {"bees.epub", "bees.mp3"} < _files()
    assert "daisy" not in Path("output/bees/index.html").read_text(encoding="utf-8")
    assert _defects() == []


def test_books_need_the_mp3(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the MP3 file is impossible, so are the books that hold it; all else is made."""

    def fail(*_):
        raise ZeroDivisionError("no rate")

    monkeypatch.setattr("tts.audio.encode.mp3.encode_mp3", fail)
    outcome = _package("opus,epub,labels")
    assert dict(outcome.impossible)["epub"] == "It holds the MP3 file, which could not be made."
    assert outcome.missing == ("epub",)
    assert {"bees.opus", "labels.txt", "index.html"} < _files()
    assert not {"bees.mp3", "bees.epub"} & _files()
    assert _defects() == []


def test_an_article_without_any_sound_fails(home: Path, short_m4b: None) -> None:
    """If no audio can be made, the article has failed, and there is no package."""
    outcome = _package("m4b,labels")
    assert outcome.status == "failed"
    assert TOO_LONG in str(outcome.error)
    assert not Path("output/bees").exists()


@pytest.mark.parametrize("is_chained", [False, True])
def test_a_full_disk_fails_the_article(home: Path, monkeypatch: pytest.MonkeyPatch, is_chained: bool) -> None:
    """If the disk is full while a format is written, the package is the one from before, whatever hides the error."""
    _package("mp3")
    before = {path: path.read_bytes() for path in Path("output/bees").iterdir()}
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fail(self, publication, folder):
        try:
            raise full
        except OSError as error:
            if is_chained:
                raise ValueError("the archive cannot be closed") from error
            raise

    monkeypatch.setattr(DaisyWriter, "write", fail)
    outcome = _package("mp3,daisy")
    assert outcome.status == "failed"
    assert {path: path.read_bytes() for path in Path("output/bees").iterdir()} == before


def test_formats_of_the_article(home: Path, short_m4b: None) -> None:
    """The formats that an article's front matter names are made, with the settings there, also when it is packaged
    again, and one of them that is impossible is missed.
    """
    own = "articast:\n  formats: [epub, m4b]\n  highlight: word\n---"
    Path("bees.md").write_text(ARTICLE.replace("lang: en\n---", f"lang: en\n{own}"), encoding="utf-8")
    for status in ("packaged", "unchanged"):
        (outcome,) = package([Path("bees.md")], Path("output"), SILENT)
        assert (outcome.status, outcome.missing) == (status, ("m4b",))
    assert {"bees.epub", "bees.mp3"} < _files()
    assert _manifest()["options"]["own_formats"] == ["epub", "m4b"]
    assert '"words":{"u0001"' in Path("output/bees/index.html").read_text(encoding="utf-8").replace(" ", "")


def test_what_is_named_beside_all() -> None:
    """The configuration remembers what `all` included, also after an article has changed other settings."""
    run = configure(Config(), {"formats": "all, epub"})
    assert set(run.from_all) == {*FORMATS} - {"epub"}
    pinned = configure_article(
        Config(formats=run.formats, from_all=run.from_all, pinned=("formats",)), {"formats": "mp3"}
    )
    assert (pinned.formats, pinned.from_all, pinned.own_formats) == (run.formats, run.from_all, ("mp3",))
    own = configure_article(run, {"formats": ["mp3"]})
    assert (own.formats, own.from_all, own.own_formats) == (("mp3",), (), ("mp3",))
    assert configure_article(own, {"verbosity": "brief"}).own_formats == ("mp3",)


@pytest.mark.parametrize(
    ("max_ms", "reason"),
    [(20_000, TOO_LONG), (1000, "The recording 'Welcome' could not be made in it.")],
    ids=["edition", "parts"],
)
def test_an_edition_without_a_format(home: Path, monkeypatch: pytest.MonkeyPatch, max_ms: int, reason: str) -> None:
    """An edition of many articles has all formats but one that cannot hold it, or that a part of it does not have."""
    monkeypatch.setattr("tts.audio.encode.m4b.MAX_MS", max_ms)
    _put_news()
    edition, formats = read_edition_folder(Path("news"), "News"), ("mp3", "m4b")
    *_, made = make_edition(edition, {}, Path("output"), SILENT, formats, from_all=("m4b",))
    assert isinstance(made, EditionOutcome)
    assert (made.impossible, made.missing_formats) == ((("m4b", reason),), ())
    assert made.warnings[-1] == f"news: The format m4b could not be made. {reason}"
    assert not list(made.package.glob("*.m4b"))
    manifest = json.loads((made.package / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["impossible"], manifest["options"]["formats"]) == ({"m4b": reason}, ["mp3"])
    assert [finding for finding in verify(made.package) if finding.kind != "note"] == []
    *_, again = make_edition(edition, {}, Path("output"), SILENT, formats)
    assert isinstance(again, EditionOutcome)
    assert (again.status, again.missing_formats) == ("unchanged", ("m4b",))


def test_the_command_misses_a_format_of_an_edition(
    home: Path, short_m4b: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """`articast edition` fails if a format was asked for by name and could not be made, and says which."""
    _put_news()
    command = ("edition", "--from", "news", "--title", "News", "--engine", "silent", "-o", "output", "--formats", "m4b")
    assert main(command) == 1
    assert "The format m4b could not be made. The recording" in capsys.readouterr().err
    assert len(list(Path("output").glob("news*/news*.mp3"))) == 1


def _put_news() -> None:
    """Make a folder of two articles."""
    Path("news").mkdir()
    Path("bees.md").rename("news/bees.md")
    Path("news/ants.md").write_text(ARTICLE.replace("Bees", "Ants"), encoding="utf-8")
