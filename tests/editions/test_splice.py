"""Many encoded tracks -> one, in each format: the same sound in its place, and nothing lost or hidden."""

from __future__ import annotations

from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound import NO_BREAKS, RATE_HZ, decoded, section, speech, tone, utterance
from splicing import METADATA, SPLICED, chapters_of, contents_of, make_tracks

from tts.audio.encode import encode
from tts.audio.join import join
from tts.editions.splice import plan_splice, write_splice
from tts.editions.splice.plan import EncodedTrack, check_silence, plan
from tts.formats import AUDIO_FORMATS

JOINT = {"mp3": 2 * 576, "m4b": 2 * 1024, "opus": 960}
"""PCM frames at the end of a track of which some come from the packets of the next one."""


@pytest.fixture(scope="module")
def tracks(tmp_path_factory):
    return make_tracks(tmp_path_factory.mktemp("tracks"), SPLICED)


def _splice(tracks, form, folder):
    splice = plan_splice(form, tracks[form])
    path = folder / f"whole{AUDIO_FORMATS[form].extension}"
    write_splice(form, splice, path, METADATA, chapters_of(splice), contents_of(splice), None)
    return splice, path


def _bytes_changed(path, target, offset):
    data = bytearray(path.read_bytes())
    data[offset] ^= 0x55
    target.write_bytes(data)
    return target


@pytest.mark.parametrize("form", SPLICED)
def test_each_sound_is_in_its_place(tracks, form, tmp_path):
    """Decoded, the whole has the sound of each track at its start, sample by sample, and then that track's silence."""
    splice, path = _splice(tracks, form, tmp_path)
    whole = decoded(path)
    packet = splice.tracks[0].packet_length
    assert 0 <= len(whole) - splice.frames < (packet if form == "m4b" else 1)
    for track, (begin, end) in zip(tracks[form], pairwise([*splice.starts, splice.frames]), strict=True):
        sound = decoded(track)
        length = min(end - begin, len(sound)) - JOINT[form]
        assert max(abs(a - b) for a, b in zip(whole[begin : begin + length], sound, strict=False)) < 1e-5
        assert max(map(abs, sound[:length])) > 0.1
        assert max(map(abs, whole[begin + length : end])) < 1e-3


@pytest.mark.parametrize("form", SPLICED)
def test_a_single_track_keeps_its_sound(tracks, form, tmp_path):
    """A whole of one track decodes as that track does."""
    splice, path = _splice({form: tracks[form][:1]}, form, tmp_path)
    assert splice.starts == (0,)
    assert decoded(path) == decoded(tracks[form][0])


@pytest.mark.parametrize("form", SPLICED)
def test_same_bytes_again(tracks, form, tmp_path):
    """The same tracks give the same bytes again."""
    _, path = _splice(tracks, form, tmp_path)
    first = path.read_bytes()
    assert _splice(tracks, form, tmp_path)[1].read_bytes() == first


@settings(max_examples=40)
@given(
    lengths=st.lists(st.integers(min_value=1, max_value=10**6), min_size=1, max_size=40),
    packet_length=st.sampled_from((576, 960, 1024, 1152)),
)
def test_errors_do_not_add_up(lengths, packet_length):
    """Each track begins within half a packet of the sum of the lengths before it, on a packet, and so does the end."""
    made = [
        EncodedTrack(
            path=Path(f"{number}"),
            configuration=b"",
            frame_rate_hz=22050,
            packet_length=packet_length,
            packet_count=-(-length // packet_length),
            length=length,
        )
        for number, length in enumerate(lengths)
    ]
    splice = plan(made)
    sums = list(accumulate(lengths, initial=0))
    assert all(start % packet_length == 0 for start in splice.starts)
    assert all(2 * abs(start - nominal) <= packet_length for start, nominal in zip(splice.starts, sums, strict=False))
    assert 2 * abs(splice.frames - sums[-1]) <= packet_length
    assert list(accumulate(splice.counts[:-1], initial=0)) == [start // packet_length for start in splice.starts]
    assert all(count <= track.packet_count for count, track in zip(splice.counts, made, strict=True))


@pytest.mark.parametrize("form", SPLICED)
def test_another_frame_rate(tracks, form, tmp_path):
    """A track that cannot be decoded after the first is named, with what to do; Opus has one frame rate for all."""
    other = make_tracks(tmp_path, (form,), 24_000)[form][0]
    paths = [*tracks[form], other]
    if form == "opus":
        assert len(plan_splice(form, paths).starts) == 4
        return
    with pytest.raises(ValueError, match=r"track0\.\w+: its sound has 24000 samples a second.*22050\. Package both"):
        plan_splice(form, paths)


def test_other_settings():
    """A track with other channels or settings of its encoder is named."""
    values = {"frame_rate_hz": 48_000, "packet_length": 960, "packet_count": 9, "length": 8000}
    one, two = (EncodedTrack(path=Path(name), configuration=name.encode(), **values) for name in ("a.opus", "b.opus"))
    with pytest.raises(ValueError, match=r"^b\.opus: its channels or settings .* differ from those of a\.opus\."):
        plan([one, two])
    with pytest.raises(ValueError, match="no track"):
        plan([])


@pytest.mark.parametrize("form", SPLICED)
def test_sound_is_never_left_out(tracks, form, tmp_path):
    """A track that ends in sound is refused before a millisecond of it is lost, unless it is the last one."""
    sections = (section(1, [utterance(1, break_ms=0)]),)
    pcm = tone(3 * RATE_HZ // 8)  # ends as loud as it gets
    made = join(sections, speech(sections, pcm), tmp_path / "spool.pcm", NO_BREAKS)
    encode(made, METADATA, tmp_path, "loud", (form,))
    loud = tmp_path / f"loud{AUDIO_FORMATS[form].extension}"
    _splice({form: [tracks[form][0], loud]}, form, tmp_path)
    with pytest.raises(ValueError, match=r"loud\.\w+: its sound does not end in silence\. Set the break lead_out"):
        _splice({form: [loud, tracks[form][0]]}, form, tmp_path)


@pytest.mark.parametrize("form", ["mp3", "opus"])
def test_damage_is_not_copied(tracks, form, tmp_path):
    """A changed byte of the sound is found by the checksum of its track, and gets no new one."""
    path = _bytes_changed(tracks[form][1], tmp_path / "changed", -3000)
    with pytest.raises(ValueError, match="changed"):
        _splice({form: [tracks[form][0], path, tracks[form][2]]}, form, tmp_path)


@pytest.mark.parametrize(("form", "codec", "packet"), [("m4b", "aac", b"\xff" * 90), ("opus", "opus", b"\x03")])
def test_a_packet_that_cannot_be_decoded(tracks, form, codec, packet):
    """A packet that is left out is refused too if no decoder takes it."""
    track = plan_splice(form, tracks[form]).tracks[0]
    with pytest.raises(ValueError, match=r"track0\.\w+: its sound cannot be decoded: .* Package it again\."):
        check_silence(track, codec, track.configuration, [], [packet])


@pytest.mark.parametrize("form", SPLICED)
@pytest.mark.parametrize("part", [0.02, 0.9])
def test_a_track_that_is_cut_off(tracks, form, part, tmp_path):
    """A track without its end is refused, with its name."""
    path, data = tmp_path / "short", tracks[form][1].read_bytes()
    path.write_bytes(data[: round(len(data) * part)])
    with pytest.raises(ValueError, match=r"short: .* Package it again\."):
        _splice({form: [tracks[form][0], path]}, form, tmp_path)


@pytest.mark.parametrize("form", SPLICED)
@pytest.mark.parametrize("data", [b"", b"ID3", b"no sound at all " * 500, b"ID3\x03\0\0\x7f\x7f\x7f\x7f", b"OggS" * 99])
def test_a_file_without_sound(form, data, tmp_path):
    """A file that is no track is refused, with its name."""
    path = tmp_path / "nothing"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"nothing: .* Package it again\."):
        plan_splice(form, [path])


@pytest.mark.parametrize("form", ["mp3", "opus"])
@settings(max_examples=25)
@given(position=st.integers(min_value=0, max_value=2000), value=st.integers(min_value=0, max_value=255))
def test_a_changed_header(tracks, form, tmp_path_factory, position, value):
    """Whatever one of the first bytes is changed to, the track is refused in words or spliced whole."""
    folder = tmp_path_factory.getbasetemp() / "headers"
    folder.mkdir(exist_ok=True)
    data = bytearray(tracks[form][0].read_bytes())
    data[position] = value
    path = folder / "changed"
    path.write_bytes(data)
    splice = None
    with suppress(ValueError):
        splice, whole = _splice({form: [path]}, form, folder)
    assert splice is None or splice.frames == len(decoded(whole))


def test_a_missing_track(tmp_path):
    """A track that is not there is an error of the system."""
    for form in SPLICED:
        with pytest.raises(FileNotFoundError):
            plan_splice(form, [tmp_path / "missing"])
