"""Speech -> Recording: every frame accounted for."""

from __future__ import annotations

import subprocess
import sys
from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sound import NO_BREAKS, RATE_HZ, section, speech, tone, utterance

from tts.audio.join import join
from tts.errors import EncodeError
from tts.model import Alignment, Breaks, Speech, Utterance, Word

LOUD = array("h", [1000] * 777).tobytes()


def joined(tmp_path, sections, given, breaks=NO_BREAKS, on_pcm=None):
    made = join(sections, given, tmp_path / "spool.pcm", breaks, on_pcm)
    return made, array("h", made.spool_path.read_bytes())


def test_spool_holds_head_speech_breaks_and_tail(tmp_path):
    """The spool is the head, each speech with its break, and after the last speech the tail instead of its break."""
    sections = [section(1, [utterance(1, break_ms=100), utterance(2, break_ms=900)])]
    made, spool = joined(tmp_path, sections, speech(sections, LOUD, 8000), Breaks(lead_in=50, lead_out=70))
    expected = [0] * 400 + [1000] * 777 + [0] * 800 + [1000] * 777 + [0] * 560
    assert spool.tolist() == expected
    assert made.frames == len(expected)
    assert made.frame_rate_hz == 8000


def test_clips_are_where_their_speech_is(tmp_path):
    """2,000 clips of 777 frames begin and end within half a millisecond of their sound: nothing adds up."""
    sections = [section(n, [utterance(n * 100 + k, break_ms=13) for k in range(100)]) for n in range(20)]
    made, spool = joined(tmp_path, sections, speech(sections, LOUD))
    step = 777 + round(0.013 * RATE_HZ)
    assert len(made.timeline.clips) == 2000
    for at, clip in enumerate(made.timeline.clips):
        assert abs(clip.begin_ms - 1000 * at * step / RATE_HZ) <= 0.5
        assert abs(clip.end_ms - 1000 * (at * step + 777) / RATE_HZ) <= 0.5
    assert abs(made.timeline.duration_ms - 1000 * len(spool) / RATE_HZ) <= 0.5


def test_speech_of_another_rate_is_converted(tmp_path):
    """A second speech at half the rate lasts as long as it did, at the rate of the first one."""
    sections = [section(1, [utterance(1), utterance(2)])]
    given = [
        Speech(utterance_id="u1", pcm=tone(4000, 16000), frame_rate_hz=16000),
        Speech(utterance_id="u2", pcm=tone(4000, 8000), frame_rate_hz=8000),
    ]
    made, _ = joined(tmp_path, sections, given)
    assert made.frame_rate_hz == 16000
    assert [clip.end_ms - clip.begin_ms for clip in made.timeline.clips] == [250, 500]


def test_shortest_speech_has_a_clip(tmp_path):
    """A speech of one frame still has a clip of at least a millisecond."""
    sections = [section(1, [utterance(1, break_ms=0), utterance(2)])]
    made, _ = joined(tmp_path, sections, speech(sections, b"\1\0"))
    assert all(clip.end_ms > clip.begin_ms for clip in made.timeline.clips)


def test_listener_hears_what_the_spool_holds(tmp_path):
    """The blocks that `on_pcm` gets are the spool, in several pieces, each with the frame rate."""
    sections = [section(1, [utterance(n) for n in range(30)])]
    heard = []
    made, _ = joined(tmp_path, sections, speech(sections, bytes(100_000)), on_pcm=lambda *block: heard.append(block))
    assert b"".join(pcm for pcm, _ in heard) == made.spool_path.read_bytes()
    assert len(heard) > 1
    assert {rate for _, rate in heard} == {RATE_HZ}


def test_words_are_those_of_the_shown_text(tmp_path):
    """Spoken words become the shown text they stand for: merged where it is one, dropped where there is none."""
    said = Utterance(
        id="u1",
        text="It cost $1.2bn, “really”.",
        spoken="well It cost one point two billion dollars really",
        alignment=(
            Alignment(spoken_begin=5, spoken_end=7, begin=0, end=2),
            Alignment(spoken_begin=8, spoken_end=12, begin=3, end=7),
            Alignment(spoken_begin=13, spoken_end=42, begin=8, end=15),
            Alignment(spoken_begin=43, spoken_end=49, begin=16, end=25),
        ),
    )
    starts = [0, 5, 8, 13, 17, 23, 27, 35, 43, 50]
    words = tuple(
        Word(begin=begin, end=after - 1, begin_ms=10 * at, end_ms=10 * at + 9)
        for at, (begin, after) in enumerate(pairwise(starts))
    )
    given = [Speech(utterance_id="u1", pcm=bytes(8000), frame_rate_hz=8000, words=words)]
    made, _ = joined(tmp_path, [section(1, [said])], given, Breaks(lead_in=1000))
    found = [(said.text[w.begin : w.end], w.begin_ms, w.end_ms) for w in made.timeline.clips[0].words]
    assert found == [("It", 1010, 1019), ("cost", 1020, 1029), ("$1.2bn,", 1030, 1079), ("“really”.", 1080, 1089)]


def test_words_keep_their_own_characters(tmp_path):
    """In a stretch that is said as it is shown, each word has its own characters."""
    said = replace(utterance(1), alignment=(Alignment(spoken_begin=0, spoken_end=11, begin=0, end=11),))
    sections = [section(1, [said])]
    made, _ = joined(tmp_path, sections, speech(sections, tone(4000)))
    assert [(w.begin, w.end) for w in made.timeline.clips[0].words] == [(0, 8), (9, 11)]


def test_words_end_with_their_clip(tmp_path):
    """A word that an engine lets end after its sound ends with the clip."""
    sections = [section(1, [utterance(1)])]
    made, _ = joined(tmp_path, sections, speech(sections, bytes(2 * 80 * 8), 8000))
    clip = made.timeline.clips[0]
    assert clip.end_ms == 80
    assert clip.words[-1].end_ms == 80


@pytest.mark.parametrize(
    ("ids", "named"), [(["u1", "u3"], ("u2", "u3")), (["u1"], ("u2", "None")), (["u1", "u2", "u4"], ("u2", "u4"))]
)
def test_wrong_speech_is_named(tmp_path, ids, named):
    """Speech that is not the utterances', too little or too much of it, is an error that names both ids."""
    given = [Speech(utterance_id=one, pcm=LOUD, frame_rate_hz=RATE_HZ) for one in ids]
    with pytest.raises(ValueError, match="speech of") as error:
        joined(tmp_path, [section(1, [utterance(1), utterance(2)])], given)
    assert all(name in str(error.value) for name in named)


def test_nothing_to_join(tmp_path):
    """Sections without an utterance are an error."""
    with pytest.raises(ValueError, match="no utterance"):
        joined(tmp_path, [section(1, [])], [])


def test_unwritable_spool(tmp_path):
    """A spool that cannot be written is one line with place and cause."""
    sections = [section(1, [utterance(1)])]
    with pytest.raises(EncodeError, match=r"spool\.pcm: .*No such file"):
        join(sections, speech(sections, LOUD), tmp_path / "missing" / "spool.pcm", NO_BREAKS)


def test_import_is_quiet():
    """Importing `join` warns of nothing, where no ffmpeg program is on the path and warnings are errors."""
    code = "import tts.audio.join"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PATH": ""},
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_block_is_empty(tmp_path):
    """A block that ends just where the recording does is not followed by an empty one, which nobody could measure."""
    sections = [section(1, [utterance(1)])]
    heard = []
    joined(tmp_path, sections, speech(sections, bytes(2_000_000)), on_pcm=lambda pcm, _: heard.append(len(pcm)))
    assert heard
    assert min(heard) > 0
