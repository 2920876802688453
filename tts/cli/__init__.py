"""Arguments in, exit status out: 0 everything was made, 1 something failed, 2 the call was wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from tts.cli.arguments import parser

INTERRUPTED = 130  # what shells give for SIGINT
_STOPPED = {"package": "Stopped. What was packaged so far is complete; run the command again to go on."}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command `articast` with `arguments` (those of the process by default); returns the exit status."""
    top = parser()
    options = top.parse_args(arguments)
    if not options.verb:
        top.error("a verb is missing, such as package, text or say")
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
    except KeyboardInterrupt:
        console.error(_STOPPED.get(options.verb, "Stopped."))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone: nothing more can be said, not even by the interpreter at its end.
        sys.stdout = None
        return 1
    return status
