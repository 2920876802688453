"""A disk that is full costs the new package, never the old one."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tts.library.build import CHECKSUM

pytest.importorskip("resource", reason="this system cannot limit the size of files")

# The limit stands for the disk: a write that goes beyond it fails, as one on a full disk does. The first run loads all
# modules, and the others, each in a process of its own, begin where it ended.
PARENT = """
import json, os, resource, signal, sys
from tts.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
main(sys.argv[1:])
for line in sys.stdin:
    limit_bytes, *more = json.loads(line)
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        status = 99
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, resource.RLIM_INFINITY))
            with os.fdopen(sink, "w") as sys.stderr, open(os.devnull, "w") as sys.stdout:
                status = main([*sys.argv[1:], *more])
        finally:
            os._exit(status)
    os.close(sink)
    with os.fdopen(source) as errors:
        said = errors.read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said]), file=sys.stderr, flush=True)
"""
POINTS = 16


def _contents(package: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in package.iterdir()}


@pytest.mark.once
def test_the_old_package_survives_a_full_disk(tmp_path: Path) -> None:
    """Wherever the room ends, one line says so, the old package is whole and nothing else is left behind."""
    (tmp_path / "ants.md").write_text("# Ants\n\n" + "Ants walk in long rows. " * 8, encoding="utf-8")
    arguments = ["package", "ants.md", "--engine", "silent", "--formats", "mp3,m4b,opus,flac", "--force"]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, *arguments],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as parent:
        assert parent.stdin is not None
        assert parent.stderr is not None

        def package(limit_bytes: int, *more: str) -> tuple[int, str]:
            print(json.dumps([limit_bytes, *more]), file=parent.stdin, flush=True)
            return tuple(json.loads(parent.stderr.readline()))

        assert package(2**30) == (0, "")
        folder = tmp_path / "output" / "ants"
        before, beside = _contents(folder), {path.name for path in folder.parent.iterdir()}
        assert beside == {CHECKSUM, "ants", "index.html", "articles.js", "playlist.m3u8"}
        duration_ms = json.loads((folder / "manifest.json").read_text("utf-8"))["metadata"]["duration_ms"]
        largest_bytes = 2 * 22_050 * duration_ms // 1000
        for point in range(POINTS):
            status, said = package((largest_bytes * point // POINTS) & ~511, "--break", "lead_out=2000")
            assert status == 1, (point, said)
            assert len(said.splitlines()) == 1, (point, said)
            assert "Traceback" not in said
            assert "defect in Articast" not in said
            assert _contents(folder) == before, point
            assert {path.name for path in (tmp_path / "output").iterdir()} == beside
        parent.stdin.close()
        assert parent.wait(60) == 0
