"""Conditions and ranges of a request (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)", re.IGNORECASE | re.ASCII)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Unsatisfiable(Exception):  # noqa: N818 - named as in RFC 9110, section 15.5.17
    """No byte of the file is in the range."""


def parse_range(header: str | None, size_bytes: int) -> tuple[int, int] | None:
    """Return the first byte that `header` asks for and the one after the last; None for the whole file.

    Several ranges, other units and invalid ranges mean the whole file, as section 14.2 allows.

    Raises:
        Unsatisfiable: the range begins after the end.
    """
    match = _RANGE.fullmatch((header or "").strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if len(first) > 20 or len(last) > 20:  # longer than any file, and slow to convert
        raise Unsatisfiable
    if not first:
        begin, end = max(0, size_bytes - int(last)), size_bytes
    else:
        begin, end = int(first), min(int(last) + 1, size_bytes) if last else size_bytes
        if last and int(last) < int(first):
            return None
    if begin >= size_bytes:
        raise Unsatisfiable
    return begin, end


def is_wanted(if_match: str | None, if_unmodified_since: str | None, etag: str, modified: datetime) -> bool:
    """Return whether the file is still the one that the client means (sections 13.1.1 and 13.1.4)."""
    if if_match is not None:
        return if_match.strip() == "*" or any(match[0] == etag for match in _TAG.finditer(if_match))
    since = _parse_date(if_unmodified_since)
    return since is None or modified.replace(microsecond=0) <= since


def is_unchanged(if_none_match: str | None, if_modified_since: str | None, etag: str, modified: datetime) -> bool:
    """Return whether the client has the file already (sections 13.1.2 and 13.1.3)."""
    if if_none_match is not None:
        return if_none_match.strip() == "*" or etag in _TAG.findall(if_none_match)
    since = _parse_date(if_modified_since)
    return since is not None and modified.replace(microsecond=0) <= since


def is_same_file(if_range: str | None, etag: str, modified: datetime) -> bool:
    """Return whether a range may be sent, because the client's part is of the same file (section 13.1.5)."""
    if if_range is None:
        return True
    if if_range.strip().startswith(('"', "W/")):
        return if_range.strip() == etag
    return _parse_date(if_range) == modified.replace(microsecond=0)


def _parse_date(text: str | None) -> datetime | None:
    """Return an HTTP date (section 5.6.7), None if it is invalid."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
