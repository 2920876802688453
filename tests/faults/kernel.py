"""Run a function in a process whose system calls this process answers: the n-th one of a kind can be made to fail.

Linux hands the calls to us (seccomp_unotify(2)), whoever makes them: Python, libav, or a worker process. Nothing is
patched, and no other program is needed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import select
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path

FILES = {
    0: "read", 1: "write", 2: "open", 4: "stat", 6: "lstat", 17: "pread64", 18: "pwrite64", 19: "readv", 20: "writev",
    21: "access", 32: "dup", 40: "sendfile", 72: "fcntl", 73: "flock", 74: "fsync", 75: "fdatasync", 76: "truncate",
    77: "ftruncate", 78: "getdents", 79: "getcwd", 80: "chdir", 82: "rename", 83: "mkdir", 84: "rmdir", 85: "creat",
    86: "link", 87: "unlink", 88: "symlink", 89: "readlink", 90: "chmod", 91: "fchmod", 217: "getdents64",
    257: "openat", 258: "mkdirat", 262: "newfstatat", 263: "unlinkat", 264: "renameat", 267: "readlinkat",
    268: "fchmodat", 269: "faccessat", 280: "utimensat", 285: "fallocate", 292: "dup3", 293: "pipe2",
    316: "renameat2", 319: "memfd_create", 326: "copy_file_range", 332: "statx", 439: "faccessat2",
}  # fmt: skip
"""Calls about files, by their numbers on x86-64. `close` is not among them: it releases the file also when it fails."""

PROCESSES = {41: "socket", 53: "socketpair", 56: "clone", 57: "fork", 58: "vfork", 59: "execve", 435: "clone3"}
MEMORY = {9: "mmap", 12: "brk", 25: "mremap"}
BIG_BYTES = 128 * 1024
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE)

_PATH_FIRST = {"open", "stat", "lstat", "access", "truncate", "chdir", "rename", "mkdir", "rmdir", "creat", "link",
               "unlink", "symlink", "readlink", "chmod", "execve"}  # fmt: skip
_PATH_SECOND = {"openat", "mkdirat", "newfstatat", "unlinkat", "renameat", "readlinkat", "fchmodat", "faccessat",
                "utimensat", "renameat2", "statx", "faccessat2"}  # fmt: skip

_LIBC = ctypes.CDLL(None, use_errno=True)
_SECCOMP, _PR_SET_NO_NEW_PRIVS = 317, 38
_SET_MODE_FILTER, _GET_NOTIF_SIZES, _NEW_LISTENER = 1, 3, 8
_ALLOW, _USER_NOTIF, _ARCH = 0x7FFF0000, 0x7FC00000, 0xC000003E
_RECV, _SEND = 0xC0502100, 0xC0182101
_CONTINUE = 1
_NOTICE = struct.Struct("=QII iIQ6Q")
_ANSWER = struct.Struct("=QqiI")


def is_supported() -> bool:
    """Return whether this system hands over calls: Linux on x86-64, unless a container forbids it."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    sizes = (ctypes.c_uint16 * 3)()
    return _LIBC.syscall(_SECCOMP, _GET_NOTIF_SIZES, 0, sizes) == 0 and list(sizes)[:2] == [_NOTICE.size, _ANSWER.size]


@dataclass(slots=True, kw_only=True)
class Fault:
    """The calls `first` to `first + count - 1` of those in `kinds` fail with `code`; none of them if `first` is 0.

    With `signal`, the process gets it there in place of the error, and SIGKILL also the processes that it started.
    `kinds` are the calls that are counted, and `is_counted` may leave some of them out. `seen` counts them, and `place`
    says which one failed. `names` has all of them, where `is_listing`.
    """

    kinds: Mapping[int, str]
    first: int = 0
    count: int = 1
    code: int = errno.EIO
    signal: int = 0
    is_listing: bool = False
    seen: int = 0
    place: str = ""
    names: list[str] = field(default_factory=list)

    def answer(self, number: int, arguments: tuple[int, ...], task: int, child: int) -> int:
        """Return the error for a call, 0 for none."""
        name = self.kinds[number]
        if name == "write" and arguments[0] in (1, 2) and Path(f"/proc/{child}/task/{task}").exists():
            return 0  # without standard error there is no message to judge
        if (name == "mmap" and (arguments[1] < BIG_BYTES or not arguments[3] & 0x20)) or (
            name == "mremap" and arguments[2] < BIG_BYTES
        ):
            return 0
        self.seen += 1
        if self.is_listing:
            self.names.append(_describe(name, arguments, task))
        if not self.first <= self.seen < self.first + self.count:
            return 0
        self.place = self.place or _describe(name, arguments, task)
        if self.signal:
            (os.killpg if self.signal == signal.SIGKILL else os.kill)(child, self.signal)
            return 0
        if name in PROCESSES.values():
            return errno.EAGAIN
        return self.code


def _describe(name: str, arguments: tuple[int, ...], task: int) -> str:
    """Return a call with the path that it is about."""
    with suppress(OSError):
        if name in _PATH_FIRST or name in _PATH_SECOND:
            address = arguments[0 if name in _PATH_FIRST else 1]
            with open(f"/proc/{task}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
                memory.seek(address)
                path = memory.read(400).partition(b"\0")[0].decode(errors="replace")
            return f"{name} {path}"
        if name in MEMORY.values():
            return f"{name} {arguments[2 if name == 'mremap' else 1]}"
        return f"{name} {os.readlink(f'/proc/{task}/fd/{arguments[0]}')}"  # noqa: PTH115
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a supervised process ended: its exit status (negative for a signal), and the lines of its two streams."""

    status: int
    out: str
    err: str
    is_hung: bool


def supervise(
    prepare: Callable[[], None], body: Callable[[], int], fault: Fault, streams: Path, *, deadline_s: float = 120
) -> Ended:
    """Run `prepare` in a child process, and `body` with the `fault`; `streams` is the folder for its output."""
    ours, theirs = socket.socketpair()
    out, err = streams / "out", streams / "err"
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        status = 99
        try:
            ours.close()
            prepare()
            signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background of a shell
            _enter(theirs, fault, out, err)
            try:
                status = body()
            except BaseException as error:  # noqa: BLE001 - as the interpreter does
                traceback.print_exception(error)
                status = 1
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError, AttributeError):
                    stream.flush()
        finally:
            os._exit(status)
    theirs.close()
    with ours:
        _, (listener, *_), *_ = socket.recv_fds(ours, 1, 1)
    is_hung = False
    try:
        is_hung = not _answer_all(listener, fault, child, time.monotonic() + deadline_s)
    finally:
        if is_hung:
            os.killpg(child, signal.SIGKILL)
        os.close(listener)
        _, status = os.waitpid(child, 0)
    read = [stream.read_text(encoding="utf-8", errors="replace") for stream in (out, err)]
    return Ended(status=os.waitstatus_to_exitcode(status), out=read[0], err=read[1], is_hung=is_hung)


def _enter(theirs: socket.socket, fault: Fault, out: Path, err: Path) -> None:
    """Take the streams, and hand over the calls of this process and of those that it starts."""
    os.setsid()
    for number, path in enumerate((Path(os.devnull), out, err)):
        opened = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    steps = [(0x20, 0, 0, 4), (0x15, 1, 0, _ARCH), (0x06, 0, 0, _ALLOW), (0x20, 0, 0, 0)]
    numbers = sorted(fault.kinds)
    for index, number in enumerate(numbers):
        steps.append((0x15, len(numbers) - index, 0, number))
    steps += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _USER_NOTIF)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    listener = _LIBC.syscall(_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, program)
    if listener < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    socket.send_fds(theirs, [b"x"], [listener])
    os.close(listener)
    theirs.close()


def _answer_all(listener: int, fault: Fault, child: int, deadline_s: float) -> bool:
    """Answer the calls until no process makes them any more; return False if that is not so in time."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    notice = bytearray(_NOTICE.size)
    empty = bytes(_NOTICE.size)
    while True:
        events = poll.poll(max(0, 1000 * (deadline_s - time.monotonic())))
        if not events:
            return False
        if not events[0][1] & select.POLLIN:
            return True
        notice[:] = empty
        try:
            ioctl(listener, _RECV, notice)
            identity, task, _, number, _, _, *arguments = _NOTICE.unpack(notice)
            code = fault.answer(number, tuple(arguments), task, child)
            ioctl(listener, _SEND, _ANSWER.pack(identity, 0, -code, 0 if code else _CONTINUE))
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EINTR):  # it was killed, or a signal came first
                raise
