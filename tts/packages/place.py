"""OUTPUT FOLDER -> an error if packages cannot be put there; nothing is written."""

from __future__ import annotations

import os
from errno import EACCES, ENOTDIR
from pathlib import Path

from tts.packages.store import explain


def require_output(output: Path) -> None:
    """Check that packages can be put into `output`, which need not exist.

    Raises:
        StoreError: it, or a folder above it, is a file, or cannot be written to.
    """
    absolute = output.absolute()
    folder = next(path for path in (absolute, *absolute.parents) if os.path.lexists(path))
    if not folder.is_dir():
        raise explain(OSError(ENOTDIR, ""), output)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise explain(OSError(EACCES, ""), output)
