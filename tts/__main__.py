"""`python -m tts` is `articast`, whose entry point is `run`."""

import gc
import sys

_OBJECTS_PER_COLLECTION = 100_000  # nearly all that is made stays, and Python would look through it again and again
_SECONDS_TO_LEAVE = 0.02  # for the function that is called for an error that cannot be raised


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
        gc.freeze()  # as Python ends, it would look through all objects for those that can be freed
    return status


def _ignore_interrupts() -> None:
    """Let no further Ctrl+C end the process, which is about to end."""
    import signal  # within the reach of `run`

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _raise_again(event: "sys.UnraisableHookArgs") -> None:
    """Repeat a Ctrl+C that came where Python cannot raise errors, such as while it frees an object."""
    if event.exc_type is KeyboardInterrupt:
        import threading

        # A moment later: within this function it would be lost again.
        threading.Timer(_SECONDS_TO_LEAVE, _interrupt_main_thread).start()
    else:
        sys.__unraisablehook__(event)


def _interrupt_main_thread() -> None:
    """Send the main thread a Ctrl+C, also while it waits for the system, where a signal can be sent to a thread."""
    import _thread
    import signal
    import threading

    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # type: ignore[arg-type]
    else:
        _thread.interrupt_main()


if __name__ == "__main__":
    sys.exit(run())
