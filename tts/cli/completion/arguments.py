"""TABLES OF OPTIONS -> VERBS: which words may follow which, for any shell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from tts.cli.parser import HELP, list_options
from tts.config.choices import BREAKS, EDITION_FORMATS, ENGINES, FORMATS
from tts.noun import noun
from tts.regex import regex

if TYPE_CHECKING:
    from tts.cli.parser import Option, Verb

Kind = Literal["flag", "file", "folder", "words", "list", "pairs", "value"]
_FILES = ("FILE", "PATH", "SOURCE", "TEXT", "VOICE")  # a text may be the path of an article
_ADDITION = regex(r";|: | \(default")
"""Where a help text begins to say more than fits on the line of a word that a shell offers."""
_NAMED_VALUES: Mapping[str, tuple[Kind, tuple[str, ...]]] = {
    "--engine": ("words", ENGINES),
    "--break": ("pairs", tuple(name.replace("_", "-") for name in BREAKS)),
}
"""The values of options that the parser does not check."""


@noun
class Argument:
    """An option, or a positional argument, which has no `names`.

    `kind` says what follows: nothing after a `flag`, one of `words`, a comma-separated `list` of them, one of them with
    `=` and a value in `pairs`, a file, a folder, or a `value` that cannot be completed. `is_repeated`: it may be given
    several times.
    """

    names: tuple[str, ...]
    text: str
    kind: Kind
    label: str = ""
    words: tuple[str, ...] = ()
    is_repeated: bool = False


@noun
class CompletedVerb:
    """A command with its summary and its arguments."""

    name: str
    text: str
    arguments: tuple[Argument, ...]


def list_verbs(verbs: Mapping[str, Mapping[str, Verb]]) -> tuple[CompletedVerb, ...]:
    """Return all commands of the table, in its order."""
    names = tuple(name for group in verbs.values() for name in group)
    return tuple(
        CompletedVerb(
            name=name,
            text=text,
            arguments=tuple(
                _read(option, names) for group in (*groups.values(), (HELP,)) for option in list_options(group)
            ),
        )
        for group in verbs.values()
        for name, (text, _, _, groups) in group.items()
    )


def _read(option: Option, verbs: tuple[str, ...]) -> Argument:
    """Return an option, or a positional argument, with what may follow it."""
    names, details = option
    kind, words = _find_values(names, details, verbs)
    return Argument(
        names=tuple(name for name in names if name.startswith("-")),
        text=_ADDITION.split(details["help"], maxsplit=1)[0],
        kind=kind,
        label=str(details.get("metavar") or details.get("dest") or "").lower(),
        words=words,
        is_repeated=details.get("action") == "append" or details.get("nargs") in ("*", "+"),
    )


def _find_values(names: list[str], details: Mapping[str, Any], verbs: tuple[str, ...]) -> tuple[Kind, tuple[str, ...]]:
    """Return the kind of the value of an option or argument, and the words that it may be."""
    if details.get("action") in ("store_true", "help"):
        return "flag", ()
    if "--formats" in names:
        return "list", (*(EDITION_FORMATS if details.get("dest") == "edition_formats" else FORMATS), "all")
    if named := next((_NAMED_VALUES[name] for name in names if name in _NAMED_VALUES), None):
        return named
    if choices := details.get("choices"):
        return "words", tuple(choices)
    metavar = details.get("metavar")
    if metavar == "COMMAND":
        return "words", verbs
    if metavar == "DIR":
        return "folder", ()
    return ("file" if metavar in _FILES or "--voice" in names else "value"), ()
