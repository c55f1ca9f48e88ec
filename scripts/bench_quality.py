"""Quality on annotated pages: the table over all sets, and the page-by-page view of the Arabic ones."""
import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from bench_common import data_sets, load_scorer, prediction, read_jsonl, run_lubb

# The figure a set is judged by, where it is not the mean word F1: it has only snippets, or its authors chose so.
MAIN_FIGURE = {"trafilatura-dev": "snip_f", "scrapinghub-dev": "shin_f1", "htmldate-dev": "date"}
FIGURE_NAME = {"word_f1": "word F1", "snip_f": "snippets F", "shin_f1": "shingle F1", "date": "date"}
METADATA = ("title", "author", "date", "desc", "site")


def score_set(args, scorer, name, folder, work):
    rows = run_lubb(args, [folder / "html"])
    gold_path, prediction_path = folder / "gold.jsonl", work / f"{name}.jsonl"
    gold = read_jsonl(gold_path)
    with open(prediction_path, "w", encoding="utf-8") as file:
        for page in gold:
            row = rows.get(str(page["id"]))
            if row is not None:
                file.write(json.dumps(prediction(page["id"], row), ensure_ascii=False) + "\n")
    scores = scorer.run(str(gold_path), str(prediction_path))
    if args.keep:
        with open(work / f"{name}.scores.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(score, ensure_ascii=False) + "\n" for score in scores)
    return scores, Counter(row["status"] for row in rows.values())


def cell(value, width=7):
    return f"{'-':>{width}}" if value is None else f"{value:{width}.4f}"


def print_line(label, figure, summary, statuses=None):
    other = " ".join(f"{status} {count}" for status, count in sorted((statuses or {}).items()) if status != "ok")
    print(
        f"{label:<24}{summary['pages']:>6} {FIGURE_NAME.get(figure, figure):>11} {cell(summary.get(figure))}"
        f" {cell(summary.get('word_p'))} {cell(summary.get('word_r'))}"
        + "".join(f" {cell(summary.get(key))}" for key in METADATA)
        + (f"  {other}" if other else "")
    )


def print_worst(scores, count):
    def figure(score):
        if "word" in score:
            return score["word"][2]
        if "snip" in score:
            tp, fp, fn, tn = score["snip"]
            return (tp + tn) / max(1, tp + fp + fn + tn)
        return score.get("date", 2.0)

    for score in sorted(scores, key=figure)[:count]:
        detail = "P {:.3f} R {:.3f} F1 {:.3f}".format(*score["word"]) if "word" in score else score.get("snip", "")
        print(f"    {score['id']}  {detail}  gold {score.get('glen', '-')} found {score['plen']}")


def run(args):
    scorer = load_scorer(args)
    columns = "".join(f" {name:>7}" for name in ("value", "word P", "word R", *METADATA))
    print(f"{'set':<24}{'pages':>6} {'figure':>11}{columns}")
    with tempfile.TemporaryDirectory() as temporary:
        work = args.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        for name, folder in data_sets(args):
            scores, statuses = score_set(args, scorer, name, folder, work)
            print_line(name, MAIN_FIGURE.get(name, "word_f1"), scorer.summary(scores), statuses)
            by_type = defaultdict(list)
            for score in scores:
                by_type[score["type"]].append(score)
            if name.startswith("wcxb"):
                for page_type, group in sorted(by_type.items()):
                    print_line(f"  {page_type}", "word_f1", scorer.summary(group))
            print_worst(scores, args.worst)
    return 0


def run_arabic(args):
    scorer = load_scorer(args)
    rows = run_lubb(args, sorted(args.data.glob("*.html")))
    gold = read_jsonl(args.data / "gold.jsonl")
    total = []
    print(f"{'page':<26}{'P':>8}{'R':>8}{'F1':>8} {'missing':>8} {'junk':>5}  title date")
    for page in gold:
        name = page.get("file", f"{page['id']}.html")
        predicted = prediction(page["id"], rows.get(Path(name).stem, {}))
        p, r, f1 = scorer.word_prf(predicted["text"], page["text"])
        total.append(f1)
        found = scorer.squash(predicted["text"])
        missing = [snippet for snippet in page.get("with") or [] if scorer.squash(snippet) not in found]
        junk = [snippet for snippet in page.get("without") or [] if scorer.squash(snippet) in found]
        title = "ok" if scorer.norm(predicted["title"]) == scorer.norm(page.get("title")) else "wrong"
        same_day = scorer.days(predicted["date"]) & scorer.days(page.get("date"))
        date = "ok" if same_day or predicted["date"] == page.get("date") else f"{predicted['date']} not {page['date']}"
        print(f"{name:<26}{p:8.4f}{r:8.4f}{f1:8.4f} {len(missing):>8} {len(junk):>5}  {title:<5} {date}")
        for label, snippets in (("missing", missing), ("junk", junk)):
            for snippet in snippets:
                print(f"    {label}: {snippet}")
    print(f"mean word F1 {sum(total) / len(total):.4f} on {len(total)} pages")
    return 0
