"""DOCX files are read with their structure, and nothing in them is lost in silence."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from office import NUMBERING, item, p, picture, t, write_docx

from tts.errors import ReadError
from tts.model import Article, Block
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.documents.docx import read_docx
from tts.text.readers.losses import count_words

BODY = p("Bees live in towns too, and many of them do so on the roofs of tall houses near parks.")
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


def read(path: Path) -> Article:
    """Return the article in a file."""
    return read_docx(path, GivenLanguage())


def show(blocks: tuple[Block, ...], depth: int = 0) -> list[str]:
    """Return each block on a line: its kind, what tells it from others, its text."""
    lines = []
    for block in blocks:
        details = [block.kind + (str(block.level) if block.level else "") + ("*" if block.header else "")]
        details += [] if block.ordinal is None else [f"#{block.ordinal}"]
        details += [f"({block.language})"] if block.language else []
        details += [block.resource] if block.kind == "image" and block.resource else []
        lines.append("  " * depth + " ".join([*details, block.text.replace("\n", " / ")]).rstrip())
        lines += show(block.blocks, depth + 1)
    return lines


def lines(tmp_path: Path, body: str, **parts: str | bytes) -> list[str]:
    """Return the blocks of a document with this body, each on a line."""
    return show(read(write_docx(tmp_path / "bees.docx", body, parts=dict(parts))).blocks)


def left_out(article: Article) -> list[tuple[str, str]]:
    """Return what is left out, with the reasons."""
    return [(skip.text, skip.reason) for skip in article.left_out]


def test_headings_are_known_by_name_base_and_outline_level(tmp_path: Path) -> None:
    """Headings are known by their style's name, by the style that it is based on, and by the outline level."""
    body = (
        p("Bees", style="Heading1")
        + BODY
        + p("Roofs", style="berschrift2")
        + p("Own", style="House")
        + p("Deep", style="Level")
        + p("By hand", properties='<w:outlineLvl w:val="3"/>')
        + BODY
    )
    headings = [line for line in lines(tmp_path, body) if line.startswith("heading")]
    assert headings == ["heading1 Bees", "heading2 Roofs", "heading2 Own", "heading3 Deep", "heading4 By hand"]


def test_title_and_subtitle_are_those_of_the_article(tmp_path: Path) -> None:
    """Paragraphs in the styles Title and Subtitle are the title and subtitle, and are heard once."""
    body = p("City bees", style="Title") + p("They like roofs", style="Subtitle") + BODY
    article = read(write_docx(tmp_path / "bees.docx", body))
    assert (article.metadata.title, article.metadata.subtitle) == ("City bees", "They like roofs")
    assert [block.kind for block in article.blocks] == ["paragraph"]


def test_author_and_date_may_have_styles(tmp_path: Path) -> None:
    """Paragraphs in the styles Author and Date, as Pandoc writes them, are heard first; another date is text."""
    top = p("City bees", style="Title") + p("Ada Marsh", style="Author")
    article = read(write_docx(tmp_path / "bees.docx", top + p("12 March 2024", style="Date") + BODY))
    assert (article.metadata.authors, article.metadata.date) == (("Ada Marsh",), "2024-03-12")
    assert [block.kind for block in article.blocks] == ["paragraph"]
    assert lines(tmp_path, top + p("Some day", style="Date") + BODY)[0] == "paragraph Some day"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Bees and roofs", "Bees and roofs"), ("Microsoft Word - draft3.docx", ""), ("Document1", "")],
)
def test_properties_hold_where_the_text_says_nothing(tmp_path: Path, title: str, expected: str) -> None:
    """Title, author and date of the properties hold where the text has none; titles that programs invent do not."""
    core = CORE.format(
        f"<dc:title>{title}</dc:title><dc:creator>Ada Marsh; Microsoft Office User</dc:creator>"
        "<dcterms:created>2024-03-12T08:00:00Z</dcterms:created><cp:keywords>bees, towns</cp:keywords>"
    )
    metadata = read(write_docx(tmp_path / "x.docx", BODY * 2, parts={"docProps/core.xml": core.encode()})).metadata
    assert metadata.title == (
        expected or "Bees live in towns too, and many of them do so on the roofs of tall houses near…"
    )
    assert (metadata.authors, metadata.tags) == (("Ada Marsh",), ("bees", "towns"))
    assert (metadata.date or "").startswith("2024-03-12")


def test_the_text_overrules_the_properties(tmp_path: Path) -> None:
    """A byline in the text is the author, and not whoever once made the file."""
    core = CORE.format("<dc:creator>Someone Else</dc:creator>").encode()
    body = p("City bees", style="Heading1") + p("By Ada Marsh") + BODY
    article = read(write_docx(tmp_path / "x.docx", body, parts={"docProps/core.xml": core}))
    assert article.metadata.authors == ("Ada Marsh",)


def test_lists_are_nested_and_go_on(tmp_path: Path) -> None:
    """Items have their numbers and levels; a list goes on after a paragraph, and another one begins where it says."""
    body = item("One") + item("Inner", 1) + p("More of it", style="ListParagraph") + item("Two") + BODY
    body += item("Three") + item("Seven", 0, 2) + item("Eight", 0, 2)
    assert lines(tmp_path, body) == [
        "list",
        "  item #1",
        "    paragraph One",
        "    list",
        "      item",
        "        paragraph Inner",
        "        paragraph More of it",
        "  item #2 Two",
        "paragraph Bees live in towns too, and many of them do so on the roofs of tall houses near parks.",
        "list",
        "  item #3 Three",
        "  item #7 Seven",
        "  item #8 Eight",
    ]


def test_styles_of_lists_show_their_level(tmp_path: Path) -> None:
    """Items in a style such as List Bullet 2, which is a list of its own, are within the item above."""
    assert lines(tmp_path, item("One") + p("Inner", style="ListBullet2") + item("Two")) == [
        "list",
        "  item #1",
        "    paragraph One",
        "    list",
        "      item Inner",
        "  item #2 Two",
    ]


def test_quotations_and_listings_are_joined(tmp_path: Path) -> None:
    """Paragraphs in a row with the style of quotations are one quotation, and lines of code one listing."""
    body = p("Bees need little.", style="Quote") + p("So do we.", style="Quote") + BODY
    body += p("print(1)", style="Code") + p("print(2)", style="Code")
    assert lines(tmp_path, body)[:3] == ["quote", "  paragraph Bees need little.", "  paragraph So do we."]
    assert lines(tmp_path, body)[-1] == "code print(1) / print(2)"


def test_pictures_have_alternative_text_and_caption(tmp_path: Path) -> None:
    """A picture is inside the document, with its alternative text and the caption next to it; decoration has none."""
    body = p(picture(description="A bee")) + p("Figure ", t("1"), t(": The bee of Ada."), style="Caption") + BODY
    body += p(picture(description="Line", decorative='<adec:decorative val="1"/>'))
    article = read(write_docx(tmp_path / "bees.docx", body))
    assert show(article.blocks)[:3] == [
        "figure",
        "  image inside:bee.png A bee",
        "  caption Figure 1: The bee of Ada.",
    ]
    assert list(article.pictures) == ["inside:bee.png"]
    assert ("inside:bee.png", "decorative image") in [(skip.text, skip.reason) for skip in article.skipped]


def test_a_picture_without_alternative_text_is_named(tmp_path: Path) -> None:
    """A picture without alternative text is named in a warning that says where to add it."""
    article = read(write_docx(tmp_path / "bees.docx", BODY + p(picture())))
    assert any("image has no alternative text" in warning and "(bee.png)" in warning for warning in article.warnings)


def test_pictures_that_nothing_shows_are_named(tmp_path: Path) -> None:
    """A picture in a format of Windows is named, and its alternative text is heard."""
    links = {"rIdP": ("image", "media/bee.emf")}
    article = read(
        write_docx(
            tmp_path / "b.docx",
            BODY + p(picture(description="A bee")),
            parts={"word/media/bee.emf": b"x"},
            relationships=links,
        )
    )
    assert any("'bee.emf' is a drawing in the format EMF" in warning for warning in article.warnings)
    assert show(article.blocks)[-1] == "  image A bee"


def cell(text: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_tables_have_header_rows(tmp_path: Path) -> None:
    """A row that is repeated on each page is a header; so is the first one if the table's look says so."""
    header = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Thing')}{cell('Price')}</w:tr>"
    plain = f"<w:tr>{cell('Thing')}{cell('Price')}</w:tr>"
    row = f"<w:tr>{cell('Hive')}{cell('120')}</w:tr>"
    look = '<w:tblPr><w:tblLook w:val="04A0"/></w:tblPr>'
    for table in (f"<w:tbl>{header}{row}</w:tbl>", f"<w:tbl>{look}{plain}{row}</w:tbl>"):
        found = lines(tmp_path, BODY + table)
        assert found[2:] == ["  row", "    cell* Thing", "    cell* Price", "  row", "    cell Hive", "    cell 120"]
    assert "    cell Thing" in lines(tmp_path, BODY + f"<w:tbl>{plain}{row}</w:tbl>")


def test_a_table_with_one_cell_is_a_box(tmp_path: Path) -> None:
    """A table with a single cell is only a border around text."""
    assert lines(tmp_path, f"<w:tbl><w:tr>{cell('In a box')}</w:tr></w:tbl>") == ["paragraph In a box"]


def test_notes_are_in_the_order_of_their_marks(tmp_path: Path) -> None:
    """Footnotes and endnotes follow the text in the order of their marks; one without a mark is left out."""
    body = (
        p(
            "First",
            '<w:r><w:endnoteReference w:id="5"/></w:r>',
            t(" and second"),
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
        )
        + BODY
    )
    article = read(
        write_docx(
            tmp_path / "bees.docx",
            body,
            parts={
                "footnotes": '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
                f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", t("A footnote."))}</w:footnote>'
                f'<w:footnote w:id="3">{p("Without mark.")}</w:footnote>',
                "endnotes": f'<w:endnote w:id="5">{p("An endnote.")}</w:endnote>',
            },
        )
    )
    notes = [(block.label, block.text) for block in article.blocks if block.kind == "note"]
    assert notes == [("1", "An endnote."), ("2", "A footnote.")]
    assert [mark.value for mark in article.blocks[0].marks if mark.kind == "note"] == ["1", "2"]
    assert left_out(article) == [("Without mark.", "note without a mark in the text")]


def test_runs_keep_their_looks_and_links(tmp_path: Path) -> None:
    """Bold, italic, struck and lowered text, links, and characters that are elements are kept, across runs."""
    link = '<w:hyperlink r:id="rIdL"><w:r><w:t>the site</w:t></w:r></w:hyperlink>'
    body = p(
        *(
            t("Bees", "<w:b/>"),
            t(" drink H"),
            t("2", '<w:vertAlign w:val="subscript"/>'),
            t("O; "),
            t("no", "<w:strike/>"),
        ),
        "<w:r><w:tab/><w:t>see</w:t></w:r>",
        *(t(" "), link, t(" co"), "<w:r><w:noBreakHyphen/><w:t>op fo</w:t><w:softHyphen/><w:t>rest</w:t></w:r>"),
        '<w:r><w:br/><w:t>next</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    )
    article = read(write_docx(tmp_path / "x.docx", body, relationships={"rIdL": ("hyperlink", "https://example.org/")}))
    (block,) = article.blocks
    assert block.text == "Bees drink H₂O; no see the site co\N{NON-BREAKING HYPHEN}op forest\nnext✓"
    assert [(mark.kind, block.text[mark.begin : mark.end], mark.value) for mark in block.marks] == [
        ("strong", "Bees", ""),
        ("struck", "no", ""),
        ("link", "the site", "https://example.org/"),
    ]


def test_languages_of_runs_and_styles_are_kept(tmp_path: Path) -> None:
    """Text in another language than most of the document has its language; that of the menus does not matter."""
    german = t("Bienen leben auf Dächern, und das tun sie gern. ", '<w:lang w:val="de-DE"/>')
    body = p(german * 3, t("Voilà", '<w:lang w:val="fr-FR"/>')) + p("Les abeilles aiment les toits.", style="French")
    article = read(write_docx(tmp_path / "bees.docx", body))
    assert article.metadata.language == "de-DE"
    assert [(mark.kind, mark.value) for mark in article.blocks[0].marks] == [("language", "fr-FR")]
    assert article.blocks[1].language == "fr-FR"


def test_text_from_right_to_left_has_its_language(tmp_path: Path) -> None:
    """Hebrew text has the language for complex scripts, whatever the Latin one is."""
    hebrew = t("הדבורים גרות על הגגות", '<w:rtl/><w:lang w:val="en-US" w:bidi="he-IL"/>')
    assert read(write_docx(tmp_path / "bees.docx", p(hebrew))).metadata.language == "he-IL"


def test_a_wrong_language_is_said(tmp_path: Path) -> None:
    """Where the file says another language than its words are in, the words count, and a warning says so."""
    text = "Die Bienen leben gern auf den Dächern der Stadt, und sie finden dort mehr Blüten als auf dem Land. " * 6
    article = read(write_docx(tmp_path / "bees.docx", p(text)))
    assert article.metadata.language == "de"
    assert "the file says that its language is English, but its words are German" in article.warnings[0]


def test_tracked_changes_are_as_if_accepted(tmp_path: Path) -> None:
    """Inserted text is heard and deleted text is left out; moved text is heard where it is now."""
    body = p(
        t("Bees "),
        f'<w:del w:id="1"><w:r><w:delText>hate</w:delText></w:r></w:del><w:ins w:id="2">{t("love")}</w:ins>',
        t(" roofs"),
        f'<w:moveFrom w:id="3">{t(" in May")}</w:moveFrom>',
        t(" always"),
        f'<w:moveTo w:id="4">{t(" in May")}</w:moveTo>',
    )
    article = read(write_docx(tmp_path / "bees.docx", body))
    assert [block.text for block in article.blocks] == ["Bees love roofs always in May"]
    assert left_out(article) == [
        ("hate", "deleted in tracked changes"),
        ("in May", "moved to another place in tracked changes"),
    ]


def test_a_deleted_paragraph_end_joins_paragraphs(tmp_path: Path) -> None:
    """A paragraph whose end was deleted goes on in the next one, as does one that is only a large first letter."""
    body = p("Bees ", properties="<w:rPr><w:del/></w:rPr>") + p("fly.")
    body += p("W", properties='<w:framePr w:dropCap="drop"/>') + p("asps too.")
    assert lines(tmp_path, body) == ["paragraph Bees fly.", "paragraph Wasps too."]


def test_what_is_beside_the_article_is_left_out(tmp_path: Path) -> None:
    """Comments, headers, footers, hidden text, placeholders and a table of contents are left out by name."""
    contents = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(contents, t("Roofs 3")) + p("Parks 4", style="TOC1") + p(end)
    body += p("Bees", t(" secret", "<w:vanish/>"), t(" fly"), '<w:r><w:commentReference w:id="1"/></w:r>')
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    body += f"<w:sdt>{gallery}<w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    body += p(
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{t('Click here')}</w:sdtContent></w:sdt>",
        t(" now."),
    )
    parts: dict[str, str | bytes] = {
        "comments": f'<w:comment w:id="1">{p("Check this")}</w:comment>',
        "header": p("The Daily Bee"),
        "footer": p("Page 1"),
    }
    article = read(write_docx(tmp_path / "bees.docx", body, parts=parts))
    assert [block.text for block in article.blocks] == ["Bees fly", "now."]
    assert left_out(article) == [
        ("Roofs 3", "table of contents"),
        ("Parks 4", "table of contents"),
        ("secret", "hidden text"),
        ("Contents", "table of contents"),
        ("Click here", "placeholder for text"),
        ("Check this", "comment"),
        ("The Daily Bee", "header or footer"),
        ("Page 1", "header or footer"),
    ]


def test_fields_give_their_results(tmp_path: Path) -> None:
    """A field is heard as it is shown, and a link field is a link; one that never ends swallows nothing."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    link = f'{begin}<w:r><w:instrText>HYPERLINK "https://example.org/"</w:instrText></w:r>{separate}{t("here")}{end}'
    body = p("See ", link, t(" and "), f'<w:fldSimple w:instr="PAGEREF x">{t("page 12")}</w:fldSimple>')
    article = read(write_docx(tmp_path / "bees.docx", body))
    assert article.blocks[0].text == "See here and page 12"
    assert [mark.value for mark in article.blocks[0].marks] == ["https://example.org/"]
    assert (
        lines(tmp_path, p(begin, "<w:r><w:instrText>TOC</w:instrText></w:r>", separate, t("Bees")) + BODY)[0]
        == "paragraph Bees"
    )


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    """The text of a box follows the paragraph that holds it, once, though the file has it twice."""
    content = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx>{content}</wps:txbx>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    article = read(write_docx(tmp_path / "bees.docx", p("Bees", box, t(" fly"))))
    assert [block.text for block in article.blocks] == ["Bees fly", "In the box"]
    assert article.warnings == () or not any("could not be read" in warning for warning in article.warnings)


def test_formulas_charts_and_diagrams_are_named(tmp_path: Path) -> None:
    """A simple formula is text; others, charts and diagrams are skipped with their text, and a warning says so."""
    parts_of_fraction = "<m:num><m:r><m:t>honey</m:t></m:r></m:num><m:den><m:r><m:t>bees</m:t></m:r></m:den>"
    fraction = f"<m:oMath><m:f>{parts_of_fraction}</m:f></m:oMath>"
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr descr="Honey grows"/><c:chart r:id="rIdC"/></wp:inline></w:drawing></w:r>'
    )
    diagram = '<w:r><w:drawing><wp:inline><dgm:relIds r:dm="rIdD"/></wp:inline></w:drawing></w:r>'
    draw = "http://schemas.openxmlformats.org/drawingml/2006/main"
    article = read(
        write_docx(
            tmp_path / "bees.docx",
            p("If ", "<m:oMath><m:r><m:t>x = 5</m:t></m:r></m:oMath>", t(" then "), fraction) + p(chart) + p(diagram),
            relationships={"rIdC": ("chart", "charts/c.xml"), "rIdD": ("diagramData", "diagrams/d.xml")},
            parts={
                "word/charts/c.xml": f'<c xmlns:a="{draw}"><a:t>Tons</a:t></c>'.encode(),
                "word/diagrams/d.xml": f'<d xmlns:a="{draw}"><a:t>Hive</a:t><a:t>Roof</a:t></d>'.encode(),
            },
        )
    )
    assert article.blocks[0].text == "If x = 5 then"
    assert [(skip.text, skip.reason) for skip in article.skipped] == [
        ("honeybees", "formula"),
        ("Tons", "drawing"),
        ("Hive Roof", "drawing"),
    ]
    assert "Honey grows" in [leaf.text for block in article.blocks for leaf in block.leaves()]
    assert any("a diagram (SmartArt) is not heard" in warning for warning in article.warnings)


def test_faked_headings_are_headings(tmp_path: Path) -> None:
    """Where no paragraph has a style of headings, short bold or large ones are headings, and a warning says so."""
    body = p(t("City bees", '<w:b/><w:sz w:val="36"/>')) + BODY + p(t("What they eat", "<w:b/>")) + BODY
    body += p(t("They eat well.", "<w:b/>")) + BODY
    article = read(write_docx(tmp_path / "bees.docx", body))
    assert article.metadata.title == "City bees"
    assert [line for line in show(article.blocks) if line.startswith("heading")] == [
        "heading1 City bees",
        "heading2 What they eat",
    ]
    assert any(
        "the document has no headings" in warning and "'What they eat'" in warning for warning in article.warnings
    )


def test_bold_paragraphs_beside_headings_stay_text(tmp_path: Path) -> None:
    """A document with styles of headings has no others."""
    body = p("Bees", style="Heading1") + BODY + p(t("What they eat", "<w:b/>")) + BODY
    assert "paragraph What they eat" in lines(tmp_path, body)


def test_words_that_the_reader_loses_are_named(tmp_path: Path) -> None:
    """Words in elements that the reader does not know are skipped by name, with a warning."""
    article = read(write_docx(tmp_path / "bees.docx", BODY + f"<w:novel>{p('Unheard words')}</w:novel>"))
    assert [(skip.text, skip.reason) for skip in article.skipped] == [
        ("unheard", "lost by the reader of the document"),
        ("words", "lost by the reader of the document"),
    ]
    assert any("'unheard', 'words' could not be read" in warning for warning in article.warnings)


def test_an_embedded_file_is_named(tmp_path: Path) -> None:
    """A document that is embedded whole is not read, and a warning says so."""
    article = read(write_docx(tmp_path / "bees.docx", BODY + '<w:altChunk r:id="rId9"/>'))
    assert any("a file that is embedded in the document is not read" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/document.xml": b"<w:document"}, r"'word/document\.xml' in it is not XML"),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "declares entities"),
        ({"word/document.xml": b"<a>" * 2000 + b"</a>" * 2000}, "more elements, or deeper ones"),
    ],
)
def test_hostile_documents_are_refused(tmp_path: Path, parts: dict[str, str | bytes], message: str) -> None:
    """Broken, growing and endlessly deep documents are refused with a clear error."""
    path = tmp_path / "bees.docx"
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(ReadError, match=message):
        read(path)


def test_a_container_without_text_is_refused(tmp_path: Path) -> None:
    """An archive that is no document is refused."""
    path = tmp_path / "bees.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "bees")
    with pytest.raises(ReadError, match=r"'word/document\.xml' is missing"):
        read(path)


def test_odd_values_are_no_errors(tmp_path: Path) -> None:
    """Numbers that are none, styles in a circle, and unknown lists and links do not matter."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/>'
        '<w:pPr><w:outlineLvl w:val="x"/></w:pPr>'
        f'<w:rPr><w:sz w:val="big"/><w:lang w:val="?"/></w:rPr></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    body = p("Bees", '<w:hyperlink r:id="none"><w:r><w:t> fly</w:t></w:r></w:hyperlink>', style="A")
    body += item("Item", 9, 99) + p(
        '<w:r><w:sym w:char="zz"/><w:footnoteReference w:id="9"/></w:r>', t("end"), picture("none")
    )
    body += (
        '<w:tbl><w:tblPr><w:tblLook w:val="zz"/></w:tblPr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr></w:tc>'
    )
    body += "</w:tr></w:tbl>"
    article = read(
        write_docx(tmp_path / "bees.docx", body, styles=styles, parts={"numbering": NUMBERING.replace("1", "x")})
    )
    assert [block.text for block in article.blocks] == ["Bees fly", "Item", "end"]


def test_deep_tables_are_read(tmp_path: Path) -> None:
    """Tables in tables are read as deep as the limit of XML allows, without an error of recursion."""
    body = p("Bees")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{p('x')}</w:tc></w:tr></w:tbl>"
    assert "Bees" in "".join(lines(tmp_path, body))


def test_another_reader_finds_no_more_words(tmp_path: Path) -> None:
    """All words that mammoth finds in a document are in its blocks, skipped or left out."""
    mammoth = pytest.importorskip("mammoth")
    body = p("City bees", style="Title") + BODY + item("One") + item("Inner", 1) + p("Said she.", style="Quote")
    body += f"<w:tbl><w:tr>{cell('Thing')}{cell('Price')}</w:tr><w:tr>{cell('Hive')}{cell('120')}</w:tr></w:tbl>"
    body += p(
        "Noted", '<w:r><w:footnoteReference w:id="2"/></w:r>', t(" secret", "<w:vanish/>"), f"<w:ins>{t(' in')}</w:ins>"
    )
    path = write_docx(
        tmp_path / "x.docx", body, parts={"footnotes": f'<w:footnote w:id="2">{p("Counted.")}</w:footnote>'}
    )
    article = read(path)
    texts = [*(leaf.text for block in article.blocks for leaf in block.leaves()), article.metadata.title]
    texts += [skip.text for skip in (*article.skipped, *article.left_out)]
    with path.open("rb") as file:
        found = count_words([mammoth.extract_raw_text(file).value])
    assert found.total() > 25
    assert found - count_words(texts) == {}
