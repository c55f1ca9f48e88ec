"""The same bytes give the same rows: over any number of threads, in any order, in any format, time after time.

Rows are compared whole, by id. The text format must be the rows' text. HTML and TEI must hold the same letters in the same
order; digits are left out, since the text format numbers the items of a list.
"""
import json
import random
import re
import subprocess
from html import unescape

from bench_common import BenchError

THREADS = (1, 2, 8)
SHUFFLES = 2
TAG = re.compile(r"<[^>]*>")
SEED = 7


def output(args, inputs, *options):
    command = [args.lubb, "--quiet", *options, "--", *map(str, inputs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1, 3):
        raise BenchError(f"{args.lubb} ended with {done.returncode}")
    return done.stdout


def rows(args, inputs, *options):
    """id -> the row's bytes."""
    lines = output(args, inputs, "-f", "jsonl", *options).splitlines()
    by_id = {json.loads(line)["id"]: line for line in lines}
    if len(by_id) != len(inputs) or len(lines) != len(inputs):
        raise BenchError(f"{len(lines)} rows with {len(by_id)} ids for {len(inputs)} inputs")
    return by_id


def differing(wanted, found):
    return [key for key in wanted if found.get(key) != wanted[key]]


def runs(args, inputs):
    """(what was done, its rows) for each way of running."""
    for threads in THREADS:
        yield f"--jobs {threads}", rows(args, inputs, "--jobs", str(threads))
    generator = random.Random(SEED)
    for number in range(SHUFFLES):
        shuffled = generator.sample(inputs, len(inputs))
        yield f"order {number + 1} of {SHUFFLES}, --jobs 2", rows(args, shuffled, "--jobs", "2")
    alone = {}
    for path in inputs[:: max(1, len(inputs) // 20)]:
        alone.update(rows(args, [path]))
    yield "one process a page (sample)", alone


def letters(text):
    return re.findall(r"[^\W\d]", text)


def format_faults(args, path, row):
    text = row["text"] or ""
    if output(args, [path], "-f", "text").decode().strip() != text.strip():
        yield f"{path}: the text format differs from the row's text"
    if json.loads(output(args, [path], "-f", "json"))["text"] != row["text"]:
        yield f"{path}: JSON differs from JSONL"
    for name in ("html", "tei"):
        document = output(args, [path], "-f", name).decode()
        body = document[document.find("<body") :] if name == "tei" else document
        found, wanted = letters(unescape(TAG.sub("", body))), letters(text)
        if found != wanted:
            yield f"{path}: {len(wanted)} letters as text, {len(found)} as {name}, or in another order"


def run(args):
    paths = sorted(args.data.glob("**/*.html"))
    if args.set:
        paths = [path for path in paths if set(path.parts) & set(args.set)]
    if args.pages:
        paths = paths[:: max(1, len(paths) // args.pages)]
    if not paths:
        raise BenchError(f"{args.data}: no pages")
    wanted, faults = rows(args, paths, "--jobs", "1"), []
    for name, found in runs(args, paths):
        different = differing({key: wanted[key] for key in found}, found)
        print(f"{name:<32}{len(found):>7} rows, {len(different)} differ")
        faults += [f"{key}: another row with {name}" for key in different]
    sample = paths[:: max(1, len(paths) // 60)]
    found = [fault for path in sample for fault in format_faults(args, path, json.loads(wanted[str(path)]))]
    print(f"{'text, JSON, HTML, TEI (sample)':<32}{len(sample):>7} pages, {len(found)} faults")
    for fault in (faults + found)[:20]:
        print(f"FAILED: {fault}")
    return 1 if faults or found else 0
