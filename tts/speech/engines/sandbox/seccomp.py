"""CALLS -> a filter in the kernel that refuses them, as if the process had no permission (seccomp, Linux 4.17).

A filter is a program for the BPF machine that sees the number of a system call and its arguments: seccomp(2), and
include/uapi/linux/filter.h, seccomp.h and audit.h of the kernel. It refuses what is named here, and allows the rest:
a list of what is allowed would have to know every version of Python, of the C library and of the packages.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable

from tts.speech.engines.sandbox.kernel import call, renounce_privileges

# names of calls with their numbers on x86_64 and aarch64 (asm/unistd_64.h, asm-generic/unistd.h); -1 if there is none
_NETWORK = """
    socket 41 198  connect 42 203  bind 49 200  listen 50 201  accept 43 202  accept4 288 242
    sendto 44 206  sendmsg 46 211  sendmmsg 307 269
"""
_PROGRAMS = "execve 59 221  execveat 322 281"
_OTHER_PROCESSES = """
    ptrace 101 117  process_vm_readv 310 270  process_vm_writev 311 271  process_madvise 440 440
    process_mrelease 448 448  kcmp 312 272  pidfd_open 434 434  pidfd_getfd 438 438  pidfd_send_signal 424 424
    migrate_pages 256 238  move_pages 279 239  shmget 29 194  semget 64 190  msgget 68 186  mq_open 240 180
"""
_ATTRIBUTES_OF_FILES = """
    chmod 90 -1  fchmod 91 52  fchmodat 268 53  fchmodat2 452 452  chown 92 -1  fchown 93 55  lchown 94 -1
    fchownat 260 54  utime 132 -1  utimes 235 -1  futimesat 261 -1  utimensat 280 88  setxattr 188 5  lsetxattr 189 6
    fsetxattr 190 7  setxattrat 463 463  removexattr 197 14  lremovexattr 198 15  fremovexattr 199 16
    removexattrat 466 466  file_setattr 469 469
"""
_WAYS_AROUND = """
    io_uring_setup 425 425  io_uring_enter 426 426  io_uring_register 427 427  bpf 321 280  perf_event_open 298 241
    userfaultfd 323 282  add_key 248 217  request_key 249 218  keyctl 250 219
"""
"""Calls in which others can be hidden, and parts of the kernel that were attacked often."""
_ADMINISTRATION = """
    unshare 272 97  setns 308 268  chroot 161 51  pivot_root 155 41  mount 165 40  umount2 166 39  open_tree 428 428
    move_mount 429 429  fsopen 430 430  fsconfig 431 431  fsmount 432 432  fspick 433 433  mount_setattr 442 442
    name_to_handle_at 303 264  open_by_handle_at 304 265  fanotify_init 300 262  init_module 175 105
    finit_module 313 273  delete_module 176 106  kexec_load 246 104  kexec_file_load 320 294  reboot 169 142
    swapon 167 224  swapoff 168 225  settimeofday 164 170  clock_settime 227 112  clock_adjtime 305 266
    adjtimex 159 171  sethostname 170 161  setdomainname 171 162  acct 163 89  quotactl 179 60  quotactl_fd 443 443
    syslog 103 116  iopl 172 -1  ioperm 173 -1
"""
"""What only an administrator can do, who may run Articast too."""
_LIMITS = "setrlimit 160 164"
_ALWAYS = (_LIMITS, _OTHER_PROCESSES, _ATTRIBUTES_OF_FILES, _WAYS_AROUND, _ADMINISTRATION)
_FORKS = "fork 57 -1  vfork 58 -1"
_CLONE, _CLONE3, _PRLIMIT = (56, 220), (435, 435), (302, 261)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Machine -> the index of its numbers in the tables, and its AUDIT_ARCH value."""
_SECCOMP = (317, 277)
_SET_MODE_FILTER = 1
_ALL_THREADS, _FAST = 1 << 0, 1 << 2  # SECCOMP_FILTER_FLAG_TSYNC; _SPEC_ALLOW: without it, some kernels compute slower

# codes of instructions, and where struct seccomp_data has what they load
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT, _THIRD_ARGUMENT = 0, 4, 16, 32
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_X32 = 0x40000000  # of a second table of numbers on x86_64
_CLONE_THREAD = 0x00010000
_END = -1
"""A jump to the last instruction, which refuses the call."""

_Instruction = tuple[int, int, int, int]
"""Code, how many instructions to skip if true and if not, and a constant."""


def forbid_calls(*, network: bool, programs: bool) -> None:
    """Refuse sockets and programs from now on, unless they are needed, and what no engine needs, such as higher limits.

    Raises:
        OSError: the system has no such filters, or this machine's calls are not known.
    """
    tables = (*_ALWAYS, "" if network else _NETWORK, "" if programs else _PROGRAMS)
    index, machine = _architecture()
    keeps_limits = (
        (_IF_EQUAL, 0, 4, _PRLIMIT[index]),
        (_LOAD, 0, 0, _THIRD_ARGUMENT),  # the address of the new limit, in two halves; 0 to ask for the present one
        (_IF_EQUAL, 0, _END, 0),
        (_LOAD, 0, 0, _THIRD_ARGUMENT + 4),
        (_IF_EQUAL, 0, _END, 0),
    )
    _install(write_filter(machine, read_numbers(" ".join(tables), index).values(), keeps_limits))


def forbid_processes() -> None:
    """Refuse new processes from now on, but not new threads.

    Raises:
        OSError: as above.
    """
    index, machine = _architecture()
    threads_only = (
        # the arguments of clone3 are out of sight; the C library takes clone where it is missing
        (_IF_EQUAL, 0, 1, _CLONE3[index]),
        (_RETURN, 0, 0, _REFUSE | errno.ENOSYS),
        (_IF_EQUAL, 0, 2, _CLONE[index]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_SET, 0, _END, _CLONE_THREAD),
    )
    _install(write_filter(machine, read_numbers(_FORKS, index).values(), threads_only))


def read_numbers(table: str, index: int) -> dict[str, int]:
    """Return the numbers of the calls in a table, by their names, on the architecture of this index."""
    words = table.split()
    numbers = zip(words[::3], map(int, words[1 + index :: 3]), strict=True)
    return {name: number for name, number in numbers if number >= 0}


def write_filter(machine: int, refused: Iterable[int], more: tuple[_Instruction, ...] = ()) -> bytes:
    """Return a filter that refuses these calls and all of other machines' tables, and goes through `more` for the rest.

    There are fewer than 250 instructions, because a jump has 8 bits.
    """
    instructions: list[_Instruction] = [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 0, _END, machine),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, _END, 0, _X32),
        *((_IF_EQUAL, _END, 0, number) for number in sorted(refused)),
        *more,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE | errno.EPERM),
    ]
    last = len(instructions) - 1
    packed = []
    for place, (code, if_true, if_false, constant) in enumerate(instructions):
        jumps = (last - place - 1 if jump == _END else jump for jump in (if_true, if_false))
        packed.append(struct.pack("=HBBI", code, *jumps, constant))
    return b"".join(packed)


def _architecture() -> tuple[int, int]:
    """Return the index of the numbers of this machine and its AUDIT_ARCH value; raise OSError if it is not known."""
    name = os.uname().machine
    if name not in _ARCHITECTURES or sys.maxsize < 1 << 32:  # Python for 32 bits has other numbers
        raise OSError(errno.ENOSYS, f"the system calls of {name} are not known")
    return _ARCHITECTURES[name]


def _install(instructions: bytes) -> None:
    """Let the kernel ask the filter at every call of all threads."""
    index, _ = _architecture()
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    program = struct.pack("@HP", len(instructions) // 8, ctypes.addressof(buffer))  # struct sock_fprog
    renounce_privileges()
    call(_SECCOMP[index], _SET_MODE_FILTER, _ALL_THREADS | _FAST, program)
