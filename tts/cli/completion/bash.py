"""VERBS -> the script that completes in bash, from version 3.2 on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tts.cli.completion.arguments import Argument, CompletedVerb

_HEAD = """\
# Completion of articast for bash. Load it in ~/.bashrc: source <(articast completion bash)

# Offer words that begin with $1.
_articast_words() {
    local IFS=$' \\t\\n'
    COMPREPLY=($(compgen -W "$2" -- "$1"))
    compopt +o default 2>/dev/null
}

# Offer words for the last place of the comma-separated list $1.
_articast_list() {
    local before=
    case $1 in *,*) before=${1%,*}, ;; esac
    local IFS=$' \\t\\n'
    COMPREPLY=($(compgen -P "$before" -W "$2" -- "${1##*,}"))
    compopt -o nospace +o default 2>/dev/null
}

# Offer folders. Without words, bash offers files by itself.
_articast_folders() {
    local IFS=$'\\n'
    COMPREPLY=($(compgen -d -- "$1"))
    compopt -o filenames 2>/dev/null
}

_articast() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= word index
    # bash makes three words of --name=value
    if [ "$current" = "=" ]; then
        current=
    elif [ "$before" = "=" ] && [ "$COMP_CWORD" -gt 2 ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((index = 1; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        case $word in
        --) COMPREPLY=() && return ;; # only files follow
        -*) ;;
        *) [ -n "$verb" ] || verb=$word ;;
        esac
    done
    COMPREPLY=()
    case "$verb $before" in
"""
_TAIL = """\
    esac
}

complete -o default -F _articast articast
"""


def write_script(verbs: Sequence[CompletedVerb]) -> str:
    """Return the script: what follows an option, then what follows a command."""
    lines = [line for verb in verbs for line in _list_values(verb)]
    names = " ".join(verb.name for verb in verbs)
    lines += ["    esac", '    case "$verb $current" in']
    lines += [f'    " "*) _articast_words "$current" "{names} --help --version" ;;']
    for verb in verbs:
        options = " ".join(name for argument in verb.arguments for name in argument.names if name.startswith("--"))
        lines.append(f'    "{verb.name} -"*) _articast_words "$current" "{options}" ;;')
        lines += [f'    "{verb.name} "*) {command} ;;' for command in _complete_positional(verb)]
    return _HEAD + "\n".join(lines) + "\n" + _TAIL


def _list_values(verb: CompletedVerb) -> Iterator[str]:
    """Yield a case for each option of a command that has a value."""
    for argument in verb.arguments:
        if argument.names and argument.kind != "flag":
            cases = "|".join(f'"{verb.name} {name}"' for name in argument.names)
            yield f"    {cases}) {_complete(argument)}; return ;;"


def _complete_positional(verb: CompletedVerb) -> Iterator[str]:
    """Yield the command that completes the positional argument of a command; files are completed by bash."""
    positional = [argument for argument in verb.arguments if not argument.names]
    if not positional:
        yield "compopt +o default 2>/dev/null"
    elif positional[0].kind != "file":
        yield _complete(positional[0])


def _complete(argument: Argument) -> str:
    """Return the command that completes the value of an argument."""
    words = " ".join(argument.words)
    return {
        "words": f'_articast_words "$current" "{words}"',
        "list": f'_articast_list "$current" "{words}"',
        "pairs": f'_articast_words "$current" "{" ".join(f"{word}=" for word in argument.words)}"; '
        "compopt -o nospace 2>/dev/null",
        "folder": '_articast_folders "$current"',
        "file": ":",
        "value": "compopt +o default 2>/dev/null",
    }[argument.kind]
