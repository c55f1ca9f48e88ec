"""Which entries of the phrase lists fire on blocks that would else be kept, and whether those blocks are content.

A block is content where its text stands in the gold: short ones as a line of their own, others anywhere. An entry
whose blocks are mostly content hurts. An entry earns its place on blocks of the sets, fired or not, or by a line of
fixtures/phrases; the others are counted as unproven. --record writes down what the sets show, so that a test can
tell without them.
"""
import json
import os
import re
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from bench_common import ROOT, BenchError, data_sets, read_jsonl

BATCH = 50  # pages a process: one start, and all cores stay busy
FEWEST_WORDS_ANYWHERE = 6  # shorter texts stand in other sentences by chance
UNPROVEN_SHOWN = 20  # without --all
SEEN = ROOT / "fixtures/phrases/seen_on_sites.tsv"
SEEN_HEAD = """# What `scripts/bench DATA --phrases --record` found: kind, entry of the phrase lists, number of sites of the benchmark
# sets with a block that it names (pages, where a page's address is not known). Written by that command only.
"""


def normal(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def is_content(text, gold):
    """`gold`: (its lines, the whole), both normal()."""
    lines, whole = gold
    text = normal(text)
    return text in lines or len(text.split()) >= FEWEST_WORDS_ANYWHERE and f" {text} " in whole


def dump(args, *arguments):
    """{path: matches} that lubb_phrase_matches prints."""
    tool = args.lubb.parent / "tests/lubb_phrase_matches"
    if not tool.exists():
        raise BenchError(f"{tool}: not built yet")
    done = subprocess.run([tool, *arguments], stdout=subprocess.PIPE, check=True)
    return {row["path"]: row["matches"] for row in map(json.loads, done.stdout.splitlines())}


def matches_of(args, pages):
    batches = [pages[begin : begin + BATCH] for begin in range(0, len(pages), BATCH)]
    with ThreadPoolExecutor(args.jobs) as pool:
        rows = pool.map(lambda batch: dump(args, *batch), batches)
        return {path: found for batch in rows for path, found in batch.items()}


def site_of(page, name):
    return urlsplit(page.get("url") or "").netloc or f"{name}/{page['id']}"


def collect(args):
    """(fired, seen): {(kind, entry): [(content?, site, text)]} of the blocks that went, {(kind, entry): sites}."""
    fired, seen = defaultdict(list), defaultdict(set)
    for name, folder in data_sets(args):
        pages = {str(folder / "html" / f"{page['id']}.html"): page for page in read_jsonl(folder / "gold.jsonl")}
        for path, found in matches_of(args, [path for path in pages if os.path.exists(path)]).items():
            page = pages[path]
            gold_text = page.get("text")
            if gold_text:
                gold = ({normal(line) for line in gold_text.split("\n")}, f" {normal(gold_text)} ")
            for match in found:
                seen[match["kind"], match["entry"]].add(site_of(page, name))
                if match["decides"] and gold_text:
                    kind = match["kind"] + (" (list)" if match["decides"] == "related_list" else "")
                    place = (is_content(match["text"], gold), site_of(page, name), match["text"])
                    fired[kind, match["entry"]].append(place)
    return fired, seen


def print_fired(entries, args):
    print(f"{'kind':<24}{'blocks':>7}{'content':>8}{'sites':>7}  entry")
    by_kind = defaultdict(list)
    for (kind, _), blocks in entries.items():
        by_kind[kind].extend(blocks)
    for kind, blocks in sorted(by_kind.items()):
        print(f"{kind:<24}{len(blocks):>7}{sum(b[0] for b in blocks):>8}{len({b[1] for b in blocks}):>7}")
    order = sorted(entries.items(), key=lambda item: (-sum(b[0] for b in item[1]), -len(item[1]), item[0]))
    print("\nentries whose blocks are content most often:" if not args.all else "\nall entries that fired:")
    for (kind, entry), blocks in order:
        content = sum(b[0] for b in blocks)
        if not args.all and content * 2 < len(blocks):
            continue
        print(f"{kind:<24}{len(blocks):>7}{content:>8}{len({b[1] for b in blocks}):>7}  {entry}")
        if args.worst:
            print(*(f"{'':<48}{b[1]}: {b[2][:90]!r}" for b in blocks[: args.worst] if b[0] or args.all), sep="\n")


def entries_of_lists(args):
    return [(match["kind"], match["entry"]) for match in dump(args, "--entries")[""]]


def record(args, seen):
    rows = sorted((kind, entry, len(seen[kind, entry])) for kind, entry in set(entries_of_lists(args)) & seen.keys())
    SEEN.write_text(SEEN_HEAD + "".join(f"{kind}\t{entry}\t{sites}\n" for kind, entry, sites in rows))
    print(f"{SEEN.relative_to(ROOT)}: {len(rows)} entries")


def print_proofs(args, seen):
    """How many entries the sets or the fixtures prove, and which neither does."""
    by_fixture = set()
    for path in sorted((ROOT / "fixtures/phrases").glob("*.txt")):
        for found in dump(args, "--lines", path).values():
            by_fixture |= {(match["kind"], match["entry"]) for match in found}
    every = entries_of_lists(args)
    unproven = [entry for entry in every if entry not in by_fixture and entry not in seen]
    print(f"\n{len(every)} entries: {len(set(every) & seen.keys())} stand on pages of the sets,"
          f" {len(set(every) & by_fixture)} in fixtures, {len(unproven)} in neither")  # fmt: skip
    for kind, entry in unproven if args.all else unproven[:UNPROVEN_SHOWN]:
        print(f"{kind:<24}{entry}")


def run(args):
    if args.record and args.set:
        raise BenchError("--record needs every set: what the others show would be lost")
    fired, seen = collect(args)
    if not fired:
        raise BenchError("no phrase fired")
    print_fired(fired, args)
    print_proofs(args, seen)
    if args.record:
        record(args, seen)
    return 0
