"""Speech by several voices -> speech that sounds as one."""

from __future__ import annotations

import re
import subprocess
import wave
from array import array
from dataclasses import replace
from itertools import pairwise

import pytest
from sound import NO_BREAKS, section, tone, utterance

from tts.audio.join import join
from tts.audio.match import match
from tts.model import Prosody, Speech, Utterance, Voice, Word
from tts.speech.engines import load
from tts.speech.speak import speak

pytestmark = pytest.mark.once  # arithmetic of samples, the same with every Python

SAMPLE = (  # from the fable that the International Phonetic Association uses for every language
    "The north wind and the sun were disputing which was the stronger, when a traveller came along in a warm cloak.",
    "They agreed that the one who first made the traveller take it off should be considered stronger than the other.",
    "Then the north wind blew as hard as he could, but the more he blew, the more closely did the traveller fold it.",
    "Then the sun shone out warmly, and at once the traveller took off his cloak.",
)
ARTICLE = (
    "A city looks like stone from above.",
    "To a honey bee it is a patchwork: a lime tree in a courtyard, clover between the rails, a pot of thyme.",
    "Something is in flower from March to October, and a forager will fly two miles for it.",
    "No one knows when she comes home.",
    "In autumn they feed, and leave the bees alone until March.",
    "If the flowers near them are emptied, they cannot look elsewhere.",
    "So the best gift to bees is a dull one.",
    "Let the lawn flower, leave the dead stems standing until spring, and plant what is native.",
)
AMY, BEN, CLEO = (Voice(id=name.lower(), name=name) for name in ("Amy", "Ben", "Cleo"))


def said(number, pcm, rate_hz=22050, voice=AMY):
    words = (Word(begin=0, end=8, begin_ms=0, end_ms=40), Word(begin=9, end=11, begin_ms=40, end_ms=90))
    return Speech(utterance_id=f"u{number}", pcm=pcm, frame_rate_hz=rate_hz, words=words, voice=voice)


def soft(level, rate_hz=22050, seconds=3):
    return tone(seconds * rate_hz, rate_hz, level=level)


def edge_level(speech):
    """The louder one of the outermost samples."""
    samples = array("h", speech.pcm)
    return max(abs(samples[0]), abs(samples[-1]))


def loudness(pcm, rate_hz, path, require_tool):
    """The integrated loudness that the program ffmpeg reads."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate_hz, 0, "NONE", ""))
        file.writeframes(pcm)
    command = [require_tool("ffmpeg"), "-hide_banner", "-nostats", "-i", str(path)]
    command += ["-af", "ebur128=framelog=verbose:dualmono=true", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (found,) = re.findall(r"I: +(-[0-9.]+) LUFS", done.stderr)
    return float(found)


@pytest.fixture(scope="module")
def cast():
    """Eight sentences by three real voices in turn, and a sample of each; one has another rate, one is quiet and high.

    Ben's sound is espeak-ng's, played at 24,000 Hz.
    """
    voices = {"gmw/en-US": Prosody(), "gmw/de": Prosody(volume=35, pitch=80), "gmw/en": Prosody(rate_wpm=220)}
    texts = SAMPLE + ARTICLE
    utterances = tuple(Utterance(id=f"u{number}", text=text, spoken=text) for number, text in enumerate(texts))
    by_voice = []
    with load("espeak") as engine:
        for (name, prosody), role in zip(voices.items(), (AMY, CLEO, BEN), strict=True):
            voice = next(voice for voice in engine.voices() if voice.id == name)
            spoken = list(speak([section(1, utterances)], engine, {one.id: voice for one in utterances}, prosody))
            rate_hz = 24000 if role == BEN else 22050
            by_voice.append([replace(one, voice=role, frame_rate_hz=rate_hz) for one in spoken])
    samples = {
        spoken[0].voice: replace(spoken[0], pcm=b"".join(one.pcm for one in spoken[: len(SAMPLE)]), words=())
        for spoken in by_voice
    }
    article = [by_voice[number % 3][len(SAMPLE) + number] for number in range(len(ARTICLE))]
    return article, samples, by_voice


def test_voices_are_equally_loud(cast, tmp_path, require_tool):
    """Three espeak-ng voices of different volume, pitch and rate are within 1 LU of one another in the recording."""
    article, samples, _ = cast
    sections = [section(1, [replace(utterance(n), id=one.utterance_id) for n, one in enumerate(article)])]
    matched = list(match(article, samples))
    recording = join(sections, matched, tmp_path / "spool.pcm", NO_BREAKS)
    assert recording.frame_rate_hz == 24000
    spool = recording.spool_path.read_bytes()
    parts = dict.fromkeys(samples, b"")
    for one, clip in zip(article, recording.timeline.clips, strict=True):
        parts[one.voice] += spool[48 * clip.begin_ms : 48 * clip.end_ms]
    found = [loudness(pcm, 24000, tmp_path / "part.wav", require_tool) for pcm in parts.values()]
    assert max(found) - min(found) < 1
    raw = [loudness(one.pcm, one.frame_rate_hz, tmp_path / "raw.wav", require_tool) for one in samples.values()]
    assert max(raw) - min(raw) > 5


def test_speech_keeps_its_length_and_words(cast):
    """At the highest rate every speech lasts as long as before, and its words keep their times."""
    article, samples, _ = cast
    for before, after in zip(article, match(article, samples), strict=True):
        assert after.frame_rate_hz == 24000
        assert len(after.pcm) == 2 * round(len(before.pcm) // 2 * 24000 / before.frame_rate_hz)
        assert replace(after, pcm=before.pcm, frame_rate_hz=before.frame_rate_hz) == before


def test_each_speech_is_matched_alone(cast):
    """A speech becomes the same bytes whatever comes before it, and whenever it is made."""
    article, samples, _ = cast
    together = [one.pcm for one in match(article, samples)]
    alone = [one.pcm for speech in reversed(article) for one in match([speech], samples)]
    assert together == alone[::-1]


def test_speech_ends_in_silence(cast):
    """No matched speech of the real voices begins or ends above -50 dB, though espeak-ng begins some of it louder."""
    _, samples, by_voice = cast
    assert max(edge_level(one) for spoken in by_voice for one in spoken) > 104
    for spoken, sample in zip(by_voice, samples.values(), strict=True):
        alike = {sample.voice: sample, Voice(id="dan", name="Dan"): replace(sample, frame_rate_hz=24000)}
        assert max(edge_level(one) for one in match(spoken, alike)) <= 104


def test_one_voice_is_untouched(cast):
    """Speech by the only voice stays as it is, with a sample of it or without any."""
    _, samples, by_voice = cast
    for spoken in by_voice:
        voice = spoken[0].voice
        for given in ({voice: samples[voice]}, {}):
            assert all(after is before for before, after in zip(spoken, match(spoken, given), strict=True))


def test_the_quietest_voice_at_the_rate_is_untouched():
    """The quietest voice keeps its bytes if it has the highest rate; the other one comes down to it, by one gain."""
    loud, quiet = said(1, soft(0.5)), said(2, soft(0.1), voice=BEN)
    first, second = match([loud, quiet], {AMY: loud, BEN: quiet})
    assert second.pcm == quiet.pcm
    assert all(abs(a - b / 5) <= 1 for a, b in zip(array("h", first.pcm), array("h", loud.pcm), strict=True))


def test_full_sound_is_not_cut_off():
    """The quietest voice, with a peak between two samples at full scale, stays below full scale at another rate."""
    peaks = array("h", [20000, 32767, 32767, 20000, 0, -20000, -32767, -32767, -20000, 0] * 20).tobytes()
    sample, quicker = said(1, soft(0.1) + peaks + soft(0.1)), said(2, soft(0.9, 24000), 24000, BEN)
    (found,) = match([sample], {AMY: sample, BEN: quicker})
    samples = array("h", found.pcm)
    assert max(map(abs, samples)) < 32767


def test_a_soft_sentence_stays_soft():
    """All speech of a voice has the gain of its sample, so a sentence that it says softly is not lifted."""
    sample, other = said(1, soft(0.5)), said(2, soft(0.25), voice=BEN)
    whispered = said(3, soft(0.05))
    (found,) = match([whispered], {AMY: sample, BEN: other})
    assert max(array("h", found.pcm)) == pytest.approx(max(array("h", whispered.pcm)) / 2, abs=2)


def test_a_silent_sample_is_no_measure():
    """A voice whose sample is silent gets no gain, and no other voice comes down to it."""
    silent, loud = said(1, bytes(60_000)), said(2, soft(0.5), voice=BEN)
    speech = [said(3, soft(0.3)), loud]
    assert [one.pcm for one in match(speech, {AMY: silent, BEN: loud})] == [one.pcm for one in speech]


def test_all_samples_may_be_silent():
    """Where no sample makes a sound, nothing changes but the rate."""
    samples = {AMY: said(1, bytes(4410)), BEN: said(2, bytes(4800), 24000, BEN)}
    speech = [*samples.values(), said(3, soft(0.3, 24000), 24000, CLEO)]
    assert [one.pcm for one in match(speech, samples)] == [bytes(4800), bytes(4800), speech[2].pcm]


@pytest.mark.parametrize("frames", [5_510, 66_150])
def test_a_voice_that_steps_in_is_matched(frames):
    """A voice without a sample gets the rate of the others and the loudness of the quietest, also for a short word."""
    sample, stranger = said(1, soft(0.1, 24000), 24000), said(2, tone(frames, level=0.5), voice=CLEO)
    first, second = match([sample, stranger], {AMY: sample})
    assert first is sample
    assert second.frame_rate_hz == 24000
    assert max(array("h", second.pcm)) == pytest.approx(max(array("h", sample.pcm)), rel=0.1)


@pytest.mark.parametrize("rate_hz", [16000, 22050])
def test_an_edge_at_a_level_is_faded(rate_hz):
    """Sound that stops at a level glides to silence within 3 ms; before that, and where it ends softly, it is kept."""
    frames = 3 * rate_hz // 1000
    level = array("h", [0] * 100 + [9000] * rate_hz)
    one = said(1, level.tobytes(), rate_hz)
    (found,) = match([one], {AMY: one, BEN: replace(one, voice=BEN)})
    after = array("h", found.pcm)
    assert after[-1] == 0
    assert after[:-frames] == level[:-frames]
    assert max(before - following for before, following in pairwise(after[-frames - 1 :])) < 200
