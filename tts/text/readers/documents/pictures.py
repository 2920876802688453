"""Pictures inside a document -> their bytes by the addresses that its HTML has for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from posixpath import basename
from urllib.parse import quote

from tts.errors import ReadError
from tts.text.readers.documents.container import Container

_NOT_SHOWN = {".emf": "EMF", ".wmf": "WMF", ".emz": "EMF", ".wmz": "WMF", ".svm": "StarView"}


class Pictures:
    """Collects the pictures that a text shows, each once."""

    def __init__(self, container: Container | None, path: Path) -> None:
        self.data: dict[str, bytes] = {}
        self._container = container
        self._path = path
        self._addresses: dict[str, str] = {}
        self._problems: list[str] = []

    def find(self, name: str) -> str:
        """Return the address of the picture in the part `name`; "" if it is not there, or nothing shows its format."""
        if name not in self._addresses:
            self._addresses[name] = self._add(name)
        return self._addresses[name]

    def warnings(self) -> Iterator[str]:
        """Yield a warning for each picture that is not shown."""
        for problem in self._problems:
            yield f"{self._path}: {problem}"

    def _add(self, name: str) -> str:
        """Read a picture, and return its address."""
        file_name = basename(name)
        extension = file_name[file_name.rfind(".") :].lower()
        if self._container is None or name not in self._container:
            self._problems.append(f"the picture '{file_name}' is missing in the document. Insert it again.")
            return ""
        if extension in _NOT_SHOWN:
            what = f"the picture '{file_name}' is a drawing in the format {_NOT_SHOWN[extension]}, which is not shown"
            self._problems.append(f"{what}. Insert it as PNG.")
            return ""
        try:
            data = self._container.read(name)
        except ReadError as error:
            self._problems.append(error.message)
            return ""
        return self.add(file_name, data)

    def add(self, file_name: str, data: bytes) -> str:
        """Add a picture, and return its address."""
        address = f"inside:{quote(file_name)}"
        while address in self.data:  # of the same name in another folder
            address = address.replace("inside:", "inside:x")
        self.data[address] = data
        return address

    def add_unnamed(self, data: bytes) -> str:
        """Add a picture without a name, and return its address; the same one has the same address."""
        known = next((address for address, other in self.data.items() if other == data), None)
        return known or self.add(f"picture-{len(self.data) + 1}", data)
