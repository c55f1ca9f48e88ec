"""Which entries of the phrase lists fire on blocks that would else be kept, and whether those blocks are content.

A block is content where its text stands in the gold: short ones as a line of their own, others anywhere. An entry
whose blocks are mostly content hurts. Entries that never fire here earn their place by a fixture or not at all.
"""
import json
import re
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from bench_common import BenchError, data_sets, read_jsonl

REASON = re.compile(r"(phrase|list under the heading) \((\w+)\): (.*)", re.S)
FEWEST_WORDS_ANYWHERE = 6  # shorter texts stand in other sentences by chance


def normal(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def explained(lubb, page):
    done = subprocess.run([lubb, "explain", "--format", "json", page], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if not done.stdout:
        return []
    return json.loads(done.stdout)["blocks"]


def fired(lubb, gold, page):
    """[(kind, entry, list?, in gold?, the block's text)] of one page."""
    lines = {normal(line) for line in gold.split("\n")}
    whole = f" {normal(gold)} "
    found = []
    for block in explained(lubb, page):
        match = REASON.fullmatch(block["reason"])
        if not match:
            continue
        text = normal(block["text"])
        content = text in lines or len(text.split()) >= FEWEST_WORDS_ANYWHERE and f" {text} " in whole
        found.append((match[2], match[3], match[1] != "phrase", content, block["text"]))
    return found


def print_table(entries, args):
    print(f"{'kind':<18}{'blocks':>7}{'content':>8}{'sites':>7}  entry")
    by_kind = defaultdict(list)
    for (kind, _), blocks in entries.items():
        by_kind[kind].extend(blocks)
    for kind, blocks in sorted(by_kind.items()):
        print(f"{kind:<18}{len(blocks):>7}{sum(b[0] for b in blocks):>8}{len({b[1] for b in blocks}):>7}")
    order = sorted(entries.items(), key=lambda item: (-sum(b[0] for b in item[1]), -len(item[1]), item[0]))
    print("\nentries whose blocks are content most often:" if not args.all else "\nall entries that fired:")
    for (kind, entry), blocks in order:
        content = sum(b[0] for b in blocks)
        if not args.all and content * 2 < len(blocks):
            continue
        print(f"{kind:<18}{len(blocks):>7}{content:>8}{len({b[1] for b in blocks}):>7}  {entry}")
        if args.worst:
            print(*(f"{'':<42}{b[1]}: {b[2][:90]!r}" for b in blocks[: args.worst] if b[0] or args.all), sep="\n")


def run(args):
    entries = defaultdict(list)
    for name, folder in data_sets(args):
        gold = [page for page in read_jsonl(folder / "gold.jsonl") if page.get("text")]
        pages = [folder / "html" / f"{page['id']}.html" for page in gold]
        with ThreadPoolExecutor(args.jobs) as pool:
            results = list(pool.map(lambda i: fired(args.lubb, gold[i]["text"], pages[i]), range(len(gold))))
        for page, found in zip(gold, results):
            site = urlsplit(page.get("url") or "").netloc or f"{name}/{page['id']}"
            for kind, entry, is_list, content, text in found:
                entries[kind + (" (list)" if is_list else ""), entry].append((content, site, text))
    if not entries:
        raise BenchError("no phrase fired")
    print_table(entries, args)
    return 0
