"""`articast edition` makes one edition of many articles, with all that it needs and nothing twice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from editions import articast
from encoding import small_png

from tts.cli import main
from tts.verify import verify

ARTICLES = {
    "news/1-harbour.md": "# Harbour opens\n\nThe first ferry left at six.\n\n## The quay\n\nIt was rebuilt.\n",
    "news/2-bees.md": "# Bees return\n\n- Bees fly far.\n\nThe hives are full again.\n",
    "news/10-hafen.md": "---\nlanguage: de\ntitle: Der Hafen\n---\nDas erste Schiff kam um sechs Uhr.\n",
    "notices/ann.md": "# Ann Lee, 90\n\nA party on Sunday.\n",
    "notices/untitled.md": "The choir meets on Monday evening in the hall.\n",
}
EDITION = """\
title = "Harbour Talking News"
number = 736
date = 2026-11-26
language = "en-GB"

[announce]
headlines = 2
between = "chime"

[[section]]
title = "News"
articles = "news/*.md"

[[section]]
title = "Weather"
articles = "weather/*.md"

[[section]]
title = "Births and deaths"
articles = "notices/*.md"
"""
SLUG = "harbour-talking-news-736"


def write_newspaper(folder: Path) -> None:
    """Write the articles and the file of an edition."""
    for name, text in ARTICLES.items():
        folder.joinpath(name).parent.mkdir(exist_ok=True)
        folder.joinpath(name).write_text(text, encoding="utf-8")
    folder.joinpath("edition.toml").write_text(EDITION, encoding="utf-8")


@pytest.fixture
def newspaper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the articles and the file of an edition, as the current folder."""
    write_newspaper(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of an edition in all formats."""
    home = tmp_path_factory.mktemp("newspaper")
    write_newspaper(home)
    formats = "mp3,m4b,opus,epub,daisy,audiobook,usb"
    done = articast("edition", "--engine", "silent", "--formats", formats, "--jobs", "2", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "Harbour Talking News, number 736: 5 articles" in done.stdout
    assert "The section 'Weather' has no article, so it is left out." in done.stderr
    return home / "output"


def make(*arguments: str) -> int:
    """The exit status of the command with the silent engine."""
    return main(["edition", "--engine", "silent", "--jobs", "2", *arguments])


def read(folder: Path, name: str = "manifest.json") -> dict:
    """A manifest as plain values."""
    return json.loads(folder.joinpath(name).read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder by their paths in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_command_makes_all_formats_and_verify_agrees(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All formats of an edition are made by one command, and `verify` has no finding about it."""
    made = {path.name for path in output.joinpath(SLUG).iterdir()}
    assert {f"{SLUG}.{end}" for end in ("mp3", "m4b", "opus", "epub", "lpf")} <= made
    assert {"daisy", "usb", f"{SLUG}-daisy.zip", f"{SLUG}-usb.zip", "index.html", "transcript.txt"} <= made
    assert main(["verify", str(output / SLUG)]) == 0, capsys.readouterr().out


def test_the_index_says_the_numbers_of_folders_and_tracks(output: Path) -> None:
    """The spoken contents give each article the number of its track, and each section that of its folder."""
    transcript = output.joinpath(SLUG, "transcript.txt").read_text(encoding="utf-8")
    contents = transcript[transcript.index("\nContents\n") : transcript.index("\nNews\n")]
    said, section = [], 0
    for of_section, of_article, title in re.findall(r"(?m)^(?:Section (\d+)|• (\d+)):\s+(.*?)\.?$", contents):
        section = int(of_section or section)
        said += [(section, int(of_article), title)] if of_article else []
    audio = next(path for path in output.joinpath(SLUG, "usb").iterdir() if not path.name.endswith("texts"))
    tracks = sorted(str(path.relative_to(audio)) for path in audio.rglob("*.mp3"))
    named = [re.fullmatch(r"(\d{3}) [^/]+/(\d{3}) ([^/]+)\.mp3", track) for track in tracks]
    numbers = [(int(match[1]), int(match[2])) for match in named if match]
    assert len(numbers) == len(tracks)
    assert [(section, number) for section, number, _ in said] == [pair for pair in numbers if 1 < pair[0] < 4]
    assert said[:3] == [(2, 1, "Harbour opens"), (2, 2, "Bees return"), (2, 3, "Der Hafen")]
    parts = read(output / SLUG)["parts"]
    assert [(part["folder"], part["number"]) for part in parts] == numbers


def test_every_word_of_every_article_is_in_the_edition_once(output: Path) -> None:
    """The utterances of each article are in the edition in order, each exactly once."""
    edition = read(output / SLUG)

    def texts(manifest: dict, part: str = "") -> list[str]:
        found: list[str] = []

        def walk(block: dict) -> None:
            found.extend(utterance["text"] for utterance in block.get("utterances", ()))
            for inner in block.get("blocks", ()):
                walk(inner)

        for section in manifest["sections"]:
            if section.get("part", "") == part:
                for block in section["blocks"]:
                    walk(block)
        return found

    articles = [part for part in edition["parts"] if part["kind"] == "article"]
    assert len(articles) == len(ARTICLES)
    for part in articles:
        assert texts(edition, part["id"]) == texts(read(output / part["slug"]))


def test_a_second_run_changes_nothing_and_a_late_change_costs_one_article(newspaper: Path) -> None:
    """Without a change nothing is made again; after one, only that article and the contents are spoken again.

    So is an announcement whose sound was damaged, although its size is right.
    """
    assert make() == 0
    output = newspaper / "output"
    before = {path: path.stat().st_mtime_ns for path in output.rglob("manifest.json")}
    assert make() == 0
    assert {path: path.stat().st_mtime_ns for path in output.rglob("manifest.json")} == before
    speeches = {path.parent.name: path.read_bytes() for path in output.glob(f"{SLUG}/parts/*/manifest.json")}
    end = output / SLUG / "parts" / "end" / "end.mp3"
    sound = end.read_bytes()
    end.write_bytes(sound[:-9] + bytes([sound[-9] ^ 1]) + sound[-8:])
    article = newspaper / "news" / "2-bees.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nThe honey is sold. " * 40, encoding="utf-8")
    assert make() == 0
    assert end.read_bytes() == sound
    changed = {path for path, ns in before.items() if path.exists() and path.stat().st_mtime_ns != ns}
    packages = {path.parent.name for path in changed if path.parent.parent == output}
    assert packages == {"2-bees", SLUG}
    after = {path.parent.name: path.read_bytes() for path in output.glob(f"{SLUG}/parts/*/manifest.json")}
    assert {name for name in after if after[name] != speeches[name]} <= {"index", "start"}
    assert after["index"] != speeches["index"]


def test_the_bytes_do_not_depend_on_jobs_or_on_what_was_there(newspaper: Path) -> None:
    """An edition made by one job has the bytes of one made by two, and of one that was made again."""
    assert make() == 0
    first = files(newspaper / "output" / SLUG)
    assert main(["edition", "--engine", "silent", "--jobs", "1", "-o", "other/output"]) == 0
    second = files(newspaper / "other" / "output" / SLUG)
    assert first.keys() == second.keys()
    differing = {name for name in first if first[name] != second[name]}
    assert {name for name in differing if not name.endswith("manifest.json")} == set()  # these have paths as sources
    assert make("--force") == 0
    assert files(newspaper / "output" / SLUG) == first


def test_an_article_that_fails_is_named_and_the_edition_made_without_it(
    newspaper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty article costs neither the others nor the edition, but the exit status is 1."""
    newspaper.joinpath("news", "3-empty.md").write_text("\n", encoding="utf-8")
    assert make() == 1
    printed = capsys.readouterr()
    assert "3-empty.md" in printed.err
    assert "5 articles" in printed.out
    assert (newspaper / "output" / SLUG / f"{SLUG}.mp3").exists()


def test_a_folder_is_an_edition_too(newspaper: Path) -> None:
    """`--from` makes sections of folders, and titles of their names."""
    newspaper.joinpath("edition.toml").unlink()
    newspaper.joinpath("paper").mkdir()
    newspaper.joinpath("news").rename(newspaper / "paper" / "01 local_news")
    newspaper.joinpath("notices").rename(newspaper / "paper" / "02 notices")
    assert make("--from", "paper", "--title", "Harbour News") == 0
    manifests = [read(path.parent) for path in newspaper.glob("output/*/manifest.json")]
    edition = next(manifest for manifest in manifests if "parts" in manifest)
    assert list(dict.fromkeys(part["folder_title"] for part in edition["parts"]))[1:3] == ["Local news", "Notices"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--formats", "flac"), "There is no format 'flac' of an edition."),
        (("--formats", ","), "An edition needs a format."),
        (("--from", "news"), "An edition of a folder needs a title. Give --title."),
        (("missing.toml",), "missing.toml"),
    ],
)
def test_a_wrong_call_is_explained(
    newspaper: Path, arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong call ends with status 2 and one line, before anything is spoken."""
    assert make(*arguments) == 2
    assert message in capsys.readouterr().err
    assert not newspaper.joinpath("output").exists()


def test_warnings_fail_a_strict_edition(newspaper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--strict` makes the edition, prints the number of warnings and ends with status 1, also if it is unchanged."""
    for _ in range(2):
        assert make("--strict", "--quiet") == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.endswith("3 warnings. Because of --strict, the exit status is 1.\n")
    assert newspaper.joinpath("output", SLUG, "manifest.json").is_file()
    assert make("--strict", "--json") == 1
    assert capsys.readouterr().err == ""
    assert [make("--check", *strict) for strict in ((), ("--strict",))] == [0, 1]


@pytest.mark.once
def test_verify_hears_each_word_where_two_recordings_are_one_part(tmp_path: Path) -> None:
    """The title of a section and its first article move apart in M4B, by less than a packet, which is no finding."""
    article = "# Bees\n\nBees are small. They fly far away.\n\n## Honey\n\n![A comb](comb.png)\n\n- one\n- two\n"
    table = "\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    tmp_path.joinpath("comb.png").write_bytes(small_png())
    for name, title in (("a.md", "Bees"), ("b.md", "Wasps")):
        head = f"---\ntitle: {title}\nauthor: Ann\ndate: 2026-05-17\n---\n"
        tmp_path.joinpath(name).write_text(head + article.replace("Bees", title) + table, encoding="utf-8")
    lines = ('title = "News"', "number = 3", "date = 2026-05-17", "[[section]]", 'title = "One"', "articles = ['*.md']")
    tmp_path.joinpath("edition.toml").write_text("\n".join(lines), encoding="utf-8")
    done = articast("edition", "--engine", "espeak", "--formats", "mp3,m4b", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(verify(tmp_path / "out" / "news-3")) == []
