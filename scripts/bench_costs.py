"""What a page costs beside its usual time: allocations, memory, starting up, the second core, the worst page.

Each figure stands beside what is wanted. Seconds are CPU seconds and compared only with others of the same run; scaling
alone needs the wall clock and so a quiet machine.
"""
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench_common import BenchError, data_sets
from bench_meter import PageMeter, meter_path

ALLOCATIONS, ALLOCATIONS_A_BLOCK = 50, 2
MEMORY, MEMORY_A_BYTE = 16 << 20, 12
GROWTH = 1.1  # peak memory after many pages over that after few
FEW, MANY = 1_000, 100_000
SMALL_PAGE = 60_000  # bytes; pages of the long run
STARTUP_PAGE = 100_000  # bytes
STARTUP_RATIO = 20
SCALING = 1.9
WORST = 5

# A process keeps the peak of the one it was forked from, so a small one stands between this one and what is measured.
LAUNCHER = """import os, resource, sys
child = os.fork()
if child == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status))
"""


def verdict(good):
    return "yes" if good else "NO"


def peak_memory(command, stdin=subprocess.DEVNULL):
    done = subprocess.Popen([sys.executable, "-I", "-S", "-c", LAUNCHER, *map(str, command)], stdin=stdin, stdout=subprocess.PIPE, text=True)
    return done


def peak_of(process):
    peak, code = process.communicate()[0].split()
    if int(code) not in (0, 1, 3):
        raise BenchError(f"lubb ended with {code}")
    return int(peak)


def some_pages(args, default):
    args.set = args.set or ["wcxb-dev"]
    paths = [path for _, folder in data_sets(args) for path in sorted((folder / "html").glob("*.html"))]
    wanted = args.pages or default
    return paths[:: max(1, len(paths) // wanted)]


def allocations(args):
    paths = some_pages(args, 300)
    with PageMeter(args, preload=meter_path(args, "count_allocations.so")) as meter:
        meter.load(paths)
        rows = meter.each(len(paths))
    shares = sorted(found / (ALLOCATIONS + ALLOCATIONS_A_BLOCK * kept) for _, kept, found, _ in rows)
    counts = sorted(found for _, _, found, _ in rows)
    print(f"allocations a page in steady state, {len(paths)} pages: median {statistics.median(counts):.0f}, "
          f"most {counts[-1]}; wanted at most {ALLOCATIONS} and {ALLOCATIONS_A_BLOCK} a kept block: kept by "
          f"{sum(share <= 1 for share in shares) / len(shares):.1%} of the pages, median {statistics.median(shares):.2f} and "
          f"worst {shares[-1]:.2f} times that: {verdict(shares[-1] <= 1)}")


def memory(args):
    paths = some_pages(args, 60)
    largest = sorted(some_pages(argparse_copy(args, pages=10**9), 0), key=lambda path: -path.stat().st_size)[:10]
    shares = []
    for path in {*paths, *largest}:
        peak, size = peak_of(peak_memory([args.lubb, "-f", "jsonl", "--quiet", path])), path.stat().st_size
        shares.append((peak / (MEMORY + MEMORY_A_BYTE * size), peak, size, path.name))
    share, peak, size, name = max(shares)
    print(f"peak memory of one page, {len(shares)} pages, the 10 largest among them: median "
          f"{statistics.median(entry[1] for entry in shares) / 2**20:.1f} MiB; wanted at most {MEMORY >> 20} MiB and "
          f"{MEMORY_A_BYTE} bytes a byte: worst {share:.2f} times that ({name}, {size} bytes, {peak / 2**20:.1f} MiB): {verdict(share <= 1)}")


def argparse_copy(args, **changes):
    return type(args)(**{**vars(args), **changes})


def peak_after(args, rows, count):
    process = peak_memory([args.lubb, "-f", "jsonl", "--quiet", "--jobs", "1", "--input-format", "jsonl", "-"], stdin=subprocess.PIPE)
    with os.fdopen(os.dup(process.stdin.fileno()), "wb") as pipe:
        process.stdin.close()
        process.stdin = None
        for i in range(count):
            pipe.write(rows[i % len(rows)])
    return peak_of(process)


def growth(args):
    pages = [p for p in some_pages(argparse_copy(args, pages=10**9), 0) if p.stat().st_size <= SMALL_PAGE]
    if not pages:
        raise BenchError(f"no pages of at most {SMALL_PAGE} bytes")
    rows = [json.dumps({"id": p.name, "html": p.read_text(encoding="utf-8", errors="replace")}).encode() + b"\n" for p in pages]
    few, many = peak_after(args, rows, FEW), peak_after(args, rows, args.many)
    print(f"peak memory of a run: {few / 2**20:.1f} MiB after {FEW} pages, {many / 2**20:.1f} MiB after {args.many}; "
          f"wanted flat: {verdict(many <= GROWTH * few)}")


def cpu_seconds(command, stdin_path=None):
    with open(stdin_path or os.devnull, "rb") as stdin:
        process = subprocess.Popen(list(map(str, command)), stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        usage = os.wait4(process.pid, 0)[2]
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def startup(args):
    page = min(some_pages(argparse_copy(args, pages=10**9), 0), key=lambda path: abs(path.stat().st_size - STARTUP_PAGE))
    beside = Path(sys.executable).with_name("trafilatura")
    peer = str(beside) if beside.exists() else shutil.which("trafilatura")
    if peer is None:
        raise BenchError("no trafilatura here; pip install trafilatura")
    ours, theirs = [], []
    for _ in range(5):
        theirs.append(cpu_seconds([peer], page))
        ours += [cpu_seconds([args.lubb, page]) for _ in range(4)]
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"whole process on a page of {page.stat().st_size} bytes: lubb {1000 * a:.1f} ms, trafilatura {1000 * b:.1f} ms of CPU: "
          f"{b / a:.1f} times as fast, wanted {STARTUP_RATIO}: {verdict(b / a >= STARTUP_RATIO)}")


def scaling(args):
    paths = some_pages(args, 700)
    seconds = {1: [], 2: []}
    cpu = {1: [], 2: []}
    for round_number in range(max(3, args.rounds)):
        for jobs in (1, 2) if round_number % 2 == 0 else (2, 1):
            before, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([args.lubb, "-f", "jsonl", "--quiet", "--jobs", str(jobs), "--", *paths], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds[jobs].append(time.monotonic() - before)
            cpu[jobs].append(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime)
    ratio = min(seconds[1]) / min(seconds[2])
    load = os.getloadavg()[0]
    print(f"--jobs 2 over --jobs 1, {len(paths)} pages in order: {ratio:.2f} times as fast by the wall clock (load {load:.1f} on "
          f"{os.cpu_count()} cores), {min(cpu[2]) / min(cpu[1]):.2f} times the CPU seconds; wanted {SCALING}: {verdict(ratio >= SCALING)}")


def fitted(rows):
    """(a, b) of cost = a + b * size by least squares, each page weighted by 1/size."""
    weights = [1 / max(1, size) for size, *_ in rows]
    total = sum(weights)
    mean_x = sum(w * row[0] for w, row in zip(weights, rows)) / total
    mean_y = sum(w * row[3] for w, row in zip(weights, rows)) / total
    slope = sum(w * (row[0] - mean_x) * (row[3] - mean_y) for w, row in zip(weights, rows)) / sum(
        w * (row[0] - mean_x) ** 2 for w, row in zip(weights, rows))
    return max(0.0, mean_y - slope * mean_x), slope


def worst(args):
    paths = some_pages(args, 10**9)
    rows = []
    with PageMeter(args) as meter:
        for begin in range(0, len(paths), 100):
            meter.load(paths[begin : begin + 100])
            rows += meter.each(len(paths[begin : begin + 100]))
    fixed, slope = fitted(rows)
    ratios = sorted((seconds / (fixed + slope * size), path.name) for (size, _, _, seconds), path in zip(rows, paths))
    p99 = ratios[int(0.99 * (len(ratios) - 1))][0]
    print(f"a page costs {1e6 * fixed:.0f} us and {1e9 * slope:.2f} ns a byte; of {len(rows)} pages the 99th percentile is {p99:.2f} times "
          f"and the worst {ratios[-1][0]:.2f} times what its size predicts ({', '.join(name for _, name in ratios[-3:])}); "
          f"wanted at most {WORST}: {verdict(ratios[-1][0] <= WORST)}")


COSTS = {"allocations": allocations, "memory": memory, "growth": growth, "startup": startup, "scaling": scaling, "worst": worst}


def run(args):
    for name in args.cost or COSTS:
        COSTS[name](args)
        sys.stdout.flush()
    return 0
