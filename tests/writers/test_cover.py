"""Covers that are made, read back from their bytes: a reader of PNG of our own, ffprobe, mutagen; never Pillow."""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import sys
import zlib
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from editions import articast
from encoding import small_jpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from tts.model import Metadata
from tts.verify import verify
from tts.writers.cover import MARGIN_PX, draw_cover
from tts.writers.cover.face import face
from tts.writers.cover.lines import LEADING, SIZES_PX, one_line, settable, title_lines
from tts.writers.cover.palette import PALETTES, Colour
from tts.writers.cover.wave import BARS, wave

pytestmark = pytest.mark.once  # pictures by Pillow, the same with every Python; each package has one

SIDE = 1400
BEES = Metadata(title="What bees know", authors=("Ada Meadow", "Ben Field"), tags=("Nature",))
LONG = " ".join(["The first hundred years of broadcasting, and what they tell us"] * 4)[:200]
HARD = {
    "long": LONG,
    "Ukrainian": "Як бджоли знаходять дорогу додому: ґанок, їжак і щастя",
    "Greek": "Το πιο μακρινό νησί της Ευρώπης",
    "Vietnamese": "Tiếng Việt và những con đường",
    "Arabic": "كيف يجد النحل طريقه إلى البيت",
    "Hebrew": "איך הדבורים מוצאות את הדרך",
    "Chinese": "蜜蜂如何找到回家的路",
    "Devanagari": "मधुमक्खियाँ घर कैसे लौटती हैं",
    "one word": "Bees",
    "giant word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "no spaces": "WA" * 2000,
    "emoji": "🐝🐝",
    "controls": "\x00\x1b[31m\u202e",
}


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (size,) = struct.unpack_from(">L", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">L", data, at + 8 + size) == (zlib.crc32(kind + body),)
        found.append((kind, body))
        at += 12 + size
    return found


def _rows(data: bytes) -> tuple[list[bytes], list[Colour]]:
    """The rows of pixels as indices of the colours, by the PNG specification, section 7."""
    chunks = dict(_chunks(data))
    assert struct.unpack(">LLBBBBB", chunks[b"IHDR"]) == (SIDE, SIDE, 8, 3, 0, 0, 0)
    raw = zlib.decompress(chunks[b"IDAT"])
    assert len(raw) == SIDE * (SIDE + 1)
    assert set(raw[:: SIDE + 1]) == {0}
    rows = [raw[at + 1 : at + 1 + SIDE] for at in range(0, len(raw), SIDE + 1)]
    colours = [(one[0], one[1], one[2]) for one in struct.iter_unpack("BBB", chunks[b"PLTE"])]
    assert max(map(max, rows)) < len(colours)
    return rows, colours


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
def test_all_colours_can_be_told_apart(palette) -> None:
    """Text and wave have a contrast of at least 7:1 to the ground."""
    assert _contrast(palette.ground, palette.ink) >= 7
    assert _contrast(palette.ground, palette.accent) >= 7


def test_the_picture_has_these_colours() -> None:
    """The pixels of a cover are its palette's: mostly ground, with both others, and nothing between but edges."""
    rows, colours = _rows(draw_cover(BEES))
    (palette,) = (one for one in PALETTES if one.ground == colours[0])
    count = [sum(row.count(index) for row in rows) for index in range(len(colours))]
    assert count[0] > 0.7 * SIDE**2
    assert count[colours.index(palette.ink)] > 20_000
    assert count[colours.index(palette.accent)] > 20_000
    assert sum(count) - count[0] - sum(count[colours.index(one)] for one in (palette.ink, palette.accent)) < 40_000


@pytest.mark.parametrize("title", HARD.values(), ids=HARD)
def test_nothing_is_in_the_margins(title: str) -> None:
    """Whatever the title, tag and authors are, something is drawn, and nothing nearer to an edge than the margin."""
    data = draw_cover(Metadata(title=title, authors=(title, title), tags=(title,)))
    rows, _ = _rows(data)
    drawn = [at for at, row in enumerate(rows) if any(row)]
    overhang = 12  # of a letter beyond its advance, of a descender below the last baseline
    assert drawn[0] >= MARGIN_PX - 3 * overhang  # accents above a capital
    assert drawn[-1] <= SIDE - MARGIN_PX + overhang + 4
    assert not any(any(row[: MARGIN_PX - overhang]) or any(row[SIDE - MARGIN_PX + overhang :]) for row in rows)
    assert len(data) < 150_000


def test_lines_do_not_touch() -> None:
    """Between tag, title, wave and authors there are empty rows, also below the longest title."""
    rows, _ = _rows(draw_cover(Metadata(title=LONG, authors=("Ada",), tags=("History",))))
    empty = [not any(row) for row in rows]
    inside = empty[MARGIN_PX : SIDE - MARGIN_PX]
    gaps = [at for at, (one, other) in enumerate(pairwise(inside)) if other and not one]
    assert len(gaps) >= 3


def test_ffprobe_reads_it(tmp_path: Path, require_tool) -> None:
    """Ffprobe finds a PNG image of 1400 x 1400 in a palette's colours."""
    file = tmp_path / "cover.png"
    file.write_bytes(draw_cover(BEES))
    command = [require_tool("ffprobe"), "-v", "error", "-show_streams", "-of", "json", file]
    (stream,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]
    assert (stream["codec_name"], stream["width"], stream["height"], stream["pix_fmt"]) == ("png", SIDE, SIDE, "pal8")


def test_the_same_again() -> None:
    """The same metadata gives the same bytes in another process, whatever its hash seed is, and other ones others."""
    fields = f"title={BEES.title!r}, authors={BEES.authors!r}, tags={BEES.tags!r}"
    program = (
        "import sys; from tts.writers.cover import draw_cover; from tts.model import Metadata\n"
        f"sys.stdout.buffer.write(draw_cover(Metadata({fields})))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        assert done.stdout == draw_cover(BEES)
    others = [Metadata(title="What bees do"), Metadata(title=BEES.title), Metadata(title=BEES.title, tags=BEES.tags)]
    assert len({draw_cover(one) for one in (BEES, *others)}) == 4


def test_titles_differ_in_their_waves() -> None:
    """A hundred titles that cannot be set have a hundred waves, and every palette is used."""
    titles = [f"蜜{number}" for number in range(100)]
    assert len({wave(title) for title in titles}) == 100
    grounds = {_rows(draw_cover(Metadata(title=title)))[1][0] for title in titles[:40]}
    assert len(grounds) == len(PALETTES)


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("Bees", "Bees"),
        ("  Bees \n\t know ", "Bees know"),
        ("I ❤️ bees 🐝👩🏽‍🌾", "I bees"),
        ("a\x00b\x1bc\u202ed\u00ade", "abcde"),
        ("self\u2011made", "self-made"),
        ("ﬁne Ａrt", "fine Art"),
        ("Cafe\u0301", "Café"),
        ("№ 5 — “so”", "№ 5 — “so”"),
        ("", ""),
        ("🐝 … !", ""),
        ("The word 道", ""),
        ("نحل Bees", ""),
        ("x\u0353y", ""),
    ],
)
def test_what_can_be_set(text: str, set_as: str) -> None:
    """Signs that are no words are left out; a text with a letter that the font lacks is not set at all."""
    assert settable(text) == set_as


def test_a_title_that_cannot_be_set_leaves_a_picture() -> None:
    """Of an Arabic article the wave is drawn large, with the site below, and no letter of the title."""
    one, other = ({"title": HARD["Arabic"], "source_url": url} for url in ("https://www.example.org/a", "https://[bad"))
    with_site, without = (_rows(draw_cover(Metadata(**fields)))[0] for fields in (one, other))
    assert with_site[:1200] == without[:1200]
    assert any(map(any, with_site[1200:]))
    assert not any(map(any, without[1200:]))
    lone = [at for at, row in enumerate(without) if any(row)]
    assert lone[-1] - lone[0] > 500


def test_titles_are_set_large_and_evenly() -> None:
    """A title comes as large as it goes, and no line has a word alone that could have had company."""
    assert title_lines("Bees", 1170, 600).size_px == SIZES_PX[0]
    assert title_lines("The newspaper that comes by post", 1170, 600).lines == (
        "The newspaper",
        "that comes",
        "by post",
    )
    assert len(title_lines(LONG, 1170, 600).lines) >= 5


def test_a_title_too_long_ends_with_an_ellipsis() -> None:
    """What does not fit at the smallest size is cut, and that it is cut can be seen."""
    setting = title_lines("Bees " * 300, 1170, 600)
    assert setting.size_px == SIZES_PX[-1]
    assert [line.endswith("…") for line in setting.lines][-2:] == [False, True]
    assert one_line("Bees, " * 100, 52, 1170).endswith("Bees…")


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=("Cs",)), min_size=1, max_size=300))
def test_every_line_fits(title: str) -> None:
    """Any settable title stands in lines that are no wider and together no higher than their room, in its order."""
    text = settable(title)
    if not text:
        return
    setting = title_lines(text, 1170, 600)
    assert all(face().width(line) * setting.size_px <= 1170 * 1000 for line in setting.lines)
    assert len(setting.lines) * LEADING * setting.size_px <= 600
    shown = "".join(setting.lines).replace(" ", "").removesuffix("…")
    assert text.replace(" ", "").startswith(shown)
    if not setting.lines[-1].endswith("…"):
        assert shown == text.replace(" ", "")
    assert face().width(one_line(text, 52, 500)) * 52 <= 500 * 1000


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3), st.text(max_size=30))
def test_hostile_metadata(title: str, names: list[str], address: str) -> None:
    """Any texts at all, lone surrogates among them, give a cover."""
    metadata = Metadata(title=title + "\ud800", authors=tuple(names), tags=tuple(names), source_url=address)
    rows, _ = _rows(draw_cover(metadata))
    assert any(map(any, rows))


@given(st.text(max_size=100))
def test_every_bar_is_seen(title: str) -> None:
    """A wave has all of its bars, each of some height and none higher than there is room."""
    heights = wave(title)
    assert len(heights) == BARS
    assert all(0 < height <= 1 for height in heights)


def test_the_font_has_what_europe_writes() -> None:
    """The font has the letters of the European languages in Latin, Greek and Cyrillic script, and Vietnamese."""
    letters = "ÄÖÜßẞÅÆØÞÐÉÊËŒÇÑÍŁŃŚŹŻĄĘČĎĚŇŘŠŤŮŽŐŰĂÂÎȘȚĢĶĻŅĀĒĪŪĖĮŲĦĠŴŶĞİıŞ ΑΒΓΔΩάέήίόύώϊϋΐΰς АЯЁЄІЇҐЎЉЊЋЂЏЅЈЌЃѢ ẤỆỘỮƠƯĐ"
    assert settable(letters) == letters


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cover")
    home.joinpath("bees.md").write_text("---\ntitle: Bees\nauthor: Ada\ndate: 2026-03-14\n---\n\nThey fly.\n", "utf-8")
    formats = "mp3,m4b,opus,audiobook"
    done = articast("package", "bees.md", "--formats", formats, "--engine", "silent", "-o", "out", cwd=home)
    assert done.returncode == 0, done.stderr
    return home / "out" / "bees"


def test_a_package_without_a_cover_gets_one(made: Path) -> None:
    """Mutagen finds the package's `cover.png` in each track; the manifest names it, and not as an input."""
    data = made.joinpath("cover.png").read_bytes()
    (picture,) = ID3(made / "bees.mp3").getall("APIC")
    assert (picture.mime, picture.type, picture.data) == ("image/png", 3, data)
    (image,) = MP4(made / "bees.m4b").tags["covr"]
    assert (bytes(image), image.imageformat) == (data, image.FORMAT_PNG)
    (block,) = OggOpus(made / "bees.opus")["metadata_block_picture"]
    assert Picture(base64.b64decode(block)).data == data
    manifest = json.loads(made.joinpath("manifest.json").read_text("utf-8"))
    assert manifest["metadata"]["cover"] == "cover.png"
    assert manifest["options"]["inputs"].keys() == {"bees.md"}
    assert sha256(data).digest() == sha256(draw_cover(Metadata(title="Bees", authors=("Ada",)))).digest()


def test_an_articles_own_cover_stands(tmp_path: Path) -> None:
    """An article with a cover gets no other one: a copy of it stands in the package, and it is in the tags."""
    own = small_jpeg()
    tmp_path.joinpath("own.jpeg").write_bytes(own)
    tmp_path.joinpath("bees.md").write_text("---\ntitle: Bees\ncover: own.jpeg\n---\n\nThey fly.\n", "utf-8")
    done = articast("package", "bees.md", "--engine", "silent", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    package = tmp_path / "out" / "bees"
    assert not package.joinpath("cover.png").exists()
    assert package.joinpath("cover.jpg").read_bytes() == own
    assert json.loads(package.joinpath("manifest.json").read_text("utf-8"))["metadata"]["cover"] == "cover.jpg"
    (picture,) = ID3(package / "bees.mp3").getall("APIC")
    assert picture.data == own


def test_verify_sees_another_or_no_cover(made: Path) -> None:
    """`verify` has nothing to say of a whole package, and finds a cover that is missing, changed, or in no tag."""
    file = made / "cover.png"
    before = file.read_bytes()

    def found() -> set[tuple[str, str]]:
        return {(one.place.partition(",")[0], one.what) for one in verify(made) if one.kind == "finding"}

    assert found() == set()
    file.unlink()
    assert ("cover.png", "This file is missing.") in found()
    file.write_bytes(before + b"\0")
    other = "The picture is not the cover of the article."
    assert found() >= {("bees.mp3", other), ("bees.m4b", other), ("bees.opus", other)}
    file.write_bytes(before)
    track = made / "bees.mp3"
    track.write_bytes(track.read_bytes().replace(b"APIC", b"XPIC", 1))
    assert ("bees.mp3", "It does not hold the cover.") in found()
