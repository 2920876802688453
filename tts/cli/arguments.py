"""Define the commands and their arguments. Only light modules are imported, so that `--help` answers at once."""

from __future__ import annotations

import argparse

import tts.cli.options as common
from tts.cli.options import CONFIG, FORMAT, JSON, PRIVATE, QUIET, VERBOSE, WHOLE
from tts.cli.parser import build_parser, choice, flag, local_path, number, option, paths
from tts.config.choices import EDITION_FORMATS

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from tts.cli.parser import Verb

SECTIONS = ("opening", "key-points", "body", "captions")


def parser() -> argparse.ArgumentParser:
    """Return the parser for all commands."""
    return build_parser(VERBS)


_MAKE: dict[str, Verb] = {
    "package": (
        "make audio editions of articles",
        "Makes one package for each article: audio with chapters, transcript, captions, manifest.",
        "[PATH ...]",
        common.with_settings(
            articles=(common.articles("- reads an article from standard input"), WHOLE, FORMAT, PRIVATE),
            folder=common.OUTPUT_OR_ADDRESS,
            output=(common.NAME,),
            run=(
                [
                    common.DRY_RUN,
                    flag("--watch", "package articles again when they are saved, until you press Ctrl+C"),
                ],
                flag("--serve", "with --watch, serve the packages to browsers on this computer"),
                common.FORCE,
                common.PRUNE,
                common.STRICT,
                common.SCHEDULER,
                common.SHARD,
            ),
            messages=(
                choice(
                    "--progress",
                    "lines, also about long articles while they are made, or a redrawn bar with the time left",
                    ("lines", "bar"),
                    "lines",
                    "STYLE",
                    default="lines",
                ),
                [VERBOSE, QUIET, JSON],
            ),
        ),
    ),
    "edition": (
        "make one edition of many articles, such as a talking newspaper",
        "Makes one edition of many articles, with sections, announcements and a spoken table of contents.",
        "[FILE]",
        {
            "Edition": (
                option(
                    "file",
                    "file that describes the edition (default: edition.toml); - reads it from standard input",
                    nargs="?",
                    type=local_path,
                    metavar="FILE",
                ),
                option(
                    "--from",
                    "make it of the articles in a folder; its folders are sections",
                    dest="folder",
                    type=local_path,
                    metavar="DIR",
                ),
                option("--title", "title of the edition, in quotes", metavar="TITLE"),
                option("--number", "number of the edition, or next", metavar="N"),
                [
                    flag("--check", "show order, lengths, errors and advice, without speaking anything"),
                    common.DRY_RUN,
                ],
                option(
                    "--max-length",
                    "warn if the edition is longer, and name the longest articles; such as 75m or 1h15m",
                    metavar="LENGTH",
                ),
                common.LANGUAGE,
                common.DATE,
                common.DRAFTS,
                common.FOLLOW_LINKS,
            ),
            "Output": (
                common.OUTPUT,
                common.formats(EDITION_FORMATS, "mp3,usb", dest="edition_formats"),
                option(
                    "--copy-to",
                    "copy the folder of tracks there, such as to a USB stick",
                    type=local_path,
                    metavar="DIR",
                ),
                common.BASE_URL,
                *common.SHOWN,
            ),
            **common.HEARD,
            "Run": (common.FORCE, common.PRUNE, common.STRICT, common.JOBS, CONFIG),
            "Messages and help": ([VERBOSE, QUIET, JSON],),
        },
    ),
    "add": (
        "make article files from web pages, documents, feeds and exports",
        "Makes an article file in Markdown, with its pictures, from each web page or document.",
        "SOURCE ...",
        {
            "Options": (
                option(
                    "sources",
                    "addresses of web pages, documents or feeds, or files: pages, documents, feeds, exports of "
                    "read-later services; - reads standard input",
                    nargs="+",
                    metavar="SOURCE",
                ),
                common.output_folder("folder for the article files", "articles"),
                number(
                    "--newest",
                    "add only the N newest entries of each feed or export (default: 10 of a feed)",
                    metavar="N",
                ),
                WHOLE,
                FORMAT,
                PRIVATE,
                common.FOLLOW_LINKS,
                [QUIET, JSON],
            )
        },
    ),
    "new": (
        "begin an article file",
        "Writes an article file with comments that say what to write where.",
        "TITLE",
        {
            "Options": (
                option("title", "title of the article, in quotes", metavar="TITLE"),
                common.output_folder("folder for the article file", "articles"),
            )
        },
    ),
}

_TRY: dict[str, Verb] = {
    "text": (
        "show what will be heard, without speaking it",
        "Shows the text of articles in the order in which it will be heard.",
        "[PATH ...]",
        {
            "Articles": (
                common.articles(f"- {common.STANDARD_INPUT_LINES}, or with --format an article"),
                WHOLE,
                FORMAT,
                PRIVATE,
                common.FOLLOW_LINKS,
                common.LANGUAGE,
            ),
            "Views": (
                [
                    flag("--spoken", "show the text that the voice receives, one utterance per line"),
                    flag("--changes", "show where the spoken text differs from the written, and by which rule"),
                    flag("--left-out", "show the parts of the page around the article, such as menus"),
                ],
                common.ENGINE,
            ),
            "Announcements": common.ANNOUNCED,
            "Pronunciation": common.PRONUNCIATION,
            "Run": (CONFIG, flag("--json", "print JSON, one object per utterance and line")),
        },
    ),
    "check": (
        "show errors, warnings and advice for articles, without speaking them",
        "Shows what `package` with the same options would report, and advice. The exit status is 1 after errors.",
        "[PATH ...]",
        common.with_settings(
            articles=(common.articles("- reads an article from standard input"), WHOLE, FORMAT, PRIVATE),
            run=(
                flag("--words", "run the examples in lexicons, and list names that may be said wrong"),
                common.STRICT,
            ),
            messages=(JSON,),
        ),
    ),
    "say": (
        "speak a phrase, or the beginning of an article",
        "Speaks a text, or the beginning of an article, through the speakers or into a file.",
        "TEXT",
        {
            "Text": (
                option(
                    "text",
                    "text to speak, or the path or address of an article; - reads a text from standard input, or with "
                    "--format an article",
                    metavar="TEXT",
                ),
                option(
                    "--section",
                    f"part of the article to speak: {', '.join(SECTIONS)} (default: from the start)",
                    choices=SECTIONS,
                    metavar="PART",
                ),
                number("--seconds", "speak at most N seconds, 1 to 600 (default: 30 for an article)", metavar="N"),
                common.LANGUAGE,
                FORMAT,
                PRIVATE,
                common.FOLLOW_LINKS,
                option(
                    "-o --output",
                    "write this audio file, such as bees.wav",
                    dest="file",
                    type=local_path,
                    metavar="FILE",
                ),
            ),
            "Voice": common.SPEECH,
            "Announcements": common.ANNOUNCED,
            "Pronunciation": common.PRONUNCIATION,
            "Run": (CONFIG,),
        },
    ),
    "voices": (
        "list voices, and install natural ones",
        "Lists voices: id, name, languages, engine. Use the id or the name with --voice.",
        "",
        {
            "Options": (
                option("--install", "download a natural voice, such as emma, into your voices folder", metavar="VOICE"),
                option(
                    "--language",
                    "only voices of this language, such as en or de-CH",
                    dest="spoken_language",
                    metavar="TAG",
                ),
                option(
                    "--engine",
                    "engine whose voices are listed (default: auto, which has those of natural, piper and espeak)",
                    metavar="NAME",
                ),
                flag("--json", "print JSON, one voice per line"),
                CONFIG,
            )
        },
    ),
}

_SHARE: dict[str, Verb] = {
    "library": (
        "make a web page of all packages, and a podcast feed",
        "Makes index.html, which lists all packages in a folder, and with --base-url the feeds.",
        "[DIR]",
        {"Options": (common.FOLDER, common.BASE_URL, CONFIG, QUIET)},
    ),
    "serve": (
        "serve the packages to browsers on this computer or the local network",
        "Serves a folder of packages to browsers and podcast apps until you press Ctrl+C.",
        "[DIR]",
        {
            "Options": (
                common.FOLDER,
                option(
                    "--host",
                    "address to listen on: localhost (default) for this computer only, 0.0.0.0 for the local network",
                    default="localhost",
                ),
                number("-p --port", "port to listen on (default: 8000; 0 for any free port)", default=8000),
                flag("--no-qr", "do not show the address in the local network as a QR code"),
                flag("-q --quiet", "print the address only; do not log requests"),
                CONFIG,
            )
        },
    ),
    "publish": (
        "upload the packages to a folder on the web",
        "Uploads what has changed in a folder of packages, the feed last, so that every listener finds whole packages.",
        "[DIR] ADDRESS",
        {
            "Options": (
                common.FOLDER,
                option(
                    "address",
                    "folder to upload to: s3://bucket/listen, sftp://user@example.org/var/www/listen, "
                    "or a folder of this computer",
                    metavar="ADDRESS",
                ),
                option(
                    "--base-url",
                    "address at which listeners find the folder, which must be that of its feed",
                    metavar="URL",
                ),
                flag("--delete", "remove files that were uploaded earlier and are no longer in the folder"),
                flag("--force", "upload all files, also those that have been uploaded before"),
                flag("--dry-run", "show what would be uploaded, without changing anything"),
                CONFIG,
            ),
            "Messages and help": ([flag("-v --verbose", "also name packages that have not changed"), QUIET, JSON],),
        },
    ),
    "verify": (
        "check finished packages",
        "Checks finished packages: texts, times, tags, sound. The exit status is 1 if there are findings.",
        "[PATH ...]",
        {"Options": (paths("packages, or folders with packages (default: output)"), CONFIG, JSON)},
    ),
}

_LOOK_AFTER: dict[str, Verb] = {
    "doctor": (
        "check the installation, and list all settings",
        "Checks the installation and shows where each setting comes from.",
        "",
        common.with_settings(messages=(flag("--json", "print JSON, one object per finding or setting and line"),)),
    ),
    "cache": (
        "show or empty the speech cache",
        "Shows the cache, which keeps the speech of slow engines. A changed article is then packaged faster.",
        "",
        {
            "Options": (
                flag("--clear", "empty the cache; the speech is made again when it is needed"),
                flag("--json", "print JSON"),
            )
        },
    ),
    "completion": (
        "print a script that completes commands and options in a shell",
        "Prints a script with which bash, zsh or fish completes commands, options and values.",
        "SHELL",
        {"Options": (option("shell", "bash, zsh or fish", choices=("bash", "zsh", "fish"), metavar="SHELL"),)},
    ),
    "help": (
        "show the help of a command",
        "Shows the commands, or the options of one of them.",
        "[COMMAND]",
        {
            "Options": (
                option("command", "command whose options are shown", nargs="?", metavar="COMMAND"),
                flag("--man", "print the manual page, as man takes it"),
            )
        },
    ),
}

VERBS: dict[str, dict[str, Verb]] = {
    "Make editions": _MAKE,
    "Read and listen first": _TRY,
    "Share and check packages": _SHARE,
    "Look after Articast": _LOOK_AFTER,
}
"""The commands, in the groups in which the help lists them."""
