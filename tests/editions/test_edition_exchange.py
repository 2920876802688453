"""Editions as DAISY books and W3C audiobooks: valid, in time, whole, with a track and a place for each article."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree
from zipfile import ZipFile

import av
import jsonschema
import pytest
from exchange import HOSTILE, Daisy, jing, json_schemas
from PIL import Image
from referencing import Registry, Resource
from talking import make_edition

from tts.cli import main
from tts.model import ContentsEntry
from tts.verify.audiobook import check_audiobook
from tts.verify.daisy import check_daisy
from tts.verify.manifest import Manifest, parse_manifest
from tts.verify.timeline import check_timeline
from tts.writers.daisy import DaisyWriter
from tts.writers.options import DaisyOptions

SLUG = "harbour-talking-news-736"
QUIET = 160  # of 32768: what an encoder adds to silence stays below
TITLE = "Harbour Talking News, number 736"
QUAY = """\
---
title: {title}
author: {author}
language: {language}
---

One of the *first* sentences.[^1] And another one.

![Boats of {author}](quay.png)

## What it cost

Nine.

### Who paid

All.

[^1]: A note of {author}.
"""
DEEP = "---\ntitle: Deep\n---\nYes.\n\n" + "\n".join(f"{'#' * (2 + n % 6)} H{n}\n\nA.\n" for n in range(6))
UNTITLED = "---\nlanguage: en\n---\n```\ncode\n```\n\n## Monday\n\nThe choir meets. In the hall.\n"
SUQ = "---\ntitle: السوق القديم\nlanguage: ar\n---\n\nافتتح السوق.\n"
ARTICLES = {
    "news/1-quay.md": QUAY.format(title="The quay", author="Ada Meadow", language="en-GB"),
    "news/2-hostile.md": HOSTILE,
    "world/1-kai.md": QUAY.format(title="Der Kai", author="Ben Feld", language="de"),
    "world/2-untitled.md": UNTITLED,
    "world/3-deep.md": DEEP,
    "world/4-suq.md": SUQ,
}
SETTINGS = ("--verbosity", "brief", "--notes", "end")  # code is not announced: a section of it has no sound
EDITION = """\
title = "Harbour Talking News"
number = 736
date = 2026-11-26
language = "en-GB"
announce = { headlines = 2 }

[[section]]
title = "News"
articles = "news/*.md"

[[section]]
title = "Світ"
articles = "world/*.md"
"""


def make(home: Path, *arguments: str) -> Path:
    """The package of the edition in `home`, made by the command."""
    assert (
        main(
            [
                "edition",
                str(home / "edition.toml"),
                "-o",
                str(home / "out"),
                "--engine",
                "silent",
                "--jobs",
                "1",
                *arguments,
            ]
        )
        == 0
    )
    return home / "out" / SLUG


def read_manifest(package: Path) -> Manifest:
    """The manifest of an edition as `verify` reads it."""
    reading = parse_manifest(package.joinpath("manifest.json").read_text(encoding="utf-8"))
    with pytest.raises(StopIteration) as end:
        next(reading)
    return cast(Manifest, end.value.value)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles of which two have notes of one label and different images of one name."""
    home = tmp_path_factory.mktemp("newspaper")
    for name, text in ARTICLES.items():
        home.joinpath(name).parent.mkdir(exist_ok=True)
        home.joinpath(name).write_text(text, encoding="utf-8")
    for folder, colour in (("news", "red"), ("world", "blue")):
        Image.new("RGB", (40, 30), colour).save(home / folder / "quay.png")
    home.joinpath("edition.toml").write_text(EDITION, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def package(home: Path) -> Path:
    """The edition with both books."""
    return make(home, "--formats", "daisy,audiobook", *SETTINGS)


@pytest.fixture(scope="module")
def book(package: Path) -> Daisy:
    """Its DAISY book."""
    return Daisy(package)


@pytest.fixture(scope="module")
def manifest(package: Path) -> dict[str, Any]:
    """What the edition says of itself."""
    return json.loads(package.joinpath("manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def parsed(package: Path) -> Manifest:
    """The edition's manifest as `verify` reads it."""
    return read_manifest(package)


@pytest.fixture(scope="module")
def lpf(package: Path) -> Iterator[ZipFile]:
    """Its audiobook."""
    with ZipFile(package / f"{SLUG}.lpf") as archive:
        yield archive


@pytest.fixture(scope="module")
def publication(lpf: ZipFile) -> dict[str, Any]:
    """The manifest of the audiobook."""
    return json.loads(lpf.read("publication.json"))


def page(lpf: ZipFile, name: str) -> ElementTree.Element:
    """A page of the audiobook, with names that have no namespace."""
    root = ElementTree.fromstring(lpf.read(name).decode().removeprefix("<!DOCTYPE html>"))
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root


def parts_of(manifest: dict[str, Any], kind: str = "") -> list[dict[str, Any]]:
    """The articles and announcements, or those of a kind."""
    return [part for part in manifest["parts"] if not kind or part["kind"] == kind]


def flat(entries: Iterable[ContentsEntry], level: int = 1) -> list[tuple[int, str]]:
    """Levels and titles of a table of contents."""
    rows = []
    for entry in entries:
        rows += [(level, entry.title), *flat(entry.entries, level + 1)]
    return rows


@pytest.mark.once
def test_verify_and_the_schemas_find_nothing(
    package: Path, parsed: Manifest, book: Daisy, require_tool: Callable[[str], str], tmp_path: Path
) -> None:
    """`verify` finds nothing in both books of an edition, and jing nothing in any document of the DAISY book."""
    findings = [*check_timeline(parsed), *check_daisy(package, parsed), *check_audiobook(package, parsed)]
    assert [finding for finding in findings if finding.kind == "finding"] == []
    assert jing(require_tool, tmp_path, [book]) == ""


def test_daisy_has_a_smil_file_a_text_and_a_track_for_each_part(book: Daisy, manifest: dict[str, Any]) -> None:
    """Each article and announcement has one SMIL file, one text and one MP3 file, with names of eight characters."""
    count = len(manifest["parts"])
    assert book.smils == [f"{number:04d}.smil" for number in range(1, count + 1)]
    names = {path.name for path in book.folder.iterdir()}
    for extension in ("htm", "mp3", "smil"):
        assert {f"{number:04d}.{extension}" for number in range(1, count + 1)} <= names
    assert max(len(name.partition(".")[0]) for name in names) <= 8
    assert {phrase.file.partition(".")[0] for phrase in book.phrases} == {name.partition(".")[0] for name in book.smils}


def test_daisy_navigation(book: Daisy, manifest: dict[str, Any], parsed: Manifest) -> None:
    """Sections and announcements have level 1 after the title, articles 2, their headings 3 to 6, without a jump."""
    headings = [(int(kind[1]), text) for kind, text, _ in book.entries if kind != "span"]
    assert headings == [(1, TITLE), *flat(parsed.contents[1:])]
    articles = [text for level, text in headings if level == 2]
    assert articles == [part["title"] for part in parts_of(manifest, "article")]
    assert [text for level, text in headings if level == 1] == [TITLE, "Headlines", "Contents", "News", "Світ", "End"]
    assert all(after[0] <= before[0] + 1 for before, after in pairwise(headings))
    assert {level for level, _ in headings} == {1, 2, 3, 4, 5, 6}
    assert ("ncc:depth", "6") in book.meta("ncc.html")
    assert len({address for _, _, address in book.entries}) == len(book.entries)


def test_daisy_title_of_a_section_is_in_the_first_track_of_it(book: Daisy) -> None:
    """A section and its first article begin at two places of one MP3 file, the first article's of the edition."""
    places = {text: address for _, text, address in book.entries}
    phrases = {f"{phrase.par.replace('par-', 'text-')}": phrase for phrase in book.phrases}
    section, article = (phrases[places[text].partition("#")[2]] for text in ("News", "The quay"))
    assert section.file == article.file == "0004.mp3"
    assert 0 < section.begin_s < section.end_s <= article.begin_s


def test_daisy_sound_is_that_of_the_package(package: Path, book: Daisy) -> None:
    """The tracks, one after the other, are the frames of the edition's MP3 file, and none is shorter than 2 s."""
    tracks = [path.read_bytes() for path in sorted(book.folder.glob("*.mp3"))]
    assert package.joinpath(f"{SLUG}.mp3").read_bytes().endswith(b"".join(tracks))
    assert min(map(len, tracks)) >= 2 * 64_000 / 8


def test_daisy_speech_begins_and_ends_with_its_clip(tmp_path: Path) -> None:
    """In each track on its own, speech begins and ends within 60 ms of its clip."""
    made = make_edition(tmp_path / "sound")
    contents = tuple(
        ContentsEntry(title=part.title, start_ms=part.begin_ms, end_ms=part.end_ms, section_id=part.section_ids[0])
        for part in made.parts
    )
    DaisyWriter(options=DaisyOptions()).write(replace(made, contents=contents), tmp_path / "sound")
    book = Daisy(tmp_path / "sound")
    assert len(book.phrases) == len(made.parts)
    for phrase in book.phrases:
        begin_ms, end_ms = round(phrase.begin_s * 1000), round(phrase.end_s * 1000)
        sound = book.sounds[phrase.file]
        assert sound.peak(begin_ms, begin_ms + 60) > QUIET
        assert sound.peak(end_ms - 60, end_ms) > QUIET
        assert sound.peak(end_ms + 20, round(phrase.rest_s * 1000)) < QUIET


def test_daisy_metadata(book: Daisy) -> None:
    """The book has the date of the edition, one language, the newspaper as creator and the authors as contributors."""
    metas = book.meta("ncc.html")
    assert {
        ("dc:title", TITLE),
        ("dc:date", "2026-11-26"),
        ("dc:creator", "Harbour Talking News"),
        ("dc:publisher", "Harbour Talking News"),
        ("ncc:files", str(len(list(book.folder.iterdir())))),
        ("ncc:tocItems", str(len(book.entries))),
        ("ncc:footnotes", "3"),
        ("ncc:setInfo", "1 of 1"),
    } <= set(metas)
    assert [value for name, value in metas if name == "dc:language"] == ["en-GB"]
    contributors = [value for name, value in metas if name == "dc:contributor"]
    assert contributors == ["Ada Meadow", "Ann", "<Bo>", "Bell", "Ben Feld"]


def test_daisy_notes_of_one_label_belong_to_their_articles(book: Daisy) -> None:
    """The reference to a note leads to the note of its own article, and only notes can be skipped."""
    for name, author in (("0004.htm", "Ada Meadow"), ("0006.htm", "Ben Feld")):
        root = book.root(name)
        (reference,) = (node for node in root.iter("a") if node.get("class") == "noteref")
        file, _, fragment = reference.attrib["href"].partition("#")
        (note,) = (node for node in root.iter() if node.get("id") == fragment)
        assert file == name
        assert f"A note of {author}." in "".join(note.itertext())
    skippable = [phrase.text.partition("#")[0] for phrase in book.phrases if phrase.skippable]
    assert {"0004.htm", "0005.htm", "0006.htm"} == set(skippable)


def test_daisy_images_of_one_name_stay_apart(book: Daisy) -> None:
    """Two articles show their own images, though these have one name in their folders."""
    shown = [next(book.root(name).iter("img")).attrib["src"] for name in ("0004.htm", "0006.htm")]
    assert len({book.folder.joinpath(name).read_bytes() for name in shown}) == 2


def test_daisy_texts_name_their_language(book: Daisy) -> None:
    """The text of an article is in its language; the title of the section before it is in that of the edition."""
    lines = {}
    for name in ("0006.htm", "0009.htm"):
        root = book.root(name)
        lines[name] = [root.get("lang"), *(node.get("lang") for node in root.find("body"))]
    assert lines["0006.htm"][:3] == ["de", "en-GB", None]
    assert lines["0009.htm"] == ["ar", None]
    assert book.root("0006.htm").findtext("head/title") == "Der Kai"


@pytest.mark.once
def test_daisy_with_headings_alone(home: Path, package: Path, tmp_path: Path) -> None:
    """In a book without text each phrase names the heading or the note above it, in the order in which they come."""
    shutil.copytree(home, tmp_path / "home")
    book = Daisy(make(tmp_path / "home", "--formats", "daisy", "--daisy-text", "headings", *SETTINGS))
    lines = {node.get("id"): "".join(node.itertext()) for node in book.root("ncc.html").find("body")}
    texts = [lines[phrase.text.partition("#")[2]] for phrase in book.phrases if phrase.file == "0004.mp3"]
    assert list(dict.fromkeys(texts)) == ["News", "The quay", "What it cost", "Who paid", "Notes", "1", "Pictures"]
    assert not list(book.folder.glob("*.htm"))
    findings = check_daisy(book.package, read_manifest(book.package))
    assert [finding for finding in findings if finding.kind == "finding"] == []


def test_audiobook_is_valid(publication: dict[str, Any]) -> None:
    """The manifest is valid by the schemas of Audiobooks and of Publication Manifest."""
    schemas = json_schemas()
    registry = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)
    for schema in schemas:
        if schema["$id"].endswith(("audiobooks.schema.json", "publication.schema.json")):
            check = jsonschema.Draft7Validator(schema, registry=registry, format_checker=jsonschema.FormatChecker())
            assert list(check.iter_errors(publication)) == []


def test_audiobook_says_what_it_is(publication: dict[str, Any]) -> None:
    """It has the title, the number, the newspaper, all authors and languages, and a summary for an edition."""
    assert {
        "name": TITLE,
        "datePublished": "2026-11-26",
        "author": ["Ada Meadow", "Ann", "<Bo>", "Bell", "Ben Feld"],
        "inLanguage": ["en-GB", "en", "de", "ar"],
        "isPartOf": {"type": "Periodical", "name": "Harbour Talking News"},
        "position": 736,
        "publisher": "Harbour Talking News",
    }.items() <= publication.items()
    assert publication["accessibilitySummary"]["value"].startswith("6 articles read by synthetic voices, each in a tr")


def test_audiobook_tracks(lpf: ZipFile, publication: dict[str, Any], manifest: dict[str, Any], package: Path) -> None:
    """Each part is a track with its title and language, as long as it says; all are the frames of the MP3 file."""
    played = publication["readingOrder"]
    names = [link["name"] if isinstance(link["name"], str) else link["name"]["value"] for link in played]
    assert [" ".join(part["title"].split()) for part in manifest["parts"]] == names
    assert played[-2]["name"] == {"value": "السوق القديم", "language": "ar", "direction": "rtl"}
    lengths_ms = [round(float(link["duration"][2:-1]) * 1000) for link in played]
    assert sum(lengths_ms) == round(float(publication["duration"][2:-1]) * 1000)
    for link, length_ms in zip(played, lengths_ms, strict=True):
        with lpf.open(link["url"]) as file, av.open(file, format="mp3") as sound:
            frames = sum(frame.samples for frame in sound.decode(audio=0))
            assert frames / sound.streams.audio[0].rate * 1000 == pytest.approx(length_ms, abs=1)
    music = b"".join(lpf.read(link["url"]) for link in played)
    assert package.joinpath(f"{SLUG}.mp3").read_bytes().endswith(music)


def test_audiobook_contents(lpf: ZipFile, publication: dict[str, Any], parsed: Manifest) -> None:
    """The contents nest sections, articles and headings; a link ends in the file in which it begins."""
    nav = next(page(lpf, "toc.html").iter("nav"))
    lengths = {link["url"]: float(link["duration"][2:-1]) for link in publication["readingOrder"]}
    rows: list[tuple[int, str, str]] = []

    def walk(node: ElementTree.Element, level: int) -> None:
        for child in node:
            if child.tag == "a":
                rows.append((level, child.text or "", child.attrib["href"]))
            walk(child, level + (child.tag == "ol"))

    walk(nav, 0)
    assert [row[:2] for row in rows] == flat(parsed.contents)
    for _, _, address in rows:
        name, begin, end = re.fullmatch(r"(\d{3}\.mp3)#t=([\d.]+),([\d.]+)", address).groups()  # type: ignore[union-attr]
        assert float(begin) < float(end) <= lengths[name]
    starts = {text: address.partition(",")[0] for _, text, address in rows}
    assert starts["News"] == "004.mp3#t=0.000"
    assert starts["The quay"].startswith("004.mp3#t=0.8") or starts["The quay"].startswith("004.mp3#t=1.")
    assert starts["Der Kai"].partition("#")[0] == starts["Світ"].partition("#")[0] == "006.mp3"
    assert {link.get("dir") for link in nav.iter("a") if link.text == "السوق القديم"} == {"rtl"}


def test_audiobook_texts(lpf: ZipFile, publication: dict[str, Any], manifest: dict[str, Any]) -> None:
    """Each track has a transcript and captions of its own; each utterance is in one, at the time in its track."""
    seen = []
    for number, link in enumerate(publication["readingOrder"], start=1):
        transcript, captions = (other["url"] for other in link["alternate"])
        assert (transcript, captions) == (f"transcript-{number:03}.html", f"{number:03}.vtt")
        root = page(lpf, transcript)
        ids = [node.get("id") for node in root.iter() if re.fullmatch(r"p\d+-u\d+", node.get("id", ""))]
        cues = re.findall(r"^(p\S+)\n(\S+) --> (\S+)$", lpf.read(captions).decode(), flags=re.MULTILINE)
        assert [cue[0] for cue in cues] == ids
        assert cues[0][1] < "00:00:00.600"
        assert cues[-1][2] < f"00:{int(float(link['duration'][2:-1]) // 60):02d}:60"
        levels = [int(node.tag[1]) for node in root.iter() if re.fullmatch("h[1-6]", node.tag)]
        assert levels[:1] in ([1], [])  # an article without a title has none here either
        assert all(after <= before + 1 for before, after in pairwise(levels))
        seen += ids
    said = re.findall(r'"id": "(p\d+-u\d+)"', json.dumps(manifest["sections"]))
    assert seen == said


def changed(name: str, pattern: str, by: str) -> Callable[[Path], None]:
    """A damage that replaces what is first found in a text file of the DAISY book."""

    def damage(package: Path) -> None:
        path = package / "daisy" / name
        text, count = re.subn(pattern, by, path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
        assert count == 1
        path.write_text(text, encoding="utf-8")

    return damage


def repacked(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    """A damage of a text in the audiobook."""

    def damage(package: Path) -> None:
        path = package / f"{SLUG}.lpf"
        with ZipFile(path) as archive:
            entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
        with ZipFile(path, "w") as archive:
            for entry, data in entries:
                if entry.filename == name:
                    other = change(data.decode()).encode()
                    assert other != data
                    archive.writestr(entry, other)
                else:
                    archive.writestr(entry, data)

    return damage


def restated(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """A damage of the audiobook's manifest."""

    def restate(text: str) -> str:
        value = json.loads(text)
        change(value)
        return json.dumps(value)

    return repacked("publication.json", restate)


def swap_sound(package: Path) -> None:
    """A damage that takes the sound of another track."""
    shutil.copy(package / "daisy" / "0002.mp3", package / "daisy" / "0003.mp3")


DAISY_DAMAGE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "an article of another level": (
        changed(
            "ncc.html", r"<h2 (class=\S+ id=\S+<a href=\S+>Deep</a>)</h2>".replace(r"\S+<a", r"\S+><a"), r"<h3 \1</h3>"
        ),
        "Heading",
    ),
    "a heading that is lost": (changed("ncc.html", r"<h3 [^\n]*\n", ""), "instead of"),
    "an article at another place": (
        changed("ncc.html", r"0004(\.smil#text-p\d+-u0001\">The quay)", r"0005\1"),
        "Heading",
    ),
    "an id of another file": (changed("0005.smil", r'id="par-[^"]*"', 'id="par-p001-u0001"'), "of an element in 0001"),
    "a long name": (
        lambda package: (package / "daisy" / "img00001.png").rename(package / "daisy" / "img000001.png"),
        "too long",
    ),
    "an author who is lost": (changed("ncc.html", r'<meta name="dc:contributor" content="Bell"/>', ""), "contributor"),
    "a language that is lost": (
        changed("0006.htm", r'lang="de" xml:lang="de"', 'lang="en" xml:lang="en"'),
        "marked as",
    ),
    "a text that is lost": (changed("0006.htm", r'id="p\d+-body-2"', 'id="x"'), "is not in the book"),
    "a SMIL file of two articles": (
        changed("0005.smil", r"(<par .*</par>)", lambda match: ""),  # type: ignore[arg-type]
        "does not have one article",
    ),
    "a SMIL file that is lost": (changed("master.smil", r"<ref [^>]*0005[^>]*>", ""), "It names 9 files"),
    "sound of another track": (swap_sound, "together not the sound"),
}
AUDIOBOOK_DAMAGE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "another newspaper": (restated(lambda value: value["isPartOf"].update(name="Times")), "It is part of 'Times'"),
    "another number": (restated(lambda value: value.update(position=1)), "'position'"),
    "a track that is lost": (restated(lambda value: value["readingOrder"].pop()), "It plays 9 files"),
    "a track of another title": (restated(lambda value: value["readingOrder"][4].update(name="x")), "is called"),
    "a track of another length": (
        restated(lambda value: value["readingOrder"][4].update(duration="PT1.000S")),
        "and not 'PT1.000S'",
    ),
    "a track without captions": (
        restated(lambda value: value["readingOrder"][4]["alternate"].pop()),
        "no transcript or no captions",
    ),
    "the texts of another track": (
        restated(lambda value: value["readingOrder"][4].update(alternate=value["readingOrder"][5]["alternate"])),
        "is not in it",
    ),
    "captions at other times": (
        repacked("005.vtt", lambda text: re.sub(r":00\.\d{3} -->", ":00.999 -->", text, count=1)),
        "The cue is shown",
    ),
    "an entry of another level": (
        repacked(
            "toc.html", lambda text: text.replace("<ol>", "<ol><li><ol>", 1).replace("</nav>", "</li></ol></nav>")
        ),
        "Entry 1",
    ),
    "an entry in another file": (repacked("toc.html", lambda text: text.replace("005.mp3", "004.mp3", 1)), "leads to"),
    "an entry at another time": (
        repacked("toc.html", lambda text: re.sub(r"004\.mp3#t=1\.", "004.mp3#t=2.", text, count=1)),
        "and begins at",
    ),
    "an entry that is lost": (repacked("toc.html", lambda text: re.sub(r"<a[^>]*>Headlines</a>", "", text)), "Entry 2"),
}


@pytest.mark.parametrize("damage", DAISY_DAMAGE)
def test_damage_of_a_daisy_book(damage: str, package: Path, parsed: Manifest, tmp_path: Path) -> None:
    """What is wrong in the DAISY book of an edition is found."""
    make_damage, what = DAISY_DAMAGE[damage]
    shutil.copytree(package / "daisy", tmp_path / "daisy")
    shutil.copy(package / f"{SLUG}.mp3", tmp_path)
    make_damage(tmp_path)
    findings = list(check_daisy(tmp_path, parsed))
    assert any(what in finding.what for finding in findings), findings


@pytest.mark.parametrize("damage", AUDIOBOOK_DAMAGE)
def test_damage_of_an_audiobook(damage: str, package: Path, parsed: Manifest, tmp_path: Path) -> None:
    """What is wrong in the audiobook of an edition is found."""
    make_damage, what = AUDIOBOOK_DAMAGE[damage]
    for extension in ("lpf", "mp3"):
        shutil.copy(package / f"{SLUG}.{extension}", tmp_path)
    make_damage(tmp_path)
    findings = list(check_audiobook(tmp_path, parsed))
    assert any(what in finding.what for finding in findings), findings
