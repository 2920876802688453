"""CONTAINER -> the content documents that cannot be read without a key (EPUB 3.3, section 4.2.6.3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from tts.errors import ReadError
from tts.regex import regex
from tts.text.readers.documents.container import Container
from tts.text.readers.documents.xml import parse_xml

_ENCRYPTION = "META-INF/encryption.xml"
_PREFIXES = {"http://www.w3.org/2001/04/xmlenc#": "enc"}
_OBFUSCATION = regex(r"embedding|ns\.adobe\.com/pdf/enc#RC")  # of fonts, which are not read
_KEYS = {
    "META-INF/license.lcpl": "Readium LCP",
    "META-INF/sinf.xml": "Apple FairPlay",
    "META-INF/rights.xml": "Adobe DRM",
}


def find_protected(container: Container, documents: Sequence[str]) -> frozenset[str]:
    """Return which of `documents` are encrypted.

    Raises:
        ReadError: all of them are, or the file that says so cannot be read.
    """
    if _ENCRYPTION not in container:
        return frozenset()
    root = parse_xml(container.read(_ENCRYPTION), _PREFIXES, path=container.path, part=_ENCRYPTION)
    protected = set()
    for data in root.all("enc:EncryptedData"):
        method, reference = data.find("enc:EncryptionMethod"), data.find("enc:CipherData", "enc:CipherReference")
        if reference is not None and not (method and _OBFUSCATION.search(method.get("Algorithm"))):
            protected.add(unquote(reference.get("URI")))
    protected &= set(documents)
    if len(protected) == len(set(documents)):
        raise protected_error(container)
    return frozenset(protected)


def protected_error(container: Container) -> ReadError:
    """Return the error about a book, or a part of one, that is encrypted."""
    kind = next((name for part, name in _KEYS.items() if part in container), "encrypted")
    problem = f"The book is protected against copying ({kind}), so its text cannot be read."
    return ReadError(
        f"{problem} Get an edition without this protection, for example from its publisher.", path=container.path
    )
