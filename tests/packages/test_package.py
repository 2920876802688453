"""From an article to its package, with the real engine and the real encoder, read back with parts of others."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from editions import BEES, Edition, articast
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from tts.config.config import Config
from tts.library.build import CHECKSUM
from tts.packages.batch import package

FRAME = 1152 / 22_050 * 1000
"""The longest frame of MPEG audio at this rate, in ms."""
LOUD, QUIET = 1000, 60  # of 32768: a voice is above -30 dB, an inserted silence below -55 dB
EDGE_MS = 30  # a codec smears what is beside a silence into it

BREAKS = {"heading": 500, "item": 400, "cell": 400, "paragraph": 600, "announcement": 250}


@pytest.fixture(params=["bees", pytest.param("seed", marks=pytest.mark.once)])
def edition(request: pytest.FixtureRequest) -> Edition:
    """A made article in Markdown, and the model case among plain texts."""
    return request.getfixturevalue(request.param)


def test_a_package_holds_what_it_should(bees: Edition) -> None:
    """A package is its audio and the files beside it, called as the article or as what they are."""
    assert sorted(path.name for path in bees.folder.iterdir()) == [
        *("bees.mp3", "bees.srt", "bees.vtt", "chapters.json", "cover.png", "index.html"),
        *("manifest.json", "transcript.txt"),
    ]


def test_nothing_but_packages_is_left(bees: Edition) -> None:
    """No workspace, spool or journal stays beside the package and the library."""
    library = {"index.html", "articles.js", "playlist.m3u8", CHECKSUM}
    assert {path.name for path in bees.folder.parent.iterdir()} == {bees.folder.name, *library}


def test_parts_come_in_order(bees: Edition) -> None:
    """Opening, key points, body and captions are heard in this order, though the article has them in another."""
    roles = [section["role"] for section in bees.manifest["sections"]]
    assert roles == ["opening", "key-points", "body", "body", "body", "body", "caption"]
    assert bees.section("opening") == ["What bees know", "By Ada Meadow and Ben Field", "14 March 2026"]
    assert bees.section("key-points") == ["Key points", "Bees fly far", "Bees read the sun", "Hives are cheap"]
    assert bees.section("body")[:2] == ["Bees fly up to three miles.", "They come back before it rains."]
    assert bees.section("body")[-2:] == ["Note 1:", "Rain is heavy for a bee."]


@pytest.mark.once
def test_the_seeds_parts_come_in_order(seed: Edition) -> None:
    """The model case is heard as key points, article and picture, without an opening of its own."""
    assert [section["role"] for section in seed.manifest["sections"]] == ["key-points", "body", "caption"]
    assert [chapter["title"] for chapter in seed.manifest["chapters"]] == ["Key points", "Article", "Pictures"]
    assert len(seed.section("key-points")) == 4
    assert seed.section("body")[0].startswith("Russian troops")


def test_a_caption_is_said_once_and_its_credit_apart(edition: Edition) -> None:
    """No utterance of the captions repeats another, and the credit is one of its own, announced as a credit."""
    captions = edition.section("caption")
    assert len(set(captions)) == len(captions)
    (credit,) = edition.kind("credit")
    assert captions[-1] == credit["text"]  # an announcement stands before it unless it says "Photo:" itself
    assert not any(credit["text"] in text for text in captions[:-1])


@pytest.mark.once
def test_the_seeds_caption_and_credit(seed: Edition, corpus: Path) -> None:
    """The line with the credit glued to it gives the caption once and the credit alone."""
    (source,) = corpus.joinpath("seed").glob("*.txt")
    caption, glued = source.read_text("utf-8").strip().splitlines()[-2:]
    credit = glued.removeprefix(caption).strip()
    assert credit.startswith("AFP / ")
    assert seed.section("caption") == ["Pictures", "Image:", caption, "Credit:", credit]


def test_bullets_are_sentences_of_their_own(edition: Edition) -> None:
    """Each key point is one utterance with the break of an item after it, and the last with that of a section."""
    items = [
        block["utterances"]
        for section in edition.manifest["sections"]
        if section["role"] == "key-points"
        for block in section["blocks"][1]["blocks"]
    ]
    assert [len(utterances) for utterances in items] == [1, 1, 1]
    assert [utterances[0]["break_ms"] for utterances in items] == [400, 400, 1200]


def test_breaks_are_heard_as_they_are_told(edition: Edition) -> None:
    """From each clip's end to the next one's begin it is as long as the manifest says, the head and tail too."""
    at, silence = 0, edition.manifest["options"]["breaks"]["lead_in"]
    for one in edition.utterances:
        assert abs(one["begin_ms"] - at - silence) <= 1
        at, silence = one["end_ms"], one["break_ms"]
    assert abs(edition.manifest["metadata"]["duration_ms"] - at - silence) <= 1
    assert silence == edition.manifest["options"]["breaks"]["lead_out"]


def test_a_voice_is_heard_where_the_clips_are(edition: Edition) -> None:
    """The decoded sound is loud inside of each clip and silent in each break; an offset of 50 ms would show."""
    ends = [0, *(one["end_ms"] for one in edition.utterances)]
    begins = [*(one["begin_ms"] for one in edition.utterances), edition.manifest["metadata"]["duration_ms"]]
    assert len(begins) > 10
    for one in edition.utterances:
        assert edition.sound.peak(one["begin_ms"], one["end_ms"]) > LOUD, one["text"]
    for end_ms, begin_ms in zip(ends, begins, strict=True):
        assert edition.sound.peak(end_ms + EDGE_MS, begin_ms - EDGE_MS) < QUIET, (end_ms, begin_ms)


def test_the_sound_is_as_long_as_its_timeline(edition: Edition) -> None:
    """The decoded track is as long as the manifest says, within one frame of the codec."""
    assert abs(edition.sound.duration_ms - edition.manifest["metadata"]["duration_ms"]) <= FRAME
    assert edition.manifest["tracks"][0]["duration_ms"] == edition.manifest["metadata"]["duration_ms"]


def test_the_track_is_constant_64_kbit(edition: Edition) -> None:
    """Mutagen sees a mono MP3 of constant 64 kbit/s, as large and as long as the manifest says."""
    info = MP3(edition.audio).info
    assert abs(info.bitrate - 64_000) <= 1  # mutagen divides whole frames by a length in whole samples
    assert (info.channels, info.sample_rate) == (1, edition.sound.frame_rate_hz)
    assert edition.manifest["tracks"][0]["size_bytes"] == edition.audio.stat().st_size
    assert abs(info.length * 1000 - edition.manifest["tracks"][0]["duration_ms"]) <= 2 * FRAME


def _chapters(edition: Edition) -> list[tuple[str, int, int]]:
    return [(one["title"], one["start_ms"], one["end_ms"]) for one in edition.manifest["chapters"]]


def test_mutagen_reads_the_same_chapters(edition: Edition) -> None:
    """The ordered top-level CTOC lists CHAP frames with the manifest's titles and times, to the millisecond."""
    tags = ID3(edition.audio)
    (contents,) = tags.getall("CTOC")
    frames = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    read = [(one.sub_frames["TIT2"].text[0], one.start_time, one.end_time) for one in frames]
    assert read == _chapters(edition)
    assert len(tags.getall("CHAP")) == len(read)


def test_ffprobe_reads_the_same_chapters(edition: Edition, require_tool) -> None:
    """Ffprobe finds the manifest's titles and times, to the millisecond."""
    command = [require_tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", edition.audio]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    read = [
        (one["tags"]["title"], round(float(one["start_time"]) * 1000), round(float(one["end_time"]) * 1000))
        for one in found
    ]
    assert read == _chapters(edition)


def test_chapters_begin_where_their_sections_are_heard(edition: Edition) -> None:
    """A chapter starts with the first clip of its section, but the first one at 0."""
    begins = {section["id"]: section["begin_ms"] for section in edition.manifest["sections"]}
    first, *others = edition.manifest["chapters"]
    assert first["start_ms"] == 0
    assert [one["start_ms"] for one in others] == [begins[one["section"]] for one in others]


def test_chapters_json_tells_the_same(edition: Edition) -> None:
    """`chapters.json` has the manifest's chapters, in seconds."""
    read = json.loads(edition.folder.joinpath("chapters.json").read_text(encoding="utf-8"))
    assert read["version"] == "1.2.0"
    assert [
        (one["title"], round(one["startTime"] * 1000), round(one["endTime"] * 1000)) for one in read["chapters"]
    ] == _chapters(edition)


def test_the_tags_are_the_metadata(bees: Edition) -> None:
    """Title, authors, date and language of the head stand in the ID3 tag."""
    tags = ID3(bees.audio)
    assert tags["TIT2"].text == ["What bees know"]
    assert tags["TPE1"].text == ["Ada Meadow; Ben Field"]
    assert str(tags["TDRC"]) == "2026-03-14"
    assert tags["TLAN"].text == ["eng"]


def test_loudness_is_as_asked(edition: Edition) -> None:
    """The measured loudness is within half a unit of -18 LUFS and no peak above -1 dBTP."""
    loudness = edition.manifest["loudness"]
    assert abs(loudness["integrated_lufs"] + 18) <= 0.5
    assert loudness["true_peak_dbtp"] <= -1


def test_the_same_article_gives_the_same_bytes(bees: Edition, tmp_path: Path) -> None:
    """Another process, later, with another clock, language and hash seed, and without a program on the PATH: the same.

    So espeak-ng and ffmpeg come along: no program of the system is needed.
    """
    tmp_path.joinpath("bees.md").write_text(BEES, encoding="utf-8")
    empty = tmp_path / "bin"
    empty.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("SYSTEMROOT", "HOME", "PYTHONPATH")},
        "PATH": str(empty),
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4",
        "PYTHONWARNINGS": "error",
    }
    where = ("--engine", "espeak", "-o", tmp_path / "other")
    done = articast("package", tmp_path / "bees.md", *where, cwd=Path("/"), env=environment)
    assert done.returncode == 0
    assert [line.partition(": the image ")[2][:9] for line in done.stderr.splitlines()] == ["'bee.jpg'"]
    for path in bees.folder.iterdir():
        assert (tmp_path / "other" / "bees" / path.name).read_bytes() == path.read_bytes(), path.name


GOLDEN = Path(__file__).parents[1].joinpath("golden")


@pytest.mark.parametrize("article", sorted(GOLDEN.glob("*.*")), ids=lambda path: path.name)
def test_golden(article: Path, tmp_path: Path) -> None:
    """With the silent engine the package of each article in `golden` is the one beside it.

    To accept a change: set UPDATE_GOLDEN=1, run this test, and read what `git diff` shows.
    """
    done = articast("package", article, "--engine", "silent", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (package,) = tmp_path.glob("out/*/")
    made = {
        path.name: path.read_text(encoding="utf-8")
        for path in package.iterdir()
        if path.suffix not in (".mp3", ".png", ".html")
    }
    made["manifest.json"] = _repeatable(made["manifest.json"])
    expected = article.with_suffix("")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.mkdir(exist_ok=True)
        for name, text in made.items():
            expected.joinpath(name).write_text(text, encoding="utf-8", newline="\n")
    assert made == {path.name: path.read_text(encoding="utf-8") for path in expected.iterdir()}


def _repeatable(manifest: str) -> str:
    """Without what the place, the versions and the encoder decide."""
    values = json.loads(manifest)
    for name in ("source", "fingerprint", "version"):
        values["options"][name] = ""
    for track in values["tracks"]:
        track["size_bytes"] = 0
    values["images"] = dict.fromkeys(values["images"], "")  # the letters of a cover depend on the version of FreeType
    values["files"] = dict.fromkeys(values["files"], "")
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.once
def test_what_the_voice_cannot_say_is_named(tmp_path: Path) -> None:
    """A sentence in a script that no voice names is silent and stands in the manifest as skipped, with its reason."""
    (tmp_path / "bees.md").write_text("# Bees\n\nᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ.\n\nBees fly.\n", encoding="utf-8")
    (outcome,) = package([tmp_path / "bees.md"], tmp_path / "output", Config())
    assert outcome.error is None
    manifest = json.loads((outcome.package / "manifest.json").read_text("utf-8"))
    assert {"text": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ.", "reason": "the voice cannot say it"} in manifest["skipped"]
