"""Files of others are read only after a look at what they are, and never past a limit."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tts.files import (
    NotRegularFileError,
    TooLargeFileError,
    describe_unreadable,
    open_file,
    read_beginning,
    read_file,
    walk_folder,
)

LIMIT_BYTES = 1000
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes, devices or sockets among its files")


def _make_socket(path: Path) -> None:
    """Bind a socket to `path`, whose name stays after it is closed."""
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has at most 107 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def _make_large(path: Path) -> None:
    """Make a file of 6 GB that takes no space."""
    with path.open("wb") as file:
        file.truncate(6_000_000_000)


OTHERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo if hasattr(os, "mkfifo") else Path.touch, "This is a pipe, not a regular file."),
    "socket": (_make_socket, "This is a socket, not a regular file."),
    "device": (lambda path: path.symlink_to("/dev/zero"), "This is a device, not a regular file."),
    "folder": (Path.mkdir, "This is a folder."),
    "nothing": (lambda path: path.symlink_to("nowhere"), "There is no such file."),
    "below a file": (lambda path: path.symlink_to(f"{__file__}/below"), "There is no such file."),
    "loop": (lambda path: path.symlink_to(path.name), "The link leads back to itself."),
    "large": (_make_large, "The file has 6000 MB; 1000 bytes is the limit."),
}


@POSIX
@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("read", [read_file, open_file])
def test_what_is_no_regular_file_is_refused(tmp_path: Path, kind: str, read: Callable[[Path, int], object]) -> None:
    """A pipe, a device, a socket, a folder, a loop of links and a file of 6 GB are refused with a next step."""
    make, expected = OTHERS[kind]
    make(tmp_path / "file")
    with pytest.raises(OSError, match="file") as caught:
        read(tmp_path / "file", LIMIT_BYTES)
    message = describe_unreadable(caught.value)
    assert message.startswith(expected)
    assert message.endswith(".")
    assert message.count(".") >= 2


@POSIX
def test_an_unreadable_file_is_named_with_its_cause(tmp_path: Path) -> None:
    """Where the system refuses a file, its cause and the advice of the caller are in the message."""
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "bees.md")
    expected = "The file cannot be read: Permission denied. Check its owner."
    assert describe_unreadable(error, "Check its owner.") == expected
    file = tmp_path / "bees.md"
    file.touch(mode=0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(PermissionError):
        read_file(file, LIMIT_BYTES)


@pytest.mark.parametrize("name", ["a\0b", "a\udfffb"])
def test_an_impossible_name_is_no_file(tmp_path: Path, name: str) -> None:
    """A name that no file can have is that of a file that is not there."""
    with pytest.raises(FileNotFoundError) as caught:
        read_file(tmp_path / name, LIMIT_BYTES)
    assert describe_unreadable(caught.value) == "There is no such file. Check its name."


@pytest.mark.parametrize("count", [0, 1, LIMIT_BYTES - 1, LIMIT_BYTES])
def test_a_file_within_the_limit_is_read_whole(tmp_path: Path, count: int) -> None:
    """A file of at most the limit is read to its last byte, and `read_beginning` reads the first bytes of any."""
    file, data = tmp_path / "file", bytes(range(256)) * 4
    file.write_bytes(data[:count])
    assert read_file(file, LIMIT_BYTES) == data[:count]
    assert read_beginning(file, 10) == data[:count][:10]


@pytest.mark.parametrize("look", [1, 2])
@pytest.mark.parametrize("count", [0, 5, LIMIT_BYTES - 10, LIMIT_BYTES - 9, 5000, 3_000_000])
def test_a_growing_file_is_read_up_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, look: int
) -> None:
    """A file that has grown since a look at it is read on, and refused where it passes the limit."""
    file, fstat, looks = tmp_path / "file", os.fstat, list[int]()
    file.write_bytes(b"a" * 10)

    def grow(descriptor: int) -> os.stat_result:
        """Return the state of the file, and write more into it after the look that is tried."""
        state = fstat(descriptor)
        looks.append(descriptor)
        if len(looks) == look:
            with file.open("ab") as opened:
                opened.write(b"b" * count)
        return state

    monkeypatch.setattr(os, "fstat", grow)
    if count + 10 <= LIMIT_BYTES:
        assert read_file(file, LIMIT_BYTES) == b"a" * 10 + b"b" * count
        return
    with pytest.raises(TooLargeFileError) as caught:
        read_file(file, LIMIT_BYTES)
    assert "1000 bytes is the limit" in describe_unreadable(caught.value)


@POSIX
def test_a_file_replaced_between_look_and_opening_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that takes the place of a file after the look is refused as well, and nothing waits for it."""
    file, system_open = tmp_path / "file", os.open
    file.write_bytes(b"bees")

    def replace(path: Path, flags: int) -> int:
        """Open what has just taken the place of the file."""
        path.unlink()
        os.mkfifo(path)
        return system_open(path, flags)

    monkeypatch.setattr(os, "open", replace)
    with pytest.raises(NotRegularFileError) as caught:
        read_file(file, LIMIT_BYTES)
    assert describe_unreadable(caught.value).startswith("This is a pipe")


@POSIX
def test_too_many_open_files_are_one_sentence(tmp_path: Path) -> None:
    """Where the system allows no further file to be opened, the message says how to allow more."""
    import resource

    file = tmp_path / "file"
    file.write_bytes(b"bees")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        with pytest.raises(OSError, match="open files") as caught:
            read_file(file, LIMIT_BYTES)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "ulimit -n" in describe_unreadable(caught.value)


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="only Linux has files that wait for the system")
def test_a_file_of_the_system_is_not_waited_for(tmp_path: Path) -> None:
    """A file of the system, which says that it has no bytes and has them all the same, is read up to the limit."""
    with pytest.raises(TooLargeFileError) as caught:
        read_file(Path("/proc/self/maps"), LIMIT_BYTES)
    assert "1000 bytes is the limit" in describe_unreadable(caught.value)


def test_a_folder_that_cannot_be_listed_is_no_empty_one(tmp_path: Path) -> None:
    """Walking yields each folder with its files, and fails where one cannot be listed, also below the first."""
    tmp_path.joinpath("inner").mkdir()
    tmp_path.joinpath("inner", "file").touch()
    assert list(walk_folder(tmp_path)) == [(tmp_path, ["inner"], []), (tmp_path / "inner", [], ["file"])]
    walked = walk_folder(tmp_path)
    next(walked)
    tmp_path.joinpath("inner", "file").unlink()
    tmp_path.joinpath("inner").rmdir()
    with pytest.raises(FileNotFoundError, match="inner"):
        next(walked)
