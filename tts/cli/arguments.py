"""Define the arguments of the command. Only light modules are imported, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.config.choices import BREAKS, CHOICES, ENGINES, FORMATS

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

SECTIONS = ("opening", "key-points", "body", "captions")

_USAGE = "%(prog)s [OPTIONS] {}"  # all options again, in brackets, would be long to listen to
_ARTICLES = "articles, or folders with articles (default: the folder articles)"


def parser() -> argparse.ArgumentParser:
    """Return the parser for all commands; its `verb` names the module of `tts.cli` that does the work."""
    top = _Parser(
        prog="articast",
        description="Turns written articles (Markdown, plain text) into chaptered audio editions.",
        epilog="For the options of a command: articast COMMAND --help",
    )
    top.add_argument("--version", action=_Version)
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", parser_class=_Verb)
    for name, (add_arguments, text) in _VERBS.items():
        add_arguments(verbs.add_parser(name, help=text, allow_abbrev=False))
    return top


class _Parser(argparse.ArgumentParser):
    """Reports an error in one line; the whole usage, read aloud, would bury it."""

    def error(self, message: str) -> NoReturn:
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
        options, unknown = super().parse_known_args(args, namespace)
        for argument in unknown[:1]:
            if argument.startswith("-"):
                self.error(_unknown("option", argument.partition("=")[0], list(self._option_string_actions)))
            self.error(f"Unexpected argument '{argument}'. Put text of several words in quotes")
        return options, unknown


def _unknown(kind: str, name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"There is no {kind} '{name}'" + (f". Did you mean '{near[0]}'?" if near else "")


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number") from None


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tts import __version__

        parser.exit(message=f"articast {__version__}\n")


def _package(verb: argparse.ArgumentParser) -> None:
    verb.description = "Makes one package for each article: audio with chapters, transcript, captions, manifest."
    _add_paths(verb)
    verb.add_argument("--force", action="store_true", help="make all packages again, even if they are up to date")
    _add_settings(verb)
    output = verb.add_mutually_exclusive_group()
    output.add_argument(
        "--progress",
        choices=("lines", "bar"),
        default="lines",
        help="one line per article (default), or a redrawn progress bar with the estimated time left",
    )
    output.add_argument("--quiet", action="store_true", help="print errors only")
    output.add_argument("--json", action="store_true", help="print everything as JSON, one object per line")


def _text(verb: argparse.ArgumentParser) -> None:
    verb.description = "Shows the text of articles in the order in which it will be heard."
    _add_paths(verb, f"{_ARTICLES}; - reads lines from standard input and answers each with one line")
    _add_pronunciation(verb)
    _add_config(verb)
    shown = verb.add_mutually_exclusive_group()
    shown.add_argument(
        "--spoken", action="store_true", help="show the text that the voice receives, one utterance per line"
    )
    shown.add_argument(
        "--changes", action="store_true", help="show where the spoken text differs from the written, and by which rule"
    )
    verb.add_argument("--language", default="en", metavar="TAG", help="language of the lines read by - (default: en)")
    verb.add_argument("--json", action="store_true", help="print JSON, one object per utterance and line")


def _check(verb: argparse.ArgumentParser) -> None:
    verb.description = "Reads articles and shows errors and warnings. The exit status is 1 if there are errors."
    _add_paths(verb)
    verb.add_argument(
        "--words",
        action="store_true",
        help="run the examples in lexicons, and list names and acronyms without a known pronunciation",
    )
    _add_pronunciation(verb)
    _add_config(verb)
    verb.add_argument("--voice", help="voice whose pronunciation is shown (default: by the article's language)")
    verb.add_argument("--json", action="store_true", help="print everything as JSON, one object per line")


def _voices(verb: argparse.ArgumentParser) -> None:
    verb.description = "Lists voices: id, name, languages. Use the id or the name with --voice."
    verb.usage = _USAGE.format("").rstrip()
    verb.add_argument("--language", metavar="TAG", help="only voices of this language, such as en or de-CH")
    verb.add_argument("--engine", choices=ENGINES, help="engine whose voices are listed (default: espeak)")
    verb.add_argument("--json", action="store_true", help="print JSON, one object per voice and line")
    _add_config(verb)


def _say(verb: argparse.ArgumentParser) -> None:
    verb.description = "Speaks a text, or the beginning of an article, through the speakers or into a file."
    verb.usage = _USAGE.format("TEXT")
    verb.add_argument("text", metavar="TEXT", help="text to speak, or the path of an article; - reads standard input")
    verb.add_argument("-o", dest="file", type=Path, metavar="FILE", help="write this audio file, such as bees.wav")
    verb.add_argument("--section", choices=SECTIONS, help="part of the article to speak (default: from the start)")
    verb.add_argument(
        "--seconds",
        type=_whole_number,
        metavar="N",
        help="speak at most N seconds, 1 to 600 (default: 30 for an article)",
    )
    verb.add_argument(
        "--language", metavar="TAG", help="language of the text (default: en); articles have a language of their own"
    )
    _add_pronunciation(verb)
    _add_config(verb)
    _add_speech(verb)


def _doctor(verb: argparse.ArgumentParser) -> None:
    verb.description = "Checks the installation and shows where each setting comes from."
    verb.usage = _USAGE.format("").rstrip()
    _add_settings(verb)
    verb.add_argument("--json", action="store_true", help="print JSON, one object per finding or setting and line")


def _library(verb: argparse.ArgumentParser) -> None:
    verb.description = "Makes index.html, which lists all packages in a folder, and with --base-url the feeds."
    _add_folder(verb)
    _add_base_url(verb)
    _add_config(verb)


def _serve(verb: argparse.ArgumentParser) -> None:
    verb.description = "Serves a folder of packages to browsers and podcast apps until you press Ctrl+C."
    _add_folder(verb)
    verb.add_argument(
        "--host",
        default="localhost",
        help="address to listen on: localhost (default) for this computer only, 0.0.0.0 for the local network",
    )
    verb.add_argument(
        "--port", type=_whole_number, default=8000, help="port to listen on (default: 8000; 0 for any free port)"
    )
    verb.add_argument("--no-qr", action="store_true", help="do not show the address in the local network as a QR code")
    verb.add_argument("--quiet", action="store_true", help="print the address only; do not log requests")
    _add_config(verb)


def _verify(verb: argparse.ArgumentParser) -> None:
    verb.description = (
        "Checks finished packages: texts, times, tags, sound. The exit status is 1 if there are findings."
    )
    verb.usage = _USAGE.format("[PATH ...]")
    verb.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[Path("output")],
        metavar="PATH",
        help="packages, or folders with packages (default: output)",
    )
    verb.add_argument("--json", action="store_true", help="print everything as JSON, one object per line")


def _add_paths(verb: argparse.ArgumentParser, text: str = _ARTICLES) -> None:
    verb.usage = _USAGE.format("[PATH ...]")
    verb.add_argument("paths", nargs="*", type=Path, default=[Path("articles")], metavar="PATH", help=text)


def _add_folder(verb: argparse.ArgumentParser) -> None:
    verb.usage = _USAGE.format("[DIR]")
    verb.add_argument("output", nargs="?", type=Path, metavar="DIR", help="folder with packages (default: output)")


def _add_base_url(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--base-url", metavar="URL", help="address of the output folder on the web; makes feed.xml and feed.json"
    )


def _add_config(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings file (default: articast.toml in the current folder, if it exists)",
    )


def _add_settings(verb: argparse.ArgumentParser) -> None:
    """Add all that `articast.toml` may set, and `--config`."""
    verb.add_argument("-o", "--output", type=Path, metavar="DIR", help="folder for the packages (default: output)")
    verb.add_argument(
        "--jobs",
        type=_whole_number,
        metavar="N",
        help="number of processor cores to use; 1 packages one article at a time (default: all cores)",
    )
    _add_base_url(verb)
    verb.add_argument(
        "--formats",
        metavar="LIST",
        help=f"comma-separated list of {', '.join(FORMATS)}; or all (default: mp3)",
    )
    verb.add_argument(
        "--highlight",
        choices=CHOICES["highlight"],
        help="text to highlight while it is heard, in the EPUB and on the page (default: sentence)",
    )
    verb.add_argument(
        "--daisy-text", choices=CHOICES["daisy_text"], help="text in a DAISY book: full (default), or headings only"
    )
    verb.add_argument("--date", metavar="DATE", help="date for articles without one, as in 2026-05-17")
    verb.add_argument(
        "--loudness",
        choices=CHOICES["loudness"],
        help="speech is -18 LUFS (default), podcast -16, broadcast -23; off: no loudness adjustment",
    )
    _add_pronunciation(verb)
    _add_speech(verb)
    verb.add_argument(
        "--break",
        action="append",
        dest="breaks",
        default=[],
        metavar="NAME=MS",
        help=f"length of a break, as in paragraph=800; names: {', '.join(BREAKS)}; may be repeated",
    )
    _add_config(verb)


def _add_pronunciation(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--verbosity",
        choices=CHOICES["verbosity"],
        help="how much is announced of tables, code, lists and other visual content (default: normal)",
    )
    verb.add_argument(
        "--notes", choices=CHOICES["notes"], help="where footnotes are heard (default: auto, which follows --verbosity)"
    )
    verb.add_argument(
        "--detect-language",
        metavar="CONFIDENCE",
        help="find passages in other languages with at least this confidence, from 0.5 to 1 (default: off)",
    )
    verb.add_argument(
        "--censored", choices=CHOICES["censored"], help="how to read censored words such as sh*t (default: bleep)"
    )
    verb.add_argument("--without-rules", metavar="LIST", help="comma-separated pronunciation rules to switch off")
    verb.add_argument(
        "--lexicon",
        action="append",
        metavar="FILE",
        help="pronunciation lexicon, .toml or W3C PLS; takes precedence over lexicon.toml; may be repeated",
    )


def _add_speech(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--engine",
        choices=ENGINES,
        help="espeak (default, included), system (this computer's speech engine), silent (no speech, for trials)",
    )
    verb.add_argument("--voice", help="voice by id or name (default: by the article's language)")
    verb.add_argument(
        "--rate",
        type=_whole_number,
        dest="rate_wpm",
        metavar="WPM",
        help="speaking rate in words per minute, 80 to 450 (default: 165)",
    )
    verb.add_argument("--pitch", type=_whole_number, metavar="PERCENT", help="pitch, 0 to 100 (default: 50)")
    verb.add_argument("--volume", type=_whole_number, metavar="PERCENT", help="volume, 0 to 100 (default: 100)")


_VERBS = {
    "package": (_package, "make audio editions of articles"),
    "text": (_text, "show what will be heard, without speaking it"),
    "check": (_check, "show errors and warnings of articles, without speaking them"),
    "voices": (_voices, "list the voices of an engine"),
    "say": (_say, "speak a phrase, or the beginning of an article"),
    "doctor": (_doctor, "check the installation, and list all settings"),
    "library": (_library, "make a web page of all packages, and a podcast feed"),
    "serve": (_serve, "serve the packages to browsers on this computer or the local network"),
    "verify": (_verify, "check finished packages"),
}
