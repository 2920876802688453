"""`--watch` packages what is saved, and keeps going whatever is saved."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from tts.cli import main, watch
from tts.packages.watch import (
    States,
    Watched,
    find_affected,
    find_changed,
    list_shaping_files,
    read_states,
    wait_for_change,
)

pytestmark = pytest.mark.once  # none of it depends on the version of Python

SILENT = ("--engine", "silent", "--jobs", "1")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a folder of articles."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("articles").mkdir()
    _save("articles/ants.md", "# Ants\n\nAnts walk.\n")
    _save("articles/blank.md", "")
    return tmp_path


def _save(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def _watch(monkeypatch: pytest.MonkeyPatch, *saves: Callable[[], None], arguments: tuple[str, ...] = ()) -> int:
    """Run the command, let `saves` happen one after another while it waits, then press Ctrl+C."""
    waiting = iter(saves)

    def wait(watched: Watched, states: States) -> States:
        save = next(waiting, None)
        if save is None:
            raise KeyboardInterrupt
        save()
        present = read_states(watched)
        assert present != states, "the change is not noticed"
        return present

    monkeypatch.setattr(watch, "wait_for_change", wait)
    return main(["package", *SILENT, "--watch", *arguments])


def test_what_is_saved_is_packaged_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """New and changed articles, pictures and lexicons are packaged; a failure is printed again when it is saved."""
    status = _watch(
        monkeypatch,
        lambda: _save("articles/bees.md", "# Bees\n\n![A hive](hive.png)\n\nBees fly.\n"),
        lambda: _save("articles/hive.png", "not yet a picture"),
        lambda: _save("lexicon.toml", '[words]\nants = "aunts"\n'),
        lambda: Path("articles/ants.md").rename("articles/.ants.md"),
        lambda: os.utime("articles/blank.md", (1, 1)),
    )
    out, err = capsys.readouterr()
    first, summary, _voice, _page, watching, *rounds, stopped = out.splitlines()
    assert (status, first[:14], summary.partition(".")[0]) == (0, "1 of 2: ants, ", "2 articles: 1 packaged, 1 failed")
    assert watching.startswith("Watching. When a file is saved")
    assert [line.partition(",")[0] for line in rounds[:4]] == ["bees", "bees", "ants", "bees"]
    assert rounds[4:] == [
        f"{Path('articles/ants.md')} is gone. Its package stays: delete {Path('output/ants')} to withdraw it."
    ]
    assert stopped == "Stopped."
    assert len([line for line in err.splitlines() if "blank.md: The file is empty" in line]) == 2


def test_settings_are_read_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong setting is an error in one line, and the watch goes on with the corrected settings."""
    status = _watch(
        monkeypatch,
        lambda: _save("articast.toml", "rate_wpm = 9999\n"),
        lambda: _save("articast.toml", "rate_wpm = 400\n"),
        arguments=("articles/ants.md", "--json"),
    )
    out, err = capsys.readouterr()
    events = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [event["event"] for event in events] == ["article", "summary", *["watching"] * 2, "article", "watching"]
    assert events[4]["duration_ms"] < events[0]["duration_ms"]
    assert err.startswith("articast.toml, line 1: rate_wpm must be ")


def test_a_folder_may_be_empty_at_first(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without an article is named, and its first article is packaged when it comes."""
    home.joinpath("new").mkdir()
    assert _watch(monkeypatch, lambda: _save("new/bees.md", "# Bees\n\nBees fly.\n"), arguments=("new",)) == 0
    out, err = capsys.readouterr()
    assert err.startswith("new: There is no article in this folder.")
    assert out.splitlines()[1].startswith("bees, ")


def test_a_folder_may_go_and_come_back(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that goes is named as missing; the articles that it has when it comes back are packaged."""
    _save("articles/blank.md", "# Blank\n\nText.\n")

    def come_back() -> None:
        home.joinpath("aside").rename("articles")
        _save("articles/bees.md", "# Bees\n\nBees fly.\n")

    assert _watch(monkeypatch, lambda: home.joinpath("articles").rename("aside"), come_back) == 0
    out, err = capsys.readouterr()
    assert err == "Failed. articles: There is no such file. Check its name.\n"
    assert [line for line in out.splitlines() if line.startswith("bees, ")]


def test_the_packages_are_served_while_they_are_watched(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--serve`, the library is at the address that is printed, with the new package."""
    pages: list[str] = []

    def read() -> None:
        event = next(event for event in map(json.loads, capsys.readouterr().out.splitlines()) if "url" in event)
        with urlopen(event["url"]) as answer:
            pages.append(answer.read().decode())
        _save("articles/blank.md", "# Blank")

    assert _watch(monkeypatch, read, arguments=("--serve", "--json")) == 0
    assert "Ants" in pages[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-", "--watch"), "Standard input does not change, so --watch needs files or folders."),
        (("articles", "--serve"), "--serve is for --watch. Add --watch,"),
        (("articles", "--watch", "--voice", "nobody"), "There is no voice 'nobody'."),
        (("articles", "--watch", "--name", "hill"), "--name is for one article, and there are 2."),
    ],
)
def test_a_watch_that_cannot_begin_is_wrong_usage(
    arguments: tuple[str, ...], message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with the call ends the command at once, with status 2."""
    assert main(["package", *SILENT, *arguments]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_only_files_that_shape_packages_are_looked_at(home: Path) -> None:
    """Hidden files and the output folder do not count; an article's pictures count, and a lexicon that may come."""
    _save("articles/bees.md", "# Bees\n\n![A hive](img/hive.png)\n\nBees fly.\n")
    _save("articles/.bees.md.swp", "")
    assert main(["package", "articles/bees.md", *SILENT, "-o", "articles/out", "--quiet"]) == 0
    states = read_states(Watched(files=frozenset(), folders=(Path("articles"),), output=Path("articles/out")))
    names = ("ants.md", "bees.md", "blank.md")
    assert set(states) == {str(Path("articles", name)) for name in names}
    assert set(list_shaping_files(Path("articles/bees.md"), Path("articles/out/bees"))) == {
        Path("articles/bees.md"),
        Path("articles/img/hive.png"),
        Path("articles/lexicon.toml"),
        Path("lexicon.toml"),
    }


def test_a_file_is_whole_when_it_is_quiet(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait ends only when a file that is being written has not changed between two looks."""
    watched = Watched(files=frozenset({Path("articles/ants.md")}), folders=(), output=Path("output"))
    before = read_states(watched)
    pieces = iter(["# Ants", "# Ants\n\nAnts", "# Ants\n\nAnts run.\n"])
    pauses: list[float] = []

    def write(pause_s: float) -> None:
        pauses.append(pause_s)
        if piece := next(pieces, None):
            _save("articles/ants.md", piece)

    monkeypatch.setattr("tts.packages.watch.time.sleep", write)
    after = wait_for_change(watched, before)
    assert after == read_states(watched)
    assert Path("articles/ants.md").read_text(encoding="utf-8").endswith("Ants run.\n")
    assert len(pauses) == 4
    assert find_changed(before, after) == {Path("articles/ants.md")}


@pytest.mark.parametrize(
    ("changed", "affected"),
    [
        (["a/ants.md"], ["a/ants.md"]),
        (["a/img/ant.png"], ["a/ants.md", "a/bugs.md"]),
        (["b/book.epub"], ["b/book.epub#01", "b/book.epub#02"]),
        (["c/new.md"], []),
        (["lexicon.toml"], ["a/ants.md", "a/bugs.md", "b/book.epub#01", "b/book.epub#02"]),
    ],
)
def test_only_articles_that_may_have_changed_are_looked_at(changed: list[str], affected: list[str]) -> None:
    """An article is looked at if it, or a file in its folder or below, has changed; all after a lexicon has."""
    articles = tuple(map(Path, ("a/ants.md", "a/bugs.md", "b/book.epub#01", "b/book.epub#02")))
    assert find_affected(articles, frozenset(map(Path, changed))) == tuple(map(Path, affected))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_the_watch(home: Path) -> None:
    """A file that is saved is noticed by the command itself, and Ctrl+C ends it with status 0."""
    command = [sys.executable, "-m", "tts", "package", *SILENT, "--watch", "articles/ants.md"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as watching:
        assert watching.stdout is not None
        while not watching.stdout.readline().startswith("Watching."):
            assert watching.poll() is None
        _save("articles/ants.md", "# Ants\n\nAnts run, and carry leaves.\n")
        assert watching.stdout.readline().startswith("ants, ")
        os.killpg(watching.pid, signal.SIGINT)
        assert watching.communicate(timeout=60) == ("Stopped.\n", "")
    assert watching.returncode == 0
