"""Damaged DAISY books and audiobooks: every kind of damage is found, at its place."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from editions import BEES
from exchange import Daisy, packaged

from tts.verify import verify
from tts.verify.tree import read_tree

pytestmark = pytest.mark.usefixtures("hear_once")

Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A package with a book and an audiobook."""
    home = tmp_path_factory.mktemp("whole")
    return packaged(home, {"bees.md": BEES}, "--formats", "daisy,audiobook")["bees"]


@pytest.fixture
def package(whole, tmp_path):
    """A copy of it that can be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "bees"))


def changed(name: str, pattern: str, by: str) -> Damage:
    """A damage that replaces what is first found in a text file of the book."""

    def damage(package: Path) -> None:
        path = package / "daisy" / name
        text, count = re.subn(pattern, by, path.read_text(encoding="utf-8"), count=1)
        assert count == 1
        path.write_text(text, encoding="utf-8")

    return damage


def repacked(name: str, change: Callable[[bytes], bytes | None], compression: int | None = None) -> Damage:
    """A damage of one file in the audiobook; None takes it out."""

    def damage(package: Path) -> None:
        book = package / "bees.lpf"
        with ZipFile(book) as archive:
            entries = [(one, archive.read(one)) for one in archive.infolist()]
        with ZipFile(book, "w") as archive:
            for one, data in entries:
                if one.filename == name:
                    data, one.compress_type = change(data), one.compress_type if compression is None else compression
                if data is not None:
                    archive.writestr(one, data)

    return damage


def stated(**members) -> Damage:
    """A damage of the audiobook's manifest; None takes a member out."""

    def change(data: bytes) -> bytes:
        value = json.loads(data) | members
        return json.dumps({name: member for name, member in value.items() if member is not None}).encode()

    return repacked("publication.json", change)


def cut(name: str, size: int) -> Damage:
    """A damage that takes bytes off the end of a file of the book."""
    return lambda package: (package / "daisy" / name).write_bytes((package / "daisy" / name).read_bytes()[:-size])


def removed(name: str) -> Damage:
    return lambda package: (package / name).unlink()


DAISY = {
    "an entry to nowhere": (changed("ncc.html", r"#text-u0004", "#text-u9999"), "ncc.html", "does not name one place"),
    "a title that is no title": (changed("ncc.html", r'class="title"', 'class="x"'), "ncc.html", "first entry"),
    "a level skipped": (
        changed("ncc.html", r'<h1 class="section"(.*)</h1>', r'<h3 class="section"\1</h3>'),
        "",
        "level",
    ),
    "no date": (changed("ncc.html", r'<meta name="dc:date"[^>]*>', ""), "ncc.html", "'dc:date' is there 0 times"),
    "two publishers": (
        changed("ncc.html", r'(<meta name="dc:publisher"[^>]*>)', r"\1\1"),
        "",
        "'dc:publisher' is there 2",
    ),
    "a wrong count": (
        changed("ncc.html", r'tocItems" content="\d+"', 'tocItems" content="99"'),
        "ncc.html",
        "tocItems",
    ),
    "a wrong length": (
        changed("ncc.html", r'totalTime" content="[\d:]+"', 'totalTime" content="09:00:00"'),
        "",
        "totalTime",
    ),
    "a clip too late": (changed("0002.smil", r"npt=0\.(\d)", r"npt=7.\1"), "0002.smil", "clip"),
    "a clip lost": (changed("0002.smil", r"(?s)<par .*?</par>", ""), "master.smil", "is not heard"),
    "clips of other texts": (changed("0002.smil", r"0002.htm#u0005", "0002.htm#u0006"), "0002.smil", "heard again"),
    "a text to nowhere": (changed("0002.smil", r"0002.htm#u0005", "0002.htm#u9999"), "0002.smil", "not in the book"),
    "a sentence changed": (changed("0003.htm", "three miles", "four miles"), "0003.htm", "It reads"),
    "an id twice": (changed("0002.htm", 'id="u0006"', 'id="u0005"'), "0002.htm", "more than once"),
    "times that do not add up": (
        changed("0002.smil", 'InThisSmil" content="..', 'InThisSmil" content="11'),
        "",
        "InThisSmil",
    ),
    "no XML": (changed("0002.htm", "</html>", ""), "0002.htm", "not XML"),
    "entities": (changed("0002.htm", r"(\.dtd\")>", r'\1 [<!ENTITY a "b">]>'), "0002.htm", "entities"),
    "sound cut": (cut("0003.mp3", 2000), "", "'0003.mp3' in it is not the package's own"),
    "sound cut inside of a frame": (cut("0003.mp3", 100), "", "constant bit rate"),
    "a part missing": (removed("daisy/0003.mp3"), "", "The sound '0003.mp3' is not in the book"),
    "a file too many": (lambda one: (one / "daisy" / "x.txt").write_text("x"), "x.txt", "Nothing in the book"),
    "no NCC": (removed("daisy/ncc.html"), "ncc.html", "has to have"),
    "no archive": (removed("bees-daisy.zip"), "bees-daisy.zip", "missing"),
    "an archive of something else": (
        lambda one: (one / "bees-daisy.zip").write_bytes(b"PK no"),
        "bees-daisy.zip",
        "not a ZIP",
    ),
    "no folder": (lambda one: shutil.rmtree(one / "daisy"), "daisy", "missing"),
}
AUDIOBOOK = {
    "no manifest": (repacked("publication.json", lambda _: None), "This file is missing"),
    "a manifest that is none": (repacked("publication.json", lambda _: b"[]"), "no manifest that can be read"),
    "another profile": (stated(conformsTo="https://example.org"), "conformsTo"),
    "another title": (stated(name="Wasps"), "name"),
    "no hazard": (stated(accessibilityHazard=None), "accessibilityHazard"),
    "another length": (stated(duration="PT1.000S"), "durations"),
    "nothing is played": (stated(readingOrder=[]), "durations"),
    "a resource missing": (repacked("bees.vtt", lambda _: None), "not in the archive"),
    "a resource nobody names": (stated(resources=[]), "tables of contents"),
    "other captions": (repacked("bees.vtt", lambda data: data + b"\n"), "not the package's own"),
    "other sound": (repacked("bees.mp3", lambda data: data[:-1] + b"x"), "not the package's own"),
    "sound compressed": (repacked("bees.mp3", lambda data: data, ZIP_DEFLATED), "is compressed"),
    "pages stored": (repacked("toc.html", lambda data: data, ZIP_STORED), "not compressed"),
    "contents that lead astray": (
        repacked("toc.html", lambda data: data.replace(b"#t=0.000,", b"#t=9.000,")),
        "leads to",
    ),
    "an entry lost": (repacked("toc.html", lambda data: re.sub(rb"<li>.*?</li>", b"", data, count=1)), "entries"),
    "a sentence changed": (repacked("transcript.html", lambda data: data.replace(b"three", b"four")), "reads"),
    "a sentence lost": (repacked("transcript.html", lambda data: data.replace(b'"u0005"', b'"x"')), "u0005"),
    "no archive": (lambda one: (one / "bees.lpf").write_bytes(b"no"), "not a ZIP"),
}


def test_nothing_is_wrong_with_what_is_whole(whole):
    """In a whole package nothing is found in either edition."""
    assert [finding for finding in verify(whole) if finding.check in ("daisy", "audiobook")] == []


@pytest.mark.parametrize("damage", DAISY)
def test_damage_of_a_book(package, damage):
    """A damaged book is found, at its place."""
    make, place, what = DAISY[damage]
    make(package)
    findings = [one for one in verify(package) if one.check in ("daisy", "files")]
    assert any(place in one.place and what in one.what for one in findings), findings


@pytest.mark.parametrize("damage", AUDIOBOOK)
def test_damage_of_an_audiobook(package, damage):
    """A damaged audiobook is found."""
    make, what = AUDIOBOOK[damage]
    make(package)
    findings = [one for one in verify(package) if one.check == "audiobook"]
    assert any(what in one.what for one in findings), findings


def test_it_says_when_the_schemas_are_not_tried(whole, monkeypatch):
    """Without the schemas a note says that they were not tried; that is no finding."""
    monkeypatch.delenv("ARTICAST_SCHEMAS", raising=False)
    notes = [finding for finding in verify(whole) if finding.check == "jing"]
    assert [one.kind for one in notes] == ["note"]
    assert "were not checked" in notes[0].what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a>",
        "<a>&b;</a>",
        "<a>\x00</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "&",
        "<?xml version='1.0' encoding='rot13'?><a/>",
        "<?xml version='1.0' encoding='utf-7'?><a/>",
    ],
)
def test_what_is_no_xml(text):
    """What is no XML, or defines entities, or names an odd encoding, gives a finding and no tree."""
    reading = read_tree(text, "x", "daisy")
    assert next(reading).place == "x"
    with pytest.raises(StopIteration) as end:
        next(reading)
    assert end.value.value is None


def test_a_head_of_any_kind(tmp_path):
    """Joiners in a title and an address that is none are no fault of an edition, and `verify` finds none."""
    head = "---\ntitle: \u0628\u06cc\u200c\u0628\u06cc\nauthor: \u0628\u06cc\u200c\u0628\u06cc\ndate: 2026-03-14\n"
    text = head + 'source: "http://[bees"\n---\n\nBees dance.\n'
    folder = packaged(tmp_path, {"bees.md": text}, "--formats", "daisy,audiobook")["bees"]
    assert ("dc:publisher", "Unknown") in Daisy(folder).meta("ncc.html")
    assert [finding for finding in verify(folder) if finding.kind == "finding"] == []
