"""The arguments of the command. Nothing is imported for them, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

TYPE_CHECKING = False  # the real one lies in `typing`, which takes longer to import than all of this
if TYPE_CHECKING:
    from typing import NoReturn

ENGINES = ("espeak", "system", "silent")
LOUDNESS = ("speech", "podcast", "broadcast", "off")
VERBOSITY = ("brief", "normal", "full")
NOTES = ("auto", "inline", "end", "skip")
MASKED = ("bleep", "plain", "expletive")
HIGHLIGHT = ("sentence", "word")
DAISY_TEXT = ("full", "headings")
BREAKS = ("sentence", "item", "paragraph", "before_heading", "after_heading", "section", "head", "tail")
SECTIONS = ("opening", "key-points", "body", "captions")


def parser() -> argparse.ArgumentParser:
    """The parser for all verbs; `verb` names the module of `tts.cli` that does the work."""
    top = _Parser(
        prog="articast",
        description="Turns written articles (Markdown, plain text) into chaptered audio editions.",
        epilog="articast VERB --help tells of one verb.",
    )
    top.add_argument("--version", action=_Version)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    _package(verbs.add_parser("package", help="make audio editions of articles", allow_abbrev=False))
    _text(verbs.add_parser("text", help="show what will be heard of articles, without speaking it", allow_abbrev=False))
    _check(verbs.add_parser("check", help="say what is wrong with articles, without speaking them", allow_abbrev=False))
    _voices(verbs.add_parser("voices", help="list the voices of an engine", allow_abbrev=False))
    _say(verbs.add_parser("say", help="speak a phrase, or the beginning of an article", allow_abbrev=False))
    _doctor(verbs.add_parser("doctor", help="say what is here, what is set and what is wrong", allow_abbrev=False))
    _library(verbs.add_parser("library", help="list all packages on a page, and in a feed", allow_abbrev=False))
    _serve(verbs.add_parser("serve", help="show the packages to this computer, or to phones", allow_abbrev=False))
    _verify(verbs.add_parser("verify", help="read packages back and say what is wrong", allow_abbrev=False))
    return top


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong; the whole usage, read aloud, would bury it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[0].upper()}{message[1:]}. `{self.prog} --help` tells more.\n")


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="say which version this is")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tts import __version__

        parser.exit(message=f"articast {__version__}\n")


def _package(verb: argparse.ArgumentParser) -> None:
    verb.description = "Makes one package for each article: audio with chapters, transcript, captions, manifest."
    _paths(verb)
    verb.add_argument("--force", action="store_true", help="also package what has not changed")
    _settings(verb)
    how = verb.add_mutually_exclusive_group()
    how.add_argument(
        "--progress",
        choices=("lines", "bar"),
        default="lines",
        help="a line an article (default), or a bar with the time left",
    )
    how.add_argument("--quiet", action="store_true", help="say nothing but errors")
    how.add_argument("--json", action="store_true", help="say everything as JSON, an object a line")


def _text(verb: argparse.ArgumentParser) -> None:
    verb.description = "Shows the text of articles in the order in which it will be heard."
    _paths(verb, "files or folders (default: articles); - reads lines and answers line for line")
    _words(verb)
    _config(verb)
    shown = verb.add_mutually_exclusive_group()
    shown.add_argument("--spoken", action="store_true", help="show what the engine is given, an utterance a line")
    shown.add_argument(
        "--changes", action="store_true", help="show what is said otherwise than written, and by which rule"
    )
    verb.add_argument(
        "--language", default="en", metavar="TAG", help="language of the lines that - reads (default: en)"
    )
    verb.add_argument("--json", action="store_true", help="an object for each utterance, one a line")


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
    verb.add_argument("--json", action="store_true", help="say everything as JSON, an object a line")


def _voices(verb: argparse.ArgumentParser) -> None:
    verb.description = "Lists voices: id, name, languages. Give --voice the id or the name."
    verb.add_argument("--language", metavar="TAG", help="only voices of this language, such as en or de-CH")
    verb.add_argument("--engine", choices=ENGINES, help="whose voices (default: espeak)")
    verb.add_argument("--json", action="store_true", help="an object for each voice, one a line")
    _config(verb)


def _say(verb: argparse.ArgumentParser) -> None:
    verb.description = "Speaks a text, or the beginning of an article, to the loudspeaker or into a file."
    verb.add_argument("text", metavar="TEXT", help="what to say, or a file with an article; - reads standard input")
    verb.add_argument("-o", dest="file", type=Path, metavar="FILE", help="write this sound file, such as bees.wav")
    verb.add_argument("--section", choices=SECTIONS, help="the part of the article to speak (default: from the start)")
    verb.add_argument(
        "--seconds", type=int, metavar="N", help="no more than so many seconds, 1 to 600 (default: 30 of an article)"
    )
    verb.add_argument("--language", metavar="TAG", help="language of the text (default: en); an article says its own")
    _words(verb)
    _config(verb)
    _speech(verb)


def _doctor(verb: argparse.ArgumentParser) -> None:
    verb.description = "Tries what Articast needs, and says of each setting where it comes from."
    _settings(verb)
    verb.add_argument("--json", action="store_true", help="an object for each finding and setting, one a line")


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
    verb.add_argument("--port", type=int, default=8000, help="the port to listen at (default: 8000; 0 for any)")
    verb.add_argument("--no-qr", action="store_true", help="show no QR code of the address in the home network")
    verb.add_argument("--quiet", action="store_true", help="say the address, and nothing about what is sent")
    _config(verb)


def _folder(verb: argparse.ArgumentParser) -> None:
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
        "--jobs", type=int, metavar="N", help="articles made at a time, and cores used (default: as many as there are)"
    )
    _base_url(verb)
    verb.add_argument(
        "--formats",
        metavar="LIST",
        help="mp3 (default), m4b, opus; epub, daisy, audiobook; labels, cue; with commas between, or all",
    )
    verb.add_argument(
        "--highlight", choices=HIGHLIGHT, help="what is marked in an edition with text (default: sentence)"
    )
    verb.add_argument(
        "--daisy-text", choices=DAISY_TEXT, help="the text in a DAISY book: full (default), or headings alone"
    )
    verb.add_argument("--date", metavar="DAY", help="the day of articles that say none, as in 2026-05-17")
    verb.add_argument(
        "--loudness", choices=LOUDNESS, help="speech -18 LUFS (default), podcast -16, broadcast -23, off: as spoken"
    )
    _words(verb)
    _speech(verb)
    verb.add_argument(
        "--break",
        action="append",
        dest="breaks",
        default=[],
        metavar="NAME=MS",
        help=f"length of a silence, as in paragraph=800; names: {', '.join(BREAKS)}; may be given more than once",
    )
    _config(verb)


def _config(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--config", type=Path, metavar="FILE", help="settings (default: articast.toml, if it is here)")


def _verify(verb: argparse.ArgumentParser) -> None:
    verb.description = "Reads finished packages back: texts, times, tags, sound. Exit status 1 if something is wrong."
    verb.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[Path("output")],
        metavar="PATH",
        help="packages, or folders with packages in them (default: output)",
    )
    verb.add_argument("--json", action="store_true", help="say everything as JSON, an object a line")


def _paths(verb: argparse.ArgumentParser, text: str = "files or folders (default: articles)") -> None:
    verb.add_argument("paths", nargs="*", type=Path, default=[Path("articles")], metavar="PATH", help=text)


def _words(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--verbosity", choices=VERBOSITY, help="how much is announced that only the eye sees (default: normal)"
    )
    verb.add_argument("--notes", choices=NOTES, help="where footnotes are heard (default: auto, as verbosity has it)")
    verb.add_argument(
        "--detect-language",
        metavar="FLOOR",
        help="find passages in other languages, if as sure as 0.5 to 1, such as 0.9 (default: off)",
    )
    verb.add_argument("--masked", choices=MASKED, help="what is said for a masked word such as sh*t (default: bleep)")
    verb.add_argument(
        "--without-rules", metavar="LIST", help="rules of pronunciation to leave out, with commas between"
    )
    verb.add_argument(
        "--lexicon",
        action="append",
        metavar="FILE",
        help="says how words are said: .toml, or W3C PLS; goes before a lexicon.toml; may be given more than once",
    )


def _speech(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--engine", choices=ENGINES, help="espeak (default, comes along), system (this computer's), silent (for trials)"
    )
    verb.add_argument("--voice", help="voice by id or name (default: by the article's language)")
    verb.add_argument(
        "--rate", type=int, dest="rate_wpm", metavar="WPM", help="words a minute, 80 to 450 (default: 165)"
    )
    verb.add_argument("--pitch", type=int, metavar="PERCENT", help="0 to 100 (default: 50)")
    verb.add_argument("--volume", type=int, metavar="PERCENT", help="0 to 100 (default: 100)")
