"""CPU time of the whole lubb process (start, reading the files, writing JSONL) against a peer's calls alone.

Both sides run over the same chunk of pages directly after one another, in alternating order, so that a busy or
throttled machine slows both. Per chunk and side the fastest round counts.
"""
import os
import statistics
import subprocess
import tempfile
import time

from bench_common import BenchError, data_sets

CHUNK = 100  # pages; large enough that starting the process is small, small enough to interleave well


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


def lubb_seconds(args, paths, output):
    """(CPU seconds, peak resident bytes) of one lubb process over the pages."""
    process = subprocess.Popen(
        [args.lubb, "-f", "jsonl", "--quiet", "--jobs", "1", *args.option, "--", *paths],
        stdout=output,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise BenchError(f"lubb ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def peer_seconds(call, pages):
    begin = time.process_time()
    for page in pages:
        try:
            call(page)
        except Exception:  # noqa: BLE001, S110 - a page a peer cannot read still cost it the time
            pass
    return time.process_time() - begin


def measure_chunk(args, call, paths, output):
    pages = []
    for path in paths:
        with open(path, "rb") as file:
            pages.append(file.read())
    best = [float("inf"), float("inf")]
    peak = 0
    for round_number in range(args.rounds):
        for side in (0, 1) if round_number % 2 == 0 else (1, 0):
            if side == 0:
                output.seek(0)
                output.truncate()
                seconds, rss = lubb_seconds(args, paths, output)
                peak = max(peak, rss)
            else:
                seconds = peer_seconds(call, pages)
            best[side] = min(best[side], seconds)
    return best, peak, sum(map(len, pages))


def run(args):
    try:
        call = PEERS[args.peer]()
    except ImportError as error:
        raise BenchError(f"{args.peer} is not installed ({error}); pip install {args.peer.split('-')[0]}") from None
    args.set = args.set or ["wcxb-dev"]
    paths = [path for _, folder in data_sets(args) for path in sorted((folder / "html").glob("*.html"))]
    if args.pages:
        paths = paths[:: max(1, len(paths) // args.pages)][: args.pages]
    call(paths[0].read_bytes())  # imports and tables of the peer are loaded before anything counts

    ours = theirs = size = peak = 0
    ratios = []
    with tempfile.TemporaryFile() as output:
        for begin in range(0, len(paths), CHUNK):
            (a, b), rss, chunk_bytes = measure_chunk(args, call, paths[begin : begin + CHUNK], output)
            ours, theirs, size, peak = ours + a, theirs + b, size + chunk_bytes, max(peak, rss)
            ratios.append(b / a)
    count, mega = len(paths), size / 1e6
    print(f"{count} pages of {'+'.join(args.set)}, {mega:.1f} MB, best of {args.rounds} rounds over chunks of {CHUNK}")
    print(f"{'lubb, whole process':<24}{1000 * ours / count:9.3f} ms a page {mega / ours:8.1f} MB per CPU-second")
    print(f"{args.peer + ', calls':<24}{1000 * theirs / count:9.3f} ms a page {mega / theirs:8.1f} MB per CPU-second")
    print(f"lubb is {theirs / ours:.2f} times as fast (chunks {min(ratios):.2f} to {max(ratios):.2f}, median "
          f"{statistics.median(ratios):.2f}); its peak memory was {peak / 2**20:.0f} MiB")
    return 0
