"""What an address has is fetched whole, from the public internet only, and within limits."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import partial

import brotli
import pytest
from webserver import CERTIFICATES, PUBLIC_IP, Answer, NameServer, WebServer, chunk, redirect, reply, serve

from tts import __version__
from tts.errors import FetchError
from tts.sources.fetch import Limits, fetch

PAGE = "<p>Bees see colours.</p>"
QUICK = Limits(max_bytes=100_000, total_s=0.3, connect_s=0.3)


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A server without answers."""
    with serve() as running:
        yield running


def _names(server: WebServer, **names: object) -> NameServer:
    """Return a network in which `bees.example` and `other.example` are public, and all lead to `server`."""
    public = {"bees.example": [PUBLIC_IP], "other.example": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"]}
    return NameServer(
        names={**public, **{name.replace("_", "."): ips for name, ips in names.items()}}, port=server.port
    )


def _fetch(server: WebServer, answers: dict[str, Answer], path: str = "/", limits: Limits | None = None) -> bytes:
    """Return what `bees.example` has at `path`."""
    server.answers |= answers
    return fetch(f"http://bees.example{path}", network=_names(server).network, limits=limits or Limits()).data


def _refusal(server: WebServer, answers: dict[str, Answer], path: str = "/", limits: Limits | None = None) -> str:
    """Return the error of a fetch."""
    with pytest.raises(FetchError) as caught:
        _fetch(server, answers, path, limits)
    assert str(caught.value).startswith("http"), "the place of an error is the address"
    return str(caught.value)


def test_a_page_comes_with_its_type_and_final_address(server: WebServer) -> None:
    """What is fetched says where it was found, without the fragment, and what the server says of it."""
    server.answers["/a%20b?q=1"] = reply(PAGE, headers={"Content-Type": 'Text/HTML; Charset="ISO-8859-2"'})
    got = fetch("http://bees.example/a b?q=1#top", network=_names(server).network)
    assert (got.address, got.data) == ("http://bees.example/a%20b?q=1", PAGE.encode())
    assert (got.media_type, got.charset) == ("text/html", "iso-8859-2")


def test_a_server_may_say_nothing_of_the_type(server: WebServer) -> None:
    """Without a `Content-Type` the type is empty, and not guessed."""
    server.answers["/"] = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE.encode()
    got = fetch("http://bees.example", network=_names(server).network)
    assert (got.data, got.media_type, got.charset) == (PAGE.encode(), "", "")


def test_a_request_says_who_asks_and_little_else(server: WebServer) -> None:
    """A request names Articast with its version, and has no cookie and no address of origin."""
    _fetch(server, {"/": redirect("/b", headers={"Set-Cookie": "id=1"}), "/b": reply(PAGE)})
    for _, headers in server.requests:
        assert headers["User-Agent"] == f"Articast/{__version__}"
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["Host"] == "bees.example"


def test_proxies_are_not_used(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request goes to its host although a proxy is named, and an error says that it does not help."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert _fetch(server, {"/": reply(PAGE)}) == PAGE.encode()
    names = _names(server)
    names.unreachable = frozenset((PUBLIC_IP,))
    with pytest.raises(FetchError, match="does not use the proxy"):
        fetch("http://bees.example", network=names.network)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server: WebServer, status: int) -> None:
    """Redirects of all kinds lead on, to relative addresses and to other hosts."""
    server.answers |= {
        "/a/": redirect("b?x=ä#c", status),
        "/a/b?x=%C3%A4": redirect("//other.example:8080/", status),
        "/": reply(PAGE),
    }
    names = _names(server)
    got = fetch("http://bees.example/a/", network=names.network)
    assert got.address == "http://other.example:8080/"
    assert got.data == PAGE.encode()
    assert names.lookups == ["bees.example", "bees.example", "other.example"]


def test_a_page_that_only_leads_elsewhere_is_followed(server: WebServer) -> None:
    """A page without text of its own that refreshes at once is a redirect; a page with text is a page."""
    refresh = '<title>Moved</title><meta http-equiv="Refresh" content="0; url=\'/b\'">'
    assert _fetch(server, {"/": reply(refresh), "/b": reply(PAGE)}) == PAGE.encode()
    whole = refresh + f"<p>{'Bees see colours. ' * 20}</p>"
    assert _fetch(server, {"/": reply(whole)}) == whole.encode()


def test_redirects_end(server: WebServer) -> None:
    """Redirects in a circle and too many of them are errors that say so."""
    circle: dict[str, Answer] = {"/": redirect("/b"), "/b": redirect("/")}
    assert "in a circle" in _refusal(server, circle)
    chain: dict[str, Answer] = {f"/{number}": redirect(f"/{number + 1}") for number in range(20)}
    assert "more than 10 redirects" in _refusal(server, chain, "/0")
    assert server.paths[-11:] == [f"/{number}" for number in range(11)]
    chain["/10"] = reply(PAGE)
    assert _fetch(server, chain, "/0") == PAGE.encode()
    assert "without an address" in _refusal(server, {"/": reply("", 302)})


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "http://intranet.example/",
        "//169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://bees.example/",
        "http://bees.example:22/",
        "http://me:secret@bees.example/",
        "http://[bees/",
    ],
)
def test_redirects_are_checked_like_addresses(server: WebServer, location: str) -> None:
    """A redirect leads neither into the local network nor to another scheme, a blocked port or a password."""
    server.answers |= {"/": redirect(location)}
    names = _names(server, intranet_example=["10.0.0.1"], localhost=["127.0.0.1"])
    with pytest.raises(FetchError) as caught:
        fetch("http://bees.example/", network=names.network)
    assert names.connections == [PUBLIC_IP]
    assert "secret" not in str(caught.value)


def test_a_private_name_is_refused(server: WebServer) -> None:
    """A name that resolves to an address of the local network is refused, unless the user allows it."""
    server.answers["/"] = reply(PAGE)
    names = _names(server, intranet_example=["192.168.1.5"])
    with pytest.raises(FetchError, match=r"192\.168\.1\.5.*--allow-private"):
        fetch("http://intranet.example/", network=names.network)
    assert names.connections == []
    assert fetch("http://intranet.example/", network=names.network, allow_private=True).data == PAGE.encode()


def test_the_checked_address_is_the_one_that_is_used(server: WebServer) -> None:
    """A name that is public when it is checked and private afterwards is looked up once, so its change is not seen."""
    server.answers["/"] = reply(PAGE)
    names = _names(server, change_example=[[PUBLIC_IP], ["127.0.0.1"]])
    assert fetch("http://change.example/", network=names.network).data == PAGE.encode()
    assert (names.lookups, names.connections) == (["change.example"], [PUBLIC_IP])
    server.answers["/"] = redirect("/again")
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch("http://change.example/", network=_names(server, change_example=[[PUBLIC_IP], ["127.0.0.1"]]).network)


def test_only_checked_addresses_of_a_name_are_tried(server: WebServer) -> None:
    """Of several addresses the private ones are passed over, and the next one is tried where one does not answer."""
    server.answers["/"] = reply(PAGE)
    names = _names(server, many_example=["127.0.0.1", "8.8.8.8", "::ffff:10.0.0.1", "1.1.1.1"])
    names.unreachable = frozenset(("8.8.8.8",))
    assert fetch("http://many.example/", network=names.network).data == PAGE.encode()
    assert names.connections == ["8.8.8.8", "1.1.1.1"]
    names.unreachable = frozenset(("8.8.8.8", "1.1.1.1"))
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("http://many.example/", network=names.network)


def test_a_real_look_up_is_guarded() -> None:
    """The system's own resolver is asked, and its answer checked, before anything is connected."""
    with serve({"/": reply(PAGE)}) as server:
        for host in ("localhost", "127.0.0.1"):
            with pytest.raises(FetchError, match="not on the public internet"):
                fetch(f"http://{host}:{server.port}/")
        assert server.requests == []
        assert fetch(f"{server.address}/", allow_private=True).data == PAGE.encode()
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"{server.address}/", allow_private=True)


def test_an_unknown_name_is_said() -> None:
    """A name that nobody knows is an error that says so."""
    names = NameServer(names={}, port=9)
    with pytest.raises(FetchError, match=r"no computer has the name nobody\.example"):
        fetch("http://nobody.example/", network=names.network)


def _raw_deflate(data: bytes) -> bytes:
    """Return `data` in a deflate stream without the header of zlib."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


CODERS = {
    "gzip": partial(gzip.compress, mtime=0),
    "x-gzip": lambda data: gzip.compress(data[:5], mtime=0) + gzip.compress(data[5:], mtime=0) + b"\0\0",
    "deflate": zlib.compress,
    "Deflate": _raw_deflate,
    "br": brotli.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data, mtime=0)),
    "identity": bytes,
}


@pytest.mark.parametrize("coding", CODERS)
def test_compressed_content_is_decoded(server: WebServer, coding: str) -> None:
    """What is compressed in any usual way arrives as it was before; a damaged or cut one is an error."""
    data = PAGE.encode() * 50
    packed = CODERS[coding](data)
    assert _fetch(server, {"/": reply(packed, headers={"Content-Encoding": coding})}) == data
    if coding != "identity":
        for bad in (packed[: len(packed) // 2], b"?" + packed[1:]):
            message = _refusal(server, {"/": reply(bad, headers={"Content-Encoding": coding})})
            assert "damaged or incomplete" in message


@pytest.mark.parametrize("coding", CODERS)
def test_bombs_stop_at_the_limit(server: WebServer, coding: str) -> None:
    """Content that is small when it is sent, and larger than the limit when it is decoded, is refused."""
    bomb = CODERS[coding](bytes(QUICK.max_bytes + 1))
    fitting = CODERS[coding](bytes(QUICK.max_bytes - 1) + b"x")
    limits = Limits(max_bytes=QUICK.max_bytes)
    assert "larger than 0.1 MB" in _refusal(
        server, {"/": reply(bomb, headers={"Content-Encoding": coding})}, limits=limits
    )
    got = _fetch(server, {"/": reply(fitting, headers={"Content-Encoding": coding})}, limits=limits)
    assert len(got) == QUICK.max_bytes


def test_unknown_compression_is_said(server: WebServer) -> None:
    """A coding that was not asked for and is not known is named, and so are too many of them."""
    assert "(zstd)" in _refusal(server, {"/": reply(b"x", headers={"Content-Encoding": "zstd"})})
    assert "unknown way" in _refusal(server, {"/": reply(b"x", headers={"Content-Encoding": "gzip," * 4})})


def test_chunked_content_is_whole(server: WebServer) -> None:
    """Content in chunks is joined, and an answer may be preceded by early hints."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    body = chunk(b"Bees ", b"see ", b"colours.")
    assert _fetch(server, {"/": hints + head + body + b"0\r\n\r\n"}) == b"Bees see colours."
    assert "stops before the end" in _refusal(server, {"/": head + body})
    assert "stops before the end" in _refusal(server, {"/": head + b"xyz\r\n"})


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nBees",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + b"HTTP/1.1 103 Early Hints\r\n\r\n" * 30,
    ],
)
def test_wrong_answers_are_said(server: WebServer, answer: bytes) -> None:
    """A cut answer, another protocol, no answer, and headers without end are errors, not content."""
    assert "does not answer as a web server does, or stops" in _refusal(server, {"/": answer})


def test_too_much_is_refused(server: WebServer) -> None:
    """Content is refused that says it is over the limit, or that does not say how large it is and never ends."""
    limits = Limits(max_bytes=1_000)
    assert "larger than 0.001 MB" in _refusal(server, {"/": reply(bytes(1_001))}, limits=limits)
    endless = server.drip(b"HTTP/1.1 200 OK\r\n\r\n", bytes(70_000))
    assert "larger than 0.001 MB" in _refusal(server, {"/": endless}, limits=limits)
    claim = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n"
    assert "larger than 0.001 MB" in _refusal(server, {"/": claim}, limits=limits)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk(b"x")),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"", b""),
    ],
)
def test_slow_answers_end(server: WebServer, first: bytes, then: bytes) -> None:
    """An answer whose body or headers come drop by drop, and one that never comes, end at the time for the whole."""
    assert "no complete answer arrived within 0.3 seconds" in _refusal(
        server, {"/": server.drip(first, then)}, limits=QUICK
    )


STATUSES = {
    401: "asks for a user name and a password",
    402: "asks for a payment",
    403: "refuses to show the page to programs",
    404: "there is no page at this address",
    410: "has been removed for good",
    418: "the site does not send the page",
    429: "asks for fewer requests. Try again later.",
    451: "for legal reasons",
    500: "has an error of its own. Try again later.",
    503: "has an error of its own. Try again later.",
    304: "the site does not send the page",
}


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_has_its_sentence(server: WebServer, status: int) -> None:
    """An error says in words what its status means, and what to do."""
    message = _refusal(server, {"/": reply("Sorry", status)})
    assert STATUSES[status] in message
    assert f"(Status {status}.)" in message


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("30", "in a minute"),
        ("601", "in 11 minutes"),
        ("Fri, 31 Dec 2027 23:59:59 GMT", "after 2027-12-31 23:59 UTC"),
        ("soon", "later"),
        ("9" * 400, "later"),
    ],
)
def test_when_to_try_again_is_said(server: WebServer, after: str, words: str) -> None:
    """A site that asks for fewer requests may say when to come back, in seconds or as a date."""
    assert f"Try again {words}." in _refusal(server, {"/": reply("", 429, {"Retry-After": after})})


def test_nothing_to_read_is_said(server: WebServer) -> None:
    """An empty answer and a video are not articles."""
    assert "is empty" in _refusal(server, {"/": reply(" \n")})
    assert "is empty" in _refusal(server, {"/": b"HTTP/1.1 204 No Content\r\n\r\n"})
    assert "is a video (video/mp4)" in _refusal(server, {"/": reply("x", headers={"Content-Type": "video/mp4"})})


def test_certificates_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate counts if an authority that the system trusts made it for the name, and else nothing is sent."""
    with serve({"/": reply(PAGE)}, is_secure=True) as server:
        names = _names(server, **{"xn--bcher-kva_example": [PUBLIC_IP]})
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
        assert fetch("https://bees.example/", network=names.network).data == PAGE.encode()
        assert fetch("https://bücher.example/", network=names.network).address == "https://xn--bcher-kva.example/"
        with pytest.raises(FetchError, match=r"certificate of other\.example is not correct"):
            fetch("https://other.example/", network=names.network)
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "none.pem"))  # nothing is trusted
        monkeypatch.setenv("SSL_CERT_DIR", str(CERTIFICATES / "none"))
        with pytest.raises(FetchError, match=r"certificate of bees\.example is not correct"):
            fetch("https://bees.example/", network=names.network, allow_private=True)
        assert server.paths == ["/", "/"]


def test_http_where_https_is_asked_for_is_said(server: WebServer) -> None:
    """A server without TLS cannot be reached by https."""
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("https://bees.example/", network=_names(server).network)
