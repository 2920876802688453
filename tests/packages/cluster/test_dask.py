"""A Dask cluster makes the packages that one computer makes, and loses none when a worker ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tts import __version__
from tts.cli import main
from tts.config.config import Config
from tts.errors import ClusterError, UsageError
from tts.packages.batch import package
from tts.packages.cluster import dask
from tts.packages.cluster.dask import Installation
from tts.packages.cluster.run import Workers
from tts.packages.discover import find_articles

OURS = Installation(versions={"articast": __version__, "av": "18.1.0"}, voices=(("silent", "English"),))
SILENT = Config(engine="silent", pinned=("engine",))  # as the command line does
needs_dask = pytest.mark.skipif(
    not find_spec("distributed") and not os.environ.get("CI"), reason='needs pip install "articast[cluster]"'
)


@pytest.mark.parametrize(
    ("theirs", "problem"),
    [
        (OURS, ""),
        (
            Installation(versions={"articast": "0.1", "av": "18.1.0", "numpy": "2"}, voices=OURS.voices),
            f"It has other versions: articast 0.1, not {__version__}; numpy 2, not installed here. Install the same",
        ),
        (Installation(versions=OURS.versions), "It has other voices. Install the same voices there"),
        (Installation(versions=OURS.versions, problem="There is no engine 'kazoo'."), "There is no engine 'kazoo'."),
        (ModuleNotFoundError("No module named 'tts'"), f"Articast {__version__} does not run there (Module"),
    ],
)
def test_a_worker_with_another_installation_is_refused(theirs: object, problem: str) -> None:
    """Other versions, other voices, an engine that does not start and no Articast at all are one line each."""
    said = dask._compare(OURS, theirs)
    assert said.startswith(problem) if problem else said == ""


class TwoWorkers:
    """A client of two workers in other folders, of which one has another version of the encoder."""

    def nthreads(self) -> dict[str, int]:
        return {"tcp://a": 2, "tcp://b": 2}

    def run(self, function: Any, config: Config, on_error: str) -> dict[str, Installation]:
        with contextlib.chdir("/"):
            good = asyncio.run(function(config))
        return {"tcp://a": good, "tcp://b": replace(good, versions={**good.versions, "lameenc": "0.1"})}


def test_workers_are_chosen_by_what_they_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker like this computer is used, also where a lexicon is only here; another one is refused by its address."""
    monkeypatch.chdir(tmp_path)
    Path("words.toml").write_text('[words]\nBees = "beez"\n', encoding="utf-8")
    config = Config(engine="silent", lexicon=("words.toml",))
    threads, (refused,) = dask._choose_workers(TwoWorkers(), "tcp://scheduler", config)
    assert threads == {"tcp://a": 2}
    assert refused.startswith("tcp://b: It has other versions: lameenc 0.1, not ")
    with pytest.raises(UsageError, match="There is no such file"):
        dask._choose_workers(TwoWorkers(), "tcp://scheduler", Config(engine="silent", lexicon=("gone.toml",)))


@pytest.mark.parametrize("address", ["", "192.168.0.10", "8786"])
def test_an_address_is_whole(address: str) -> None:
    """What is not an address with its protocol is refused with an example, before Dask is loaded."""
    with pytest.raises(UsageError, match="is not the address of a scheduler"), dask.connect(address, SILENT):
        pass


def test_voice_files_stay_here() -> None:
    """A voice that is named by its file is refused before anything is sent, because workers have no such file."""
    with pytest.raises(UsageError, match="is not sent to workers"), dask.connect("tcp://x", Config(voice="a/b.onnx")):
        pass


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles that take long enough to be interrupted."""
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    for number in range(4):
        text = f"# Article {number}\n\n" + "Bees fly over the meadow, and ants walk below. " * 8
        Path(f"articles/article-{number}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_refused_workers_are_warnings_of_the_run(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --strict, a worker that is refused is an error like other warnings, and all articles are packaged."""
    with ThreadPoolExecutor(1) as pool:
        found = Workers(executor=pool, count=2), ("tcp://b: It has other voices.",)
        monkeypatch.setattr(dask, "connect", lambda *_: contextlib.nullcontext(found))
        assert main(["package", "--engine", "silent", "--scheduler", "tcp://a", "--strict", "--quiet"]) == 1
    assert capsys.readouterr().err.splitlines()[0] == "Warning: tcp://b: It has other voices."
    assert len(list(home.glob("output/*/manifest.json"))) == 4


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own, in a folder of their own."""
    folder = tmp_path_factory.mktemp("cluster")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    worker = ["dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", "work"]
    commands = [["dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], worker, worker]
    log = folder / "log"
    with log.open("wb") as file:
        processes = [
            subprocess.Popen([sys.executable, "-m", f"distributed.cli.{module}", *arguments], cwd=folder, stderr=file)
            for module, *arguments in commands
        ]
    try:
        while log.read_bytes().count(b"Register worker addr:") < 2:
            assert [process.poll() for process in processes] == [None] * 3
            time.sleep(0.05)
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _start(home: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tts", "package", "--engine", "silent", *options]
    return subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def _wait_for_package(run: subprocess.Popen[str]) -> None:
    assert run.stdout
    assert any(line.startswith("1 of 4: ") for line in run.stdout)


def _read(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@needs_dask
@pytest.mark.once
def test_ctrl_c_stops_a_run_on_a_cluster(cluster: tuple[str, list[subprocess.Popen[bytes]]], home: Path) -> None:
    """After Ctrl+C there is one line and status 130, whole packages only, and the workers take other articles."""
    run = _start(home, "--scheduler", cluster[0])
    _wait_for_package(run)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate()
    assert errors == "Stopped. Packages made so far are complete. Run the command again to continue.\n"
    assert run.returncode == 130
    assert not Path("output/.articast").exists()
    assert all(Path(package, "manifest.json").is_file() for package in Path("output").iterdir())


@needs_dask
@pytest.mark.once
def test_a_worker_that_is_killed_loses_nothing(cluster: tuple[str, list[subprocess.Popen[bytes]]], home: Path) -> None:
    """While one of two workers is killed, all articles are packaged, with the bytes of a run on one computer."""
    address, workers = cluster
    run = _start(home, "--scheduler", address)
    _wait_for_package(run)
    workers[1].kill()
    _, errors = run.communicate()
    assert (run.returncode, errors) == (0, "")
    there = _read(home / "output")
    outcomes = list(package(find_articles([Path("articles")]), Path("output"), SILENT, force=True))
    assert [outcome.status for outcome in outcomes] == ["packaged"] * 4
    assert there == _read(home / "output")


@needs_dask
@pytest.mark.once
def test_a_scheduler_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the address and says how to start a scheduler."""
    monkeypatch.setattr(dask, "_TIMEOUT_S", 0.5)
    message = r"^tcp://127.0.0.1:9: No scheduler answers. Start one with `dask scheduler`, or correct the address"
    with pytest.raises(ClusterError, match=message), dask.connect("tcp://127.0.0.1:9", Config(engine="silent")):
        pass
