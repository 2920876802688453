"""All formats of one recording: made side by side, alike in length and chapters, all or none of them."""

from __future__ import annotations

import ast
import re
import threading
import time
from array import array
from importlib import import_module
from pathlib import Path

import pytest
from editions import Edition, articast
from encoding import BEES, HARD_TITLES, chapters_in_ms, edition, encoded, folded, lag_of, most_chapters, probed
from sound import RATE_HZ, decoded, measured, recording, tone

import tts
from tts.audio.encode import encode
from tts.audio.level import level
from tts.errors import EncodeError, UsageError
from tts.formats import AUDIO, AUDIO_FORMATS, EDITIONS, M4B, SIDECARS, check_formats
from tts.model import Clip, Metadata, Timeline
from tts.writers import ON_REQUEST

pytestmark = pytest.mark.once  # with every Python, verify/test_verify.py makes and verifies all formats

PACKET_MS = 1024 * 1000 / RATE_HZ
NAMES = ", ".join((*AUDIO, *SIDECARS, *EDITIONS, "all"))


def test_every_name_has_a_maker():
    """The names that can be asked for are those of the encoders and of the writers on request."""
    assert tuple(AUDIO_FORMATS) == AUDIO
    assert tuple(ON_REQUEST) == SIDECARS + EDITIONS


@pytest.mark.parametrize("row", AUDIO_FORMATS.values(), ids=AUDIO)
def test_rows_are_complete(row):
    """Each row has names and types of its own, an encoder, and checks that do not make files."""
    for attribute in ("name", "extension", "media_type", "label"):
        assert [getattr(other, attribute) for other in AUDIO_FORMATS.values()].count(getattr(row, attribute)) == 1
    assert row.media_type.startswith("audio/")
    assert row.extension.startswith(".")
    assert row.checks
    for place, wing in ((row.encoder, "tts.audio.encode."), *((check, "tts.verify.") for check in row.checks)):
        module, function = place.split(":")
        assert module.startswith(wing)
        assert callable(getattr(import_module(module), function))


def test_a_format_is_named_in_one_row():
    """No module of `tts` but the table has a format's extension or media type in its code."""
    every = "|".join(re.escape(name) for row in AUDIO_FORMATS.values() for name in (row.extension, row.media_type))
    names, root = re.compile(rf"({every})\b"), Path(tts.__file__).parent
    found = {
        f"{path.relative_to(root)}:{node.lineno}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and names.search(node.value)
    }
    assert {place for place in found if not place.startswith("formats.py:")} == set()


@pytest.mark.parametrize("formats", [("mp3",), ("cue", "opus", "m4b", "labels")])
def test_known_formats(formats):
    """Formats that exist are possible in any order."""
    check_formats(formats)


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        (("mp3", "wma"), f"There is no format 'wma'. Choose one or more of {NAMES}."),
        (("MP3",), "There is no format 'MP3'. Did you mean 'mp3'?"),
        (("labels", "cue"), f"An edition needs audio. Choose at least one of {', '.join(AUDIO + EDITIONS)}."),
        ((), f"An edition needs audio. Choose at least one of {', '.join(AUDIO + EDITIONS)}."),
    ],
)
def test_impossible_formats(formats, message):
    """An unknown format, or none that can be heard, is one line that names the possible ones."""
    with pytest.raises(UsageError) as error:
        check_formats(formats)
    assert str(error.value) == message


def test_order_and_names(tmp_path):
    """The tracks come in the order in which they were asked for; what is no audio has none."""
    tracks = encode(edition(tmp_path), BEES, tmp_path, "bees", ("opus", "labels", "mp3", "cue", "m4b"))
    assert [track.path for track in tracks] == ["bees.opus", "bees.mp3", "bees.m4b"]
    for track in tracks:
        assert track.size_bytes == (tmp_path / track.path).stat().st_size


def test_together_as_alone(tmp_path):
    """A file has the same bytes whether it is made alone or beside the others."""
    made = edition(tmp_path)
    encode(made, BEES, tmp_path, "together", AUDIO)
    for name in AUDIO:
        encode(made, BEES, tmp_path, "alone", (name,))
        alone, together = (tmp_path / f"{kind}{AUDIO_FORMATS[name].extension}" for kind in ("alone", "together"))
        assert alone.read_bytes() == together.read_bytes()


def test_no_format_drifts(tmp_path):
    """At the end of two minutes every format's sound is where it is in the recording, and ends with it to a packet."""
    pcm = b"".join(tone(RATE_HZ, hz=200 + at) for at in range(5)) * 24
    made = recording(tmp_path / "spool.pcm", pcm)
    duration_ms = made.timeline.duration_ms
    for track in encode(made, BEES, tmp_path, "bees", AUDIO):
        sound, original = decoded(tmp_path / track.path), array("h", pcm)
        rate_hz = 48_000 if track.path.endswith(".opus") else RATE_HZ
        assert 0 <= 1000 * len(sound) / rate_hz - duration_ms < PACKET_MS
        begin = len(original) - 8000
        found = [sound[round(at * rate_hz / RATE_HZ)] for at in range(begin - 100, len(original))]
        assert abs(lag_of(found[100:-100], original[begin : len(original) - 100], 50, 2000)) <= 1


def test_chapters_are_alike(tmp_path):
    """ffprobe reads the same chapters from all formats; M4B cuts long titles, and Opus has another last end."""
    made = edition(tmp_path, HARD_TITLES)
    tracks = encode(made, BEES, tmp_path, "bees", AUDIO)
    for track in tracks:
        max_bytes = 255 if track.path.endswith(M4B.extension) else None
        *expected, last = [
            (chapter.start_ms, chapter.end_ms, folded(chapter.title).encode()[:max_bytes].decode(errors="ignore"))
            for chapter in made.timeline.chapters
        ]
        *found, end = chapters_in_ms(probed(tmp_path / track.path))
        assert found == expected
        assert end == (last[0], pytest.approx(last[1], abs=7), last[2])


def test_most_chapters(tmp_path):
    """ffprobe reads 255 chapters with their titles from all formats."""
    made = most_chapters(tmp_path, "{} = \\; # 🐝")
    for track in encode(made, BEES, tmp_path, "bees", AUDIO):
        found = chapters_in_ms(probed(tmp_path / track.path))
        assert [(start, title) for start, _, title in found] == [
            (one.start_ms, one.title) for one in made.timeline.chapters
        ]


@pytest.mark.parametrize("broken", AUDIO)
def test_all_or_none(tmp_path, monkeypatch, capfd, broken):
    """If one format fails, its error is reported, and no file, no thread and no output remains."""

    def fail(made, metadata, cover, file, threads):
        file.write(b"something")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"{AUDIO_FORMATS[broken].encoder.replace(':', '.')}", fail)
    made = edition(tmp_path)
    with pytest.raises(EncodeError, match=rf"bees{AUDIO_FORMATS[broken].extension}: .*No space left.*Free some space"):
        encode(made, BEES, tmp_path, "bees", AUDIO)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["spool.pcm"]
    assert capfd.readouterr() == ("", "")
    assert threading.active_count() == 1


def test_the_others_are_left_off(tmp_path, monkeypatch):
    """When one format fails, one that would take long is stopped."""
    finished = []

    def fail(made, metadata, cover, file, threads):
        raise OSError(28, "No space left on device")

    def slow(made, metadata, cover, file, threads):
        for _ in range(1000):
            file.write(bytes(10_000))
            file.seek(0)
            time.sleep(0.01)
        finished.append(made)

    monkeypatch.setattr("tts.audio.encode.opus.encode_opus", fail)
    monkeypatch.setattr("tts.audio.encode.m4b.encode_m4b", slow)
    with pytest.raises(EncodeError, match=r"bees\.opus: .*No space left"):
        encode(edition(tmp_path), BEES, tmp_path, "bees", ("m4b", "opus"), threads=2)
    assert finished == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["spool.pcm"]


@pytest.mark.parametrize("name", AUDIO)
def test_a_missing_spool(tmp_path, name):
    """A spool that is gone is one line, and no file."""
    made = edition(tmp_path)
    made.spool_path.unlink()
    with pytest.raises(EncodeError, match=r"^[^\n]*No such file[^\n]*$"):
        encode(made, BEES, tmp_path, "bees", (name,))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", AUDIO)
def test_one_frame(tmp_path, name):
    """The shortest sound there can be is a file that can be decoded."""
    timeline = Timeline(clips=(Clip(utterance_id="u", begin_ms=0, end_ms=1),), chapters=(), duration_ms=1)
    made = recording(tmp_path / "spool.pcm", b"\x10\x20", timeline)
    (track,) = encode(made, Metadata(title="t"), tmp_path, "bees", (name,))
    assert 1 <= len(decoded(tmp_path / track.path)) <= 1024


def test_a_build_without_an_encoder(tmp_path, monkeypatch):
    """An encoder that this PyAV lacks is one line with the next step."""

    def lacking(name, *_):
        from av.codec.codec import UnknownCodecError

        raise UnknownCodecError(name)

    monkeypatch.setattr("tts.audio.encode.codec.CodecContext.create", lacking)
    with pytest.raises(EncodeError, match=r"has no encoder 'libopus'\. Install"):
        encode(edition(tmp_path), BEES, tmp_path, "bees", ("opus",))


def test_the_command(tmp_path):
    """`--formats` gives each audio file, labels and a cue sheet, and the manifest records what was asked for."""
    tmp_path.joinpath("bees.md").write_text("# Bees\n\nThey fly.\n", encoding="utf-8")
    formats = "opus, m4b,labels,cue"
    done = articast("package", "bees.md", "--formats", formats, "--engine", "silent", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = Edition(tmp_path / "out" / "bees")
    assert {path.name for path in made.folder.iterdir()} == {
        *("bees.opus", "bees.m4b", "bees.cue", "labels.txt", "bees.srt", "bees.vtt", "chapters.json"),
        *("cover.png", "index.html", "manifest.json", "transcript.txt"),
    }
    assert [track["path"] for track in made.manifest["tracks"]] == ["bees.opus", "bees.m4b"]
    assert made.manifest["options"]["formats"] == ["opus", "m4b", "labels", "cue"]
    assert 'FILE "bees.opus" WAVE' in made.folder.joinpath("bees.cue").read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "rate_hz"), [("m4b", RATE_HZ), ("opus", 48_000)])
def test_decoded_peaks(tmp_path, form, rate_hz):
    """Decoded, sound whose peaks were limited is at the loudness that was asked for and peaks below -1 dBTP."""
    pcm = (tone(3 * RATE_HZ, level=0.12) + bytes(10_000) + tone(RATE_HZ // 5, level=0.98) + bytes(10_000)) * 2
    made = level(recording(tmp_path / "spool.pcm", pcm), -16.0)
    halves = (round(16384 * max(-1.9, min(1.9, value))) for value in decoded(encoded(tmp_path, made, form)))
    found = measured(array("h", halves).tobytes(), rate_hz)
    assert found.integrated_lufs + 6.02 == pytest.approx(-16.0, abs=0.5)
    assert found.true_peak_dbtp + 6.02 <= -1.0
