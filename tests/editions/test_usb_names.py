"""Names of folders and tracks: safe everywhere, and in one order whoever sorts them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.editions.usb.names import name_edition, name_tracks, plain_words
from tts.model import Part, PartKind, Series

HOSTILE = st.sampled_from(
    ["CON", "nul.mp3", "../../etc/passwd", "C:\\x", "a. ", "...", " ", "", "🐝", "‮gpj", "a\x00b", "x" * 300, "a-" * 99]
)
TITLES = HOSTILE | st.text(max_size=30)
FAT_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .-]*[A-Za-z0-9])?")


def make_part(folder: int, number: int, title: str, folder_title: str = "News", kind: PartKind = "article") -> Part:
    return Part(
        id="p1",
        kind=kind,
        title=title,
        section_ids=("s1",),
        begin_ms=0,
        end_ms=1,
        folder=folder,
        number=number,
        folder_title=folder_title,
        language="en",
    )


def make_parts(folders: Sequence[tuple[str, Sequence[str]]]) -> list[Part]:
    return [
        make_part(folder, number, title, folder_title)
        for folder, (folder_title, titles) in enumerate(folders, 1)
        for number, title in enumerate(titles, 1)
    ]


def natural_key(path: str) -> list[object]:
    return [int(part) if part.isdecimal() else part.casefold() for part in re.split(r"(\d+)", path)]


@settings(max_examples=40)
@given(st.lists(st.tuples(TITLES, st.lists(TITLES, min_size=1, max_size=3)), min_size=1, max_size=4))
def test_names_are_safe_and_in_order_whatever_the_titles_are(folders: list[tuple[str, list[str]]]) -> None:
    """FAT32 and Windows can store every name, and byte order, natural order and the order of writing are the same."""
    paths = name_tracks(make_parts(folders))
    for name in {name for path in paths for name in path.split("/")}:
        assert FAT_NAME.fullmatch(name)
        assert len(name) <= 60
    assert list(paths) == sorted(paths) == sorted(paths, key=natural_key) == sorted(paths, key=str.lower)
    assert len({path.lower() for path in paths}) == len(paths)
    assert all(len(f"{'x' * 48}/{path}") < 255 for path in paths)


@settings(max_examples=50)
@given(TITLES, st.none() | st.integers(0, 99999))
def test_the_name_of_an_edition_is_safe_whatever_its_title_is(title: str, number: int | None) -> None:
    """It is short enough to be extended, and is not a name that Windows keeps for a device."""
    name = name_edition(Series(title=title, number=number))
    assert FAT_NAME.fullmatch(name)
    assert len(name) <= 48
    assert name.lower() not in {"con", "nul", "prn", "aux", "com1", "lpt1"}


@settings(max_examples=50)
@given(TITLES)
def test_plain_words_are_their_own_plain_words(title: str) -> None:
    """A name that was made once does not change when it is made again."""
    words = plain_words(title, 40)
    assert plain_words(words, 40) == words


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour opens", "001 Harbour opens.mp3"),
        ("Let’s go: Ærø & Straßen, 3.5 %", "001 Lets go Aero Strassen 3 5.mp3"),
        ("COVID-19 — a review", "001 COVID-19 a review.mp3"),
        ("1984", "001 1984.mp3"),
        ("Новини 2026", "001 Article.mp3"),
        ("الأخبار", "001 Article.mp3"),
        ("Aux", "001 Article.mp3"),
        ("🐝🐝", "001 Article.mp3"),
        ("", "001 Article.mp3"),
        ("The council of the harbour town has decided that ferries sail again", None),
    ],
)
def test_a_track_is_named_after_its_title(title: str, name: str | None) -> None:
    """Its Latin words keep their capitals and spaces, are cut between words, and are replaced if they say nothing."""
    path = name_tracks([make_part(1, 1, title)])[0]
    assert path == f"001 News/{name or '001 The council of the harbour town has decided that.mp3'}"


@pytest.mark.parametrize(
    ("kind", "folder", "track"),
    [
        ("start", "Welcome", "Welcome"),
        ("headlines", "Headlines", "Headlines"),
        ("index", "Contents", "Contents"),
        ("article", "Section", "Article"),
        ("end", "End", "End"),
    ],
)
def test_titles_without_latin_letters_have_plain_words(kind: PartKind, folder: str, track: str) -> None:
    """The words say what kind of part it is."""
    assert name_tracks([make_part(1, 1, "Ця", "Ця", kind)]) == (f"001 {folder}/001 {track}.mp3",)


def test_a_folder_has_one_name() -> None:
    """Parts whose folders have different titles are still in the folder with their number."""
    assert name_tracks([make_part(1, 1, "A", "News"), make_part(1, 2, "B", "Other")]) == (
        "001 News/001 A.mp3",
        "001 News/002 B.mp3",
    )


def test_more_than_999_tracks_have_four_digits() -> None:
    """All numbers of one level are of the same length, so that their order stays."""
    paths = name_tracks(make_parts([("News", ["A"] * 1000), ("Sport", ["B"])]))
    assert paths[0] == "001 News/0001 A.mp3"
    assert paths[-1] == "002 Sport/0001 B.mp3"
    assert list(paths) == sorted(paths)


def test_an_edition_is_named_after_its_number_and_its_series() -> None:
    """A number has at least three digits, and an edition without one has its title."""
    title = "Harbour Talking News"
    assert name_edition(Series(title=title, number=736)) == "736 Harbour Talking News"
    assert name_edition(Series(title=title, number=5)) == "005 Harbour Talking News"
    assert name_edition(Series(title=title)) == title
    assert name_edition(Series(title="Новини", number=5)) == "005 Edition"
