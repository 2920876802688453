"""`package -o ADDRESS` puts packages at an address, and leaves nothing here."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

if not find_spec("fsspec") and not os.environ.get("CI"):  # CI must not skip
    pytest.skip('needs pip install "articast[publish]"', allow_module_level=True)

import fsspec

from tts.cli import main
from tts.publish.record import NAME

ADDRESS = "memory://shelf/listen"
SILENT = ("--engine", "silent", "--base-url", "https://example.org/listen/")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with two articles, and an empty store."""
    monkeypatch.chdir(tmp_path)
    fsspec.filesystem("memory").store.clear()
    Path("articles").mkdir()
    Path("articles/ants.md").write_text("---\ntitle: Ants\ndate: 2026-03-14\n---\nAnts walk.\n", encoding="utf-8")
    Path("articles/bees.md").write_text("---\ntitle: Bees\ndate: 2026-03-14\n---\nBees fly.\n", encoding="utf-8")
    return tmp_path


def _package(*options: str) -> int:
    return main(["package", *SILENT, "-o", ADDRESS, *options])


def _read_store() -> dict[str, bytes]:
    store = fsspec.filesystem("memory")
    found = {path.removeprefix("/shelf/listen/"): store.cat_file(path) for path in store.find("/shelf/listen")}
    return {name: data for name, data in found.items() if name != NAME}


def _read_folder() -> dict[str, bytes]:
    files = (path for path in Path("output").rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to("output").as_posix(): path.read_bytes() for path in files}


def test_an_address_gets_what_a_folder_gets(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files at the address are those of an output folder, with their library and feeds; nothing stays here."""
    assert _package() == 0
    printed = capsys.readouterr()
    assert f"of audio in {ADDRESS}." in printed.out
    assert f"{ADDRESS}/index.html lists all packages" in printed.out
    assert ".articast-" not in printed.out + printed.err
    assert [path.name for path in home.iterdir()] == ["articles"]
    assert main(["package", *SILENT]) == 0
    assert _read_store() == _read_folder()


def test_what_is_unchanged_at_an_address_is_left_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run makes only what has changed, and old files of a package go; the other package keeps its bytes."""
    assert _package("--formats", "mp3,epub") == 0
    before = _read_store()
    assert _package("--formats", "mp3,epub") == 0
    assert "2 articles: 2 unchanged" in capsys.readouterr().out
    assert _read_store() == before
    Path("articles/bees.md").write_text(
        "---\ntitle: Bees\ndate: 2026-03-14\n---\nBees sleep in their hive, all through the long winter.\n",
        encoding="utf-8",
    )
    assert _package("--formats", "mp3") == 0
    after = _read_store()
    assert "bees/bees.epub" in before
    assert "bees/bees.epub" not in after
    assert not any(set(data) == {0} for data in after.values())
    assert after["bees/bees.mp3"] != before["bees/bees.mp3"]
    assert after["ants/ants.mp3"] == before["ants/ants.mp3"]


@pytest.mark.parametrize("option", ["--watch", "--dry-run", "--shard=1/2"])
def test_what_needs_a_folder_is_refused_for_an_address(
    option: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options that need a folder end with one line that says what to do instead."""
    assert _package(option) == 2
    name = option.partition("=")[0]
    assert f"{name} needs a folder, and {ADDRESS} is an address." in capsys.readouterr().err


def test_a_record_that_anybody_changed_writes_nothing_elsewhere(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record with impossible names or sizes costs the run or a package, and never a file of this computer."""
    assert _package() == 0
    store = fsspec.filesystem("memory")
    record = store.cat_file(f"/shelf/listen/{NAME}")
    store.pipe_file(f"/shelf/listen/{NAME}", record.replace(b'"ants/ants.mp3"', b'"ants/../../evil"'))
    assert _package() == 1
    assert "The record of the files there cannot be read." in capsys.readouterr().err
    store.pipe_file(f"/shelf/listen/{NAME}", b'{"schema": "articast-published/1", "files": {"x/y": [-5, ""]}}')
    assert _package() in (0, 1)
    assert [path.name for path in home.iterdir()] == ["articles"]
