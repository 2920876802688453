"""`--dry-run` shows what a run would make, and leaves everything as it is."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tts.cli import main

pytestmark = pytest.mark.once  # none of it depends on the version of Python

SILENT = ("--engine", "silent", "--jobs", "1")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with articles: one that is good, one without a title, a draft and an empty one."""
    monkeypatch.chdir(tmp_path)
    files = {
        "ants.md": "# Ants\n\nAnts walk.\n",
        "bees.txt": "Bees fly. They sleep.\n",
        "cats.md": "---\ndraft: true\n---\n# Cats\n\nCats sit.\n",
        "dogs.md": "",
    }
    for name, text in files.items():
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
    return tmp_path


def _files(folder: Path) -> dict[str, int]:
    """All files and folders with the times at which they were changed."""
    return {str(path): path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))}


def _events(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return list(map(json.loads, capsys.readouterr().out.splitlines()))


def test_nothing_is_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each article has a line with what would become of it; there is no output folder, and no file changes."""
    before = _files(home)
    assert main(["package", ".", *SILENT, "--dry-run", "--formats", "mp3,m4b"]) == 1
    out, err = capsys.readouterr()
    output = Path("output")
    assert re.sub(r"about \d s", "about 4 s", out, flags=re.IGNORECASE).splitlines() == [
        f"1 of 4: ants, about 4 s, mp3 and m4b, would be made in {output / 'ants'}",
        f"2 of 4: bees, about 4 s, mp3 and m4b, would be made in {output / 'bees'}, 1 warning",
        "3 of 4: cats.md is left out: its front matter says 'draft: true'. Give --drafts to include it.",
        (
            "4 articles: 2 would be packaged, 1 would be left out, 1 would fail. about 4 s of audio in output. "
            "Nothing was written."
        ),
    ]
    warning, failure = err.splitlines()
    assert warning.startswith("Warning: bees.txt: The article has no title")
    assert failure.startswith("4 of 4: would fail. dogs.md: The file is empty.")
    assert _files(home) == before


def test_a_run_does_what_was_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The packages, the warnings, the errors and the exit status of the run are those that were shown."""
    shown_status = main(["package", ".", *SILENT, "--dry-run", "--json"])
    *shown, summary = _events(capsys)
    status = main(["package", ".", *SILENT, "--json"])
    made = {event["path"]: event for event in _events(capsys)[:-1]}
    assert shown_status == status
    for article in shown:
        run = made[article["path"]]
        for name in ("slug", "package", "warnings", "reason", "error"):
            assert article.get(name) == run[name], name
        assert article["status"].replace("planned", "packaged") == run["status"]
    assert (summary["planned"], summary["left_out"], summary["failed"]) == (2, 1, 1)
    main(["package", ".", *SILENT, "--dry-run", "--json"])
    assert [event["status"] for event in _events(capsys)[:-1]] == ["unchanged", "unchanged", "left_out", "failed"]
    assert main(["package", "ants.md", *SILENT, "--dry-run", "--force"]) == 0
    assert "would be made again" in capsys.readouterr().out


def test_formats_from_before_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Formats of an earlier package that would not be made again are named, and with `--prune` would be removed."""
    assert main(["package", "ants.md", *SILENT, "--formats", "mp3,m4b,flac", "--quiet"]) == 0
    home.joinpath("ants.md").write_text("# Ants\n\nAnts run.\n", encoding="utf-8")
    assert main(["package", "ants.md", *SILENT, "--dry-run"]) == 0
    assert f", mp3, would be made again in {Path('output/ants')}; not again: m4b and flac\n" in capsys.readouterr().out
    assert main(["package", "ants.md", *SILENT, "--dry-run", "--prune", "--json"]) == 0
    planned = _events(capsys)[0]
    assert (planned["kept"], planned["removed"]) == ([], ["m4b", "flac"])
    assert main(["package", "ants.md", *SILENT, "--dry-run", "--prune"]) == 0
    assert "; removed: m4b and flac\n" in capsys.readouterr().out


def test_warnings_fail_a_strict_dry_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The status of a strict dry run is 1 if there are warnings, also of a package that is unchanged."""
    for _ in range(2):
        assert main(["package", "bees.txt", *SILENT, "--dry-run", "--strict", "--quiet"]) == 1
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 2)
        assert main(["package", "bees.txt", *SILENT, "--quiet"]) == 0


@pytest.mark.parametrize("verb", ["package", "check"])
@pytest.mark.parametrize("output", ["ants.md", "ants.md/deep"])
def test_an_output_folder_that_is_a_file_is_one_line(
    verb: str, output: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the place of the output folder is named before anything is read."""
    arguments = ["--dry-run"] if verb == "package" else []
    assert main([verb, "bees.txt", *SILENT, "-o", output, *arguments]) == 1
    assert capsys.readouterr().err.startswith(f"{Path(output)}: This path, or a folder above it, is a file.")


def test_an_address_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An address would be added as a file, so a dry run names the commands for it."""
    assert main(["package", "https://bees.example/", *SILENT, "--dry-run"]) == 2
    assert "Look at it with `articast check https://bees.example/`" in capsys.readouterr().err


def test_an_edition_is_shown_with_its_articles(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run of an edition shows its articles, name, folder and formats; after the run it is unchanged."""
    home.joinpath("edition.toml").write_text(
        'title = "Garden News"\nnumber = 7\n[[section]]\ntitle = "Animals"\narticles = ["ants.md", "bees.txt"]\n',
        encoding="utf-8",
    )
    before = _files(home)
    assert main(["edition", *SILENT, "--dry-run"]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("1 of 2: ants, about ")
    assert second.endswith(f"mp3, would be made in {Path('output/bees')}, 1 warning")
    assert last.startswith("Garden News, number 7: 2 articles, about ")
    assert last.endswith(f", mp3 and usb, would be made in {Path('output/garden-news-7')}. Nothing was written.")
    assert _files(home) == before
    assert main(["edition", *SILENT, "--quiet"]) == 0
    assert main(["edition", *SILENT, "--dry-run", "--json"]) == 0
    assert [event["status"] for event in _events(capsys)] == ["unchanged"] * 3
    home.joinpath("ants.md").write_text("# Ants\n\nAnts run.\n", encoding="utf-8")
    os.truncate(home / "bees.txt", 0)
    assert main(["edition", *SILENT, "--dry-run", "--json"]) == 1
    *articles, edition = _events(capsys)
    assert [article["status"] for article in articles] == ["planned", "failed"]
    assert (edition["status"], edition["missing"], edition["articles"]) == ("planned", ["bees.txt"], 1)
