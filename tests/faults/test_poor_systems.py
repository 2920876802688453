"""What a command does where the system gives it little: no environment, no streams, few files, little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ants.md").write_text("# Ants\n\nAnts walk.\n", encoding="utf-8")
    return tmp_path


def _run(shell: str, arguments: str, folder: Path, **environment: str) -> tuple[int, list[str]]:
    """Run a command after a line of shell; return its exit status and the lines of standard error."""
    command = f'{shell} "$0" -m tts {arguments}'
    ended = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable],
        cwd=folder,
        env=environment | {"ARTICAST_CACHE": "", "ARTICAST_CONFIG": ""},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
    )
    return ended.returncode, ended.stderr.splitlines()


def test_without_environment_and_streams(folder: Path) -> None:
    """An article is packaged without HOME, without PATH and with all standard streams closed."""
    assert _run("exec", "package ants.md --engine silent <&- >&- 2>&-", folder) == (0, [])
    assert (folder / "output/ants/ants.mp3").exists()


@pytest.mark.parametrize("arguments", ["text ants.md", "--version"])
def test_an_output_that_is_full(arguments: str, folder: Path) -> None:
    """If standard output cannot be written, one line says so, and the status is 1."""
    status, (line,) = _run("exec", f"{arguments} >/dev/full", folder)
    assert status == 1
    assert line.startswith("The output cannot be written.")


def test_errors_that_cannot_be_written(folder: Path) -> None:
    """If standard error cannot be written, the status still says what happened."""
    assert _run("exec", "text none.md 2>/dev/full", folder) == (1, [])


def test_with_32_open_files(folder: Path) -> None:
    """An article is packaged in several formats where a process may open 32 files."""
    assert _run("ulimit -n 32; exec", "package ants.md --engine silent -f mp3,m4b,epub", folder)[0] == 0


def test_in_a_folder_that_was_removed(folder: Path) -> None:
    """The line says that the current folder is gone, not that of an article."""
    status, (line,) = _run("mkdir gone; cd gone; rmdir ../gone; exec", "text ants.md", folder)
    assert (status, line.split(". ")[0]) == (1, "The current folder has been removed")


def test_with_little_memory(folder: Path) -> None:
    """Where memory does not suffice, one line says so, the status is 1, and no half package stays."""
    status, (line,) = _run("ulimit -v 100000; exec", "package ants.md --engine silent", folder)
    assert status == 1
    assert "ants.md: There is not enough memory." in line
    assert not (folder / "output").exists()
