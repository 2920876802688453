"""What a run reports: how far long articles are, and warnings that fail it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size

import pytest

from tts.cli import main
from tts.cli.console import Console
from tts.cli.progress import ProgressNotes
from tts.cli.reports import BarReport, RunResult
from tts.config.settings import Settings
from tts.errors import EncodeError
from tts.library.build import LibraryResult
from tts.model import Step
from tts.packages.outcome import Outcome, Progress

pytestmark = pytest.mark.once  # none of it depends on the version of Python

SILENT = ("--engine", "silent", "--jobs", "1")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an article that has a title and one that has none."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("ants.md").write_text("# Ants\n\nAnts walk.\n", encoding="utf-8")
    tmp_path.joinpath("bees.txt").write_text("Bees fly. They sleep.\n", encoding="utf-8")
    return tmp_path


def _progress(part: float, elapsed_s: float, step: Step = "spoken") -> Progress:
    return Progress(path=Path("bees.md"), slug="bees", step=step, part=part, elapsed_ms=round(1000 * elapsed_s))


def _lines(*progress: tuple[float, float]) -> list[str]:
    """The lines of an article whose progress is reported at these parts and seconds."""
    notes = ProgressNotes()
    return [note.line for part, elapsed_s in progress if (note := notes.note(_progress(part, elapsed_s)))]


def test_short_articles_have_no_progress() -> None:
    """An article that ends within ten seconds has no line of progress."""
    assert _lines((0.2, 1), (0.5, 5), (1, 9.9)) == []


def test_a_line_comes_after_ten_percent_but_not_within_ten_seconds() -> None:
    """After the first ten seconds, each further ten percent has a line with the time left."""
    assert _lines((0.1, 5), (0.2, 10), (0.25, 15), (0.4, 21), (0.45, 31), (0.6, 40)) == [
        "bees: 20 % spoken, about 40 s left.",
        "bees: 40 % spoken, about 30 s left.",
        "bees: 60 % spoken, about 40 s left.",
    ]


def test_a_line_comes_every_thirty_seconds() -> None:
    """A very long article has a line every half a minute, also if it has moved by less than ten percent."""
    assert _lines((0.01, 30), (0.015, 50), (0.02, 60)) == [
        "bees: 1 % spoken, about 50 min left.",
        "bees: 2 % spoken, about 49 min left.",
    ]


def test_the_time_left_follows_from_the_last_lines() -> None:
    """Speech that came quickly from the cache does not make the rest look quick; what does not move has no time."""
    assert _lines((0.5, 10), (0.6, 40), (0.6, 70)) == [
        "bees: 50 % spoken, about 10 s left.",
        "bees: 60 % spoken, about 2 min left.",
        "bees: 60 % spoken.",
    ]


def test_encoding_is_a_step_of_its_own() -> None:
    """After an article has been spoken, the lines say how much of it is encoded, from the beginning of that step on."""
    notes = ProgressNotes()
    assert notes.note(_progress(1, 100))
    assert not notes.note(_progress(0.1, 105, "encoded"))
    note = notes.note(_progress(0.5, 120, "encoded"))
    assert note
    assert note.line == "bees: 50 % encoded, about 20 s left."


def test_the_bar_moves_within_an_article() -> None:
    """The bar shows the articles at work, and a quarter of the work on one of two articles fills an eighth of it."""
    console = Console(out=io.StringIO(), err=io.StringIO())
    bar = BarReport(console, 2)
    bar.progress(_progress(0.5, 12))
    last = console.err.getvalue().rpartition("\x1b[K")[2]
    assert re.fullmatch(r"\[##\.{18}\] 0 of 2, about \d+ s left, bees 50 % spoken", last)
    bar.progress(replace(_progress(0.9, 12), path=Path("a"), slug="a" * 80))
    assert len(console.err.getvalue().rpartition("\x1b[K")[2]) < get_terminal_size().columns


def test_warnings_of_the_library_come_after_the_bar() -> None:
    """At the end the bar is left as it is: warnings of the library and the summary are lines below it."""
    console = Console(out=io.StringIO(), err=io.StringIO())
    bar = BarReport(console, 1)
    library = LibraryResult(packages=1, editions=0, is_new=False, written=(), warnings=("A package is odd.",))
    bar.article(1, Outcome(path=Path("a.md"), slug="a", status="packaged", package=Path("output/a"), duration_ms=2000))
    bar.summary(RunResult(outcomes=(), settings=Settings(), library=library, warnings=1))
    assert console.err.getvalue().endswith("] 1 of 1\nWarning: A package is odd.\n")


def test_progress_comes_while_an_article_is_spoken(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Objects of progress come before that of their article, and rise; nothing with `--quiet`."""
    for name in ("packages.job._PROGRESS_S", "cli.progress._MIN_MS"):
        monkeypatch.setattr(f"tts.{name}", 0)
    assert main(["package", "bees.txt", *SILENT, "--json"]) == 0
    *progress, article, _ = map(json.loads, capsys.readouterr().out.splitlines())
    assert [event["event"] for event in progress] == ["progress"] * len(progress)
    for step in ("spoken", "encoded"):
        percents = [event["percent"] for event in progress if event["step"] == step]
        assert percents
        assert percents == sorted(percents)
        assert percents[-1] > 90
    assert (article["event"], article["slug"]) == ("article", "bees")
    assert main(["package", "bees.txt", *SILENT, "--force"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "bees: 100 % spoken, about 10 s left." in lines
    assert main(["package", "bees.txt", *SILENT, "--force", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_warnings_fail_a_strict_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--strict` makes the packages, says how many warnings there are and ends with status 1, also if unchanged."""
    assert main(["package", "ants.md", *SILENT, "--strict"]) == 0
    for status in ("", ", unchanged"):
        capsys.readouterr()
        assert main(["package", "bees.txt", *SILENT, "--strict"]) == 1
        out, err = capsys.readouterr()
        assert f"{status}, 1 warning\n" in out
        assert err.startswith("Warning: bees.txt: The article has no title")
        assert err.endswith("\n1 warning. Because of --strict, the exit status is 1.\n")
    assert home.joinpath("output/bees/manifest.json").is_file()
    assert main(["package", "bees.txt", *SILENT, "--strict", "--quiet"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 2)
    assert main(["package", "bees.txt", *SILENT, "--strict", "--json"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["warning_count"] == 1
    assert [main(["check", "bees.txt", *SILENT, *strict]) for strict in ((), ("--strict",))] == [0, 1]


def test_an_article_has_the_name_that_is_given(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--name` names the package and its files, and the article keeps it in the next run."""
    assert main(["package", "ants.md", *SILENT, "--name", "hill"]) == 0
    assert home.joinpath("output/hill/hill.mp3").is_file()
    capsys.readouterr()
    assert main(["package", "ants.md", *SILENT]) == 0
    assert ": hill, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ants.md", "--name", "My Hill"), "'My Hill' cannot be the name of a package. .*, as in --name my-hill."),
        (("ants.md", "--name", "../hill"), r"'\.\./hill' cannot be the name of a package"),
        (("ants.md", "bees.txt", "--name", "hill"), "--name is for one article, and there are 2"),
        (("ants.md", "--name", "bees"), "output.bees is the package of another article, bees.txt. Choose another"),
    ],
)
def test_a_wrong_name_is_explained(
    arguments: tuple[str, ...], message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that cannot be used is wrong usage, and nothing is replaced."""
    assert main(["package", "bees.txt", *SILENT]) == 0
    before = home.joinpath("output/bees/manifest.json").read_bytes()
    capsys.readouterr()
    assert main(["package", *arguments, *SILENT]) == 2
    assert re.match(message, capsys.readouterr().err)
    assert home.joinpath("output/bees/manifest.json").read_bytes() == before


def test_details_are_printed_on_request(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--verbose` names the files that were read and made, the voice, the formats and the time, also if unchanged."""
    for made in (", made in ", "."):
        assert main(["package", "ants.md", *SILENT, "--formats", "mp3,labels", "--verbose"]) == 0
        _, read, voice, files, *_ = capsys.readouterr().out.splitlines()
        assert read == 'ants: "Ants", language en, read from ants.md.'
        assert voice.startswith(f"ants: spoken by English (America) (silent){made}")
        assert files.startswith(f"ants: mp3 and labels; 9 files in {Path('output/ants')}: ants.mp3, ants.srt, ")


def test_formats_that_cannot_be_made_are_errors(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A format that was asked for by name and cannot be made is named with the reason, and the status is 1."""

    def fail(*_: object) -> None:
        raise EncodeError("The encoder refuses.")

    monkeypatch.setattr("tts.audio.encode.flac.encode_flac", fail)
    assert main(["package", "ants.md", *SILENT, "--formats", "mp3,flac"]) == 1
    out, err = capsys.readouterr()
    assert re.match(r"1 of 1: ants, \d s, without flac\n", out)
    assert err.splitlines() == [
        "ants.md: The format flac could not be made. The encoder refuses.",
        "1 format that you asked for could not be made.",
    ]
    assert main(["package", "ants.md", *SILENT, "--formats", "mp3,flac", "--json"]) == 1
    article = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (article["missing"], article["impossible"]) == (["flac"], {"flac": "The encoder refuses."})
