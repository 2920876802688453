"""Jingles and chimes: any sound file becomes sound without words, as loud as the speech around it."""

from __future__ import annotations

import math
import os
import random
import re
import subprocess
import wave
from array import array
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sound import RATE_HZ, decoded, measured, section, speech, tone, utterance

from tts.audio.chapters import add_chapters
from tts.audio.encode import encode
from tts.audio.interlude import encode_interlude, insert_interlude, make_chime, read_interlude
from tts.audio.join import join
from tts.audio.level import level
from tts.audio.loudness import Meter
from tts.clock import frames_to_ms, ms_to_frames
from tts.errors import ReadError
from tts.model import Breaks, Interlude, Metadata, Recording

pytestmark = pytest.mark.once  # arithmetic of samples, the same with every Python

TARGET_LUFS = -18.0
NEXT_STEP = "Give a WAV, FLAC, MP3, Ogg or M4A file, in mono or stereo."


def _loudness(pcm: bytes, rate_hz: int) -> float:
    return measured(pcm, rate_hz).integrated_lufs


def _music(duration_s: float, rate_hz: int = 44_100, level_: float = 0.7) -> bytes:
    """A melody of plucked tones, each louder at its beginning than speech is."""
    samples = array("h")
    for frame in range(round(duration_s * rate_hz)):
        time_s = frame / rate_hz
        hz = (262, 330, 392, 523)[int(time_s * 4) % 4]
        pluck = math.exp(-6 * (time_s % 0.25))
        samples.append(round(32767 * level_ * pluck * math.sin(2 * math.pi * hz * time_s)))
    return samples.tobytes()


def _save(path: Path, pcm: bytes, rate_hz: int = 44_100, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate_hz, 0, "NONE", ""))
        file.writeframes(pcm)
    return path


@pytest.fixture(scope="module")
def tune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A melody of 2 s in a WAV file."""
    return _save(tmp_path_factory.mktemp("tune") / "tune.wav", _music(2.0))


_chime = cache(make_chime)


@cache
def _base(rate_hz: int, breaks: Breaks) -> tuple[Recording, bytes]:
    """Three sections of two utterances of 1.1 s each, at the target loudness, and their samples."""
    with TemporaryDirectory() as folder:
        sections, meter = _sections(), Meter()
        pcm = tone(11 * rate_hz // 10 + 7, rate_hz)
        recording = join(sections, speech(sections, pcm, rate_hz), Path(folder, "speech.pcm"), breaks, meter)
        recording = level(recording, TARGET_LUFS, meter)
        return recording, recording.spool_path.read_bytes()


def _recorded(folder: Path, rate_hz: int = RATE_HZ, breaks: Breaks = Breaks()) -> Recording:  # noqa: B008
    """The recording of `_base`, in `folder`."""
    recording, pcm = _base(rate_hz, breaks)
    path = folder / "speech.pcm"
    path.write_bytes(pcm)
    return replace(recording, spool_path=path)


def _sections():
    return tuple(section(number, (utterance(2 * number, 501), utterance(2 * number + 1, 333))) for number in range(3))


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_times_are_exact(tmp_path: Path, tune: Path, rate_hz: int) -> None:
    """Every later clip and word moves by the inserted frames, to the frame; all earlier ones and all speech stay."""
    before = _recorded(tmp_path, rate_hz)
    pcm = before.spool_path.read_bytes()
    after = insert_interlude(before, "u2", read_interlude(tune))
    changed = after.spool_path.read_bytes()
    shift = after.frames - before.frames
    shift_ms = after.timeline.duration_ms - before.timeline.duration_ms
    assert shift * 1000 == shift_ms * rate_hz
    assert len(changed) == 2 * after.frames
    assert after.timeline.duration_ms == frames_to_ms(after.frames, rate_hz)
    assert after.timeline.clips[:3] == before.timeline.clips[:3]
    for old, new in zip(before.timeline.clips[3:], after.timeline.clips[3:], strict=True):
        assert (new.begin_ms - old.begin_ms, new.end_ms - old.end_ms) == (shift_ms, shift_ms)
        moved = [(word.begin_ms - shift_ms, word.end_ms - shift_ms) for word in new.words]
        assert moved == [(word.begin_ms, word.end_ms) for word in old.words]
    ((begin_ms, end_ms),) = after.timeline.interludes
    begin = 2 * ms_to_frames(begin_ms, rate_hz)
    assert changed[:begin] + changed[begin + 2 * shift :] == pcm
    assert before.timeline.clips[2].end_ms < begin_ms < end_ms
    assert 2000 <= end_ms - begin_ms <= 2010
    assert after.timeline.clips[3].begin_ms - end_ms >= 490


def test_chapters_hold_the_interlude(tmp_path: Path, tune: Path) -> None:
    """Chapters that are made afterwards begin at the moved clips, and last to the new end."""
    recording = insert_interlude(_recorded(tmp_path), "u0", read_interlude(tune))
    chapters = add_chapters(_sections(), recording, "Title").timeline.chapters
    clips = recording.timeline.clips_by_utterance()
    assert [chapter.start_ms for chapter in chapters[1:]] == [clips["u2"].begin_ms, clips["u4"].begin_ms]
    assert chapters[-1].end_ms == recording.timeline.duration_ms


@pytest.mark.parametrize("name", ["u0", "u5"])
def test_an_interlude_may_be_anywhere(tmp_path: Path, name: str) -> None:
    """An interlude follows the first utterance, or ends the recording; two may be inserted, also without breaks."""
    silent = Breaks(lead_in=0, lead_out=0)
    before = _recorded(tmp_path, breaks=silent)
    after = insert_interlude(insert_interlude(before, name, _chime()), "u3", _chime())
    assert len(after.timeline.interludes) == 2
    assert after.spool_path.stat().st_size == 2 * after.frames
    assert [path.name for path in tmp_path.iterdir()] == ["speech.pcm"]


_INTERLUDES: dict[str, Callable[[], Interlude]] = {
    "chime": _chime,
    "music": lambda: Interlude(pcm=_music(1.5), frame_rate_hz=44_100),
    "quiet": lambda: Interlude(pcm=_music(1.5, 8_000, 0.01), frame_rate_hz=8_000),
    "short": lambda: Interlude(pcm=_music(0.12, 48_000), frame_rate_hz=48_000),
    "full scale": lambda: Interlude(pcm=_music(1.5, level_=1.0), frame_rate_hz=44_100),
}
"""Sounds of many lengths, rates and levels."""


@pytest.mark.parametrize("name", _INTERLUDES)
def test_an_interlude_is_as_loud_as_the_speech(tmp_path: Path, name: str) -> None:
    """Speech and interlude are within half a unit of loudness, no peak passes the ceiling; the whole is measured."""
    recording = insert_interlude(_recorded(tmp_path), "u1", _INTERLUDES[name]())
    assert recording.loudness is not None
    pcm, rate_hz = recording.spool_path.read_bytes(), recording.frame_rate_hz
    ((begin_ms, end_ms),) = recording.timeline.interludes
    begin, end = (2 * ms_to_frames(ms, rate_hz) for ms in (begin_ms, end_ms))
    sound = pcm[begin:end]
    lufs = [_loudness(part, rate_hz) for part in (pcm[:begin], sound * (1 + 2 * rate_hz // len(sound)), pcm[end:])]
    assert max(lufs) - min(lufs) < 0.5, lufs
    assert recording.loudness.integrated_lufs == pytest.approx(_loudness(pcm, rate_hz), abs=0.01)
    assert recording.loudness.true_peak_dbtp <= -2.0
    assert recording.loudness.target_lufs == TARGET_LUFS


def test_clicks_stay_below_the_ceiling(tmp_path: Path) -> None:
    """A sound of clicks that cannot be as loud as speech is softer, and does not clip."""
    click = array("h", (round(32000 * math.sin(0.3 * frame)) for frame in range(40))).tobytes()
    clicks = Interlude(pcm=(click + bytes(40_000)) * 5 + click, frame_rate_hz=44_100)
    recording = insert_interlude(_recorded(tmp_path), "u1", clicks)
    assert recording.loudness is not None
    assert recording.loudness.true_peak_dbtp <= -1.9


def test_next_to_silence_an_interlude_keeps_its_loudness(tmp_path: Path) -> None:
    """In a silent recording, which has no loudness to reach, an interlude is heard as it is."""
    sections = _sections()
    recording = level(join(sections, speech(sections, bytes(20_000)), tmp_path / "a.pcm", Breaks()), TARGET_LUFS)
    chime = _chime()
    recording = insert_interlude(recording, "u1", chime)
    assert recording.loudness is not None
    assert recording.loudness.integrated_lufs == pytest.approx(_loudness(chime.pcm, chime.frame_rate_hz) - 1, abs=1)


def test_foreign_measurements_agree(tmp_path: Path, tune: Path, require_tool: Callable[[str], str]) -> None:
    """After encoding, ffmpeg reads speech, jingle and chime within one unit of loudness."""
    recording = insert_interlude(_recorded(tmp_path), "u3", read_interlude(tune))
    encode(recording, Metadata(title="T"), tmp_path, "start", ("mp3",))
    lufs = recording.loudness.integrated_lufs if recording.loudness else 0
    encode_interlude(_chime(), lufs, recording.frame_rate_hz, tmp_path, "chime", ("mp3", "opus"))
    ((begin_ms, end_ms),) = recording.timeline.interludes
    jingle = ("-ss", str(begin_ms / 1000), "-t", str((end_ms - begin_ms) / 1000))
    read = []
    for name, stretch in (("start.mp3", ("-t", "4")), ("start.mp3", jingle), ("chime.mp3", ()), ("chime.opus", ())):
        command = [require_tool("ffmpeg"), "-hide_banner", "-nostats", "-i", str(tmp_path / name), *stretch]
        measure = ["-af", "ebur128=dualmono=true", "-f", "null", "-"]
        done = subprocess.run([*command, *measure], capture_output=True, text=True, check=True)
        read.append(float(re.findall(r"I: +(-?[\d.]+) LUFS", done.stderr)[-1]))
    assert max(read) - min(read) < 1.0, read
    assert read[1] == pytest.approx(lufs, abs=0.6)


@pytest.mark.parametrize("rate_hz", [22_050, 24_000, 48_000])
def test_an_interlude_is_a_track_of_its_own(tmp_path: Path, tune: Path, rate_hz: int) -> None:
    """An encoded interlude is heard between 300 ms and 500 ms of silence, and has neither clips nor chapters."""
    tracks = encode_interlude(read_interlude(tune), -18.0, rate_hz, tmp_path, "tune", ("mp3", "m4b", "opus"))
    assert [track.path for track in tracks] == ["tune.mp3", "tune.m4b", "tune.opus"]
    assert {track.duration_ms for track in tracks} <= set(range(2800, 2821))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tune.m4b", "tune.mp3", "tune.opus"]
    for track in tracks:
        samples = decoded(tmp_path / track.path)
        rate = 48_000 if track.path.endswith("opus") else rate_hz
        heard = [index for index, sample in enumerate(samples) if abs(sample) > 0.03]
        assert heard[0] / rate == pytest.approx(0.3, abs=0.11)
        assert heard[-1] / rate == pytest.approx(2.3, abs=0.11)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    encode_interlude(read_interlude(tune), -18.0, rate_hz, tmp_path, "tune", ("mp3", "m4b", "opus"), threads=2)
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_chime_is_always_the_same() -> None:
    """The chime has the same samples on every computer, begins and ends in silence, and never clips."""
    chime = make_chime()
    samples = array("h", chime.pcm)
    assert sha256(chime.pcm).hexdigest()[:16] == "e5f5c572d7f88f92"
    assert max(abs(sample) for sample in (*samples[:5], *samples[-20:])) < 40
    assert 6_000 < max(map(abs, samples)) < 32_000


def test_chapters_come_later(tmp_path: Path) -> None:
    """A recording with chapters, without a loudness or without the utterance takes no interlude."""
    recording = _recorded(tmp_path)
    for wrong in (add_chapters(_sections(), recording, "T"), replace(recording, loudness=None)):
        with pytest.raises(ValueError, match="without chapters"):
            insert_interlude(wrong, "u1", _chime())
    with pytest.raises(ValueError, match="u9"):
        insert_interlude(recording, "u9", _chime())


def test_silence_at_the_ends_is_left_out(tmp_path: Path) -> None:
    """Silence before and after the sound, also a minute of it, is not read; silence within it is."""
    music, silence = _music(0.5, 8_000), bytes(2 * 8_000)
    path = _save(tmp_path / "a.wav", silence * 61 + music + silence + music + silence * 20, 8_000)
    interlude = read_interlude(path)
    assert len(interlude.pcm) / 16_000 == pytest.approx(2.0, abs=0.02)
    assert interlude.warnings == ()


def test_a_long_sound_fades_out(tmp_path: Path) -> None:
    """After a minute the sound fades out within three seconds, and a warning says so."""
    path = _save(tmp_path / "long.wav", _music(1.0, 8_000) * 100, 8_000)
    interlude = read_interlude(path)
    samples = array("h", interlude.pcm)
    assert len(samples) == 60 * 8_000
    peaks = [max(map(abs, samples[second * 8_000 : (second + 1) * 8_000])) for second in range(60)]
    assert min(peaks[:57]) == peaks[0] > 20_000
    assert peaks[57] > peaks[58] > peaks[59] > 0
    assert max(map(abs, samples[-80:])) < 200
    assert interlude.warnings == (
        f"{path}: The sound is longer than a minute, so it fades out there. Give a shorter one.",
    )


def test_channels_are_mixed(tmp_path: Path) -> None:
    """The channels of a stereo file are mixed evenly."""
    left = array("h", _music(0.5))
    stereo = array("h", (value for sample in left for value in (sample, 0)))
    mixed = array("h", read_interlude(_save(tmp_path / "a.wav", stereo.tobytes(), channels=2)).pcm)
    assert max(map(abs, mixed)) == pytest.approx(max(map(abs, left)) / 2, abs=3)


@pytest.mark.parametrize("name", ["flac", "mp3", "opus", "m4b"])
def test_many_formats_are_read(tmp_path: Path, tune: Path, name: str) -> None:
    """Compressed sound files are read, whatever their names are."""
    encode_interlude(read_interlude(tune), -18.0, 48_000, tmp_path, "tune", (name,))
    path = next(tmp_path.glob("tune.*")).rename(tmp_path / "tune.bin")
    interlude = read_interlude(path)
    assert len(interlude.pcm) / 2 / interlude.frame_rate_hz == pytest.approx(2.0, abs=0.1)


def test_a_damaged_sound_ends_early(tmp_path: Path, tune: Path) -> None:
    """Of a file that is damaged in the middle the beginning is heard, and a warning says so."""
    encode_interlude(read_interlude(tune), -18.0, 48_000, tmp_path, "tune", ("flac",))
    data = tmp_path.joinpath("tune.flac").read_bytes()
    path = tmp_path / "damaged.flac"
    path.write_bytes(data[: len(data) // 2])
    interlude = read_interlude(path)
    assert 0.4 < len(interlude.pcm) / 2 / interlude.frame_rate_hz < 1.9
    assert interlude.warnings == (f"{path}: The sound is damaged after 1 s, and ends there. Save it again.",)


def _bad_files(folder: Path, tune: Path) -> dict[str, Path]:
    """Files that are no sound, by what their error says."""
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\n{tune}\n#EXT-X-ENDLIST\n"
    contents = {
        "empty.wav": b"",
        "text.wav": b"Nothing but words.\n" * 500,
        "random.mp3": random.Random(1).randbytes(50_000),
        "playlist.mp3": playlist.encode(),
        "list.wav": f"ffconcat version 1.0\nfile '{tune}'\n".encode(),
        "picture.wav": b"\x89PNG\r\n\x1a\n" + bytes(500),
    }
    for name, data in contents.items():
        folder.joinpath(name).write_bytes(data)
    header = _save(folder / "header.wav", b"")
    silent = _save(folder / "silent.wav", bytes(88_200))
    blip = _save(folder / "blip.wav", _music(0.02))
    many = _save(folder / "channels.wav", _music(0.5), channels=9)
    wrong = dict.fromkeys((*(folder / name for name in contents), many), f"This is not a sound file. {NEXT_STEP}")
    wrong |= dict.fromkeys((silent, blip, header), f"Nothing is heard in this file. {NEXT_STEP}")
    wrong[folder / "missing.wav"] = "There is no such file. Check its name."
    wrong[folder] = f"This is a folder. {NEXT_STEP}"
    return wrong


def test_a_file_without_sound_is_refused(tmp_path: Path, tune: Path) -> None:
    """Anything but a sound file is an error that says what it is; a list of other files is not followed."""
    for path, message in _bad_files(tmp_path, tune).items():
        with pytest.raises(ReadError) as caught:
            read_interlude(path)
        assert str(caught.value) == f"{path}: {message}"


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are those of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Neither a pipe nor a device is opened."""
    os.mkfifo(tmp_path / "pipe.wav")
    for path in (tmp_path / "pipe.wav", Path(os.devnull)):
        with pytest.raises(ReadError, match=r"This is a (?:pipe|device), not a regular file\."):
            read_interlude(path)


def test_a_huge_file_is_refused(tmp_path: Path, tune: Path) -> None:
    """A file of 600 MB is refused by its size, before it is read."""
    path = tmp_path / "huge.wav"
    path.write_bytes(tune.read_bytes())
    os.truncate(path, 600_000_000)
    with pytest.raises(ReadError, match=r"huge.wav: The file has 600 MB; 500 MB is the limit\. Give a sound of"):
        read_interlude(path)
