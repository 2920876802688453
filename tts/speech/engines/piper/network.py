"""A network of Piper, run by onnxruntime: numbers of symbols in, sound out. For the worker only.

One thread, so that sums always have the same order, and the same random numbers for each run: the same input
gives the same bytes, whatever was said before.
"""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

from tts.errors import EngineError
from tts.files import read_file
from tts.noun import noun
from tts.speech.engines.network_file import MAX_NETWORK_BYTES
from tts.speech.engines.piper.graph import NOISE, expose, read_graph

try:
    import numpy as np
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as errors
except ImportError:
    raise EngineError('onnxruntime is not installed. Install it: pip install "articast[natural]"') from None

_FAILURES = (
    errors.Fail,
    errors.InvalidArgument,
    errors.InvalidGraph,
    errors.InvalidProtobuf,
    errors.NotImplemented,
    errors.RuntimeException,
)
"""What onnxruntime raises; these have no class in common."""
VERSION = f"onnxruntime {onnxruntime.__version__}"
_INPUTS = ("input", "input_lengths", "scales")
_USUAL_STEP_FRAMES = 256
_NOT_PIPER = "It is not the network of a Piper voice. Choose another voice file"
_BROKEN = "The file is broken. Download it again"
_SEED = 20_000
_CHANNELS = 192
"""Of the noise; the widest draw in a network of Piper."""
_STEPS_PER_SYMBOL = 8
"""For how many steps of sound for each number there is noise at first."""
_MAX_STEPS = 1 << 17


@noun
class Sound:
    """Samples from -1 to 1. `begins` are the frames in which each number begins (None if the network does not say).

    Durations are whole steps of `step_frames`.
    """

    samples: Any
    begins: tuple[int, ...] | None
    step_frames: int

    def pcm(self, volume: float) -> bytes:
        """Return 16-bit PCM with the samples `volume` times as loud; samples that are too loud are clipped."""
        return bytes((np.clip(self.samples * volume, -1, 1) * 32767).astype("<i2").tobytes())


class Network:
    """A loaded network."""

    def __init__(self, model: Path) -> None:
        """Load the file `model`.

        Raises:
            EngineError: the file is not a network of Piper, or broken.
        """
        try:
            data = read_file(model, MAX_NETWORK_BYTES)
            graph = read_graph(data)
        except OSError as error:
            raise EngineError(f"{error.strerror}. Choose another voice file", path=model) from None
        except EngineError:
            raise EngineError(_BROKEN, path=model) from None
        if not set(_INPUTS) <= set(graph.inputs) or not graph.outputs:
            raise EngineError(_NOT_PIPER, path=model)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.enable_mem_pattern = False  # it pays for texts of one length only
        options.log_severity_level = 4  # what matters is raised
        self._outputs = [graph.outputs[0], *filter(None, [graph.durations])]
        self._takes_speaker = "sid" in graph.inputs
        self._takes_noise = bool(graph.draws)
        self._noise = _noise(0)
        try:
            data = expose(data, graph)
            self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except _FAILURES:
            raise EngineError(_BROKEN, path=model) from None

    def speak(self, ids: tuple[int, ...], *, speaker: int, length_scale: float, noise: tuple[float, float]) -> Sound:
        """Return the sound of `ids`, `length_scale` times as long as usual; `noise` scales the random numbers.

        Raises:
            EngineError: the network fails.
        """
        inputs = {
            "input": np.array([ids], dtype=np.int64),
            "input_lengths": np.array([len(ids)], dtype=np.int64),
            "scales": np.array([noise[0], length_scale, noise[1]], dtype=np.float32),
        }
        if self._takes_speaker:
            inputs["sid"] = np.array([speaker], dtype=np.int64)
        samples, *durations = self._run(inputs, round(len(ids) * _STEPS_PER_SYMBOL * max(length_scale, 1)))
        samples = samples.reshape(-1)
        steps = durations[0].reshape(-1).round().astype(int).tolist() if durations else []
        if len(steps) != len(ids) or not sum(steps) or len(samples) % sum(steps):
            return Sound(samples=samples, begins=None, step_frames=_USUAL_STEP_FRAMES)
        step_frames = len(samples) // sum(steps)
        begins = tuple(step * step_frames for step in accumulate(steps[:-1], initial=0))
        return Sound(samples=samples, begins=begins, step_frames=step_frames)

    def _run(self, inputs: dict[str, Any], steps: int) -> list[Any]:
        """Return the outputs for `inputs`, with noise for `steps` at least: more, if the sound is longer.

        Raises:
            EngineError: the network fails.
        """
        while True:
            if self._takes_noise:
                if steps > self._noise.shape[2]:
                    self._noise = _noise(steps)
                inputs[NOISE] = self._noise
            try:
                return list(self._session.run(self._outputs, inputs))
            except _FAILURES as error:
                if not self._takes_noise or steps > _MAX_STEPS:
                    raise EngineError(f"the network fails: {error}".partition("\n")[0]) from None
            steps = 4 * self._noise.shape[2]


def _noise(steps: int) -> Any:
    """Return normally distributed numbers for `steps` steps: always the same, and the same first ones for fewer."""
    numbers = np.random.default_rng(_SEED).standard_normal((1, steps, _CHANNELS), dtype=np.float32)
    return numbers.transpose(0, 2, 1)
