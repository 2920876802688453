"""A package can be read back: what is written from it again is the package, and a package that was changed is told."""

from __future__ import annotations

import json
import os
import shutil
import stat
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pytest
from hostile import make_article
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from tts.audio.encode import Encoding
from tts.config.config import Config, configure
from tts.editions.read_package import read_package
from tts.errors import PackageError
from tts.files import MAX_MANIFEST_BYTES
from tts.model import Block, BlockKind, EngineInfo, Mark, Publication, Section, Track, Voice, utterances
from tts.pipeline import produce
from tts.speech.engines.silent import SilentEngine
from tts.writers import write
from tts.writers.options import DaisyOptions, EpubOptions, ReadalongOptions, WriterOptions

FORMATS = ("mp3", "labels", "cue", "epub", "daisy", "audiobook")
TEXTS = ("labels", "cue", "epub", "audiobook")
HEAD = """\
---
title: "All at once & more"
authors: [Ada Meadow, Ben Field]
date: 2024-03-12T23:30:00-05:00
language: en
description: Everything that a package can hold.
tags: [bees, nature]
source_url: "https://example.org/?a=1&b=2"
cover: bee.jpg
key_points: ["Bees *fly* far", Bees dance]
articast: {speakers: {Ana: de}, voices: {quotation: en-gb}}
---
"""
BODY = """\
**Ana:** We plant trees. *They grow. They do.* *Twice.*[^1] [^2] 👩‍🚀 <span lang="de">Das ist ein deutscher Satz,
der lang genug ist.</span> The price was ~~90~~ 40. 日本語です。とても長い文です。次の文もあります。

*One **and** a [link. Two](https://example.org/x y) sentences*[^1]. *a _nested. mark_ here.* ***

Roses are red,\\
Violets are blue,\\
Verses are short.

## Pictures {#pictures}

![A bee](bee.jpg "A bee in May. Photo: Ann Lens")

![](./bee.jpg)
![Moving](moving.gif) ![A drawing](drawing.svg) ![Gone](gone.png) ![Data](DATA)

> Follow the bee.
>
> > And *the other*.

3. Look up.
   - Deep

     ```
         print("buzz")

     }
     ```
7. Turn around.[^2]

Term
: Definition *one*. Two.

### A table

| Hive | Price | ✓ |
| ---- | ----- | - |
| Wood | *90* [x](https://example.org) | ✗ |
| Clay |       | — |

<p lang="he">שלום עולם. זה משפט שני.</p>

ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ.

[^1]: Rain is *heavy*. Really.
[^2]: A ~~third~~ [second](https://example.org/2) note.

    With two paragraphs.
"""


def png() -> bytes:
    """Return a small picture."""
    stream = BytesIO()
    Picture.new("RGB", (2, 2), "red").save(stream, "PNG")
    return stream.getvalue()


def put_article(folder: Path, text: str = "") -> Path:
    """Write an article with all that a package can hold, or with `text`, and its pictures; return its path."""
    folder.mkdir(exist_ok=True)
    Picture.new("RGB", (40, 40), "blue").save(folder / "bee.jpg")
    Picture.new("P", (3, 3)).save(folder / "moving.gif")
    folder.joinpath("drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    data = f"data:image/png;base64,{b64encode(png()).decode()}"
    path = folder / "bees.md"
    path.write_text((text or HEAD + BODY).replace("DATA", data), encoding="utf-8")
    return path


def package_article(path: Path, package: Path, **options: Any) -> Publication:
    """Make the package of an article with the silent engine, and return the publication that it was written from."""
    package.mkdir()
    config = configure(Config(engine="silent"), {"loudness": "off", **options})
    origin = {"source": "bees.md", "fingerprint": "0" * 64, "version": "0"}
    with SilentEngine() as engine:
        return produce(path, package, "bees", config, engine, origin)


def writer_options(publication: Publication) -> WriterOptions:
    """Return the options with which a publication was written."""
    record = publication.record
    formats = tuple(record["formats"])
    return WriterOptions(
        formats=formats,
        readalong=ReadalongOptions(highlight=record["highlight"], formats=formats),
        epub=EpubOptions(highlight=record["highlight"]),
        daisy=DaisyOptions(text=record["daisy_text"]),
    )


def write_again(package: Path, folder: Path) -> None:
    """Write all files of `package` from what is read of it, beside copies of its tracks."""
    folder.mkdir()
    publication = read_package(package)
    for track in publication.tracks:
        shutil.copy(package / track.path, folder)
    write(publication, folder, writer_options(publication))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below `folder` by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Package:
    """A package, and the publication that it was written from."""

    folder: Path
    made: Publication


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of a small article, with an image, a note, code and a table."""
    home = tmp_path_factory.mktemp("small")
    body = "*Bees* fly.[^1] They ~~do~~ dance.\n\n![A bee](bee.jpg)\n\n    x = 1\n\n| a | b |\n| - | - |\n| c | d |\n\n"
    text = f"---\ntitle: Bees\ndate: 2024-03-12\ncover: bee.jpg\n---\n{body}[^1]: Far. Away.\n"
    made = package_article(put_article(home, text), home / "package", formats=["mp3", *TEXTS])
    return Package(home / "package", made)


def encode_nothing(recording: Any, metadata: Any, folder: Path, name: str, *_: Any) -> Encoding:
    """Write a file for sound that has none: nothing of it is read back."""
    folder.joinpath(f"{name}.mp3").write_bytes(b"mp3")
    length_ms = recording.timeline.duration_ms
    track = Track(path=f"{name}.mp3", media_type="audio/mpeg", size_bytes=3, duration_ms=length_ms)
    return Encoding(tracks=(track,), failures={})


@pytest.fixture(scope="module", autouse=True)
def without_sound(small: Package) -> Iterator[None]:
    """After the package with sound, all others are made without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tts.pipeline.encode_each", encode_nothing)
        yield


SETTINGS = {
    "normal": {},
    "full": {"verbosity": "full", "highlight": "word"},
    "brief": {"verbosity": "brief"},
}


@pytest.fixture(scope="module")
def packages(without_sound: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    """Packages of one article with all that there can be, by the names of `SETTINGS`, and one of a single sentence."""
    home = tmp_path_factory.mktemp("all")
    article = put_article(home)
    made = {
        name: Package(home / name, package_article(article, home / name, formats=["mp3", *TEXTS], **chosen))
        for name, chosen in SETTINGS.items()
    }
    plain = put_article(home, "Just a sentence. And *another.\\\nLine.*\n")
    return made | {"plain": Package(home / "plain", package_article(plain, home / "plain"))}


@pytest.mark.parametrize(
    "options",
    [
        WriterOptions(formats=FORMATS),
        WriterOptions(
            formats=FORMATS,
            readalong=ReadalongOptions(highlight="word", formats=FORMATS),
            epub=EpubOptions(highlight="word"),
            daisy=DaisyOptions(text="headings"),
        ),
    ],
    ids=["sentences", "words"],
)
def test_what_is_written_again_is_the_package(options: WriterOptions, small: Package, tmp_path: Path) -> None:
    """All writers write the same bytes from what was read back as from what the package was made from."""
    for name, publication in (("package", small.made), ("again", read_package(small.folder))):
        tmp_path.joinpath(name).mkdir()
        shutil.copy(small.folder / "bees.mp3", tmp_path / name)
        write(publication, tmp_path / name, options)
    assert contents(tmp_path / "again") == contents(tmp_path / "package")
    assert {Path(name).suffix for name in contents(tmp_path / "again")} >= {".epub", ".lpf", ".zip", ".smil"}


@pytest.mark.parametrize("name", [*SETTINGS, "plain"])
def test_what_is_read_is_what_was_written(name: str, packages: dict[str, Package], tmp_path: Path) -> None:
    """The nouns are those of the pipeline, but for what is of no use after it, and write the same files again."""
    folder, made = packages[name].folder, packages[name].made
    back = read_package(folder)
    assert back.sections == tuple(map(known_section, made.sections))
    assert back.timeline == made.timeline
    assert back.metadata == replace(made.metadata, cover="", pictures=(), subtitle="")
    assert {key: voice.id for key, voice in back.cast.items()} == {key: voice.id for key, voice in made.cast.items()}
    assert [(key, image.name, image.media_type, image.data, image.sha256) for key, image in back.images.items()] == [
        (key, image.name, image.media_type, image.data, image.sha256) for key, image in made.images.items()
    ]
    for member in ("prosody", "skipped", "warnings", "left_out", "record", "loudness", "tracks", "engine", "engines"):
        assert getattr(back, member) == getattr(made, member), member
    write_again(folder, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)


def known_section(section: Section) -> Section:
    """Return a section without what no package has: lines, speakers, alignments, and that code is code."""
    return replace(section, blocks=tuple(map(known_block, section.blocks)))


def known_block(block: Block) -> Block:
    """Return a block without what no package has."""
    return replace(
        block,
        line=None,
        speaker="",
        marks=tuple(code_of_lines(block) if block.kind == "code" else block.marks),
        utterances=tuple(replace(utterance, alignment=()) for utterance in block.utterances),
        blocks=tuple(map(known_block, block.blocks)),
    )


def code_of_lines(block: Block) -> Iterator[Mark]:
    """Yield a mark for each line of code that is heard; before there was one for the whole."""
    position = 0
    for utterance in block.utterances:
        begin = block.text.index(utterance.text, position)
        position = begin + len(utterance.text)
        yield Mark(kind="code", begin=begin, end=position)


def test_the_article_has_all_that_a_package_can_hold(packages: dict[str, Package]) -> None:
    """The article of these tests has every kind and member of a block or an utterance, except notes about voices."""
    texts = "".join((package.folder / "manifest.json").read_text("utf-8") for package in packages.values())
    members = ("level", "ordinal", "label", "header", "resource", "image", "language", "origin", "skipped", "text")
    members += ("marks", "utterances", "blocks", "hints", "words", "voice", "space_after", "cast", "images")
    assert [name for name in members if f'"{name}": ' not in texts] == []
    blocks = [block for package in packages.values() for block in all_blocks(read_package(package.folder))]
    assert {block.kind for block in blocks} == set(get_args(BlockKind))
    assert any("\n" in block.text for block in blocks if block.kind == "paragraph")
    assert any("。と" in block.text for block in blocks)
    assert any(mark.kind == "struck" for block in blocks for mark in block.marks if not block.utterances)


def all_blocks(publication: Publication) -> Iterator[Block]:
    """Yield all blocks of a publication."""
    return (block for section in publication.sections for block in section.all_blocks())


@pytest.mark.parametrize("seed", range(4))
def test_articles_of_odd_pieces_are_read_back(seed: int, tmp_path: Path) -> None:
    """Articles that are put together at random are written again as they were."""
    text, _ = make_article(seed)
    verbosity = ("normal", "full", "brief")[seed % 3]
    package_article(put_article(tmp_path, text), tmp_path / "package", verbosity=verbosity, formats=["mp3", *TEXTS])
    write_again(tmp_path / "package", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "package")


@pytest.mark.once
@pytest.mark.parametrize("name", ["18f/2018-06-06*", "rust-blog/Rustup-1.25.2.md", "web/rtl-3/source.html"])
def test_real_articles_are_read_back(name: str, corpus: Path, tmp_path: Path) -> None:
    """Real articles are written again as they were."""
    path = next(path for path in sorted(corpus.glob(name)) if path.is_file())
    package_article(path, tmp_path / "package", formats=["mp3", *TEXTS], highlight="word")
    write_again(tmp_path / "package", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "package")


def test_stand_ins_are_read_back(small: Package, tmp_path: Path) -> None:
    """Voices of other engines that speak in place of others come back, with the reasons."""
    made = read_package(small.folder)
    first, second, *_ = (utterance.id for utterance in utterances(made.sections))
    other = Voice(id="roa/fr", name="French", languages=("fr",), engine="espeak", licence="GPL-3.0")
    package = tmp_path / "package"
    shutil.copytree(small.folder, package)
    publication = replace(
        made,
        cast={**made.cast, first: other},
        notes={first: "it failed", second: "it is slow"},
        engines={**made.engines, "espeak": EngineInfo(name="espeak", version="1.52", word_times=True)},
    )
    write(publication, package, writer_options(made))
    back = read_package(package)
    assert back.cast == publication.cast
    assert (back.notes, back.engines) == (publication.notes, publication.engines)
    write_again(package, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(package)


def test_images_are_read_when_they_are_needed(small: Package) -> None:
    """Of an image the publication has the file, so that those of an edition are not in memory together."""
    publication = read_package(small.folder)
    assert publication.cover
    assert [image.source for image in (publication.cover, *publication.images.values())] == [
        *(small.folder / "cover.jpg", small.folder / "image-1.jpg"),
    ]


def truncate(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def set_member(name: str, value: Any) -> Callable[[Path], None]:
    """Return a function that gives a member of a manifest another value; `name` is its path with points."""

    def change(path: Path) -> None:
        """Change the manifest at `path`."""
        manifest = json.loads(path.read_text("utf-8"))
        *places, last = name.split(".")
        target = manifest
        for place in places:
            target = target[int(place) if place.isdigit() else place]
        target[last] = value
        path.write_text(json.dumps(manifest), encoding="utf-8")

    return change


def put_image(data: bytes) -> Callable[[Path], None]:
    """Return a function that gives an image other bytes, and the manifest their hash, as a forger would."""

    def change(path: Path) -> None:
        """Change the image at `path` and the manifest beside it."""
        path.write_bytes(data)
        manifest = path.with_name("manifest.json")
        members = json.loads(manifest.read_text("utf-8"))
        members["images"][path.name] = sha256(data).hexdigest()
        manifest.write_text(json.dumps(members), encoding="utf-8")

    return change


def flip_bit(path: Path) -> None:
    """Change a bit in the middle of the file, and nothing of its size."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def draw_bomb(side_px: int = 9000) -> bytes:
    """Return a small file of a square image, by default with 81 million pixels."""
    stream = BytesIO()
    Picture.new("1", (side_px, side_px)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "change", "cause"),
    [
        ("manifest.json", Path.unlink, "This file is missing."),
        ("manifest.json", truncate, "This file is not JSON, or is cut off."),
        ("manifest.json", lambda path: path.write_text("[" * 100_000), "This file is not JSON, or is cut off."),
        ("manifest.json", lambda path: path.write_text("[]"), "This is not a manifest of this version of Articast."),
        ("manifest.json", lambda path: os.truncate(path, MAX_MANIFEST_BYTES + 1), "This file has more than 64 MB."),
        ("manifest.json", set_member("schema", "2"), "This is not a manifest of this version of Articast."),
        ("manifest.json", set_member("metadata.title", 5), "the member 'title' has a wrong value"),
        ("manifest.json", set_member("metadata.title", "\ud800"), "the member 'title' has a wrong value"),
        ("manifest.json", set_member("metadata.date", "soon"), "Invalid isoformat string"),
        ("manifest.json", set_member("metadata.language", "fr"), "the language 'fr' has no voice"),
        ("manifest.json", set_member("metadata.cover", "../bee.jpg"), "an image cannot be the file '../bee.jpg'"),
        ("manifest.json", set_member("images", {}), "or its hash is missing"),
        ("manifest.json", set_member("tracks.0.path", "../bees.mp3"), "a track cannot be a file '../bees.mp3'"),
        ("manifest.json", set_member("sections.0.id", "../x"), "the id of a section"),
        ("manifest.json", set_member("chapters.0.section", "x"), "a chapter begins with a section 'x'"),
        ("manifest.json", set_member("loudness.range_lu", 10**999), "the member 'range_lu' has a wrong value"),
        ("bees.mp3", Path.unlink, "This file is missing."),
        ("bees.mp3", truncate, "This file was changed after the package was made."),
        ("bees.mp3", flip_bit, "This file was changed after the package was made."),
        ("cover.jpg", truncate, "This file was changed after the package was made."),
        ("cover.jpg", put_image(b"<html>"), "This image is not an image that Articast can read."),
        ("image-1.jpg", put_image(draw_bomb()), "This image has too many pixels (9000 × 9000)."),
        ("image-1.jpg", put_image(draw_bomb()[:60]), "This image has too many pixels (9000 × 9000)."),
        ("image-1.jpg", put_image(draw_bomb(1)), "This image is of another kind than its name says."),
        ("image-1.jpg", Path.unlink, "This file is missing."),
        ("image-1.jpg", lambda path: (path.unlink(), path.mkdir()), "This is not a file."),
    ],
)
def test_a_package_that_was_changed_is_told(
    name: str, change: Callable[[Path], Any], cause: str, small: Package, tmp_path: Path
) -> None:
    """The error names the file and the cause, and says to package the article again."""
    package = tmp_path / "bees"
    shutil.copytree(small.folder, package)
    change(package / name)
    with pytest.raises(PackageError) as caught:
        read_package(package)
    assert cause in str(caught.value)
    assert str(caught.value).startswith(f"{package / name}: This ")
    assert str(caught.value).endswith(" Package the article again with --force.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_does_not_stop_the_program(tmp_path: Path) -> None:
    """A pipe in place of the manifest is an error, and nothing waits for it."""
    os.mkfifo(tmp_path / "manifest.json")
    assert stat.S_ISFIFO((tmp_path / "manifest.json").stat().st_mode)
    with pytest.raises(PackageError, match="This is not a file"):
        read_package(tmp_path)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 2**60)
    | st.floats(allow_nan=False)
    | st.sampled_from(
        ["", "u0001", "en", "code", "image", "cover.png", "../x", "\udc80", "\n", "2024-01-01", "bees.mp3"]
    )
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["kind", "text"]), inner, max_size=2),
    max_leaves=3,
)


def list_places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each member and item in a JSON value."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from list_places(item, (*path, key))


@settings(max_examples=30)
@given(data=st.data())
def test_a_changed_manifest_is_an_error_or_can_be_written(
    data: st.DataObject, small: Package, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever anybody changes in a manifest, it is refused with an error of ours, or every writer can write it."""
    package = tmp_path_factory.mktemp("changed")
    for path in small.folder.glob("*.*"):
        os.link(path, package / path.name)
    manifest = json.loads((package / "manifest.json").read_text("utf-8"))
    places = [path for path in list_places(manifest) if path[0] != "options"]
    for path in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=2)):
        target = manifest
        try:
            for key in path[:-1]:
                target = target[key]
            if data.draw(st.booleans()):
                target[path[-1]] = data.draw(VALUES)
            else:
                del target[path[-1]]
        except (KeyError, IndexError, TypeError):  # what the first change has removed
            continue
    (package / "manifest.json").unlink()
    (package / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    try:
        publication = read_package(package)
    except PackageError:
        return
    again = package / "again"
    again.mkdir()
    shutil.copy(package / "bees.mp3", again)
    write(publication, again, WriterOptions(formats=FORMATS))
