"""CPU time a page against peers, all in one run on one thread.

lubb is measured twice: in memory (bytes to text and metadata, by page_meter) and as the whole process (start,
reading the files, writing JSONL). A peer is measured by its calls alone, on bytes it already holds. All sides run
over the same chunk of pages directly after one another, in an order that changes from round to round, so that a busy
or throttled machine slows them all. Of the rounds over a chunk the median counts. The whole process is one process a
chunk; what starting and ending it costs is in its time, and is also told apart.
"""
import os
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict

from bench_common import BenchError, data_sets
from bench_meter import PageMeter

CHUNK = 500  # pages; small enough to interleave well, and a set of up to so many pages is one process
STARTS = 9  # processes by which the cost of starting one is measured
DEFAULT_SETS = ["wcxb-dev", "fundus-dev"]
IN_MEMORY, WHOLE_PROCESS = "lubb, in memory", "lubb, whole process"


def resiliparse_call():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def call(page):
        return extract_plain_text(HTMLTree.parse_from_bytes(page, detect_encoding(page)), main_content=True)

    return call


def trafilatura_call():
    import trafilatura

    return lambda page: trafilatura.extract(page)


def trafilatura_metadata_call():
    import trafilatura

    return lambda page: trafilatura.bare_extraction(page, with_metadata=True)


PEERS = {
    "resiliparse": resiliparse_call,
    "trafilatura": trafilatura_call,
    "trafilatura-metadata": trafilatura_metadata_call,
}
DEFAULT_PEERS = ["resiliparse", "trafilatura-metadata"]
SLOW_PEERS = {"trafilatura", "trafilatura-metadata"}  # one round is long enough to be steady, three take minutes
WANTED = {"resiliparse": 3.0, "trafilatura-metadata": 40.0}  # times as fast as the peer


def lubb_seconds(args, paths, output):
    """CPU seconds of one lubb process over the pages."""
    output.seek(0)
    output.truncate()
    process = subprocess.Popen(
        [args.lubb, "-f", "jsonl", "--quiet", "--jobs", "1", *args.option, "--", *paths],
        stdout=output,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):  # 3: no page gave an article
        raise BenchError(f"lubb ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def start_seconds(args, output):
    """CPU seconds of a process that starts, reads a page without text and ends."""
    with tempfile.NamedTemporaryFile(suffix=".html") as page:
        page.write(b"<!doctype html><title>Empty</title>")
        page.flush()
        return statistics.median(lubb_seconds(args, [page.name], output) for _ in range(STARTS))


def peer_seconds(call, pages):
    begin = time.process_time()
    for page in pages:
        try:
            call(page)
        except Exception:  # noqa: BLE001, S110 - a page a peer cannot read still cost it the time
            pass
    return time.process_time() - begin


def load_peers(args, page):
    calls = {}
    for name in args.peer or DEFAULT_PEERS:
        try:
            calls[name] = PEERS[name]()
            calls[name](page)  # its imports and tables are loaded before anything counts
        except ImportError as error:
            raise BenchError(f"{name} is not installed ({error}); pip install {name.split('-')[0]}") from None
    return calls


def measure_chunk(args, meter, calls, paths, output):
    """Median CPU seconds by side."""
    pages = [path.read_bytes() for path in paths]
    meter.load(paths)
    sides = [IN_MEMORY, WHOLE_PROCESS, *calls]
    seconds = defaultdict(list)
    for round_number in range(args.rounds):
        for side in sides if round_number % 2 == 0 else reversed(sides):
            if side == IN_MEMORY:
                seconds[side].append(meter.run())
            elif side == WHOLE_PROCESS:
                seconds[side].append(lubb_seconds(args, paths, output))
            elif round_number == 0 or side not in SLOW_PEERS:
                seconds[side].append(peer_seconds(calls[side], pages))
    return {side: statistics.median(values) for side, values in seconds.items()}, sum(map(len, pages))


def print_set(name, count, size, chunks, start):
    total = {side: sum(chunk[side] for chunk in chunks) for side in chunks[0]}
    print(f"{name}: {count} pages, {size / 1e6:.1f} MB")
    for side, seconds in total.items():
        label = side if side in (IN_MEMORY, WHOLE_PROCESS) else f"{side}, calls"
        print(f"  {label:<28}{1000 * seconds / count:9.3f} ms a page {count / seconds:9.1f} pages and "
              f"{size / 1e6 / seconds:7.1f} MB per CPU-second")
    print(f"  the whole process is {len(chunks)} of at most {CHUNK} pages; starting and ending one takes {1000 * start:.1f} ms, "
          f"{len(chunks) * start / total[WHOLE_PROCESS]:.1%} of it")
    for peer in [side for side in total if side not in (IN_MEMORY, WHOLE_PROCESS)]:
        for side in (IN_MEMORY, WHOLE_PROCESS):
            ratios = [chunk[peer] / chunk[side] for chunk in chunks]
            ratio = total[peer] / total[side]
            wanted = WANTED.get(peer)
            verdict = "" if wanted is None else f"  wanted {wanted:g}: {'yes' if ratio >= wanted else 'NO'}"
            print(f"  {side:<20} {ratio:7.2f} times as fast as {peer:<22}chunks {min(ratios):.2f} to "
                  f"{max(ratios):.2f}, median {statistics.median(ratios):.2f}{verdict}")


def run(args):
    args.set = args.set or DEFAULT_SETS
    by_set = {name: sorted((folder / "html").glob("*.html")) for name, folder in data_sets(args)}
    if args.pages:
        step = max(1, sum(map(len, by_set.values())) // args.pages)
        by_set = {name: paths[::step] for name, paths in by_set.items()}
    calls = load_peers(args, next(iter(by_set.values()))[0].read_bytes())
    print(f"one thread, median of {args.rounds} rounds over chunks of {CHUNK} pages"
          + "".join(f", {name} one round" for name in calls if name in SLOW_PEERS))
    with PageMeter(args) as meter, tempfile.TemporaryFile() as output:
        for name, paths in by_set.items():
            chunks, size = [], 0
            for begin in range(0, len(paths), CHUNK):
                seconds, chunk_size = measure_chunk(args, meter, calls, paths[begin : begin + CHUNK], output)
                chunks.append(seconds)
                size += chunk_size
            print_set(name, len(paths), size, chunks, start_seconds(args, output))
    return 0
