"""Arguments in, exit status out: 0 for success, 1 if something failed, 2 if the call was wrong."""

from __future__ import annotations

import errno
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from tts.cli.arguments import parser

_FULL = (errno.ENOSPC, errno.EDQUOT)
INTERRUPTED = 130  # as shells report SIGINT
_CONTINUE = "Stopped. Packages made so far are complete. Run the command again to continue."
_UPLOADED = "Stopped. The files uploaded so far stay. Run the command again to continue."
_STOPPED = {"package": _CONTINUE, "edition": _CONTINUE, "publish": _UPLOADED}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command `articast` with `arguments`, by default those of the process, and return the exit status."""
    verb = ""
    try:
        top = parser()
        options = top.parse_args(arguments)
        verb = options.verb
        if not verb:
            top.error("a command is missing, such as package, text or say")
        return _run_verb(options)
    except KeyboardInterrupt:
        # around all of it, so that Ctrl-C is one line also in the first moments, and while an error is printed
        from tts.cli.console import Console

        Console.on_terminal().error(_STOPPED.get(verb, "Stopped."))
        return INTERRUPTED


def _run_verb(options: Namespace) -> int:
    """Run the command that `options` name, print its error if it has one, and return the exit status."""
    from tts.cli.console import Console
    from tts.errors import ArticastError, UsageError

    console = Console.on_terminal()
    try:
        status: int = import_module(f"tts.cli.{options.verb}").run(options, console)
    except UsageError as error:
        console.error(str(error))
        return 2
    except ArticastError as error:
        console.error(str(error))
        return 1
    except BrokenPipeError:
        # The reader of the output has gone. Without a stream, the interpreter cannot fail to flush it at exit.
        sys.stdout = None
        return 1
    except OSError as error:
        if error.errno not in _FULL:
            raise
        sys.stdout = None
        console.error("The output cannot be written, because the disk is full. Free some space, and run it again.")
        return 1
    return status
