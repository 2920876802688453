"""Writes small EPUBs from their content documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
METADATA = (
    "<dc:title>Stories of bees</dc:title><dc:language>en</dc:language><dc:date>2024-03-12</dc:date>"
    '<dc:creator id="c">Ann Lee</dc:creator><meta refines="#c" property="role">aut</meta>'
    '<dc:creator opf:role="ill">Bob Ink</dc:creator><dc:publisher>Hive Press</dc:publisher>'
)


def page(body: str, language: str = "en", attributes: str = "") -> str:
    """Return a content document with `body`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{language}"><head><title>Bees</title><script src="x.js"/>'
        f"</head><body{attributes}>{body}</body></html>"
    )


def write_epub(
    path: Path,
    documents: Mapping[str, str],
    files: Mapping[str, str | bytes] | None = None,
    *,
    metadata: str = METADATA,
    manifest: str = "",
    spine: str = "",
    guide: str = "",
) -> Path:
    """Write an EPUB with content documents in this order, and other `files` by their paths in the archive.

    A document called `nav.xhtml` is the navigation document. `spine` takes the place of the order.
    """
    items = "".join(
        f'<item id="d{number}" href="text/{name.replace(" ", "%20")}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav.xhtml' else ''}/>"
        for number, name in enumerate(documents)
    )
    order = spine or "".join(f'<itemref idref="d{number}"/>' for number in range(len(documents)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata}</metadata><manifest>{items}{manifest}</manifest><spine>{order}</spine><guide>{guide}</guide></package>"
    )
    parts = {"META-INF/container.xml": CONTAINER, "OEBPS/package.opf": package}
    parts |= {f"OEBPS/text/{name}": text for name, text in documents.items()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in {**parts, **(files or {})}.items():
            archive.writestr(name, content)
    return path
