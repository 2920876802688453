"""Recording -> MP3, read back with what we did not write: mutagen, PyAV's decoder, and ffprobe where there is one."""

from __future__ import annotations

import io
import struct
from array import array
from dataclasses import replace
from itertools import pairwise

import pytest
from encoding import BEES, HARD_TITLES, JPEG, PNG, cover_of, edition, folded, lag_of, most_chapters, probed
from mutagen.mp3 import MP3, BitrateMode
from sound import RATE_HZ, decoded, measured, recording, tone

from tts.audio.encode import encode
from tts.audio.encode.info import crc16, music_crc
from tts.audio.encode.lame import RATES_HZ
from tts.audio.level import level
from tts.errors import EncodeError, UsageError
from tts.model import Metadata
from tts.text.languages.tags import iso639_2


def encoded(tmp_path, made, metadata=BEES):
    encode(made, metadata, tmp_path, "bees", cover=cover_of(metadata, tmp_path))
    return tmp_path / "bees.mp3"


def test_track_describes_the_file(tmp_path):
    """The track tells the file's name, media type, size and the timeline's length."""
    made = edition(tmp_path)
    (track,) = encode(made, BEES, tmp_path, "bees")
    assert (track.path, track.media_type) == ("bees.mp3", "audio/mpeg")
    assert track.size_bytes == (tmp_path / "bees.mp3").stat().st_size
    assert track.duration_ms == made.timeline.duration_ms


def test_chapters_in_mutagen(tmp_path):
    """mutagen reads the chapters with the timeline's milliseconds and titles, in an ordered table of contents."""
    made = edition(tmp_path, HARD_TITLES)
    tags = MP3(encoded(tmp_path, made)).tags
    contents = tags["CTOC:toc"]
    assert int(contents.flags) == 3
    found = [tags[f"CHAP:{one}"] for one in contents.child_element_ids]
    assert {(one.start_offset, one.end_offset) for one in found} == {(0xFFFFFFFF, 0xFFFFFFFF)}
    assert [(one.start_time, one.end_time, str(one.sub_frames["TIT2"])) for one in found] == [
        (one.start_ms, one.end_ms, folded(one.title)) for one in made.timeline.chapters
    ]


def test_chapters_in_ffprobe(tmp_path):
    """ffprobe reads the chapters with the timeline's milliseconds and titles."""
    made = edition(tmp_path, HARD_TITLES)
    found = probed(encoded(tmp_path, made))["chapters"]
    assert {one["time_base"] for one in found} == {"1/1000"}
    assert [(one["start"], one["end"], one["tags"]["title"]) for one in found] == [
        (one.start_ms, one.end_ms, folded(one.title)) for one in made.timeline.chapters
    ]


def test_most_chapters(tmp_path):
    """255 chapters all stand in the table of contents."""
    assert len(MP3(encoded(tmp_path, most_chapters(tmp_path))).tags["CTOC:toc"].child_element_ids) == 255


def test_tags_in_mutagen(tmp_path):
    """Title, authors, UTC date, language, description, address, genre and length are in ID3v2.3 frames."""
    made = edition(tmp_path)
    tags = MP3(encoded(tmp_path, made)).tags
    assert tags.version == (2, 3, 0)
    assert {
        name: str(tags[name]) for name in ("TIT2", "TALB", "TPE1", "TDRC", "TLAN", "TCON", "TLEN", "COMM::eng")
    } == {
        "TIT2": BEES.title,
        "TALB": BEES.title,
        "TPE1": "Ann Able; Bo Baker",
        "TDRC": "2024-02-02 23:30:00",
        "TLAN": "eng",
        "TCON": "Speech",
        "TLEN": str(made.timeline.duration_ms),
        "COMM::eng": "What bees do. And why.",
    }
    assert tags["WOAS"].url == "https://example.org/bienen/%C3%A4?a=b"


def test_tags_in_ffprobe(tmp_path):
    """ffprobe reads the same title, artists, date, language and comment."""
    tags = probed(encoded(tmp_path, edition(tmp_path)))["format"]["tags"]
    assert (tags["title"], tags["artist"]) == (BEES.title, "Ann Able; Bo Baker")
    assert (tags["date"], tags["language"]) == ("2024-02-02 23:30", "eng")
    assert tags["comment"] == "What bees do. And why."


def test_what_is_not_known_has_no_tag(tmp_path):
    """Without authors, date, description, address and cover there are no empty frames for them."""
    tags = MP3(encoded(tmp_path, edition(tmp_path), Metadata(title="\ud800 half", language="x-klingon"))).tags
    assert {name.partition(":")[0] for name in tags} == {"TIT2", "TALB", "TCON", "TLEN", "CTOC", "CHAP"}
    assert str(tags["TIT2"]) == "? half"


@pytest.mark.parametrize("date", ["2024", "2024-05-06"])
def test_plain_dates_stay(tmp_path, date):
    """A date without a time stays as it is."""
    assert str(MP3(encoded(tmp_path, edition(tmp_path), Metadata(title="t", date=date))).tags["TDRC"]) == date


def test_an_early_year_has_four_digits(tmp_path):
    """The year of a date with a time is written as ID3 wants it, also where the system's own function would not."""
    metadata = Metadata(title="t", date="0850-05-06T23:30:00-01:00")
    assert str(MP3(encoded(tmp_path, edition(tmp_path), metadata)).tags["TDRC"]) == "0850-05-07 00:30:00"


@pytest.mark.parametrize("seconds", [0.01, 0.5, 1.0, 1.3337])
def test_decoded_length_is_the_recording(tmp_path, seconds):
    """Decoded, the file has exactly the recording's frames, with the sound where it was; its Info frame says so."""
    made = edition(tmp_path, seconds=seconds)
    path = encoded(tmp_path, made)
    sound = decoded(path)
    assert len(sound) == made.frames
    assert MP3(path).info.length == pytest.approx(made.frames / RATE_HZ, abs=1e-6)
    assert lag_of(sound, array("h", made.spool_path.read_bytes()), 30) == 0


@pytest.mark.once
@pytest.mark.parametrize("rate_hz", [6000, *RATES_HZ, 96000])
def test_rates(tmp_path, rate_hz):
    """Every rate gives constant 64 kbit/s at the spool's loudness; one that MPEG audio has not becomes the next one."""
    made = edition(tmp_path, ("One",), rate_hz, seconds=2.0)
    path = encoded(tmp_path, made)
    info = MP3(path).info
    expected_hz = {6000: 8000, 96000: 48000}.get(rate_hz, rate_hz)
    assert (info.sample_rate, info.channels, info.bitrate_mode) == (expected_hz, 1, BitrateMode.CBR)
    assert info.bitrate == pytest.approx(64000, abs=10)
    sound = decoded(path)
    assert len(sound) == round(made.frames * expected_hz / rate_hz)
    before = array("h", made.spool_path.read_bytes())
    power = sum(value * value for value in sound) / len(sound)
    wanted = sum(value * value for value in before) / len(before) / 32768**2
    assert power == pytest.approx(wanted, rel=0.05)


def test_every_frame_is_64_kbit(tmp_path):
    """Each MPEG frame's header says 64 kbit/s, and the frames fill the file to its last byte."""
    path = encoded(tmp_path, edition(tmp_path))
    data = path.read_bytes()
    at = 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    count = 0
    while at < len(data):
        assert data[at : at + 2] == b"\xff\xf3"
        assert data[at + 2] & 0xFD == 0x80  # 64 kbit/s, 22 050 Hz
        at += 72 * 64000 // RATE_HZ + (data[at + 2] >> 1 & 1)
        count += 1
    assert at == len(data)
    info = data.index(b"Info")
    assert struct.unpack(">II", data[info + 8 : info + 16])[0] == count - 1


def test_checksums(tmp_path):
    """The Info frame's checksums and size are those of the bytes they speak of."""
    data = encoded(tmp_path, edition(tmp_path)).read_bytes()
    begin = data.index(b"Info") - 13
    size, music, own = struct.unpack(">IHH", data[begin + 13 + 148 : begin + 13 + 156])
    assert size == len(data) - begin
    assert music == crc16(data[begin + 208 :])
    assert own == crc16(data[begin : begin + 13 + 154])


def test_checksum_by_pieces():
    """The checksum of a long file is the one that is counted byte by byte; the known check value comes out."""
    assert crc16(b"123456789") == 0xBB3D
    data = b"head" + bytes(at * at % 251 for at in range(100_000)) + b"tail"
    for begin, end in ((0, len(data)), (4, len(data) - 4), (7, 20), (0, 32767), (1, 2 * 32767 + 1)):
        assert music_crc(io.BytesIO(data), begin, end) == crc16(data[begin:end])


def test_spans_join_unheard(tmp_path, monkeypatch):
    """Encoded in spans, the sound is the same as in one: silence at the seams, the same likeness to the original."""
    made = edition(tmp_path, ("One", "Two", "Three", "Four"))
    whole = decoded(encoded(tmp_path, replace(made, starts_ms=())))
    monkeypatch.setattr("tts.audio.encode.lame.SPAN_MS", 2000)
    pieces = decoded(encoded(tmp_path, made))
    original = array("h", made.spool_path.read_bytes())
    assert len(pieces) == len(whole) == len(original)
    assert pieces != whole
    for before, after in pairwise(made.timeline.clips):
        gap = range(before.end_ms * RATE_HZ // 1000 + 1000, after.begin_ms * RATE_HZ // 1000 - 1500)
        assert max(abs(pieces[at]) for at in gap) < 0.5 / 32768
    lost = [sum((one[at] - original[at] / 32768) ** 2 for at in range(len(original))) for one in (whole, pieces)]
    assert lost[1] == pytest.approx(lost[0], rel=0.05)


def test_same_bytes_again(tmp_path, monkeypatch):
    """The same recording gives the same bytes again, by one thread as by many."""
    monkeypatch.setattr("tts.audio.encode.lame.SPAN_MS", 2000)
    made = edition(tmp_path)
    first = encoded(tmp_path, made).read_bytes()
    encode(made, BEES, tmp_path, "again", ("mp3",), threads=3)
    assert (tmp_path / "again.mp3").read_bytes() == first


@pytest.mark.parametrize("target_lufs", [-16.0, -18.0, -23.0])
def test_decoded_loudness(tmp_path, target_lufs):
    """The decoded file is within half a unit of the target and peaks below -1 dBTP, also where peaks were limited."""
    pcm = (tone(3 * RATE_HZ, level=0.12) + bytes(10_000) + tone(RATE_HZ // 5, level=0.98) + bytes(10_000)) * 2
    made = level(recording(tmp_path / "spool.pcm", pcm), target_lufs)
    sound = decoded(encoded(tmp_path, made))
    found = measured(array("h", (round(16384 * max(-2, min(2 - 1e-4, value))) for value in sound)).tobytes())
    assert found.integrated_lufs + 6.02 == pytest.approx(target_lufs, abs=0.5)
    assert found.true_peak_dbtp + 6.02 <= -1.0


@pytest.mark.parametrize(("data", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_cover(tmp_path, data, media_type):
    """The cover is the front cover picture, byte for byte, whatever its name says."""
    (tmp_path / "cover.gif").write_bytes(data)
    path = encoded(tmp_path, edition(tmp_path), Metadata(title="t", cover="cover.gif"))
    picture = MP3(path).tags["APIC:"]
    assert (picture.data, picture.mime, picture.type) == (data, media_type, 3)


def test_unknown_format(tmp_path):
    """An unknown format is an error that names the known ones, before anything is written."""
    with pytest.raises(UsageError, match=r"no format 'wma'.*mp3, m4b, opus, flac"):
        encode(edition(tmp_path), BEES, tmp_path, "bees", ("mp3", "wma"))
    assert not (tmp_path / "bees.mp3").exists()


def test_unwritable_folder(tmp_path):
    """A folder that is not there is one line with place and cause."""
    with pytest.raises(EncodeError, match=r"bees\.mp3: .*No such file"):
        encode(edition(tmp_path), BEES, tmp_path / "missing", "bees")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("de-AT", "deu"), ("UK_ua", "ukr"), ("gsw", "gsw"), ("qq", ""), ("", ""), ("é1x", "")],
)
def test_languages(tag, code):
    """A BCP 47 tag becomes the three letters of its language, or nothing where they are not known."""
    assert iso639_2(tag) == code
