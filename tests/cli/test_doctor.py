"""`articast doctor` checks the installation, says how to fix problems, and shows where settings come from."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import namedtuple
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from editions import articast

from tts import doctor
from tts.cli import main
from tts.config.channel import SETTINGS as FEED_SETTINGS
from tts.config.channel import Channel
from tts.config.config import Config, options
from tts.config.names import leaves, written_name
from tts.config.settings import Settings
from tts.doctor import Finding, examine
from tts.errors import EngineError
from tts.formats import AUDIO
from tts.scratch import ScratchFolder
from tts.speech import engines
from tts.speech.engines import ENGINES
from tts.speech.engines.sandbox import probe

NAMES = [
    *("Articast", "Packages", "Audio libraries"),
    *(f"Engine {name}" for name in ENGINES),
    "Sandbox",
    *(f"Format {name}" for name in AUDIO),
    *("Audio player", "Output folder", "Articles"),
]
_FEED = [(f"feed.{name}", getattr(Channel(), name)) for name in FEED_SETTINGS]
SETTINGS = [
    *leaves(options(Config())),
    *(("output", "output"), ("jobs", Settings().jobs), ("drafts", False), ("follow_links", False)),
    ("base_url", ""),
    *_FEED,
]
ONLY_SILENT = {"silent": ENGINES["silent"]}
SILENT = Settings(config=Config(engine="silent"))


class Broken:
    """An engine that does not start."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def voices(self) -> tuple[()]:
        raise EngineError("The engine 'system' cannot be started: install it.")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, no engine but the silent one, and a sandbox without a trial."""
    monkeypatch.setattr(engines, "ENGINES", ONLY_SILENT)
    monkeypatch.setattr(probe, "find_gaps", lambda needs: ([], list(probe.TRIALS)))
    monkeypatch.chdir(tmp_path)


def _found(settings: Settings = SILENT) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_all_is_well_here(tmp_path: Path) -> None:
    """With every real part there is no problem: exit status 0, a line each, the last one says so."""
    done = articast("doctor", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines[: len(NAMES)]] == NAMES
    assert lines[0].startswith(f"Articast: {version('articast')} on Python {sys.version.split()[0]}, ")
    assert "Engine silent: version 1, 7 voices, 'English (America)' says 'Articast' in 364 ms." in lines
    espeak = next(line for line in lines if line.startswith("Engine espeak: version 1."))
    assert int(espeak.split(" voices")[0].split()[-1]) > 100
    assert any(line.startswith("Sandbox: an engine cannot ") for line in lines) or sys.platform != "linux"
    assert lines[len(NAMES) :] == [
        "Configuration: no articast.toml here.",
        *(f"{written_name(name)} is {_shown(name, value)} (default)" for name, value in SETTINGS),
        "No problems found.",
    ]
    assert _names(tmp_path) == []


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "chosen by the language" if name == "voice" else "not set"
    return (", ".join(value) if isinstance(value, list) else str(value)) or "not set"


def test_settings_show_where_they_come_from(quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Each value of the merged configuration stands with its origin."""
    Path("house.toml").write_text("rate_wpm = 150\nvoice = 'en'\n[breaks]\nitem = 5\n", encoding="utf-8")
    given = ["--config", "house.toml", "--engine", "silent", "--rate", "200", "--break", "lead-out=7", "-o", "there"]
    assert main(["doctor", *given]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Configuration: from house.toml." in lines
    assert [line for line in lines if line.endswith(")") and not line.endswith("(default)")] == [
        "engine is silent (argument)",
        "voice is en (house.toml, line 2)",
        "rate is 200 (argument)",
        "break.item is 5 (house.toml, line 4)",
        "break.lead-out is 7 (argument)",
        "output is there (argument)",
    ]


def test_json_says_the_same(quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json there is an object for each finding, setting and package, and the summary."""
    Path("articast.toml").write_text("\nvoice = 'en'\n", encoding="utf-8")
    assert main(["doctor", "--json", "--engine", "silent"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    findings = len(NAMES) - len(ENGINES) + 2  # one engine, and the configuration
    packages = {one["name"]: one for one in said if one["event"] == "package"}
    events = ["finding"] * findings + ["setting"] * len(SETTINGS) + ["package"] * len(packages) + ["summary"]
    assert [one["event"] for one in said] == events
    assert packages["lameenc"]["licence"] == "LGPL-3.0-or-later"
    assert packages["rpds-py"]["version"] == version("rpds-py")  # needed by a package that Articast needs
    assert packages.keys() & {"articast", "pyttsx3", "pytest"} == {"articast", "pyttsx3"}
    assert said[0].keys() == {"event", "name", "ok", "detail", "mend"}
    assert {"event": "setting", "name": "voice", "value": "en", "origin": "articast.toml, line 2"} in said
    assert said[-1] == {"event": "summary", "problems": 0}


def test_a_wrong_file_is_a_problem_among_others(
    quick: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong articast.toml does not keep the rest from being looked at; problems are counted, the status is 1."""
    Path("articast.toml").write_text("rate_wpm = 'fast'\n", encoding="utf-8")
    Path("output").write_text("", encoding="utf-8")
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("Problem")] == [
        f"Problem. Output folder: {tmp_path / 'output'} is not a folder. Move it, or choose another folder with -o.",
        "Problem. Configuration: articast.toml, line 1: rate_wpm must be a whole number from 80 to 450, not 'fast'.",
    ]
    assert lines[-1] == "2 problems."


def test_an_unknown_voice_is_a_problem(quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    """The voice that is set is looked for; one problem is called one problem."""
    assert main(["doctor", "--engine", "silent", "--voice", "nobody"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "Problem. Engine silent: There is no voice 'nobody'. List all voices with `articast voices`." in lines
    assert lines[-1] == "1 problem."


def test_the_systems_engine_may_be_absent(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """That the system has no engine is a problem only for who has chosen it."""
    monkeypatch.setattr(engines, "ENGINES", ONLY_SILENT | {"system": f"{__name__}:Broken"})
    found = _found()["Engine system"]
    assert found.ok
    assert found.detail.startswith("not available, and not needed (")
    found = _found(Settings(config=Config(engine="system")))["Engine system"]
    assert found == Finding(name="Engine system", ok=False, detail="The engine 'system' cannot be started: install it")


def test_our_own_engine_must_be_there(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """That espeak does not start is a problem also for who has chosen another, because it comes along."""
    monkeypatch.setattr(engines, "ENGINES", ONLY_SILENT | {"espeak": f"{__name__}:Broken"})
    assert not _found()["Engine espeak"].ok


def test_an_output_folder_that_cannot_be_written_to_is_a_problem(
    quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Permissions are tried by writing; the folder is not made, and nothing stays in the one above it."""
    there = replace(SILENT, output=tmp_path / "a" / "b")
    assert _found(there)["Output folder"].detail.startswith(f"{tmp_path / 'a' / 'b'} can be created; ")
    assert _names(tmp_path) == []

    def refuse(folder: Path | None = None, *prefix: str) -> ScratchFolder:
        if folder:
            raise PermissionError(13, "Permission denied", str(folder))
        return ScratchFolder(folder, *prefix)

    monkeypatch.setattr(doctor, "ScratchFolder", refuse)
    found = _found(there)["Output folder"]
    assert (found.ok, found.detail) == (False, f"{tmp_path} cannot be written to (Permission denied)")
    assert found.next_step == "Change its permissions, or choose another folder with -o"


def test_too_little_space_is_a_problem(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less room than an hour of speech needs is told, with what there is."""
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(349_999_999))
    found = _found()["Output folder"]
    assert (found.ok, found.detail) == (False, "output can be created; 0.3 GB free, enough for 0 hours of speech")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(700_000_000))
    found = _found()["Output folder"]
    assert (found.ok, found.detail) == (True, "output can be created; 0.7 GB free, enough for 2 hours of speech")


@pytest.mark.parametrize(
    ("needed", "detail"),
    [
        ("av>=999", f"av {version('av')} does not match >=999"),
        ("no-such-package>=1", "no-such-package is missing"),
        ("no-such-package>=1; python_version >= '3.1'", "no-such-package is missing"),
    ],
)
def test_a_missing_or_old_package_is_a_problem(
    needed: str, detail: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each requirement of the installed Articast must be there and new enough."""
    monkeypatch.setattr(doctor, "requires", lambda name: ["pydub>=0.25.1", needed])
    found = _found()["Packages"]
    assert (found.ok, found.detail) == (False, detail)
    assert found.next_step


def test_what_is_not_needed_here_is_not_missed(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Extras, and requirements for another Python, are left out."""
    others = ["nothing>=1; extra == 'test'", "nothing; python_version >= '9.1'"]
    monkeypatch.setattr(doctor, "requires", lambda name: ["pydub>=0.25.1", *others])
    assert _found()["Packages"].detail == f"pydub {version('pydub')}"


def test_a_package_that_does_not_load_is_a_problem(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that cannot be imported costs its own findings only."""
    monkeypatch.setitem(sys.modules, "tts.audio.play", None)
    found = _found()
    assert [name for name, finding in found.items() if not finding.ok] == ["Audio player"]
    assert found["Audio player"].detail.startswith("a package cannot be loaded: ")
    assert found["Audio player"].next_step


def test_articles_are_counted(quick: None) -> None:
    """The folder that `package` takes by default is looked into; without it nothing is wrong."""
    assert (
        _found()["Articles"].detail
        == "none in a folder 'articles' here; name files or folders after `articast package`"
    )
    Path("articles").mkdir()
    assert _found()["Articles"].detail.startswith("none")
    Path("articles/bees.md").write_text("# Bees\n", encoding="utf-8")
    assert _found()["Articles"] == Finding(name="Articles", ok=True, detail="1 in the folder 'articles'")


def test_no_loudspeaker_is_no_problem(quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Packages need no loudspeaker; who has none is told of -o."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = _found()["Audio player"]
    assert (found.ok, found.detail) == (True, "none was found, so `articast say` needs -o FILE")


PLAYERS = [
    ("exit 0", "aplay played 200 ms of silence"),
    ("echo 'No such device' >&2; exit 1", "none plays here (aplay: No such device), so `articast say` needs -o FILE"),
    ("exec sleep 60", "none plays here (aplay: it did not end within 1 s), so `articast say` needs -o FILE"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows plays without a program")
@pytest.mark.parametrize(("script", "detail"), PLAYERS)
def test_the_player_is_tried(
    script: str, detail: str, quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A player is started with a moment of silence, and what it did is said; that it is installed shows nothing."""
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f"#!/bin/sh\nexport PATH={os.environ['PATH']}\n{script}\n", encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(player.parent))
    monkeypatch.setattr(doctor, "_PLAYER_LIMIT_S", 1.0)
    assert _found()["Audio player"] == Finding(name="Audio player", ok=True, detail=detail)
