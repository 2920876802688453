"""Conditions and ranges of a request, after RFC 9110, sections 13 and 14."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)", re.IGNORECASE | re.ASCII)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Unsatisfiable(Exception):  # noqa: N818 - named as in RFC 9110, section 15.5.17
    """No byte of the file is in the range."""


def span(header: str | None, size_bytes: int) -> tuple[int, int] | None:
    """The first byte and the one after the last that `header` asks for; None for the whole.

    What is no range of bytes, or more than one, is passed over, as section 14.2 allows.

    Raises:
        Unsatisfiable: the range begins after the end.
    """
    match = _RANGE.fullmatch((header or "").strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if len(first) > 20 or len(last) > 20:  # more than any file has, and slow to read
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


def is_unchanged(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """Whether the client has it already (sections 13.1.2 and 13.1.3)."""
    if (tags := headers.get("If-None-Match")) is not None:
        return tags.strip() == "*" or etag in _TAG.findall(tags)
    since = _date(headers.get("If-Modified-Since"))
    return since is not None and modified.replace(microsecond=0) <= since


def holds(if_range: str | None, etag: str, modified: datetime) -> bool:
    """Whether a range may be answered: the client's part is of the same file (section 13.1.5)."""
    if if_range is None:
        return True
    if if_range.strip().startswith(('"', "W/")):
        return if_range.strip() == etag
    return _date(if_range) == modified.replace(microsecond=0)


def _date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
