"""One process that says many texts says each of them as if it were its first."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import plain_fork
import pytest

from tts.model import Prosody, Utterance
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.espeak.engine_state import find_engine_state
from tts.speech.engines.voices import choose_voice

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the state is restored on Linux only")

TEXTS = (
    "The bees came back in April, and nobody had expected them.",
    "Implementing such a macro is already possible on stable, but without an instance of the type it requires code.",
    "Update from 1.80",
    "Москва и Киев, ну и London; Αθήνα and Θεσσαλονίκη.",
    "- - -",
    "“C'est la vie” — (déjà vu), 50 % & 3 €!",
    "中文字 and English, العربية 3",
    "x.y.z@example.com THE WHOLE IN CAPITALS",
    "😀 '\"…",
    "Yes?",
)


class PlainForkEngine(EspeakEngine):
    speaker = "plain_fork:PlainForkSpeaker"


def utterances() -> list[Utterance]:
    """Each text after each other text, at least once, and after itself."""
    order = [*range(len(TEXTS))] * 2
    texts = [TEXTS[at] for step in range(1, len(TEXTS)) for at in order[:: step + 1]]
    return [Utterance(id=f"u{number}", text="x", spoken=text) for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[EspeakEngine, PlainForkEngine]]:
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(Path(plain_fork.__file__).parent)
    with EspeakEngine() as one, PlainForkEngine() as other:
        assert one.voices() == other.voices()
        yield one, other
    if path is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = path


@pytest.mark.once
@pytest.mark.parametrize(
    ("voice", "rate_wpm"), [("en-us", 165), ("en-us", 450), ("de", 175), ("ru", 220), ("mi", 120), ("piqd", 300)]
)
def test_a_process_that_goes_on_says_the_same_bytes(
    engines: tuple[EspeakEngine, PlainForkEngine], voice: str, rate_wpm: int
) -> None:
    """In whatever order texts come, sound and word times are those of a new process for each."""
    spoken, prosody = utterances(), Prosody(rate_wpm=rate_wpm)
    one, other = (
        list(engine.synthesize_all(spoken, choose_voice(engine.voices(), voice, "en"), prosody)) for engine in engines
    )
    assert one == other


@pytest.mark.once
def test_a_hundred_other_voices_leave_no_trace() -> None:
    """However often the voice was changed before, a sentence has the same bytes."""
    with EspeakEngine() as engine:
        voice = choose_voice(engine.voices(), "en-us", "en")
        sentence, word = (Utterance(id="u1", text="x", spoken=text) for text in (TEXTS[0], "Yes."))
        first = engine.synthesize(sentence, voice, Prosody())
        for number in range(100):
            engine.synthesize(word, engine.voices()[number], Prosody(rate_wpm=200 + number))
        assert engine.synthesize(sentence, voice, Prosody()) == first


def test_the_state_is_found_in_a_known_library_only(tmp_path: Path) -> None:
    """A library of another version, or without its table of symbols, has none."""
    loader = pytest.importorskip("espeakng_loader")
    path = Path(loader.get_library_path())
    library = ctypes.CDLL(str(path))
    found = find_engine_state(library, path, "1.52.0")
    assert found
    assert len(found.counters) == len(found.values()) == 4
    assert find_engine_state(library, path, "1.53.0") is None
    (tmp_path / "stripped.so").write_bytes(path.read_bytes().replace(b"cycle_count", b"cycle_c0unt"))
    assert find_engine_state(library, tmp_path / "stripped.so", "1.52.0") is None
    (tmp_path / "other.so").write_bytes(b"MZ" + bytes(1000))
    assert find_engine_state(library, tmp_path / "other.so", "1.52.0") is None
