"""The arguments of the command. Nothing is imported for them, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.config.choices import BREAKS, CHOICES, ENGINES

TYPE_CHECKING = False  # the real one lies in `typing`, which takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

SECTIONS = ("opening", "key-points", "body", "captions")

_USAGE = "%(prog)s [OPTIONS] {}"  # all options again, in brackets, would be long to listen to


def parser() -> argparse.ArgumentParser:
    """The parser for all verbs; `verb` names the module of `tts.cli` that does the work."""
    top = _Parser(
        prog="articast",
        description="Turns written articles (Markdown, plain text) into chaptered audio editions.",
        epilog="For the options of one verb: articast VERB --help",
    )
    top.add_argument("--version", action=_Version)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", parser_class=_Verb)
    _package(verbs.add_parser("package", help="make audio editions of articles", allow_abbrev=False))
    _text(verbs.add_parser("text", help="show what will be heard of articles, without speaking it", allow_abbrev=False))
    _check(
        verbs.add_parser("check", help="tell what is wrong with articles, without speaking them", allow_abbrev=False)
    )
    _voices(verbs.add_parser("voices", help="list the voices of an engine", allow_abbrev=False))
    _say(verbs.add_parser("say", help="speak a phrase, or the beginning of an article", allow_abbrev=False))
    _doctor(verbs.add_parser("doctor", help="test what is installed, and list all settings", allow_abbrev=False))
    _library(
        verbs.add_parser("library", help="make a web page of all packages, and a podcast feed", allow_abbrev=False)
    )
    _serve(
        verbs.add_parser("serve", help="open the packages to a browser here, or to phones nearby", allow_abbrev=False)
    )
    _verify(verbs.add_parser("verify", help="read finished packages back and tell what is wrong", allow_abbrev=False))
    return top


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong; the whole usage, read aloud, would bury it."""

    def error(self, message: str) -> NoReturn:
        end = "" if message.endswith("?") else "."
        self.exit(2, f"{message[0].upper()}{message[1:]}{end} `{self.prog} --help` tells more.\n")


class _Verb(_Parser):
    """Tells of an unknown option itself: the parser above it would name neither the verb nor a near option."""

    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> Any:
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._unexpected(unknown[0]))
        return options, unknown

    def _unexpected(self, argument: str) -> str:
        if not argument.startswith("-"):
            return f"'{argument}' is one argument too many. Put words that belong together in quotes"
        from difflib import get_close_matches

        name = argument.partition("=")[0]
        near = get_close_matches(name, self._option_string_actions, n=1)
        return f"There is no option '{name}'. Did you mean '{near[0]}'?" if near else f"There is no option '{name}'"


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number") from None


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="say which version this is")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tts import __version__

        parser.exit(message=f"articast {__version__}\n")


def _package(verb: argparse.ArgumentParser) -> None:
    verb.description = "Makes one package for each article: audio with chapters, transcript, captions, manifest."
    _paths(verb)
    verb.add_argument("--force", action="store_true", help="make all packages again, also those that are up to date")
    _settings(verb)
    how = verb.add_mutually_exclusive_group()
    how.add_argument(
        "--progress",
        choices=("lines", "bar"),
        default="lines",
        help="a line for each article (default), or a bar with the time left, which is drawn over and over",
    )
    how.add_argument("--quiet", action="store_true", help="print errors only")
    how.add_argument("--json", action="store_true", help="print everything as JSON, one object on each line")


def _text(verb: argparse.ArgumentParser) -> None:
    verb.description = "Shows the text of articles in the order in which it will be heard."
    _paths(
        verb,
        "articles, or folders with articles (default: the folder articles); - reads lines and answers line for line",
    )
    _words(verb)
    _config(verb)
    shown = verb.add_mutually_exclusive_group()
    shown.add_argument(
        "--spoken", action="store_true", help="show the words that the voice is given, one utterance on each line"
    )
    shown.add_argument(
        "--changes", action="store_true", help="show what is said differently from how it is written, and by which rule"
    )
    verb.add_argument(
        "--language", default="en", metavar="TAG", help="language of the lines that - reads (default: en)"
    )
    verb.add_argument("--json", action="store_true", help="print JSON: an object for each utterance, one on each line")


def _check(verb: argparse.ArgumentParser) -> None:
    verb.description = "Reads articles and says what is wrong with them. Exit status 1 if something is."
    _paths(verb)
    verb.add_argument(
        "--words",
        action="store_true",
        help="run the lexicon's examples, and list names and acronyms that no lexicon and no rule knows",
    )
    _words(verb)
    _config(verb)
    verb.add_argument("--voice", help="whose way of saying words is shown (default: by the article's language)")
    verb.add_argument("--json", action="store_true", help="print everything as JSON, one object on each line")


def _voices(verb: argparse.ArgumentParser) -> None:
    verb.description = "Lists voices: id, name, languages. Give --voice the id or the name."
    verb.usage = _USAGE.format("").rstrip()
    verb.add_argument("--language", metavar="TAG", help="only voices of this language, such as en or de-CH")
    verb.add_argument("--engine", choices=ENGINES, help="whose voices (default: espeak)")
    verb.add_argument("--json", action="store_true", help="print JSON: an object for each voice, one on each line")
    _config(verb)


def _say(verb: argparse.ArgumentParser) -> None:
    verb.description = "Speaks a text, or the beginning of an article, to the loudspeaker or into a file."
    verb.usage = _USAGE.format("TEXT")
    verb.add_argument("text", metavar="TEXT", help="what to say, or a file with an article; - reads standard input")
    verb.add_argument("-o", dest="file", type=Path, metavar="FILE", help="write this sound file, such as bees.wav")
    verb.add_argument("--section", choices=SECTIONS, help="the part of the article to speak (default: from the start)")
    verb.add_argument(
        "--seconds", type=_whole, metavar="N", help="no more than so many seconds, 1 to 600 (default: 30 of an article)"
    )
    verb.add_argument("--language", metavar="TAG", help="language of the text (default: en); an article says its own")
    _words(verb)
    _config(verb)
    _speech(verb)


def _doctor(verb: argparse.ArgumentParser) -> None:
    verb.description = "Tries what Articast needs, and says of each setting where it comes from."
    verb.usage = _USAGE.format("").rstrip()
    _settings(verb)
    verb.add_argument(
        "--json", action="store_true", help="print JSON: an object for each finding and setting, one on each line"
    )


def _library(verb: argparse.ArgumentParser) -> None:
    verb.description = "Makes index.html, which lists all packages of a folder, and with --base-url the feeds."
    _folder(verb)
    _base_url(verb)
    _config(verb)


def _serve(verb: argparse.ArgumentParser) -> None:
    verb.description = "Shows a folder of packages in a browser, with a podcast feed, until Ctrl+C is pressed."
    _folder(verb)
    verb.add_argument(
        "--host",
        default="localhost",
        help="the address to listen at: localhost (default) for this computer alone, 0.0.0.0 for the home network",
    )
    verb.add_argument("--port", type=_whole, default=8000, help="the port to listen at (default: 8000; 0 for any)")
    verb.add_argument("--no-qr", action="store_true", help="show no QR code of the address in the home network")
    verb.add_argument("--quiet", action="store_true", help="say the address, and nothing about what is sent")
    _config(verb)


def _folder(verb: argparse.ArgumentParser) -> None:
    verb.usage = _USAGE.format("[DIR]")
    verb.add_argument(
        "output", nargs="?", type=Path, metavar="DIR", help="the folder with the packages (default: output)"
    )


def _base_url(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--base-url", metavar="URL", help="where the output folder will be on the web; makes feed.xml and feed.json"
    )


def _settings(verb: argparse.ArgumentParser) -> None:
    """Everything that `articast.toml` may set, and the file itself."""
    verb.add_argument("-o", "--output", type=Path, metavar="DIR", help="folder for the packages (default: output)")
    verb.add_argument(
        "--jobs",
        type=_whole,
        metavar="N",
        help="processor cores to use, 1 for one article at a time (default: all cores)",
    )
    _base_url(verb)
    verb.add_argument(
        "--formats",
        metavar="LIST",
        help="what to make, with commas between: "
        "mp3 (default), m4b, opus, flac, epub, daisy, audiobook, labels, cue; or all",
    )
    verb.add_argument(
        "--highlight",
        choices=CHOICES["highlight"],
        help="what is marked while it is heard, in the EPUB and on the page (default: sentence)",
    )
    verb.add_argument(
        "--daisy-text",
        choices=CHOICES["daisy_text"],
        help="the text in a DAISY book: full (default), or headings alone",
    )
    verb.add_argument("--date", metavar="DAY", help="date for articles that give none, as in 2026-05-17")
    verb.add_argument(
        "--loudness",
        choices=CHOICES["loudness"],
        help="speech is -18 LUFS (default), podcast -16, broadcast -23; off leaves the voice as loud as it is",
    )
    _words(verb)
    _speech(verb)
    verb.add_argument(
        "--break",
        action="append",
        dest="breaks",
        default=[],
        metavar="NAME=MS",
        help=f"length of a silence, as in paragraph=800; names: {', '.join(BREAKS)}; may be repeated",
    )
    _config(verb)


def _config(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="file with settings (default: articast.toml in this folder, if there is one)",
    )


def _verify(verb: argparse.ArgumentParser) -> None:
    verb.description = "Reads finished packages back: texts, times, tags, sound. Exit status 1 if something is wrong."
    verb.usage = _USAGE.format("[PATH ...]")
    verb.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[Path("output")],
        metavar="PATH",
        help="packages, or folders with packages in them (default: output)",
    )
    verb.add_argument("--json", action="store_true", help="print everything as JSON, one object on each line")


def _paths(
    verb: argparse.ArgumentParser, text: str = "articles, or folders with articles (default: the folder articles)"
) -> None:
    verb.usage = _USAGE.format("[PATH ...]")
    verb.add_argument("paths", nargs="*", type=Path, default=[Path("articles")], metavar="PATH", help=text)


def _words(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--verbosity",
        choices=CHOICES["verbosity"],
        help="how much is announced of tables, code, lists and whatever else only the eye sees (default: normal)",
    )
    verb.add_argument(
        "--notes", choices=CHOICES["notes"], help="where footnotes are heard (default: auto, as --verbosity says)"
    )
    verb.add_argument(
        "--detect-language",
        metavar="FLOOR",
        help="find passages in other languages; FLOOR is how sure to be, from 0.5 to 1, such as 0.9 (default: off)",
    )
    verb.add_argument(
        "--censored", choices=CHOICES["censored"], help="how to read censored words such as sh*t (default: bleep)"
    )
    verb.add_argument("--without-rules", metavar="LIST", help="pronunciation rules to leave out, with commas between")
    verb.add_argument(
        "--lexicon",
        action="append",
        metavar="FILE",
        help="file that says how words are pronounced, .toml or W3C PLS; wins over lexicon.toml; may be repeated",
    )


def _speech(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--engine",
        choices=ENGINES,
        help="espeak (default, included), system (the speech engine of this computer), silent (no speech, for trials)",
    )
    verb.add_argument("--voice", help="voice by id or name (default: by the article's language)")
    verb.add_argument(
        "--rate", type=_whole, dest="rate_wpm", metavar="WPM", help="speed in words a minute, 80 to 450 (default: 165)"
    )
    verb.add_argument("--pitch", type=_whole, metavar="PERCENT", help="pitch of the voice, 0 to 100 (default: 50)")
    verb.add_argument("--volume", type=_whole, metavar="PERCENT", help="volume of the voice, 0 to 100 (default: 100)")
