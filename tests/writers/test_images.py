"""The images of an article and its cover: found, checked, read once, converted where no edition can hold them."""

from __future__ import annotations

import os
import struct
import zlib
from base64 import b64encode
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image as Pillow

from tts.model import MAX_IMAGE_BYTES, Block, Image, Metadata, Section
from tts.writers.images import FoundImages, convert_image, file_state, find_cover, find_images
from tts.writers.images.drawings import find_danger
from tts.writers.images.pixels import BadImageError, read_picture, to_png_or_jpeg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def picture(kind: str, mode: str = "RGB", **options) -> bytes:
    """An image of noise, as a file of that kind."""
    stream = BytesIO()
    Pillow.effect_noise((64, 48), 60).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


def animation(kind: str) -> bytes:
    """An image that changes its colour."""
    stream = BytesIO()
    first, *others = (Pillow.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue"))
    first.save(stream, kind, save_all=True, append_images=others)
    return stream.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A small file that says it has that many pixels."""
    data = b"\x89PNG\r\n\x1a\n"
    for chunk in (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0), b"IDAT" + zlib.compress(bytes(99))):
        data += struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return data


def huge_webp() -> bytes:
    """A small file with the largest canvas that WebP has (WebP Container Specification, "Extended File Format")."""
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<II", 10, 0) + (16382).to_bytes(3, "little") * 2


def find(folder: Path, *addresses: str) -> FoundImages:
    """What is found for the images at these addresses."""
    blocks = tuple(Block(kind="image", resource=address) for address in addresses)
    return find_images([Section(id="body-1", role="body", title="", blocks=blocks)], folder)


BAD = {
    "text.png": (b"<html>no</html>", "is not an image that Articast can read"),
    "empty.png": (b"", "is empty"),
    "cut.jpg": (picture("JPEG")[:700], "is broken or cut off"),
    "cut.png": (picture("PNG")[:2000], "is broken or cut off"),
    "cut.gif": (picture("GIF", "L")[:900], "is broken or cut off"),
    "cut.webp": (picture("WEBP")[:900], "is broken or cut off"),
    "start.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is broken or cut off"),
    "bomb.png": (huge_png(), "has too many pixels"),
    "bomb.webp": (huge_webp(), "has too many pixels (16383 × 16383)"),
    "large.png": (huge_png(9000, 9000), "has too many pixels (9000 × 9000)"),
    "long.png": (picture("PNG") + bytes(MAX_IMAGE_BYTES), "is larger than 16 MB"),
    "icon.ico": (picture("ICO"), "is not an image that Articast can read"),
    "photo.heic": (b"\0\0\0\x18ftypheic" + bytes(99), "is not an image that Articast can read"),
    "active.svg": (SVG.format("<script>alert(1)</script>").encode(), "has a script"),
    "rot13.svg": (b"<?xml version='1.0' encoding='rot13'?><svg xmlns='http://www.w3.org/2000/svg'/>", "is broken"),
    "cut.svg": (SVG.format("<g>").encode()[:90], "is broken"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_image_is_left_out(name: str, tmp_path: Path) -> None:
    """An image that cannot be shown is a problem with its cause and the next step, and an input of the package."""
    data, cause = BAD[name]
    (tmp_path / name).write_bytes(data)
    found = find(tmp_path, name)
    (problem,) = found.problems
    assert found.images == {}
    assert problem.what.startswith(f"the image '{name}' {cause}, so it is left out. ")
    assert found.inputs == {name: file_state(tmp_path / name)}


@pytest.mark.parametrize("name", [*BAD, "a" * 5000, "missing.png", "../up.png", "https://example.org/a.png", "a\0b"])
def test_a_bad_cover_is_told(name: str, tmp_path: Path) -> None:
    """A cover that cannot be one is a problem; that an image which the front matter names is missing is none."""
    if name in BAD:
        (tmp_path / name).write_bytes(BAD[name][0])
    found = find_cover(Metadata(title="Bees", cover=name), tmp_path)
    assert (found.images, len(found.problems)) == ({}, 1)
    assert ", so one is drawn. " in found.problems[0].what
    assert len(found.problems[0].what) < 250
    missing = find_cover(Metadata(title="Bees", pictures=(name,)), tmp_path)
    assert len(missing.problems) == (name in BAD or 0)


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("GIF", "L", "image/gif"),
        ("WEBP", "RGB", "image/webp"),
        ("AVIF", "RGB", "image/jpeg"),
        ("BMP", "RGB", "image/jpeg"),
        ("BMP", "P", "image/png"),
        ("TIFF", "RGBA", "image/png"),
        ("TIFF", "CMYK", "image/jpeg"),
        ("TIFF", "F", "image/png"),
        ("TIFF", "1", "image/png"),
    ],
)
def test_what_no_edition_can_hold_is_converted(kind: str, mode: str, media_type: str, tmp_path: Path) -> None:
    """PNG, JPEG, GIF and WebP stay as they are; others become PNG or JPEG of the same size, the same for each run."""
    name = f"bee.{kind.lower()}"
    data = picture(kind, mode)
    (tmp_path / name).write_bytes(data)
    found = find(tmp_path, name)
    image = found.images[name]
    assert (image.media_type, found.problems) == (media_type, ())
    assert (image.data == data) is (kind in ("PNG", "JPEG", "GIF", "WEBP"))
    assert image == find(tmp_path, name).images[name]
    with Pillow.open(BytesIO(image.data)) as shown:
        assert (shown.size, shown.get_format_mimetype()) == ((64, 48), media_type)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_a_cover_is_png_or_jpeg(kind: str, tmp_path: Path) -> None:
    """A cover of another kind is converted to one that every player knows."""
    (tmp_path / "cover").write_bytes(picture(kind))
    (cover,) = find_cover(Metadata(title="Bees", cover="cover"), tmp_path).images.values()
    assert cover.media_type in ("image/png", "image/jpeg")
    assert cover.name in ("cover.png", "cover.jpg")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_no_image_moves(kind: str, tmp_path: Path) -> None:
    """Of an animation the first picture is shown, and the author is told."""
    name = f"bee.{kind.lower()}"
    (tmp_path / name).write_bytes(animation(kind))
    found = find(tmp_path, name)
    assert [problem.what.partition(", ")[0] for problem in found.problems] == [
        f"the image '{name}' has several pictures"
    ]
    with Pillow.open(BytesIO(found.images[name].data)) as shown:
        assert not getattr(shown, "is_animated", False)
        red, green, blue = shown.convert("RGB").getpixel((4, 4))
    assert red > 200 > 60 > max(green, blue)


def test_an_image_of_another_kind_than_its_name(tmp_path: Path) -> None:
    """An image is named after its real kind in the editions, and the author is told."""
    (tmp_path / "bee.png").write_bytes(picture("JPEG"))
    found = find(tmp_path, "bee.png")
    assert found.images["bee.png"].name == "image-1.jpg"
    assert found.problems[0].what == "the image 'bee.png' is in truth of the kind JPEG. Rename it."


@pytest.mark.parametrize(
    "address",
    [
        "img/a bee.png",
        "img/a%20bee.png",
        "img/a%20bee.png?width=300#top",
        "./img/../img/a bee.png",
        "/img/a bee.png",
        "img\\a bee.png",
        "IMG/A Bee.PNG",
        "img/A%20BEE.png",
        " img/a bee.png ",
    ],
)
def test_addresses_of_one_file(address: str, tmp_path: Path) -> None:
    """Addresses of the web, of sites, of Windows, and in another case name the file in the article's folder."""
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a bee.png").write_bytes(picture("PNG"))
    found = find(tmp_path, address)
    assert (list(found.images), found.problems) == ([address], ())
    assert list(found.inputs) == ["img/a bee.png"]


def test_two_addresses_of_one_file_are_one_image(tmp_path: Path) -> None:
    """A file that is named twice is read once, and its problem is told for each address."""
    (tmp_path / "a bee.png").write_bytes(picture("PNG"))
    images = find(tmp_path, "a bee.png", "a%20bee.png").images
    assert images["a bee.png"] is images["a%20bee.png"]
    (tmp_path / "cut.png").write_bytes(BAD["cut.png"][0])
    assert len(find(tmp_path, "cut.png", "./cut.png").problems) == 2


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("../outside.png", "is outside of the article's folder"),
        ("%2e%2e/outside.png", "is outside of the article's folder"),
        ("..\\outside.png", "is outside of the article's folder"),
        ("link.png", "is outside of the article's folder"),
        ("C:\\bees\\bee.png", "is outside of the article's folder"),
        ("missing.png", "is not in the article's folder"),
        ("/missing.png", "is not in the article's folder, where addresses that begin with / begin"),
        ("folder", "is not in the article's folder"),
        ("loop.png", "is not in the article's folder"),
        ("a" * 5000, "is not in the article's folder"),
    ],
)
def test_addresses_without_a_file(address: str, cause: str, tmp_path: Path) -> None:
    """An address that names no file in the folder is a problem, and recorded, because a file may come there."""
    folder = tmp_path / "articles"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(picture("PNG"))
    if hasattr(os, "mkfifo"):  # Windows lets few users make links
        (folder / "link.png").symlink_to(tmp_path / "outside.png")
        (folder / "loop.png").symlink_to("loop.png")
    found = find(folder, address)
    (problem,) = found.problems
    assert f" {cause}, so it is left out. " in problem.what
    assert found.images == {}
    assert found.inputs == ({} if len(address) > 1000 else {address: None})


@pytest.mark.parametrize("address", ["https://example.org/a.png", "//example.org/a.png", "mailto:a@b.c", "blob:1", ""])
def test_images_of_the_web_are_no_files(address: str, tmp_path: Path) -> None:
    """An image elsewhere is neither fetched nor a mistake."""
    assert find(tmp_path, address) == FoundImages()


def test_an_image_in_its_address(tmp_path: Path) -> None:
    """A data address holds its image, with the checks for every other."""
    data = picture("PNG")
    good = f"data:image/png;base64,{b64encode(data).decode()}"
    bad = f"data:image/png;base64,{b64encode(data[:900]).decode()}"
    found = find(tmp_path, good, bad, "data:image/png;base64,A", "data:,bees")
    assert found.images[good].data == data
    assert [problem.address for problem in found.problems] == [bad, "data:image/png;base64,A", "data:,bees"]
    assert all(len(problem.what) < 150 for problem in found.problems)
    assert found.inputs == {}


@pytest.mark.parametrize(
    "inside",
    [
        '<rect style="fill: url(#a)"/>',
        "<rect style=\"fill: url( '#a' )\"/>",
        '<rect fill="rgb(1,2,3)" transform="translate(1 2) rotate(3)"/>',
        '<use xlink:href="#a"/><circle id="a" r="4"/>',
        '<text aria-label="bees(2)">Bees (and wasps)</text>',
    ],
)
def test_a_drawing_may_refer_to_its_own_parts(inside: str) -> None:
    """A paint or a copy of the drawing's own parts is safe, and so are colours and movements in space."""
    assert find_danger(SVG.format(inside).encode()) == ""


@pytest.mark.parametrize(
    "inside",
    [
        '<rect fill="url(a.png)"/>',
        "<rect fill=\"url( 'https://example.org/#a')\"/>",
        '<rect style="fill: \\75rl(https://example.org)"/>',
        '<rect style="fill: u\\72 l(https://example.org)"/>',
        "<rect style=\"background: image-set('https://example.org' 1x)\"/>",
        "<rect style=\"background: SRC('https://example.org')\"/>",
        '<image href="a.png"/>',
        '<image xlink:href="data:image/png;base64,AAAA"/>',
        '<a href="javascript:alert(1)"/>',
        '<rect onload="alert(1)"/>',
        "<foreignObject/>",
        "<style>rect {fill: red}</style>",
        "<animate/>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<?xml-stylesheet href='a.css'?>",
        '<g id="a"><use href="#b"/><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        "<use href='#a'/>" * 1001,
    ],
)
def test_a_drawing_that_is_not_safe(inside: str) -> None:
    """A drawing that runs, moves, leads elsewhere or copies copies is refused, however CSS writes it."""
    assert find_danger(SVG.format(inside).encode())


def test_an_image_of_a_package_is_measured_before_it_is_converted() -> None:
    """One that has too many pixels, or is cut, has no form for a DAISY book."""
    for data in (huge_webp(), picture("WEBP")[:900], b""):
        image = Image(name="image-1.webp", media_type="image/webp", source=data, sha256="")
        assert convert_image(image, ("image/png", "image/jpeg")) is None
    whole = Image(name="image-1.webp", media_type="image/webp", source=picture("WEBP"), sha256="")
    converted = convert_image(whole, ("image/png", "image/jpeg"))
    assert converted
    assert converted.name == "image-1.jpg"


def test_broken_files_of_all_kinds() -> None:
    """Whatever is wrong in a file, it is shown or it is a BadImageError."""
    chance = Random(1)
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"):
        whole = picture(kind)
        for _ in range(100):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 3, 20))):
                data[chance.randrange(min(len(data), chance.choice((100, len(data)))))] = chance.randrange(256)
            with suppress(BadImageError):
                to_png_or_jpeg(read_picture(bytes(data)).data)
