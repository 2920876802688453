"""`embed.html` and `embed.json`: read back, compared with the manifest, and damaged for `verify`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from editions import BEES

from tts.config.config import Config
from tts.packages import batch
from tts.verify import verify
from tts.verify.page import read_page

pytestmark = pytest.mark.usefixtures("hear_once")

HOSTILE = """\
---
title: "</title><script>hurt()</script> & \\"so\\" {address}"
language: xx
---
</script><script>hurt()</script> A [link](https://example.org/?a=1&b=2) and [another](javascript:hurt()).
"""


def make(home: Path, text: str) -> Path:
    """The package of an article with a player, made by the silent engine."""
    article = home / "bees.md"
    article.write_text(text, encoding="utf-8")
    (outcome,) = batch.package([article], home / "out", Config(engine="silent", loudness="off", formats=("embed",)))
    assert outcome.error is None
    return outcome.package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("embed"), BEES)


def read(folder: Path, name: str) -> Any:
    text = folder.joinpath(name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text


def test_the_player_is_light(package: Path) -> None:
    """Without text and times it is below 25 kB, and it names no other server."""
    page = read(package, "embed.html")
    shell = re.sub(r'(?s)(<div id="text"[^>]*>).*?(</main>)|(id="data">).*?(</script>)', "", page)
    assert len(shell.encode()) < 25_000
    assert re.findall(r'(?:src|href)="(?!#|index\.html|bees\.|https://example\.org/sun)[^"]*"', page) == []


def test_the_description_is_that_of_the_manifest(package: Path) -> None:
    """Facts, files and chapters are those of the package, and the line shows the player in a frame with a title."""
    description, manifest = read(package, "embed.json"), read(package, "manifest.json")
    about = manifest["metadata"]
    for name in ("title", "language", "authors", "date", "description", "duration_ms"):
        assert description[name] == about[name]
    assert [track["url"] for track in description["audio"]] == [track["path"] for track in manifest["tracks"]]
    files = [description[name] for name in ("embed", "page", "transcript", "cover")]
    files += [entry["url"] for entry in (*description["audio"], *description["captions"])]
    assert all(package.joinpath(name).is_file() for name in files)
    assert description["iframe"] == (
        '<iframe src="{address}embed.html" title="Listen to: What bees know" width="100%" height="180" '
        'loading="lazy" allow="autoplay" frameborder="0"></iframe>'
    )


def test_nothing_hostile_runs(tmp_path: Path) -> None:
    """Whatever is in an article, the player has its own script only, and its line is one element."""
    folder = make(tmp_path, HOSTILE)
    page = read_page(read(folder, "embed.html"))
    assert len(page.scripts) == 1
    assert "hurt" not in page.scripts[0]
    tags = read_page(read(folder, "embed.json")["iframe"]).tags
    assert [tag.name for tag in tags] == ["iframe"]
    assert tags[0].attributes["title"].startswith('Listen to: & "so"')
    assert findings(folder) == []


def test_links_leave_the_frame(package: Path) -> None:
    """A link to another page opens a window of its own; notes are in the frame."""
    links = [tag.attributes for tag in read_page(read(package, "embed.html")).tags if tag.name == "a"]
    assert {link.get("target") for link in links if not link["href"].startswith("#")} == {"_blank"}
    assert {link.get("target") for link in links if link["href"].startswith("#")} == {None}


def test_one_heading_is_above_all_others(package: Path) -> None:
    """The title of the player is the only `h1`, and the headings of the text follow without a jump."""
    levels = [
        int(tag.name[1]) for tag in read_page(read(package, "embed.html")).tags if re.fullmatch("h[1-6]", tag.name)
    ]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def findings(folder: Path) -> list[str]:
    return [f"{one.place}: {one.what}" for one in verify(folder) if one.kind == "finding"]


def test_verify_finds_nothing_wrong(package: Path) -> None:
    """`verify` finds nothing in a package without defects."""
    assert findings(package) == []


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of the first `old` in the file `name`."""

    def change(folder: Path) -> None:
        text = read(folder, name) if name.endswith(".html") else folder.joinpath(name).read_text(encoding="utf-8")
        assert old in text
        folder.joinpath(name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda folder: folder.joinpath("embed.json").unlink(), "embed.json: This file is missing."),
        (lambda folder: folder.joinpath("embed.html").unlink(), "embed.html: This file is missing."),
        (swap("embed.html", "three miles", "four miles"), "is in the place of"),
        (swap("embed.html", 'id="u0001"', 'id="u9999"'), "u0001: It is not on the page."),
        (swap("embed.html", '"clips":[["u0001",', '"clips":[["u0002",'), "knows other utterances"),
        (swap("embed.html", '"chapters":[[0,', '"chapters":[[1,'), "knows other chapters"),
        (swap("embed.html", '"duration":', '"duration":1'), "knows other length"),
        (swap("embed.html", "default-src 'none'", "default-src *"), "does not shut out other places"),
        (swap("embed.html", "const root", "hurt();const root"), "does not name its one script"),
        (swap("embed.html", ' target="_blank"', ""), "opens in the frame of another page"),
        (swap("embed.html", 'src="bees.mp3"', 'src="https://example.org/bees.mp3"'), "does not belong to the package"),
        (swap("embed.json", '"title": "What', '"title": "Who'), "embed.json, title: "),
        (swap("embed.json", '"size_bytes": ', '"size_bytes": 1'), "embed.json, audio: "),
        (swap("embed.json", "</iframe>", "</iframe><script></script>"), "It is not one frame with the player."),
        (swap("embed.json", "Listen to: What bees know", " "), "The frame has no title."),
        (swap("embed.json", "{", "["), "It is not a description that can be read."),
    ],
)
def test_verify_finds_each_damage(package: Path, tmp_path: Path, change: Callable[[Path], None], what: str) -> None:
    """Whatever is damaged in the player or its description, `verify` says what."""
    folder = tmp_path / "bees"
    shutil.copytree(package, folder)
    change(folder)
    assert any(what in one for one in findings(folder)), findings(folder)
