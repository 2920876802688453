"""PATHS -> the only files that this process and its children can open from now on, by Landlock (Linux 5.13).

See landlock(7), and Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h of the kernel. Landlock
does not look at permissions, owners and times of files, which `seccomp` keeps as they are.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable
from contextlib import suppress

from tts.speech.engines.sandbox.kernel import call, renounce_privileges

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
_PATH_BENEATH = 1  # LANDLOCK_RULE_PATH_BENEATH
# LANDLOCK_ACCESS_FS_*
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL_DEV = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_READ = _READ_FILE | _READ_DIR
_COUNTS_OF_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights there are, from which version of Landlock."""
_TCP, _TCP_VERSION = 0b11, 4  # LANDLOCK_ACCESS_NET_BIND_TCP and _CONNECT_TCP
_ABSTRACT_SOCKETS, _SIGNALS, _SCOPE_VERSION = 1 << 0, 1 << 1, 6  # LANDLOCK_SCOPE_*


def restrict_files(read: Iterable[str], written: Iterable[str], *, network: bool, programs: bool) -> int:
    """Let this process read only what is at or below the places `read` and `written`, and write only in the latter.

    Unless it needs them, it also loses programs and connections, and the signals to processes outside of the sandbox.
    Places that do not exist are left out. Return the version of Landlock.

    Raises:
        OSError: the system has no Landlock, or refuses it.
    """
    version = call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    rights = (1 << max(count for since, count in _COUNTS_OF_RIGHTS.items() if since <= version)) - 1
    if programs:
        rights &= ~_EXECUTE
    tcp = _TCP if version >= _TCP_VERSION and not network else 0
    scope = _SIGNALS | (0 if network else _ABSTRACT_SOCKETS) if version >= _SCOPE_VERSION else 0
    attributes = struct.pack("=QQQ", rights, tcp, scope)  # struct landlock_ruleset_attr
    ruleset = call(_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        for path in read:
            _allow(ruleset, path, rights & _READ)
        for path in written:
            _allow(ruleset, path, rights & ~_EXECUTE)
        renounce_privileges()
        call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Allow `rights` at the path and below, as far as they apply to its kind; do nothing if there is no such path."""
    with suppress(OSError, ValueError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                rights &= _OF_FILES
            rule = struct.pack("=Qi", rights, place)  # struct landlock_path_beneath_attr
            call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
        finally:
            os.close(place)
