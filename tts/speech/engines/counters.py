"""The counters that espeak-ng carries from one text into the next, and how they are put back.

Its sound depends on what its process said before because of a few static variables. Four integers of wavegen.c say
where it is in the table of flutter, in a voice's cycles, in the automatic gain. And the languages of the last foreign
words (translate.c) are kept, with what was said in them, for the next ones; one without its name is loaded anew.
Nothing of espeak-ng's interface resets them. They are found by their names in the library's symbol table (System V
ABI, ELF-64 object file format, "Symbol Table").
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TRIED = "1.52."  # another version may carry more over
_LANGUAGES = {"translator2_language": 20, "translator3_language": 20}
_SIZES_BYTES = {"Flutter_ix": 4, "agc": 4, "cycle_count": 4, "wave_flag": 4, **_LANGUAGES}
_ANCHOR = "espeak_Initialize"
_ELF_64_LITTLE = b"\x7fELF\x02\x01"
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_SHT_SYMTAB = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """The counters of a library that is loaded, by their addresses."""

    addresses: tuple[int, ...]
    languages: tuple[int, ...]

    def values(self) -> tuple[int, ...]:
        """What is in each of them now."""
        return tuple(ctypes.c_int.from_address(address).value for address in self.addresses)

    def put_back(self, values: tuple[int, ...]) -> None:
        """Gives each of them the value again that it had, and lets the foreign languages be forgotten."""
        for address in self.languages:
            ctypes.c_char.from_address(address).value = b"\0"
        for address, value in zip(self.addresses, values, strict=True):
            ctypes.c_int.from_address(address).value = value


def find_counters(library: ctypes.CDLL, path: Path, version: str) -> Counters | None:
    """The counters of `library`, which was loaded from `path`; None where they are not all known and found."""
    if not sys.platform.startswith("linux") or not version.startswith(_TRIED):
        return None
    symbols = _symbols(path.read_bytes())
    if symbols.keys() != {_ANCHOR, *_SIZES_BYTES}:
        return None
    shift = (ctypes.cast(library[_ANCHOR], ctypes.c_void_p).value or 0) - symbols.pop(_ANCHOR)
    languages = tuple(symbols.pop(name) + shift for name in _LANGUAGES)
    return Counters(addresses=tuple(address + shift for address in symbols.values()), languages=languages)


def _symbols(data: bytes) -> dict[str, int]:
    """The addresses of the anchor and of those counters that there is just one of, of their size, in an ELF file."""
    found: dict[str, list[int]] = {}
    for name, address, size_bytes in _table(data):
        plain = name.partition(".")[0]  # compilers number static variables: Flutter_ix.5965
        if name == _ANCHOR or _SIZES_BYTES.get(plain) == size_bytes:
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
