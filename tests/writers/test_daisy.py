"""DAISY 2.02 books: valid, in time with their sound, and whole, as parts that are not ours read them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from editions import BEES, Edition
from encoding import edition, encoded, lag_of
from exchange import HOSTILE, POINTS, UNTITLED, Daisy, jing, packaged

from tts.verify import verify
from tts.writers.mpeg import read_stream
from tts.writers.stretches import split_stream

pytestmark = pytest.mark.once  # with every Python, verify/test_verify_exchange.py makes and verifies this format

ARTICLES = Path(__file__).parents[2] / "articles"
MOST_MS = 60  # that a clip may be away from what is heard in it
QUIET = 160  # of 32768: what an encoder adds to silence stays below


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The book of BEES, spoken by espeak-ng."""
    home = tmp_path_factory.mktemp("daisy")
    return Daisy(packaged(home, {"bees.md": BEES}, "--formats", "daisy", engine="espeak")["bees"])


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Books of difficult articles, and of a sample article in German with pictures."""
    home = tmp_path_factory.mktemp("books")
    shutil.copytree(ARTICLES / "images", home / "images")
    german = ARTICLES.joinpath("wattenmeer.md").read_text(encoding="utf-8")
    texts = {"wattenmeer.md": german, "hostile.md": HOSTILE, "untitled.md": UNTITLED, "points.md": POINTS}
    return {name: Daisy(path) for name, path in packaged(home, texts, "--formats", "daisy").items()}


def test_the_mp3_track_is_made_with_it(book):
    """A book has its sound from the package's MP3 file, which is made even if MP3 was not asked for."""
    assert [track["path"] for track in Edition(book.package).manifest["tracks"]] == ["bees.mp3"]


def test_flat_folder_of_short_names(book):
    """All files are in one folder, with ASCII names of at most eight characters and an extension."""
    for path in book.folder.iterdir():
        assert path.is_file()
        assert path.name.isascii()
        assert len(path.stem) <= 8
        assert path.stat().st_size


def test_archive_has_the_same_files(book):
    """The archive has the folder's files at its top level, the sound as it is."""
    with ZipFile(book.archive) as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in book.folder.iterdir())
        for entry in archive.infolist():
            assert archive.read(entry) == book.folder.joinpath(entry.filename).read_bytes()
            assert (entry.compress_type == ZIP_STORED) == entry.filename.endswith(".mp3")


@pytest.fixture(scope="module")
def without_text(tmp_path_factory):
    """A book with headings alone."""
    home = tmp_path_factory.mktemp("headings")
    return Daisy(packaged(home, {"bees.md": BEES}, "--formats", "daisy", "--daisy-text", "headings")["bees"])


def test_valid(book, books, without_text, require_tool, tmp_path):
    """jing finds nothing in any document, whatever the article holds."""
    assert jing(require_tool, tmp_path, [book, without_text, *books.values()]) == ""


def test_a_book_without_text(without_text):
    """A book with headings alone says what it is, and has no text file."""
    book = without_text
    assert ("ncc:multimediaType", "audioNcc") in book.meta("ncc.html")
    assert not list(book.folder.glob("*.htm"))
    assert {phrase.text.partition("#")[0] for phrase in book.phrases} == {"ncc.html"}
    assert [found for found in verify(book.package) if found.check == "daisy"] == []


def test_speech_begins_and_ends_with_its_clip(book):
    """In each file on its own, speech begins and ends within 60 ms of its clip, and between clips there is silence."""
    for phrase in book.phrases:
        sound = book.sounds[phrase.file]
        begin_ms, end_ms = round(phrase.begin_s * 1000), round(phrase.end_s * 1000)
        assert sound.peak(begin_ms, begin_ms + MOST_MS) > QUIET, phrase
        assert sound.peak(end_ms - MOST_MS, end_ms) > QUIET, phrase
        assert sound.peak(end_ms + 20, max(end_ms + 21, round(phrase.rest_s * 1000) - 20)) < QUIET, phrase


def test_parts_sound_as_the_whole(book):
    """A clip sounds in its part as in the package's MP3, to the millisecond."""
    whole = Edition(book.package).sound
    said = {one["id"]: one["begin_ms"] for one in Edition(book.package).utterances}
    for phrase in book.phrases[::3]:
        begin = round(said[phrase.par.removeprefix("par-")] * whole.frame_rate_hz / 1000)
        wanted = [one / 32768 for one in whole.samples[begin : begin + 4000]]
        at = round(phrase.begin_s * whole.frame_rate_hz)
        part = book.sounds[phrase.file].samples
        found = [part[frame] / 32768 if 0 <= frame < len(part) else 0 for frame in range(at - 200, at + 4200)]
        lag = lag_of(found, [0.0] * 200 + wanted, 100, 300)
        assert abs(lag) <= whole.frame_rate_hz / 1000, phrase


def test_nothing_is_encoded_twice(book):
    """The files of sound, one after the other, are the sound of the package's MP3 file, byte for byte."""
    music = b"".join(book.folder.joinpath(name).read_bytes() for name in sorted(book.sounds))
    assert len(book.sounds) == len(book.smils)
    assert book.package.joinpath("bees.mp3").read_bytes().endswith(music)


def test_every_utterance_once(book):
    """Each utterance has one `par`, in order, which names its text; the texts are those of the manifest."""
    utterances = Edition(book.package).utterances
    assert [phrase.text.partition("#")[2] for phrase in book.phrases] == [one["id"] for one in utterances]
    for phrase, one in zip(book.phrases, utterances, strict=True):
        name, _, fragment = phrase.text.partition("#")
        node = next(node for node in book.root(name).iter() if node.get("id") == fragment)
        for mark in list(node.iter("a")):
            if mark.get("class") == "noteref":
                mark.text = ""
        assert "".join(node.itertext()) == one["text"]


def test_breaks_are_played(book):
    """Clips follow one another without a gap inside a file, so that players that skip gaps keep the breaks."""
    for before, after in pairwise(book.phrases):
        if before.file == after.file:
            assert before.rest_s == after.begin_s
        else:
            assert before.rest_s <= book.sounds[before.file].duration_ms / 1000


def test_times_add_up(book):
    """Each SMIL file says how much comes before it and how long it is, and the NCC the sum, all as played."""
    elapsed_s = 0.0
    for name in book.smils:
        facts = dict(book.meta(name))
        phrases = [phrase for phrase in book.phrases if phrase.file == name.replace(".smil", ".mp3")]
        length_s = sum(phrase.rest_s - phrase.begin_s for phrase in phrases)
        assert _seconds(facts["ncc:totalElapsedTime"]) == pytest.approx(elapsed_s, abs=0.0005)
        assert _seconds(facts["ncc:timeInThisSmil"]) == pytest.approx(length_s, abs=0.0005)
        elapsed_s += length_s
    total_s = _seconds(dict(book.meta("ncc.html"))["ncc:totalTime"])
    assert total_s == pytest.approx(elapsed_s, abs=0.5)
    assert elapsed_s > sum(sound.duration_ms for sound in book.sounds.values()) / 1000 - 2


def _seconds(time):
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def test_metadata_once(book):
    """Every required name is there once, with the metadata of the article and of the book."""
    metas = book.meta("ncc.html")
    names = [name for name, _ in metas]
    assert {name for name in names if names.count(name) > 1} <= {"dc:subject", "ncc:narrator"}
    assert {
        ("dc:title", "What bees know"),
        ("dc:creator", "Ada Meadow; Ben Field"),
        ("dc:date", "2026-03-14"),
        ("dc:format", "Daisy 2.02"),
        ("dc:language", "en"),
        ("dc:publisher", "Unknown"),
        ("ncc:charset", "utf-8"),
        ("ncc:tocItems", str(len(book.entries))),
        ("ncc:files", str(len(list(book.folder.iterdir())))),
        ("ncc:footnotes", "1"),
        ("ncc:multimediaType", "audioFullText"),
        ("ncc:pageNormal", "0"),
    } <= set(metas)


def test_title_comes_first(book):
    """The first entry is the title, and what is heard there says it."""
    kind, text, address = book.entries[0]
    assert (kind, text, address) == ("h1", "What bees know", "0001.smil#text-u0001")
    assert book.phrases[0].text == "0001.htm#u0001"
    assert "".join(book.root("0001.htm").find(".//h1").itertext()) == "What bees know"


def test_title_that_the_body_says(books):
    """Without an opening, the title's entry leads to what is heard first, and each entry has its own target."""
    untitled, points = books["untitled"].entries, books["points"].entries
    assert [text for _, text, _ in untitled] == ["One sentence is the title"]
    assert [text for _, text, _ in points] == ["It begins so", "Key points", "Article", "Then"]
    assert untitled[0][2] == points[0][2] == "0001.smil#text-u0001"
    assert len({address for _, _, address in points}) == len(points)


def test_levels_are_not_skipped(books):
    """A heading is at most one level below the one before it, even if the article skips levels."""
    for book in books.values():
        levels = [int(kind[1]) for kind, _, _ in book.entries if kind.startswith("h")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {kind for kind, _, _ in books["hostile"].entries} == {"h1", "h2", "span"}


def test_notes_can_be_skipped(book):
    """Only the phrases of notes can be switched off, and the NCC names each note."""
    assert [entry[1] for entry in book.entries if entry[0] == "span"] == ["1"]
    skippable = [phrase.text.partition("#")[2] for phrase in book.phrases if phrase.skippable]
    texts = {one["id"]: one["text"] for one in Edition(book.package).utterances}
    assert any(texts[one] == "Rain is heavy for a bee." for one in skippable)
    assert len(skippable) < 4


def test_hostile_text_is_text(books):
    """Text that looks like mark-up or runs from right to left stays text; what XML cannot hold is left out."""
    book = books["hostile"]
    assert book.entries[0][1] == "A & B ]]> --> 🐝 שלום"
    text = "".join("".join(book.root(path.name).itertext()) for path in sorted(book.folder.glob("*.htm")))
    for piece in ("</script>", "-->", "]]>", "&amp;", "הדבורים של אבי", "👩‍🌾", "<b>bold</b>"):
        assert piece in text


def test_same_bytes_again(books, tmp_path):
    """The same article gives the same archive again."""
    again = packaged(tmp_path, {"hostile.md": HOSTILE}, "--formats", "daisy")["hostile"]
    assert Daisy(again).archive.read_bytes() == books["hostile"].archive.read_bytes()


def test_sections_without_a_pause_share_their_sound(tmp_path):
    """Where there is no silence to cut in, a section stays in the part of the one before it."""
    made = edition(tmp_path, ("One", "Two", "Three"))
    stream = read_stream(encoded(tmp_path, made, "mp3"))
    clips = made.timeline.clips
    one, two, three = clips[:2], clips[2:4], clips[4:]
    tight = replace(three[0], begin_ms=two[-1].end_ms + 10)
    free_stretches = split_stream(stream, [one, two, three])
    assert len(set(free_stretches)) == 3
    first, second, third = split_stream(stream, [one, two, (tight, *three[1:])])
    assert (first, second) == (free_stretches[0], third)
    assert third.end == len(stream)


def test_nothing_is_wrong_with_a_whole_book(book, books):
    """`verify` finds nothing in books that are whole."""
    for one in (book, *books.values()):
        assert [found for found in verify(one.package) if found.check == "daisy"] == []


@pytest.mark.parametrize("name", ["0002.smil", "0002.htm", "master.smil", "ncc.html"])
def test_an_emptied_file_is_a_finding(name, book, tmp_path):
    """A document of the book that is empty is found and named, whichever one it is."""
    package = tmp_path / "package"
    shutil.copytree(book.package, package)
    (package / "daisy" / name).write_bytes(b"")
    places = [found.place for found in verify(package) if found.check == "daisy"]
    assert f"daisy/{name}" in places
