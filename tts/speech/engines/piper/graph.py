"""Find durations and random numbers inside the network of an ONNX file, and make them an output and an input.

Networks of Piper (VITS) work out how long each phoneme lasts, and draw random numbers, but their files list neither
among outputs and inputs. An ONNX file is one message of Protocol Buffers, ModelProto (onnx/onnx.proto). Only the few
fields that are needed are read here. What is added is appended to the file: a message that occurs twice is merged, and
what is repeated in it is joined (Protocol Buffers, "Encoding", "Last One Wins").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tts.errors import EngineError
from tts.noun import noun

NOISE = "articast_noise"
"""The added input: random numbers, of which each draw takes the first ones in each dimension."""

# numbers of fields in onnx.proto
_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_INPUT, _GRAPH_OUTPUT = 1, 5, 11, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_OPERATOR = 1, 2, 4
_VALUE_NAME = 1
# kinds of fields, Protocol Buffers, "Encoding", "Message Structure"
_VARINT, _I64, _LENGTH, _I32 = 0, 1, 2, 5

_FLOATS = b"\x12\x04\x0a\x02\x08\x01"  # ValueInfoProto.type: a tensor of floats of any shape
_BEGINS = "articast_begins"
_BEGINS_TENSOR = b"\x08\x03\x10\x07\x4a\x18" + bytes(24)  # TensorProto dims [3], data_type INT64, raw_data


@noun
class Graph:
    """What matters of a network: the names of its `inputs` and `outputs`, and of tensors inside.

    `durations` holds how long each phoneme lasts ("" if it is not found). `draws` are the random tensors: the name,
    the name of the tensor that has the same shape, and where in the file the name's last byte is.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    durations: str
    draws: tuple[tuple[str, str, int], ...]


def read_graph(model: bytes) -> Graph:
    """Return what an ONNX file says of its network.

    The durations are the one tensor of which the network takes both the total, for the length of the sound, and the
    running total, for where each phoneme begins.

    Raises:
        EngineError: it is not an ONNX file.
    """
    inputs: list[str] = []
    outputs: list[str] = []
    operators: dict[str, set[str]] = defaultdict(set)
    draws: list[tuple[str, str, int]] = []
    data = memoryview(model)
    try:
        for graph in _fields(data, (0, len(data)), _MODEL_GRAPH):
            inputs += [_text(data, value, _VALUE_NAME) for value in _fields(data, graph, _GRAPH_INPUT)]
            outputs += [_text(data, value, _VALUE_NAME) for value in _fields(data, graph, _GRAPH_OUTPUT)]
            for node in _fields(data, graph, _GRAPH_NODE):
                operator = _text(data, node, _NODE_OPERATOR)
                for begin, end in _fields(data, node, _NODE_INPUT):
                    operators[str(data[begin:end], "utf-8")].add(operator)
                if operator == "RandomNormalLike":
                    _, end = next(_fields(data, node, _NODE_OUTPUT))
                    draws.append((_text(data, node, _NODE_OUTPUT), _text(data, node, _NODE_INPUT), end - 1))
    except (IndexError, StopIteration, ValueError):
        raise EngineError("it is not an ONNX file") from None
    summed = [name for name, users in operators.items() if {"ReduceSum", "CumSum"} <= users]
    return Graph(
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        durations=summed[0] if len(summed) == 1 else "",
        draws=tuple(draws),
    )


def expose(model: bytes, graph: Graph) -> bytes:
    """Return the ONNX file with the durations as last output, and with the input `NOISE` in place of random numbers.

    Each random tensor gets another name, under which nothing uses it; under its old one comes a part of the noise:
    `Slice(NOISE, [0, 0, 0], Shape(tensor of the same shape))` (ONNX, "Operators").
    """
    added = _field(_GRAPH_OUTPUT, _float_value(graph.durations)) if graph.durations else b""
    if graph.draws:
        added += _field(_GRAPH_INPUT, _float_value(NOISE))
        added += _field(_GRAPH_INITIALIZER, _BEGINS_TENSOR + _field(8, _BEGINS.encode()))
    for name, like, _ in graph.draws:
        shape = f"{name}_articast_shape"
        added += _field(_GRAPH_NODE, _node("Shape", [like], shape))
        added += _field(_GRAPH_NODE, _node("Slice", [NOISE, _BEGINS, shape], name))
    view, begin = memoryview(model), 0
    parts: list[bytes | memoryview] = []
    for last in sorted(last for _, _, last in graph.draws):
        parts += [view[begin:last], b"~"]
        begin = last + 1
    return b"".join((*parts, view[begin:], _field(_MODEL_GRAPH, added)))  # a file of 60 MB is copied once


def _float_value(name: str) -> bytes:
    """Return the ValueInfoProto of a float tensor."""
    return _field(_VALUE_NAME, name.encode()) + _FLOATS


def _node(operator: str, inputs: list[str], output: str) -> bytes:
    """Return a NodeProto."""
    return (
        b"".join(_field(_NODE_INPUT, name.encode()) for name in inputs)
        + _field(_NODE_OUTPUT, output.encode())
        + _field(_NODE_OPERATOR, operator.encode())
    )


def _field(number: int, data: bytes) -> bytes:
    """Return a field of a message, with its key and its length in front of it."""
    length, size = b"", len(data)
    while size > 0x7F:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return bytes([number << 3 | _LENGTH]) + length + bytes([size]) + data


def _text(data: memoryview, message: tuple[int, int], wanted: int) -> str:
    """Return the text of the field `wanted` of a message; "" if it has none."""
    return next((str(data[begin:end], "utf-8") for begin, end in _fields(data, message, wanted)), "")


def _fields(data: memoryview, message: tuple[int, int], wanted: int) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each value of the field `wanted`, which holds bytes, in a message (begin and end).

    Raises:
        ValueError: it is no message.
        IndexError: as above.
    """
    position, message_end = message
    while position < message_end:
        key, position = _varint(data, position)
        kind = key & 7
        if kind == _VARINT:
            _, position = _varint(data, position)
            continue
        if kind == _LENGTH:
            size, position = _varint(data, position)
        elif kind in (_I64, _I32):
            size = 8 if kind == _I64 else 4
        else:
            raise ValueError(f"a field of kind {kind}")
        if position + size > message_end:
            raise ValueError("a field is longer than its message")
        if kind == _LENGTH and key >> 3 == wanted:
            yield position, position + size
        position += size


def _varint(data: memoryview, position: int) -> tuple[int, int]:
    """Return the number at `position` and the position after it; raise `ValueError` if it has over 64 bits."""
    number = shift = 0
    while shift < 64:
        byte = data[position]
        position += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, position
        shift += 7
    raise ValueError("a number of more than 64 bits")
