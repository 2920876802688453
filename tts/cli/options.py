"""Define the options that several commands have. Only light modules are imported, so that `--help` answers at once."""

from __future__ import annotations

from pathlib import Path

from tts.cli.parser import choice, flag, local_path, number, option, place, store_place
from tts.config.choices import BREAKS, CHOICES, ENGINES, FORMATS

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts.cli.parser import Group, Groups, Option

STANDARD_INPUT_LINES = "reads lines from standard input and answers each with one line"


def articles(standard_input: str) -> Option:
    """Return the parameters of any number of files, folders and addresses, and for `standard_input`."""
    text = (
        f"articles, folders with articles, or addresses of web pages (default: the folder articles); {standard_input}"
    )
    return option("paths", text, nargs="*", type=place, default=[Path("articles")], metavar="PATH")


def output_folder(text: str, default: str) -> Option:
    """Return the parameters of the folder for files that are not packages."""
    return option("-o --output", f"{text} (default: {default})", type=local_path, default=Path(default), metavar="DIR")


def formats(names: Sequence[str], default: str, **details: str) -> Option:
    """Return the parameters of the list of formats."""
    text = f"comma-separated list of {', '.join(names)}; or all (default: {default})"
    return option("-f --formats", text, metavar="LIST", **details)


FOLDER = option("output", "folder with packages (default: output)", nargs="?", type=local_path, metavar="DIR")
BASE_URL = option("--base-url", "address of the output folder on the web; makes feed.xml and feed.json", metavar="URL")
WHOLE = flag("--whole", "read an EPUB as one article, instead of one for each of its chapters")
PRIVATE = flag("--allow-private", "allow addresses of this computer and of the local network")
FORMAT = choice("--format", "format of an article on standard input", ("md", "txt", "html"), "md", "FORMAT")
PRUNE = flag("--prune", "remove formats that a package has from an earlier run, and that are not asked for now")
FORCE = flag("--force", "make all packages again, even if they are up to date")
NAME = option("--name", "name of the package and of its files, if there is only one article", metavar="NAME")
STRICT = flag("--strict", "exit with status 1 if there are warnings; the packages are made all the same")
DRY_RUN = flag("--dry-run", "show what would be made, with estimated lengths, without writing anything")
CONFIG = option(
    "--config",
    "settings file of the project (default: articast.toml in the current folder, if it exists)",
    type=local_path,
    metavar="FILE",
)
LANGUAGE = option(
    "--language",
    "language of all articles or texts, such as de (default: as each one says, else a guess)",
    metavar="TAG",
)
DATE = option("--date", "date for articles without one, as in 2026-05-17", metavar="DATE")
DRAFTS = option(
    "--drafts", "include articles that are drafts, or whose date is in the future", action="store_true", default=None
)
FOLLOW_LINKS = option(
    "--follow-links", "read articles that are links out of their folder", action="store_true", default=None
)
JOBS = number(
    "-j --jobs", "number of processor cores to use; 1 packages one article at a time (default: all cores)", metavar="N"
)
SHARD = option(
    "--shard",
    "package only one part of the articles, as in 3/40 (the third of forty); other runs package the others",
    metavar="K/N",
)
SCHEDULER = option(
    "--scheduler",
    "package on the workers of the Dask cluster with this scheduler, as in tcp://192.168.0.10:8786",
    metavar="ADDRESS",
)
ENGINE = option(
    "--engine", f"speech engine: {', '.join(ENGINES)} (default: auto, the best voice that is installed)", metavar="NAME"
)
JSON = flag("--json", "print everything as JSON, one object per line")
VERBOSE = flag("-v --verbose", "print more: all warnings, files, voices and formats")
QUIET = flag("-q --quiet", "print errors only")

SPEECH = (
    ENGINE,
    option(
        "--voice", "voice by id, name or language, or a voice file (default: the best one for the article's language)"
    ),
    number("--rate", "speaking rate in words per minute, 80 to 450 (default: 165)", dest="rate_wpm", metavar="WPM"),
    number("--pitch", "pitch, 0 to 100 (default: 50)", metavar="PERCENT"),
    number("--volume", "volume, 0 to 100 (default: 100)", metavar="PERCENT"),
)
SOUND = (
    option(
        "--break",
        f"length of a break, as in paragraph=800; names: {', '.join(BREAKS).replace('_', '-')}; may be repeated",
        action="append",
        dest="breaks",
        default=[],
        metavar="NAME=MS",
    ),
    option(
        "--loudness",
        "loudness of the whole edition: speech (-18 LUFS, the default), podcast (-16), broadcast (-23), or off",
        choices=CHOICES["loudness"],
        metavar="TARGET",
    ),
)
ANNOUNCED = (
    choice(
        "--verbosity",
        "how much is announced of tables, code, lists and other visual content",
        CHOICES["verbosity"],
        "normal",
        "LEVEL",
    ),
    choice("--notes", "where footnotes are heard; auto follows --verbosity", CHOICES["notes"], "auto", "PLACE"),
)
PRONUNCIATION = (
    option(
        "--lexicon",
        "pronunciation lexicon, .toml or W3C PLS; takes precedence over lexicon.toml; may be repeated",
        action="append",
        metavar="FILE",
    ),
    option("--without-rules", "comma-separated pronunciation rules to switch off", metavar="LIST"),
    choice("--censored", "how to read censored words such as sh*t", CHOICES["censored"], "bleep", "WAY"),
    option(
        "--detect-language",
        "find passages in other languages with at least this confidence, from 0.5 to 1 (default: off)",
        metavar="CONFIDENCE",
    ),
)
SHOWN = (
    choice(
        "--highlight",
        "text to highlight while it is heard, in the EPUB and on the page",
        CHOICES["highlight"],
        "sentence",
        "TEXT",
    ),
    choice("--daisy-text", "text in a DAISY book", CHOICES["daisy_text"], "full", "TEXT"),
)
HEARD: Groups = {
    "Voice and sound": (*SPEECH, *SOUND),
    "Announcements": ANNOUNCED,
    "Pronunciation": PRONUNCIATION,
}
"""The groups of what a listener hears."""
OUTPUT = option("-o --output", "folder for the packages (default: output)", type=local_path, metavar="DIR")


OUTPUT_OR_ADDRESS = option(
    "-o --output",
    "folder for the packages (default: output), or an address such as s3://bucket/listen",
    type=store_place,
    metavar="DIR",
)


def with_settings(
    *,
    articles: Group = (),
    output: Group = (),
    run: Group = (),
    messages: Group = (),
    folder: Option = OUTPUT,
) -> Groups:
    """Return the groups of all that `articast.toml` may set, and `--config`, with the options of a command."""
    return {
        "Articles": (*articles, LANGUAGE, DATE, DRAFTS, FOLLOW_LINKS),
        "Output": (folder, *output, formats(FORMATS, "mp3"), BASE_URL, *SHOWN),
        **HEARD,
        "Run": (*run, JOBS, CONFIG),
        "Messages and help": messages,
    }
