"""`python -m tests.faults [SCENE ...]`: make each call of each scene fail in turn, and report what did not hold."""

from __future__ import annotations

import argparse
import errno
import sys
import time
from collections import Counter

from tests.faults.kernel import CODES, FILES, MEMORY, PROCESSES, Fault, is_supported
from tests.faults.scenes import SCENES, open_stage


def main() -> int:
    """Run the campaign; return 1 if a promise did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("scenes", nargs="*", help=f"of {', '.join(SCENES)} (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th call")
    parser.add_argument("--from", type=int, default=1, metavar="N", dest="first", help="begin with call N")
    parser.add_argument("--all-errors", action="store_true", help="each call with all errors, instead of one in turn")
    parser.add_argument("--memory", action="store_true", help="large allocations in place of files and processes")
    options = parser.parse_args()
    if not is_supported():
        sys.exit("This system does not hand over system calls. Use Linux on x86-64, outside of such a container.")
    findings = 0
    for name in options.scenes or SCENES:
        findings += run_scene(name, options)
    return 1 if findings else 0


def run_scene(name: str, options: argparse.Namespace) -> int:
    """Make each call of a scene fail, and return the number of runs after which a promise did not hold."""
    kinds = MEMORY if options.memory else FILES | PROCESSES
    begin_s, runs, findings = time.monotonic(), 0, 0
    outcomes: Counter[str] = Counter()
    with open_stage(name) as stage:
        counted = Fault(kinds=kinds)
        stage.finished  # noqa: B018 - makes it
        stage.reset()
        stage.run(stage.copy, stage.scene.arguments, counted)
        for number in range(options.first, counted.seen + 1, options.every):
            codes = (
                (errno.ENOMEM,) if options.memory else CODES if options.all_errors else (CODES[number % len(CODES)],)
            )
            for code in codes:
                fault = Fault(kinds=kinds, first=number, count=8 if options.memory else 1, code=code)
                stage.reset()
                ended = stage.run(stage.copy, stage.scene.arguments, fault)
                runs += 1
                outcomes[f"exit {ended.status}"] += 1
                if problems := list(stage.judge(ended)):
                    findings += 1
                    print(f"{name} {number} {errno.errorcode[code]} {fault.place}: {'; '.join(problems)}", flush=True)
                    for line in ended.err.splitlines()[-30:]:
                        print(f"    {line}")
    counts = ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items()))
    print(
        f"{name}: {counted.seen} calls, {runs} runs ({counts}), {findings} findings, {time.monotonic() - begin_s:.0f} s"
    )
    return findings


if __name__ == "__main__":
    sys.exit(main())
