"""`articast new`: begin an article file."""

from __future__ import annotations

import argparse

from tts.cli.console import Console
from tts.sources.skeleton import write_skeleton


def run(options: argparse.Namespace, console: Console) -> int:
    """Write the article file and say where it is."""
    path = write_skeleton(options.title, options.output)
    console.say(f"{path}: write your article there. To hear it: articast say {path}")
    return 0
