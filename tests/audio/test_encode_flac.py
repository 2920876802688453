"""Recording -> FLAC, read back by mutagen, by PyAV's decoder, and by ffprobe and mpv where they are."""

from __future__ import annotations

import shutil
import subprocess
from hashlib import md5

import av
import pytest
from encoding import BEES, HARD_TITLES, JPEG, PNG, chapters_in_ms, edition, folded, probed
from encoding import encoded as encoded_as
from mutagen.flac import FLAC

from tts.audio.encode import encode
from tts.model import Metadata

pytestmark = pytest.mark.once  # with every Python, verify/test_verify.py makes and verifies this format


def encoded(tmp_path, made, metadata=BEES):
    return encoded_as(tmp_path, made, "flac", metadata)


def samples(path):
    with av.open(str(path)) as container:
        return b"".join(bytes(memoryview(frame.planes[0])[: 2 * frame.samples]) for frame in container.decode(audio=0))


def test_track_describes_the_file(tmp_path):
    """The track has the file's name, media type, size and the timeline's length."""
    made = edition(tmp_path)
    (track,) = encode(made, BEES, tmp_path, "bees", ("flac",))
    assert (track.path, track.media_type) == ("bees.flac", "audio/flac")
    assert track.size_bytes == (tmp_path / "bees.flac").stat().st_size
    assert track.duration_ms == made.timeline.duration_ms


@pytest.mark.parametrize("rate_hz", [6000, 8000, 16000, 22050, 24000, 44100, 48000, 96000])
def test_nothing_is_lost(tmp_path, rate_hz):
    """At every rate, the decoded samples are those of the spool, in 16 bit and one channel."""
    made = edition(tmp_path, ("One",), rate_hz)
    path = encoded(tmp_path, made)
    assert samples(path) == made.spool_path.read_bytes()
    info = FLAC(path).info
    assert (info.sample_rate, info.channels, info.bits_per_sample) == (rate_hz, 1, 16)


@pytest.mark.parametrize("seconds", [0.01, 0.5, 1.3337])
def test_the_file_describes_its_sound(tmp_path, seconds):
    """STREAMINFO has the number of samples, their MD5, and the sizes of the frames."""
    made = edition(tmp_path, seconds=seconds)
    info = FLAC(encoded(tmp_path, made)).info
    assert info.total_samples == made.frames
    assert info.md5_signature == int.from_bytes(md5(made.spool_path.read_bytes()).digest(), "big")
    assert 0 < info.min_framesize <= info.max_framesize


def test_chapters_in_ffprobe(tmp_path):
    """ffprobe reads starts, ends and titles."""
    made = edition(tmp_path, HARD_TITLES)
    assert chapters_in_ms(probed(encoded(tmp_path, made))) == [
        (chapter.start_ms, chapter.end_ms, folded(chapter.title)) for chapter in made.timeline.chapters
    ]


@pytest.mark.parametrize(("data", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (PNG * 2000, "image/png")])
def test_cover(tmp_path, data, media_type):
    """The cover is a front cover picture, byte for byte."""
    (tmp_path / "cover.gif").write_bytes(data)
    path = encoded(tmp_path, edition(tmp_path), Metadata(title="t", cover="cover.gif"))
    (picture,) = FLAC(path).pictures
    assert (picture.data, picture.mime, picture.type) == (data, media_type, 3)


def test_mpv_plays_it(tmp_path):
    """mpv plays the file and shows its title."""
    if not shutil.which("mpv"):
        pytest.skip("there is no mpv on the PATH")
    path = encoded(tmp_path, edition(tmp_path, ("One",)))
    command = ["mpv", "--no-config", "--ao=null", "--vo=null", "--untimed", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    assert done.returncode == 0
    assert "flac 1ch 22050Hz" in done.stdout
    assert BEES.title in done.stdout


def test_same_bytes_again(tmp_path):
    """The same recording gives the same bytes again."""
    made = edition(tmp_path)
    first = encoded(tmp_path, made).read_bytes()
    assert encoded(tmp_path, made).read_bytes() == first
