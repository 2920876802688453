"""TEXT -> PATTERN, compiled when it is first used.

All rules and readers together have more than a thousand patterns, and an article needs a quarter of them. To compile
one takes longer than to search a page for it.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Regex:
    """Stands for a pattern; has its methods from the first use of one of them on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and return the method of this name; the next time it is found without this."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does for a constant of a module, but compile it when it is first used.

    What is wrong with the pattern is raised then. `flags` are those given here.
    """
    return cast("re.Pattern[str]", _Regex(pattern, flags))
