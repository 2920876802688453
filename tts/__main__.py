"""`python -m tts` is `articast`, whose entry point is `run`."""

import gc
import sys

_OBJECTS_PER_COLLECTION = 100_000  # nearly all that is made stays, and Python would look through it again and again


def run() -> int:
    """Run the command, and report Ctrl+C in one line also while its modules are loaded, and never as it ends."""
    status = 130
    try:
        sys.unraisablehook = _raise_again
        gc.set_threshold(_OBJECTS_PER_COLLECTION)
        from tts.cli import main

        status = main()
    except KeyboardInterrupt:
        _ignore_interrupts()  # of someone impatient, while the line is printed
        if sys.stderr:
            sys.stderr.write("Stopped.\n")
    finally:
        _ignore_interrupts()
        # Python ends itself by the signal, whatever the status, if the last code that ran from a text was interrupted,
        # such as that of a dataclass. This is another one.
        exec("")  # noqa: S102
    return status


def _ignore_interrupts() -> None:
    """Let no further Ctrl+C end the process, which is about to end."""
    import signal  # within the reach of `run`

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _raise_again(event: "sys.UnraisableHookArgs") -> None:
    """Repeat a Ctrl+C that came where Python cannot raise errors, such as while it frees an object."""
    import signal

    if event.exc_type is KeyboardInterrupt:
        signal.raise_signal(signal.SIGINT)
    else:
        sys.__unraisablehook__(event)


if __name__ == "__main__":
    sys.exit(run())
