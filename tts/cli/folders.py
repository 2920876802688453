"""Say which folder or file is missing, and how to begin, before a command works on it."""

from __future__ import annotations

from pathlib import Path

from tts.errors import UsageError
from tts.library.item import PAGE


def require_packages(output: Path, *, is_named: bool) -> None:
    """Check that the folder of packages is there and has something to list.

    Raises:
        UsageError: it is missing, is a package itself, or has neither packages nor a library. `is_named`: the call
            names it, so that it is not the default folder.
    """
    if not output.is_dir():
        missing = f"{output}: There is no such folder." if is_named else f"There is no folder {output} here."
        other = "" if is_named else ", or name the folder that contains them"
        raise UsageError(f"{missing} Make packages with `articast package`{other}.")
    if (output / "manifest.json").exists():
        raise UsageError(f"{output}: This is a package. Give the folder that contains it.")
    if not (output / PAGE).exists() and not any(output.glob("*/manifest.json")):
        raise UsageError(f"{output}: There are no packages in this folder. Make some with `articast package`.")
