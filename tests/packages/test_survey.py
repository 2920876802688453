"""A run in which nothing is to be done reads each file once, and notices all that one that reads everything does."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest

from tts.config.channel import Channel
from tts.config.config import Config
from tts.errors import StoreError
from tts.library.build import LibraryResult, build_library
from tts.packages.batch import package
from tts.packages.discover import find_articles
from tts.packages.links import make_link_rule

OUTPUT = Path("output")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles and one in a folder below, which all have their packages."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("ants.md", "bees.md", "nests/wasps.md"):
        article = folder / "articles" / name
        article.parent.mkdir(parents=True, exist_ok=True)
        article.write_text(f"# {article.stem.title()}\n\nThey fly, and they sleep.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as context:
        context.chdir(folder)
        statuses, library = _run()
    assert statuses == {"ants": "packaged", "bees": "packaged", "wasps": "packaged"}
    assert library.packages == 3
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `made` to work in."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "home"))
    return Path.cwd()


def _run(*paths: str) -> tuple[dict[str, str], LibraryResult]:
    """Package the articles, and return the status of each package and what became of the library."""
    given = tuple(map(Path, paths or ("articles",)))
    libraries: list[LibraryResult] = []
    outcomes = package(
        find_articles(given),
        OUTPUT,
        Config(engine="silent"),
        links=make_link_rule(given, follow=False),
        finish=lambda checksum: libraries.append(build_library(OUTPUT, Channel(), checksum)),
    )
    return {outcome.slug: outcome.status for outcome in outcomes}, libraries[0]


def test_each_file_is_read_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, what is up to date, drafts and the library need one look at each manifest and each article."""
    opened: Counter[str] = Counter()
    real = os.open

    def note(path: Any, *args: Any, **kwargs: Any) -> int:
        """Open a file, and note it."""
        opened[str(path)] += 1
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", note)
    statuses, library = _run()
    assert set(statuses.values()) == {"unchanged"}
    assert library.written == ()
    read = {name: count for name, count in opened.items() if name.endswith(("manifest.json", ".md"))}
    assert sorted(read) == sorted(
        [f"articles/{name}.md" for name in ("ants", "bees", "nests/wasps")]
        + [f"output/{name}/manifest.json" for name in ("ants", "bees", "wasps")]
    )
    assert set(read.values()) == {1}


@pytest.mark.parametrize(
    ("lexicon", "changed"), [("articles", {"ants", "bees", "wasps"}), ("articles/nests", {"wasps"})]
)
def test_a_new_lexicon_packages_its_articles_again(home: Path, lexicon: str, changed: set[str]) -> None:
    """A lexicon counts for the articles in its folder and below it, though each folder is looked at once."""
    Path(lexicon, "lexicon.toml").write_text('[words]\nfly = "flight"\n', encoding="utf-8")
    statuses, _ = _run()
    assert {name for name, status in statuses.items() if status == "packaged"} == changed
    assert set(_run()[0].values()) == {"unchanged"}


@pytest.mark.parametrize("text", ["draft: true", "status: pending", "date: 2031-01-02", "publishDate: 1924992000"])
def test_an_article_that_becomes_a_draft_is_left_out(home: Path, text: str) -> None:
    """Each way to say that an article is not published yet is noticed in one that has a package."""
    article = Path("articles/bees.md")
    article.write_text(f"---\n{text}\n---\n{article.read_text(encoding='utf-8')}", encoding="utf-8")
    assert _run()[0] == {"ants": "unchanged", "bees": "left_out", "wasps": "unchanged"}


def test_a_change_that_keeps_size_and_time_is_noticed(home: Path) -> None:
    """The bytes of an article count, not what its folder says about it."""
    article = Path("articles/bees.md")
    before = article.stat()
    article.write_bytes(article.read_bytes().replace(b"fly", b"hum"))
    os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert article.stat().st_size == before.st_size
    assert _run()[0] == {"ants": "unchanged", "bees": "packaged", "wasps": "unchanged"}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_an_article_that_becomes_a_link_fails(home: Path) -> None:
    """A link out of the folder is refused, also where other articles of the folder have been looked at."""
    article = Path("articles/bees.md")
    article.rename("bees.md")
    article.symlink_to(home / "bees.md")
    assert _run()[0] == {"ants": "unchanged", "bees": "failed", "wasps": "unchanged"}


@pytest.mark.parametrize("paths", [("articles",), ("articles/ants.md",)])
def test_the_library_notices_packages_that_the_run_leaves_alone(home: Path, paths: tuple[str, ...]) -> None:
    """A package that was changed by hand is listed as it is now, though its article is gone or not in the run."""
    manifest = OUTPUT / "wasps" / "manifest.json"
    Path("articles/nests/wasps.md").unlink()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"Wasps"', '"Hornets"'), encoding="utf-8")
    statuses, library = _run(*paths)
    assert set(statuses.values()) == {"unchanged"}
    assert OUTPUT / "index.html" in library.written
    assert "Hornets" in Path(OUTPUT, "index.html").read_text(encoding="utf-8")
    assert _run(*paths)[1].written == ()


def test_an_article_with_two_packages_keeps_the_one_called_as_its_file(home: Path) -> None:
    """Where both are there, both are looked at, and one is used."""
    config = Config(engine="silent")
    (outcome,) = package([Path("articles/bees.md")], OUTPUT, config, name="hive")
    assert outcome.status == "packaged"
    statuses, library = _run()
    assert statuses == {"ants": "unchanged", "bees": "unchanged", "wasps": "unchanged"}
    assert library.packages == 4


def test_an_output_folder_that_cannot_be_listed_is_one_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the folder and the next step."""
    list_folder = os.scandir

    def refuse(folder: Path) -> Any:
        if Path(folder) == OUTPUT:
            raise PermissionError(EACCES, "Permission denied", str(folder))
        return list_folder(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(StoreError, match=r"^output: Permission denied\. Change the folder's permissions"):
        _run()
