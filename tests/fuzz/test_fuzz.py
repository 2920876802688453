"""A sample of random inputs, and those that once had a defect, are read or refused; the judge sees defects."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz import seeds, words
from fuzz.kinds import KINDS

ROOT = Path(__file__).parents[2]
INPUTS = "4"
PACKAGED = ("manifest", "verify", "package")
"""Kinds whose inputs take seconds each: only the command tries them."""
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not hasattr(os, "fork") or sys.platform != "linux", reason="the limits are those of Linux"),
]

_CHECK = """
import os, re, signal, sys
sys.path.insert(0, "tests")
from fuzz.watch import LostWordsInSilence, watch
from tts.errors import ReadError

def check(number):
    match number:
        case 1: re.match("(a+)+$", "a" * 60 + "!")
        case 2: bytearray(10**11)
        case 3: os.kill(os.getpid(), signal.SIGSEGV)
        case 4: {}["bees"]
        case 5: raise ReadError("The file is empty.")
        case 6: raise LostWordsInSilence("zq1k")
        case 7: raise ReadError("\\ud800")

for result in watch(check, range(9), 0.5):
    print(result.number, result.outcome)
"""


def test_every_kind_of_defect_is_seen() -> None:
    """A hang, too much memory, a crash, a traceback, a lost word and an unprintable message are defects, and no end."""
    done = subprocess.run([sys.executable, "-c", _CHECK], cwd=ROOT, capture_output=True, text=True, check=True)
    outcomes = ["done", "hang", "memory", "crash", "traceback", "refused", "loss", "message", "done"]
    assert [line.split()[1] for line in done.stdout.splitlines()] == outcomes


@pytest.mark.parametrize(
    ("see", "data", "visible"),
    [
        (words.see_text, "---\ntitle: zq1k\n---\nBees zq2k.\n", {"zq2k"}),
        (
            words.see_markdown,
            "# A zq1k\n\n<!-- zq2k --> [zq3k](zq4k) *zq5k*\n\n<script>zq6k</script>\n",
            {"zq1k", "zq3k", "zq5k"},
        ),
        (words.see_page, "<p>zq1k <b>zq2k</b><p hidden>zq3k</p><script>zq4k</script>", {"zq1k", "zq2k"}),
        (words.see_rtf, r"{\rtf1 zq1k\par {\b zq2k}{\*\x zq3k}}", {"zq1k", "zq2k"}),
    ],
)
def test_words_that_can_be_seen_are_known(see, data: str, visible: set[str]) -> None:
    """The words of running text must be heard or listed, and no others."""
    assert see(data.encode()) == visible


@pytest.mark.parametrize(
    ("see", "make"),
    [
        (words.see_markdown, seeds.markdown),
        (words.see_text, seeds.text),
        (words.see_page, seeds.html),
        (words.see_docx, seeds.docx),
        (words.see_odt, seeds.odt),
        (words.see_rtf, seeds.rtf),
    ],
)
def test_most_words_of_the_first_inputs_can_be_seen(see, make) -> None:
    """Each scanner sees at least four of the words that are planted in an input that is not changed yet."""
    assert len(see(make()[0])) >= 4


def test_random_inputs_and_those_that_once_failed_have_no_defect(tmp_path: Path) -> None:
    """Each kind of input that needs no package is tried as `python -m tests.fuzz` does it, with fewer inputs."""
    kinds = [name for name in KINDS if name not in PACKAGED]
    command = [sys.executable, "-m", "tests.fuzz", *kinds, "--corpus", "--inputs", INPUTS, "--first", "100000"]
    done = subprocess.run([*command, "--keep", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert done.stdout.count(" inputs, ") == len(kinds)
