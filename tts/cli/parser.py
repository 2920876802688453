"""Build parsers from tables of options: errors are one line, and options are described by functions.

Only light modules are imported, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

TYPE_CHECKING = False  # the constant in `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, NoReturn

    Option = tuple[list[str], dict[str, Any]]
    Group = tuple[Option | list[Option], ...]
    Groups = dict[str, Group]
    Verb = tuple[str, str, str, Groups]
    Verbs = Mapping[str, Mapping[str, Verb]]

DESCRIPTION = "Turns articles (Markdown, plain text, web pages, documents) into chaptered audio editions."
HELP: Option = (["-h", "--help"], {"action": "help", "help": "show this help and exit"})
_HELP_COLUMN = 26  # where descriptions begin, at most
_REWORDED = (
    (r"the following arguments are required: (.+)", r"\1 is missing"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 may be short for \2. Write the whole name"),
    (r"argument (?:-\w/)?(\S+): not allowed with argument (?:-\w/)?(\S+)", r"\1 cannot be used with \2"),
    (r"argument (?:-\w/)?(\S+): expected one argument", r"\1 needs a value"),
    (r"argument (?:-\w/)?(\S+): ignored explicit argument .+", r"\1 takes no value"),
    (r"argument (?:-\w/)?(\S+): (.+)", r"\1: \2"),
)
"""Patterns of the messages of argparse, and the same in plain words."""


def build_parser(verbs: Verbs) -> argparse.ArgumentParser:
    """Return the parser for all commands of `verbs`; its `verb` names the module of `tts.cli` that does the work.

    Commands are listed in groups. For each: its line in the general help, its description, its arguments in the usage,
    and its options in groups. The options in a list exclude one another.
    """
    top = _TopParser(prog="articast", usage="%(prog)s COMMAND [OPTIONS]", description=DESCRIPTION, add_help=False)
    top.verbs = verbs
    commands = top.add_subparsers(dest="verb", prog="articast", parser_class=_VerbParser)
    for group in verbs.values():
        for name, (_, description, arguments, groups) in group.items():
            # all options again, in brackets, would be long to listen to
            usage = f"%(prog)s [OPTIONS] {arguments}".rstrip()
            verb = commands.add_parser(name, description=description, usage=usage, add_help=False)
            verb.groups = groups
    top.add_argument(*HELP[0], **HELP[1])
    top.add_argument("-V", "--version", action=_Version, help="show the version and exit")
    return top


def list_options(group: Iterable[Option | list[Option]]) -> list[Option]:
    """Return the options of a group, also those that exclude one another."""
    return [option for member in group for option in (member if isinstance(member, list) else [member])]


class _Formatter(argparse.HelpFormatter):
    """Writes the value of an option once, after all of its names."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=_HELP_COLUMN)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        """Return the names of an option and its value, as in `-o, --output DIR`."""
        names = ", ".join(action.option_strings)
        if not names or action.nargs == 0:
            return names or str(action.metavar)
        return f"{names} {self._format_args(action, action.dest.upper())}"

    def _split_lines(self, text: str, width: int) -> list[str]:
        """Return the lines of a help text, in which no name of an option or value is broken."""
        from textwrap import wrap

        return wrap(text, width, break_on_hyphens=False)


class _Parser(argparse.ArgumentParser):
    """Reports an error in one line; the whole usage, read aloud, would bury it."""

    def __init__(self, **details: Any) -> None:
        super().__init__(formatter_class=_Formatter, **details)

    def error(self, message: str) -> NoReturn:
        """Print `message` as a sentence with a hint at `--help`, and exit with status 2."""
        message = _reword(message)
        end = "" if message.endswith("?") else "."
        self.exit(2, f"{message[0].upper()}{message[1:]}{end} See `{self.prog} --help`.\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Suggest the nearest command or choice; argparse would only list them."""
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        if action.dest == "verb":
            self.error(_unknown("command", value, choices))
        hint = f". Did you mean '{near}'?" if (near := _find_near(value, choices)) else ""
        name = action.option_strings[-1] if action.option_strings else action.metavar
        self.error(f"{name} must be one of {', '.join(choices)}, not '{value}'{hint}")


class _TopParser(_Parser):
    """Lists the commands in groups, of which argparse knows only one."""

    verbs: Verbs = {}  # noqa: RUF012 - set for each parser

    def format_help(self) -> str:
        """Return the help: usage, description, groups of commands, options."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for title, group in self.verbs.items():
            formatter.start_section(title)
            for name, (text, *_) in group.items():
                formatter.add_argument(argparse.Action([], name, nargs=0, help=text, metavar=name))
            formatter.end_section()
        formatter.start_section("Options")
        formatter.add_arguments(action for action in self._actions if action.option_strings)
        formatter.end_section()
        formatter.add_text("For the options of a command: articast help COMMAND")
        return formatter.format_help()

    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> Any:
        """Parse `args` as argparse does; report the first option before the command that is unknown, and exit."""
        options, unknown = super().parse_known_args(args, namespace)
        for option in unknown[:1]:
            what = _unknown("option", option.partition("=")[0], ["--help", "--version"])
            self.error(what if what.endswith("?") else f"{what} before a command. Write it after the command")
        return options, unknown


class _VerbParser(_Parser):
    """Parses the arguments of a command. Its options are defined when they are needed, because most never are."""

    groups: Groups = {}  # noqa: RUF012 - set for each command

    def _define_options(self) -> None:
        """Define the options, if that is not done yet; the help is the last one."""
        groups, self.groups = self.groups, {}
        for title, options in groups.items():
            group = self.add_argument_group(title)
            for option in options:
                members = group.add_mutually_exclusive_group() if isinstance(option, list) else group
                for names, details in list_options([option]):
                    members.add_argument(*names, **details)
        if groups:
            group.add_argument(*HELP[0], **HELP[1])

    def format_help(self) -> str:
        """Return the help, with all options in their groups."""
        self._define_options()
        return super().format_help()

    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> Any:
        """Parse `args`, with options and paths in any order; report what the command does not know, and exit.

        The parser above would name neither the command nor a similar option.
        """
        self._define_options()
        options, unknown = super().parse_known_args(self._put_options_first(args or ()), namespace)
        for argument in unknown[:1]:
            if argument.startswith("-"):
                self.error(_unknown("option", argument.partition("=")[0], list(self._option_string_actions)))
            self.error(f"Unexpected argument '{argument}'. Put text of several words in quotes")
        return options, unknown

    def _put_options_first(self, args: Iterable[str]) -> list[str]:
        """Return `args` with all options before the paths: argparse takes only paths that follow one another."""
        options: list[str] = []
        others: list[str] = []
        words = iter(args)
        for word in words:
            if word == "--":
                others += words
            elif word == "-" or not word.startswith("-") or " " in word.partition("=")[0]:
                others.append(word)
            else:
                options.append(word)
                if self._needs_value(word):
                    options += [value for value in [next(words, None)] if value is not None]
        return [*options, "--", *others] if others else options

    def _needs_value(self, word: str) -> bool:
        """Return whether the value of an option, or of the last one of several short ones, is the next word."""
        known = self._option_string_actions
        if word.startswith("--"):
            names = [word] if word in known else [name for name in known if name.startswith(word)]
            return bool(names) and known[names[0]].nargs != 0
        for index, letter in enumerate(word[1:], start=2):
            action = known.get(f"-{letter}")
            if action is None or action.nargs != 0:
                return action is not None and index == len(word)
        return False


def _find_near(name: str, known: Sequence[str]) -> str:
    """Return the most similar of the `known` names, "" if none is similar."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1)), "")


def _reword(message: str) -> str:
    """Return a message of argparse in plain words, or any other message unchanged."""
    for pattern, words in _REWORDED:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(words)
    return message


def _unknown(kind: str, name: str, known: Sequence[str]) -> str:
    """Return the message for a `name` that is not in `known`; it suggests the most similar known name, if any."""
    near = _find_near(name, known)
    return f"There is no {kind} '{name}'" + (f". Did you mean '{near}'?" if near else "")


def _whole_number(text: str) -> int:
    """Return the number; raise the error that argparse reports if `text` is not a whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number") from None


def place(text: str) -> Path | str:
    """Return a path; an address of the web stays as it is, because a path has no two slashes in a row."""
    from tts.sources.places import is_address

    return text if is_address(text) else local_path(text)


def local_path(text: str) -> Path:
    """Return a path; an empty one, as of a shell variable that is not set, would be the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("it is empty, and must be a path")
    return Path(text)


def store_place(text: str) -> Path | str:
    """Return a path; the address of a store, such as s3://bucket/listen, stays as it is."""
    return text if "://" in text else local_path(text)


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str, **details: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **details)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import sys

        from tts import __version__

        parser._print_message(f"articast {__version__}\n", sys.stdout)  # exit() has only the stream for errors
        parser.exit()


def option(names: str, text: str, **details: Any) -> Option:
    """Return the parameters of `add_argument` for an option, or a positional argument; `text` is its help."""
    return names.split(), {"help": text, **details}


def flag(name: str, text: str) -> Option:
    """Return the parameters of an option without a value."""
    return option(name, text, action="store_true")


def choice(names: str, text: str, choices: tuple[str, ...], usual: str, metavar: str, **details: Any) -> Option:
    """Return the parameters of an option that takes one of `choices`, of which `usual` is taken if none is named."""
    return option(
        names, f"{text}: {', '.join(choices)} (default: {usual})", choices=choices, metavar=metavar, **details
    )


def number(name: str, text: str, **details: Any) -> Option:
    """Return the parameters of an option whose value is a whole number."""
    return option(name, text, type=_whole_number, **details)


def paths(text: str) -> Option:
    """Return the parameters of any number of files and folders."""
    return option("paths", text, nargs="*", type=local_path, metavar="PATH")
