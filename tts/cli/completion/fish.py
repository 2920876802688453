"""VERBS -> the script that completes in fish, from version 3.0 on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tts.cli.completion.arguments import Argument, CompletedVerb

_HEAD = """\
# Completion of articast for fish. Load it: articast completion fish | source

# Whether the command is $argv, or there is none yet.
function __articast_is
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and continue
        test "$word" = "$argv"
        return
    end
    test -z "$argv"
end

# Offer words for the last place of a comma-separated list.
function __articast_list
    set -l before (commandline -ct | string replace -r -- '^--?[a-z-]*=?' '' | string replace -r -- '[^,]*$' '')
    printf '%s\\n' "$before"$argv
end

complete -c articast -f
complete -c articast -n __articast_is -s h -l help -d 'show this help and exit'
complete -c articast -n __articast_is -s V -l version -d 'show the version and exit'
"""


def write_script(verbs: Sequence[CompletedVerb]) -> str:
    """Return the script: the commands with their summaries, and the arguments of each."""
    lines = [f"complete -c articast -n __articast_is -a {verb.name} -d {_quote(verb.text)}" for verb in verbs]
    lines += [line for verb in verbs for line in _complete_arguments(verb)]
    return _HEAD + "\n".join(lines) + "\n"


def _complete_arguments(verb: CompletedVerb) -> Iterator[str]:
    """Yield a line for each argument of a command."""
    condition = f"complete -c articast -n '__articast_is {verb.name}'"
    for argument in verb.arguments:
        names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in argument.names]
        text = f"-d {_quote(argument.text)}" if names else ""
        yield " ".join(filter(None, [condition, *names, *_offer(argument), text]))


def _offer(argument: Argument) -> Iterator[str]:
    """Yield the options of `complete` for what follows: `-r` requires a value, `-F` offers files, `-x` none."""
    words = " ".join(argument.words)
    if argument.kind == "flag":
        return
    if argument.names:
        yield "-r -F" if argument.kind == "file" else "-x"
    elif argument.kind == "file":
        yield "-F"
    if argument.kind == "words":
        yield f"-a {_quote(words)}"
    elif argument.kind == "list":
        yield f"-a {_quote(f'(__articast_list {words})')}"
    elif argument.kind == "pairs":
        yield f"-a {_quote(' '.join(f'{word}=' for word in argument.words))}"
    elif argument.kind == "folder":
        yield "-a '(__fish_complete_directories (commandline -ct))'"


def _quote(text: str) -> str:
    """Return `text` in single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
