"""Many MP3 files -> one, and parts of it: chapters in levels, the Info frame, and tracks that begin with speech."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from encoding import HARD_TITLES, JPEG, chapters_in_ms, folded, probed
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, BitrateMode
from sound import decoded
from splicing import METADATA, chapters_of, contents_of, make_tracks

from tts.audio.encode.id3 import id3
from tts.clock import frames_to_ms, ms_to_frames
from tts.editions.splice import plan_splice, write_splice
from tts.editions.splice.mp3 import DELAY, write_mp3_part
from tts.model import ContentsEntry, Image, Metadata
from tts.verify.mpeg import check_mpeg
from tts.writers.mpeg import read_stream

COVER = Image(name="cover.jpg", media_type="image/jpeg", source=JPEG, sha256="")
LEAD_IN_MS = 500


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The plan of three tracks, and the file."""
    folder = tmp_path_factory.mktemp("tracks")
    splice = plan_splice("mp3", make_tracks(folder, ("mp3",))["mp3"])
    write_splice("mp3", splice, folder / "whole.mp3", METADATA, chapters_of(splice), contents_of(splice), COVER)
    return splice, folder / "whole.mp3"


def _entry(title, start_ms, end_ms, *entries):
    return ContentsEntry(title=title, start_ms=start_ms, end_ms=end_ms, section_id="s", entries=entries)


def _defects(path, duration_ms):
    return list(check_mpeg(path, SimpleNamespace(duration_ms=duration_ms)))


def _tag(folder, contents, duration_ms=1000):
    """What mutagen reads of a tag with `contents`."""
    path = folder / "tag.mp3"
    path.write_bytes(id3(METADATA, duration_ms, contents, None) + bytes(2000))
    return ID3(path)


def _read_table(tag, element_id="toc"):
    """The table of contents as nested tuples of titles and times; a child that is listed twice or not at all fails."""
    if chapter := tag.pop(f"CHAP:{element_id}", None):
        return (str(chapter.sub_frames.get("TIT2", "")), chapter.start_time, chapter.end_time)
    table = tag.pop(f"CTOC:{element_id}")
    assert table.flags == (3 if element_id == "toc" else 1)
    assert len(table.child_element_ids) <= 255
    return (str(table.sub_frames.get("TIT2", "")), [_read_table(tag, child) for child in table.child_element_ids])


def _leaves(table):
    """The chapters below a table, in order."""
    return [leaf for child in table[1] for leaf in _leaves(child)] if isinstance(table[1], list) else [table]


def test_info_frame(whole):
    """All frames of the whole are as the new Info frame describes them: number, size, length and checksum."""
    splice, path = whole
    assert _defects(path, splice.duration_ms) == []
    found = MP3(path).info
    assert found.length == pytest.approx(splice.frames / splice.frame_rate_hz, abs=1e-6)
    assert found.encoder_info == MP3(splice.tracks[0].path).info.encoder_info != ""
    assert found.bitrate_mode == BitrateMode.CBR
    assert read_stream(path).info.sample_count == splice.frames


def test_flat_contents(whole):
    """ffprobe reads a chapter for each entry, and mutagen title, length and cover."""
    splice, path = whole
    expected = [(entry.start_ms, entry.end_ms, entry.title) for entry in contents_of(splice)]
    assert chapters_in_ms(probed(path)) == expected
    tag = ID3(path)
    assert (str(tag["TIT2"]), str(tag["TLEN"])) == (METADATA.title, str(splice.duration_ms))
    assert tag["APIC:"].data == JPEG


def test_levels(tmp_path):
    """A section is a table with its title, which holds its articles; an article with headings is a table again."""
    bees = _entry("Bees", 150, 400, _entry("Hives", 200, 300), _entry("Honey", 300, 400))
    contents = (_entry("Welcome", 0, 100), _entry("News", 100, 600, bees, _entry("Ships", 400, 600)))
    tag = _tag(tmp_path, contents)
    assert _read_table(tag) == (
        "",
        [
            ("Welcome", 0, 100),
            (
                "News",
                [
                    ("News", 100, 150),
                    ("Bees", [("Bees", 150, 200), ("Hives", 200, 300), ("Honey", 300, 400)]),
                    ("Ships", 400, 600),
                ],
            ),
        ],
    )
    assert not [name for name in tag if name.startswith(("CHAP", "CTOC"))]


def test_more_entries_than_a_table_holds(whole, tmp_path):
    """Of 600 articles in a section each has its place, in three tables in a table; players see 600 chapters in turn."""
    articles = tuple(_entry(f"Article {n}", n, n + 1) for n in range(600))
    contents = (_entry("News", 0, 600, *articles),)
    path = tmp_path / "whole.mp3"
    write_splice("mp3", whole[0], path, METADATA, (), contents, None)
    _, (news,) = _read_table(ID3(path))
    assert [title for title, _ in news[1]] == [
        "Article 0 – Article 254",
        "Article 255 – Article 509",
        "Article 510 – Article 599",
    ]
    assert _leaves(news) == [(f"Article {n}", n, n + 1) for n in range(600)]
    assert chapters_in_ms(probed(path)) == [(n, n + 1, f"Article {n}") for n in range(600)]


def test_hard_titles(tmp_path):
    """Titles of any kind, also none, stay in their places."""
    titles = (*HARD_TITLES, "", "\ud800", "\0", "CTOC\0toc")
    entries = tuple(_entry(title, n, n + 1) for n, title in enumerate(titles))
    sections = tuple(_entry(title, n * len(titles), (n + 1) * len(titles), *entries) for n, title in enumerate(titles))
    wanted = [folded(title).replace("\ud800", "?") for title in titles]
    _, found = _read_table(_tag(tmp_path, sections))
    assert [title for title, _ in found] == wanted
    assert all([leaf[0] for leaf in _leaves(table)][-len(titles) :] == wanted for table in found)


@settings(max_examples=25)
@given(st.recursive(st.just(()), lambda below: st.lists(below, min_size=1, max_size=5), max_leaves=30))
def test_nothing_is_dropped(tmp_path_factory, tree):
    """However entries are nested, the chapters of the tag follow one another from the beginning to the end."""
    clock = iter(range(10_000))

    def build(below):
        start_ms = next(clock)
        entries = tuple(map(build, below))
        return _entry("t", start_ms, entries[-1].end_ms if entries else start_ms + 1, *entries)

    contents = tuple(map(build, tree))
    tag = _tag(tmp_path_factory.getbasetemp(), contents)
    if not contents:
        assert "CTOC:toc" not in tag
        return
    leaves = _leaves(_read_table(tag))
    assert [(start_ms, end_ms) for _, start_ms, end_ms in leaves] == [(n, n + 1) for n in range(next(clock))]


def test_a_part_begins_with_speech(whole, tmp_path):
    """A part that is cut out before the first words of its track begins with them, to 30 ms, and ends in silence."""
    splice, path = whole
    stream, rate_hz, length = read_stream(path), splice.frame_rate_hz, splice.tracks[0].packet_length
    speech = [start + ms_to_frames(LEAD_IN_MS, rate_hz) for start in splice.starts]
    begin, end = ((frame - 1) // length for frame in speech[1:])
    assert stream.needs[begin] == stream.needs[end] == 0
    metadata = Metadata(title="Harbour opens", authors=("Ann Able",), language="en-GB")
    duration_ms = write_mp3_part(
        path, stream, begin, end, tmp_path / "001.mp3", metadata, cover=COVER, album="736 Harbour", number="1/12"
    )
    assert _defects(tmp_path / "001.mp3", duration_ms) == []
    sound, original = decoded(tmp_path / "001.mp3"), decoded(path)
    assert frames_to_ms(len(sound), rate_hz) == duration_ms
    assert sound == original[begin * length : end * length - DELAY]
    assert max(map(abs, sound[: round(0.03 * rate_hz)])) > 0.001
    assert max(map(abs, sound[-rate_hz:])) < 0.001
    tag = ID3(tmp_path / "001.mp3")
    assert [str(tag[name]) for name in ("TIT2", "TALB", "TPE1", "TRCK", "TCON")] == [
        "Harbour opens",
        "736 Harbour",
        "Ann Able",
        "1/12",
        "Speech",
    ]
    assert tag["APIC:"].data == JPEG


def test_the_parts_are_the_whole(whole, tmp_path):
    """The first and the last part have the length of the whole together, but for the delay of a decoder."""
    splice, path = whole
    stream = read_stream(path)
    cut = splice.counts[0]
    for name, begin, end in (("a.mp3", 0, cut), ("b.mp3", cut, len(stream))):
        write_mp3_part(path, stream, begin, end, tmp_path / name, METADATA)
    first, last, original = (decoded(file) for file in (tmp_path / "a.mp3", tmp_path / "b.mp3", path))
    assert last == original[splice.starts[1] :]
    assert first == original[: splice.starts[1] - DELAY]
