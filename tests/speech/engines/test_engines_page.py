"""The engine that `docs/engines.md` shows is complete, short, and passes the conformance kit."""

from __future__ import annotations

import os
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tts.errors import UsageError
from tts.speech.engines import load
from tts.speech.engines.conformance import ODD, check

PAGE = Path(__file__).parents[3] / "docs" / "engines.md"
MAX_LINES = 40
needs_program = pytest.mark.skipif(
    not shutil.which("espeak-ng") and not os.environ.get("CI"), reason="the program espeak-ng is not installed"
)


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """The module of the page, installed with its entry point, as a package of somebody else would be."""
    page = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r'^```python\n(""".*?)^```', page, re.DOTALL | re.MULTILINE)
    (entry,) = re.findall(r'^```toml\n\[.*?"articast\.engines"\]\n(.*?)^```', page, re.DOTALL | re.MULTILINE)
    (tmp_path / "articast_program.py").write_text(code, encoding="utf-8")
    info = tmp_path / "articast_program-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: articast-program\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[articast.engines]\n{entry.replace(chr(34), '')}")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    yield import_module("articast_program")
    sys.modules.pop("articast_program", None)


def test_the_engine_on_the_page_takes_forty_lines(module: object) -> None:
    """An engine needs no more than forty lines, without empty ones."""
    lines = Path(module.__file__).read_text(encoding="utf-8").splitlines()  # type: ignore[attr-defined]
    assert len([line for line in lines if line.strip()]) <= MAX_LINES


@needs_program
def test_the_engine_on_the_page_is_found_and_conforms(module: object) -> None:
    """It is loaded by the name of its entry point, and the kit finds nothing wrong with it."""
    odd = {name: ODD[name] for name in ("nothing", "only punctuation", "emoji", "NUL", "control characters")}
    with load("program") as engine:
        (voice,) = engine.voices()
        assert voice.engine == "program"
        assert check(engine, voice, odd) == ()


def test_the_error_for_an_unknown_engine_names_those_of_other_packages(module: object) -> None:
    """The list of engines has ours, and the one that the other package brings."""
    with pytest.raises(UsageError, match=r"There is no engine 'programm'\. Did you mean 'program'\?"):
        load("programm")
