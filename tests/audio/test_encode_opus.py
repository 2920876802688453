"""Recording -> Opus, read back by mutagen, by PyAV's decoder, and by ffprobe where there is one."""

from __future__ import annotations

import base64
from array import array
from itertools import pairwise

import pytest
from av import Packet
from encoding import BEES, HARD_TITLES, JPEG, PNG, chapters_in_ms, edition, folded, lag_of, probed
from encoding import encoded as encoded_as
from mutagen.flac import Picture
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus
from sound import RATE_HZ, decoded, recording, tone

from tts.audio.encode import bursts, encode
from tts.audio.encode.codec import Codec
from tts.model import Metadata

pytestmark = pytest.mark.once  # with every Python, verify/test_verify.py makes and verifies this format

OPUS_HZ = 48_000
# What libopus 1.5 made of the 1,807,184th 20 ms of a text of ten hours, which peak at -7 dBFS: +0.6 dBFS.
BURST = bytes.fromhex(
    "78bed4a3abb282e23f0b98dbe9784353c7a96f75289e8bf4e11a7dcb8cbdd996cffb4e907ffb99aabffd6884bc49fb47cac7da5f8a8c4525"
    "fb7b7c6a0bf56b53b9ce0778cd88f427eaeb493d8c8a933d9535598cbbc0390c4b450417bb5e93a7e6225ec3f3d57fb17a473b18120e0d7b"
    "0947a64b10cbd1df0200799e328a55cd52617b2f62920c5c1696863a3a59bacaa873f49e47019f33b9f349c8092ce901"
)


def encoded(tmp_path, made, metadata=BEES):
    return encoded_as(tmp_path, made, "opus", metadata)


def at_48_khz(made):
    return round(made.frames * OPUS_HZ / made.frame_rate_hz)


def pages(path):
    with path.open("rb") as file:
        found = []
        while file.tell() < path.stat().st_size:
            begin = file.tell()
            page = OggPage(file)
            end = file.tell()
            file.seek(begin)
            assert page.write() == file.read(end - begin)  # mutagen computes the checksum again
            found.append(page)
    return found


def test_track_describes_the_file(tmp_path):
    """The track tells the file's name, media type, size and the timeline's length."""
    made = edition(tmp_path)
    (track,) = encode(made, BEES, tmp_path, "bees", ("opus",))
    assert (track.path, track.media_type) == ("bees.opus", "audio/ogg")
    assert track.size_bytes == (tmp_path / "bees.opus").stat().st_size
    assert track.duration_ms == made.timeline.duration_ms


def test_chapters_in_ffprobe(tmp_path):
    """ffprobe reads starts, ends and titles; the last end is the file's, with the encoder's delay of 6.5 ms."""
    made = edition(tmp_path, HARD_TITLES)
    *found, last = chapters_in_ms(probed(encoded(tmp_path, made)))
    *wanted, end = [(one.start_ms, one.end_ms, folded(one.title)) for one in made.timeline.chapters]
    assert found == wanted
    assert (last[0], last[2]) == (end[0], end[2])
    assert 0 <= last[1] - end[1] <= 7


@pytest.mark.parametrize(("data", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (PNG * 2000, "image/png")])
def test_cover(tmp_path, data, media_type):
    """The cover is a front cover picture, byte for byte, also one that fills several pages."""
    (tmp_path / "cover.gif").write_bytes(data)
    path = encoded(tmp_path, edition(tmp_path), Metadata(title="t", cover="cover.gif"))
    (block,) = OggOpus(path).tags["METADATA_BLOCK_PICTURE"]
    picture = Picture(base64.b64decode(block))
    assert (picture.data, picture.mime, picture.type) == (data, media_type, 3)


@pytest.mark.parametrize("seconds", [0.01, 0.5, 1.0, 1.3337])
def test_length_and_place_of_the_sound(tmp_path, seconds):
    """Decoded, the file has exactly the recording's length at 48 kHz, with the sound in place to a sample."""
    made = edition(tmp_path, rate_hz=16_000, seconds=seconds)
    path = encoded(tmp_path, made)
    sound = decoded(path)
    assert len(sound) == at_48_khz(made)
    assert OggOpus(path).info.length == pytest.approx(made.frames / 16_000, abs=1e-4)
    assert abs(lag_of(sound[::3], array("h", made.spool_path.read_bytes()), 30)) <= 1


def test_pages(tmp_path):
    """The pages are numbered, their checksums right, their positions rising; first and last are marked."""
    made = edition(tmp_path)
    found = pages(encoded(tmp_path, made))
    assert [page.sequence for page in found] == list(range(len(found)))
    assert [page.first for page in found] == [True] + [False] * (len(found) - 1)
    assert [page.last for page in found] == [False] * (len(found) - 1) + [True]
    assert {page.complete for page in found} == {True}
    assert len({page.serial for page in found}) == 1
    assert [page.position for page in found[:2]] == [0, 0]
    assert all(before.position < after.position for before, after in pairwise(found[1:]))
    pre_skip = int.from_bytes(found[0].packets[0][10:12], "little")
    assert found[-1].position == pre_skip + at_48_khz(made)


@pytest.mark.parametrize("rate_hz", [8000, 16000, 22050, 24000, 48000, 96000])
def test_rates(tmp_path, rate_hz):
    """Every rate keeps length and loudness."""
    made = edition(tmp_path, ("One",), rate_hz, seconds=2.0)
    sound = decoded(encoded(tmp_path, made))
    assert len(sound) == at_48_khz(made)
    before = array("h", made.spool_path.read_bytes())
    power = sum(value * value for value in sound) / len(sound)
    wanted = sum(value * value for value in before) / len(before) / 32768**2
    assert power == pytest.approx(wanted, rel=0.1)


def test_bit_rate(tmp_path):
    """Half a minute of sound takes about 32 kbit a second."""
    pcm = tone(5 * RATE_HZ) * 6
    path = encoded(tmp_path, recording(tmp_path / "spool.pcm", pcm))
    assert 20_000 < path.stat().st_size * 8 / 30 < 40_000


def test_same_bytes_again(tmp_path):
    """The same recording gives the same bytes again, with the same serial number of the stream."""
    made = edition(tmp_path)
    first = encoded(tmp_path, made).read_bytes()
    assert encoded(tmp_path, made).read_bytes() == first


class Bursting:
    """An encoder of which the packet number `AT` is noise."""

    AT = 40

    def __init__(self, encoder):
        self._encoder = encoder
        self._made = 0

    def __getattr__(self, name):
        return getattr(self._encoder, name)

    def encode(self, frame):
        self._made += 1
        packets = self._encoder.encode(frame)
        return [Packet(BURST)] if self._made == self.AT else packets


def _opus(made):
    return Codec("libopus", made, OPUS_HZ, sample_format="flt", bit_rate=32_000)


def _peak(codec, packets):
    decoder = codec.decoder()
    frames = [frame for packet in packets for frame in decoder.decode(Packet(packet))]
    return max(abs(sample) for frame in frames for sample in memoryview(frame.planes[0]).cast("h")) / 32768


def test_a_burst_is_encoded_again(tmp_path, monkeypatch):
    """Where an encoder makes noise of quiet sound, another one makes that stretch, as many packets of it."""
    made = edition(tmp_path)
    fresh = Codec.fresh
    whole = list(bursts.packets(_opus(made)))
    monkeypatch.setattr(Codec, "fresh", lambda codec, **more: fresh(codec, **more) if more else Bursting(fresh(codec)))
    assert _peak(_opus(made), _opus(made).packets()) > 0.5
    mended = list(bursts.packets(_opus(made)))
    assert len(mended) == len(whole)
    assert _peak(_opus(made), mended) < 0.4
    assert BURST not in mended


def test_sound_without_bursts_is_encoded_once(tmp_path):
    """What does not burst has the packets of one encoder."""
    made = edition(tmp_path)
    assert list(bursts.packets(_opus(made))) == list(_opus(made).packets())
