"""Build parsers from tables of options: errors are one line, and options are described by functions.

Only light modules are imported, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NoReturn

    Option = tuple[list[str], dict[str, Any]]
    Verb = tuple[str, str, str, *tuple[Option | list[Option], ...]]


def build_parser(verbs: Mapping[str, Verb]) -> argparse.ArgumentParser:
    """Return the parser for all commands of `verbs`; its `verb` names the module of `tts.cli` that does the work.

    For each command: its line in the general help, its description, its arguments in the usage, and its options. The
    options in a list exclude one another.
    """
    top = _Parser(
        prog="articast",
        description="Turns articles (Markdown, plain text, web pages, documents) into chaptered audio editions.",
        epilog="For the options of a command: articast COMMAND --help",
    )
    top.add_argument("--version", action=_Version)
    commands = top.add_subparsers(dest="verb", metavar="COMMAND", parser_class=_Verb)
    for name, (text, description, arguments, *options) in verbs.items():
        # all options again, in brackets, would be long to listen to
        usage = f"%(prog)s [OPTIONS] {arguments}".rstrip()
        verb = commands.add_parser(name, help=text, description=description, usage=usage, allow_abbrev=False)
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


def place(text: str) -> Path | str:
    """Return a path; an address of the web stays as it is, because a path has no two slashes in a row."""
    from tts.sources.places import is_address

    return text if is_address(text) else Path(text)


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from tts import __version__

        parser.exit(message=f"articast {__version__}\n")


def option(names: str, text: str, **details: Any) -> Option:
    """Return the parameters of `add_argument` for an option, or a positional argument; `text` is its help."""
    return names.split(), {"help": text, **details}


def flag(name: str, text: str) -> Option:
    """Return the parameters of an option without a value."""
    return option(name, text, action="store_true")


def number(name: str, text: str, **details: Any) -> Option:
    """Return the parameters of an option whose value is a whole number."""
    return option(name, text, type=_whole_number, **details)


def paths(text: str, default: str) -> Option:
    """Return the parameters of any number of files and folders; without one, `default` is used."""
    return option("paths", text, nargs="*", type=Path, default=[Path(default)], metavar="PATH")
