"""A number of a system call and its arguments -> its result, by the C library."""

from __future__ import annotations

import ctypes
import os

_PR_SET_NO_NEW_PRIVS = 38  # prctl(2)
_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def call(number: int, *arguments: int | bytes | None) -> int:
    """Return the result of the system call of this number; bytes are passed by their address.

    Raises:
        OSError: it failed, or the kernel does not have it.
    """
    passed = (ctypes.c_long(value) if isinstance(value, int) else ctypes.c_char_p(value) for value in arguments)
    result = int(_libc.syscall(ctypes.c_long(number), *passed))
    if result < 0:
        _raise_error()
    return result


def renounce_privileges() -> None:
    """Let no program give this process more rights; both Landlock and seccomp ask for this first.

    Raises:
        OSError: the kernel does not have it.
    """
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0))):
        _raise_error()


def _raise_error() -> None:
    """Raise the error of the last call."""
    number = ctypes.get_errno()
    raise OSError(number, os.strerror(number))
