"""The commands in README and docs run as they are written, one after the other, in a copy of the project's folder.

Those that need a shell, or Ctrl+C, have a process of their own; the others run in this one, which starts Python once.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from editions import articast
from webserver import CERTIFICATES, PUBLIC_IP, WebServer, reply, serve

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell; Windows has its own"),
]

ROOT = Path(__file__).parents[1]
NOT_RUN = {
    "python3 -m venv .venv && .venv/bin/pip install -q '.[natural]' && .venv/bin/articast package": "sets up",
    "articast voices --install emma": "loads a voice of 8 MB from the internet",
    "articast edition --copy-to /media/stick": "needs a USB stick; see test_usb_copy.py",
    "pandoc paper.tex -t gfm | articast package -": "needs pandoc and a paper",
    'articast say "Good morning." --voice en_US-joe-medium.onnx': "needs a file of a voice; see test_piper_engine.py",
    "articast publish s3://my-bucket/listen": "needs a store; see test_publish.py",
    "articast publish output sftp://ann@example.org/var/www/listen": "needs a server; see test_publish.py",
    "articast publish output /mnt/web/listen": "needs a mounted folder; see test_publish.py",
    "articast publish --dry-run s3://my-bucket/listen": "needs a store; see test_publish.py",
    "articast publish s3://my-bucket/listen --base-url https://example.org/listen/": "needs a store",
    "articast package --formats m4b -o /srv/audiobooks/articles": "needs a folder of Audiobookshelf",
    "articast add wallabag.json": "needs an export; see test_exports.py",
    '.ci/supply .venv/bin/pip dist/articast-*.whl "$(mktemp -d)"': "installs packages; `.ci/run` runs it",
}
"""Commands that this test does not run, and why."""
UNTIL_INTERRUPTED = ("articast serve", "articast package --watch")
"""How commands begin that run until Ctrl+C; their first line says that they are ready."""
ROUTES = """\
import os, socket, ssl

port = int(os.environ["EXAMPLES_PORT"])
connect, getaddrinfo, wrap = socket.socket.connect, socket.getaddrinfo, ssl.SSLContext.wrap_socket


def find(host, port, *rest, **options):
    if host.endswith((".org", ".com")):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("{ip}", port))]
    return getaddrinfo(host, port, *rest, **options)


def dial(self, address):
    return connect(self, ("127.0.0.1", port) if address[0] == "{ip}" else address)


def secure(self, *rest, server_hostname=None, **options):
    return wrap(self, *rest, server_hostname=server_hostname and "bees.example", **options)


socket.getaddrinfo, socket.socket.connect, ssl.SSLContext.wrap_socket = find, dial, secure
"""
"""A module that leads all names of the internet to the server of this test, whose certificate is for `bees.example`."""


def _commands(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the folder in which each command of a page runs, and the command without its comment."""
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        folder = "."
        for line in block.splitlines():
            command = re.sub(r"\s+#.*", "", line).strip()
            if command.startswith("cd "):
                folder = command.removeprefix("cd ")
            elif re.search(r"\barticast\b", command):
                yield folder, command


PAGES = sorted(path for path in (ROOT / "README.md", *ROOT.glob("docs/*.md")) if any(_commands(path)))


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[WebServer]:
    """A server that commands of this test find at all addresses, with a page and a feed."""
    page = reply(ROOT.joinpath("docs", "examples", "page.html").read_bytes())
    item = "<item><title>The market</title><link>https://example.org/why-bees-dance</link></item>"
    feed = f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'
    answers = dict.fromkeys(("/wiki/Waggle_dance", "/why-bees-dance", "/page"), page)
    with serve({**answers, "/feed.xml": reply(feed)}, is_secure=True) as server:
        tools = tmp_path / "tools"
        tools.mkdir()
        tools.joinpath("sitecustomize.py").write_text(ROUTES.replace("{ip}", PUBLIC_IP), encoding="utf-8")
        player = tools / "pw-play"
        player.write_text('#!/bin/sh\nexec test -s "$1"\n', encoding="utf-8")
        player.chmod(0o755)
        monkeypatch.setenv("PYTHONPATH", str(tools))
        monkeypatch.setenv("EXAMPLES_PORT", str(server.port))
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
        monkeypatch.setenv("PATH", f"{sysconfig.get_path('scripts')}:{tools}:{os.environ['PATH']}")
        for owner, name in ((socket, "getaddrinfo"), (socket.socket, "connect"), (ssl.SSLContext, "wrap_socket")):
            monkeypatch.setattr(owner, name, getattr(owner, name))  # so that it is as before after the test
        exec(tools.joinpath("sitecustomize.py").read_text(encoding="utf-8"), {})
        yield server


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader of the docs has it after the README's first command, but spoken by the engine `silent`.

    It has only the beginning of the samples that commands name: more of them takes longer, and shows nothing else.
    """
    home = tmp_path_factory.mktemp("clone")
    for name in ("articles", "docs"):
        shutil.copytree(ROOT / name, home / name)
    for article in home.glob("articles/*.*"):
        if article.name in ("bees.md", "harbour.txt"):
            article.write_text(article.read_text(encoding="utf-8")[:900].rpartition("\n\n")[0], encoding="utf-8")
        else:
            article.unlink()
    # real files, without waiting for a voice; where a command names an engine, that one speaks
    for folder in (home, home / "docs" / "examples" / "newspaper"):
        folder.joinpath("articast.toml").write_text('engine = "silent"\n', encoding="utf-8")
    done = articast("package", cwd=home)
    assert done.returncode == 0, done.stderr
    return home


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("internet")
def test_examples_run_as_written(page: Path, tmp_path: Path, clone: Path) -> None:
    """Every command of the page ends with success, in the order of the page; those that listen end with Ctrl+C."""
    home = tmp_path / "copy"
    shutil.copytree(clone, home)
    for folder, command in _commands(page):
        if command not in NOT_RUN:
            status, lines = _run(command, home / folder)
            assert status == 0, f"{command}\n{lines}"


def _run(command: str, folder: Path) -> tuple[int, str]:
    """Return the exit status of a command, and what it printed; one that listens is interrupted when it is ready."""
    if not command.startswith(UNTIL_INTERRUPTED) and not set(command) & set("|<>&;$*?~`\\"):
        program, *arguments = shlex.split(command)
        assert program == "articast"
        done = articast(*arguments, cwd=folder)
        return done.returncode, done.stdout + done.stderr
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    if not command.startswith(UNTIL_INTERRUPTED):
        lines = process.communicate(timeout=300)[0]
        return process.returncode, lines
    assert process.stdout
    first = process.stdout.readline()
    if "is used by another program" in first:
        process.communicate()
        time.sleep(1)
        return _run(command, folder)
    os.killpg(process.pid, signal.SIGINT)
    return process.wait(timeout=20), first + process.communicate()[0]


def test_commands_that_are_not_run_are_in_a_page() -> None:
    """The list of commands that are not run names no command that has gone."""
    assert {command for page in PAGES for _, command in _commands(page)} >= set(NOT_RUN)
