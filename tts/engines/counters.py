"""The counters that espeak-ng carries from one text into the next, and how they are put back.

Its sound depends on what its process said before because of a few static integers of libespeak-ng/wavegen.c: where it
is in the table of flutter, in a voice's cycles, in the automatic gain. Nothing of its interface resets them. They are
found by their names in the library's symbol table (System V ABI, ELF-64 object file format, "Symbol Table").
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TRIED = "1.52"
"""The version of espeak-ng for which these are known to be all: another one may carry more over."""

_NAMES = frozenset({"Flutter_ix", "agc", "cycle_count", "wave_flag"})
_ANCHOR = "espeak_Initialize"
_ELF_64_LITTLE = b"\x7fELF\x02\x01"
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_SHT_SYMTAB = 2
_INT_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """The counters of a library that is loaded: their addresses, and what was in them when it was made."""

    values: tuple[tuple[int, int], ...]

    def put_back(self) -> None:
        """Gives every counter the value again that it had."""
        for address, value in self.values:
            ctypes.c_int.from_address(address).value = value


def counters(library: ctypes.CDLL, path: Path) -> Counters | None:
    """The counters of `library`, which was loaded from `path`, as they are; None where they are not all found."""
    if not sys.platform.startswith("linux"):
        return None
    symbols = _symbols(path.read_bytes())
    if _ANCHOR not in symbols or not symbols.keys() >= _NAMES:
        return None
    loaded = ctypes.cast(library[_ANCHOR], ctypes.c_void_p).value or 0
    addresses = [loaded - symbols[_ANCHOR] + symbols[name] for name in sorted(_NAMES)]
    return Counters(values=tuple((address, ctypes.c_int.from_address(address).value) for address in addresses))


def _symbols(data: bytes) -> Mapping[str, int]:
    """The addresses of the anchor and of those counters that there is just one of, an integer, in an ELF file."""
    found: dict[str, list[int]] = {}
    for name, address, size_bytes in _table(data):
        plain = name.partition(".")[0]  # compilers number static variables: Flutter_ix.5965
        if name == _ANCHOR or (plain in _NAMES and size_bytes == _INT_BYTES):
            found.setdefault(plain, []).append(address)
    return {name: addresses[0] for name, addresses in found.items() if len(addresses) == 1}


def _table(data: bytes) -> Iterator[tuple[str, int, int]]:
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
