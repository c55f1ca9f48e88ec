"""What --site-memory is worth: word F1 on made-up sites and on annotated sets, with and without it."""
import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from bench_common import data_sets, load_scorer, prediction, read_jsonl, run_lubb
from bench_gate import word_f1
from bench_quality import MAIN_FIGURE
from site_pages import make_sites

KNOWN_PAGES = 10  # fewest_site_pages of src/extract/site_evidence.h: hosts with so many pages can make a difference
CHARSET = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", re.I)


def both_ways(args, inputs, key):
    """(rows without, rows with the memory)."""
    option = args.option
    without = run_lubb(args, inputs, key)
    args.option = [*option, "--site-memory"]
    with_memory = run_lubb(args, inputs, key)
    args.option = option
    return without, with_memory


def measure_made_up(args, work):
    """Word F1 of each made-up site, a folder each."""
    sites = make_sites()
    for site in sites:
        folder = work / site.name
        folder.mkdir()
        for page in site.pages:
            (folder / f"{page.name}.html").write_text(page.html, encoding="utf-8")
    rows = both_ways(args, [work / site.name for site in sites], lambda path: (path.parent.name, path.stem))
    print(f"{'made-up site':<24}{'pages':>6}{'without':>10}{'with':>10}{'difference':>12}{'better':>8}{'worse':>8}")
    total = [0.0, 0.0]
    for site in sites:
        scores = [[word_f1(arm[site.name, page.name].get("text") or "", page.text) for page in site.pages] for arm in rows]
        means = [sum(arm) / len(arm) for arm in scores]
        total = [total[0] + means[0], total[1] + means[1]]
        print_line(site.name, len(site.pages), means, *compare(*scores))
    print_line("mean", sum(len(site.pages) for site in sites), [value / len(sites) for value in total], "", "")


def compare(without, with_memory):
    return (sum(b > a for a, b in zip(without, with_memory, strict=True)),
            sum(b < a for a, b in zip(without, with_memory, strict=True)))


def print_line(label, pages, means, better, worse):
    print(f"{label:<24}{pages:>6}{means[0]:>10.4f}{means[1]:>10.4f}{means[1] - means[0]:>+12.4f}{better:>8}{worse:>8}")


def decoded(data):
    declared = CHARSET.search(data[:2048])
    for charset in ("utf-8", declared and declared[1].decode(), "windows-1252"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError, TypeError):
            continue
    return data.decode("utf-8", "replace")


def write_rows(folder, gold, path):
    """The pages of a set as rows that carry their addresses."""
    with open(path, "w", encoding="utf-8") as file:
        for page in gold:
            source = folder / "html" / f"{page['id']}.html"
            if source.exists():
                row = {"id": str(page["id"]), "url": page.get("url") or "", "html": decoded(source.read_bytes())}
                file.write(json.dumps(row) + "\n")


def measure_set(args, scorer, name, folder, work):
    gold, path = read_jsonl(folder / "gold.jsonl"), work / f"{name}.jsonl"
    write_rows(folder, gold, path)
    arms = both_ways(args, [path], lambda path: str(path))
    values, scores = [], []
    for number, rows in enumerate(arms):
        predictions = work / f"{name}.{number}.jsonl"
        with open(predictions, "w", encoding="utf-8") as file:
            for page in gold:
                if str(page["id"]) in rows:
                    file.write(json.dumps(prediction(page["id"], rows[str(page["id"])])) + "\n")
        scores.append(scorer.run(str(folder / "gold.jsonl"), str(predictions)))
        values.append(scorer.summary(scores[-1]).get(MAIN_FIGURE.get(name, "word_f1")) or 0.0)
    changed = sum(arms[0][key].get("text") != arms[1][key].get("text") for key in arms[0])
    hosts = Counter(urlsplit(page.get("url") or "").hostname for page in gold)
    known = sum(count >= KNOWN_PAGES for host, count in hosts.items() if host)
    print(f"{name:<24}{len(gold):>6}{values[0]:>10.4f}{values[1]:>10.4f}{values[1] - values[0]:>+12.4f}{changed:>9}{known:>7}")


def run(args):
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        measure_made_up(args, work)
        scorer = load_scorer(args)
        print(f"\n{'set':<24}{'pages':>6}{'without':>10}{'with':>10}{'difference':>12}{'changed':>9}{'hosts':>7}")
        for name, folder in data_sets(args):
            measure_set(args, scorer, name, folder, work)
    return 0
