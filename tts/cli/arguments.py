"""Define the arguments of the command. Only light modules are imported, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.cli.parser import build_parser, flag, number, option, paths, place
from tts.config.choices import BREAKS, CHOICES, EDITION_FORMATS, ENGINES, FORMATS

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from tts.cli.parser import Option, Verb

SECTIONS = ("opening", "key-points", "body", "captions")


def parser() -> argparse.ArgumentParser:
    """Return the parser for all commands."""
    return build_parser(_VERBS)


def _articles(standard_input: str) -> Option:
    """Return the parameters of any number of files, folders and addresses, and for `standard_input`."""
    text = f"{_ARTICLES}; {standard_input}"
    return option("paths", text, nargs="*", type=place, default=[Path("articles")], metavar="PATH")


_ARTICLES = "articles, folders with articles, or addresses of web pages (default: the folder articles)"
_LINES = "reads lines from standard input and answers each with one line"
_WHOLE = flag("--whole", "read an EPUB as one article, instead of one for each of its chapters")
_FOLDER = option("output", "folder with packages (default: output)", nargs="?", type=Path, metavar="DIR")
_BASE_URL = option("--base-url", "address of the output folder on the web; makes feed.xml and feed.json", metavar="URL")
_JSON = flag("--json", "print everything as JSON, one object per line")
_PRIVATE = flag("--allow-private", "allow addresses of this computer and of the local network")
_FORMAT = option(
    "--format",
    "format of an article on standard input (default: md)",
    choices=("md", "txt", "html"),
    metavar="md|txt|html",
)
_CONFIG = option(
    "--config", "settings file (default: articast.toml in the current folder, if it exists)", type=Path, metavar="FILE"
)
_LANGUAGE = option(
    "--language",
    "language of all articles or texts, such as de (default: as each one says, else a guess)",
    metavar="TAG",
)
_PRONUNCIATION = (
    option(
        "--verbosity",
        "how much is announced of tables, code, lists and other visual content (default: normal)",
        choices=CHOICES["verbosity"],
    ),
    option("--notes", "where footnotes are heard (default: auto, which follows --verbosity)", choices=CHOICES["notes"]),
    option(
        "--detect-language",
        "find passages in other languages with at least this confidence, from 0.5 to 1 (default: off)",
        metavar="CONFIDENCE",
    ),
    option("--censored", "how to read censored words such as sh*t (default: bleep)", choices=CHOICES["censored"]),
    option("--without-rules", "comma-separated pronunciation rules to switch off", metavar="LIST"),
    option(
        "--lexicon",
        "pronunciation lexicon, .toml or W3C PLS; takes precedence over lexicon.toml; may be repeated",
        action="append",
        metavar="FILE",
    ),
)
_ENGINE = option(
    "--engine",
    f"speech engine: {', '.join(ENGINES)} (default: auto, the best voice that is installed)",
    metavar="NAME",
)
_SPEECH = (
    _ENGINE,
    option(
        "--voice", "voice by id, name or language, or a voice file (default: the best one for the article's language)"
    ),
    number("--rate", "speaking rate in words per minute, 80 to 450 (default: 165)", dest="rate_wpm", metavar="WPM"),
    number("--pitch", "pitch, 0 to 100 (default: 50)", metavar="PERCENT"),
    number("--volume", "volume, 0 to 100 (default: 100)", metavar="PERCENT"),
)
_RUN_SETTINGS = (
    option("-o --output", "folder for the packages (default: output)", type=Path, metavar="DIR"),
    number(
        "--jobs", "number of processor cores to use; 1 packages one article at a time (default: all cores)", metavar="N"
    ),
    option(
        "--drafts",
        "include articles that are drafts, or whose date is in the future",
        action="store_true",
        default=None,
    ),
    _BASE_URL,
)
_FORMATS = option("--formats", f"comma-separated list of {', '.join(FORMATS)}; or all (default: mp3)", metavar="LIST")
_STYLE_SETTINGS = (
    option(
        "--highlight",
        "text to highlight while it is heard, in the EPUB and on the page (default: sentence)",
        choices=CHOICES["highlight"],
    ),
    option("--daisy-text", "text in a DAISY book: full (default), or headings only", choices=CHOICES["daisy_text"]),
    _LANGUAGE,
    option("--date", "date for articles without one, as in 2026-05-17", metavar="DATE"),
    option(
        "--loudness",
        "speech is -18 LUFS (default), podcast -16, broadcast -23; off: no loudness adjustment",
        choices=CHOICES["loudness"],
    ),
    *_PRONUNCIATION,
    *_SPEECH,
    option(
        "--break",
        f"length of a break, as in paragraph=800; names: {', '.join(BREAKS)}; may be repeated",
        action="append",
        dest="breaks",
        default=[],
        metavar="NAME=MS",
    ),
    _CONFIG,
)
_SETTINGS = (*_RUN_SETTINGS, _FORMATS, *_STYLE_SETTINGS)
"""All that `articast.toml` may set, and `--config`."""

_VERBS: dict[str, Verb] = {
    "package": (
        "make audio editions of articles",
        "Makes one package for each article: audio with chapters, transcript, captions, manifest.",
        "[PATH ...]",
        _articles("- reads an article from standard input"),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        flag("--force", "make all packages again, even if they are up to date"),
        *_SETTINGS,
        [
            option(
                "--progress",
                "one line per article (default), or a redrawn progress bar with the estimated time left",
                choices=("lines", "bar"),
                default="lines",
            ),
            flag("--quiet", "print errors only"),
            _JSON,
        ],
    ),
    "edition": (
        "make one edition of many articles, such as a talking newspaper",
        "Makes one edition of many articles, with sections, announcements and a spoken table of contents.",
        "[FILE]",
        option("file", "file that describes the edition (default: edition.toml)", nargs="?", type=Path, metavar="FILE"),
        option(
            "--from",
            "make it of the articles in a folder; its folders are sections",
            dest="folder",
            type=Path,
            metavar="DIR",
        ),
        option("--title", "title of the edition, in quotes", metavar="TITLE"),
        option("--number", "number of the edition, or next", metavar="N"),
        flag("--check", "show order, lengths, errors and advice, without speaking anything"),
        option(
            "--max-length",
            "warn if the edition is longer, and name the longest articles; such as 75m or 1h15m",
            metavar="LENGTH",
        ),
        option("--copy-to", "copy the folder of tracks there, such as to a USB stick", type=Path, metavar="DIR"),
        option(
            "--formats",
            f"comma-separated list of {', '.join(EDITION_FORMATS)}; or all (default: mp3,usb)",
            dest="edition_formats",
            metavar="LIST",
        ),
        flag("--force", "make all packages again, even if they are up to date"),
        *_RUN_SETTINGS,
        *_STYLE_SETTINGS,
        [flag("--quiet", "print errors only"), _JSON],
    ),
    "add": (
        "make article files from web pages, documents, feeds and exports",
        "Makes an article file in Markdown, with its pictures, from each web page or document.",
        "SOURCE ...",
        option(
            "sources",
            "addresses of web pages, documents or feeds, or files: pages, documents, feeds, exports of read-later "
            "services; - reads standard input",
            nargs="+",
            metavar="SOURCE",
        ),
        option(
            "-o --output",
            "folder for the article files (default: articles)",
            type=Path,
            default=Path("articles"),
            metavar="DIR",
        ),
        number("--newest", "add only the N newest entries of each feed or export (default: 10 of a feed)", metavar="N"),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        _JSON,
    ),
    "new": (
        "begin an article file",
        "Writes an article file with comments that say what to write where.",
        "TITLE",
        option("title", "title of the article, in quotes", metavar="TITLE"),
        option(
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
            flag("--spoken", "show the text that the voice receives, one utterance per line"),
            flag("--changes", "show where the spoken text differs from the written, and by which rule"),
            flag("--left-out", "show the parts of the page around the article, such as menus"),
        ],
        _ENGINE,
        _LANGUAGE,
        flag("--json", "print JSON, one object per utterance and line"),
    ),
    "check": (
        "show errors, warnings and advice for articles, without speaking them",
        "Shows what `package` with the same options would report, and advice. The exit status is 1 after errors.",
        "[PATH ...]",
        _articles("- reads an article from standard input"),
        _WHOLE,
        _FORMAT,
        _PRIVATE,
        flag("--words", "run the examples in lexicons, and list names that may be said wrong"),
        *_SETTINGS,
        _JSON,
    ),
    "voices": (
        "list voices, and install natural ones",
        "Lists voices: id, name, languages, engine. Use the id or the name with --voice.",
        "",
        option("--install", "download a natural voice, such as emma, into your voices folder", metavar="VOICE"),
        option(
            "--language", "only voices of this language, such as en or de-CH", dest="spoken_language", metavar="TAG"
        ),
        option(
            "--engine",
            "engine whose voices are listed (default: auto, which has those of natural, piper and espeak)",
            metavar="NAME",
        ),
        flag("--json", "print JSON, one voice per line"),
        _CONFIG,
    ),
    "say": (
        "speak a phrase, or the beginning of an article",
        "Speaks a text, or the beginning of an article, through the speakers or into a file.",
        "TEXT",
        option("text", "text to speak, or the path or address of an article; - reads standard input", metavar="TEXT"),
        option("-o", "write this audio file, such as bees.wav", dest="file", type=Path, metavar="FILE"),
        _PRIVATE,
        option("--section", "part of the article to speak (default: from the start)", choices=SECTIONS),
        number("--seconds", "speak at most N seconds, 1 to 600 (default: 30 for an article)", metavar="N"),
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
        flag("--json", "print JSON, one object per finding or setting and line"),
    ),
    "cache": (
        "show or empty the speech cache",
        "Shows the cache, which keeps the speech of slow engines. A changed article is then packaged faster.",
        "",
        flag("--clear", "empty the cache; the speech is made again when it is needed"),
        flag("--json", "print JSON"),
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
        option(
            "--host",
            "address to listen on: localhost (default) for this computer only, 0.0.0.0 for the local network",
            default="localhost",
        ),
        number("--port", "port to listen on (default: 8000; 0 for any free port)", default=8000),
        flag("--no-qr", "do not show the address in the local network as a QR code"),
        flag("--quiet", "print the address only; do not log requests"),
        _CONFIG,
    ),
    "verify": (
        "check finished packages",
        "Checks finished packages: texts, times, tags, sound. The exit status is 1 if there are findings.",
        "[PATH ...]",
        paths("packages, or folders with packages (default: output)", "output"),
        _JSON,
    ),
}
