"""ERROR OF A PARSER -> the mistake in front matter and the next step, in the words of this project."""

from __future__ import annotations

from tts.noun import noun
from tts.regex import regex

_CAUSES = (
    # YAML
    (
        r"mapping values are not allowed",
        "a value with a colon has no quotes",
        'Put the value in quotes: "Bees: a report".',
    ),
    (r"found character '\\t'", "there is a tab where only spaces may be", "Replace it by spaces."),
    (
        r"found character '(.)' that cannot start",
        "a value that begins with {sign} has no quotes",
        "Put the value in quotes.",
    ),
    (
        r"expected alphabetic or numeric character",
        "a value that begins with * or & has no quotes",
        "Put the value in quotes.",
    ),
    (r"aliases", "aliases (*) are not allowed", "Write the value itself, or put it in quotes."),
    (
        r"expected <block end>, but found '<(?:scalar|alias|anchor|tag)>'|Expected newline or end|Extra data",
        "there is text after the end of a value",
        "Put the whole value in quotes of a kind that it does not contain.",
    ),
    (
        r"expected <block end>",
        "the line does not begin below the lines that it belongs to",
        "Put the same number of spaces before lines that belong together.",
    ),
    (
        r"could not find expected ':'",
        "the line is not a field and does not belong to one",
        "Write a name and a colon before the text, or two spaces if it continues the value above.",
    ),
    (
        r"sequence entries are not allowed",
        "a value that begins with a hyphen has no quotes",
        "Put the value in quotes, or each item of a list on a line of its own.",
    ),
    (r"must be in |out of range", "this date or time does not exist", "Correct it, or put the value in quotes."),
    # TOML and JSON, and the same faults in YAML
    (
        r"unexpected end of stream|Expected (?:'\"+'|\"'+\")|Unterminated string|character '\\[nr]'",
        "a quotation mark is not closed",
        "Add the same mark at the end of the value.",
    ),
    (
        r"expected ',' or|Unclosed|Expected '\]|Expecting ',' delimiter",
        "a comma or a closing bracket is missing",
        "Add it, or put the value in quotes.",
    ),
    (
        r"[Ee]scape",
        "there is a backslash in double quotes that is not doubled",
        r"Write \\ instead of \.",
    ),
    (
        r"special characters|Illegal character|invalid character|control character",
        "there is a line break or an invisible character where none may be",
        "Delete it.",
    ),
    (
        r"Invalid value|Invalid date|Expecting value",
        "a value is missing or has no quotes",
        'Put text in straight double quotes: "Bees".',
    ),
    (r"Cannot |Duplicate", "the same name is used before", "Delete one of the two."),
    (
        r"Expected '=' after|Invalid statement|Invalid initial",
        "the line is not a name, an equals sign and a value",
        'Write it in this form: title = "Bees".',
    ),
    (
        r"Expecting property name",
        "a name has no double quotes, or the last field is followed by a comma",
        "Put the name in quotes, or delete the comma.",
    ),
    (r"Expecting ':' delimiter", "a name is not followed by a colon", "Add the colon."),
    # Those of `syntax`
    (r"nested too deep", "it is nested too deep", "Put the value in quotes, or shorten it."),
    (r"number is too long", "a number is too long", "Put the value in quotes, or shorten it."),
)
_PATTERNS = tuple((regex(pattern), what, step) for pattern, what, step in _CAUSES)


@noun
class Explanation:
    """What is wrong, without a full stop, and the sentence that says what to do."""

    what: str
    step: str


def explain(cause: str) -> Explanation:
    """Return the explanation of an error of PyYAML, `tomllib` or `json`; one that is not known is explained as well."""
    for pattern, what, step in _PATTERNS:
        if match := pattern.search(cause):
            return Explanation(what=what.format(sign=match[1]) if match.lastindex else what, step=step)
    return Explanation(what="the line breaks a rule of its syntax", step="Put the value in quotes, or correct it.")
