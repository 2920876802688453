"""`articast completion` prints scripts with which bash, zsh and fish complete the real command line."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tts.cli import main
from tts.cli.arguments import VERBS
from tts.cli.completion.arguments import CompletedVerb, list_verbs

pytestmark = pytest.mark.once  # the scripts are the same with every Python

NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="the shells are tried on Linux and macOS")
COMPLETED = list_verbs(VERBS)
LINES = {
    "pac": ["package"],
    "help ser": ["serve"],
    "completion ": ["bash", "fish", "zsh"],
    "package --loudness p": ["podcast"],
    "package --progress=b": ["bar"],
    "package -f mp3,m4": ["mp3,m4b"],
    "edition --formats u": ["usb"],
    "edition --formats mp3,fe": ["mp3,feed"],
    "package bees.md --break lead": ["lead-in=", "lead-out="],
    "package -o ou": ["out"],
    "package text --qui": ["--quiet"],
    "serve my": ["my folder"],
}
"""What each shell offers in a folder with `out`, `my folder` and `bees.md`."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("out", "my folder"):
        tmp_path.joinpath(name).mkdir()
    tmp_path.joinpath("bees.md").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def _run(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


BASH = """
offer() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _articast 2>/dev/null; printf '%s\\n' "${COMPREPLY[@]}"; echo; }
"""


@NOT_ON_WINDOWS
def test_bash_completes(home: Path, require_tool: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    """bash offers the commands, options, values, folders and lists that may follow, and files by itself."""
    lines = {f"articast {line}": words for line, words in LINES.items()}
    lines |= {"articast package bee": [], "articast package -- -": [], "articast package --rate 1": []}
    calls = []
    for line in lines:
        words = line.replace("=", " = ").split(" ")  # as bash splits it
        calls.append(f"offer {shlex.join(words)}")
    program = _script("bash", capsys) + BASH + "\n".join(calls)
    offered = "\n".join(_run(require_tool("bash"), "--norc", "-c", program)).split("\n\n")
    assert [sorted(filter(None, words.split("\n"))) for words in offered] == [sorted(words) for words in lines.values()]


@NOT_ON_WINDOWS
def test_fish_completes(home: Path, require_tool: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    """fish offers the same, and files where they may follow."""
    lines = LINES | {"package bee": ["bees.md"], "cache bee": [], "package --rate 1": []}
    program = [_script("fish", capsys)]
    program += [f"complete -C {shlex.quote(f'articast {line}')}; echo ==" for line in lines]
    offered: list[list[str]] = [[]]
    for line in _run(require_tool("fish"), "--no-config", "-c", "\n".join(program)):
        if line == "==":
            offered.append([])
        else:
            offered[-1].append(line.partition("\t")[0].removeprefix("--progress=").rstrip("/"))
    assert offered[:-1] == [sorted(words) for words in lines.values()]


ZSH = """
compdef() {}
_describe() { print -rl -- $commands }
_arguments() { if [[ $1 = -C ]]; then state=argument; else print -rl -- "$@"; fi }
"""


@NOT_ON_WINDOWS
@pytest.mark.parametrize("verb", COMPLETED, ids=lambda verb: verb.name)
def test_zsh_has_every_argument(
    verb: CompletedVerb, require_tool: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """zsh reads the script, which passes each name of each option to its `_arguments`, and each positional argument."""
    program = f"{ZSH}{_script('zsh', capsys)}\nwords=({verb.name})\n_articast"
    flags, specifications = (lines := _run(require_tool("zsh"), "-f", "-c", program))[:2], lines[2:]
    assert flags == ["-s", "-S"]
    names = [name for argument in verb.arguments for name in argument.names or [""]]
    assert len(specifications) == len(names)
    assert all(name in text for name, text in zip(names, specifications, strict=True))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_has_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The script of each shell names every command and every long option, and ends with a line end."""
    script = _script(shell, capsys)
    assert script.endswith("\n")
    assert script.isascii()
    for verb in COMPLETED:
        assert verb.name in script
        for argument in verb.arguments:
            longest = max(argument.names, key=len, default="")
            assert longest.lstrip("-") in script
    assert sys.executable not in script
