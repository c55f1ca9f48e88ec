"""What a page that is made to hurt costs as it grows: a linear page costs a byte the same at any size.

For each kind of hostile_kinds.py, the CPU time (or with --exact the instructions, by valgrind) and the peak memory of a
small page and of one FACTOR times as long. Growth is the large page's cost a byte over the small one's: 1 is linear, FACTOR
is quadratic. What starting up costs is taken off both.
"""
import os
import re
import subprocess
import tempfile
from pathlib import Path

import hostile_kinds
from bench_common import BenchError

SMALL, FACTOR = 128 << 10, 8
MOST = 2.5  # growth; a busy machine moves CPU times by half
NOISE = 0.004  # CPU seconds that starting up differs by; a small page counts for this much at least
TRIES = 4  # of a kind that seems to grow faster: the cheapest large run counts
MEMORY_A_BYTE = 300  # peak memory of the large page over the empty one's, a byte
EMPTY = b"<p>x"
OPTIONS = ("-f", "jsonl", "--comments", "--links", "--images", "--limit", "milliseconds=0")


class Meter:
    """Cost and peak memory of one run of the command."""

    def __init__(self, args):
        self._lubb, self._exact = args.lubb, args.exact
        self._folder = tempfile.TemporaryDirectory(prefix="lubb-growth-")
        self.start = min(self._run(EMPTY) for _ in range(1 if self._exact else 5))

    def _run(self, page):
        path, profile = Path(self._folder.name, "page.html"), Path(self._folder.name, "profile")
        path.write_bytes(page)
        command = [self._lubb, *OPTIONS, path]
        if self._exact:
            command = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={profile}", *command]
        child = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1, 3):
            raise BenchError(f"lubb ended with {child.returncode}")
        if self._exact:
            total = re.search(r"^(?:summary|totals): (\d+)", profile.read_text(), re.MULTILINE)
            return int(total[1]), usage.ru_maxrss << 10
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10

    def a_byte(self, page):
        cost, memory = self._run(page)
        least = 1 if self._exact else NOISE
        return max(cost - self.start[0], least) / len(page), max(0, memory - self.start[1]) / len(page)


def growth(meter, name, small, factor, tries):
    """(growth, large page's cost a byte, memory a byte)."""
    pages = [hostile_kinds.build(name, size) for size in (small, small * factor)]
    first, _ = meter.a_byte(pages[0])
    large, memory = meter.a_byte(pages[1])
    for _ in range(tries - 1):
        if large <= MOST * first:
            break
        first = max(first, meter.a_byte(pages[0])[0])
        again, memory_again = meter.a_byte(pages[1])
        large, memory = min(large, again), min(memory, memory_again)
    return large / first, large, memory


def run(args):
    names = [name for name in hostile_kinds.KINDS if not args.kind or any(re.search(kind, name) for kind in args.kind)]
    if not names:
        raise BenchError("no such kind")
    meter = Meter(args)
    unit = "instructions" if args.exact else "ns"
    print(f"{'kind':<34}{'growth':>8}{unit + ' a byte':>24}{'memory a byte':>16}")
    faults = []
    for name in names:
        found, cost, memory = growth(meter, name, args.small, args.factor, 1 if args.exact else TRIES)
        if found > MOST:
            faults.append(f"{name}: {args.factor} times the page cost {found * args.factor:.0f} times as much")
        if memory > MEMORY_A_BYTE:
            faults.append(f"{name}: {memory:.0f} bytes of memory a byte")
        if args.kind or args.exact or found > MOST:
            print(f"{name:<34}{found:>8.2f}{cost * (1 if args.exact else 1e9):>24.0f}{memory:>16.0f}", flush=True)
    print(f"{len(names)} kinds from {args.small} to {args.small * args.factor} bytes, {len(faults)} grow too fast")
    for fault in faults:
        print(f"FAILED: {fault}")
    return 1 if faults else 0
