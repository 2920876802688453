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

# The limit stands for the disk: a write that goes beyond it fails, as one on a full disk does.
CHILD = """
import resource, signal, sys
from tts.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""
POINTS = 30


def _run(home: Path, limit_bytes: int, *more: str) -> subprocess.CompletedProcess[str]:
    arguments = [
        "package",
        "ants.md",
        "--engine",
        "espeak",
        "--engine",
        "silent",
        "--formats",
        "mp3,m4b,opus,flac",
        "--force",
        *more,
    ]
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(limit_bytes), *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


def _contents(package: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in package.iterdir()}


def test_the_old_package_survives_a_full_disk(tmp_path: Path) -> None:
    """Wherever the room ends, one line says so, the old package is whole and nothing else is left behind."""
    (tmp_path / "ants.md").write_text("# Ants\n\n" + "Ants walk in long rows. " * 40, encoding="utf-8")
    assert _run(tmp_path, 2**30).returncode == 0
    package = tmp_path / "output" / "ants"
    before = _contents(package)
    largest_bytes = (
        2 * 22_050 * json.loads((package / "manifest.json").read_text("utf-8"))["metadata"]["duration_ms"] // 1000
    )
    for point in range(POINTS):
        done = _run(tmp_path, (largest_bytes * point // POINTS) & ~511, "--break", "lead_out=2000")
        assert done.returncode == 1, (point, done)
        assert len(done.stderr.splitlines()) == 1, (point, done.stderr)
        assert "Traceback" not in done.stderr
        assert "defect in Articast" not in done.stderr
        assert _contents(package) == before, point
        assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [CHECKSUM, "ants", "index.html"]
