"""Copies on sticks: in order, read back, whole or recognisable, and careful with everything else that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from tts.editions.usb.copy import CLUSTER_BYTES, MAX_FILE_BYTES, CopiedTrack, copy_tracks, plan_copy
from tts.errors import StoreError, UsageError

NAME = "736 Harbour Talking News"
TRACKS = {
    "001 Welcome/001 Welcome.mp3": b"welcome",
    "001 Welcome/002 Contents.mp3": b"contents",
    "002 News/001 Harbour opens.mp3": b"news" * 500_000,
    "003 Goodbye/001 Goodbye.mp3": b"goodbye",
}
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package of an edition, with nothing but its USB folder."""
    folder = tmp_path / "output" / "harbour"
    for name, data in TRACKS.items():
        path = folder / "usb" / NAME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder.joinpath("usb", f"{NAME} texts").mkdir()
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def syncs(stick: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was on the stick whenever all disks were told to write what they have; they need not do so for tests."""
    moments: list[list[str]] = []
    monkeypatch.setattr(os, "sync", lambda: moments.append([path.name for path in stick.iterdir()]), raising=False)
    return moments


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def limit_space(monkeypatch: pytest.MonkeyPatch, *free_bytes: int) -> None:
    """Make the stick have this much space, one value for each time that somebody asks, the last one for ever."""
    left = list(free_bytes)
    usage = lambda _: Usage(2**30, 0, left.pop(0) if len(left) > 1 else left[0])  # noqa: E731
    monkeypatch.setattr(shutil, "disk_usage", usage)


def test_all_tracks_are_copied_in_the_order_of_playing(package: Path, stick: Path) -> None:
    """The stick gets the folder with the tracks and nothing else, each track after the one before it."""
    copied = list(copy_tracks(plan_copy(package, stick)))
    assert contents(stick) == {f"{NAME}/{name}": data for name, data in TRACKS.items()}
    assert [f"{track.folder}/{track.name}" for track in copied] == list(TRACKS)
    assert copied[2] == CopiedTrack(
        folder="002 News", name="001 Harbour opens.mp3", size_bytes=2_000_000, number=3, count=4
    )
    written_ns = [(stick / NAME / name).stat().st_mtime_ns for name in TRACKS]
    assert written_ns == sorted(written_ns)


def test_the_stick_can_be_pulled_out_after_the_last_track(package: Path, stick: Path, syncs: list[list[str]]) -> None:
    """Everything is written to the disk once the folder has its own name, and only then the copy ends."""
    copying = copy_tracks(plan_copy(package, stick))
    for _ in copying:
        assert syncs == []
    assert syncs == [[NAME]]


def test_a_copy_shows_that_it_is_incomplete_until_it_is_whole(package: Path, stick: Path) -> None:
    """Each track has its final name at once, in a folder that has its own only at the end."""
    copying = copy_tracks(plan_copy(package, stick))
    for number, _ in enumerate(copying, 1):
        assert [path.name for path in stick.iterdir()] == [f"{NAME} INCOMPLETE"]
        assert contents(stick / f"{NAME} INCOMPLETE") == dict(list(TRACKS.items())[:number])
    assert [path.name for path in stick.iterdir()] == [NAME]


def test_an_older_copy_stays_until_the_new_one_is_whole(package: Path, stick: Path) -> None:
    """Then it is replaced, with the files that systems add to folders; nothing of it is left."""
    old = stick / NAME / "001 News" / "001 Old.mp3"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    for added in ("._001 Old.mp3", ".DS_Store", "Thumbs.db"):
        old.with_name(added).write_bytes(b"added")
    plan = plan_copy(package, stick)
    assert plan.replaces
    for _ in copy_tracks(plan):
        assert old.read_bytes() == b"old"
    assert contents(stick / NAME) == TRACKS


def test_a_copy_that_is_given_up_leaves_the_old_one(package: Path, stick: Path) -> None:
    """What was copied is removed, and the stick is as it was."""
    list(copy_tracks(plan_copy(package, stick)))
    before = contents(stick)
    copying = copy_tracks(plan_copy(package, stick))
    next(copying)
    copying.close()
    assert contents(stick) == before


def test_a_killed_copy_is_seen_and_made_again(package: Path, stick: Path) -> None:
    """A folder that says that it is incomplete remains, and the next copy replaces it."""
    program = (
        "import os, sys; from pathlib import Path; from tts.editions.usb.copy import copy_tracks, plan_copy\n"
        "for track in copy_tracks(plan_copy(*map(Path, sys.argv[1:]))):\n"
        "    if track.number == 2: os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(package), str(stick)], check=False)
    assert done.returncode == 9
    assert [path.name for path in stick.iterdir()] == [f"{NAME} INCOMPLETE"]
    plan = plan_copy(package, stick)
    assert plan.was_interrupted
    assert not plan.replaces
    list(copy_tracks(plan))
    assert [path.name for path in stick.iterdir()] == [NAME]
    assert contents(stick / NAME) == TRACKS


@pytest.mark.parametrize("place", ["photo.jpg", "001 News/letter.txt", "001 News/001 Old.mp3/deep.mp3", "my music"])
@pytest.mark.parametrize("name", [NAME, f"{NAME} INCOMPLETE"])
def test_files_of_others_are_never_deleted(package: Path, stick: Path, name: str, place: str) -> None:
    """If something else is in an older copy, an error names it, and the stick is as it was."""
    path = stick / name / place
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    with pytest.raises(StoreError, match="does not belong to an edition, and would be deleted"):
        plan_copy(package, stick)
    assert contents(stick) == {f"{name}/{place}": b"mine"}


def test_a_link_in_the_place_of_a_copy_is_not_followed(package: Path, stick: Path, tmp_path: Path) -> None:
    """The folder that it points to keeps its files."""
    other = tmp_path / "other"
    shutil.copytree(package / "usb" / NAME, other)
    stick.joinpath(NAME).symlink_to(other)
    with pytest.raises(StoreError, match="does not belong to an edition"):
        plan_copy(package, stick)
    assert contents(other) == TRACKS


def test_everything_else_on_the_stick_stays(package: Path, stick: Path) -> None:
    """Other editions of the series are named, so that a listener can be asked to return them."""
    for name in ("735 Harbour Talking News", "734 Harbour Talking News INCOMPLETE", "735 Other News", "Music"):
        stick.joinpath(name, "001 A").mkdir(parents=True)
        stick.joinpath(name, "001 A", "001 A.mp3").write_bytes(name.encode())
    before = contents(stick)
    plan = plan_copy(package, stick)
    assert plan.others == ("734 Harbour Talking News INCOMPLETE", "735 Harbour Talking News")
    list(copy_tracks(plan))
    assert contents(stick) == before | {f"{NAME}/{name}": data for name, data in TRACKS.items()}


def test_space_is_counted_in_clusters(package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file takes a whole cluster, and so does the list of a folder; without that space nothing is written."""
    needed_bytes = (3 + 62 + 4) * CLUSTER_BYTES  # small tracks, the large one, folders
    limit_space(monkeypatch, needed_bytes)
    assert plan_copy(package, stick).needed_bytes == needed_bytes
    stick.joinpath("735 Harbour Talking News").mkdir()
    limit_space(monkeypatch, needed_bytes - 1)
    with pytest.raises(
        StoreError, match=r"needs 3 MB, and 2 MB are free. Delete older editions, such as '735 Harbour Talking News',"
    ):
        plan_copy(package, stick)
    assert contents(stick) == {}


def test_an_older_copy_makes_space_for_the_new_one(package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without space for both, the old one is removed first."""
    list(copy_tracks(plan_copy(package, stick)))
    limit_space(monkeypatch, 1_000_000)
    copying = copy_tracks(plan_copy(package, stick))
    next(copying)
    assert [path.name for path in stick.iterdir()] == [f"{NAME} INCOMPLETE"]
    list(copying)
    assert contents(stick / NAME) == TRACKS


def test_unknown_space_prevents_nothing(package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems do not say how large a disk is."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 0))
    plan = plan_copy(package, stick)
    assert plan.free_bytes is None
    assert len(list(copy_tracks(plan))) == len(TRACKS)


def test_a_file_that_fat32_cannot_hold_is_refused(package: Path, stick: Path) -> None:
    """The error names the track, before anything is written."""
    with (package / "usb" / NAME / "002 News" / "001 Harbour opens.mp3").open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + 1)  # a sparse file
    with pytest.raises(StoreError, match="larger than 4 GB"):
        plan_copy(package, stick)


def test_a_target_has_to_be_a_folder_elsewhere(package: Path, stick: Path) -> None:
    """A path that is missing, a file, and a folder among editions are refused with the next step."""
    for target in (stick / "missing", package / "usb" / NAME / "001 Welcome" / "001 Welcome.mp3"):
        with pytest.raises(UsageError, match=r"There is no such folder\. Put the stick in"):
            plan_copy(package, target)
    for target in (package, package.parent, package / "usb"):
        with pytest.raises(UsageError, match="Editions are made in this folder"):
            plan_copy(package, target)
    plan_copy(package, package.parents[1])
    shutil.rmtree(package / "usb")
    with pytest.raises(UsageError, match="no USB folder in this edition"):
        plan_copy(package, stick)


def test_a_protected_stick_is_refused(package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error speaks of the switch that some sticks have."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreError, match="switch against writing"):
        plan_copy(package, stick)


def test_a_stick_that_stores_something_else_is_found(
    package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A track that is read back with other bytes ends the copy, and nothing that looks whole is left."""
    sync = os.fsync

    def damage(file: int) -> None:
        if os.fstat(file).st_size == len(TRACKS["002 News/001 Harbour opens.mp3"]):
            os.pwrite(file, b"?", 1_234_567)
        sync(file)

    monkeypatch.setattr(os, "fsync", damage)
    with pytest.raises(StoreError, match=r"it is not what was written\. Use another stick") as caught:
        list(copy_tracks(plan_copy(package, stick)))
    assert str(caught.value.path).endswith("001 Harbour opens.mp3")
    assert contents(stick) == {}


@pytest.mark.parametrize(
    ("number", "message"), [(28, "no space left"), (5, "pulled out, or it is damaged"), (30, "switch"), (110, "again")]
)
def test_an_error_of_the_system_has_a_next_step(
    package: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    """What goes wrong while a track is written is explained, and what was copied is removed."""
    plan = plan_copy(package, stick)

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=message):
        list(copy_tracks(plan))
    assert contents(stick) == {}
