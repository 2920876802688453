"""Many M4B files -> one: the packets as they were, an exact length, chapters in both lists or in the one for many."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import av
import pytest
from encoding import HARD_TITLES, PNG, chapters_in_ms, folded, probed
from mutagen.mp4 import MP4
from splicing import METADATA, chapters_of, make_tracks

from tts.editions.splice import plan_splice, write_splice
from tts.errors import EncodeError
from tts.model import Chapter, Image
from tts.verify.manifest import ManifestChapter
from tts.verify.mp4 import check_mp4

COVER = Image(name="cover.png", media_type="image/png", source=PNG, sha256="")


@pytest.fixture(scope="module")
def tracks(tmp_path_factory):
    return make_tracks(tmp_path_factory.mktemp("tracks"), ("m4b",))["m4b"]


def _packets(path):
    """The time, the length and the bytes of each packet."""
    with av.open(str(path)) as container:
        return [
            (packet.pts, packet.duration, bytes(packet))
            for packet in container.demux(container.streams.audio[0])
            if packet.size
        ]


def _duration_ms(path):
    with av.open(str(path)) as container:
        return round(container.duration / 1000)


def _write(tracks, folder, chapters=None):
    splice = plan_splice("m4b", tracks)
    path = folder / "whole.m4b"
    write_splice("m4b", splice, path, METADATA, chapters or chapters_of(splice), (), COVER)
    return splice, path


def test_packets(tracks, tmp_path):
    """The packets of each track follow one another, from its first on, 1024 frames apart, and only the last is cut."""
    splice, path = _write(tracks, tmp_path)
    found, parts = _packets(path), [_packets(track)[:count] for track, count in zip(tracks, splice.counts, strict=True)]
    assert [data for _, _, data in found] == [data for part in parts for _, _, data in part]
    assert [time for time, _, _ in found] == [number * 1024 - 1024 for number in range(len(found))]
    assert {length for _, length, _ in found[:-1]} == {1024}


def test_length(tracks, tmp_path):
    """The file has the plan's length to the millisecond, which is the sum of the tracks to 50 ms."""
    splice, path = _write(tracks, tmp_path)
    assert _duration_ms(path) == splice.duration_ms
    assert splice.duration_ms == pytest.approx(sum(map(_duration_ms, tracks)), abs=50)
    sound = probed(path)["streams"][0]
    assert (float(sound["start_time"]), sound["profile"], sound["tags"]["language"]) == (0, "LC", "eng")


def test_both_lists_of_chapters(tracks, tmp_path):
    """Of hard titles and of none, ffprobe and mutagen read every chapter."""
    splice = plan_splice("m4b", tracks)
    titles = (HARD_TITLES[1], "", HARD_TITLES[3])
    chapters = tuple(replace(chapter, title=title) for chapter, title in zip(chapters_of(splice), titles, strict=True))
    _, path = _write(tracks, tmp_path, chapters)
    expected = [(chapter.start_ms, chapter.end_ms, folded(chapter.title)) for chapter in chapters]
    with av.open(str(path)) as container:
        found = [(entry["start"], entry["end"], entry["metadata"].get("title", "")) for entry in container.chapters()]
    assert found == expected
    assert [(round(entry.start * 1000), entry.title) for entry in MP4(path).chapters] == [
        (start_ms, title) for start_ms, _, title in expected
    ]
    tags = MP4(path).tags
    assert (tags["©nam"], tags["stik"], bytes(tags["covr"][0])) == ([METADATA.title], [2], PNG)


def test_more_chapters_than_nero_lists(tracks, tmp_path):
    """Of 400 chapters none is missing: they stand in the list of QuickTime, and there is no shorter one to prefer."""
    splice = plan_splice("m4b", tracks)
    chapters = tuple(
        Chapter(title=f"{n}", start_ms=n, end_ms=n + 1 if n < 399 else splice.duration_ms, section_id="s")
        for n in range(400)
    )
    _, path = _write(tracks, tmp_path, chapters)
    assert chapters_in_ms(probed(path)) == [(entry.start_ms, entry.end_ms, entry.title) for entry in chapters]
    assert not MP4(path).chapters
    manifest = SimpleNamespace(
        metadata={"title": METADATA.title, "language": METADATA.language, "date": METADATA.date},
        chapters=[ManifestChapter(title=one.title, start_ms=one.start_ms, end_ms=one.end_ms) for one in chapters],
        is_announcement=False,
    )
    assert [finding.what for finding in check_mp4(path, manifest)] == ["The picture is not the cover of the article."]
    manifest.chapters[300] = ManifestChapter(title="other", start_ms=300, end_ms=301)
    assert "chapter 301" in str(list(check_mp4(path, manifest)))


def test_longer_than_a_day(tracks, tmp_path):
    """What M4B cannot hold is refused with the next step."""
    splice = plan_splice("m4b", tracks)
    with pytest.raises(EncodeError, match=r"24 hours, which M4B cannot hold\. Split it, or leave out M4B\."):
        write_splice("m4b", replace(splice, frames=25 * 3600 * 22050), tmp_path / "w.m4b", METADATA, (), (), None)
