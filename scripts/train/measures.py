"""Figures over pages: word F1, 4-word shingle F1, snippets F."""
import re
from collections import Counter

WORD = re.compile(r"\w+")
SHINGLE = 4


def word_parts(found, gold):
    """(precision, recall, F1) of a page."""
    found, gold = Counter(WORD.findall(found.lower())), Counter(WORD.findall(gold.lower()))
    if not gold or not found:
        return (float(not gold and not found),) * 3
    both = (found & gold).total()
    return both / found.total(), both / gold.total(), 2 * both / (found.total() + gold.total())


def word_f1(found, gold):
    return word_parts(found, gold)[2]


def shingles(text):
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))) if words else Counter()


def shingle_parts(found, gold):
    """(precision or None, recall or None) of a page; None where that side is empty."""
    found, gold = shingles(found), shingles(gold)
    both = (found & gold).total()
    return (both / found.total() if found else None), (both / gold.total() if gold else None)


def snippet_parts(found, must, must_not):
    found = " ".join(found.split())
    hits = sum(" ".join(snippet.split()) in found for snippet in must)
    wrong = sum(" ".join(snippet.split()) in found for snippet in must_not)
    return hits, wrong, len(must) - hits


def page_figure(job):
    figure, found, gold = job
    if figure == "snippets_f":
        return snippet_parts(found, gold.get("with") or [], gold.get("without") or [])
    return shingle_parts(found, gold["text"]) if figure == "shingle_f1" else word_f1(found, gold["text"])


def mean(values):
    values = [value for value in values if value is not None]
    return sum(values) / len(values) if values else 0.0


def combine(figure, values):
    """The figure of a set from those of its pages."""
    if figure == "snippets_f":
        hits, wrong, missed = map(sum, zip(*values, strict=True))
        return 2 * hits / (2 * hits + wrong + missed) if hits else 0.0
    if figure == "shingle_f1":
        precision, recall = (mean(part) for part in zip(*values, strict=True))
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return mean(values)
