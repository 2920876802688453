"""NEEDS -> a sandbox for the worker: its process can do nothing that its engine does not need.

Native code reads the texts and voice files of others. Whoever takes over an engine with one of them has no network, no
programs, no files but those of the engine, and not all of the memory. Linux offers three things for this, each of which
works without the others: Landlock restricts files, seccomp restricts system calls, and limits bound the memory. What a
system does not have is left out, which `articast doctor` shows.

The worker enters the sandbox before the engine reads anything of the user's or starts a thread. `docs/engines.md` says
what an engine can need, and `docs/reliability.md` how the sandbox is tested.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

_GIB = 1 << 30
_MAX_FILE_BYTES = 1 << 28
_MAX_OPEN_FILES = 256
# where systems keep their libraries and settings; everything else is found by Python's path
_SYSTEM_PLACES = (
    *("/usr", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix/store", "/gnu/store", "/snap", "/home/linuxbrew"),
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system"),
    *("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"),
)
_WRITABLE_PLACES = ("/dev/null",)


class Needs(NamedTuple):
    """What an engine needs besides its Python packages and the libraries of the system.

    `network` is whether it sends and receives anything, `programs` whether it starts other programs, and
    `temporary_files` whether it writes files, which it can do only in a folder of its own that `tempfile` uses.
    `readable` are files and folders of the user that it reads, such as the models of its voices. `memory_bytes` is the
    size to which it can grow.

    A named tuple, not a noun: the worker has nothing else that needs `dataclasses`, which take 17 ms to load.
    """

    network: bool = False
    programs: bool = False
    temporary_files: bool = False
    readable: tuple[Path, ...] = ()
    memory_bytes: int = 4 * _GIB

    def to_json(self) -> str:
        """Return the needs as an argument for the worker."""
        return json.dumps(self._asdict() | {"readable": [os.path.realpath(path) for path in self.readable]})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the needs that `to_json` wrote."""
        fields = json.loads(text)
        return cls(**fields | {"readable": tuple(map(Path, fields["readable"]))})

    def with_voice_file(self, path: str) -> Needs:
        """Return the needs of an engine that reads this voice file too, and the file of its settings beside it."""
        files = (Path(os.path.realpath(file)) for file in (path, f"{path}.json"))
        places = [Path(os.path.realpath(place)) for place in self.readable]
        added = tuple(file for file in files if not any(file.is_relative_to(place) for place in places))
        return self._replace(readable=(*self.readable, *added)) if added else self


def enter_sandbox(needs: Needs, folder: str = "") -> list[str]:
    """Restrict this process and its children from now on, and return by what.

    Without temporary files, `folder` is empty. Whatever fails is left out, as on a system that does not have it.
    """
    if is_switched_off():
        return []
    parts = list(_limit(needs.memory_bytes))
    if sys.platform == "linux":
        from tts.speech.engines.sandbox import landlock, seccomp  # with ctypes, which nothing needs elsewhere

        read = [*_SYSTEM_PLACES, *_python_places(), *map(str, needs.readable)]
        written = [*_WRITABLE_PLACES, *filter(None, [folder])]
        with suppress(OSError):
            version = landlock.restrict_files(read, written, network=needs.network, programs=needs.programs)
            parts.append(f"Landlock {version}")
        with suppress(OSError):
            seccomp.forbid_calls(network=needs.network, programs=needs.programs)
            parts.append("seccomp")
    return parts


def forbid_processes(needs: Needs) -> None:
    """Let this process start threads only from now on, unless its engine runs programs."""
    if sys.platform == "linux" and not needs.programs and not is_switched_off():
        from tts.speech.engines.sandbox import seccomp

        with suppress(OSError):
            seccomp.forbid_processes()


def is_switched_off() -> bool:
    """Return whether the user does without a sandbox, because packages or data are in unusual places."""
    return os.environ.get("ARTICAST_SANDBOX") == "off"


def _python_places() -> Iterator[str]:
    """Yield the places of Python, of its packages, also compiled ones, of this package, and of libraries elsewhere."""
    yield from (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, str(Path(__file__).parents[3]))
    yield from filter(None, (*sys.path, sys.pycache_prefix, *os.environ.get("LD_LIBRARY_PATH", "").split(":")))


def _limit(memory_bytes: int) -> Iterator[str]:
    """Lower the limits of this process, and yield the name of the part if the memory is among them."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _MAX_FILE_BYTES,
        resource.RLIMIT_NOFILE: _MAX_OPEN_FILES,
        resource.RLIMIT_AS: memory_bytes,
    }
    for kind, limit in limits.items():
        _, hard = resource.getrlimit(kind)
        lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with suppress(OSError, OverflowError, ValueError):  # macOS does not take every one
            resource.setrlimit(kind, (lowest, lowest))
            if kind == resource.RLIMIT_AS and sys.platform == "linux":  # macOS takes it, and does not keep to it
                yield "a limit of memory"
