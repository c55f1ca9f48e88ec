"""Readers' comments: how many of those in the gold are found, and with whose name and date.

gold.jsonl may give a page "comments": texts, or objects with text, author and date. On forum threads (type "forum")
the posts are the content: told is where the words of the gold text went, to the text, to the comments or nowhere.
"""
import argparse
import re
from collections import Counter

from bench_common import BenchError, data_sets, read_jsonl, run_lubb

SAME = 0.9  # word F1 from which a found comment is the gold's


def words(text):
    return Counter(re.findall(r"\w+", (text or "").lower()))


def f1(a, b):
    common = sum((a & b).values())
    return 2 * common / max(1, sum(a.values()) + sum(b.values()))


def as_object(comment):
    return {"text": comment} if isinstance(comment, str) else comment


def score_comments(gold, row, total, missed):
    left = [(words(comment["text"]), comment) for comment in row.get("comments") or []]
    total["found by us"] += len(left)
    for wanted in map(as_object, gold["comments"]):
        total["gold"] += 1
        bag = words(wanted["text"])
        best = max(left, key=lambda entry: f1(bag, entry[0]), default=None)
        if best is None or f1(bag, best[0]) < SAME:
            missed.append((gold["id"], wanted["text"]))
            continue
        left.remove(best)
        total["right"] += 1
        for field in ("author", "date"):
            total[f"with {field}"] += bool(best[1].get(field))
            if wanted.get(field):
                total[f"gold {field}"] += 1
                total[f"right {field}"] += (best[1].get(field) or "").startswith(wanted[field])


def score_thread(gold, row, total):
    wanted, text = words(gold["text"]), words(row.get("text"))
    rest = wanted - text
    total["words"] += sum(wanted.values())
    total["in text"] += sum((wanted & text).values())
    total["in comments"] += sum((rest & words(" ".join(c["text"] for c in row.get("comments") or []))).values())


def print_set(name, pages, total, threads, missed, worst):
    if pages:
        right, gold, ours = total["right"], total["gold"], total["found by us"]
        print(f"{name:<20} {pages} pages, {gold} comments: P {right / max(1, ours):.3f} R {right / max(1, gold):.3f}, "
              f"with author {total['with author'] / max(1, right):.3f}, date {total['with date'] / max(1, right):.3f}")
        for field in ("author", "date"):
            if total[f"gold {field}"]:
                print(f"{'':<20} {field} as in the gold {total[f'right {field}'] / total[f'gold {field}']:.3f}")
        for page, text in missed[:worst]:
            print(f"{'':<20} missed on {page}: {text[:80]}")
    if threads["words"]:
        shares = ", ".join(f"{key} {threads[key] / threads['words']:.3f}" for key in ("in text", "in comments"))
        print(f"{name:<20} words of forum posts: {shares}")


def run(args):
    folder = args.data if (args.data / "gold.jsonl").exists() else None
    sets = [(args.data.name, args.data)] if folder else data_sets(args)
    options = argparse.Namespace(**{**vars(args), "option": ["--comments", *args.option]})
    any_found = False
    for name, folder in sets:
        pages = [p for p in read_jsonl(folder / "gold.jsonl") if p.get("comments") or p.get("type") == "forum"]
        if not pages:
            continue
        html = folder / "html" if (folder / "html").is_dir() else folder
        files = {p["id"]: html / p.get("file", f"{p['id']}.html") for p in pages}
        rows = run_lubb(options, files.values())
        total, threads, missed, count = Counter(), Counter(), [], 0
        for page in pages:
            row = rows[files[page["id"]].name.removesuffix(".html")]
            if page.get("comments"):
                count += 1
                score_comments(page, row, total, missed)
            else:
                score_thread(page, row, threads)
        any_found = True
        print_set(name, count, total, threads, missed, args.worst)
    if not any_found:
        raise BenchError(f"{args.data}: no page with comments in its gold, and no forum thread")
    return 0
