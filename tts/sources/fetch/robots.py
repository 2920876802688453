"""ROBOTS.TXT -> RULES: which addresses a site lets programs fetch (RFC 9309).

The rules are for programs that follow addresses by themselves, so they count for the entries of feeds, and not for an
address that a person gives. `urllib.robotparser` knows no `*` and `$`, and takes the first rule, not the longest one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from tts.errors import FetchError
from tts.sources.fetch.address import parse_address
from tts.sources.fetch.answer import SAVE_PAGE, Answer

_AGENT = "articast"
_MAX_CHARACTERS = 512_000
_LINE = re.compile(r"[ \t]*(user-agent|allow|disallow)[ \t]*:[ \t]*([^\r\n#]*)", re.IGNORECASE)


class Robots:
    """The rules of all sites that a run visits; `follow` fetches each file of rules once."""

    def __init__(self, follow: Callable[[str], Answer]) -> None:
        self._follow = follow
        self._rules: dict[str, list[tuple[str, bool]] | None] = {}

    def check(self, address: str) -> None:
        """Check that the site lets programs fetch `address`.

        Raises:
            FetchError: it does not, or its rules cannot be read because of an error of the site.
        """
        target = parse_address(address)
        if target.origin not in self._rules:
            self._rules[target.origin] = self._fetch_rules(target.origin)
        rules = self._rules[target.origin]
        if rules is None:
            message = "the rules of the site for programs (robots.txt) cannot be read. Try again later."
            raise FetchError(message, path=address)
        if not is_allowed(target.target, rules):
            message = f"the site does not let programs follow its feed to this page (robots.txt). {SAVE_PAGE}"
            raise FetchError(message, path=address)

    def _fetch_rules(self, origin: str) -> list[tuple[str, bool]] | None:
        """Return the rules of a site: none if it has no file, and None if it answers with an error (section 2.3.1)."""
        try:
            answer = self._follow(f"{origin}/robots.txt")
        except FetchError:
            return None
        if answer.is_success:
            return parse_rules(answer.data.decode("utf-8-sig", "replace"))
        return [] if answer.status < 500 else None


def parse_rules(text: str) -> list[tuple[str, bool]]:
    """Return the patterns of `robots.txt` for this program, or else for all, and whether each allows."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    agents: list[str] = []
    is_open = False  # whether a further agent joins the group
    for line in text[:_MAX_CHARACTERS].splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            agents = [*agents, value.lower()] if is_open and len(agents) < 1_000 else [value.lower()]
            is_open = True
        else:
            is_open = False
            for agent in agents:
                if agent in {_AGENT, "*"} and value:
                    groups.setdefault(agent, []).append((value, key == "allow"))
        for agent in agents:
            groups.setdefault(agent, [])
    return groups.get(_AGENT, groups.get("*", []))


def is_allowed(target: str, rules: list[tuple[str, bool]]) -> bool:
    """Return whether the longest pattern that matches `target` allows it; of two equal ones the one that does."""
    matches = [(len(pattern), allows) for pattern, allows in rules if _matches(pattern, target)]
    return max(matches, default=(0, True))[1]


def _matches(pattern: str, target: str) -> bool:
    """Return whether a path and query begins as `pattern` does, in which `*` is any text and a last `$` the end."""
    is_whole = pattern.endswith("$")
    first, *others = (unquote(part) for part in pattern.removesuffix("$").split("*"))
    text = unquote(target)
    if not text.startswith(first):
        return False
    place = len(first)
    for part in others:
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return not is_whole or place == len(text) or (bool(others) and text.endswith(others[-1]))
