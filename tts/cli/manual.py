"""TABLES OF OPTIONS -> MANUAL PAGE: what `--help` shows of all commands, as `man` takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING

from tts import __version__
from tts.cli.parser import DESCRIPTION, HELP, list_options

if TYPE_CHECKING:
    from tts.cli.parser import Option, Verb

EXIT_STATUS = {
    "0": "success",
    "1": "something failed, such as an article or a check",
    "2": "the call was wrong, or a settings file",
    "130": "interrupted by Ctrl+C",
}
ENVIRONMENT = {
    "ARTICAST_CONFIG": "path of the settings file for all projects; if it is empty, there is none",
    "ARTICAST_CACHE": "folder of the speech cache; if it is empty, there is none",
    "ARTICAST_VOICES": "folder of your voice files",
    "NO_COLOR": "if it is set, the QR code of serve has no colours; nothing else has any",
    "SOURCE_DATE_EPOCH": "date of editions of articles without a date, in seconds since 1970",
    "XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_DATA_HOME": "folders for settings, the cache and voices",
}
FILES = {
    "articast.toml": "settings of the project in the current folder",
    "~/.config/articast/articast.toml": "settings for all projects; those of the project take precedence",
    "edition.toml": "file that describes an edition of many articles",
    "lexicon.toml": "how words are said in the articles of its folder",
    "articles": "folder with articles, which are packaged if no path is given",
    "output": "folder for the packages, and the page and feeds that list them",
}
EXAMPLES = {
    "articast package": "make an audio edition of each article in the folder articles",
    "articast package bees.md -f mp3,epub -o editions": "make an MP3 file and an EPUB of one article",
    "pandoc paper.tex -t gfm | articast package -": "make an edition of an article on standard input",
    "articast text bees.md --changes": "show where the spoken text differs from the written",
    "articast say bees.md": "hear the beginning of an article",
    "articast serve": "offer the packages to a browser on this computer",
}


def write_manual(verbs: Mapping[str, Mapping[str, Verb]]) -> str:
    """Return the manual page of the command in the macros of man(7)."""
    lines = [
        f'.TH ARTICAST 1 "" "Articast {__version__}" "User Commands"',
        ".SH NAME",
        r"articast \- make audio editions of articles",
        ".SH SYNOPSIS",
        r".B articast",
        r".I COMMAND",
        r"[\fIOPTIONS\fR] ...",
        ".br",
        r".B articast help",
        r"[\fICOMMAND\fR]",
        ".br",
        r".B articast \-\-version",
        ".SH DESCRIPTION",
        *_fill(DESCRIPTION),
        *_fill(
            "Settings come from options, else from the front matter of an article, else from articast.toml, else from "
            "a file for all projects. The key of a setting is the name of its option without dashes."
        ),
    ]
    for title, group in verbs.items():
        lines.append(f".SH {_escape(title.upper())}")
        for name, verb in group.items():
            lines += _describe_verb(name, verb)
    for title, terms in (("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        lines += [f".SH {title}", *_list_terms(terms)]
    lines += [".SH EXAMPLES", *_list_terms(EXAMPLES)]
    lines += [".SH SEE ALSO", _escape("The user guide: docs/guide.md of the project.")]
    return "\n".join(lines) + "\n"


def _describe_verb(name: str, verb: Verb) -> Iterator[str]:
    """Yield the lines about a command: its usage, its description, its options in groups."""
    _, description, arguments, groups = verb
    yield f".SS articast {_escape(' '.join(filter(None, [name, arguments])))}"
    yield from _fill(description)
    for title, group in groups.items():
        if len(groups) > 1:
            yield ".PP"
            yield f".I {_escape(title)}:"
        for option in list_options(group):
            yield from _describe_option(option)
    yield from _describe_option(HELP)


def _describe_option(option: Option) -> Iterator[str]:
    """Yield the lines about an option, or a positional argument."""
    names, details = option
    value = details.get("metavar") or details.get("dest") or names[-1].lstrip("-")
    has_value = details.get("action") not in ("store_true", "help")
    shown = ", ".join(rf"\fB{_escape(name)}\fR" for name in names if name.startswith("-"))
    yield ".TP"
    yield " ".join(filter(None, [shown, rf"\fI{_escape(str(value).upper())}\fR" if has_value else ""]))
    yield from _fill(details["help"])


def _list_terms(terms: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a list of terms and their meanings."""
    for term, meaning in terms.items():
        yield ".TP"
        yield rf"\fB{_escape(term)}\fR"
        yield from _fill(meaning)


def _fill(text: str) -> Iterator[str]:
    """Yield `text` in lines that are short enough to be compared."""
    yield from map(_escape, wrap(text, 76, break_on_hyphens=False))


def _escape(text: str) -> str:
    """Return `text` as roff has it: with its hyphens, backslashes, and no request at the beginning."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("~", r"\(ti").replace("^", r"\(ha")
    return re.sub(r"^(?=[.'])", r"\\&", escaped)
