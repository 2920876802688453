"""Folders and commands in which calls are made to fail, and the promises that must hold afterwards."""

from __future__ import annotations

import os
import re
import shutil
import signal
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from tests.faults.kernel import MEMORY, Ended, Fault, supervise
from tts.__main__ import run
from tts.cli import main

ANTS = """\
---
title: Ants
author: Ada
date: 2026-05-17
cover: cover.png
lexicon: words.toml
---
Ants walk in *long* rows{more}.

![A hill](hill.png)
"""
BEES = """\
---
title: Bees
author: Ada
date: 2026-05-16
---
Bees dance{more}.
"""
EDITION = """\
title = "Garden News"
date = 2026-05-18
[[section]]
title = "Insects"
articles = ["articles/ants.md", "articles/bees.md"]
"""
ADDRESS = "https://example.org/"
SILENT = ("--engine", "silent")
MANY = "mp3,epub,daisy,audiobook,usb"
_LEFT = re.compile(r"output/\.articast|(.*/)?\.articast-\w{8}(/|$)")  # to the next run
Tree = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A command that is run after `before`; if it `is_cold`, from the start of a new interpreter."""

    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    is_changed: bool = True
    is_cold: bool = False


PACKAGE = ("package", *SILENT, "--formats", "all", "--base-url", ADDRESS)
SMALL = ("package", *SILENT, "-f", "mp3,epub", "--base-url", ADDRESS)
SCENES = {
    "package": Scene(arguments=PACKAGE),
    "replace": Scene(arguments=PACKAGE, before=(PACKAGE,)),
    "small": Scene(arguments=SMALL, before=(SMALL,)),
    "unchanged": Scene(arguments=PACKAGE, before=(PACKAGE,), is_changed=False),
    "edition": Scene(arguments=("edition", *SILENT, "--formats", MANY), before=(PACKAGE,), is_changed=False),
    "worker": Scene(arguments=("package", "--engine", "espeak"), before=(PACKAGE,)),
    "library": Scene(arguments=("library", "--base-url", ADDRESS), before=(PACKAGE,), is_changed=False),
    "verify": Scene(arguments=("verify", "output/ants", "output/bees"), before=(PACKAGE,), is_changed=False),
    "check": Scene(arguments=("check",)),
    "start": Scene(arguments=("text", "articles/ants.md"), is_cold=True),
    "text": Scene(arguments=("text", "articles/ants.md")),
    "publish": Scene(arguments=("publish", "web", "--base-url", ADDRESS), before=(PACKAGE,), is_changed=False),
    "say": Scene(arguments=("say", "--engine", "silent", "Ants walk.", "-o", "say.wav")),
}


def read_tree(folder: Path) -> Tree:
    """Return the SHA-256 of each file below `folder` by its path; that of a folder is empty."""
    return {
        path.relative_to(folder).as_posix(): "" if path.is_dir() else sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
    }


def _write_articles(folder: Path, more: str) -> None:
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    (articles / "ants.md").write_text(ANTS.format(more=more), encoding="utf-8")
    (articles / "bees.md").write_text(BEES.format(more=more), encoding="utf-8")
    (articles / "words.toml").write_text('[[word]]\nmatch = "rows"\nsay = "lines"\n', encoding="utf-8")
    (articles / "cover.png").write_bytes(_picture(64))
    (articles / "hill.png").write_bytes(_picture(8))
    (folder / "edition.toml").write_text(EDITION, encoding="utf-8")


def _picture(pixels: int) -> bytes:
    """Return a grey PNG image of `pixels` times `pixels`."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", pixels, pixels, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes([0, *[90] * pixels]) * pixels)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


class Stage:
    """A place in memory for one scene: its folder before the command, and a fresh copy of it for each run."""

    def __init__(self, name: str, home: Path) -> None:
        self.scene = SCENES[name]
        self.home = home
        self.template = home / "template"
        self.template.mkdir()
        (home / "tmp").mkdir()
        (home / "settings").mkdir()
        _write_articles(self.template, "")
        for arguments in self.scene.before:
            assert self.run(self.template, arguments).status == 0
        if self.scene.is_changed:
            _write_articles(self.template, " and turn")
        self.copy = home / "copy"
        self._after: dict[tuple[tuple[str, str], ...], str] = {}

    @property
    def temporary(self) -> Path:
        """The folder for temporary files of the runs."""
        return self.home / "tmp"

    def reset(self) -> None:
        """Put everything back to where it was before the command."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.rmtree(self.temporary)
        self.temporary.mkdir()
        shutil.copytree(self.template, self.copy)

    def run(self, folder: Path, arguments: tuple[str, ...], fault: Fault | None = None) -> Ended:
        """Run a command in `folder`, with the `fault` if there is one."""

        def prepare() -> None:
            os.chdir(folder)
            os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temporary)))
            os.environ.update(PATH="", ARTICAST_CACHE="", ARTICAST_VOICES=os.devnull, ARTICAST_CONFIG="")
            tempfile.tempdir = None
            sys.argv = ["articast", *arguments]

        def start() -> int:
            os.execv(sys.executable, [sys.executable, "-m", "tts", *arguments])

        return supervise(prepare, start if self.scene.is_cold else run, fault or Fault(kinds={}), self.home)

    @cached_property
    def finished(self) -> Tree:
        """The files after a run in which nothing failed."""
        self.reset()
        ended = self.run(self.copy, self.scene.arguments)
        assert ended.status == 0, ended
        return read_tree(self.copy)

    @cached_property
    def earlier(self) -> Tree:
        """The files before the run."""
        return read_tree(self.template)

    def judge(self, ended: Ended, fault: Fault) -> Iterator[str]:
        """Yield each promise that does not hold after a run with a `fault`, and after the run that follows it."""
        tree = read_tree(self.copy)
        lines = ended.err.splitlines()
        if ended.is_hung:
            yield "it hung"
        elif fault.signal == signal.SIGINT and ended.status != 0:
            if (
                ended.status != 130
                or not lines[-1:]
                or not lines[-1].startswith("Stopped.")
                or "Traceback" in ended.err
            ):
                yield f"status {ended.status}, {lines[-1:]}"
        elif fault.signal != signal.SIGKILL:
            # Pillow does not notice that it gets no memory, and crashes
            if ended.status not in (0, 1, 2, *([-signal.SIGSEGV] if fault.kinds is MEMORY else [])):
                yield f"status {ended.status}"
            if (
                "Traceback" in ended.err
                or re.search(r"^\w+Error\b", ended.err, re.MULTILINE)
                or "defect in Articast" in ended.err
            ):
                yield f"traceback: {lines[-1]}"
            if ended.status == 1 and not lines and not ended.out:
                yield "no message"
            errors = [line for line in lines if not line.startswith("Warning: ")]
            if len(errors) > 2:  # one for each article
                yield f"{len(errors)} lines"
            made = {name: value for name, value in tree.items() if not _LEFT.match(name)}
            if ended.status == 0 and not lines and made != self.finished:
                yield f"status 0, and other files: {_differences(made, self.finished)}"
        if "Warning: " not in ended.err:  # that the package lacks something, until the next run
            yield from (f"mixture: {name}" for name in self._mixtures(tree))
        key = tuple(tree.items())
        if self._left() or key not in self._after:
            self._after[key] = self._run_again()
        if self._after[key]:
            yield self._after[key]

    def _run_again(self) -> str:
        """Return what is wrong after the run that follows, "" if nothing is."""
        again = self.run(self.copy, self.scene.arguments)
        if again.status:
            return f"the next run fails: {again.err.strip()}"
        if (tree := read_tree(self.copy)) != self.finished:
            return f"the next run leaves {_differences(tree, self.finished)}"
        return f"temporary folders stay: {', '.join(self._left())}" if self._left() else ""

    def _left(self) -> list[str]:
        """Return the names of our temporary folders; Python's own trial files, which it could not remove, are none."""
        return [path.name for path in self.temporary.glob("articast-*")]

    def _mixtures(self, tree: Tree) -> Iterator[str]:
        """Yield each package that is neither the one before nor the one after."""
        for folder in sorted(
            {name.split("/")[1] for name in (*self.earlier, *self.finished) if name.startswith("output/")}
        ):
            versions = [
                {name: value for name, value in version.items() if f"{name}/".startswith(f"output/{folder}/")}
                for version in (tree, self.earlier, self.finished)
            ]
            is_package = f"output/{folder}/manifest.json" in self.finished
            if versions[0] not in versions[1:] and (is_package or not any(versions[0].values())):
                yield f"output/{folder}: {_differences(versions[0], versions[2])}"


def _differences(tree: Tree, other: Tree) -> str:
    names = [name for name in sorted({*tree, *other}) if tree.get(name) != other.get(name)]
    return ", ".join(
        f"{name} ({'other' if name in tree and name in other else 'more' if name in tree else 'missing'})"
        for name in names[:4]
    )


@contextmanager
def open_stage(name: str) -> Iterator[Stage]:
    """Yield a stage for a scene, whose modules are loaded; it is in memory where the system has such a place."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="faults-", dir=memory if memory.is_dir() else None) as home:
        stage = Stage(name, Path(home))
        stage.reset()
        before = Path.cwd()
        os.chdir(stage.copy)
        out, err = sys.stdout, sys.stderr
        try:
            with open(os.devnull, "w", encoding="utf-8") as sys.stdout:  # noqa: PTH123
                main(stage.scene.arguments)  # loads all modules, once for all runs
        finally:
            sys.stdout, sys.stderr = out, err
            os.chdir(before)
        yield stage
