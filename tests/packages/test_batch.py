"""Many articles: what has not changed is left alone, what fails does not stop the rest, nothing piles up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from unittest import mock

import pytest

from tts import pipeline
from tts.config.config import Config, configure
from tts.errors import ReadError, UsageError
from tts.packages import build, stale
from tts.packages.batch import package
from tts.packages.discover import find_articles
from tts.packages.outcome import Outcome

SILENT = Config(engine="silent")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with two articles."""
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    Path("articles/ants.md").write_text("# Ants\n\nAnts walk.\n", encoding="utf-8")
    Path("articles/bees.txt").write_text("Bees fly. They sleep.\n", encoding="utf-8")
    return tmp_path


def _run(*paths: str, config: Config = SILENT, force: bool = False, output: str = "output") -> list[Outcome]:
    """The outcomes in the order of their articles; those that need no work come first."""
    found = find_articles(map(Path, paths or ("articles",)))
    return sorted(package(found, Path(output), config, force=force), key=lambda outcome: found.index(outcome.path))


def _statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def test_a_folder_gives_its_articles(home: Path) -> None:
    """Articles are found below a folder, in order, each once; hidden files and other kinds are left out."""
    for name in (".hidden.md", "deep/er/cats.MD", ".git/dogs.md", "note.doc"):
        home.joinpath("articles", name).parent.mkdir(parents=True, exist_ok=True)
        home.joinpath("articles", name).write_text("x", encoding="utf-8")
    found = find_articles([Path("articles/bees.txt"), Path("articles"), Path("missing.md")])
    assert [path.as_posix() for path in found] == [
        *("articles/bees.txt", "articles/ants.md", "articles/deep/er/cats.MD", "missing.md")
    ]


def test_one_article_by_several_paths_is_one(home: Path) -> None:
    """A file that is named by relative and absolute paths is packaged once, by the path that comes first."""
    ways = ("articles/ants.md", str(home / "articles"), "articles/../articles/ants.md", "articles")
    assert [str(path) for path in find_articles(map(Path, ways))] == [
        str(Path("articles/ants.md")),
        str(home / "articles/bees.txt"),
    ]
    assert _statuses(_run(*ways)) == ["packaged", "packaged"]


def test_a_folder_without_articles_is_told(home: Path) -> None:
    """A folder in which no file is an article is an error that names it."""
    home.joinpath("none").mkdir()
    with pytest.raises(ReadError, match=r"^none: There is no article in this folder"):
        find_articles([Path("none")])


def test_a_folder_without_articles_stops_no_other(home: Path) -> None:
    """A folder without an article fails alone, with `force` too, and takes no name from an article."""
    home.joinpath("ants").mkdir()
    for force in (False, True):
        empty, ants, bees = _run("ants", "articles", force=force)
        assert str(empty.error).startswith("ants: There is no article in this folder. Put one there (.md, ")
        assert [ants.slug, bees.slug] == ["ants", "bees"]
        assert _statuses([empty, ants, bees]) == ["failed", "packaged", "packaged"]
    assert sorted(path.name for path in home.glob("output/*/")) == ["ants", "bees"]


def test_packages_are_no_articles(home: Path) -> None:
    """A second run over a folder that holds the packages of the first does not read their transcripts."""
    assert _statuses(_run(".")) == ["packaged", "packaged"]
    assert _statuses(_run(".")) == ["unchanged", "unchanged"]


def test_what_is_unchanged_is_left_alone(home: Path) -> None:
    """A second run touches no file, starts no engine, and still tells the length."""
    first = _run()
    before = {path: path.stat().st_mtime_ns for path in home.rglob("output/*/*")}
    with mock.patch.object(build, "load", side_effect=AssertionError("the engine was started")):
        second = _run()
    assert _statuses(first) == ["packaged", "packaged"]
    assert _statuses(second) == ["unchanged", "unchanged"]
    assert [one.duration_ms for one in second] == [one.duration_ms for one in first]
    assert {path: path.stat().st_mtime_ns for path in home.rglob("output/*/*")} == before


def _text(home: Path) -> None:
    home.joinpath("articles/bees.txt").write_text("Bees fly. They dance.\n", encoding="utf-8")


def _track(home: Path) -> None:
    home.joinpath("output/bees/bees.mp3").unlink()


def _half_a_track(home: Path) -> None:
    home.joinpath("output/bees/bees.mp3").write_bytes(b"half")


def _manifest(home: Path) -> None:
    home.joinpath("output/bees/manifest.json").write_text('{"schema": 1', encoding="utf-8")


def _all(home: Path) -> None:
    for path in home.joinpath("output/bees").iterdir():
        path.unlink()


@pytest.mark.parametrize("change", [_text, _track, _half_a_track, _manifest, _all])
def test_what_changed_is_packaged_again(change, home: Path) -> None:
    """A changed text, and a package that is not all there, is made again; the other article is not."""
    _run()
    change(home)
    assert _statuses(_run()) == ["unchanged", "packaged"]
    assert _statuses(_run()) == ["unchanged", "unchanged"]


def test_an_edition_that_is_gone_is_made_again(home: Path) -> None:
    """Of the files that the formats name, too, none may be missing."""
    config = configure(SILENT, {"formats": "mp3,epub"})
    _run(config=config)
    home.joinpath("output/bees/bees.epub").unlink()
    assert _statuses(_run(config=config)) == ["unchanged", "packaged"]
    assert home.joinpath("output/bees/bees.epub").is_file()


@pytest.mark.parametrize("settings", [{"rate_wpm": 300}, {"voice": "de"}, {"breaks": {"item": 1}}, {"loudness": "off"}])
def test_a_changed_setting_packages_again(settings: dict, home: Path) -> None:
    """Each setting counts, and going back to the old one counts too."""
    _run()
    assert _statuses(_run(config=configure(SILENT, settings))) == ["packaged", "packaged"]
    assert _statuses(_run()) == ["packaged", "packaged"]


def test_a_changed_version_packages_again(home: Path) -> None:
    """Another version of one of the makers makes every package anew."""
    _run()
    with mock.patch.object(stale, "toolchain_versions", return_value={"articast": "99"}):
        assert _statuses(_run()) == ["packaged", "packaged"]


def test_a_changed_cover_packages_again(home: Path) -> None:
    """A cover image that is replaced is in the next package, with its own bytes."""
    article = home / "articles/ants.md"
    article.write_text("---\ntitle: Ants\ncover: ant.png\n---\nAnts walk.\n", encoding="utf-8")
    cover = article.with_name("ant.png")
    cover.write_bytes(PNG)
    assert _run()[0].error is None
    assert _statuses(_run()) == ["unchanged", "unchanged"]
    assert home.joinpath("output/ants/cover.png").read_bytes() == PNG
    cover.write_bytes(PNG + b"\0")
    assert _statuses(_run()) == ["packaged", "unchanged"]
    assert home.joinpath("output/ants/cover.png").read_bytes() == PNG + b"\0"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def test_force_packages_again(home: Path) -> None:
    """With `force` everything is made again, and gives the same bytes."""
    _run()
    before = {path: path.read_bytes() for path in home.rglob("output/*/*")}
    assert _statuses(_run(force=True)) == ["packaged", "packaged"]
    assert {path: path.read_bytes() for path in home.rglob("output/*/*")} == before


def test_one_failure_does_not_stop_the_rest(home: Path) -> None:
    """Articles that are missing, empty, or not to be read fail, each for itself; the others are there."""
    home.joinpath("articles/blank.md").write_bytes(b"")
    outcomes = _run("articles", "gone.md", "articles/ants.md/x.md")
    assert _statuses(outcomes) == ["packaged", "packaged", "failed", "failed", "failed"]
    assert all(one.error for one in outcomes[2:])
    assert sorted(path.name for path in home.joinpath("output").iterdir()) == ["ants", "bees"]


def test_a_defect_of_ours_costs_one_article(home: Path) -> None:
    """An unexpected exception fails its article, in one line that asks for a report."""
    with mock.patch.object(pipeline, "produce", side_effect=[RuntimeError("two\nlines"), mock.DEFAULT]):
        failed, _ = _run()
    assert str(failed.error) == (
        "articles/ants.md: RuntimeError: two lines. This is a defect in Articast. Please report it with the article."
    )


def test_a_defect_while_an_engine_starts_is_raised(home: Path) -> None:
    """An exception of any class ends the run: none is taken for the end of the queue, for which nobody would wait."""
    with (
        mock.patch("tts.pipeline.require_run", side_effect=IndexError("no voice")),
        pytest.raises(IndexError, match="no voice"),
    ):
        _run()


def test_a_name_that_no_file_can_have_fails_alone(home: Path) -> None:
    """A path that is too long for the system is a file that is missing, and stops no other."""
    outcomes = _run("articles/ants.md", f"{'a' * 5000}.md")
    assert _statuses(outcomes) == ["packaged", "failed"]
    assert "There is no such file" in str(outcomes[1].error)


@pytest.mark.parametrize("settings", [{"voice": "nobody"}, {"formats": "wax"}, {"engine": "kazoo"}])
def test_a_wrong_call_stops_at_once(settings: dict, home: Path) -> None:
    """A voice, format or engine of the call that does not exist stops the run before anything is made."""
    with pytest.raises(UsageError):
        _run(config=configure(SILENT, settings))
    assert list(home.glob("output/*")) == []


def test_a_package_keeps_its_name(home: Path) -> None:
    """An article keeps the folder of its package when another one of the same name comes, also with `-o .`."""
    for output in ("output", "."):
        assert [one.slug for one in _run("articles/bees.txt", output=output)] == ["bees"]
        home.joinpath("articles/bees.md").write_text("# Bees\n\nOthers.\n", encoding="utf-8")
        outcomes = _run("articles/bees.md", "articles/bees.txt", output=output)
        assert {one.path.name: (one.slug, one.status) for one in outcomes} == {
            "bees.md": ("bees-md", "packaged"),
            "bees.txt": ("bees", "unchanged"),
        }
        home.joinpath("articles/bees.md").unlink()


def test_foreign_manifests_are_no_packages(home: Path) -> None:
    """A folder with a manifest of something else is neither taken for a package nor touched."""
    ours = '{"schema": "articast-manifest/1", "options": %s,\n "sections": ['
    hostile = [ours % options for options in ("[]", "null", r'{"source": "\u0000"}', f'{{"source": "{"a" * 5000}"}}')]
    strangers = [
        *hostile,
        "[]",
        "{}",
        '{"options": 3,\n "sections": [',
        '{"schema": "articast-manifest/1"}',
        "\0",
        "[" * 100_000,
    ]
    for number, text in enumerate(strangers):
        folder = home / "output" / f"other-{number}"
        folder.mkdir(parents=True)
        folder.joinpath("manifest.json").write_text(text, encoding="utf-8")
    assert _statuses(_run()) == ["packaged", "packaged"]
    for number, text in enumerate(strangers):
        assert home.joinpath(f"output/other-{number}/manifest.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"tracks": [', '"tracks": [], "others": ['),
        ('"duration_ms": ', '"duration_ms": null, "length_ms": '),
        ('"inputs": {', '"inputs": ["bees.txt"], "others": {'),
        ('"inputs": {', '"inputs": {"\\u0000": "", '),
        ('"metadata": {', '"metadata": 3, "others": {'),
        ('"formats": [', '"formats": 3, "others": ['),
    ],
)
def test_a_manifest_that_somebody_changed_is_made_again(old: str, new: str, home: Path) -> None:
    """A manifest that has the right fingerprint and lacks something else is out of date, whatever is wrong with it."""
    _run()
    manifest = home / "output/bees/manifest.json"
    text = manifest.read_text(encoding="utf-8")
    assert old in text
    manifest.write_text(text.replace(old, new), encoding="utf-8")
    assert _statuses(_run()) == ["unchanged", "packaged"]


@pytest.mark.once
def test_a_long_head_of_a_manifest_is_found(home: Path) -> None:
    """An article with more chapters than fit into some kilobytes is unchanged the next time, too."""
    headings = "\n\n".join(f"## {n} {'A' * 300}\n\nwalk" for n in range(256))
    home.joinpath("articles/ants.md").write_text(f"# Ants\n\n{headings}\n", encoding="utf-8")
    assert _run("articles/ants.md")[0].warnings != ()
    assert home.joinpath("output/ants/manifest.json").read_text("utf-8").index('"sections"') > 80_000
    assert _statuses(_run("articles/ants.md")) == ["unchanged"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has file names that are no text")
def test_a_file_name_that_is_no_text(home: Path) -> None:
    """An article whose name is no UTF-8 is packaged, and known again; two of them do not get into each other's way."""
    for name in (b"caf\xe9.txt", b"caf\xe8.txt"):
        Path(os.fsdecode(b"articles/" + name)).write_text("Bees fly.\n", encoding="utf-8")
    first, second = _run(), _run()
    assert _statuses(first) == ["packaged"] * 4
    assert _statuses(second) == ["unchanged"] * 4
    assert len({one.slug for one in first}) == 4


def _open_files() -> int | None:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else None


def _children() -> set[str]:
    """The children of this process, such as helpers of other tests; none where the system does not list them."""
    return {child for tasks in Path("/proc/self/task").glob("*/children") for child in tasks.read_text().split()}


@pytest.mark.once
def test_many_packages_leave_nothing_behind(home: Path) -> None:
    """Open files, threads and children are as many after 25 packages as after the first; no workspace stays."""
    _run("articles/bees.txt", force=True)
    before = (_open_files(), threading.active_count(), _children())
    for _ in range(25):
        assert _statuses(_run("articles/bees.txt", force=True)) == ["packaged"]
    assert (_open_files(), threading.active_count(), _children()) == before
    assert [path.name for path in home.joinpath("output").iterdir()] == ["bees"]


def test_packages_do_not_depend_on_the_number_of_jobs(home: Path) -> None:
    """One job and three make the same files, byte for byte, and tell of each article once."""
    for number in range(4):
        (home / f"articles/more-{number}.md").write_text(f"# More {number}\n\n" + "Ants walk. " * (number + 1), "utf-8")
    found = find_articles([Path("articles")])
    made = []
    for jobs in (1, 3):
        outcomes = list(package(found, Path("output"), Config(engine="silent"), force=True, jobs=jobs))
        assert sorted(outcome.path for outcome in outcomes) == sorted(found)
        assert {outcome.status for outcome in outcomes} == {"packaged"}
        made.append({path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()})
    assert made[0] == made[1]


def test_a_run_of_several_jobs_that_is_given_up_leaves_nothing(home: Path) -> None:
    """Who stops taking outcomes stops the run: no thread speaks on and no half package is left."""
    for number in range(6):
        (home / f"articles/more-{number}.md").write_text(f"# More {number}\n\n" + "Ants walk. " * 100, "utf-8")
    run = package(find_articles([Path("articles")]), Path("output"), Config(engine="silent"), force=True, jobs=2)
    next(run)
    run.close()
    assert not Path("output/.articast").exists()
    assert all((folder / "manifest.json").is_file() for folder in Path("output").iterdir())


@pytest.mark.parametrize("name", ["transcript.txt", "{}.vtt", "{}.srt", "chapters.json", "cover.png"])
def test_a_package_that_lacks_a_file_is_made_anew(home: Path, name: str) -> None:
    """A text file that somebody removed or emptied is there again after the next run."""
    _run()
    Path("output/ants", name.format("ants")).unlink()
    Path("output/bees", name.format("bees")).write_bytes(b"")
    assert _statuses(_run()) == ["packaged", "packaged"]
    assert Path("output/ants", name.format("ants")).stat().st_size
    assert _statuses(_run()) == ["unchanged", "unchanged"]


def test_a_run_in_which_all_fails_leaves_no_folder(home: Path) -> None:
    """If no article can be packaged, there is neither a folder for packages nor a library in it."""
    Path("articles/ants.md").write_bytes(b"\0\1")
    command = [sys.executable, "-m", "tts", "package", "articles/ants.md", "--engine", "silent", "-o", "new/output"]
    done = subprocess.run(command, cwd=home, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "ants.md" in done.stderr
    assert not Path("new").exists()


def test_a_missing_file_takes_no_name(home: Path) -> None:
    """A path that leads nowhere fails, and the article of the same name that is there keeps its plain slug."""
    missing, there = package([Path("articles/a/ants.md"), Path("articles/ants.md")], Path("output"), SILENT)
    assert (missing.status, there.status, there.slug) == ("failed", "packaged", "ants")


@pytest.mark.parametrize(
    ("name", "front_matter", "reason"),
    [
        ("bees.md", "draft: true", "its front matter says 'draft: true'"),
        ("bees.txt", "draft: yes", "its front matter says 'draft: yes'"),
        ("bees.md", "published: false", "its front matter says 'published: false'"),
        ("bees.md", "Status: Draft", "its status is 'Draft'"),
        ("bees.md", "post_status : private", "its status is 'private'"),
        ("bees.md", "publish:\n  no", "its front matter says 'publish: no'"),
        ("bees.md", "visibility: private", "its front matter says 'visibility: private'"),
        ("bees.md", "date: 2031-01-02 09:00", "its date, 2031-01-02T09:00:00, is in the future"),
        ("bees.md", "publishDate: 2 January 2031\ndate: 2025-01-01", "its date, 2031-01-02, is in the future"),
        ("2031-01-02-bees.md", "title: Bees", "its date, 2031-01-02, is in the future"),
        ("_drafts/bees.md", "title: Bees", "it is in the folder _drafts"),
    ],
)
def test_a_draft_is_left_out_unless_it_is_asked_for(home: Path, name: str, front_matter: str, reason: str) -> None:
    """An article that is not published yet gets no package, and the reason is a line; `drafts` includes it."""
    path = Path("more", name)
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{front_matter}\n---\nBees fly.\n", encoding="utf-8")
    (outcome,) = package([path], Path("output"), SILENT)
    assert outcome.status == "left_out"
    assert outcome.reason == f"{path} is left out: {reason}. Give --drafts to include it."
    assert not list(Path("output").glob("*/manifest.json"))
    (outcome,) = package([path], Path("output"), SILENT, drafts=True)
    assert outcome.status == "packaged"
    (outcome,) = package([path], Path("output"), SILENT)
    assert outcome.reason.endswith("is from an earlier run; delete it to withdraw the article.")


@pytest.mark.parametrize("front_matter", ["published: true", "draft: false", "status: published", "date: 2025-01-01"])
def test_a_published_article_is_no_draft(home: Path, front_matter: str) -> None:
    """Fields that say that an article is published leave it where it is, without a warning about a date."""
    path = Path("articles/wasps.md")
    path.write_text(f"---\ntitle: Wasps\n{front_matter}\n---\nWasps fly.\n", encoding="utf-8")
    (outcome,) = package([path], Path("output"), SILENT)
    assert outcome.status == "packaged"
    assert not any("not understood" in warning for warning in outcome.warnings)


def test_every_kind_of_article_is_found(home: Path) -> None:
    """Files with the extensions of Markdown's relatives, and a README without one, are articles, in any case."""
    names = ["a.mdx", "b.mdown", "c.MKD", "d.mkdn", "e.qmd", "f.Rmd", "README"]
    home.joinpath("kinds").mkdir()
    for name in (*names, "LICENSE", "readme.rst"):
        home.joinpath("kinds", name).write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    found = find_articles([Path("kinds")])
    assert {path.name for path in found} == set(names)
    assert {outcome.status for outcome in package(found, Path("output"), SILENT)} == {"packaged"}
