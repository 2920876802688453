"""Whatever is in the place of a file, each command ends by itself, in one line for each file, and without a traceback.

`FILES=all` tries each place with each kind of file; without it each place is tried with one kind.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image

from tts.cli import main
from tts.library.build import CHECKSUM

pytestmark = [
    pytest.mark.once,  # none of it depends on the version of Python
    pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes, devices or sockets among its files"),
]

SILENT = ("--engine", "silent", "--jobs", "1", "--date", "2026-01-02", "--follow-links")
PACKAGE = ("package", *SILENT, "--formats", "mp3,epub")
CHECK, TEXT = ("check", *SILENT), ("text",)
EDITION = ("edition", *SILENT, "--formats", "mp3,daisy")
LIBRARY, VERIFY = ("library",), ("verify", "output/ants")
PUBLISH = ("publish", "output", "site")
VOICE = ("package", *SILENT[2:], "--voice", "voices/ann.onnx")

_MAX_MEMORY_BYTES = 5_000_000_000  # less than the large file has

PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "articles/bees.md": (
        PACKAGE,
        CHECK,
        TEXT,
        EDITION,
        ("say", "--engine", "silent", "-o", "a.wav", "articles/bees.md"),
    ),
    "articles/book.epub": (PACKAGE, CHECK, TEXT),
    "articles/page.html": (PACKAGE, CHECK, ("add", "articles/page.html", "-o", "added")),
    "articles/cover.png": (PACKAGE, CHECK),
    "articles/bee.png": (PACKAGE, CHECK),
    "articles/lexicon.toml": (PACKAGE, CHECK),
    "own.pls": ((*CHECK, "--lexicon", "own.pls"),),
    "articast.toml": (PACKAGE, CHECK, TEXT, ("doctor",)),
    "own.toml": ((*CHECK, "--config", "own.toml"),),
    "edition.toml": (EDITION, (*EDITION, "--check")),
    "start.md": (EDITION, (*EDITION, "--check")),
    "tune.wav": (EDITION, (*EDITION, "--check")),
    "between.wav": (EDITION,),
    "front.png": (EDITION,),
    "feed.xml": (("add", "feed.xml", "-o", "added"),),
    "export.html": (("add", "export.html", "-o", "added"),),
    "added/.articast-entries": (("add", "export.html", "-o", "added"),),
    "added/ants.md": (("add", "articles/ants.txt", "-o", "added"),),
    "output/ants/manifest.json": (PACKAGE, CHECK, (*PACKAGE, "--dry-run"), EDITION, LIBRARY, PUBLISH, VERIFY),
    "output/ants/ants.mp3": (PACKAGE, EDITION, PUBLISH, VERIFY),
    "output/ants/cover.png": (PACKAGE, EDITION, LIBRARY, PUBLISH, VERIFY),
    "output/ants/index.html": (PACKAGE, LIBRARY, VERIFY),
    "output/index.html": (PACKAGE, LIBRARY, PUBLISH),
    "output/articles.js": (PACKAGE, LIBRARY, PUBLISH),
    f"output/{CHECKSUM}": (PACKAGE, LIBRARY),
    "output/news-2026-01-02/manifest.json": (EDITION, LIBRARY, PUBLISH),
    "output/news-2026-01-02/parts/start/manifest.json": ((*EDITION, "--title", "Other"),),
    "output/lock": (PACKAGE,),
    "site/.articast-published.json": (PUBLISH,),
    "voices/ann.onnx": (VOICE, ("voices",), ("doctor",)),
    "voices/ann.onnx.json": (VOICE, ("voices",)),
    "voices/MODEL_CARD": (VOICE, ("voices",)),
}
"""A file of a project -> the commands that read it."""


def _grow(path: Path) -> None:
    """Make a file of 6 GB that takes no space."""
    with path.open("wb") as file:
        file.truncate(6_000_000_000)


def _bind(path: Path) -> None:
    """Make a socket."""
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has at most 107 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


KINDS: dict[str, Callable[[Path], Any]] = {
    "pipe": lambda path: os.mkfifo(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "large": _grow,
    "loop": lambda path: path.symlink_to(path.name),
    "folder": Path.mkdir,
    "socket": _bind,
    "nothing": lambda path: path.symlink_to("nowhere"),
    "empty": Path.touch,
    "odd": lambda path: path.write_bytes(bytes(range(256)) * 100),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with articles, an edition and their packages, all files of which are there."""
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("articles", "added", "site", "voices"):
            Path(name).mkdir()
        Path("articles/ants.txt").write_text("Ants\n\nAnts walk on and on.\n", encoding="utf-8")
        head = "---\ntitle: Bees\nauthor: Ann\ncover: cover.png\n---\n"
        Path("articles/bees.md").write_text(f"{head}\nBees fly.\n\n![A bee](bee.png)\n", encoding="utf-8")
        Path("articles/page.html").write_text("<title>Wasps</title><p>Wasps sting, now and then.</p>", encoding="utf-8")
        Path("articles/lexicon.toml").write_text('[words]\nBees = "Beez"\n', encoding="utf-8")
        for name in ("articles/cover.png", "articles/bee.png", "front.png"):
            Image.new("RGB", (9, 9), "red").save(name)
        for name in ("tune.wav", "between.wav"):
            with wave.open(name, "wb") as sound:
                sound.setparams((1, 2, 8000, 0, "NONE", ""))
                sound.writeframes(b"\0\x40\0\xc0" * 4000)
        Path("start.md").write_text("Welcome to the news.\n", encoding="utf-8")
        Path("edition.toml").write_text(
            'title = "News"\ncover = "front.png"\n[announce]\nstart = "start.md"\njingle = "tune.wav"\n'
            'between = "between.wav"\n[[section]]\narticles = ["articles/*.txt", "articles/*.md"]\n',
            encoding="utf-8",
        )
        Path("export.html").write_text("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL></DL>", encoding="utf-8")
        assert main([*PACKAGE]) == 0
        assert main([*EDITION]) == 0
        assert main([*PUBLISH]) == 0
        assert main(["add", "articles/ants.txt", "-o", "added"]) == 0
    return folder


def _stop(*_: Any) -> NoReturn:
    """Fail a test in which something is waited for."""
    pytest.fail("it does not end by itself")


def _list_cases() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield places, kinds and commands to try: all on request, else the first command of every fourth place."""
    is_all, kinds = os.environ.get("FILES") == "all", list(KINDS)
    for number, (place, commands) in enumerate(PLACES.items()):
        if is_all:
            cases = ((place, kind, arguments) for kind in kinds for arguments in commands)
            yield from (case for case in cases if case[1:] != ("large", PUBLISH))  # it is uploaded as it is
        elif number % 4 == 0:
            yield place, kinds[number // 4 % 3], commands[0]


@pytest.mark.parametrize(("place", "kind", "arguments"), list(_list_cases()))
def test_a_file_that_is_none_is_no_dead_end(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    kind: str,
    arguments: tuple[str, ...],
) -> None:
    """A command that reads the file ends by itself, with an exit status of its own and without a defect."""
    import resource  # which Windows has not

    home, path = tmp_path / "home", Path(place)
    shutil.copytree(project, home)
    monkeypatch.chdir(home)
    monkeypatch.setenv("ARTICAST_VOICES", str(home / "voices"))
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(120)  # so that a run of all tests does not wait for ever, nor takes all memory
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY_BYTES, limits[1]))
    try:
        status: object = main(list(arguments))
    except SystemExit as ended:
        status = ended.code
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, limits)
    out, err = capsys.readouterr()
    assert status in (0, 1, 2)
    assert "Traceback" not in out + err
    assert "defect in Articast" not in out + err
    assert "not enough memory" not in out + err
