"""A file of the library with all that it is made from, and the checksum of that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from typing import Any

from tts import __version__
from tts.library.item import LibraryItem
from tts.noun import noun


@noun
class LibraryFile:
    """A file of a library. `render(**arguments)` returns its content, which depends on nothing else."""

    name: str
    render: Callable[..., str | bytes]
    arguments: Mapping[str, Any]

    def content(self) -> bytes:
        """Render the file."""
        content = self.render(**self.arguments)
        return content.encode() if isinstance(content, str) else content


class Checksums:
    """Computes the checksums of what files are made from; that of each package, and of arguments, only once."""

    def __init__(self) -> None:
        self._encoder = json.JSONEncoder(default=self._encode)
        self._items: dict[str, str] = {}
        self._arguments: dict[int, str] = {}
        self._getters: dict[type, Callable[[Any], Any]] = {}

    def of_inputs(self, file: LibraryFile) -> str:
        """Return the SHA-256 of the version, the step that renders a file, and its arguments.

        Files that share their arguments must be alive as long as these checksums.
        """
        key = id(file.arguments)
        if key not in self._arguments:
            self._arguments[key] = self._of(file.arguments)
        return self._of([__version__, file.render.__module__, file.render.__qualname__, self._arguments[key]])

    def _of(self, value: Any) -> str:
        """Return the SHA-256 of a value."""
        return sha256(self._encoder.encode(value).encode()).hexdigest()

    def _encode(self, value: Any) -> Any:
        """Return what stands for a value that is not of JSON: for a package its checksum, for a noun its fields."""
        if isinstance(value, datetime):
            return value.isoformat()
        if not isinstance(value, LibraryItem):
            return self._list_values(value)
        if value.slug not in self._items:
            self._items[value.slug] = self._of(self._list_values(value))
        return self._items[value.slug]

    def _list_values(self, value: Any) -> Any:
        """Return the values of the members of a noun."""
        kind = type(value)
        if kind not in self._getters:
            self._getters[kind] = attrgetter(*(member.name for member in fields(kind)))
        return self._getters[kind](value)
