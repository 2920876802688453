"""`articast help`: show the commands, or the options of one of them."""

from __future__ import annotations

import argparse

from tts.cli.arguments import parser
from tts.cli.console import Console


def run(options: argparse.Namespace, _console: Console) -> int:
    """Print the help of `options.command`, or the general help; this ends the program if there is no such command."""
    parser().parse_args([*filter(None, [options.command]), "--help"])
    return 0
