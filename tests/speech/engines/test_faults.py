"""Engines that crash, hang and lie: caught every time, and healed, or named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import faulty
import pytest

from tts.errors import EngineError
from tts.model import Prosody, Utterance, Voice
from tts.speech.engines.remote import WorkerEngine
from tts.speech.engines.sandbox import Needs

ROOT = Path(__file__).parents[3]
VOICE = Voice(id="tone", name="Tone", languages=("en",))
TIMES = int(os.environ.get("REPETITIONS", "4" if os.environ.get("CI") else "3"))  # texts differ in 12 ways
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="signals and children need a system with fork")
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are counted in /proc")
pytestmark = [needs_fork, needs_proc]


class FaultyEngine(WorkerEngine):
    """An engine of `faulty`, by the name of its class."""

    def __init__(self, kind: str, deadline_s: float = 20.0) -> None:
        super().__init__(deadline_s=deadline_s)
        self.name = self.speaker = f"faulty:{kind}"  # type: ignore[misc]


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(Path(faulty.__file__).parent))
    monkeypatch.setenv("FAULTY_MEMORY", str(tmp_path))
    monkeypatch.setenv("ARTICAST_SANDBOX", "off")  # they write into this folder
    monkeypatch.setattr("tts.speech.engines.remote._DEADLINE_S_PER_CHARACTER", 0.0)
    return tmp_path


def texts(word: str) -> Iterator[str]:
    """Some texts with `word`, of different lengths, each between two without."""
    for number in range(TIMES):
        yield f"The {'very ' * (number % 4)}good sentence before number {number} of them all."
        yield f"A {word} {'occurs somewhere ' * (number % 3 + 1)}in the sentence with the number {number}, twice."
        yield f"Rest {number}."


def said(engine: WorkerEngine, spoken: list[str]) -> list[bytes]:
    utterances = [Utterance(id=f"u{number}", text="x", spoken=text) for number, text in enumerate(spoken)]
    speeches = list(engine.synthesize_all(utterances, VOICE, Prosody(rate_wpm=450)))
    assert [one.utterance_id for one in speeches] == [one.id for one in utterances]
    return [one.pcm for one in speeches]


def right(spoken: list[str]) -> list[bytes]:
    return [faulty.tone(text, 450)[0] for text in spoken]


HEALED = (
    "Crash", "Empty", "Endless", "Exit", "ForkedCrash", "ForkedExit", "Garbage", "HalfAFrame", "Mp3", "NoJson",
    "NoRate", "Noise", "OddByte", "OddEvents", "Raise", "Repeated", "Silent", "Stale", "StaleSound", "Swapped",
    "Truncated", "Twice", "WrongId", "WrongRate",
)  # fmt: skip
WITH_EVERY_PYTHON = {"Crash", "ForkedCrash", "Garbage", "HalfAFrame", "NoJson", "Raise"}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind in WITH_EVERY_PYTHON else pytest.mark.once) for kind in HEALED]
)
def test_every_fault_is_caught_and_healed(kind: str, memory: Path) -> None:
    """Of many texts every third goes wrong once; all are right in the end, in order."""
    spoken = list(texts("fault"))
    with FaultyEngine(kind) as engine:
        assert said(engine, spoken) == right(spoken)
    assert len(list(memory.iterdir())) == TIMES


@pytest.mark.parametrize("kind", ["Hang", "ForkedHang"])
def test_every_hang_is_ended(kind: str, memory: Path) -> None:
    """Hangs meet their deadline, and their texts are said by fresh workers."""
    spoken = list(texts("fault"))
    with FaultyEngine(kind, deadline_s=0.1) as engine:
        assert said(engine, spoken) == right(spoken)
    assert len(list(memory.iterdir())) == TIMES


@pytest.mark.parametrize("kind", ["Sound", "Forked", "Slow", "Talkative"])
def test_what_is_no_fault_costs_no_worker(kind: str) -> None:
    """An engine that is right, slow or talkative keeps its one process."""
    spoken = list(texts("fault"))
    with FaultyEngine(kind) as engine:
        pid = engine._worker.pid
        assert said(engine, spoken) == right(spoken)
        assert engine._worker.pid == pid


def test_an_engine_that_dies_at_its_start_is_named_and_starts_the_second_time() -> None:
    """The first call says that it ended and how; the next one speaks."""
    with FaultyEngine("DiesAtStart") as engine:
        with pytest.raises(EngineError, match=r"cannot be started: its process ended \(exit status 7\)"):
            said(engine, ["One."])
        assert said(engine, ["One."]) == right(["One."])


def test_an_engine_that_never_starts_is_named() -> None:
    """The error says why."""
    with FaultyEngine("NeverStarts") as engine, pytest.raises(EngineError, match=r"cannot be started: .*no sound card"):
        said(engine, ["One."])


PERSISTENT = ("Empty", "Exit", "ForkedCrash", "Mp3", "Noise", "Silent", "WrongId")


@pytest.mark.parametrize(
    "kind", ["Crash", "Raise", *(pytest.param(kind, marks=pytest.mark.once) for kind in PERSISTENT)]
)
def test_a_text_that_always_fails_is_named_and_the_next_article_goes_on(kind: str) -> None:
    """The error quotes the whole sentence; the same engine then speaks another article."""
    bad = "This sentence holds the poison."
    with FaultyEngine(kind) as engine:
        with pytest.raises(EngineError, match=r'cannot say u1, "This sentence holds the poison\."'):
            said(engine, ["Before.", bad, "After."])
        assert said(engine, ["Before.", "After."]) == right(["Before.", "After."])


def test_halves_are_said_when_the_whole_fails() -> None:
    """A text that is too much for the engine is said in pieces, each where it belongs, with all its words."""
    spoken = "One two three four five six seven eight nine ten. " * 2 + "toomuch"
    with FaultyEngine("TooMuch") as engine:
        (speech,) = engine.synthesize_all([Utterance(id="u1", text="x", spoken=spoken)], VOICE, Prosody(rate_wpm=450))
    assert [spoken[word.begin : word.end] for word in speech.words] == spoken.replace(".", "").split()
    assert len(speech.pcm) == pytest.approx(len(right([spoken])[0]), abs=100)


@pytest.mark.parametrize("kind", ["Crash", "Hang", "ForkedHang", "Endless", "Raise"])
def test_no_fault_leaves_a_trace(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After faults no process, open file or folder is left."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home))
    files = len(list(Path("/proc/self/fd").iterdir()))
    with FaultyEngine(kind, deadline_s=0.3) as engine:
        said(engine, list(texts("fault"))[:6])
    assert len(list(Path("/proc/self/fd").iterdir())) == files
    assert not list(home.iterdir())
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    assert not [pid for path in lists for pid in path.read_text().split() if b"faulty" in _command(pid)]


@pytest.mark.parametrize("speaker", ["tts.speech.engines.espeak.speaker:EspeakSpeaker", "nothing:Nothing"])
def test_a_worker_whose_parent_is_gone_leaves_nothing(tmp_path: Path, speaker: str) -> None:
    """A worker that nobody listens to ends without a word, and removes its folder."""
    folder = tmp_path / "folder"
    folder.mkdir()
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as replies:
        command = [sys.executable, "-m", "tts.speech.engines.worker", speaker, Needs().to_json(), str(folder)]
        run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=replies, stderr=subprocess.PIPE, cwd=ROOT)
    assert (run.returncode, run.stderr, folder.exists()) == (0, b"", False)


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


@pytest.mark.parametrize("kind", ["Slow", "Hang", "ForkedHang"])
def test_an_interrupt_ends_at_once(kind: str, tmp_path: Path) -> None:
    """SIGINT to the user's group ends it, its worker and the worker's children, also hanging ones; no file stays."""
    home = tmp_path / "home"
    home.mkdir()
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_faults import *\n"
        "engine = FaultyEngine(sys.argv[2]); engine._worker.hello; print(engine._worker.pid, flush=True)\n"
        "try:\n"
        "    with engine: said(engine, ['No fault.', 'A fault.'] * 9999)\n"
        "except KeyboardInterrupt: sys.exit(130)"
    )
    command = [sys.executable, "-c", script, str(Path(__file__).parent), kind]
    environment = os.environ | {"TMPDIR": str(home), "PYTHONPATH": f"{ROOT}:{os.environ['PYTHONPATH']}"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True
    ) as user:
        assert user.stdout is not None
        pid = int(user.stdout.readline())
        time.sleep(0.3)
        os.killpg(user.pid, signal.SIGINT)
        _, errors = user.communicate(timeout=30)
    assert (user.returncode, errors) == (130, b"")
    assert not list(home.iterdir())
    assert not _alive_in_group(pid)


def _alive_in_group(group: int) -> list[str]:
    stats = [_stat(path) for path in Path("/proc").glob("[0-9]*/stat")]
    return [stat for stat in stats if stat and stat.split()[2] == str(group) and stat.split()[0] != "Z"]


def _stat(path: Path) -> str:
    """State, parent, group and so on of a process."""
    try:
        return path.read_text().rsplit(")", 1)[1]
    except (FileNotFoundError, ProcessLookupError):
        return ""
