"""A package comes into its place whole or not at all, whenever a run is killed and whoever else is at work."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tts.errors import StoreError
from tts.packages import store

MECHANISMS = ["exchange", "journal"]
EXCHANGING = ("linux", "darwin")
SLUG = "bees"

# Runs `recover` (if `kind` is "recover") or replaces the package by each of `sources`, over and over if `kind` is
# "loop", and kills itself after the operation on the file system that has the number `kill_after`.
CHILD = """
import itertools, os, shutil, signal, sys
from pathlib import Path
from tts.packages import store

mechanism, kind, kill_after, output, slug, *sources = sys.argv[1:]
done = itertools.count(1)

def killing(operation):
    def wrapper(*arguments, **options):
        result = operation(*arguments, **options)
        if next(done) == int(kill_after):
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        return result
    return wrapper

if mechanism == "journal":
    store._exchanged = lambda one, other: False
for home, name in [(os, "mkdir"), (os, "rename"), (os, "rmdir"), (os, "unlink"), (os, "fsync"), (os, "close"),
                   (store, "try_lock"), (store, "_exchanged")]:
    setattr(home, name, killing(getattr(home, name)))

print("ready", flush=True)
if kind == "recover":
    store.recover(Path(output))
for source in itertools.cycle(sources) if kind == "loop" else sources:
    with store.workspace(Path(output), slug) as building:
        shutil.copytree(source, building, dirs_exist_ok=True)
        store.install(building, Path(output), slug)
    if kind == "loop":
        print("replaced", flush=True)
print("operations", next(done) - 1)
"""


@pytest.fixture(autouse=True)
def _mechanism(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    mechanism = request.getfixturevalue("mechanism") if "mechanism" in request.fixturenames else None
    if mechanism == "exchange" and sys.platform not in EXCHANGING:
        pytest.skip("this system cannot exchange two folders")
    if mechanism == "journal":
        monkeypatch.setattr(store, "_exchanged", lambda one, other: False)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four editions of one package, which differ in every file and in which files there are."""
    home = tmp_path_factory.mktemp("versions")
    return [_version(home / f"v{number}", number) for number in range(4)]


def _version(folder: Path, number: int) -> Path:
    (folder / "images").mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"schema": "articast", "version": number}))
    for name in ("bees.mp3", "bees.vtt", f"only-{number}.txt", "images/hive.jpg"):
        (folder / name).write_bytes(sha256(f"{name} {number}".encode()).digest() * (100 + number))
    return folder


def _contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _standing(output: Path, versions: list[Path], slug: str = SLUG) -> int | None:
    """Which version stands in the place, proved file by file; None if nothing does."""
    if not (output / slug).exists():
        return None
    found = _contents(output / slug)
    return [_contents(version) for version in versions].index(found)


def _put(source: Path, output: Path, slug: str = SLUG) -> None:
    with store.workspace(output, slug) as building:
        shutil.copytree(source, building, dirs_exist_ok=True)
        store.install(building, output, slug)


def _work(output: Path, body: Callable[[Path], None]) -> None:
    with store.workspace(output, SLUG) as building:
        body(building)


def _start(
    mechanism: str, kind: str, output: Path, *sources: Path, kill_after: int = 0, slug: str = SLUG
) -> subprocess.Popen[str]:
    arguments = [mechanism, kind, str(kill_after), str(output), slug, *map(str, sources)]
    child = subprocess.Popen([sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def _finish(child: subprocess.Popen[str]) -> tuple[int, int]:
    """Exit status, and how many operations it counted (0 if it was killed)."""
    words = child.communicate(timeout=60)[0].split()
    return child.returncode, int(words[1]) if words else 0


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_package_is_placed_and_replaced(mechanism: str, output: Path, versions: list[Path]) -> None:
    """A package comes into a missing output folder, and the next one takes its place without a trace of the first."""
    _put(versions[0], output)
    assert _standing(output, versions) == 0
    _put(versions[1], output)
    assert _standing(output, versions) == 1
    assert _names(output) == [SLUG]


@pytest.mark.skipif(sys.platform not in EXCHANGING, reason="this system cannot exchange two folders")
def test_this_system_exchanges_folders(tmp_path: Path, versions: list[Path]) -> None:
    """Two folders change places in one step, so that the tests named "exchange" test that."""
    one, other = (shutil.copytree(version, tmp_path / version.name) for version in versions[:2])
    assert store._exchanged(one, other)
    assert [_contents(one), _contents(other)] == [_contents(versions[1]), _contents(versions[0])]


@pytest.mark.once
@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("before", [0, None])
def test_killed_after_each_operation(mechanism: str, before: int | None, output: Path, versions: list[Path]) -> None:
    """Killed after any one operation, a run leaves the old package or the new one, and nothing beside it."""
    number, status, seen = 0, -9, []
    while status != 0:
        number += 1
        shutil.rmtree(output, ignore_errors=True)
        if before is not None:
            _put(versions[before], output)
        status, _ = _finish(_start(mechanism, "once", output, versions[1], kill_after=number))
        unrecovered = _standing(output, versions)
        if mechanism == "exchange" or before is None:
            assert unrecovered in (before, 1)
        store.recover(output)
        seen.append((unrecovered, _standing(output, versions)))
        assert seen[-1][1] == (unrecovered if unrecovered is not None or before is None else 1)
        assert not output.exists() or set(_names(output)) <= {SLUG}
    assert number > 20
    assert {after for _, after in seen} == {before, 1}
    if mechanism == "journal" and before is not None:
        assert (None, 1) in seen, "the moment between the two renames was not met"


@pytest.mark.once
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_recover_killed_after_each_operation(mechanism: str, output: Path, versions: list[Path]) -> None:
    """A recovery that is itself killed after any one operation is completed by the next one."""
    number, status = 0, -9
    while status != 0:
        number += 1
        shutil.rmtree(output, ignore_errors=True)
        _leave_half_replaced(output, versions)
        status, _ = _finish(_start("journal", "recover", output, kill_after=number))
        assert _standing(output, versions) in (None, 1)
        store.recover(output)
        assert _standing(output, versions) == 1
        assert _names(output) == [SLUG]
    assert number > 10


def _leave_half_replaced(output: Path, versions: list[Path], slug: str = SLUG) -> Path:
    """What a run leaves that is killed between the two renames."""
    folder = output / ".articast" / f"{slug}.0123456789abcdef"
    shutil.copytree(versions[0], folder / "old")
    shutil.copytree(versions[1], folder / "new")
    (folder / "lock").touch()
    return folder


@pytest.mark.once
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_killed_at_random_moments(mechanism: str, output: Path, versions: list[Path]) -> None:
    """25 kills at random moments of a run that replaces a package over and over: always one whole version."""
    chance = random.Random(25)
    _put(versions[0], output)
    seen = set()
    for _ in range(25):
        child = _start(mechanism, "loop", output, *versions)
        assert child.stdout is not None
        for _ in range(chance.randint(1, 5)):
            child.stdout.readline()
        time.sleep(chance.uniform(0, 0.01))
        child.kill()
        child.communicate()
        if mechanism == "exchange" or (output / SLUG).exists():
            assert _standing(output, versions) is not None
        store.recover(output)
        seen.add(_standing(output, versions))
        assert _names(output) == [SLUG]
    assert None not in seen
    assert len(seen) > 1


@pytest.mark.once
def test_a_thousand_replacements_leave_nothing(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After 1,000 replacements, half of them by two renames, the package is alone and no file of it is open."""
    opened = Path("/proc/self/fd")
    before = len(_names(opened)) if opened.exists() else 0
    for number in range(1000):
        if number == 500:
            monkeypatch.setattr(store, "_exchanged", lambda one, other: False)
        with store.workspace(output, SLUG) as building:
            (building / "manifest.json").write_text(f'{{"schema": {number}}}')
            store.install(building, output, SLUG)
    assert _names(output) == [SLUG]
    assert _contents(output / SLUG) == {"manifest.json": sha256(b'{"schema": 999}').hexdigest()}
    assert before == (len(_names(opened)) if opened.exists() else 0)


@pytest.mark.once
@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("slugs", [("bees", "wasps", "ants"), ("bees", "bees", "bees")])
def test_runs_at_once(mechanism: str, slugs: tuple[str, ...], output: Path, versions: list[Path]) -> None:
    """Three runs at once, on three packages or on one, all succeed while a fourth recovers again and again."""
    sources = versions * 10
    children = [_start(mechanism, "run", output, *sources[n:], slug=slug) for n, slug in enumerate(slugs)]
    while any(child.poll() is None for child in children):
        store.recover(output)
        time.sleep(0.005)  # without a pause it would leave the runs no moment to lock what they make
    assert [_finish(child)[0] for child in children] == [0, 0, 0]
    assert all(_standing(output, versions, slug) == 3 for slug in slugs)
    assert set(_names(output)) == set(slugs)


def test_recover_leaves_a_run_at_work_alone(output: Path, versions: list[Path]) -> None:
    """A workspace whose process lives survives `recover`, also one that is called in the same process."""
    with store.workspace(output, SLUG) as building:
        shutil.copytree(versions[1], building, dirs_exist_ok=True)
        store.recover(output)
        _finish(_start("journal", "recover", output))
        assert _contents(building) == _contents(versions[1])
        store.install(building, output, SLUG)
    assert _standing(output, versions) == 1


def test_recover_does_not_undo_what_came_later(output: Path, versions: list[Path]) -> None:
    """A newer package in the place is not replaced by what an earlier run had left half placed."""
    _leave_half_replaced(output, versions)
    _put(versions[2], output)
    store.recover(output)
    assert _standing(output, versions) == 2
    assert _names(output) == [SLUG]


def test_recover_without_anything_to_do(output: Path) -> None:
    """`recover` makes no output folder, and leaves files that it does not know."""
    store.recover(output)
    assert not output.exists()
    (output / ".articast" / "mine").mkdir(parents=True)
    (output / "notes.txt").write_text("mine")
    store.recover(output)
    assert {path.name for path in output.rglob("*")} == {".articast", "mine", "notes.txt"}


@pytest.mark.parametrize("error", [RuntimeError("boom"), KeyboardInterrupt()])
def test_a_failed_build_leaves_the_old_package(error: BaseException, output: Path, versions: list[Path]) -> None:
    """When the body of `workspace` fails, its error comes through, the folder goes and the old package stays."""
    _put(versions[0], output)

    def fail(building: Path) -> None:
        (building / "half.mp3").write_bytes(b"half")
        raise error

    with pytest.raises(type(error)):
        _work(output, fail)
    assert _standing(output, versions) == 0
    assert _names(output) == [SLUG]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_failed_rename_leaves_the_old_package(
    failing: int, output: Path, versions: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses either of the two renames, the old package stands and the error says what to do."""
    _put(versions[0], output)
    monkeypatch.setattr(store, "_exchanged", lambda one, other: False)
    monkeypatch.setattr(os, "rename", _failing(os.rename, failing, errno.EIO))
    with pytest.raises(StoreError, match=r"bees: Input/output error\. Fix this, or choose another folder with -o"):
        _put(versions[1], output)
    assert _standing(output, versions) == 0
    assert _names(output) == [SLUG]


def test_a_disk_that_refuses_every_way_back(
    output: Path, versions: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When nothing can be renamed after the first step, both packages are kept and `recover` completes the new one."""
    _put(versions[0], output)
    with monkeypatch.context() as broken:
        broken.setattr(store, "_exchanged", lambda one, other: False)
        broken.setattr(os, "rename", _failing(os.rename, range(2, 99), errno.EIO))
        with pytest.raises(StoreError):
            _put(versions[1], output)
    assert _standing(output, versions) is None
    store.recover(output)
    assert _standing(output, versions) == 1
    assert _names(output) == [SLUG]


def _failing(operation: Callable[..., None], which: int | range, code: int) -> Callable[..., None]:
    calls = iter(range(1, 10**6))

    def wrapper(*arguments: object) -> None:
        if next(calls) in (which if isinstance(which, range) else (which,)):
            raise OSError(code, os.strerror(code))
        operation(*arguments)

    return wrapper


@pytest.mark.parametrize(
    ("code", "message"),
    [(errno.ENOSPC, "There is no space left on the disk."), (errno.EDQUOT, "The disk quota is exceeded")],
)
def test_a_full_disk(code: int, message: str, output: Path, versions: list[Path]) -> None:
    """A disk that is full while the folder is being filled is named, with what to do, and the old package stays."""
    _put(versions[0], output)
    with pytest.raises(StoreError, match=f"output: {message}.* Free some space"), store.workspace(output, SLUG):
        raise OSError(code, os.strerror(code))
    assert _standing(output, versions) == 0


def test_errors_about_other_files_come_through(output: Path) -> None:
    """An error about a file elsewhere is not taken for one of the package's place."""
    with pytest.raises(FileNotFoundError), store.workspace(output, SLUG):
        (output / "missing.jpg").read_bytes()


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_folder_removed_under_way(mechanism: str, output: Path, versions: list[Path]) -> None:
    """When the folder that is being filled is removed, the error says so and the old package stays."""
    _put(versions[0], output)

    def place_nothing(building: Path) -> None:
        shutil.rmtree(building)
        store.install(building, output, SLUG)

    def write_nowhere(building: Path) -> None:
        shutil.rmtree(output / ".articast")
        (building / "bees.mp3").write_bytes(b"sound")

    for body in (place_nothing, write_nowhere):
        with pytest.raises(StoreError, match="was removed while"):
            _work(output, body)
    assert _standing(output, versions) == 0


def test_an_output_that_is_a_file(output: Path) -> None:
    """An output folder that is a file, or below one, is said to be so before the work is begun."""
    output.write_text("a file")
    with pytest.raises(StoreError, match=r"output: .* is a file\. Move the file, or"):
        store.recover(output)
    for place in (output, output / "below"):
        with pytest.raises(StoreError, match=r"is a file\. Move the file, or"), store.workspace(place, SLUG):
            pytest.fail("the work was begun")


@pytest.fixture
def powerless() -> Iterator[None]:
    """Without the rights of root, which may write everywhere."""
    if not hasattr(os, "seteuid"):
        pytest.skip("this system has no users to become")
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    if before == 0:
        os.seteuid(before)


@pytest.mark.usefixtures("powerless")
def test_an_output_that_cannot_be_written_to() -> None:
    """A folder without the right to write is named before anything is made, with what to do."""
    with pytest.raises(StoreError, match=r"^/usr/output: .*cannot be written to\. Change its permissions"):
        store.workspace(Path("/usr/output"), SLUG).__enter__()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder in which none can be made")
def test_an_output_that_cannot_be_made() -> None:
    """Where the system lets nobody make a folder, its own words are the cause, with what to do."""
    place = Path("/proc/articast/output")
    told = rf"^{place}: This folder cannot be created \(No such file or directory\)\. Choose another folder with -o\.$"
    for use in (store.exclusive_run(place), store.workspace(place, SLUG)):
        with pytest.raises(StoreError, match=told):
            use.__enter__()


def test_a_name_that_is_too_long(output: Path) -> None:
    """A slug that the file system cannot take is called too long."""
    with pytest.raises(StoreError, match="too long"), store.workspace(output, "b" * 300):
        pass


@pytest.mark.parametrize("name", ["", "..", "../bees", ".hidden", "a/b", "a.b", "/etc", "a\0b", "a\n"])
def test_a_slug_that_leads_elsewhere(name: str, output: Path) -> None:
    """A slug that is no plain name is refused before anything is made."""
    with pytest.raises(ValueError, match="not the name of a package"), store.workspace(output, name):
        pass
    assert not output.exists()


@pytest.mark.parametrize(
    "manifest", [None, b"", b"{}", b'{"name": "a web app", "schema": 1}', b"[]", b"\xff\xfe{}", "folder", "fifo"]
)
def test_a_stranger_is_not_replaced(manifest: bytes | str | None, output: Path, versions: list[Path]) -> None:
    """A folder that is no package is refused before the work and at its end, and keeps its files."""

    def meet_a_stranger(building: Path) -> None:
        shutil.copytree(versions[1], building, dirs_exist_ok=True)
        _stranger(output / SLUG, manifest)
        store.install(building, output, SLUG)

    with pytest.raises(StoreError, match=r"bees: .*(not an Articast package|not a folder)"):
        _work(output, meet_a_stranger)
    with pytest.raises(StoreError, match=r"not an Articast package|not a folder"), store.workspace(output, SLUG):
        pytest.fail("the work was begun")
    assert (output / SLUG / "thesis.txt").read_text() == "ten years of work"
    assert _names(output) == [SLUG]


def _stranger(folder: Path, manifest: bytes | str | None) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("ten years of work")
    if isinstance(manifest, bytes):
        (folder / "manifest.json").write_bytes(manifest)
    elif manifest == "fifo" and hasattr(os, "mkfifo"):
        os.mkfifo(folder / "manifest.json")
    elif manifest:
        (folder / "manifest.json").mkdir()


def test_what_may_be_replaced(output: Path, versions: list[Path]) -> None:
    """An empty folder is replaced, a file is not, and files put into a package by hand go with it."""
    (output / SLUG).mkdir(parents=True)
    _put(versions[0], output)
    (output / SLUG / "mine.txt").write_text("by hand")
    _put(versions[1], output)
    assert _standing(output, versions) == 1
    (output / "wasps").write_text("a file")
    with pytest.raises(StoreError, match=r"wasps: This is not a folder"):
        _put(versions[0], output, "wasps")
    assert (output / "wasps").read_text() == "a file"


@pytest.fixture
def outside(tmp_path: Path, versions: list[Path]) -> Iterator[Path]:
    """A package outside of the output folder, which is the same after the test."""
    folder = shutil.copytree(versions[3], tmp_path / "outside")
    try:
        (tmp_path / "probe").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    yield folder
    assert _contents(folder) == _contents(versions[3])


def test_a_place_that_is_a_link(outside: Path, output: Path, versions: list[Path]) -> None:
    """A link in the package's place is refused, whether it leads to a package or nowhere."""
    output.mkdir()
    for number, goal in enumerate((outside, outside / "missing")):
        (output / f"bees-{number}").symlink_to(goal, target_is_directory=True)
        with pytest.raises(StoreError, match="This is not a folder"):
            _put(versions[0], output, f"bees-{number}")
    assert _names(output) == ["bees-0", "bees-1"]


def test_a_staging_folder_that_is_a_link(outside: Path, output: Path) -> None:
    """Nothing is made or cleared away through a link in the place of `.articast`."""
    output.mkdir()
    (outside.parent / "bees.0123456789abcdef").symlink_to(outside)
    (output / ".articast").symlink_to(outside.parent, target_is_directory=True)
    with pytest.raises(StoreError, match=r"\.articast: .* Remove it"):
        store.recover(output)
    with pytest.raises(StoreError, match=r"\.articast: .* Remove it"), store.workspace(output, SLUG):
        pass


def test_hostile_links_in_the_staging_folder(outside: Path, output: Path, versions: list[Path]) -> None:
    """Links among what a killed run may have left are taken away, never followed."""
    staging = output / ".articast"
    staging.mkdir(parents=True)
    (staging / "bees.0000000000000000").symlink_to(outside, target_is_directory=True)
    (staging / "...0000000000000000").mkdir()
    for name in ("old", "new"):
        folder = staging / f"{name}.0000000000000001"
        folder.mkdir()
        (folder / "lock").touch()
        (folder / name).symlink_to(outside, target_is_directory=True)
    full = _leave_half_replaced(output, versions)
    (full / "old" / "link").symlink_to(outside, target_is_directory=True)
    store.recover(output)
    assert _standing(output, versions) == 1
    assert not full.exists()


def test_an_output_that_is_a_link(outside: Path, tmp_path: Path, versions: list[Path]) -> None:
    """An output folder that is itself a link to a folder is used: that is how people choose a bigger disk."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "disk", target_is_directory=True)
    _put(versions[0], tmp_path / "output")
    assert _standing(tmp_path / "disk", versions) == 0


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    """While one run works in a folder another one is refused, with the process that holds it; afterwards it is free."""
    with store.exclusive_run(tmp_path):
        with (
            pytest.raises(StoreError, match=rf"process {os.getpid()} on .+, since \d\d:\d\d") as caught,
            store.exclusive_run(tmp_path),
        ):
            pytest.fail("two runs at once")
        assert caught.value.path == tmp_path
    assert list(tmp_path.iterdir()) == []
    with store.exclusive_run(tmp_path):
        pass


def test_folders_in_which_nothing_is_made_are_removed(tmp_path: Path) -> None:
    """A run removes the folders that it made if nothing was put there; those that were there before stay."""
    (tmp_path / "there").mkdir()
    output = tmp_path / "there" / "new" / "output"
    with store.exclusive_run(output):
        assert output.is_dir()
    with pytest.raises(ZeroDivisionError), store.exclusive_run(output):
        raise ZeroDivisionError
    assert list(tmp_path.rglob("*")) == [tmp_path / "there"]
    with store.exclusive_run(tmp_path / "there"):
        pass
    assert list(tmp_path.rglob("*")) == [tmp_path / "there"]
    with store.exclusive_run(output):
        (output / "bees").mkdir()
    assert (output / "bees").is_dir()


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    """The claim of a run that was killed is free at once, though its file is still there."""
    child = "import os, signal, sys\nfrom pathlib import Path\nfrom tts.packages.store import exclusive_run\n"
    child += (
        "with exclusive_run(Path(sys.argv[1])):\n    os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
    )
    subprocess.run([sys.executable, "-c", child, str(tmp_path)], check=False)
    assert (tmp_path / ".articast/run").exists()
    with store.exclusive_run(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
