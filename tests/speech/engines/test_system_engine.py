"""The stock drivers of pyttsx3: for real where espeak is installed, and what is said where it is not."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tts.errors import EngineError
from tts.model import Prosody, Utterance, Voice
from tts.speech.engines.system.engine import SystemEngine
from tts.speech.engines.voices import choose_voice


def _has_espeak() -> bool:
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        return False
    return True


needs_espeak = pytest.mark.skipif(not _has_espeak(), reason="no libespeak-ng.so.1 on this system")


def utterance(spoken: str) -> Utterance:
    return Utterance(id="u1", text="shown", spoken=spoken)


@pytest.fixture(scope="module")
def engine() -> Iterator[SystemEngine]:
    with SystemEngine() as engine:
        yield engine


@pytest.fixture(scope="module")
def voice(engine: SystemEngine) -> Voice:
    return choose_voice(engine.voices(), None, "en-US")


@needs_espeak
def test_each_text_has_its_own_whole_sound(engine: SystemEngine, voice: Voice) -> None:
    """Long, short, long: no sound is stale, cut off or another text's."""
    texts = ["Bees fly over the hill. " * 30, "Yes.", "Bees fly over the hill. " * 30]
    lengths = [one.duration_ms for one in engine.synthesize_all(map(utterance, texts), voice, Prosody())]
    assert lengths[1] < 2_000 < 30_000 < lengths[0]
    assert abs(lengths[0] - lengths[2]) < 100


@needs_espeak
@pytest.mark.parametrize("spoken", ["", " ", "...", "a\0b", "\ud800"])
def test_odd_text(engine: SystemEngine, voice: Voice, spoken: str) -> None:
    """Texts without anything to say give a speech and no hang."""
    assert engine.synthesize(utterance(spoken), voice, Prosody()).duration_ms >= 100


@needs_espeak
def test_prosody_reaches_the_driver(engine: SystemEngine, voice: Voice) -> None:
    """A higher rate is shorter, less volume is lower, another pitch is not an error."""
    plain = engine.synthesize(utterance("A sentence of some length."), voice, Prosody())
    other = engine.synthesize(
        utterance("A sentence of some length."), voice, Prosody(rate_wpm=330, volume=20, pitch=80)
    )
    assert other.duration_ms < 0.75 * plain.duration_ms
    assert max(memoryview(other.pcm).cast("h")) < 0.5 * max(memoryview(plain.pcm).cast("h"))


@needs_espeak
def test_voices_and_info(engine: SystemEngine) -> None:
    """Voices carry BCP 47 tags, and the engine promises neither word times nor the same bytes."""
    voices = engine.voices()
    assert any("en-US" in voice.languages for voice in voices)
    assert engine.info.version.startswith("pyttsx3 ")
    assert not engine.info.word_times
    assert not engine.info.repeatable


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the advice is for Linux")
def test_without_espeak_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux without espeak the engine does not start, and says what to install or to use instead."""
    from tts.speech.engines.system import speaker

    def missing() -> None:
        raise RuntimeError("This means you probably do not have eSpeak or eSpeak-ng installed!")

    monkeypatch.setattr(speaker.pyttsx3, "init", missing)
    with pytest.raises(EngineError, match=r"^this system has no espeak-ng; install it .* or use --engine espeak$"):
        speaker.SystemSpeaker()


@needs_espeak
def test_a_killed_worker_leaves_no_file(voice: Voice) -> None:
    """The folder for the sounds of a worker goes with it, also when the worker is killed while it speaks."""
    with SystemEngine() as engine:
        speeches = engine.synthesize_all([utterance("Bees fly over the hill. " * 50)] * 5, voice, Prosody())
        next(speeches)
        folder = Path(engine._worker._process.args[-1])  # type: ignore[index, arg-type]
        assert folder.is_dir()
        speeches.close()
        assert not folder.exists()
