"""`articast help`: show the commands, the options of one of them, or the manual page."""

from __future__ import annotations

import argparse

from tts.cli.arguments import VERBS, parser
from tts.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the manual page, the help of `options.command`, or the general help, which ends the program."""
    if options.man:
        from tts.cli.manual import write_manual

        console.text(write_manual(VERBS))
    else:
        parser().parse_args([*filter(None, [options.command]), "--help"])
    return 0
