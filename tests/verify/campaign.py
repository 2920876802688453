"""The random campaign: `python -m tests.verify --seed 18 --count 5000`.

Each number damages one file (two, if they are exchanged) of a package at random, and reads the package with `verify`.
It should find the damage within seconds, in lines that can be read, and never fail itself. What it does not find is
listed with what changed, unless that changes nothing that a listener, a reader or a program uses.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

import damages
from changes import changes_for
from reasons import describe, explain
from wholes import make_wholes

from tts.verify import DEFECT, listen, verify
from tts.verify.findings import Finding

MAX_SECONDS = 5
_SPECIAL_SHARE = 0.16  # of damages that are not of bytes
_FOREIGN = ("foreign.txt", "a.mp3", ".hidden", "\u202e.png", "x\n.txt", "Ä.html")
_ALONE = frozenset({"embed.html", "embed.json", "index.html", "labels.txt", "manifest.json", "master.smil", "ncc.html"})


@dataclass(frozen=True)
class Result:
    """What became of one damage: `reason` says why it need not be found, and `change` what it was."""

    number: int
    file: str
    damage: str
    change: str
    reason: str
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def defects(self) -> list[str]:
        """What is wrong with `verify` here."""
        failed = [finding.next_step for finding in self.findings if finding.check == DEFECT]
        lines = [finding for finding in self.findings if not is_plain(finding)]
        slow = [f"it took {self.seconds:.1f} s"] if self.seconds > MAX_SECONDS else []
        return failed + [f"not one plain line: {finding!r}" for finding in lines] + slow


def is_plain(finding: Finding) -> bool:
    """Whether a finding is one line that says what is wrong and what to do."""
    texts = finding.place + finding.what + finding.next_step
    return bool(finding.what and finding.next_step) and texts.isprintable()


def kind_of(name: str) -> str:
    """What a file is for, so that a book of many files does not have most of the damages."""
    path = Path(name)
    top = f"{path.parts[0]}/" if len(path.parts) > 1 else ""
    ending = re.search(r"-(?:daisy|usb)\.zip$", name)
    return top + (path.name if path.name in _ALONE else f"*{ending[0] if ending else path.suffix}")


def inflict(folder: Path, rng: Random) -> tuple[str, str, bytes, bytes]:
    """Damage a file of `folder`; return the file, the kind of damage, and its bytes before and after."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    kind = rng.choice(sorted(set(map(kind_of, files))))
    name = rng.choice([name for name in files if kind_of(name) == kind])
    path = folder / name
    if rng.random() < _SPECIAL_SHARE:
        damage = rng.choice(["missing", "empty", "swap", "foreign", "folder", "pipe", "link", "loop", "huge"])
        if damage == "foreign":
            path = path.with_name(rng.choice(_FOREIGN))
        elif damage == "swap":
            other = rng.choice([one for one in files if one != name])
            before, after = path.read_bytes(), (folder / other).read_bytes()
            damages.inflict(folder, name, f"swap {other}", folder)
            return name, f"{damage} {other}", before, after
        place = path.relative_to(folder).as_posix()
        damages.inflict(folder, place, damage, folder)
        return place, damage, b"", b"\0"
    data = path.read_bytes()
    change = rng.choice(changes_for(name))
    changed = change(data, rng)
    damages.put(path, changed)
    return name, change.__name__, data, changed


def read_damaged(whole: Path, known: frozenset[tuple[str, str]], seed: str, number: int, scratch: Path) -> Result:
    """Damage a copy of a package, and read it; findings that the whole package has, too, do not count."""
    rng = Random(f"{seed}-{number}")
    folder = scratch / str(os.getpid()) / whole.name
    shutil.rmtree(folder, ignore_errors=True)
    damages.copy_package(whole, folder)
    file, damage, before, after = inflict(folder, rng)
    begin = time.process_time()
    findings = tuple(
        finding
        for finding in verify(folder)
        if finding.kind == "finding" and (finding.place, finding.what) not in known
    )
    seconds = time.process_time() - begin
    reason = "" if findings else explain(file, before, after)
    return Result(number, file, damage, describe(file, before, after), reason, findings, seconds)


def remember_sound(folders: Sequence[Path]) -> None:
    """Let `verify` decode each sound of these folders once: it is the same in every copy that is a link to it."""
    decode, heard = listen.listen, {}
    inodes = {path.stat().st_ino for folder in folders for path in folder.rglob("*")}

    def hear(path: Path, container: str, duration_ms: int) -> listen.Heard:
        key = path.stat().st_ino, container, duration_ms
        if key[0] not in inodes:
            return decode(path, container, duration_ms)
        if key not in heard:
            heard[key] = decode(path, container, duration_ms)
        return deepcopy(heard[key])

    listen.listen = hear


def run(home: Path, seed: str, numbers: Sequence[int], processes: int) -> Iterator[Result]:
    """Yield the result of each number, in any order."""
    wholes = make_wholes(home)
    os.environ["PATH"] = ""  # public validators are not what is tested here
    packages = [wholes.article] * 4 + [wholes.edition]
    remember_sound(packages)
    known = frozenset((finding.place, finding.what) for whole in packages[-2:] for finding in verify(whole))
    jobs = [(packages[number % len(packages)], known, seed, number, home / "damaged") for number in numbers]
    if processes == 1:
        yield from (read_damaged(*job) for job in jobs)
        return
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(_read_job, jobs, chunksize=5)


def _read_job(job: tuple[Path, frozenset[tuple[str, str]], str, int, Path]) -> Result:
    return read_damaged(*job)


def main() -> int:
    """Run the campaign, and return 1 if `verify` failed, took too long, or did not find something that matters."""
    parser = argparse.ArgumentParser(prog="python -m tests.verify", description=__doc__)
    parser.add_argument("--seed", default="18")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument(
        "--only", type=lambda text: [int(number) for number in text.split(",")], help="numbers, by commas"
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    os.environ.update(ARTICAST_CACHE="", ARTICAST_CONFIG="", ARTICAST_VOICES=os.devnull)
    counts, reasons, slowest, is_good = Counter[str](), Counter[str](), 0.0, True
    with tempfile.TemporaryDirectory() as home:
        for result in run(Path(home), options.seed, options.only or range(options.count), options.processes):
            counts["damages"] += 1
            if counts["damages"] % 100 == 0:
                print(f"{counts['damages']} damages", file=sys.stderr, flush=True)
            slowest = max(slowest, result.seconds)
            state = "found" if result.findings else "harmless" if result.reason else "not found"
            counts[state] += 1
            reasons[result.reason] += state == "harmless"
            where = f"{result.number}: {result.file}, {result.damage} {result.change}"
            for defect in result.defects:
                print(f"DEFECT {where}\n  {defect}", flush=True)
            if state == "not found" or options.only:
                print(f"{state.upper()} {where} {result.findings[:1]}", flush=True)
            is_good &= state != "not found" and not result.defects
            counts["defects"] += len(result.defects)
    for reason, count in reasons.most_common():
        if count:
            print(f"{count:5} not found, because {reason}")
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + f"; slowest {slowest:.2f} s")
    return 0 if is_good else 1
