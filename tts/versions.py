"""NAME -> VERSION of an installed package, by the name of the folder that describes it.

`importlib.metadata` reads the whole description of each package as an email, and takes forty times as long.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache

_FOLDER = ".dist-info"


def find_version(name: str) -> str | None:
    """Return the version of the package `name`, None if it is not installed."""
    if version := _list_versions().get(name.lower().replace("-", "_")):
        return version
    from importlib.metadata import PackageNotFoundError, version as read_version  # noqa: I001 - slow to import

    with suppress(PackageNotFoundError):
        return read_version(name)
    return None


@cache
def _list_versions() -> dict[str, str]:
    """Return the versions of all packages whose folders are where Python looks for packages, the first ones first.

    The folders are called as wheels are: https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
    """
    versions: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for entry in os.listdir(place or "."):  # noqa: PTH208 - hundreds of names, of which few are needed
                if entry.endswith(_FOLDER):
                    name, _, version = entry.removesuffix(_FOLDER).partition("-")
                    versions.setdefault(name.lower().replace(".", "_"), version)
    return versions
