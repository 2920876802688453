"""Recording -> M4B, read back by mutagen, by PyAV's decoder, and by ffprobe where there is one."""

from __future__ import annotations

from array import array

import av
import pytest
from encoding import BEES, HARD_TITLES, JPEG, PNG, chapters_in_ms, edition, folded, lag_of, most_chapters, probed
from encoding import encoded as encoded_as
from mutagen.mp4 import MP4, AtomDataType
from sound import RATE_HZ, decoded, recording, tone

from tts.audio.encode import encode
from tts.errors import EncodeError
from tts.model import Chapter, Clip, Metadata, Timeline

pytestmark = pytest.mark.once  # with every Python, verify/test_verify.py makes and verifies this format

PACKET = 1024


def cut(title):
    """A title in one line, cut between characters at 255 bytes."""
    return folded(title).encode()[:255].decode(errors="ignore")


def encoded(tmp_path, made, metadata=BEES):
    return encoded_as(tmp_path, made, "m4b", metadata)


def boxes(data, begin=0, end=None):
    """The types and places of the boxes that lie one after the other."""
    end = len(data) if end is None else end
    while begin < end:
        size = int.from_bytes(data[begin : begin + 4], "big")
        yield data[begin + 4 : begin + 8], begin, begin + size
        begin += size
    assert begin == end


def test_track_describes_the_file(tmp_path):
    """The track tells the file's name, media type, size and the timeline's length."""
    made = edition(tmp_path)
    (track,) = encode(made, BEES, tmp_path, "bees", ("m4b",))
    assert (track.path, track.media_type) == ("bees.m4b", "audio/mp4")
    assert track.size_bytes == (tmp_path / "bees.m4b").stat().st_size
    assert track.duration_ms == made.timeline.duration_ms


def test_the_index_comes_first(tmp_path):
    """The file is type, index and sound, in this order, with an empty box before the sound and nothing behind it."""
    data = encoded(tmp_path, edition(tmp_path)).read_bytes()
    found = list(boxes(data))
    assert [kind for kind, _, _ in found] == [b"ftyp", b"moov", b"free", b"mdat"]
    assert [end - begin for kind, begin, end in found if kind == b"free"] == [8]
    assert data[8:12] == b"M4B "


def test_nero_chapters(tmp_path):
    """mutagen reads the timeline's starts, to the millisecond, and the titles, cut between characters at 255 bytes."""
    made = edition(tmp_path, HARD_TITLES)
    found = MP4(encoded(tmp_path, made)).chapters
    titles = [cut(title) for title in HARD_TITLES]
    assert titles[-1] == "é" * 127
    assert [(round(one.start * 1000, 6), one.title) for one in found] == [
        (one.start_ms, title) for one, title in zip(made.timeline.chapters, titles, strict=True)
    ]


def test_quicktime_chapters(tmp_path):
    """ffprobe reads starts and ends, to the millisecond, and the titles, cut as in the other list."""
    made = edition(tmp_path, HARD_TITLES)
    found = probed(encoded(tmp_path, made))
    assert chapters_in_ms(found) == [(one.start_ms, one.end_ms, cut(one.title)) for one in made.timeline.chapters]
    assert {one["time_base"] for one in found["chapters"]} == {"1/1000"}


def test_quicktime_chapters_alone(tmp_path):
    """Without Nero's list PyAV still finds all chapters, so they are really in the track of titles."""
    made = edition(tmp_path, HARD_TITLES)
    path = encoded(tmp_path, made)
    path.write_bytes(path.read_bytes().replace(b"chpl", b"free"))
    with av.open(str(path)) as container:
        found = [(one["start"], one["end"], one["metadata"]["title"]) for one in container.chapters()]
    assert found == [(one.start_ms, one.end_ms, cut(one.title)) for one in made.timeline.chapters]


def test_most_chapters(tmp_path):
    """255 chapters with long titles, cut at 255 bytes, are all there in both lists."""
    made = most_chapters(tmp_path, "{} " + "🐝" * 300)
    path = encoded(tmp_path, made)
    assert [one.title[:4].split()[0] for one in MP4(path).chapters] == [str(n) for n in range(255)]
    with av.open(str(path)) as container:
        assert [(one["start"], len(one["metadata"]["title"])) for one in container.chapters()] == [
            (one.start_ms, len(cut(one.title))) for one in made.timeline.chapters
        ]


def test_tags(tmp_path):
    """mutagen reads title, album, authors, date, genre, descriptions, address, and that it is an audiobook."""
    tags = MP4(encoded(tmp_path, edition(tmp_path))).tags
    assert dict(tags) == {
        "©nam": [BEES.title],
        "©alb": [BEES.title],
        "©ART": ["Ann Able; Bo Baker"],
        "aART": ["Ann Able; Bo Baker"],
        "©gen": ["Speech"],
        "©day": [BEES.date],
        "desc": ["What bees do. And why."],
        "ldes": ["What bees do. And why."],
        "stik": [2],
        "©cmt": [BEES.source_url],
    }


def test_tags_in_ffprobe(tmp_path):
    """ffprobe reads the same, the language of the track, and nothing about when it was made."""
    found = probed(encoded(tmp_path, edition(tmp_path)))
    tags = found["format"]["tags"]
    assert (tags["title"], tags["artist"], tags["date"]) == (BEES.title, "Ann Able; Bo Baker", BEES.date)
    assert (tags["media_type"], tags["description"]) == ("2", "What bees do. And why.")
    assert "creation_time" not in tags
    sound = found["streams"][0]
    assert (sound["profile"], sound["channels"], sound["tags"]["language"]) == ("LC", 1, "eng")


def test_what_is_not_known_has_no_tag(tmp_path):
    """Without authors, date, description, address and cover there are no empty tags for them."""
    path = encoded(tmp_path, edition(tmp_path), Metadata(title="\ud800 half", language="x-klingon"))
    assert dict(MP4(path).tags) == {"©nam": ["? half"], "©alb": ["? half"], "©gen": ["Speech"], "stik": [2]}
    with av.open(str(path)) as container:
        assert container.streams.audio[0].metadata["language"] == "und"


def test_long_description(tmp_path):
    """The short description is cut between characters at 255 bytes, the long one is whole."""
    tags = MP4(encoded(tmp_path, edition(tmp_path), Metadata(title="t", description="ü" * 5000))).tags
    assert (tags["desc"], tags["ldes"]) == (["ü" * 127], ["ü" * 5000])


@pytest.mark.parametrize(("data", "kind"), [(PNG, AtomDataType.PNG), (JPEG, AtomDataType.JPEG)])
def test_cover(tmp_path, data, kind):
    """The cover is there, byte for byte, and called what it is."""
    (tmp_path / "cover.gif").write_bytes(data)
    path = encoded(tmp_path, edition(tmp_path), Metadata(title="t", cover="cover.gif"))
    (cover,) = MP4(path).tags["covr"]
    assert (bytes(cover), cover.imageformat) == (data, kind)


@pytest.mark.parametrize("seconds", [0.01, 0.5, 1.0, 1.3337])
def test_length_and_place_of_the_sound(tmp_path, seconds):
    """The file has the timeline's length; what is decoded is in place, and at most a packet longer and silent there."""
    made = edition(tmp_path, seconds=seconds)
    path = encoded(tmp_path, made)
    with av.open(str(path)) as container:
        assert round(container.duration / 1000) == made.timeline.duration_ms
    sound = decoded(path)
    assert 0 <= len(sound) - made.frames < PACKET
    assert max(map(abs, sound[made.frames - 10 :])) < 0.001
    assert lag_of(sound, array("h", made.spool_path.read_bytes()), 30) == 0


@pytest.mark.parametrize(
    ("rate_hz", "expected_hz"),
    [(6000, 22050), (16000, 22050), (22050, 22050), (24000, 24000), (44100, 44100), (96000, 48000)],
)
def test_rates(tmp_path, rate_hz, expected_hz):
    """Every rate keeps length and loudness; a low or strange one becomes the next one that is fit."""
    made = edition(tmp_path, ("One",), rate_hz, seconds=2.0)
    path = encoded(tmp_path, made)
    assert MP4(path).info.sample_rate == expected_hz
    sound = decoded(path)
    assert 0 <= len(sound) - round(made.frames * expected_hz / rate_hz) < PACKET
    before = array("h", made.spool_path.read_bytes())
    power = sum(value * value for value in sound) / len(sound)
    wanted = sum(value * value for value in before) / len(before) / 32768**2
    assert power == pytest.approx(wanted, rel=0.05)


def test_without_chapters(tmp_path):
    """A recording without chapters has no track of titles and no list."""
    found = MP4(encoded(tmp_path, recording(tmp_path / "spool.pcm", tone(RATE_HZ))))
    assert not found.chapters
    with av.open(str(tmp_path / "bees.m4b")) as container:
        assert [stream.type for stream in container.streams] == ["audio"]


def test_same_bytes_again(tmp_path):
    """The same recording gives the same bytes again."""
    made = edition(tmp_path)
    first = encoded(tmp_path, made).read_bytes()
    assert encoded(tmp_path, made).read_bytes() == first


def test_too_long(tmp_path):
    """More than 24 hours is one line with cause and next step, and no file."""
    longest = 25 * 3_600_000
    timeline = Timeline(
        clips=(Clip(utterance_id="u", begin_ms=0, end_ms=longest),),
        chapters=(Chapter(title="t", start_ms=0, end_ms=longest, section_id="s"),),
        duration_ms=longest,
    )
    with pytest.raises(EncodeError, match=r"^This edition is longer than 24 hours.*Split it, or leave out M4B\.$"):
        encoded(tmp_path, recording(tmp_path / "spool.pcm", bytes(100), timeline))
    assert not (tmp_path / "bees.m4b").exists()
