"""A package keeps the formats that a run does not make: as good as new, or named as older."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from tts.config.channel import Channel
from tts.config.config import Config, configure
from tts.editions.build import EditionOutcome, make_edition
from tts.editions.edition_folder import read_edition_folder
from tts.library.build import build_library
from tts.packages import store
from tts.packages.batch import package
from tts.packages.outcome import Outcome
from tts.verify import verify
from tts.verify.findings import Finding

pytestmark = pytest.mark.once

ARTICLE = "---\ntitle: Bees\nauthor: Ann Lee\ndate: 2026-05-17\nlang: en\n---\n\nBees fly.\n"
OTHER = ARTICLE + "\nThey dance.\n"
BOOKS = {"bees.epub", "daisy", "bees-daisy.zip", "bees.lpf"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an article, and without programs that check books and take long."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    Path("bees.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def _package(formats: str, *, force: bool = False, prune: bool = False, **settings: str) -> Outcome:
    """The outcome for the article, which is not allowed to fail; the formats are as on the command line."""
    config = configure(Config(engine="silent", pinned=("formats",)), {"formats": formats, **settings})
    (outcome,) = package([Path("bees.md")], Path("output"), config, force=force, prune=prune)
    assert outcome.error is None
    return outcome


def _files(folder: str = "output/bees") -> dict[str, bytes]:
    """The bytes of each file of the package, by its path in it."""
    paths = (path for path in sorted(Path(folder).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _names() -> set[str]:
    return {path.name for path in Path("output/bees").iterdir()}


def _manifest(folder: str = "output/bees") -> dict:
    return json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8"))


def _findings(kind: str) -> list[Finding]:
    return [finding for finding in verify(Path("output/bees")) if finding.kind == kind and finding.check == "files"]


def test_nothing_is_made_again(home: Path) -> None:
    """A package that has what is asked for is unchanged, whatever else it has."""
    _package("epub,m4b,labels")
    before = _files()
    for formats in ("mp3", "epub", "m4b,labels", "epub,mp3"):
        outcome = _package(formats)
        assert (outcome.status, outcome.warnings, outcome.older) == ("unchanged", (), ())
    assert _files() == before


def test_formats_of_the_same_article_are_as_good_as_new(home: Path) -> None:
    """A format that is added leaves the others as they are: the package is that of a run that makes all of them."""
    _package("epub,opus,cue")
    before = _files()
    outcome = _package("m4b,labels")
    assert (outcome.status, outcome.warnings) == ("packaged", ())
    made = _files()
    assert {name: made[name] for name in ("bees.epub", "bees.opus", "bees.mp3")} == {
        name: before[name] for name in ("bees.epub", "bees.opus", "bees.mp3")
    }
    manifest = _manifest()
    assert set(manifest["options"]["formats"]) >= {"epub", "opus", "cue", "m4b", "labels"}
    assert {track["path"] for track in manifest["tracks"]} == {"bees.m4b", "bees.mp3", "bees.opus"}
    assert "older" not in manifest
    page = made["index.html"].decode()
    assert all(f'href="{name}"' in page for name in ("bees.epub", "bees.opus", "bees.m4b"))
    assert [finding for finding in verify(Path("output/bees")) if finding.kind == "finding"] == []


def test_older_formats_are_kept_and_named(home: Path) -> None:
    """When the article has changed, other formats stay as they were: the run, the manifest and `verify` name them, and
    neither the page, the library nor the feed offers them.
    """
    _package("all")
    before = _files()
    Path("bees.md").write_text(OTHER, encoding="utf-8")
    for status in ("packaged", "unchanged"):
        outcome = _package("mp3")
        assert outcome.status == status
        assert set(outcome.older) == {"bees.m4b", "bees.opus", "bees.flac", *BOOKS}
        (warning,) = outcome.warnings
        assert warning.startswith(
            "bees.md: bees.m4b, bees.opus, bees.flac, bees.epub, daisy, bees-daisy.zip and bees.lpf "
        )
        assert warning.endswith(
            "older than the other files. Make them again with --formats m4b,opus,flac,epub,daisy,audiobook, "
            "or give --prune to remove them."
        )
    made = _files()
    kept = {name for name in before if name.startswith("daisy/") or name in outcome.older}
    assert {name: made[name] for name in kept} == {name: before[name] for name in kept}
    assert all(made[name] != before[name] for name in ("bees.mp3", "labels.txt", "embed.html"))
    assert _findings("finding") == []
    assert {finding.place for finding in _findings("note")} == set(outcome.older)
    build_library(Path("output"), Channel(base_url="https://example.org/", title="News"))
    for file in ("output/index.html", "output/feed.xml", "output/bees/index.html", "output/bees/embed.json"):
        text = Path(file).read_text(encoding="utf-8")
        assert "bees.mp3" in text
        assert not [name for name in outcome.older if f"{name}" in text and name != "daisy"]


def test_older_formats_are_made_again(home: Path) -> None:
    """A format that is asked for again is new, the others stay older; with all of them, all is as if made at once."""
    _package("epub,daisy,flac")
    Path("bees.md").write_text(OTHER, encoding="utf-8")
    _package("mp3")
    assert set(_package("epub").older) == {"bees.flac", "daisy", "bees-daisy.zip"}
    with ZipFile("output/bees/bees.epub") as book:
        assert any(b"They dance." in book.read(name) for name in book.namelist())
    assert _package("flac,daisy").warnings == ()
    manifest, made = _manifest(), _files()
    assert "older" not in manifest
    shutil.rmtree("output")
    _package("flac,daisy,epub")
    assert {name for name, data in _files().items() if made[name] != data} == set()


def test_prune(home: Path) -> None:
    """With --prune, a package has what is asked for and nothing else, and is as if it were made in an empty folder."""
    _package("mp3")
    alone = _files()
    _package("mp3,epub,labels")
    assert _package("mp3", prune=True).status == "packaged"
    assert _files() == alone
    assert _package("mp3", prune=True).status == "unchanged"
    _package("mp3,epub,labels")
    Path("bees.md").write_text(OTHER, encoding="utf-8")
    assert _package("mp3", prune=True).older == ()
    assert _names() == {name.partition("/")[0] for name in alone}


def test_other_settings_make_formats_older(home: Path) -> None:
    """A format that was made with other settings is older, even if the article is the same."""
    _package("mp3,epub")
    outcome = _package("mp3", verbosity="brief")
    assert outcome.older == ("bees.epub",)


def test_another_recording_makes_formats_older(home: Path) -> None:
    """If the sound is not what it was, which not every engine can avoid, the files with other times are older."""
    _package("mp3,epub")
    path = Path("output/bees/manifest.json")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"break_ms": ', '"break_ms": 1', 1), encoding="utf-8")
    assert _package("opus").older == ("bees.mp3", "bees.epub")


def test_files_that_are_gone_or_strange_are_not_carried(home: Path) -> None:
    """Of a format only whole files are kept: no empty file, no link, and none of a format that was not made here."""
    _package("all")
    Path("output/bees/bees.epub").write_bytes(b"")
    Path("output/bees/bees.lpf").unlink()
    shutil.rmtree("output/bees/usb", ignore_errors=True)
    Path("output/bees/bees-usb.zip").write_bytes(b"x")
    Path("secret").write_bytes(b"x")
    Path("output/bees/bees.flac").unlink()
    Path("output/bees/bees.flac").symlink_to("../../secret")
    Path("output/bees/daisy/more").symlink_to("../../..")
    Path("output/bees/note.txt").write_bytes(b"x")
    Path("bees.md").write_text(OTHER, encoding="utf-8")
    assert set(_package("mp3").older) == {"bees.m4b", "bees.opus"}
    assert not {"bees.epub", "bees.lpf", "bees.flac", "daisy", "note.txt", "bees-usb.zip"} & _names()


def test_a_track_that_was_changed_is_older(home: Path) -> None:
    """A sound file that somebody changed is not offered as a track of the new package."""
    _package("mp3,flac")
    with Path("output/bees/bees.flac").open("ab") as file:
        file.write(b"x")
    assert _package("mp3,opus").older == ("bees.flac",)
    assert [track["path"] for track in _manifest()["tracks"]] == ["bees.mp3", "bees.opus"]


@pytest.mark.parametrize(
    "members",
    [
        {"older": ["epub"], "impossible": [1]},
        {"older": {"epub": 3, "../../secret": ["../../secret"]}, "tracks": {}},
        {"options": {"formats": [["epub"], 4, "epub", "../x"], "source": "bees.md", "own_formats": 3}},
        {"metadata": [], "tracks": [{"path": "bees.mp3", "media_type": ["audio/mpeg"], "size_bytes": "x"}]},
    ],
)
def test_a_manifest_of_somebody_else(home: Path, members: dict) -> None:
    """Whatever stands in the manifest from before, the article is packaged, and no file from elsewhere is taken."""
    _package("mp3,epub")
    Path("secret").write_bytes(b"x")
    Path("output/bees/manifest.json").write_text(json.dumps(_manifest() | members, indent=1), encoding="utf-8")
    Path("bees.md").write_text(OTHER, encoding="utf-8")
    assert _package("mp3").status == "packaged"
    assert not any("secret" in name for name in _names())
    assert _findings("finding") == []


def test_only_files_of_formats_are_older(home: Path) -> None:
    """A manifest cannot make any file belong to its package by calling it older."""
    _package("mp3")
    Path("output/bees/virus.exe").write_bytes(b"x")
    path = Path("output/bees/manifest.json")
    manifest = _manifest() | {"older": {"epub": ["virus.exe"]}}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert [finding.place for finding in _findings("finding")] == ["virus.exe"]


def test_a_package_of_another_article(home: Path) -> None:
    """An article that takes the name of one that is gone takes none of its files."""
    _package("mp3,epub")
    Path("bees.md").unlink()
    Path("other").mkdir()
    Path("other/bees.md").write_text(OTHER, encoding="utf-8")
    (outcome,) = package([Path("other/bees.md")], Path("output"), Config(engine="silent"))
    assert (outcome.slug, outcome.older) == ("bees", ())
    assert "bees.epub" not in _names()


def test_an_article_that_was_moved(home: Path) -> None:
    """An article keeps its other formats when it is moved."""
    _package("mp3,epub")
    Path("other").mkdir()
    Path("bees.md").rename("other/bees.md")
    (outcome,) = package([Path("other/bees.md")], Path("output"), Config(engine="silent", formats=("opus",)))
    assert (outcome.slug, outcome.older) == ("bees", ())
    assert "bees.epub" in _names()


def test_files_are_copied_where_there_are_no_links(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk without hard links, files are copied."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    _package("daisy")
    before = _files()
    monkeypatch.setattr(os, "link", refuse)
    _package("opus")
    assert {name: data for name, data in _files().items() if name.startswith("daisy/")} == {
        name: data for name, data in before.items() if name.startswith("daisy/")
    }


def test_a_run_that_fails_keeps_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that stops before its package is in place leaves the one from before, with all its formats."""
    _package("mp3,epub,daisy")
    before = _files()
    Path("bees.md").write_text(OTHER, encoding="utf-8")

    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "install", stop)
    (outcome,) = package([Path("bees.md")], Path("output"), Config(engine="silent"))
    assert outcome.status == "failed"
    assert _files() == before


def test_formats_of_the_front_matter(home: Path) -> None:
    """After a run with --formats, a run without it makes what the front matter asks for, and then nothing."""
    own = ARTICLE.replace("lang: en\n", "lang: en\narticast: {formats: [epub]}\n")
    Path("bees.md").write_text(own, encoding="utf-8")
    _package("mp3")
    assert "bees.epub" not in _names()
    for status in ("packaged", "unchanged"):
        (outcome,) = package([Path("bees.md")], Path("output"), Config(engine="silent"))
        assert outcome.status == status
        assert "bees.epub" in _names()


def test_an_edition_keeps_its_formats(home: Path) -> None:
    """An edition of many articles keeps formats as a package of one article does, and --prune removes them."""
    Path("news").mkdir()
    Path("bees.md").rename("news/bees.md")

    def make(*formats: str, prune: bool = False) -> EditionOutcome:
        edition, config = read_edition_folder(Path("news"), "News"), Config(engine="silent")
        *_, made = make_edition(edition, {}, Path("output"), config, formats, prune=prune)
        assert isinstance(made, EditionOutcome)
        return made

    folder = make("mp3", "epub", "usb").package
    assert (make("mp3").status, make("usb").status) == ("unchanged", "unchanged")
    made = make("m4b")
    assert (made.status, made.older) == ("made", ())
    assert set(_manifest(str(folder))["options"]["formats"]) >= {"epub", "usb", "m4b"}
    assert [finding for finding in verify(folder) if finding.kind == "finding"] == []
    Path("news/bees.md").write_text(OTHER, encoding="utf-8")
    made = make("mp3")
    assert set(made.older) == {"news.m4b", "news.epub", "usb", "news-usb.zip"}
    assert "older than the other files" in made.warnings[-1]
    assert [finding for finding in verify(folder) if finding.kind == "finding"] == []
    assert make("mp3", prune=True).older == ()
    assert not list(folder.glob("*.epub"))
    assert make("mp3", prune=True).status == "unchanged"
