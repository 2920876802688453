"""A voice file of hibari -> the spectrum of phonemes, with the length of each one known and adjustable.

The graph is the library's, loaded with two changes that need no other package. Its inner tensors of lengths become
outputs: Protocol Buffers parsers merge a message field that appears twice (Encoding, "Last One Wins"), so that a second
`ModelProto.graph` with nothing but outputs is added to the first. And its input `speed` has any length instead of 1, so
that each phoneme can have a speed of its own: the number of elements in its declared shape is made unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state

from tts.errors import EngineError
from tts.files import read_file
from tts.noun import noun
from tts.speech.engines.network_file import MAX_NETWORK_BYTES

FRAMES_PER_UNIT = 2
"""Lengths of phonemes are in units of two frames, 25 ms together."""

# onnxruntime has an exception of its own for each status, without a common base
_FAILURES: tuple[type[BaseException], ...] = (
    ValueError,
    *(
        kind
        for kind in vars(onnxruntime_pybind11_state).values()
        if isinstance(kind, type(Exception)) and issubclass(kind, Exception)
    ),
)
_NAME = rb"([\w/.:]+)"
_INPUT_SPEED = (
    b"\n\x05speed\x12\n\n\x08\x08\x01\x12\x04\n\x02\x08\x01"  # ValueInfoProto: name, float, one dimension of 1
)
_ANY_SPEED = _INPUT_SPEED[:-2] + b"\x78\x01"  # an unknown field in place of `dim_value`
_PAUSES = {",": 7, "(": 7, ")": 7, ";": 9, ":": 9, "—": 9, "…": 10, ".": 12, "!": 12, "?": 12}
"""How long the phoneme before a mark lasts at least, with the pause that the model makes at its end; in units."""


@noun
class Spectrum:
    """The model's answer: the `parts` of hibari's spectrum as `dsp.synth` takes them, and each phoneme's length.

    `lengths` are in units, with those of the silences at both ends; their frames are those of the parts.
    """

    parts: tuple[Any, ...]
    lengths: Any


class Model:
    """One voice."""

    def __init__(self, path: Path, vocabulary: Path) -> None:
        """Load the voice.

        Raises:
            EngineError: the file is missing, damaged, or not one of hibari.
        """
        self._vocabulary: dict[str, int] = json.loads(vocabulary.read_text("utf-8"))
        try:
            self._session = onnxruntime.InferenceSession(
                _with_lengths(read_file(path, MAX_NETWORK_BYTES)),
                _session_options(),
                providers=["CPUExecutionProvider"],
            )
        except OSError as error:
            raise EngineError(f"the voice {path} cannot be read ({error.strerror})") from error
        except _FAILURES as error:
            raise EngineError(f"{path} is not a voice of hibari, or is damaged; copy it again") from error

    def spectrum(self, phonemes: str, speed: float) -> tuple[Spectrum, list[int]]:
        """Return the spectrum of `phonemes` at `speed` times the voice's own, and for each the index of its length."""
        ids, places = [0], []
        for phoneme in phonemes:
            places.append(len(ids))
            if phoneme in self._vocabulary:
                ids.append(self._vocabulary[phoneme])
        ids.append(0)
        parts, lengths, own = self._run(ids, np.full(len(ids), speed, np.float32))
        wanted = _with_pauses(phonemes, places, lengths, speed)
        if (wanted != lengths).any():
            parts, lengths, _ = self._run(ids, (np.maximum(own, 0.1) / wanted).astype(np.float32))
        return Spectrum(parts=parts, lengths=lengths), places

    def _run(self, ids: Sequence[int], speeds: Any) -> tuple[tuple[Any, ...], Any, Any]:
        """Return the parts of the spectrum, the lengths in units, and the lengths before scaling and rounding."""
        *parts, lengths, own = self._session.run(None, {"ids": np.asarray([ids], np.int64), "speed": speeds})
        return tuple(part[0] for part in parts), lengths.reshape(-1).astype(np.int64), own.reshape(-1)


def _session_options() -> onnxruntime.SessionOptions:
    """Return options for one thread, whose sums have the same order every time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 4
    return options


def _with_lengths(model: bytes) -> bytes:
    """Return a voice's ONNX model with the lengths as outputs and with a speed for each phoneme.

    Raises:
        ValueError: it has no lengths, or not one input for speed.
    """
    # NodeProto: the inputs, the output; ... own lengths / speed -> round -> clip
    divided = re.search(rb"\n." + _NAME + rb"\n\x05speed\x12." + _NAME + rb"\x1a", model)
    rounded = divided and re.search(rb"\n." + re.escape(divided[2]) + rb"\x12." + _NAME + rb"\x1a", model)
    clipped = rounded and re.search(
        rb"\n." + re.escape(rounded[1]) + rb"\n." + _NAME + rb"(?:\n\x00)?\x12." + _NAME, model
    )
    if not divided or not clipped or model.count(_INPUT_SPEED) != 1:
        raise ValueError("the graph has no lengths of phonemes")
    outputs = b"".join(_field(12, _field(1, name) + _field(2, b"\n\x02\x08\x01")) for name in (clipped[2], divided[1]))
    return model.replace(_INPUT_SPEED, _ANY_SPEED) + _field(7, outputs)


def _field(number: int, content: bytes) -> bytes:
    """Return a field of Protocol Buffers with up to 127 bytes of content."""
    return bytes([number << 3 | 2, len(content)]) + content


def _with_pauses(phonemes: str, places: Sequence[int], lengths: Any, speed: float) -> Any:
    """Return `lengths` with a pause at each punctuation mark inside `phonemes`, where the model has made none."""
    wanted = lengths.copy()
    for index, mark in enumerate(phonemes):
        if mark in _PAUSES and index + 1 < len(phonemes):
            before = next((place for place in range(index - 1, -1, -1) if phonemes[place].isalpha()), None)
            if before is not None:
                place = places[before]
                wanted[place] = max(wanted[place], round(_PAUSES[mark] / speed))
    return wanted
