"""A network is loaded, made to say how long its phonemes last, and freed of chance."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tts.errors import EngineError
from tts.speech.engines.piper.graph import expose, read_graph


def _message(number: int, *fields: bytes) -> bytes:
    """Return a field of Protocol Buffers that holds others, of at most 127 bytes."""
    content = b"".join(fields)
    return bytes([number << 3 | 2, len(content)]) + content


def _node(tensor: bytes, result: bytes, operator: bytes) -> bytes:
    """Return a node of a graph (onnx.proto, NodeProto)."""
    return _message(1, _message(1, tensor), _message(2, result), _message(4, operator))


SMALL = _message(7, _node(b"a", b"d", b"Ceil"), _node(b"d", b"s", b"ReduceSum"), _node(b"d", b"c", b"CumSum"))
LOAD = """
import sys
from pathlib import Path
if len(sys.argv) > 2:
    sys.modules[sys.argv[2]] = None
from tts.errors import EngineError
try:
    from tts.speech.engines.piper.network import Network
    network = Network(Path(sys.argv[1]))
except EngineError as error:
    print(error)
"""
SPEAK = """
ids = (1, 0, 14, 0, 27, 0, 14, 0, 10, 0, 2)
def speak(ids=ids, length_scale=1.0):
    return network.speak(ids, speaker=0, length_scale=length_scale, noise=(0.667, 0.8))
first, other, again = speak(), speak(ids * 10), speak()
assert first.pcm(1) == again.pcm(1) and first.begins == again.begins
network = Network(Path(sys.argv[1]))
slow = speak(length_scale=40.0)  # needs more noise than there is at first
assert slow.begins[-1] > 20 * first.begins[-1]
assert speak().pcm(1) == first.pcm(1)
assert len(first.begins) == len(ids) and first.begins[0] == 0 and first.step_frames == 256
assert sorted(set(first.begins)) == list(first.begins) and first.begins[-1] < len(first.samples)
print("right")
"""


def run(program: str, *arguments: str) -> str:
    """Return what a program prints, without its last newline."""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_durations_are_found_by_what_the_network_does_with_them() -> None:
    """The tensor of which total and running total are taken is the one, whatever its name."""
    assert read_graph(SMALL).durations == "d"
    assert read_graph(SMALL.replace(b"CumSum", b"Concat")).durations == ""


@pytest.mark.parametrize("data", [b"no network", SMALL[:-3], b"\x3a\xff", b"\x3a" + b"\xff" * 11])
def test_other_files_are_refused(data: bytes) -> None:
    """What is not an ONNX file, or only a part of one, is an error and no endless loop."""
    with pytest.raises(EngineError, match="it is not an ONNX file"):
        read_graph(data)


def test_the_real_network_gets_an_input_and_an_output_more(model: Path) -> None:
    """Durations and both random tensors of the voice are found, and become an output and an input."""
    data = model.read_bytes()
    graph = read_graph(data)
    assert graph.inputs == ("input", "input_lengths", "scales")
    assert (graph.durations, len(graph.draws)) == ("/Ceil_output_0", 2)
    exposed = read_graph(expose(data, graph))
    assert exposed.inputs == (*graph.inputs, "articast_noise")
    assert exposed.outputs == (*graph.outputs, "/Ceil_output_0")


@pytest.mark.once
def test_durations_add_up_to_the_sound_and_chance_is_always_the_same(model: Path) -> None:
    """The same numbers give the same samples whatever came before, and each number begins inside the sound."""
    assert run(LOAD + SPEAK, str(model)) == "right"


@pytest.mark.parametrize("missing", ["onnxruntime", "numpy"])
def test_a_missing_onnxruntime_is_one_plain_line(missing: str) -> None:
    """The message says what to install."""
    message = 'onnxruntime is not installed. Install it: pip install "articast[natural]"'
    assert run(LOAD, "x.onnx", missing) == message


@pytest.mark.once
def test_a_broken_network_is_one_plain_line(model: Path, tmp_path: Path) -> None:
    """A file that is cut off, no network, or that of something else is named with the next step."""
    data = model.read_bytes()
    broken = "The file is broken. Download it again"
    for name, content, message in (
        ("half.onnx", data[: len(data) // 2], broken),
        ("page.onnx", b"<html>Not found</html>", broken),
        ("bad.onnx", data.replace(b"ReduceSum", b"ReduceSom"), broken),
        ("other.onnx", SMALL, "It is not the network of a Piper voice. Choose another voice file"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert run(LOAD, str(path)) == f"{path}: {message}"
