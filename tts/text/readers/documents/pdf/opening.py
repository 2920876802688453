"""FILE -> PDF, opened by pypdf within limits; defects are errors with a sentence.

ISO 32000-2 is the specification of PDF.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tts.errors import ReadError
from tts.text.readers.decode import read_bytes

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_FILE_BYTES = 200_000_000
MAX_PAGES = 5000
_MAX_UNPACKED_BYTES = 30_000_000  # of one stream
_MAX_FORMS = 500  # drawings in drawings of a page
_MAX_DECODING_BYTES = 100_000_000  # of one stream, in all its filters
_MAGIC = b"%PDF-"
_BEGINNING_BYTES = 1024
_DAMAGED = "The PDF is damaged, and cannot be read. Export it again from the program that made it."


def read_pdf_bytes(path: Path) -> tuple[bytes, str]:
    """Return the bytes of the PDF at `path`, and their SHA-256 in hexadecimal digits.

    Raises:
        ReadError: the file cannot be read, or is not a PDF.
    """
    data = read_bytes(path, MAX_FILE_BYTES)
    if _MAGIC not in data[:_BEGINNING_BYTES]:
        raise ReadError("This is not a PDF. Check the name of the file, or export it again.", path=path)
    return data, sha256(data).hexdigest()


@contextmanager
def open_pdf(data: bytes, path: Path) -> Iterator[PdfReader]:
    """Open the PDF in `data`, which was read from `path`, for as long as it is read.

    Raises:
        ReadError: it is damaged, encrypted, or too large, which may be noticed only while it is read.
    """
    from pypdf import PdfReader, apply_configuration, get_configuration
    from pypdf.errors import DependencyError, LimitReachedError

    limits = get_configuration().with_overwrites(
        array_based_stream_maximum_output_length=_MAX_UNPACKED_BYTES,
        brotli_maximum_output_length=_MAX_UNPACKED_BYTES,
        lzw_maximum_output_length=_MAX_UNPACKED_BYTES,
        run_length_maximum_output_length=_MAX_UNPACKED_BYTES,
        stream_decoding_work_maximum_length=_MAX_DECODING_BYTES,
        xform_maximum_invocations_per_extraction=_MAX_FORMS,
        zlib_maximum_output_length=_MAX_UNPACKED_BYTES,
    )
    with _silenced(), apply_configuration(limits):
        try:
            reader = PdfReader(BytesIO(data))
            _decrypt(reader, path)
            count = len(reader.pages)
            if count > MAX_PAGES:
                raise ReadError(f"The PDF has {count} pages; {MAX_PAGES} is the limit. Divide it.", path=path)
            if not count:
                raise ReadError(_DAMAGED, path=path)
            yield reader
        except DependencyError:
            problem = "The PDF is encrypted in a way that needs the Python package cryptography."
            raise ReadError(f"{problem} Install it, or save the PDF without protection.", path=path) from None
        except LimitReachedError:
            problem = "A part of the PDF is larger than any article needs. Print it into a new PDF, or divide it."
            raise ReadError(problem, path=path) from None
        except NotImplementedError:
            problem = "The PDF is encrypted or compressed in an unusual way. Print it into a new PDF."
            raise ReadError(problem, path=path) from None
        except RecursionError:
            raise ReadError("The PDF is nested too deeply. Print it into a new PDF.", path=path) from None
        except list_defects():
            raise ReadError(_DAMAGED, path=path) from None


def list_defects() -> tuple[type[Exception], ...]:
    """Return the errors that a wrong PDF raises: pypdf takes one for what it says it is, so that it fails anywhere."""
    from pypdf.errors import PyPdfError

    return (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)


def _decrypt(reader: PdfReader, path: Path) -> None:
    """Open a PDF that anybody may read, and that only limits what may be done with it."""
    if reader.is_encrypted and not reader.decrypt(""):
        problem = "The PDF is protected by a password. Remove the password, and save it again."
        raise ReadError(problem, path=path)


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep what pypdf logs about defects, which it repairs, away from the user."""
    logger = logging.getLogger("pypdf")
    handler, propagate = logging.NullHandler(), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = propagate
        logger.removeHandler(handler)
