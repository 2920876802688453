"""Articles are in the order of the list, then by `order:`, then by name, in whatever order a disk lists them."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.editions.articles import ArticleFinder, sort_articles
from tts.editions.natural_order import natural_key
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.beginning import find_order, guess_early

NAMES = ("1.md", "2.md", "2 b.md", "10.md", "a/1.md", "a/b/1.md", "a 2/0.md", "B.md", "bees.md", "bees 2.md", "Zoo.txt")
"""In natural order."""


@given(st.permutations(NAMES))
def test_natural_order_does_not_depend_on_the_listing(names: list[str]) -> None:
    """Numbers are compared by their values, folder by folder, and without regard to case."""
    assert [path.as_posix() for path in sorted(map(PurePosixPath, names), key=natural_key)] == list(NAMES)


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=8), min_size=2, max_size=6))
def test_no_two_names_have_the_same_place(names: list[str]) -> None:
    """Names of any kind can be compared, and only equal paths have equal places."""
    keys = {natural_key(PurePosixPath(name)) for name in names}
    assert sorted(keys)
    assert len(keys) == len(set(map(PurePosixPath, names)))


def test_order_in_front_matter_comes_before_names(tmp_path: Path) -> None:
    """An article with `order` comes before those without one, by its number; what is no number is a warning."""
    for name, order in {"a": "", "b": "order: 10", "c": "order: 9.5", "d": "order: -1", "e": "order: first"}.items():
        tmp_path.joinpath(f"{name}.md").write_text(f"---\ntitle: T\n{order}\n---\nBees.\n", encoding="utf-8")
    warnings: list[str] = []
    ordered = sort_articles(tmp_path.glob("*.md"), warnings)
    assert [path.stem for path in ordered] == ["d", "c", "b", "a", "e"]
    assert warnings == [f"{tmp_path / 'e.md'}: the order 'first' is not a number. Write one, as in `order: 1`."]


@pytest.mark.parametrize("seed", range(3))
def test_the_list_of_the_file_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """The patterns of a section keep their order, `order` sorts within one; that of the disk makes no difference."""
    for name, order in {"lead": 5, "1": None, "2": None, "10": None, "z": 1}.items():
        text = f"---\ntitle: T\norder: {order}\n---\nBees.\n" if order else "Bees.\n"
        tmp_path.joinpath(f"{name}.md").write_text(text, encoding="utf-8")
    scandir = os.scandir

    @contextmanager
    def shuffled(folder: Any) -> Iterator[Iterator[os.DirEntry[str]]]:
        """List the entries of a folder in another order."""
        with scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        random.Random(seed).shuffle(listed)
        yield iter(listed)

    monkeypatch.setattr(os, "scandir", shuffled)
    finder = ArticleFinder(tmp_path)
    assert [path.stem for path in finder.find(["10.md", "*.md"])] == ["10", "z", "lead", "1", "2"]
    assert [path.stem for path in finder.find_in_folder(tmp_path, deep=True)] == ["z", "lead", "1", "2", "10"]


@pytest.mark.parametrize(
    "front_matter",
    [
        "---\norder: 3\n---\n",
        "+++\norder = 3\n+++\n",
        json.dumps({"title": "T", "order": "3"}) + "\n",
        "Title: T\nOrder: 3\n\n",
        "---\ntitle: T\nextra:\n  order: 3\n---\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_form_of_front_matter_has_an_order(tmp_path: Path, front_matter: str, encoding: str) -> None:
    """The field is found in all forms and encodings of front matter."""
    path = tmp_path / "a.md"
    path.write_bytes(f"{front_matter}\nBees.\n".encode(encoding))
    assert find_order(path) == "3"


def test_only_the_beginning_of_a_file_is_read(tmp_path: Path) -> None:
    """The end of a large file is not looked at, nor are pipes and documents, nor words in the text."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: T\n---\nIn order: one.\n" + "ä" * 70_000, encoding="utf-8")
    assert find_order(path) == ""
    path.write_text("---\norder: 2\n---\n" + "ä" * 70_000, encoding="utf-8")
    assert find_order(path) == "2"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
    tmp_path.joinpath("a.docx").write_text("order: 1")
    for name in ("pipe.md", "none.md", "a.docx"):
        assert find_order(tmp_path / name) == ""


def test_the_language_is_guessed_from_the_beginning(tmp_path: Path) -> None:
    """The language is the one that the front matter or the page names, else that of its words, else what is given."""
    for name, text, language in (
        ("a.md", "---\nlang: fr\n---\nBees.\n", "fr"),
        ("b.txt", "Das Schiff liegt im Hafen, und die Leute warten auf den Wind und die Flut.\n", "de"),
        ("c.html", "<!doctype html>\n<HTML class=x lang='uk'><p>x", "uk"),
        ("d.html", "<p>x", ""),
        ("e.docx", "x", ""),
    ):
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
        assert guess_early(tmp_path / name, GivenLanguage()) == language
    assert guess_early(tmp_path / "e.docx", GivenLanguage(tag="cy")) == "cy"
    assert guess_early(tmp_path / "a.md", GivenLanguage(tag="cy", overrules=True)) == "cy"
