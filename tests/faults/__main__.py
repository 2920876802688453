"""`python -m tests.faults [SCENE ...]`: make each system call of each scene fail in turn, and list broken promises."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.faults.kernel import CODES, FILES, MEMORY, PROCESSES, Fault, is_supported
from tests.faults.scenes import SCENES, open_stage

_IN_A_ROW = 8  # allocations that fail: the C library tries another way after the first


def main() -> int:
    """Run the campaign; return 1 if a promise did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("scenes", nargs="*", help=f"of {', '.join(SCENES)} (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th call")
    parser.add_argument("--from", type=int, default=1, metavar="N", dest="first", help="begin with call N")
    parser.add_argument("--all-errors", action="store_true", help="each call with all errors, instead of one in turn")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--memory", action="store_true", help="large allocations fail, in place of files and processes")
    group.add_argument("--interrupt", action="store_true", help="Ctrl+C at each call, in place of an error")
    group.add_argument("--kill", action="store_true", help="SIGKILL at each call, in place of an error")
    options = parser.parse_args()
    if not is_supported():
        sys.exit("This system does not hand over system calls. Use Linux on x86-64, outside of such a container.")
    return 1 if sum(run_scene(name, options) for name in options.scenes or SCENES) else 0


def run_scene(name: str, options: argparse.Namespace) -> int:
    """Make each call of a scene fail, and return the number of runs after which a promise did not hold."""
    begin_s, findings = time.monotonic(), 0
    outcomes: Counter[str] = Counter()
    with open_stage(name) as stage:
        counted = Fault(kinds=MEMORY if options.memory else FILES | PROCESSES)
        assert stage.finished
        stage.reset()
        stage.run(stage.copy, stage.scene.arguments, counted)
        for fault in list_faults(counted, options):
            stage.reset()
            ended = stage.run(stage.copy, stage.scene.arguments, fault)
            outcomes[f"exit {ended.status}"] += 1
            if problems := list(stage.judge(ended, fault)):
                findings += 1
                what = signal.Signals(fault.signal).name if fault.signal else errno.errorcode[fault.code]
                print(f"{name} {fault.first} {what} {fault.place}: {'; '.join(problems)}")
                print(*(f"    {line}" for line in ended.err.splitlines()[-30:]), sep="\n", flush=True)
    runs = ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items()))
    length_s = time.monotonic() - begin_s
    print(f"{name}: {counted.seen} calls, {outcomes.total()} runs ({runs}), {findings} findings, {length_s:.0f} s")
    return findings


def list_faults(counted: Fault, options: argparse.Namespace) -> Iterator[Fault]:
    """Yield the faults for the calls that were `counted`."""
    sent = signal.SIGINT if options.interrupt else signal.SIGKILL if options.kill else 0
    count = _IN_A_ROW if options.memory else 1
    for number in range(options.first, counted.seen + 1, options.every):
        codes = CODES if options.all_errors else (CODES[number % len(CODES)],)
        for code in (errno.ENOMEM,) if options.memory or sent else codes:
            yield Fault(kinds=counted.kinds, first=number, count=count, code=code, signal=sent)


if __name__ == "__main__":
    sys.exit(main())
