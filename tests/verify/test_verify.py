"""Packages read back: nothing wrong with what is whole, and every kind of damage found at its place."""

from __future__ import annotations

import json
import re
import shutil
import struct
import wave
from array import array
from collections.abc import Callable
from math import pi, sin
from pathlib import Path
from typing import Any

import av
import jsonschema
import pytest
from editions import articast
from encoding import small_jpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3, TIT2, TLAN
from sound import measured

import tts
from tts.audio.encode import encode
from tts.errors import UsageError
from tts.model import Chapter, Clip, Metadata, Recording, Timeline
from tts.text.languages.tags import iso639_2
from tts.verify import MAX_ALIKE, packages, verify
from tts.verify.findings import Finding, shown
from tts.verify.listen import listen
from tts.verify.manifest import MAX_DEPTH, MESSAGES, find_violations, parse_manifest
from tts.verify.sound import CEILING_DBTP
from tts.verify.tags import LANGUAGES
from tts.verify.transcript import check_transcript
from tts.writers.images import find_cover

pytestmark = pytest.mark.usefixtures("hear_once")

SCHEMA = json.loads(Path(tts.__file__).with_name("writers").joinpath("manifest.schema.json").read_text("utf-8"))
VARIED = {
    "plain.txt": "The harbour opens\nBy Ann Lee\n12 March 2026\n\nKEY POINTS\n• The quay is new\n• Ferries sail\n\n"
    "The first ferry left at six. “Well,” said Ann, “it did.”\n\nA ferry at dawn\nA ferry at dawn AFP / Ben Okoro\n",
    "untitled.md": "One sentence only & nothing <else>.\n",
    "lists.md": "# 3. Lists, 1. numbers\n\n1. One: first\n2. Two\n   - a. Nested | bar\n\n> 4. Quoted\n\n| A | 1. |\n"
    "| - | - |\n| 2. | • |\n\nImage: this is text. Image: and again. Image: and again.\n",
    "deutsch.md": "---\ntitle: Bienen; Blüten = Honig\nlanguage: de\nauthors: [Jörg Groß]\n---\nSie fliegen, weil es "
    "warm ist.\n\n## Wozu?\n\nDarum: deshalb.\n",
    "fast.md": "---\ntitle: Fast and loud\narticast: {rate_wpm: 300, loudness: podcast}\n---\nIt runs, it stops, it "
    "goes; nobody knows, who waits.\n",
    "slow.md": "---\ntitle: Slow, as it is\narticast: {rate_wpm: 90, loudness: 'off', volume: 40, breaks: {lead_in: 0, "
    "lead_out: 10, sentence: 20}}\n---\nIt waits, and waits. It goes. Now.\n\n```\ncode\n```\n",
}

BEES = """\
---
title: What bees know
authors: [Ada Meadow]
language: en
articast: {rate_wpm: 190, breaks: {section: 700, before_heading: 600}}
---
Bees fly up to three miles. They come back.

## Home

They read the sun, even behind clouds. Nobody taught them!

> Follow the bee and you will find the flower.

## Key points

1. Bees read
2. Hives hum
3. Honey lasts
"""
HUM = """\
---
articast: {rate_wpm: 200, breaks: {section: 600, before_heading: 600}}
title: 'What "hums" = bees; \\ <b>{\\i1} --> 🐝'
authors: [Ada Meadow, Jörg Groß]
date: 2026-03-14
language: en-GB
description: How a small animal hums.
source_url: https://example.org/hum/ä?a=b
cover: hum.jpg
---
Bees hum, <b>softly</b>. They &lt;i&gt; rest.

# A "long" day

They work.
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of BEES, spoken by espeak-ng and encoded by the command itself."""
    home = tmp_path_factory.mktemp("whole")
    home.joinpath("bees.md").write_text(BEES, encoding="utf-8")
    process = articast("package", "bees.md", "--engine", "espeak", "-o", "out", cwd=home)
    assert process.returncode == 0, process.stderr
    return home / "out" / "bees"


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition with everything that can be asked for, and texts that formats must escape."""
    home = tmp_path_factory.mktemp("complete")
    home.joinpath("hum.jpg").write_bytes(small_jpeg())
    home.joinpath("hum.md").write_text(HUM, encoding="utf-8")
    formats = ("--formats", "mp3,m4b,opus,flac,labels,cue")
    process = articast("package", "hum.md", "--engine", "espeak", "-o", "out", *formats, cwd=home)
    assert process.returncode == 0, process.stderr
    return home / "out" / "hum"


@pytest.fixture
def package(whole: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(whole, tmp_path / "bees"))


def wrong(folder: Path) -> list[Finding]:
    return [one for one in verify(folder) if one.kind == "finding"]


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8", newline="\n")


def edit_manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    value = json.loads(folder.joinpath("manifest.json").read_text(encoding="utf-8"))
    change(value)
    folder.joinpath("manifest.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def said(value: dict[str, Any]) -> list[dict[str, Any]]:
    def below(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for block in blocks for one in (*block.get("utterances", ()), *below(block.get("blocks", [])))]

    return [one for section in value["sections"] for one in below(section["blocks"])]


def keep_one_track(folder: Path, name: str) -> None:
    def change(value: dict[str, Any]) -> None:
        for track in value["tracks"]:
            if track["path"] != name:
                (folder / track["path"]).unlink()
        value["tracks"] = [track for track in value["tracks"] if track["path"] == name]
        del value["files"]

    edit_manifest(folder, change)
    edit(folder / "index.html", lambda page: re.sub(rf'<source src="(?!{name}")[^>]*>', "", page))
    sheet = folder / "hum.cue"
    command = f'FILE "{name}" {"MP3" if name == "hum.mp3" else "WAVE"}'
    sheet.write_text(sheet.read_text(encoding="utf-8").replace('FILE "hum.mp3" MP3', command), encoding="utf-8")


def of(folder: Path, text: str) -> dict[str, Any]:
    """The utterance that begins with `text`."""
    value = json.loads(folder.joinpath("manifest.json").read_text(encoding="utf-8"))
    return next(one for one in said(value) if one["text"].startswith(text))


def reencode(folder: Path, change: Callable[[array[int], int], array[int]]) -> None:
    """Decodes the track, changes its PCM, and encodes it again, with a right Info frame, tag and size."""
    value = json.loads(folder.joinpath("manifest.json").read_text(encoding="utf-8"))
    path = folder / value["tracks"][0]["path"]
    samples = array("h")
    with av.open(str(path)) as container:
        rate_hz = container.streams.audio[0].rate
        resampler = av.AudioResampler(format="s16", layout="mono")
        for frame in container.decode(audio=0):
            for one in resampler.resample(frame):
                samples.frombytes(bytes(one.planes[0])[: 2 * one.samples])
    samples = change(samples, rate_hz)
    spool = folder.parent / "spool.pcm"
    spool.write_bytes(samples.tobytes())
    recording = Recording(spool_path=spool, frame_rate_hz=rate_hz, frames=len(samples), timeline=timeline(value))
    names = ("title", "language", "date", "description", "source_url")
    metadata = Metadata(
        authors=tuple(value["metadata"].get("authors", ())),
        cover="cover.png",
        **{name: value["metadata"][name] for name in names if name in value["metadata"]},
    )
    (track,) = encode(recording, metadata, folder, path.stem, cover=find_cover(metadata, folder).images["cover.png"])

    def describe(value: dict[str, Any]) -> None:
        value["tracks"][0].update(size_bytes=track.size_bytes)
        value.pop("files", None)

    edit_manifest(folder, describe)


def timeline(value: dict[str, Any]) -> Timeline:
    return Timeline(
        clips=tuple(
            Clip(utterance_id=one["id"], begin_ms=one["begin_ms"], end_ms=one["end_ms"]) for one in said(value)
        ),
        chapters=tuple(
            Chapter(title=one["title"], start_ms=one["start_ms"], end_ms=one["end_ms"], section_id=one["section"])
            for one in value["chapters"]
        ),
        duration_ms=value["metadata"]["duration_ms"],
    )


def span(one: dict[str, Any], rate_hz: int) -> slice:
    return slice(*(one[name] * rate_hz // 1000 for name in ("begin_ms", "end_ms")))


def test_nothing_is_wrong_with_a_whole_package(whole: Path) -> None:
    """A package as it was made has neither findings nor notes."""
    assert list(verify(whole)) == []


def test_words_that_the_voice_cannot_say_are_noted(package: Path) -> None:
    """A note names the voice and the first word of each script which its languages are not written in."""

    def change(value: dict[str, Any]) -> None:
        said(value)[0]["spoken"] = "The word Київ, π and Łódź, Москва and 漢"

    edit_manifest(package, change)
    notes = [one for one in verify(package) if one.check == "voices"]
    assert [one.what for one in notes] == [
        "The voice 'gmw/en-US' cannot say 'Київ': Cyrillic.",
        "The voice 'gmw/en-US' cannot say '漢': Chinese characters.",
    ]
    assert {(one.kind, one.place) for one in notes} == {("note", "manifest.json, u0001")}


def test_nothing_is_wrong_after_encoding_again(package: Path) -> None:
    """What the tests below do to the sound is not itself the damage."""
    reencode(package, lambda samples, _: samples)
    assert wrong(package) == []


@pytest.mark.once
def test_nothing_is_wrong_with_varied_articles(tmp_path: Path) -> None:
    """Numbers, marks, tables, another language, fast, slow, soft and breathless speech give no findings."""
    for name, text in VARIED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    process = articast("package", *VARIED, "-o", "out", "--quiet", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    process = articast("verify", "out", "--json", cwd=tmp_path)
    events = [json.loads(line) for line in process.stdout.splitlines()]
    assert [one for one in events if one["event"] not in ("package", "summary")] == []
    assert events[-1] == {"event": "summary", "packages": len(VARIED), "findings": 0}
    assert process.returncode == 0


@pytest.mark.once
def test_no_pause_is_needed_after_an_abbreviation(tmp_path: Path) -> None:
    """A comma after an abbreviation, at which espeak-ng does not pause, gives no finding."""
    (tmp_path / "ferry.md").write_text(
        "# The ferry\n\nOn Fridays the last ferry now leaves at 10:45 p.m., an hour and a quarter later than before.\n",
        encoding="utf-8",
    )
    assert articast("package", "ferry.md", "--engine", "espeak", "-o", "out", cwd=tmp_path).returncode == 0
    assert wrong(tmp_path / "out" / "ferry") == []


def truncated(folder: Path) -> None:
    path = folder / "bees.mp3"
    path.write_bytes(path.read_bytes()[:-30_000])


def changed_byte(folder: Path) -> None:
    path = folder / "bees.mp3"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def swapped_clips(folder: Path) -> None:
    one, other = of(folder, "Bees fly up to three miles"), of(folder, "They come back")

    def swap(samples: array[int], rate_hz: int) -> array[int]:
        first, second = span(one, rate_hz), span(other, rate_hz)
        rest = samples[first.stop : second.start]
        return samples[: first.start] + samples[second] + rest + samples[first] + samples[second.stop :]

    reencode(folder, swap)


def sound_of_another(folder: Path) -> None:
    """As long, to the frame, as the sentence that should be heard."""
    one, other = of(folder, "They read the sun"), of(folder, "Follow the bee")

    def replaced(samples: array[int], rate_hz: int) -> array[int]:
        place, source = span(one, rate_hz), span(other, rate_hz)
        length = place.stop - place.start
        return samples[: place.start] + samples[source.start : source.start + length] + samples[place.stop :]

    reencode(folder, replaced)


def silenced_clip(folder: Path) -> None:
    one = of(folder, "Nobody taught them")

    def silence(samples: array[int], rate_hz: int) -> array[int]:
        place = span(one, rate_hz)
        return samples[: place.start] + array("h", bytes(2 * (place.stop - place.start))) + samples[place.stop :]

    reencode(folder, silence)


def silenced_word(folder: Path) -> None:
    one = of(folder, "Nobody taught them")["words"][1]

    def silence(samples: array[int], rate_hz: int) -> array[int]:
        place = span(one, rate_hz)
        return samples[: place.start] + array("h", bytes(2 * (place.stop - place.start))) + samples[place.stop :]

    reencode(folder, silence)


def louder(folder: Path) -> None:
    reencode(folder, lambda samples, _: array("h", (max(-32768, min(32767, 2 * one)) for one in samples)))


def late_sound(folder: Path) -> None:
    reencode(folder, lambda samples, rate_hz: array("h", bytes(rate_hz // 5)) + samples[: -rate_hz // 10])


def shorter_sound(folder: Path) -> None:
    reencode(folder, lambda samples, rate_hz: samples[: -rate_hz // 2])


def dropped_cue(folder: Path) -> None:
    cue = of(folder, "Nobody taught them")["id"]
    edit(folder / "bees.vtt", lambda text: re.sub(rf"{cue}\n.*\n.*\n\n", "", text))


def swapped_cues(folder: Path) -> None:
    def swap(text: str) -> str:
        cues = text.split("\n\n")
        cues[3], cues[4] = cues[4], cues[3]
        return "\n\n".join(cues)

    edit(folder / "bees.vtt", swap)


def swapped_times(folder: Path) -> None:
    def swap(text: str) -> str:
        first, second = re.findall(r".* --> .*", text)[3:5]
        return text.replace(first, "#").replace(second, first).replace("#", second)

    edit(folder / "bees.vtt", swap)


def swapped_paragraphs(folder: Path) -> None:
    one, other = (
        "They read the sun, even behind clouds. Nobody taught them!",
        "Follow the bee and you will find the flower.",
    )
    edit(folder / "transcript.txt", lambda text: text.replace(one, "#").replace(other, one).replace("#", other))


def other_chapter_in_tag(folder: Path) -> None:
    tags = ID3(folder / "bees.mp3")
    tags.getall("CHAP")[1].sub_frames["TIT2"] = TIT2(encoding=1, text="Wasps")
    tags.save(folder / "bees.mp3", v2_version=3)
    edit_manifest(folder, lambda value: value["tracks"][0].update(size_bytes=(folder / "bees.mp3").stat().st_size))


def other_language(folder: Path) -> None:
    tags = ID3(folder / "bees.mp3")
    tags["TLAN"] = TLAN(encoding=0, text="deu")
    tags.save(folder / "bees.mp3", v2_version=3)


def chapter_time(folder: Path) -> None:
    """One millisecond, in the four bytes of the tag."""
    path = folder / "bees.mp3"
    start_ms = json.loads((folder / "manifest.json").read_text("utf-8"))["chapters"][1]["start_ms"]
    data = path.read_bytes()
    frame = data.index(b"chp1\0", data.index(b"CHAP"))
    assert data[frame + 5 : frame + 9] == struct.pack(">I", start_ms)
    path.write_bytes(data[: frame + 5] + struct.pack(">I", start_ms + 1) + data[frame + 9 :])


def without_section(folder: Path) -> None:
    edit_manifest(folder, lambda value: value["sections"].pop(2))


def doubled_utterance(folder: Path) -> None:
    def double(value: dict[str, Any]) -> None:
        utterances = value["sections"][2]["blocks"][0]["utterances"]
        utterances.insert(0, utterances[0])

    edit_manifest(folder, double)


def longer_manifest(folder: Path) -> None:
    edit_manifest(folder, lambda value: value["metadata"].update(duration_ms=value["metadata"]["duration_ms"] + 900))


def sections_out_of_order(folder: Path) -> None:
    edit_manifest(folder, lambda value: value["sections"].reverse())


def text(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: edit(folder / name, lambda text: text.replace(old, new, 1))


def sizes(folder: Path) -> None:
    edit_manifest(folder, lambda value: value["tracks"][0].update(size_bytes=value["tracks"][0]["size_bytes"] + 1))


def a_link(folder: Path) -> None:
    (folder / "chapters.json").rename(folder.parent / "chapters.json")
    (folder / "chapters.json").symlink_to(folder.parent / "chapters.json")


DAMAGE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "truncated track": (truncated, "bees.mp3", "ends inside a frame"),
    "changed byte": (changed_byte, "bees.mp3", "was changed after"),
    "swapped clips": (swapped_clips, "bees.mp3, 0:00:", "where the manifest has silence"),
    "equally long sound": (sound_of_another, "bees.mp3, 0:00:", "no pause at a comma of 'They read the sun"),
    "silenced clip": (silenced_clip, "bees.mp3, 0:00:", "Nothing is heard of 'Nobody taught them!'"),
    "silenced word": (silenced_word, "bees.mp3, 0:00:", "Nothing is heard of the word 'taught'"),
    "late sound": (late_sound, "bees.mp3, 0:00:", "where the manifest has silence"),
    "shorter sound": (shorter_sound, "bees.mp3", "It lasts"),
    "dropped cue": (dropped_cue, "bees.vtt, u00", "no cue for 'Nobody taught them!'"),
    "doubled cue": (
        lambda folder: edit(folder / "bees.vtt", lambda text: text + "\n" + text.split("\n\n")[1] + "\n"),
        "bees.vtt, line ",
        "2 cues of this id",
    ),
    "swapped cues": (swapped_cues, "bees.vtt, line ", "not where it should be"),
    "swapped times": (swapped_times, "bees.vtt, line ", "is shown from"),
    "word of the captions": (text("bees.vtt", "behind", "before"), "bees.vtt, line ", "even before clouds"),
    "head of the captions": (text("bees.vtt", "WEBVTT\n", "WebVTT\n"), "bees.vtt, line 1", "begins with"),
    "word of the transcript": (
        text("transcript.txt", "behind", "before"),
        "transcript.txt, u00",
        "'before clouds.' is in the place of 'behind clouds.'",
    ),
    "sentence lost in the transcript": (
        text("transcript.txt", " Nobody taught them!", ""),
        "transcript.txt, u",
        "missing",
    ),
    "words more in the transcript": (
        text("transcript.txt", "Nobody", "Surely nobody. Nobody"),
        "transcript.txt",
        "Surely",
    ),
    "end of the transcript": (
        lambda folder: edit(folder / "transcript.txt", lambda text: text + "The end.\n"),
        "transcript.txt, at the end",
        "The end.",
    ),
    "swapped paragraphs": (swapped_paragraphs, "transcript.txt, before u", "which is not in the manifest"),
    "size": (sizes, "bees.mp3", "bytes instead of"),
    "missing track": (lambda folder: (folder / "bees.mp3").unlink(), "bees.mp3", "is missing"),
    "missing transcript": (lambda folder: (folder / "transcript.txt").unlink(), "transcript.txt", "is missing"),
    "missing manifest": (lambda folder: (folder / "manifest.json").unlink(), "manifest.json", "no manifest"),
    "empty captions": (lambda folder: (folder / "bees.vtt").write_bytes(b""), "bees.vtt", "is empty"),
    "no text": (lambda folder: (folder / "transcript.txt").write_bytes(b"\xff"), "transcript.txt", "not in UTF-8"),
    "foreign file": (lambda folder: (folder / "notes.txt").write_text("x"), "notes.txt", "does not belong"),
    "foreign folder": (lambda folder: (folder / "old").mkdir(), "old", "does not belong"),
    "link": (a_link, "chapters.json", "not a regular file"),
    "chapter's title in the tag": (other_chapter_in_tag, "bees.mp3, chapter 2", "'Wasps'"),
    "chapter's time in the tag": (chapter_time, "bees.mp3, chapter 2", "starts at"),
    "language in the tag": (other_language, "bees.mp3, tag TLAN", "'deu' is not the code of the language"),
    "chapter's title": (text("chapters.json", "Key points", "Wasps"), "chapters.json, chapter 1", "'Wasps'"),
    "chapter's time": (
        text("chapters.json", '"startTime": 0.0', '"startTime": 0.001'),
        "chapters.json, chapter 1",
        "1 ms",
    ),
    "chapters are no JSON": (text("chapters.json", "{", "["), "chapters.json", "not JSON"),
    "section taken out": (without_section, "manifest.json, u00", "should be here"),
    "utterance doubled": (doubled_utterance, "manifest.json, u00", "more than once"),
    "duration": (longer_manifest, "manifest.json, tracks", "ms"),
    "sections out of order": (sections_out_of_order, "manifest.json, section 'opening'", "comes after"),
    "member lost": (
        lambda folder: edit_manifest(folder, lambda value: value.pop("loudness")),
        "manifest.json",
        "loudness",
    ),
    "unknown schema": (
        text("manifest.json", "articast-manifest/1", "articast-manifest/0"),
        "manifest.json, schema",
        "/1",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_at_its_place(package: Path, damage: str) -> None:
    """A finding names the file, the place in it and what is wrong there."""
    inflict, place, what = DAMAGE[damage]
    inflict(package)
    findings = wrong(package)
    assert [one for one in findings if one.place.startswith(place) and what in one.what], findings
    assert all("\n" not in one.what and one.next_step for one in findings)


@pytest.mark.once
def test_sound_of_another_article(package: Path, tmp_path: Path) -> None:
    """The MP3 of another article, under the right name, is found by its tags, its length and its sound."""
    (tmp_path / "other.md").write_text("# Wasps\n\nThey sting, but seldom. They build with paper.\n", encoding="utf-8")
    assert articast("package", "other.md", "--engine", "espeak", "-o", "out", cwd=tmp_path).returncode == 0
    shutil.copyfile(tmp_path / "out/other/other.mp3", package / "bees.mp3")
    findings = wrong(package)
    assert {one.check for one in findings} >= {"tracks", "tags", "mpeg", "chapters", "sound", "silence"}
    assert "'Wasps' instead of 'What bees know'" in next(one.what for one in findings if one.place.endswith("TIT2"))


@pytest.mark.parametrize("begin", [0, 212, 213, 220, 22_042, 22_050, 44_084])
def test_a_peak_between_samples_is_found_wherever_it_is(begin: int, tmp_path: Path) -> None:
    """Samples of -6.6 dB are over the ceiling if their signs make the highest peak; those of -7.5 dB never are."""
    signs = [(-1) ** int(abs(offset + 0.5)) for offset in range(-8, 8)]
    peaks_dbtp = []
    for amplitude in (0.47, 0.42):
        samples = array("h", bytes(2 * 44_100))
        samples[begin : begin + 16] = array("h", [round(sign * amplitude * 32767) for sign in signs])
        path = write_wave(tmp_path / "peak.wav", samples.tobytes(), 22_050)
        peaks_dbtp.append(listen(path, "wav", 2000).true_peak_dbtp)
    assert peaks_dbtp[0] > CEILING_DBTP >= peaks_dbtp[1]


@pytest.mark.once
@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 48_000])
def test_another_meter_reads_the_same_loudness(rate_hz: int, tmp_path: Path) -> None:
    """Low, middle and high sound beside silence is as loud as libavfilter's `ebur128` reads it, within 0.1 LU."""
    for pitch_hz in (60, 1000, 3000, 7000):
        turns = (2 * pi * pitch_hz * frame / rate_hz for frame in range(rate_hz))
        pcm = array("h", [*(round(9000 * sin(turn)) for turn in turns), *[0] * rate_hz]).tobytes()
        path = write_wave(tmp_path / f"{pitch_hz}.wav", pcm, rate_hz)
        assert abs(listen(path, "wav", 2000).integrated_lufs - measured(pcm, rate_hz).integrated_lufs) <= 0.1


def test_a_name_with_signs_of_filters_is_a_name(tmp_path: Path) -> None:
    """The name of a track is never read as options of the filter that decodes it."""
    path = write_wave(tmp_path / "it's [0:1],a=b;c.wav", bytes(2 * 22_050), 22_050)
    heard = listen(path, "wav", 1000)
    assert (heard.defect, heard.frames) == ("", 22_050)


def write_wave(path: Path, pcm: bytes, rate_hz: int) -> Path:
    """Write 16-bit mono sound into a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate_hz, 0, "NONE", ""))
        file.writeframes(pcm)
    return path


@pytest.mark.once
def test_loudness_and_peaks(package: Path) -> None:
    """Sound that is louder than the manifest says, and peaks over the ceiling, are found."""
    louder(package)
    defects = [one.what for one in wrong(package) if one.check == "loudness"]
    assert [what.split(" is ")[0] for what in defects] == ["Its loudness", "Its true peak"]


def test_alike_findings_are_counted(package: Path) -> None:
    """Of one check the first ten findings are shown, then how many there are more."""
    edit(package / "bees.vtt", lambda text: text.replace(" --> 00:", " --> 01:"))
    findings = [one for one in wrong(package) if one.check == "captions"]
    cues = (package / "bees.vtt").read_text(encoding="utf-8").count("-->")
    assert len(findings) == MAX_ALIKE + 1
    assert findings[-1].what == f"There are {cues - MAX_ALIKE} more findings of 'captions'."


def test_nothing_is_wrong_with_every_format(complete: Path) -> None:
    """Every kind of audio, labels and cue sheet of one edition, with hard texts and a cover, have no finding."""
    assert {path.suffix for path in complete.iterdir()} >= {".mp3", ".m4b", ".opus", ".flac", ".cue", ".srt"}
    assert list(verify(complete)) == []


def over(name: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    """Writes other bytes over the first ones that are alike."""

    def change(folder: Path) -> None:
        before = (folder / name).read_bytes()
        assert old in before
        assert len(old) == len(new)
        (folder / name).write_bytes(before.replace(old, new, 1))

    return change


def flip(name: str, offset: int) -> Callable[[Path], object]:
    """Changes one byte."""

    def change(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[offset] ^= 0xFF
        (folder / name).write_bytes(data)

    return change


def cut(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:-4000])


def other_cover(folder: Path) -> None:
    (folder / "cover.jpg").write_bytes((folder / "cover.jpg").read_bytes() + b"\0")


FORMAT_DAMAGE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "M4B: title": (over("hum.m4b", b"\xa9nam", b"\xa9xxx"), "hum.m4b, tag ©nam", "It is ''"),
    "M4B: chapter": (over("hum.m4b", b'A "long" day', b'A "lost" day'), "hum.m4b, chapter", '"lost"'),
    "M4B: cut off": (cut("hum.m4b"), "hum.m4b", "no whole box"),
    "M4B: index gone": (over("hum.m4b", b"moov", b"free"), "hum.m4b", "its type, its index and its sound"),
    "M4B: no reference": (over("hum.m4b", b"tref", b"free"), "hum.m4b", "no box tref"),
    "M4B: other cover": (other_cover, "hum.m4b, tag covr", "not the cover"),
    "MP3: other cover": (other_cover, "hum.mp3, tag APIC", "not the cover"),
    "Opus: other cover": (other_cover, "hum.opus, tag METADATA", "not the cover"),
    "Opus: chapter": (over("hum.opus", b'A "long" day', b'A "lost" day'), "hum.opus, chapter 2", '"lost"'),
    "Opus: byte": (over("hum.opus", b"LANGUAGE=en-GB", b"LANGUAGE=en-US"), "hum.opus", "was changed"),
    "Opus: language": (over("hum.opus", b"LANGUAGE=en-GB", b"LANGUAGE=en-US"), "hum.opus, tag LANGUAGE", "en-US"),
    "Opus: cut off": (cut("hum.opus"), "hum.opus", "no whole page"),
    "FLAC: other cover": (other_cover, "hum.flac, block PICTURE", "not the cover"),
    "FLAC: chapter": (over("hum.flac", b'A "long" day', b'A "lost" day'), "hum.flac, chapter 2", '"lost"'),
    "FLAC: language": (over("hum.flac", b"LANGUAGE=en-GB", b"LANGUAGE=en-US"), "hum.flac, tag LANGUAGE", "en-US"),
    "FLAC: comments gone": (over("hum.flac", b"fLaC\0", b"fLaC\4"), "hum.flac", "one block that describes"),
    "FLAC: MD5": (flip("hum.flac", 8 + 20), "hum.flac", "its MD5 does not match"),
    "FLAC: length": (flip("hum.flac", 8 + 16), "hum.flac", "samples at 22050 Hz, which is not"),
    "FLAC: byte of the sound": (flip("hum.flac", -4000), "hum.flac", ""),
    "FLAC: cut off": (cut("hum.flac"), "hum.flac", "cannot be decoded"),
    "cue sheet: title": (text("hum.cue", "long", "lost"), "hum.cue, chapter 2", "'lost'"),
    "cue sheet: time": (text("hum.cue", "INDEX 01 00:00:00", "INDEX 01 00:00:02"), "hum.cue, chapter 1", "26 ms"),
    "cue sheet: time gone": (text("hum.cue", "INDEX 01", "INDEX 02"), "hum.cue", "title and time"),
    "label: text": (text("labels.txt", "They work", "They lurk"), "labels.txt, line ", "lurk"),
    "label: time": (text("labels.txt", "\t", "1\t"), "labels.txt, line 1", "not a label"),
    "labels not asked for": (
        lambda folder: edit_manifest(folder, lambda value: value["options"]["formats"].remove("labels")),
        "labels.txt",
        "does not belong",
    ),
    "SubRip: word": (text("hum.srt", "They work", "They lurk"), "hum.srt, line ", "lurk"),
    "SubRip: number": (text("hum.srt", "1\n", "7000\n"), "hum.srt, 1", "no cue for"),
}


@pytest.mark.once
@pytest.mark.parametrize("damage", FORMAT_DAMAGE)
def test_damage_of_a_format_is_found(complete: Path, tmp_path: Path, damage: str) -> None:
    """What is wrong in one of the files is found in it, and named."""
    folder = Path(shutil.copytree(complete, tmp_path / "hum"))
    inflict, place, what = FORMAT_DAMAGE[damage]
    inflict(folder)
    findings = wrong(folder)
    assert [one for one in findings if one.place.startswith(place) and what in one.what], findings


@pytest.mark.once
@settings(max_examples=40)
@given(st.data())
def test_no_broken_track_stops_the_reading(
    complete: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Bytes that are changed in the head of a track give findings (in M4B not all of them), never an exception."""
    value = json.loads((complete / "manifest.json").read_text(encoding="utf-8"))
    track = data.draw(st.sampled_from(value["tracks"]))
    broken = bytearray((complete / track["path"]).read_bytes())
    for at in data.draw(st.lists(st.integers(0, 9000), min_size=1, max_size=4, unique=True)):
        broken[at] ^= data.draw(st.integers(1, 255))
    folder = tmp_path_factory.mktemp("broken")
    value["tracks"] = [track]
    (folder / "manifest.json").write_text(json.dumps(value), encoding="utf-8")
    (folder / track["path"]).write_bytes(broken)
    findings = [one for one in wrong(folder) if one.check != "files"]
    assert findings or not track["path"].endswith(".opus")


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "path above": lambda value: value["tracks"][0].update(path="../../../etc/passwd"),
    "absolute path": lambda value: value["tracks"][0].update(path="/dev/zero"),
    "path with a line break": lambda value: value["tracks"][0].update(path="bees.mp3\n"),
    "device": lambda value: value["tracks"][0].update(path="con.mp3"),
    "other kind of track": lambda value: value["tracks"][0].update(media_type="text/html"),
    "huge size": lambda value: value["tracks"][0].update(size_bytes=10**400),
    "huge time": lambda value: said(value)[3].update(end_ms=10**30),
    "time beyond": lambda value: said(value)[3].update(end_ms=2**53),
    "negative time": lambda value: said(value)[3].update(begin_ms=-1),
    "text for a time": lambda value: said(value)[3].update(begin_ms="1"),
    "true for a time": lambda value: said(value)[3].update(begin_ms=True),
    "infinite loudness": lambda value: value["loudness"].update(integrated_lufs=float("inf")),
    "no metadata": lambda value: value.update(metadata=None),
    "words outside": lambda value: said(value)[3]["words"][0].update(begin=999, end=9999),
    "words backwards": lambda value: said(value)[3]["words"].reverse(),
    "lone surrogate": lambda value: said(value)[3].update(text="\ud800"),
    "options of other types": lambda value: value["options"].update(breaks=[1], inputs=3, rate_wpm="fast"),
    "chapters backwards": lambda value: value["chapters"].reverse(),
    "many digits": lambda value: said(value)[3].update(id="u" + "9" * 5000),
    "no utterance": lambda value: [section.update(blocks=[]) for section in value["sections"]],
    "unknown member": lambda value: value["engine"].update({"x" * 1000: 1}),
    "language": lambda value: value["metadata"].update(language=""),
    "every clip alike": lambda value: [one.update(begin_ms=500, end_ms=501) for one in said(value)],
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_manifests_give_findings(package: Path, attack: str) -> None:
    """Whatever stands in a manifest, there are findings in one line each, and no exception."""
    value = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
    HOSTILE[attack](value)
    (package / "manifest.json").write_text(json.dumps(value), encoding="utf-8")
    findings = wrong(package)
    options_are_free = attack == "options of other types"
    assert bool(findings) is not options_are_free
    assert all(len(shown(one.what)) < 200 and "\n" not in one.place + one.what for one in findings)
    assert all(len(one.place) + len(one.what) < 500 for one in findings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "{}",
        "[]",
        "NaN",
        "1" * 10_000,
        "\ufeff{}",
        '{"schema": "articast-manifest/1", "sections": ' + '[{"blocks":' * 400 + "0" + "}]" * 400 + "}",
    ],
)
def test_what_is_no_manifest(text: str, package: Path) -> None:
    """Broken, empty and endlessly nested JSON gives findings."""
    (package / "manifest.json").write_text(text, encoding="utf-8")
    assert wrong(package)


def test_blocks_nested_too_deeply(package: Path) -> None:
    """Blocks in blocks without end are one finding."""

    def nest(value: dict[str, Any]) -> None:
        block: dict[str, Any] = {"kind": "list"}
        for _ in range(200):
            block = {"kind": "list", "blocks": [block]}
        value["sections"][0]["blocks"].append(block)

    edit_manifest(package, nest)
    assert ["levels deep" in one.what for one in wrong(package)] == [True]


def test_blocks_nested_to_the_limit(whole: Path) -> None:
    """Blocks down to the deepest level that is allowed satisfy the schema, and one level more does not."""
    value = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    block: dict[str, Any] = {"kind": "list"}
    for _ in range(MAX_DEPTH // 2 - 2):
        block = {"kind": "list", "blocks": [block]}
    value["sections"][0]["blocks"].append(block)
    assert list(find_violations(value)) == []
    value["sections"][0]["blocks"][-1] = {"kind": "list", "blocks": [block]}
    assert [violation.what for violation in find_violations(value)] == ["is nested more than 100 levels deep"]


@pytest.mark.once
@pytest.mark.parametrize(
    "name", ["chapters.json", "hum.vtt", "transcript.txt", "hum.mp3", "hum.m4b", "hum.opus", "hum.flac"]
)
def test_files_of_anything(complete: Path, tmp_path: Path, name: str) -> None:
    """Any bytes in the place of a file give findings."""
    folder = Path(shutil.copytree(complete, tmp_path / "hum"))
    keep_one_track(folder, "hum.mp3" if name.endswith((".json", ".txt", ".vtt")) else name)
    for data in (
        b"{}",
        b"[]" * 9,
        b"\0" * 5000,
        b"#EXTM3U\n#EXTINF:1,\nbees.mp3\n",
        b"ID3\x03\0\0\0\0\0\x20CHAP\0\0\0\x09\0\0a",
        b"\xff\xfb" * 3000,
        b"--> \n" * 9,
    ):
        (folder / name).write_bytes(data)
        assert {one.place.partition(",")[0] for one in wrong(folder)} == {name}, data[:20]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.once
@given(st.data())
def test_the_schema_is_read_as_strictly_as_json_schema(whole: Path, data: st.DataObject) -> None:
    """With any member changed or removed, there are violations exactly where JSON Schema has some.

    Only numbers that not every reader of JSON can hold are refused beyond that.
    """
    value = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    value["sections"] = value["sections"][:2]
    target: Any = value
    while True:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(target[key], dict | list) and target[key] and data.draw(st.integers(0, 3)):
            target = target[key]
            continue
        break
    if data.draw(st.booleans()):
        del target[key]
    else:
        target[key] = data.draw(_VALUES)
    strict = next(iter(find_violations(value)), None) is None
    full = jsonschema.Draft202012Validator(SCHEMA).is_valid(value)
    too_much_for_json = "0.0" in json.dumps(value) or bool(re.search(r"\d{16}|\.0\b|e\+", json.dumps(value)))
    assert strict == full or (too_much_for_json and full)


def test_every_keyword_of_the_schema_has_a_message() -> None:
    """A violation of any keyword of the manifest's schema has a message of its own."""
    structure = {
        "additionalProperties",
        "items",
        "properties",
        "$ref",
        "$schema",
        "$id",
        "$defs",
        "title",
        "description",
    }

    def keywords(schema: Any) -> set[str]:
        if not isinstance(schema, dict):
            return set()
        names = set(schema)
        for name in ("properties", "$defs"):
            names |= {keyword for below in schema.get(name, {}).values() for keyword in keywords(below)}
        names |= keywords(schema.get("items"))
        return names | {keyword for below in schema.get("anyOf", ()) for keyword in keywords(below)}

    assert keywords(SCHEMA) <= MESSAGES.keys() | structure


def test_languages_are_those_of_the_encoder() -> None:
    """Both tables of ISO 639-2 codes, which were written apart, agree."""
    assert {tag: iso639_2(tag) for tag in LANGUAGES} == LANGUAGES


@pytest.mark.once
@settings(max_examples=50)
@given(st.data())
def test_no_change_of_the_transcript_goes_unseen(whole: Path, data: st.DataObject) -> None:
    """Whatever word of the transcript is dropped, doubled or swapped with the next, there is a finding."""
    reading = parse_manifest((whole / "manifest.json").read_text(encoding="utf-8"))
    with pytest.raises(StopIteration) as stop:
        next(reading)
    words = (whole / "transcript.txt").read_text(encoding="utf-8").split()
    assert list(check_transcript(" ".join(words), stop.value.value)) == []
    at = data.draw(st.sampled_from([at for at, word in enumerate(words[:-1]) if re.search("[a-z]", word)]))
    changed = data.draw(
        st.sampled_from(
            [
                [*words[:at], *words[at + 1 :]],
                [*words[: at + 1], *words[at:]],
                [*words[:at], "wasp", *words[at + 1 :]],
            ]
        )
    )
    assert list(check_transcript(" ".join(changed), stop.value.value))


@pytest.mark.once
def test_silent_editions_are_noted(tmp_path: Path) -> None:
    """An edition of the silent engine has one note that it holds no sound, and no findings."""
    (tmp_path / "bees.md").write_text("# Bees\n\nThey fly, often. They sleep.\n", encoding="utf-8")
    assert articast("package", "bees.md", "-o", "out", "--engine", "silent", cwd=tmp_path).returncode == 0
    notes = list(verify(tmp_path / "out" / "bees"))
    assert [(one.kind, one.what) for one in notes] == [
        ("note", "This edition was made without a voice: it holds no sound.")
    ]


def test_the_command_lists_findings_and_exits(package: Path) -> None:
    """Findings are lines of place, what and next step, and the exit status is 1; as JSON the same."""
    (package / "notes.txt").write_text("x")
    process = articast("verify", ".", cwd=package.parent)
    assert process.returncode == 1
    assert process.stdout.splitlines() == [
        "bees/notes.txt: This does not belong to the package. Move it elsewhere.",
        "bees: 1 finding.",
        "1 package, 1 finding.",
    ]
    process = articast("verify", "bees", "--json", cwd=package.parent)
    assert process.returncode == 1
    assert [json.loads(line) for line in process.stdout.splitlines()] == [
        {
            "event": "finding",
            "package": "bees",
            "check": "files",
            "place": "notes.txt",
            "what": "This does not belong to the package.",
            "next": "Move it elsewhere.",
        },
        {"event": "package", "package": "bees", "findings": 1},
        {"event": "summary", "packages": 1, "findings": 1},
    ]


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_no_package_is_wrong_usage(path: str, tmp_path: Path) -> None:
    """A path without a package is one line and exit status 2."""
    process = articast("verify", path, cwd=tmp_path)
    assert (process.returncode, process.stdout, len(process.stderr.splitlines())) == (2, "", 1)


def test_packages_of_a_folder(package: Path) -> None:
    """A folder gives all its packages once, and a folder among them that has lost its manifest."""
    output = package.parent
    (output / ".articast").mkdir()
    (output / "lost").mkdir()
    assert packages([output, package]) == (output / "bees", output / "lost")
    assert [one.what for one in verify(output / "lost")] == ["There is no manifest, so this is not a package."]
    with pytest.raises(UsageError):
        packages([output / "lost"])
