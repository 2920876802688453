"""Slugs: safe everywhere, never alike, the same whatever else is packaged."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.packages.slug import slug, unique_slugs

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
NAMES = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=120)
PARTS = (["a", "b", "a/b", "Ä"], ["bees", "Bees", "con", "ü", "новости"], [".md", ".txt", ".TXT"])
PATHS = st.lists(st.builds("{}/{}{}".format, *map(st.sampled_from, PARTS)), max_size=20)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bees", "bees"),
        ("Bees on the roof", "bees-on-the-roof"),
        ("2024-05-14-hacking_bureaucracy", "2024-05-14-hacking-bureaucracy"),
        ("Häuser & Straßen", "hauser-strassen"),
        ("Ærø, Łódź, Þingvellir, œuvre", "aero-lodz-thingvellir-oeuvre"),
        ("The bee's knees, the bee’s wings", "the-bees-knees-the-bees-wings"),
        ("İstanbul ışık", "istanbul-isik"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("CON", "article-con"),
        ("com¹", "article-com1"),
        ("conference", "conference"),
        ("--", "article-d8156bae"),
        ("новости", "article-b936c407"),
        ("новости 2024", "2024-0e184bd2"),
    ],
)
def test_slug_of(name: str, expected: str) -> None:
    """A name becomes the slug that is written beside it."""
    assert slug(name) == expected


def test_long_names_are_cut_at_a_hyphen() -> None:
    """A name over 80 characters loses whole words, and a single word over 80 its end."""
    assert slug("seventy " * 12) == "-".join(["seventy"] * 10)
    assert slug("xx" + "seventy " * 12) == "xx" + "-".join(["seventy"] * 9)
    assert slug("b" * 200) == "b" * 80
    assert slug("con " + "b" * 200) == "article-con"


@given(NAMES)
def test_every_slug_is_safe(name: str) -> None:
    """Whatever the name: 1 to 80 characters of a-z, 0-9 and single inner hyphens, and no device of Windows."""
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert made not in DEVICES


@given(NAMES)
def test_slug_is_stable(name: str) -> None:
    """A slug's slug is itself, and composed and decomposed forms of a name have one slug."""
    assert slug(slug(name)) == slug(name)
    assert slug(unicodedata.normalize("NFC", name)) == slug(unicodedata.normalize("NFD", name))


@given(st.lists(st.text("аиймडिी", min_size=1, max_size=6), unique=True, max_size=30))
def test_names_in_other_scripts_stay_apart(names: list[str]) -> None:
    """Different names that have no ASCII letter have different slugs."""
    assert len({slug(name) for name in names}) == len(names)


@given(PATHS, st.randoms(use_true_random=False))
def test_slugs_do_not_depend_on_the_order(paths: list[str], chance: random.Random) -> None:
    """The same paths in another order, some of them twice, get the same slugs, one each."""
    shuffled = [*paths, *paths[:3]]
    chance.shuffle(shuffled)
    slugs = unique_slugs(paths)
    assert slugs == unique_slugs(shuffled)
    assert set(slugs) == set(paths)
    assert len(set(slugs.values())) == len(slugs)


@given(PATHS, PATHS)
def test_a_packaged_article_keeps_its_slug(earlier: list[str], later: list[str]) -> None:
    """What was packaged keeps its slug in every later run, and no other article takes it."""
    packaged = {name: path for path, name in unique_slugs(earlier).items()}
    slugs = unique_slugs(later, packaged)
    for path, name in slugs.items():
        assert packaged.get(name, path) == path
        assert path not in packaged.values() or packaged[name] == path


def test_one_name_with_two_extensions() -> None:
    """bees.md and Bees.txt have slugs of their own together, and alone once the other one is packaged."""
    md, txt = "articles/bees.md", "articles/Bees.txt"
    assert unique_slugs([md, txt]) == {txt: "bees", md: "bees-md"}
    assert unique_slugs([txt], {"bees": md}) == {txt: "bees-txt"}
    assert unique_slugs([txt, md], {"bees": md}) == {txt: "bees-txt", md: "bees"}


def test_an_article_with_several_packages_keeps_the_one_of_its_name() -> None:
    """A package that was given a name with `--name` does not take the place of the one that the file names."""
    article = "articles/bees.md"
    assert unique_slugs([article], {"again": article, "bees": article, "zoo": article}) == {article: "bees"}
    assert unique_slugs([article], {"again": article, "zoo": article}) == {article: "again"}


def test_one_name_in_many_folders() -> None:
    """After the extension the folder tells articles apart, and after the folder a hash of the path."""
    paths = [f"{folder}/bees.md" for folder in ("a", "b", "c", "x/b", "y/b")]
    *known, last = unique_slugs(paths).values()
    assert known == ["bees", "bees-md", "c-bees", "b-bees"]
    assert last == "b-bees-md"
    assert re.fullmatch(r"bees-[0-9a-f]{8}", unique_slugs([*paths, "z/b/bees.md"])["z/b/bees.md"])


def test_a_folder_that_a_user_renamed_is_not_a_slug() -> None:
    """A package whose folder was given another name by hand does not become the article's slug."""
    assert unique_slugs(["bees.md"], {"My Bees": "bees.md"}) == {"bees.md": "bees"}
