"""VERBS -> the script that completes in zsh."""

from __future__ import annotations

from collections.abc import Sequence

from tts.cli.completion.arguments import Argument, CompletedVerb

_HEAD = """\
#compdef articast
# Completion of articast for zsh. Load it in ~/.zshrc, after compinit: source <(articast completion zsh)

_articast() {
    local context state line curcontext="$curcontext"
    local -a commands
    commands=(
"""
_MIDDLE = """\
    )
    _arguments -C \\
        '(- *)'{-h,--help}'[show this help and exit]' \\
        '(- *)'{-V,--version}'[show the version and exit]' \\
        '1:command:->command' \\
        '*::argument:->argument'
    case $state in
    command) _describe command commands ;;
    argument)
        case $words[1] in
"""
_TAIL = """\
        esac
        ;;
    esac
}

if [ "$funcstack[1]" = _articast ]; then
    _articast "$@"
else
    compdef _articast articast
fi
"""


def write_script(verbs: Sequence[CompletedVerb]) -> str:
    """Return the script: the commands with their summaries, then the arguments of each."""
    commands = "".join(f"        {_quote(f'{verb.name}:{verb.text}')}\n" for verb in verbs)
    cases = []
    for verb in verbs:
        specifications = " \\\n                ".join(map(_specify, verb.arguments))
        cases.append(f"        {verb.name})\n            _arguments -s -S \\\n                {specifications}\n")
        cases.append("            ;;\n")
    return _HEAD + commands + _MIDDLE + "".join(cases) + _TAIL


def _specify(argument: Argument) -> str:
    """Return an argument as `_arguments` takes it (zshcompsys, "Completion Functions")."""
    action = _describe_value(argument)
    if not argument.names:
        return _quote(f"{'*' if argument.is_repeated else ''}:{argument.label}:{action}")
    others = "" if argument.is_repeated else f"({' '.join(argument.names)})"
    text = argument.text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    value = "" if argument.kind == "flag" else f":{argument.label}:{action}"
    marks = [name + _value_mark(name, argument) for name in argument.names]
    names = f"{{{','.join(marks)}}}" if len(marks) > 1 else marks[0]
    return f"{_quote(others or '*')}{names}{_quote(f'[{text}]{value}')}"


def _value_mark(name: str, argument: Argument) -> str:
    """Return how the value is attached to an option: `-o out`, `-oout`, `--output out` or `--output=out`."""
    if argument.kind == "flag":
        return ""
    return "=" if name.startswith("--") else "+"


def _describe_value(argument: Argument) -> str:
    """Return what zsh offers for the value of an argument."""
    words = " ".join(argument.words)
    return {
        "flag": "",
        "words": f"({words})",
        "list": f"_values -s , {argument.label} {words}",
        "pairs": f"compadd -S = - {words}",
        "folder": "_files -/",
        "file": "_files",
        "value": " ",
    }[argument.kind]


def _quote(text: str) -> str:
    """Return `text` in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"
