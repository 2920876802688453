"""What is read: for each kind of input, where it begins, how it is changed, and how it is judged."""

# ruff: noqa: E501 - tables, and lines of other languages

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from threading import Thread
from typing import Any

from hostile import FRAGMENTS, LINES

from fuzz import seeds, words
from fuzz.mutate import (
    PLAIN,
    Change,
    change_encoding,
    change_lines,
    change_some,
    grow,
    insert_from,
    nest_in,
    splice,
)
from fuzz.structure import (
    change_archive,
    change_groups,
    change_json,
    change_objects,
    change_settings,
    change_tags,
    change_toml,
    change_tree,
)
from fuzz.watch import MAX_CPU_S, LostWordsInSilence, WrongAnswer
from tts.model import Article, utterances

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""A folder in memory, None for the usual one."""
Judge = Callable[[bytes, Path], None]
_TAGS = [f"<{slash}{name}>".encode() for slash in ("", "/") for name in ["p", "div", "b", "i", "table", "tr", "td", "ul", "li", "ol", "pre", "code", "blockquote", "h1", "h2", "figure", "figcaption", "script", "style", "template", "svg", "math", "textarea", "title", "select", "option", "details", "summary", "ruby", "rt", "iframe", "noscript", "article", "main", "section", "aside", "nav", "body", "html", "head", "br", "img", "dl", "dt", "dd", "form", "button"]]  # fmt: skip
_HTML_PIECES = [*_TAGS, b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&amp;", b"&#0;", b"&#xD800;", b"&bogus;", b"<img src='x'>", b"<p hidden>", b"<base href='//x'>", b"<plaintext>", b'<meta charset="utf-16">', b"<a href='http://[x'>"]  # fmt: skip
_HTML_NESTS = [(opening, closing) for opening, closing in zip(_TAGS, _TAGS[len(_TAGS) // 2 :], strict=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of input: the first ones, changes that know its structure, other changes, and the judge of an input.

    Of ten changes seven are among `special`. `joins` says that two inputs may be spliced.
    """

    seeds: Callable[[], tuple[bytes, ...]]
    special: tuple[Change, ...]
    judge: Judge
    plain: tuple[Change, ...] = PLAIN
    joins: bool = True
    max_cpu_s: float = MAX_CPU_S
    grows: bool = True

    def make(self, name: str, number: int) -> bytes:
        """Return an input, always the same for a number; the first ones are those that it begins with."""
        chance, originals = Random(f"{name} {number}"), self.seeds()
        if number < len(originals):
            return originals[number]
        data = chance.choice(originals)
        if self.joins and chance.random() < 0.25:
            data = splice(data, chance.choice(originals), chance)
        if self.grows and chance.random() < 0.04:
            data = grow(data, chance)
        return change_some(data, self.special if chance.random() < 0.7 else (*self.special, *self.plain), chance)


def _judge_article(extension: str, see: Callable[[bytes], set[str]] | None) -> Judge:
    """Return the judge of articles: each planted word that can be seen must be heard or listed."""

    def judge(data: bytes, folder: Path) -> None:
        from tts.text.readers import read
        from tts.text.readers.parts import list_parts

        path = folder / f"bees{extension}"
        path.write_bytes(data)
        known: set[str] = set()
        for part in list_parts(path)[:20]:
            known |= _listen(read(part))
        if see and (lost := see(data) - known):
            raise LostWordsInSilence(" ".join(sorted(lost)[:10]))

    return judge


def _listen(article: Article) -> set[str]:
    """Return the planted words that are heard or listed, after every step before speech; write the transcript as well."""
    from tts.config.config import Config
    from tts.pipeline import prepare
    from tts.review.accessibility import advise
    from tts.writers.transcript import transcript

    prepared = prepare(article, Config())
    list(advise(prepared.article))
    transcript(prepared.sections).encode()
    "\n".join(prepared.article.warnings).encode()
    listed = [skipped.text for skipped in (*prepared.skipped, *prepared.article.left_out)]
    return words.find_words(
        [*(utterance.text for utterance in utterances(prepared.sections)), *listed, str(article.metadata)]
    )


def _judge_lexicon(extension: str) -> Judge:
    """Return the judge of lexicons: read, and used on a text with their words."""

    def judge(data: bytes, folder: Path) -> None:
        from tts.config.config import Config
        from tts.pipeline import prepare_text

        path = folder / f"lexicon{extension}"
        path.write_bytes(data)
        text = "The WHO and the BBC in Reading count bees: 90 kWh, " + "9" * 300 + " " + "a" * 300
        prepare_text([text], "en", Config(lexicon=(str(path),)))

    return judge


def _judge_settings(data: bytes, folder: Path) -> None:
    from tts.config.settings import gather

    path = folder / "articast.toml"
    path.write_bytes(data)
    list(gather({}, path).all())


def _judge_edition(data: bytes, folder: Path) -> None:
    from tts.editions.edition_file import read_edition_file
    from tts.editions.plan import plan_edition_order
    from tts.editions.sounds import read_sounds

    for name in ("one.md", "two.md", "news/a.md", "news/b.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    shutil.copy(next((seeds.ROOT / "articles/images").glob("*.jpg")), folder / "cover.jpg")
    folder.joinpath("start.md").write_text("Hello {title}.\n", encoding="utf-8")
    folder.joinpath("edition.toml").write_bytes(data)
    settings = read_edition_file(folder / "edition.toml")
    plan_edition_order(settings)
    read_sounds(settings.announce)


def _judge_feed(data: bytes, _: Path) -> None:
    from tts.sources.feeds import is_feed, parse_feed
    from tts.sources.load import load_entry

    is_feed(data)
    _load_entries(parse_feed(data, "https://bees.example/feed.xml").entries, load_entry)


def _judge_export(data: bytes, folder: Path) -> None:
    from tts.sources.exports import open_export
    from tts.sources.load import load_entry

    path = folder / "export.txt"
    path.write_bytes(data)
    if export := open_export(path):
        _load_entries(export.entries, load_entry)


def _load_entries(entries: Iterable[Any], load_entry: Callable[..., Any]) -> None:
    """Read the articles of entries, and write each as `add` does; no page is fetched."""
    from tts.errors import ArticastError, ReadError
    from tts.sources.shelf import Shelf

    def refuse(address: str) -> Any:
        raise ReadError("Nothing is fetched here.", path=address)

    shelf = Path(mkdtemp(prefix="shelf-"))
    try:
        for number, entry in enumerate(entries):
            if number < 10:
                try:
                    loaded = load_entry(entry, refuse)
                    Shelf(shelf).store(loaded.article, {}, loaded.key)
                except ArticastError as error:
                    str(error).encode()
    finally:
        shutil.rmtree(shelf)


@cache
def open_scratch() -> Path:
    """Return a folder for what is made once, for all processes; the command makes it first, and removes it."""
    return Path(mkdtemp(prefix="articast-fuzz-", dir=MEMORY))


def remove_scratch() -> None:
    """Remove what was made once."""
    if open_scratch.cache_info().currsize:
        shutil.rmtree(open_scratch(), ignore_errors=True)


@cache
def _package() -> Path:
    """Return a package in all formats, of an article with pictures."""
    from tts.config.config import Config
    from tts.formats import FORMATS
    from tts.packages.batch import package

    article = open_scratch() / "bees.md"
    article.write_text(seeds.SHORT, encoding="utf-8")
    shutil.copy(next((seeds.ROOT / "articles/images").glob("*.jpg")), open_scratch() / "bee.jpg")
    (outcome,) = package([article], open_scratch() / "out", Config(engine="silent", formats=FORMATS))
    assert outcome.package, outcome
    return open_scratch() / "out" / "bees"


def _package_files() -> tuple[bytes, ...]:
    """Return every file of a package, each behind a line with its name; texts more often than sounds and images."""
    files = [path for path in sorted(_package().rglob("*")) if path.is_file()]
    return tuple(f"{path.relative_to(_package()).as_posix()}\n".encode() + path.read_bytes() for path in files)


def _change_file(data: bytes, chance: Random) -> bytes:
    """Change a file of a package by what fits its kind, behind the line with its name."""
    name, _, content = data.partition(b"\n")
    extension = name.rpartition(b".")[2].decode("utf-8", "replace")
    special: dict[str, tuple[Change, ...]] = {
        "json": (change_json,),
        **dict.fromkeys(
            ("html", "xhtml", "smil", "opf", "xml", "svg"),
            (change_tree, change_tree, change_tags, insert_from(_HTML_PIECES)),
        ),
        **dict.fromkeys(
            ("epub", "lpf", "zip"),
            (change_archive(change_tree), change_archive(change_tags), change_archive(change_json, "json")),
        ),
    }
    changes = special.get(extension, ()) * 8 + PLAIN
    return name + b"\n" + change_some(content, changes, chance)


def _judge_verify(data: bytes, folder: Path) -> None:
    from tts.verify import verify

    name, _, content = data.partition(b"\n")
    package = folder / "bees"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(_package(), package, copy_function=os.link)
    target = package / name.decode("utf-8", "replace")
    if target.is_file():
        target.unlink()
        target.write_bytes(content)
    try:
        for finding in verify(package):
            text = f"{finding.place}: {finding.what}"
            text.encode()
            if "\n" in text:
                raise WrongAnswer(f"a finding has two lines: {text!r}")
    finally:
        shutil.rmtree(package)


def _manifests() -> tuple[bytes, ...]:
    return (_package().joinpath("manifest.json").read_bytes(),)


def _judge_manifest(data: bytes, folder: Path) -> None:
    """Read a manifest as the library, an edition and a run that finds an earlier package do."""
    from tts.config.config import Config
    from tts.editions.read_package import read_package
    from tts.errors import PackageError
    from tts.library import Channel
    from tts.library.live import LiveLibrary
    from tts.packages.manifest_header import read_earlier, read_warnings
    from tts.packages.stale import find_current, fingerprint
    from tts.packages.survey import FoundArticle, FoundPackage
    from tts.publish.record import parse_record
    from tts.verify import verify

    package = folder / "bees"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(_package(), package, copy_function=os.link)
    package.joinpath("manifest.json").unlink()
    package.joinpath("manifest.json").write_bytes(data)
    article = folder / "bees.md"
    article.write_text("# Bees\n", encoding="utf-8")
    try:
        parse_record(data)
        LiveLibrary(folder, Channel(base_url="https://example.org/"))()
        config = Config(engine="silent")
        find_current(FoundPackage(str(package)), FoundArticle(article), config, fingerprint(article, config))
        read_warnings(package)
        if earlier := read_earlier(package):
            _ = earlier.edition_date, earlier.formats, earlier.older, earlier.companions, earlier.source
            earlier.is_of("bees.md", "0")
        list(verify(package))
        try:
            publication = read_package(package)
        except PackageError as error:
            str(error).encode()
        else:
            from tts.writers.transcript import transcript

            transcript(publication.sections).encode("utf-8")
    finally:
        shutil.rmtree(package)


def _judge_package(data: bytes, folder: Path) -> None:
    """Package an article without a voice; `verify` finds nothing wrong with it."""
    from tts.config.config import Config
    from tts.packages.batch import package
    from tts.verify import verify

    article = folder / "bees.md"
    article.write_bytes(data)
    output = folder / "out"
    try:
        (outcome,) = package([article], output, Config(engine="silent", formats=_QUICK_FORMATS), force=True)
        if outcome.error is not None:
            raise outcome.error
        for finding in verify(output / "bees"):
            if finding.kind not in ("note", "warning"):
                raise WrongAnswer(f"{finding.check}: {finding.place}: {finding.what}")
    finally:
        shutil.rmtree(output, ignore_errors=True)


_QUICK_FORMATS = ("mp3", "labels", "cue", "epub", "daisy", "audiobook", "embed")
"""The formats of text, and one of sound: to decode each of the others takes longer than everything else."""


@cache
def _server(process: int) -> tuple[Any, list[str]]:
    """Return a running server of this process, and its log."""
    from handmade import put_package

    from tts.library import Channel
    from tts.library.live import LiveLibrary
    from tts.library.serve import open_server

    home = Path(mkdtemp(prefix="serve-", dir=open_scratch()))
    home.joinpath("secret.txt").write_text("s3cr3t", encoding="utf-8")
    put_package(home / "out", "bees", title="Bees")
    home.joinpath("out", ".hidden").write_text("s3cr3t", encoding="utf-8")
    home.joinpath("out", "link.txt").symlink_to(home / "secret.txt")
    log: list[str] = []
    server = open_server(home / "out", "127.0.0.1", 0, log.append)
    server.site.generated_files = LiveLibrary(home / "out", Channel(base_url=server.url))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server, log


def _ask(port: int, data: bytes) -> bytes:
    """Send bytes, and return all that comes back."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while received := connection.recv(65_536):
                answer += received
        except ConnectionError:  # it was closed, which is an answer
            pass
    return answer


def _judge_request(data: bytes, _: Path) -> None:
    server, log = _server(os.getpid())
    answer = _ask(server.server_port, data)
    if answer and not answer.startswith(b"HTTP/1."):
        raise WrongAnswer(f"the answer has no status line: {answer[:60]!r}")
    if answer.startswith((b"HTTP/1.1 500", b"HTTP/1.0 500")):
        raise WrongAnswer(f"the server failed: {answer[:200]!r}")
    if b"s3cr3t" in answer or b"root:x:" in answer:
        raise WrongAnswer("a file outside is sent")
    defects = [line for line in log if "defect" in line or "Traceback" in line or "\n" in line]
    log.clear()
    if defects:
        raise WrongAnswer(f"the log has: {defects[0]!r}")
    if not _ask(server.server_port, b"HEAD /bees/ HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200"):
        raise WrongAnswer("an honest request is not answered")


_MARKDOWN = (
    *(*(change_lines,) * 4, change_tags, change_tags, insert_from([piece.encode() for piece in FRAGMENTS]), change_tags),
    *(insert_from([piece.encode() for piece in FRAGMENTS]),) * 4,
    nest_in([(b"> ", b""), (b"- ", b""), (b"*", b"*"), (b"[", b"](x)"), (b"<div>\n\n", b"</div>"), (b"<b>", b"</b>"), (b"{{", b"}}"), (b"(", b")"), (b"![", b"]"), (b"`", b"`"), (b"\n::: x\n", b"\n:::\n"), (b"\n> [!NOTE]\n", b""), (b"[^", b"]"), (b"{", b"}"), (b"<!--", b"-->"), (b"  ", b""), (b"\\", b""), (b"|", b"|"), (b"\n# x\n", b""), (b"<a ", b">"), (b"$", b"$"), (b"~~", b"~~")]),
)  # fmt: skip
_HTML = (change_tags, change_tags, change_tags, insert_from(_HTML_PIECES), nest_in(_HTML_NESTS))
_XML = (*(change_tree,) * 12, change_tags, change_some_plain := (lambda data, chance: change_some(data, PLAIN, chance)))
_FRONT_KEYS = [
    key.encode()
    for key in [
        "title",
        "subtitle",
        "author",
        "authors",
        "date",
        "language",
        "lang",
        "description",
        "tags",
        "cover",
        "image",
        "key_points",
        "lexicon",
        "voice",
        "rate",
        "notes",
        "draft",
        "published",
        "status",
        "slug",
        "canonical_url",
        "formats",
        "break",
        "speakers",
        "verbosity",
    ]
]
_SETTING_KEYS = [
    key.encode()
    for key in [
        "engine",
        "voice",
        "rate",
        "pitch",
        "volume",
        "verbosity",
        "notes",
        "formats",
        "loudness",
        "lexicon",
        "without_rules",
        "detect_language",
        "language",
        "output",
        "jobs",
        "drafts",
        "base_url",
        "feed",
        "break",
        "voices",
        "speakers",
        "feed.title",
        "date",
        "censored",
        "highlight",
        "daisy_text",
    ]
]
_EDITION_KEYS = [
    key.encode()
    for key in [
        "title",
        "number",
        "date",
        "language",
        "authors",
        "description",
        "cover",
        "readers",
        "presenter",
        "alternate",
        "feed",
        "announce",
        "section",
        "start",
        "end",
        "index",
        "headlines",
        "jingle",
        "between",
        "articles",
        "reader",
    ]
]
_LEXICON_KEYS = [
    key.encode()
    for key in [
        "word",
        "pattern",
        "alias",
        "say_as",
        "phonemes",
        "alphabet",
        "respelling",
        "language",
        "case_sensitive",
        "whole_word",
        "articles",
        "state",
        "note",
        "examples",
        "words",
        "entry",
        "shown",
        "spoken",
    ]
]
_YAML = [piece.encode() for piece in ("&a ", "*a", "!!python/object:os.system x", "<<: *a", "? ", "- ", "|\n", ">-\n", "{", "}", "[", "]", "#", "%YAML 1.1\n", "---\n", "...\n", "\t", "'", '"', "~", "2026-02-30", "0o17", "1:30:00", "!!binary x", "!!set", ": ", "+++\n", ".inf")]  # fmt: skip
_HTTP = [piece.encode("latin-1") for piece in ("\r\n", "\n", "\r", "\0", " ", "\t", "HTTP/0.9", "HTTP/1.1", "HTTP/2.0", "GET ", "Host: localhost\r\n", "Host: x\r\n", "Range: bytes=", "-", ",", "9" * 30, "%00", "%2e%2e/", "../", "//", "\\", "%ff", "\xff", "Content-Length: -1\r\n", "Content-Length: 99999999999\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "x" * 3000, ": ", "/secret.txt", "/link.txt", "/.hidden", "/bees/manifest.json", "X: y\r\n" * 120)]  # fmt: skip

KINDS: Mapping[str, Kind] = {
    "markdown": Kind(seeds=seeds.markdown, special=_MARKDOWN, judge=_judge_article(".md", words.see_markdown)),
    "text": Kind(
        seeds=seeds.text,
        special=(change_lines, change_lines, insert_from([f"\n{line}\n".encode() for line in LINES]), insert_from([b"\n\n", b"\n", b"  ", b"- ", b"> ", b"\t"])),
        judge=_judge_article(".txt", words.see_text),
        plain=(*PLAIN, change_encoding),
    ),
    "frontmatter": Kind(
        seeds=seeds.frontmatter,
        special=(change_settings(_FRONT_KEYS), change_settings(_FRONT_KEYS), insert_from(_YAML), change_lines, nest_in([(b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"&a [", b"]"), (b" ", b"")])),
        judge=_judge_article(".md", words.see_markdown),
    ),
    "html": Kind(seeds=seeds.html, special=_HTML, judge=_judge_article(".html", words.see_page), plain=(*PLAIN, change_encoding)),
    "mhtml": Kind(seeds=seeds.pages_in_archives, special=(change_lines, change_tags), judge=_judge_article(".mhtml", None)),
    "docx": Kind(seeds=seeds.docx, special=(change_archive(change_some_plain, ".xml"), *(change_archive(change_tree, "document.xml"),) * 9, *(change_archive(change_tree),) * 4, change_archive(change_tags)), judge=_judge_article(".docx", words.see_docx), plain=(), joins=False, grows=False),
    "odt": Kind(seeds=seeds.odt, special=(change_archive(change_some_plain, ".xml"), *(change_archive(change_tree, "content.xml"),) * 9, *(change_archive(change_tree),) * 4, change_archive(change_tags)), judge=_judge_article(".odt", words.see_odt), plain=(), joins=False, grows=False),
    "epub": Kind(seeds=seeds.epub, special=(change_archive(change_some_plain), change_archive(change_tags), change_archive(insert_from(_HTML_PIECES), ".xhtml"), *(change_archive(change_tree, ".xhtml"),) * 6, *(change_archive(change_tree, ".opf"),) * 3, *(change_archive(change_tree),) * 2), judge=_judge_article(".epub", None), plain=(), joins=False, grows=False),
    "rtf": Kind(seeds=seeds.rtf, special=(change_groups,), judge=_judge_article(".rtf", words.see_rtf)),
    "pdf": Kind(seeds=seeds.pdf, special=(change_objects,), judge=_judge_article(".pdf", None), joins=False),
    "lexicon": Kind(seeds=lambda: (seeds.LEXICON.encode(),), special=(*(change_toml,) * 6, change_settings(_LEXICON_KEYS), insert_from([b"(", b")", b"{1,99}", b"[a-", b"\\\\d", b"|", b"(?:", b"?", b"(?P<x>"])), judge=_judge_lexicon(".toml"), joins=False),
    "pls": Kind(seeds=lambda: (seeds.PLS.encode(),), special=_XML, judge=_judge_lexicon(".pls"), joins=False, grows=False),
    "settings": Kind(seeds=lambda: (seeds.SETTINGS.encode(),), special=(*(change_toml,) * 6, change_settings(_SETTING_KEYS),), judge=_judge_settings, joins=False),
    "edition": Kind(seeds=lambda: (seeds.EDITION.encode(),), special=(*(change_toml,) * 6, change_settings(_EDITION_KEYS),), judge=_judge_edition, joins=False),
    "feed": Kind(seeds=seeds.feeds, special=(change_tree, change_tree, change_tree, change_tags, change_json), judge=_judge_feed),
    "export": Kind(seeds=seeds.exports, special=(change_tree, change_tags, change_json, change_lines), judge=_judge_export),
    "manifest": Kind(seeds=_manifests, special=(change_json,), judge=_judge_manifest, joins=False, grows=False),
    "verify": Kind(seeds=_package_files, special=(_change_file,), judge=_judge_verify, plain=(), joins=False, grows=False),
    "serve": Kind(seeds=lambda: seeds.REQUESTS, special=(insert_from(_HTTP), insert_from(_HTTP), change_lines), judge=_judge_request, grows=False),
    "package": Kind(seeds=seeds.markdown, special=_MARKDOWN, judge=_judge_package, grows=False, max_cpu_s=30),
}  # fmt: skip
"""The kinds of inputs by their names."""
