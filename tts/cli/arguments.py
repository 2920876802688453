"""Define the arguments of the command. Only light modules are imported, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.config.choices import BREAKS, CHOICES, ENGINES, FORMATS

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

    Option = tuple[list[str], dict[str, Any]]

SECTIONS = ("opening", "key-points", "body", "captions")


def parser() -> argparse.ArgumentParser:
    """Return the parser for all commands; its `verb` names the module of `tts.cli` that does the work."""
    top = _Parser(
        prog="articast",
        description="Turns articles (Markdown, plain text, web pages, documents) into chaptered audio editions.",
        epilog="For the options of a command: articast COMMAND --help",
    )
    top.add_argument("--version", action=_Version)
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", parser_class=_Verb)
    for name, (text, description, arguments, *options) in _VERBS.items():
        # all options again, in brackets, would be long to listen to
        usage = f"%(prog)s [OPTIONS] {arguments}".rstrip()
        verb = verbs.add_parser(name, help=text, description=description, usage=usage, allow_abbrev=False)
        for option in options:
            group = verb.add_mutually_exclusive_group() if isinstance(option, list) else verb
            for names, details in option if isinstance(option, list) else [option]:
                group.add_argument(*names, **details)
    return top


class _Parser(argparse.ArgumentParser):
    """Reports an error in one line; the whole usage, read aloud, would bury it."""

    def error(self, message: str) -> NoReturn:
        """Print `message` as a sentence with a hint at `--help`, and exit with status 2."""
        end = "" if message.endswith("?") else "."
        self.exit(2, f"{message[0].upper()}{message[1:]}{end} See `{self.prog} --help`.\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Suggest the nearest command; argparse would only list them."""
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            if action.dest == "verb":
                self.error(_unknown("command", value, choices))
            self.error(f"{action.option_strings[0]} must be one of {', '.join(choices)}, not '{value}'")


class _Verb(_Parser):
    """Reports an unknown option itself: the parser above it would name neither the command nor a similar option."""

    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> Any:
        """Parse `args` as argparse does; report the first argument that the command does not know, and exit."""
        options, unknown = super().parse_known_args(args, namespace)
        for argument in unknown[:1]:
            if argument.startswith("-"):
                self.error(_unknown("option", argument.partition("=")[0], list(self._option_string_actions)))
            self.error(f"Unexpected argument '{argument}'. Put text of several words in quotes")
        return options, unknown


def _unknown(kind: str, name: str, known: list[str]) -> str:
    """Return the message for a `name` that is not in `known`; it suggests the most similar known name, if any."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"There is no {kind} '{name}'" + (f". Did you mean '{near[0]}'?" if near else "")


def _whole_number(text: str) -> int:
    """Return the number; raise the error that argparse reports if `text` is not a whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number") from None


def _place(text: str) -> Path | str:
    """Return a path; an address of the web stays as it is, because a path has no two slashes in a row."""
    from tts.sources.places import is_address

    return text if is_address(text) else Path(text)


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tts import __version__

        parser.exit(message=f"articast {__version__}\n")


def _option(names: str, text: str, **details: Any) -> Option:
    """Return the parameters of `add_argument` for an option, or a positional argument; `text` is its help."""
    return names.split(), {"help": text, **details}


def _flag(name: str, text: str) -> Option:
    """Return the parameters of an option without a value."""
    return _option(name, text, action="store_true")


def _number(name: str, text: str, **details: Any) -> Option:
    """Return the parameters of an option whose value is a whole number."""
    return _option(name, text, type=_whole_number, **details)


def _paths(text: str, default: str) -> Option:
    """Return the parameters of any number of files and folders; without one, `default` is used."""
    return _option("paths", text, nargs="*", type=Path, default=[Path(default)], metavar="PATH")


def _articles(standard_input: str) -> Option:
    """Return the parameters of any number of files, folders and addresses, and for `standard_input`."""
    text = f"{_ARTICLES}; {standard_input}"
    return _option("paths", text, nargs="*", type=_place, default=[Path("articles")], metavar="PATH")


_ARTICLES = "articles, folders with articles, or addresses of web pages (default: the folder articles)"
_LINES = "reads lines from standard input and answers each with one line"
_WHOLE = _flag("--whole", "read an EPUB as one article, instead of one for each of its chapters")
_FOLDER = _option("output", "folder with packages (default: output)", nargs="?", type=Path, metavar="DIR")
_BASE_URL = _option(
    "--base-url", "address of the output folder on the web; makes feed.xml and feed.json", metavar="URL"
)
_JSON = _flag("--json", "print everything as JSON, one object per line")
_PRIVATE = _flag("--allow-private", "allow addresses of this computer and of the local network")
_FORMAT = _option(
    "--format",
    "format of an article on standard input (default: md)",
    choices=("md", "txt", "html"),
    metavar="md|txt|html",
)
_CONFIG = _option(
    "--config", "settings file (default: articast.toml in the current folder, if it exists)", type=Path, metavar="FILE"
)
_LANGUAGE = _option(
    "--language",
    "language of all articles or texts, such as de (default: as each one says, else a guess)",
    metavar="TAG",
)
_PRONUNCIATION = (
    _option(
        "--verbosity",
        "how much is announced of tables, code, lists and other visual content (default: normal)",
        choices=CHOICES["verbosity"],
    ),
    _option(
        "--notes", "where footnotes are heard (default: auto, which follows --verbosity)", choices=CHOICES["notes"]
    ),
    _option(
        "--detect-language",
        "find passages in other languages with at least this confidence, from 0.5 to 1 (default: off)",
        metavar="CONFIDENCE",
    ),
    _option("--censored", "how to read censored words such as sh*t (default: bleep)", choices=CHOICES["censored"]),
    _option("--without-rules", "comma-separated pronunciation rules to switch off", metavar="LIST"),
    _option(
        "--lexicon",
        "pronunciation lexicon, .toml or W3C PLS; takes precedence over lexicon.toml; may be repeated",
        action="append",
        metavar="FILE",
    ),
)
_ENGINE = _option(
    "--engine",
    f"speech engine: {', '.join(ENGINES)} (default: auto, the best voice that is installed)",
    metavar="NAME",
)
_SPEECH = (
    _ENGINE,
    _option(
        "--voice", "voice by id, name or language, or a voice file (default: the best one for the article's language)"
    ),
    _number("--rate", "speaking rate in words per minute, 80 to 450 (default: 165)", dest="rate_wpm", metavar="WPM"),
    _number("--pitch", "pitch, 0 to 100 (default: 50)", metavar="PERCENT"),
    _number("--volume", "volume, 0 to 100 (default: 100)", metavar="PERCENT"),
)
_SETTINGS = (
    _option("-o --output", "folder for the packages (default: output)", type=Path, metavar="DIR"),
    _number(
        "--jobs", "number of processor cores to use; 1 packages one article at a time (default: all cores)", metavar="N"
    ),
    _option(
        "--drafts",
        "include articles that are drafts, or whose date is in the future",
        action="store_true",
        default=None,
    ),
    _BASE_URL,
    _option("--formats", f"comma-separated list of {', '.join(FORMATS)}; or all (default: mp3)", metavar="LIST"),
    _option(
        "--highlight",
        "text to highlight while it is heard, in the EPUB and on the page (default: sentence)",
        choices=CHOICES["highlight"],
    ),
    _option("--daisy-text", "text in a DAISY book: full (default), or headings only", choices=CHOICES["daisy_text"]),
    _LANGUAGE,
    _option("--date", "date for articles without one, as in 2026-05-17", metavar="DATE"),
    _option(
        "--loudness",
        "speech is -18 LUFS (default), podcast -16, broadcast -23; off: no loudness adjustment",
        choices=CHOICES["loudness"],
    ),
    *_PRONUNCIATION,
    *_SPEECH,
    _option(
        "--break",
        f"length of a break, as in paragraph=800; names: {', '.join(BREAKS)}; may be repeated",
        action="append",
        dest="breaks",
        default=[],
        metavar="NAME=MS",
    ),
    _CONFIG,
)
"""All that `articast.toml` may set, and `--config`."""

_VERBS: dict[str, tuple[str, str, str, *tuple[Option | list[Option], ...]]] = {
    "package": (
        "make audio editions of articles",
        "Makes one package for each article: audio with chapters, transcript, captions, manifest.",
        "[PATH ...]",
        _articles("- reads an article from standard input"),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        _flag("--force", "make all packages again, even if they are up to date"),
        *_SETTINGS,
        [
            _option(
                "--progress",
                "one line per article (default), or a redrawn progress bar with the estimated time left",
                choices=("lines", "bar"),
                default="lines",
            ),
            _flag("--quiet", "print errors only"),
            _JSON,
        ],
    ),
    "add": (
        "make article files from web pages, documents, feeds and exports",
        "Makes an article file in Markdown, with its pictures, from each web page or document.",
        "SOURCE ...",
        _option(
            "sources",
            "addresses of web pages, documents or feeds, or files: pages, documents, feeds, exports of read-later "
            "services; - reads standard input",
            nargs="+",
            metavar="SOURCE",
        ),
        _option(
            "-o --output",
            "folder for the article files (default: articles)",
            type=Path,
            default=Path("articles"),
            metavar="DIR",
        ),
        _number(
            "--newest", "add only the N newest entries of each feed or export (default: 10 of a feed)", metavar="N"
        ),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        _JSON,
    ),
    "new": (
        "begin an article file",
        "Writes an article file with comments that say what to write where.",
        "TITLE",
        _option("title", "title of the article, in quotes", metavar="TITLE"),
        _option(
            "-o --output",
            "folder for the article file (default: articles)",
            type=Path,
            default=Path("articles"),
            metavar="DIR",
        ),
    ),
    "text": (
        "show what will be heard, without speaking it",
        "Shows the text of articles in the order in which it will be heard.",
        "[PATH ...]",
        _articles(f"- {_LINES}, or with --format an article"),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        *_PRONUNCIATION,
        _CONFIG,
        [
            _flag("--spoken", "show the text that the voice receives, one utterance per line"),
            _flag("--changes", "show where the spoken text differs from the written, and by which rule"),
            _flag("--left-out", "show the parts of the page around the article, such as menus"),
        ],
        _ENGINE,
        _LANGUAGE,
        _flag("--json", "print JSON, one object per utterance and line"),
    ),
    "check": (
        "show errors, warnings and advice for articles, without speaking them",
        "Shows what `package` with the same options would report, and advice. The exit status is 1 after errors.",
        "[PATH ...]",
        _articles("- reads an article from standard input"),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        _flag("--words", "run the examples in lexicons, and list names that may be said wrong"),
        *_SETTINGS,
        _JSON,
    ),
    "voices": (
        "list voices, and install natural ones",
        "Lists voices: id, name, languages, engine. Use the id or the name with --voice.",
        "",
        _option("--install", "download a natural voice, such as emma, into your voices folder", metavar="VOICE"),
        _option(
            "--language", "only voices of this language, such as en or de-CH", dest="spoken_language", metavar="TAG"
        ),
        _option(
            "--engine",
            "engine whose voices are listed (default: auto, which has those of natural, piper and espeak)",
            metavar="NAME",
        ),
        _flag("--json", "print JSON, one voice per line"),
        _CONFIG,
    ),
    "say": (
        "speak a phrase, or the beginning of an article",
        "Speaks a text, or the beginning of an article, through the speakers or into a file.",
        "TEXT",
        _option("text", "text to speak, or the path or address of an article; - reads standard input", metavar="TEXT"),
        _option("-o", "write this audio file, such as bees.wav", dest="file", type=Path, metavar="FILE"),
        _PRIVATE,
        _option("--section", "part of the article to speak (default: from the start)", choices=SECTIONS),
        _number("--seconds", "speak at most N seconds, 1 to 600 (default: 30 for an article)", metavar="N"),
        _LANGUAGE,
        *_PRONUNCIATION,
        _CONFIG,
        *_SPEECH,
    ),
    "doctor": (
        "check the installation, and list all settings",
        "Checks the installation and shows where each setting comes from.",
        "",
        *_SETTINGS,
        _flag("--json", "print JSON, one object per finding or setting and line"),
    ),
    "cache": (
        "show or empty the speech cache",
        "Shows the cache, which keeps the speech of slow engines. A changed article is then packaged faster.",
        "",
        _flag("--clear", "empty the cache; the speech is made again when it is needed"),
        _flag("--json", "print JSON"),
    ),
    "library": (
        "make a web page of all packages, and a podcast feed",
        "Makes index.html, which lists all packages in a folder, and with --base-url the feeds.",
        "[DIR]",
        _FOLDER,
        _BASE_URL,
        _CONFIG,
    ),
    "serve": (
        "serve the packages to browsers on this computer or the local network",
        "Serves a folder of packages to browsers and podcast apps until you press Ctrl+C.",
        "[DIR]",
        _FOLDER,
        _option(
            "--host",
            "address to listen on: localhost (default) for this computer only, 0.0.0.0 for the local network",
            default="localhost",
        ),
        _number("--port", "port to listen on (default: 8000; 0 for any free port)", default=8000),
        _flag("--no-qr", "do not show the address in the local network as a QR code"),
        _flag("--quiet", "print the address only; do not log requests"),
        _CONFIG,
    ),
    "verify": (
        "check finished packages",
        "Checks finished packages: texts, times, tags, sound. The exit status is 1 if there are findings.",
        "[PATH ...]",
        _paths("packages, or folders with packages (default: output)", "output"),
        _JSON,
    ),
}
"""For each command: its line in the general help, its description, its arguments in the usage, and its options.

The options in a list exclude one another.
"""
