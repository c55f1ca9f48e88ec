"""What the measurements share: finding pages, running the command, reading its rows."""
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class BenchError(Exception):
    """Says what is missing or broken, for the person at the terminal."""


def read_jsonl(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load_scorer(args):
    path = args.scorer or args.data / "score.py"
    if not path.exists():
        raise BenchError(f"{path}: no scorer there (give one with --scorer)")
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module  # its worker processes find it by name
    spec.loader.exec_module(module)
    return module


def data_sets(args):
    """[(name, folder)] of the sets below args.data that have gold, or only those asked for."""
    found = sorted(path.parent for path in args.data.glob("*/gold.jsonl"))
    if args.set:
        missing = set(args.set) - {path.name for path in found}
        if missing:
            raise BenchError(f"{args.data}: no set called {', '.join(sorted(missing))}")
        found = [path for path in found if path.name in args.set]
    if not found:
        raise BenchError(f"{args.data}: no */gold.jsonl below it")
    return [(path.name, path) for path in found]


def file_stem(path):
    return path.name.removesuffix(".html")


def run_lubb(args, inputs, key=file_stem):
    """Rows by key(path of the input file). Lines that are no JSON are an error."""
    command = [args.lubb, "-f", "jsonl", "--quiet", "--jobs", str(args.jobs), *args.option, "--", *map(str, inputs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 3):
        raise BenchError(f"{args.lubb} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    rows = {}
    for line in done.stdout.decode("utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BenchError(f"not a row: {line[:200]} ({error})") from None
        rows[key(Path(row["id"]))] = row
    return rows


def prediction(page_id, row):
    """A row of the command as the scorer wants it."""
    return {
        "id": page_id,
        "text": row.get("text") or "",
        "title": row.get("title"),
        "author": row.get("authors"),
        "date": (row.get("date") or "")[:10] or None,
        "description": row.get("description"),
        "sitename": row.get("sitename"),
    }
