"""Writes small files of word processors from their XML."""

# ruff: noqa: E501 - lines of XML

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_W = "http://schemas.openxmlformats.org"
_NAMESPACES = (
    f'xmlns:w="{_W}/wordprocessingml/2006/main" xmlns:r="{_W}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_W}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_W}/drawingml/2006/main" '
    f'xmlns:m="{_W}/officeDocument/2006/math" xmlns:c="{_W}/drawingml/2006/chart" '
    f'xmlns:dgm="{_W}/drawingml/2006/diagram" xmlns:mc="{_W}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Author"><w:name w:val="Author"/></w:style>
<w:style w:type="paragraph" w:styleId="Date"><w:name w:val="Date"/></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House heading"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Zwischentitel"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="HTML Preformatted"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="French"><w:name w:val="French"/><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet2"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def t(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; a run that is not XML is text."""
    content = "".join(run if run.startswith("<") else t(run) for run in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def item(text: str, level: int = 0, list_id: int = 1) -> str:
    """Return an item of a list."""
    return p(
        text,
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>',
        style="ListParagraph",
    )


def picture(target: str = "rIdP", description: str = "", decorative: str = "") -> str:
    """Return a run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{description}">{decorative}</wp:docPr>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{target}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def write_docx(
    path: Path,
    body: str,
    *,
    parts: dict[str, str | bytes] | None = None,
    relationships: dict[str, tuple[str, str]] | None = None,
    styles: str = _STYLES,
) -> Path:
    """Write a DOCX with this body; `parts` are the insides of others, `relationships` kinds and targets by ids."""
    wrapped = {"numbering": NUMBERING, "styles": styles, **(parts or {})}
    links = {f"rId-{name}": (name, f"{name}.xml") for name in wrapped if isinstance(wrapped[name], str)}
    links |= {"rIdP": ("image", "media/bee.png"), **(relationships or {})}
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_W}/officeDocument/2006/relationships/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for key, (kind, target) in links.items()
    )
    rels = f"{_W}/package/2006/relationships"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Target="word/document.xml" '
            f'Type="{_W}/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        )
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{rels}">{entries}</Relationships>')
        archive.writestr("word/document.xml", f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/media/bee.png", PNG)
        for name, content in wrapped.items():
            if isinstance(content, bytes):
                archive.writestr(name, content)
            else:
                archive.writestr(f"word/{name}.xml", f"<w:{name} {_NAMESPACES}>{content}</w:{name}>")
    return path


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMESPACES = (
    " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "style", "text", "table", "meta"))
    + f' xmlns:draw="{_ODF}:drawing:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" '
    f'xmlns:svg="{_ODF}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
ODF_STYLES = """<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB" fo:font-size="12pt"/>
</style:default-style>
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Preformatted_20_Text" style:display-name="Preformatted Text" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="PF" style:family="paragraph"><style:text-properties fo:language="fr" fo:country="FR"/></style:style>
<style:style style:name="TS" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="TB" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-size="150%"/></style:style>
<style:style style:name="TH" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="SH" style:family="section"><style:section-properties text:display="none"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>
</office:styles>"""


def write_odt(
    path: Path, body: str, *, meta: str = "", masters: str = "", parts: dict[str, bytes] | None = None
) -> Path:
    """Write an ODT with this text."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODF_NAMESPACES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {ODF_NAMESPACES}>{ODF_STYLES}<office:master-styles>{masters}"
            "</office:master-styles></office:document-styles>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {ODF_NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        )
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return path
