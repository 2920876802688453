"""TEXT -> FRONT MATTER, BODY: fields in YAML between `---` or TOML between `+++`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tts.errors import ReadError

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"[\w\"'][\w .\"'-]*\s*[:=]|#|\[")
_NEXT_STEP = "Fix the front matter; a value with special characters needs quotes."


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a file says about its article. `body` is the text after it, which begins in line `body_line` (from 1).

    The values in `fields` are strings, or lists and tables of them, as the author wrote them; `options` are the plain
    values of the table `articast`.
    """

    body: str
    body_line: int = 1
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


def split_front_matter(text: str, path: Path) -> FrontMatter:
    """Return the front matter and the body of `text`, which was read from `path`.

    Raises:
        ReadError: the front matter has no end, does not parse, or is not a table of fields; with the file's line.
    """
    lines = text.split("\n")
    opening = lines[0].rstrip()
    first = next((line for line in lines[1:] if line.strip()), "")
    # Without a field below it `---` is a line between two parts of a text
    if opening not in _FENCES or not (_KEY.match(first) or first.rstrip() == opening):
        return FrontMatter(body=text)
    closing = next((index for index, line in enumerate(lines) if index and line.rstrip() in _FENCES[opening]), None)
    if closing is None:
        raise ReadError(f"The front matter has no end. Close it with a line '{opening}'.", path=path, line=1)
    parse = _parse_yaml if opening == "---" else _parse_toml
    fields, options = parse("\n".join(lines[1:closing]), path)
    if options and not isinstance(options, dict):
        problem = "'articast' in the front matter is not a table. Write settings such as 'rate_wpm: 150' in it."
        raise ReadError(problem, path=path, line=1)
    body = "\n".join(lines[closing + 1 :])
    return FrontMatter(body=body, body_line=closing + 2, fields=fields, options=options or {})


def _parse_toml(text: str, path: Path) -> tuple[dict[str, Any], Any]:
    """Return the fields of TOML as strings, and the value of `articast` as it is."""
    try:
        fields = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = re.search(r"\(at line (\d+)", str(error))
        line = int(match[1]) + 1 if match else text.count("\n") + 2
        cause = "it is nested too deep" if isinstance(error, RecursionError) else str(error).split(" (at")[0]
        raise ReadError(f"The front matter does not parse: {cause}. {_NEXT_STEP}", path=path, line=line) from None
    options = fields.pop("articast", {})
    return _to_strings(fields), options


def _to_strings(value: Any) -> Any:
    """Return a value of TOML with all scalars as strings."""
    if isinstance(value, dict):
        return {str(key): _to_strings(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_to_strings(below) for below in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parse_yaml(text: str, path: Path) -> tuple[dict[str, Any], Any]:
    """Return the fields of YAML as strings, and the value of `articast` as it is."""
    import yaml  # only front matter in YAML needs it

    class PlainLoader(yaml.BaseLoader):
        """Loads all scalars as written: a title `No` or `1.10` or `007` is a title."""

        def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):  # a few aliases of aliases fill any memory
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                raise yaml.MarkedYAMLError(problem="aliases (*) are not allowed", problem_mark=mark)
            return super().compose_node(parent, index)

    try:
        fields = yaml.load(text, Loader=PlainLoader)  # noqa: S506 - builds strings, lists and dictionaries only
        has_options = isinstance(fields, dict) and "articast" in fields
        options = yaml.safe_load(text)["articast"] if has_options else {}
    except RecursionError:
        cause, line = "it is nested too deep", 1
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        cause = getattr(error, "problem", None) or str(error).split("\n")[0]
        line = mark.line + 2 if mark else 1
    else:
        if fields and not isinstance(fields, dict):
            problem = "The front matter is not a table of fields. Write lines such as 'title: Bees'."
            raise ReadError(problem, path=path, line=1)
        return {key: value for key, value in (fields or {}).items() if key != "articast"}, options
    raise ReadError(f"The front matter does not parse: {cause}. {_NEXT_STEP}", path=path, line=line)
