"""Arguments in, exit status out: 0 for success, 1 if something failed, 2 if the call was wrong."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from tts.cli.arguments import parser

INTERRUPTED = 130  # as shells report SIGINT
_CONTINUE = "Stopped. Packages made so far are complete. Run the command again to continue."
_UPLOADED = "Stopped. The files uploaded so far stay. Run the command again to continue."
_STOPPED = {"package": _CONTINUE, "edition": _CONTINUE, "publish": _UPLOADED}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command `articast` with `arguments`, by default those of the process, and return the exit status."""
    verb = ""
    try:
        _prepare_process()
        try:
            top = parser()
            options = top.parse_args(arguments)
            verb = options.verb
            if not verb:
                top.error("a command is missing, such as package, text or say")
            status = _run_verb(options)
        except SystemExit as end:  # help was printed, or what is wrong with the call
            if _flush_streams():
                raise end from None
            from tts.cli.console import Console

            Console.on_terminal().error("The output cannot be written.")
            return 1
        return status if _flush_streams() else status or 1
    except KeyboardInterrupt:
        # around all of it, so that Ctrl-C is one line also in the first moments, and while an error is printed
        from tts.cli.console import Console

        Console.on_terminal().error(_STOPPED.get(verb, "Stopped."))
        return INTERRUPTED


def _run_verb(options: Namespace) -> int:
    """Run the command that `options` name, print its error if it has one, and return the exit status."""
    from tts.cli.console import Console
    from tts.errors import UsageError, explain_failure

    console = Console.on_terminal()
    try:
        status: int = import_module(f"tts.cli.{options.verb}").run(options, console)
    except BrokenPipeError:  # the reader of the output has gone
        return 1
    except Exception as error:  # noqa: BLE001 - the edge: whatever it is, it is one line
        console.error(str(explain_failure(error)))
        return 2 if isinstance(error, UsageError) else 1
    return status


def _prepare_process() -> None:
    """Give the process what its caller took away: a search path, and standard streams, which lead nowhere.

    The next file would take the number of a closed stream, and libraries write their messages to number 2.
    """
    os.environ.setdefault("PATH", os.defpath)  # pydub cannot do without
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115


def _flush_streams() -> bool:
    """Write what the standard streams still hold; return False if the output cannot be written.

    A stream that fails is given up, so that the interpreter cannot fail to flush it at exit.
    """
    is_written = True
    for name in ("stdout", "stderr"):
        try:
            if stream := getattr(sys, name):
                stream.flush()
        except (OSError, ValueError):
            setattr(sys, name, None)
            is_written = is_written and name != "stdout"
    return is_written
