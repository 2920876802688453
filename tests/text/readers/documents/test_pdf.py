"""PDFs are read by their tags, or without tags from their lines, and nothing in them is lost in silence."""

# ruff: noqa: E501 - structures of PDFs

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outline import outline
from pdfs import draw_page, make_pdf, make_tagged, show, stream, tag
from pypdf import PdfReader, PdfWriter

from tts.errors import ReadError
from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import read
from tts.text.readers.documents.pdf import read_pdf
from tts.text.readers.losses import count_words

BEES = tag("P", "Bees live in towns too.")
LINE = "The bees carry nectar home and dry it with their wings in the dark of the hive,"


def read_bytes(tmp_path: Path, data: bytes) -> Article:
    """Return the article in a PDF."""
    path = tmp_path / "bees.pdf"
    path.write_bytes(data)
    return read(path)


def blocks(article: Article) -> list[str]:
    """Return the blocks of an article, each on a line."""
    return [line for line in outline(article).splitlines() if line[0] not in "~!"]


def left_out(article: Article) -> list[tuple[str, str]]:
    """Return the texts that are no part of an article, with the reasons."""
    return [(skipped.text, skipped.reason) for skipped in article.left_out]


def test_tags_give_the_structure(tmp_path: Path) -> None:
    """Headings, lists, quotations, tables, figures, languages and listings are as the tags have them."""

    def item(label: str, *body: object) -> object:
        return tag("LI", tag("Lbl", label), tag("LBody", *body))  # type: ignore[arg-type]

    data = make_tagged(
        tag("H1", "Bees"),
        tag("Sect", tag("H2", "Food"), tag("P", "They eat", tag("Span", "du miel", more="/Lang(fr)"), "daily.")),
        tag("L", item("-", "Nectar", tag("L", item("-", "of limes"))), item("-", "Pollen")),  # type: ignore[arg-type]
        tag("L", item("3.", "First"), item("4.", "Second")),  # type: ignore[arg-type]
        tag("BlockQuote", tag("P", "A hive is a city.")),
        tag("Figure", "Nectar 12 %", tag("Caption", "At work."), more="/Alt(A bee on a flower)"),
        tag("Table", tag("TR", tag("TH", "Year"), tag("TH", "Hives")), tag("TR", tag("TD", "2020"), tag("TD", "12"))),
        tag("Code", "def hive():\n    return 12"),
        tag("TOC", tag("TOCI", "Food 1")),
        catalog="/Lang(en)",
        around="/Artifact <</Type/Pagination>> BDC " + show("Page 1", 20) + "EMC",
    )
    article = read_bytes(tmp_path, data)
    assert blocks(article) == [
        "heading 1: Bees",
        "heading 2: Food",
        "paragraph: They eat du miel daily. <language 'du miel' fr>",
        "list",
        "  item",
        "    paragraph: Nectar",
        "    list",
        "      item: of limes",
        "  item: Pollen",
        "list",
        "  item #3: First",
        "  item #4: Second",
        "quote",
        "  paragraph: A hive is a city.",
        "figure",
        "  image: A bee on a flower",
        "  caption: At work.",
        "table",
        "  row",
        "    cell header: Year",
        "    cell header: Hives",
        "  row",
        "    cell: 2020",
        "    cell: 12",
        "code: def hive():\\n    return 12",
    ]
    assert left_out(article) == [
        ("Nectar 12 %", "text in a picture"),
        ("Food 1", "table of contents"),
        ("Page 1", "header, footer or decoration of a page"),
    ]
    assert (article.metadata.title, article.warnings) == ("Bees", ())


def test_notes_follow_their_marks(tmp_path: Path) -> None:
    """A note stands at the end, with the number of the mark that refers to it, also where labels begin anew."""
    data = make_tagged(
        tag("P", "Bees live", tag("Reference", "1"), "in hives."),
        tag("Note", tag("Lbl", "1"), tag("P", "Most do.")),
        tag("P", "They dance", tag("Reference", "1"), "daily."),
        tag("Note", tag("P", "1 In circles.")),
    )
    assert blocks(read_bytes(tmp_path, data)) == [
        "paragraph: Bees live in hives. <note '' 1>",
        "paragraph: They dance daily. <note '' 2>",
        "note [1]: Most do.",
        "note [2]: In circles.",
    ]


def test_types_of_programs_have_roles(tmp_path: Path) -> None:
    """A type of a program stands for a standard one; one that stands for itself is text."""
    data = make_tagged(
        tag("Headline", "Bees"),
        tag("Loop", "They dance."),
        tag("NonStruct", tag("NonStruct", "They fly.")),
        roles="/Headline/Big/Big/H1/Loop/Loop",
    )
    assert blocks(read_bytes(tmp_path, data)) == ["heading 1: Bees", "paragraph: They dance.", "paragraph: They fly."]


def test_a_list_without_labels_is_one(tmp_path: Path) -> None:
    """Bullets and numbers that are text of the items are no words; a list between items belongs to the one before."""
    data = make_tagged(
        tag(
            "L", tag("LI", tag("LBody", tag("P", "• Nectar"))), tag("L", tag("LI", "• of limes")), tag("LI", "• Pollen")
        ),
        tag("L", tag("LI", "1. First"), tag("LI", "12 bees")),
    )
    assert blocks(read_bytes(tmp_path, data)) == [
        "list",
        "  item",
        "    paragraph: Nectar",
        "    list",
        "      item: of limes",
        "  item: Pollen",
        "list",
        "  item #1: First",
        "  item #2: 12 bees",
    ]


def test_lines_are_joined(tmp_path: Path) -> None:
    """A word that the end of a line tears is whole, a text that stands for what is drawn is heard once."""
    data = make_tagged(
        tag("P", "Our govern-\nment counts bees, and is well-\nknown for it."),
        tag("P", "They ", tag("Span", "f ly", more="/ActualText(fly)"), "up."),
    )
    assert blocks(read_bytes(tmp_path, data)) == [
        "paragraph: Our government counts bees, and is well-known for it.",
        "paragraph: They fly up.",
    ]


def test_lines_from_the_right_are_in_order(tmp_path: Path) -> None:
    """What is drawn from the left to the right is read from the right to the left, but numbers are not."""
    drawn = [("05D7", 50), ("05E0", 50), ("0020", 56), ("00310032", 60), ("0020", 72), ("05D1", 80), ("05D0", 80)]
    content = "/P <</MCID 0>> BDC " + "".join(
        f"/Span <</ActualText <FEFF{text}>>> BDC {show('x', 700, x=x)}EMC " for text, x in drawn
    )
    structure = {10: b"<</K 11 0 R>>", 11: b"<</S/P/Pg 3 0 R/K 0>>"}
    data = make_pdf(f"{content} EMC".encode(), catalog="/StructTreeRoot 10 0 R/Lang(he)", more=structure)
    assert blocks(read_bytes(tmp_path, data)) == ["paragraph: \u05d0\u05d1 12 \u05e0\u05d7"]


def test_a_picture_is_taken_out(tmp_path: Path) -> None:
    """A picture in plain colours becomes a PNG at an address inside the document."""
    image = stream(bytes(range(12)), "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8")
    content = b"/Figure <</MCID 0>> BDC /Im1 Do EMC /P <</MCID 1>> BDC " + show("Bees dance.", 700).encode() + b"EMC"
    structure = {
        10: b"<</Type/StructTreeRoot/K[11 0 R 12 0 R]>>",
        11: b"<</S/Figure/Pg 3 0 R/K 0/Alt(A bee)>>",
        12: b"<</S/P/Pg 3 0 R/K<</Type/MCR/Pg 3 0 R/MCID 1>>>>",
        20: image,
    }
    data = make_pdf(content, catalog="/StructTreeRoot 10 0 R", more=structure, resources="/XObject<</Im1 20 0 R>>")
    article = read_bytes(tmp_path, data)
    assert blocks(article) == ["figure", "  image: A bee", "paragraph: Bees dance."]
    assert article.blocks[0].resource == "inside:page-1-Im1"
    assert article.pictures["inside:page-1-Im1"].startswith(b"\x89PNG")


def test_without_tags_lines_make_paragraphs(tmp_path: Path) -> None:
    """Large lines are headings, room and indents part paragraphs, bullets make lists; a warning says that it guesses."""
    lines = [LINE, LINE, "and sleep.", "", LINE, "and fly.", "", "• Nectar", "• Pollen", "", LINE, "and more."]
    page = show("Bees of the city", 740, size=20).encode() + draw_page(lines)
    article = read_bytes(tmp_path, make_pdf(page))
    assert blocks(article) == [
        "heading 1: Bees of the city",
        f"paragraph: {LINE} {LINE} and sleep.",
        f"paragraph: {LINE} and fly.",
        "list",
        "  item: Nectar",
        "  item: Pollen",
        f"paragraph: {LINE} and more.",
    ]
    assert "the PDF has no tags, so its headings" in article.warnings[0]


def test_bold_lines_are_headings_if_they_are_few(tmp_path: Path) -> None:
    """Bold lines between others are a heading on several lines; a bold paragraph is none."""
    bold = [show(text, 700 - 14 * at, font="F2") for at, text in enumerate(("A heading of", "two lines."))]
    lead = [show(f"Lead {LINE}", 640 - 14 * at, font="F2") for at in range(4)]
    text = [show(LINE, 560 - 14 * at) for at in range(20)]
    found = blocks(read_bytes(tmp_path, make_pdf("".join([*bold, *lead, *text]).encode())))
    assert found[0] == "heading 2: A heading of two lines."
    assert found[1].startswith("paragraph: Lead The bees")


def test_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    """What is on the same place of several pages is no part of the text, and a sentence goes on across it."""
    lines = [[LINE.replace("home", f"to {place} {part}") for part in "abcdefgh"] for place in "wxyz"]
    pages = [
        show("The Hive Times", 770).encode() + draw_page(page) + show(f"Page {number} of 4", 20).encode()
        for number, page in enumerate(lines, 1)
    ]
    article = read_bytes(tmp_path, make_pdf(*pages))
    assert blocks(article) == [f"paragraph: {' '.join(' '.join(page) for page in lines)}"]
    assert left_out(article) == [
        ("The Hive Times", "header or footer of pages"),
        *((f"Page {number} of 4", "header or footer of pages") for number in (1, 2, 3, 4)),
    ]


def test_pages_that_are_alike_are_kept(tmp_path: Path) -> None:
    """Pages with one and the same text are text, not headers."""
    article = read_bytes(tmp_path, make_pdf(*[draw_page(["Bees live in towns too."])] * 5))
    assert count_words([leaf.text for block in article.blocks for leaf in block.leaves()])["bees"] == 5


def test_notes_at_the_foot_of_pages_are_notes(tmp_path: Path) -> None:
    """Small lines with a number at the foot of a page are notes, and their raised numbers are marks."""
    mark = show("The bees carry nectar home and dry it every day.", 700) + show("1", 705, x=330, size=8)
    page = mark + "".join(show(LINE, 686 - 14 * at) for at in range(6)) + show("1 With their wings.", 60, size=8)
    found = blocks(read_bytes(tmp_path, make_pdf(page.encode())))
    assert found[0].startswith("paragraph: The bees carry nectar home and dry it every day. ")
    assert found[0].endswith("<note '' 1>")
    assert found[-1] == "note [1]: With their wings."


def test_what_is_not_in_the_structure_is_named(tmp_path: Path) -> None:
    """Text without tags beside tagged text is left out with a reason; where most has none, lines are read."""
    data = make_tagged(BEES, tag("P", LINE), around=show("Nobody tagged this.", 20))
    assert left_out(read_bytes(tmp_path, data)) == [("Nobody tagged this.", "text without tags")]
    data = make_tagged(BEES, around=show(LINE, 300) + show("and sleep.", 286))
    article = read_bytes(tmp_path, data)
    assert "the PDF has tags for a small part of its text only" in article.warnings[0]
    assert blocks(article)[-1] == f"paragraph: {LINE} and sleep."


def test_a_printed_page_has_its_title_without_the_name_of_the_site(tmp_path: Path) -> None:
    """Where a heading shows that the title ends before the name of a site, the heading is the title."""

    def print_page(title: str) -> str:
        tags = (tag("P", "Home and garden."), tag("H1", "Bees fly"), tag("P", LINE))
        writer = PdfWriter(clone_from=PdfReader(BytesIO(make_tagged(*tags))))
        writer.add_metadata({"/Title": title})
        writer.write(tmp_path / "printed.pdf")
        return read(tmp_path / "printed.pdf").metadata.title

    assert print_page("Bees fly | The Garden") == "Bees fly"
    assert print_page("Bees fly - The Garden") == "Bees fly"
    assert print_page("Bees fly to the moon") == "Bees fly to the moon"
    assert print_page("Honey | The Garden") == "Honey | The Garden"


def test_metadata_of_programs_is_no_metadata(tmp_path: Path) -> None:
    """Names that programs fill in are neither title nor author; a language and a date are known."""

    def information(title: str, author: str) -> Article:
        info = f"<</Title({title})/Author({author})/CreationDate(D:20240312101500Z)>>".encode()
        return read_bytes(
            tmp_path,
            make_pdf(draw_page([LINE, "and sleep."]), more={8: info}, trailer="/Info 8 0 R", catalog="/Lang(en-GB)"),
        )

    metadata = information("Bees of the city", "Ann Lee; Bob Ray").metadata
    assert (metadata.title, metadata.authors) == ("Bees of the city", ("Ann Lee", "Bob Ray"))
    assert (metadata.date, metadata.language) == ("2024-03-12", "en-GB")
    for title, author in (("Microsoft Word - bees.docx", "user"), ("untitled", "admin"), ("bees.indd", "PC")):
        metadata = information(title, author).metadata
        assert (metadata.title_source, metadata.authors) == ("body", ())


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"Bees.", "This is not a PDF"),
        (b"%PDF-1.7\n", "The PDF is damaged"),
        (make_pdf(b"q 100 0 0 100 0 0 cm /Im0 Do Q"), r"The PDF has no text, .* text recognition \(OCR\)"),
        (
            make_pdf(draw_page([LINE]), trailer="/Encrypt<</Filter/Standard/V 9>>"),
            "encrypted or compressed in an unusual",
        ),
        (make_pdf(stream(zlib.compress(bytes(31_000_000)), "/Filter/FlateDecode")), "larger than any article needs"),
        (make_pdf(b"() Tj " * 100_001), "Page 1 of the PDF has more text than any article"),
        (make_pdf(draw_page([LINE]), more={2: b"<</Type/Pages/Kids 2 0 R/Count 1>>"}), "The PDF is damaged"),
    ],
    ids=["text", "empty", "scanned", "unknown encryption", "bomb", "endless page", "endless tree of pages"],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, data: bytes, problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with a PDF is an error with the next step, and nothing else is printed."""
    with pytest.raises(ReadError, match=rf"bees\.pdf: .*{problem}"):
        read_bytes(tmp_path, data)
    assert capfd.readouterr() == ("", "")


def test_too_many_pages_are_told(tmp_path: Path) -> None:
    """A PDF with more pages than any article has is an error."""
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * 5001 + b"]/Count 5001>>"
    with pytest.raises(ReadError, match="The PDF has 5001 pages; 5000 is the limit"):
        read_bytes(tmp_path, make_pdf(draw_page([LINE]), more={2: kids}))


def test_passwords_are_needed_for_reading_only(tmp_path: Path) -> None:
    """A PDF that only limits what may be done with it is read; one with a password for reading says so."""
    for password, path in (("", tmp_path / "open.pdf"), ("secret", tmp_path / "closed.pdf")):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(make_tagged(BEES))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        writer.write(path)
    assert blocks(read(tmp_path / "open.pdf")) == ["paragraph: Bees live in towns too."]
    with pytest.raises(ReadError, match=r"protected by a password\. Remove the password"):
        read(tmp_path / "closed.pdf")


@pytest.mark.parametrize(
    "structure",
    [
        {10: b"<</K 11 0 R>>", 11: b"<</S/Sect/K[11 0 R 12 0 R]>>", 12: b"<</S/P/Pg 3 0 R/K[11 0 R 0 0]>>"},
        {10: b"<</K 11 0 R>>"}
        | {11 + at: b"<</S/Sect/K %d 0 R>>" % (12 + at) for at in range(900)}
        | {911: b"<</S/P/Pg 3 0 R/K 0>>"},
        {10: b"<</K[(x) null 1.5 99 0 R <</S 3/K -5>> <</Type/MCR/MCID(x)>>]>>"},
        {10: b"<</K 7>>"},
    ],
    ids=["circle", "deep", "nonsense", "nothing"],
)
def test_a_strange_structure_costs_no_text(tmp_path: Path, structure: dict[int, bytes]) -> None:
    """Elements in a circle, very deep ones and nonsense cost neither time nor words."""
    content = b"/P <</MCID 0>> BDC " + show("Bees live in towns too.", 700).encode() + b"EMC"
    article = read_bytes(tmp_path, make_pdf(content, catalog="/StructTreeRoot 10 0 R", more=structure))
    assert blocks(article) == ["paragraph: Bees live in towns too."]


WHOLE = make_tagged(
    tag("H1", "Bees"),
    tag("P", "They dance", tag("Span", "daily")),
    tag("L", tag("LI", tag("Lbl", "1."), "One")),
    around=show("x", 9),
)


def attempt(path: Path) -> Article | ReadError:
    """Return the article in a PDF, or the error about it."""
    try:
        return read_pdf(path, GivenLanguage())
    except ReadError as error:
        return error


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), min_size=1, max_size=6))
def test_a_damaged_pdf_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]]
) -> None:
    """Whatever bytes of a PDF are changed, it gives an article or an error for its user."""
    data = bytearray(WHOLE)
    for place, new in changes:
        data[place : place + len(new)] = new
    path = tmp_path_factory.getbasetemp() / "damaged.pdf"
    path.write_bytes(data)
    assert attempt(path).path == path
