"""WORDS -> PRONUNCIATION: the lexicons of a newsroom, one module for each kind of file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import field
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, get_args

from tts.errors import UsageError
from tts.files import describe_unreadable, read_file
from tts.noun import noun
from tts.speech.rules.rule import Alphabet

FILE = "lexicon.toml"
"""The name of the file that is found automatically in the article's folder or in a folder above it."""
NEWS = Path(__file__).with_name("news.toml")
"""The included lexicon."""
FORMATS = {
    ".toml": "tts.speech.lexicon.toml:read",
    ".pls": "tts.speech.lexicon.pls:read",
    ".xml": "tts.speech.lexicon.pls:read",
}
"""Extension -> the function that reads files with it."""
MAX_BYTES = 16_000_000

SayAs = Literal["letters", "word", "digits"]
State = Literal["proposed", "reviewed"]
SAY_AS: tuple[str, ...] = get_args(SayAs)
STATES: tuple[str, ...] = get_args(State)


@noun
class Example:
    """A shown text and its expected spoken text; "" if no spoken text is expected."""

    shown: str
    spoken: str = ""


@noun
class Entry:
    """How to say a `word` (one or several words, NFC) or the text that a `pattern` matches.

    `alias` is said instead. `say_as` is a way to say the word as shown. `phonemes` are the sounds of the alias or the
    word in `alphabet`; voices that take no phonemes read the `respelling`. `language` is a BCP 47 tag, or "" for every
    language. `articles` are file names without extension, or globs for the ends of their paths. `line` is counted
    from 1.
    """

    word: str = ""
    pattern: str = ""
    alias: str = ""
    say_as: SayAs | None = None
    phonemes: str = ""
    alphabet: Alphabet = "ipa"
    respelling: str = ""
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
        """The word or pattern, by which a person refers to the entry."""
        return self.word or self.pattern

    def __post_init__(self) -> None:
        if bool(self.word.strip()) == bool(self.pattern):
            raise ValueError("an entry is for one word or for one pattern")
        if self.alias and self.say_as:
            raise ValueError("an entry has an alias or a say_as, not both")
        if not (self.alias.strip() or self.say_as or self.phonemes):
            raise ValueError("an entry needs an alias, a say_as or phonemes")
        if self.respelling and not self.phonemes:
            raise ValueError("a respelling is for voices that take no phonemes; write it as an alias, or add phonemes")
        if self.phonemes and not self.language:
            raise ValueError("phonemes need a language, because each language has sounds of its own")


@noun
class Lexicon:
    """A lexicon: the `path` of its file, the bytes of the file as `text`, and their `sha256` (hexadecimal)."""

    path: Path
    text: bytes = field(repr=False, compare=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", sha256(self.text).hexdigest())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in order. They are parsed on first use, because an unchanged package needs only the hash.

        Raises:
            UsageError: the extension is unknown, or the file has a mistake; with path and line.
        """
        return _parse(self.path, self.text)


class Read(Protocol):
    """A function that reads one kind of lexicon."""

    def __call__(self, text: bytes, path: Path) -> tuple[Entry, ...]:
        """Return the entries in `text`; `path` is for errors.

        Raises:
            UsageError: the text is not such a lexicon, or has an invalid value; with path and line.
        """


@lru_cache(maxsize=64)
def _parse(path: Path, text: bytes) -> tuple[Entry, ...]:
    """Return the entries of a lexicon, by the parser for its extension; raise `UsageError` if there is none."""
    try:
        module, name = FORMATS[path.suffix.lower()].split(":")
    except KeyError:
        raise UsageError(f"This is not a lexicon. Give one of {', '.join(FORMATS)}.", path=path) from None
    read: Read = getattr(import_module(module), name)
    return read(text, path)


def find_lexicons(
    article: Path | None, named: Iterable[str] = (), run_folder: Path | None = None
) -> tuple[Lexicon, ...]:
    """Return the lexicons for the file `article`, or for a text without a file, in order of precedence.

    First come the `named` files. Then comes the `lexicon.toml` of the article's folder and of each folder above it, up
    to the `run_folder`, by default the current folder. The one there is used wherever the article is. The included
    lexicon is last.

    Raises:
        UsageError: a file cannot be read.
    """
    files = (file for file in list_lexicon_places(article, run_folder) if os.path.isfile(file))  # noqa: PTH113 - quick for thousands
    return tuple(map(read_lexicon, dict.fromkeys((*map(Path, named), *files, NEWS))))


def list_lexicon_places(article: Path | None, run_folder: Path | None = None) -> tuple[Path, ...]:
    """Return where a `lexicon.toml` would be used for `article`, in order of precedence; there may be none."""
    return _list_places(article and article.parent, run_folder, os.getcwd())  # noqa: PTH109 - quick for thousands


@lru_cache(maxsize=64)
def _list_places(given: Path | None, run_folder: Path | None, current: str) -> tuple[Path, ...]:
    """Return the places for the articles in a folder, or for a text without a file, where `current` is the folder."""
    here, shown = run_folder or Path(current), run_folder or Path()
    if given is None:
        folders: tuple[Path, ...] = (Path(),)
    elif (folder := Path(os.path.abspath(given))).is_relative_to(here):  # noqa: PTH100 - does not resolve links
        folder = folder.relative_to(here)
        folders = (folder, *folder.parents)
    else:
        folders = (given, Path())
    return tuple(shown / folder / FILE for folder in folders)


def read_lexicon(path: Path) -> Lexicon:
    """Return the lexicon in the file at `path`; return the same object while the file is unchanged.

    Raises:
        UsageError: the file cannot be read, or has more than `MAX_BYTES`.
    """
    try:
        state = path.stat()
        return _read(path, state.st_ino, state.st_size, state.st_mtime_ns)
    except ValueError as error:  # a name with a NUL
        raise UsageError("There is no such file. Check its name.", path=path) from error
    except OSError as error:
        raise UsageError(describe_unreadable(error, too_large="Split it into several files."), path=path) from error


@lru_cache(maxsize=64)
def _read(path: Path, *_state: int) -> Lexicon:
    """Return the lexicon in a file; it is read again only if its `_state` (inode, size and time) has changed."""
    return Lexicon(path=path, text=read_file(path, MAX_BYTES))
