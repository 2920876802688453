"""Temporary folders go with their run, or with the next one."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tts.scratch import HIDDEN, ScratchFolder, remove_abandoned

KILLED = """
import os, signal, sys
from pathlib import Path
from tts.scratch import ScratchFolder
folder = ScratchFolder(Path(sys.argv[1]))
Path(folder.name, "below").mkdir()
Path(folder.name, "below", "sound.pcm").write_bytes(b"sound")
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_a_folder_goes_at_the_end(tmp_path: Path) -> None:
    """A temporary folder is there for its block, and then gone with its files; one that people see is hidden."""
    with ScratchFolder(tmp_path) as one, ScratchFolder(tmp_path, HIDDEN) as other:
        Path(one, "sound.pcm").write_bytes(b"sound")
        assert {Path(one), Path(other)} == set(tmp_path.iterdir())
        assert Path(other).name.startswith(".")
    assert list(tmp_path.iterdir()) == []


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    """The folder of a run that was killed is removed by the next one, and that of a run at work stays."""
    with ScratchFolder(tmp_path) as live:
        subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
        assert len(list(tmp_path.iterdir())) == 2
        with ScratchFolder(tmp_path) as after:
            assert {path.name for path in tmp_path.iterdir()} == {Path(live).name, Path(after).name}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_another_run_takes_away_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If another run removes the new folder before it is locked, there is another one, and nothing of the first."""
    taken: list[str] = []
    open_file = os.open

    def take_away_first(path: Path, *arguments: Any, **named: Any) -> int:
        """Open a file, but before the first lock remove its folder."""
        if not taken and Path(path).name == "lock":
            taken.append(str(path.parent))
            path.parent.rmdir()
        return open_file(path, *arguments, **named)

    monkeypatch.setattr(os, "open", take_away_first)
    with warnings.catch_warnings(record=True) as caught:
        with ScratchFolder(tmp_path) as folder:
            assert [str(path) for path in tmp_path.iterdir()] == [folder]
            assert taken != [folder]
        gc.collect()
    assert (list(tmp_path.iterdir()), caught) == ([], [])


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no links that everyone can make")
def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """Links, files, other names, and full folders without a lock are left alone; nothing is removed through a link."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "lock").touch()
    (outside / "thesis.txt").write_text("ten years of work")
    place = tmp_path / "place"
    for name in ("articast-notours", "articast-UPPER000", "mine", "articast-without0"):
        (place / name).mkdir(parents=True)
        (place / name / "mine.txt").touch()
    (place / "articast-aaaaaaaa").symlink_to(outside)
    (place / "articast-bbbbbbbb").touch()
    full = place / "articast-cccccccc"
    full.mkdir()
    (full / "lock").touch()
    (full / "link").symlink_to(outside)
    locked = place / "articast-dddddddd"
    locked.mkdir()
    (locked / "lock").symlink_to(outside / "lock")
    before = {path.name for path in place.iterdir()}
    remove_abandoned(place)
    assert {path.name for path in place.iterdir()} == before - {full.name}
    assert {path.name for path in outside.iterdir()} == {"lock", "thesis.txt"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root makes folders of others")
def test_folders_of_others_stay(tmp_path: Path) -> None:
    """The folder of another user is left alone, whether its lock is free or not."""
    folder = tmp_path / "articast-aaaaaaaa"
    folder.mkdir()
    (folder / "lock").touch()
    os.chown(folder, 65534, 65534)
    remove_abandoned(tmp_path)
    assert (folder / "lock").exists()


@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="the worker is found in /proc")
def test_a_run_that_was_killed_while_it_speaks(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """After `kill -9` of a run and its worker, the next run leaves the folder of temporary files empty."""
    require_tool("espeak-ng")  # of the engine `system`, whose worker has temporary files
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    (tmp_path / "bees.md").write_text("# Bees\n\n" + "Bees dance in the dark. " * 400, encoding="utf-8")
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    command = [sys.executable, "-m", "tts", "package", "bees.md", "--quiet", "--engine"]
    with subprocess.Popen([*command, "system"], cwd=tmp_path, env=environment, start_new_session=True) as run:
        while not any(temporary.glob("articast-*/lock")):
            assert run.poll() is None
        worker = next(temporary.glob("articast-*"))
        os.kill(run.pid, signal.SIGSTOP)
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            if str(worker).encode() in process.read_bytes():
                os.kill(int(process.parent.name), signal.SIGKILL)
        os.kill(run.pid, signal.SIGKILL)
    assert any(temporary.iterdir())
    (tmp_path / "bees.md").write_text("# Bees\n\nBees dance.\n", encoding="utf-8")  # which takes no time
    subprocess.run([*command, "silent"], cwd=tmp_path, env=environment, check=True)
    assert list(temporary.iterdir()) == []
