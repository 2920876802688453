"""The table and the drawing of measurements; the measurements themselves are not run by tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
WRITE = """
import sys
from pathlib import Path
from bench.results import Result
from bench.table import write_table
results = [
    Result(name="One article & its time", value=2.125, limit=2.0),
    Result(name="Agreement", value=0.981, limit=0.97, unit="", is_floor=True),
    Result(name="Memory", value=141.2, limit=300, unit="MB"),
    Result(name="Over the pipe", value=1.5),
]
write_table(results, Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of four results, one over its limit and one without."""
    path = tmp_path_factory.mktemp("bench") / "results.md"
    subprocess.run([sys.executable, "-c", WRITE, str(path)], cwd=ROOT, check=True)
    return path


def test_the_table_says_what_is_over_its_limit(table: Path) -> None:
    """Each result is a row with its unit and its limit."""
    rows = [line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert rows[1:] == [
        "| One article & its time | over: 2.12 times | at most 2 times |",
        "| Agreement | 0.981 | at least 0.97 |",
        "| Memory | 141 MB | at most 300 MB |",
        "| Over the pipe | 1.5 times | no limit |",
    ]


def test_the_drawing_says_in_words_what_it_shows(table: Path) -> None:
    """It has a title and a description that name every figure, and a bar before or behind the line of the limits."""
    drawing = ElementTree.parse(table.with_suffix(".svg")).getroot()
    named = drawing.attrib["aria-labelledby"].split()
    texts = [node.text or "" for name in named for node in drawing if node.get("id") == name]
    assert "One article & its time: 2.12 times, at most 2 times" in texts[1]
    assert "2 of 3 are within their limits" in texts[1]
    line_x = 540 + 300
    bars = [node for node in drawing.iter(f"{SVG}rect") if node.get("x")]
    ends = [int(bar.attrib["x"]) + int(bar.attrib["width"]) for bar in bars]
    assert [end > line_x for end in ends] == [True, False, False]
    assert "2.12 times (over: at most 2 times)" in [node.text for node in drawing.iter(f"{SVG}text")]
