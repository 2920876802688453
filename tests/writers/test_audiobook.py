"""W3C audiobooks in LPF: valid after the schemas of others, whole, and as long as they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import jsonschema
import pytest
from editions import BEES, Edition, articast
from exchange import HOSTILE, POINTS, UNTITLED, json_schemas, packaged
from referencing import Registry, Resource

from tts.verify import verify

pytestmark = pytest.mark.once  # with every Python, verify/test_verify_exchange.py makes and verifies this format

ARTICLES = Path(__file__).parents[2] / "articles"
UNKNOWN = "Nobody knows when. Or who wrote it.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Packages of several articles, one of them nearly without front matter, by name."""
    texts = {"bees.md": BEES, "hostile.md": HOSTILE, "untitled.md": UNTITLED, "points.md": POINTS, "old.md": UNKNOWN}
    return packaged(tmp_path_factory.mktemp("audiobooks"), texts, "--formats", "audiobook")


@pytest.fixture(scope="module")
def bees_book(made):
    return made["bees"] / "bees.lpf"


def entry(path, name):
    with ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def manifest(path):
    return json.loads(entry(path, "publication.json"))


def links(path):
    root = ElementTree.fromstring(entry(path, "toc.html").removeprefix("<!DOCTYPE html>"))
    nav = next(one for one in root.iter() if one.get("role") == "doc-toc")
    return [(one.text, one.get("href")) for one in nav.iter() if one.tag.endswith("}a")]


def test_valid(made, tmp_path):
    """Every manifest is valid by the schemas of Audiobooks and of Publication Manifest."""
    schemas = json_schemas()
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas)
    samples = {one.name: one.read_text(encoding="utf-8") for one in ARTICLES.glob("*.txt")}
    books = {**made, **packaged(tmp_path, samples, "--formats", "audiobook")}
    for schema in schemas:
        if schema["$id"].endswith(("audiobooks.schema.json", "publication.schema.json")):
            check = jsonschema.Draft7Validator(schema, registry=registry, format_checker=jsonschema.FormatChecker())
            for name, package in books.items():
                assert list(check.iter_errors(manifest(package / f"{name}.lpf"))) == []


def test_what_it_says(bees_book):
    """All that is required and recommended is there, as the article has it."""
    found = manifest(bees_book)
    assert found["@context"][:2] == ["https://schema.org", "https://www.w3.org/ns/pub-context"]
    assert {
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "name": "What bees know",
        "author": ["Ada Meadow", "Ben Field"],
        "inLanguage": "en",
        "readingProgression": "ltr",
        "datePublished": "2026-03-14",
        "dateModified": "2026-03-14T00:00:00Z",
        "abridged": True,
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": ["textual"]}],
        "accessibilityHazard": ["none"],
    }.items() <= found.items()
    assert "synthetic voice" in found["readBy"][0]
    assert {"accessibilityFeature", "accessibilitySummary", "id", "resources"} <= set(found)


def test_all_heard_is_not_abridged(made):
    """If the whole text is heard, hearing is sufficient and nothing is abridged."""
    found = manifest(made["points"] / "points.lpf")
    assert found["abridged"] is False
    assert [one["itemListElement"] for one in found["accessModeSufficient"]] == [["auditory"], ["textual"]]


def test_durations_add_up(made):
    """The resources that are played are together as long as the package."""
    for name, package in made.items():
        found = manifest(package / f"{name}.lpf")
        lengths = [round(float(one["duration"][2:-1]) * 1000) for one in found["readingOrder"]]
        assert sum(lengths) == round(float(found["duration"][2:-1]) * 1000)
        assert sum(lengths) == Edition(package).manifest["metadata"]["duration_ms"]


def test_files(bees_book):
    """The manifest is first, then come only files that it names; sound and images are stored, text is deflated."""
    found = manifest(bees_book)
    named = {
        one["url"] for one in (*found["readingOrder"], *found["resources"], *found["readingOrder"][0]["alternate"])
    }
    with ZipFile(bees_book) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert entries[0].filename == "publication.json"
    assert {one.filename for one in entries} == named | {"publication.json"}
    for one in entries:
        assert one.compress_type == (ZIP_STORED if one.filename.endswith((".mp3", ".png")) else ZIP_DEFLATED)


def test_sound_is_that_of_the_package(bees_book):
    """The sound is the package's MP3 file, byte for byte."""
    with ZipFile(bees_book) as archive:
        assert archive.read("bees.mp3") == bees_book.with_name("bees.mp3").read_bytes()


def test_contents_lead_to_sections(made):
    """The table of contents has every section, from where it begins to where the next one does, the first from 0."""
    for name, package in made.items():
        sections = [one for one in Edition(package).manifest["sections"] if one["begin_ms"] is not None]
        found = links(package / f"{name}.lpf")
        assert [" ".join(title.split()) for title, _ in found] == [" ".join(one["title"].split()) for one in sections]
        times = [re.fullmatch(rf"{name}\.mp3#t=([\d.]+),([\d.]+)", href).groups() for _, href in found]
        begins = [round(float(begin) * 1000) for begin, _ in times]
        assert begins == [0, *(one["begin_ms"] for one in sections[1:])]
        assert all(float(begin) < float(end) for begin, end in times)
        assert round(float(times[-1][1]) * 1000) == Edition(package).manifest["metadata"]["duration_ms"]


def test_transcript_has_every_utterance(made):
    """Each utterance is in the transcript once, under the id that its cue has."""
    for name, package in made.items():
        page = ElementTree.fromstring(entry(package / f"{name}.lpf", "transcript.html").removeprefix("<!DOCTYPE html>"))
        found = [one.get("id") for one in page.iter() if re.fullmatch(r"u\d+", one.get("id", ""))]
        assert found == [one["id"] for one in Edition(package).utterances]
        assert all(f"\n{one}\n" in entry(package / f"{name}.lpf", f"{name}.vtt") for one in found)


def test_what_is_not_known_is_left_out(made, tmp_path):
    """Without a date and an author the audiobook names none, and a warning says how to give them."""
    found = manifest(made["old"] / "old.lpf")
    assert not {"datePublished", "dateModified", "author", "url"} & set(found)
    tmp_path.joinpath("old.md").write_text(UNKNOWN, encoding="utf-8")
    done = articast("package", "old.md", "--engine", "silent", "--formats", "audiobook", "-o", "out", cwd=tmp_path)
    assert "Add a line such as `date: 2026-05-17` to the front matter, or give --date." in done.stderr
    assert "Add a line `author:` to the front matter." in done.stderr


def test_hostile_text_is_text(made):
    """What looks like mark-up or runs from right to left stays text."""
    book = made["hostile"] / "hostile.lpf"
    assert manifest(book)["name"] == "A & B ]]> --> 🐝 שלום"
    page = "".join(ElementTree.fromstring(entry(book, "transcript.html").removeprefix("<!DOCTYPE html>")).itertext())
    for piece in ("</script>", "-->", "]]>", "&amp;", "הדבורים של אבי", "👩‍🌾", "<b>bold</b>"):
        assert piece in page


def test_same_bytes_again(made, tmp_path):
    """The same article gives the same audiobook again."""
    again = packaged(tmp_path, {"hostile.md": HOSTILE}, "--formats", "audiobook")["hostile"]
    assert (again / "hostile.lpf").read_bytes() == (made["hostile"] / "hostile.lpf").read_bytes()


def test_cover(tmp_path):
    """The cover is a resource, unchanged."""
    for file in (ARTICLES / "images").glob("*.png"):
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes())
    text = BEES.replace("tags:", "cover: honeycomb.png\ntags:")
    book = packaged(tmp_path, {"bees.md": text}, "--formats", "audiobook")["bees"] / "bees.lpf"
    cover = next(one for one in manifest(book)["resources"] if one.get("rel") == "cover")
    with ZipFile(book) as archive:
        assert archive.read(cover["url"]) == (ARTICLES / "images" / "honeycomb.png").read_bytes()


def test_nothing_is_wrong_with_a_whole_audiobook(made):
    """`verify` finds nothing in audiobooks that are whole."""
    for package in made.values():
        assert [found for found in verify(package) if found.check == "audiobook"] == []
