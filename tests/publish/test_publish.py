"""`articast publish`: to a folder, to memory and to a file system that fails, and what a listener finds meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.cli import main
from tts.config.channel import Channel
from tts.config.config import Config
from tts.errors import PublishError
from tts.library.build import CHECKSUM, build_library
from tts.packages import batch
from tts.publish.folder import read_folder
from tts.publish.record import NAME, Record, parse_record, render_record
from tts.publish.target import Target, hide_password
from tts.publish.upload import Outcome, publish, read_record

if not find_spec("fsspec") and not os.environ.get("CI"):  # CI must not skip
    pytest.skip('fsspec is not installed: pip install "articast[publish]"', allow_module_level=True)
fsspec = import_module("fsspec")
memory = import_module("fsspec.implementations.memory")

CHANNEL = Channel(base_url="https://example.org/listen/")


class Weak(memory.MemoryFileSystem):
    """Memory that remembers each file that is written, and fails where a test wants it to."""

    protocol = "weak"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    written: ClassVar[list[str]] = []
    faults: ClassVar[dict[str, list[Exception]]] = {}

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return super()._strip_protocol(path.removeprefix("weak:/").removeprefix("store:/"))

    def _write(self, path: str) -> None:
        name = path.partition("site/")[2]
        if self.faults.get(name):
            raise self.faults[name].pop(0)
        self.written.append(name)

    def put_file(self, lpath: str, rpath: str, **options: Any) -> None:
        self._write(rpath)
        super().put_file(lpath, rpath)

    def pipe_file(self, path: str, value: bytes, **options: Any) -> None:
        self._write(path)
        super().pipe_file(path, value)


fsspec.register_implementation("weak", Weak, clobber=True)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    for shared in (Weak.store, Weak.written, Weak.faults):
        shared.clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with two packages, a page and a feed."""
    home = tmp_path_factory.mktemp("publish")
    for name in ("ants", "bees"):
        text = f"---\ntitle: {name}\ndate: 2026-03-14\n---\n\nHere are {name}.\n"
        home.joinpath(f"{name}.md").write_text(text, encoding="utf-8")
    config = Config(engine="silent", loudness="off", formats=("mp3",))
    assert [one.error for one in batch.package([home / "ants.md", home / "bees.md"], home / "out", config)] == [
        None
    ] * 2
    build_library(home / "out", CHANNEL)
    return home / "out"


@pytest.fixture
def output(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


def run(output: Path, address: str = "weak://site", **options: bool) -> dict[str, Outcome]:
    """What is done with each package, and with the library, which has no name."""
    target = Target(address, wait=lambda _: None)
    groups, record = read_folder(output, CHANNEL).groups, read_record(target)
    return {outcome.name: outcome for outcome in publish(groups, target, record or Record(files={}), **options)}


def paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_gets_all_that_listeners_need(output: Path, tmp_path: Path) -> None:
    """Each file of packages and library is there with its content, and nothing hidden, linked or unknown."""
    output.joinpath("notes.txt").write_text("private", encoding="utf-8")
    output.joinpath("bees", ".hidden").write_text("private", encoding="utf-8")
    output.joinpath("bees", "parts").mkdir()
    output.joinpath("bees", "parts", "x.mp3").write_bytes(b"x")
    if sys.platform != "win32":
        output.joinpath("bees", "link.txt").symlink_to(output / "notes.txt")
    run(output, str(tmp_path / "web"))
    expected = {
        path for path in paths(output) if not path.startswith((".", "notes", "bees/.", "bees/parts", "bees/link"))
    }
    assert paths(tmp_path / "web") == expected | {NAME}
    assert all(tmp_path.joinpath("web", path).read_bytes() == output.joinpath(path).read_bytes() for path in expected)


def test_the_feed_is_uploaded_last(output: Path) -> None:
    """First the sound of a package, then its page, then the library, and the feed after all that it names."""
    run(output)
    order = Weak.written
    assert order.index("bees/bees.mp3") < order.index("bees/index.html") < order.index("bees/manifest.json")
    assert order.index("bees/manifest.json") < order.index("index.html")
    assert order[-2:] == ["feed.xml", NAME]


def test_an_archive_is_uploaded_with_all_its_files(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and lists of a long library come before its first page, and old documents of the feed before the newest."""
    monkeypatch.setattr("tts.library.plan._ONE_PAGE", 1)
    monkeypatch.setattr("tts.library.feed_documents.MAX_WHOLE", 1)
    monkeypatch.setattr("tts.library.feed_documents._IN_DOCUMENT", 1)
    output.joinpath(CHECKSUM).unlink()  # of the library of one page
    build_library(output, CHANNEL)
    output.joinpath("library-1999.html").write_text("private", encoding="utf-8")
    run(output)
    library = [name for name in Weak.written if "/" not in name]
    assert library == [
        *("articles-0.js", "library-2026.html", "library-2026.js", "library.js"),
        *("articles.js", "playlist.m3u8", "feed.png", "index.html"),
        *("feed-2026-03.json", "feed-2026-03.xml", "feed.json", "feed.xml", NAME),
    ]
    Weak.written.clear()
    assert {outcome.status for outcome in run(output).values()} == {"unchanged"}


def test_only_what_has_changed_is_uploaded(output: Path) -> None:
    """A second run uploads nothing; after a change, that file only, also if its size is the same."""
    run(output)
    Weak.written.clear()
    assert {outcome.status for outcome in run(output).values()} == {"unchanged"}
    assert Weak.written == []
    path = output / "bees" / "transcript.txt"
    path.write_bytes(path.read_bytes().swapcase())
    assert run(output)["bees"] == Outcome(name="bees", status="uploaded", files=1, size_bytes=path.stat().st_size)
    assert Weak.written == ["bees/transcript.txt", NAME]
    assert run(output, force=True)["ants"].status == "uploaded"


def test_a_short_fault_does_no_harm(output: Path) -> None:
    """What fails at first is tried again, and nobody needs to know."""
    Weak.faults["bees/bees.mp3"] = [ConnectionResetError("gone"), TimeoutError("late")]
    run(output)
    assert Weak.written[-2:] == ["feed.xml", NAME]


@pytest.mark.parametrize("name", ["ants/ants.mp3", "bees/bees.mp3", "index.html", "feed.json"])
def test_a_broken_run_leaves_the_old_feed_and_the_next_run_continues(output: Path, name: str) -> None:
    """After a fault that stays, no new feed is there; the next run uploads what is missing, and nothing twice."""
    Weak.faults[name] = [OSError("The network is unreachable")] * 4
    with pytest.raises(PublishError, match=f"weak://site/{name}: The network is unreachable. Run the command again"):
        run(output)
    first = list(Weak.written)
    assert "feed.xml" not in first
    run(output)
    again = Weak.written[len(first) :]
    assert again[0] == name
    assert again[-2:] == ["feed.xml", NAME]
    assert set(first) & set(again) == {NAME}


def test_a_refusal_is_not_tried_again(output: Path) -> None:
    """Waiting does not help without permission."""
    Weak.faults["ants/ants.mp3"] = [PermissionError("Forbidden"), OSError("never raised")]
    with pytest.raises(PublishError, match="Forbidden"):
        run(output)
    assert len(Weak.faults["ants/ants.mp3"]) == 1


def test_an_interrupted_run_continues(output: Path) -> None:
    """What was uploaded before Ctrl+C is not uploaded again."""
    Weak.faults["bees/bees.mp3"] = [KeyboardInterrupt()]  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        run(output)
    assert run(output)["ants"].status == "unchanged"


def test_old_files_stay_until_they_may_go(output: Path) -> None:
    """A package that is gone stays at the address; with `removes` it goes, after the feed, and nothing else does."""
    run(output)
    memory.MemoryFileSystem.pipe_file(Weak(), "/site/of-others.txt", b"x")
    shutil.rmtree(output / "bees")
    build_library(output, CHANNEL)
    assert run(output)["bees"].status == "kept"
    assert "/site/bees/bees.mp3" in Weak.store
    assert run(output, removes=True)["bees"].status == "removed"
    assert [path for path in Weak.store if path.startswith("/site/bees/")] == []
    assert "/site/of-others.txt" in Weak.store
    assert "bees" not in run(output)


def test_a_dry_run_changes_nothing(output: Path) -> None:
    """It says what would be uploaded and removed, and writes nothing, not even its record."""
    assert run(output, dry_run=True, removes=True)["bees"].files == 8
    assert Weak.store == {}


def test_a_record_that_is_lost_costs_an_upload_only(output: Path) -> None:
    """Without a record, or with one that somebody changed, everything is uploaded again, and nothing is removed."""
    run(output)
    del Weak.store[f"/site/{NAME}"]
    assert {outcome.status for outcome in run(output, removes=True).values()} == {"uploaded"}
    memory.MemoryFileSystem.pipe_file(Weak(), f"/site/{NAME}", b'{"schema": 1, "files": {"../x": [1, "y"]}}')
    assert {outcome.status for outcome in run(output, removes=True).values()} == {"uploaded"}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//x", "*", "a/?", "C:\\x", "a\n", "", "a/. /x", "."])
def test_no_record_leads_out_of_the_folder(path: str) -> None:
    """A path that means something else than a file below the address is not believed."""
    assert parse_record(json.dumps({"schema": 1, "files": {path: [1, "x"]}}).encode()) is None


PATHS = st.dictionaries(st.text(max_size=9), st.tuples(st.integers(), st.text(max_size=3)) | st.none(), max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=90) | PATHS.map(lambda files: json.dumps({"schema": 1, "files": files}).encode()))
def test_any_record_is_read(data: bytes) -> None:
    """Whatever is at the address, it is a record or none."""
    record = parse_record(data)
    assert record is None or parse_record(render_record(record)) == record


@pytest.mark.parametrize("size", ["1e999", "-1e999", "NaN", "[]", "null"])
def test_a_record_with_impossible_sizes_is_none(size: str) -> None:
    """A size that is no number of bytes is not believed, also if JSON has it as infinite."""
    assert parse_record(f'{{"schema": 1, "files": {{"a": [{size}, "x"]}}}}'.encode()) is None


def test_media_types_are_given_where_they_are_stored(output: Path) -> None:
    """An object store is told the type of each file, by the argument that it takes."""
    types: dict[str, str] = {}

    class Store(Weak):
        protocol = "s3"

        def _write(self, path: str) -> None:
            return

        def put_file(self, lpath: str, rpath: str, **options: Any) -> None:
            types[rpath.rpartition("/")[2]] = options["ContentType"]

        def pipe_file(self, path: str, value: bytes, **options: Any) -> None:
            types[path.rpartition("/")[2]] = options["ContentType"]

    fsspec.register_implementation("store", Store, clobber=True)
    run(output, "store://site")
    assert types["bees.mp3"] == "audio/mpeg"
    assert types["bees.vtt"] == "text/vtt; charset=utf-8"
    assert types["feed.xml"] == "application/rss+xml; charset=utf-8"
    assert types["chapters.json"] == "application/json+chapters"
    assert types[NAME] == "application/json"


def command(capsys: Any, *arguments: str) -> tuple[int, list[str]]:
    """The exit status of the command, and all that it prints."""
    status = main(["publish", *arguments])
    said = capsys.readouterr()
    return status, (said.out + said.err).splitlines()


@pytest.mark.parametrize(
    ("change", "arguments", "what"),
    [
        (lambda folder: None, ["{out}", "{web}"], "feed.xml: The address of the folder on the web is not set"),
        (lambda folder: None, ["{out}", "{web}", "--base-url", "https://b.example/"], "was made for another address"),
        (lambda folder: folder.joinpath("index.html").unlink(), ["{out}", "{web}"], "There is no library here."),
        (lambda folder: None, ["{out}/bees", "{web}"], "This is a package."),
        (lambda folder: None, ["{web}/none", "{web}"], "There is no such folder."),
        (lambda folder: None, ["{out}", "{out}/web"], "This is in the folder of the packages."),
        (lambda folder: None, ["{out}", "https://example.org/x"], "This is the address for listeners."),
        (lambda folder: None, ["{out}", "zzz://example.org/x"], "Protocol not known: zzz"),
    ],
)
def test_wrong_calls(
    output: Path, tmp_path: Path, capsys: Any, change: Callable[[Path], None], arguments: list[str], what: str
) -> None:
    """A call that cannot work says why, with exit status 2, and uploads nothing."""
    change(output)
    places = {"out": str(output), "web": str(tmp_path / "web")}
    status, lines = command(capsys, *(argument.format(**places) for argument in arguments))
    assert status == 2
    assert what in lines[-1]
    assert not tmp_path.joinpath("web").exists()


@pytest.mark.parametrize(
    ("package", "address", "what"),
    [("fsspec", "/srv/web", 'pip install "articast[publish]"'), ("s3fs", "s3://bucket/x", "Install s3fs")],
)
def test_a_package_that_is_missing_is_named(
    output: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, package: str, address: str, what: str
) -> None:
    """Without fsspec, or without the package of an address, the error says what to install."""
    monkeypatch.setitem(sys.modules, package, None)
    status, lines = command(capsys, str(output), address)
    assert status == 2
    assert what in lines[-1]


def test_the_command_says_what_it_does(output: Path, tmp_path: Path, capsys: Any) -> None:
    """There is one line for each package that is uploaded, and one about all; or objects for programs."""
    call = (str(output), str(tmp_path / "web"), "--base-url", CHANNEL.base_url)
    status, lines = command(capsys, *call)
    assert status == 0
    assert [line.partition(":")[0] for line in lines[:3]] == ["ants", "bees", "Library"]
    assert lines[3].endswith("Listeners find them at https://example.org/listen/")
    assert "0 packages uploaded, 2 unchanged; 0 files" in command(capsys, *call)[1][0]
    summary = json.loads(command(capsys, *call, "--json")[1][-1])
    assert (summary["event"], summary["unchanged"], summary["files"]) == ("summary", 2, 0)


def test_a_failed_upload_has_exit_status_1(output: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that stays is one line on what failed and what to do."""
    Weak.faults["bees/bees.mp3"] = [PermissionError("Forbidden")]
    status, lines = command(capsys, str(output), "weak://site", "--base-url", CHANNEL.base_url)
    assert status == 1
    assert lines[-1] == "weak://site/bees/bees.mp3: Forbidden. Run the command again to continue."


def test_passwords_are_not_shown() -> None:
    """The password of an address is in no message."""
    assert hide_password("sftp://ann:se:cret@example.org/x") == "sftp://ann@example.org/x"
    assert hide_password("s3://bucket/x") == "s3://bucket/x"
    assert hide_password("sftp://[broken/x") == "sftp"
