"""`index.html` as a text: everything once and in order, nothing from elsewhere, and an article can do nothing."""

from __future__ import annotations

import html
import json
import re
import shutil
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from editions import Edition, articast
from publishing import publication

from tts.model import Metadata, Publication, Voice, Word
from tts.verify import verify
from tts.writers.options import ReadalongOptions
from tts.writers.readalong import ReadalongWriter

FOLDER = files("tts").joinpath("writers", "readalong")
TEXT = "Bees 🐝 fly far."


def page_of(made: Publication, folder: Path, formats: tuple[str, ...] = ()) -> str:
    ReadalongWriter(options=ReadalongOptions(formats=formats)).write(made, folder)
    return (folder / "index.html").read_text(encoding="utf-8")


def in_language(language: str, **facts: Any) -> Publication:
    made = publication(["One.", "Two."], metadata=Metadata(title="Bees", language=language, **facts))
    return replace(made, voices={language: Voice(id="v", name="v")})


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*)</script>', page)
    assert found
    return json.loads(found[1])


@pytest.fixture
def page(bees: Edition) -> str:
    return (bees.folder / "index.html").read_text(encoding="utf-8")


def test_every_utterance_is_there_once_and_in_order(bees: Edition, page: str) -> None:
    """The ids on the page are those of the manifest."""
    assert re.findall(r' id="(u\d+)"', page) == [one["id"] for one in bees.utterances]


def test_the_script_knows_the_times_of_the_manifest(bees: Edition, page: str) -> None:
    """Clips, words and sections are those of the manifest."""
    data = data_of(page)
    assert data["clips"] == [[one["id"], one["begin_ms"], one["end_ms"]] for one in bees.utterances]
    assert data["sections"] == [[one["id"], one["begin_ms"], one["title"]] for one in bees.manifest["sections"]]
    one = next(one for one in bees.utterances if one["text"].startswith("They come back"))
    flat = data["words"][one["id"]]
    assert [one["text"][begin:end] for begin, end in zip(flat[::3], flat[1::3], strict=True)][:3] == [
        *("They", "come", "back")
    ]
    assert [one["begin_ms"] + begin_ms for begin_ms in flat[2::3]] == [word["begin_ms"] for word in one["words"]]


def test_offsets_of_words_count_as_scripts_do(tmp_path: Path) -> None:
    """A character beyond the basic plane counts as two."""
    made = publication([TEXT])
    clip = made.timeline.clips[0]
    word = Word(begin=TEXT.index("fly"), end=TEXT.index(" far"), begin_ms=clip.begin_ms + 5, end_ms=clip.end_ms)
    timeline = replace(made.timeline, clips=(replace(clip, words=(word,)),))
    assert data_of(page_of(replace(made, timeline=timeline), tmp_path))["words"] == {"u0": [8, 11, 5]}


def test_only_its_own_script_and_style_may_run(page: str) -> None:
    """The policy names them by their hashes and lets in nothing else but scripts that this script adds."""
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    for name in ("script", "style"):
        texts = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        assert len(texts) == 1
        digest = b64encode(sha256(texts[0].encode()).digest()).decode()
        added = " 'strict-dynamic'" if name == "script" else ""
        assert f"{name}-src 'sha256-{digest}'{added};" in policy
    assert policy.startswith("default-src 'none';")
    assert page.index("Content-Security-Policy") < page.index("<style>") < page.index("<script>")


def test_nothing_is_loaded_from_elsewhere(bees: Edition, page: str) -> None:
    """What the page loads are the tracks and the captions of its package."""
    assert re.findall(r'\ssrc="([^"]*)"', page) == [bees.audio.name, "bees.vtt"]
    assert not re.search(r"<(link|base|iframe|object|embed|form)\b", page)
    assert not re.search(r"url\(|@import", page)


def test_it_is_small(page: str) -> None:
    """Without the text and its times the page has fewer than 70,000 bytes."""
    article = re.sub(r"<main.*</main>|<script type.*</script>", "", page, flags=re.DOTALL)
    assert 20_000 < len(article.encode()) < 70_000


def test_the_article_has_one_title_and_its_parts_below(page: str) -> None:
    """There is one h1, and no heading is more than one level below that before it."""
    levels = [int(level) for level in re.findall(r"<h(\d)\b", re.findall(r"<main.*</main>", page, re.DOTALL)[0])]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_title_taken_from_the_text_is_shown(tmp_path: Path) -> None:
    """An article without an opening has its title above it, where it is not heard."""
    assert "<h1>Bees</h1>" in page_of(publication(["Bees fly."]), tmp_path)


@pytest.mark.parametrize(("language", "lang"), [("de-AT", ""), ("pl", ' lang="en"'), ("ar", ' lang="en" dir="ltr"')])
def test_words_of_ours_say_their_language(tmp_path: Path, language: str, lang: str) -> None:
    """Where the page has no phrases in the article's language, what is English says so, with its direction."""
    page = page_of(in_language(language), tmp_path)
    assert f'<html lang="{language}"{" dir=" if language == "ar" else ""}' in page.replace('"rtl"', "")
    assert f'<a class="skip" href="#article"{lang}>' in page
    assert f"<footer{lang}>" in page


def test_there_are_links_to_what_was_made(tmp_path: Path) -> None:
    """The end of the page names every track and edition, and only an address on the net as the source."""
    made = in_language("en", source_url="https://example.org/bees")
    page = page_of(made, tmp_path, ("mp3", "epub", "daisy", "audiobook"))
    links = re.findall(r'<li><a href="([^"]*)"', re.findall("<footer.*</footer>", page, re.DOTALL)[0])
    assert links[:4] == ["bees.mp3", "bees.epub", "bees-daisy.zip", "bees.lpf"]
    assert links[4:] == ["transcript.txt", "bees.vtt", "bees.srt", "https://example.org/bees"]
    assert "javascript:" not in page_of(in_language("en", source_url="javascript:alert(1)"), tmp_path)


def test_metadata_cannot_leave_its_place(tmp_path: Path) -> None:
    """Mark-up in title, authors and description is text wherever it stands."""
    evil = '</script><script>x()</script>" onload="x()\' <!-- $style ]]>'
    page = page_of(in_language("en", description=evil, authors=(evil,)), tmp_path)
    titled = page_of(publication(["One."], metadata=Metadata(title=evil)), tmp_path)
    for one in (page, titled):
        assert one.count("<script") == 2
        assert not re.search(r'<[^>]*"[^"<>]*"\s*onload', one)
    assert data_of(titled)["title"] == evil


def test_a_reader_view_finds_all(page: str) -> None:
    """The article is an `article` with its date, and its notes are not in an `aside`, which reader views leave out."""
    assert '<meta name="author" content="Ada Meadow, Ben Field"/>' in page
    assert '<meta property="article:published_time" content="2026-03-14"/>' in page
    article = re.findall(r"<article>.*</article>", page, re.DOTALL)[0]
    assert "Rain is heavy for a bee." in article
    assert "<aside" not in article


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    """A page is a function of its publication."""
    assert page_of(publication(["One."]), tmp_path) == page_of(publication(["One."]), tmp_path)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d49444154789c6360f8cfc0f01f0005"
    "0001ff a5c1b5a30000000049454e44ae426082".replace(" ", "")
)


@pytest.fixture(scope="module")
def dot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of an article with a picture."""
    home = tmp_path_factory.mktemp("dot")
    (home / "dot.png").write_bytes(PIXEL)
    (home / "dot.md").write_text("# A dot\n\nSee it.\n\n![One dot](dot.png)\n", encoding="utf-8")
    done = articast("package", "dot.md", "-o", "out", "--engine", "silent", cwd=home)
    assert done.returncode == 0, done.stderr
    return home / "out" / "dot"


@pytest.fixture
def pictured(dot: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(dot, tmp_path / "dot"))


def wrong(folder: Path) -> list[str]:
    return [f"{one.place}: {one.what}" for one in verify(folder) if one.check in ("files", "readalong")]


def test_an_image_stands_beside_the_page(pictured: Path) -> None:
    """The image is a file of the package, with its alternative text; one that the page does not show is too many."""
    page = (pictured / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<img src="image-1\.png" alt="One dot" loading="lazy"', page)
    assert (pictured / "image-1.png").read_bytes() == PIXEL
    assert wrong(pictured) == []
    shutil.copy(pictured / "image-1.png", pictured / "image-2.png")
    assert wrong(pictured) == ["image-2.png: This does not belong to the package."]
    (pictured / "image-2.png").unlink()
    (pictured / "image-1.png").unlink()
    assert wrong(pictured) == ["image-1.png: This file is missing."]


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda page: page.replace(old, new, 1)


DAMAGE: dict[str, tuple[Callable[[str], str], str]] = {
    "an id twice": (swap('id="u0002"', 'id="u0001"'), "2 times"),
    "an utterance gone": (swap('id="u0002"', ""), "u0002: It is not on the page"),
    "an utterance too many": (swap("</main>", '<p id="u9999">x</p></main>'), "not in the manifest"),
    "two utterances in the wrong order": (
        lambda page: re.sub(r'id="(u000[12])"', lambda found: f'id="u000{3 - int(found[1][-1])}"', page),
        "Utterance u0001 should be here",
    ),
    "another word": (swap(">See it.", ">Flee it."), "is in the place of 'See it.'"),
    "another time": (swap('["u0002",', '["u0002",1'), "the manifest '["),
    "another section": (swap('"sections":[["opening"', '"sections":[["closing"'), "'['closing'"),
    "no timeline": (swap('"clips"', '"slips"'), "no timeline"),
    "another length": (swap('"duration":', '"duration":1'), "the manifest 7559 ms"),
    "another script": (swap('"use strict";', '"use strict"; x();'), "its one script"),
    "a second script": (swap("</main>", "</main><script>x()</script>"), "its one script"),
    "no policy": (swap("Content-Security-Policy", "X"), "shut out"),
    "a script from anywhere": (swap("'strict-dynamic'", "'strict-dynamic' 'unsafe-eval'"), "its one script"),
    "a looser policy": (swap("img-src 'self'", "img-src *"), "from elsewhere"),
    "an image from elsewhere": (swap("image-1.png", "https://example.org/x.png"), "is loaded"),
    "an attribute that runs": (swap("<main ", '<main onclick="x()" '), "attribute 'onclick'"),
    "a link that runs": (swap('href="#article"', 'href="javascript:x()"'), "a link to"),
    "a frame": (swap("</main>", "<iframe></iframe></main>"), "'iframe'"),
    "a refresh": (swap("<title>", '<meta http-equiv="refresh" content="0"><title>'), "'meta'"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_verify_finds_what_is_wrong_with_a_page(pictured: Path, damage: str) -> None:
    """Each damage to the page is found in it."""
    change, what = DAMAGE[damage]
    path = pictured / "index.html"
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    found = wrong(pictured)
    assert any(one.startswith("index.html") and what in one for one in found), found
