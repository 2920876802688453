"""WORDS -> HOW THEY ARE SAID: what a newsroom says of its words, one module for each kind of file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, get_args

from tts.errors import UsageError

FILE = "lexicon.toml"
"""The file that is found without being named: beside the article, or in a folder above it."""
NEWS = Path(__file__).with_name("news.toml")
"""The lexicon that comes along."""
FORMATS = {
    ".toml": "tts.speech.lexicon.toml:read",
    ".pls": "tts.speech.lexicon.pls:read",
    ".xml": "tts.speech.lexicon.pls:read",
}
"""Extension -> the function that reads such a file."""
MOST_BYTES = 16_000_000

SayAs = Literal["letters", "word", "digits"]
State = Literal["proposed", "reviewed"]
SAY_AS: tuple[str, ...] = get_args(SayAs)
STATES: tuple[str, ...] = get_args(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that is shown, and what is to be said for it; "" leaves that open."""

    shown: str
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a `word` (one or several, NFC), or what matches a `pattern`, is said.

    `alias` is said instead, `say_as` is a way to say what is shown, `phonemes` (espeak-ng's mnemonics) are how the one
    or the other sounds. `language` is a BCP 47 tag, "" for every language; `articles` are names of files without
    extension, or globs of the ends of their paths. `line` (from 1) is where it stands.
    """

    word: str = ""
    pattern: str = ""
    alias: str = ""
    say_as: SayAs | None = None
    phonemes: str = ""
    language: str = ""
    case_sensitive: bool = True
    whole_word: bool = True
    articles: tuple[str, ...] = ()
    state: State = "proposed"
    note: str = ""
    examples: tuple[Example, ...] = ()
    line: int | None = None

    @property
    def name(self) -> str:
        """What a person calls it: its word or pattern."""
        return self.word or self.pattern

    def __post_init__(self) -> None:
        if bool(self.word.strip()) == bool(self.pattern):
            raise ValueError("an entry is for one word or for one pattern")
        if self.alias and self.say_as:
            raise ValueError("an entry has an alias or a say_as, not both")
        if not (self.alias.strip() or self.say_as or self.phonemes):
            raise ValueError("an entry says how: give it an alias, a say_as or phonemes")
        if self.phonemes and not self.language:
            raise ValueError("phonemes need a language, because espeak-ng's signs differ from one to another")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The entries of the file at `path`, in its order."""

    path: Path
    entries: tuple[Entry, ...]


class Read(Protocol):
    """Reads one kind of lexicon."""

    def __call__(self, text: bytes, path: Path) -> tuple[Entry, ...]:
        """The entries in `text`; `path` is for errors.

        Raises:
            UsageError: it is no such lexicon, or says something that is not possible; with path and line.
        """


def load(path: Path) -> Lexicon:
    """The lexicon in the file at `path`, by the reader for its extension.

    Raises:
        UsageError: the file cannot be read, or no reader knows its extension, or it is not as it should be.
    """
    return _parsed(path, content(path))


@lru_cache(maxsize=64)
def _parsed(path: Path, text: bytes) -> Lexicon:
    try:
        module, name = FORMATS[path.suffix.lower()].split(":")
    except KeyError:
        raise UsageError(f"This is no kind of lexicon. Give one of {', '.join(FORMATS)}.", path=path) from None
    read: Read = getattr(import_module(module), name)
    return Lexicon(path=path, entries=read(text, path))


def content(path: Path) -> bytes:
    """The bytes of a lexicon.

    Raises:
        UsageError: the file cannot be read, or has more than `MOST_BYTES`.
    """
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        cause = "There is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise UsageError(f"{cause}. Check the path and its permissions.", path=path) from error
    if len(text) > MOST_BYTES:
        raise UsageError(f"A lexicon has at most {MOST_BYTES // 1_000_000} MB. Part it into several.", path=path)
    return text


def files(article: Path | None, named: tuple[str, ...]) -> tuple[Path, ...]:
    """The lexicons that hold for an article, the one that goes before all others first.

    Those that are `named`; then each `lexicon.toml` in the folder of `article`, in those above it up to the current
    one, and in the current one wherever the article is; then the one that comes along.
    """
    found = (folder / FILE for folder in _folders(article) if (folder / FILE).is_file())
    return tuple(dict.fromkeys((*map(Path, named), *found, NEWS)))


def _folders(article: Path | None) -> Iterator[Path]:
    here = Path.cwd()
    if article is None:
        yield Path()
    elif (inside := Path(os.path.abspath(article.parent))).is_relative_to(here):  # noqa: PTH100 - keeps links
        yield from (near := inside.relative_to(here), *near.parents)
    else:
        yield from (article.parent, Path())
