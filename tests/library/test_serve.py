"""`articast serve` sends files as players need them, and nothing that is not in the folder."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from pathlib import Path
from threading import Thread

import feedparser
import pytest
from handmade import put_package
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tts.cli import main
from tts.errors import UsageError
from tts.library import Channel
from tts.library.build import CHECKSUM, build_library
from tts.library.live import LiveLibrary
from tts.library.qr import draw_qr_code
from tts.library.serve import Server, open_server
from tts.library.serve.paths import find_file, split_target
from tts.library.serve.ranges import Unsatisfiable, parse_range
from tts.library.serve.request import BadRequest, read_request

SOUND = "/bees/bees.mp3"
CONTENT = bytes(range(256)) * 5


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages, with files next to and above them that must not be sent."""
    home = tmp_path_factory.mktemp("serve")
    home.joinpath("secret.txt").write_text("secret", encoding="utf-8")
    output = home / "output"
    put_package(output, "bees", title="Bees", date="2026-01-02")
    put_package(output, "wasps", title="Wasps", date=None)
    output.joinpath(".articast").mkdir()
    output.joinpath(".articast", "run").write_text("secret", encoding="utf-8")
    output.joinpath("bees", ".spool").write_text("secret", encoding="utf-8")
    output.joinpath("plain").mkdir()
    output.joinpath("plain", "note.txt").write_text("no page here", encoding="utf-8")
    output.joinpath("bees", "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    if os.name == "posix":
        output.joinpath("out.txt").symlink_to(home / "secret.txt")
        output.joinpath("above").symlink_to(home)
        output.joinpath("hidden.txt").symlink_to(output / ".articast" / "run")
        output.joinpath("inside.txt").symlink_to(output / "bees" / "transcript.txt")
        output.joinpath("loop").symlink_to("loop")
        os.mkfifo(output / "pipe")
    return output


@contextmanager
def running(output: Path, log: list[str] | None = None) -> Iterator[Server]:
    """A server at a free port of this computer."""
    with open_server(output, "127.0.0.1", 0, (log if log is not None else []).append) as server:
        server.site.generated_files = LiveLibrary(output, Channel(base_url=server.url))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with running(output) as server:
        yield server


Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def ask(server: Server) -> Iterator[Ask]:
    """Send requests on one connection; `content` has the content of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)

    def send(path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.content = answer.read()
        return answer

    yield send
    connection.close()


MEDIA_TYPES = {
    "/": "text/html; charset=utf-8",
    "/index.html": "text/html; charset=utf-8",
    "/feed.xml": "application/rss+xml; charset=utf-8",
    "/feed.json": "application/feed+json",
    "/feed.png": "image/png",
    "/bees/": "text/html; charset=utf-8",
    SOUND: "audio/mpeg",
    "/bees/bees.vtt": "text/vtt; charset=utf-8",
    "/bees/bees.srt": "application/x-subrip; charset=utf-8",
    "/bees/transcript.txt": "text/plain; charset=utf-8",
    "/bees/chapters.json": "application/json+chapters",
    "/bees/manifest.json": "application/json",
    "/bees/cover.png": "image/png",
    "/bees/index.html?x=1#y": "text/html; charset=utf-8",
}


@pytest.mark.parametrize("path", MEDIA_TYPES)
def test_files_have_their_type_and_length(ask: Ask, path: str) -> None:
    """GET returns the file with its media type; HEAD returns the same headers and no content."""
    answer = ask(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, MEDIA_TYPES[path])
    assert int(answer.headers["Content-Length"]) == len(answer.content) > 0
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    head = ask(path, "HEAD")
    assert (head.status, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag"):
        assert head.headers[name] == answer.headers[name]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.m4b", "audio/mp4"),
        ("a.opus", "audio/ogg"),
        ("a.epub", "application/epub+zip"),
        ("a.lpf", "application/lpf+zip"),
        ("a-daisy.zip", "application/zip"),
        ("0001.smil", "application/smil+xml"),
        ("A.MP3", "audio/mpeg"),
        ("a.exe", "application/octet-stream"),
        ("feed-2026.xml", "application/rss+xml; charset=utf-8"),
        ("feed-2026-11-2.json", "application/feed+json"),
        ("feed-bees.json", "application/json"),
        ("html", "text/html; charset=utf-8"),
    ],
)
def test_types_of_other_files(output: Path, ask: Ask, name: str, media_type: str) -> None:
    """Every edition has the media type of its specification; browsers save a file of an unknown type."""
    output.joinpath("plain", name).write_bytes(b"x")
    assert ask(f"/plain/{name}").headers["Content-Type"] == media_type


RANGES = [
    ("bytes=0-99", 0, 100),
    ("bytes=1000-", 1000, 1280),
    ("bytes=-80", 1200, 1280),
    ("bytes=-9999", 0, 1280),
    ("bytes=1279-1279", 1279, 1280),
    ("bytes=100-999999", 100, 1280),
    ("BYTES = 5 - 6", 5, 7),
]


@pytest.mark.parametrize(("header", "begin", "end"), RANGES)
def test_a_range_gives_exactly_its_bytes(ask: Ask, header: str, begin: int, end: int) -> None:
    """The answer is 206 with the bytes that were asked for, and where they are in the file."""
    answer = ask(SOUND, Range=header)
    assert (answer.status, answer.content) == (206, CONTENT[begin:end])
    assert answer.headers["Content-Range"] == f"bytes {begin}-{end - 1}/1280"
    assert answer.headers["Content-Length"] == str(end - begin)


@pytest.mark.parametrize(
    "header", ["bytes=-", "bytes=9-3", "bytes=1-2,5-6", "items=0-4", "bytes=a-b", "", "bytes", "bytes=٣-٤", "=0-1"]
)
def test_anything_but_a_single_range_gives_the_whole_file(ask: Ask, header: str) -> None:
    """Invalid ranges, ranges of other units and several ranges are ignored."""
    connection_header = header.encode().decode("latin-1")
    answer = ask(SOUND, Range=connection_header)
    assert (answer.status, answer.content) == (200, CONTENT)


@pytest.mark.parametrize("header", ["bytes=1280-", "bytes=99999-100000", "bytes=-0", f"bytes={'9' * 4000}-"])
def test_a_range_after_the_end_is_refused(ask: Ask, header: str) -> None:
    """The answer is 416 with the length of the file."""
    answer = ask(SOUND, Range=header)
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */1280")
    assert ask(SOUND, "HEAD", Range=header).status == 200


@given(size=st.integers(1, 50), first=st.none() | st.integers(0, 60), last=st.none() | st.integers(0, 60))
def test_ranges_are_those_of_the_specification(size: int, first: int | None, last: int | None) -> None:
    """Every range gives the bytes that RFC 9110, section 14.1.2, says."""
    header = f"bytes={'' if first is None else first}-{'' if last is None else last}"
    numbers = list(range(size))
    if first is None:
        expected = numbers[-last:] if last else []
    else:
        expected = numbers[first:] if last is None else numbers[first : last + 1]
    if (first is None and last is None) or (first is not None and last is not None and last < first):
        assert parse_range(header, size) is None
    elif not expected:
        with pytest.raises(Unsatisfiable):
            parse_range(header, size)
    else:
        assert parse_range(header, size) == (expected[0], expected[-1] + 1)


def test_conditions(ask: Ask) -> None:
    """A file that the client has is not sent again, and a range only continues the same file."""
    whole = ask(SOUND)
    tag, date = whole.headers["ETag"], whole.headers["Last-Modified"]
    assert re.fullmatch(r'"[0-9a-f-]+"', tag)
    for headers in (
        {"If_None_Match": tag},
        {"If_None_Match": f'W/{tag}, "x"'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": date},
        {"If_None_Match": tag, "Range": "bytes=0-1"},
    ):
        answer = ask(SOUND, **headers)
        assert (answer.status, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    for headers in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": date},
        {"If_Modified_Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If_Modified_Since": "soon"},
        {"If_Range": '"other"', "Range": "bytes=0-1"},
        {"If_Range": f"W/{tag}", "Range": "bytes=0-1"},
        {"If_Range": "Mon, 01 Jan 2001 00:00:00 GMT", "Range": "bytes=0-1"},
    ):
        assert ask(SOUND, **headers).status == 200
    old = "Mon, 01 Jan 2001 00:00:00 GMT"
    for headers in ({"If_Match": f'"x", {tag}'}, {"If_Match": "*"}, {"If_Unmodified_Since": date}):
        assert ask(SOUND, **headers).status == 200
    for headers in ({"If_Match": '"other"'}, {"If_Match": f"W/{tag}"}, {"If_Unmodified_Since": old}):
        assert ask(SOUND, **headers, If_None_Match=tag, Range="bytes=0-1").status == 412
    for if_range in (tag, date):
        assert ask(SOUND, If_Range=if_range, Range="bytes=0-1").status == 206


def test_a_file_that_was_replaced_has_another_tag(tmp_path: Path) -> None:
    """If a file was replaced by one of the same length, a range of the old one gives the whole new one."""
    folder = put_package(tmp_path, "bees")
    with running(tmp_path) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", SOUND)
        answer = connection.getresponse()
        answer.read()
        new = folder / "new"
        new.write_bytes(b"x" * len(CONTENT))
        os.utime(new, ns=(5, 5))
        new.replace(folder / "bees.mp3")
        connection.request("GET", SOUND, headers={"Range": "bytes=0-9", "If-Range": answer.headers["ETag"]})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"x" * len(CONTENT))
        connection.close()


OUTSIDE = [
    *("/../secret.txt", "/bees/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt"),
    *("/..%5csecret.txt", "/..\\secret.txt", "/%252e%252e/secret.txt", "//secret.txt", "/./bees/../../secret.txt"),
    *("/.articast/run", "/%2earticast/run", "/bees/.spool", "/bees/%2Espool", "/.", "/..", "/bees/.", "/bees/.."),
    *("/out.txt", "/above/secret.txt", "/hidden.txt", "/loop", "/pipe", "/above/"),
    *("/bees/bees.mp3%00.txt", "/%00", "/%ff", "/%c0%ae%c0%ae/secret.txt", "/bees//bees.mp3", "/bees/bees.mp3/"),
    *("/plain/", "/plain", "/nothing", "/bees/x", "/C:/secret.txt", "/c:secret.txt", "/bees/bees.mp3::$DATA"),
    *("/" + "a/" * 9000, "/" + "a" * 5000, "/bees/%0d%0aSet-Cookie:x", "/~root", "/%E2%80%AE"),
    *("http://localhost/../secret.txt", "/https://example.org/"),
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_else_is_sent(server: Server, path: str) -> None:
    """Targets outside the folder, hidden files, folders and pipes are 404, without a word about what exists."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = _all(raw)
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"secret" not in answer
    assert b"Set-Cookie" not in answer


def _all(raw: socket.socket) -> bytes:
    pieces = []
    while piece := raw.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


@given(st.text(max_size=40) | st.from_regex(r"(/|%2e|%2f|\.|\\|%5c|%00|bees|:){1,12}", fullmatch=True))
def test_no_target_leads_out(output: Path, target: str) -> None:
    """Any target leads to a file of the folder that is not hidden, or to none."""
    path = split_target(f"/{target}")
    file = find_file(output.resolve(), path) if path else None
    if file:
        inside = file.relative_to(output.resolve())
        assert not any(part.startswith(".") for part in inside.parts)
        assert file.is_file()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_inside_is_followed(ask: Ask) -> None:
    """A link to a file of the folder sends that file."""
    assert ask("/inside.txt").content == b"transcript.txt"


def test_a_folder_leads_to_its_page(ask: Ask) -> None:
    """The address of a package without the slash at its end is redirected, on this server."""
    answer = ask("/bees?x")
    assert (answer.status, answer.headers["Location"]) == (308, "/bees/")


def test_images_cannot_run_scripts(ask: Ask) -> None:
    """SVG is sent with a policy that forbids scripts, and so is everything else that is not a page."""
    assert "sandbox" in ask("/bees/drawing.svg").headers["Content-Security-Policy"]
    for path in (SOUND, "/feed.xml", "/bees/transcript.txt", "/nothing"):
        assert "default-src 'none'" in ask(path).headers["Content-Security-Policy"]


HOSTILE = [
    (b"GARBAGE\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"421 "),
    (b"GET / HTTP/1.1\r\nHost: localhost.evil.example:80\r\n\r\n", b"421 "),
    (b"GET / HTTP/1.1\r\nHost: [::\r\n\r\n", b"400 "),
    (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"421 "),
    (b"GET http://evil.example?/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"421 "),
    (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", b"505 "),
    (b"GET / HTTP/0.9\r\nHost: localhost\r\n\r\n", b"505 "),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"505 "),
    (b"GET /bees/transcript.txt\r\n", b"400 "),  # HTTP/0.9
    (b"GET /bees/transcript.txt\r\nHost: localhost\r\n\r\n", b"400 "),
    (b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400 "),
    (b"GET /\x0b HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400 "),
    (b"GET /\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: 1\r\n folded\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: 1\rY: 2\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \x00\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nno field\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", b"400 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 2\r\n\r\n", b"400 "),
    (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", b"501 "),
    (b"DELETE /bees/bees.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"501 "),
    (b"<script>x</script> / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400 "),
    (b"script / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"501 "),
    (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: 1\r\n" * 200 + b"\r\n", b"431 "),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + (b"X: " + b"a" * 5000 + b"\r\n") * 20 + b"\r\n", b"431 "),
    (b"GET http://localhost/bees/transcript.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"200 "),
    (b"GET /bees/transcript.txt HTTP/1.0\r\n\r\n", b"200 "),
    (b"GET /bees/transcript.txt HTTP/1.0\nHost:localhost\n\n", b"200 "),
]


@pytest.mark.parametrize(("request_", "status"), HOSTILE)
def test_bad_requests_are_refused(server: Server, request_: bytes, status: bytes) -> None:
    """Each gets a status and the end of its connection, and the answer does not repeat it."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        raw.sendall(request_)
        raw.shutdown(socket.SHUT_WR)
        answer = _all(raw)
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert b"script" not in answer.replace(b"transcript", b"")


@pytest.mark.parametrize("name", [b"Content-Length", b"content-length"])
def test_content_of_a_get_is_not_a_request(server: Server, name: bytes) -> None:
    """The content of a GET is not answered as a request, however the header is written."""
    inner = b"GET /bees/bees.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = b"GET /bees/transcript.txt HTTP/1.1\r\nHost: localhost\r\n%b: %d\r\n\r\n" % (name, len(inner))
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        raw.sendall(head + inner)
        assert _all(raw).count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        (b"Connection: close\r\n", 1),
        (b"Connection: TE, Close\r\n", 1),
        (b"Connection: te\r\nConnection: close\r\n", 1),
        (b"Transfer-Encoding: chunked\r\n", 1),
        (b"Content-Length: 0\r\n", 2),
        (b"Connection: keep-alive\r\n", 2),
    ],
)
def test_connections_stay_open_as_the_client_wishes(server: Server, fields: bytes, answers: int) -> None:
    """A connection ends after an answer if the client asks for it or sends content, and then says so."""
    request = b"GET /bees/transcript.txt HTTP/1.1\r\nHost: localhost\r\n"
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        raw.sendall(b"\r\n" + request + fields + b"\r\n" + b"\r\n" + request + b"\r\n")
        raw.shutdown(socket.SHUT_WR)
        answer = _all(raw)
    assert answer.count(b"HTTP/1.1 200 ") == answers
    assert answer.count(b"Connection: close\r\n") == (answers == 1)


def test_an_answer_arrives_although_more_was_sent(server: Server) -> None:
    """The client of a refused request gets the refusal, although the server does not read what follows."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n" + bytes(900_000))
        assert _all(raw).startswith(b"HTTP/1.1 501 ")


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda fields: b"GET / HTTP/1.0\r\n%b\r\n\r\n" % fields))
def test_any_bytes_are_a_request_or_refused(request_: bytes) -> None:
    """Any bytes are no whole request, are refused with a status, or have a target and values without controls."""
    refusals: list[int] = []
    request = None
    try:
        request = read_request(BufferedReader(BytesIO(request_)))
    except BadRequest as refusal:
        refusals.append(refusal.status)
    assert set(refusals) <= {400, 414, 431, 505}
    if request:
        assert request.target.isprintable()
        for value in (value for values in request.fields.values() for value in values):
            assert not set(value) & set("\r\n\0")
            assert value == value.strip("\t ")


def test_own_names_are_accepted(ask: Ask) -> None:
    """Addresses, `localhost` and this machine's name are accepted; any other name is refused."""
    for host in ("localhost", "LOCALHOST:8000", "192.168.1.7:8000", "[::1]:8000", socket.gethostname()):
        assert ask("/", Host=host).status == 200
    assert ask("/", Host="192.168.1.7.example.org").status == 421


def test_a_client_that_goes_away_is_not_a_defect(output: Path) -> None:
    """A player that jumps closes the connection in the middle; that is not logged, and the next one is answered."""
    log: list[str] = []
    output.joinpath("plain", "long.mp3").write_bytes(bytes(30_000_000))
    with running(output, log) as server:
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
                raw.sendall(b"GET /plain/long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                raw.recv(1000)
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", SOUND)
        assert connection.getresponse().read() == CONTENT
        connection.close()
    assert sorted(log) == [f"Sent {SOUND}", "Sent /plain/long.mp3"]  # by threads, whose order is their own


def test_each_file_is_logged_once(output: Path) -> None:
    """A file is logged once, not for each range; so is a missing one, except the icon that browsers ask for."""
    log: list[str] = []
    with running(output, log) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        for path in (SOUND, SOUND, f"{SOUND}?x", "/a%20b", "/a%20b", "/favicon.ico"):
            connection.request("GET", path, headers={"Range": "bytes=1-2"})
            connection.getresponse().read()
        connection.close()
    assert log == [f"Sent {SOUND}", "Not found: /a b"]


def test_the_library_is_made_in_memory(tmp_path: Path) -> None:
    """If the folder has no `index.html` and no feeds, they are made in memory, and again when a package comes."""
    put_package(tmp_path, "bees", title="Bees")
    with running(tmp_path) as server:
        url = server.url
        feed = feedparser.parse(f"{url}feed.xml")
        assert [entry.enclosures[0].href for entry in feed.entries] == [f"{url}bees/bees.mp3"]
        put_package(tmp_path, "ants", title="Ants", date="2026-04-05")
        assert [entry.title for entry in feedparser.parse(f"{url}feed.xml").entries] == ["Ants", "Bees"]
        page = html.fromstring(_get(server, "/"))
        assert page.xpath("//h2/a/text()") == ["Ants", "Bees"]
        assert page.xpath("//footer//a/@href") == ["feed.xml"]
        build_library(tmp_path, Channel(base_url="https://example.org/"))
        assert feedparser.parse(f"{url}feed.xml").feed.link == "https://example.org/"
    assert {path.name for path in tmp_path.iterdir()} == {
        *("bees", "ants", "index.html", "articles.js", "playlist.m3u8", "feed.xml", "feed.json", "feed.png", CHECKSUM)
    }


def _get(server: Server, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path)
    content = connection.getresponse().read()
    connection.close()
    return content


def test_a_page_of_your_own_is_served(tmp_path: Path) -> None:
    """An `index.html` that Articast did not make is served instead of the library, and so is that of a package."""
    put_package(tmp_path, "bees")
    tmp_path.joinpath("index.html").write_bytes(b"mine")
    with running(tmp_path) as server:
        assert _get(server, "/") == b"mine"
    with running(tmp_path / "bees") as server:
        assert _get(server, "/") == b"index.html"


def test_many_at_a_time(server: Server) -> None:
    """Connections without a request do not keep others waiting."""
    idle = [socket.create_connection(("127.0.0.1", server.server_port), timeout=10) for _ in range(20)]
    try:
        assert _get(server, SOUND) == CONTENT
    finally:
        for connection in idle:
            connection.close()


def test_a_thread_that_cannot_start_takes_no_place(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After more failures than there are places, the next connection is handled."""

    def full(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    with open_server(output, "127.0.0.1", 0, print) as server:
        with monkeypatch.context() as patched:
            patched.setattr(Thread, "start", full)
            for _ in range(300):
                with pytest.raises(RuntimeError), socket.socket() as raw:
                    server.process_request(raw, ("127.0.0.1", 1))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        assert _get(server, SOUND) == CONTENT
        server.shutdown()
        thread.join()


def test_curl_gets_the_middle(server: Server, require_tool: Callable[[str], str]) -> None:
    """curl gets the bytes that it asks for."""
    url = f"{server.url}{SOUND[1:]}"
    command = [require_tool("curl"), "--silent", "--show-error", "--fail", "--noproxy", "*"]
    done = subprocess.run([*command, "--range", "300-499", url], capture_output=True, check=True, timeout=30)
    assert done.stdout == CONTENT[300:500]


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="mpv is tried on Linux")
def test_mpv_plays_from_the_middle(bees, require_tool: Callable[[str], str]) -> None:
    """A player that starts at half the length loads that part of the file and finds audio there."""
    mpv = require_tool("mpv")
    with running(bees.folder.parent) as server:
        url = f"{server.url}bees/{bees.audio.name}"
        command = [mpv, "--no-config", "--no-video", "--ao=null", "--untimed", "--start=50%", "--length=0.5", url]
        environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        done = subprocess.run(
            [*command, "--term-status-msg=at ${=time-pos}"],
            capture_output=True,
            text=True,
            timeout=60,
            env=environment,
            check=False,
        )
    assert done.returncode == 0, done.stdout
    positions_s = [float(position) for position in re.findall(r"at (\d+\.\d+)", done.stdout + done.stderr)]
    half_s = bees.manifest["metadata"]["duration_ms"] / 2000
    assert positions_s, done.stdout
    assert abs(min(position for position in positions_s if position > 0) - half_s) < 1


@pytest.mark.skipif(os.name != "posix", reason="another signal stops it on Windows")
def test_the_command(output: Path, tmp_path: Path) -> None:
    """`serve` prints its addresses and what is not in the feed, serves, and ends with Ctrl+C."""
    command = [sys.executable, "-m", "tts", "serve", str(output), "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=tmp_path, start_new_session=True
    ) as process:
        lines = [process.stdout.readline().rstrip("\n") for _ in range(4)]
        url = lines[0].removeprefix("The library is at ")
        assert re.fullmatch(r"http://[\w.]+:\d+/", url)
        assert lines[1:3] == [f"The podcast feed is at {url}feed.xml", "Press Ctrl+C to stop."]
        assert re.fullmatch(r"The address of the library as a QR code of \d+ lines:", lines[3])
        code = "".join(process.stdout.readline() for _ in range(int(re.findall(r"(\d+) lines", lines[3])[0])))
        assert code == draw_qr_code(url)
        connection = http.client.HTTPConnection("127.0.0.1", int(url.split(":")[2].rstrip("/")), timeout=10)
        connection.request("GET", "/bees/")
        assert connection.getresponse().read() == b"index.html"
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert out.splitlines() == ["Sent /bees/", "Stopped."]
    assert err.startswith("Warning: articles/wasps.md: It is not in the feed, because it has no date.")


def test_it_can_be_stopped_before_it_serves(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C stops the command also while a large library is being made."""

    def stop(_: LiveLibrary) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(LiveLibrary, "__call__", stop)
    assert main(["serve", str(output), "--port", "0"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Stopped."]


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("localhost", 99_999, r"There is no port 99999\."),
        ("192.0.2.77", 0, r"'192\.0\.2\.77' is not an address of this computer\."),
        ("", 0, r"--host is empty\."),
        ("no.such.name.invalid", 0, r"'no\.such\.name\.invalid' is not an address of this computer\."),
    ],
)
def test_where_it_cannot_listen(tmp_path: Path, host: str, port: int, message: str) -> None:
    """A port or host at which it cannot listen is an error with the next step."""
    with pytest.raises(UsageError, match=message):
        open_server(tmp_path, host, port, print)


def test_a_taken_port_is_an_error(server: Server, tmp_path: Path) -> None:
    """The error names the port and says how to choose another."""
    with pytest.raises(UsageError, match=rf"Port {server.server_port} is used by another program\. Choose another one"):
        open_server(tmp_path, "127.0.0.1", server.server_port, print)


@pytest.mark.parametrize("has_colours", [False, True])
def test_the_code_is_that_of_the_address(has_colours: bool) -> None:
    """The lines, turned back into modules, are those of the code with a margin of two light modules.

    The characters draw the light modules; with colours they are white on black on any background.
    """
    import segno

    url = "http://192.168.178.23:8000/"
    lines = draw_qr_code(url, has_colours=has_colours).splitlines()
    if has_colours:
        lines = [re.fullmatch(r"\x1b\[38;5;231;48;5;16m(.+)\x1b\[0m", line)[1] for line in lines]
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    rows = [[halves[character][half] for character in line] for line in lines for half in (0, 1)]
    expected = [list(map(int, row)) for row in segno.make(url, error="l", micro=False).matrix]
    size = len(expected)
    assert len(rows) == size + 5  # two rows of margin on each side, and the lower half of the last line
    assert {len(row) for row in rows} == {size + 4}
    assert [row[2 : 2 + size] for row in rows[2 : 2 + size]] == expected
    assert not any(rows[0] + rows[1] + rows[-3] + rows[-2])
    assert not any(value for row in rows[:-1] for value in row[:2] + row[-2:])
