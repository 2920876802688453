"""USB folders read back: every kind of damage is found at its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from mutagen.id3 import APIC, ID3, TALB, TIT2, TLAN, TRCK
from talking import STORIES, make_edition, read_manifest

from tts.editions.usb.folder import write_usb_folder
from tts.verify.manifest import Manifest
from tts.verify.usb import check_usb

pytestmark = pytest.mark.once

TOP = "usb/736 Harbour Talking News"
TEXTS = f"{TOP} texts"
ZIP = "harbour-usb.zip"
WELCOME, HEADLINES, CONTENTS = (
    f"{TOP}/001 Welcome/{name}.mp3" for name in ("001 Welcome", "002 Headlines", "003 Contents")
)
HARBOUR, ARTICLE = f"{TOP}/002 News/001 Harbour opens.mp3", f"{TOP}/002 News/002 Article.mp3"
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """The package of an edition of five parts, and its manifest."""
    package = tmp_path_factory.mktemp("defects") / "harbour"
    publication = make_edition(package, STORIES[:5])
    write_usb_folder(publication, package)
    return package, read_manifest(publication)


def retag(name: str, *frames: object) -> Damage:
    def damage(package: Path) -> None:
        tag = ID3(package / name)
        for frame in frames:
            tag.add(frame)
        tag.save(package / name, v2_version=3)

    return damage


def rename(name: str, new: str) -> Damage:
    return lambda package: package.joinpath(name).rename(package / new)


def exchange(name: str, other: str) -> Damage:
    def damage(package: Path) -> None:
        data = package.joinpath(name).read_bytes()
        shutil.copyfile(package / other, package / name)
        package.joinpath(other).write_bytes(data)

    return damage


def edit(name: str, change: Callable[[bytes], bytes]) -> Damage:
    return lambda package: package.joinpath(name).write_bytes(change(package.joinpath(name).read_bytes()))


def rezip(change: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]) -> Damage:
    def damage(package: Path) -> None:
        with ZipFile(package / ZIP) as archive:
            entries = [(name, archive.read(name)) for name in archive.namelist()]
        with ZipFile(package / ZIP, "w") as archive:
            for name, data in change(entries):
                archive.writestr(name, data)

    return damage


def reorder_list(entries: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The entries with a list in which the first two tracks are exchanged."""
    *tracks, (name, data) = entries
    lines = data.decode().splitlines(keepends=True)
    return [*tracks, (name, "".join([lines[0], *lines[3:5], *lines[1:3], *lines[5:]]).encode())]


DAMAGES: list[tuple[list[Damage], list[tuple[str, str]]]] = [
    ([], []),
    (
        [
            lambda package: package.joinpath(TOP, "002 News", "notes.txt").write_text("x"),
            lambda package: package.joinpath(TOP, "list.m3u").write_text("x"),
            lambda package: package.joinpath(TOP, "003 Empty").mkdir(),
            lambda package: package.joinpath("usb", "more").mkdir(),
            lambda package: package.joinpath(TEXTS, "002 News", "003 More.txt").write_text("x"),
            lambda package: package.joinpath(TEXTS, "README.txt").unlink(),
        ],
        [
            ("usb/more", "does not belong here"),
            (f"{TOP}/002 News/notes.txt", "Only MP3 files belong here"),
            (f"{TOP}/list.m3u", "Only folders belong here"),
            (f"{TOP}/003 Empty", "This folder is empty"),
            (f"{TEXTS}/002 News/003 More.txt", "does not belong to the texts"),
            (f"{TEXTS}/README.txt", "missing, or it is empty"),
        ],
    ),
    (
        [rename(HARBOUR, f"{TOP}/002 News/003 Harbour opens.mp3")],
        [
            (f"{TOP}/002 News", "The numbers in it are not those from 1 on: 2, 3"),
            (TOP, "There is no track 1 in folder 2, which is 'Harbour opens'"),
            (f"{TOP}/002 News/003 Harbour opens.mp3", "The edition has no part with these numbers"),
        ],
    ),
    (
        [
            rename(HARBOUR, f"{TOP}/002 News/1 Hafen öffnet.mp3"),
            rename(ARTICLE, f"{TOP}/002 News/0002 {'x' * 60}.mp3"),
            rename(f"{TOP}/001 Welcome", f"{TOP}/001 Welcome "),
        ],
        [
            (f"{TOP}/002 News/1 Hafen öffnet.mp3", "a name that is not ASCII"),
            (f"{TOP}/002 News/0002 {'x' * 60}.mp3", "more than 60"),
            (f"{TOP}/002 News/0002 {'x' * 60}.mp3", "This is not the name of 'CON'"),
            (f"{TOP}/001 Welcome ", "Some systems cannot store"),
            (TOP, "not all of the same length"),
        ],
    ),
    (
        [rename(TOP, "usb/735 Other Talking News"), rename(TEXTS, "usb/735 Other Talking News texts")],
        [("usb/735 Other Talking News", "This is not the name of 'Harbour Talking News'")],
    ),
    ([rename(TEXTS, "usb/texts")], [("usb/", "There are not two folders")]),
    ([lambda package: shutil.rmtree(package / "usb")], [("usb/", "The folder cannot be read")]),
    (
        [
            retag(HARBOUR, TIT2(text=["Another"]), TALB(text=["Another"]), TRCK(text=["4"])),
            retag(ARTICLE, TLAN(text=["deu"]), APIC(mime="image/png", type=3, data=b"x")),
            edit(WELCOME, lambda data: data[10:]),
        ],
        [
            (f"{HARBOUR}, tag TIT2", "'Another' instead of 'Harbour opens'"),
            (f"{HARBOUR}, tag TALB", "'Another' instead of"),
            (f"{HARBOUR}, tag TRCK", "'4' instead of '4/5'"),
            (f"{ARTICLE}, tag TLAN", "not the code of the language"),
            (f"{ARTICLE}, tag APIC", "have trouble with a picture"),
            (WELCOME, "cannot be read as MP3"),
        ],
    ),
    (
        [exchange(WELCOME, ARTICLE)],
        [
            (WELCOME, "It lasts"),
            (ARTICLE, "It lasts"),
            ("usb/", "together not the sound of the edition"),
            (ZIP, "is not the package's own"),
        ],
    ),
    (
        [
            edit(HARBOUR, lambda data: data[:-5000]),
            edit(CONTENTS, lambda data: data[:-5000] + bytes(5000)),
            edit(HEADLINES, lambda data: data[:-9000]),
        ],
        [
            (HARBOUR, "cannot be read as MP3"),
            (CONTENTS, "cannot be read as MP3"),
        ],
    ),
    (
        [
            edit(f"{TEXTS}/002 News/001 Harbour opens.txt", lambda data: data[3:].replace(b"opens", b"shuts")),
            lambda package: package.joinpath(TEXTS, "002 News", "002 Article.txt").unlink(),
        ],
        [
            (f"{TEXTS}/002 News/001 Harbour opens.txt", "byte order mark"),
            (f"{TEXTS}/002 News/001 Harbour opens.txt", "'shuts, as it is read.' is in the place of 'opens,"),
            (f"{TEXTS}/002 News/002 Article.txt", "missing, or it is empty"),
        ],
    ),
    ([lambda package: package.joinpath(ZIP).unlink()], [(ZIP, "is missing, or it is not one")]),
    ([lambda package: package.joinpath("harbour.mp3").unlink()], [("usb/", "not the sound of the edition")]),
    (
        [rezip(lambda entries: [*entries[:2][::-1], *entries[2:], ("readme.txt", b"x")])],
        [(ZIP, "The order of the tracks in it"), (ZIP, "'readme.txt' in it does not belong")],
    ),
    ([rezip(lambda entries: entries[1:-1])], [(ZIP, "'736 Harbour Talking News/001 Welcome/001"), (ZIP, "missing")]),
    ([rezip(reorder_list)], [(f"{ZIP}, 736 Harbour Talking News.m3u", "not one of all tracks in the order")]),
    (
        [
            rezip(
                lambda entries: [*entries[:-1], (entries[-1][0], entries[-1][1].replace(b":2,Harbour", b":9,Harbour"))]
            )
        ],
        [(f"{ZIP}, 736 Harbour Talking News.m3u", "'9,Harbour opens' is not that of")],
    ),
]


@pytest.mark.parametrize(("damages", "expected"), DAMAGES)
def test_each_damage_is_found(
    whole: tuple[Path, Manifest], tmp_path: Path, damages: list[Damage], expected: list[tuple[str, str]]
) -> None:
    """A finding names the place and says what is wrong; without damage there is none."""
    original, manifest = whole
    package = tmp_path / "harbour"
    shutil.copytree(original, package)
    for damage in damages:
        damage(package)
    found = [(finding.place, finding.what) for finding in check_usb(package, manifest)]
    for place, what in expected:
        assert [one for one in found if one[0].startswith(place) and what in " ".join(one)], (place, what, found)
    assert bool(found) == bool(expected)


def test_silence_at_the_beginning_of_a_track_is_found(tmp_path: Path) -> None:
    """A track whose words begin half a second late is found, one whose words begin a moment late is not."""
    late = [replace(story, silence_ms=silence_ms) for story, silence_ms in zip(STORIES, (0, 600, 300), strict=False)]
    publication = make_edition(tmp_path / "harbour", late)
    write_usb_folder(publication, tmp_path / "harbour")
    found = [(finding.place, finding.what) for finding in check_usb(tmp_path / "harbour", read_manifest(publication))]
    assert found == [(HEADLINES, "Nothing is heard in its first 500 ms.")]
