"""The state that espeak-ng carries from one text into the next, found in its memory and restored.

Why: a text must have the same sound whatever its process spoke before. A child that is forked for each text ensures
that without this module, but then packaging takes a quarter more processor time (docs/performance.md). With its state
restored before each text, one child may speak many.

What: two groups of static variables of espeak-ng 1.52. Four integers of wavegen.c are positions in the table of
flutter, in a voice's cycles and in the automatic gain: they get the values again that they had after the voice was
chosen. Two strings of translate.c are the languages of the last foreign words, whose translators are kept, in the state
of the last text, for the next such words: without its name a translator is loaded again.

How: nothing of espeak-ng's interface resets them, and as static variables they are not exported. But the library file
has a full symbol table (System V ABI, ELF-64 object file format, "Symbol Table") with their addresses from the start of
the library. The address of an exported function, in the file and in memory, tells where that start is.

When not: on another system, with another version, or if one of the variables is missing, is there twice or has another
size, there is no state to restore, and a child is forked for each text. Nothing is written to any other address.
`tests/speech/engines/test_engine_state.py` compares the sound of both ways byte by byte.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_TESTED_VERSION = "1.52."  # another one may carry more over
_LANGUAGES = {"translator2_language": 20, "translator3_language": 20}
_SIZES_BYTES = {"Flutter_ix": 4, "agc": 4, "cycle_count": 4, "wave_flag": 4, **_LANGUAGES}
_EXPORTED = "espeak_Initialize"
_ELF_64_LITTLE = b"\x7fELF\x02\x01"
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_SHT_SYMTAB = 2


class EngineState:
    """The state of a loaded library, by the addresses of its counters and of the names of its foreign languages.

    Not a noun, because the worker does without `dataclasses`; see `sandbox.Needs`.
    """

    def __init__(self, counters: Sequence[int], languages: Sequence[int]) -> None:
        self.counters = counters
        self.languages = languages

    def values(self) -> tuple[int, ...]:
        """Return the current values of the counters."""
        return tuple(ctypes.c_int.from_address(address).value for address in self.counters)

    def restore(self, values: tuple[int, ...]) -> None:
        """Set the counters to `values`, and let espeak-ng forget the foreign languages."""
        for address in self.languages:
            ctypes.c_char.from_address(address).value = b"\0"
        for address, value in zip(self.counters, values, strict=True):
            ctypes.c_int.from_address(address).value = value


def find_engine_state(library: ctypes.CDLL, path: Path, version: str) -> EngineState | None:
    """Return the state of `library`, which was loaded from `path`; None unless all of it is known and found."""
    if not sys.platform.startswith("linux") or not version.startswith(_TESTED_VERSION):
        return None
    found: dict[str, list[int]] = {}
    for name, address, size_bytes in _read_symbols(path.read_bytes()):
        plain = name.partition(".")[0]  # compilers number static variables: Flutter_ix.5965
        if name == _EXPORTED or _SIZES_BYTES.get(plain) == size_bytes:
            found.setdefault(plain, []).append(address)
    symbols = {name: addresses[0] for name, addresses in found.items() if len(addresses) == 1}
    if symbols.keys() != {_EXPORTED, *_SIZES_BYTES}:
        return None
    start = (ctypes.cast(library[_EXPORTED], ctypes.c_void_p).value or 0) - symbols.pop(_EXPORTED)
    languages = [start + symbols.pop(name) for name in _LANGUAGES]
    return EngineState([start + address for address in symbols.values()], languages)


def _read_symbols(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield name, address and size in bytes of each symbol of an ELF file; none of any other file."""
    if not data.startswith(_ELF_64_LITTLE):
        return
    (first,) = struct.unpack_from("<Q", data, 40)
    entry_bytes, count = struct.unpack_from("<HH", data, 58)
    sections = [_SECTION.unpack_from(data, first + index * entry_bytes) for index in range(count)]
    for _, kind, _, _, begin, size, link, _, _, _ in sections:
        if kind == _SHT_SYMTAB:
            names = sections[link][4]
            for name, _, _, _, address, size_bytes in _SYMBOL.iter_unpack(data[begin : begin + size]):
                start = names + name
                yield data[start : data.index(b"\0", start)].decode("ascii", "replace"), address, size_bytes
