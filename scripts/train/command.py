"""Runs the whole command on pages with a given model."""
import json
import os
import subprocess
from multiprocessing import Pool

BATCH = 100  # pages a process


def run_batch(job):
    tool, model, options, paths = job
    done = subprocess.run([tool, model, *options, *paths], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.split(b"\n") if line]


def run(tool, model, pages, options, jobs):
    """{path: row} of the pages."""
    paths = sorted((str(page.path) for page in pages), key=os.fsencode)
    work = [(tool, model, options, paths[begin : begin + BATCH]) for begin in range(0, len(paths), BATCH)]
    with Pool(jobs) as pool:
        rows = [row for batch in pool.imap(run_batch, work) for row in batch]
    if [row["path"] for row in rows] != paths:
        raise RuntimeError(f"{tool} printed other pages than it was given")
    return {row["path"]: row for row in rows}
