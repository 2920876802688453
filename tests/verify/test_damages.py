"""Packages damaged in every way: the table `damages.tsv` says what `verify` finds, and chance damages them further.

The tests take one row of twelve, and few random damages. `DAMAGES=all` takes every row; `python -m tests.verify` makes
thousands of random damages.
"""

from __future__ import annotations

import csv
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import damages
import pytest
from campaign import is_plain, read_damaged
from wholes import Wholes, make_wholes

from tts.verify import DEFECT, verify
from tts.verify.files import MAX_BYTES
from tts.verify.findings import EDITION_AGAIN, Finding
from tts.verify.page import read_page
from tts.verify.pictures import read_size
from tts.verify.tree import read_tree

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("hear_once", "without_programs")]

_TABLE = Path(__file__).with_name("damages.tsv")
_SHARE = 12
_NOTHING = "nothing"
"""What a row has in place of a check where the damage need not be found; its message is the reason."""


@dataclass(frozen=True)
class Row:
    """A row of the table: a finding of `check` about the file is expected, whose text has `message` in it."""

    package: str
    file: str
    damage: str
    check: str
    message: str


def read_rows() -> list[Row]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(*row) for row in list(rows)[1:]]


ROWS = read_rows()
CHOSEN = ROWS if os.environ.get("DAMAGES") == "all" else ROWS[::_SHARE]


@pytest.fixture(scope="module")
def without_programs():
    """Public validators are tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> Wholes:
    """Packages in all formats."""
    return make_wholes(tmp_path_factory.mktemp("wholes"))


def find(folder: Path) -> list[Finding]:
    return [finding for finding in verify(folder) if finding.kind == "finding"]


def copy(whole: Path, scratch: Path) -> Path:
    return damages.copy_package(whole, scratch / whole.name)


def test_nothing_is_found_in_whole_packages(wholes: Wholes) -> None:
    """The packages that are damaged have no findings before."""
    assert [find(folder) for folder in (wholes.article, wholes.older, wholes.edition)] == [[], [], []]


@pytest.mark.parametrize("row", CHOSEN, ids=lambda row: f"{row.package}: {row.file}: {row.damage}")
def test_damage_gives_the_finding_of_the_table(wholes: Wholes, row: Row, tmp_path: Path) -> None:
    """Each damage gives the finding that the table has for it, in plain lines, and no check fails."""
    folder = copy(getattr(wholes, row.package), tmp_path)
    damages.inflict(folder, row.file, row.damage, wholes.older if row.package == "article" else folder)
    findings = find(folder)
    assert all(map(is_plain, findings))
    assert DEFECT not in {finding.check for finding in findings}
    if row.check == _NOTHING:
        assert findings == []
    else:
        assert any(finding.check == row.check and row.message in finding.what for finding in findings), findings


def test_the_table_has_every_file(wholes: Wholes) -> None:
    """Every file of the package of an article is in the table, missing, empty, cut and of the version before."""
    rows = {(row.file, row.damage) for row in ROWS if row.package == "article"}
    files = {path.relative_to(wholes.article).as_posix() for path in wholes.article.rglob("*") if path.is_file()}
    lost = {(file, damage) for file in files for damage in ("missing", "empty", "cut", "byte", "older")} - rows
    assert lost == set()


def test_chance_finds_no_defect_of_verify(wholes: Wholes, tmp_path: Path) -> None:
    """Random damages are found, unless they change nothing that matters, and no check fails or takes long."""
    for number in range(30):
        whole = wholes.edition if number % 10 == 0 else wholes.article
        result = read_damaged(whole, frozenset(), "1", number, tmp_path)
        assert result.defects == []
        assert result.findings or result.reason, result


def test_advice_fits_the_finding(wholes: Wholes, tmp_path: Path) -> None:
    """A file that does not belong is to be moved, and of an edition it is the edition that is made again."""
    folder = copy(wholes.edition, tmp_path)
    for place in (".", "daisy", "parts", "parts/start", "usb"):
        folder.joinpath(place, "foreign.txt").write_text("mine", encoding="utf-8")
    folder.joinpath("chapters.json").unlink()
    steps = {finding.place: finding.next_step for finding in find(folder)}
    assert steps.pop("chapters.json") == EDITION_AGAIN
    assert len(steps) >= 5
    # the archive of the book has not the file that is in the folder
    steps = {place: step for place, step in steps.items() if place.endswith("foreign.txt")}
    assert all(step.startswith("Move it elsewhere") for step in steps.values()), steps


def test_an_error_of_a_check_is_one_finding(wholes: Wholes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that fails is one finding, which says that it is a defect of Articast."""

    def fail(*_: object) -> None:
        raise LookupError("no\nsuch thing")

    monkeypatch.setattr("tts.verify.check_timeline", fail)
    (finding,) = find(wholes.article)
    assert finding.check == DEFECT
    assert "LookupError: no such thing. This is a defect in Articast." in finding.next_step
    assert is_plain(finding)


@pytest.mark.parametrize(
    "text",
    ["<a " * 99_999, "<!--" * 99_999, "<b>" * 99_999, "</a" * 99_999, "<script>" + "</scrip" * 99_999, "&#" * 99_999],
)
def test_hostile_pages_are_read_in_one_pass(text: str) -> None:
    """Pages that take other parsers minutes have a defect, and are not read further."""
    assert read_page(text).defect


@pytest.mark.parametrize(
    "change",
    [
        ("</html>", "</html>x"),
        ("<body>", "<body><b>"),
        ("<body>", '<body><b id="x" id="y"></b>'),
        ("<body>", "<body><!-- hidden -->"),
        ("</title>", "</b>"),
        ("<body>", "<body class=x>"),
    ],
)
def test_pages_in_another_form_have_a_defect(change: tuple[str, str]) -> None:
    """What browsers could read in two ways is a defect of the page."""
    page = "<!DOCTYPE html>\n<html>\n<title>Bees</title>\n<body>\n<p>They fly.<br></p>\n</body>\n</html>\n"
    assert not read_page(page).defect
    assert read_page(page.replace(*change)).defect.startswith("from line ") or "not closed" in read_page(page).defect


def test_text_that_no_document_can_hold_is_not_missed(wholes: Wholes, tmp_path: Path) -> None:
    """U+FFFE at the end of a paragraph, which a page leaves out, is no finding."""
    folder = copy(wholes.article, tmp_path)
    data = folder.joinpath("manifest.json").read_bytes()
    damages.put(folder / "manifest.json", data.replace(b'"text": "They rest."', b'"text": "They rest.\xef\xbf\xbe"'))
    assert [finding for finding in find(folder) if finding.check in ("readalong", "embed", "epub", "daisy")] == []


def test_xml_nested_too_deeply_is_refused() -> None:
    """Elements nested without end are a finding, and no tree."""
    assert "nested more than 100" in next(read_tree("<a>" * 200 + "</a>" * 200, "x", "epub")).what


def _png(width: int, height: int) -> bytes:
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(5)), (b"IEND", b"")):
        data += len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
    return data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_png(40, 30), ("png", 40, 30)),
        (b"GIF89a" + bytes([40, 0, 30, 0, 0, 0, 0]) + b";", ("gif", 40, 30)),
        (b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x27\0\0\x1d\0\0", ("webp", 40, 30)),
        (b"RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0\x2f" + (39 | 29 << 14).to_bytes(4, "little") + b"\0", ("webp", 40, 30)),
        (b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x28\0\x1e\0", ("webp", 40, 30)),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08\0\x1e\0\x28\x01\0\0\0\xff\xd9", ("jpg", 40, 30)),
    ],
)
def test_headers_of_pictures_are_read(data: bytes, expected: tuple[str, int, int]) -> None:
    """The size of a picture is known without decoding it, and every cut of it is noticed."""
    assert read_size(data) == expected
    for end in range(len(data) - 1):
        with pytest.raises((ValueError, IndexError, OverflowError)) as error:
            read_size(data[: min(end, 12)])
        assert error


def test_pictures_of_too_many_pixels_are_found(wholes: Wholes, tmp_path: Path) -> None:
    """A small file that claims to be an enormous picture is found without decoding it."""
    folder = copy(wholes.article, tmp_path)
    damages.put(folder / "daisy" / "image-1.png", _png(60_000, 60_000))
    assert any("60000 × 60000 pixels" in finding.what for finding in find(folder))


def test_a_file_in_place_of_a_track_that_is_far_too_large_is_not_read(wholes: Wholes, tmp_path: Path) -> None:
    """A track of another size is found by its size, and one that is enormous is not decoded."""
    folder = copy(wholes.article, tmp_path)
    data = folder.joinpath("hum.flac").read_bytes()
    damages.put(folder / "hum.flac", data)
    os.truncate(folder / "hum.flac", len(data) + MAX_BYTES + 1)
    assert [finding.check for finding in find(folder) if finding.place.startswith("hum.flac")] == ["tracks"]
