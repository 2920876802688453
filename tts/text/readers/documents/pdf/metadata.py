"""PDF -> FIELDS: title, authors, date and language as its metadata say, without what programs fill in by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tts.regex import regex
from tts.text.readers.documents.pdf.content import read_string, resolve
from tts.text.readers.documents.pdf.opening import list_defects
from tts.text.readers.whitespace import normalize_whitespace

if TYPE_CHECKING:
    from pypdf import PdfReader

_NO_TITLE = regex(
    r"(?:microsoft (?:word|powerpoint|excel)|libreoffice|openoffice|layout \d|untitled|unbenannt|sans titre|sin título"
    r"|document\d*|dokument\d*|presentation\d*|title|print|about:blank|https?:).*|\S+\.\w{2,5}|[\W\d_]*",
    re.IGNORECASE,
)
_ACCOUNT = regex(
    r"(?i:admin(?:istrator)?|anonymous|author|autor|benutzer|default|guest|home|libreoffice|microsoft office user"
    r"|owner|pc|python-docx|root|scan(?:ner)?|test|unknown|user|usuario|utilisateur|windows user|windows-benutzer)\d*"
    r"|\(?(?:un)?specified\)?|\(anonymous\)|\S*[@/\\]\S*|[\W\d_]*|[a-z\d._-]+"
)
"""Names of accounts and programs, which are not those of people."""
_SEPARATOR = regex(r"\s*;\s*")
_DATE = regex(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")
_OLDEST = "1990"  # years; an older date is that of a clock without one


def read_fields(reader: PdfReader) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the PDF says about itself, under the names of front matter; and apart, what its text may say better.

    The latter are the author and the day on which it was made, which are often those of a conversion.
    """
    info = resolve(reader.trailer.get("/Info"))
    said = {name: _read(info, name) for name in ("Title", "Author", "CreationDate", "Subject")}
    title, names = _read_xmp(reader)
    title = title or said["Title"]
    names = names or _SEPARATOR.split(said["Author"])
    fields = {
        "title": "" if _NO_TITLE.fullmatch(title) else title,
        "language": normalize_whitespace(read_string(resolve(reader.root_object.get("/Lang"))) or ""),
        "description": said["Subject"],
    }
    properties = {
        "authors": [name for name in names if not _ACCOUNT.fullmatch(name)],
        "created": _read_date(said["CreationDate"]),
    }
    filled = ({name: value for name, value in values.items() if value} for values in (fields, properties))
    return next(filled), next(filled)


def _read_xmp(reader: PdfReader) -> tuple[str, list[str]]:
    """Return the title and the names of authors in the XMP, nothing if it cannot be read."""
    try:
        xmp = reader.xmp_metadata
        titles, creators = (xmp.dc_title, xmp.dc_creator) if xmp else (None, None)
    except list_defects():
        return "", []
    names = map(normalize_whitespace, creators or ())
    return normalize_whitespace(next(iter((titles or {}).values()), "")), list(filter(None, names))


def _read(info: Any, name: str) -> str:
    """Return an entry of the document's information, "" if there is none."""
    value = read_string(resolve(info.get(f"/{name}"))) if isinstance(info, dict) else None
    return normalize_whitespace(value or "")


def _read_date(text: str) -> str:
    """Return the day in a date of a PDF (ISO 32000-2, section 7.9.4), "" if it is not a date."""
    match = _DATE.match(text)
    return "-".join(match.groups()) if match and match[1] >= _OLDEST else ""
