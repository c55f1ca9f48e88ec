"""The quality gate: the committed pages of fixtures/gold must come out at least as well as fixtures/gold/floors.json says.

A page is a folder with page.html, expected.txt (the text) and expected.json: its kind and language, the title, where
they are to be found authors and date, and snippets that must be absent. Pages are grouped by kind and by language. The
measures of a group, each a mean or a share in which more is better:

  text      word F1, words counted as often as they stand; in scripts without spaces a character is a word
  clean     share of the absent snippets that are absent
  title, authors, date   share of the pages that have it right (no value where there is none)
"""
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from bench_common import ROOT, BenchError, run_lubb

GOLD = ROOT / "fixtures/gold"
FLOORS = GOLD / "floors.json"
SLACK = {"text": 0.01, "clean": 0.0, "title": 0.0, "authors": 0.0, "date": 0.0}  # new floors lie this far below what is
ROUNDING = 1e-9
# A run of letters, marks and digits; or one character of a script that writes without spaces.
WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:[\u0300-\u036f\u064b-\u0652\u200c]+[^\W_]*)*")


def words(text):
    return Counter(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def word_f1(found, wanted):
    found, wanted = words(found), words(wanted)
    if not found and not wanted:
        return 1.0
    common = sum((found & wanted).values())
    return 2 * common / (sum(found.values()) + sum(wanted.values()))


def squashed(text):
    return " ".join((text or "").split())


def score_page(folder, row):
    """Measure -> score of one page."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    text = row.get("text") or ""
    scores = {"text": word_f1(text, (folder / "expected.txt").read_text(encoding="utf-8"))}
    absent = [squashed(snippet) in squashed(text) for snippet in expected["absent"]]
    if absent:
        scores["clean"] = 1 - sum(absent) / len(absent)
    scores["title"] = float(squashed(row.get("title")) == squashed(expected["title"]))
    if "authors" in expected:
        scores["authors"] = float(row.get("authors") == expected["authors"])
    if "date" in expected:
        scores["date"] = float((row.get("date") or "")[:10] == (expected["date"] or ""))
    return expected, scores


def gold_pages():
    pages = sorted(path.parent for path in GOLD.glob("*/page.html"))
    if not pages:
        raise BenchError(f"{GOLD}: no pages")
    return pages


def measure(args):
    """(group -> measure -> value, group -> pages, page -> its scores)."""
    folders = gold_pages()
    rows = run_lubb(args, [folder / "page.html" for folder in folders], key=lambda path: path.parent.name)
    values, counts, pages = defaultdict(lambda: defaultdict(list)), Counter(), {}
    for folder in folders:
        expected, scores = score_page(folder, rows.get(folder.name, {}))
        pages[folder.name] = scores
        for group in ("all", f"kind {expected['kind']}", f"language {expected['language']}"):
            counts[group] += 1
            for name, score in scores.items():
                values[group][name].append(score)
    means = {g: {name: sum(v) / len(v) for name, v in by_name.items()} for g, by_name in sorted(values.items())}
    return means, counts, pages


def read_floors():
    if not FLOORS.exists():
        return {"floors": {}, "lowered": []}
    return json.loads(FLOORS.read_text(encoding="utf-8"))


def write_floors(record):
    lines = ['{', ' "floors": {']
    groups = [f"  {json.dumps(g)}: {json.dumps(f)}" for g, f in sorted(record["floors"].items())]
    lines += [",\n".join(groups), " },", f' "lowered": {json.dumps(record["lowered"], ensure_ascii=False, indent=2)}', "}"]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def missed(means, floors):
    """[(group, measure, value, floor)] of what lies below its floor."""
    return [(group, name, means.get(group, {}).get(name, 0.0), floor)
            for group, by_name in floors.items() for name, floor in by_name.items()
            if means.get(group, {}).get(name, 0.0) < floor - ROUNDING]


def new_floor(name, value):
    return max(0.0, int(1000 * (value - SLACK[name]) + 1e-6) / 1000)


def print_table(means, counts, floors):
    names = list(SLACK)
    print(f"{'group':<22}{'pages':>6}" + "".join(f"{name:>16}" for name in names) + "   (floor)")
    for group, by_name in means.items():
        cells = ""
        for name in names:
            floor = floors.get(group, {}).get(name)
            value = f"{by_name[name]:.3f}" if name in by_name else "-"
            cells += f"{value + (f' ({floor:.3f})' if floor is not None else ''):>16}"
        print(f"{group:<22}{counts[group]:>6}{cells}")


def raise_floors(record, means):
    for group, by_name in means.items():
        floors = record["floors"].setdefault(group, {})
        for name, value in by_name.items():
            floors[name] = max(floors.get(name, 0.0), new_floor(name, value))


def lower_floors(record, below, reason):
    for group, name, value, floor in below:
        lowered = new_floor(name, value)
        record["floors"][group][name] = lowered
        record["lowered"].append({"group": group, "measure": name, "from": floor, "to": lowered, "reason": reason})


def run(args):
    means, counts, pages = measure(args)
    record = read_floors()
    below = missed(means, record["floors"])
    print_table(means, counts, record["floors"])
    for name in sorted(pages, key=lambda page: pages[page]["text"])[: args.worst]:
        print(f"    {name:<28}" + "  ".join(f"{key} {value:.3f}" for key, value in pages[name].items()))
    if args.lower_floors:
        lower_floors(record, below, args.lower_floors)
    if args.raise_floors:
        raise_floors(record, means)
    if args.lower_floors or args.raise_floors:
        write_floors(record)
        print(f"written: {FLOORS.relative_to(ROOT)}; lowered: {len(below) if args.lower_floors else 0}")
        below = missed(means, record["floors"])
    for group, name, value, floor in below:
        print(f"FAILED: {group}: {name} is {value:.3f}, the floor is {floor:.3f}")
    if below:
        print("see the pages with --worst 10; a floor is lowered by --lower-floors 'REASON' alone, which records the reason")
    return 1 if below else 0
