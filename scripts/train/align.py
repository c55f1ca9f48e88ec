"""Which words of a page stand in its gold text, in order.

Exact alignment of thousands of words against thousands is too slow in Python, so: all runs of three words that both
sides share are found at once; the chain of runs, in order on both sides, with the largest sum of (length - 2) is
taken, which is the bonus for long runs; the gaps between its links are filled word by word. What is left of both
sides is aligned again, up to three times, for text that stands in another order in the gold.
"""
import re
from bisect import bisect_left
from difflib import SequenceMatcher

import numpy as np

# Chinese, Japanese and Thai letters are a word each: their texts have no spaces to align by.
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|"
    r"[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)

RUN = 3  # words; two words in a row agree by chance too often
OCCURRENCES = 400  # pairs of places of one and the same run; more of them say nothing (menus, "| | |")
ROUNDS = 4  # the first and three for reordered text
GAP = 40_000  # words on the page x words in the gold; larger gaps hold no aligned text, only chance
REORDERED_RUN = 5  # words; text out of order must agree longer to count


def words_of(text):
    return WORD.findall(text.lower())


def shared_runs(page, gold):
    """Maximal runs of at least RUN equal words: arrays of page place, gold place, length."""
    if len(page) < RUN or len(gold) < RUN:
        return np.zeros((0, 3), dtype=np.int64)
    base = int(max(page.max(), gold.max())) + 2

    def keys(words):
        words = words.astype(np.int64)
        result = np.zeros(len(words) - RUN + 1, dtype=np.int64)
        for shift in range(RUN):
            result = result * base + words[shift : len(words) - RUN + 1 + shift]
        return result

    page_keys, gold_keys = keys(page), keys(gold)
    order = np.argsort(gold_keys, kind="stable")
    in_order = gold_keys[order]
    first = np.searchsorted(in_order, page_keys, "left")
    count = np.searchsorted(in_order, page_keys, "right") - first
    _, inverse, times = np.unique(page_keys, return_inverse=True, return_counts=True)
    count[count * times[inverse] > OCCURRENCES] = 0
    total = int(count.sum())
    if total == 0:
        return np.zeros((0, 3), dtype=np.int64)
    page_place = np.repeat(np.arange(len(page_keys)), count)
    within = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    gold_place = order[np.repeat(first, count) + within]
    by_diagonal = np.lexsort((page_place, page_place - gold_place))
    page_place, gold_place = page_place[by_diagonal], gold_place[by_diagonal]
    diagonal = page_place - gold_place
    begins = np.ones(total, dtype=bool)
    begins[1:] = (diagonal[1:] != diagonal[:-1]) | (page_place[1:] != page_place[:-1] + 1)
    at = np.flatnonzero(begins)
    length = np.diff(np.append(at, total)) + RUN - 1
    return np.stack([page_place[at], gold_place[at], length], axis=1)


def best_chain(runs):
    """The runs of the heaviest chain, in order on both sides. Weight of a run: its length - (RUN - 1)."""
    count = len(runs)
    if count == 0:
        return []
    begin_order = sorted(range(count), key=lambda i: (runs[i][0], runs[i][1]))
    end_order = sorted(range(count), key=lambda i: runs[i][0] + runs[i][2])
    best = [0] * count
    before = [-1] * count
    # Chains that have ended so far: gold end -> weight, both rising, so that the best one is found by bisection.
    ends, weights, owners = [], [], []
    finished = 0
    for i in begin_order:
        page_begin, gold_begin, length = runs[i]
        while finished < count:
            j = end_order[finished]
            if runs[j][0] + runs[j][2] > page_begin:
                break
            gold_end, weight = runs[j][1] + runs[j][2], best[j]
            at = bisect_left(ends, gold_end)
            if at < len(ends) and ends[at] == gold_end:
                dominated = weights[at] >= weight
            else:
                dominated = at > 0 and weights[at - 1] >= weight
            if not dominated:
                last = at
                while last < len(ends) and weights[last] <= weight:
                    last += 1
                ends[at:last], weights[at:last], owners[at:last] = [gold_end], [weight], [j]
            finished += 1
        at = bisect_left(ends, gold_begin + 1)
        if at > 0:
            best[i], before[i] = weights[at - 1], owners[at - 1]
        best[i] += length - (RUN - 1)
    chain, i = [], max(range(count), key=best.__getitem__)
    while i >= 0:
        chain.append(runs[i])
        i = before[i]
    return chain[::-1]


def fill_gap(page, gold, page_begin, page_end, gold_begin, gold_end, aligned, used):
    size = (page_end - page_begin) * (gold_end - gold_begin)
    if size == 0 or size > GAP:
        return
    matcher = SequenceMatcher(
        None, page[page_begin:page_end].tolist(), gold[gold_begin:gold_end].tolist(), autojunk=False
    )
    for match in matcher.get_matching_blocks():
        a, b = page_begin + match.a, gold_begin + match.b
        # A lone word in a wide gap is chance; next to aligned text, or as all there is, it is not.
        beside = match.a == 0 or match.b == 0 or a + match.size == page_end or b + match.size == gold_end
        if match.size >= 2 or beside:
            aligned[a : a + match.size] = True
            used[b : b + match.size] = True


def align_once(page, gold, shortest):
    """(page words aligned, gold words used) as boolean arrays."""
    aligned, used = np.zeros(len(page), dtype=bool), np.zeros(len(gold), dtype=bool)
    runs = shared_runs(page, gold)
    chain = best_chain(runs[runs[:, 2] >= shortest].tolist())
    page_end = gold_end = 0
    for page_begin, gold_begin, length in chain:
        aligned[page_begin : page_begin + length] = True
        used[gold_begin : gold_begin + length] = True
        fill_gap(page, gold, page_end, page_begin, gold_end, gold_begin, aligned, used)
        page_end, gold_end = page_begin + length, gold_begin + length
    fill_gap(page, gold, page_end, len(page), gold_end, len(gold), aligned, used)
    return aligned, used


def aligned_words(page_words, gold_words):
    """For each page word whether it is aligned to the gold."""
    codes = {}
    page = np.array([codes.setdefault(word, len(codes)) for word in page_words], dtype=np.int64)
    gold = np.array([codes.setdefault(word, len(codes)) for word in gold_words], dtype=np.int64)
    result = np.zeros(len(page), dtype=bool)
    if len(page) == 0 or len(gold) == 0:
        return result
    if len(gold) < RUN:  # a gold of one or two words: wherever it stands
        for begin in range(len(page) - len(gold) + 1):
            if np.array_equal(page[begin : begin + len(gold)], gold):
                result[begin : begin + len(gold)] = True
                break
        return result
    page_places, gold_left = np.arange(len(page)), gold
    for round_number in range(ROUNDS):
        shortest = RUN if round_number == 0 else REORDERED_RUN
        aligned, used = align_once(page[page_places], gold_left, shortest)
        if not aligned.any():
            break
        result[page_places[aligned]] = True
        page_places, gold_left = page_places[~aligned], gold_left[~used]
    return result
