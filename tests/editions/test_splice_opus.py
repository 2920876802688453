"""Many Opus files -> one: whole pages whose positions go on, and chapters in the comments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from encoding import HARD_TITLES, chapters_in_ms, folded, probed
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus
from splicing import METADATA, chapters_of, make_tracks

from tts.editions.splice import plan_splice, write_splice


@pytest.fixture(scope="module")
def tracks(tmp_path_factory):
    return make_tracks(tmp_path_factory.mktemp("tracks"), ("opus",))["opus"]


@pytest.fixture(scope="module")
def whole(tracks, tmp_path_factory):
    """The plan of three tracks, and the file."""
    splice, path = plan_splice("opus", tracks), tmp_path_factory.mktemp("whole") / "whole.opus"
    write_splice("opus", splice, path, METADATA, chapters_of(splice, HARD_TITLES[0] + " {}"), (), None)
    return splice, path


def _pages(path):
    """The pages of a file, with the checksums that mutagen computes."""
    found = []
    with path.open("rb") as file:
        while file.tell() < path.stat().st_size:
            begin = file.tell()
            found.append(OggPage(file))
            end = file.tell()
            file.seek(begin)
            assert found[-1].write() == file.read(end - begin)
    return found


def test_pages(whole):
    """The pages are those of one stream: numbered, with rising positions, the first and the last one marked."""
    splice, path = whole
    found = _pages(path)
    assert [page.sequence for page in found] == list(range(len(found)))
    assert len({page.serial for page in found}) == 1
    assert [page.first for page in found] == [True] + [False] * (len(found) - 1)
    assert [page.last for page in found] == [False] * (len(found) - 1) + [True]
    positions = [page.position for page in found[2:]]
    assert all(before < after for before, after in pairwise(positions))
    assert {position % 960 for position in positions[:-1]} == {0}
    pre_skip = int.from_bytes(found[0].packets[0][10:12], "little")
    assert positions[-1] == pre_skip + splice.frames


def test_packets(whole, tracks):
    """The packets of each track follow one another, from its first on; the description before them is there once."""
    splice, path = whole
    found = [packet for page in _pages(path) for packet in page.packets]
    parts = [[packet for page in _pages(track) for packet in page.packets] for track in tracks]
    kept = [packet for part, count in zip(parts, splice.counts, strict=True) for packet in part[2 : 2 + count]]
    assert found[0] == parts[0][0]
    assert found[2:] == kept


def test_comments(whole):
    """mutagen and ffprobe read the title, every chapter, and the length."""
    splice, path = whole
    expected = chapters_of(splice, HARD_TITLES[0] + " {}")
    read = OggOpus(path)
    assert read["title"] == [METADATA.title]
    assert read.info.length == pytest.approx(splice.frames / 48_000, abs=1e-6)
    assert [read[f"chapter{number:03}name"] for number in (1, 2, 3)] == [[folded(one.title)] for one in expected]
    assert [(start, title) for start, _, title in chapters_in_ms(probed(path))] == [
        (one.start_ms, folded(one.title)) for one in expected
    ]
