"""What read-later services, browsers and feed readers export becomes entries, in the forms in which they write it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import ReadError
from tts.sources import exports
from tts.sources.entry import Entry
from tts.sources.exports import open_export

MOMENT = datetime(2024, 6, 1, 9, tzinfo=UTC)
SECONDS = int(MOMENT.timestamp())


def _open(folder: Path, content: str | bytes, name: str = "export.txt") -> tuple[str, list[Entry]]:
    """Return the program and the entries of an export; its name says nothing of its kind."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    export = open_export(path)
    assert export is not None
    return export.name, list(export.entries)


def _zip(parts: dict[str, str]) -> bytes:
    """Return an archive, the same at any time of day, because its bytes are in the names of tests."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return packed.getvalue()


WALLABAG = [
    {
        "is_archived": 0,
        "is_starred": 1,
        "tags": ["bees", "sight"],
        "is_public": False,
        "id": 1,
        "title": "What bees see",
        "url": "https://bees.example/see#top",
        "given_url": "https://bees.example/see?utm=1",
        "content": "<p>Bees see colours.</p>",
        "created_at": "2024-06-01T11:00:00+02:00",
        "updated_at": "2024-06-02T09:00:00+0000",
        "published_at": "2024-05-01T09:00:00+0000",
        "published_by": ["Ada Lovelace", ""],
        "annotations": [{"quote": "colours", "text": "mine"}],
        "mimetype": "text/html; charset=utf-8",
        "language": "en_GB",
        "reading_time": 2,
        "domain_name": "bees.example",
        "preview_picture": "https://bees.example/a.jpg",
    },
    {
        "is_archived": 1,
        "tags": [{"id": 3, "label": "hearing", "slug": "hearing"}],
        "title": "What bees hear",
        "url": "https://bees.example/hear",
        "content": "wallabag can't retrieve contents for this article. Please troubleshoot this issue.",
        "created_at": "2024-06-01T09:00:00+0000",
        "published_by": None,
        "language": "",
    },
    {"url": "mailto:a@bees.example", "content": ""},
    "nonsense",
]


@pytest.mark.parametrize("form", ["export", "API"])
def test_wallabag_keeps_the_content(tmp_path: Path, form: str) -> None:
    """An article of Wallabag comes with its text and what is known of it, and one without text as an address."""
    value = WALLABAG if form == "export" else {"page": 1, "_embedded": {"items": WALLABAG}}
    name, entries = _open(tmp_path, json.dumps(value))
    assert name == "Wallabag"
    see, hear = entries
    assert see == Entry(
        id="https://bees.example/see",
        address="https://bees.example/see",
        title="What bees see",
        authors=("Ada Lovelace",),
        published=datetime(2024, 5, 1, 9, tzinfo=UTC),
        saved=MOMENT,
        language="en-GB",
        tags=("bees", "sight"),
        html="<p>Bees see colours.</p>",
        base="https://bees.example/see",
    )
    assert (hear.html, hear.is_teaser, hear.is_archived, hear.tags) == ("", True, True, ("hearing",))
    assert (hear.authors, hear.language, hear.published) == ((), "", None)


OMNIVORE = {
    "id": "20db074a",
    "slug": "what-bees-see-192",
    "title": "What bees see",
    "description": "Colours",
    "author": "Ada Lovelace",
    "url": "https://bees.example/see",
    "state": "Archived",
    "readingProgress": 0,
    "thumbnail": "https://bees.example/a.jpg",
    "labels": ["bees", {"name": "sight"}],
    "savedAt": "2024-06-01T09:00:00.000Z",
    "updatedAt": "2024-06-01T09:00:00.000Z",
    "publishedAt": "2024-06-01T09:00:00.000Z",
}


@pytest.mark.parametrize("folder", ["", "omnivore_export/"])
def test_omnivore_keeps_the_content(tmp_path: Path, folder: str) -> None:
    """An article of Omnivore comes with the page that was saved, in the order of the metadata; highlights do not."""
    others = [{**OMNIVORE, "url": f"https://bees.example/{number}", "slug": f"../{number}"} for number in (2, 3)]
    data = _zip(
        {
            f"{folder}metadata_20_to_40.json": json.dumps(others[1:]),
            f"{folder}metadata_0_to_20.json": json.dumps([OMNIVORE, others[0]]),
            f"{folder}content/what-bees-see-192.html": "<html><body><p>Bees see colours.</p></body></html>",
            f"{folder}highlights/what-bees-see-192.md": "> colours",
        }
    )
    name, entries = _open(tmp_path, data)
    assert name == "Omnivore"
    assert entries[0] == Entry(
        id="https://bees.example/see",
        address="https://bees.example/see",
        title="What bees see",
        authors=("Ada Lovelace",),
        published=MOMENT,
        saved=MOMENT,
        tags=("bees", "sight"),
        html="<html><body><p>Bees see colours.</p></body></html>",
        base="https://bees.example/see",
        is_archived=True,
    )
    assert [(entry.address, entry.is_teaser) for entry in entries[1:]] == [
        ("https://bees.example/2", True),
        ("https://bees.example/3", True),
    ]


def test_metadata_of_omnivore_alone_are_addresses(tmp_path: Path) -> None:
    """A file of the unpacked archive of Omnivore has the addresses."""
    name, entries = _open(tmp_path, json.dumps([OMNIVORE]))
    assert (name, [(entry.address, entry.is_teaser) for entry in entries]) == (
        "Omnivore",
        [("https://bees.example/see", True)],
    )


POCKET = (
    "title,url,time_added,tags,status\n"
    f'"What bees see, and how",https://bees.example/see,{SECONDS},bees|sight,unread\n'
    f"https://bees.example/hear,https://bees.example/hear,{SECONDS},,archive\n"
    "Mail,mailto:a@bees.example,1,,unread\n"
)
INSTAPAPER = (
    "URL,Title,Selection,Folder,Timestamp,Tags\n"
    f'https://bees.example/see,"What bees see, and how","Bees\nsee",Unread,{SECONDS},"[""bees"", ""sight""]"\n'
    f"https://bees.example/hear,,,Archive,{SECONDS},[]\n"
)
READER = (  # its lists are those of Python
    "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    '"What bees see, and how",https://bees.example/see,01h,'
    "\"['bees', 'sight']\",2024-06-01 09:00:00+00:00,0.5,new,True\n"
    ",https://bees.example/hear,01i,[],2024-06-01 09:00:00+00:00,1,archive,True\n"
)
OTHER = (
    "Link;Name;Author;Tags;Date;Status\r\n"
    "https://bees.example/see;What bees see, and how;;bees, sight;2024-06-01T09:00Z;\r\n"
    "https://bees.example/hear;;;;2024-06-01T09:00Z;read\r\n"
)
TABLES = {"Pocket": POCKET, "Instapaper": INSTAPAPER, "Readwise Reader": READER, "a table of addresses": OTHER}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_tables_are_addresses(tmp_path: Path, name: str, mark: str) -> None:
    """A table of any of the services is known by its columns, and has addresses, titles, tags and what was read."""
    found, entries = _open(tmp_path, mark + TABLES[name])
    assert found == name
    see, hear = entries
    assert see == Entry(
        id="https://bees.example/see",
        address="https://bees.example/see",
        title="What bees see, and how",
        saved=MOMENT,
        tags=("bees", "sight"),
        is_teaser=True,
    )
    assert (hear.address, hear.title, hear.tags, hear.is_archived) == ("https://bees.example/hear", "", (), True)


def test_pocket_in_parts_is_one(tmp_path: Path) -> None:
    """The archive that Pocket sent has the addresses of all its tables, each once."""
    more = "title,url,time_added,tags,status\nC,https://bees.example/c,1,,unread\n"
    name, entries = _open(tmp_path, _zip({"pocket/part_000001.csv": more + POCKET, "pocket/part_000000.csv": POCKET}))
    assert name == "Pocket"
    assert [entry.address[-4:] for entry in entries] == ["/see", "hear", "le/c"]


BOOKMARKS = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>
<DL><p>
    <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1">Reading &amp; more</H3>
        <DL><p>
            <DT><A HREF="https://bees.example/see?a=1&amp;b=2" ADD_DATE="{SECONDS}"
            ICON="data:image/png;base64,AA==" TAGS="bees,sight">What bees &lt;see&gt;</A>
            <DD>A description
        </DL><p>
        <DT><A HREF="javascript:void(0)">A script</A>
        <DT><A HREF="place:type=6">A place</A>
    </DL><p>
    <DT><A HREF="https://bees.example/hear" FEEDURL="https://bees.example/feed">https://bees.example/hear</A>
</DL>
"""


def test_bookmarks_have_folders(tmp_path: Path) -> None:
    """Bookmarks of browsers have the folders that their owner made, and their tags, as tags."""
    name, entries = _open(tmp_path, BOOKMARKS)
    assert name == "bookmarks"
    assert entries == [
        Entry(
            id="https://bees.example/see?a=1&b=2",
            address="https://bees.example/see?a=1&b=2",
            title="What bees <see>",
            saved=MOMENT,
            tags=("Reading & more", "bees", "sight"),
            is_teaser=True,
        ),
        Entry(
            id="https://bees.example/hear",
            address="https://bees.example/hear",
            is_teaser=True,
            is_feed=True,
        ),
    ]


@pytest.mark.parametrize(("program", "title"), [("Pocket", "Pocket Export"), ("Instapaper", "Instapaper: Export")])
def test_older_exports_are_lists(tmp_path: Path, program: str, title: str) -> None:
    """The pages that Pocket and Instapaper gave have what is unread and what is not."""
    page = f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}</title></head><body>
      <h1>Unread</h1><ul><li><a href="https://bees.example/see" time_added="{SECONDS}" tags="bees,sight">What bees
      see</a></li></ul><h1>Read Archive</h1><ul><li><a href="https://bees.example/hear">Hear</a></li></ul></body></html>"""
    name, (see, hear) = _open(tmp_path, page)
    assert (name, see.title, see.saved, see.tags) == (program, "What bees see", MOMENT, ("bees", "sight"))
    assert (see.is_archived, hear.is_archived) == (False, True)


def test_subscriptions_are_feeds(tmp_path: Path) -> None:
    """OPML has the addresses of feeds, with their folders as tags."""
    name, entries = _open(
        tmp_path,
        """<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="Nature &amp; bees"><outline type="rss" text="Bees" title="Bees daily"
          xmlUrl="https://bees.example/feed" htmlUrl="https://bees.example/" category="/a/b"/></outline>
        <outline text="A page" type="link" url="https://bees.example/see"/><outline text="Nothing"/></body></opml>""",
    )
    assert name == "OPML"
    assert [(entry.address, entry.title, entry.tags, entry.is_feed) for entry in entries] == [
        ("https://bees.example/feed", "Bees daily", ("Nature & bees", "a", "b"), True),
        ("https://bees.example/see", "A page", (), False),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bees.md", "# Bees\n\nBees see colours.\n"),
        ("bees.txt", "url\nhttps://bees.example/\n"),
        ("bees.txt", "Link to us\nat https://bees.example/\n"),
        ("bees.html", "<!DOCTYPE html><html><body><p>Bees see colours.</p></body></html>"),
        ("bees.json", '{"url": "https://bees.example/"}'),
        ("bees.json", "[1, 2, 3]"),
        ("bees.txt", "[A link](https://bees.example/) begins this text."),
        ("bees.docx", _zip({"word/document.xml": "<w/>"})),
        ("bees.txt", ""),
    ],
)
def test_articles_are_no_exports(tmp_path: Path, name: str, content: str | bytes) -> None:
    """An article, a page and a document are left to their readers."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert open_export(path) is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '[{"url": "https://bees.example/", ', "not JSON"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.zip", _zip({"metadata_0_to_20.json": "[{"}), "'metadata_0_to_20.json' in it is not JSON"),
        ("a.zip", _zip({"metadata_0_to_20.json": "[]"})[:50], "not a complete ZIP archive"),
        ("a.csv", POCKET + f'"{"x" * 2_000_000}",https://bees.example/x,1,,unread\n', "line 5: The table is damaged"),
        ("a.opml", "<opml><body></opml>", "The XML is damaged"),
        ("a.opml", '<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "declares entities"),
    ],
)
def test_damaged_exports_are_said(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    """A damaged or hostile export is an error that names the file."""
    with pytest.raises(ReadError, match=reason) as caught:
        _open(tmp_path, content, name)
    assert str(tmp_path / name) in str(caught.value)


def test_an_export_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export with more entries than anyone reads is refused, and so is a file that is too large."""
    monkeypatch.setattr(exports, "MAX_ENTRIES", 1)
    with pytest.raises(ReadError, match="more than 1 entries"):
        _open(tmp_path, POCKET)
    monkeypatch.setattr(exports, "MAX_BYTES", 10)
    with pytest.raises(ReadError, match="is the limit"):
        _open(tmp_path, POCKET)


SAMPLES = [json.dumps(WALLABAG), POCKET, INSTAPAPER, READER, BOOKMARKS, json.dumps([OMNIVORE]), "<opml><a/></opml>"]


@given(st.sampled_from(SAMPLES), st.integers(0, 1_500), st.binary(max_size=10), st.integers(0, 100))
def test_changed_exports_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sample: str, place: int, inserted: bytes, cut: int
) -> None:
    """An export in which bytes are replaced is read, refused in words, or not known any more."""
    path = tmp_path_factory.getbasetemp() / "changed.json"
    data = sample.encode()
    path.write_bytes(data[:place] + inserted + data[place + cut :])
    try:
        export = open_export(path)
        entries = list(export.entries) if export else []
    except ReadError:
        return
    assert all(entry.address.startswith("http") or entry.html for entry in entries)
