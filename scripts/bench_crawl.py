"""Nights of a crawl over generated sites: what is fetched again, how fast, in how much memory; and kills.

Three nights over --pages pages of 20 hosts, of which a tenth changes each night; then a crawl that is killed (SIGKILL)
--kills times at random moments and run to its end. The last word on both is the state: every page once, with the
text of the version that was served.
"""
import contextlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench_common import ROOT, BenchError
from crawl_site import Site, host_address, marker

HOSTS = 20
SEED = 11


class Sites:
    """The generated sites in a process of their own."""

    def __init__(self, pages, delay=0):
        command = [sys.executable, ROOT / "scripts/crawl_site.py", "--hosts", str(HOSTS), "--pages", str(pages)]
        self.process = subprocess.Popen([*command, "--delay", str(delay)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.site = Site(HOSTS, pages)
        self.site.port = int(self.process.stdout.readline())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def control(self, path):
        with self.opener.open(f"http://{host_address(0)}:{self.site.port}/ctl/{path}", timeout=30) as answer:
            return json.loads(answer.read())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Crawl:
    def __init__(self, args, sites, folder):
        self.args, self.sites, self.folder = args, sites, folder
        folder.mkdir(exist_ok=True)
        (folder / "seeds").write_text(sites.site.seeds())
        self.state = folder / "state.sqlite"

    def command(self):
        command = [self.args.lubb, "crawl", "--state", self.state, "--seeds", self.folder / "seeds", "--delay", "0"]
        return [*command, "--output-dir", self.folder / "out", "--stats", *self.sites.site.permissions(), *self.args.option]

    def start(self):
        return subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def night(self):
        """(figures, seconds). A shell stands between: a process starts with the peak memory of what it came from."""
        begin = time.monotonic()
        done = subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", *self.command()], capture_output=True)
        said = done.stderr.decode()
        if done.returncode != 0:
            raise BenchError(f"crawl ended with {done.returncode}: {said[-500:]}")
        return json.loads(said.splitlines()[-1]), time.monotonic() - begin

    def is_over(self):
        """Whether no night is open: the next crawl begins a new one."""
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.state}?mode=ro", uri=True)) as state:
                return not state.execute("SELECT 1 FROM night WHERE finished_at IS NULL").fetchall()
        except sqlite3.OperationalError:  # killed before there was a state
            return False

    def faults(self, night):
        """What is wrong with the state and the rows; empty: nothing."""
        faults = []
        export = subprocess.run([self.args.lubb, "state", "export", "--state", self.state], capture_output=True)
        rows = [json.loads(line) for line in export.stdout.splitlines()]
        found = {row["url"]: row["text"] for row in rows}
        site = self.sites.site
        for page in range(site.pages):
            for host in range(site.hosts):
                text = found.get(f"http://{host_address(host)}:{site.port}/page/{page}")
                if text is None:
                    faults.append(f"page {page} of host {host} is lost")
                elif marker(host, page, night) + " " not in text:
                    faults.append(f"page {page} of host {host} has the text of another night")
        if len(rows) != site.pages * site.hosts:
            faults.append(f"{len(rows)} rows")
        check = subprocess.run([self.args.lubb, "state", "check", "--state", self.state], capture_output=True)
        if check.returncode != 0:
            faults.append(check.stderr.decode())
        return faults

    def rows_twice(self):
        """Articles that stand in the row files more than once in one version."""
        seen, twice = set(), 0
        for file in (self.folder / "out").glob("*.jsonl"):
            for line in file.read_text().splitlines():
                row = json.loads(line)
                key = (row["id"], row["text_hash"]) if row["status"] == "ok" else None
                twice += key is not None and key in seen
                seen.add(key)
        return twice


def nights(args, pages, folder):
    """[(pages, bodies, not modified, pages a second, CPU ms a page, MB)], faults"""
    results, faults = [], []
    with Sites(pages // HOSTS) as sites:
        crawl = Crawl(args, sites, folder)
        for night in (1, 2, 3):
            sites.control(f"night?{night}")
            sites.control("reset")
            figures, seconds = crawl.night()
            counts = sites.control("counts")
            wanted = pages if night == 1 else sum((page + night) % 10 == 0 for page in range(pages // HOSTS)) * HOSTS
            if counts.get("bodies", 0) != wanted:
                faults.append(f"night {night}: {counts['bodies']} bodies for {wanted} pages that are new or changed")
            if counts["most_at_once"] > 1:
                faults.append(f"night {night}: {counts['most_at_once']} requests to a host at once")
            visited = figures["pages"]
            results.append((visited, counts.get("bodies", 0), counts.get("not_modified", 0), visited / seconds,
                            figures["cpu_seconds"] / visited * 1000, figures["peak_rss_bytes"] / (1 << 20)))
        faults += crawl.faults(3)
        if crawl.rows_twice():
            faults.append(f"{crawl.rows_twice()} rows came twice")
    return results, faults


def kill_at_random(crawl, sites, most_requests):
    """Lets a crawl make some requests, or a moment pass, and kills it; False where it ended before."""
    process = crawl.start()
    wanted = sites.control("counts").get("requests", 0) + random.randint(0, most_requests)
    until = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < until:
        if sites.control("counts").get("requests", 0) >= wanted:
            break
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.03))
    finished = process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    return not finished and not crawl.is_over()


def kills(args, pages, count, folder):
    """(kills, whole rounds, requests made again), faults: `count` kills, over as many rounds as they take."""
    random.seed(SEED)
    done, rounds, again, faults = 0, 0, 0, []
    with Sites(pages // HOSTS, delay=2) as sites:
        while True:
            crawl = Crawl(args, sites, folder / f"round-{rounds}")
            sites.control("reset")
            while done < count and kill_at_random(crawl, sites, 2 * pages // count):
                done += 1
            if done == count:
                crawl.night()
            again += sites.control("counts")["again"]
            faults += [f"round {rounds}: {fault}" for fault in crawl.faults(1)]
            faults += [f"round {rounds}: {crawl.rows_twice()} rows came twice"] if crawl.rows_twice() else []
            rounds += 1
            if done == count:
                return (done, rounds, again), faults


def run(args):
    pages = args.pages or 5000
    with tempfile.TemporaryDirectory(prefix="lubb-crawl-") as name:
        few, faults = nights(args, max(HOSTS, pages // 10), Path(name) / "few")
        many, more = nights(args, pages, Path(name) / "many")
        print("| night | pages | bodies | not modified | pages a second | CPU ms a page | peak MB |")
        print("|---|---|---|---|---|---|---|")
        for results in (few, many):
            for night, (visited, bodies, unchanged, rate, cpu, memory) in enumerate(results, 1):
                print(f"| {night} | {visited} | {bodies} | {unchanged} | {rate:.0f} | {cpu:.2f} | {memory:.0f} |")
        print(f"memory at {pages} pages against a tenth of them: {many[0][5] / few[0][5]:.2f}")
        faults += more
        if args.kills:
            (done, rounds, again), more = kills(args, pages, args.kills, Path(name))
            print(f"{done} kills over {rounds} rounds, {again} requests made again")
            faults += more
    for fault in faults[:20]:
        print(f"bench: {fault}", file=sys.stderr)
    return 1 if faults else 0
