"""The sandbox of the worker, tried from inside: what an engine does not need, nobody can do who takes it over."""

from __future__ import annotations

import ast
import errno
import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sandboxed

from tts import doctor
from tts.model import Prosody, Utterance, Voice
from tts.speech.engines import process
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.process import Worker
from tts.speech.engines.remote import WorkerEngine
from tts.speech.engines.sandbox import Needs, landlock, seccomp
from tts.speech.engines.sandbox.probe import TRIALS, find_gaps
from tts.speech.engines.speaker import SETTINGS


def _lacks() -> str:
    """What this system does not have of what the tests are about; they run where nothing is missing, as in CI."""
    if not sys.platform.startswith("linux"):
        return "Linux"
    parts, _ = find_gaps(Needs())
    return "" if len(parts) == 3 else f"all parts of the sandbox, only {parts}"


pytestmark = pytest.mark.skipif(bool(lacking := _lacks()), reason=f"this system has not got {lacking}")
HERE = Path(__file__).parent
Run = Callable[[str], str]


@pytest.fixture(autouse=True, scope="module")
def _path() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(sandboxed.__file__).parent))
        yield


def run(worker: Worker, code: str, model: str = "") -> str:
    """What the code is worth in the worker, or the name of its error."""
    worker.send(dict.fromkeys(SETTINGS) | {"model": model, "options": {}}, code)
    header, _ = worker.receive(30.0)
    return str(header["result"])


@pytest.fixture(scope="module")
def inside() -> Iterator[Run]:
    """What code is worth inside the sandbox of an engine that needs nothing."""
    worker = Worker("sandboxed:Python", Needs())
    yield lambda code: run(worker, code)
    worker.close()


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the user with a file."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "diary.txt").write_text("secret")
    return folder


NETWORK = ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK")


@pytest.mark.parametrize("family", NETWORK)
def test_no_socket_can_be_opened(inside: Run, family: str) -> None:
    """Sockets of all kinds are refused."""
    for kind in ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW"):
        assert inside(f"import socket\nsocket.socket(socket.{family}, socket.{kind})") == "PermissionError"


PROGRAMS = {
    "exec": "os.execv('/bin/true', ['true'])",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "subprocess": "__import__('subprocess').run(['/bin/true'])",
    "shell": "os.popen('true').read()",
    "fork": "os.fork() or os._exit(0)",
    "loader": "os.execv('/lib64/ld-linux-x86-64.so.2', ['ld.so', '/bin/true'])",
}


@pytest.mark.parametrize("code", PROGRAMS.values(), ids=PROGRAMS)
def test_no_program_and_no_process_starts(inside: Run, code: str) -> None:
    """Programs and copies of the process are refused, however they are started."""
    assert inside(f"import os\n{code}") in ("PermissionError", "BlockingIOError")


def test_threads_start_and_are_inside_too(inside: Run) -> None:
    """An engine has its threads, and a thread can do no more than the rest."""
    code = (
        "import socket\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "ThreadPoolExecutor(1).submit(lambda: 6 * 7).result()\n"
    )
    assert inside(code) == "42"
    assert inside(code.replace("6 * 7", "socket.socket()")) == "PermissionError"


@pytest.mark.parametrize("name", ["espeak", "natural", "piper", "system"])
def test_no_engine_of_ours_starts_a_thread_before_its_sandbox(name: str) -> None:
    """After the imports that come before the sandbox there is one thread; others would stay outside."""
    code = (
        "import os\nfrom tts.speech.engines import worker\n"
        f"worker._preload('tts.speech.engines.{name}.speaker')\nprint(len(os.listdir('/proc/self/task')))"
    )
    environment = os.environ | process._ENVIRONMENT
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "1\n"


FILES = {
    "read": "open(path).read()",
    "list": "os.listdir(folder)",
    "write": "open(path, 'w')",
    "append": "open(path, 'a')",
    "create": "open(folder + '/new', 'x')",
    "hidden": "os.open(folder, os.O_TMPFILE | os.O_RDWR)",
    "folder": "os.mkdir(folder + '/new')",
    "pipe": "os.mkfifo(folder + '/new')",
    "rename": "os.rename(path, folder + '/new')",
    "link": "os.link(path, folder + '/new')",
    "symbolic link": "os.symlink(path, folder + '/new')",
    "remove": "os.unlink(path)",
    "cut": "os.truncate(path, 0)",
    "permissions": "os.chmod(path, 0o777)",
    "owner": "os.chown(path, 1, 1)",
    "times": "os.utime(path, (0, 0))",
    "attribute": "os.setxattr(path, 'user.x', b'x')",
}


@pytest.mark.parametrize("code", FILES.values(), ids=FILES)
def test_files_of_the_user_cannot_be_read_nor_changed(inside: Run, user: Path, code: str) -> None:
    """Every way to a file outside of the sandbox is refused, and the file and its folder stay as they are."""
    path = user / "diary.txt"
    before = path.stat()
    assert inside(f"import os\nfolder, path = {str(user)!r}, {str(path)!r}\n{code}") == "PermissionError"
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime_ns) == (before.st_mode, before.st_uid, before.st_mtime_ns)
    assert ([file.name for file in user.iterdir()], path.read_text()) == (["diary.txt"], "secret")


def test_packages_and_libraries_are_not_written_to(inside: Run) -> None:
    """What an engine may read it cannot change: neither packages, nor the folder for temporary files."""
    assert inside("open(__import__('tts').__file__, 'a')") == "PermissionError"
    assert inside("import os, sys\nopen(os.path.join(sys.prefix, 'new'), 'x')") == "PermissionError"
    assert inside("__import__('tempfile').TemporaryFile()") == "FileNotFoundError"


def test_other_processes_are_out_of_reach(inside: Run) -> None:
    """The parent gets no signal, and its memory and environment cannot be read."""
    for code in ("os.kill(os.getppid(), 0)", "open(f'/proc/{os.getppid()}/environ').read()"):
        assert inside(f"import os\n{code}") == "PermissionError"
    assert inside("import os\nopen(f'/proc/{os.getppid()}/mem', 'r+b')") == "PermissionError"


def test_memory_and_files_are_bounded(inside: Run) -> None:
    """Ten gigabytes are refused, and so are a thousand open files; the worker goes on, and cannot lift the limits."""
    assert inside("len(bytearray(10 << 30))") == "MemoryError"
    assert inside("__import__('mmap').mmap(-1, 10 << 30)") == "OSError"
    assert inside("[open('/dev/null') for _ in range(1000)]") == "OSError"
    for limit in ("AS", "FSIZE", "NOFILE", "CORE"):
        lifted = f"import resource\nresource.setrlimit(resource.RLIMIT_{limit}, (-1, -1))"
        assert inside(lifted) == "ValueError"  # for which Python takes EPERM
    assert inside("6 * 7") == "42"


def test_every_call_of_the_tables_is_refused(inside: Run) -> None:
    """Each number that the filter names gets "operation not permitted" from this kernel, whatever its arguments."""
    code = (
        "import ctypes, os\nfrom tts.speech.engines.sandbox import seccomp\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "index, _ = seccomp._architecture()\n"
        "tables = ' '.join((*seccomp._ALWAYS, seccomp._NETWORK, seccomp._PROGRAMS, seccomp._FORKS))\n"
        "def error(number):\n"
        "    ctypes.set_errno(0)\n"
        "    libc.syscall(number, *map(ctypes.c_long, (-1, -1, -1, -1, -1, -1)))\n"
        "    return ctypes.get_errno()\n"
        "numbers = seccomp.read_numbers(tables, index)\n"
        "len(numbers), [name for name, number in numbers.items() if error(number) != 1]"
    )
    count, _, allowed = inside(code).strip("()").partition(", ")
    assert (int(count) > 90, allowed) == (True, "[]")


HEADERS = {0: "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", 1: "/usr/include/asm-generic/unistd.h"}


@pytest.mark.once
@pytest.mark.parametrize("index", HEADERS)
def test_the_numbers_of_calls_are_those_of_the_kernel(index: int) -> None:
    """The numbers for both machines are those of the kernel's headers, as far as these are new enough to have them."""
    header = Path(HEADERS[index])
    if not header.exists():
        pytest.skip(f"{header} is not here (Debian: apt install linux-libc-dev)")
    stated = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    tables = " ".join((*seccomp._ALWAYS, seccomp._NETWORK, seccomp._PROGRAMS, seccomp._FORKS))
    known = seccomp.read_numbers(tables, index) | {
        "clone": seccomp._CLONE[index],
        "clone3": seccomp._CLONE3[index],
        "prlimit64": seccomp._PRLIMIT[index],
        "seccomp": seccomp._SECCOMP[index],
        "landlock_create_ruleset": landlock._CREATE_RULESET,
        "landlock_add_rule": landlock._ADD_RULE,
        "landlock_restrict_self": landlock._RESTRICT_SELF,
    }
    assert {name: number for name, number in known.items() if stated.get(name, str(number)) != str(number)} == {}
    assert len(known.keys() & stated.keys()) > 85


def _decide(program: bytes, machine: int, number: int, *arguments: int) -> int:
    """What a filter answers to a call, by the rules of BPF in include/uapi/linux/bpf_common.h."""
    data = struct.pack("=IIQ6Q", number, machine, 0, *arguments, *[0] * (6 - len(arguments)))
    loaded = place = 0
    while True:
        code, if_true, if_false, constant = struct.unpack_from("=HBBI", program, place * 8)
        place += 1
        if code == 0x06:
            return constant
        if code == 0x20:
            (loaded,) = struct.unpack_from("=I", data, constant)
        else:
            true = {0x15: loaded == constant, 0x35: loaded >= constant, 0x45: bool(loaded & constant)}[code]
            place += if_true if true else if_false


@pytest.mark.once
@pytest.mark.parametrize("name", seccomp._ARCHITECTURES)
def test_the_filters_decide_as_they_say_on_every_machine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The filters refuse what the tables name, calls of other machines, and new processes, and allow the rest."""
    index, machine = seccomp._ARCHITECTURES[name]
    filters: list[bytes] = []
    monkeypatch.setattr(seccomp, "_architecture", lambda: (index, machine))
    monkeypatch.setattr(seccomp, "_install", filters.append)
    seccomp.forbid_calls(network=False, programs=False)
    seccomp.forbid_processes()
    calls, processes = filters
    refused, absent = (seccomp._REFUSE | number for number in (errno.EPERM, errno.ENOSYS))
    tables = " ".join((*seccomp._ALWAYS, seccomp._NETWORK, seccomp._PROGRAMS))
    named = set(seccomp.read_numbers(tables, index).values())
    assert {number for number in range(500) if _decide(calls, machine, number) == refused} == named
    assert {_decide(calls, machine, number) for number in set(range(500)) - named} == {seccomp._ALLOW}
    for program in filters:
        assert _decide(program, 0x40000003, 1) == refused  # the calls of 32-bit x86
        assert _decide(program, machine, seccomp._X32 + 1) == refused
    limit = seccomp._PRLIMIT[index]
    assert [_decide(calls, machine, limit, 0, 0, new) for new in (0, 1, 1 << 32)] == [seccomp._ALLOW, refused, refused]
    clone, thread = seccomp._CLONE[index], seccomp._CLONE_THREAD
    assert [_decide(processes, machine, clone, flags) for flags in (17, thread)] == [refused, seccomp._ALLOW]
    assert _decide(processes, machine, seccomp._CLONE3[index]) == absent
    assert _decide(processes, machine, 1) == seccomp._ALLOW


def test_a_forked_child_is_inside_too_and_starts_no_process() -> None:
    """Children of a worker that forks are refused what the worker is, and may not fork."""
    worker = Worker("sandboxed:ForkedPython", Needs())
    try:
        assert run(worker, "__import__('os').fork() or __import__('os')._exit(0)") == "PermissionError"
        assert run(worker, "__import__('socket').socket()") == "PermissionError"
    finally:
        worker.close()


ONE_NEED = {
    "use the network": Needs(network=True),
    "start programs": Needs(programs=True),
    "take all of the memory": Needs(memory_bytes=8 << 30),
    "read your files": Needs(readable=(Path("/"),)),
}


@pytest.mark.parametrize("trial", ONE_NEED)
def test_an_engine_gets_what_it_needs_and_no_more(trial: str) -> None:
    """Each need opens the sandbox in one place only."""
    assert find_gaps(ONE_NEED[trial])[1] == [trial]


def test_temporary_files_are_written_in_a_folder_of_the_worker_only() -> None:
    """An engine that needs temporary files has one folder for them, which goes with the worker."""
    worker = Worker("sandboxed:Python", Needs(temporary_files=True))
    try:
        write = "import os, tempfile\nfile = tempfile.NamedTemporaryFile(delete=False)\nfile.write(b'x')\n"
        folder = Path(run(worker, f"{write}os.path.dirname(file.name)").strip("'"))
        assert folder.name.startswith("articast-")
        assert len(list(folder.iterdir())) == 2  # with the lock of the folder
        assert run(worker, f"open({str(folder.parent / 'articast-new')!r}, 'x')") == "PermissionError"
    finally:
        worker.close()
    assert not folder.exists()


class PythonEngine(WorkerEngine):
    """An engine whose voices are files of the user."""

    name = "python"
    speaker = "sandboxed:Python"


def test_a_voice_file_is_read_wherever_it_is_and_nothing_beside_it(tmp_path: Path) -> None:
    """The worker reads the file of a voice, of which links are followed, and its settings, but no other file there."""
    for name in ("voice.onnx", "voice.onnx.json", "other.onnx"):
        (tmp_path / name).write_text(name)
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.onnx"
    link.symlink_to(tmp_path / "voice.onnx")
    with PythonEngine() as engine:
        for path, readable in ((tmp_path / "voice.onnx", "'voice.onnx.json'"), (link, "FileNotFoundError")):
            engine._let_read(Voice(id="x", name="X", engine="python", model=str(path)))
            assert run(engine._worker, "open(model).read()", str(path)) == "'voice.onnx'"
            assert run(engine._worker, "open(model + '.json').read()", str(path)) == readable
            assert run(engine._worker, "open(model).read()", str(tmp_path / "other.onnx")) == "PermissionError"


def test_speech_is_the_same_inside_and_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox changes no byte of the sound of espeak-ng."""
    voice = Voice(id="gmw/en-US", name="English (America)", languages=("en-US",), engine="espeak")
    utterance = Utterance(id="u", text="x", spoken="Bees fly over 21 hills, and Zoë follows.", language="en-US")
    sounds = []
    for sandbox in ("on", "off"):
        monkeypatch.setenv("ARTICAST_SANDBOX", sandbox)
        with EspeakEngine() as engine:
            assert bool(engine._worker.hello["sandbox"]) == (sandbox == "on")
            sounds.append(engine.synthesize(utterance, voice, Prosody()))
    assert sounds[0] == sounds[1]


def test_the_sandbox_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """With ARTICAST_SANDBOX=off nothing is restricted, every trial shows it, and `doctor` says so."""
    monkeypatch.setenv("ARTICAST_SANDBOX", "off")
    assert find_gaps(Needs()) == ([], list(TRIALS))
    assert doctor._check_sandbox()[0].startswith("switched off by ARTICAST_SANDBOX, so an engine can use the network")


WITHOUT = {
    "Landlock": (range(444, 447), ["a limit of memory", "seccomp"], ["write your files", "read your files"]),
    "seccomp": ((seccomp._SECCOMP[0],), ["a limit of memory", "Landlock"], ["use the network"]),
}


@pytest.mark.once
@pytest.mark.parametrize("part", WITHOUT)
def test_a_system_without_a_part_keeps_the_others(part: str) -> None:
    """Where the kernel refuses Landlock or seccomp, as in some containers, the rest of the sandbox stands."""
    calls, parts, gaps = WITHOUT[part]
    code = (
        "from tts.speech.engines.sandbox import Needs, seccomp\n"
        "from tts.speech.engines.sandbox.probe import find_gaps\n"
        f"_, machine = seccomp._architecture()\nseccomp._install(seccomp.write_filter(machine, {list(calls)}))\n"
        "print(find_gaps(Needs()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found, open_ = ast.literal_eval(done.stdout)
    assert [name.rstrip(" 0123456789") for name in found] == parts
    assert open_ == gaps


def test_a_hanging_worker_ends_with_its_parent(tmp_path: Path) -> None:
    """Once Articast is killed, a worker in an endless text ends by itself, and no folder stays."""
    code = (
        "import os, signal\nfrom tts.speech.engines.sandbox import Needs\n"
        "from tts.speech.engines.process import Worker\nfrom tts.speech.engines.speaker import SETTINGS\n"
        "worker = Worker('sandboxed:Python', Needs())\nprint(worker.pid, flush=True)\nworker.hello\n"
        "worker.send(dict.fromkeys(SETTINGS) | {'hints': ()}, '[0 for _ in iter(int, 1)]')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment)
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while Path(f"/proc/{int(done.stdout)}/cmdline").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{int(done.stdout)}").exists()
    assert not list(tmp_path.iterdir())
