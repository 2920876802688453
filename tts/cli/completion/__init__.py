"""`articast completion`: print a script with which a shell completes commands, options and values."""

from __future__ import annotations

import argparse
from importlib import import_module

from tts.cli.arguments import VERBS
from tts.cli.completion.arguments import list_verbs
from tts.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the script for the shell `options.shell`, which is made from the tables of the help."""
    script: str = import_module(f"tts.cli.completion.{options.shell}").write_script(list_verbs(VERBS))
    console.text(script)
    return 0
