"""Voices are downloaded on request: from a local server here, with all that goes wrong on the way."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

import tts
from tts.errors import DownloadError, UsageError
from tts.speech.engines import install as module
from tts.speech.engines.install import find_installable, install
from tts.speech.engines.natural.voices import VoiceFile, is_installed, known_voices

CONTENT = bytes(range(256)) * 1000
NETWORK = {"urllib.request", "http.client", "ssl", "ftplib", "smtplib", "socket.create_connection"}
needs_hibari = pytest.mark.skipif(
    not is_installed() and not os.environ.get("CI"), reason='needs pip install "articast[natural]"'
)


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way, and remembers in its server which paths were asked for."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        match self.path:
            case "/voice":
                self.answer(CONTENT)
            case "/without-length":
                self.answer(CONTENT, length=None)
            case "/cut":
                self.answer(CONTENT[:1000], length=len(CONTENT))
            case "/short":
                self.answer(CONTENT[:1000])
            case "/large":
                self.answer(CONTENT * 2)
            case "/endless":
                self.answer(CONTENT * 2, length=None)
            case "/other":
                self.answer(CONTENT[::-1])
            case "/silent":
                self.answer(CONTENT[:1000], length=len(CONTENT))
                self.server.stop.wait()  # type: ignore[attr-defined]
            case "/moved":
                self.redirect("/voice")
            case "/elsewhere":
                self.redirect("ftp://127.0.0.1/voice")
            case "/file":
                self.redirect(Path(__file__).as_uri())
            case "/circle":
                self.redirect("/circle")
            case _:
                self.send_error(404)

    def answer(self, content: bytes, length: int | None = -1) -> None:
        self.send_response(200)
        if length is not None:
            self.send_header("Content-Length", str(len(content) if length < 0 else length))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    """A server without encryption, which only tests may open."""
    monkeypatch.setattr(module, "SCHEMES", ("https", "http"))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked, server.stop = [], threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.stop.set()  # type: ignore[attr-defined]
        server.shutdown()


Offer = Callable[..., VoiceFile]


@pytest.fixture
def offer(server: ThreadingHTTPServer) -> Offer:
    """A function that returns a voice whose file is at a path of the server."""

    def offer(path: str, content: bytes = CONTENT) -> VoiceFile:
        return VoiceFile(
            id="emma",
            name="Emma",
            language="en-GB",
            gender="female",
            file="emma.onnx",
            size=len(content),
            sha256=sha256(content).hexdigest(),
            address=f"http://127.0.0.1:{server.server_address[1]}{path}",
            bundled=False,
        )

    return offer


@pytest.mark.parametrize("path", ["/voice", "/without-length", "/moved"])
def test_the_file_is_stored_under_its_name(offer: Offer, tmp_path: Path, path: str) -> None:
    """The folder is made, and has the very bytes of the server and nothing else; a redirection is followed."""
    folder = tmp_path / "data" / "voices"
    assert install(offer(path), folder) == folder / "emma.onnx"
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("emma.onnx", CONTENT)]


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/cut", "ended after 1,000 of 256,000 bytes"),
        ("/short", "ended after 1,000 of 256,000 bytes"),
        ("/other", "its checksum is wrong"),
        ("/large", "the server has a larger file"),
        ("/endless", "the server sends a larger file"),
        ("/missing", "the server answers '404 Not Found'"),
        ("/elsewhere", "ftp://127.0.0.1/voice does not begin with https"),
        ("/file", r"the server answers '302 .*not allowed"),
        ("/circle", r"the server answers '302 .*infinite loop"),
    ],
)
def test_nothing_is_left_of_a_wrong_file(offer: Offer, tmp_path: Path, path: str, cause: str) -> None:
    """What ends early, is too large, has another checksum or is not there is one line, and an older file stays."""
    old = tmp_path / "emma.onnx"
    old.write_bytes(b"old")
    voice = offer(path)
    with pytest.raises(DownloadError, match=f"(?s){cause}") as caught:
        install(voice, tmp_path)
    assert str(caught.value).count("\n") == 0
    assert str(caught.value).endswith(f"download {voice.address} in another way and copy it to {old}")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("emma.onnx", b"old")]


def test_a_silent_server_is_left(offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends no more for the limit of silence ends the download."""
    monkeypatch.setattr(module, "SILENCE_LIMIT_S", 0.2)
    with pytest.raises(DownloadError, match="the server sends nothing for"):
        install(offer("/silent"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_slow_server_is_left(offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A download ends when it takes longer than the limit, however steadily the bytes come."""
    monkeypatch.setattr(module, "TIME_LIMIT_S", 0.0)
    with pytest.raises(DownloadError, match="it takes more than"):
        install(offer("/voice"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_encrypted_addresses_are_opened(
    offer: Offer, server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the exception for tests, http is refused before the server is asked, and so are files."""
    monkeypatch.undo()
    assert module.SCHEMES == ("https",)
    voice = offer("/voice")
    for address in (voice.address, Path(__file__).as_uri(), "data:,x", "ftp://127.0.0.1/voice"):
        with pytest.raises(DownloadError, match="does not begin with https"):
            install(replace(voice, address=address), tmp_path)
    assert server.asked == []  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_one_line_says_how_to_do_it_by_hand(offer: Offer, tmp_path: Path) -> None:
    """Where nothing answers, the message has the address, and the path to which the file can be copied."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        voice = replace(offer(""), address=f"http://127.0.0.1:{unused.getsockname()[1]}/voice")
        with pytest.raises(DownloadError) as caught:
            install(voice, tmp_path)
    assert str(caught.value) == (
        f"The voice cannot be downloaded: Connection refused. Try again, or download {voice.address} in another way "
        f"and copy it to {tmp_path / 'emma.onnx'}"
    )


@pytest.mark.skipif(os.name == "nt", reason="files cannot be in the way of folders in the same way")
def test_a_place_that_cannot_be_written_to_is_said(offer: Offer, tmp_path: Path) -> None:
    """If there is a file where the folder should be, the message names it, and nothing is downloaded."""
    place = tmp_path / "voices"
    place.write_bytes(b"")
    with pytest.raises(DownloadError, match=rf"^{place}: The voice cannot be stored here: "):
        install(offer("/voice"), place)


def test_nothing_is_left_after_an_interruption(offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the middle of a download leaves an empty folder."""

    def interrupt(*_: object) -> Iterator[bytes]:
        yield CONTENT[:1000]
        assert [file.suffix for file in tmp_path.iterdir()] == [".part"]
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_read_chunks", interrupt)
    with pytest.raises(KeyboardInterrupt):
        install(offer("/voice"), tmp_path)
    assert list(tmp_path.iterdir()) == []


@needs_hibari
def test_the_voices_to_install_are_those_of_hibari() -> None:
    """A voice is found by its id in any case; addresses and checksums are those that the package carries."""
    voice = find_installable("Emma")
    assert voice == find_installable("natural:emma")
    spec = find_spec("hibari")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    stated = (package / "voices.py").read_text("utf-8")
    assert f'BASE_URL = "{voice.address.removesuffix(voice.file)}"' in stated
    assert voice.sha256 in (package / "assets" / "voices.json").read_text("utf-8")
    assert all(known.address.startswith("https://") for known in known_voices())


@needs_hibari
def test_the_error_for_an_unknown_voice_names_a_similar_one() -> None:
    """The message suggests the nearest voice, and lists all that can be installed."""
    with pytest.raises(UsageError, match=r"no voice 'ema' to install\. Did you mean 'emma'\? Choose one of heart, "):
        find_installable("ema")


def _modules() -> Iterator[tuple[str, set[str]]]:
    """Each module of the program, and the names of all that it imports."""
    for path in sorted(Path(tts.__file__).parent.rglob("*.py")):
        names = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        yield path.relative_to(Path(tts.__file__).parent).as_posix(), names


@pytest.mark.once
def test_no_other_module_can_download() -> None:
    """Besides what fetches articles, only `install.py` imports something with which addresses are opened."""
    names = [name for name, imported in _modules() if imported & NETWORK and not name.startswith("sources/fetch/")]
    assert names == ["speech/engines/install.py"]


_GUARD = """\
import os, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        os.write(2, f"{event} {arguments}\\n".encode())
        os._exit(99)

sys.addaudithook(refuse)
"""


@pytest.mark.once
def test_packaging_opens_no_connection(tmp_path: Path) -> None:
    """An article is packaged by processes that would end at once if one of them opened a connection."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(_GUARD)
    (tmp_path / "bees.md").write_text("# Bees\n\nBees dance. Київ.\n\n> Emma said so.\n", encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "guard"), str(Path(tts.__file__).parents[1])]),
        "ARTICAST_VOICES": str(tmp_path / "none"),
        "HIBARI_HOME": str(tmp_path / "none"),
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    guarded = run("-c", "import socket; socket.create_connection(('127.0.0.1', 9))")
    assert guarded.returncode == 99, guarded.stderr
    packaged = run("-m", "tts", "package", "bees.md", "--quiet")
    assert packaged.returncode == 0, packaged.stderr
    assert (tmp_path / "output" / "bees" / "bees.mp3").exists()
    assert not (tmp_path / "none").exists()
