"""PDF -> FIELDS: title, authors, date and language as its metadata say, without what programs fill in by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tts.text.readers.documents.pdf.content import read_string, resolve
from tts.text.readers.whitespace import normalize_whitespace

if TYPE_CHECKING:
    from pypdf import PdfReader

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|libreoffice|openoffice|layout \d|untitled|unbenannt|sans titre|sin título"
    r"|document\d*|dokument\d*|presentation\d*|title|print|about:blank|https?:).*|\S+\.\w{2,5}|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|anonymous|author|autor|benutzer|default|guest|home|unknown|owner|pc|root|scan(?:ner)?|test|user"
    r"|usuario|utilisateur|windows user|microsoft office user|libreoffice|python-docx|\(?(?:un)?specified\)?"
    r"|\(?anonymous\)?)(?:\W.*)?|\S*[@/\\]\S*|[\W\d_]*|[a-z\d]{1,12}",
    re.IGNORECASE,
)
_LOWER_NAME = re.compile(r"[a-z\d._-]+")
_SEPARATOR = re.compile(r"\s*;\s*")
_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")
_OLDEST = "1990"  # years; an older date is that of a clock without one


def read_fields(reader: PdfReader) -> dict[str, Any]:
    """Return what the PDF says about itself, under the names of front matter."""
    info = resolve(reader.trailer.get("/Info"))
    said = {name: _read(info, name) for name in ("Title", "Author", "CreationDate", "Subject")}
    xmp = reader.xmp_metadata
    titles = xmp.dc_title if xmp else None
    title = normalize_whitespace(next(iter((titles or {}).values()), "")) or said["Title"]
    creators = [normalize_whitespace(name) for name in (xmp.dc_creator if xmp else None) or ()]
    names = [name for name in creators if name] or _SEPARATOR.split(said["Author"])
    fields = {
        "title": "" if _NO_TITLE.fullmatch(title) else title,
        "authors": list(_list_authors(names)),
        "date": _read_date(said["CreationDate"]),
        "language": normalize_whitespace(read_string(resolve(reader.root_object.get("/Lang"))) or ""),
        "description": said["Subject"],
    }
    return {name: value for name, value in fields.items() if value}


def _read(info: Any, name: str) -> str:
    """Return an entry of the document's information, "" if there is none."""
    value = read_string(resolve(info.get(f"/{name}"))) if isinstance(info, dict) else None
    return normalize_whitespace(value or "")


def _list_authors(names: list[str]) -> Iterator[str]:
    """Yield the names that are those of people."""
    for name in names:
        is_account = " " not in name and (_NO_AUTHOR.fullmatch(name) or _LOWER_NAME.fullmatch(name))
        if name and not is_account and not (" " in name and _NO_ACCOUNT.match(name)):
            yield name


_NO_ACCOUNT = re.compile(r"(?:windows|microsoft office|default|unknown) \w+$", re.IGNORECASE)


def _read_date(text: str) -> str:
    """Return the day in a date of a PDF (ISO 32000-2, section 7.9.4), "" if it is none."""
    found = _DATE.match(text)
    return "-".join(found.groups()) if found and found[1] >= _OLDEST else ""
