"""LINES -> LINES without the headers of mails that a mail forwards or answers: only who wrote is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tts.model import Skipped
from tts.regex import regex
from tts.text.readers.frontmatter.names import MAIL_HEADERS, normalize_name
from tts.text.readers.plaintext.furniture import Kept
from tts.text.readers.plaintext.lines import Line

_HEADER = regex(r"\*?(?P<name>[^\W\d_][\w -]{0,20}?)\*? ?:\*?(?: |$)")
_ADDRESS = regex(r"\s*(?:<[^<>\s]*>|\[mailto:[^\[\]\s]*\])")
_REASON = "header of a mail"
_MAX_HEADERS = 12


def take_mail_headers(lines: Sequence[Line]) -> Kept:
    """Take the headers of mails within the text: a block of lines such as `From: Ann Lee` with a subject or a day."""
    kept: list[Line] = []
    skipped: list[Skipped] = []
    index = 0
    while index < len(lines):
        headers = _read_headers(lines[index : index + _MAX_HEADERS])
        if headers and kept and not lines[index].after_blank:  # "Forwarded message"
            kept[-1] = replace(kept[-1], in_signature=True)
        for line, header in zip(lines[index:], headers, strict=False):
            if header == "from":
                addresses = " ".join(_ADDRESS.findall(line.text)).strip()
                skipped += [Skipped(text=addresses, reason=_REASON, line=line.number)] if addresses else []
                kept.append(replace(line, text=_ADDRESS.sub("", line.text), after_blank=True, in_signature=True))
            else:
                skipped.append(Skipped(text=line.text, reason=_REASON, line=line.number))
        index += len(headers)
        if index < len(lines):
            kept.append(replace(lines[index], after_blank=True) if headers else lines[index])
            index += 1
    return Kept(lines=kept, skipped=tuple(skipped))


def _read_headers(lines: Sequence[Line]) -> list[str]:
    """Return the names of the headers with which `lines` begin, none if these are no headers of a mail."""
    names: list[str] = []
    for line in lines:
        header = _HEADER.match(line.text)
        name = MAIL_HEADERS.get(normalize_name(header["name"])) if header else None
        if name is None or (names and line.after_blank):
            break
        names.append(name)
    return names if "from" in names and not {"subject", "date"}.isdisjoint(names) else []
