"""A link that leads out of its folder is not read as an article, unless it is asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tts.cli import main
from tts.editions.edition_file import read_edition_file
from tts.editions.edition_folder import read_edition_folder
from tts.errors import ReadError, UsageError
from tts.packages.links import make_link_rule

pytestmark = [
    pytest.mark.once,  # none of it depends on the version of Python
    pytest.mark.skipif(os.name != "posix", reason="Windows lets few users make links"),
]

REFUSED = "outside of its folder. Put the file itself here, or give --follow-links."
SILENT = ("--engine", "silent", "--jobs", "1", "--date", "2026-01-02")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles: a file, a link to it in a folder below, and one to a file elsewhere."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("articles/sub").mkdir(parents=True)
    Path("articles/bees.md").write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    Path("../secret.md").write_text("# Secret\n\nNobody knows.\n", encoding="utf-8")
    Path("articles/sub/within.md").symlink_to("../bees.md")
    Path("articles/out.md").symlink_to(tmp_path / "secret.md")
    return folder


def _is_allowed(path: str, *folders: str, follow: bool = False) -> bool:
    """Return whether the article at `path` may be read."""
    try:
        make_link_rule(map(Path, folders), follow=follow).require_inside(Path(path))
    except ReadError as error:
        assert str(error).startswith(f"{path}: This is a link to ")  # noqa: PT017 - the other outcome is none
        assert str(error).endswith(REFUSED)  # noqa: PT017
        return False
    return True


def test_a_link_stays_in_the_folder_that_was_given(here: Path) -> None:
    """A link is followed within the folder that was given, or within its own, and anywhere on request."""
    Path("articles/elsewhere").symlink_to("../../")
    Path("other").symlink_to("articles")
    assert _is_allowed("articles/bees.md")
    assert _is_allowed("articles/sub/within.md", "articles")
    assert _is_allowed("articles/sub/within.md", "other", "articles/sub", "articles")
    assert not _is_allowed("articles/sub/within.md")
    assert not _is_allowed("articles/sub/within.md", "articles/sub")
    assert not _is_allowed("articles/out.md", "articles")
    assert _is_allowed("articles/out.md", "articles", follow=True)
    assert not _is_allowed("articles/elsewhere/secret.md", "articles")
    assert _is_allowed("articles/elsewhere/secret.md", "articles/elsewhere")
    assert _is_allowed("other/bees.md")
    assert _is_allowed("other/bees.md", "other")
    assert not _is_allowed("other/out.md", "other", "articles")
    assert _is_allowed(str(here / "articles/bees.md"), "articles")


VERBS = {
    "package": (*SILENT, "articles"),
    "check": ("articles",),
    "text": ("articles",),
    "add": ("-o", "added", "articles/bees.md", "articles/out.md"),
    "say": ("--engine", "silent", "-o", "out.wav", "articles/out.md"),
    "edition": (*SILENT, "--formats", "mp3"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_command_refuses_links_out_of_the_folder(
    here: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """The link is one line, the other articles are read, and `--follow-links` or the setting allows it."""
    Path("edition.toml").write_text('title = "News"\n[[section]]\narticles = "articles/**/*.md"\n', encoding="utf-8")
    assert main([verb, *VERBS[verb]]) == 1
    out, err = capsys.readouterr()
    lines = [line for line in (out + err).splitlines() if "articles/out.md" in line]
    assert len(lines) == 1
    assert lines[0].endswith(REFUSED)
    assert "Nobody knows" not in out
    if verb not in ("say", "check"):
        assert "bees" in (out + err).lower()
    assert main([verb, *VERBS[verb], "--follow-links"]) == 0
    if verb != "add":
        Path("articast.toml").write_text("follow-links = true\n", encoding="utf-8")
        assert main([verb, *VERBS[verb]]) == 0
    assert REFUSED not in "".join(capsys.readouterr())


def test_patterns_of_an_edition_stay_in_their_folders(here: Path) -> None:
    """A link is followed within the edition's folder, or within the folder outside of it that a pattern names."""
    Path("week").mkdir()
    Path("week/edition.toml").write_text(
        'title = "News"\n[[section]]\narticles = ["*.md", "../articles/**/*.md"]\n', encoding="utf-8"
    )
    Path("week/up.md").symlink_to("../articles/bees.md")
    settings = read_edition_file(Path("week/edition.toml"))
    refused = []
    for path in settings.articles():
        try:
            settings.links.require_inside(path)
        except ReadError:
            refused.append(str(path))
    assert refused == ["week/up.md", "week/../articles/out.md"]
    assert len(tuple(settings.articles())) == 4


@pytest.mark.parametrize("key", ["start", "end", "jingle", "between"])
def test_texts_and_sounds_of_an_edition_are_in_its_folder(here: Path, key: str) -> None:
    """A file for the announcements that is a link out of the folder is an error with its line, unless asked for."""
    Path("said.md").symlink_to("../secret.md")
    text = f'title = "News"\n[announce]\n{key} = "said.md"\n[[section]]\narticles = "articles/bees.md"\n'
    Path("edition.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=rf"^edition\.toml, line 3: {key}: This is a link to .+--follow-links\.$"):
        read_edition_file(Path("edition.toml"))
    assert read_edition_file(Path("edition.toml"), follow_links=True).announce.files.keys() == {key}


def test_texts_in_the_folder_of_an_edition_are_in_it(here: Path) -> None:
    """An edition of a folder refuses a text for its beginning that is a link out of it, unless asked for."""
    Path("articles/start.md").symlink_to("../../secret.md")
    with pytest.raises(UsageError, match=r"^articles/start\.md: This is a link to .+--follow-links\.$"):
        read_edition_folder(Path("articles"), "News")
    assert read_edition_folder(Path("articles"), "News", follow_links=True).announce.start


@pytest.mark.parametrize("name", ["loop.md", "nowhere.md"])
def test_a_link_that_leads_nowhere_is_one_line(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A link to itself or to nothing is named, in a folder too, and the other articles are read."""
    Path("articles/out.md").unlink()
    Path("articles", name).symlink_to("loop.md")
    assert main(["text", "articles"]) == 1
    out, err = capsys.readouterr()
    what = "This is a link that leads nowhere. Put the file itself here, or remove the link."
    assert err == f"articles/{name}: {what}\n"
    assert "Bees fly." in out
